//! Scored pairs to events.

mod agglomerate;
mod bonds;
mod forest;
mod link;
mod linkage;
mod partition;
mod reasons;

pub(crate) use agglomerate::Clusters;
pub use agglomerate::agglomerate;
pub(crate) use bonds::Bonds;
pub use bonds::{Clash, JudgementClash};
use forest::Forest;
pub(crate) use link::{Grounds, Packed};
pub use link::{Link, ScoredLink};
pub use linkage::Linkage;
pub use partition::{Cluster, ClusterRef, Partition, Split};
pub(crate) use reasons::Wording;
