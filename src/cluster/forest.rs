//! Disjoint sets of rows, each named by its smallest member.

/// Rows in disjoint sets. A set is named by its smallest row, whatever the order of the joins.
#[derive(Clone, Debug)]
pub(crate) struct Forest {
    roots: Vec<u32>,
}

impl Forest {
    /// Each of `size` rows in a set of its own.
    pub(crate) fn new(size: usize) -> Self {
        Self { roots: (0..u32::try_from(size).unwrap_or(u32::MAX)).collect() }
    }

    /// The name of the row's set.
    pub(crate) fn find(&mut self, mut row: u32) -> u32 {
        while self.roots[row as usize] != row {
            let above = self.roots[self.roots[row as usize] as usize];
            self.roots[row as usize] = above;
            row = above;
        }
        row
    }

    /// Makes one set of the two rows' sets.
    pub(crate) fn join(&mut self, left: u32, right: u32) {
        let (left, right) = (self.find(left), self.find(right));
        self.roots[left.max(right) as usize] = left.min(right);
    }

    /// The name of each row's set.
    pub(crate) fn into_roots(mut self) -> Vec<u32> {
        // Names are the smallest rows, so that the name of what lies before is known.
        for row in 0..self.roots.len() {
            self.roots[row] = self.roots[self.roots[row] as usize];
        }
        self.roots
    }
}
