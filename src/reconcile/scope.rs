//! What tallies and threats are held against: the events in short, in order of time.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::account::EventId;
use super::existence::{occurrence, voices};
use super::finding::View;
use super::place::spot;
use super::status::Occurrence;
use super::story::Story;
use crate::model::{AssertionKind, Span};
use crate::normalize::Resolved;
use crate::normalize::actors::{ActorId, ActorMatch, ActorRole, Actors, Lineage};
use crate::normalize::gazetteer::{Gazetteer, PlaceId, PlaceMatch, PlaceRelation};
use crate::normalize::munitions::{ClassId, ClassRelation, ClassSet, Munitions};

/// An event in short.
#[derive(Debug)]
pub(super) struct Digest {
    pub(super) id: EventId,
    pub(super) occurrence: Occurrence,
    pub(super) span: Span,
    /// Which of the distinct [`Traits`] it has.
    pub(super) traits: usize,
}

impl Digest {
    /// The earliest second at which it may have begun.
    pub(super) fn start(&self) -> i64 {
        self.span.start.or(self.span.end).unwrap_or(i64::MIN)
    }
}

/// All of an event that a scope asks for, but for the time. Many events are alike in it.
#[derive(Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Traits {
    pub(super) places: Vec<PlaceId>,
    /// Country codes of the places, for places that no gazetteer knows.
    pub(super) countries: Vec<String>,
    pub(super) actors: Vec<ActorId>,
    /// Those who were hit: named as targets, or confirming.
    pub(super) targets: Vec<ActorId>,
    pub(super) classes: ClassSet,
}

impl Traits {
    fn of(story: &Story<'_>) -> Self {
        let mut traits = Self::default();
        let principal = |resolved: &Resolved| resolved.principal.or(resolved.speaker.id);
        for statement in &story.statements {
            if matches!(statement.view, View::Denied | View::Silent) {
                continue;
            }
            let resolved = &statement.resolved;
            if let Some((spot, _)) = spot(statement) {
                traits.places.extend(spot.found.id);
                traits.places.extend(&spot.found.also);
                traits
                    .countries
                    .extend(spot.found.country.map(|country| country.as_str().to_owned()));
            }
            traits.actors.extend(resolved.actors.iter().flat_map(|actor| known(actor)));
            traits.targets.extend(resolved.targets.iter().flat_map(|target| known(target)));
            if statement.assertion.kind() == AssertionKind::Confirmation {
                traits.targets.extend(principal(resolved));
            }
            traits.classes = traits.classes.union(resolved.classes);
        }
        traits.classes.remove(ClassId::ROOT);
        sort(&mut traits.places);
        sort(&mut traits.countries);
        sort(&mut traits.actors);
        sort(&mut traits.targets);
        traits
    }
}

/// Events in short, with their distinct traits.
#[derive(Debug, Default)]
pub(super) struct Digests {
    pub(super) events: Vec<Digest>,
    pub(super) traits: Vec<Arc<Traits>>,
    numbers: FxHashMap<Arc<Traits>, usize>,
}

impl Digests {
    /// Adds an event, unless it does not occur: withdrawn or only denied.
    pub(super) fn add(&mut self, id: &EventId, story: &Story<'_>) {
        let Some((occurrence, _)) = occurrence(story, &voices(story), false) else { return };
        if matches!(occurrence, Occurrence::Withdrawn | Occurrence::DeniedOnly) {
            return;
        }
        let Some(span) = when(story) else { return };
        let traits = self.number(Arc::new(Traits::of(story)));
        self.events.push(Digest { id: *id, occurrence, span, traits });
    }

    /// The number of these traits among the distinct ones.
    pub(super) fn number(&mut self, traits: Arc<Traits>) -> usize {
        if let Some(known) = self.numbers.get(&traits) {
            return *known;
        }
        let number = self.traits.len();
        self.traits.push(Arc::clone(&traits));
        self.numbers.insert(traits, number);
        number
    }

    /// Adds the events of others.
    pub(super) fn append(&mut self, others: Self) {
        let numbers: Vec<usize> =
            others.traits.into_iter().map(|traits| self.number(traits)).collect();
        self.events.extend(
            others.events.into_iter().filter_map(|digest| {
                Some(Digest { traits: *numbers.get(digest.traits)?, ..digest })
            }),
        );
    }

    /// Brings the events into the order of their start.
    pub(super) fn sort(&mut self) {
        self.events
            .sort_by(|left, right| (left.start(), &left.id).cmp(&(right.start(), &right.id)));
    }
}

fn sort<T: Ord>(values: &mut Vec<T>) {
    values.sort_unstable();
    values.dedup();
}

/// The actor that a match stands for, or all that it could.
pub(super) fn known(actor: &ActorMatch) -> impl Iterator<Item = ActorId> {
    actor.id.into_iter().chain(actor.candidates.iter().copied())
}

