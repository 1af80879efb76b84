//! Names and words to comparable forms.

pub mod actors;
pub mod gazetteer;
pub mod munitions;
