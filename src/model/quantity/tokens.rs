//! The words, numbers and signs of a short text.

use crate::text::fold;

/// A word, number or sign, and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) glue: Glue,
    /// Bytes of the text.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Bytes of the folded text.
    pub(super) folded: (usize, usize),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    /// Digits, thousands separators removed.
    Number(u64),
    /// Digits that say a number too large to hold.
    TooLarge,
    /// Digits with a decimal part: all of them, and how many are decimal places.
    Fraction {
        digits: u64,
        places: u32,
    },
    /// Digits that may be read in two ways (`1.200`), or in none (`1.2.3`).
    Unclear,
    Sign(char),
}

/// What stands between a token and the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Glue {
    /// Nothing: `107mm`.
    None,
    /// Space or punctuation.
    Gap,
    /// A hyphen or dash: `2-4`, `30-plus`.
    Hyphen,
}

/// A text in tokens. All folded words follow each other with one space between, so that a form of
/// several words is one slice.
#[derive(Debug)]
pub(super) struct Tokens<'t> {
    pub(super) text: &'t str,
    pub(super) list: Vec<Token>,
    folded: String,
    /// Whether the text went on past the limit.
    pub(super) cut: bool,
    has_lowercase: bool,
}

impl<'t> Tokens<'t> {
    pub(super) fn new(text: &'t str, limit: usize) -> Self {
        let mut tokens = Self {
            text,
            list: Vec::new(),
            folded: String::new(),
            cut: false,
            has_lowercase: text.chars().any(char::is_lowercase),
        };
        let mut glue = Glue::Gap;
        let mut at = 0;
        while let Some(letter) = text.get(at..).and_then(|rest| rest.chars().next()) {
            if tokens.list.len() == limit {
                tokens.cut = true;
                break;
            }
            let start = at;
            let after = at + letter.len_utf8();
            if digit(letter).is_some() {
                let (kind, end) = number(text, at);
                tokens.push(kind, glue, start, end, "");
                (glue, at) = (Glue::None, end);
            } else if is_word(letter) {
                let end = word_end(text, at);
                tokens.push(
                    Kind::Word,
                    glue,
                    start,
                    end,
                    &fold(text.get(start..end).unwrap_or("")),
                );
                (glue, at) = (Glue::None, end);
            } else if is_dash(letter) {
                let before_digit = text
                    .get(after..)
                    .and_then(|rest| rest.chars().next())
                    .is_some_and(|next| digit(next).is_some());
                if tokens.list.is_empty() && before_digit {
                    tokens.push(Kind::Sign('-'), glue, start, after, "");
                    glue = Glue::None;
                } else {
                    glue = Glue::Hyphen;
                }
                at = after;
            } else {
                if is_sign(letter) {
                    tokens.push(Kind::Sign(letter), glue, start, after, "");
                    glue = Glue::None;
                } else if glue == Glue::None || !letter.is_whitespace() {
                    // A dash with spaces around it is a dash.
                    glue = Glue::Gap;
                }
                at = after;
            }
        }
        while let Some(Token { kind: Kind::Sign(',' | ';'), .. }) = tokens.list.last() {
            tokens.list.pop();
        }
        tokens
    }

    fn push(&mut self, kind: Kind, glue: Glue, start: usize, end: usize, folded: &str) {
        if !self.folded.is_empty() {
            self.folded.push(' ');
        }
        let from = self.folded.len();
        // Signs and numbers break forms of several words; no form contains this.
        self.folded.push_str(if folded.is_empty() { "\u{0}" } else { folded });
        self.list.push(Token { kind, glue, start, end, folded: (from, self.folded.len()) });
    }

    pub(super) fn get(&self, at: usize) -> Option<&Token> {
        self.list.get(at)
    }

    pub(super) fn kind(&self, at: usize) -> Option<Kind> {
        self.list.get(at).map(|token| token.kind)
    }

    pub(super) fn glue(&self, at: usize) -> Option<Glue> {
        self.list.get(at).map(|token| token.glue)
    }

    /// The folded words from one token to before another, without the first `skip` bytes.
    pub(super) fn words(&self, from: usize, to: usize, skip: usize) -> Option<&str> {
        let (start, end) =
            (self.list.get(from)?.folded.0, self.list.get(to.checked_sub(1)?)?.folded.1);
        self.folded.get(start + skip..end)
    }

    /// Two capitals in a text that has other letters are an acronym: "UN" is not the French "un".
    pub(super) fn is_acronym(&self, at: usize) -> bool {
        self.has_lowercase
            && self
                .list
                .get(at)
                .and_then(|token| self.text.get(token.start..token.end))
                .is_some_and(|word| {
                    word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_uppercase())
                })
    }
}

