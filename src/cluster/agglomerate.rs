//! Scored pairs to clusters by average linkage on log-odds.
//!
//! Two clusters are joined when the mean of the log-odds over *all* their pairs lies above a bar near zero. One strong
//! link cannot chain two events together: the many weak or negative links between their other members
//! outvote it.
//!
//! Clusters are joined in rounds: in each, every two clusters that are each other's best neighbor become
//! one. Where joining two clusters brings neither nearer to a third, this is what joining the best pair
//! of all, again and again, comes to; but a round can be worked on from all sides at once, and what
//! happens in one corner of the data does not depend on any other.

use super::Linkage;
use super::components::Components;
use super::joining::Clusters;
use super::regroup::Rows;
use crate::lists::Lists;
use crate::threads;

/// Groups the rows `0..size`. Each group is sorted, and the groups by their first row.
///
/// `edges` are the pairs that are proposed, each once with its log-odds in bits: no two groups are joined
/// of which no pair is. `score` gives the log-odds of any pair, proposed or not, and the same for both
/// orders; negative infinity keeps two apart like `cannot`. `must` pairs end in one group, `cannot` pairs never do.
///
/// # Panics
///
/// When a pair names a row that is not below `size`.
///
/// # Examples
///
/// ```
/// use corroborate::cluster::{Linkage, agglomerate};
///
/// // Two and two that belong together, and one link between them.
/// let score = |left: u32, right: u32| match (left.min(right), left.max(right)) {
///     (0, 1) | (2, 3) => 4.0,
///     (1, 2) => 2.0,
///     _ => -4.0,
/// };
/// let edges = [(0, 1, 4.0), (2, 3, 4.0), (1, 2, 2.0)];
/// let groups = agglomerate(4, &edges, &[], &[], &Linkage::default(), &score);
/// assert_eq!(groups, [[0, 1], [2, 3]]);
/// ```
#[must_use]
pub fn agglomerate(
    size: usize,
    edges: &[(u32, u32, f64)],
    must: &[(u32, u32)],
    cannot: &[(u32, u32)],
    linkage: &Linkage,
    score: &(impl Fn(u32, u32) -> f64 + Sync),
) -> Vec<Vec<u32>> {
    let groups = form(size, edges.iter().copied(), must, cannot, linkage, score);
    groups.iter().map(<[u32]>::to_vec).collect()
}

/// The same from any source of edges. Edges at or below the lowest bar may be left out.
pub(crate) fn form(
    size: usize,
    edges: impl Iterator<Item = (u32, u32, f64)> + Clone,
    must: &[(u32, u32)],
    cannot: &[(u32, u32)],
    linkage: &Linkage,
    score: &(impl Fn(u32, u32) -> f64 + Sync),
) -> Lists<u32> {
    let components = Components::new(size, edges, must, cannot, linkage);
    let found = threads::map(&components.runs(), |run| {
        let (mut clusters, mut linked) = (Clusters::default(), Lists::default());
        let mut groups = Lists::default();
        for number in run.clone() {
            let component = components.get(number);
            let bound = component.bound();
            let score = |left: u32, right: u32| {
                score(component.rows[left as usize], component.rows[right as usize])
            };
            linked.clear();
            clusters.form(&component, &bound, linkage, &score, &mut linked);
            let rows = Rows { component, bound: &bound, linkage, score: &score };
            for group in rows.regroup(&linked).as_ref().unwrap_or(&linked).iter() {
                groups.push(group.iter().map(|&row| component.rows[row as usize]));
            }
        }
        groups
    });
    drop(components);
    in_order(size, &found)
}

