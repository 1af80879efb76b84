//! Fits weights to labelled assertions and says how they do on what they were not fitted on.
//!
//! ```text
//! fit FILE LABELS [FILE LABELS …] [--output WEIGHTS] [--ridge NUMBER] [--folds NUMBER] [--learn]
//!     [--gazetteer FILE] [--actors FILE] [--munitions FILE]
//! ```
//!
//! Three tables of numbers, with everything but the weights and the lexicon files as shipped: each set with
//! weights of its own, by weeks (the weeks of the event times are dealt out to folds, and each pair is
//! scored with weights that never saw its week); each set with weights of all the others; all sets with the
//! weights that are written.
//!
//! Exit status: 0 done, 1 the input has errors (each on standard error), 2 wrong usage.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use corroborate::block::candidate_pairs;
use corroborate::cluster::agglomerate;
use corroborate::compare::{Comparer, Pattern};
use corroborate::evaluate::{self, Agreement};
use corroborate::fit::{Expectation, Fitting, PatternCounts, PatternTable, em, from_labels};
use corroborate::model::Assertion;
use corroborate::normalize::{FeatureTable, Lexicons};
use corroborate::read::{GoldEvent, Labels};
use corroborate::score::Weights;
use corroborate::{Config, Reconciler};

#[path = "common/mod.rs"]
mod common;

/// Fits weights to labels, held to the reasoned weights by a ridge penalty.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// Assertions and their labels, in turn.
    #[arg(required = true, num_args = 2.., value_name = "FILE LABELS")]
    files: Vec<PathBuf>,
    /// Where to write the weights that are fitted to all sets.
    #[arg(long, value_name = "WEIGHTS")]
    output: Option<PathBuf>,
    /// Strength of the penalty.
    #[arg(long, default_value_t = Fitting::default().ridge)]
    ridge: f64,
    /// Also learn from each set without its labels, starting from the weights of all the others (the
    /// reasoned ones where there are none), and say how that went.
    #[arg(long)]
    learn: bool,
    #[command(flatten)]
    lexicons: common::LexiconFiles,
    /// How many folds the weeks are dealt out to.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u8).range(2..=52))]
    folds: u8,
}

/// A labelled data set, ready to be scored.
struct Set {
    name: String,
    assertions: Vec<Assertion>,
    lexicons: Lexicons,
    gold: Labels,
    table: FeatureTable,
    pairs: Vec<(u32, u32, Pattern)>,
    /// The gold event of each assertion, as a number; `None` where the coder left it open.
    events: Vec<Option<usize>>,
    sizes: Vec<f64>,
}

fn main() -> ExitCode {
    common::end(run(&Arguments::parse()))
}

fn run(arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    if arguments.files.len() % 2 == 1 {
        return Err("expected a labels file for each file of assertions".into());
    }
    let lexicons = arguments.lexicons.lexicons()?;
    let config = Config::default();
    let sets = arguments
        .files
        .chunks_exact(2)
        .map(|pair| Set::read(&pair[0], &pair[1], &lexicons, &config))
        .collect::<Result<Vec<Set>, _>>()?;
    let mut fitting = Fitting::default();
    fitting.ridge = arguments.ridge;
    let every = |_: &Set, _: u32| true;

    println!("{:<52} {:^26} {:^26}", "", "pairwise", "B-cubed");
    let header = "precision  recall      F1";
    println!("{:<52} {header:^26} {header:^26}", "");
    for set in &sets {
        let by_fold: Vec<Weights> = (0..arguments.folds)
            .map(|fold| {
                let keep = |set: &Set, row: u32| set.fold(row, arguments.folds) != fold;
                fit(&[set], keep, &fitting)
            })
            .collect();
        set.measure("by weeks", &set.groups_by_weeks(&by_fold, &lexicons, &config));
    }
    if sets.len() > 1 {
        for (place, set) in sets.iter().enumerate() {
            let others = others(&sets, place);
            let weights = fit(&others, every, &fitting);
            set.measure("fitted on the others", &set.groups(weights));
        }
    }
    let all: Vec<&Set> = sets.iter().collect();
    let weights = fit(&all, every, &fitting);
    for (what, weights) in
        [("fitted on all, in sample", &weights), ("not fitted", &Weights::reasoned())]
    {
        for set in &sets {
            set.measure(what, &set.groups(weights.clone()));
        }
    }
    if arguments.learn {
        for (place, set) in sets.iter().enumerate() {
            let others = others(&sets, place);
            let start = match others[..] {
                [] => Weights::reasoned(),
                _ => fit(&others, every, &fitting),
            };
            set.learn(&start);
        }
    }
    if let Some(path) = &arguments.output {
        std::fs::write(path, weights.to_json() + "\n")
            .map_err(|error| common::in_file(path, error))?;
    }
    Ok(())
}

