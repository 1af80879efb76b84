//! Which assertions make up each event, and where everything else goes.

use std::ops::Range;

use super::account::SetAside;
use super::history::History;
use crate::cluster::{ClusterRef, Partition};
use crate::model::{Assertion, AssertionId, AssertionKind};

/// What has to be known of assertions to find the place of each.
pub(super) trait Facts {
    /// How many there are.
    fn count(&self) -> usize;
    /// What the speaker does by saying it; `None` beyond the last.
    fn kind(&self, at: usize) -> Option<AssertionKind>;
    /// Whether it describes something that happened.
    fn has_event(&self, at: usize) -> bool;
    /// Whether it was retracted or replaced.
    fn is_withdrawn(&self, at: usize) -> bool;
    /// Brings indices into the order of the ids.
    fn sort(&self, indices: &mut [u32]);
}

/// Assertions in memory.
#[derive(Debug)]
pub(super) struct InMemory<'a> {
    pub(super) assertions: &'a [Assertion],
    pub(super) history: &'a History,
}

impl Facts for InMemory<'_> {
    fn count(&self) -> usize {
        self.assertions.len()
    }

    fn kind(&self, at: usize) -> Option<AssertionKind> {
        self.assertions.get(at).map(Assertion::kind)
    }

    fn has_event(&self, at: usize) -> bool {
        self.assertions.get(at).is_some_and(|assertion| assertion.event().is_some())
    }

    fn is_withdrawn(&self, at: usize) -> bool {
        self.history.is_withdrawn(at)
    }

    fn sort(&self, indices: &mut [u32]) {
        indices.sort_unstable_by_key(|at| self.assertions.get(*at as usize).map(Assertion::id));
    }
}

/// Every assertion in exactly one place.
#[derive(Debug)]
pub(super) struct Gathered<'p> {
    partition: &'p Partition,
    /// The members of all events, one event after another.
    members: Vec<u32>,
    pub(super) events: Vec<Group>,
    /// Sorted by id, as the two below.
    pub(super) threats: Vec<u32>,
    pub(super) tallies: Vec<u32>,
    pub(super) set_aside: Vec<u32>,
}

/// Where the members of an event lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Group {
    start: u32,
    /// Where those that are withdrawn begin.
    withdrawn: u32,
    end: u32,
    /// The number of the cluster; [`NO_CLUSTER`] where the partition has none.
    cluster: u32,
}

const NO_CLUSTER: u32 = u32::MAX;

/// The members of one event, sorted by assertion id.
#[derive(Clone, Copy, Debug)]
pub(super) struct Members<'p> {
    pub(super) live: &'p [u32],
    pub(super) withdrawn: &'p [u32],
    /// The cluster that they come from; none for an assertion that was in no cluster.
    pub(super) cluster: Option<ClusterRef<'p>>,
}

impl Members<'_> {
    /// All of them, first those that are live.
    pub(super) fn all(&self) -> impl Iterator<Item = usize> + Clone {
        self.live.iter().chain(self.withdrawn).map(|at| *at as usize)
    }

    pub(super) fn contains(&self, at: usize) -> bool {
        self.all().any(|member| member == at)
    }
}

/// Sorts all assertions into events, threats, tallies and what is set aside. An index that occurs
/// twice in the partition counts where it comes first.
pub(super) fn gather<'p>(facts: &impl Facts, partition: &'p Partition) -> Gathered<'p> {
    let mut gathered = Gathered {
        partition,
        members: Vec::with_capacity(facts.count()),
        events: Vec::with_capacity(partition.len()),
        threats: Vec::new(),
        tallies: Vec::new(),
        set_aside: Vec::new(),
    };
    let mut placed = vec![false; facts.count()];
    for (number, at) in (0..).zip(0..facts.count()) {
        match facts.kind(at) {
            Some(AssertionKind::Threat) => gathered.threats.push(number),
            Some(AssertionKind::Tally) => gathered.tallies.push(number),
            _ => continue,
        }
        mark(&mut placed, at);
    }
    let mut members = Vec::new();
    for (number, cluster) in (0..).zip(partition.clusters()) {
        members.clear();
        members.extend(
            cluster
                .members()
                .filter(|at| placed.get(*at) == Some(&false) && mark(&mut placed, *at))
                .filter_map(|at| u32::try_from(at).ok()),
        );
        gathered.add(facts, &mut members, number, cluster.len() > 1);
    }
    for (number, at) in (0..).zip(0..facts.count()) {
        if placed.get(at) == Some(&false) {
            gathered.add(facts, &mut [number], NO_CLUSTER, false);
        }
    }
    facts.sort(&mut gathered.threats);
    facts.sort(&mut gathered.tallies);
    facts.sort(&mut gathered.set_aside);
    gathered
}

