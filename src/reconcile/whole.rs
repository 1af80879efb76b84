//! The whole account of a data set.

use super::account::{PossibleLink, ReconciledEvent, Reconciliation, Summary, Unresolved};
use super::event::{Context, event, rounded};
use super::finding::Verdict;
use super::gather::{Gathered, gather};
use super::history::{History, Index};
use super::record::Records;
use super::scope::{Digest, when};
use super::tally::Tallies;
use super::threat::threat;
use super::unresolved::unresolved;
use crate::cluster::{Partition, ScoredLink};
use crate::model::Assertion;
use crate::normalize::{Lexicons, Resolver};

/// Reconciles the events of a partition, and gives everything else its place.
///
/// The result does not depend on the order of the assertions, of the clusters or of their members.
/// Indices of the partition that lead to no assertion are ignored; an assertion that is in no
/// cluster and says that something happened is an event of its own.
///
/// # Examples
///
/// ```
/// use corroborate::cluster::{Cluster, Partition};
/// use corroborate::model::Assertion;
/// use corroborate::normalize::Lexicons;
/// use corroborate::reconcile::{Attribute, Occurrence, Verdict, reconcile};
///
/// let claim = Assertion::claim("claim", "Ahl al-Tha'er").munitions("rockets", 5).build()?;
/// let official = Assertion::confirmation("official", "CENTCOM").munitions("rockets", 2).build()?;
/// let partition = Partition::of(vec![Cluster::of(vec![0, 1])]);
///
/// let account = reconcile(&[claim, official], &partition, &Lexicons::shipped());
/// let event = &account.events[0];
/// assert_eq!(event.occurrence, Occurrence::ConfirmedClaimed);
/// let count = &event.attributes[&Attribute::Count];
/// assert_eq!(count.verdict, Verdict::Conflict);
/// assert_eq!(count.explanation, "claimed: 5 fired; confirmed: 2 fired");
/// # Ok::<(), corroborate::model::InvalidAssertion>(())
/// ```
#[must_use]
pub fn reconcile(
    assertions: &[Assertion],
    partition: &Partition,
    lexicons: &Lexicons,
) -> Reconciliation {
    let index = Index::of(assertions);
    let history = History::of(assertions, &index);
    let gathered = gather(assertions, partition, &history, &index);
    let context = Context { assertions, index: &index, history: &history, lexicons };
    let mut lookup = Resolver::new(lexicons);
    let Gathered { events: groups, threats, tallies, set_aside } = gathered;
    let scoped = !threats.is_empty() || !tallies.is_empty();

    let mut records = Records::default();
    let mut digests: Vec<Digest> = Vec::new();
    let mut unknown: Vec<Unresolved> = Vec::new();
    let mut events: Vec<(Option<i64>, ReconciledEvent)> = Vec::with_capacity(groups.len());
    for members in &groups {
        let (event, story) = event(&context, members, &mut lookup);
        records.event(&event, &story);
        if scoped {
            digests.extend(Digest::of(&event.id, &story));
        }
        for statement in &story.statements {
            unknown.extend(unresolved(statement.assertion, &statement.resolved));
        }
        let start = when(&story).and_then(|span| span.start.or(span.end));
        events.push((start, event));
    }
    // An event without any time comes last.
    events.sort_by(|(one, left), (other, right)| {
        (one.is_none(), one, &left.id).cmp(&(other.is_none(), other, &right.id))
    });
    digests.sort_by(|left, right| (left.start(), &left.id).cmp(&(right.start(), &right.id)));

    let mut account = Reconciliation {
        events: events.into_iter().map(|(_, event)| event).collect(),
        possible_links: possible_links(assertions, &partition.possible),
        ..Reconciliation::default()
    };
    for at in &threats {
        let Some(assertion) = assertions.get(*at) else { continue };
        let resolved = lookup.resolve(assertion);
        unknown.extend(unresolved(assertion, &resolved));
        account.threats.push(threat(assertion, &resolved, &digests, lexicons));
    }
    let mut counted = Tallies::over(&digests, lexicons);
    for at in &tallies {
        let Some(assertion) = assertions.get(*at) else { continue };
        let resolved = lookup.resolve(assertion);
        unknown.extend(unresolved(assertion, &resolved));
        account.tallies.push(counted.tally(assertion, &resolved));
    }
    let elsewhere = threats.iter().chain(&tallies).filter_map(|at| assertions.get(*at));
    let aside: std::collections::BTreeSet<_> =
        set_aside.iter().map(|aside| &aside.assertion).collect();
    let aside = assertions.iter().filter(|assertion| aside.contains(assertion.id()));
    for assertion in elsewhere.chain(aside) {
        let resolved = lookup.resolve(assertion);
        let name = match resolved.speaker.id {
            Some(id) => lexicons.actors().actor(id).name.to_string(),
            None => assertion.source().name.clone(),
        };
        records.assertion(&name, &resolved, assertion.kind(), lexicons);
    }
    unknown.sort();
    unknown.dedup();
    account.unresolved = unknown;
    account.set_aside = set_aside;
    (account.sources, account.sides) = records.finish();
    account.summary = summary(assertions.len(), &account.events);
    account
}

fn possible_links(assertions: &[Assertion], links: &[ScoredLink]) -> Vec<PossibleLink> {
    let mut links: Vec<PossibleLink> = links
        .iter()
        .filter_map(|link| {
            Some(PossibleLink {
                left: assertions.get(link.left)?.id().clone(),
                right: assertions.get(link.right)?.id().clone(),
                probability: rounded(link.probability),
                explanation: link.reasons.join("; "),
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

fn summary(assertions: usize, events: &[ReconciledEvent]) -> Summary {
    let mut summary = Summary {
        assertions: assertions as u64,
        events: events.len() as u64,
        ..Summary::default()
    };
    for event in events {
        *summary.by_occurrence.entry(event.occurrence).or_default() += 1;
        *summary.by_attribution.entry(event.attribution).or_default() += 1;
        for (attribute, finding) in &event.attributes {
            if finding.verdict == Verdict::Conflict {
                *summary.conflicts_by_attribute.entry(*attribute).or_default() += 1;
            }
        }
    }
    summary
}
