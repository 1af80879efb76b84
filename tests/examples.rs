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
fn what_is_read_is_not_written_over() {
    let folder = std::env::temp_dir().join(format!("corroborate-apart-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (input, other, new) = (path("in.jsonl"), path("./in.jsonl"), path("new.csv"));
    std::fs::copy(DATA, &input).unwrap();
    let before = std::fs::read(&input).unwrap();
    for arguments in [
        ["--output", &other, "--format", "json"],
        ["--labels", &input, "--format", "csv"],
        ["--output", &new, "--labels", &new],
    ] {
        let (status, error) = failure("discrepancy_report", &[&[&*input][..], &arguments].concat());
        assert_eq!(status, Some(1), "{arguments:?}");
        assert!(error.contains("expected another file to write to"), "{error}");
    }
    assert!(std::fs::read(&input).unwrap() == before);
    assert!(!std::path::Path::new(&new).exists());
    // A stream may be both.
    printed("discrepancy_report", &[&input, "--output", "/dev/null", "--labels", "/dev/null"]);
    std::fs::remove_dir_all(&folder).unwrap();
}

#[cfg(feature = "generate")]
#[test]
fn labels_that_cannot_be_written_are_named() {
    let (status, error) = failure("generate", &["1", "1", "--labels", "/nonexistent/labels"]);
    assert!(status == Some(1) && error.starts_with("/nonexistent/labels: "), "{error}");
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
fn the_programs_beside_the_report_take_lexicons_too() {
    let (data, labels) = ("examples/data/falklands.jsonl", "examples/data/falklands-labels.csv");
    let files = [
        "--gazetteer",
        "examples/data/falklands-gazetteer.jsonl",
        "--actors",
        "examples/data/falklands-actors.jsonl",
        "--munitions",
        "examples/data/falklands-munitions.jsonl",
    ];
    let bits = |more: &[&str]| {
        let pair = [data, "buck-claim", "buck-confirmed", "--format", "json"];
        let json = printed("explain", &[&pair, more].concat());
        let explained: Value = serde_json::from_str(&json).expect("JSON");
        explained["total_bits"].as_f64().expect("a number")
    };
    assert!(bits(&files) > bits(&[]) + 1.0, "{} and {}", bits(&files), bits(&[]));
    for program in ["evaluate", "fit"] {
        let shipped = printed(program, &[data, labels]);
        let own = printed(program, &[&[data, labels][..], &files].concat());
        assert_ne!(shipped, own, "{program}");
    }
    assert_ne!(
        printed("features_csv", &[data]),
        printed("features_csv", &[&[data][..], &files].concat())
    );
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
fn evaluate_tells_where_a_verdict_is_not_the_coders() {
    let folder = Folder::new("verdicts");
    let verdicts = folder.0.join("verdicts.csv");
    let event = std::fs::read_to_string(LABELS).expect("the labels are there");
    let event =
        event.lines().find_map(|row| row.strip_prefix("s0-claim,")).expect("it has an event");
    let rows = format!(
        "event_id,attribute,verdict,note\n{event},count,conflict,5 against 2\n{event},place,unilateral,a slip\n"
    );
    std::fs::write(&verdicts, rows).expect("a file can be written");
    let verdicts = verdicts.to_str().expect("the path is UTF-8");
    let text = printed("evaluate", &[DATA, LABELS, "--verdicts", verdicts, "--errors", "5"]);
    assert!(text.contains("verdicts   0.500 of 2 agree with the coder"), "{text}");
    let told =
        format!("{event}, place: the coder says unilateral\n  coder: a slip\n  found: conflict, ");
    assert!(text.contains(&told), "{text}");
    assert!(!text.contains("count: the coder says"), "{text}");
    let text = printed("evaluate", &[DATA, LABELS, "--verdicts", verdicts]);
    assert!(!text.contains("the coder says"), "{text}");
}

#[test]
fn labels_of_other_data_are_told_of() {
    let folder = Folder::new("labels");
    let labels = folder.0.join("labels.csv");
    let with = std::fs::read_to_string(LABELS).expect("the labels are there") + "nobody,e1\n";
    std::fs::write(&labels, with).expect("a file can be written");
    let output = run("evaluate", &[DATA, labels.to_str().expect("the path is UTF-8")]);
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0));
    assert!(told.contains("1 of 30 labels are for other data, `nobody` first"), "{told}");
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

/// A folder that is gone with the value.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("corroborate-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a folder can be made");
        Self(path)
    }

    fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(&self.0).expect("the folder is there");
        let names = entries.map(|entry| entry.expect("an entry").file_name());
        let mut names: Vec<String> =
            names.map(|name| name.to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn files_that_are_read_twice_give_the_same_report() {
    for format in ["json", "csv"] {
        let whole = printed("discrepancy_report", &["--format", format, DATA]);
        let twice = printed("discrepancy_report", &["--format", format, "--memory", "1K", DATA]);
        assert_eq!(twice, whole);
    }
    // From standard input, which is spooled and leaves nothing behind.
    let folder = Folder::new("spool");
    let output = Command::new(program("discrepancy_report"))
        .args(["--format", "csv", "--memory", "1K", "-"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("TMPDIR", &folder.0)
        .stdin(std::fs::File::open(DATA).expect("the data is there"))
        .output()
        .expect("the program runs");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        printed("discrepancy_report", &["--format", "csv", DATA])
    );
    assert!(folder.names().is_empty());
}

#[cfg(unix)]
#[test]
fn an_interrupted_program_leaves_no_file_behind() {
    let folder = Folder::new("interrupted");
    let report = folder.0.join("report.json");
    std::fs::write(&report, "an earlier report").expect("the folder takes files");
    let mut child = Command::new(program("discrepancy_report"))
        .args(["--format", "json", "--memory", "1", "--output"])
        .arg(&report)
        .arg("-")
        .env("TMPDIR", &folder.0)
        .stdin(Stdio::piped())
        .spawn()
        .expect("the program runs");
    // It spools what comes, and waits for the end, which does not come.
    let mut input = child.stdin.take().expect("its input is ours");
    std::io::Write::write_all(&mut input, b"# nothing\n# more\n").expect("it reads");
    for _ in 0..200 {
        if folder.names().len() > 1 {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert_eq!(folder.names().len(), 2, "the report and the spooled input");
    // Of the shell, since not every system has a program of that name.
    let kill = format!("kill -INT {}", child.id());
    let interrupted = Command::new("sh").args(["-c", &kill]).status();
    assert!(interrupted.expect("kill runs").success());
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
    assert_eq!(folder.names(), ["report.json"]);
    assert_eq!(std::fs::read_to_string(&report).expect("it is there"), "an earlier report");
}

#[test]
fn a_report_that_fails_does_not_take_the_place_of_another() {
    let folder = Folder::new("failed");
    let report = folder.0.join("report.json");
    std::fs::write(&report, "an earlier report").expect("the folder takes files");
    let path = report.to_string_lossy().into_owned();
    let wrong = folder.0.join("wrong.jsonl");
    std::fs::write(&wrong, "{}\n").expect("the folder takes files");
    let wrong = wrong.to_string_lossy().into_owned();
    let (status, _) = failure("discrepancy_report", &["--output", &path, &wrong]);
    assert_eq!(status, Some(1));
    assert_eq!(std::fs::read_to_string(&report).expect("it is there"), "an earlier report");
    printed("discrepancy_report", &["--format", "json", "--output", &path, DATA]);
    assert!(std::fs::read_to_string(&report).expect("it is there").starts_with('{'));
    assert_eq!(folder.names(), ["report.json", "wrong.jsonl"]);
}
