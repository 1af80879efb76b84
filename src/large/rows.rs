//! The little of each assertion that stays in memory beside what matching needs.

use std::collections::BTreeMap;
use std::collections::hash_map::Entry;
use std::hash::BuildHasher;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::files::Place;
use crate::model::{Assertion, AssertionKind, Span};
use crate::normalize::Ids;
use crate::report::Latest;

/// One assertion. Fixed in size.
#[derive(Clone, Copy, Debug)]
struct Row {
    place: Place,
    time: Packed,
    published: Packed,
    kind: AssertionKind,
    flags: u8,
}

const HAS_EVENT: u8 = 1;
const HAS_TIME: u8 = 1 << 1;
const HAS_PUBLISHED: u8 = 1 << 2;
const HAS_UNKNOWN: u8 = 1 << 3;
const WITHDRAWN: u8 = 1 << 4;
const SUPERSEDED: u8 = 1 << 5;

/// A span; no time lies at the ends of the range, which stand for open ends.
#[derive(Clone, Copy, Debug)]
struct Packed {
    start: i64,
    end: i64,
}

impl Packed {
    fn of(span: Option<Span>) -> Self {
        let start = span.and_then(|span| span.start).unwrap_or(i64::MIN);
        Self { start, end: span.and_then(|span| span.end).unwrap_or(i64::MAX) }
    }

    fn span(self) -> Span {
        Span {
            start: (self.start != i64::MIN).then_some(self.start),
            end: (self.end != i64::MAX).then_some(self.end),
        }
    }
}

/// What is known of an assertion when its row is made.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    pub(super) time: Option<Span>,
    pub(super) published: Option<Span>,
    /// Whether it has a text that no lexicon knows.
    pub(super) has_unknown: bool,
}

/// A row for each assertion, in the order of the input, without those whose id came before.
#[derive(Debug, Default)]
pub(super) struct Rows {
    each: Vec<Row>,
    ids: Ids,
    /// The row of an id, by the hash of the id.
    by_hash: FxHashMap<u64, u32>,
    /// Ids whose hash another one had before.
    others: BTreeMap<Box<str>, u32>,
    /// The ids that a row is about.
    about: BTreeMap<u32, Vec<Box<str>>>,
    /// The latest publication.
    latest: Latest,
}

impl Rows {
    pub(super) fn len(&self) -> usize {
        self.each.len()
    }

    /// Makes room for more rows, as far as there is any.
    pub(super) fn reserve(&mut self, more: usize) {
        _ = self.each.try_reserve_exact(more);
        self.ids.reserve(more);
        _ = self.by_hash.try_reserve(more);
    }

    /// Adds a row, or gives the one that has the id already.
    pub(super) fn add(
        &mut self,
        assertion: &Assertion,
        place: Place,
        known: Known,
    ) -> Result<(), usize> {
        let id = assertion.id().as_str();
        let row = u32::try_from(self.each.len()).unwrap_or(u32::MAX);
        let hash = FxBuildHasher.hash_one(id);
        match self.by_hash.entry(hash) {
            Entry::Occupied(_) => {
                if let Some(earlier) = self.row(id) {
                    return Err(earlier);
                }
                self.others.insert(id.into(), row);
            }
            Entry::Vacant(vacant) => _ = vacant.insert(row),
        }
        self.ids.push(id);
        if !assertion.about().is_empty() {
            let about = assertion.about().iter().map(|id| id.as_str().into()).collect();
            self.about.insert(row, about);
        }
        let mut flags = 0;
        for (flag, is_set) in [
            (HAS_EVENT, assertion.event().is_some()),
            (HAS_TIME, known.time.is_some()),
            (HAS_PUBLISHED, known.published.is_some()),
            (HAS_UNKNOWN, known.has_unknown),
        ] {
            flags |= if is_set { flag } else { 0 };
        }
        let (time, published) = (Packed::of(known.time), Packed::of(known.published));
        self.each.push(Row { place, time, published, kind: assertion.kind(), flags });
        self.latest.see(assertion);
        Ok(())
    }

    /// The latest publication.
    pub(super) const fn latest(&self) -> Latest {
        self.latest
    }

    /// Marks what others withdraw or claim anew.
    pub(super) fn mark(&mut self, id: &str, withdrawn: bool) {
        if let Some(row) = self.row(id)
            && let Some(row) = self.each.get_mut(row)
        {
            row.flags |= if withdrawn { WITHDRAWN } else { SUPERSEDED };
        }
    }

    pub(super) fn place(&self, row: usize) -> Option<Place> {
        self.each.get(row).map(|row| row.place)
    }

    pub(super) fn id(&self, row: usize) -> &str {
        self.ids.get(row)
    }

    pub(super) fn row(&self, id: &str) -> Option<usize> {
        let row = *self.by_hash.get(&FxBuildHasher.hash_one(id))? as usize;
        if self.id(row) == id {
            return Some(row);
        }
        self.others.get(id).map(|row| *row as usize)
    }

    /// The ids that a row is about.
    pub(super) fn about(&self, row: usize) -> &[Box<str>] {
        let row = u32::try_from(row).ok();
        row.and_then(|row| self.about.get(&row)).map_or(&[], Vec::as_slice)
    }

    pub(super) fn kind(&self, row: usize) -> Option<AssertionKind> {
        self.each.get(row).map(|row| row.kind)
    }

    fn has(&self, row: usize, flag: u8) -> bool {
        self.each.get(row).is_some_and(|row| row.flags & flag != 0)
    }

    pub(super) fn has_event(&self, row: usize) -> bool {
        self.has(row, HAS_EVENT)
    }

    pub(super) fn has_unknown(&self, row: usize) -> bool {
        self.has(row, HAS_UNKNOWN)
    }

    pub(super) fn is_withdrawn(&self, row: usize) -> bool {
        self.has(row, WITHDRAWN)
    }

    pub(super) fn is_superseded(&self, row: usize) -> bool {
        self.has(row, SUPERSEDED)
    }

    pub(super) fn times(&self, row: usize) -> (Option<Span>, Option<Span>) {
        let Some(known) = self.each.get(row) else { return (None, None) };
        (
            self.has(row, HAS_TIME).then(|| known.time.span()),
            self.has(row, HAS_PUBLISHED).then(|| known.published.span()),
        )
    }

    /// The rows in the order of their ids.
    pub(super) fn by_id(&self) -> Vec<usize> {
        self.ids.sorted().into_iter().map(|row| row as usize).collect()
    }

    /// Of each row, whether it is among these.
    pub(super) fn marked(&self, rows: &[u32]) -> Vec<bool> {
        let mut marked = vec![false; self.len()];
        for row in rows {
            if let Some(mark) = marked.get_mut(*row as usize) {
                *mark = true;
            }
        }
        marked
    }
}
