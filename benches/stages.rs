//! How long each stage takes, on statements made from a fixed seed.
//!
//! ```text
//! cargo bench --features generate --bench stages             # measure
//! cargo bench --features generate --bench stages -- --test   # run each once, as the checks do
//! ```
//!
//! `RAYON_NUM_THREADS=1` measures one thread. `parse` is the yardstick: the same lines into the same
//! structs by `serde_json` alone, on one thread, without a word on what is wrong with a line.
//!
//! Each iteration checks its answer, so that no stage is fast because it does nothing.

use std::hint::black_box;
use std::io;

use corroborate::block::{self, Blocking};
use corroborate::compare::Comparer;
use corroborate::generate::Generator;
use corroborate::normalize::FeatureTable;
use corroborate::read::{JsonLines, Mode, read_all, write_jsonl};
use corroborate::report::{self, Report};
use corroborate::{Assertion, Lexicons, Reconciler, Weights, reconcile};
use criterion::{BenchmarkId, Criterion, Throughput};

/// As in the example programs, so that `parse` is measured with what they have.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The sizes to measure; a million as well where `CORROBORATE_BENCH_MILLION` is set.
fn sizes() -> Vec<usize> {
    // As one of the checks, each bench runs once: nobody waits for large sizes there.
    if std::env::args().any(|argument| argument == "--test") {
        return vec![1_000];
    }
    let million = std::env::var_os("CORROBORATE_BENCH_MILLION").map(|_| 1_000_000);
    [1_000, 10_000, 100_000].into_iter().chain(million).collect()
}

fn statements(size: usize) -> Vec<Assertion> {
    Generator::new(size, 1).map(|(assertion, _)| assertion).collect()
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
    for size in sizes() {
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
        "parse",
        |statements| {
            let mut bytes = Vec::new();
            write_jsonl(&statements, &mut bytes).expect("a vector takes all bytes");
            (statements.len(), String::from_utf8(bytes).expect("JSON is UTF-8"))
        },
        |(size, text)| {
            let parsed: Result<Vec<Assertion>, _> =
                text.lines().map(serde_json::from_str).collect();
            parsed.is_ok_and(|parsed| parsed.len() == *size)
        },
    );
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
        |statements| {
            // Lexicons remember what they were asked: what starts with words needs new ones.
            let table = FeatureTable::build(statements, &Lexicons::shipped());
            table.rows.len() == statements.len()
        },
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
            let partition = Reconciler::default().partition(statements);
            partition.clusters().map(|cluster| cluster.len()).sum::<usize>() == statements.len()
        },
    );
    stage(
        criterion,
        "reconcile",
        |statements| (reconciler.partition(&statements), statements),
        |(partition, statements)| {
            let account = reconcile::reconcile(statements, partition, &lexicons);
            account.events.len() == partition.len()
        },
    );
    stage(
        criterion,
        "report",
        |statements| (reconciler.reconcile(&statements), statements),
        |(account, statements)| {
            report::json(&Report::new(account, statements), &mut io::sink()).is_ok()
        },
    );
    stage(
        criterion,
        "end_to_end",
        |statements| {
            let mut bytes = Vec::new();
            write_jsonl(&statements, &mut bytes).expect("a vector takes all bytes");
            bytes
        },
        |bytes| {
            let data = read_all([JsonLines::new(&bytes[..], "bench")], Mode::Strict);
            data.is_ok_and(|data| {
                let account = Reconciler::default().reconcile(&data.assertions);
                let report = Report::new(&account, &data.assertions);
                report::json(&report, &mut io::sink()).is_ok()
            })
        },
    );
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    stages(&mut criterion);
    criterion.final_summary();
}
