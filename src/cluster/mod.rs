//! Scored pairs to events.

mod agglomerate;
mod bonds;
mod forest;
mod linkage;
mod partition;

pub(crate) use agglomerate::Clusters;
pub use agglomerate::agglomerate;
pub(crate) use bonds::Bonds;
pub use bonds::{Clash, JudgementClash};
use forest::Forest;
pub use linkage::Linkage;
pub use partition::{Cluster, Partition, ScoredLink, Split};
