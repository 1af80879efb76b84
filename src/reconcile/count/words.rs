//! Counts in words.

use std::borrow::Cow;

use super::Entry;
use crate::model::Quantity;
use crate::text::{fold, words};

/// "2 fired, 1 unfired"; with the kinds where there are several.
pub(super) fn text(entries: &[Entry<'_>]) -> String {
    let singular = |kind: &str| {
        let folded = fold(kind);
        folded.strip_suffix('s').unwrap_or(&folded).to_owned()
    };
    let is_one_kind = entries.split_first().is_none_or(|(first, rest)| {
        let alike = |entry: &Entry<'_>| {
            entry.kind == first.kind || singular(entry.kind) == singular(first.kind)
        };
        rest.iter().all(alike)
    });
    // Enough for "12 intercepted" and the like.
    let mut text = String::with_capacity(16 * entries.len());
    for entry in entries {
        let (kind, between) = if is_one_kind { ("", "") } else { (entry.kind, " ") };
        let comma = if text.is_empty() { "" } else { ", " };
        let count = in_words(&entry.count);
        let count = of_which(&count, kind);
        text.extend([comma, &*count, " ", kind, between, entry.outcome.as_str()]);
    }
    text
}

/// A count in words as it stands before a noun, or before none: "a number of rockets", "a number hit".
pub(crate) fn of_which<'t>(count: &'t str, noun: &str) -> Cow<'t, str> {
    if noun.is_empty() {
        return Cow::Borrowed(count.strip_suffix(" of").unwrap_or(count));
    }
    Quantity::before_noun(count)
}

/// The number where it is one, else the speaker's words.
pub(crate) fn in_words(count: &Quantity) -> Cow<'_, str> {
    if count.is_exact() {
        return Cow::Owned(count.min().to_string());
    }
    match count.text() {
        Some(text) => Cow::Borrowed(text),
        None if count.is_bare_plural() => Cow::Borrowed("some"),
        None => Cow::Owned(count.to_string()),
    }
}

/// Whether the type alone is a plural. Only endings that mark nothing else are read.
pub(super) fn is_plural(kind: &str) -> bool {
    let folded = fold(kind);
    words(&folded).any(|word| {
        word.chars().count() > 3
            && word.ends_with('s')
            && !word.ends_with("ss")
            && !word.ends_with("us")
            && !word.ends_with("is")
    })
}
