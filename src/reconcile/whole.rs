//! The whole account of a data set.

use std::collections::BTreeMap;

use super::account::{
    PossibleLink, ReconciledEvent, Reconciliation, Summary, TallyAccount, ThreatAccount, Unresolved,
};
use super::event::{Assertions, Context, Memory, event, rounded, speaker};
use super::finding::Verdict;
use super::gather::{Gathered, InMemory, Members, gather, set_aside};
use super::history::{History, Index};
use super::munition::Loose;
use super::record::Records;
use super::scope::{Digests, order, when};
use super::tally::Tallies;
use super::threat::Threats;
use super::unresolved::unresolved;
use crate::cluster::{self, Partition};
use crate::model::{Assertion, AssertionId, AssertionKind};
use crate::normalize::{Lexicons, Resolved, Resolver};
use crate::threads::{self, Pool};

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
    let gathered = gather(&InMemory { assertions, history: &history }, partition);
    let Gathered { events: groups, threats, tallies, set_aside: aside, .. } = &gathered;
    let context = Context {
        assertions: Assertions::All(assertions),
        index: &index,
        history: &history,
        lexicons,
        loose: Loose::of(lexicons.munitions()),
    };
    let scoped = !threats.is_empty() || !tallies.is_empty();

    let desks = Pool::new();
    let parts = threads::map_chunks(groups, EVENTS_AT_A_TIME, |groups| {
        let members = groups.iter().map(|group| gathered.members(*group));
        desks.with(|| Desk::new(lexicons), |desk| Part::of(&context, members, scoped, desk))
    });
    let mut whole = Whole::default();
    let parts = parts.into_iter().map(|part| {
        whole.append(part.whole);
        (part.events, part.seconds)
    });
    let events = in_order(parts, groups.len());
    whole.digests.sort();

    let mut account = Reconciliation {
        events,
        possible_links: {
            let id_of = |at: usize| Some(assertions.get(at)?.id().clone());
            let text_of = |at: usize| assertions.get(at).map_or("", |one| one.id().as_str());
            let links = possible_links(text_of, partition);
            let told = threads::map_chunks(&links, LINKS_AT_A_TIME, |links| {
                links.iter().filter_map(|link| possible_link(id_of, link)).collect::<Vec<_>>()
            });
            told.into_iter().flatten().collect()
        },
        ..Reconciliation::default()
    };
    let mut elsewhere = Elsewhere::new(&whole.digests, lexicons);
    let mut lookup = Resolver::new(lexicons);
    let kind_of = |id: &AssertionId| Some(assertions.get(index.get(id)?)?.kind());
    let (mut records, mut unknown) = (Desk::records(desks), whole.unknown);
    for assertion in
        threats.iter().chain(tallies).chain(aside).filter_map(|at| assertions.get(*at as usize))
    {
        let resolved = lookup.resolve(assertion);
        elsewhere.count(&mut records, assertion, &resolved);
        match assertion.kind() {
            AssertionKind::Threat => account.threats.push(elsewhere.threat(assertion, &resolved)),
            AssertionKind::Tally => account.tallies.push(elsewhere.tally(assertion, &resolved)),
            _ => {
                account.set_aside.push(set_aside(assertion, kind_of));
                continue;
            }
        }
        unknown.extend(unresolved(assertion, &resolved));
    }
    unknown.sort();
    unknown.dedup();
    account.unresolved = unknown;
    (account.sources, account.sides) = records.finish();
    account.summary = Summary { assertions: assertions.len() as u64, ..whole.summary };
    account
}

/// The events of all parts by their seconds, then by id; an event without any time comes last.
fn in_order(
    parts: impl Iterator<Item = (Vec<ReconciledEvent>, Vec<Option<i64>>)>,
    count: usize,
) -> Vec<ReconciledEvent> {
    // Only the keys are sorted: an event is large.
    let mut keys = Vec::with_capacity(count);
    let parts =
        parts.enumerate().map(|(part, (events, seconds))| {
            let places = events.iter().zip(seconds).enumerate();
            keys.extend(places.map(|(place, (event, second))| {
                ((second.is_none(), second, event.id), (part, place))
            }));
            events.into_iter().map(Some).collect()
        });
    let mut parts: Vec<Vec<Option<ReconciledEvent>>> = parts.collect();
    keys.sort_unstable();
    let mut events = Vec::with_capacity(count);
    let places = keys.into_iter().map(|(_, place)| place);
    events.extend(places.filter_map(|(part, place)| parts.get_mut(part)?.get_mut(place)?.take()));
    events
}

/// What belongs to no event: held against the events, and counted for its speaker.
#[derive(Debug)]
pub(super) struct Elsewhere<'d> {
    lexicons: &'d Lexicons,
    followed: Threats<'d>,
    counted: Tallies<'d>,
}

impl<'d> Elsewhere<'d> {
    /// Beside these events, which are sorted by their start.
    pub(super) fn new(digests: &'d Digests, lexicons: &'d Lexicons) -> Self {
        Self {
            lexicons,
            followed: Threats::before(digests, lexicons),
            counted: Tallies::over(digests, lexicons),
        }
    }

