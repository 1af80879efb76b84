//! Which assertions no longer count: retracted, or replaced by a better version.

use rustc_hash::{FxHashMap, FxHashSet};

use super::event::Assertions;
use crate::model::{Assertion, AssertionId, AssertionKind, Relation};

/// What the relations between assertions do, over the whole data set.
#[derive(Debug, Default)]
pub(super) struct History {
    withdrawn: FxHashSet<usize>,
    superseded: FxHashSet<usize>,
}

impl History {
    /// Reads all relations. References that lead nowhere do nothing.
    pub(super) fn of(assertions: &[Assertion], index: &Index<'_>) -> Self {
        let mut history = Self::default();
        for assertion in assertions {
            let set = match assertion.relation() {
                Some(Relation::Retracts | Relation::Corrects) => &mut history.withdrawn,
                Some(Relation::Supersedes) => &mut history.superseded,
                _ => continue,
            };
            // A loop of corrections withdraws all of it: none of the versions is the last.
            set.extend(assertion.about().iter().filter_map(|id| index.get(id)));
        }
        history
    }

    /// The same, from what is known of each.
    pub(super) fn known(withdrawn: FxHashSet<usize>, superseded: FxHashSet<usize>) -> Self {
        Self { withdrawn, superseded }
    }

    pub(super) fn is_withdrawn(&self, at: usize) -> bool {
        self.withdrawn.contains(&at)
    }

    pub(super) fn is_superseded(&self, at: usize) -> bool {
        self.superseded.contains(&at)
    }
}

/// Where each id stands in the slice of assertions.
#[derive(Debug, Default)]
pub(super) struct Index<'a>(FxHashMap<&'a AssertionId, usize>);

impl<'a> Index<'a> {
    pub(super) fn of(assertions: &'a [Assertion]) -> Self {
        // Only what some other assertion refers to is ever looked up.
        let wanted: FxHashSet<&AssertionId> =
            assertions.iter().flat_map(Assertion::about).collect();
        if wanted.is_empty() {
            return Self::default();
        }
        let found = assertions.iter().enumerate().map(|(at, assertion)| (assertion.id(), at));
        Self(found.filter(|(id, _)| wanted.contains(id)).collect())
    }

    /// The same of some assertions, each with its index.
    pub(super) fn of_some(assertions: impl Iterator<Item = (&'a Assertion, usize)>) -> Self {
        Self(assertions.map(|(assertion, at)| (assertion.id(), at)).collect())
    }

    pub(super) fn get(&self, id: &AssertionId) -> Option<usize> {
        self.0.get(id).copied()
    }
}

/// The kind that an assertion counts as: a retraction that says what happened instead stands in the
/// place of what it corrects.
pub(super) fn effective_kind(
    assertion: &Assertion,
    assertions: Assertions<'_>,
    index: &Index<'_>,
) -> AssertionKind {
    if assertion.kind() != AssertionKind::Retraction || assertion.event().is_none() {
        return assertion.kind();
    }
    assertion
        .about()
        .iter()
        .filter_map(|id| assertions.get(index.get(id)?))
        .map(Assertion::kind)
        .find(|kind| kind.affirms())
        .unwrap_or(AssertionKind::Report)
}
