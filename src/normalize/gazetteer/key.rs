//! The keys under which names are looked up.
//!
//! A name has two keys: the *bare* one (folded, without articles), which makes a match exact, and the
//! *skeleton*, by which the index is sorted and which forgives transliteration. This file is also
//! compiled into the tool that writes the shipped base, so that both sides cut names alike.

use std::borrow::Cow;

use crate::text::{append_word_skeleton, fold, words};

/// One word of a name or a phrase, with its keys.
#[derive(Clone, Eq, PartialEq, Debug)]
pub(crate) struct Word {
    /// The folded word, article and all.
    pub(crate) folded: String,
    /// The folded word without an Arabic article; empty if it is nothing but an article.
    pub(crate) bare: String,
    /// The transliteration key; empty if the word is nothing but an article.
    pub(crate) skeleton: String,
}

impl Word {
    /// The keys of a folded word.
    pub(crate) fn new(folded: &str) -> Self {
        let mut skeleton = String::with_capacity(folded.len());
        let bare = word_keys(folded, &mut skeleton).to_owned();
        Self { folded: folded.to_owned(), bare, skeleton }
    }
}

/// The bare key of a folded word; its skeleton is put in place of what the buffer holds.
pub(crate) fn word_keys<'a>(folded: &'a str, skeleton: &mut String) -> &'a str {
    skeleton.clear();
    if folded.is_ascii() {
        append_word_skeleton(folded, skeleton);
        return if skeleton.is_empty() { "" } else { folded };
    }
    let bare = without_arabic_article(folded);
    append_cyrillic_stem(bare, skeleton);
    bare
}

/// The bare key and the skeleton of a whole name; `None` for a name without a word.
pub(crate) fn keys(name: &str) -> Option<(String, String)> {
    let folded = fold(&without_possessive(name));
    let (mut bare, mut skeleton) = (String::new(), String::with_capacity(folded.len()));
    let mut word_skeleton = String::new();
    for word in words(&folded) {
        append(&mut bare, word_keys(word, &mut word_skeleton));
        append(&mut skeleton, &word_skeleton);
    }
    (!skeleton.is_empty()).then_some((bare, skeleton))
}

/// A name whose words have lost the English possessive, as those of a phrase do.
pub(crate) fn without_possessive(name: &str) -> Cow<'_, str> {
    if !name.contains("'s") && !name.contains("’s") {
        return Cow::Borrowed(name);
    }
    let stripped: Vec<&str> = name
        .split(' ')
        .map(|word| word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word))
        .collect();
    Cow::Owned(stripped.join(" "))
}

/// Adds a word to a key of words separated by one space.
pub(crate) fn append(key: &mut String, word: &str) {
    if !key.is_empty() && !word.is_empty() {
        key.push(' ');
    }
    key.push_str(word);
}

/// The Arabic article is written with its word.
fn without_arabic_article(word: &str) -> &str {
    match word.strip_prefix("ال") {
        Some(rest) if rest.chars().nth(1).is_some() => rest,
        _ => word,
    }
}

/// Case endings of Russian and Ukrainian, longest first.
const ENDINGS: [&str; 32] = [
    "ами", "ями", "ого", "ому", "іеи", "ои", "ою", "еи", "ем", "ом", "ам", "ах", "ях", "ям", "ую",
    "юю", "ая", "яя", "ое", "ее", "ии", "іи", "ыи", "их", "ых", "а", "я", "о", "е", "у", "ю", "ь",
];

/// Appends the stem of a Cyrillic word without its case ending; other words as they are.
///
/// The folding has taken the marks off й and ї, so that both are и here.
fn append_cyrillic_stem(word: &str, key: &mut String) {
    if !word.chars().all(|letter| ('\u{400}'..='\u{52f}').contains(&letter)) {
        key.push_str(word);
        return;
    }
    let long_enough = |stem: &&str| stem.chars().nth(2).is_some();
    let stem = ENDINGS
        .iter()
        .find_map(|ending| word.strip_suffix(ending).filter(long_enough))
        .or_else(|| word.strip_suffix(['и', 'і', 'ы']).filter(long_enough))
        .unwrap_or(word);
    // и, і and ы, е and є are the letters by which the two spellings of one name differ most.
    key.extend(stem.chars().map(|letter| match letter {
        'і' | 'ы' => 'и',
        'є' | 'э' => 'е',
        other => other,
    }));
}
