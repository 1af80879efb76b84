//! Runs the stages in order; the one module that knows them all.

use rustc_hash::FxHashMap;

use crate::block;
use crate::cluster::{
    Bonds, Cluster, Forest, JudgementClash, Linkage, Partition, ScoredLink, Split, agglomerate,
};
use crate::compare::{Comparer, Comparison, Pattern};
use crate::config::{Config, ConfigError};
use crate::fit::{EmFitted, Expectation, PatternCounts, em};
use crate::model::{Assertion, Relation};
use crate::normalize::{FeatureTable, Lexicons};
use crate::read::{GoldEvent, Judgements, Labels};
use crate::reconcile::{Reconciliation, reconcile};
use crate::score::{Explanation, Weights, probability};

/// Takes assertions, gives events with their discrepancies.
///
/// The result depends on the assertions alone: not on their order, nor on anything outside.
///
/// # Examples
///
/// ```
/// use corroborate::model::Assertion;
/// use corroborate::reconcile::Occurrence;
/// use corroborate::Reconciler;
///
/// let claim = Assertion::claim("claim", "Islamic Resistance in Iraq")
///     .time("2024-01-20").place("Ain al-Asad airbase").action("missile attack").build()?;
/// let confirmation = Assertion::confirmation("centcom", "CENTCOM")
///     .time("2024-01-20T18:30+03:00").place("al-Assad Airbase").action("ballistic missile attack")
///     .build()?;
///
/// let account = Reconciler::default().reconcile(&[claim, confirmation]);
/// assert_eq!(account.events.len(), 1);
/// assert_eq!(account.events[0].occurrence, Occurrence::ConfirmedClaimed);
/// # Ok::<(), corroborate::model::InvalidAssertion>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Reconciler {
    config: Config,
    lexicons: Lexicons,
    weights: Weights,
    judgements: Judgements,
}

impl Reconciler {
    /// A reconciler with these options and everything else as shipped.
    ///
    /// # Errors
    ///
    /// [`ConfigError`] when an option does not make sense.
    pub fn new(config: Config) -> Result<Self, ConfigError> {
        config.validate()?;
        Ok(Self { config, ..Self::default() })
    }

    /// The same with other lexicons.
    #[must_use]
    pub fn with_lexicons(mut self, lexicons: Lexicons) -> Self {
        self.lexicons = lexicons;
        self
    }

    /// The same with other weights.
    #[must_use]
    pub fn with_weights(mut self, weights: Weights) -> Self {
        self.weights = weights;
        self
    }

    /// The same with decisions of people. Pairs judged the same end in one event, pairs judged different
    /// never do, however many links lead from one to the other.
    ///
    /// # Examples
    ///
    /// ```
    /// use corroborate::Reconciler;
    /// use corroborate::model::Assertion;
    /// use corroborate::read::{Judgement, Judgements, SameEvent};
    ///
    /// let report = |id: &str, speaker: &str| {
    ///     Assertion::report(id, speaker).time("2024-01-20").place("Ain al-Asad").action("shelling").build()
    /// };
    /// let reports = [report("a", "SOHR")?, report("b", "Reuters")?];
    /// assert_eq!(Reconciler::default().reconcile(&reports).events.len(), 1);
    ///
    /// let mut judgements = Judgements::default();
    /// judgements.insert(Judgement::new("a", "b", SameEvent::Different));
    /// let reconciler = Reconciler::default().with_judgements(judgements.clone());
    /// assert_eq!(reconciler.reconcile(&reports).events.len(), 2);
    /// # Ok::<(), corroborate::model::InvalidAssertion>(())
    /// ```
    #[must_use]
    pub fn with_judgements(mut self, judgements: Judgements) -> Self {
        self.judgements = judgements;
        self
    }

    /// The decisions of people.
    #[must_use]
    pub const fn judgements(&self) -> &Judgements {
        &self.judgements
    }

    /// The options.
    #[must_use]
    pub const fn config(&self) -> &Config {
        &self.config
    }

    /// The lexicons.
    #[must_use]
    pub const fn lexicons(&self) -> &Lexicons {
        &self.lexicons
    }

    /// The weights.
    #[must_use]
    pub const fn weights(&self) -> &Weights {
        &self.weights
    }

