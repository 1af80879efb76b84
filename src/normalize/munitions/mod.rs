//! The words for weapons and attacks, as a taxonomy.

mod class;
mod lexicon;
mod phrase;
mod resolve;
mod taxonomy;
mod vocabulary;
mod words;

pub use class::{Class, ClassId, ClassRelation, ClassSet, Codes};
pub use lexicon::Munitions;
pub use phrase::{Act, MunitionPhrase, Unit};
