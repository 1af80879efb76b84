//! Whole reports of an account made by hand.

pub(super) mod fixture;
#[cfg(feature = "html")]
mod html;

use insta::assert_snapshot;
use proptest::prelude::*;

use super::{Report, clean, json, labels_csv, markdown};
use crate::model::{Assertion, AssertionId};
use crate::reconcile::{
    Alternative, Attribute, EventId, Finding, PossibleLink, Reconciliation, SetAside, Unresolved,
};

fn markdown_of(report: &Report<'_>) -> String {
    let mut out = Vec::new();
    markdown(report, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn json_of(report: &Report<'_>) -> String {
    let mut out = Vec::new();
    json(report, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn labels_of(report: &Report<'_>) -> String {
    let mut out = Vec::new();
    labels_csv(report, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// Without the version of the crate, which changes with each release.
fn unversioned(text: &str) -> String {
    text.replace(concat!("corroborate ", env!("CARGO_PKG_VERSION")), "corroborate VERSION")
}

#[test]
fn the_text_report_of_one_event() {
    let (account, assertions) = fixture::conoco();
    let report = Report::new(&account, &assertions).provenance("input", "one-event.jsonl");
    assert_snapshot!(unversioned(&report.to_string()));
}

#[test]
fn the_markdown_report_of_one_event() {
    let (account, assertions) = fixture::conoco();
    assert_snapshot!(unversioned(&markdown_of(&Report::new(&account, &assertions))));
}

#[test]
fn the_json_report_of_one_event() {
    let (account, assertions) = fixture::conoco();
    assert_snapshot!(unversioned(&json_of(&Report::new(&account, &assertions))));
}

#[test]
fn json_has_a_line_for_each_entry() {
    let (account, assertions) = fixture::conoco();
    let report = Report::new(&account, &assertions);
    let written = json_of(&report);
    let whole: serde_json::Value = serde_json::from_str(&written).unwrap();
    let mut list = None;
    for line in written.lines() {
        if let Some(name) = line.strip_suffix("\":[") {
            list = Some((name.trim_start_matches('"'), 0));
        } else if let Some((name, place)) = list.take_if(|_| line.starts_with(']')) {
            assert_eq!(whole[name].as_array().map(Vec::len), Some(place), "{name}");
        } else if let Some((name, place)) = &mut list {
            let entry: serde_json::Value =
                serde_json::from_str(line.trim_end_matches(',')).unwrap();
            assert_eq!(whole[*name][*place], entry);
            *place += 1;
        }
    }
    assert_eq!(list, None);
}

#[test]
fn labels_follow_the_input_and_name_the_history_too() {
    let (account, assertions) = fixture::conoco();
    let event = account.events[0].id.as_str();
    let expected = format!(
        "assertion_id,event_id\nclaim,{event}\ncentcom,{event}\nfirst-count,{event}\nthreat,\n\
         tally,\naside,\nother,\n"
    );
    assert_eq!(labels_of(&Report::new(&account, &assertions)), expected);
}

#[test]
fn the_order_of_the_assertions_changes_nothing() {
    let (account, assertions) = fixture::conoco();
    let reversed: Vec<Assertion> = assertions.iter().rev().cloned().collect();
    let (left, right) = (Report::new(&account, &assertions), Report::new(&account, &reversed));
    assert_eq!(left.to_string(), right.to_string());
    assert_eq!(markdown_of(&left), markdown_of(&right));
    assert_eq!(json_of(&left), json_of(&right));
}

#[test]
fn colors_come_only_when_asked_for() {
    let (account, assertions) = fixture::conoco();
    let plain = Report::new(&account, &assertions);
    let colored = plain.clone().colored(true);
    assert!(!plain.to_string().contains('\u{1b}'));
    assert!(colored.to_string().contains("\u{1b}[1m\u{1b}[31mCONFLICTS\u{1b}[0m"));
    // Colors add to the text and change nothing of it.
    let stripped = anstream::adapter::strip_str(&colored.to_string()).to_string();
    assert_eq!(stripped, plain.to_string());
}

#[test]
fn quotes_are_cut_and_can_be_left_out() {
    let (account, assertions) = fixture::conoco();
    let report = Report::new(&account, &assertions);
    assert!(report.to_string().contains("“word word"));
    assert!(!report.to_string().contains("the twenty-sixth"));
    assert!(!report.quotes(false).to_string().contains("“word word"));
}

#[test]
fn a_lenient_reading_is_told() {
    use crate::read::{JsonLines, Mode, read_all};
    let lines = &b"{\"id\":1}\n"[..];
    let data = read_all([JsonLines::new(lines, "demo.jsonl")], Mode::Lenient).unwrap();
    let account = Reconciliation::default();
    let report = Report::new(&account, &[]).left_out(&data.errors);
    let message = data.errors[0].to_string();
    assert!(report.to_string().contains("1 mistake in the input:\n  demo.jsonl:1:"));
    assert!(markdown_of(&report).contains("**1 mistake in the input.**"));
    let value: serde_json::Value = serde_json::from_str(&json_of(&report)).unwrap();
    assert_eq!(value["input_errors"][0], message);
}

#[test]
fn confidence_and_likelihood_are_never_in_one_sentence() {
    let (account, assertions) = fixture::conoco();
    for shown in [
        Report::new(&account, &assertions).width(400).to_string(),
        markdown_of(&Report::new(&account, &assertions)),
    ] {
        let lines: Vec<&str> = shown.lines().filter(|line| line.contains("onfidence")).collect();
        assert_eq!(lines.len(), 1);
        assert!(!lines[0].contains("likely") && !lines[0].contains("chance"), "{}", lines[0]);
    }
}

#[test]
fn right_to_left_names_are_isolated() {
    let (account, assertions) = fixture::with_strings("عين الأسد");
    let text = Report::new(&account, &assertions).to_string();
    assert!(text.contains("\u{2068}عين الأسد\u{2069}"));
    for line in text.lines() {
        let opened = line.matches(clean::ISOLATE).count();
        assert_eq!(opened, line.matches(clean::END_ISOLATE).count(), "{line}");
    }
}

/// What a hostile data set may bring: markup, escapes, direction controls, formulae, length.
const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "[x](javascript:alert(1))",
    "![x](http://a.example/x.png)",
    "```\n# heading\n```",
    "| a | b |\n|---|---|",
    "\u{202e}evil\u{2066}",
    "=HYPERLINK(\"http://a.example\")",
    "@everyone #1",
];

#[test]
fn hostile_strings_stay_strings() {
    for hostile in HOSTILE {
        let (account, assertions) = fixture::with_strings(hostile);
        let report = Report::new(&account, &assertions);
        assert_eq!(active_markup(&markdown_of(&report)), MARKUP_OF_OUR_OWN);
        let value: serde_json::Value = serde_json::from_str(&json_of(&report)).unwrap();
        assert_eq!(value["events"][0]["headline"], *hostile);
    }
}

/// Links, images and HTML that a Markdown parser finds.
fn active_markup(markdown: &str) -> Vec<String> {
    use pulldown_cmark::{Event, Options, Parser, Tag};
    Parser::new_ext(markdown, Options::all() - Options::ENABLE_SMART_PUNCTUATION)
        .filter_map(|event| match event {
            Event::Start(Tag::Link { dest_url, .. }) => Some(format!("link {dest_url}")),
            Event::Start(Tag::Image { dest_url, .. }) => Some(format!("image {dest_url}")),
            Event::Html(html) | Event::InlineHtml(html) => Some(format!("html {html}")),
            Event::Start(tag @ (Tag::CodeBlock(_) | Tag::Strikethrough)) => {
                Some(format!("{tag:?}"))
            }
            Event::FootnoteReference(name) => Some(format!("footnote {name}")),
            Event::InlineMath(math) | Event::DisplayMath(math) => Some(format!("math {math}")),
            _ => None,
        })
        .collect()
}

/// The one address of the hand-made account.
const MARKUP_OF_OUR_OWN: [&str; 1] = ["link https://a.example/claim?a=1&b=%282%29"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_string_gives_clean_text_and_sound_json(string in any::<String>()) {
        let (account, assertions) = fixture::with_strings(&string);
        let report = Report::new(&account, &assertions);
        let isolates = [clean::ISOLATE, clean::END_ISOLATE, '\n'];
        for shown in [report.to_string(), markdown_of(&report)] {
            let active = shown.chars().find(|letter| {
                clean::is_active(*letter) && !isolates.contains(letter)
            });
            prop_assert_eq!(active, None);
        }
        let value: serde_json::Value = serde_json::from_str(&json_of(&report)).unwrap();
        prop_assert_eq!(&value["events"][0]["headline"], &string);
        prop_assert_eq!(value["statements"].as_array().map(Vec::len), Some(assertions.len()));
        prop_assert_eq!(active_markup(&markdown_of(&report)), MARKUP_OF_OUR_OWN);
    }

    #[test]
    fn any_markup_stays_text(string in "[-<>&*_`\\[\\]|a-c:/!#$^~{}()\"\n ]{0,40}") {
        let (account, assertions) = fixture::with_strings(&string);
        let markdown = markdown_of(&Report::new(&account, &assertions));
        prop_assert_eq!(active_markup(&markdown), MARKUP_OF_OUR_OWN);
    }
}

fn written(
    report: &Report<'_>,
    write: impl Fn(&Report<'_>, &mut Vec<u8>) -> std::io::Result<()>,
) -> String {
    let mut out = Vec::new();
    write(report, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn a_conflict_of_places_is_a_line_on_the_map() {
    let (account, assertions) = fixture::located();
    let report = Report::new(&account, &assertions);
    assert_snapshot!(written(&report, super::geojson));
}

#[test]
fn an_event_without_a_place_has_no_geometry() {
    let (mut account, _) = fixture::conoco();
    account.events.truncate(1);
    let report = Report::new(&account, &[]);
    let written = written(&report, super::geojson);
    let value: serde_json::Value = serde_json::from_str(&written).unwrap();
    assert_eq!(value["features"][0]["geometry"], serde_json::Value::Null);
}

#[test]
fn the_tables_have_the_documented_columns() {
    let (account, assertions) = fixture::located();
    let report = Report::new(&account, &assertions);
    assert_snapshot!(written(&report, super::csv));
    assert_snapshot!(written(&report, super::csv_events));
}

#[test]
fn no_cell_of_a_hostile_table_begins_a_formula() {
    for hostile in ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "a\n=1"] {
        let (account, assertions) = fixture::with_strings(hostile);
        let report = Report::new(&account, &assertions);
        for table in [written(&report, super::csv), written(&report, super::csv_events)] {
            let mut rows = csv::Reader::from_reader(table.as_bytes());
            for row in rows.records() {
                for cell in &row.unwrap() {
                    assert!(!cell.starts_with(['=', '+', '@', '\t', '\r']), "{cell}");
                    assert!(!cell.starts_with('-'), "{cell}");
                }
            }
        }
    }
}
