//! From the names in a phrase to the place that it states.

use super::Gazetteer;
use super::entry::{PlaceId, PlaceKind, country_code};
use super::geometry::distance_km;
use super::joints::{has, joined, owns, says_place, says_where, starts_an_item};
use super::matching::{MatchKind, PlaceMatch, PlaceQuery, PlaceRelation};
use super::mention::{Context, Mention};
use super::phrase::{Gap, Phrase};
use super::table::Rank;
use super::vocabulary::Class;
use crate::text::beginning;

/// A site this close to a city may be what "in the city, near the airport" means.
const CLOSE_KM: f64 = 50.0;

impl Gazetteer {
    /// What a speaker stated about a place, as a place.
    ///
    /// The first site that is named governs: what a phrase says of its surroundings ("near the town
    /// of …", "190 km northwest of …") then tells where it lies and changes nothing. Without a name,
    /// or with one that nobody knows, the stated region or country is the place.
    ///
    /// What relative words add to the radius: "near", "outskirts", "vicinity": 10 km at a site, 15 km
    /// at a town or city; "north of" a town or site: 40 km at least, around the same point; "65 miles
    /// west of": the point is moved and a fifth of the distance added; a distance without a direction:
    /// the distance is added; "off the coast": 100 km at least; "between": half the distance of the
    /// two and 10 km, around the midpoint.
    ///
    /// # Examples
    ///
    /// ```
    /// use corroborate::normalize::gazetteer::{Gazetteer, PlaceKind, PlaceQuery};
    ///
    /// let gazetteer = Gazetteer::shipped();
    /// let name = |query: PlaceQuery<'_>| {
    ///     let id = gazetteer.resolve(&query).id?;
    ///     Some(gazetteer.entry(id)?.name)
    /// };
    /// let query = PlaceQuery::name("base aérea de Ain al-Asad, situada a unos 160 kilómetros al oeste de Bagdad");
    /// assert_eq!(name(query), Some("Ain al-Asad air base"));
    ///
    /// let unnamed = PlaceQuery::name("a U.S. base in Anbar").in_country("IQ");
    /// let found = gazetteer.resolve(&unnamed);
    /// assert!(found.is_region);
    /// assert_eq!(found.generic, Some(PlaceKind::Base));
    /// ```
    #[must_use]
    pub fn resolve(&self, query: &PlaceQuery<'_>) -> PlaceMatch {
        let country = query.country.and_then(country_code);
        let stated = |text: Option<&'_ str>| text.is_some_and(|text| !text.trim().is_empty());
        let mut context = Context { country, regions: Vec::new() };
        let region = query.region.map(|region| self.read(region, &context)).unwrap_or_default();
        context.regions.extend(region.id);
        let mut found = query.name.map(|name| self.read(name, &context)).unwrap_or_default();
        let more_precise = match (found.id, region.id) {
            (Some(named), Some(region)) => {
                found.is_region
                    && found.also.is_empty()
                    && self.relation(region, named) == PlaceRelation::Within
            }
            (None, Some(_)) => found.point.is_none(),
            _ => false,
        };
        if more_precise {
            let how = match found.how {
                MatchKind::Unresolved => MatchKind::Unresolved,
                _ if stated(query.name) => MatchKind::Context,
                _ => region.how,
            };
            let (generic, nearest) = (found.generic, found.nearest.or(region.nearest));
            found = PlaceMatch { how, generic: generic.or(region.generic), nearest, ..region };
        } else if found.id.is_none() && found.point.is_none() {
            let how = match (found.how, region.how) {
                (MatchKind::Unresolved, _) | (_, MatchKind::Unresolved) => MatchKind::Unresolved,
                _ => MatchKind::Context,
            };
            found.nearest = found.nearest.or(region.nearest);
            if let Some(id) = country.and_then(|country| self.table.country(country)).map(PlaceId) {
                found = PlaceMatch {
                    generic: found.generic,
                    nearest: found.nearest,
                    near: found.near,
                    ..self.at(id)
                };
                found.how = how;
            }
        }
        if found.country.is_none() {
            found.country = country;
        }
        if let Some(point) = query.lat_lon {
            found.point = Some(point);
            found.radius_km = 0.0;
            if found.how == MatchKind::None {
                found.how = MatchKind::Point;
            }
        }
        if let Some(radius) = query.radius_km.filter(|radius| radius.is_finite() && *radius >= 0.0)
        {
            found.radius_km = radius;
        }
        found
    }

