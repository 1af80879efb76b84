//! One folding for all names and words.
//!
//! Two names that differ only in letter case, diacritics, apostrophes, hyphens, typographic
//! quotes or Arabic letter variants fold to the same string. Every look-up in the crate, and every
//! similarity between names, works on folded text, so that no two parts of the crate disagree on
//! what "the same word" is.
//!
//! [`fold`] is exact and idempotent; [`skeleton`] goes further and forgives the transliteration
//! habits that make one Arabic, Persian or Cyrillic name appear in many Latin spellings. A skeleton
//! is a key for look-up after the exact form has failed, never a form to show.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The folded form of a text: lower case, without diacritics, apostrophes or punctuation, words
/// separated by one space.
///
/// Arabic alef, hamza, taa marbuta and alef maqsura variants become one letter each, tatweel and
/// vowel marks are dropped, Arabic and Persian digits become ASCII digits.
///
/// # Examples
///
/// ```
/// use corroborate::text::fold;
///
/// assert_eq!(fold("Kata’ib  Hizballāh"), "kataib hizballah");
/// assert_eq!(fold("Ain al-Asad"), fold("AIN AL ASAD"));
/// assert_eq!(fold("قاعدة عين الأسد"), fold("قاعده عين الاسد"));
/// // Folding what is folded changes nothing.
/// assert_eq!(fold(&fold("Dayr az-Zawr")), fold("Dayr az-Zawr"));
/// ```
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return fold_ascii(text);
    }
    let mut folded = String::with_capacity(text.len());
    let mut gap = false;
    let mut rest = text;
    while !rest.is_empty() {
        // No mark composes with what precedes an ASCII letter, so runs of ASCII need no table.
        let ascii = rest.bytes().take_while(u8::is_ascii).count();
        let (plain, other) = rest.split_at(ascii);
        for letter in plain.bytes() {
            match letter.to_ascii_lowercase() {
                letter @ (b'a'..=b'z' | b'0'..=b'9') => {
                    push(&mut folded, char::from(letter), &mut gap);
                }
                b'\'' | b'`' => {}
                _ => gap = true,
            }
        }
        let end = other.bytes().position(|letter| letter.is_ascii()).unwrap_or(other.len());
        let (other, after) = other.split_at(end);
        fold_other(other, &mut folded, &mut gap);
        rest = after;
    }
    folded
}

/// Folds text in ASCII, which most is.
fn fold_ascii(text: &str) -> String {
    let mut folded = Vec::with_capacity(text.len());
    let mut gap = false;
    for letter in text.bytes() {
        match letter.to_ascii_lowercase() {
            letter @ (b'a'..=b'z' | b'0'..=b'9') => {
                if gap && !folded.is_empty() {
                    folded.push(b' ');
                }
                gap = false;
                folded.push(letter);
            }
            b'\'' | b'`' => {}
            _ => gap = true,
        }
    }
    String::from_utf8(folded).unwrap_or_default()
}

/// Whether a text has a control character.
pub(crate) fn has_control(text: &str) -> bool {
    // All of them are one byte, or two of which the first is 0xC2: of nearly every text, bytes tell that
    // it has none.
    let may = |byte: u8| byte < b' ' || byte == 0x7F || byte == 0xC2;
    text.bytes().fold(false, |found, byte| found | may(byte)) && text.chars().any(char::is_control)
}

/// Whether two texts have the same folded form.
pub(crate) fn folds_alike(one: &str, other: &str) -> bool {
    // Most texts differ in one of the first letters.
    if one.is_ascii() && other.is_ascii() {
        return letters(one).eq(letters(other));
    }
    one == other || fold(one) == fold(other)
}

/// The folded form of text in ASCII, letter by letter.
fn letters(text: &str) -> impl Iterator<Item = u8> {
    let mut rest = text.bytes().map(|letter| letter.to_ascii_lowercase());
    let mut waiting = None;
    let mut started = false;
    std::iter::from_fn(move || {
        if let Some(letter) = waiting.take() {
            return Some(letter);
        }
        let mut gap = false;
        loop {
            match rest.next()? {
                letter @ (b'a'..=b'z' | b'0'..=b'9') => {
                    let between = gap && started;
                    started = true;
                    if between {
                        waiting = Some(letter);
                    }
                    return Some(if between { b' ' } else { letter });
                }
                b'\'' | b'`' => {}
                _ => gap = true,
            }
        }
    })
}

