//! A small run from lines to the JSON report whose instructions are counted, as a guard against slower
//! code that noise cannot disturb: see `benches/instructions.sh`.
//!
//! With an argument `generate`, only makes the statements: what that costs is taken off.

use std::hint::black_box;
use std::io;

use corroborate::generate::Generator;
use corroborate::read::{JsonLines, Mode, read_all, write_jsonl};
use corroborate::report::{self, Report};
use corroborate::{Assertion, Reconciler};

const STATEMENTS: usize = 2_000;

fn main() {
    let statements: Vec<Assertion> =
        Generator::new(STATEMENTS, 1).map(|(assertion, _)| assertion).collect();
    let mut bytes = Vec::new();
    write_jsonl(&statements, &mut bytes).expect("a vector takes all bytes");
    if std::env::args().any(|argument| argument == "generate") {
        black_box(bytes);
        return;
    }
    let data = read_all([JsonLines::new(&bytes[..], "bench")], Mode::Strict);
    let assertions = data.expect("what was written can be read").assertions;
    let account = Reconciler::default().reconcile(&assertions);
    assert!(account.events.len() > STATEMENTS / 10, "there are events");
    report::json(&Report::new(&account, &assertions), &mut io::sink()).expect("a sink takes all");
}