    /// The options in words, each with its name and unit, for a report to state.
    ///
    /// ```
    /// use corroborate::Reconciler;
    ///
    /// let settings = Reconciler::default().settings();
    /// assert!(settings.contains(&("blocking.max_gap_km", "60 km".to_owned())));
    /// ```
    #[must_use]
    pub fn settings(&self) -> Vec<(&'static str, String)> {
        let Config { blocking, linkage, possible_above, alternative_below } = &self.config;
        let weights = if self.weights == Weights::default() { "as shipped" } else { "given" };
        vec![
            ("blocking.max_gap_km", format!("{} km", blocking.max_gap_km)),
            ("blocking.max_lag_days", format!("{} days", blocking.max_lag_days)),
            ("linkage.join_above_bits", format!("{} bits", linkage.join_above_bits)),
            ("linkage.slack_bits", format!("{} bits", linkage.slack_bits)),
            ("linkage.missing_bits", format!("{} bits", linkage.missing_bits)),
            ("linkage.cap_bits", format!("{} bits", linkage.cap_bits)),
            ("possible_above", possible_above.to_string()),
            ("alternative_below", alternative_below.to_string()),
            ("weights", weights.to_owned()),
            ("judgements", self.judgements.len().to_string()),
        ]
    }

    /// All stages, like [`reconcile`](Self::reconcile), unless judgements clash.
    ///
    /// # Errors
    ///
    /// [`JudgementClash`] when two assertions are judged different and yet bound together: by other
    /// judgements, by relations in the data, or by a path of both.
    pub fn try_reconcile(
        &self,
        assertions: &[Assertion],
    ) -> Result<Reconciliation, JudgementClash> {
        Ok(reconcile(assertions, &self.try_partition(assertions)?, &self.lexicons))
    }

    /// All stages: which assertions are about one event, and how they stand to each other.
    ///
    /// Of judgements that clash, those that bind hold; [`try_reconcile`](Self::try_reconcile) tells.
    #[must_use]
    pub fn reconcile(&self, assertions: &[Assertion]) -> Reconciliation {
        reconcile(assertions, &self.partition(assertions), &self.lexicons)
    }

    /// The last stage alone, on events that the user decided on: assertions with one label are one
    /// event. What has no label, an empty one or `?` is an event of its own if it can be one.
    #[must_use]
    pub fn reconcile_with_events(
        &self,
        assertions: &[Assertion],
        events: &Labels,
    ) -> Reconciliation {
        reconcile(assertions, &partition_by_labels(assertions, events), &self.lexicons)
    }

    /// All candidate pairs with their patterns, sorted by the ids of the pair; the first index is that of
    /// the smaller id.
    #[must_use]
    pub fn patterns(&self, assertions: &[Assertion]) -> Vec<(usize, usize, Pattern)> {
        let order = by_id(assertions);
        let sorted: Vec<&Assertion> = order.iter().map(|&index| &assertions[index]).collect();
        let table = FeatureTable::build(&sorted, &self.lexicons);
        let comparer = Comparer::new(&table, &self.lexicons);
        block::candidate_pairs(&table, &self.config.blocking)
            .into_iter()
            .map(|(left, right)| {
                let (left, right) = (left as usize, right as usize);
                (order[left], order[right], comparer.pattern(left, right))
            })
            .collect()
    }

    /// All candidate pairs with their scores, sorted by the ids of the pair. They come without reasons:
    /// [`explain_pairs`](Self::explain_pairs) has them.
    #[must_use]
    pub fn scored_pairs(&self, assertions: &[Assertion]) -> Vec<ScoredLink> {
        self.patterns(assertions)
            .into_iter()
            .map(|(left, right, pattern)| {
                let bits = self.weights.score(&pattern);
                ScoredLink::new(left, right, probability(bits), bits)
            })
            .collect()
    }

    /// Weights learned from the assertions themselves, without labels: [EM](crate::fit::em) on the
    /// patterns of all candidate pairs, started from the weights of this reconciler.
    ///
    /// Look at `converged`, `identifiable` and `doubts` before using the weights; the
    /// [module](crate::fit) says when they are better than the shipped ones.
    #[must_use]
    pub fn learn(&self, assertions: &[Assertion], options: &Expectation) -> EmFitted {
        let mut counts = PatternCounts::new();
        for (_, _, pattern) in self.patterns(assertions) {
            counts.add(pattern, 1.0);
        }
        em(&counts, &self.weights, options)
    }

    /// Which assertions are about one event.
    ///
    /// Of judgements that clash, those that bind hold; [`try_partition`](Self::try_partition) tells.
    #[must_use]
    pub fn partition(&self, assertions: &[Assertion]) -> Partition {
        self.matched(assertions).0
    }

