//! Agreement with gold labels: of pairs, of clusters, of probabilities, of verdicts.

mod assignment;
mod clusters;
mod links;
mod verdicts;

pub use clusters::{Agreement, Clustering, clustering, labels_of};
pub use links::{
    Blocked, Calibration, Mistake, MistakeKind, ReliabilityBin, blocking, calibration, mistakes,
};
pub use verdicts::{Disagreement, GoldVerdict, Verdicts, read_verdicts, verdicts};
