//! Why a line is no assertion: what serde says of it, put into the terms of the format.
//!
//! Only lines that failed come here, so that the good ones are read at full speed.

use serde_json::Value;

use super::error::ReadErrorKind;
use crate::model::{FieldError, parts_with_path};

/// The id of the line, if it has one, and what is wrong with it.
pub(super) fn diagnose(text: &str, problem: &serde_json::Error) -> (Option<String>, ReadErrorKind) {
    let Ok(value) = serde_json::from_str::<Value>(text) else {
        let column = problem.column();
        let found = around(text, column);
        return (None, ReadErrorKind::NotJson { found, column, problem: bare(problem) });
    };
    let id = value.get("id").and_then(Value::as_str).map(ToOwned::to_owned);
    let (path, problem) = match parts_with_path(text) {
        Ok(()) => (String::new(), bare(problem)),
        Err((path, problem)) => (path, bare(&problem)),
    };
    let path = if path == "." { String::new() } else { path };
    (id, ReadErrorKind::Field(field_error(&path, &value, &problem)))
}

/// The problem without the position that `serde_json` appends.
fn bare(problem: &serde_json::Error) -> String {
    let text = problem.to_string();
    match text.rfind(" at line ").and_then(|end| text.get(..end)) {
        Some(bare) => bare.to_owned(),
        None => text,
    }
}

/// What serde says of a field, in the terms of the format.
fn field_error(path: &str, line: &Value, problem: &str) -> FieldError {
    let join = |name: &str| match (path, name) {
        ("", name) => name.to_owned(),
        (path, "") => path.to_owned(),
        (path, name) if path == name || path.ends_with(&format!(".{name}")) => path.to_owned(),
        (path, name) => format!("{path}.{name}"),
    };
    if let Some(rest) = problem.strip_prefix("missing field ") {
        let name = first_tick(rest);
        let expected = expected_at(name).unwrap_or("a value, since the field is required");
        return FieldError::new(join(name), "nothing", expected);
    }
    if let Some(rest) = problem.strip_prefix("unknown field ") {
        let name = first_tick(rest);
        let expected = format!("one of {}, or a name that begins with `x_`", known(rest));
        return FieldError::new(join(name), name, expected);
    }
    if let Some(rest) = problem.strip_prefix("duplicate field ") {
        return FieldError::new(join(first_tick(rest)), "a second value", "each field once");
    }
    let found = shown(value_at(line, path));
    if let Some(rest) = problem.strip_prefix("unknown variant ") {
        return FieldError::new(path, found, format!("one of {}", known(rest)));
    }
    // A value that checks itself says which of its fields is wrong: `lat: found `95`, expected …`.
    if let Some((field, rest)) = problem.split_once(": found `")
        && let Some((found, expected)) = rest.split_once("`, expected ")
    {
        return FieldError::new(join(field), found, expected);
    }
    let last = path.rsplit('.').next().unwrap_or(path);
    let last = last.split('[').next().unwrap_or(last);
    let expected = expected_at(last)
        .unwrap_or_else(|| problem.rsplit_once("expected ").map_or(problem, |(_, rest)| rest));
    let field = if path.is_empty() { "line" } else { path };
    FieldError::new(field, found, expected)
}

/// The first name between backquotes.
fn first_tick(text: &str) -> &str {
    text.split('`').nth(1).unwrap_or(text)
}

/// The names that serde lists after the one that it does not know.
fn known(text: &str) -> String {
    let names: Vec<String> =
        text.split('`').skip(3).step_by(2).map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

/// What the format expects in its fields, by the last step of the path.
fn expected_at(field: &str) -> Option<&'static str> {
    Some(match field {
        "time" | "published" | "period" => {
            "a date or time such as `2023-01-04`, `2024-01-20T18:30+03:00` or `2023-01-03/..`"
        }
        "count" | "killed" | "injured" => {
            "a count: a whole number of at least 0, words such as `at least two`, or an object \
             with `min`, `max`, `best`"
        }
        "admiralty" => "an Admiralty grade from `A1` to `F6`",
        "country" => "a two-letter country code (ISO 3166-1)",
        "id" => "a text that is unique in the data",
        "lat" => "degrees between -90 and 90",
        "lon" => "degrees between -180 and 180",
        "radius_km" => "a distance of at least 0 km",
        "source" => "an object with the speaker's `name`",
        "kind" => {
            "one of `claim`, `confirmation`, `report`, `denial`, `no_comment`, `threat`, `tally`, \
             `retraction`"
        }
        "relayed_by" | "about" | "actors" | "targets" => "a list of texts",
        "named" | "provisional" => "`true` or `false`",
        "munitions" => "a list of objects with `type`, `count`, `outcome`",
        "casualties" => "a list of objects with `killed`, `injured`, `side`, `who`",
        "name" | "type" | "url" | "quote" | "language" | "action" | "summary" | "who"
        | "region" => "a text",
        "event" => "an object that says what happened",
        "tally" => "an object with `count` and `period`",
        "place" | "origin" => {
            "an object with any of `name`, `region`, `country`, `lat` and `lon`, `radius_km`"
        }
        _ => return None,
    })
}

/// The value under a path such as `event.munitions[0].count`.
fn value_at<'a>(line: &'a Value, path: &str) -> Option<&'a Value> {
    let mut value = line;
    for step in path.split(['.', '[']).filter(|step| !step.is_empty()) {
        value = match step.strip_suffix(']') {
            Some(index) => value.get(index.parse::<usize>().ok()?)?,
            None => value.get(step)?,
        };
    }
    Some(value)
}

/// A value as the input has it, cut to a readable length.
fn shown(value: Option<&Value>) -> String {
    value.map_or_else(|| "nothing".to_owned(), |value| cut(&value.to_string()))
}

const SHOWN_CHARS: usize = 60;

fn cut(text: &str) -> String {
    if text.chars().count() <= SHOWN_CHARS {
        return text.to_owned();
    }
    text.chars().take(SHOWN_CHARS).chain(['…']).collect()
}

/// A few characters from the column on, or "the end of the line".
fn around(text: &str, column: usize) -> String {
    let rest = text.as_bytes().get(column.saturating_sub(1)..).unwrap_or_default();
    let rest: String = String::from_utf8_lossy(rest)
        .chars()
        .take(16)
        .map(|letter| if letter.is_control() { '\u{fffd}' } else { letter })
        .collect();
    if rest.is_empty() { "the end of the line".to_owned() } else { format!("`{rest}`") }
}
