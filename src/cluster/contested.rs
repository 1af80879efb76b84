//! Which groups might be divided otherwise: those between which a row may be better placed, and single ones
//! that might fall apart.

use super::components::Component;
use super::{Forest, Linkage};
use crate::lists::Lists;

/// Bits as whole thousandths, so that sums are the same in any order.
fn thousandths(bits: f64) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "bits are capped")]
    let whole = (bits * 1000.0).round() as i64;
    whole
}

/// The edges of a row into one group.
#[derive(Clone, Copy, Debug, Default)]
struct Edges {
    count: i64,
    sum: i64,
}

impl Edges {
    fn add(&mut self, bits: i64) {
        self.count += 1;
        self.sum += bits;
    }

    /// The worth of the row in a group of so many others, if pairs without an edge have so many bits.
    fn worth(self, others: usize, without: i64, linkage: &Linkage) -> f64 {
        let others = i64::try_from(others).unwrap_or(i64::MAX);
        if others == 0 {
            return 0.0;
        }
        let sum = self.sum + others.saturating_sub(self.count).max(0).saturating_mul(without);
        #[expect(clippy::cast_precision_loss, reason = "far less than a float can tell apart")]
        let (sum, pairs) = (sum as f64 / 1000.0, others as f64);
        linkage.worth_bits(sum, pairs)
    }
}

/// Whether a group might be better divided: so many of its pairs have no edge that the slack does not make up
/// for them, were each as much against it as it can be.
fn may_fall_apart(group: &[u32], own: &[Edges], linkage: &Linkage) -> bool {
    if group.len() < 2 {
        return false;
    }
    let others = group.len() - 1;
    let edges = group.iter().filter_map(|&row| own.get(row as usize)).map(|edges| edges.count);
    let missing = i64::try_from(group.len() * others).unwrap_or(i64::MAX) - edges.sum::<i64>();
    #[expect(clippy::cast_precision_loss, reason = "far less than a float can tell apart")]
    let (missing, others) = ((missing / 2) as f64, others as f64);
    missing * linkage.least() + linkage.slack_bits * (others - 1.0) < -linkage.regroup_above_bits
}

/// Sets of groups, each sorted, that may be better divided otherwise: those between which some row might
/// gain by a move, and single ones that might fall apart.
///
/// What a row gains is bounded from above with what is known without scoring a pair: a pair without an
/// edge counts as little as it can where the row is, and as much as it can where it might go.
pub(super) fn contested(
    groups: &Lists<u32>,
    component: &Component<'_>,
    linkage: &Linkage,
) -> Vec<Vec<u32>> {
    let group_of = groups.owners(component.rows.len());
    let group = |row: u32| group_of[row as usize];
    let mut own = vec![Edges::default(); group_of.len()];
    let mut across: Vec<(u32, u32, i64)> = Vec::new();
    for edge in component.edges {
        let (left, right, bits) = (edge.left, edge.right, thousandths(f64::from(edge.bits)));
        if group(left) == group(right) {
            own[left as usize].add(bits);
            own[right as usize].add(bits);
        } else {
            across.push((left, group(right), bits));
            across.push((right, group(left), bits));
        }
    }
    across.sort_unstable();
    let size = |group: u32| groups.get(group as usize).len();
    let least = thousandths(linkage.least());
    let most = thousandths(linkage.capped(linkage.lowest_bar()));
    let mut joined = Forest::new(groups.len());
    let mut contested: Vec<u32> = Vec::new();
    for links in across.chunk_by(|one, next| (one.0, one.1) == (next.0, next.1)) {
        let Some(&(row, other, _)) = links.first() else { continue };
        let mut there = Edges::default();
        for &(_, _, bits) in links {
            there.add(bits);
        }
        let here = own[row as usize].worth(size(group(row)) - 1, least, linkage);
        if there.worth(size(other), most, linkage) - here > linkage.regroup_above_bits {
            joined.join(group(row), other);
            contested.extend([group(row), other]);
        }
    }
    let alone = (0..).zip(groups.iter()).filter(|(_, group)| may_fall_apart(group, &own, linkage));
    contested.extend(alone.map(|(number, _)| number));
    contested.sort_unstable();
    contested.dedup();
    let mut named: Vec<(u32, u32)> =
        contested.into_iter().map(|group| (joined.find(group), group)).collect();
    named.sort_unstable();
    named
        .chunk_by(|one, next| one.0 == next.0)
        .map(|groups| groups.iter().map(|&(_, group)| group).collect())
        .collect()
}
