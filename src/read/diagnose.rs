//! Why a line is no assertion: what serde says of it, put into the terms of the format.
//!
//! Only lines that failed come here, so that the good ones are read at full speed.

use serde_json::Value;

use super::error::ReadErrorKind;
use crate::model::{FieldError, Shown, parts_with_path};

/// The id of the line, if it has one, and what is wrong with it.
pub(super) fn diagnose(text: &str, problem: &serde_json::Error) -> (Option<String>, ReadErrorKind) {
    let value = match serde_json::from_str::<Value>(text) {
        Ok(value) => value,
        // The line as a whole: the problem above may be a field that comes before the bad place.
        Err(problem) => {
            let column = problem.column();
            let found = around(text, column);
            return (None, ReadErrorKind::NotJson { found, column, problem: bare(&problem) });
        }
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
        let names = known(rest);
        let expected = match names.as_str() {
            "`min`, `max`, `best`" => format!("one of {names}"),
            _ => format!("one of {names}, or a name that begins with `x_`"),
        };
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
        // Of the value as a whole it knows less than the line does.
        let found = if field.is_empty() { shown(value_at(line, path)) } else { found.to_owned() };
        return FieldError::new(join(field), found, expected);
    }
    let last = path.rsplit('.').next().unwrap_or(path);
    let expected = match last.split_once('[') {
        Some((name, _)) => expected_in(name),
        None if is_uncertain(last) => specific(problem).or_else(|| expected_at(last)),
        None => expected_at(last),
    };
    let expected = expected
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

/// Whether a field holds a time or a count, whose types say precisely what is wrong.
fn is_uncertain(field: &str) -> bool {
    matches!(
        field,
        "time" | "published" | "period" | "count" | "killed" | "injured" | "min" | "max" | "best"
    )
}

/// What the types of time and count expect in the place of what they found, if they say more than
/// that they expected something else.
fn specific(problem: &str) -> Option<&str> {
    if problem.starts_with("the bounds are reversed") {
        return Some("a lower bound that is at most the upper bound");
    }
    if problem.starts_with("the best value") {
        return Some("a `best` between `min` and `max`");
    }
    if problem.starts_with("the quantity has neither") {
        return Some("at least one of `min`, `max`, `best`");
    }
    // The text that was found comes before, and may hold anything.
    let (_, expected) = problem.rsplit_once("; expected ")?;
    // A text of no known form at all: the table below has the longer list of what is known.
    let tells_more = expected != "a count" && !expected.starts_with("a form such as");
    tells_more.then_some(expected)
}

/// What the format expects of each entry of a list.
fn expected_in(list: &str) -> Option<&'static str> {
    Some(match list {
        "munitions" => "an object with `type`, `count`, `outcome`",
        "casualties" => "an object with `killed`, `injured`, `side`, `who`, `provisional`",
        "relayed_by" | "about" | "actors" | "targets" => "a text",
        _ => return None,
    })
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
        "role" => {
            "one of `militia`, `military`, `government`, `monitor`, `media`, `security_source`, \
             `witness`, `other`"
        }
        "relation" => {
            "one of `retracts`, `corrects`, `repeats`, `denies`, `declines`, `supersedes`"
        }
        "denies" => "one of `occurrence`, `responsibility`, `detail`",
        "reason" => "one of `declined`, `unreachable`",
        "outcome" => "one of `fired`, `hit`, `missed`, `dud`, `intercepted`, `failed`, `unfired`",
        "side" => "one of `target`, `actor`, `civilian`",
        "damage" => "one of `none`, `minor`, `moderate`, `severe`, `destroyed`, `claimed`",
        "min" | "max" | "best" => "a whole number of at least 0",
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

/// A value as the input has it, cut to a readable length before it is kept.
fn shown(value: Option<&Value>) -> String {
    value.map_or_else(|| "nothing".to_owned(), |value| Shown::value(&value.to_string()).to_string())
}

/// A few characters from the column on, or "the end of the line".
fn around(text: &str, column: usize) -> String {
    let rest = text.as_bytes().get(column.saturating_sub(1)..).unwrap_or_default();
    let rest: String = String::from_utf8_lossy(rest).chars().take(16).collect();
    if rest.is_empty() {
        "the end of the line".to_owned()
    } else {
        format!("`{}`", Shown::value(&rest))
    }
}
