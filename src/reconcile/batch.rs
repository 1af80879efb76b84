//! Events whose assertions are read when they are needed, a run of events at a time, in the order of
//! the report.

use std::io;

use rustc_hash::{FxHashMap, FxHashSet};

use super::account::{EventId, Reconciliation, Unresolved};
use super::event::{Assertions, Context};
use super::gather::{Facts, Gathered, Group, Members, gather, set_aside};
use super::history::{History, Index};
use super::munition::Loose;
use super::record::Records;
use super::scope::{Dated, order, when_of};
use super::unresolved::unresolved;
use super::whole::{Desk, EVENTS_AT_A_TIME, Elsewhere, Part, Whole};
use crate::cluster::Partition;
use crate::model::{Assertion, AssertionId, AssertionKind, Span};
use crate::normalize::{Lexicons, Resolved, Resolver};
use crate::threads::{self, Pool};

/// Events that one thread reads, reconciles and renders in one go: few enough that what was read is still in
/// its cache when it is rendered.
const EVENTS_IN_CACHE: usize = 64;

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

    fn sort(&self, indices: &mut [u32]) {
        indices
            .sort_unstable_by(|left, right| self.id(*left as usize).cmp(self.id(*right as usize)));
    }
}

/// Where every assertion belongs, with the events in the order of the report.
#[derive(Debug)]
pub(crate) struct Plan<'p> {
    events: Vec<Planned>,
    gathered: Gathered<'p>,
}

#[derive(Clone, Copy, Debug)]
struct Planned {
    /// An event without any time comes last.
    undated: bool,
    second: i64,
    number: u64,
    group: Group,
}

impl<'p> Plan<'p> {
    /// The plan for the events of a partition.
    pub(crate) fn of(source: &impl Source, partition: &'p Partition) -> Self {
        let mut gathered = gather(source, partition);
        let groups = std::mem::take(&mut gathered.events);
        let planned = threads::map_chunks(&groups, EVENTS_AT_A_TIME, |groups| {
            let planned = groups.iter().map(|&group| {
                let members = gathered.members(group);
                let second = second(source, members.live);
                Planned {
                    undated: second.is_none(),
                    second: second.unwrap_or(0),
                    number: number(source, members),
                    group,
                }
            });
            planned.collect::<Vec<_>>()
        });
        drop(groups);
        let mut events = planned.concat();
        drop(planned);
        threads::sort_by(&mut events, |left, right| {
            // What is left of the comparison is for numbers that meet.
            let key = |event: &Planned| (event.undated, event.second, event.number);
            key(left).cmp(&key(right)).then_with(|| left.group.cmp(&right.group))
        });
        Self { events, gathered }
    }

    /// How many events there are.
    pub(crate) fn len(&self) -> u64 {
        self.events.len() as u64
    }

    /// The assertions that are set aside, by id.
    pub(crate) fn set_aside(&self) -> &[u32] {
        &self.gathered.set_aside
    }

    /// The event of each row, where it has one.
    pub(crate) fn event_of(&self, rows: usize) -> Vec<Option<u64>> {
        let mut event_of = vec![None; rows];
        for event in &self.events {
            for row in self.gathered.members(event.group).all() {
                if let Some(place) = event_of.get_mut(row) {
                    *place = Some(event.number);
                }
            }
        }
        event_of
    }

