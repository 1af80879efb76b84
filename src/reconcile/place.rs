//! Where it happened.

use std::borrow::Cow;

use super::finding::{Finding, FindingKind, Magnitude, Verdict, View};
use super::part::Part;
use super::relay::note_changes;
use super::story::{
    Division, Meeting, Statement, Story, Voice, closest, distinct, divide_by_view,
    farthest_origins, finding, note_divided, stated, without,
};
use crate::model::Place;
use crate::normalize::gazetteer::{
    Entry, Gazetteer, MatchKind, PlaceId, PlaceKind, PlaceMatch, PlaceRelation, distance_km,
};
use crate::text::{beginning, folds_alike, skeleton, words};

/// A site whose point is less certain than this has no known place of its own: bases and fields are
/// a few kilometers wide.
const SURELY_PLACED_KM: f64 = 20.0;

/// Airports lie within this many radii of their city.
const AIRPORT_REACH: f64 = 1.5;

/// Names of sites have at most this many words.
const LONGEST_NAME: usize = 8;

/// A place as one statement gives it.
#[derive(Clone, Debug)]
pub(super) struct Spot<'s> {
    pub(super) found: &'s PlaceMatch,
    /// The name as written, for names that no gazetteer knows.
    name: Option<&'s str>,
}

/// The place of a statement in words: the name, else the region, the country, the point.
pub(super) fn in_words(place: &Place) -> Cow<'_, str> {
    if let Some(name) = place.name().or_else(|| place.region()) {
        return Cow::Borrowed(name);
    }
    if let Some(country) = place.country() {
        return Cow::Owned(country_name(country.as_str()));
    }
    let point = place.point().map(|point| format!("{}, {}", point.lat(), point.lon()));
    Cow::Owned(point.unwrap_or_default())
}

/// The English name of a country; its code where nobody knows it.
pub(crate) fn country_name(code: &str) -> String {
    // The countries are the same in every gazetteer: users add places to them.
    let gazetteer = Gazetteer::shipped();
    let known = gazetteer.country(code).and_then(|id| gazetteer.entry(id));
    known.map_or_else(|| code.to_owned(), |entry| entry.name.to_owned())
}

/// Where a statement puts it: its place, or the site that its targets name where the place is absent
/// or a mere country.
pub(super) fn spot<'s>(statement: &'s Statement<'_>) -> Option<(Spot<'s>, Cow<'s, str>)> {
    let event = statement.assertion.event()?;
    let country_only = event.place.as_ref().is_none_or(|place| {
        place.name().is_none() && place.region().is_none() && place.point().is_none()
    });
    // A long phrase tells a story about the target, and names other places in passing.
    let named =
        event.targets.iter().any(|target| target.split_whitespace().count() <= LONGEST_NAME);
    if country_only
        && named
        && let Some(site) = statement.resolved.target_sites.first()
    {
        let name = match &event.targets[..] {
            [name] => Cow::Borrowed(name.as_str()),
            several => Cow::Owned(several.join(", ")),
        };
        return Some((Spot { found: site, name: None }, name));
    }
    let place = event.place.as_ref()?;
    let found = statement.resolved.place.as_deref()?;
    Some((Spot { found, name: place.name() }, in_words(place)))
}

/// Whether it is a place where something can stand, rather than an area in which it lies.
fn is_site(spot: &Spot<'_>) -> bool {
    let found = spot.found;
    match found.how {
        MatchKind::Exact | MatchKind::Skeleton | MatchKind::Similar => !found.is_region,
        MatchKind::Point => true,
        MatchKind::Unresolved => spot.name.is_some() && found.generic.is_none(),
        MatchKind::Context | MatchKind::None => false,
    }
}

/// The point of the site that a statement names; none where it names an area, or nothing that has a
/// point.
pub(super) fn site(statement: &Statement<'_>) -> Option<(f64, f64)> {
    let (spot, _) = spot(statement)?;
    // Of a name that nobody knows the point is that of the country or region around it.
    let stated = || statement.assertion.event()?.place.as_ref()?.point();
    let is_placed = spot.found.how != MatchKind::Unresolved || stated().is_some();
    if is_placed && is_site(&spot) { spot.found.point } else { None }
}

