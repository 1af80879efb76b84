//! The rows of one component, joined by average linkage.

use super::Linkage;
use super::components::Component;
use crate::lists::Lists;

/// "No cluster".
const NONE: u32 = u32::MAX;

/// One cluster's link to another: the sum of the log-odds of all their pairs.
#[derive(Clone, Copy, Debug)]
struct Link {
    to: u32,
    sum: f32,
}

/// Clusters while they are joined. A cluster has the number of its first row. Its lists are used again for
/// the next component.
#[derive(Debug, Default)]
pub(super) struct Clusters {
    /// The next member of each row's cluster, in a ring.
    next: Vec<u32>,
    /// How many members each cluster has; 0 for a row that is not the first of one.
    sizes: Vec<u32>,
    /// Each cluster's neighbors with at least one pair that could be joined, in no order.
    links: Vec<Vec<Link>>,
    /// Each cluster's best neighbor, if it is good enough.
    best: Vec<u32>,
    /// With which cluster it is joined in the current round.
    partner: Vec<u32>,
    /// Whether it is known to change in the current round.
    has_changed: Vec<bool>,
    changed: Vec<u32>,
    /// Pairs of clusters that are each other's best, the smaller number first.
    pairs: Vec<(u32, u32)>,
    /// Of each cluster that is the first of such a pair, the place of the pair.
    pair_of: Vec<u32>,
    /// The links of each pair after the current round.
    joined: Vec<Vec<Link>>,
    /// Which pair has met each cluster last, by a mark that is new for each pair of each round.
    met: Vec<u32>,
    mark: u32,
    /// The sums of the links of the two clusters that are joined just now, by neighbor: not a number where
    /// there is no link.
    sums: [Vec<f32>; 2],
}

impl Clusters {
    /// Adds the clusters of a component, as sorted lists of its rows and by their first row. `bound` has the
    /// first of the rows with which each must be together, `score` gives the log-odds of any two rows.
    pub(super) fn form(
        &mut self,
        component: &Component<'_>,
        bound: &[u32],
        linkage: &Linkage,
        score: &impl Fn(u32, u32) -> f64,
        groups: &mut Lists<u32>,
    ) {
        self.start(component, bound, linkage, score);
        self.join(linkage, score);
        for cluster in (0..).take(component.rows.len()) {
            if self.sizes[cluster as usize] > 0 {
                groups.push(self.members(cluster)).sort_unstable();
            }
        }
    }

    /// The clusters that must-links make, linked where an edge says that they might be one.
    fn start(
        &mut self,
        component: &Component<'_>,
        bound: &[u32],
        linkage: &Linkage,
        score: &impl Fn(u32, u32) -> f64,
    ) {
        let size = component.rows.len();
        let numbers = || 0..u32::try_from(size).unwrap_or(NONE);
        refill(&mut self.sizes, size, 0);
        for list in [&mut self.best, &mut self.partner, &mut self.pair_of] {
            refill(list, size, NONE);
        }
        self.mark = 0;
        refill(&mut self.met, size, 0);
        refill(&mut self.has_changed, size, false);
        for sums in &mut self.sums {
            refill(sums, size, f32::NAN);
        }
        self.next.clear();
        self.next.extend(numbers());
        for (row, &first) in (0..).zip(bound) {
            self.sizes[first as usize] += 1;
            if row != first {
                self.next.swap(row as usize, first as usize);
            }
        }
        self.links.iter_mut().take(size).for_each(Vec::clear);
        if self.links.len() < size {
            self.links.resize_with(size, Vec::new);
        }
        let cannot = component.cannot.iter().map(|&(left, right)| (left, right, f32::NEG_INFINITY));
        let edges = component.edges.iter().map(|edge| (edge.left, edge.right, edge.bits));
        for (left, right, sum) in edges.chain(cannot) {
            let (left, right) = (bound[left as usize], bound[right as usize]);
            if left != right {
                self.links[left as usize].push(Link { to: right, sum });
                self.links[right as usize].push(Link { to: left, sum });
            }
        }
        self.changed.clear();
        for from in numbers() {
            let mut links = std::mem::take(&mut self.links[from as usize]);
            links.sort_unstable_by(|left, right| {
                left.to.cmp(&right.to).then(left.sum.total_cmp(&right.sum))
            });
            // What must not be comes first among equals, and stays.
            links.dedup_by_key(|link| link.to);
            for link in links.iter_mut().filter(|link| link.sum > f32::NEG_INFINITY) {
                if self.sizes[from as usize] > 1 || self.sizes[link.to as usize] > 1 {
                    let (low, high) = (from.min(link.to), from.max(link.to));
                    link.sum = self.between(low, high, linkage, score);
                }
            }
            if !links.is_empty() {
                self.changed.push(from);
            }
            self.links[from as usize] = links;
        }
    }

