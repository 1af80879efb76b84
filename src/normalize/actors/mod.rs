//! Organisations and speakers under their several names, and their hierarchy.

mod actor;
mod build;
mod chunk;
mod facts;
mod lexicon;
mod lineage;
mod load;
mod pick;
mod resolve;
mod similar;
mod tokens;
mod words;

pub use actor::{Actor, ActorContext, ActorId, ActorMatch, ActorRole, Lineage, MatchKind};
pub use lexicon::Actors;
