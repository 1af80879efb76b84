//! The words for weapons and attacks, as a taxonomy.

mod class;
mod lexicon;
mod phrase;
mod taxonomy;

pub use class::{Class, ClassId, ClassRelation, ClassSet, Codes};
pub use lexicon::Munitions;
pub use phrase::{Act, MunitionPhrase, Unit};
