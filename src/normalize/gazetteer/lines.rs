//! Names that are the ends of something: of a road, of what lies between them, of a border.

use super::Gazetteer;
use super::entry::{CountryCode, PlaceId, PlaceKind};
use super::geometry::{distance_km, midpoint};
use super::joints::has;
use super::matching::PlaceMatch;
use super::mention::{Context, Mention};
use super::phrase::{Gap, Phrase};
use super::vocabulary::Class;

/// What is between two places lies on no line: this much is added to half their distance.
const BETWEEN_KM: f64 = 10.0;

impl Gazetteer {
    /// The names without those that a road only leads to, where another says where on it: "exit from
    /// Zaporizhzhia towards Vasylivka", "Srinagar-Jammu highway at Pulwama".
    pub(super) fn without_ends_of_roads(
        &self,
        phrase: &mut Phrase,
        mentions: Vec<Mention>,
    ) -> Vec<Mention> {
        // "From Tal Rifat towards Qandil" names both ends.
        if mentions.len() < 2 || has(phrase, 0, 1, Class::From) {
            return mentions;
        }
        let is_end: Vec<bool> = (0..mentions.len())
            .map(|at| leads_to(phrase, &mentions, at) || ends_road(phrase, &mentions, at))
            .collect();
        let says_where = mentions.iter().zip(&is_end).any(|(mention, is_end)| {
            !is_end && !self.kind(mention.id).is_some_and(PlaceKind::is_region)
        });
        if !says_where {
            return mentions;
        }
        let (ends, kept): (Vec<_>, Vec<_>) =
            mentions.into_iter().zip(is_end).partition(|(_, is_end)| *is_end);
        for at in ends.iter().flat_map(|(mention, _)| mention.start..mention.end) {
            if let Some(token) = phrase.tokens.get_mut(at) {
                token.class = Class::Modifier;
            }
        }
        kept.into_iter().map(|(mention, _)| mention).collect()
    }

    /// "Between Hillah and Diwaniyah", "Basra-Dhi Qar highway".
    pub(super) fn between(&self, phrase: &Phrase, mentions: &[Mention]) -> Option<PlaceMatch> {
        let (at, pair) = mentions.windows(2).enumerate().find(|(at, pair)| {
            let [first, second] = pair else { return false };
            let from =
                at.checked_sub(1).and_then(|at| mentions.get(at)).map_or(0, |before| before.end);
            let dash = phrase
                .tokens
                .get(second.start)
                .is_some_and(|token| token.gap == Gap::Hyphen && second.start == first.end);
            has(phrase, from, first.start, Class::Between)
                || dash && has(phrase, second.end, second.end + 2, Class::Road)
        })?;
        let [first, second] = pair else { return None };
        // Two countries have a border between them, not a middle.
        if [first, second].iter().any(|end| self.kind(end.id) == Some(PlaceKind::Country)) {
            return None;
        }
        // A site named before "between" governs.
        let governed = at > 0
            && mentions
                .first()
                .and_then(|first| self.kind(first.id))
                .is_some_and(|kind| !kind.is_region());
        if governed {
            return None;
        }
        let (one, other) = (self.point(first.id)?, self.point(second.id)?);
        let country = self
            .country_of(first.id)
            .filter(|country| self.country_of(second.id) == Some(*country));
        Some(PlaceMatch {
            also: vec![first.id, second.id],
            point: Some(midpoint(one, other)),
            radius_km: distance_km(one, other) / 2.0 + BETWEEN_KM,
            near: true,
            country,
            how: first.how.max(second.how),
            ..PlaceMatch::default()
        })
    }

    /// "Iraqi-Saudi border areas", or "the Syrian border" in a country that has one.
    pub(super) fn border(
        &self,
        phrase: &Phrase,
        mentions: &[Mention],
        context: &Context,
    ) -> Option<PlaceId> {
        if !has(phrase, 0, phrase.tokens.len(), Class::Border) {
            return None;
        }
        let mut countries: Vec<CountryCode> = Vec::new();
        for mention in mentions {
            if self.kind(mention.id) != Some(PlaceKind::Country) {
                return None;
            }
            let country = self.country_of(mention.id)?;
            if !countries.contains(&country) {
                countries.push(country);
            }
        }
        if let Some(country) =
            context.country.filter(|country| countries.len() == 1 && !countries.contains(country))
        {
            countries.push(country);
        }
        let [one, other] = countries.as_slice() else { return None };
        let name = |code: CountryCode| {
            self.table.row(self.table.country(code)?).map(|row| row.name.as_str())
        };
        let (one, other) = (name(*one)?, name(*other)?);
        [(one, other), (other, one)].into_iter().find_map(|(one, other)| {
            let found = self.table.parent(&format!("{one} {other} border"))?;
            (self.kind(found) == Some(PlaceKind::BorderLine)).then_some(found)
        })
    }
}

/// Whether words say that a way leads to a name and not that it is there: "towards Vasylivka", "the
/// road to Kirkuk".
fn leads_to(phrase: &Phrase, mentions: &[Mention], at: usize) -> bool {
    let from = at.checked_sub(1).and_then(|at| mentions.get(at)).map_or(0, |before| before.end);
    let Some(before) = mentions.get(at).and_then(|end| phrase.tokens.get(from..end.start)) else {
        return false;
    };
    let mut words = before.iter().rev().skip_while(|token| {
        matches!(token.class, Class::Of | Class::Level(_) | Class::Filler | Class::Modifier)
            || token.word.skeleton.is_empty()
    });
    match words.next().map(|token| token.class) {
        Some(Class::Toward) => true,
        Some(Class::To) => {
            let mut words = words.skip_while(|token| token.class == Class::Filler);
            words.next().is_some_and(|token| token.class == Class::Road)
        }
        _ => false,
    }
}

/// Whether a name is an end of a road of two names, where a third says where on it.
fn ends_road(phrase: &Phrase, mentions: &[Mention], at: usize) -> bool {
    let is_road = |first: usize| {
        let (Some(one), Some(other), Some(third)) =
            (mentions.get(first), mentions.get(first + 1), mentions.get(first + 2))
        else {
            return false;
        };
        let hyphen = other.start == one.end
            && phrase.tokens.get(other.start).is_some_and(|token| token.gap == Gap::Hyphen);
        let from =
            first.checked_sub(1).and_then(|at| mentions.get(at)).map_or(0, |before| before.end);
        let road = hyphen && has(phrase, other.end, other.end + 2, Class::Road)
            || has(phrase, from, one.start, Class::Road)
                && has(phrase, from, one.start, Class::Between);
        road && [Class::In, Class::Near]
            .iter()
            .any(|class| has(phrase, other.end, third.start, *class))
    };
    is_road(at) || at.checked_sub(1).is_some_and(is_road)
}
