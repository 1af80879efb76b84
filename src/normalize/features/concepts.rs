//! The distinct concepts of a data set, each once, that the rows point to.

use super::NONE;
use super::values::Count;
use crate::normalize::actors::ActorId;
use crate::normalize::gazetteer::{PlaceId, PlaceKind};
use crate::normalize::munitions::ClassSet;
use crate::text::Script;

/// One distinct place of the data set.
#[expect(clippy::struct_excessive_bools, reason = "independent facts about a place")]
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceConcept {
    /// The gazetteer's entry.
    pub id: Option<PlaceId>,
    /// Further entries of a compound place.
    pub also: Vec<PlaceId>,
    /// Where these lie, in the same order.
    pub beside: Vec<Area>,
    /// Latitude and longitude in degrees.
    pub point: Option<(f64, f64)>,
    /// Uncertainty in kilometers.
    pub radius_km: f64,
    /// Whether an area is meant.
    pub is_region: bool,
    /// Whether it is near the entry, not at it.
    pub near: bool,
    /// Whether only a facility without a name is stated ("the base").
    pub is_generic: bool,
    /// What sort of facility it is, or is called where it has no name.
    pub kind: Option<PlaceKind>,
    /// Whether the name itself was understood.
    pub is_understood: bool,
    /// The country.
    pub country: Option<[u8; 2]>,
    /// The countries that it may lie in: its own, or for a sea, a border or a region over several, all
    /// that its circle touches.
    pub countries: Vec<[u8; 2]>,
    /// The rarer words of the name as skeletons, sorted.
    pub words: Vec<u32>,
}

/// A circle on the map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// Latitude and longitude of its center in degrees.
    pub point: Option<(f64, f64)>,
    /// Its radius in kilometers.
    pub radius_km: f64,
    /// Whether an area is meant, and not a site in it.
    pub is_region: bool,
    /// The country.
    pub country: Option<[u8; 2]>,
}

impl PlaceConcept {
    /// The place itself, then those that are named together with it.
    pub(crate) fn areas(&self) -> impl Iterator<Item = Area> {
        let Self { point, radius_km, is_region, country, .. } = *self;
        std::iter::once(Area { point, radius_km, is_region, country })
            .chain(self.beside.iter().copied())
    }
}

/// Who did something and who was hit, as indices of sets of actors; `u32::MAX` for nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Parties {
    /// Who is said to have done it.
    pub did: u32,
    /// Who was hit.
    pub hit: u32,
}

/// The killed and the injured, where stated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Losses {
    /// How many were killed.
    pub killed: Option<Count>,
    /// How many were injured.
    pub injured: Option<Count>,
}

/// The distinct concepts of a data set.
#[derive(Debug, Default)]
pub struct Concepts {
    /// The distinct places.
    pub places: Vec<PlaceConcept>,
    pub(super) class_sets: Vec<ClassSet>,
    pub(super) parties: Vec<Parties>,
    pub(super) actor_sets: Vec<Vec<u32>>,
    pub(super) actors: Vec<ActorId>,
    /// The names by which each actor is related to others; see [`Actors::kin`].
    ///
    /// [`Actors::kin`]: crate::normalize::actors::Actors::kin
    pub(super) kin: Vec<Vec<u32>>,
    pub(super) kin_total: usize,
    pub(super) word_sets: Vec<Vec<u32>>,
    pub(super) word_counts: Vec<u32>,
    /// The script of each word.
    pub(super) scripts: Vec<Script>,
    pub(super) counts: Vec<Count>,
    pub(super) losses: Vec<Losses>,
    pub(super) documents: usize,
}

impl Concepts {
    /// The classes behind an index.
    #[must_use]
    pub fn class_set(&self, index: u32) -> Option<ClassSet> {
        self.class_sets.get(index as usize).copied()
    }

    /// How many distinct sets of classes there are.
    #[must_use]
    pub fn class_sets(&self) -> usize {
        self.class_sets.len()
    }

    /// Who did it and who was hit, behind an index.
    #[must_use]
    pub fn parties(&self, index: u32) -> Parties {
        self.parties.get(index as usize).copied().unwrap_or(Parties { did: NONE, hit: NONE })
    }

    /// How many distinct parties there are.
    #[must_use]
    pub fn party_count(&self) -> usize {
        self.parties.len()
    }

    /// The actors behind an index, as indices of actors.
    #[must_use]
    pub fn actor_set(&self, index: u32) -> &[u32] {
        self.actor_sets.get(index as usize).map_or(&[], Vec::as_slice)
    }

    /// The actor behind an index.
    #[must_use]
    pub fn actor(&self, index: u32) -> Option<ActorId> {
        self.actors.get(index as usize).copied()
    }

    /// The names by which those who are said to have done it are related to others, each a number below
    /// [`kin_total`](Self::kin_total). Nothing when nobody in particular is named.
    pub(crate) fn kin(&self, parties: u32) -> impl Iterator<Item = u32> {
        let actors = self.actor_set(self.parties(parties).did).iter();
        actors.filter_map(|&actor| self.kin.get(actor as usize)).flatten().copied()
    }

    /// How many distinct names relate actors of this data set.
    pub(crate) fn kin_total(&self) -> usize {
        self.kin_total
    }

    /// The words of a set of targets.
    #[must_use]
    pub fn words(&self, index: u32) -> &[u32] {
        self.word_sets.get(index as usize).map_or(&[], Vec::as_slice)
    }

    /// How many distinct sets of words there are.
    #[must_use]
    pub fn word_sets(&self) -> usize {
        self.word_sets.len()
    }

    /// How many distinct words there are.
    #[must_use]
    pub fn word_total(&self) -> usize {
        self.word_counts.len()
    }

    /// In how many assertions a word names a target.
    #[must_use]
    pub fn word_count(&self, word: u32) -> u32 {
        self.word_counts.get(word as usize).copied().unwrap_or(0)
    }

    /// The script of a word; that of a word that does not exist is another one.
    pub(crate) fn script(&self, word: u32) -> Script {
        self.scripts.get(word as usize).copied().unwrap_or(Script::Other(u32::MAX))
    }

    /// The number of munitions behind an index.
    #[must_use]
    #[inline]
    pub fn count(&self, index: u32) -> Option<Count> {
        self.counts.get(index as usize).copied()
    }

    /// The losses behind an index.
    #[must_use]
    #[inline]
    pub fn losses(&self, index: u32) -> Losses {
        self.losses.get(index as usize).copied().unwrap_or_default()
    }

    /// How many documents there are.
    #[must_use]
    pub fn documents(&self) -> usize {
        self.documents
    }
}
