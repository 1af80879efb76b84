//! Events whose assertions are read when they are needed, a run of events at a time, in the order of
//! the report.

use std::io;

use rustc_hash::{FxHashMap, FxHashSet};

use super::account::{EventId, Reconciliation, Unresolved};
use super::event::Context;
use super::gather::{Facts, Gathered, Members, gather, set_aside};
use super::history::{History, Index};
use super::scope::{Dated, order, when_of};
use super::unresolved::unresolved;
use super::whole::{EVENTS_AT_A_TIME, Elsewhere, Part, Whole};
use crate::cluster::{Cluster, Partition, ScoredLink, Split};
use crate::model::{Assertion, AssertionId, AssertionKind, Span};
use crate::normalize::{Lexicons, Resolved, Resolver};
use crate::threads::{self, Pool};

/// Assertions that lie elsewhere, with the little that is always at hand.
pub(crate) trait Source: Sync {
    /// How many there are.
    fn count(&self) -> usize;
    /// The assertions of these rows.
    fn read(&self, rows: &[usize]) -> io::Result<Vec<Assertion>>;
    /// The id of a row.
    fn id(&self, row: usize) -> &str;
    /// The row of an id.
    fn row(&self, id: &str) -> Option<usize>;
    /// What the speaker does by saying it; `None` beyond the last.
    fn kind(&self, row: usize) -> Option<AssertionKind>;
    /// Whether it describes something that happened.
    fn has_event(&self, row: usize) -> bool;
    /// Whether it was retracted or replaced.
    fn is_withdrawn(&self, row: usize) -> bool;
    /// Whether it was claimed anew under another name.
    fn is_superseded(&self, row: usize) -> bool;
    /// When it happened and when it was said, as [`Resolved`] has it.
    fn times(&self, row: usize) -> (Option<Span>, Option<Span>);
}

impl<S: Source> Facts for S {
    fn count(&self) -> usize {
        Source::count(self)
    }

    fn kind(&self, at: usize) -> Option<AssertionKind> {
        Source::kind(self, at)
    }

    fn has_event(&self, at: usize) -> bool {
        Source::has_event(self, at)
    }

    fn is_withdrawn(&self, at: usize) -> bool {
        Source::is_withdrawn(self, at)
    }

    fn sort(&self, indices: &mut [usize]) {
        indices.sort_by(|left, right| self.id(*left).cmp(self.id(*right)));
    }
}

/// Where every assertion belongs, with the events in the order of the report.
#[derive(Debug)]
pub(crate) struct Plan<'p> {
    events: Vec<Planned<'p>>,
    threats: Vec<usize>,
    tallies: Vec<usize>,
    set_aside: Vec<usize>,
}

#[derive(Debug)]
struct Planned<'p> {
    second: Option<i64>,
    number: u64,
    members: Members<'p>,
}

impl<'p> Plan<'p> {
    /// The plan for the events of a partition.
    pub(crate) fn of(source: &impl Source, partition: &'p Partition) -> Self {
        let Gathered { events, threats, tallies, set_aside } = gather(source, partition);
        let mut events: Vec<Planned<'p>> = events
            .into_iter()
            .map(|members| Planned {
                second: second(source, &members.live),
                number: number(source, &members),
                members,
            })
            .collect();
        // An event without any time comes last.
        events.sort_by(|left, right| {
            let key = |event: &Planned<'_>| (event.second.is_none(), event.second, event.number);
            key(left).cmp(&key(right))
        });
        Self { events, threats, tallies, set_aside }
    }

    /// How many events there are.
    pub(crate) fn len(&self) -> u64 {
        self.events.len() as u64
    }

    /// The assertions that are set aside, by id.
    pub(crate) fn set_aside(&self) -> &[usize] {
        &self.set_aside
    }

    /// The event of each row, where it has one.
    pub(crate) fn event_of(&self, rows: usize) -> Vec<Option<u64>> {
        let mut event_of = vec![None; rows];
        for event in &self.events {
            for row in event.members.live.iter().chain(&event.members.withdrawn) {
                if let Some(place) = event_of.get_mut(*row) {
                    *place = Some(event.number);
                }
            }
        }
        event_of
    }

