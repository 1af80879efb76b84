//! One event: its statements, what they say of each attribute, and its status.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::account::{EventId, Link, Origin, ReconciledEvent};
use super::attribution::{attribution, attribution_status};
use super::casualties::casualties;
use super::count::count;
use super::damage::damage;
use super::existence::{existence, occurrence};
use super::finding::{Attribute, View};
use super::gather::Members;
use super::history::{History, Index, effective_kind};
use super::munition::munition;
use super::place::place;
use super::sides::{Speaker, views_and_origins};
use super::status::Occurrence;
use super::story::{Statement, Story};
use super::time::time;
use super::{alternative, headline, silence};
use crate::cluster::ClusterRef;
use crate::model::{Assertion, AssertionId};
use crate::normalize::{Lexicons, Resolved, Resolver};

/// What all events of a data set are reconciled with.
#[derive(Debug)]
pub(super) struct Context<'a> {
    pub(super) assertions: Assertions<'a>,
    pub(super) index: &'a Index<'a>,
    pub(super) history: &'a History,
    pub(super) lexicons: &'a Lexicons,
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
    pub(super) fn story(
        &self,
        live: impl Iterator<Item = usize>,
        lookup: &mut Resolver<'_>,
    ) -> Story<'a> {
        let members: Vec<(usize, &'a Assertion)> =
            live.filter_map(|at| Some((at, self.assertions.get(at)?))).collect();
        let resolved: Vec<Resolved> =
            members.iter().map(|(_, assertion)| lookup.resolve(assertion)).collect();
        let position: BTreeMap<usize, usize> =
            members.iter().enumerate().map(|(position, (at, _))| (*at, position)).collect();
        let speakers: Vec<Speaker<'_>> = members
            .iter()
            .zip(&resolved)
            .map(|((_, assertion), resolved)| Speaker {
                kind: effective_kind(assertion, self.assertions, self.index),
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
        drop(speakers);
        let statements = members
            .into_iter()
            .zip(resolved)
            .zip(sides)
            .map(|(((at, assertion), resolved), (view, origin))| Statement {
                index: at,
                assertion,
                means: means(assertion, &resolved, lookup),
                resolved,
                view,
                origin,
                superseded: self.history.is_superseded(at),
            })
            .collect();
        Story { statements, lexicons: self.lexicons }
    }
}

/// Which of the actors are what it was done with, not who did it: "an AC-130 gunship".
fn means(assertion: &Assertion, resolved: &Resolved, lookup: &mut Resolver<'_>) -> Vec<bool> {
    let actors = assertion.actors().zip(&resolved.actors);
    actors
        .map(|(name, actor)| {
            let unknown = actor.id.is_none() && actor.candidates.is_empty();
            unknown && !lookup.munition(name).classes.is_empty()
        })
        .collect()
}

/// Reconciles one event.
pub(super) fn event<'a>(
    context: &Context<'a>,
    members: &Members<'_>,
    resolver: &mut Resolver<'_>,
) -> (ReconciledEvent, Story<'a>) {
    let story = context.story(members.live.iter().map(|at| *at as usize), resolver);
    let get = |at: &u32| context.assertions.get(*at as usize);
    let ids = |which: &[u32]| -> Vec<AssertionId> {
        which.iter().filter_map(|at| Some(get(at)?.id().clone())).collect()
    };
    let (assertions, withdrawn) = (ids(members.live), ids(members.withdrawn));
    let affirmed_before = members.withdrawn.iter().any(|at| {
        get(at).is_some_and(|assertion| {
            effective_kind(assertion, context.assertions, context.index).affirms()
        })
    });
    // Members without anything that happened or did not are set aside before.
    let (occurrence, without_denials) =
        occurrence(&story, affirmed_before).unwrap_or((Occurrence::Withdrawn, None));
    let mut attributes = BTreeMap::new();
    for (attribute, finding) in [
        (Attribute::Existence, existence(&story)),
        (Attribute::Attribution, attribution(&story)),
        (Attribute::Time, time(&story)),
        (Attribute::Place, place(&story)),
        (Attribute::Munition, munition(&story)),
        (Attribute::Count, count(&story)),
        (Attribute::Casualties, casualties(&story)),
        (Attribute::Damage, damage(&story)),
    ] {
        if let Some(finding) = finding {
            attributes.insert(attribute, finding);
        }
    }
    let attribution = attribution_status(&story, attributes.get(&Attribute::Attribution));
    let cluster = members.cluster;
    let several = assertions.len() + withdrawn.len() > 1;
    let probability = cluster.and_then(|cluster| cluster.probability()).filter(|_| several);
    let event = ReconciledEvent {
        id: EventId::of(assertions.iter().chain(&withdrawn)),
        headline: headline::headline(&story),
        occurrence,
        without_denials,
        attribution,
        origins: origins(&story),
        probability: probability.map(rounded),
        silences: silence::silences(&story, &attributes),
        alternative: alternative::alternative(context, members, &story, &attributes, resolver),
        links: cluster.map_or_else(Vec::new, |cluster| links(context, members, cluster)),
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

fn links(context: &Context<'_>, members: &Members<'_>, cluster: ClusterRef<'_>) -> Vec<Link> {
    if cluster.links().len() == 0 {
        return Vec::new();
    }
    let mut inside: Vec<usize> = members.all().collect();
    inside.sort_unstable();
    let is_inside = |at: usize| inside.binary_search(&at).is_ok();
    let mut links: Vec<Link> = cluster
        .links()
        .filter(|link| is_inside(link.left()) && is_inside(link.right()))
        .filter_map(|link| {
            let id = |at: usize| Some(context.assertions.get(at)?.id().clone());
            Some(Link {
                left: id(link.left())?,
                right: id(link.right())?,
                probability: rounded(link.probability()),
                reasons: link.reasons().into_iter().map(str::to_owned).collect(),
            })
        })
        .collect();
    links.sort_by(|left, right| {
        right
            .probability
            .total_cmp(&left.probability)
            .then_with(|| (&left.left, &left.right).cmp(&(&right.left, &right.right)))
    });
    links
}

/// The origins by view, then by name. An origin that speaks in several ways is listed by the first.
fn origins(story: &Story<'_>) -> Vec<Origin> {
    let mut grouped: BTreeMap<usize, Vec<&Statement<'_>>> = BTreeMap::new();
    for statement in &story.statements {
        grouped.entry(statement.origin).or_default().push(statement);
    }
    let mut origins: Vec<Origin> = grouped
        .into_values()
        .filter_map(|statements| {
            let first = statements.iter().min_by_key(|statement| {
                (statement.view, statement.assertion.kind(), statement.assertion.id())
            })?;
            let view: View = first.view;
            Some(Origin {
                name: speaker_name(story.lexicons, first),
                view,
                assertions: statements
                    .iter()
                    .map(|statement| statement.assertion.id().clone())
                    .collect(),
            })
        })
        .collect();
    origins.sort_by(|left, right| {
        (left.view, &left.name, &left.assertions).cmp(&(right.view, &right.name, &right.assertions))
    });
    origins
}

/// The speaker of a statement under the name that the lexicon shows, or under its own.
pub(super) fn speaker_name(lexicons: &Lexicons, statement: &Statement<'_>) -> String {
    speaker(lexicons, statement.assertion, &statement.resolved)
}

/// The same of any assertion.
pub(super) fn speaker(lexicons: &Lexicons, assertion: &Assertion, resolved: &Resolved) -> String {
    match resolved.speaker.id {
        Some(id) => lexicons.actors().actor(id).name.to_string(),
        None => assertion.source().name.clone(),
    }
}
