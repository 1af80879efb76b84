//! One event: its statements, what they say of each attribute, and its status.

use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::account::{EventId, Link, Origin, Reasons, ReconciledEvent};
use super::attribution::{attribution, attribution_status};
use super::casualties::casualties;
use super::count::count;
use super::damage::damage;
use super::existence::{existence, occurrence, voices};
use super::finding::{Attribute, View};
use super::findings::Findings;
use super::gather::Members;
use super::history::{History, Index, effective_kind};
use super::munition::{Loose, munition};
use super::place::place;
use super::sides::{Speaker, own_view, views_and_origins};
use super::status::Occurrence;
use super::story::{Statement, Story};
use super::time::time;
use super::{alternative, headline, silence};
use crate::cluster::{self, ClusterRef, Grounds};
use crate::model::{Assertion, AssertionId, AssertionKind};
use crate::normalize::{Lexicons, Resolved, Resolver};

/// What all events of a data set are reconciled with.
#[derive(Debug)]
pub(super) struct Context<'a> {
    pub(super) assertions: Assertions<'a>,
    pub(super) index: &'a Index<'a>,
    pub(super) history: &'a History,
    pub(super) lexicons: &'a Lexicons,
    pub(super) loose: Loose,
}

/// What was looked up and put into words for other events of one data set.
#[derive(Debug)]
pub(super) struct Memory<'l> {
    resolver: Resolver<'l>,
    /// The reasons of links by the levels that they rest on, of which there are few; those of one partition.
    reasons: FxHashMap<Grounds, Reasons>,
    /// The words of reasons.
    words: FxHashSet<Arc<str>>,
}

impl<'l> Memory<'l> {
    pub(super) fn new(lexicons: &'l Lexicons) -> Self {
        Self {
            resolver: Resolver::new(lexicons),
            reasons: FxHashMap::default(),
            words: FxHashSet::default(),
        }
    }

    /// Why two are linked, in words that links share.
    fn reasons(&mut self, link: &cluster::Link<'_>) -> Reasons {
        let Self { reasons, words, .. } = self;
        let shared = |reason: &str| {
            if let Some(known) = words.get(reason) {
                return Arc::clone(known);
            }
            let reason: Arc<str> = reason.into();
            words.insert(Arc::clone(&reason));
            reason
        };
        let found = || link.reasons().into_iter().map(shared).collect();
        match link.grounds() {
            levels @ Grounds::Compared(_) => reasons.entry(levels).or_insert_with(found).clone(),
            _ => found(),
        }
    }
}

/// Assertions by their index.
#[derive(Clone, Copy, Debug)]
pub(super) enum Assertions<'a> {
    /// All of them.
    All(&'a [Assertion]),
    /// Some, with the place of each.
    Some(&'a [Assertion], &'a FxHashMap<usize, usize>),
}

impl<'a> Assertions<'a> {
    pub(super) fn get(self, at: usize) -> Option<&'a Assertion> {
        match self {
            Self::All(assertions) => assertions.get(at),
            Self::Some(assertions, places) => assertions.get(*places.get(&at)?),
        }
    }
}

