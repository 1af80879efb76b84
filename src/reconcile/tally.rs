//! Totals beside what was found in their scope.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::account::{TallyAccount, TallyVerdict};
use super::event::speaker;
use super::scope::{Digest, Digests, Scope, Traits, lies_in, on_one_line, on_one_side, same_means};
use super::status::Occurrence;
use crate::model::{Assertion, Quantity, Span};
use crate::normalize::actors::ActorId;
use crate::normalize::gazetteer::PlaceId;
use crate::normalize::munitions::ClassSet;
use crate::normalize::{Lexicons, Resolved};

/// The most events that a tally lists; the rest are counted.
const MOST_LISTED: usize = 50;

/// Holds tallies against the events. What lies in a scope is found once for all tallies of that scope,
/// and counted by binary search, so that years of daily tallies stay near-linear.
#[derive(Debug)]
pub(super) struct Tallies<'d> {
    /// Sorted by their start.
    digests: &'d Digests,
    lexicons: &'d Lexicons,
    scopes: FxHashMap<ScopeKey, InScope>,
}

/// All of a scope that decides what lies in it.
#[derive(Debug, PartialEq, Eq, Hash)]
struct ScopeKey {
    actors: Vec<ActorId>,
    targets: Vec<ActorId>,
    places: Option<(Option<PlaceId>, Vec<PlaceId>, Option<String>)>,
    classes: ClassSet,
}

impl ScopeKey {
    fn of(scope: &Scope<'_>) -> Self {
        let places = scope.places.map(|place| {
            let country = place.country.map(|country| country.as_str().to_owned());
            (place.id, place.also.clone(), country)
        });
        Self {
            actors: scope.actors.clone(),
            targets: scope.targets.clone(),
            places,
            classes: scope.classes,
        }
    }
}

/// The events in a scope, whenever they were.
#[derive(Debug, Default)]
struct InScope {
    /// Places among the digests, by start.
    by_start: Vec<usize>,
    /// The latest end of any event up to here, parallel to `by_start`; `None` is open.
    latest_end: Vec<Option<i64>>,
    /// Start and end of the events of each status, each sorted by itself.
    times: BTreeMap<Occurrence, (Vec<i64>, Vec<i64>)>,
}

impl<'d> Tallies<'d> {
    /// Tallies over these events, which are sorted by their start.
    pub(super) fn over(digests: &'d Digests, lexicons: &'d Lexicons) -> Self {
        Self { digests, lexicons, scopes: FxHashMap::default() }
    }

    /// Counts the events in the scope of a tally.
    pub(super) fn tally(&mut self, assertion: &Assertion, resolved: &Resolved) -> TallyAccount {
        let speaker = speaker(self.lexicons, assertion, resolved).to_owned();
        let Some(total) = assertion.total() else {
            let nothing = (BTreeMap::new(), Vec::new());
            return account(assertion, speaker, &Quantity::at_least(0), nothing);
        };
        let mut period = total.period.span(resolved.zone);
        // "38 since 17 October" counts up to the day on which it is said.
        let said = assertion.published().and_then(|time| time.span(resolved.zone).end);
        period.end = period.end.or(said);
        let scope = Scope::of(resolved);
        let key = ScopeKey::of(&scope);
        if !self.scopes.contains_key(&key) {
            let in_scope = self.in_scope(&scope);
            self.scopes.insert(ScopeKey::of(&scope), in_scope);
        }
        let Some(in_scope) = self.scopes.get(&key).filter(|_| !period.is_empty()) else {
            return account(assertion, speaker, &total.count, (BTreeMap::new(), Vec::new()));
        };
        let listed = in_scope.first_in(&period, &self.digests.events).map(|digest| digest.id);
        let found = (in_scope.counts(&period), listed.collect());
        account(assertion, speaker, &total.count, found)
    }

    fn in_scope(&self, scope: &Scope<'_>) -> InScope {
        let within: Vec<bool> =
            self.digests.traits.iter().map(|traits| within(scope, traits, self.lexicons)).collect();
        let mut found = InScope::default();
        let mut latest = Some(i64::MIN);
        for (at, digest) in self.digests.events.iter().enumerate() {
            // A span without a second in it meets no period.
            if !within.get(digest.traits).is_some_and(|within| *within) || digest.span.is_empty() {
                continue;
            }
            latest = latest.zip(digest.span.end).map(|(latest, end)| latest.max(end));
            found.by_start.push(at);
            found.latest_end.push(latest);
            let (starts, ends) = found.times.entry(digest.occurrence).or_default();
            starts.push(digest.span.start.unwrap_or(i64::MIN));
            ends.push(digest.span.end.unwrap_or(i64::MAX));
        }
        for (starts, ends) in found.times.values_mut() {
            starts.sort_unstable();
            ends.sort_unstable();
        }
        found
    }
}

impl InScope {
    /// How many events of each status meet the period: those that begin before its end, without those
    /// that end before its start.
    fn counts(&self, period: &Span) -> BTreeMap<Occurrence, u64> {
        let counts = self.times.iter().map(|(occurrence, (starts, ends))| {
            let begun =
                period.end.map_or(starts.len(), |end| starts.partition_point(|start| *start < end));
            let over = period.start.map_or(0, |start| ends.partition_point(|end| *end <= start));
            (*occurrence, begun.saturating_sub(over) as u64)
        });
        counts.filter(|(_, count)| *count > 0).collect()
    }

