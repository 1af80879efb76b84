//! The example programs, run as processes: what they print and how they end.
//!
//! What `discrepancy_report` prints in each format is in `reports.rs`.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const DATA: &str = "examples/data/five-articles.jsonl";
const LABELS: &str = "examples/data/five-articles-labels.csv";

/// Cargo builds the examples before it runs the tests, beside them; a test that is built alone asks
/// for its example.
fn program(name: &str) -> PathBuf {
    let tests = std::env::current_exe().expect("a test knows where it is");
    let target = tests.ancestors().nth(2).expect("tests are in target/PROFILE/deps");
    let program = target.join("examples").join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    if !program.exists() {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let built = Command::new(cargo)
            .args(["build", "--quiet", "--example", name])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .status()
            .expect("cargo runs");
        assert!(built.success(), "{name} is not built");
    }
    program
}

fn run(name: &str, arguments: &[&str]) -> Output {
    Command::new(program(name))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdin(Stdio::null())
        .output()
        .expect("the program runs")
}

/// What a program prints when all goes well.
#[track_caller]
fn printed(name: &str, arguments: &[&str]) -> String {
    let output = run(name, arguments);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), &*errors), (Some(0), ""), "{name} {arguments:?}");
    String::from_utf8(output.stdout).expect("what it prints is UTF-8")
}

/// The exit status, and what it says on standard error.
fn failure(name: &str, arguments: &[&str]) -> (Option<i32>, String) {
    let output = run(name, arguments);
    assert!(output.stdout.is_empty(), "{name} {arguments:?} prints although it fails");
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn claim_and_confirmation_prints_what_differs() {
    let text = printed("claim_and_confirmation", &[]);
    for fact in
        ["confirmed_claimed, admitted", "5 fired", "2 fired and 1 found unfired", " km apart"]
    {
        assert!(text.contains(fact), "`{fact}` is not in:\n{text}");
    }
}

#[test]
fn the_readme_shows_what_the_program_prints() {
    let report = printed("discrepancy_report", &[DATA]);
    let readme = include_str!("../README.md");
    let shown = readme.split("```text\n").nth(1).and_then(|rest| rest.split("```").next());
    let shown = shown.expect("an excerpt of the report");
    assert!(shown.lines().count() > 10);
    for line in shown.lines() {
        assert!(report.contains(line), "the report no longer has the line:\n{line}");
    }
}

#[test]
fn the_json_report_has_each_id_once() {
    let report = printed("discrepancy_report", &["--format", "json", DATA]);
    let report: Value = serde_json::from_str(&report).expect("the report is JSON");
    let mut found: BTreeMap<&str, u32> = BTreeMap::new();
    let list = |name: &str| report[name].as_array().into_iter().flatten();
    let members = list("events").flat_map(|event| {
        [&event["assertions"], &event["withdrawn"]]
            .into_iter()
            .filter_map(Value::as_array)
            .flatten()
    });
    let others = ["threats", "tallies", "set_aside"];
    let others = others.into_iter().flat_map(list).map(|entry| &entry["assertion"]);
    for id in members.chain(others) {
        *found.entry(id.as_str().expect("an id is a text")).or_default() += 1;
    }
    let data = std::fs::read_to_string(DATA).expect("the data ships with the crate");
    let lines: Vec<Value> = data
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| serde_json::from_str(line).expect("each line is JSON"))
        .collect();
    let wanted: BTreeMap<&str, u32> =
        lines.iter().map(|line| (line["id"].as_str().expect("an id"), 1)).collect();
    assert_eq!(found, wanted);
}

#[test]
fn explain_takes_a_score_apart() {
    let text = printed("explain", &[DATA, "s0-claim", "s0-centcom"]);
    for fact in ["bits  prior", "bits  place", "bits  total"] {
        assert!(text.contains(fact), "`{fact}` is not in:\n{text}");
    }
    let json = printed("explain", &[DATA, "s0-claim", "s0-centcom", "--format", "json"]);
    let there: Value = serde_json::from_str(&json).expect("JSON");
    let json = printed("explain", &[DATA, "s0-centcom", "s0-claim", "--format", "json"]);
    let back: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(there["total_bits"], back["total_bits"]);
}

#[test]
fn explain_names_an_id_that_is_not_there() {
    assert_eq!(
        failure("explain", &[DATA, "s0-claim", "nobody"]),
        (Some(1), "`nobody` is the id of no assertion in the data\n".to_owned())
    );
    assert_eq!(failure("explain", &[DATA, "s0-claim"]).0, Some(2));
    let (status, error) = failure("explain", &["no-such-file.jsonl", "a", "b"]);
    assert_eq!(status, Some(1));
    assert!(error.starts_with("no-such-file.jsonl: "), "{error}");
}

#[test]
fn evaluate_finds_the_five_articles_right() {
    let text = printed("evaluate", &[DATA, LABELS]);
    assert!(text.contains("pairwise       1.000     1.000     1.000"), "{text}");
    assert!(text.contains("B-cubed        1.000     1.000     1.000"), "{text}");
}

#[test]
fn evaluate_prints_one_object_as_json() {
    let json = printed("evaluate", &[DATA, LABELS, "--format", "json"]);
    let result: Value = serde_json::from_str(&json).expect("one JSON object");
    for measure in ["pairwise", "b_cubed"] {
        for number in ["precision", "recall", "f1"] {
            assert_eq!(result[measure][number], 1.0, "{measure} {number}");
        }
    }
    assert_eq!(result["events_predicted"], result["events_gold"]);
    assert!(result.get("verdicts").is_none());
}

#[test]
fn evaluate_refuses_labels_without_their_header() {
    let (status, error) = failure("evaluate", &[DATA, DATA]);
    assert_eq!(status, Some(1));
    assert!(error.starts_with("examples/data/five-articles.jsonl:"), "{error}");
    assert!(error.contains("expected the header `assertion_id,event_id`"), "{error}");
    assert_eq!(failure("evaluate", &[DATA]).0, Some(2));
    assert_eq!(failure("evaluate", &[DATA, LABELS, "--format", "xml"]).0, Some(2));
}
