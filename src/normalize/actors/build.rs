//! Rows to a lexicon: ids, organs of states, the closure of the hierarchy, and the look-up tables.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::lexicon::{Nation, Person, Sense, Ties};
use super::load::{ActorRow, Rows, StateRow};
use super::tokens::key;
use super::words::{ORGANS, Organ};
use super::{Actor, ActorId, ActorRole, Actors};
use crate::normalize::LexiconError;
use crate::text::fold;

/// Makes the lexicon, or says which row is at fault.
pub(super) fn build(rows: Rows) -> Result<Actors, LexiconError> {
    let mut builder = Builder::default();
    let names = rows.actors.iter().map(|row| row.keys.len() + row.shared_keys.len()).sum::<usize>()
        + rows.words.len()
        + rows.states.len() * (ORGANS.len() + NAMES_PER_STATE);
    builder.senses.reserve(names);
    builder.ids.reserve(names);
    builder.heads.reserve(names / 2);
    for (at, state) in rows.states.iter().enumerate() {
        builder.by_code.entry(state.code.as_str().into()).or_insert(at);
    }
    builder.states(&rows);
    builder.link(&rows)?;
    builder.check_cycles(&rows)?;
    builder.names(&rows)?;
    let mut lexicon = Actors::empty();
    lexicon.ties = builder.ties();
    lexicon.heads = builder.heads;
    lexicon.entries = builder.actors;
    lexicon.nations = builder.nations;
    lexicon.senses = builder.senses;
    lexicon.stems = builder.stems;
    lexicon.last_names = builder.last_names;
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

#[derive(Default)]
struct Builder {
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

impl Builder {
    fn push(&mut self, name: Box<str>, actor: Actor) -> ActorId {
        let id = ActorId(u32::try_from(self.actors.len()).unwrap_or(u32::MAX));
        self.keys.push(name.clone());
        self.ids.entry(name).or_insert(id);
        self.actors.push(actor);
        self.extra.push((None, Vec::new()));
        id
    }

    /// Entries of the files first, then the organs that no file names.
    fn states(&mut self, rows: &Rows) {
        for row in &rows.actors {
            let name = row.keys.first().cloned().unwrap_or_default();
            self.push(name, bare(&row.name, row.role, row.country.as_deref()));
        }
        for state in &rows.states {
            let organs = vec![None; ORGANS.len()];
            self.nations.push(Nation {
                country: state.country.as_str().into(),
                organs,
                backed: Vec::new(),
            });
        }
        for (row, id) in rows.actors.iter().zip((0..).map(ActorId)) {
            let Some(nation) = self.nation(row) else { continue };
            for organ in &row.organs {
                if let Some(slot) = nation.organs.get_mut(organ.index()) {
                    slot.get_or_insert(id);
                }
            }
        }
        // Every template is the adjective and what follows.
        let endings = ORGANS.each_ref().map(|kind| fold(kind.template));
        for (at, state) in rows.states.iter().enumerate() {
            self.organs(at, state, &endings);
        }
        // Other rows may name an entry by an alias; a canonical name goes first.
        for (row, id) in rows.actors.iter().zip((0..).map(ActorId)) {
            for alias in row.keys.iter().skip(1) {
                if !self.ids.contains_key(alias) {
                    self.ids.insert(alias.clone(), id);
                }
            }
        }
    }

    /// The state or region whose organ the row is: `country`, or a region's code after a colon.
    fn nation(&mut self, row: &ActorRow) -> Option<&mut Nation> {
        let code = row.region.as_deref().or(row.country.as_deref())?;
        let at = *self.by_code.get(code)?;
        self.nations.get_mut(at)
    }

    fn organs(&mut self, at: usize, state: &StateRow, endings: &[String]) {
        let adjective = state.adjectives.first().unwrap_or(&state.name);
        let folded = key(adjective);
        for (kind, ending) in ORGANS.iter().zip(endings) {
            let made = |builder: &Self, organ: Organ| {
                builder
                    .nations
                    .get(at)
                    .and_then(|nation| nation.organs.get(organ.index()).copied().flatten())
            };
            if kind.template.is_empty() || state.region || made(self, kind.organ).is_some() {
                continue;
            }
            let name = match kind.organ {
                Organ::Government => state.name.clone(),
                _ => match kind.template.split_once("{}") {
                    Some((before, after)) => [before, adjective, after].concat(),
                    None => kind.template.to_owned(),
                },
            };
            let mut actor = bare(&name, kind.role, Some(&state.country));
            actor.parents = kind.parent.and_then(|parent| made(self, parent)).into_iter().collect();
            let name = match kind.organ {
                Organ::Government => key(&actor.name),
                _ => [&*folded, " ", ending].concat(),
            };
            let id = self.push(name.into(), actor);
            if let Some(slot) = self
                .nations
                .get_mut(at)
                .and_then(|nation| nation.organs.get_mut(kind.organ.index()))
            {
                *slot = Some(id);
            }
        }
    }

    fn id(&self, row: &ActorRow, field: &str, name: &str) -> Result<ActorId, LexiconError> {
        self.ids
            .get(key(name).as_str())
            .copied()
            .ok_or_else(|| row.at.error(field, name, "the name of an actor"))
    }

    fn all(
        &self,
        row: &ActorRow,
        field: &str,
        names: &[String],
    ) -> Result<Vec<ActorId>, LexiconError> {
        names.iter().map(|name| self.id(row, field, name)).collect()
    }

    /// Names of other entries to ids, and what follows from being an organ of a state.
    fn link(&mut self, rows: &Rows) -> Result<(), LexiconError> {
        for (row, id) in rows.actors.iter().zip((0..).map(ActorId)) {
            let mut parents = self.all(row, "parents", &row.parents)?;
            let backers = self.all(row, "backers", &row.backers)?;
            let speaks_for = match &row.speaks_for {
                Some(name) => Some(self.id(row, "speaks_for", name)?),
                None => None,
            };
            let government =
                self.nation(row).and_then(|nation| nation.organs.first().copied().flatten());
            let organ = matches!(row.role, ActorRole::StateMilitary | ActorRole::StateSecurity)
                || !row.organs.is_empty() && row.role.is_state();
            if organ
                && parents.is_empty()
                && let Some(state) = government.filter(|state| *state != id)
            {
                parents.push(state);
            }
            let principal = match row.role {
                _ if speaks_for.is_some() => speaks_for,
                ActorRole::MediaPartisan => parents.first().copied(),
                ActorRole::MediaState => parents.first().copied().or(government),
                _ => None,
            };
            if let Some(code) = &row.backed_by {
                let Some(at) = self.by_code.get(code.as_str()).copied() else {
                    return Err(row.at.error("backed_by", code, "the code of a state"));
                };
                if let Some(nation) = self.nations.get_mut(at) {
                    nation.backed.push((row.country.as_deref().map(Into::into), id));
                }
            }
            let side = row.side.clone().or_else(|| {
                let parent = parents.first().or(principal.as_ref())?;
                self.actors.get(parent.index())?.side.as_deref().map(str::to_owned)
            });
            if let (Some(actor), Some(extra)) =
                (self.actors.get_mut(id.index()), self.extra.get_mut(id.index()))
            {
                actor.parents = parents;
                actor.backers = backers;
                actor.side = side.map(Into::into);
                actor.answers_for =
                    row.answers_for.iter().map(|code| code.as_str().into()).collect();
                actor.valid_from = row.valid_from;
                actor.valid_to = row.valid_to;
                actor.generic = row.generic;
                actor.note = row.note.as_deref().map(Into::into);
                extra.0 = principal;
                extra.1 = row
                    .country
                    .iter()
                    .chain(&row.answers_for)
                    .chain(&row.theatres)
                    .map(|code| code.as_str().into())
                    .collect();
            }
        }
        self.sides(rows.actors.len());
        Ok(())
    }

    /// Organs made from states take the side of their state, and a state without one is its own.
    fn sides(&mut self, first: usize) {
        for at in 0..self.actors.len() {
            let Some(actor) = self.actors.get(at) else { continue };
            if actor.side.is_some() || (at < first && !actor.role.is_state()) {
                continue;
            }
            let side =
                match actor.parents.first().and_then(|parent| self.actors.get(parent.index())) {
                    Some(parent) => parent.side.clone(),
                    None if actor.role == ActorRole::Government => {
                        Some(fold(&actor.name).replace(' ', "_").into())
                    }
                    None => None,
                };
            if let Some(actor) = self.actors.get_mut(at) {
                actor.side = side;
            }
        }
    }

    /// An entry that is above itself is an error at the row of one that takes part.
    fn check_cycles(&self, rows: &Rows) -> Result<(), LexiconError> {
        #[derive(Copy, Clone, PartialEq)]
        enum Seen {
            No,
            Open,
            Done,
        }
        let mut seen = vec![Seen::No; self.actors.len()];
        for start in 0..self.actors.len() {
            // A stack of (entry, next parent to visit) in place of recursion: depth is the input's.
            let mut path = vec![(start, 0)];
            while let Some((at, next)) = path.pop() {
                let parent = self.actors.get(at).and_then(|actor| actor.parents.get(next));
                if next == 0 {
                    if seen.get(at) == Some(&Seen::Done) {
                        continue;
                    }
                    seen[at] = Seen::Open;
                }
                let Some(parent) = parent else {
                    seen[at] = Seen::Done;
                    continue;
                };
                path.push((at, next + 1));
                match seen.get(parent.index()) {
                    Some(Seen::Open) => {
                        let name = |at: usize| self.actors.get(at).map_or("", |actor| &*actor.name);
                        let row = rows.actors.get(at).or(rows.actors.first());
                        return Err(row.map_or_else(unreachable_cycle, |row| {
                            row.at.error(
                                "parents",
                                name(parent.index()),
                                "an actor that is not below this one",
                            )
                        }));
                    }
                    Some(Seen::No) => path.push((parent.index(), 0)),
                    _ => {}
                }
            }
        }
        Ok(())
    }

    fn ties(&self) -> Vec<Ties> {
        let mut ties: Vec<Ties> = (0..self.actors.len()).map(|at| self.ties_of(at)).collect();
        // Who speaks for whom may run over several entries: a channel, its wing, its movement.
        for at in 0..ties.len() {
            let mut principal = at;
            for _ in 0..8 {
                let own = self
                    .actors
                    .get(principal)
                    .zip(self.extra.get(principal))
                    .zip(ties.get(principal));
                let next = own.and_then(|((_, extra), ties)| extra.0.or(ties.state));
                match next {
                    Some(next) if next.index() != principal => principal = next.index(),
                    _ => break,
                }
            }
            if let Some(ties) = ties.get_mut(at) {
                ties.principal = ActorId(u32::try_from(principal).unwrap_or(u32::MAX));
            }
        }
        ties
    }

    fn ties_of(&self, at: usize) -> Ties {
        let role = |id: ActorId| self.actors.get(id.index()).map(|actor| actor.role);
        let own = ActorId(u32::try_from(at).unwrap_or(u32::MAX));
        let armed = role(own).is_some_and(ActorRole::is_armed_non_state);
        let mut ancestors: Vec<ActorId> = Vec::new();
        let mut open = vec![own];
        while let Some(next) = open.pop() {
            for parent in self.actors.get(next.index()).map_or(&[][..], |actor| &actor.parents) {
                if *parent == own || ancestors.contains(parent) {
                    continue;
                }
                ancestors.push(*parent);
                // A group that belongs to a state's force is not thereby the state.
                let official = role(*parent)
                    .is_some_and(|role| role.is_state() || role == ActorRole::Paramilitary);
                if !(armed && official) {
                    open.push(*parent);
                }
            }
        }
        let mut backers: Vec<ActorId> = std::iter::once(&own)
            .chain(&ancestors)
            .filter_map(|id| self.actors.get(id.index()))
            .flat_map(|actor| actor.backers.iter().copied())
            .collect();
        backers.sort_unstable();
        backers.dedup();
        let mut state = role(own).filter(|role| role.is_state()).map(|_| own);
        while let Some(parent) =
            state.and_then(|id| self.actors.get(id.index())).and_then(|actor| {
                actor.parents.iter().find(|id| role(**id).is_some_and(ActorRole::is_state))
            })
        {
            state = Some(*parent);
        }
        let theatres = self.extra.get(at).map_or_else(Vec::new, |extra| extra.1.clone());
        Ties { ancestors, backers, state, principal: own, theatres }
    }

    fn names(&mut self, rows: &Rows) -> Result<(), LexiconError> {
        for (class, word) in &rows.words {
            let sense = self.sense(word);
            sense.class = Some(*class);
        }
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
        // Names of the organs that no file names.
        for at in rows.actors.len()..self.actors.len() {
            let Some(name) = self.keys.get(at).cloned() else { continue };
            let id = ActorId(u32::try_from(at).unwrap_or(u32::MAX));
            let sense = self.sense_of_key(&name);
            if sense.nations.is_empty() {
                sense.actor.get_or_insert(id);
            }
        }
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

/// Adjectives, names in other languages and capitals of a state, on average.
const NAMES_PER_STATE: usize = 15;

/// A table's rows in order of their keys.
pub(super) fn ordered<V>(table: &FxHashMap<Box<str>, V>) -> Vec<(&str, &V)> {
    let mut rows: Vec<(&str, &V)> = table.iter().map(|(key, value)| (&**key, value)).collect();
    rows.sort_unstable_by_key(|(key, _)| *key);
    rows
}

fn unreachable_cycle() -> LexiconError {
    LexiconError {
        file: String::new(),
        line: 0,
        field: "parents".to_owned(),
        found: String::new(),
        expected: "actors that are not below each other".to_owned(),
    }
}

fn bare(name: &str, role: ActorRole, country: Option<&str>) -> Actor {
    Actor {
        name: name.into(),
        role,
        side: None,
        country: country.map(Into::into),
        parents: Vec::new(),
        backers: Vec::new(),
        answers_for: Vec::new(),
        valid_from: None,
        valid_to: None,
        generic: false,
        note: None,
    }
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
