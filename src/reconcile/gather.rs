//! Which assertions make up each event, and where everything else goes.

use rustc_hash::FxHashMap;

use super::account::SetAside;
use super::history::{History, Index};
use crate::cluster::{Cluster, Partition};
use crate::model::{Assertion, AssertionId, AssertionKind};

/// Every assertion in exactly one place.
#[derive(Debug, Default)]
pub(super) struct Gathered<'p> {
    pub(super) events: Vec<Members<'p>>,
    pub(super) threats: Vec<usize>,
    pub(super) tallies: Vec<usize>,
    /// Each with its index.
    pub(super) set_aside: Vec<(usize, SetAside)>,
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
pub(super) fn gather<'p>(
    assertions: &[Assertion],
    partition: &'p Partition,
    history: &History,
    index: &Index<'_>,
) -> Gathered<'p> {
    let mut gathered = Gathered::default();
    let mut placed = vec![false; assertions.len()];
    for (at, assertion) in assertions.iter().enumerate() {
        match assertion.kind() {
            AssertionKind::Threat => gathered.threats.push(at),
            AssertionKind::Tally => gathered.tallies.push(at),
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
        gathered.add(assertions, members, Some(cluster), history, index);
    }
    for at in 0..assertions.len() {
        if placed.get(at) == Some(&false) {
            gathered.add(assertions, vec![at], None, history, index);
        }
    }
    let by_id = |at: &usize| assertions.get(*at).map(Assertion::id);
    gathered.threats.sort_by_key(by_id);
    gathered.tallies.sort_by_key(by_id);
    gathered.set_aside.sort_by(|left, right| left.1.assertion.cmp(&right.1.assertion));
    gathered
}

/// Marks a place as taken; false when it was taken before.
fn mark(placed: &mut [bool], at: usize) -> bool {
    placed.get_mut(at).is_some_and(|placed| !std::mem::replace(placed, true))
}

impl<'p> Gathered<'p> {
    fn add(
        &mut self,
        assertions: &[Assertion],
        mut members: Vec<usize>,
        cluster: Option<&'p Cluster>,
        history: &History,
        index: &Index<'_>,
    ) {
        members.sort_by_key(|at| assertions.get(*at).map(Assertion::id));
        // Something has to be said of an event: by somebody who says that it happened, or by
        // somebody who denies it. A comment that was declined, or a bare withdrawal, is not enough.
        let speaks_of_an_event = |at: &usize| {
            assertions.get(*at).is_some_and(|assertion| match assertion.kind() {
                AssertionKind::Denial => match assertion.event() {
                    Some(_) => true,
                    None => cluster.is_some_and(|cluster| cluster.members.len() > 1),
                },
                AssertionKind::Retraction => assertion.event().is_some(),
                kind => kind.affirms(),
            })
        };
        if members.iter().any(speaks_of_an_event) {
            let (withdrawn, live) = members.into_iter().partition(|at| history.is_withdrawn(*at));
            self.events.push(Members { live, withdrawn, cluster });
            return;
        }
        for at in members {
            let Some(assertion) = assertions.get(at) else { continue };
            let reason = reason(assertion, assertions, index);
            self.set_aside.push((at, SetAside { assertion: assertion.id().clone(), reason }));
        }
    }
}

/// Why an assertion belongs to no event.
fn reason(assertion: &Assertion, assertions: &[Assertion], index: &Index<'_>) -> String {
    let does = match assertion.kind() {
        AssertionKind::NoComment => "declines to comment on",
        AssertionKind::Denial => "denies",
        AssertionKind::Retraction => "withdraws",
        _ => "is about",
    };
    let ids: Vec<&str> = assertion.about().iter().map(AssertionId::as_str).collect();
    if ids.is_empty() {
        return match assertion.kind() {
            AssertionKind::NoComment => {
                "declines to comment on something that nobody in the data asserts".to_owned()
            }
            AssertionKind::Denial => "denies something that it does not describe".to_owned(),
            _ => "is about nothing that the data describes".to_owned(),
        };
    }
    let kinds: FxHashMap<&str, Option<AssertionKind>> = assertion
        .about()
        .iter()
        .map(|id| {
            let known = index.get(id).and_then(|at| assertions.get(at));
            (id.as_str(), known.map(Assertion::kind))
        })
        .collect();
    let what: Vec<String> = ids
        .iter()
        .map(|id| match kinds.get(id).copied().flatten() {
            Some(AssertionKind::Threat) => format!("the threat {id}"),
            Some(AssertionKind::Tally) => format!("the tally {id}"),
            Some(_) => (*id).to_owned(),
            None => format!("{id}, which is not in the data"),
        })
        .collect();
    format!("{does} {}", what.join(", "))
}
