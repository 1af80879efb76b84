//! A phrase about a place, cut into words.

use super::key::Word;
use super::vocabulary::{Class, Side, class};
use crate::text::{fold, words};

/// What stands between a word and the one before it.
#[derive(Copy, Clone, Eq, PartialEq, Ord, PartialOrd, Debug)]
pub(super) enum Gap {
    Space,
    Hyphen,
    Comma,
    Semicolon,
}

/// A word of the phrase.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) word: Word,
    /// The word without what may be an ending or a prefix: "Erbil'deki", "والموصل".
    pub(super) stem: Option<Word>,
    pub(super) class: Class,
    pub(super) gap: Gap,
    /// Whether it may be a name: a capital, a digit, or a script without capitals.
    pub(super) capital: bool,
    /// Whether an Arabic "and" is written with it.
    pub(super) and: bool,
    /// Whether it owns what follows: "Erbil’s".
    pub(super) possessive: bool,
    /// The word without the preposition or article that is written with it: "d'Odessa".
    pub(super) elided: Option<Word>,
}

/// The words of a phrase; past the first [`LONGEST`] they are not read.
#[derive(Clone, Debug, Default)]
pub(super) struct Phrase {
    pub(super) tokens: Vec<Token>,
}

/// Longer than any place that was ever stated in earnest.
const LONGEST: usize = 60;

impl Phrase {
    pub(super) fn new(text: &str) -> Self {
        let mut phrase = Self::default();
        let mut gap = Gap::Semicolon;
        let mut piece = String::new();
        let mut letters = text.chars().peekable();
        while let Some(letter) = letters.next() {
            let in_number = |next: Option<&char>| {
                piece.chars().last().is_some_and(|last| last.is_ascii_digit())
                    && next.is_some_and(char::is_ascii_digit)
            };
            let separator = match letter {
                ',' | '.' if in_number(letters.peek()) => None,
                ',' | '،' | '(' | ')' | '[' | ']' | ':' => Some(Gap::Comma),
                ';' | '؛' | '/' | '\n' => Some(Gap::Semicolon),
                // Between words it joins, between spaces it sets off.
                '–' | '—' | '-' if piece.is_empty() => Some(Gap::Comma),
                '–' | '—' | '-' => Some(Gap::Hyphen),
                '"' | '“' | '”' | '«' | '»' | '„' => Some(Gap::Space),
                _ if letter.is_whitespace() => Some(Gap::Space),
                _ => None,
            };
            match separator {
                None => piece.push(letter),
                Some(next) => {
                    if !piece.is_empty() {
                        phrase.push(&piece, gap);
                        piece.clear();
                        gap = Gap::Space;
                    }
                    gap = gap.max(next);
                }
            }
            if phrase.tokens.len() >= LONGEST {
                return phrase;
            }
        }
        if !piece.is_empty() {
            phrase.push(&piece, gap);
        }
        phrase.read_pairs();
        phrase
    }

    fn push(&mut self, piece: &str, gap: Gap) {
        let elided = without_elided(piece);
        let name = elided.unwrap_or(piece);
        let capital = name.chars().find(|letter| letter.is_alphanumeric()).is_some_and(|letter| {
            !letter.is_lowercase()
                || !letter.is_ascii() && !letter.is_uppercase() && !is_cased(letter)
        });
        let (stem, ending) = split_ending(piece);
        let possessive = matches!(ending, "s" | "S");
        let folded = if possessive { fold(stem) } else { fold(piece) };
        let count = words(&folded).count();
        let mut gap = gap;
        for (at, folded) in words(&folded).enumerate() {
            let word = Word::new(folded);
            let mut stem_word = (at + 1 == count && !possessive && !ending.is_empty())
                .then(|| words(&fold(stem)).last().map(Word::new))
                .flatten();
            let mut class = class(&word);
            let mut and = false;
            if let Some(stripped) = arabic_prefix(folded).filter(|_| class == Class::Name) {
                let stripped_word = Word::new(stripped);
                let stripped_class = super::vocabulary::class(&stripped_word);
                // Only a known word shows that the letter before it is a prefix.
                if stripped_class != Class::Name {
                    class = stripped_class;
                }
                and = folded.starts_with('و');
                stem_word = Some(stripped_word);
            }
            let elided = elided
                .filter(|_| at == 0)
                .and_then(|rest| words(&fold(rest)).next().map(Word::new));
            if let Some(rest) = &elided {
                let rest_class = super::vocabulary::class(rest);
                if class == Class::Name && rest_class != Class::Name {
                    class = rest_class;
                }
                stem_word = stem_word.or_else(|| Some(rest.clone()));
            }
            self.tokens.push(Token {
                word,
                stem: stem_word,
                class,
                gap,
                capital,
                and,
                possessive: possessive && at + 1 == count,
                elided,
            });
            gap = Gap::Space;
        }
    }

    /// The phrase with the one word in Latin letters, if that is a Cyrillic name: "Барда".
    pub(super) fn in_latin_letters(&self, at: usize) -> Option<Self> {
        let token = self.tokens.get(at)?;
        if token.class != Class::Name || !token.capital {
            return None;
        }
        let word = Word::new(&in_latin_letters(&token.word.folded)?);
        let mut phrase = self.clone();
        *phrase.tokens.get_mut(at)? = Token { word, stem: None, ..token.clone() };
        Some(phrase)
    }

