//! From features to a partition: pairs are scored as blocking proposes them, and only what can matter
//! of them is kept.
//!
//! Rows are brought into the order of time first, so that those that meet lie close together. All work
//! is on rows by number; assertions are not needed.

mod edges;
mod hints;
mod names;
mod scorer;
mod tree;

use self::edges::{Edge, Found};
pub(crate) use self::hints::{Hint, Hints};
use self::names::Names;
pub(crate) use self::scorer::Scorer;
use crate::block::Index;
use crate::cluster::{self, Bonds, Grounds, JudgementClash, Packed, Partition, Split, Wording};
use crate::config::Config;
use crate::normalize::{FeatureTable, Lexicons};
use crate::read::Judgements;
use crate::score::{Millibits, Weights, bits, millibits, probability};
use crate::threads;

/// Which assertions are about one event, and the judgements that cannot all hold.
pub(crate) fn partition(
    mut table: FeatureTable,
    config: &Config,
    lexicons: &Lexicons,
    weights: &Weights,
    judgements: &Judgements,
) -> (Partition, Option<JudgementClash>) {
    let names = Names::new(&mut table);
    let bonds = Bonds::new(&table, judgements, |id| names.row(id, &table.ids));
    let clash = bonds.clashes(|row| table.ids.get(names.index(row)));
    let (scorer, index) = prepared(&table, config, lexicons, weights);
    let mut bound_rows: Vec<u32> =
        bonds.must.iter().flat_map(|&(left, right)| [left, right]).collect();
    bound_rows.sort_unstable();
    bound_rows.dedup();
    let mut matching = Matching {
        config,
        weights,
        judgements,
        table: &table,
        names: &names,
        bonds,
        bound_rows,
        scorer,
        hints: Hints::default(),
    };
    (matching.partition(index), clash)
}

/// What scores the pairs of a table, and what finds them.
fn prepared<'t>(
    table: &'t FeatureTable,
    config: &Config,
    lexicons: &'t Lexicons,
    weights: &Weights,
) -> (Scorer<'t>, Index<'t>) {
    threads::both(|| Scorer::new(table, lexicons, weights), || Index::new(table, &config.blocking))
}

struct Matching<'a> {
    config: &'a Config,
    weights: &'a Weights,
    judgements: &'a Judgements,
    table: &'a FeatureTable,
    names: &'a Names,
    bonds: Bonds,
    /// The rows of all must-links, sorted; both ends of one are always in one event.
    bound_rows: Vec<u32>,
    scorer: Scorer<'a>,
    /// Known once rivals are.
    hints: Hints,
}

/// Events that one thread describes at a time.
const EVENTS: usize = 512;

