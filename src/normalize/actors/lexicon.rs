//! The lexicon itself.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::{Actor, ActorContext, ActorId, ActorMatch, ActorRole, Lineage, MatchKind};
use crate::text::fold;

/// Every actor that is known, by all names.
#[derive(Clone, Debug)]
pub struct Actors {
    actors: Vec<Actor>,
    names: FxHashMap<Box<str>, ActorId>,
}

#[derive(Deserialize)]
struct Row {
    name: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    parents: Vec<String>,
    role: String,
    side: Option<String>,
    country: Option<String>,
    note: Option<String>,
}

impl Actors {
    /// The lexicon that comes with the crate.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static SHIPPED: OnceLock<Actors> = OnceLock::new();
        SHIPPED.get_or_init(|| Self::from_rows(include_str!("../data/actors.jsonl")))
    }

    fn from_rows(text: &str) -> Self {
        let rows: Vec<Row> =
            text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        let ids: FxHashMap<&str, ActorId> =
            rows.iter().zip(0..).map(|(row, id)| (row.name.as_str(), ActorId(id))).collect();
        let mut names = FxHashMap::default();
        for (row, id) in rows.iter().zip(0..) {
            for name in std::iter::once(&row.name).chain(&row.aliases) {
                names.entry(fold(name).into()).or_insert(ActorId(id));
            }
        }
        let present =
            |text: &Option<String>| text.as_deref().filter(|text| !text.is_empty()).map(Into::into);
        let actors = rows
            .iter()
            .map(|row| Actor {
                name: row.name.as_str().into(),
                role: ActorRole::from_word(&row.role).unwrap_or(ActorRole::Organisation),
                side: present(&row.side),
                country: present(&row.country),
                parents: row
                    .parents
                    .iter()
                    .filter_map(|name| ids.get(name.as_str()).copied())
                    .collect(),
                backers: Vec::new(),
                answers_for: Vec::new(),
                valid_from: None,
                valid_to: None,
                generic: false,
                note: present(&row.note),
            })
            .collect();
        Self { actors, names }
    }

    /// What one name or phrase stands for.
    #[must_use]
    pub fn resolve(&self, phrase: &str, _context: &ActorContext<'_>) -> ActorMatch {
        let id = self.by_name(phrase);
        ActorMatch {
            id,
            candidates: Vec::new(),
            how: if id.is_some() { MatchKind::Alias } else { MatchKind::Unknown },
            nearest: None,
            unnamed: false,
        }
    }

    /// The actors that a list names, in the order in which it names them.
    #[must_use]
    pub fn resolve_all(&self, phrase: &str, context: &ActorContext<'_>) -> Vec<ActorId> {
        self.resolve(phrase, context).id.into_iter().collect()
    }

    /// The entry of an id.
    ///
    /// # Panics
    ///
    /// If the id is another lexicon's and this one has fewer entries.
    #[must_use]
    pub fn actor(&self, id: ActorId) -> &Actor {
        &self.actors[id.index()]
    }

    /// The entry that has this name or alias.
    #[must_use]
    pub fn by_name(&self, name: &str) -> Option<ActorId> {
        self.names.get(fold(name).as_str()).copied()
    }

    /// How the first stands to the second.
    #[must_use]
    pub fn lineage(&self, left: ActorId, right: ActorId) -> Lineage {
        if left == right { Lineage::Same } else { Lineage::Different }
    }

    /// Whether both can be one and the same: on one line of the hierarchy.
    #[must_use]
    pub fn compatible(&self, left: ActorId, right: ActorId) -> bool {
        matches!(
            self.lineage(left, right),
            Lineage::Same | Lineage::SameState | Lineage::Ancestor | Lineage::Descendant
        )
    }

    /// For whom it speaks in the end.
    #[must_use]
    pub fn principal(&self, id: ActorId) -> ActorId {
        id
    }

    /// Whether a statement by the speaker is one by, or on behalf of, the actor.
    #[must_use]
    pub fn speaks_for(&self, speaker: ActorId, actor: ActorId) -> bool {
        self.principal(speaker) == self.principal(actor)
    }

    /// The side of an actor.
    #[must_use]
    pub fn side(&self, id: ActorId) -> Option<&str> {
        self.actor(id).side.as_deref()
    }

    /// The home country of an actor, as ISO 3166-1 alpha-2.
    #[must_use]
    pub fn country(&self, id: ActorId) -> Option<&str> {
        self.actor(id).country.as_deref()
    }

    /// Whether the actor answers officially for what happens in that country.
    #[must_use]
    pub fn answerable_for(&self, id: ActorId, country: &str) -> bool {
        self.country(id) == Some(country)
    }
}