/// All sets but the one at a place.
fn others(sets: &[Set], place: usize) -> Vec<&Set> {
    sets.iter().enumerate().filter(|(other, _)| *other != place).map(|(_, set)| set).collect()
}

/// Which statements are rivals depends on the weights, and these on what rivals take: a few rounds.
const ROUNDS: usize = 3;

/// Weights fitted to the rows to keep of some sets. Says so when a fit did not come to an end.
fn fit(sets: &[&Set], keep: impl Fn(&Set, u32) -> bool, fitting: &Fitting) -> Weights {
    let mut weights = Weights::reasoned();
    for _ in 0..ROUNDS {
        let mut table = PatternTable::new();
        for set in sets {
            set.count(&mut table, &set.rival_bits(&weights), |row| keep(set, row));
        }
        let fitted = from_labels(&table, &Weights::reasoned(), fitting);
        if !fitted.converged {
            eprintln!("the fit did not converge in {} steps", fitted.steps);
        }
        weights = fitted.weights;
    }
    weights
}

impl Set {
    fn read(
        file: &PathBuf,
        labels: &Path,
        lexicons: &Lexicons,
        config: &Config,
    ) -> Result<Self, Box<dyn Error>> {
        let mut assertions = common::assertions(std::slice::from_ref(file))?;
        let gold = common::labels(labels, &assertions)?;
        assertions.sort_by(|left, right| left.id().cmp(right.id()));
        let table = FeatureTable::build(&assertions, lexicons);
        let comparer = Comparer::new(&table, lexicons);
        let pairs = candidate_pairs(&table, &config.blocking)
            .into_iter()
            .map(|(left, right)| (left, right, comparer.pattern(left as usize, right as usize)))
            .collect();
        let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
        let mut sizes: Vec<f64> = Vec::new();
        let events = assertions
            .iter()
            .map(|assertion| {
                let id = assertion.id().as_str();
                let name = match gold.get(id) {
                    Some(GoldEvent::Event(event)) => format!("event {event}"),
                    Some(GoldEvent::None) => format!("alone {id}"),
                    Some(GoldEvent::Open) | None => return None,
                };
                let number = *numbers.entry(name).or_insert(sizes.len());
                sizes.resize(numbers.len(), 0.0);
                sizes[number] += 1.0;
                Some(number)
            })
            .collect();
        let name = file.parent().and_then(Path::file_name).unwrap_or(file.as_os_str());
        let name = name.to_string_lossy().into_owned();
        let lexicons = lexicons.clone();
        Ok(Self { name, assertions, lexicons, gold, table, pairs, events, sizes })
    }

    /// Counts the labelled pairs of the rows to keep. Pairs of large events weigh less, so that one event
    /// of fifty statements does not outweigh a thousand events of two.
    fn count(&self, table: &mut PatternTable, rival_bits: &[f64], keep: impl Fn(u32) -> bool) {
        for &(left, right, pattern) in &self.pairs {
            let (Some(left_event), Some(right_event)) =
                (self.events[left as usize], self.events[right as usize])
            else {
                continue;
            };
            // What a relation decides says nothing on how to tell without one: such statements take their
            // time and place from each other.
            let is_told = self.table.must.binary_search(&(left, right)).is_ok();
            if keep(left) && keep(right) && !is_told {
                let size = f64::midpoint(self.sizes[left_event], self.sizes[right_event]);
                // Half of what would make each event count the same: large events have many pairs.
                let weight = size.powf(-0.25);
                let bits = rival_bits[left as usize] + rival_bits[right as usize];
                table.add_among(pattern, bits, left_event == right_event, weight);
            }
        }
    }

    /// What the rivals of each row add to the scores of its pairs.
    fn rival_bits(&self, weights: &Weights) -> Vec<f64> {
        let mut rivals = vec![0_u32; self.assertions.len()];
        for &(left, right, pattern) in &self.pairs {
            if weights.score(&pattern) > Weights::RIVAL_BITS {
                rivals[left as usize] += 1;
                rivals[right as usize] += 1;
            }
        }
        rivals.into_iter().map(|rivals| weights.rival_bits(rivals)).collect()
    }