/// The value of a decimal digit: ASCII, Arabic, Persian, full width.
pub(super) fn digit(letter: char) -> Option<u64> {
    let value = match letter {
        '0'..='9' => u32::from(letter) - u32::from('0'),
        '٠'..='٩' => u32::from(letter) - u32::from('٠'),
        '۰'..='۹' => u32::from(letter) - u32::from('۰'),
        '０'..='９' => u32::from(letter) - u32::from('０'),
        _ => return None,
    };
    Some(u64::from(value))
}

fn is_dash(letter: char) -> bool {
    matches!(letter, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '־')
}

fn is_sign(letter: char) -> bool {
    matches!(
        letter,
        '<' | '>'
            | '='
            | '≥'
            | '≤'
            | '~'
            | '≈'
            | '+'
            | '%'
            | '/'
            | '#'
            | '°'
            | ','
            | ';'
            | '×'
            | '٪'
            | '$'
            | '€'
    )
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || is_inner(letter)
}

/// Marks that stand inside words: vowel signs, joiners.
fn is_inner(letter: char) -> bool {
    unicode_normalization::char::is_combining_mark(letter)
        || matches!(letter, 'ـ' | '\u{200c}' | '\u{200d}' | '\u{ad}')
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | 'ʼ' | '‘' | '`' | '´')
}

fn word_end(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    let mut letters = rest.char_indices().peekable();
    let mut length = 0;
    while let Some((at, letter)) = letters.next() {
        if is_apostrophe(letter) {
            // The French article and preposition end at theirs: "plus d'une".
            let elided = matches!(rest.get(..at), Some("d" | "D" | "l" | "L"));
            let inside = letters.peek().is_some_and(|(_, next)| is_word(*next));
            if elided || !inside {
                return start + at;
            }
        } else if !is_word(letter) {
            return start + at;
        }
        length = at + letter.len_utf8();
    }
    start + length
}

/// The number whose digits begin at a byte, and where it ends.
fn number(text: &str, start: usize) -> (Kind, usize) {
    let mut groups = Groups::default();
    let mut at = start;
    let rest = |at: usize| text.get(at..).unwrap_or_default();
    loop {
        let (mut length, mut digits) = (0, 0);
        for letter in rest(at).chars() {
            let Some(value) = digit(letter) else { break };
            groups.push(value);
            digits += 1;
            length += letter.len_utf8();
        }
        groups.close(digits);
        at += length;
        let mut next = rest(at).chars();
        match (next.next(), next.next()) {
            (Some(separator), Some(after)) if is_separator(separator) && digit(after).is_some() => {
                // A narrow space separates thousands only.
                if separator.is_whitespace() && !thousand_follows(rest(at + separator.len_utf8())) {
                    return (groups.kind(), at);
                }
                groups.separators.push(separator);
                at += separator.len_utf8();
            }
            _ => return (groups.kind(), at),
        }
    }
}

fn thousand_follows(rest: &str) -> bool {
    rest.chars().take_while(|letter| digit(*letter).is_some()).count() == 3
}

fn is_separator(letter: char) -> bool {
    matches!(letter, ',' | '.' | '\'' | '’' | '٬' | '٫' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

/// Digits in groups, as they are read.
#[derive(Default)]
struct Groups {
    value: Option<u64>,
    overflow: bool,
    lengths: Vec<usize>,
    separators: String,
    last: u64,
}

impl Groups {
    fn push(&mut self, digit: u64) {
        let value =
            self.value.unwrap_or(0).checked_mul(10).and_then(|tens| tens.checked_add(digit));
        self.overflow |= value.is_none();
        self.value = Some(value.unwrap_or(0));
        self.last = if self.separators.is_empty() { 0 } else { self.last + digit };
    }

    fn close(&mut self, digits: usize) {
        self.lengths.push(digits);
    }

    fn kind(&self) -> Kind {
        let whole =
            if self.overflow { Kind::TooLarge } else { Kind::Number(self.value.unwrap_or(0)) };
        let Some(first) = self.separators.chars().next() else { return whole };
        let (Some((head, tail)), one) = (self.lengths.split_first(), self.lengths.len() == 2)
        else {
            return whole;
        };
        let thousands = first != '٫'
            && self.separators.chars().all(|separator| separator == first)
            && (1..=3).contains(head)
            && tail.iter().all(|length| *length == 3);
        match (thousands, first) {
            // English thousandths, or a continental thousand.
            (true, '.') if one => Kind::Unclear,
            (true, _) => whole,
            (false, '.' | ',' | '٫') if one => {
                let places = tail.first().and_then(|places| u32::try_from(*places).ok());
                match (self.value, places) {
                    // `5.0` is what tables write for 5.
                    (Some(value), Some(places @ 1..=3))
                        if self.last == 0 && !self.overflow && first == '.' =>
                    {
                        Kind::Number(value / 10_u64.pow(places))
                    }
                    (Some(digits), Some(places)) if !self.overflow => {
                        Kind::Fraction { digits, places }
                    }
                    _ => Kind::TooLarge,
                }
            }
            (false, _) => Kind::Unclear,
        }
    }
}