fn ids(found: &PlaceMatch) -> impl Iterator<Item = PlaceId> {
    named(found).chain(found.candidates.iter().copied())
}

/// The places that are named side by side, or the one.
fn named(found: &PlaceMatch) -> impl Iterator<Item = PlaceId> {
    found.id.into_iter().chain(found.also.iter().copied())
}

fn meet(gazetteer: &Gazetteer, left: &Spot<'_>, right: &Spot<'_>) -> Meeting {
    if let (Some(one), Some(other)) = (left.name, right.name)
        && folds_alike(one, other)
    {
        return Meeting::agree();
    }
    if let Some(similar) = meet_unresolved(left, right) {
        return similar;
    }
    let mut best: Option<Meeting> = None;
    for one in ids(left.found) {
        for other in ids(right.found) {
            let meeting = meet_known(gazetteer, left, one, right, other);
            if best.is_none_or(|best| meeting.verdict < best.verdict) {
                best = Some(meeting);
            }
        }
    }
    // A name that several places share says which country at most: none of them is far from anything.
    let is_shared = |found: &PlaceMatch| found.id.is_none() && found.how == MatchKind::Unresolved;
    let may_conflict = !is_shared(left.found) && !is_shared(right.found);
    match best.filter(|best| may_conflict || best.verdict != Verdict::Conflict) {
        Some(best) if best.verdict == Verdict::Agree && (lists(left) || lists(right)) => {
            meet_lists(gazetteer, left.found, right.found)
        }
        Some(best) => best,
        None => meet_points(left.found, right.found),
    }
}

/// Whether several places are named side by side.
fn lists(spot: &Spot<'_>) -> bool {
    spot.found.id.is_some() && !spot.found.also.is_empty()
}

/// Several places, of which the two have at least one in common.
fn meet_lists(gazetteer: &Gazetteer, left: &PlaceMatch, right: &PlaceMatch) -> Meeting {
    let holds = |outer: &PlaceMatch, inner: &PlaceMatch| {
        named(inner).all(|one| {
            named(outer).any(|other| gazetteer.relation(one, other) == PlaceRelation::Same)
        })
    };
    match (holds(left, right), holds(right, left)) {
        (true, true) => Meeting::agree(),
        (encloses, is_within) => Meeting::shared(is_within, encloses),
    }
}

/// Names that no gazetteer knows, by their letters; `None` where that does not settle it.
fn meet_unresolved(left: &Spot<'_>, right: &Spot<'_>) -> Option<Meeting> {
    let unknown = |spot: &Spot<'_>| spot.found.how == MatchKind::Unresolved;
    if !unknown(left) && !unknown(right) {
        return None;
    }
    let (one, other) = (left.name?, right.name?);
    let (one, other) = (skeleton(beginning(one)), skeleton(beginning(other)));
    if one.is_empty() || other.is_empty() {
        return None;
    }
    if one == other || strsim::jaro_winkler(&one, &other) >= 0.95 {
        return Some(Meeting::agree());
    }
    let contains = |outer: &str, inner: &str| {
        words(inner).count() < words(outer).count()
            && words(inner).all(|word| words(outer).any(|known| known == word))
    };
    if contains(&one, &other) {
        return Some(Meeting::compatible(FindingKind::Refines));
    }
    contains(&other, &one).then_some(Meeting::compatible(FindingKind::Coarser))
}