    /// Expectation–maximization on the patterns of all candidate pairs, without labels.
    fn learn(&self, start: &Weights) {
        let mut counts = PatternCounts::new();
        for (_, _, pattern) in &self.pairs {
            counts.add(*pattern, 1.0);
        }
        let learned = em(&counts, start, &Expectation::default());
        self.measure("learned without labels", &self.groups(learned.weights));
        let end = if learned.converged { "converged" } else { "did not converge" };
        let decided = if learned.identifiable { "" } else { "not " };
        println!(
            "    {end} in {} steps, {decided}identifiable; {:.3} of the pairs are taken for one event",
            learned.steps, learned.share
        );
        for doubt in &learned.doubts {
            println!("    {doubt}");
        }
    }

    /// The events by one set of weights: those that the library finds.
    fn groups(&self, weights: Weights) -> Vec<Vec<usize>> {
        let partition = Reconciler::default()
            .with_lexicons(self.lexicons.clone())
            .with_weights(weights)
            .partition(&self.assertions);
        partition.clusters().map(|cluster| cluster.members().collect()).collect()
    }

    /// The events when each statement has weights that never saw its week. A pair across two folds was
    /// in neither's training and gets the mean of both. There are no weights with which the library could
    /// do that; from scores on, the way is the same.
    fn groups_by_weeks(
        &self,
        by_fold: &[Weights],
        lexicons: &Lexicons,
        config: &Config,
    ) -> Vec<Vec<usize>> {
        let comparer = Comparer::new(&self.table, lexicons);
        let rival_bits: Vec<Vec<f64>> =
            by_fold.iter().map(|weights| self.rival_bits(weights)).collect();
        let folds = u8::try_from(by_fold.len()).unwrap_or(u8::MAX);
        let score = |left: u32, right: u32| {
            if comparer.apart(left, right).is_some() {
                return f64::NEG_INFINITY;
            }
            let (row, other) = (left as usize, right as usize);
            let pattern = comparer.pattern(row, other);
            let of = |fold: u8| {
                let fold = usize::from(fold);
                let rivals = &rival_bits[fold];
                by_fold[fold].score(&pattern) + rivals[row] + rivals[other]
            };
            f64::midpoint(of(self.fold(left, folds)), of(self.fold(right, folds)))
        };
        let edges: Vec<(u32, u32, f64)> =
            self.pairs.iter().map(|&(left, right, _)| (left, right, score(left, right))).collect();
        let (size, must) = (self.assertions.len(), &self.table.must);
        agglomerate(size, &edges, must, &[], &config.linkage, &score)
            .into_iter()
            .map(|rows| rows.into_iter().map(|row| row as usize).collect::<Vec<usize>>())
            .filter(|rows| rows.iter().any(|&row| self.table.rows[row].matches))
            .collect()
    }

    /// The fold of the week in which the event lies, or the publication where no time is stated.
    fn fold(&self, row: u32, folds: u8) -> u8 {
        let row = &self.table.rows[row as usize];
        let day = row.when.day().or_else(|| row.window.day()).unwrap_or(0);
        u8::try_from(day.div_euclid(7).rem_euclid(i32::from(folds))).unwrap_or(0)
    }

    fn measure(&self, what: &str, groups: &[Vec<usize>]) {
        let alone = |assertion: &Assertion| (assertion.id().to_string(), GoldEvent::None);
        let events = (0..).zip(groups).flat_map(|(number, rows): (usize, &Vec<usize>)| {
            let event = move |row: &usize| (self.assertions[*row].id(), number.to_string());
            rows.iter().map(event)
        });
        let events = events.map(|(id, number)| (id.to_string(), GoldEvent::Event(number)));
        let found: Labels = self.assertions.iter().map(alone).chain(events).collect();
        let measured = evaluate::clustering(&found, &self.gold);
        let shown = |agreement: &Agreement| {
            let Agreement { precision, recall, f1, .. } = agreement;
            format!("{precision:>9.3} {recall:>7.3} {f1:>7.3} ")
        };
        let title = format!("{}, {what}", self.name);
        println!("{title:<52} {} {}", shown(&measured.pairwise), shown(&measured.b_cubed));
    }
}
