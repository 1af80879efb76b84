//! Counts in words.

use std::borrow::Cow;

use super::Entry;
use crate::model::{Outcome, Quantity};
use crate::text::{self, fold};

/// "2 fired, 1 unfired"; with the kinds where there are several.
pub(super) fn text(entries: &[Entry<'_>]) -> String {
    listed(entries, |entry, _| (", ", entry.outcome.as_str()))
}

/// The same as part of a sentence: "2 fired and 1 found unfired".
pub(super) fn told(entries: &[Entry<'_>]) -> String {
    listed(entries, |entry, is_last| match entry.outcome {
        Outcome::Unfired if is_last => (" and ", "found unfired"),
        Outcome::Unfired => (", ", "found unfired"),
        outcome => (", ", outcome.as_str()),
    })
}

/// The entries, each with what stands before it unless it is the first and with the words for its outcome.
fn listed(
    entries: &[Entry<'_>],
    words: impl Fn(&Entry<'_>, bool) -> (&'static str, &'static str),
) -> String {
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
    for (at, entry) in entries.iter().enumerate() {
        let (before, outcome) = words(entry, at + 1 == entries.len());
        let (kind, between) = if is_one_kind { ("", "") } else { (entry.kind, " ") };
        let before = if text.is_empty() { "" } else { before };
        let count = in_words(&entry.count);
        let count = of_which(&count, kind);
        text.extend([before, &*count, " ", kind, between, outcome]);
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
    text::words(&folded).any(|word| {
        word.chars().count() > 3
            && word.ends_with('s')
            && !word.ends_with("ss")
            && !word.ends_with("us")
            && !word.ends_with("is")
    })
}