fn meet_known(
    gazetteer: &Gazetteer,
    left: &Spot<'_>,
    one: PlaceId,
    right: &Spot<'_>,
    other: PlaceId,
) -> Meeting {
    // What is only known to lie in a region can lie at any site of it.
    let (vague_left, vague_right) = (is_vague(left), is_vague(right));
    match gazetteer.relation(one, other) {
        PlaceRelation::Same => match (vague_left, vague_right) {
            (false, false) if !left.found.near && !right.found.near => {
                match (Part::of(left.found), Part::of(right.found)) {
                    (Some(one), Some(other)) => one.meet(&other),
                    (Some(_), None) => Meeting::compatible(FindingKind::Refines),
                    (None, Some(_)) => Meeting::compatible(FindingKind::Coarser),
                    (None, None) => Meeting::agree(),
                }
            }
            (false, false) => Meeting::compatible(FindingKind::Near),
            (true, true) => Meeting::compatible(FindingKind::Overlaps),
            (false, true) => Meeting::compatible(FindingKind::Refines),
            (true, false) => Meeting::compatible(FindingKind::Coarser),
        },
        PlaceRelation::Within => Meeting::compatible(FindingKind::Refines),
        PlaceRelation::Contains => Meeting::compatible(FindingKind::Coarser),
        PlaceRelation::Overlaps => Meeting::compatible(FindingKind::Overlaps),
        PlaceRelation::Disjoint => meet_disjoint(gazetteer, left, one, right, other),
    }
}

/// Whether the statement gives no more than the region that the place was found by.
fn is_vague(spot: &Spot<'_>) -> bool {
    matches!(spot.found.how, MatchKind::Context | MatchKind::Unresolved)
        && (spot.name.is_some() || spot.found.generic.is_some())
}

fn meet_disjoint(
    gazetteer: &Gazetteer,
    left: &Spot<'_>,
    one: PlaceId,
    right: &Spot<'_>,
    other: PlaceId,
) -> Meeting {
    let (Some(first), Some(second)) = (gazetteer.entry(one), gazetteer.entry(other)) else {
        return meet_points(left.found, right.found);
    };
    let apart = distance_km(
        point_of(left.found, one, (first.lat, first.lon)),
        point_of(right.found, other, (second.lat, second.lon)),
    );
    let radii =
        reach(left.found, one, &first, &second) + reach(right.found, other, &second, &first);
    let water = |kind: PlaceKind| matches!(kind, PlaceKind::Sea | PlaceKind::Strait);
    let settled = |entry: &Entry<'_>| entry.kind.is_settlement() || entry.kind == PlaceKind::Area;
    let near = left.found.near || right.found.near;
    let blurred = near
        || settled(&first)
        || settled(&second)
        || water(first.kind)
        || water(second.kind)
        || first.kind == PlaceKind::BorderLine
        || second.kind == PlaceKind::BorderLine;
    // Of a site without a public point nobody can say that it is another one.
    let unplaced = |radius_km: f64| radius_km > SURELY_PLACED_KM;
    let unplaced = unplaced(first.radius_km) || unplaced(second.radius_km);
    if (blurred || unplaced) && apart <= radii {
        return Meeting::compatible(FindingKind::Near);
    }
    let km = Some(Magnitude::Km((apart * 10.0).round() / 10.0));
    let both_sites = !first.kind.is_region() && !second.kind.is_region();
    Meeting::conflict(if both_sites { FindingKind::DifferentSite } else { FindingKind::TooFar })
        .by(km)
}

/// The point of the statement where it is about this entry, else the entry's own.
fn point_of(found: &PlaceMatch, id: PlaceId, own: (f64, f64)) -> (f64, f64) {
    if found.id == Some(id) { found.point.unwrap_or(own) } else { own }
}

/// How far from its point a place may be what a statement about another means.
fn reach(found: &PlaceMatch, id: PlaceId, own: &Entry<'_>, other: &Entry<'_>) -> f64 {
    let radius =
        if found.id == Some(id) { found.radius_km.max(own.radius_km) } else { own.radius_km };
    // The airport of a city lies outside it, the farther the larger the city is.
    let its_airport = own.kind == PlaceKind::City
        && other.kind == PlaceKind::Airport
        && own.country == other.country;
    if its_airport { radius * AIRPORT_REACH } else { radius }
}

