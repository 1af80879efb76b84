//! Which assertions are about one event.

use std::fmt;
use std::ops::Range;

use super::link::{Link, Packed, ScoredLink, index};
use super::reasons::Wording;
use crate::compare::Pattern;

/// Assertions about one event, for a [`Partition`] to be made of.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Cluster {
    /// The members, sorted by assertion id.
    pub members: Vec<usize>,
    /// That they are about one event, from 0 to 1; `None` for a single member or when the events
    /// were given by the user.
    pub probability: Option<f64>,
    /// What holds them together, strongest first. Of each the partition keeps the log-odds, to a thousandth
    /// of a bit; the probability follows from them.
    pub links: Vec<ScoredLink>,
    /// The next best way to read them, where there is one worth telling.
    pub alternative: Option<Split>,
}

impl Cluster {
    /// A cluster of which only the members are known. They are expected sorted by assertion id.
    #[must_use]
    pub fn of(members: Vec<usize>) -> Self {
        Self { members, ..Self::default() }
    }
}

/// The members of a cluster, taken apart.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Split {
    /// What would be separate events.
    pub parts: Vec<Vec<usize>>,
    /// How likely this reading is, from 0 to 1.
    pub probability: f64,
}

impl Split {
    /// A split into parts with the likelihood of that reading.
    #[must_use]
    pub const fn new(parts: Vec<Vec<usize>>, probability: f64) -> Self {
        Self { parts, probability }
    }
}

/// All events of a data set. Each index occurs in at most one cluster; tallies, threats and bare
/// retractions in none.
///
/// Indices count in the slice of assertions that was matched. They are kept in four bytes, a link in
/// twenty-four, and its reasons as the levels that they are words for.
///
/// # Examples
///
/// ```
/// use corroborate::cluster::{Cluster, Partition};
///
/// let partition = Partition::of([Cluster::of(vec![0, 2]), Cluster::of(vec![1])]);
/// assert_eq!(partition.len(), 2);
/// let sizes: Vec<usize> = partition.clusters().map(|cluster| cluster.len()).collect();
/// assert_eq!(sizes, [2, 1]);
/// assert!(partition.cluster(0).unwrap().members().eq([0, 2]));
/// assert_eq!(partition.cluster(2), None);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Partition {
    /// The members of all clusters, one cluster after another.
    members: Vec<u32>,
    clusters: Vec<Extent>,
    /// What is known beside the members, of clusters of several.
    held: Vec<Held>,
    /// The links of all clusters, one cluster after another.
    links: Vec<Packed>,
    possible: Vec<Packed>,
    wording: Wording,
}

/// Where a cluster ends in the members, and the place of what holds it together.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Extent {
    end: u32,
    /// [`ALONE`] where there is none.
    held: u32,
}

const ALONE: u32 = u32::MAX;

/// What holds a cluster together.
#[derive(Clone, Debug, PartialEq)]
struct Held {
    probability: Option<f64>,
    /// Where it ends in the links.
    end: u32,
    alternative: Option<Box<Split>>,
}

impl Partition {
    /// A partition of these clusters, without possible links.
    #[must_use]
    pub fn of(clusters: impl IntoIterator<Item = Cluster>) -> Self {
        let mut partition = Self::default();
        for Cluster { members, probability, links, alternative } in clusters {
            let members = members.into_iter().map(index);
            if probability.is_none() && links.is_empty() && alternative.is_none() {
                partition.push(members);
            } else {
                partition.hold(members, probability, links.iter().map(Packed::from), alternative);
            }
        }
        partition
    }

    /// The same with pairs in different clusters that may be about one event.
    #[must_use]
    pub fn with_possible(mut self, links: impl IntoIterator<Item = ScoredLink>) -> Self {
        self.possible = links.into_iter().map(|link| Packed::from(&link)).collect();
        self
    }

