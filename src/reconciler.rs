//! Runs the stages in order; the one module that knows them all.

use crate::block;
use crate::cluster::{Cluster, JudgementClash, Partition, ScoredLink};
use crate::compare::{Apart, Comparer, Comparison, Pattern};
use crate::config::{Config, ConfigError};
use crate::fit::{EmFitted, Expectation, PatternCounts, em};
use crate::matching::{self, Context, Hint};
use crate::model::Assertion;
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
            ("linkage.regroup_above_bits", format!("{} bits", linkage.regroup_above_bits)),
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
    ///
    /// Such events are decisions already, so that [judgements](Self::with_judgements) on pairs change nothing
    /// here; relations between assertions do not either.
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
        let (order, table) = self.table_by_id(assertions);
        let pairs = self.patterns_of(&table).into_iter();
        pairs.map(|(left, right, pattern)| (order[left], order[right], pattern)).collect()
    }

    /// The features of the assertions in the order of their ids, and the index of each row's assertion.
    fn table_by_id(&self, assertions: &[Assertion]) -> (Vec<usize>, FeatureTable) {
        let order = by_id(assertions);
        let sorted: Vec<&Assertion> = order.iter().map(|&index| &assertions[index]).collect();
        let table = FeatureTable::build(&sorted, &self.lexicons);
        (order, table)
    }

    /// The candidate pairs of rows with their patterns.
    fn patterns_of(&self, table: &FeatureTable) -> Vec<(usize, usize, Pattern)> {
        let comparer = Comparer::new(table, &self.lexicons);
        block::candidate_pairs(table, &self.config.blocking)
            .into_iter()
            .map(|(left, right)| {
                let (left, right) = (left as usize, right as usize);
                (left, right, comparer.pattern(left, right))
            })
            .collect()
    }

    /// What the scores of the pairs of a table take from all others.
    fn context_of(&self, table: FeatureTable) -> Context {
        let Self { config, lexicons, weights, judgements } = self;
        matching::context(table, config, lexicons, weights, judgements)
    }

    /// All candidate pairs with their scores, sorted by the ids of the pair. They come without reasons:
    /// [`explain_pairs`](Self::explain_pairs) has them.
    #[must_use]
    pub fn scored_pairs(&self, assertions: &[Assertion]) -> Vec<ScoredLink> {
        let (order, table) = self.table_by_id(assertions);
        let pairs = self.patterns_of(&table);
        let Context { rivals, hints } = self.context_of(table);
        let rival_bits = |row: usize| self.weights.rival_bits(rivals[row]);
        pairs
            .into_iter()
            .map(|(left, right, pattern)| {
                let hint = hints.between(left, right).map_or(0.0, Hint::bits);
                let bits =
                    self.weights.score(&pattern) + rival_bits(left) + rival_bits(right) + hint;
                ScoredLink::new(order[left], order[right], probability(bits), bits)
            })
            .collect()
    }

    /// With how many other statements each might be about one event, as far as the score says.
    #[must_use]
    pub fn rivals(&self, assertions: &[Assertion]) -> Vec<u32> {
        self.rivals_of(FeatureTable::build(assertions, &self.lexicons))
    }

    /// The same from the features of assertions alone, in the order in which the
    /// [builder](crate::normalize::FeatureBuilder) took them.
    #[must_use]
    pub fn rivals_of(&self, table: FeatureTable) -> Vec<u32> {
        self.context_of(table).rivals
    }

    /// Weights learned from the assertions themselves, without labels: [EM](crate::fit::em) on the
    /// patterns of all candidate pairs, started from the weights of this reconciler.
    ///
    /// Look at `converged`, `identifiable` and `doubts` before using the weights, and at a sample of the
    /// events that they make.
    ///
    /// # When not to use it
    ///
    /// On both theatres with labels, and on made-up statements, what was learned was *worse* than what it
    /// started from, although the fit converged and nothing was in doubt: B-cubed F1 fell by 0.15 or more
    /// (`docs/accuracy.md`, "Without labels"). Statements from one place and week are alike in many ways at
    /// once, and without labels that looks like one event. Nor do two theatres go together: how often two
    /// statements that are alike are about one event differs tenfold between a war with an attack a
    /// month and one with an attack an hour, and one share of such pairs has to serve all that it
    /// is given. Learn from one theatre at a time, where its weights are known to be far off, and measure on
    /// a few dozen labelled statements.
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
        self.matched(FeatureTable::build(assertions, &self.lexicons)).0
    }

    /// Which assertions are about one event, unless judgements clash.
    ///
    /// # Errors
    ///
    /// [`JudgementClash`] when two assertions are judged different and yet bound together.
    pub fn try_partition(&self, assertions: &[Assertion]) -> Result<Partition, JudgementClash> {
        self.try_partition_of(FeatureTable::build(assertions, &self.lexicons))
    }

    /// Which assertions are about one event, from their features alone. Indices of the result count in the
    /// order in which the [builder](crate::normalize::FeatureBuilder) took the assertions.
    ///
    /// This is for data that do not fit into memory as assertions; the result is that of
    /// [`try_partition`](Self::try_partition).
    ///
    /// # Errors
    ///
    /// [`JudgementClash`] when two assertions are judged different and yet bound together.
    ///
    /// # Examples
    ///
    /// ```
    /// use corroborate::Reconciler;
    /// use corroborate::model::Assertion;
    /// use corroborate::normalize::FeatureTable;
    ///
    /// let reconciler = Reconciler::default();
    /// let mut builder = FeatureTable::builder(reconciler.lexicons());
    /// for (id, speaker) in [("a", "SOHR"), ("b", "Reuters")] {
    ///     let report = Assertion::report(id, speaker);
    ///     builder.push(&report.time("2024-01-20").place("Ain al-Asad").action("shelling").build()?);
    /// }
    /// let partition = reconciler.try_partition_of(builder.finish())?;
    /// assert!(partition.cluster(0).is_some_and(|event| event.members().eq([0, 1])));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn try_partition_of(&self, table: FeatureTable) -> Result<Partition, JudgementClash> {
        match self.matched(table) {
            (partition, None) => Ok(partition),
            (_, Some(clash)) => Err(clash),
        }
    }

    fn matched(&self, table: FeatureTable) -> (Partition, Option<JudgementClash>) {
        matching::partition(table, &self.config, &self.lexicons, &self.weights, &self.judgements)
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
        let (order, table) = self.table_by_id(assertions);
        let mut row_of = vec![0; order.len()];
        for (row, &index) in order.iter().enumerate() {
            row_of[index] = row;
        }
        let comparer = Comparer::new(&table, &self.lexicons);
        let compare = |&(left, right): &(usize, usize)| {
            let rows: [usize; 2] = [*row_of.get(left)?, *row_of.get(right)?];
            (left != right).then(|| {
                let [left, right] = rows.map(|row| u32::try_from(row).unwrap_or(u32::MAX));
                let bound = table.must.binary_search(&(left.min(right), left.max(right))).is_ok();
                let decided = if bound {
                    let id = |row: u32| assertions[order[row as usize]].id();
                    let (later, verb, earlier) = table.told(left, right);
                    (Some(format!("{} {verb} {}", id(later), id(earlier))), None)
                } else {
                    (None, comparer.apart(left, right))
                };
                (rows, comparer.pattern(rows[0], rows[1]), decided)
            })
        };
        let found: Vec<_> = pairs.iter().map(compare).collect();
        let Context { rivals, hints } = self.context_of(table);
        let explain = |[left_row, right_row]: [usize; 2],
                       pattern: Pattern,
                       (relation, apart): (Option<String>, Option<Apart>)| {
            let [left, right] = [order[left_row], order[right_row]];
            let rivals = [rivals[left_row], rivals[right_row]];
            let mut explanation = self.weights.explain(&pattern).among(rivals, &self.weights);
            for part in &mut explanation.parts {
                part.values =
                    Some([left, right].map(|index| stated(&assertions[index], part.comparison)));
            }
            let ids = [left, right].map(|index| assertions[index].id().as_str());
            if let Some(hint) = hints.between(left_row, right_row) {
                let by_row = if left_row < right_row { ids } else { [ids[1], ids[0]] };
                explanation = explanation.hinted(hint.told(by_row));
            }
            explanation.judgement = self.judgements.get(ids[0], ids[1]).cloned();
            if explanation.judgement.is_none() {
                explanation.relation = relation;
                explanation.apart = apart.filter(|_| explanation.hint.is_none()).map(Apart::as_str);
            }
            let Explanation { judgement, relation, apart, .. } = &explanation;
            if judgement.is_none() && relation.is_none() && apart.is_none() {
                let hint = explanation.hint.as_ref().map_or(0.0, |hint| hint.bits);
                let among = explanation.prior_bits - self.weights.prior_bits() + hint;
                let threshold = self.config.linkage.join_above_bits - among;
                explanation.would_lift = self.weights.lifts(&pattern, threshold);
                for lift in &mut explanation.would_lift {
                    lift.total_bits += among;
                }
            }
            explanation
        };
        let explained = found
            .into_iter()
            .map(|pair| pair.map(|(rows, it, decided)| explain(rows, it, decided)));
        explained.collect()
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
    Partition::of(groups.into_values().map(Cluster::of))
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