/// Points without entries: within the sum of the stated uncertainties.
fn meet_points(left: &PlaceMatch, right: &PlaceMatch) -> Meeting {
    /// Coordinates are often rounded to a hundredth of a degree.
    const ROUNDING_KM: f64 = 1.5;
    let (Some(one), Some(other)) = (left.point, right.point) else {
        return match (left.country, right.country) {
            (Some(one), Some(other)) if one != other => Meeting::conflict(FindingKind::TooFar),
            _ => Meeting::compatible(FindingKind::Overlaps),
        };
    };
    let apart = distance_km(one, other);
    if apart <= ROUNDING_KM {
        return Meeting::agree();
    }
    if apart <= left.radius_km + right.radius_km + ROUNDING_KM {
        return Meeting::compatible(FindingKind::Near);
    }
    Meeting::conflict(FindingKind::TooFar).by(Some(Magnitude::Km((apart * 10.0).round() / 10.0)))
}

/// The voices of a side without those that only name a region or a place around another's.
fn most_precise<'r, 'v>(
    gazetteer: &Gazetteer,
    voices: &'r [&'v Voice<'v, Spot<'v>>],
) -> Cow<'r, [&'v Voice<'v, Spot<'v>>]> {
    if voices.len() < 2 || !voices.iter().any(|voice| is_site(&voice.value)) {
        return Cow::Borrowed(voices);
    }
    let sites = without(voices, |voice, _| !is_site(&voice.value));
    // Beside a site that is known, a name that nobody knows adds nothing to compare.
    let known = |voice: &Voice<'_, Spot<'_>>| !is_vague(&voice.value);
    let sites = if sites.iter().any(|voice| known(voice)) {
        without(sites, |voice, _| !known(voice))
    } else {
        sites
    };
    without(distinct(sites), |voice, sites| {
        let Some(own) = voice.value.found.id else { return false };
        sites.iter().any(|other| {
            other.value.found.id.is_some_and(|inner| {
                !is_vague(&other.value) && gazetteer.relation(own, inner) == PlaceRelation::Contains
            })
        })
    })
}

/// The verdict on the place.
pub(super) fn place(story: &Story<'_>) -> Option<Finding> {
    let gazetteer = story.lexicons.gazetteer();
    let voices = story.settings(spot);
    if voices.is_empty() {
        return None;
    }
    let compare = |left: &[&Voice<'_, Spot<'_>>], right: &[&Voice<'_, Spot<'_>>]| {
        closest(&most_precise(gazetteer, left), &most_precise(gazetteer, right), |left, right| {
            meet(gazetteer, left, right)
        })
    };
    let division = divide_by_view(&voices);
    let judged = match &division {
        Division::One => None,
        Division::Sides(left, right) => compare(left, right),
        Division::Origins(origins) => farthest_origins(origins, compare),
    };
    let mut finding = finding(story, &voices, judged);
    // Those who were hit each name their own of the places of one attack.
    let both_hit = |left: &[&Voice<'_, Spot<'_>>], right: &[&Voice<'_, Spot<'_>>]| {
        left.iter().chain(right).all(|voice| voice.view == View::Confirmed)
    };
    note_divided(&mut finding, story, &division, |left, right| {
        if both_hit(left, right) { None } else { compare(left, right) }
    });
    note_changes(&mut finding, story, &voices, |left, right| Some(meet(gazetteer, left, right)));
    if let Some(judged) = judged
        && finding.verdict == Verdict::Conflict
    {
        let value = |at: usize| voices.iter().find(|voice| voice.at == at);
        if let Some(Magnitude::Km(km)) = finding.magnitude {
            finding.explanation =
                format!("{}; about {} km apart", finding.explanation, km.round_ties_even());
        }
        if let Some((left, right)) = value(judged.left).zip(value(judged.right))
            && let Some(common) = common_region(gazetteer, left.value.found, right.value.found)
        {
            finding.explanation = format!("{}, both in {common}", finding.explanation);
        }
        finding.would_reconcile = &["two different events", "one site named for the other"];
    }
    finding.values = stated(story, voices);
    Some(finding)
}

fn common_region(gazetteer: &Gazetteer, left: &PlaceMatch, right: &PlaceMatch) -> Option<String> {
    let region = gazetteer.common_region(left.id?, right.id?)?;
    Some(gazetteer.entry(region)?.name.to_owned())
}
