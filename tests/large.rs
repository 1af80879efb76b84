//! Data that stays in its files gives the bytes that data in memory gives.

mod util;

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use corroborate::Reconciler;
use corroborate::large::{LargeData, LargeError, Progress};
use corroborate::model::Assertion;
use corroborate::read::{JsonLines, Mode, read_all, write_jsonl};
use corroborate::reconcile::Reconciliation;
use corroborate::report::{self, Report};
use proptest::prelude::*;
use util::strategies::{data_set, tangled_data_set};

/// Files that are gone with the value.
struct Files(PathBuf, Vec<PathBuf>);

impl Files {
    fn with(contents: &[Vec<u8>]) -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder =
            std::env::temp_dir().join(format!("corroborate-{}-{number}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let write = |(number, bytes): (usize, &Vec<u8>)| {
            let path = folder.join(format!("{number}.jsonl"));
            fs::File::create(&path).unwrap().write_all(bytes).unwrap();
            path
        };
        let paths = contents.iter().enumerate().map(write).collect();
        Self(folder, paths)
    }
}

impl Drop for Files {
    fn drop(&mut self) {
        _ = fs::remove_dir_all(&self.0);
    }
}

/// JSON, CSV, labels and mistakes, in memory and from the files.
#[track_caller]
fn assert_same(contents: &[Vec<u8>]) {
    let files = Files::with(contents);
    let inputs = contents
        .iter()
        .zip(&files.1)
        .map(|(bytes, path)| JsonLines::new(&bytes[..], path.display().to_string()));
    let whole = read_all(inputs, Mode::Lenient).unwrap();
    let reconciler = Reconciler::default();
    let account = reconciler.reconcile(&whole.assertions);
    let report = Report::new(&account, &whole.assertions).left_out(&whole.errors);
    let mut expected = [Vec::new(), Vec::new(), Vec::new()];
    report::json(&report, &mut expected[0]).unwrap();
    report::csv(&report, &mut expected[1]).unwrap();
    report::labels_csv(&report, &mut expected[2]).unwrap();

    let large = LargeData::read(&files.1, Mode::Lenient, &reconciler, |_| ()).unwrap();
    assert_eq!(large.errors(), whole.errors);
    let mut found = [Vec::new(), Vec::new(), Vec::new()];
    let nothing = Reconciliation::default();
    let settings = Report::new(&nothing, &[]).left_out(large.errors());
    large.json(&settings, &mut found[0], |_| ()).unwrap();
    large.csv(&mut found[1], |_| ()).unwrap();
    large.labels_csv(&mut found[2]).unwrap();
    let [found, expected] =
        [found, expected].map(|all| all.map(|bytes| String::from_utf8(bytes).unwrap()));
    assert_eq!(found, expected);
}

/// Lines over so many files.
fn cut(lines: &[Assertion], files: usize) -> Vec<Vec<u8>> {
    let bytes = |lines: &[Assertion]| {
        let mut bytes = Vec::new();
        write_jsonl(lines, &mut bytes).unwrap();
        bytes
    };
    lines.chunks(lines.len().div_ceil(files).max(1)).map(bytes).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn files_give_what_memory_gives(
        lines in data_set(40).prop_shuffle(),
        files in 1_usize..4,
    ) {
        assert_same(&cut(&lines, files));
    }

    #[test]
    fn so_they_do_with_relations_to_nowhere_and_in_loops(
        lines in tangled_data_set(20).prop_shuffle(),
        files in 1_usize..3,
    ) {
        assert_same(&cut(&lines, files));
    }
}

#[test]
fn real_statements_give_the_same() {
    let file = include_bytes!("../examples/data/five-articles.jsonl");
    assert_same(&[file.to_vec()]);
    // The same lines backward, in two files, with mistakes and a byte order mark.
    let text = String::from_utf8(file.to_vec()).unwrap();
    let mut lines: Vec<&str> = text.lines().rev().collect();
    let half = lines.split_off(lines.len() / 2);
    let first = format!("\u{feff}{}\nnot an assertion\n", lines.join("\r\n"));
    let again = half.iter().copied().chain(lines.last().copied()).collect::<Vec<_>>();
    assert_same(&[first.into_bytes(), format!("\n# a comment\n{}", again.join("\n")).into_bytes()]);
}

#[test]
fn lines_that_nearly_stand_as_the_report_writes_them_give_the_same() {
    let line = r#"{"id":"ID","kind":"report","source":{"name":"S"},"event":{"action":"TEXT"}}"#;
    let texts = [
        "x",
        "caf\u{e9}",
        r"caf\u00e9",
        "\u{202e}x",
        r"\u202ex",
        "\u{9b}2J",
        r"\/",
        r"\ud83d\ude80",
        "\u{2028}",
        "a\u{7f}b",
    ];
    let mut lines: Vec<String> = texts.iter().map(|text| line.replace("TEXT", text)).collect();
    let ends = ["\r", " ", "\t"].map(|end| format!("{line}{end}"));
    let more = [
        r#","x_number":1.10}"#,
        r#","x_number":1E5}"#,
        r#","x_number":100000000000000000000000}"#,
        r#","x_twice":{"a":1,"a":2}}"#,
        r#","x_list":[ 1,2]}"#,
    ];
    let more = more.map(|more| format!("{}{more}", line.strip_suffix('}').unwrap()));
    lines.extend(ends.into_iter().chain(more));
    let numbered = lines.iter().enumerate();
    let lines: Vec<String> =
        numbered.map(|(number, line)| line.replace("ID", &format!("s{number}"))).collect();
    assert_same(&[lines.join("\n").into_bytes()]);
    assert_same(&[format!("\u{feff}{}\r\n", lines.join("\r\n")).into_bytes()]);
}

