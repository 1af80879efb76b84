//! To which others a cluster is linked, the best of them at hand.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::Linkage;

/// One cluster's link to another, as both were at some time. The one to follow first is the greatest.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    /// How sure it is that the two are one, in bits; negative infinity where they are not to be joined.
    bits: f32,
    /// The bits in which the numbers of the two differ.
    differ: u32,
    /// The sum of the log-odds of all their pairs.
    sum: f32,
    /// The round that made the other what it was then.
    since: u32,
}

impl Link {
    /// A link between two clusters that are what they were at the start, not to be joined yet.
    pub(super) const fn new(left: u32, right: u32, sum: f32) -> Self {
        Self { bits: f32::NEG_INFINITY, differ: left ^ right, sum, since: 0 }
    }

    /// The same, to be followed if the sum is that of so many pairs and good enough.
    pub(super) fn over(self, pairs: f64, linkage: &Linkage) -> Self {
        let bits = linkage.joint_bits(f64::from(self.sum) / pairs, pairs);
        #[expect(clippy::cast_possible_truncation, reason = "far finer than a bit")]
        let single = bits as f32;
        let bits = if bits > linkage.join_above_bits { single } else { f32::NEG_INFINITY };
        Self { bits, ..self }
    }

    /// The same to what a round has made.
    pub(super) const fn since(self, since: u32) -> Self {
        Self { since, ..self }
    }

    /// The cluster that a link of another one leads to.
    pub(super) const fn to(self, from: u32) -> u32 {
        self.differ ^ from
    }

    pub(super) const fn sum(self) -> f32 {
        self.sum
    }

    /// Whether it leads to what the other is, given the round that made it that.
    pub(super) const fn is_live(self, since: u32) -> bool {
        self.since == since
    }
}

/// Among equals the first is the one whose number differs in the lowest bits: of many that are all alike,
/// half are each other's best, and a few rounds join them, where the first of all would be the best of all and
/// take one a round.
impl Ord for Link {
    fn cmp(&self, other: &Self) -> Ordering {
        self.bits.total_cmp(&other.bits).then_with(|| other.differ.cmp(&self.differ))
    }
}

impl PartialOrd for Link {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Link {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Link {}

/// A cluster's links: the best at hand, the others so that the next best is soon found. Some of those may lead to
/// what a cluster was before it was joined with another: they are dropped when they come up.
#[derive(Debug, Default)]
pub(super) struct Neighbors {
    best: Option<Link>,
    others: BinaryHeap<Link>,
}

impl Neighbors {
    /// The one to join first, if it is good enough.
    pub(super) fn best(&self) -> Option<Link> {
        self.best.filter(|best| best.bits > f32::NEG_INFINITY)
    }

    /// Adds a link, where the best and others may not be live any more. The best is live then.
    pub(super) fn add(&mut self, link: Link, is_live: impl Fn(Link) -> bool) {
        let best = self.best.filter(|best| is_live(*best));
        if best.as_ref().or(self.others.peek()).is_none_or(|best| link > *best) {
            self.best = Some(link);
            if let Some(second) = best {
                self.keep(second, is_live);
            }
            return;
        }
        self.keep(link, &is_live);
        self.best =
            best.or_else(|| std::iter::from_fn(|| self.others.pop()).find(|link| is_live(*link)));
    }

    /// Room for more is made of what is not live before any is asked for.
    fn keep(&mut self, link: Link, is_live: impl Fn(Link) -> bool) {
        if self.others.len() == self.others.capacity() {
            self.others.retain(|link| is_live(*link));
        }
        self.others.push(link);
    }

    /// All links, those that are not live among them, in no order.
    pub(super) fn into_vec(self) -> Vec<Link> {
        let mut links = self.others.into_vec();
        links.extend(self.best);
        links
    }
}

impl From<Vec<Link>> for Neighbors {
    fn from(links: Vec<Link>) -> Self {
        let mut others = BinaryHeap::from(links);
        Self { best: others.pop(), others }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_best_is_the_greatest_of_those_that_are_live(
            sums in prop::collection::vec((-4..9_i16, 1..20_u32), 1..60),
        ) {
            let linkage = Linkage::default();
            let mut neighbors = Neighbors::default();
            // The last link to each cluster is live.
            let mut since = [0; 20];
            for (round, (sum, to)) in (1..).zip(sums) {
                since[to as usize] = round;
                let link = Link::new(0, to, f32::from(sum)).over(1.0, &linkage).since(round);
                let is_live = |link: Link| link.is_live(since[link.to(0) as usize]);
                neighbors.add(link, is_live);
                let all = [&neighbors.best.into_iter().collect::<Vec<_>>()[..], neighbors.others.as_slice()].concat();
                let live = all.into_iter().filter(|link| is_live(*link));
                prop_assert_eq!(neighbors.best, live.max());
                let is_linked = |to: &usize| since[*to] > 0;
                let clusters = (0..20).filter(is_linked).count();
                let kept = neighbors.others.iter().chain(&neighbors.best);
                prop_assert_eq!(kept.filter(|link| is_live(**link)).count(), clusters);
            }
        }
    }
}
