//! A name with what the words around it say: how far, on which side, in which part.

use super::Gazetteer;
use super::beside::is_a;
use super::entry::{PlaceId, PlaceKind};
use super::geometry::offset;
use super::key::Word;
use super::matching::{MatchKind, PlaceMatch};
use super::mention::Mention;
use super::phrase::{Gap, Phrase, Token};
use super::surroundings::Surroundings;
use super::table::BASE_BIT;
use super::vocabulary::{Class, Side, class, role};

/// What "near" adds to the radius of a site.
const NEAR_SITE_KM: f64 = 10.0;
/// What "near" adds to the radius of a city or a town.
const NEAR_SETTLEMENT_KM: f64 = 15.0;
/// "North of Baghdad" reaches at least this far; the point is not moved, since the words say no distance.
const SIDE_KM: f64 = 40.0;
/// "Off the coast" without a distance reaches at least this far.
const OFF_COAST_KM: f64 = 100.0;
/// A stated distance with a direction is this uncertain: speakers round, and "west" is an octant.
const DISTANCE_SHARE: f64 = 0.2;

impl Gazetteer {
    /// A name with what the words around it, from one position on, say of distance and direction.
    pub(super) fn state(
        &self,
        phrase: &Phrase,
        mention: &Mention,
        from: usize,
        next: Option<usize>,
    ) -> PlaceMatch {
        let mut id = mention.id;
        let around = Surroundings::of(phrase, from, mention.start, mention.end, next);
        let kind = self.kind(id).unwrap_or_default();
        if kind == PlaceKind::Country
            && let (Some(side), Some(country)) = (around.side, self.country_of(id))
            && let Some(region) = self.table.side(country, side)
        {
            id = PlaceId(region);
        }
        let mut found = PlaceMatch { how: mention.how, ..self.at(id) };
        // Between two places of one name nothing but chance would choose.
        if mention.candidates.len() > 1 {
            found.candidates.clone_from(&mention.candidates);
            if mention.id.0 & BASE_BIT != 0 {
                found = PlaceMatch {
                    candidates: found.candidates,
                    how: MatchKind::Unresolved,
                    ..PlaceMatch::default()
                };
                return found;
            }
        }
        found.near = around.near;
        if !kind.is_region() {
            found.part = part(phrase, from, mention, kind);
        }
        around.place(&mut found, kind, id == mention.id && kind == PlaceKind::Country);
        found
    }
}

impl Surroundings {
    /// Moves and widens a place by what is said around its name; a whole country has no entry for its sides.
    fn place(&self, found: &mut PlaceMatch, kind: PlaceKind, is_whole_country: bool) {
        let Some(point) = found.point else { return };
        let bearing = self.side.and_then(Side::bearing);
        if let Some(distance) = self.distance_km {
            found.near = true;
            match bearing {
                Some(bearing) => {
                    found.point = Some(offset(point, bearing, distance));
                    let least = if kind.is_region() {
                        found.radius_km
                    } else {
                        found.radius_km.min(distance)
                    };
                    found.radius_km = least + distance * DISTANCE_SHARE;
                }
                None => found.radius_km += distance,
            }
        } else if let Some(bearing) = bearing.filter(|_| is_whole_country) {
            // Half of it, off the centre.
            found.point = Some(offset(point, bearing, found.radius_km / 2.0));
            found.radius_km *= 0.7;
        } else if kind.is_region() {
            // Its sides are in it.
        } else if self.side.is_some() && self.beside {
            found.near = true;
            found.radius_km = (found.radius_km + NEAR_SITE_KM).max(SIDE_KM);
        } else if found.near {
            found.radius_km += if kind.is_settlement() { NEAR_SETTLEMENT_KM } else { NEAR_SITE_KM };
        }
        // What is near a place is not in it.
        found.part.take_if(|_| found.near || self.off_coast);
        if self.off_coast {
            found.near = true;
            if self.distance_km.is_none() {
                found.radius_km = found.radius_km.max(OFF_COAST_KM);
            }
        }
    }
}

/// What the words between one position and a name say is in or at the place, if anything:
/// "Transfiguration Cathedral in Odesa", "residential area of Ganja", "Laghmani village, Dasht-e-Archi".
fn part(phrase: &Phrase, from: usize, mention: &Mention, kind: PlaceKind) -> Option<String> {
    let before = phrase.tokens.get(from..mention.start)?;
    let first = phrase.tokens.get(mention.start)?;
    let mut named: Vec<&str> = Vec::new();
    // Whether a preposition or a comma stands between what was named last and the place.
    let (mut joined, mut set_off) = (first.elided.is_some(), first.gap > Gap::Hyphen);
    for (at, token) in before.iter().enumerate().rev() {
        let beside = || at.checked_sub(1).and_then(|at| before.get(at)).map(|token| token.class);
        let is_named = match token.class {
            Class::In => {
                joined = true;
                false
            }
            // "The", which some languages share with "of", joins nothing at the start of the phrase.
            Class::Of => {
                joined |= at > 0;
                false
            }
            Class::Name | Class::Road | Class::Level(PlaceKind::Neighborhood) => joined || set_off,
            Class::Facility(facility) => {
                // "US base in al-Shaddadi" is the base itself.
                let is_itself = is_a(kind, facility) || kind.is_like(facility) == Some(true);
                !is_itself && (joined || set_off)
            }
            Class::Part => !matches!(beside(), Some(Class::Side(_))),
            Class::Number => (joined || set_off) && numbers_a_facility(before.get(..at)),
            _ => false,
        };
        if is_named {
            named.push(&token.word.bare);
        } else if named.is_empty() && matches!(token.class, Class::Name | Class::Facility(_)) {
            // "Besieged Mariupol", "Camp Taji": the words go with the name.
            return None;
        }
        set_off |= token.gap > Gap::Hyphen;
    }
    named.reverse();
    (!named.is_empty()).then(|| named.join(" "))
}

/// Whether a number after these words is that of a building: "school No. 23", "schools 23 and 45".
fn numbers_a_facility(before: Option<&[Token]>) -> bool {
    let between = |token: &&Token| {
        matches!(token.class, Class::Number | Class::And | Class::In | Class::Filler)
    };
    let word = before.unwrap_or_default().iter().rev().find(|token| !between(token));
    word.is_some_and(|token| matches!(token.class, Class::Facility(_)))
}

/// What the words for a part add to what kind of thing it is: "Nour" of "Nour school", "23" of "school 23".
pub(crate) fn names_of_part(part: &str) -> impl Iterator<Item = Word> {
    part.split_whitespace()
        .map(Word::new)
        .filter(|word| matches!(class(word), Class::Name | Class::Number) && role(word).is_none())
}
