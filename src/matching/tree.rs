//! What holds the rows of one event together.

/// The links of one event.
#[derive(Debug, Default)]
pub(super) struct Held {
    /// The strongest links that hold all rows together, strongest first: a maximum spanning tree.
    pub(super) links: Vec<(u32, u32, f64)>,
    /// For each row, the sum of the log-odds with all others, in bits.
    pub(super) sums: Vec<f64>,
}

/// Looks at each pair of the rows once. Ties go to the rows that come first.
pub(super) fn strongest(rows: &[u32], score: impl Fn(u32, u32) -> f64) -> Held {
    let mut sums = vec![0.0; rows.len()];
    let mut links: Vec<(usize, usize, f64)> = Vec::new();
    // For each row outside of the tree, its best link into it: Prim's algorithm.
    let mut outside: Vec<(usize, usize, f64)> =
        (1..rows.len()).map(|row| (row, 0, f64::NEG_INFINITY)).collect();
    let mut last = 0;
    while !outside.is_empty() {
        for (row, into, best) in &mut outside {
            let bits = score(rows[last.min(*row)], rows[last.max(*row)]);
            sums[last] += bits;
            sums[*row] += bits;
            if bits > *best {
                (*into, *best) = (last, bits);
            }
        }
        let mut next = 0;
        for (at, link) in outside.iter().enumerate() {
            if link.2 > outside[next].2 {
                next = at;
            }
        }
        let (row, into, bits) = outside.remove(next);
        links.push((into.min(row), into.max(row), bits));
        last = row;
    }
    links.sort_by(|left, right| {
        right.2.total_cmp(&left.2).then_with(|| (left.0, left.1).cmp(&(right.0, right.1)))
    });
    let links =
        links.into_iter().map(|(left, right, bits)| (rows[left], rows[right], bits)).collect();
    Held { links, sums }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_strongest_links_hold_all_together() {
        let strength = |left: u32, right: u32| match (left, right) {
            (3, 8) => 5.0,
            (8, 4) => 4.0,
            (3, 4) => 3.0,
            _ => -1.0,
        };
        let held = strongest(&[3, 8, 4, 6], strength);
        assert_eq!(held.links, [(3, 8, 5.0), (8, 4, 4.0), (3, 6, -1.0)]);
        assert_eq!(held.sums, [7.0, 8.0, 6.0, -3.0]);
        assert!(strongest(&[7], strength).links.is_empty());
    }
}
