//! The assignment problem, by the method of Kuhn and Munkres with potentials.

/// The greatest sum of cells of which no two share a row or a column. Cells are not negative; rows of
/// unequal length count as filled up with zeros.
///
/// The cost grows with the square of the shorter side and with the longer one.
pub(super) fn best_assignment(table: &[Vec<f64>]) -> f64 {
    let width = table.iter().map(Vec::len).max().unwrap_or(0);
    let (short, long) = (table.len().min(width), table.len().max(width));
    let is_tall = table.len() > width;
    let cell = |row: usize, column: usize| {
        let (row, column) = if is_tall { (column, row) } else { (row, column) };
        table.get(row).and_then(|cells| cells.get(column)).copied().unwrap_or(0.0)
    };
    // Rows and columns count from 1; 0 stands for "none". Costs are negated cells.
    let mut row_potential = vec![0.0; short + 1];
    let mut column_potential = vec![0.0; long + 1];
    let mut row_of = vec![0_usize; long + 1];
    for row in 1..=short {
        row_of[0] = row;
        let mut least = vec![f64::INFINITY; long + 1];
        let mut before = vec![0_usize; long + 1];
        let mut used = vec![false; long + 1];
        let mut column = 0;
        while row_of[column] != 0 {
            used[column] = true;
            let current = row_of[column];
            let mut delta = f64::INFINITY;
            let mut next = 0;
            for other in 1..=long {
                if used[other] {
                    continue;
                }
                let cost = -cell(current - 1, other - 1)
                    - row_potential[current]
                    - column_potential[other];
                if cost < least[other] {
                    least[other] = cost;
                    before[other] = column;
                }
                if least[other] < delta {
                    delta = least[other];
                    next = other;
                }
            }
            for other in 0..=long {
                if used[other] {
                    row_potential[row_of[other]] += delta;
                    column_potential[other] -= delta;
                } else {
                    least[other] -= delta;
                }
            }
            column = next;
        }
        while column != 0 {
            row_of[column] = row_of[before[column]];
            column = before[column];
        }
    }
    (1..=long).filter(|&column| row_of[column] != 0).map(|c| cell(row_of[c] - 1, c - 1)).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::best_assignment;

    /// Every assignment, one row after the other; a row may stay free.
    fn by_trying(table: &[Vec<f64>], used: u32) -> f64 {
        let Some((row, rest)) = table.split_first() else { return 0.0 };
        let mut best = by_trying(rest, used);
        for (column, cell) in row.iter().enumerate() {
            if used >> column & 1 == 0 {
                best = best.max(cell + by_trying(rest, used | 1 << column));
            }
        }
        best
    }

    #[test]
    fn an_empty_table_has_nothing_to_assign() {
        assert!(best_assignment(&[]).abs() < 1e-12);
        assert!(best_assignment(&[vec![], vec![]]).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn no_other_assignment_is_better(
            (width, cells) in (1..6_usize)
                .prop_flat_map(|width| (Just(width), prop::collection::vec(0_u8..10, 0..6 * width))),
        ) {
            let table: Vec<Vec<f64>> =
                cells.chunks(width).map(|row| row.iter().map(|&c| f64::from(c)).collect()).collect();
            prop_assert!((best_assignment(&table) - by_trying(&table, 0)).abs() < 1e-9);
        }
    }
}
