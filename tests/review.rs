//! The review loop as a process, with answers on standard input.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use corroborate::model::Assertion;
use corroborate::read::{Judgements, SameEvent, write_jsonl};
use corroborate::score::Weights;

/// A directory of this test's own, empty.
fn directory(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).unwrap();
    path
}

fn example() -> Command {
    let test = std::env::current_exe().unwrap();
    let target = test.parent().and_then(|deps| deps.parent()).unwrap();
    Command::new(target.join("examples").join(format!("review{}", std::env::consts::EXE_SUFFIX)))
}

fn run(directory: &std::path::Path, answers: &str) -> String {
    let mut child = example()
        .current_dir(directory)
        .args(["data.jsonl", "--by", "A. Coder", "--on", "2024-02-01", "--model", "weights.json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(answers.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn data(directory: &std::path::Path) {
    let report = |id: &str, day: &str, place: &str| {
        Assertion::report(id, "SOHR").time(day).place(place).action("shelling").build().unwrap()
    };
    let reports = [
        report("a", "2023-01-04", "Ain al-Asad"),
        report("b", "2023-01-05", "Ain al-Asad"),
        report("c", "2023-01-04", "Hadithah"),
        report("d", "2023-01-06", "Anbar"),
    ];
    let file = std::fs::File::create(directory.join("data.jsonl")).unwrap();
    write_jsonl(&reports, file).unwrap();
}

#[test]
fn answers_are_recorded_and_fitted_and_not_asked_for_again() {
    let directory = directory("review_answers");
    data(&directory);
    let shown = run(&directory, "y\nwhat\nn\nq\n");
    assert!(shown.contains("Are A and B about one event?"));
    assert!(shown.contains("expected one of y, n, s, q"));
    assert!(shown.contains("2 judgements in judgements.jsonl"));
    assert!(!shown.contains("bits") && !shown.contains("probab"), "a score was shown: {shown}");

    let read = || {
        let bytes = std::fs::read(directory.join("judgements.jsonl")).unwrap();
        Judgements::read(&bytes[..], "judgements.jsonl").unwrap()
    };
    let first = read();
    let same = first.iter().filter(|pair| pair.judgement == SameEvent::Same).count();
    assert_eq!((first.len(), same), (2, 1));
    assert!(first.iter().all(|pair| pair.by.as_deref() == Some("A. Coder")));
    let weights = std::fs::read_to_string(directory.join("weights.json")).unwrap();
    let weights = Weights::from_json(&weights).unwrap();
    assert_ne!(weights, Weights::shipped());

    // A second run asks about other pairs and keeps the first answers.
    run(&directory, "n\n");
    let second = read();
    assert_eq!(second.len(), 3);
    assert!(first.iter().all(|pair| second.get(&pair.left, &pair.right) == Some(pair)));
}

#[test]
fn skipping_all_records_nothing() {
    let directory = directory("review_skip");
    data(&directory);
    run(&directory, &"s\n".repeat(20));
    assert_eq!(std::fs::read_to_string(directory.join("judgements.jsonl")).unwrap(), "");
}
