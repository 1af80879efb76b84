//! Scored pairs to events.

mod agglomerate;
mod bonds;
mod components;
mod contested;
mod forest;
mod joining;
mod link;
mod linkage;
mod neighbors;
mod partition;
mod reasons;
mod regroup;
mod search;

pub use agglomerate::agglomerate;
pub(crate) use agglomerate::form;
pub(crate) use bonds::Bonds;
pub use bonds::{Clash, JudgementClash};
use forest::Forest;
pub(crate) use link::{Grounds, Packed};
pub use link::{Link, ScoredLink};
pub use linkage::Linkage;
pub use partition::{Cluster, ClusterRef, Partition, Split};
pub(crate) use reasons::Wording;
