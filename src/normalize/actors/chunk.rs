//! A phrase as chunks: the longest known names and words, from left to right.

use super::Actors;
use super::lexicon::Sense;
use super::tokens::Tokens;
use super::words::Class;

/// A known row of words, or one word that is not known.
#[derive(Debug)]
pub(super) struct Chunk<'a> {
    pub(super) meaning: Meaning<'a>,
    /// The first word, and the one after the last.
    pub(super) from: usize,
    pub(super) to: usize,
}

#[derive(Debug)]
pub(super) enum Meaning<'a> {
    /// An actor's name, its own or shared.
    Actor(&'a Sense),
    Person(&'a Sense),
    /// A nationality or a country; more than one where they share it.
    Nation(&'a [u16]),
    /// A nation by an inflected form.
    Stem(u16),
    Capital(u16),
    Class(Class),
    Number,
    Unknown,
}

impl Chunk<'_> {
    pub(super) fn is(&self, class: Class) -> bool {
        matches!(self.meaning, Meaning::Class(own) if own == class)
    }

    pub(super) fn is_unknown(&self) -> bool {
        matches!(self.meaning, Meaning::Unknown)
    }

    pub(super) fn is_nation(&self) -> bool {
        matches!(self.meaning, Meaning::Nation(_) | Meaning::Stem(_) | Meaning::Capital(_))
    }

    /// Whether it says what a nationality before it is the nationality of.
    pub(super) fn is_head(&self) -> bool {
        matches!(
            self.meaning,
            Meaning::Class(
                Class::Organ(_)
                    | Class::Thing
                    | Class::Official
                    | Class::Source
                    | Class::DefenceAdjective
                    | Class::SecurityAdjective
            )
        )
    }
}

impl Actors {
    /// Cuts the phrase into chunks.
    pub(super) fn chunks<'a>(&'a self, tokens: &Tokens) -> Vec<Chunk<'a>> {
        let mut chunks = Vec::with_capacity(tokens.len());
        let mut from = 0;
        while from < tokens.len() {
            let (meaning, to) = self.longest(tokens, from);
            chunks.push(Chunk { meaning, from, to });
            from = to;
        }
        chunks
    }

    fn longest<'a>(&'a self, tokens: &Tokens, from: usize) -> (Meaning<'a>, usize) {
        let word = tokens.row(from, from + 1);
        let length = |word: &str| self.heads.get(word).map_or(1, |length| usize::from(*length));
        let longest = length(word).max(without_arabic_particle(word).map_or(1, length));
        for to in (from + 1..=tokens.len().min(from + longest)).rev() {
            let row = tokens.row(from, to);
            // Arabic writes "to" and "by" onto the first word of a name: "لوكالة فارس".
            let bare = || (to > from + 1).then(|| without_arabic_particle(row)).flatten();
            let known = self.senses.get(row);
            if let Some(sense) = known.or_else(|| self.senses.get(bare()?)) {
                let whole = from == 0 && to == tokens.len();
                if let Some(meaning) = meaning(sense, whole || tokens.capitals(from)) {
                    return (meaning, to);
                }
            }
        }
        (self.inflected(word), from + 1)
    }

    /// A single word whose plain form is not known.
    fn inflected<'a>(&'a self, word: &str) -> Meaning<'a> {
        if is_number(word) {
            return Meaning::Number;
        }
        if let Some(bare) = without_arabic_prefix(word) {
            if let Some(meaning) = self.senses.get(bare).and_then(|sense| meaning(sense, true)) {
                return meaning;
            }
            return self.stem(bare).map_or(Meaning::Unknown, Meaning::Stem);
        }
        self.stem(word).map_or(Meaning::Unknown, Meaning::Stem)
    }

    /// The nation whose stem the word starts with, the longest first.
    fn stem(&self, word: &str) -> Option<u16> {
        const LONGEST: usize = 12;
        let mut ends: Vec<usize> =
            word.char_indices().map(|(at, _)| at).skip(1).take(LONGEST).collect();
        ends.push(word.len());
        ends.iter().rev().find_map(|end| self.stems.get(word.get(..*end)?).copied())
    }
}

fn meaning(sense: &Sense, certain: bool) -> Option<Meaning<'_>> {
    // "Iran" is Iran, and in "Iran-backed" it is not the actor: its place in the phrase decides.
    if !sense.nations.is_empty() && (certain || !sense.only_capitals) {
        return Some(Meaning::Nation(&sense.nations));
    }
    let named = sense.actor.is_some() || !sense.shared.is_empty();
    if named && (certain || !sense.only_capitals) {
        return Some(Meaning::Actor(sense));
    }
    if !sense.persons.is_empty() {
        return Some(Meaning::Person(sense));
    }
    if let [capital, ..] = sense.capitals[..] {
        return Some(Meaning::Capital(capital));
    }
    sense.class.map(Meaning::Class)
}

/// Digits, with or without the ending of an ordinal.
fn is_number(word: &str) -> bool {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending));
    let digits = digits.unwrap_or(word);
    !digits.is_empty() && digits.bytes().all(|letter| letter.is_ascii_digit())
}

/// The row without a preposition of one letter.
fn without_arabic_particle(row: &str) -> Option<&str> {
    row.strip_prefix(['ل', 'ب', 'و'])
}

/// The word without the conjunction, preposition and article that Arabic writes onto it.
fn without_arabic_prefix(word: &str) -> Option<&str> {
    const SHORTEST: usize = 3;
    let first = word.chars().next()?;
    if !('\u{600}'..='\u{6ff}').contains(&first) {
        return None;
    }
    ["وبال", "وال", "بال", "لل", "ال", "و", "ل", "ب"]
        .into_iter()
        .find_map(|prefix| word.strip_prefix(prefix))
        .filter(|bare| bare.chars().count() >= SHORTEST)
        .or(Some(word))
}