    /// The first events that meet the period, as many as a tally lists.
    fn first_in<'s>(
        &'s self,
        period: &'s Span,
        digests: &'s [Digest],
    ) -> impl Iterator<Item = &'s Digest> {
        let from = period.start.map_or(0, |start| {
            self.latest_end.partition_point(|end| end.is_some_and(|end| end <= start))
        });
        self.by_start
            .iter()
            .skip(from)
            .filter_map(|at| digests.get(*at))
            .take_while(|digest| period.end.is_none_or(|end| digest.start() < end))
            .filter(|digest| digest.span.intersects(period))
            .take(MOST_LISTED)
    }
}

fn within(scope: &Scope<'_>, event: &Traits, lexicons: &Lexicons) -> bool {
    let (actors, gazetteer) = (lexicons.actors(), lexicons.gazetteer());
    // What an event does not say cannot put it out of the scope; where the actor is not said, the
    // target has to speak for it, or strikes by the other side would count.
    let by = on_one_line(actors, &scope.actors, &event.actors);
    let against = on_one_side(actors, &scope.targets, &event.targets);
    if by == Some(false) || against == Some(false) {
        return false;
    }
    // An attack on those who are counted as attackers, or by those who are counted as targets, is
    // the other side's.
    let turned = on_one_side(actors, &scope.targets, &event.actors) == Some(true)
        || on_one_side(actors, &scope.actors, &event.targets) == Some(true);
    if turned && against != Some(true) {
        return false;
    }
    if turned && by.is_none() && on_one_side(actors, &scope.targets, &event.actors) == Some(true) {
        return false;
    }
    let inside =
        scope.places.and_then(|place| lies_in(gazetteer, place, &event.places, &event.countries));
    inside != Some(false)
        && same_means(lexicons.munitions(), scope.classes, event.classes) != Some(false)
}

fn account(
    assertion: &Assertion,
    speaker: String,
    asserted: &Quantity,
    (by_occurrence, events): (BTreeMap<Occurrence, u64>, Vec<super::account::EventId>),
) -> TallyAccount {
    let found = by_occurrence.values().sum();
    let verdict = if asserted.contains(found) {
        TallyVerdict::Matches
    } else if found < asserted.min() {
        TallyVerdict::TooFewInData
    } else {
        TallyVerdict::MoreInData
    };
    let words = super::count::in_words(asserted);
    let are = if found == 1 { "is" } else { "are" };
    let explanation = match verdict {
        TallyVerdict::TooFewInData if asserted.is_exact() => {
            format!("{found} of the {words} {are} in the data")
        }
        TallyVerdict::TooFewInData | TallyVerdict::Matches => {
            format!("{found} {are} in the data; stated: {words}")
        }
        TallyVerdict::MoreInData => {
            let confirmed = by_occurrence.iter().filter(|(occurrence, _)| {
                matches!(occurrence, Occurrence::ConfirmedClaimed | Occurrence::ConfirmedUnclaimed)
            });
            let confirmed: u64 = confirmed.map(|(_, count)| count).sum();
            format!("{found} {are} in the data, {confirmed} of them confirmed; stated: {words}")
        }
    };
    TallyAccount {
        assertion: assertion.id().clone(),
        speaker,
        asserted: words.into_owned(),
        found,
        verdict,
        explanation,
        by_occurrence,
        events,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::model::AssertionId;
    use crate::reconcile::EventId;

    fn digest(number: usize, (start, long): (i64, i64), open: bool) -> Digest {
        let id = AssertionId::try_from(format!("a{number}").as_str()).unwrap();
        Digest {
            id: EventId::of([&id]),
            occurrence: Occurrence::ALL[number % 3 + 3],
            span: Span { start: Some(start), end: (!open).then_some(start + long) },
            traits: 0,
        }
    }

    proptest! {
        #[test]
        fn counting_by_search_gives_what_looking_at_each_event_gives(
            times in proptest::collection::vec(((-50_i64..50, 0_i64..20), proptest::bool::weighted(0.1)), 0..80),
            start in proptest::option::of(-60_i64..60),
            long in proptest::option::of(1_i64..60),
        ) {
            let events: Vec<Digest> = times
                .into_iter()
                .enumerate()
                .map(|(number, (time, open))| digest(number, time, open))
                .collect();
            let mut digests = Digests::default();
            digests.events = events;
            digests.number(Arc::default());
            digests.sort();
            let end = long.map(|long| start.unwrap_or(0) + long);
            let period = Span { start, end };
            let lexicons = Lexicons::shipped();
            let tallies = Tallies::over(&digests, &lexicons);
            let scope = Scope {
                actors: Vec::new(),
                targets: Vec::new(),
                places: None,
                classes: ClassSet::EMPTY,
            };
            let in_scope = tallies.in_scope(&scope);
            let each: Vec<&Digest> =
                digests.events.iter().filter(|digest| digest.span.intersects(&period)).collect();
            prop_assert_eq!(in_scope.counts(&period).values().sum::<u64>(), each.len() as u64);
            for (occurrence, count) in in_scope.counts(&period) {
                let same = each.iter().filter(|digest| digest.occurrence == occurrence).count();
                prop_assert_eq!(count, same as u64);
            }
            let listed: Vec<&EventId> =
                in_scope.first_in(&period, &digests.events).map(|digest| &digest.id).collect();
            let first: Vec<&EventId> =
                each.iter().take(MOST_LISTED).map(|digest| &digest.id).collect();
            prop_assert_eq!(listed, first);
        }
    }
}
