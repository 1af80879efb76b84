//! Names and words to comparable forms.

pub mod actors;
pub mod gazetteer;
mod lexicon;
pub mod munitions;
mod resolve;

pub use lexicon::LexiconError;
pub use resolve::{Lexicons, Resolved, Resolver};
