//! Organisations and speakers under their several names, and their hierarchy.
//!
//! A look-up takes a phrase as speakers and coders write it ("IDF Spokesman Daniel Hagari", "two
//! Iraqi security officials", "Iranian-backed militias") and gives the actor that it names, or says
//! that it is ambiguous, names nobody in particular, or is not known. Hostile labels are known for
//! reading; what reports show is always the neutral name of the entry.
//!
//! # File format
//!
//! A lexicon file is JSON Lines; [`Actors::extended`] lays one over what is known. Four kinds of
//! rows, told apart by their first field:
//!
//! ```json
//! {"name": "Northern Front", "aliases": ["NF"], "role": "armed_group", "country": "TD"}
//! {"person": "Jane Example", "speaks_for": "Northern Front", "valid_from": "2024-01-01"}
//! {"state": "TD", "name": "Chad", "adjectives": ["Chadian"], "capitals": ["N'Djamena"]}
//! {"class": "spokes", "words": ["spokesperson", "sprecher"]}
//! ```
//!
//! - An **actor** needs `name` and `role` (the words of [`ActorRole`]). Optional: `aliases`, which
//!   are its alone; `shared_aliases`, which others may have too and which place, date and role tell
//!   apart; `parents`, names under which the same deed may be reported; `side`; `country`;
//!   `answers_for`, countries whose events it can officially speak about; `theatres`, countries
//!   where it is also at work; `organs`, which organ of its state it is (`military`,
//!   `defence_ministry`, `police`, …), so that "Chadian army" finds it; `region`, the code of the
//!   state row whose organ it is where that is not its country; `backers` and `backed_by`: states
//!   that arm it, and the state whose backed groups it is the category for; `speaks_for`;
//!   `valid_from` and `valid_to`, inclusive days; `generic`; `note`; `source`.
//! - A **person** speaks for an actor, if need be for different ones at different times.
//! - A **state** brings its adjectives, names in other languages, capitals and `stems` (beginnings
//!   of inflected forms). The organs that no actor row claims are made from it. `"region": true`
//!   makes none.
//! - A **class** adds words that stand around names: titles, kinds of sources, words for groups.
//!
//! A row with a known `name` replaces that entry as a whole. Within one file a name may stand only
//! in one entry; a later file takes names over from an earlier one.
//!
//! Country names in other languages follow the Unicode CLDR; everything else is common knowledge.

mod actor;
mod build;
mod chunk;
mod facts;
mod leader;
mod lexicon;
mod lineage;
mod load;
mod part;
mod pick;
mod resolve;
mod similar;
mod tokens;
mod words;

pub use actor::{Actor, ActorContext, ActorId, ActorMatch, ActorRole, Lineage, MatchKind};
pub use lexicon::Actors;
