//! A phrase as words that can be looked up alone or in a row.

use std::borrow::Cow;

use crate::text::fold;

/// The folded words of a phrase, in a row, and what folding would hide.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    folded: String,
    words: Vec<Word>,
}

#[derive(Debug, Copy, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, read one by one")]
struct Word {
    start: usize,
    end: usize,
    /// Written in capitals: "SITE" is a name where "site" is a word.
    capitals: bool,
    /// A comma, semicolon, colon or dash stands before it.
    parted: bool,
    /// It starts with a capital, as names do.
    named: bool,
    /// It was written with the genitive ending of English.
    genitive: bool,
}

impl Tokens {
    /// Cuts a phrase; the genitive ending of English is dropped ("Iraq's" is "Iraq").
    pub(super) fn new(phrase: &str) -> Self {
        let mut tokens = Self::default();
        let mut parted = false;
        for raw in phrase.split_whitespace() {
            let bare = without_genitive(raw);
            let genitive = bare.len() < raw.len();
            let folded = fold(&without_dots(without_elision(bare)));
            if folded.is_empty() {
                parted |= !raw.starts_with(['"', '\'', '“', '”', '«', '»', '&']);
                continue;
            }
            let capitals = is_acronym(raw);
            // "US-made": every word for itself.
            let mut parts =
                raw.split('-').filter_map(|part| part.chars().find(|it| it.is_alphabetic()));
            let mut named = false;
            for word in folded.split(' ') {
                named = parts.next().map_or(named, char::is_uppercase);
                if !tokens.folded.is_empty() {
                    tokens.folded.push(' ');
                }
                let start = tokens.folded.len();
                tokens.folded.push_str(word);
                let end = tokens.folded.len();
                tokens.words.push(Word { start, end, capitals, parted, named, genitive });
                parted = false;
            }
            parted = raw.ends_with([',', ';', ':', '،']);
        }
        tokens
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The words from `from` up to, not including, `to`, in a row; empty outside of the phrase.
    pub(super) fn row(&self, from: usize, to: usize) -> &str {
        match (self.words.get(from), to.checked_sub(1).and_then(|last| self.words.get(last))) {
            (Some(first), Some(last)) => self.folded.get(first.start..last.end).unwrap_or(""),
            _ => "",
        }
    }

    /// The whole phrase, folded.
    pub(super) fn all(&self) -> &str {
        &self.folded
    }

    /// Whether the word is written in capitals.
    pub(super) fn capitals(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| word.capitals)
    }

    /// Whether the word starts with a capital.
    pub(super) fn named(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| word.named)
    }

    /// Whether the word has the genitive ending of English.
    pub(super) fn genitive(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| word.genitive)
    }

    /// Whether punctuation parts the word from the one before it.
    pub(super) fn parted(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| word.parted)
    }
}

/// Whether a word is written like an acronym. A short one may have small letters for small words:
/// `JeM` is Jaish-e-Mohammed.
fn is_acronym(raw: &str) -> bool {
    const SHORT: usize = 3;
    let capitals = raw.chars().filter(|letter| letter.is_uppercase()).count();
    let small = raw.chars().filter(|letter| letter.is_lowercase()).count();
    capitals >= 2 && (small == 0 || capitals + small <= SHORT)
}

/// Letters with dots between them are one word: "U.S.-led".
fn without_dots(raw: &str) -> Cow<'_, str> {
    if !raw.contains('.') {
        return Cow::Borrowed(raw);
    }
    let mut joined = String::with_capacity(raw.len());
    // How many letters stand in a row before the dot.
    let mut letters = 0;
    for letter in raw.chars() {
        if letter == '.' && letters == 1 {
            letters = 0;
            continue;
        }
        letters = if letter.is_alphabetic() { letters + 1 } else { 0 };
        joined.push(letter);
    }
    Cow::Owned(joined)
}

/// Without the article or preposition that French and Italian write onto a word: "l'armée".
fn without_elision(raw: &str) -> &str {
    const SHORTEST: usize = 3;
    raw.split_once(['\'', '’'])
        .filter(|(article, word)| {
            let known = ["l", "d", "L", "D", "dell", "all", "nell", "sull", "dall", "Dell"];
            known.contains(article) && word.chars().count() >= SHORTEST
        })
        .map_or(raw, |(_, word)| word)
}

fn without_genitive(raw: &str) -> &str {
    let trimmed = raw.trim_end_matches(|letter: char| !letter.is_alphanumeric());
    ["'s", "’s", "ʼs", "`s", "'S", "’S"]
        .into_iter()
        .find_map(|ending| trimmed.strip_suffix(ending))
        .filter(|stem| !stem.is_empty())
        .unwrap_or(raw)
}

/// The form under which names are kept: what [`Tokens::all`] gives for a phrase of that name.
pub(super) fn key(name: &str) -> String {
    // Only these letters make a word of a phrase another than its folded form.
    if !name.contains(['.', '\'', '’', 'ʼ', '`']) {
        return fold(name);
    }
    Tokens::new(name).folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_genitive_is_dropped_and_plurals_are_not() {
        assert_eq!(key("Iraq’s Security Media Cell"), "iraq security media cell");
        assert_eq!(key("Kurdistan Workers' Party"), "kurdistan workers party");
        assert_eq!(key("'s"), "s");
        let tokens = Tokens::new("Iran's UN mission");
        assert!(tokens.genitive(0) && !tokens.genitive(1));
    }

    proptest::proptest! {
        #[test]
        fn the_key_of_a_name_is_the_phrase_of_it(name in "[ -~é’ʼ‘ء-يА-я]{0,20}") {
            proptest::prop_assert_eq!(key(&name), Tokens::new(&name).folded);
        }
    }

    #[test]
    fn letters_with_dots_are_one_word() {
        assert_eq!(key("U.S.-led coalition"), "us led coalition");
        assert_eq!(key("Brig. Gen. Patrick S. Ryder"), "brig gen patrick s ryder");
    }

    #[test]
    fn elided_articles_are_dropped() {
        assert_eq!(key("l’armée malienne"), key("armée malienne"));
        assert_eq!(key("Ansar al-Shari'a"), "ansar al sharia");
    }

    #[test]
    fn capitals_and_commas_are_remembered() {
        let tokens = Tokens::new("Pat Ryder, DOD (U.S.)");
        assert_eq!(tokens.all(), "pat ryder dod us");
        assert_eq!(
            (tokens.capitals(0), tokens.capitals(2), tokens.capitals(3)),
            (false, true, true)
        );
        assert_eq!((tokens.parted(1), tokens.parted(2)), (false, true));
        assert!(Tokens::new("JeM camp").capitals(0) && !Tokens::new("Jem").capitals(0));
        let tokens = Tokens::new("US-made Pa-O al-Fasher");
        let named = [true, false, true, true, false, true];
        assert!(named.into_iter().enumerate().all(|(at, named)| tokens.named(at) == named));
        let tokens = Tokens::new("Pat Ryder, DOD (U.S.)");
        assert_eq!(tokens.row(0, 2), "pat ryder");
        assert_eq!(tokens.row(4, 9), "");
    }
}