/// All groups by their first row, those of a single row among them.
fn in_order(size: usize, found: &[Lists<u32>]) -> Lists<u32> {
    let mut group_of: Vec<u32> = (0..u32::try_from(size).unwrap_or(u32::MAX)).collect();
    for group in found.iter().flat_map(Lists::iter) {
        let Some(&first) = group.first() else { continue };
        for &row in group {
            group_of[row as usize] = first;
        }
    }
    let mut count = 0;
    for row in 0..size {
        let first = group_of[row] as usize;
        group_of[row] = if first == row { count } else { group_of[first] };
        count += u32::from(first == row);
    }
    Lists::dealt(count as usize, group_of.iter().copied().zip(0..))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    type Scores = BTreeMap<(u32, u32), f64>;

    /// Average linkage in rounds straight from its definition, for rows that edges connect into one.
    fn linked(
        size: u32,
        scores: &Scores,
        must: &[(u32, u32)],
        cannot: &[(u32, u32)],
    ) -> Vec<Vec<u32>> {
        let linkage = Linkage::default();
        let score = |left: u32, right: u32| scores[&(left.min(right), left.max(right))];
        let mut clusters: Vec<Vec<u32>> = (0..size).map(|row| vec![row]).collect();
        let join = |clusters: &mut Vec<Vec<u32>>, left: u32, right: u32| {
            let at = |row: u32| clusters.iter().position(|rows| rows.contains(&row)).unwrap();
            let (one, other) = (at(left).min(at(right)), at(left).max(at(right)));
            if one != other {
                let rows = clusters.remove(other);
                clusters[one].extend(rows);
                clusters[one].sort_unstable();
            }
        };
        for &(left, right) in must {
            join(&mut clusters, left, right);
        }
        let bits = |one: &[u32], other: &[u32]| {
            let pairs =
                || one.iter().flat_map(|&left| other.iter().map(move |&right| (left, right)));
            let is_linked = pairs().any(|(left, right)| score(left, right) > linkage.lowest_bar());
            let is_kept_apart =
                pairs().any(|(left, right)| cannot.contains(&(left.min(right), left.max(right))));
            let count = f64::from(u32::try_from(pairs().count()).unwrap());
            let sum: f64 = pairs().map(|(left, right)| linkage.capped(score(left, right))).sum();
            let bits = linkage.joint_bits(sum / count, count);
            // What differs by less than single precision tells apart is equal.
            #[expect(clippy::cast_possible_truncation, reason = "as said")]
            let single = bits as f32;
            (is_linked && !is_kept_apart && bits > linkage.join_above_bits).then_some(single)
        };
        loop {
            let best = |own: usize| {
                let others = (0..clusters.len()).filter(|&other| other != own);
                let known = others
                    .filter_map(|other| Some((bits(&clusters[own], &clusters[other])?, other)));
                let near = |other: usize| clusters[own][0] ^ clusters[other][0];
                known.max_by(|one, other| {
                    one.0.total_cmp(&other.0).then(near(other.1).cmp(&near(one.1)))
                })
            };
            let best: Vec<Option<usize>> =
                (0..clusters.len()).map(|own| Some(best(own)?.1)).collect();
            let pairs: Vec<(u32, u32)> = (0..clusters.len())
                .filter_map(|own| Some((own, best[own]?)))
                .filter(|&(own, other)| own < other && best[other] == Some(own))
                .map(|(own, other)| (clusters[own][0], clusters[other][0]))
                .collect();
            if pairs.is_empty() {
                clusters.sort_unstable();
                return clusters;
            }
            for (left, right) in pairs {
                join(&mut clusters, left, right);
            }
        }
    }

    /// Scores of all pairs of so many rows: whole halves of a bit, whose sums are exact, and enough of one
    /// chain that all are connected.
    fn scores(size: u32) -> impl Strategy<Value = Scores> {
        let pairs = move || {
            (0..size).flat_map(move |left| (left + 1..size).map(move |right| (left, right)))
        };
        prop::collection::vec(-9..9_i32, pairs().count()).prop_map(move |halves| {
            let bits = halves.into_iter().map(|half| f64::from(half) / 2.0);
            let scores = pairs().zip(bits);
            scores
                .map(|(pair, bits)| {
                    (pair, if pair.1 == pair.0 + 1 { bits.max(-1.0) } else { bits })
                })
                .collect()
        })
    }

    proptest! {
        #[test]
        fn rounds_over_sums_that_are_kept_are_rounds_from_scratch(
            scores in scores(11),
            must in prop::collection::vec((0..11_u32, 0..11_u32), 0..3),
            cannot in prop::collection::vec((0..11_u32, 0..11_u32), 0..3),
            unseen in prop::collection::vec(any::<bool>(), 100),
        ) {
            let linkage = Linkage { regroup_above_bits: 1e6, ..Linkage::default() };
            let ordered = |pairs: &[(u32, u32)]| -> Vec<(u32, u32)> {
                pairs.iter().filter(|pair| pair.0 != pair.1).map(|&(one, other)| (one.min(other), one.max(other))).collect()
            };
            let (must, cannot) = (ordered(&must), ordered(&cannot));
            let score = |left: u32, right: u32| scores[&(left.min(right), left.max(right))];
            // Edges at or below the bar may be left out.
            let edges: Vec<(u32, u32, f64)> = scores.iter().zip(unseen.iter().cycle())
                .filter(|((_, bits), unseen)| **bits > linkage.lowest_bar() || !**unseen)
                .map(|(((left, right), bits), _)| (*left, *right, *bits))
                .collect();
            let found = agglomerate(11, &edges, &must, &cannot, &linkage, &score);
            prop_assert_eq!(found, linked(11, &scores, &must, &cannot));
        }

        #[test]
        fn what_nothing_connects_does_not_matter_to_each_other(one in scores(6), other in scores(7)) {
            let linkage = Linkage::default();
            let alone = |scores: &Scores, size: usize| {
                let edges: Vec<(u32, u32, f64)> = scores.iter().map(|((left, right), bits)| (*left, *right, *bits)).collect();
                agglomerate(size, &edges, &[], &[], &linkage, &|left, right| scores[&(left.min(right), left.max(right))])
            };
            // The rows of the two in turns.
            let mut both = Scores::new();
            both.extend(one.iter().map(|(pair, bits)| ((pair.0 * 2, pair.1 * 2), *bits)));
            both.extend(other.iter().map(|(pair, bits)| ((pair.0 * 2 + 1, pair.1 * 2 + 1), *bits)));
            let edges: Vec<(u32, u32, f64)> = both.iter().map(|((left, right), bits)| (*left, *right, *bits)).collect();
            let score = |left: u32, right: u32| both[&(left.min(right), left.max(right))];
            let found = agglomerate(14, &edges, &[], &[], &linkage, &score);
            let within = |groups: Vec<Vec<u32>>, odd: u32| groups.into_iter().map(move |group| -> Vec<u32> {
                group.into_iter().map(|row| row * 2 + odd).collect()
            });
            let mut expected: Vec<Vec<u32>> = within(alone(&one, 6), 0).chain(within(alone(&other, 7), 1)).chain([vec![12]]).collect();
            expected.sort_unstable();
            prop_assert_eq!(found, expected);
        }
    }
}