#[test]
fn a_file_that_changes_while_it_is_read_is_an_error() {
    let line = |id: &str| {
        format!(
            r#"{{"id":"{id}","kind":"report","source":{{"name":"S"}},"event":{{"action":"x"}}}}"#
        )
    };
    // One as the report writes it, and one with a space.
    let text = format!("{}\n {}\n", line("a"), line("b"));
    for (before, after) in [("\"a\"", "\"c\""), ("\"b\"", "\"c\""), ("\"S\"", "\"\u{7}\"")] {
        let files = Files::with(&[text.clone().into_bytes()]);
        let reconciler = Reconciler::default();
        let large = LargeData::read(&files.1, Mode::Strict, &reconciler, |_| ()).unwrap();
        let nothing = Reconciliation::default();
        let settings = Report::new(&nothing, &[]);
        large.json(&settings, &mut Vec::new(), |_| ()).unwrap();
        // Once while the events are read and once when only the list of the statements is left.
        for late in [true, false] {
            let change = |progress| {
                if !late || progress == Progress::Finish {
                    fs::write(&files.1[0], text.replacen(before, after, 1)).unwrap();
                }
            };
            fs::write(&files.1[0], &text).unwrap();
            if !late {
                change(Progress::Match);
            }
            let written = large.json(&settings, &mut Vec::new(), change);
            let error = written.unwrap_err().to_string();
            assert!(error.ends_with("changed while it was read"), "{error}");
        }
        assert!(large.csv(&mut Vec::new(), |_| ()).is_err());
    }
}

/// Writes at most so many bytes.
struct Full(usize);

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.0 < bytes.len() {
            return Err(std::io::Error::other("full"));
        }
        self.0 -= bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_writer_that_fails_ends_it() {
    let file = include_bytes!("../examples/data/five-articles.jsonl");
    let files = Files::with(&[file.to_vec()]);
    let reconciler = Reconciler::default();
    let large = LargeData::read(&files.1, Mode::Strict, &reconciler, |_| ()).unwrap();
    let nothing = Reconciliation::default();
    let mut whole = Vec::new();
    large.json(&Report::new(&nothing, &[]), &mut whole, |_| ()).unwrap();
    for bytes in [0, 100, 10_000, whole.len() / 2, whole.len() - 1] {
        let written = large.json(&Report::new(&nothing, &[]), &mut Full(bytes), |_| ());
        assert_eq!(written.unwrap_err().to_string(), "full");
    }
}

#[cfg(feature = "generate")]
#[test]
fn made_up_statements_give_the_same() {
    let lines: Vec<Assertion> =
        corroborate::generate::Generator::new(3000, 11).map(|(line, _)| line).collect();
    assert_same(&cut(&lines, 3));
}

#[test]
fn mistakes_of_a_strict_reading_are_those_of_a_reading_in_memory() {
    let bytes = b"{\"id\":\"a\"}\n{}\n".to_vec();
    let files = Files::with(std::slice::from_ref(&bytes));
    let name = files.1[0].display().to_string();
    let expected = read_all([JsonLines::new(&bytes[..], name)], Mode::Strict).unwrap_err();
    let reconciler = Reconciler::default();
    match LargeData::read(&files.1, Mode::Strict, &reconciler, |_| ()) {
        Err(LargeError::Read(errors)) => assert_eq!(errors, expected),
        other => panic!("{other:?}"),
    }
}

#[test]
fn progress_leads_from_nothing_to_all() {
    use corroborate::large::Progress;

    let files = Files::with(&[include_bytes!("../examples/data/five-articles.jsonl").to_vec()]);
    let seen = std::cell::RefCell::new(Vec::new());
    let note = |progress: Progress| seen.borrow_mut().push(progress);
    let reconciler = Reconciler::default();
    let data = LargeData::read(&files.1, Mode::Strict, &reconciler, note).unwrap();
    data.csv(&mut Vec::new(), note).unwrap();
    let seen = seen.into_inner();
    let last = |wanted: fn(&&Progress) -> bool| *seen.iter().rfind(wanted).unwrap();
    let read = last(|progress| matches!(progress, Progress::Read { .. }));
    let length = fs::metadata(&files.1[0]).unwrap().len();
    assert_eq!(read, Progress::Read { bytes: length, of: length });
    assert!(seen.contains(&Progress::Match));
    let written = last(|progress| matches!(progress, Progress::Write { .. }));
    assert!(matches!(written, Progress::Write { events, of } if events == of && of > 5));
}