/// When it happened: the shortest time that anybody states, of equally short ones that of a claim or a
/// confirmation, else the earliest publication.
pub(super) fn when(story: &Story<'_>) -> Option<Span> {
    when_of(story.statements.iter().map(|statement| Dated {
        affirms: !matches!(statement.view, View::Denied | View::Silent),
        kind: statement.assertion.kind(),
        time: statement.resolved.time,
        published: statement.resolved.published,
    }))
}

/// What one statement tells of when an event was.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dated {
    /// Whether it neither denies nor keeps silent.
    pub(super) affirms: bool,
    pub(super) kind: AssertionKind,
    pub(super) time: Option<Span>,
    pub(super) published: Option<Span>,
}

/// As [`when`], of the statements of an event in any order.
pub(super) fn when_of(statements: impl Iterator<Item = Dated> + Clone) -> Option<Span> {
    let affirming = || statements.clone().filter(|statement| statement.affirms);
    let stated = affirming()
        .filter_map(|statement| {
            let span = statement.time?;
            let reported =
                !matches!(statement.kind, AssertionKind::Claim | AssertionKind::Confirmation);
            Some((span.duration().unwrap_or(i64::MAX), reported, span.start, span.end, span))
        })
        .min_by_key(|&(duration, reported, start, end, _)| (duration, reported, start, end))
        .map(|(.., span)| span);
    stated
        .or_else(|| affirming().filter_map(|statement| statement.published).min())
        .or_else(|| statements.filter_map(|statement| statement.time.or(statement.published)).min())
}

/// The second by which an event is put into order.
pub(super) fn order(when: Option<Span>) -> Option<i64> {
    when.and_then(|span| span.start.or(span.end))
}

/// Who, whom, where and with what a tally or a threat is about.
#[derive(Debug)]
pub(super) struct Scope<'s> {
    pub(super) actors: Vec<ActorId>,
    pub(super) targets: Vec<ActorId>,
    pub(super) places: Option<&'s PlaceMatch>,
    pub(super) classes: ClassSet,
}

impl<'s> Scope<'s> {
    pub(super) fn of(resolved: &'s Resolved) -> Self {
        let mut classes = resolved.classes;
        classes.remove(ClassId::ROOT);
        Self {
            actors: resolved.actors.iter().flat_map(|actor| known(actor)).collect(),
            targets: resolved.targets.iter().flat_map(|target| known(target)).collect(),
            places: resolved.place.as_deref(),
            classes,
        }
    }
}

/// Whether some actor of one list is on one line with some of the other. Lists without a known actor
/// decide nothing.
pub(super) fn on_one_line(actors: &Actors, one: &[ActorId], other: &[ActorId]) -> Option<bool> {
    if one.is_empty() || other.is_empty() {
        return None;
    }
    Some(one.iter().any(|left| {
        other.iter().any(|right| {
            actors.compatible(*left, *right)
                || actors.actor(*left).generic
                || actors.actor(*right).generic
        })
    }))
}

/// Whether some target of one list can stand for some of the other: on one line, on one side, or a
/// coalition and its member.
pub(super) fn on_one_side(actors: &Actors, one: &[ActorId], other: &[ActorId]) -> Option<bool> {
    if let Some(true) = on_one_line(actors, one, other) {
        return Some(true);
    }
    if one.is_empty() || other.is_empty() {
        return None;
    }
    let side = |id: &ActorId| actors.side(*id);
    Some(one.iter().any(|left| {
        other.iter().any(|right| {
            let coalition =
                [left, right].iter().any(|id| actors.actor(**id).role == ActorRole::Coalition);
            side(left).is_some() && side(left) == side(right)
                || coalition
                    && matches!(
                        actors.lineage(*left, *right),
                        Lineage::Ancestor | Lineage::Descendant | Lineage::Siblings
                    )
        })
    }))
}

/// Whether an event at these places lies in the place of the scope.
pub(super) fn lies_in(
    gazetteer: &Gazetteer,
    scope: &PlaceMatch,
    places: &[PlaceId],
    countries: &[String],
) -> Option<bool> {
    let areas: Vec<PlaceId> = scope.id.into_iter().chain(scope.also.iter().copied()).collect();
    if areas.is_empty() {
        let country = scope.country?;
        return (!countries.is_empty())
            .then(|| countries.iter().any(|known| known == country.as_str()));
    }
    if places.is_empty() {
        return None;
    }
    Some(places.iter().any(|place| {
        areas.iter().any(|area| {
            matches!(
                gazetteer.relation(*place, *area),
                PlaceRelation::Same | PlaceRelation::Within | PlaceRelation::Overlaps
            )
        })
    }))
}

/// Whether what was used can be what is counted.
pub(super) fn same_means(munitions: &Munitions, scope: ClassSet, event: ClassSet) -> Option<bool> {
    let relation = munitions.compare(scope, event)?;
    Some(relation != ClassRelation::Exclusive)
}
