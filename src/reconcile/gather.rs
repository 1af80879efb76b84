//! Which assertions make up each event, and where everything else goes.

use super::account::SetAside;
use super::history::History;
use crate::cluster::{Cluster, Partition};
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
    fn sort(&self, indices: &mut [usize]);
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

    fn sort(&self, indices: &mut [usize]) {
        indices.sort_by_key(|at| self.assertions.get(*at).map(Assertion::id));
    }
}

/// Every assertion in exactly one place.
#[derive(Debug, Default)]
pub(super) struct Gathered<'p> {
    pub(super) events: Vec<Members<'p>>,
    /// Sorted by id, as the two below.
    pub(super) threats: Vec<usize>,
    pub(super) tallies: Vec<usize>,
    pub(super) set_aside: Vec<usize>,
}

/// The members of one event, sorted by assertion id.
#[derive(Debug)]
pub(super) struct Members<'p> {
    pub(super) live: Vec<usize>,
    pub(super) withdrawn: Vec<usize>,
    /// The cluster that they come from; none for an assertion that was in no cluster.
    pub(super) cluster: Option<&'p Cluster>,
}

/// Sorts all assertions into events, threats, tallies and what is set aside. An index that occurs
/// twice in the partition counts where it comes first.
pub(super) fn gather<'p>(facts: &impl Facts, partition: &'p Partition) -> Gathered<'p> {
    let mut gathered = Gathered::default();
    let mut placed = vec![false; facts.count()];
    for at in 0..facts.count() {
        match facts.kind(at) {
            Some(AssertionKind::Threat) => gathered.threats.push(at),
            Some(AssertionKind::Tally) => gathered.tallies.push(at),
            _ => continue,
        }
        mark(&mut placed, at);
    }
    for cluster in &partition.clusters {
        let members: Vec<usize> = cluster
            .members
            .iter()
            .copied()
            .filter(|at| placed.get(*at) == Some(&false) && mark(&mut placed, *at))
            .collect();
        gathered.add(facts, members, Some(cluster));
    }
    for at in 0..facts.count() {
        if placed.get(at) == Some(&false) {
            gathered.add(facts, vec![at], None);
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

impl<'p> Gathered<'p> {
    fn add(&mut self, facts: &impl Facts, mut members: Vec<usize>, cluster: Option<&'p Cluster>) {
        facts.sort(&mut members);
        // Something has to be said of an event: by somebody who says that it happened, or by
        // somebody who denies it. A comment that was declined, or a bare withdrawal, is not enough.
        let speaks_of_an_event = |at: &usize| match facts.kind(*at) {
            Some(AssertionKind::Denial) => {
                facts.has_event(*at) || cluster.is_some_and(|cluster| cluster.members.len() > 1)
            }
            Some(AssertionKind::Retraction) => facts.has_event(*at),
            Some(kind) => kind.affirms(),
            None => false,
        };
        if members.iter().any(speaks_of_an_event) {
            let (withdrawn, live) = members.into_iter().partition(|at| facts.is_withdrawn(*at));
            self.events.push(Members { live, withdrawn, cluster });
        } else {
            self.set_aside.extend(members);
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
