//! Each stage with one thread and with two, as multiples of `parse`: what `docs/performance.md` shows.
//!
//! ```text
//! cargo bench --features generate --bench aims               # 100,000 statements, medians of five rounds
//! cargo bench --features generate --bench aims -- 1000000 3  # so many statements and rounds
//! ```
//!
//! `parse` is the yardstick: the same lines into the same structs by `serde_json` alone, on one thread,
//! without a word on what is wrong with a line. In each round all stages run once with either number of
//! threads, so that a machine that slows down slows them all down.

use std::hint::black_box;
use std::io;
use std::time::Instant;

use corroborate::block::{self, Blocking};
use corroborate::generate::Generator;
use corroborate::normalize::FeatureTable;
use corroborate::read::{JsonLines, Mode, read_all, write_jsonl};
use corroborate::reconcile::{self, Reconciliation};
use corroborate::report::{self, Report};
use corroborate::{Assertion, Reconciler};
use rayon::{ThreadPool, ThreadPoolBuilder};

/// As in the example programs.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The stages, in the order of the table. What is measured of each is everything that it does, but not
/// that its result is given back to the allocator.
const STAGES: [&str; 8] = [
    "parse (the yardstick, one thread)",
    "read",
    "features",
    "block and score",
    "match: features to groups",
    "reconcile: groups to findings",
    "write JSON",
    "all, from lines to JSON",
];

/// The seconds that each stage takes.
fn round(text: &str, pool: &ThreadPool) -> [f64; STAGES.len()] {
    // Lexicons remember what they were asked, so that all that is timed from the start needs new ones.
    let [reconciler, afresh] = std::array::from_fn(|_| Reconciler::default());
    let lexicons = reconciler.lexicons();
    let mut seconds = Vec::new();
    let parsed: Result<Vec<Assertion>, _> =
        timed(&mut seconds, || text.lines().map(serde_json::from_str).collect());
    drop(parsed.expect("what was written can be parsed"));
    pool.install(|| {
        let read = || read_all([JsonLines::new(text.as_bytes(), "bench")], Mode::Strict);
        let assertions =
            timed(&mut seconds, read).expect("what was written can be read").assertions;
        let table = timed(&mut seconds, || FeatureTable::build(&assertions, lexicons));
        black_box(timed(&mut seconds, || reconciler.rivals_of(table)));
        let table = FeatureTable::build(&assertions, lexicons);
        let partition = timed(&mut seconds, || reconciler.try_partition_of(table));
        let partition = partition.expect("nobody has judged anything");
        let account =
            timed(&mut seconds, || reconcile::reconcile(&assertions, &partition, lexicons));
        timed(&mut seconds, || json(&account, &assertions));
        drop((assertions, partition, account));
        let all = timed(&mut seconds, || {
            let assertions = read().expect("what was written can be read").assertions;
            let account = afresh.reconcile(&assertions);
            json(&account, &assertions);
            (assertions, account)
        });
        drop(all);
    });
    seconds.try_into().expect("each stage is timed once")
}

fn json(account: &Reconciliation, assertions: &[Assertion]) {
    report::json(&Report::new(account, assertions), &mut io::sink()).expect("it takes all");
}

fn timed<T>(seconds: &mut Vec<f64>, work: impl FnOnce() -> T) -> T {
    let begun = Instant::now();
    let result = black_box(work());
    seconds.push(begun.elapsed().as_secs_f64());
    result
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn main() {
    let is_test = std::env::args().any(|argument| argument == "--test");
    let mut numbers = std::env::args().filter_map(|argument| argument.parse::<usize>().ok());
    let size = numbers.next().unwrap_or(if is_test { 1_000 } else { 100_000 });
    let rounds = numbers.next().unwrap_or(if is_test { 1 } else { 5 });

    let statements: Vec<Assertion> =
        Generator::new(size, 1).map(|(assertion, _)| assertion).collect();
    let mut bytes = Vec::new();
    write_jsonl(&statements, &mut bytes).expect("a vector takes all bytes");
    let text = String::from_utf8(bytes).expect("JSON is UTF-8");
    let reconciler = Reconciler::default();
    let mut pairs = 0_u64;
    let table = FeatureTable::build(&statements, reconciler.lexicons());
    block::for_each_pair(&table, &Blocking::default(), |_, _| pairs += 1);
    drop((statements, table));

    let pools = [1, 2].map(|threads| {
        ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be started")
    });
    let mut taken = [Vec::new(), Vec::new()];
    for _ in 0..rounds {
        for (pool, taken) in pools.iter().zip(&mut taken) {
            taken.push(round(&text, pool));
        }
    }
    let medians = taken.map(|rounds| {
        std::array::from_fn::<f64, { STAGES.len() }, _>(|stage| {
            median(rounds.iter().map(|round| round[stage]).collect())
        })
    });
    let [alone, both] = medians;
    println!("{size} statements, {pairs} pairs, medians of {rounds}\n");
    println!("| stage | one thread | two threads | ratio | two threads, of `parse` |");
    println!("|---|---|---|---|---|");
    for (stage, name) in STAGES.iter().enumerate() {
        let (one, two) = (alone[stage], both[stage]);
        let of_parse = two / both[0];
        println!("| {name} | {one:.3} s | {two:.3} s | {:.2} | {of_parse:.1} |", one / two);
    }
    #[expect(clippy::cast_precision_loss, reason = "far fewer pairs than a float can count")]
    let a_second = pairs as f64 / alone[3] / 1e6;
    println!("\nblock and score, one thread: {a_second:.1} million pairs a second");
}