/// Folds text outside of ASCII. Marks are dropped, so that their order, which only whole text
/// would tell, does not matter.
fn fold_other(text: &str, folded: &mut String, gap: &mut bool) {
    for letter in text.chars() {
        // The bulk of Arabic, Hebrew and Cyrillic letters stand for themselves, and most accents
        // come off a few Latin ones; the tables are slow.
        let plain = match letter {
            'ا' | 'ب' | 'ت'..='غ' | 'ف'..='و' | 'ي' | 'א'..='ת' | 'а'..='и' | 'к'..='я' => {
                Some(letter)
            }
            'ة' => Some('ه'),
            'أ' | 'إ' | 'آ' => Some('ا'),
            'ى' | 'ی' => Some('ي'),
            'ک' => Some('ك'),
            'à'..='å' | 'À'..='Å' => Some('a'),
            'ç' | 'Ç' => Some('c'),
            'è'..='ë' | 'È'..='Ë' => Some('e'),
            'ì'..='ï' | 'Ì'..='Ï' => Some('i'),
            'ñ' | 'Ñ' => Some('n'),
            'ò'..='ö' | 'Ò'..='Ö' => Some('o'),
            'ù'..='ü' | 'Ù'..='Ü' => Some('u'),
            'А'..='И' | 'К'..='Я' => char::from_u32(u32::from(letter) + CYRILLIC_CASE),
            _ => None,
        };
        if let Some(plain) = plain {
            push(folded, plain, gap);
            continue;
        }
        for letter in std::iter::once(letter).nfkd().flat_map(char::to_lowercase) {
            match fold_letter(letter) {
                Folded::Keep(letter) => push(folded, letter, gap),
                Folded::Pair(first, second) => {
                    push(folded, first, gap);
                    push(folded, second, gap);
                }
                Folded::Gap => *gap = true,
                Folded::Drop => {}
            }
        }
    }
}

/// How far a small Cyrillic letter is from its capital.
const CYRILLIC_CASE: u32 = 0x20;

fn push(folded: &mut String, letter: char, gap: &mut bool) {
    if *gap && !folded.is_empty() {
        folded.push(' ');
    }
    *gap = false;
    folded.push(letter);
}

enum Folded {
    Keep(char),
    Pair(char, char),
    Gap,
    Drop,
}

fn fold_letter(letter: char) -> Folded {
    match letter {
        'a'..='z' | '0'..='9' => Folded::Keep(letter),
        // Apostrophes and their many look-alikes are transliteration of ayn and hamza, or elision.
        // So are the Arabic hamza on its own, and tatweel, which only widens a word.
        '\'' | '’' | '‘' | '`' | 'ʿ' | 'ʾ' | 'ʼ' | 'ʻ' | '′' | '´' | 'ء' | 'ـ' => {
            Folded::Drop
        }
        // Arabic: hamza carriers, taa marbuta, alef maqsura, Persian yeh and kaf, Urdu heh.
        'أ' | 'إ' | 'آ' | 'ٱ' => Folded::Keep('ا'),
        'ؤ' => Folded::Keep('و'),
        'ئ' | 'ى' | 'ی' => Folded::Keep('ي'),
        'ة' | 'ۀ' | 'ە' | 'ہ' => Folded::Keep('ه'),
        'ک' => Folded::Keep('ك'),
        // Latin letters that no decomposition reaches.
        'ß' => Folded::Pair('s', 's'),
        'æ' => Folded::Pair('a', 'e'),
        'œ' => Folded::Pair('o', 'e'),
        'ø' => Folded::Keep('o'),
        'đ' | 'ð' => Folded::Keep('d'),
        'ł' => Folded::Keep('l'),
        'ı' => Folded::Keep('i'),
        'þ' => Folded::Pair('t', 'h'),
        // Zero-width and directional marks sit inside words of mixed script.
        '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        | '\u{feff}'
        | '\u{ad}' => Folded::Drop,
        _ if is_combining_mark(letter) => Folded::Drop,
        _ => match letter.to_digit(10).or_else(|| eastern_digit(letter)) {
            Some(digit) => Folded::Keep(char::from_digit(digit, 10).unwrap_or('0')),
            None if letter.is_alphanumeric() => Folded::Keep(letter),
            None => Folded::Gap,
        },
    }
}

/// Arabic-Indic and Persian digits.
fn eastern_digit(letter: char) -> Option<u32> {
    match letter {
        '٠'..='٩' => Some(u32::from(letter) - u32::from('٠')),
        '۰'..='۹' => Some(u32::from(letter) - u32::from('۰')),
        _ => None,
    }
}

/// The words of a folded text.
///
/// ```
/// use corroborate::text::{fold, words};
///
/// let folded = fold("Mission Support Site (Conoco)");
/// assert_eq!(words(&folded).collect::<Vec<_>>(), ["mission", "support", "site", "conoco"]);
/// ```
pub fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(' ').filter(|word| !word.is_empty())
}

