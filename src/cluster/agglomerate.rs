//! Scored pairs to clusters by average linkage on log-odds.
//!
//! Two clusters are joined when the mean of the log-odds over *all* their pairs is positive, the
//! pairs that were never compared included. One strong link cannot chain two events together: the
//! many weak or negative links between their other members outvote it.

use std::collections::{BTreeMap, BinaryHeap};

use rustc_hash::FxHashMap;

use super::forest::Forest;

/// How pairs become clusters.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Linkage {
    /// Clusters are joined while the mean log-odds of their pairs lies above this, in bits.
    pub join_above_bits: f64,
    /// How far the bar falls for groups of many pairs, in bits: what many pairs agree on is more than
    /// their mean says. A single pair has none of it.
    pub slack_bits: f64,
    /// What a pair counts that blocking never proposed, in bits.
    pub missing_bits: f64,
    /// Log-odds are cut to this range around zero before they are averaged, in bits, so that one
    /// overconfident pair does not decide for many.
    pub cap_bits: f64,
}

impl Default for Linkage {
    fn default() -> Self {
        Self { join_above_bits: 0.0, slack_bits: 1.0, missing_bits: -6.0, cap_bits: 5.0 }
    }
}

impl Linkage {
    /// Whether the options make sense.
    ///
    /// # Errors
    ///
    /// A sentence that names the option, when one is not finite or the cap is not positive.
    pub fn validate(&self) -> Result<(), String> {
        if !(self.slack_bits.is_finite() && self.slack_bits >= 0.0) {
            return Err(format!("slack_bits: found {}, expected at least 0 bits", self.slack_bits));
        }
        if !self.join_above_bits.is_finite() || !self.missing_bits.is_finite() {
            return Err("join_above_bits, missing_bits: expected finite numbers of bits".to_owned());
        }
        if !(self.cap_bits.is_finite() && self.cap_bits > 0.0) {
            return Err(format!("cap_bits: found {}, expected more than 0 bits", self.cap_bits));
        }
        Ok(())
    }
}

impl Linkage {
    /// How sure a number of pairs with a mean is, in bits: a single pair counts as it is.
    pub(crate) fn joint_bits(&self, mean: f64, pairs: f64) -> f64 {
        mean + self.slack_bits * (1.0 - 1.0 / pairs.max(1.0))
    }
}

/// The sum of log-odds between two clusters and how many pairs it is of.
#[derive(Clone, Copy, Debug, Default)]
struct Between {
    sum: f64,
    pairs: f64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Merge {
    mean: f64,
    left: u32,
    right: u32,
    stamp: (u32, u32),
}

impl Eq for Merge {}

impl PartialOrd for Merge {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Merge {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        // The best mean first; ties by the smaller rows, whatever the order of the input.
        self.mean
            .total_cmp(&other.mean)
            .then_with(|| (other.left, other.right).cmp(&(self.left, self.right)))
    }
}

/// Groups the rows `0..size`. Each group is sorted, and the groups by their first row.
///
/// `edges` are scored pairs, each once; `must` pairs end in one group, `cannot` pairs never do.
#[must_use]
pub fn agglomerate(
    size: usize,
    edges: &[(u32, u32, f64)],
    must: &[(u32, u32)],
    cannot: &[(u32, u32)],
    linkage: &Linkage,
) -> Vec<Vec<u32>> {
    let mut forest = Forest::new(size);
    for &(left, right) in must {
        forest.join(left, right);
    }
    let mut sizes = vec![0_u32; size];
    for row in 0..size {
        let root = forest.find(u32::try_from(row).unwrap_or(u32::MAX));
        sizes[root as usize] += 1;
    }
    let mut links: Vec<FxHashMap<u32, Between>> = vec![FxHashMap::default(); size];
    for &(left, right, bits) in edges {
        let (left, right) = (forest.find(left), forest.find(right));
        if left == right {
            continue;
        }
        let bits = bits.clamp(-linkage.cap_bits, linkage.cap_bits);
        for (from, to) in [(left, right), (right, left)] {
            let between = links[from as usize].entry(to).or_default();
            between.sum += bits;
            between.pairs += 1.0;
        }
    }
    for &(left, right) in cannot {
        let (left, right) = (forest.find(left), forest.find(right));
        for (from, to) in [(left, right), (right, left)] {
            if from != to {
                links[from as usize].entry(to).or_default().sum = f64::NEG_INFINITY;
            }
        }
    }
    let mean = |between: Between, left: u32, right: u32, sizes: &[u32]| {
        let all = f64::from(sizes[left as usize]) * f64::from(sizes[right as usize]);
        let mean = (between.sum + linkage.missing_bits * (all - between.pairs)) / all;
        linkage.joint_bits(mean, all)
    };
    let mut stamps = vec![0_u32; size];
    let mut heap = BinaryHeap::new();
    for left in 0..u32::try_from(size).unwrap_or(u32::MAX) {
        #[expect(clippy::iter_over_hash_type, reason = "the heap orders what it is given")]
        for (&right, &between) in &links[left as usize] {
            if left < right {
                let mean = mean(between, left, right, &sizes);
                if mean > linkage.join_above_bits {
                    heap.push(Merge { mean, left, right, stamp: (0, 0) });
                }
            }
        }
    }
    while let Some(merge) = heap.pop() {
        let Merge { left, right, stamp, .. } = merge;
        if stamp != (stamps[left as usize], stamps[right as usize]) {
            continue;
        }
        // The smaller row stays the name of the cluster.
        forest.join(left, right);
        stamps[right as usize] = u32::MAX;
        stamps[left as usize] += 1;
        sizes[left as usize] += sizes[right as usize];
        let moved = std::mem::take(&mut links[right as usize]);
        links[left as usize].remove(&right);
        #[expect(clippy::iter_over_hash_type, reason = "sums of two numbers, in any order")]
        for (other, between) in moved {
            if other == left {
                continue;
            }
            links[other as usize].remove(&right);
            for (from, to) in [(left, other), (other, left)] {
                let sum = links[from as usize].entry(to).or_default();
                sum.sum += between.sum;
                sum.pairs += between.pairs;
            }
        }
        #[expect(clippy::iter_over_hash_type, reason = "the heap orders what it is given")]
        for (&other, &between) in &links[left as usize] {
            let mean = mean(between, left, other, &sizes);
            if mean > linkage.join_above_bits {
                let (low, high) = (left.min(other), left.max(other));
                let stamp = (stamps[low as usize], stamps[high as usize]);
                heap.push(Merge { mean, left: low, right: high, stamp });
            }
        }
    }
    let mut groups: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for row in 0..u32::try_from(size).unwrap_or(u32::MAX) {
        groups.entry(forest.find(row)).or_default().push(row);
    }
    groups.into_values().collect()
}
