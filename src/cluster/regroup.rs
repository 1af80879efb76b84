//! A second look at groups that linkage has made, where rows could be divided otherwise.
//!
//! Linkage never takes back what it joined. Here, groups between which a row may be better placed are
//! looked at together, and single ones that might fall apart: a few rows in every way in which they can be
//! divided, more by moves that are each for the better. The measure is that of linkage, the sum of what
//! each joining of two groups was worth; it has to rise by some bits, so that what linkage decided stands
//! unless it is clearly improved on.

use super::contested::contested;
use super::search::Ties;
use super::{Forest, Linkage};
use crate::threads;

/// More rows than this, bound together by contested ones, stay as linkage left them: a bound on work
/// and memory where hundreds tell of one thing.
const MOST_ROWS: usize = 512;
/// Sets of groups that one thread takes at a time.
const RUN: usize = 16;

/// What can be known of a pair of rows.
pub(super) struct Rows<'a, S> {
    pub(super) must: &'a [(u32, u32)],
    pub(super) cannot: &'a [(u32, u32)],
    pub(super) linkage: &'a Linkage,
    /// The log-odds of any two rows, in bits.
    pub(super) score: &'a S,
}

/// Divides the rows of groups anew where that is clearly better. Groups are sorted, and come in the order
/// of their first rows; so do the results.
pub(super) fn regroup<S: Fn(u32, u32) -> f64 + Sync>(
    mut groups: Vec<Vec<u32>>,
    size: usize,
    edges: impl Iterator<Item = (u32, u32, f64)> + Clone,
    rows: &Rows<'_, S>,
) -> Vec<Vec<u32>> {
    let mut group_of = vec![0_u32; size];
    for (number, group) in (0..).zip(&groups) {
        for &row in group {
            group_of[row as usize] = number;
        }
    }
    let contested = contested(&groups, &group_of, edges, rows.linkage);
    drop(group_of);
    if contested.is_empty() {
        return groups;
    }
    let bound = rows.bound(size);
    let regrouped = threads::map_chunks(&contested, RUN, |contested| {
        contested
            .iter()
            .map(|numbers| {
                let now: Vec<&[u32]> =
                    numbers.iter().map(|&number| &*groups[number as usize]).collect();
                rows.divide(&now, &bound)
            })
            .collect::<Vec<Option<Vec<Vec<u32>>>>>()
    });
    for (numbers, better) in contested.iter().zip(regrouped.into_iter().flatten()) {
        let Some(better) = better else { continue };
        for &number in numbers {
            groups[number as usize].clear();
        }
        groups.extend(better);
    }
    groups.retain(|group| !group.is_empty());
    groups.sort_unstable_by_key(|group| group.first().copied());
    groups
}

/// What has to stay together, and what apart.
struct Bound {
    /// The first of the rows with which each row must be; empty when nothing is bound.
    roots: Vec<u32>,
    /// Sorted pairs, the smaller row first.
    cannot: Vec<(u32, u32)>,
}

impl<S: Fn(u32, u32) -> f64> Rows<'_, S> {
    fn bound(&self, size: usize) -> Bound {
        let mut roots = Vec::new();
        if !self.must.is_empty() {
            let mut forest = Forest::new(size);
            for &(left, right) in self.must {
                forest.join(left, right);
            }
            roots = forest.into_roots();
        }
        let mut cannot: Vec<(u32, u32)> =
            self.cannot.iter().map(|&(left, right)| (left.min(right), left.max(right))).collect();
        cannot.sort_unstable();
        Bound { roots, cannot }
    }

    /// A clearly better division of some groups, if there is one.
    fn divide(&self, groups: &[&[u32]], bound: &Bound) -> Option<Vec<Vec<u32>>> {
        if groups.iter().map(|group| group.len()).sum::<usize>() > MOST_ROWS {
            return None;
        }
        // Rows that must be together are one unit, in the order of their first rows.
        let root = |row: u32| bound.roots.get(row as usize).copied().unwrap_or(row);
        let mut named: Vec<(u32, u32, usize)> = (0..)
            .zip(groups)
            .flat_map(|(group, rows)| rows.iter().map(move |&row| (root(row), row, group)))
            .collect();
        named.sort_unstable();
        let (mut units, mut now): (Vec<Vec<u32>>, Vec<usize>) = (Vec::new(), Vec::new());
        for rows in named.chunk_by(|one, next| one.0 == next.0) {
            units.push(rows.iter().map(|&(_, row, _)| row).collect());
            now.extend(rows.first().map(|&(_, _, group)| group));
        }
        let ties = Ties::new(&units, self.linkage, |left, right| {
            let pair = (left.min(right), left.max(right));
            if bound.cannot.binary_search(&pair).is_ok() {
                return f64::NEG_INFINITY;
            }
            self.linkage.capped((self.score)(left, right))
        });
        let better = ties.better(&now, self.linkage.regroup_above_bits)?;
        let mut divided = vec![Vec::new(); units.len()];
        for (unit, group) in units.iter().zip(better) {
            divided[group].extend(unit);
        }
        for rows in &mut divided {
            rows.sort_unstable();
        }
        Some(divided)
    }
}