impl Matching<'_> {
    fn partition(&mut self, index: Index<'_>) -> Partition {
        let rows = self.table.rows.len();
        let edges = self.edges(index);
        let all = edges.iter().flatten();
        let linkage = &self.config.linkage;
        let score = |left: u32, right: u32| self.clustered(left, right);
        let Bonds { must, cannot } = &self.bonds;
        let joinable = all.clone().map(|edge| (edge.left, edge.right, bits(edge.score)));
        let groups = cluster::form(rows, joinable, must, cannot, linkage, &score);
        let group_of = groups.owners(rows);
        let mut partition = Partition::worded(Wording::new(self.weights));
        let possible = self.possible(
            &mut partition,
            all.copied().filter(|edge| {
                group_of[edge.left as usize] != group_of[edge.right as usize]
                    && cannot.binary_search(&(edge.left, edge.right)).is_err()
            }),
        );
        drop((edges, group_of));
        // In the order of the first id of each.
        let rank = |group: &[u32]| group.iter().map(|&row| self.names.rank(row)).min();
        let events = groups.iter().filter(|group| self.is_event(group));
        let mut events: Vec<(Option<u32>, &[u32])> =
            events.map(|group| (rank(group), group)).collect();
        threads::sort_by(&mut events, |left, right| left.0.cmp(&right.0));
        let parts = threads::map_chunks(&events, EVENTS, |events| {
            let mut part = Partition::default();
            for (_, group) in events {
                self.describe(group, &mut part);
            }
            part
        });
        partition.reserve(&parts);
        for part in parts {
            partition.append(part);
        }
        partition.set_possible(possible);
        partition
    }

    /// The candidate pairs that score high enough to join two groups, or to be looked at if they end in
    /// two events. Rivals count from here on.
    fn edges(&mut self, index: Index<'_>) -> Vec<Vec<Edge>> {
        let possible = log_odds(self.config.possible_above);
        let bar = self.config.linkage.lowest_bar().min(possible);
        let found = Found::among(&self.scorer, index, self.table, self.weights, bar);
        self.scorer.among(&found.rivals, self.weights);
        let bar = millibits(bar) - 1;
        let mut edges = found.edges;
        threads::change(&mut edges, |run| {
            run.retain_mut(|edge| {
                edge.score += self.scorer.rivalry(edge.left, edge.right);
                edge.score > bar && self.scorer.comparer().apart(edge.left, edge.right).is_none()
            });
            run.shrink_to_fit();
        });
        self.hints = Hints::new(self.table, &self.scorer, &self.bonds, &self.config.linkage);
        if !self.hints.is_empty() {
            for run in &mut edges {
                run.retain(|edge| self.hints.get(edge.left, edge.right).is_none());
            }
            let scored = |(left, right)| Edge { left, right, score: self.score(left, right) };
            let hinted = self.hints.sorted().into_iter().map(scored);
            edges.push(hinted.filter(|edge| edge.score > bar).collect());
        }
        edges
    }

    /// The score of two rows among their rivals, with what a relation to several adds.
    fn score(&self, left: u32, right: u32) -> Millibits {
        self.scorer.score(left, right).saturating_add(self.hints.added(left, right))
    }

    /// The score as clustering counts it: negative infinity for two that must be two events.
    fn clustered(&self, left: u32, right: u32) -> f64 {
        let comparer = self.scorer.comparer();
        let pattern = comparer.pattern(left as usize, right as usize);
        let hint = self.hints.get(left, right);
        if hint.is_none() && comparer.apart_at(left, right, &pattern).is_some() {
            return f64::NEG_INFINITY;
        }
        let score = self.scorer.score_at(left, right, &pattern);
        bits(score.saturating_add(hint.map_or(0, |hint| hint.added)))
    }

    /// The pairs in different events that are probable enough to be looked at: the best first, and of
    /// each row only the best few, on either side.
    fn possible(
        &self,
        partition: &mut Partition,
        edges: impl Iterator<Item = Edge>,
    ) -> Vec<Packed> {
        // By score and by the places of both in the order of ids, as which they are kept until then.
        let mut links: Vec<(Millibits, u32, u32)> = edges
            .filter(|edge| probability(bits(edge.score)) >= self.config.possible_above)
            .map(|edge| {
                let (left, right) = (self.names.rank(edge.left), self.names.rank(edge.right));
                (-edge.score, left.min(right), left.max(right))
            })
            .collect();
        threads::sort(&mut links);
        for (score, left, right) in &mut links {
            *score = -*score;
            for rank in [left, right] {
                *rank = self.names.by_id[*rank as usize];
            }
        }
        let mut seen = vec![0_u8; self.table.rows.len()];
        links.retain(|&(_, left, right)| {
            let (left, right) = (left as usize, right as usize);
            let wanted = seen[left] < MOST_POSSIBLE && seen[right] < MOST_POSSIBLE;
            if wanted {
                seen[left] += 1;
                seen[right] += 1;
            }
            wanted
        });
        let mut packed = threads::map_chunks(&links, EVENTS, |links| {
            let links = links.iter();
            links
                .map(|&(score, left, right)| {
                    self.link(left, right, score, self.compared(left, right))
                })
                .collect::<Vec<Packed>>()
        })
        .concat();
        if !self.hints.is_empty() {
            for (packed, (_, left, right)) in packed.iter_mut().zip(links) {
                packed.grounds = self.grounds(left, right, partition);
            }
        }
        packed
    }

    fn is_event(&self, group: &[u32]) -> bool {
        group.iter().any(|&row| self.table.rows[row as usize].matches)
    }

    fn compared(&self, left: u32, right: u32) -> Grounds {
        Grounds::Compared(self.scorer.comparer().pattern(left as usize, right as usize))
    }

    /// What the link of two rows rests on.
    fn grounds(&self, left: u32, right: u32, part: &mut Partition) -> Grounds {
        if self.bound(left, right) {
            return Grounds::Bound(part.add_bond(self.relation(left, right), None));
        }
        let Some(hint) = self.hints.get(left, right) else { return self.compared(left, right) };
        let ids = [left.min(right), left.max(right)];
        let ids = ids.map(|row| self.table.ids.get(self.names.index(row)));
        let words = hint.told(ids).to_string();
        let pattern = self.scorer.comparer().pattern(left as usize, right as usize);
        Grounds::Hinted(part.add_bond(words, Some(pattern)))
    }

    /// A link in the indices of the assertions.
    fn link(&self, left: u32, right: u32, millibits: Millibits, grounds: Grounds) -> Packed {
        let by_id = self.names.rank(left) < self.names.rank(right);
        let [left, right] = if by_id { [left, right] } else { [right, left] };
        let [left, right] = [left, right].map(|row| self.names.indices[row as usize]);
        Packed { left, right, millibits, grounds }
    }

    fn bound(&self, left: u32, right: u32) -> bool {
        self.bonds.bind(left, right)
    }

    /// The log-odds of a pair as clustering counts them.
    fn counted(&self, left: u32, right: u32) -> f64 {
        let bound = self.bound(left, right);
        self.config.linkage.capped(if bound {
            f64::INFINITY
        } else {
            bits(self.score(left, right))
        })
    }

    /// Adds an event with what holds it together.
    fn describe(&self, group: &[u32], part: &mut Partition) {
        if let [row] = group {
            return part.push([self.names.indices[*row as usize]]);
        }
        let mut rows = group.to_vec();
        rows.sort_unstable_by_key(|&row| self.names.rank(row));
        let held = tree::strongest(&rows, |left, right| self.counted(left, right));
        #[expect(clippy::cast_precision_loss, reason = "fewer members than a float can tell apart")]
        let others = (rows.len() - 1) as f64;
        let weakest = rows
            .iter()
            .zip(&held.sums)
            .filter(|&(&row, _)| self.bound_rows.binary_search(&row).is_err())
            .map(|(&row, sum)| (self.config.linkage.joint_bits(sum / others, others), row))
            .min_by(|left, right| left.0.total_cmp(&right.0));
        let certainty = weakest.map_or(1.0, |(bits, _)| probability(bits));
        let alternative =
            weakest.filter(|_| certainty < self.config.alternative_below).map(|(_, apart)| {
                let indices =
                    |rows: Vec<u32>| rows.iter().map(|&row| self.names.index(row)).collect();
                let (alone, rest): (Vec<u32>, Vec<u32>) =
                    rows.iter().partition(|&&row| row == apart);
                Split::new(vec![indices(rest), indices(alone)], 1.0 - certainty)
            });
        let links: Vec<Packed> = held
            .links
            .into_iter()
            .map(|(left, right, bits)| {
                let grounds = self.grounds(left, right, part);
                self.link(left, right, millibits(bits), grounds)
            })
            .collect();
        let members = rows.iter().map(|&row| self.names.indices[row as usize]);
        part.hold(members, Some(certainty), links, alternative);
    }

    /// Why a pair is bound: what people decided on it, or which relation says so.
    fn relation(&self, left: u32, right: u32) -> String {
        let id = |row: u32| self.table.ids.get(self.names.index(row));
        if let Some(judgement) = self.judgements.get(id(left), id(right)) {
            return judgement.to_string();
        }
        let (later, verb, earlier) = self.table.told(left, right);
        format!("relation: {} {verb} {}", id(later), id(earlier))
    }
}