impl<'a> Context<'a> {
    /// The live statements of an event. What the partition holds beyond the assertions is ignored.
    pub(super) fn story(&self, live: &[u32], lookup: &mut Resolver<'_>) -> Story<'a> {
        let mut statements = Vec::with_capacity(live.len());
        for at in live {
            let index = *at as usize;
            let Some(assertion) = self.assertions.get(index) else { continue };
            let resolved = lookup.resolve(assertion);
            statements.push(Statement {
                index,
                assertion,
                means: means(assertion, &resolved, lookup),
                resolved: Rc::new(resolved),
                view: View::Reported,
                origin: 0,
                superseded: self.history.is_superseded(index),
            });
        }
        self.told(statements)
    }

    /// Some of the statements of a story, as if nothing else were said.
    pub(super) fn part(&self, story: &Story<'a>, is_wanted: impl Fn(usize) -> bool) -> Story<'a> {
        let statements = story.statements.iter().filter(|statement| is_wanted(statement.index));
        self.told(statements.cloned().collect())
    }

    /// The kind that an assertion counts as.
    pub(super) fn kind(&self, assertion: &Assertion) -> AssertionKind {
        effective_kind(assertion, self.assertions, self.index)
    }

    /// Gives each statement its view and its origin.
    fn told(&self, mut statements: Vec<Statement<'a>>) -> Story<'a> {
        if let [statement] = &mut statements[..] {
            // One alone has nobody to be on the side of.
            let kind = self.kind(statement.assertion);
            (statement.view, statement.origin) = (own_view(kind), 0);
            return Story { statements, lexicons: self.lexicons, loose: self.loose };
        }
        let refers = statements.iter().any(|statement| !statement.assertion.about().is_empty());
        let indices = statements.iter().enumerate().filter(|_| refers);
        let position: FxHashMap<usize, usize> =
            indices.map(|(position, statement)| (statement.index, position)).collect();
        let speakers: Vec<Speaker<'_>> = statements
            .iter()
            .map(|Statement { assertion, resolved, .. }| Speaker {
                kind: self.kind(assertion),
                name: &assertion.source().name,
                role: assertion.source().role,
                named: assertion.source().named && !resolved.speaker.unnamed,
                resolved,
                relation: assertion.relation(),
                about: assertion
                    .about()
                    .iter()
                    .filter_map(|id| position.get(&self.index.get(id)?).copied())
                    .collect(),
            })
            .collect();
        let sides = views_and_origins(&speakers, self.lexicons);
        for (statement, (view, origin)) in statements.iter_mut().zip(sides) {
            (statement.view, statement.origin) = (view, origin);
        }
        Story { statements, lexicons: self.lexicons, loose: self.loose }
    }
}

/// Which of the actors, by their places, are what it was done with, not who did it: "an AC-130 gunship".
fn means(assertion: &Assertion, resolved: &Resolved, lookup: &mut Resolver<'_>) -> Vec<usize> {
    let actors = assertion.actors().zip(&resolved.actors).enumerate();
    actors
        .filter(|(_, (name, actor))| {
            let unknown = actor.id.is_none() && actor.candidates.is_empty();
            unknown && !lookup.munition(name).classes.is_empty()
        })
        .map(|(place, _)| place)
        .collect()
}

/// Reconciles one event.
pub(super) fn event<'a>(
    context: &Context<'a>,
    members: &Members<'_>,
    memory: &mut Memory<'_>,
) -> (ReconciledEvent, Story<'a>) {
    let story = context.story(members.live, &mut memory.resolver);
    let get = |at: &u32| context.assertions.get(*at as usize);
    let ids = |which: &[u32]| -> Vec<AssertionId> {
        which.iter().filter_map(|at| Some(get(at)?.id().clone())).collect()
    };
    let (assertions, withdrawn) = (ids(members.live), ids(members.withdrawn));
    let affirmed_before = members
        .withdrawn
        .iter()
        .any(|at| get(at).is_some_and(|assertion| context.kind(assertion).affirms()));
    let voices = voices(&story);
    // Members without anything that happened or did not are set aside before.
    let (occurrence, without_denials) =
        occurrence(&story, &voices, affirmed_before).unwrap_or((Occurrence::Withdrawn, None));
    let attributes = Findings::in_order([
        (Attribute::Existence, existence(&story, voices)),
        (Attribute::Attribution, attribution(&story)),
        (Attribute::Time, time(&story)),
        (Attribute::Place, place(&story)),
        (Attribute::Munition, munition(&story)),
        (Attribute::Count, count(&story)),
        (Attribute::Casualties, casualties(&story)),
        (Attribute::Damage, damage(&story)),
    ]);
    let attribution = attribution_status(&story, attributes.get(&Attribute::Attribution));
    // What everyone took back is still called what it was called.
    let headline = headline::headline(&story)
        .or_else(|| {
            let withdrawn = context.story(members.withdrawn, &mut memory.resolver);
            headline::headline(&withdrawn)
        })
        .unwrap_or_else(|| "Event".to_owned());
    let cluster = members.cluster;
    let several = assertions.len() + withdrawn.len() > 1;
    let probability = cluster.and_then(|cluster| cluster.probability()).filter(|_| several);
    let event = ReconciledEvent {
        id: EventId::of(assertions.iter().chain(&withdrawn)),
        headline,
        occurrence,
        without_denials,
        attribution,
        origins: origins(&story),
        probability: probability.map(rounded),
        silences: silence::silences(&story, &attributes),
        alternative: alternative::alternative(context, members, &story, &attributes),
        links: cluster.map_or_else(Vec::new, |cluster| links(context, members, cluster, memory)),
        attributes,
        assertions,
        withdrawn,
    };
    (event, story)
}

/// A probability as reports show it: four decimals.
pub(super) fn rounded(probability: f64) -> f64 {
    (probability.clamp(0.0, 1.0) * 1e4).round() / 1e4
}

fn links(
    context: &Context<'_>,
    members: &Members<'_>,
    cluster: ClusterRef<'_>,
    memory: &mut Memory<'_>,
) -> Vec<Link> {
    if cluster.links().len() == 0 {
        return Vec::new();
    }
    let mut inside: Vec<usize> = members.all().collect();
    inside.sort_unstable();
    let is_inside = |at: usize| inside.binary_search(&at).is_ok();
    let inside = cluster.links().filter(|link| is_inside(link.left()) && is_inside(link.right()));
    let mut links = Vec::with_capacity(cluster.links().len());
    links.extend(inside.filter_map(|link| {
        let id = |at: usize| Some(context.assertions.get(at)?.id().clone());
        Some(Link {
            left: id(link.left())?,
            right: id(link.right())?,
            probability: rounded(link.probability()),
            reasons: memory.reasons(&link),
        })
    }));
    links.sort_by(|left: &Link, right| {
        right
            .probability
            .total_cmp(&left.probability)
            .then_with(|| (&left.left, &left.right).cmp(&(&right.left, &right.right)))
    });
    links
}

/// The origins by view, then by name. An origin that speaks in several ways is listed by the first.
fn origins(story: &Story<'_>) -> Vec<Origin> {
    // Stable: within an origin the statements stay in the order of their ids.
    let mut ordered: Vec<&Statement<'_>> = story.statements.iter().collect();
    ordered.sort_by_key(|statement| statement.origin);
    let grouped = || ordered.chunk_by(|left, right| left.origin == right.origin);
    let mut origins = Vec::with_capacity(grouped().count());
    origins.extend(grouped().filter_map(|statements| {
        let first = statements
            .iter()
            .min_by_key(|statement| (statement.view, statement.assertion.kind()))?;
        let ids = statements.iter().map(|statement| statement.assertion.id().clone());
        Some(Origin {
            name: speaker_name(story.lexicons, first).to_owned(),
            view: first.view,
            assertions: ids.collect(),
        })
    }));
    origins.sort_by(|left: &Origin, right| {
        (left.view, &left.name, &left.assertions).cmp(&(right.view, &right.name, &right.assertions))
    });
    origins
}

/// The speaker of a statement under the name that the lexicon shows, or under its own.
pub(super) fn speaker_name<'s>(lexicons: &'s Lexicons, statement: &'s Statement<'_>) -> &'s str {
    speaker(lexicons, statement.assertion, &statement.resolved)
}

/// The same of any assertion.
pub(super) fn speaker<'s>(
    lexicons: &'s Lexicons,
    assertion: &'s Assertion,
    resolved: &Resolved,
) -> &'s str {
    match resolved.speaker.id {
        Some(id) => &lexicons.actors().actor(id).name,
        None => &assertion.source().name,
    }
}
