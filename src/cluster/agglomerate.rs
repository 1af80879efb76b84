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

use super::regroup::{Rows, regroup};
use super::{Forest, Linkage};
use crate::threads;

/// "No cluster".
const NONE: u32 = u32::MAX;
/// Rows or clusters that one thread takes at a time.
const RUN: usize = 1024;

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
    form(size, edges.iter().copied(), must, cannot, linkage, score)
}

/// The same from any source of edges. Edges at or below the lowest bar may be left out.
pub(crate) fn form(
    size: usize,
    edges: impl Iterator<Item = (u32, u32, f64)> + Clone,
    must: &[(u32, u32)],
    cannot: &[(u32, u32)],
    linkage: &Linkage,
    score: &(impl Fn(u32, u32) -> f64 + Sync),
) -> Vec<Vec<u32>> {
    let linked = Clusters::new(size, edges.clone(), must, cannot, linkage, score).join().groups();
    regroup(linked, size, edges, &Rows { must, cannot, linkage, score })
}

/// One cluster's link to another: the sum of the log-odds of all their pairs.
#[derive(Clone, Copy, Debug)]
struct Link {
    to: u32,
    sum: f32,
}

/// Clusters while they are joined. A cluster has the number of its first row.
struct Clusters<'a, S> {
    linkage: &'a Linkage,
    /// The log-odds of any two rows, in bits.
    score: &'a S,
    /// The next member of each row's cluster, in a ring.
    next: Vec<u32>,
    /// How many members each cluster has; 0 for a row that is not the first of one.
    sizes: Vec<u32>,
    /// Each cluster's neighbors with at least one pair that could be joined, by number.
    links: Vec<Box<[Link]>>,
    /// Each cluster's best neighbor, if it is good enough.
    best: Vec<u32>,
    /// Each row's place among the rows that edges connect it with, which rows elsewhere do not change.
    places: Vec<u32>,
    /// Which cluster it is joined with in the current round.
    partner: Vec<u32>,
    /// Whether it is known to change in the current round.
    has_changed: Vec<bool>,
}

impl<'a, S: Fn(u32, u32) -> f64 + Sync> Clusters<'a, S> {
    /// The clusters that `must` makes, linked where an edge says that they might be one. Edges at or
    /// below the lowest bar may be left out: they join nothing.
    fn new(
        size: usize,
        edges: impl Iterator<Item = (u32, u32, f64)> + Clone,
        must: &[(u32, u32)],
        cannot: &[(u32, u32)],
        linkage: &'a Linkage,
        score: &'a S,
    ) -> Self {
        let mut forest = Forest::new(size);
        for &(left, right) in must {
            forest.join(left, right);
        }
        let bar = linkage.lowest_bar();
        let mut connected = forest.clone();
        for (left, right, _) in edges.clone().filter(|&(_, _, bits)| bits > bar) {
            connected.join(left, right);
        }
        let mut counts = vec![0_u32; size];
        let places = connected.into_roots().into_iter().map(|root| {
            let count = &mut counts[root as usize];
            *count += 1;
            *count - 1
        });
        let places = places.collect();
        let roots = forest.into_roots();
        let mut clusters = Self {
            linkage,
            score,
            next: (0..u32::try_from(size).unwrap_or(NONE)).collect(),
            sizes: vec![0; size],
            links: Vec::new(),
            best: vec![NONE; size],
            places,
            partner: vec![NONE; size],
            has_changed: vec![false; size],
        };
        for (row, &root) in (0..).zip(&roots) {
            clusters.sizes[root as usize] += 1;
            if row != root {
                clusters.next.swap(row as usize, root as usize);
            }
        }
        let near = edges
            .filter(|&(_, _, bits)| bits > bar)
            .map(|(left, right, bits)| (left, right, clusters.capped(bits)))
            .chain(cannot.iter().map(|&(left, right)| (left, right, f32::NEG_INFINITY)))
            .map(|(left, right, bits)| (roots[left as usize], roots[right as usize], bits))
            .filter(|(left, right, _)| left != right);
        let mut starts = vec![0_u32; size + 1];
        for (left, right, _) in near.clone() {
            starts[left as usize + 1] += 1;
            starts[right as usize + 1] += 1;
        }
        let mut total = 0;
        for start in &mut starts {
            total += *start;
            *start = total;
        }
        let mut links = vec![Link { to: NONE, sum: 0.0 }; total as usize];
        let mut free = starts.clone();
        for (left, right, sum) in near {
            for (from, to) in [(left, right), (right, left)] {
                links[free[from as usize] as usize] = Link { to, sum };
                free[from as usize] += 1;
            }
        }
        drop(free);
        let numbers: Vec<u32> = (0..u32::try_from(size).unwrap_or(NONE)).collect();
        let linked = threads::map_chunks(&numbers, RUN, |run| {
            run.iter()
                .map(|&from| {
                    let range = starts[from as usize] as usize..starts[from as usize + 1] as usize;
                    clusters.first_links(from, &links[range])
                })
                .collect::<Vec<Box<[Link]>>>()
        });
        clusters.links = linked.into_iter().flatten().collect();
        clusters
    }

