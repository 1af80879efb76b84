//! The rows of one component, joined by average linkage.

use super::Linkage;
use super::components::Component;
use super::neighbors::{Link, Neighbors};
use crate::lists::Lists;

/// "No cluster".
const NONE: u32 = u32::MAX;

/// Clusters while they are joined. A cluster has the number of its first row. Its lists are used again for
/// the next component.
#[derive(Debug, Default)]
pub(super) struct Clusters {
    /// The next member of each row's cluster, in a ring.
    next: Vec<u32>,
    /// How many members each cluster has; 0 for a row that is not the first of one.
    sizes: Vec<u32>,
    /// Each cluster's links to those with at least one pair that could be joined.
    links: Vec<Neighbors>,
    /// In which round each cluster was last joined with another.
    since: Vec<u32>,
    round: u32,
    /// With which cluster it is joined in the current round.
    partner: Vec<u32>,
    /// Whether it is known to change in the current round.
    has_changed: Vec<bool>,
    changed: Vec<u32>,
    /// Pairs of clusters that are each other's best, the smaller number first.
    pairs: Vec<(u32, u32)>,
    /// Of each cluster that is the first of such a pair, the place of the pair.
    pair_of: Vec<u32>,
    /// Links in the making: of each cluster at first, then of each pair of the current round.
    made: Vec<Vec<Link>>,
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
        for list in [&mut self.partner, &mut self.pair_of] {
            refill(list, size, NONE);
        }
        (self.mark, self.round) = (0, 0);
        refill(&mut self.met, size, 0);
        refill(&mut self.since, size, 0);
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
        if self.links.len() < size {
            self.links.resize_with(size, Neighbors::default);
            self.made.resize_with(size, Vec::new);
        }
        let cannot = component.cannot.iter().map(|&(left, right)| (left, right, f32::NEG_INFINITY));
        let edges = component.edges.iter().map(|edge| (edge.left, edge.right, edge.bits));
        for (left, right, sum) in edges.chain(cannot) {
            let (left, right) = (bound[left as usize], bound[right as usize]);
            if left != right {
                let link = Link::new(left, right, sum);
                self.made[left as usize].push(link);
                self.made[right as usize].push(link);
            }
        }
        self.changed.clear();
        for from in numbers() {
            let mut links = std::mem::take(&mut self.made[from as usize]);
            links.sort_unstable_by(|left, right| {
                left.to(from).cmp(&right.to(from)).then(left.sum().total_cmp(&right.sum()))
            });
            // What must not be comes first among equals, and stays.
            links.dedup_by_key(|link| link.to(from));
            for link in links.iter_mut().filter(|link| link.sum() > f32::NEG_INFINITY) {
                let to = link.to(from);
                let pairs = self.pairs_between(from, to);
                if pairs > 1.0 {
                    let sum = self.between(from.min(to), from.max(to), linkage, score);
                    *link = Link::new(from, to, sum);
                }
                *link = link.over(pairs, linkage);
            }
            if !links.is_empty() {
                self.changed.push(from);
            }
            self.made[from as usize] = links;
            self.put(from, from);
        }
    }

    /// Gives a cluster the links that were made at some place.
    fn put(&mut self, cluster: u32, place: u32) {
        let made = Neighbors::from(std::mem::take(&mut self.made[place as usize]));
        let mut before = std::mem::replace(&mut self.links[cluster as usize], made).into_vec();
        before.clear();
        self.made[place as usize] = before;
    }

    fn members(&self, cluster: u32) -> impl Iterator<Item = u32> + '_ {
        let mut row = cluster;
        (0..self.sizes[cluster as usize]).map(move |_| {
            let member = row;
            row = self.next[row as usize];
            member
        })
    }

    fn pairs_between(&self, left: u32, right: u32) -> f64 {
        f64::from(self.sizes[left as usize]) * f64::from(self.sizes[right as usize])
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

    /// The neighbor with which a cluster should be joined first, if it is good enough.
    fn best_of(&self, cluster: u32) -> u32 {
        self.links[cluster as usize].best().map_or(NONE, |best| best.to(cluster))
    }

    /// Joins clusters as long as two of them should be one.
    fn join(&mut self, linkage: &Linkage, score: &impl Fn(u32, u32) -> f64) {
        loop {
            self.pairs.clear();
            for &cluster in &self.changed {
                let best = self.best_of(cluster);
                if best != NONE && self.best_of(best) == cluster {
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
        self.changed.clear();
        self.round += 1;
        for (place, &(left, right)) in pairs.iter().enumerate() {
            self.join_pair(place, [left, right], linkage, score);
        }
        for (place, &(left, right)) in (0..).zip(&pairs) {
            self.next.swap(left as usize, right as usize);
            self.sizes[left as usize] += std::mem::take(&mut self.sizes[right as usize]);
            self.put(left, place);
            for cluster in [left, right] {
                self.since[cluster as usize] = self.round;
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
        let own = pair.map(|part| {
            let mut links = std::mem::take(&mut self.links[part as usize]).into_vec();
            links.retain(|link| link.is_live(self.since[link.to(part) as usize]));
            links
        });
        for ((part, links), sums) in pair.into_iter().zip(&own).zip(&mut self.sums) {
            for link in links {
                sums[link.to(part) as usize] = link.sum();
            }
        }
        let [left, right] = pair;
        let size = self.sizes[left as usize] + self.sizes[right as usize];
        self.mark += 1;
        let neighbors = pair.into_iter().zip(&own);
        for to in neighbors.flat_map(|(part, links)| links.iter().map(move |link| link.to(part))) {
            // No partner is the largest number.
            let partner = self.partner[to as usize];
            let neighbor = to.min(partner);
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
            let added = self.sizes.get(to.max(partner) as usize).copied().unwrap_or(0);
            let pairs = f64::from(size) * f64::from(self.sizes[neighbor as usize] + added);
            let link = Link::new(left, neighbor, sum).over(pairs, linkage);
            let joined = link.since(self.round);
            if other == NONE {
                self.made[place].push(link.since(self.since[neighbor as usize]));
                self.relink(neighbor, joined);
            } else {
                self.made[place].push(joined);
                self.made[other as usize].push(joined);
            }
        }
        for ((part, mut links), sums) in pair.into_iter().zip(own).zip(&mut self.sums) {
            for link in links.drain(..) {
                sums[link.to(part) as usize] = f32::NAN;
            }
            self.links[part as usize] = Neighbors::from(links);
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

    /// Gives a cluster a link to a pair. Those to its parts are not live any more once it is joined.
    fn relink(&mut self, cluster: u32, link: Link) {
        if !std::mem::replace(&mut self.has_changed[cluster as usize], true) {
            self.changed.push(cluster);
        }
        self.links[cluster as usize].add(link, |link| {
            let to = link.to(cluster) as usize;
            let is_joined = self.partner[to] != NONE;
            link.is_live(if is_joined { self.round } else { self.since[to] })
        });
    }
}

/// Fills a list anew.
fn refill<T: Copy>(list: &mut Vec<T>, size: usize, value: T) {
    list.clear();
    list.resize(size, value);
}
