//! Names and words to comparable forms.

pub mod actors;
mod density;
mod features;
pub mod gazetteer;
mod json;
mod lexicon;
pub mod munitions;
mod resolve;
mod similarity;

pub use density::{Density, Scope};
pub use features::{Concepts, Count, FeatureTable, Features, Minutes, PlaceConcept, Stated};
pub(crate) use features::{DAY, NONE};
pub use lexicon::LexiconError;
pub use resolve::{Lexicons, Resolved, Resolver};