    /// Which assertions are about one event, unless judgements clash.
    ///
    /// # Errors
    ///
    /// [`JudgementClash`] when two assertions are judged different and yet bound together.
    pub fn try_partition(&self, assertions: &[Assertion]) -> Result<Partition, JudgementClash> {
        match self.matched(assertions) {
            (partition, None) => Ok(partition),
            (_, Some(clash)) => Err(clash),
        }
    }

    fn matched(&self, assertions: &[Assertion]) -> (Partition, Option<JudgementClash>) {
        let order = by_id(assertions);
        let sorted: Vec<&Assertion> = order.iter().map(|&index| &assertions[index]).collect();
        let table = FeatureTable::build(&sorted, &self.lexicons);
        let comparer = Comparer::new(&table, &self.lexicons);
        let bonds = Bonds::new(&sorted, &table, &self.judgements);
        let clash = bonds.clashes(&sorted);
        let matching =
            Matching { reconciler: self, sorted: &sorted, table: &table, comparer, bonds };
        (matching.partition(&order), clash)
    }

    /// Why two assertions of a data set are or are not taken for one event.
    ///
    /// `None` when an index is out of range or the two are the same.
    #[must_use]
    pub fn explain(
        &self,
        assertions: &[Assertion],
        left: usize,
        right: usize,
    ) -> Option<Explanation> {
        self.explain_pairs(assertions, &[(left, right)]).pop().flatten()
    }

    /// The same for several pairs, at the cost of reading the assertions once.
    #[must_use]
    pub fn explain_pairs(
        &self,
        assertions: &[Assertion],
        pairs: &[(usize, usize)],
    ) -> Vec<Option<Explanation>> {
        let order = by_id(assertions);
        let sorted: Vec<&Assertion> = order.iter().map(|&index| &assertions[index]).collect();
        let mut row_of = vec![0; order.len()];
        for (row, &index) in order.iter().enumerate() {
            row_of[index] = row;
        }
        let table = FeatureTable::build(&sorted, &self.lexicons);
        let comparer = Comparer::new(&table, &self.lexicons);
        let explain = |left: usize, right: usize| {
            let (left_row, right_row) = (*row_of.get(left)?, *row_of.get(right)?);
            if left == right {
                return None;
            }
            let pattern = comparer.pattern(left_row, right_row);
            let mut explanation = self.weights.explain(&pattern);
            for part in &mut explanation.parts {
                part.values =
                    Some([left, right].map(|index| stated(&assertions[index], part.comparison)));
            }
            let ids = [left, right].map(|index| assertions[index].id().as_str());
            explanation.judgement = self.judgements.get(ids[0], ids[1]).cloned();
            if explanation.judgement.is_none() {
                let threshold = self.config.linkage.join_above_bits;
                explanation.would_lift = self.weights.lifts(&pattern, threshold);
            }
            Some(explanation)
        };
        pairs.iter().map(|&(left, right)| explain(left, right)).collect()
    }
}

/// Indices of the assertions in the order of their ids: everything that numbers or iterates does so
/// in this order, so that the order of the input cannot matter.
fn by_id(assertions: &[Assertion]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..assertions.len()).collect();
    order.sort_by(|&left, &right| assertions[left].id().cmp(assertions[right].id()));
    order
}

fn partition_by_labels(assertions: &[Assertion], events: &Labels) -> Partition {
    let mut groups: std::collections::BTreeMap<(u8, &str), Vec<usize>> =
        std::collections::BTreeMap::new();
    for index in by_id(assertions) {
        let assertion = &assertions[index];
        let id = assertion.id().as_str();
        match events.get(id) {
            Some(GoldEvent::Event(event)) => groups.entry((0, event)).or_default().push(index),
            _ if FeatureTable::can_match(assertion) => {
                groups.entry((1, id)).or_default().push(index);
            }
            _ => {}
        }
    }
    Partition::of(groups.into_values().map(Cluster::of).collect())
}

/// Each assertion's possible links are cut to its best few: the rest say nothing new.
const MOST_POSSIBLE: u8 = 3;

/// The best links first, and of each row only the best few, on either side.
fn most_telling(mut links: Vec<(u32, u32, f64)>, rows: usize) -> Vec<(u32, u32, f64)> {
    links.sort_unstable_by(|left, right| {
        right.2.total_cmp(&left.2).then_with(|| (left.0, left.1).cmp(&(right.0, right.1)))
    });
    let mut seen = vec![0_u8; rows];
    links.retain(|&(left, right, _)| {
        let (left, right) = (left as usize, right as usize);
        let wanted = seen[left] < MOST_POSSIBLE && seen[right] < MOST_POSSIBLE;
        if wanted {
            seen[left] += 1;
            seen[right] += 1;
        }
        wanted
    });
    links
}

