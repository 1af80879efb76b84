//! Names and words to comparable forms.

pub mod actors;
mod clocks;
mod density;
mod features;
pub mod gazetteer;
mod json;
mod known;
mod lexicon;
pub mod munitions;
mod resolve;
mod similarity;

pub use density::Around;
pub(crate) use density::others;
pub use features::{
    Area, Concepts, Count, FeatureBuilder, FeatureTable, Features, Ids, Losses, Minutes, Parties,
    PlaceConcept, Stated,
};
pub(crate) use features::{DAY, NONE};
pub use lexicon::LexiconError;
pub use resolve::{Lexicons, Resolved, Resolver};