    fn members(&self, cluster: u32) -> impl Iterator<Item = u32> + '_ {
        let mut row = cluster;
        (0..self.sizes[cluster as usize]).map(move |_| {
            let member = row;
            row = self.next[row as usize];
            member
        })
    }

    /// The sum of the log-odds of all pairs between two clusters.
    fn between(
        &self,
        left: u32,
        right: u32,
        linkage: &Linkage,
        score: &impl Fn(u32, u32) -> f64,
    ) -> f32 {
        let mut sum = 0.0;
        for row in self.members(left) {
            for other in self.members(right) {
                sum += f64::from(linkage.capped_f32(score(row, other)));
            }
        }
        #[expect(clippy::cast_possible_truncation, reason = "far finer than a bit for each pair")]
        let sum = sum as f32;
        sum
    }

    /// The neighbor with which a cluster should be joined first. Among equals that is the one whose
    /// number differs in the lowest bits: of many that are all alike, half are each other's best, and a
    /// few rounds join them, where the first would be the best of all and take one a round.
    fn best_of(&self, cluster: u32, linkage: &Linkage) -> u32 {
        let size = f64::from(self.sizes[cluster as usize]);
        let mut best = (linkage.join_above_bits, NONE);
        for link in &self.links[cluster as usize] {
            let pairs = size * f64::from(self.sizes[link.to as usize]);
            let bits = linkage.joint_bits(f64::from(link.sum) / pairs, pairs);
            let is_nearer = best.1 != NONE && cluster ^ link.to < cluster ^ best.1;
            if bits > best.0 || (bits >= best.0 && is_nearer) {
                best = (bits, link.to);
            }
        }
        best.1
    }

    /// Joins clusters as long as two of them should be one.
    fn join(&mut self, linkage: &Linkage, score: &impl Fn(u32, u32) -> f64) {
        loop {
            for &cluster in &self.changed {
                self.best[cluster as usize] = self.best_of(cluster, linkage);
            }
            self.pairs.clear();
            for &cluster in &self.changed {
                let best = self.best[cluster as usize];
                if best != NONE && self.best[best as usize] == cluster {
                    self.pairs.push((cluster.min(best), cluster.max(best)));
                }
            }
            if self.pairs.is_empty() {
                return;
            }
            self.pairs.sort_unstable();
            self.pairs.dedup();
            self.join_pairs(linkage, score);
        }
    }

    /// Joins the pairs, which have no cluster in common; what changes then is known.
    fn join_pairs(&mut self, linkage: &Linkage, score: &impl Fn(u32, u32) -> f64) {
        let pairs = std::mem::take(&mut self.pairs);
        for (place, &(left, right)) in (0..).zip(&pairs) {
            self.partner[left as usize] = right;
            self.partner[right as usize] = left;
            self.pair_of[left as usize] = place;
        }
        if self.joined.len() < pairs.len() {
            self.joined.resize_with(pairs.len(), Vec::new);
        }
        self.changed.clear();
        for (place, &(left, right)) in pairs.iter().enumerate() {
            self.join_pair(place, [left, right], linkage, score);
        }
        for (place, &(left, right)) in pairs.iter().enumerate() {
            self.next.swap(left as usize, right as usize);
            self.sizes[left as usize] += std::mem::take(&mut self.sizes[right as usize]);
            self.links[right as usize].clear();
            std::mem::swap(&mut self.links[left as usize], &mut self.joined[place]);
            self.joined[place].clear();
            self.best[right as usize] = NONE;
            for cluster in [left, right] {
                self.partner[cluster as usize] = NONE;
                self.pair_of[cluster as usize] = NONE;
            }
        }
        for &cluster in &self.changed {
            self.has_changed[cluster as usize] = false;
        }
        self.changed.extend(pairs.iter().map(|&(left, _)| left));
        self.pairs = pairs;
    }

    /// Finds the links of a pair after the current round, on both sides of each.
    fn join_pair(
        &mut self,
        place: usize,
        pair: [u32; 2],
        linkage: &Linkage,
        score: &impl Fn(u32, u32) -> f64,
    ) {
        let own = pair.map(|part| std::mem::take(&mut self.links[part as usize]));
        for (sums, links) in self.sums.iter_mut().zip(&own) {
            for link in links {
                sums[link.to as usize] = link.sum;
            }
        }
        let [left, _] = pair;
        self.mark += 1;
        for link in own.iter().flatten() {
            // No partner is the largest number.
            let neighbor = link.to.min(self.partner[link.to as usize]);
            if neighbor == left
                || std::mem::replace(&mut self.met[neighbor as usize], self.mark) == self.mark
            {
                continue;
            }
            let other = self.pair_of[neighbor as usize];
            // Two pairs of one round are looked at once.
            if other != NONE && (other as usize) < place {
                continue;
            }
            let sum = self.joint_sum(pair, neighbor, linkage, score);
            self.joined[place].push(Link { to: neighbor, sum });
            if other == NONE {
                self.relink(neighbor, Link { to: left, sum });
            } else {
                self.joined[other as usize].push(Link { to: left, sum });
            }
        }
        for (sums, links) in self.sums.iter_mut().zip(&own) {
            for link in links {
                sums[link.to as usize] = f32::NAN;
            }
        }
        for (part, mut links) in pair.into_iter().zip(own) {
            links.clear();
            self.links[part as usize] = links;
        }
    }

    /// The sum of the log-odds of all pairs between a pair of clusters, whose own sums are at hand, and a
    /// neighbor with all that is joined with it in this round.
    fn joint_sum(
        &self,
        pair: [u32; 2],
        neighbor: u32,
        linkage: &Linkage,
        score: &impl Fn(u32, u32) -> f64,
    ) -> f32 {
        let mut total = 0.0;
        for (part, sums) in pair.into_iter().zip(&self.sums) {
            for other in [neighbor, self.partner[neighbor as usize]] {
                let Some(&known) = sums.get(other as usize) else { continue };
                total += if known.is_nan() {
                    self.between(part.min(other), part.max(other), linkage, score)
                } else {
                    known
                };
            }
        }
        total
    }

    /// Puts a link to a pair in the place of those to its parts.
    fn relink(&mut self, cluster: u32, link: Link) {
        let links = &mut self.links[cluster as usize];
        if !std::mem::replace(&mut self.has_changed[cluster as usize], true) {
            self.changed.push(cluster);
            // Those to other pairs are put in when it is their turn.
            links.retain(|link| self.partner[link.to as usize] == NONE);
        }
        links.push(link);
    }
}

/// Fills a list anew.
fn refill<T: Copy>(list: &mut Vec<T>, size: usize, value: T) {
    list.clear();
    list.resize(size, value);
}