    /// The links of a cluster at the start, from those of its pairs that might be joined.
    fn first_links(&self, from: u32, links: &[Link]) -> Box<[Link]> {
        let mut links = links.to_vec();
        links.sort_unstable_by(|left, right| {
            left.to.cmp(&right.to).then(left.sum.total_cmp(&right.sum))
        });
        // What must not be comes first among equals, and stays.
        links.dedup_by_key(|link| link.to);
        for link in &mut links {
            let single = self.sizes[from as usize] == 1 && self.sizes[link.to as usize] == 1;
            if !single && link.sum != f32::NEG_INFINITY {
                link.sum = self.between(from.min(link.to), from.max(link.to));
            }
        }
        links.into_boxed_slice()
    }

    fn capped(&self, bits: f64) -> f32 {
        #[expect(clippy::cast_possible_truncation, reason = "far finer than a bit")]
        let capped = self.linkage.capped(bits) as f32;
        capped
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
    fn between(&self, left: u32, right: u32) -> f32 {
        let mut sum = 0.0;
        for row in self.members(left) {
            for other in self.members(right) {
                sum += f64::from(self.capped((self.score)(row, other)));
            }
        }
        #[expect(clippy::cast_possible_truncation, reason = "far finer than a bit for each pair")]
        let sum = sum as f32;
        sum
    }

    /// How sure two clusters are one, in bits.
    fn joint(&self, left: u32, right: u32, sum: f32) -> f64 {
        let pairs = f64::from(self.sizes[left as usize]) * f64::from(self.sizes[right as usize]);
        self.linkage.joint_bits(f64::from(sum) / pairs, pairs)
    }

    /// The neighbor with which a cluster should be joined first. Among equals that is the one whose
    /// place differs in the lowest bits: of many that are all alike, half are each other's best, and a
    /// few rounds join them, where the first would be the best of all and take one a round.
    fn best_of(&self, cluster: u32) -> u32 {
        let apart = |other: u32| self.places[cluster as usize] ^ self.places[other as usize];
        let mut best = (self.linkage.join_above_bits, NONE);
        for link in &self.links[cluster as usize] {
            let bits = self.joint(cluster, link.to, link.sum);
            let nearer = best.1 != NONE && apart(link.to) < apart(best.1);
            if bits > best.0 || (bits >= best.0 && nearer) {
                best = (bits, link.to);
            }
        }
        best.1
    }

    /// Joins clusters as long as two of them should be one.
    fn join(mut self) -> Self {
        let mut changed: Vec<u32> = (0..u32::try_from(self.sizes.len()).unwrap_or(NONE))
            .filter(|&cluster| !self.links[cluster as usize].is_empty())
            .collect();
        loop {
            let best = threads::map_chunks(&changed, RUN, |run| {
                run.iter().map(|&cluster| self.best_of(cluster)).collect::<Vec<u32>>()
            });
            for (&cluster, best) in changed.iter().zip(best.into_iter().flatten()) {
                self.best[cluster as usize] = best;
            }
            let mut pairs: Vec<(u32, u32)> = changed
                .iter()
                .map(|&cluster| (cluster, self.best[cluster as usize]))
                .filter(|&(cluster, best)| best != NONE && self.best[best as usize] == cluster)
                .map(|(cluster, best)| (cluster.min(best), cluster.max(best)))
                .collect();
            if pairs.is_empty() {
                return self;
            }
            pairs.sort_unstable();
            pairs.dedup();
            changed = self.join_pairs(&pairs);
        }
    }

    /// Joins pairs that have no cluster in common; gives the clusters whose links changed.
    fn join_pairs(&mut self, pairs: &[(u32, u32)]) -> Vec<u32> {
        for &(left, right) in pairs {
            self.partner[left as usize] = right;
            self.partner[right as usize] = left;
        }
        let mut changed: Vec<u32> = Vec::new();
        for &(left, right) in pairs {
            for cluster in [left, right] {
                let neighbors = self.links[cluster as usize].iter().map(|link| link.to);
                for other in std::iter::once(left).chain(neighbors) {
                    let other = self.joined(other);
                    if !std::mem::replace(&mut self.has_changed[other as usize], true) {
                        changed.push(other);
                    }
                }
            }
        }
        threads::sort(&mut changed);
        for &cluster in &changed {
            self.has_changed[cluster as usize] = false;
        }
        let links = threads::map_chunks(&changed, RUN / 16, |run| {
            run.iter().map(|&cluster| self.joined_links(cluster)).collect::<Vec<Box<[Link]>>>()
        });
        for (&cluster, links) in changed.iter().zip(links.into_iter().flatten()) {
            self.links[cluster as usize] = links;
        }
        for &(left, right) in pairs {
            self.next.swap(left as usize, right as usize);
            self.sizes[left as usize] += std::mem::take(&mut self.sizes[right as usize]);
            self.links[right as usize] = Box::default();
            self.best[right as usize] = NONE;
            self.partner[left as usize] = NONE;
            self.partner[right as usize] = NONE;
        }
        changed
    }

    /// The number of a cluster after the current round.
    fn joined(&self, cluster: u32) -> u32 {
        // No partner is the largest number.
        cluster.min(self.partner[cluster as usize])
    }

    /// The clusters that become one with this one in the current round.
    fn parts(&self, cluster: u32) -> impl Iterator<Item = u32> + use<S> {
        [cluster, self.partner[cluster as usize]].into_iter().filter(|&part| part != NONE)
    }

    /// The links after the current round of a cluster that is not joined in it: only those to others that
    /// are joined change.
    fn changed_links(&self, cluster: u32) -> Box<[Link]> {
        let own = &self.links[cluster as usize];
        let mut links = Vec::with_capacity(own.len());
        for link in own {
            let partner = self.partner[link.to as usize];
            if partner == NONE {
                links.push(*link);
                continue;
            }
            let to = link.to.min(partner);
            let known = own.binary_search_by_key(&partner, |link| link.to);
            let sum = match known {
                // The two are joined when the first of them is looked at.
                Ok(_) if to == partner => continue,
                Ok(found) => own[found].sum,
                Err(_) if cluster < to => self.between(cluster, partner),
                Err(_) => self.between(partner, cluster),
            };
            links.push(Link { to, sum: link.sum + sum });
        }
        links.sort_unstable_by_key(|link| link.to);
        links.into_boxed_slice()
    }

    /// The links of a cluster after the current round.
    fn joined_links(&self, cluster: u32) -> Box<[Link]> {
        if self.partner[cluster as usize] == NONE {
            return self.changed_links(cluster);
        }
        let mut neighbors: Vec<u32> = self
            .parts(cluster)
            .flat_map(|part| &self.links[part as usize])
            .map(|link| self.joined(link.to))
            .filter(|&neighbor| neighbor != cluster)
            .collect();
        neighbors.sort_unstable();
        neighbors.dedup();
        let sum = |left: u32, right: u32| {
            let links = &self.links[left as usize];
            match links.binary_search_by_key(&right, |link| link.to) {
                Ok(found) => links[found].sum,
                Err(_) => self.between(left, right),
            }
        };
        let links = neighbors.into_iter().map(|neighbor| {
            let mut total = 0.0;
            for part in self.parts(cluster.min(neighbor)) {
                // The same order from both sides.
                for other in self.parts(cluster.max(neighbor)) {
                    total += sum(part, other);
                }
            }
            Link { to: neighbor, sum: total }
        });
        links.collect()
    }

    /// The clusters as sorted lists of rows, by their first row.
    fn groups(mut self) -> Vec<Vec<u32>> {
        // What told which to join takes as much memory as the groups, and is not needed any more.
        self.links = Vec::new();
        self.best = Vec::new();
        self.places = Vec::new();
        (0..u32::try_from(self.sizes.len()).unwrap_or(NONE))
            .filter(|&cluster| self.sizes[cluster as usize] > 0)
            .map(|cluster| {
                let mut rows: Vec<u32> = self.members(cluster).collect();
                rows.sort_unstable();
                rows
            })
            .collect()
    }
}