/// What the score of a pair takes from all others, by the row of the table.
pub(crate) struct Context {
    /// How many rivals each row has.
    pub(crate) rivals: Vec<u32>,
    /// What relations to several assertions add.
    pub(crate) hints: Hints,
}

/// The context of scores.
///
/// Rivals are counted in the order of time, as when events are formed, since a crowd is looked through
/// only so far.
pub(crate) fn context(
    mut table: FeatureTable,
    config: &Config,
    lexicons: &Lexicons,
    weights: &Weights,
    judgements: &Judgements,
) -> Context {
    let names = Names::new(&mut table);
    let bonds = Bonds::new(&table, judgements, |id| names.row(id, &table.ids));
    let (mut scorer, index) = prepared(&table, config, lexicons, weights);
    let found = Found::among(&scorer, index, &table, weights, f64::INFINITY);
    scorer.among(&found.rivals, weights);
    let hints = Hints::new(&table, &scorer, &bonds, &config.linkage);
    let mut rivals = vec![0; table.rows.len()];
    for (row, count) in (0..).zip(found.rivals) {
        rivals[names.index(row)] = count;
    }
    Context { rivals, hints: hints.renamed(|row| names.indices[row as usize]) }
}

/// Each assertion's possible links are cut to its best few: the rest say nothing new.
const MOST_POSSIBLE: u8 = 3;

/// The bits that belong to a probability; without bounds at its ends.
fn log_odds(probability: f64) -> f64 {
    (probability / (1.0 - probability)).log2()
}

#[cfg(all(test, feature = "generate", feature = "parallel"))]
mod tests {
    use crate::Reconciler;
    use crate::generate::Generator;
    use crate::model::Assertion;

    #[test]
    fn the_number_of_threads_changes_nothing() {
        let made: Vec<Assertion> =
            Generator::new(6000, 5).map(|(assertion, _)| assertion).collect();
        let with = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| Reconciler::default().partition(&made))
        };
        let alone = with(1);
        assert!(alone.len() > 1000 && alone.possible().len() > 1000);
        for threads in [2, 3] {
            assert!(alone == with(threads), "{threads} threads");
        }
    }
}