/// Marks a place as taken; false when it was taken before.
fn mark(placed: &mut [bool], at: usize) -> bool {
    placed.get_mut(at).is_some_and(|placed| !std::mem::replace(placed, true))
}

impl Gathered<'_> {
    fn add(&mut self, facts: &impl Facts, members: &mut [u32], cluster: u32, of_several: bool) {
        facts.sort(members);
        // Something has to be said of an event: by somebody who says that it happened, or by
        // somebody who denies it. A comment that was declined, or a bare withdrawal, is not enough.
        let speaks_of_an_event = |at: &u32| {
            let at = *at as usize;
            match facts.kind(at) {
                Some(AssertionKind::Denial) => facts.has_event(at) || of_several,
                Some(AssertionKind::Retraction) => facts.has_event(at),
                Some(kind) => kind.affirms(),
                None => false,
            }
        };
        if !members.iter().any(speaks_of_an_event) {
            self.set_aside.extend_from_slice(members);
            return;
        }
        let withdrawn = |at: &&u32| facts.is_withdrawn(**at as usize);
        let start = self.end();
        self.members.extend(members.iter().filter(|at| !withdrawn(at)));
        let live = self.end();
        self.members.extend(members.iter().filter(withdrawn));
        self.events.push(Group { start, withdrawn: live, end: self.end(), cluster });
    }

    fn end(&self) -> u32 {
        u32::try_from(self.members.len()).unwrap_or(u32::MAX)
    }

    /// The members of an event.
    pub(super) fn members(&self, group: Group) -> Members<'_> {
        let members = |range: Range<u32>| {
            self.members.get(range.start as usize..range.end as usize).unwrap_or_default()
        };
        Members {
            live: members(group.start..group.withdrawn),
            withdrawn: members(group.withdrawn..group.end),
            cluster: self.partition.cluster(group.cluster as usize),
        }
    }
}

/// An assertion that belongs to no event, with the reason. `kind_of` knows the kind of every assertion
/// of the data.
pub(super) fn set_aside(
    assertion: &Assertion,
    kind_of: impl Fn(&AssertionId) -> Option<AssertionKind>,
) -> SetAside {
    SetAside { assertion: assertion.id().clone(), reason: reason(assertion, kind_of) }
}

fn reason(
    assertion: &Assertion,
    kind_of: impl Fn(&AssertionId) -> Option<AssertionKind>,
) -> String {
    let does = match assertion.kind() {
        AssertionKind::NoComment => "declines to comment on",
        AssertionKind::Denial => "denies",
        AssertionKind::Retraction => "withdraws",
        _ => "is about",
    };
    if assertion.about().is_empty() {
        return match assertion.kind() {
            AssertionKind::NoComment => {
                "declines to comment on something that nobody in the data asserts".to_owned()
            }
            AssertionKind::Denial => "denies something that it does not describe".to_owned(),
            _ => "is about nothing that the data describes".to_owned(),
        };
    }
    let what: Vec<String> = assertion
        .about()
        .iter()
        .map(|id| match kind_of(id) {
            Some(AssertionKind::Threat) => format!("the threat {id}"),
            Some(AssertionKind::Tally) => format!("the tally {id}"),
            Some(_) => id.to_string(),
            None => format!("{id}, which is not in the data"),
        })
        .collect();
    format!("{does} {}", what.join(", "))
}
