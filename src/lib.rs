//! Reconciles claims with confirmations.
#![forbid(unsafe_code)]
#![warn(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr)]

pub mod block;
pub mod cluster;
pub mod compare;
mod config;
pub mod evaluate;
pub mod fit;
pub mod model;
pub mod normalize;
pub mod read;
pub mod reconcile;
mod reconciler;
pub mod report;
pub mod score;
pub mod text;

pub use config::{Config, ConfigError};
pub use model::quantity::Quantity;
pub use model::time::TimeExtent;
pub use reconciler::Reconciler;