/// A key that forgives transliteration: the Arabic article in all its assimilated spellings is
/// dropped, doubled letters become one, vowels are reduced, and consonants that one source letter
/// yields in several spellings (`k`/`q`/`c`, `dh`/`z`, `w`/`v`, `-eh`/`-ah`) become one.
///
/// Two spellings of one name share a skeleton nearly always; two names share one now and then, so a
/// skeleton match is weaker evidence than an exact one. Text in other scripts is only folded.
///
/// ```
/// use corroborate::text::skeleton;
///
/// assert_eq!(skeleton("Hezbollah"), skeleton("Hizballah"));
/// assert_eq!(skeleton("Ash-Shaddadi"), skeleton("al Shadadi"));
/// assert_eq!(skeleton("Deir ez-Zor"), skeleton("Dayr al-Zawr"));
/// assert_ne!(skeleton("Harir"), skeleton("Erbil"));
/// ```
#[must_use]
pub fn skeleton(text: &str) -> String {
    skeleton_of_folded(&fold(text))
}

/// The skeleton of a text that is folded already.
pub(crate) fn skeleton_of_folded(folded: &str) -> String {
    let mut key = String::with_capacity(folded.len());
    for word in words(folded) {
        if is_article(word) {
            continue;
        }
        if !key.is_empty() {
            key.push(' ');
        }
        skeleton_of_word(word, &mut key);
    }
    key
}

/// Appends the skeleton of one folded word, which is nothing for an article.
pub(crate) fn append_word_skeleton(folded: &str, key: &mut String) {
    if !is_article(folded) {
        skeleton_of_word(folded, key);
    }
}

/// Whether a folded word is the Arabic article, or the English one.
fn is_article(folded: &str) -> bool {
    const LONGEST: usize = 3;
    (2..=LONGEST).contains(&folded.len())
        && matches!(folded.as_bytes().first(), Some(b'a' | b'e' | b'i' | b't' | b'u'))
        && ARTICLES.contains(&folded)
}

/// The Arabic article before sun and moon letters, as Latin spellings have it.
const ARTICLES: [&str; 22] = [
    "al", "el", "ul", "il", "ad", "ed", "an", "en", "ar", "er", "as", "es", "ash", "esh", "at",
    "et", "az", "ez", "ath", "adh", "edh", "the",
];

fn skeleton_of_word(word: &str, key: &mut String) {
    // Without vowels, northeast is northwest; and digits carry a designation (T4, K1, H5), which
    // the loss of vowels must not dilute.
    const SIDES: [&str; 4] = ["north", "south", "east", "west"];
    let may_be_side = matches!(word.as_bytes().first(), Some(b'n' | b's' | b'e' | b'w'));
    let is_exact = may_be_side && SIDES.iter().any(|side| word.starts_with(side))
        || word.bytes().any(|letter| letter.is_ascii_digit());
    if is_exact || !word.is_ascii() {
        key.push_str(word);
        return;
    }
    let mut last = None;
    let mut letters = word.bytes().peekable();
    let mut first = true;
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied();
        let mapped = match (letter, next) {
            (b'd' | b't', Some(b'h')) => {
                letters.next();
                // dh, th: dhal and tha, spelt z, d, s or t elsewhere.
                if letter == b'd' { b'z' } else { b't' }
            }
            (b's' | b'z' | b'c', Some(b'h')) => {
                letters.next();
                b'x'
            }
            (b'k' | b'g', Some(b'h')) => {
                letters.next();
                if letter == b'k' { b'h' } else { b'g' }
            }
            (b'p', Some(b'h')) => {
                letters.next();
                b'f'
            }
            (b'q' | b'c' | b'k', _) => b'k',
            (b'v' | b'w', _) => b'w',
            (b'j', _) => b'j',
            (b'a' | b'e' | b'i' | b'o' | b'u' | b'y', _) => {
                // A vowel is kept only as "there is one at the start".
                if first { b'a' } else { b'.' }
            }
            (other, _) => other,
        };
        first = false;
        // The vowel class separates nothing: spellings disagree on which vowels are written.
        // w between vowels is a diphthong (Zor, Zour, Zawr).
        if mapped == b'.' || (mapped == b'w' && last.is_some()) {
            continue;
        }
        // A final h is the feminine ending, written or not.
        if mapped == b'h' && letters.peek().is_none() && last.is_some() {
            continue;
        }
        if last == Some(mapped) {
            continue;
        }
        key.push(char::from(mapped));
        last = Some(mapped);
    }
}

/// Longer texts than this are no names, in bytes.
const MOST_OF_A_NAME: usize = 1000;

