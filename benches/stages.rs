//! How long each stage takes, on statements made from a fixed seed.
//!
//! ```text
//! cargo bench                 # measure
//! cargo bench -- --test       # run each once, as the checks do
//! ```
//!
//! Each iteration checks its answer, so that no stage is fast because it does nothing.

use std::hint::black_box;
use std::io;

use corroborate::block::{self, Blocking};
use corroborate::compare::Comparer;
use corroborate::normalize::FeatureTable;
use corroborate::read::{JsonLines, Mode, read_all, write_jsonl};
use corroborate::report::{self, Report};
use corroborate::{Assertion, Lexicons, Reconciler, Weights, reconcile};
use criterion::{BenchmarkId, Criterion, Throughput};

const SIZES: [usize; 2] = [100, 1000];

/// Numbers that look random and are the same in every run (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % end as u64).expect("less than `end`")
    }

    fn pick(&mut self, words: &[&'static str]) -> &'static str {
        words[self.below(words.len())]
    }
}

const PLACES: [&str; 8] = [
    "Al-Omar oil field",
    "Mission Support Site Conoco",
    "Ain al-Asad airbase",
    "near Erbil airport",
    "Al-Tanf",
    "Shaddadi",
    "Hodeidah",
    "Kiryat Shmona",
];
const MUNITIONS: [&str; 5] = ["rockets", "drones", "122 mm Grad missiles", "shells", "missile"];
const COUNTS: [&str; 6] = ["two", "at least one", "several", "5", "10-12", "dozens"];

/// About three statements an event, over a year.
fn statements(size: usize) -> Vec<Assertion> {
    let mut numbers = Numbers(2023);
    let mut statements = Vec::with_capacity(size);
    let (mut place, mut date, mut munition) = (PLACES[0], String::new(), MUNITIONS[0]);
    for row in 0..size {
        if row % 3 == 0 {
            place = numbers.pick(&PLACES);
            munition = numbers.pick(&MUNITIONS);
            date = format!("2023-{:02}-{:02}", 1 + numbers.below(12), 1 + numbers.below(28));
        }
        let id = format!("s{row:05}");
        let start = match row % 3 {
            0 => Assertion::claim(id, "Islamic Resistance in Iraq"),
            1 => Assertion::confirmation(id, "U.S. Central Command"),
            _ => Assertion::report(id, "Syrian Observatory for Human Rights"),
        };
        let built = start
            .published(date.as_str())
            .time(date.as_str())
            .place(place)
            .action("attack")
            .target("U.S. forces")
            .munitions(munition, numbers.pick(&COUNTS))
            .build();
        statements.push(built.expect("the statement keeps the rules"));
    }
    statements
}

/// One group of measurements: a stage at every size, from what the earlier stages made.
fn stage<T>(
    criterion: &mut Criterion,
    name: &str,
    prepare: impl Fn(Vec<Assertion>) -> T,
    run: impl Fn(&T) -> bool,
) {
    let mut group = criterion.benchmark_group(name);
    group.sample_size(10);
    for size in SIZES {
        let prepared = prepare(statements(size));
        group.throughput(Throughput::Elements(size as u64));
        group.bench_with_input(
            BenchmarkId::from_parameter(size),
            &prepared,
            |bencher, prepared| {
                bencher.iter(|| assert!(run(black_box(prepared)), "{name} gives a wrong answer"));
            },
        );
    }
    group.finish();
}

fn stages(criterion: &mut Criterion) {
    let reconciler = Reconciler::default();
    let lexicons = Lexicons::shipped();
    let weights = Weights::shipped();

    stage(
        criterion,
        "read",
        |statements| {
            let mut bytes = Vec::new();
            write_jsonl(&statements, &mut bytes).expect("a vector takes all bytes");
            (statements, bytes)
        },
        |(statements, bytes)| {
            let data = read_all([JsonLines::new(&bytes[..], "bench")], Mode::Strict);
            data.is_ok_and(|data| data.assertions == *statements)
        },
    );
    stage(
        criterion,
        "normalize",
        |statements| statements,
        |statements| FeatureTable::build(statements, &lexicons).rows.len() == statements.len(),
    );
    stage(
        criterion,
        "block_and_score",
        |statements| FeatureTable::build(&statements, &lexicons),
        |table| {
            let comparer = Comparer::new(table, &lexicons);
            let mut likely = 0;
            block::for_each_pair(table, &Blocking::default(), |left, right| {
                let pattern = comparer.pattern(left as usize, right as usize);
                likely += usize::from(weights.score(&pattern) > 0.0);
            });
            likely * 3 >= table.rows.len()
        },
    );
    stage(
        criterion,
        "cluster",
        |statements| statements,
        |statements| {
            let members = reconciler.partition(statements).clusters;
            members.iter().map(|cluster| cluster.members.len()).sum::<usize>() == statements.len()
        },
    );
    stage(
        criterion,
        "reconcile",
        |statements| (reconciler.partition(&statements), statements),
        |(partition, statements)| {
            let account = reconcile::reconcile(statements, partition, &lexicons);
            account.events.len() == partition.clusters.len()
        },
    );
    stage(
        criterion,
        "report",
        |statements| (reconciler.reconcile(&statements), statements),
        |(account, statements)| {
            let report = Report::new(account, statements);
            report::json(&report, &mut io::sink()).is_ok()
                && report::text(&report, &mut io::sink()).is_ok()
        },
    );
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    stages(&mut criterion);
    criterion.final_summary();
}