    /// Reconciles all events, in their order. `render` puts some events, as an account with their
    /// assertions, into bytes; `sink` takes the bytes in order, with how many events they and all before them are.
    pub(crate) fn run<B: Send>(
        &self,
        source: &impl Source,
        lexicons: &Lexicons,
        render: impl Fn(&Reconciliation, &[Assertion]) -> io::Result<B> + Sync + Send,
        mut sink: impl FnMut(B, u64) -> io::Result<()>,
    ) -> io::Result<Summed> {
        let scoped = !self.threats.is_empty() || !self.tallies.is_empty();
        let resolvers = Pool::new();
        let mut whole = Whole::default();
        let mut done = 0;
        for run in self.events.chunks(EVENTS_AT_A_TIME * 4 * threads::count()) {
            let parts = threads::map_chunks(run, EVENTS_AT_A_TIME, |events| {
                let local = Local::read(source, events)?;
                let mut part = resolvers.with(
                    || Resolver::new(lexicons),
                    |resolver| local.reconcile(lexicons, scoped, resolver),
                );
                // They are found again in the order of the ids.
                part.whole.unknown = Vec::new();
                let account = Reconciliation {
                    events: part.events.into_iter().map(|(_, event)| event).collect(),
                    ..Reconciliation::default()
                };
                Ok::<_, io::Error>((render(&account, &local.assertions)?, events.len(), part.whole))
            });
            for part in parts {
                let (bytes, events, more) = part?;
                done += events as u64;
                sink(bytes, done)?;
                whole.append(more);
            }
        }
        whole.digests.sort();
        Ok(Summed { whole })
    }

    /// What is said outside of events: the accounts of the threats and tallies, and everything that the
    /// events do not show.
    pub(crate) fn rest(
        &self,
        source: &impl Source,
        lexicons: &Lexicons,
        summed: Summed,
    ) -> io::Result<Reconciliation> {
        let mut account = Reconciliation::default();
        let Whole { mut records, digests, summary, .. } = summed.whole;
        let mut elsewhere = Elsewhere::new(&digests, lexicons);
        let mut lookup = Resolver::new(lexicons);
        let kind_of = |id: &AssertionId| source.kind(source.row(id.as_str())?);
        for rows in [&self.threats, &self.tallies, &self.set_aside] {
            for rows in rows.chunks(EVENTS_AT_A_TIME) {
                for assertion in source.read(rows)? {
                    let resolved: Resolved = lookup.resolve(&assertion);
                    elsewhere.count(&mut records, &assertion, &resolved);
                    match assertion.kind() {
                        AssertionKind::Threat => {
                            account.threats.push(elsewhere.threat(&assertion, &resolved));
                        }
                        AssertionKind::Tally => {
                            account.tallies.push(elsewhere.tally(&assertion, &resolved));
                        }
                        _ => account.set_aside.push(set_aside(&assertion, kind_of)),
                    }
                }
            }
        }
        (account.sources, account.sides) = records.finish();
        account.summary = summary;
        account.summary.assertions = source.count() as u64;
        Ok(account)
    }
}

/// The sums over all events of a plan.
#[derive(Debug)]
pub(crate) struct Summed {
    whole: Whole,
}

/// The texts of an assertion that no lexicon knows, in the order of the report.
pub(crate) fn unknown(assertion: &Assertion, resolved: &Resolved) -> Vec<Unresolved> {
    let mut rows = unresolved(assertion, resolved);
    rows.sort();
    rows.dedup();
    rows
}

/// The second by which an event is put into order.
fn second(source: &impl Source, live: &[usize]) -> Option<i64> {
    order(when_of(live.iter().filter_map(|row| {
        let kind = source.kind(*row)?;
        let (time, published) = source.times(*row);
        let affirms = !matches!(kind, AssertionKind::Denial | AssertionKind::NoComment);
        Some(Dated { affirms, kind, time, published })
    })))
}