/// Keeps the edges between rows that a chain of possibly joining edges connects. No others can
/// change a cluster: where no edge lies above the lowest bar, no mean does.
fn within_components(
    rows: usize,
    edges: &mut Vec<(u32, u32, f64)>,
    must: &[(u32, u32)],
    linkage: &Linkage,
) {
    let mut components = Forest::new(rows);
    for &(left, right) in must {
        components.join(left, right);
    }
    for &(left, right, bits) in edges.iter() {
        if bits > linkage.join_above_bits - linkage.slack_bits {
            components.join(left, right);
        }
    }
    edges.retain(|&(left, right, _)| components.find(left) == components.find(right));
}

/// One run of matching over assertions sorted by id.
struct Matching<'a> {
    reconciler: &'a Reconciler,
    sorted: &'a [&'a Assertion],
    table: &'a FeatureTable,
    comparer: Comparer<'a>,
    bonds: Bonds,
}

impl Matching<'_> {
    fn pattern(&self, left: u32, right: u32) -> Pattern {
        self.comparer.pattern(left as usize, right as usize)
    }

    fn partition(&self, order: &[usize]) -> Partition {
        let config = &self.reconciler.config;
        let mut edges: Vec<(u32, u32, f64)> = Vec::new();
        block::for_each_pair(self.table, &config.blocking, |left, right| {
            let bits = self.reconciler.weights.score(&self.pattern(left, right));
            edges.push((left, right, bits));
        });
        let mut possible = self.possible(&edges);
        let Bonds { must, cannot } = &self.bonds;
        within_components(self.sorted.len(), &mut edges, must, &config.linkage);
        edges.sort_unstable_by_key(|&(left, right, _)| (left, right));
        let groups = agglomerate(self.sorted.len(), &edges, must, cannot, &config.linkage);
        let mut cluster_of = vec![0_u32; self.sorted.len()];
        for (number, group) in groups.iter().enumerate() {
            for &row in group {
                cluster_of[row as usize] = u32::try_from(number).unwrap_or(u32::MAX);
            }
        }
        let scores: FxHashMap<(u32, u32), f64> =
            edges.iter().map(|&(left, right, bits)| ((left, right), bits)).collect();
        let clusters = groups
            .iter()
            .filter(|group| group.iter().any(|&row| self.table.rows[row as usize].matches))
            .map(|group| self.cluster(group, &scores, order))
            .collect();
        possible.retain(|&(left, right, _)| {
            cluster_of[left as usize] != cluster_of[right as usize]
                && cannot.binary_search(&(left, right)).is_err()
        });
        let possible = most_telling(possible, self.sorted.len())
            .into_iter()
            .map(|(left, right, bits)| self.link(left, right, bits, order))
            .collect();
        Partition { clusters, possible }
    }

    /// The pairs that are probable enough to be looked at if they end in two events.
    fn possible(&self, edges: &[(u32, u32, f64)]) -> Vec<(u32, u32, f64)> {
        let above = self.reconciler.config.possible_above;
        edges.iter().filter(|edge| probability(edge.2) >= above).copied().collect()
    }

    fn link(&self, left: u32, right: u32, bits: f64, order: &[usize]) -> ScoredLink {
        let explanation = self.reconciler.weights.explain(&self.pattern(left, right));
        ScoredLink {
            left: order[left as usize],
            right: order[right as usize],
            probability: probability(bits),
            bits,
            reasons: explanation.reasons(4),
        }
    }

    fn bound(&self, left: u32, right: u32) -> bool {
        self.bonds.must.binary_search(&(left.min(right), left.max(right))).is_ok()
    }

    fn cluster(
        &self,
        group: &[u32],
        scores: &FxHashMap<(u32, u32), f64>,
        order: &[usize],
    ) -> Cluster {
        let members: Vec<usize> = group.iter().map(|&row| order[row as usize]).collect();
        if group.len() < 2 {
            return Cluster::of(members);
        }
        let linkage = &self.reconciler.config.linkage;
        let bits = |left: u32, right: u32| {
            if self.bound(left, right) {
                return linkage.cap_bits;
            }
            scores.get(&(left.min(right), left.max(right))).map_or(linkage.missing_bits, |bits| {
                bits.clamp(-linkage.cap_bits, linkage.cap_bits)
            })
        };
        let mut links: Vec<(u32, u32, f64)> = Vec::new();
        let mut weakest: Option<(f64, u32)> = None;
        for &row in group {
            let others = group.iter().filter(|&&other| other != row);
            let is_bound = others.clone().any(|&other| self.bound(row, other));
            let (sum, count) = others
                .clone()
                .fold((0.0, 0.0), |(sum, count), &other| (sum + bits(row, other), count + 1.0));
            let mean = linkage.joint_bits(sum / count, count);
            if !is_bound && weakest.is_none_or(|(weakest, _)| mean < weakest) {
                weakest = Some((mean, row));
            }
            links.extend(
                others.filter(|&&other| row < other).map(|&other| (row, other, bits(row, other))),
            );
        }
        let certainty = weakest.map_or(1.0, |(mean, _)| probability(mean));
        let alternative = weakest
            .filter(|_| certainty < self.reconciler.config.alternative_below)
            .map(|(_, apart)| {
                let (alone, rest): (Vec<u32>, Vec<u32>) =
                    group.iter().partition(|&&row| row == apart);
                let back = |rows: Vec<u32>| rows.iter().map(|&row| order[row as usize]).collect();
                Split::new(vec![back(rest), back(alone)], 1.0 - certainty)
            });
        links.sort_by(|left, right| {
            right.2.total_cmp(&left.2).then_with(|| (left.0, left.1).cmp(&(right.0, right.1)))
        });
        // The strongest links that hold all members together: a maximum spanning tree.
        let mut root: FxHashMap<u32, u32> = group.iter().map(|&row| (row, row)).collect();
        let mut tree = Vec::new();
        for (left, right, bits) in links {
            let (from, to) = (root[&left], root[&right]);
            if from == to {
                continue;
            }
            for &row in group {
                if root[&row] == to {
                    root.insert(row, from);
                }
            }
            let mut link = self.link(left, right, bits, order);
            if self.bound(left, right) {
                link.probability = 1.0;
                link.reasons = vec![self.relation(left, right)];
            }
            tree.push(link);
        }
        Cluster { members, probability: Some(certainty), links: tree, alternative }
    }

    fn relation(&self, left: u32, right: u32) -> String {
        let (left, right) = (self.sorted[left as usize], self.sorted[right as usize]);
        if let Some(judgement) =
            self.reconciler.judgements.get(left.id().as_str(), right.id().as_str())
        {
            return judgement.to_string();
        }
        let (later, earlier) =
            if left.about().contains(right.id()) { (left, right) } else { (right, left) };
        let verb = later.relation().map_or("is about", Relation::as_str);
        format!("relation: {} {verb} {}", later.id(), earlier.id())
    }
}

