//! Scored pairs to events.

mod agglomerate;
mod bonds;
mod forest;
mod partition;

pub use agglomerate::{Linkage, agglomerate};
pub(crate) use bonds::Bonds;
pub use bonds::{Clash, JudgementClash};
pub(crate) use forest::Forest;
pub use partition::{Cluster, Partition, ScoredLink, Split};
