//! Whole reports of the shipped articles, and the program that prints them.

use std::collections::BTreeMap;
use std::io;

use corroborate::Reconciler;
use corroborate::model::Assertion;
use corroborate::read::{JsonLines, Labels, Mode, read_all};
use corroborate::report::{self, Report};
use serde_json::Value;

const ARTICLES: &str = include_str!("../examples/data/five-articles.jsonl");
const LABELS: &str = include_str!("../examples/data/five-articles-labels.csv");

fn articles() -> Vec<Assertion> {
    let input = JsonLines::new(ARTICLES.as_bytes(), "five-articles.jsonl");
    read_all([input], Mode::Strict).unwrap().assertions
}

fn written(
    report: &Report<'_>,
    write: impl Fn(&Report<'_>, &mut Vec<u8>) -> io::Result<()>,
) -> String {
    let mut out = Vec::new();
    write(report, &mut out).unwrap();
    let version = concat!("corroborate ", env!("CARGO_PKG_VERSION"));
    String::from_utf8(out).unwrap().replace(version, "corroborate VERSION")
}

#[test]
fn the_five_articles_by_an_analysts_events() {
    let assertions = articles();
    let labels = Labels::read(LABELS.as_bytes(), "five-articles-labels.csv").unwrap();
    let account = Reconciler::default().reconcile_with_events(&assertions, &labels);
    let report = Report::new(&account, &assertions);
    insta::assert_snapshot!("five-articles.txt", written(&report, report::text));
    insta::assert_snapshot!("five-articles.md", written(&report, report::markdown));
}

#[test]
fn every_format_is_the_same_whatever_the_order_of_the_lines() {
    let forward = articles();
    let backward: Vec<Assertion> = forward.iter().rev().cloned().collect();
    let reconciler = Reconciler::default();
    let accounts = [reconciler.reconcile(&forward), reconciler.reconcile(&backward)];
    let [left, right] = [Report::new(&accounts[0], &forward), Report::new(&accounts[1], &backward)];
    assert_eq!(written(&left, report::text), written(&right, report::text));
    assert_eq!(written(&left, report::markdown), written(&right, report::markdown));
    assert_eq!(written(&left, report::json), written(&right, report::json));
    assert_eq!(written(&left, report::csv), written(&right, report::csv));
    assert_eq!(written(&left, report::csv_events), written(&right, report::csv_events));
    assert_eq!(written(&left, report::geojson), written(&right, report::geojson));
    #[cfg(feature = "html")]
    assert_eq!(written(&left, report::html), written(&right, report::html));
}

#[test]
fn the_json_keeps_its_contract() {
    let assertions = articles();
    let account = Reconciler::default().reconcile(&assertions);
    let json = written(&Report::new(&account, &assertions), report::json);
    let report: Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&report["format"], &report["version"]), (&"corroborate-report".into(), &1.into()));

    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let events = report["events"].as_array().unwrap();
    for event in events {
        let lists = ["assertions", "withdrawn"].map(|key| event[key].as_array().unwrap());
        for id in lists.into_iter().flatten() {
            *places.entry(id.as_str().unwrap()).or_default() += 1;
        }
        assert_eq!(event["id"].as_str().map(str::len), Some("ev-0123456789ab".len()));
        let members = lists[0].len() + lists[1].len();
        assert!(members > 1 || event.get("probability").is_none(), "{event}");
        for (attribute, finding) in event["attributes"].as_object().unwrap() {
            let verdict = finding["verdict"].as_str().unwrap();
            assert!(["agree", "compatible", "conflict", "unilateral"].contains(&verdict));
            assert!(finding["kind"].is_string() && finding["explanation"].is_string());
            assert!(!finding["values"].as_array().unwrap().is_empty(), "{attribute}");
            for value in finding["values"].as_array().unwrap() {
                assert!(value["assertion"].is_string() && value["value"].is_string());
            }
            if let Some(magnitude) = finding.get("magnitude") {
                let keys: Vec<&String> = magnitude.as_object().unwrap().keys().collect();
                assert!(["ratio", "km", "hours"].contains(&keys[0].as_str()), "{keys:?}");
            }
        }
    }
    for list in ["threats", "tallies", "set_aside"] {
        for item in report[list].as_array().unwrap() {
            *places.entry(item["assertion"].as_str().unwrap()).or_default() += 1;
        }
    }
    // Every assertion once, and nothing else.
    let once: BTreeMap<&str, usize> =
        assertions.iter().map(|assertion| (assertion.id().as_str(), 1)).collect();
    assert_eq!(places, once);
    assert_eq!(report["summary"]["assertions"], assertions.len());
    assert_eq!(report["summary"]["events"], events.len());
    assert_eq!(report["statements"].as_array().map(Vec::len), Some(assertions.len()));
}

