//! The entries of the files, and the organs of states that no file names.

use super::super::lexicon::Nation;
use super::super::load::{ActorRow, Rows, StateRow};
use super::super::tokens::key;
use super::super::words::{ORGANS, Organ};
use super::super::{Actor, ActorId, ActorRole};
use super::Draft;
use crate::text::fold;

impl Draft {
    /// Entries of the files first, then the organs that no file names.
    pub(super) fn states(&mut self, rows: &Rows) {
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
    pub(super) fn nation(&mut self, row: &ActorRow) -> Option<&mut Nation> {
        let code = row.region.as_deref().or(row.country.as_deref())?;
        let at = *self.by_code.get(code)?;
        self.nations.get_mut(at)
    }

    fn organs(&mut self, at: usize, state: &StateRow, endings: &[String]) {
        let adjective = state.adjectives.first().unwrap_or(&state.name);
        let folded = key(adjective);
        for (kind, ending) in ORGANS.iter().zip(endings) {
            let made = |draft: &Self, organ: Organ| {
                draft
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

    fn push(&mut self, name: Box<str>, actor: Actor) -> ActorId {
        let id = ActorId(u32::try_from(self.actors.len()).unwrap_or(u32::MAX));
        self.keys.push(name.clone());
        self.ids.entry(name).or_insert(id);
        self.actors.push(actor);
        self.extra.push((None, Vec::new()));
        id
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
