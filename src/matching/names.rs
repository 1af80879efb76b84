//! Rows and assertions.

use crate::normalize::{FeatureTable, Ids};

/// How rows in the order of time are called outside, where assertions are in the order of the input.
#[derive(Debug)]
pub(super) struct Names {
    /// The index of the assertion of each row.
    pub(super) indices: Vec<u32>,
    /// The place of each assertion in the order of ids.
    ranks: Vec<u32>,
    /// The rows in the order of ids.
    pub(super) by_id: Vec<u32>,
}

impl Names {
    /// Brings the rows into the order of time.
    pub(super) fn new(table: &mut FeatureTable) -> Self {
        let sorted = table.ids.sorted();
        let mut ranks = vec![0; sorted.len()];
        for (rank, &index) in (0..).zip(&sorted) {
            ranks[index as usize] = rank;
        }
        let indices = table.sort_by_time(&sorted);
        let mut by_id = sorted;
        for (row, &index) in (0..).zip(&indices) {
            by_id[ranks[index as usize] as usize] = row;
        }
        Self { indices, ranks, by_id }
    }

    pub(super) fn index(&self, row: u32) -> usize {
        self.indices[row as usize] as usize
    }

    pub(super) fn rank(&self, row: u32) -> u32 {
        self.ranks[self.index(row)]
    }

    /// The row of an id.
    pub(super) fn row(&self, id: &str, ids: &Ids) -> Option<u32> {
        let found = self.by_id.binary_search_by(|&row| ids.get(self.index(row)).cmp(id)).ok()?;
        self.by_id.get(found).copied()
    }
}