    /// Counts an assertion for its speaker.
    pub(super) fn count(&self, records: &mut Records, assertion: &Assertion, resolved: &Resolved) {
        let name = speaker(self.lexicons, assertion, resolved);
        records.assertion(name, resolved, assertion.kind(), self.lexicons);
    }

    /// A threat and what followed.
    pub(super) fn threat(&mut self, assertion: &Assertion, resolved: &Resolved) -> ThreatAccount {
        self.followed.threat(assertion, resolved)
    }

    /// A total and what was found in its scope.
    pub(super) fn tally(&mut self, assertion: &Assertion, resolved: &Resolved) -> TallyAccount {
        self.counted.tally(assertion, resolved)
    }
}

/// Events that one thread reconciles in one go: enough to be worth the hand-over, few enough that all
/// threads end at the same time.
pub(super) const EVENTS_AT_A_TIME: usize = 256;

/// Some events.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) events: Vec<ReconciledEvent>,
    /// By which the events are sorted, parallel to them.
    seconds: Vec<Option<i64>>,
    pub(super) whole: Whole,
}

/// What one thread remembers from event to event.
#[derive(Debug)]
pub(super) struct Desk<'l> {
    memory: Memory<'l>,
    /// Counts of all events that it had, which add up in any order.
    records: Records,
}

impl<'l> Desk<'l> {
    pub(super) fn new(lexicons: &'l Lexicons) -> Self {
        Self { memory: Memory::new(lexicons), records: Records::default() }
    }

    /// What was counted at all desks together.
    pub(super) fn records(desks: Pool<Self>) -> Records {
        let mut records = Records::default();
        for desk in desks.into_values() {
            records.append(desk.records);
        }
        records
    }
}

/// What is known of a data set beside its events: of some of them, and put together of all.
#[derive(Debug, Default)]
pub(super) struct Whole {
    /// Only where a threat or a tally asks for them.
    pub(super) digests: Digests,
    pub(super) unknown: Vec<Unresolved>,
    pub(super) summary: Summary,
}

impl Part {
    pub(super) fn of<'m>(
        context: &Context<'_>,
        groups: impl ExactSizeIterator<Item = Members<'m>>,
        scoped: bool,
        desk: &mut Desk<'_>,
    ) -> Self {
        let mut whole = Whole::default();
        let mut events = Vec::with_capacity(groups.len());
        let mut seconds = Vec::with_capacity(groups.len());
        for members in groups {
            let (event, story) = event(context, &members, &mut desk.memory);
            let happened = when(&story);
            desk.records.event(&event, &story, happened);
            if scoped {
                whole.digests.add(&event.id, &story);
            }
            for statement in &story.statements {
                whole.unknown.extend(unresolved(statement.assertion, &statement.resolved));
            }
            count(&mut whole.summary, &event);
            events.push(event);
            seconds.push(order(happened));
        }
        Self { events, seconds, whole }
    }
}

impl Whole {
    pub(super) fn append(&mut self, others: Self) {
        self.digests.append(others.digests);
        self.unknown.extend(others.unknown);
        let (sums, more) = (&mut self.summary, others.summary);
        sums.events += more.events;
        add(&mut sums.by_occurrence, more.by_occurrence);
        add(&mut sums.by_attribution, more.by_attribution);
        add(&mut sums.conflicts_by_attribute, more.conflicts_by_attribute);
    }
}

fn add<K: Ord>(sums: &mut BTreeMap<K, u64>, more: BTreeMap<K, u64>) {
    for (key, count) in more {
        *sums.entry(key).or_default() += count;
    }
}

fn count(summary: &mut Summary, event: &ReconciledEvent) {
    summary.events += 1;
    *summary.by_occurrence.entry(event.occurrence).or_default() += 1;
    *summary.by_attribution.entry(event.attribution).or_default() += 1;
    for (attribute, finding) in &event.attributes {
        if finding.verdict == Verdict::Conflict {
            *summary.conflicts_by_attribute.entry(*attribute).or_default() += 1;
        }
    }
}

/// Links that one thread puts into words in one go.
const LINKS_AT_A_TIME: usize = 1024;

/// The possible links, each with its probability as the report has it: by falling probability, then by ids.
pub(crate) fn possible_links<'p, 'i>(
    id_of: impl Fn(usize) -> &'i str,
    partition: &'p Partition,
) -> Vec<(f64, cluster::Link<'p>)> {
    let links = partition.possible();
    let mut links: Vec<_> = links.map(|link| (rounded(link.probability()), link)).collect();
    let ids = |link: &cluster::Link<'_>| (id_of(link.left()), id_of(link.right()));
    // Matching gives them nearly in this order already, of which a stable sort makes use.
    links.sort_by(|(left, one), (right, other)| {
        right.total_cmp(left).then_with(|| ids(one).cmp(&ids(other)))
    });
    links
}

/// A possible link with the ids of its assertions; `None` where it has none.
pub(crate) fn possible_link(
    id_of: impl Fn(usize) -> Option<AssertionId>,
    (probability, link): &(f64, cluster::Link<'_>),
) -> Option<PossibleLink> {
    Some(PossibleLink {
        left: id_of(link.left())?,
        right: id_of(link.right())?,
        probability: *probability,
        explanation: link.reasons().join("; "),
    })
}