/// The text, or of one that is too long for any name its beginning: looking for names within a phrase
/// takes time that grows faster than its length.
///
/// # Examples
///
/// ```
/// use corroborate::text::beginning;
///
/// assert_eq!(beginning("Ain al-Asad"), "Ain al-Asad");
/// assert!(beginning(&"base ".repeat(100_000)).len() <= 1000);
/// ```
#[must_use]
pub fn beginning(text: &str) -> &str {
    if text.len() <= MOST_OF_A_NAME {
        return text;
    }
    let end =
        (0..=MOST_OF_A_NAME).rev().find(|&end| text.is_char_boundary(end)).unwrap_or_default();
    text.get(..end).unwrap_or_default()
}

/// The letters that a word is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Script {
    Latin,
    Greek,
    Cyrillic,
    Armenian,
    Hebrew,
    Arabic,
    /// Another one, by the block of its first letter.
    Other(u32),
}

impl Script {
    /// Of a folded word, by its first letter.
    pub(crate) fn of(word: &str) -> Self {
        match word.chars().find(|letter| letter.is_alphabetic()) {
            None | Some('\0'..='\u{24f}') => Self::Latin,
            Some('\u{370}'..='\u{3ff}') => Self::Greek,
            Some('\u{400}'..='\u{52f}') => Self::Cyrillic,
            Some('\u{530}'..='\u{58f}') => Self::Armenian,
            Some('\u{590}'..='\u{5ff}') => Self::Hebrew,
            Some('\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}') => Self::Arabic,
            Some(letter) => Self::Other(u32::from(letter) >> 8),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn folding_is_idempotent(text in any::<String>()) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        /// The fast ways give what the slow one gives.
        #[test]
        fn folding_is_the_same_without_its_fast_ways(text in any::<String>(), near in "[ -~а-яА-Я؀-ۿé’]*") {
            for text in [text, near] {
                let (mut slow, mut gap) = (String::new(), false);
                for letter in text.nfkd().flat_map(char::to_lowercase) {
                    match fold_letter(letter) {
                        Folded::Keep(letter) => push(&mut slow, letter, &mut gap),
                        Folded::Pair(first, second) => {
                            push(&mut slow, first, &mut gap);
                            push(&mut slow, second, &mut gap);
                        }
                        Folded::Gap => gap = true,
                        Folded::Drop => {}
                    }
                }
                prop_assert_eq!(fold(&text), slow);
            }
        }

        #[test]
        fn bytes_do_not_hide_control_characters(text in "[\\PC\\x00-\\x1F\\x7F-\\xA1 a-z]{0,4}", any in any::<String>()) {
            for text in [text, any] {
                prop_assert_eq!(has_control(&text), text.chars().any(char::is_control), "{:?}", text);
            }
        }

        #[test]
        fn texts_are_alike_whose_folds_are(
            one in "[ -~]{0,6}",
            other in "[ -~]{0,6}",
            gaps in "[-' ]{1,3}",
            accented in any::<String>(),
        ) {
            let apart = one.replace(' ', &gaps);
            for other in [&other, &apart, &one.to_uppercase(), &format!("{gaps}{one}"), &accented] {
                prop_assert_eq!(folds_alike(&one, other), fold(&one) == fold(other), "{}", other);
                prop_assert!(folds_alike(other, other));
            }
        }

        #[test]
        fn folded_text_has_single_gaps_and_no_edges(text in any::<String>()) {
            let folded = fold(&text);
            prop_assert!(!folded.contains("  "));
            prop_assert_eq!(folded.trim(), folded.as_str());
        }
    }

    #[test]
    fn transliterations_of_one_name_share_a_skeleton() {
        for names in [
            ["Ain al-Asad", "Ayn Al Assad", "Ain el-Assad"],
            ["Deir ez-Zor", "Deir al-Zour", "Dayr az-Zawr"],
            ["Kataib Hezbollah", "Kata'ib Hizballah", "Kataeb Hizbullah"],
            ["Hudaydah", "Hodeidah", "Hodeida"],
        ] {
            let keys: Vec<_> = names.iter().map(|name| skeleton(name)).collect();
            assert!(keys.iter().all(|key| *key == keys[0]), "{names:?}: {keys:?}");
        }
    }

    #[test]
    fn sides_and_designations_are_kept_apart() {
        assert_ne!(skeleton("northeast Syria"), skeleton("northwest Syria"));
        assert_ne!(skeleton("southeastern"), skeleton("southwestern"));
        assert_ne!(skeleton("K1 base"), skeleton("KE1 base"));
    }

    #[test]
    fn other_scripts_keep_their_letters() {
        assert_eq!(skeleton("كتائب حزب الله"), fold("كتائب حزب الله"));
    }
}
