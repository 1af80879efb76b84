//! How much memory features and matching take for each statement: the peak of building a table of features
//! from a stream of statements and of matching it, at a million less at 100,000, so that lexicons do not
//! count.
//!
//! ```text
//! cargo bench --features generate --bench memory
//! ```

use corroborate::Reconciler;
use corroborate::generate::Generator;
use corroborate::normalize::FeatureTable;
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// The most bytes in use at once, beyond those before.
fn peak(reconciler: &Reconciler, size: usize) -> usize {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let mut builder = FeatureTable::builder(reconciler.lexicons());
    for (assertion, _) in Generator::new(size, 1) {
        builder.push(&assertion);
    }
    let partition = reconciler.try_partition_of(builder.finish());
    assert!(partition.is_ok_and(|partition| !partition.is_empty()), "there are events");
    MEMORY.peak_usage().saturating_sub(before)
}

fn main() {
    let is_test = std::env::args().any(|argument| argument == "--test");
    let sizes = if is_test { [100, 1_000] } else { [100_000, 1_000_000] };
    let reconciler = Reconciler::default();
    // What is made once, at first use, is not what a statement takes.
    peak(&reconciler, 50);
    let peaks = sizes.map(|size| peak(&reconciler, size));
    for (size, peak) in sizes.iter().zip(peaks) {
        println!("{size} statements: {peak} bytes at the peak");
    }
    println!(
        "{} bytes for each further statement",
        peaks[1].saturating_sub(peaks[0]) / (sizes[1] - sizes[0])
    );
}
