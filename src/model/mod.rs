//! What can be said: plain values, no input or output, no policy.

pub mod quantity;
pub mod time;

pub use quantity::{Quantity, QuantityError};
pub use time::{PartOfDay, Precision, Qualifier, Span, TimeError, TimeExtent, TimePoint};
