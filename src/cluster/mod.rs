//! Scored pairs to events.

mod agglomerate;
mod partition;

pub use agglomerate::{Linkage, agglomerate};
pub use partition::{Cluster, Partition, ScoredLink, Split};
