//! From the names in a phrase to the place that it states.

use super::Gazetteer;
use super::entry::{CountryCode, PlaceId, PlaceKind, country_code};
use super::geometry::{distance_km, midpoint, offset};
use super::matching::{MatchKind, PlaceMatch, PlaceQuery, PlaceRelation};
use super::mention::{Context, Mention};
use super::phrase::{Gap, Phrase};
use super::surroundings::Surroundings;
use super::table::{BASE_BIT, Rank};
use super::vocabulary::Class;
use crate::text::beginning;

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
/// What is between two places lies on no line: this much is added to half their distance.
const BETWEEN_KM: f64 = 10.0;
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

    /// A name with what the words around it, from one position on, say of distance and direction.
    fn state(
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
        let Some(point) = found.point else { return found };
        let bearing = around.side.and_then(super::vocabulary::Side::bearing);
        match (kind.is_region(), around.distance_km) {
            (_, Some(distance)) => {
                found.near = true;
                match bearing {
                    Some(bearing) => {
                        found.point = Some(offset(point, bearing, distance));
                        found.radius_km = if kind.is_region() {
                            found.radius_km
                        } else {
                            found.radius_km.min(distance)
                        } + distance * DISTANCE_SHARE;
                    }
                    None => found.radius_km += distance,
                }
            }
            (true, None) => {
                // A side of a country that has no entry of its own: half of it, off the centre.
                if kind == PlaceKind::Country
                    && id == mention.id
                    && let Some(bearing) = bearing
                {
                    found.point = Some(offset(point, bearing, found.radius_km / 2.0));
                    found.radius_km *= 0.7;
                }
            }
            (false, None) => {
                if around.side.is_some() && around.beside {
                    found.near = true;
                    found.radius_km = (found.radius_km + NEAR_SITE_KM).max(SIDE_KM);
                } else if found.near {
                    found.radius_km +=
                        if kind.is_settlement() { NEAR_SETTLEMENT_KM } else { NEAR_SITE_KM };
                }
            }
        }
        // What is near a place is not in it.
        found.part.take_if(|_| found.near || around.off_coast);
        if around.off_coast {
            found.near = true;
            if around.distance_km.is_none() {
                found.radius_km = found.radius_km.max(OFF_COAST_KM);
            }
        }
        found
    }

    /// The names without those that a road only leads to, where another says where on it: "exit from
    /// Zaporizhzhia towards Vasylivka", "Srinagar-Jammu highway at Pulwama".
    fn without_ends_of_roads(&self, phrase: &mut Phrase, mentions: Vec<Mention>) -> Vec<Mention> {
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
    fn between(&self, phrase: &Phrase, mentions: &[Mention]) -> Option<PlaceMatch> {
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
    fn border(&self, phrase: &Phrase, mentions: &[Mention], context: &Context) -> Option<PlaceId> {
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
                let is_itself =
                    super::mention::is_a(kind, facility) || kind.is_like(facility) == Some(true);
                !is_itself && (joined || set_off)
            }
            Class::Part => !matches!(beside(), Some(Class::Side(_))),
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

/// Whether a class occurs in a stretch of the phrase.
fn has(phrase: &Phrase, from: usize, to: usize, class: Class) -> bool {
    let to = to.min(phrase.tokens.len());
    phrase
        .tokens
        .get(from..to)
        .is_some_and(|tokens| tokens.iter().any(|token| token.class == class))
}

/// "Erbil’s": what follows lies in or at it.
fn owns(phrase: &Phrase, mention: &Mention) -> bool {
    mention
        .end
        .checked_sub(1)
        .and_then(|last| phrase.tokens.get(last))
        .is_some_and(|token| token.possessive)
}

/// Whether a name tells where, not whose: adjectives before facilities tell whose.
fn says_where(phrase: &Phrase, mention: &Mention, context: &Context) -> bool {
    if !mention.adjective {
        return true;
    }
    let next = phrase.tokens.get(mention.end).map(|token| token.class);
    context.country.is_none()
        && !matches!(next, Some(Class::Facility(_) | Class::Modifier | Class::Name))
}

/// Whether a word before a settlement says that the place is meant.
fn says_place(phrase: &Phrase, mention: &Mention) -> bool {
    let before = phrase.tokens.get(..mention.start).unwrap_or_default();
    let word = before
        .iter()
        .rev()
        .find(|token| !token.word.skeleton.is_empty() || token.class == Class::In);
    let after = phrase.tokens.get(mention.end).map(|token| token.class);
    word.is_some_and(|token| {
        matches!(token.class, Class::In | Class::Near | Class::Side(_) | Class::Level(_))
    }) || before.iter().rev().take(3).any(|token| matches!(token.class, Class::Level(_)))
        || matches!(after, Some(Class::Level(_) | Class::Facility(_)))
}

/// Whether two names are items of a list, not one a part of what is said of the other.
fn joined(phrase: &Phrase, before: &Mention, mention: &Mention, next: Option<&Mention>) -> bool {
    let between = phrase.tokens.get(before.end..=mention.start).unwrap_or_default();
    let Some((first, words)) = between.split_last() else { return false };
    let gap = |gap: Gap| between.iter().any(|token| token.gap == gap);
    let and = first.and || words.iter().any(|token| token.class == Class::And || token.and);
    let comma_list = gap(Gap::Comma)
        && words.iter().all(|token| token.word.skeleton.is_empty())
        && next.is_some_and(|next| {
            let after = phrase.tokens.get(mention.end..=next.start).unwrap_or_default();
            after
                .iter()
                .any(|token| token.class == Class::And || token.and || token.gap == Gap::Comma)
        });
    let to = words.iter().any(|token| matches!(token.class, Class::To | Class::Toward));
    gap(Gap::Semicolon) || and || comma_list || to
}

/// Whether a comma before "and" sets the name apart from the one before it.
fn starts_an_item(phrase: &Phrase, before: &Mention, mention: &Mention) -> bool {
    let between = phrase.tokens.get(before.end..=mention.start).unwrap_or_default();
    between.iter().any(|token| {
        token.gap == Gap::Semicolon || token.gap == Gap::Comma && token.class == Class::And
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