fn number(source: &impl Source, members: &Members<'_>) -> u64 {
    let mut rows: Vec<usize> = members.live.iter().chain(&members.withdrawn).copied().collect();
    Facts::sort(source, &mut rows);
    EventId::number(rows.iter().map(|row| source.id(*row)))
}

/// Some events with their assertions in memory. Indices are those of the assertions here.
struct Local {
    assertions: Vec<Assertion>,
    history: History,
    events: Vec<LocalEvent>,
}

struct LocalEvent {
    live: Vec<usize>,
    withdrawn: Vec<usize>,
    cluster: Option<Cluster>,
}

impl Local {
    fn read(source: &impl Source, events: &[Planned<'_>]) -> io::Result<Self> {
        let mut rows: Vec<usize> = events
            .iter()
            .flat_map(|event| event.members.live.iter().chain(&event.members.withdrawn).copied())
            .collect();
        let mut assertions = source.read(&rows)?;
        let mut known: FxHashSet<usize> = rows.iter().copied().collect();
        // What a retraction refers to decides on what it counts as.
        let referred: Vec<usize> = assertions
            .iter()
            .filter(|assertion| assertion.kind() == AssertionKind::Retraction)
            .flat_map(|assertion| assertion.about().iter())
            .filter_map(|id| source.row(id.as_str()))
            .filter(|row| known.insert(*row))
            .collect();
        assertions.extend(source.read(&referred)?);
        rows.extend(referred);
        let place: FxHashMap<usize, usize> =
            rows.iter().enumerate().map(|(place, row)| (*row, place)).collect();
        let places = |rows: &[usize]| -> Vec<usize> {
            rows.iter().filter_map(|row| place.get(row).copied()).collect()
        };
        let flagged = |flag: &dyn Fn(usize) -> bool| -> FxHashSet<usize> {
            let flagged = rows.iter().enumerate().filter(|(_, row)| flag(**row));
            flagged.map(|(place, _)| place).collect()
        };
        let events = events
            .iter()
            .map(|event| LocalEvent {
                live: places(&event.members.live),
                withdrawn: places(&event.members.withdrawn),
                cluster: event.members.cluster.map(|cluster| Cluster {
                    members: places(&cluster.members),
                    probability: cluster.probability,
                    links: cluster
                        .links
                        .iter()
                        .filter_map(|link| {
                            let left = *place.get(&link.left)?;
                            let right = *place.get(&link.right)?;
                            Some(ScoredLink { left, right, ..link.clone() })
                        })
                        .collect(),
                    alternative: cluster.alternative.as_ref().map(|split| {
                        let parts = split.parts.iter().map(|part| places(part)).collect();
                        Split::new(parts, split.probability)
                    }),
                }),
            })
            .collect();
        let history = History::known(
            flagged(&|row| source.is_withdrawn(row)),
            flagged(&|row| source.is_superseded(row)),
        );
        Ok(Self { assertions, history, events })
    }

    fn reconcile(&self, lexicons: &Lexicons, scoped: bool, resolver: &mut Resolver<'_>) -> Part {
        let index = Index::of(&self.assertions);
        let context = Context {
            assertions: &self.assertions,
            index: &index,
            history: &self.history,
            lexicons,
        };
        let members: Vec<Members<'_>> = self
            .events
            .iter()
            .map(|event| Members {
                live: event.live.clone(),
                withdrawn: event.withdrawn.clone(),
                cluster: event.cluster.as_ref(),
            })
            .collect();
        Part::of(&context, &members, scoped, resolver)
    }
}

/// Rows that have texts that no lexicon knows and that the report lists: those in events and not
/// withdrawn, threats and tallies.
pub(crate) fn lists_unknown(source: &impl Source, row: usize) -> bool {
    matches!(source.kind(row), Some(AssertionKind::Threat | AssertionKind::Tally))
        || !Source::is_withdrawn(source, row)
}