    /// The site that a phrase about something else names ("the Crimean Bridge", "U.S. base in
    /// al-Shaddadi"), if it names one.
    ///
    /// Only curated and imported sites count, and settlements where a word says that a place is meant
    /// ("in Haifa", "city of Odesa"), since capitals stand for governments. A bare country, region or
    /// nationality is no site.
    ///
    /// # Examples
    ///
    /// ```
    /// use corroborate::normalize::gazetteer::Gazetteer;
    ///
    /// let gazetteer = Gazetteer::shipped();
    /// let found = gazetteer.resolve_in_text("explosion on the Crimean Bridge", None).unwrap();
    /// assert_eq!(gazetteer.entry(found.id.unwrap()).unwrap().name, "Kerch Bridge");
    /// assert_eq!(gazetteer.resolve_in_text("Ukrainian soldiers", None), None);
    /// ```
    #[must_use]
    pub fn resolve_in_text(&self, text: &str, country: Option<&str>) -> Option<PlaceMatch> {
        let phrase = Phrase::new(beginning(text));
        let context = Context { country: country.and_then(country_code), regions: Vec::new() };
        let mentions = self.mentions(&phrase, &context);
        let (at, mention) = mentions.iter().enumerate().find(|(_, mention)| {
            let Some(kind) = self.kind(mention.id) else { return false };
            let whole = mention.start == 0 && mention.end == phrase.tokens.len();
            !mention.adjective
                && !kind.is_region()
                && self.rank(mention.id) != Rank::Base
                && (!kind.is_settlement() || whole || says_place(&phrase, mention))
        })?;
        let from = at.checked_sub(1).and_then(|at| mentions.get(at)).map_or(0, |before| before.end);
        Some(self.state(&phrase, mention, from, mentions.get(at + 1).map(|next| next.start)))
    }

    /// A phrase alone, without falling back to what the context states.
    fn read(&self, text: &str, context: &Context) -> PlaceMatch {
        let mut phrase = Phrase::new(beginning(text));
        let all = self.mentions(&phrase, context);
        let generic = generic(&phrase, &all);
        if let Some(border) = self.border(&phrase, &all, context) {
            return PlaceMatch {
                near: has(&phrase, 0, phrase.tokens.len(), Class::Near),
                generic,
                ..self.at(border)
            };
        }
        let unknown = unknown_words(&phrase, &all);
        let (mentions, whose): (Vec<Mention>, Vec<Mention>) =
            all.into_iter().partition(|mention| says_where(&phrase, mention, context));
        for at in whose.iter().flat_map(|mention| mention.start..mention.end) {
            if let Some(token) = phrase.tokens.get_mut(at) {
                token.class = Class::Modifier;
            }
        }
        let mentions = self.without_ends_of_roads(&mut phrase, mentions);
        if let Some(between) = self.between(&phrase, &mentions) {
            return PlaceMatch { generic, ..between };
        }
        let mut found = self.compose(&phrase, &mentions);
        found.generic = generic.filter(|_| {
            found.near || found.kind.is_none_or(|kind| kind.is_region() || kind.is_settlement())
        });
        if let Some((bare, skeleton)) = unknown {
            let container = found.kind.is_none_or(|kind| kind.is_region() || kind.is_settlement());
            if container {
                self.guess(&bare, &skeleton, context, &mut found);
            }
        }
        found
    }