/// What an assertion says of what a comparison compares, in the speaker's words; empty when nothing.
fn stated(assertion: &Assertion, comparison: Comparison) -> String {
    let event = assertion.event();
    let list = |texts: &[String]| texts.join("; ");
    match comparison {
        Comparison::Time | Comparison::Coincidence => {
            let time = event.and_then(|event| event.time.as_ref()).map(ToString::to_string);
            let published = assertion.published().map(|time| format!("published {time}"));
            time.or(published).unwrap_or_default()
        }
        Comparison::Place => event
            .and_then(|event| event.place.as_ref())
            .map(ToString::to_string)
            .unwrap_or_default(),
        Comparison::Target => event.map(|event| list(&event.targets)).unwrap_or_default(),
        Comparison::Munition => {
            let munitions: Vec<String> = event
                .map_or(&[][..], |event| &event.munitions)
                .iter()
                .map(|munition| munition.kind.clone())
                .collect();
            if munitions.is_empty() {
                event.and_then(|event| event.action.clone()).unwrap_or_default()
            } else {
                list(&munitions)
            }
        }
        Comparison::Actors => assertion.actors().collect::<Vec<_>>().join("; "),
        Comparison::Count => event
            .map_or(&[][..], |event| &event.munitions)
            .iter()
            .filter_map(|munition| {
                let count = munition.count.as_ref()?;
                Some(format!("{count} {}", munition.outcome.as_str()))
            })
            .collect::<Vec<_>>()
            .join("; "),
        Comparison::Casualties => event
            .map_or(&[][..], |event| &event.casualties)
            .iter()
            .flat_map(|casualties| {
                let killed = casualties.killed.as_ref().map(|count| format!("{count} killed"));
                let injured = casualties.injured.as_ref().map(|count| format!("{count} injured"));
                killed.into_iter().chain(injured)
            })
            .collect::<Vec<_>>()
            .join("; "),
        Comparison::Speaker => {
            format!("{}, {}", assertion.kind(), assertion.source().name)
        }
        Comparison::Document => assertion
            .url()
            .or(assertion.relayed_by().last().map(String::as_str))
            .unwrap_or_default()
            .to_owned(),
    }
}
