//! Who is above whom, and what follows from it.

use super::super::lexicon::Ties;
use super::super::load::{ActorRow, Rows};
use super::super::tokens::key;
use super::super::{ActorId, ActorRole};
use super::Draft;
use crate::normalize::LexiconError;
use crate::text::fold;

impl Draft {
    /// Names of other entries to ids, and what follows from being an organ of a state.
    pub(super) fn link(&mut self, rows: &Rows) -> Result<(), LexiconError> {
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
            self.backed_by(row, id)?;
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

    /// The category for the groups that a state backs is found by that state.
    fn backed_by(&mut self, row: &ActorRow, id: ActorId) -> Result<(), LexiconError> {
        let Some(code) = &row.backed_by else { return Ok(()) };
        let Some(at) = self.by_code.get(code.as_str()).copied() else {
            return Err(row.at.error("backed_by", code, "the code of a state"));
        };
        if let Some(nation) = self.nations.get_mut(at) {
            nation.backed.push((row.country.as_deref().map(Into::into), id));
        }
        Ok(())
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
    pub(super) fn check_cycles(&self, rows: &Rows) -> Result<(), LexiconError> {
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

    pub(super) fn ties(&self) -> Vec<Ties> {
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