    /// The governing name, what the others make of it, and what the small words add.
    fn compose(&self, phrase: &Phrase, mentions: &[Mention]) -> PlaceMatch {
        let Some(mut main) = mentions.first() else { return PlaceMatch::default() };
        let (mut main_at, mut also) = (0, Vec::new());
        for (at, mention) in mentions.iter().enumerate().skip(1) {
            let Some(before) = mentions.get(at - 1) else { break };
            let relation = self.relation(mention.id, main.id);
            let kind = self.kind(main.id).unwrap_or_default();
            let is_container = kind.is_region() || kind.is_settlement();
            if relation == PlaceRelation::Same {
                continue;
            }
            let listed = joined(phrase, before, mention, mentions.get(at + 1));
            let item = before.id == main.id
                || also.contains(&before.id)
                || self.relation(before.id, main.id) == PlaceRelation::Contains
                    && (kind.is_region() || self.kind(mention.id) != Some(PlaceKind::Country))
                || starts_an_item(phrase, before, mention);
            if listed
                && item
                && !matches!(relation, PlaceRelation::Within | PlaceRelation::Contains)
            {
                also.push(mention.id);
            } else if relation == PlaceRelation::Within && is_container
                || kind == PlaceKind::Region
                    && relation == PlaceRelation::Overlaps
                    && self.country_of(mention.id) == self.country_of(main.id)
                || kind == PlaceKind::Country && relation != PlaceRelation::Contains && !listed
                || kind.is_settlement()
                    && also.is_empty()
                    && self.is_close_to(mention.id, main.id)
                    && (self.is_site(mention.id) || owns(phrase, main))
            {
                (main, main_at) = (mention, at);
            }
        }
        let from =
            main_at.checked_sub(1).and_then(|at| mentions.get(at)).map_or(0, |before| before.end);
        let next = mentions.get(main_at + 1).map(|next| next.start);
        also.retain(|other| *other != main.id);
        PlaceMatch { also, ..self.state(phrase, main, from, next) }
    }

    fn is_site(&self, id: PlaceId) -> bool {
        self.kind(id).is_some_and(|kind| !kind.is_region() && !kind.is_settlement())
    }

    fn is_close_to(&self, id: PlaceId, settlement: PlaceId) -> bool {
        match (self.point(id), self.point(settlement)) {
            (Some(here), Some(there)) => distance_km(here, there) <= CLOSE_KM,
            _ => false,
        }
    }

    /// A place with nothing said about it.
    pub(super) fn at(&self, id: PlaceId) -> PlaceMatch {
        let kind = self.kind(id);
        PlaceMatch {
            id: Some(id),
            point: self.point(id),
            radius_km: self.radius(id).unwrap_or_default(),
            kind,
            is_region: kind.is_some_and(PlaceKind::is_region),
            country: self.country_of(id),
            how: MatchKind::Exact,
            ..PlaceMatch::default()
        }
    }
}

/// The first facility that is mentioned outside of a name.
fn generic(phrase: &Phrase, mentions: &[Mention]) -> Option<PlaceKind> {
    phrase.tokens.iter().enumerate().find_map(|(at, token)| {
        let mentioned = mentions.iter().any(|mention| (mention.start..mention.end).contains(&at));
        match token.class {
            Class::Facility(kind) if !mentioned => Some(kind),
            _ => None,
        }
    })
}

/// The first run of words that might be an unknown name, as its two keys.
fn unknown_words(phrase: &Phrase, mentions: &[Mention]) -> Option<(String, String)> {
    let (mut bare, mut skeleton) = (String::new(), String::new());
    for (at, token) in phrase.tokens.iter().enumerate() {
        let mentioned = mentions.iter().any(|mention| (mention.start..mention.end).contains(&at));
        let is_name = !mentioned && token.class == Class::Name && token.capital;
        if is_name && (bare.is_empty() || token.gap <= Gap::Hyphen) {
            super::key::append(&mut bare, &token.word.bare);
            super::key::append(&mut skeleton, &token.word.skeleton);
        } else if !bare.is_empty() && !token.word.skeleton.is_empty() {
            break;
        }
    }
    (!bare.is_empty()).then_some((bare, skeleton))
}
