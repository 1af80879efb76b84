//! Scored pairs to events.

mod partition;

pub use partition::{Cluster, Partition, ScoredLink, Split};
