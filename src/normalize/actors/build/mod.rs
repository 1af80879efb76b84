//! Rows to a lexicon: ids, organs of states, the closure of the hierarchy, and the look-up tables.

mod hierarchy;
mod names;
mod states;

use rustc_hash::FxHashMap;

use super::lexicon::{Nation, Sense};
use super::load::Rows;
use super::words::ORGANS;
use super::{Actor, ActorId, Actors};
use crate::normalize::LexiconError;

/// Makes the lexicon, or says which row is at fault.
pub(super) fn build(rows: Rows) -> Result<Actors, LexiconError> {
    let mut draft = Draft::default();
    let names = rows.actors.iter().map(|row| row.keys.len() + row.shared_keys.len()).sum::<usize>()
        + rows.words.len()
        + rows.states.len() * (ORGANS.len() + NAMES_PER_STATE);
    draft.senses.reserve(names);
    draft.ids.reserve(names);
    draft.heads.reserve(names / 2);
    for (at, state) in rows.states.iter().enumerate() {
        draft.by_code.entry(state.code.as_str().into()).or_insert(at);
    }
    draft.states(&rows);
    draft.link(&rows)?;
    draft.check_cycles(&rows)?;
    draft.names(&rows)?;
    let mut lexicon = Actors::empty();
    lexicon.ties = draft.ties();
    lexicon.heads = draft.heads;
    lexicon.entries = draft.actors;
    lexicon.nations = draft.nations;
    lexicon.senses = draft.senses;
    lexicon.stems = draft.stems;
    lexicon.last_names = draft.last_names;
    lexicon.changes = changes(&rows);
    lexicon.rows = rows;
    Ok(lexicon)
}

/// The days from which on an actor's name or a person's office begins to hold, or no longer does.
fn changes(rows: &Rows) -> Vec<chrono::NaiveDate> {
    let actors = rows.actors.iter().map(|row| (row.valid_from, row.valid_to));
    let persons = rows.persons.iter().map(|row| (row.valid_from, row.valid_to));
    let mut changes: Vec<chrono::NaiveDate> = actors
        .chain(persons)
        .flat_map(|(from, to)| [from, to.and_then(|last| last.succ_opt())])
        .flatten()
        .collect();
    changes.sort_unstable();
    changes.dedup();
    changes
}

/// A lexicon in the making.
#[derive(Default)]
struct Draft {
    actors: Vec<Actor>,
    /// Per actor, for whom it speaks if its file says so, and where it is at work.
    extra: Vec<(Option<ActorId>, Vec<Box<str>>)>,
    /// The place of each state by its code.
    by_code: FxHashMap<Box<str>, usize>,
    /// Folded canonical names.
    ids: FxHashMap<Box<str>, ActorId>,
    nations: Vec<Nation>,
    senses: FxHashMap<Box<str>, Sense>,
    heads: FxHashMap<Box<str>, u8>,
    /// The keys of the names of `actors`, which take longest to make.
    keys: Vec<Box<str>>,
    stems: FxHashMap<Box<str>, u16>,
    last_names: FxHashMap<Box<str>, Sense>,
}

/// Adjectives, names in other languages and capitals of a state, on average.
const NAMES_PER_STATE: usize = 15;

/// A table's rows in order of their keys.
pub(super) fn ordered<V>(table: &FxHashMap<Box<str>, V>) -> Vec<(&str, &V)> {
    let mut rows: Vec<(&str, &V)> = table.iter().map(|(key, value)| (&**key, value)).collect();
    rows.sort_unstable_by_key(|(key, _)| *key);
    rows
}