#[test]
fn labels_read_back_as_the_same_events() {
    let assertions = articles();
    let reconciler = Reconciler::default();
    let account = reconciler.reconcile(&assertions);
    let labels = written(&Report::new(&account, &assertions), report::labels_csv);
    let labels = Labels::read(labels.as_bytes(), "labels.csv").unwrap();
    let again = reconciler.reconcile_with_events(&assertions, &labels);
    let events = |account: &corroborate::reconcile::Reconciliation| {
        let ids = account.events.iter().map(|event| event.id.to_string());
        ids.collect::<std::collections::BTreeSet<_>>()
    };
    assert_eq!(events(&account), events(&again));
}

#[cfg(feature = "html")]
mod program {
    //! `discrepancy_report`, run as a process.

    use std::io::Write;
    use std::path::PathBuf;
    use std::process::{Command, Output, Stdio};
    use std::sync::OnceLock;

    /// The example, built where the tests are; cargo builds it with them unless they are run alone.
    fn path() -> &'static PathBuf {
        static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
        PROGRAM.get_or_init(|| {
            let tests = std::env::current_exe().unwrap();
            let name = format!("discrepancy_report{}", std::env::consts::EXE_SUFFIX);
            let program = tests.ancestors().nth(2).unwrap().join("examples").join(name);
            if !program.exists() {
                let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
                let built = Command::new(cargo)
                    .args(["build", "--quiet", "--example", "discrepancy_report"])
                    .current_dir(env!("CARGO_MANIFEST_DIR"))
                    .status();
                assert!(built.unwrap().success());
            }
            program
        })
    }

    fn run(arguments: &[&str], input: &str) -> Output {
        let mut child = Command::new(path())
            .args(arguments)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A program that stops at wrong usage reads nothing.
        _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        child.wait_with_output().unwrap()
    }

    const GOOD: &str = r#"{"id":"a","kind":"report","source":{"name":"SOHR"},"event":{"time":"2023-01-04","action":"shelling"}}"#;
    const BAD: &str =
        r#"{"id":"b","kind":"report","source":{"name":"SOHR"},"event":{"time":"2023-02-30"}}"#;

    #[test]
    fn the_program_prints_every_format() {
        for (format, start) in [
            ("text", "Discrepancy report\n"),
            ("markdown", "# Discrepancy report\n"),
            ("json", "{\n\"format\":\"corroborate-report\",\n"),
            ("csv", "event_id,headline,occurrence,attribution,attribute,verdict,"),
            ("csv-events", "event_id,headline,occurrence,attribution,probability,"),
            ("geojson", "{"),
            ("html", "<!DOCTYPE html>"),
        ] {
            let output = run(&["--format", format, "examples/data/five-articles.jsonl"], "");
            let printed = String::from_utf8(output.stdout).unwrap();
            assert!(printed.starts_with(start), "{format}: {printed:.60}");
            assert!(!printed.contains('\u{1b}'), "{format} is colored without a terminal");
            assert_eq!(output.status.code(), Some(0), "{format}");
        }
    }

    #[test]
    fn wrong_input_is_named_and_no_report_is_printed() {
        let output = run(&["-"], &format!("{GOOD}\n{BAD}\n"));
        assert_eq!(output.status.code(), Some(1));
        assert!(output.stdout.is_empty());
        let errors = String::from_utf8(output.stderr).unwrap();
        assert!(errors.starts_with("-:2: assertion `b`: event.time: found"), "{errors}");
        assert_eq!(errors.lines().count(), 1);
    }

    #[test]
    fn a_lenient_run_reports_the_rest_and_what_is_missing() {
        let output = run(&["--lenient", "-"], &format!("{GOOD}\n{BAD}\n"));
        assert_eq!(output.status.code(), Some(0));
        let printed = String::from_utf8(output.stdout).unwrap();
        assert!(printed.contains("1 mistake in the input:\n  -:2: assertion `b`: event.time"));
        assert!(printed.contains("1 assertion · 1 event"), "{printed}");
        assert!(String::from_utf8(output.stderr).unwrap().starts_with("-:2:"));
    }

    #[test]
    fn only_the_sections_that_are_asked_for_are_shown() {
        let articles = "examples/data/five-articles.jsonl";
        let printed = |arguments: &[&str]| {
            let output = run(&[arguments, &[articles]].concat(), "");
            assert_eq!(output.status.code(), Some(0), "{arguments:?}");
            String::from_utf8(output.stdout).unwrap()
        };
        let headings = [
            ("overview", "OVERVIEW"),
            ("events", "EVENT 1 of"),
            ("possible-links", "POSSIBLE LINKS"),
            ("threats", "THREATS"),
            ("tallies", "TALLIES"),
            ("set-aside", "SET ASIDE"),
            ("sources", "SOURCES"),
        ];
        for (section, heading) in headings {
            let text = printed(&["--section", section]);
            for (other, heading) in headings {
                assert_eq!(text.contains(heading), other == section, "{section}: {heading}");
            }
            assert!(text.contains(heading) && text.contains(&format!("sections: {section}")));
        }
        let both = printed(&["--section", "tallies", "--section", "threats"]);
        assert!(both.contains("TALLIES") && both.contains("THREATS") && !both.contains("SOURCES"));
        let markdown = printed(&["--format", "markdown", "--section", "sources"]);
        assert!(markdown.contains("\n## Sources\n") && !markdown.contains("## Overview"));
        let html = printed(&["--format", "html", "--section", "tallies"]);
        assert!(html.contains("id=\"tallies\"") && !html.contains("id=\"events\""));
        // Programs get everything.
        let json = printed(&["--format", "json", "--section", "sources"]);
        assert!(json.contains("\"occurrence\"") && json.contains("\"sections\":\"sources\""));

        let wrong = run(&["--section", "maps", articles], "");
        assert_eq!(wrong.status.code(), Some(2));
        let told = String::from_utf8(wrong.stderr).unwrap();
        assert!(told.contains("expected one of overview, events, possible-links,"), "{told}");
    }

    #[test]
    fn moments_are_shown_in_the_zone_too() {
        let articles = "examples/data/five-articles.jsonl";
        for format in ["text", "markdown", "html"] {
            let output = run(&["--format", format, "--zone", "Asia/Tokyo", articles], "");
            let printed = String::from_utf8(output.stdout).unwrap();
            // 18:30 at +03:00 is 00:30 of the next day in Tokyo.
            assert!(printed.contains("2024-01-21 00:30 JST"), "{format}");
            assert!(printed.contains("Asia/Tokyo"), "{format} does not name the zone");
        }
        let wrong = run(&["--zone", "Mars/Base", articles], "");
        assert_eq!(wrong.status.code(), Some(2));
    }

    #[test]
    fn the_settings_are_in_the_report() {
        for (format, part) in [
            ("text", "SETTINGS\n  blocking.max_gap_km: 60 km\n"),
            ("markdown", "- blocking.max\\_gap\\_km: 60 km\n"),
            ("json", "\"blocking.max_gap_km\":\"60 km\""),
            ("html", "<dt>blocking.max_gap_km</dt> <dd>60 km</dd>"),
        ] {
            let output = run(&["--format", format, "-"], GOOD);
            let printed = String::from_utf8(output.stdout).unwrap();
            let found = printed.replace("</dt><dd", "</dt> <dd");
            assert!(found.contains(part), "{format}: {found}");
        }
    }

    #[test]
    fn output_and_labels_go_to_files() {
        let folder = std::env::temp_dir().join(format!("corroborate-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = |name: &str| folder.join(name).display().to_string();
        let (page, labels) = (path("page.html"), path("labels.csv"));
        let output = run(&["--format", "html", "--output", &page, "--labels", &labels, "-"], GOOD);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(0), 0));
        assert!(std::fs::read_to_string(&page).unwrap().ends_with("</html>"));
        let written = std::fs::read_to_string(&labels).unwrap();
        assert!(written.starts_with("assertion_id,event_id\na,ev-"), "{written}");

        // The same labels are an analyst's decision on the events, and the report says so.
        let again = run(&["--events", &labels, "-"], GOOD);
        let printed = String::from_utf8(again.stdout).unwrap();
        assert!(printed.contains(&format!("events        {labels}")), "{printed}");
        assert!(!printed.contains("blocking.max_gap_km"), "nothing was matched");
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn wrong_usage_has_a_status_of_its_own() {
        assert_eq!(run(&["--format", "pdf", "-"], GOOD).status.code(), Some(2));
        assert_eq!(run(&[], GOOD).status.code(), Some(2));
        assert_eq!(run(&["no-such-file.jsonl"], "").status.code(), Some(1));
    }

    #[test]
    fn a_reader_that_has_enough_is_no_error() {
        let mut child = Command::new(path())
            .args(["--format", "html", "examples/data/five-articles.jsonl"])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
        assert_eq!(output.status.code(), Some(0));
    }
}
