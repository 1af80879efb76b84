//! Names and words to comparable forms.

pub mod actors;
pub mod gazetteer;
mod lexicon;
pub mod munitions;

pub use lexicon::LexiconError;
