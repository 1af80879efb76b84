//! Organisations and speakers under their several names, and their hierarchy.

mod actor;
mod lexicon;

pub use actor::{Actor, ActorContext, ActorId, ActorMatch, ActorRole, Lineage, MatchKind};
pub use lexicon::Actors;
