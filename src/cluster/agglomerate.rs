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
use super::lists::Lists;
use super::regroup::Rows;
use crate::threads;

/// Groups the rows `0..size`. Each group is sorted, and the groups by their first row.
///
/// `edges` are the pairs that are proposed, each once with its log-odds in bits: no two groups are joined
/// of which no pair is. `score` gives the log-odds of any pair, proposed or not, and the same for both
/// orders; negative infinity keeps two apart like `cannot`. `must` pairs end in one group, `cannot` pairs never do.
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
        let (mut clusters, mut linked) = (Clusters::new(), Lists::default());
        let mut groups = Lists::default();
        for number in run.clone() {
            let component = components.get(number);
            let score = |left: u32, right: u32| {
                score(component.rows[left as usize], component.rows[right as usize])
            };
            linked.clear();
            clusters.form(&component, linkage, &score, &mut linked);
            let rows = Rows { component, linkage, score: &score };
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
