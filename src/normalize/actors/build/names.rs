//! Everything that a row of words can mean.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::super::ActorId;
use super::super::lexicon::{Person, Sense};
use super::super::load::Rows;
use super::super::tokens::key;
use super::Draft;
use crate::normalize::LexiconError;
use crate::text::fold;

impl Draft {
    /// The words, then the names of states, actors and persons: who comes later may take a name over.
    pub(super) fn names(&mut self, rows: &Rows) -> Result<(), LexiconError> {
        for (class, word) in &rows.words {
            let sense = self.sense(word);
            sense.class = Some(*class);
        }
        self.names_of_states(rows);
        self.names_of_made_organs(rows.actors.len());
        self.names_of_actors(rows)?;
        self.names_of_persons(rows)
    }

    fn names_of_states(&mut self, rows: &Rows) {
        for (state, at) in rows.states.iter().zip(0..) {
            for name in std::iter::once(&state.name).chain(&state.adjectives).chain(&state.names) {
                let key = key(name);
                let acronym = is_short_acronym(name, &key);
                let sense = self.sense_of_key(&key);
                // "AS" is a country in Indonesian, "as" a word elsewhere.
                sense.only_capitals |= acronym && sense.class.is_some();
                if !sense.nations.contains(&at) {
                    sense.nations.push(at);
                }
            }
            for name in &state.capitals {
                self.sense(name).capitals.push(at);
            }
            for stem in &state.stems {
                self.stems.entry(fold(stem).into()).or_insert(at);
            }
        }
    }

    /// Names of the organs that no file names: those of the entries from the `first` on.
    fn names_of_made_organs(&mut self, first: usize) {
        for at in first..self.actors.len() {
            let Some(name) = self.keys.get(at).cloned() else { continue };
            let id = ActorId(u32::try_from(at).unwrap_or(u32::MAX));
            let sense = self.sense_of_key(&name);
            if sense.nations.is_empty() {
                sense.actor.get_or_insert(id);
            }
        }
    }

    fn names_of_actors(&mut self, rows: &Rows) -> Result<(), LexiconError> {
        for (row, id) in rows.actors.iter().zip((0..).map(ActorId)) {
            let own = std::iter::once(("name", &row.name))
                .chain(row.aliases.iter().map(|alias| ("aliases", alias)));
            for ((field, name), key) in own.zip(&row.keys) {
                let owner = self.sense_of_key(key).actor.filter(|owner| *owner != id);
                if let Some(owner) = owner.and_then(|owner| rows.actors.get(owner.index())) {
                    match owner.at.reading().cmp(&row.at.reading()) {
                        Ordering::Less => {}
                        Ordering::Greater => continue,
                        Ordering::Equal => {
                            let taken = format!("a name that `{}` does not have", owner.name);
                            return Err(row.at.error(field, name, &taken));
                        }
                    }
                }
                let only_capitals = is_short_acronym(name, key);
                let sense = self.sense_of_key(key);
                sense.actor = Some(id);
                sense.only_capitals = only_capitals;
            }
            for (name, key) in row.shared.iter().zip(&row.shared_keys) {
                let only_capitals = is_short_acronym(name, key);
                let sense = self.sense_of_key(key);
                sense.only_capitals |= only_capitals;
                if !sense.shared.contains(&id) {
                    sense.shared.push(id);
                    sense.shared.sort_unstable();
                }
            }
        }
        Ok(())
    }

    fn names_of_persons(&mut self, rows: &Rows) -> Result<(), LexiconError> {
        let mut last_names: BTreeMap<Box<str>, Vec<_>> = BTreeMap::new();
        for row in &rows.persons {
            let principal = key(&row.speaks_for);
            let speaks_for = self.ids.get(principal.as_str()).copied();
            let speaks_for = speaks_for.or_else(|| self.senses.get(principal.as_str())?.actor);
            let Some(speaks_for) = speaks_for else {
                return Err(row.at.error("speaks_for", &row.speaks_for, "the name of an actor"));
            };
            for name in &row.names {
                let person =
                    Person { speaks_for, valid_from: row.valid_from, valid_to: row.valid_to };
                let key = key(name);
                self.sense_of_key(&key).persons.push(person);
                if let Some(last) = last_name(&key).filter(|_| !name.contains('(')) {
                    last_names.entry(last.into()).or_default().push((row.names.first(), person));
                }
            }
        }
        self.last_names(last_names);
        Ok(())
    }

    /// Keeps the last names that are one person's, in whatever offices, or those of several who speak
    /// for one actor. A word that means something else is no name.
    fn last_names(&mut self, names: BTreeMap<Box<str>, Vec<(Option<&String>, Person)>>) {
        for (last, persons) in names {
            let Some((name, first)) = persons.first().copied() else { continue };
            let clear = persons.iter().all(|(known, _)| *known == name)
                || persons.iter().all(|(_, person)| person.speaks_for == first.speaks_for);
            if clear && !self.senses.contains_key(&last) {
                let persons = persons.into_iter().map(|(_, person)| person).collect();
                self.last_names.insert(last, Sense { persons, ..Sense::default() });
            }
        }
    }

    fn sense(&mut self, name: &str) -> &mut Sense {
        self.sense_of_key(&key(name))
    }

    fn sense_of_key(&mut self, key: &str) -> &mut Sense {
        if !self.senses.contains_key(key) {
            let head = key.split(' ').next().unwrap_or("");
            let gaps = key.bytes().filter(|letter| *letter == b' ').count();
            let length = u8::try_from(gaps + 1).unwrap_or(u8::MAX);
            match self.heads.get_mut(head) {
                Some(longest) => *longest = (*longest).max(length),
                None => {
                    self.heads.insert(head.into(), length);
                }
            }
        }
        self.senses.entry(key.into()).or_default()
    }
}

/// The last of several words, if it is long enough not to be part of something else.
fn last_name(key: &str) -> Option<&str> {
    const SHORTEST: usize = 4;
    let (_, last) = key.rsplit_once(' ')?;
    (last.chars().count() >= SHORTEST).then_some(last)
}

/// Whether a name, which has this key, is so short an acronym that, in small letters, it may be
/// another word.
fn is_short_acronym(name: &str, key: &str) -> bool {
    const LONGEST: usize = 4;
    (1..=LONGEST).contains(&key.len())
        && key.is_ascii()
        && !key.contains(' ')
        && name.chars().filter(|letter| letter.is_uppercase()).count() >= 2
}