    /// The side that the words before a position state, and where its words start.
    pub(super) fn side_before(&self, end: usize) -> Option<(Side, usize)> {
        let mut side = None;
        let mut start = end;
        while let Some(at) = start.checked_sub(1) {
            let Some(Token { class: Class::Side(earlier), .. }) = self.tokens.get(at) else {
                break;
            };
            side = match side {
                None => Some(*earlier),
                Some(later) => match earlier.join(later) {
                    Some(joined) => Some(joined),
                    None => break,
                },
            };
            start = at;
            // The comma before the word ends the side.
            if self.tokens.get(at).is_some_and(|token| token.gap > Gap::Hyphen) {
                break;
            }
        }
        side.map(|side| (side, start))
    }
}

fn is_cased(letter: char) -> bool {
    letter.is_lowercase() || letter.is_uppercase()
}

/// A word and what follows its last apostrophe, where that is an ending: "Iraq’s", "Bağdat'ta".
fn split_ending(piece: &str) -> (&str, &str) {
    const ENDINGS: [&str; 40] = [
        "s", "S", "da", "de", "ta", "te", "daki", "deki", "taki", "teki", "dan", "den", "tan",
        "ten", "nın", "nin", "nun", "nün", "ın", "in", "un", "ün", "a", "e", "ya", "ye", "yi",
        "yı", "ı", "i", "u", "ü", "nda", "nde", "ndaki", "ndeki", "na", "ne", "ndan", "nden",
    ];
    match piece.rsplit_once(['\'', '’', '‘', '`']) {
        Some((stem, ending)) if ENDINGS.contains(&ending) && stem.chars().count() >= 3 => {
            (stem, ending)
        }
        _ => (piece, ""),
    }
}

/// A word without the French, Italian or Catalan preposition or article before its apostrophe, which
/// only vowels and h draw to them: "d'Odessa", but not "L'viv".
fn without_elided(piece: &str) -> Option<&str> {
    let (elided, rest) = piece.split_once(['\'', '’'])?;
    let first = fold(rest).chars().next()?;
    let is_elided = ["d", "l", "dell", "nell", "all", "dall", "sull"]
        .iter()
        .any(|known| elided.eq_ignore_ascii_case(known));
    (is_elided && rest.chars().nth(2).is_some() && "aeiouyh".contains(first)).then_some(rest)
}

/// A folded Cyrillic word in Latin letters.
fn in_latin_letters(folded: &str) -> Option<String> {
    if !folded.starts_with(|letter| ('а'..='ґ').contains(&letter)) {
        return None;
    }
    let letters = folded.chars().map(|letter| {
        Some(match letter {
            'а' => "a",
            'б' => "b",
            'в' => "v",
            'г' | 'ґ' => "g",
            'д' => "d",
            'е' | 'ё' | 'є' | 'э' => "e",
            'ж' => "zh",
            'з' => "z",
            'и' | 'й' | 'і' | 'ї' => "i",
            'к' => "k",
            'л' => "l",
            'м' => "m",
            'н' => "n",
            'о' => "o",
            'п' => "p",
            'р' => "r",
            'с' => "s",
            'т' => "t",
            'у' => "u",
            'ф' => "f",
            'х' => "kh",
            'ц' => "ts",
            'ч' => "ch",
            'ш' => "sh",
            'щ' => "shch",
            'ъ' | 'ь' => "",
            'ы' => "y",
            'ю' => "yu",
            'я' => "ya",
            _ => return None,
        })
    });
    letters.collect()
}

/// An Arabic word without "and", "in", "to" or "as", which are written with it.
fn arabic_prefix(word: &str) -> Option<&str> {
    let rest = word.strip_prefix(['و', 'ب', 'ل', 'ف'])?;
    // "لل" is "to the" with the article drawn in.
    let rest = rest.strip_prefix('ل').filter(|_| word.starts_with("لل")).unwrap_or(rest);
    rest.chars().nth(2).map(|_| rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bare(text: &str) -> Vec<String> {
        Phrase::new(text).tokens.into_iter().map(|token| token.word.bare).collect()
    }

    #[test]
    fn possessive_endings_fall_off() {
        assert_eq!(bare("Syria’s Deir al-Zour"), ["syria", "deir", "", "zour"]);
        assert_eq!(bare("Sana'a and Sa'idat"), ["sanaa", "and", "saidat"]);
    }

    #[test]
    fn turkish_endings_are_a_second_reading() {
        let phrase = Phrase::new("Erbil'deki");
        assert_eq!(phrase.tokens[0].stem.as_ref().map(|stem| stem.bare.as_str()), Some("erbil"));
    }

    #[test]
    fn gaps_tell_lists_from_names() {
        let gaps: Vec<_> =
            Phrase::new("Al-Asad, Erbil; K-1").tokens.iter().map(|t| t.gap).collect();
        assert_eq!(gaps, [Gap::Semicolon, Gap::Hyphen, Gap::Comma, Gap::Semicolon, Gap::Hyphen]);
    }

    #[test]
    fn two_words_may_state_one_side() {
        let phrase = Phrase::new("north-eastern Syria");
        assert_eq!(phrase.side_before(2), Some((Side::Northeast, 0)));
        let phrase = Phrase::new("في شمال شرقي سوريا");
        assert_eq!(phrase.side_before(3), Some((Side::Northeast, 1)));
    }
}