    /// How many clusters there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.clusters.len()
    }

    /// Whether there are no clusters.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.clusters.is_empty()
    }

    /// The events.
    #[must_use]
    pub fn clusters(&self) -> impl ExactSizeIterator<Item = ClusterRef<'_>> {
        (0..self.len()).map(|number| ClusterRef { partition: self, number })
    }

    /// An event by its number; `None` beyond the last.
    #[must_use]
    pub fn cluster(&self, number: usize) -> Option<ClusterRef<'_>> {
        (number < self.len()).then_some(ClusterRef { partition: self, number })
    }

    /// Pairs in different clusters that may be about one event.
    #[must_use]
    pub fn possible(&self) -> impl ExactSizeIterator<Item = Link<'_>> {
        self.possible.iter().map(|packed| Link::new(*packed, &self.wording))
    }

    /// A partition whose links are worded so.
    pub(crate) fn worded(wording: Wording) -> Self {
        Self { wording, ..Self::default() }
    }

    /// Adds a cluster of which only the members are known.
    pub(crate) fn push(&mut self, members: impl IntoIterator<Item = u32>) {
        self.members.extend(members);
        self.clusters.push(Extent { end: index(self.members.len()), held: ALONE });
    }

    /// Adds a cluster with what holds it together.
    pub(crate) fn hold(
        &mut self,
        members: impl IntoIterator<Item = u32>,
        probability: Option<f64>,
        links: impl IntoIterator<Item = Packed>,
        alternative: Option<Split>,
    ) {
        self.members.extend(members);
        self.links.extend(links);
        let held = index(self.held.len());
        self.held.push(Held {
            probability,
            end: index(self.links.len()),
            alternative: alternative.map(Box::new),
        });
        self.clusters.push(Extent { end: index(self.members.len()), held });
    }

    /// Keeps what is said of a pair, with its levels if they count too; its number among the
    /// [grounds](super::link::Grounds::Bound).
    pub(crate) fn add_bond(&mut self, words: String, pattern: Option<Pattern>) -> u32 {
        self.wording.add_bond(words, pattern)
    }

    pub(crate) fn set_possible(&mut self, links: Vec<Packed>) {
        self.possible = links;
    }

    /// Makes room for more clusters.
    pub(crate) fn reserve(&mut self, others: &[Self]) {
        let sum = |of: fn(&Self) -> usize| others.iter().map(of).sum();
        self.members.reserve_exact(sum(|other| other.members.len()));
        self.clusters.reserve_exact(sum(|other| other.clusters.len()));
        self.held.reserve_exact(sum(|other| other.held.len()));
        self.links.reserve_exact(sum(|other| other.links.len()));
    }

    /// Adds the clusters of another one, whose links are worded alike.
    pub(crate) fn append(&mut self, others: Self) {
        let [members, held, links] =
            [self.members.len(), self.held.len(), self.links.len()].map(index);
        let bonds = self.wording.append_bonds(others.wording);
        self.members.extend(others.members);
        self.clusters.extend(others.clusters.iter().map(|extent| Extent {
            end: extent.end.saturating_add(members),
            held: extent.held.saturating_add(if extent.held == ALONE { 0 } else { held }),
        }));
        self.held.extend(
            others
                .held
                .into_iter()
                .map(|each| Held { end: each.end.saturating_add(links), ..each }),
        );
        self.links.extend(others.links.iter().map(|link| link.counted_on(bonds)));
    }
}

/// Assertions about one event, in a [`Partition`].
#[derive(Clone, Copy)]
pub struct ClusterRef<'p> {
    partition: &'p Partition,
    // Invariant: less than the number of clusters.
    number: usize,
}

/// The items up to the end of a run, from where the one before it ends.
fn run<T>(ends: &[T], number: usize, end: impl Fn(&T) -> u32) -> Range<usize> {
    let end = |number: usize| ends.get(number).map_or(0, |each| end(each) as usize);
    number.checked_sub(1).map_or(0, &end)..end(number)
}

