//! Names that no key finds: the most similar one, and what to suggest.

use rustc_hash::FxHashMap;

use super::Gazetteer;
use super::beside::is_a;
use super::entry::{CountryCode, PlaceId, PlaceKind};
use super::hits::alike;
use super::key::{Word, keys};
use super::matching::{MatchKind, PlaceMatch, PlaceRelation};
use super::mention::Context;
use super::vocabulary::{Class, class};
use crate::normalize::similarity::Letters;
use crate::text::words;

/// From this Jaro-Winkler similarity on, two names in one country are taken for one.
const SAME_NAME: f64 = 0.92;
/// From this similarity on, a name is worth suggesting.
const WORTH_SUGGESTING: f64 = 0.75;
/// Shorter names are alike by chance.
const SHORTEST: usize = 5;

/// Of so many letters one may be another: "Manda" is not Mandera.
const LETTERS_PER_SLIP: usize = 4;

/// A longer or shorter name is another one.
const MOST_LETTERS_APART: usize = 4;

/// The names of a table by the first letter of their skeletons.
#[derive(Clone, Debug, Default)]
pub(super) struct Similar {
    by_letter: FxHashMap<char, Vec<Known>>,
}

#[derive(Clone, Debug)]
struct Known {
    name: String,
    letters: Letters,
    place: u32,
    country: Option<CountryCode>,
}

impl Similar {
    /// Adds a name by its bare key.
    pub(super) fn add(
        &mut self,
        name: String,
        skeleton: &str,
        place: u32,
        country: Option<CountryCode>,
    ) {
        let Some(letter) = skeleton.chars().next() else { return };
        let letters = Letters::of(&name);
        let known = Known { name, letters, place, country };
        self.by_letter.entry(letter).or_default().push(known);
    }

    /// The most similar name, in the same country if one is known; of several as similar that of
    /// the first place.
    fn nearest(
        &self,
        bare: &str,
        skeleton: &str,
        country: Option<CountryCode>,
    ) -> Option<(f64, &str, PlaceId)> {
        let asked = Letters::of(bare);
        let mut best: Option<(f64, &Known)> = None;
        for known in self.by_letter.get(&skeleton.chars().next()?)? {
            if country.is_some() && known.country != country
                || known.name.len().abs_diff(bare.len()) > MOST_LETTERS_APART
            {
                continue;
            }
            let least = best.map_or(WORTH_SUGGESTING, |(similarity, _)| similarity);
            if asked.most_alike(&known.letters) < least {
                continue;
            }
            let similarity = strsim::jaro_winkler(bare, &known.name);
            let first = |best: &Known| similarity > least || known.place <= best.place;
            if similarity >= least && best.is_none_or(|(_, best)| first(best)) {
                best = Some((similarity, known));
            }
        }
        best.map(|(similarity, known)| (similarity, &*known.name, PlaceId(known.place)))
    }

    /// The one place of a country whose names are these words and what it is: "Manda" for Manda Bay.
    fn beginning_with(
        &self,
        bare: &str,
        skeleton: &str,
        country: CountryCode,
    ) -> Option<(&str, PlaceId)> {
        let known = self.by_letter.get(&skeleton.chars().next()?)?;
        let mut found = known.iter().filter(|known| {
            known.country == Some(country)
                && known
                    .name
                    .strip_prefix(bare)
                    .is_some_and(|rest| rest.starts_with(' ') && words(rest).all(says_what))
        });
        let first = found.next()?;
        let is_one = found.all(|other| other.place == first.place);
        is_one.then_some((&*first.name, PlaceId(first.place)))
    }
}

/// Whether a word of a name says what it is rather than which: "bay", "airport".
fn says_what(word: &str) -> bool {
    const LANDFORMS: [&str; 10] =
        ["bay", "beach", "cape", "creek", "gulf", "heights", "hill", "mount", "point", "ridge"];
    LANDFORMS.contains(&word) || class(&Word::new(word)) != Class::Name
}

impl Gazetteer {
    /// Takes an unknown name for the most similar known one, if it is similar enough; else notes the
    /// nearest name, and that the name was not understood.
    pub(super) fn guess(
        &self,
        bare: &str,
        skeleton: &str,
        context: &Context,
        found: &mut PlaceMatch,
    ) {
        let similar = self.table.similar();
        let is_long = bare.chars().count() >= SHORTEST;
        let start = context
            .country
            .filter(|_| is_long)
            .and_then(|country| similar.beginning_with(bare, skeleton, country))
            .map(|(name, id)| (1.0, name, id));
        let is_start = start.is_some();
        let Some((similarity, name, id)) =
            start.or_else(|| similar.nearest(bare, skeleton, context.country))
        else {
            if found.id.is_none() {
                found.how = MatchKind::Unresolved;
            }
            return;
        };
        let country_known = context.country.is_some() || found.country.is_some();
        let inside =
            found.id.is_none_or(|container| self.relation(id, container) == PlaceRelation::Within);
        let few_slips =
            || strsim::osa_distance(bare, name) <= (bare.chars().count() / LETTERS_PER_SLIP).max(1);
        let sure = is_start
            || similarity >= SAME_NAME && few_slips()
            || keys(name).is_some_and(|(bare_known, known)| {
                skeleton.len() >= 4
                    && bare.len() > SHORTEST
                    && strsim::osa_distance(&known, skeleton) <= 1
                    && alike(skeleton, bare, &bare_known)
                    && similarity >= 0.88
            });
        // The Rafic Hariri hospital is not the airport of that name.
        let other_site = found.generic.is_some_and(|facility| {
            let says_which = facility != PlaceKind::Facility;
            says_which
                && self.kind(id).is_some_and(|kind| {
                    !kind.is_region() && !kind.is_settlement() && !is_a(kind, facility)
                })
        });
        let sure = sure && !other_site;
        if sure && country_known && inside && is_long {
            let PlaceMatch { near, generic, .. } = *found;
            *found = PlaceMatch { near, generic, how: MatchKind::Similar, ..self.at(id) };
            return;
        }
        if found.id.is_none() {
            found.how = MatchKind::Unresolved;
        }
        found.nearest = Some(name.to_owned());
    }
}