    /// Reconciles all events, in their order. `render` puts some events, as an account with their
    /// assertions, into bytes; `sink` takes the bytes in order, with how many events they and all before them
    /// are.
    pub(crate) fn run<B: Send>(
        &self,
        source: &impl Source,
        lexicons: &Lexicons,
        render: impl Fn(&Reconciliation, &[Assertion]) -> io::Result<B> + Sync + Send,
        mut sink: impl FnMut(B, u64) -> io::Result<()>,
    ) -> io::Result<Summed> {
        let scoped = !self.gathered.threats.is_empty() || !self.gathered.tallies.is_empty();
        let desks = Pool::new();
        let mut whole = Whole::default();
        let mut done = 0;
        let run = EVENTS_IN_CACHE * 16 * threads::count();
        threads::in_order(
            self.events.iter(),
            run,
            EVENTS_IN_CACHE,
            |events| {
                let members: Vec<Members<'_>> =
                    events.iter().map(|event| self.gathered.members(event.group)).collect();
                let local = Local::read(source, &members)?;
                let mut part = desks.with(
                    || Desk::new(lexicons),
                    |desk| local.reconcile(&members, lexicons, scoped, desk),
                );
                // They are found again in the order of the ids.
                part.whole.unknown = Vec::new();
                let account = Reconciliation { events: part.events, ..Reconciliation::default() };
                Ok::<_, io::Error>((render(&account, &local.assertions)?, events.len(), part.whole))
            },
            |part| {
                let (bytes, events, more) = part?;
                done += events as u64;
                whole.append(more);
                sink(bytes, done)
            },
        )?;
        whole.digests.sort();
        Ok(Summed { whole, records: Desk::records(desks) })
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
        let Summed { whole: Whole { digests, summary, .. }, mut records } = summed;
        let mut elsewhere = Elsewhere::new(&digests, lexicons);
        let mut lookup = Resolver::new(lexicons);
        let kind_of = |id: &AssertionId| source.kind(source.row(id.as_str())?);
        let Gathered { threats, tallies, set_aside: aside, .. } = &self.gathered;
        for rows in [threats, tallies, aside] {
            for rows in rows.chunks(EVENTS_AT_A_TIME) {
                let rows: Vec<usize> = rows.iter().map(|row| *row as usize).collect();
                for assertion in source.read(&rows)? {
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
    records: Records,
}

/// The texts of an assertion that no lexicon knows, in the order of the report.
pub(crate) fn unknown(assertion: &Assertion, resolved: &Resolved) -> Vec<Unresolved> {
    let mut rows = unresolved(assertion, resolved);
    rows.sort();
    rows.dedup();
    rows
}

/// The second by which an event is put into order.
fn second(source: &impl Source, live: &[u32]) -> Option<i64> {
    order(when_of(live.iter().filter_map(|row| {
        let row = *row as usize;
        let kind = source.kind(row)?;
        let (time, published) = source.times(row);
        let affirms = !matches!(kind, AssertionKind::Denial | AssertionKind::NoComment);
        Some(Dated { affirms, kind, time, published })
    })))
}

fn number(source: &impl Source, members: Members<'_>) -> u64 {
    if members.withdrawn.is_empty() {
        return EventId::number(members.all().map(|row| source.id(row)));
    }
    let mut rows = [members.live, members.withdrawn].concat();
    Facts::sort(source, &mut rows);
    EventId::number(rows.iter().map(|row| source.id(*row as usize)))
}

/// The assertions of some events in memory, and those that decide what they count as.
struct Local {
    assertions: Vec<Assertion>,
    /// The row of each.
    rows: Vec<usize>,
    /// The place of each row.
    places: FxHashMap<usize, usize>,
    history: History,
}

impl Local {
    fn read(source: &impl Source, events: &[Members<'_>]) -> io::Result<Self> {
        let mut rows: Vec<usize> = events.iter().flat_map(Members::all).collect();
        let mut assertions = source.read(&rows)?;
        let mut places: FxHashMap<usize, usize> =
            rows.iter().enumerate().map(|(place, row)| (*row, place)).collect();
        // What a retraction refers to decides on what it counts as.
        let mut referred: Vec<usize> = Vec::new();
        for assertion in &assertions {
            if assertion.kind() == AssertionKind::Retraction {
                let about = assertion.about().iter();
                referred.extend(about.filter_map(|id| source.row(id.as_str())));
            }
        }
        referred.retain(|row| {
            let place = places.len();
            *places.entry(*row).or_insert(place) == place
        });
        assertions.extend(source.read(&referred)?);
        rows.extend(referred);
        let flagged = |flag: &dyn Fn(usize) -> bool| -> FxHashSet<usize> {
            rows.iter().copied().filter(|row| flag(*row)).collect()
        };
        let history = History::known(
            flagged(&|row| source.is_withdrawn(row)),
            flagged(&|row| source.is_superseded(row)),
        );
        Ok(Self { assertions, rows, places, history })
    }

    fn reconcile(
        &self,
        members: &[Members<'_>],
        lexicons: &Lexicons,
        scoped: bool,
        desk: &mut Desk<'_>,
    ) -> Part {
        let index = Index::of_some(self.assertions.iter().zip(self.rows.iter().copied()));
        let context = Context {
            assertions: Assertions::Some(&self.assertions, &self.places),
            index: &index,
            history: &self.history,
            lexicons,
            loose: Loose::of(lexicons.munitions()),
        };
        Part::of(&context, members.iter().copied(), scoped, desk)
    }
}

/// Rows that have texts that no lexicon knows and that the report lists: those in events and not
/// withdrawn, threats and tallies.
pub(crate) fn lists_unknown(source: &impl Source, row: usize) -> bool {
    matches!(source.kind(row), Some(AssertionKind::Threat | AssertionKind::Tally))
        || !Source::is_withdrawn(source, row)
}
