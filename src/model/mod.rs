//! What can be said: plain values, no input or output, no policy.

pub mod quantity;
pub mod time;
