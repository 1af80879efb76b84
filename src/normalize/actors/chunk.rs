//! A phrase as chunks: the longest known names and words, from left to right.

use super::Actors;
use super::lexicon::Sense;
use super::tokens::Tokens;
use super::words::{Class, Organ};

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

    /// Whether it says what somebody is whose name follows.
    pub(super) fn is_title(&self) -> bool {
        matches!(
            self.meaning,
            Meaning::Class(
                Class::Rank | Class::Official | Class::Spokes | Class::Commander | Class::Reporter
            )
        )
    }

    /// Whether it is a word that, in the name of an army, says of what sort it is: "People's".
    pub(super) fn is_attribute(&self) -> bool {
        matches!(
            self.meaning,
            Meaning::Class(
                Class::Civil
                    | Class::Group
                    | Class::Generic
                    | Class::DefenceAdjective
                    | Class::SecurityAdjective
            )
        )
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
            let (mut meaning, mut to) = self.longest(tokens, from);
            if self.is_beginning(tokens, &meaning, from, to) {
                (meaning, to) = (Meaning::Class(Class::Filler), from + 1);
            }
            chunks.push(Chunk { meaning, from, to });
            from = to;
        }
        chunks
    }

    /// Whether the name of a newsroom, an article and a word, is but how a longer name begins: "The
    /// National" in "the National Army". "The Guardian Nigeria" is an edition, and "the Times defence
    /// editor" works there.
    fn is_beginning(&self, tokens: &Tokens, name: &Meaning<'_>, from: usize, to: usize) -> bool {
        let Meaning::Actor(sense) = name else { return false };
        if to < from + 2 || tokens.row(from, from + 1) != "the" || !self.is_newsroom(sense) {
            return false;
        }
        if self.longest(tokens, from + 1).1 > to {
            return true;
        }
        let reporter = |at| matches!(self.longest(tokens, at).0, Meaning::Class(Class::Reporter));
        if to >= tokens.len() || tokens.parted(to) || (to..tokens.len()).any(reporter) {
            return false;
        }
        match self.longest(tokens, to).0 {
            Meaning::Unknown => tokens.named(to),
            Meaning::Class(Class::Organ(organ)) => organ != Organ::Media,
            Meaning::Class(class) => matches!(
                class,
                Class::DefenceAdjective | Class::SecurityAdjective | Class::Unit | Class::Medical
            ),
            _ => false,
        }
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
            if let Some(nation) = self.stem(bare) {
                return Meaning::Stem(nation);
            }
            return self.first_known(arabic_bases(bare)).unwrap_or(Meaning::Unknown);
        }
        if let Some(nation) = self.stem(word) {
            return Meaning::Stem(nation);
        }
        self.first_known(cyrillic_bases(word)).unwrap_or(Meaning::Unknown)
    }

    /// The first of the words that names somebody: an inflected word for a kind of thing is left.
    fn first_known(&self, words: impl Iterator<Item = String>) -> Option<Meaning<'_>> {
        words.filter_map(|word| meaning(self.senses.get(word.as_str())?, false)).find(|meaning| {
            matches!(meaning, Meaning::Nation(_) | Meaning::Actor(_) | Meaning::Person(_))
        })
    }

    /// The person of that last name, if it is clear who that is.
    pub(super) fn person_called(&self, word: &str) -> Option<&Sense> {
        let known = |word: &str| self.last_names.get(word);
        known(word)
            .or_else(|| known(without_arabic_prefix(word)?))
            .or_else(|| known(&["ال", word].concat()))
            .or_else(|| cyrillic_bases(word).find_map(|base| known(&base)))
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

/// What a Russian or Ukrainian noun or name may be in the nominative, folded: "Армении" is of
/// "Армения", "Хафтара" of "Хафтар".
fn cyrillic_bases(word: &str) -> impl Iterator<Item = String> {
    /// Endings of the other cases, and those of the nominative that go with them; the longest first.
    const ENDINGS: [(&str, &[&str]); 20] = [
        ("ского", &["скии"]),
        ("ського", &["ськии"]),
        ("ским", &["скии"]),
        ("ським", &["ськии"]),
        ("иеи", &["ия"]),
        ("ии", &["ия", "ія"]),
        ("ию", &["ия"]),
        ("іі", &["ія"]),
        ("ію", &["ія"]),
        ("ією", &["ія"]),
        ("ои", &["а"]),
        ("ою", &["а"]),
        ("ом", &["", "о"]),
        ("ым", &[""]),
        ("ы", &["а"]),
        ("и", &["а", "ь", "я"]),
        ("і", &["а", "ь", "я", ""]),
        ("у", &["а", "", "о"]),
        ("я", &["ь", "и"]),
        ("а", &["", "о"]),
    ];
    const SHORTEST: usize = 5;
    let cyrillic =
        word.chars().next().is_some_and(|first| ('\u{400}'..='\u{4ff}').contains(&first));
    ENDINGS
        .into_iter()
        .filter(move |_| cyrillic)
        .filter_map(|(ending, plain)| Some((word.strip_suffix(ending)?, plain)))
        .flat_map(|(stem, plain)| plain.iter().map(move |ending| [stem, ending].concat()))
        .filter(|base| base.chars().count() >= SHORTEST)
}

/// What an Arabic adjective may be made from, folded and without its article: "الحوثية", "حوثيين" are
/// of "حوثي", "داعشية" of "داعش".
fn arabic_bases(word: &str) -> impl Iterator<Item = String> {
    const SHORTEST: usize = 3;
    let base = ["يون", "يين", "يه", "ي"].into_iter().find_map(|ending| word.strip_suffix(ending));
    let base = base.filter(|base| base.chars().count() >= SHORTEST);
    base.into_iter().flat_map(|base| {
        ["", "ي", "يون"].into_iter().flat_map(move |ending| {
            ["", "ال"].into_iter().map(move |article| [article, base, ending].concat())
        })
    })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    #[test]
    fn cases_lead_to_the_nominative() {
        let cases = [
            ("Армении", "Армения"),
            ("Арменией", "Армения"),
            ("Росії", "Росія"),
            ("Украины", "Украина"),
            ("Азербайджана", "Азербайджан"),
            ("Китая", "Китай"),
            ("Израиля", "Израиль"),
            ("Косова", "Косово"),
            ("Хафтара", "Хафтар"),
            ("Зеленского", "Зеленский"),
            ("Зеленського", "Зеленський"),
        ];
        for (word, plain) in cases {
            let plain = fold(plain);
            assert!(cyrillic_bases(&fold(word)).any(|base| base == plain), "{word}");
        }
        assert_eq!(cyrillic_bases("armenii").count(), 0);
        // Gas is not Gaza.
        assert!(!cyrillic_bases("газы").any(|base| base == "газа"));
    }

    #[test]
    fn adjectives_lead_to_the_group() {
        for (word, group) in [("حوثية", "الحوثي"), ("داعشية", "داعش"), ("حوثيين", "الحوثي")]
        {
            let group = fold(group);
            assert!(arabic_bases(&fold(word)).any(|base| base == group), "{word}");
        }
    }
}
