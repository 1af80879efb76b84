//! Small numbers for what recurs, and all ids of a data set in one piece of memory.

use std::hash::Hash;

use rustc_hash::FxHashMap;

use super::NONE;
use crate::threads;

/// Numbers distinct values in the order in which they come.
#[derive(Debug)]
pub(super) struct Interner<T> {
    index: FxHashMap<T, u32>,
    values: Vec<T>,
}

impl<T: Clone + Eq + Hash> Interner<T> {
    pub(super) fn new() -> Self {
        Self { index: FxHashMap::default(), values: Vec::new() }
    }

    pub(super) fn intern(&mut self, value: T) -> u32 {
        if let Some(&known) = self.index.get(&value) {
            return known;
        }
        let number = u32::try_from(self.values.len()).unwrap_or(NONE - 1);
        self.index.insert(value.clone(), number);
        self.values.push(value);
        number
    }

    pub(super) fn values(&self) -> &[T] {
        &self.values
    }

    pub(super) fn into_values(self) -> Vec<T> {
        self.values
    }
}

/// The numbers that the values of another table get in this one. Values that come later get later
/// numbers: a table filled in pieces is the table filled at once.
pub(super) fn renumbered<T: Clone + Eq + Hash, U>(
    into: &mut Interner<T>,
    values: impl IntoIterator<Item = U>,
    turn: impl Fn(U) -> T,
) -> Vec<u32> {
    values.into_iter().map(|value| into.intern(turn(value))).collect()
}

/// The new number of an old one; "none" stays "none".
pub(super) fn number(numbers: &[u32], old: u32) -> u32 {
    numbers.get(old as usize).copied().unwrap_or(NONE)
}

/// The ids of assertions, in the order in which they came, without an allocation for each.
#[derive(Clone, Debug, Default)]
pub struct Ids {
    text: String,
    ends: Vec<usize>,
}

impl Ids {
    /// Makes room for more ids as long as those so far, as far as there is any.
    pub(crate) fn reserve(&mut self, more: usize) {
        let bytes = (self.text.len() / self.len().max(1)).saturating_mul(more);
        _ = self.text.try_reserve_exact(bytes);
        _ = self.ends.try_reserve_exact(more);
    }

    pub(crate) fn push(&mut self, id: &str) {
        self.text.push_str(id);
        self.ends.push(self.text.len());
    }

    pub(super) fn append(&mut self, other: &Self) {
        let base = self.text.len();
        self.text.push_str(&other.text);
        self.ends.extend(other.ends.iter().map(|end| base + end));
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The id of a row; empty when there is no such row.
    #[must_use]
    pub fn get(&self, row: usize) -> &str {
        let start = row.checked_sub(1).and_then(|before| self.ends.get(before)).copied();
        let range = self.ends.get(row).map(|&end| start.unwrap_or(0)..end);
        range.and_then(|range| self.text.get(range)).unwrap_or_default()
    }

    /// The rows in the order of their ids.
    #[must_use]
    pub fn sorted(&self) -> Vec<u32> {
        let order: Vec<u32> = (0..u32::try_from(self.len()).unwrap_or(NONE)).collect();
        let by_id = |left: u32, right: u32| {
            self.get(left as usize).cmp(self.get(right as usize)).then(left.cmp(&right))
        };
        if order.is_sorted_by(|left, right| by_id(*left, *right).is_le()) {
            return order;
        }
        let shared = self.shared_start();
        let mut keyed = threads::map_chunks(&order, RUN, |rows| {
            let keyed = rows.iter().map(|&row| (key(self.get(row as usize), shared), row));
            keyed.collect::<Vec<(u64, u32)>>()
        })
        .concat();
        threads::sort_by(&mut keyed, |left, right| {
            left.0.cmp(&right.0).then_with(|| by_id(left.1, right.1))
        });
        keyed.into_iter().map(|(_, row)| row).collect()
    }

    /// With how many bytes all ids start alike.
    fn shared_start(&self) -> usize {
        let first = self.get(0).as_bytes();
        (1..self.len()).fold(first.len(), |shared, row| {
            let id = self.get(row).as_bytes();
            let alike = first.iter().zip(id).take(shared).take_while(|(left, right)| left == right);
            alike.count()
        })
    }
}

/// Ids that one thread takes at a time.
const RUN: usize = 1 << 14;

/// The eight bytes of an id from a place on, which mostly tell it from others: they sort like the id, as
/// far as they differ.
fn key(id: &str, start: usize) -> u64 {
    let mut key = [0; 8];
    for (byte, slot) in id.bytes().skip(start).zip(&mut key) {
        *slot = byte;
    }
    u64::from_be_bytes(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn rows_come_in_the_order_of_their_ids_and_then_as_they_came(
            given in prop::collection::vec("(same-)?(long-start-)?[a-c\u{0}é]{0,3}", 0..20),
        ) {
            let mut ids = Ids::default();
            for id in &given {
                ids.push(id);
            }
            let mut expected: Vec<u32> = (0..).take(given.len()).collect();
            expected.sort_by_key(|&row| &given[row as usize]);
            prop_assert_eq!(ids.sorted(), expected);
        }
    }
}