impl<'p> ClusterRef<'p> {
    fn indices(&self) -> &'p [u32] {
        let range = run(&self.partition.clusters, self.number, |extent| extent.end);
        self.partition.members.get(range).unwrap_or_default()
    }

    fn place_held(&self) -> Option<usize> {
        let held = self.partition.clusters.get(self.number)?.held;
        (held != ALONE).then_some(held as usize)
    }

    fn held(&self) -> Option<&'p Held> {
        self.partition.held.get(self.place_held()?)
    }

    /// The members, sorted by assertion id.
    #[must_use]
    pub fn members(&self) -> impl ExactSizeIterator<Item = usize> + Clone + use<'p> {
        self.indices().iter().map(|index| *index as usize)
    }

    /// How many members there are.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "a cluster has members")]
    pub fn len(&self) -> usize {
        self.indices().len()
    }

    /// That they are about one event, from 0 to 1; `None` for a single member or when the events
    /// were given by the user.
    #[must_use]
    pub fn probability(&self) -> Option<f64> {
        self.held()?.probability
    }

    /// What holds them together, strongest first.
    #[must_use]
    pub fn links(&self) -> impl ExactSizeIterator<Item = Link<'p>> + use<'p> {
        let partition = self.partition;
        let range = self.place_held().map(|held| run(&partition.held, held, |each| each.end));
        let links = range.and_then(|range| partition.links.get(range)).unwrap_or_default();
        links.iter().map(|packed| Link::new(*packed, &partition.wording))
    }

    /// The next best way to read them, where there is one worth telling.
    #[must_use]
    pub fn alternative(&self) -> Option<&'p Split> {
        self.held()?.alternative.as_deref()
    }
}

impl fmt::Debug for ClusterRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClusterRef")
            .field("members", &self.indices())
            .field("probability", &self.probability())
            .field("links", &self.links().collect::<Vec<_>>())
            .field("alternative", &self.alternative())
            .finish()
    }
}

/// Equal when the same is known of the same members.
impl PartialEq for ClusterRef<'_> {
    fn eq(&self, other: &Self) -> bool {
        let links = |cluster: &Self| cluster.links().map(|link| link.scored()).collect::<Vec<_>>();
        self.indices() == other.indices()
            && self.probability() == other.probability()
            && links(self) == links(other)
            && self.alternative() == other.alternative()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(left: usize, right: usize, words: &str) -> Partition {
        let mut partition = Partition::default();
        let bound = partition.add_bond(words.to_owned(), None);
        let link = Packed::bound(index(left), index(right), 3000, bound);
        let split = Split::new(vec![vec![left], vec![right]], 0.25);
        partition.push([7]);
        partition.hold([index(left), index(right)], Some(0.75), [link], Some(split));
        partition
    }

    #[test]
    fn parts_that_are_put_together_tell_what_they_told_alone() {
        let parts = [pair(0, 1, "first"), pair(2, 3, "second")];
        let mut whole = Partition::default();
        whole.reserve(&parts);
        for part in parts.clone() {
            whole.append(part);
        }
        assert!(whole.clusters().eq(parts.iter().flat_map(Partition::clusters)));
        let reasons: Vec<_> = whole
            .clusters()
            .flat_map(|cluster| cluster.links())
            .map(|link| link.reasons())
            .collect();
        assert_eq!(reasons, [["first"], ["second"]]);
        let last = whole.cluster(3).unwrap();
        assert_eq!((last.probability(), last.len()), (Some(0.75), 2));
        assert_eq!(whole.cluster(2).unwrap().links().len(), 0);
    }

    #[test]
    fn a_link_keeps_its_score_to_a_thousandth_of_a_bit() {
        let mut cluster = Cluster::of(vec![0, 1]);
        cluster.links = vec![ScoredLink::new(0, 1, 0.75, 1.584_962_5)];
        let partition = Partition::of([cluster]);
        let link = partition.cluster(0).unwrap().links().next().unwrap();
        assert_eq!(link.bits().to_string(), "1.585");
        assert!((link.probability() - 0.75).abs() < 1e-5);
        assert!(link.reasons().is_empty());
    }
}
