//! Strings of the input, made fit to be shown.
//!
//! A name or a quotation may hold anything: escape sequences that move a terminal's cursor, controls
//! that turn the direction of all that follows, line breaks that break a table. [`line`] takes them
//! out, [`isolated`] keeps right-to-left text from reordering its neighbours.

use std::borrow::Cow;
use std::fmt::Write;

/// Opens an isolate whose direction is that of its first strong letter (U+2068).
pub(super) const ISOLATE: char = '\u{2068}';
/// Closes an isolate (U+2069).
pub(super) const END_ISOLATE: char = '\u{2069}';

/// The longest string of the input that is shown in one piece, in characters.
const MAX_CHARS: usize = 400;
/// The longest sentence that is shown. The account makes it of several strings.
const MAX_PROSE_CHARS: usize = 4000;

/// Whether a character acts on the display instead of being shown: controls (C0 and C1), the bidi
/// embeddings, overrides, isolates and marks, line and paragraph separators, the byte order mark,
/// interlinear annotation, and the invisible tag characters.
pub(super) const fn is_active(letter: char) -> bool {
    matches!(
        letter,
        '\0'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{61c}'
            | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}'
    )
}

/// One line of text: white space becomes single spaces, active characters go, and what is longer
/// than any reader wants is cut.
pub(super) fn line(text: &str) -> Cow<'_, str> {
    line_of(text, MAX_CHARS)
}

fn line_of(text: &str, most: usize) -> Cow<'_, str> {
    let odd = |letter: char| is_active(letter) || letter.is_whitespace() && letter != ' ';
    let spaced = text.contains("  ") || text.starts_with(' ') || text.ends_with(' ');
    if text.len() <= most && !spaced && !text.chars().any(odd) {
        return Cow::Borrowed(text);
    }
    let mut cleaned = String::with_capacity(text.len().min(4 * most));
    let mut gap = false;
    let mut count = 0;
    for letter in text.chars() {
        if letter.is_whitespace() {
            gap = !cleaned.is_empty();
            continue;
        }
        if is_active(letter) {
            continue;
        }
        if count + usize::from(gap) >= most {
            cleaned.push('…');
            break;
        }
        if std::mem::take(&mut gap) {
            cleaned.push(' ');
            count += 1;
        }
        cleaned.push(letter);
        count += 1;
    }
    Cow::Owned(cleaned)
}

/// The first words of a text, with an ellipsis where more were there.
pub(super) fn first_words(text: &str, words: usize) -> String {
    let text = line(text);
    let mut shown = String::new();
    for (count, word) in text.split(' ').enumerate() {
        if count >= words {
            shown.push_str(" …");
            break;
        }
        if count > 0 {
            shown.push(' ');
        }
        shown.push_str(word);
    }
    shown
}

/// Whether a text has letters that are written from right to left.
fn has_right_to_left(text: &str) -> bool {
    text.contains(is_right_to_left)
}

fn is_right_to_left(letter: char) -> bool {
    matches!(
        letter,
        '\u{590}'..='\u{8ff}'
            | '\u{fb1d}'..='\u{fdff}'
            | '\u{fe70}'..='\u{fefc}'
            | '\u{10800}'..='\u{10fff}'
            | '\u{1e800}'..='\u{1efff}'
    )
}

/// The text as [`line`] gives it, in an isolate of its own where it runs from right to left.
pub(super) fn isolated(text: &str) -> Cow<'_, str> {
    isolate(line(text))
}

/// A sentence of the account, which may be made of several strings of the input: as [`line`], only
/// longer, and with every run of right-to-left text in an isolate of its own. One isolate around all
/// would turn what is ours with it: a date behind an Arabic name would be read from its day.
pub(super) fn prose(text: &str) -> Cow<'_, str> {
    let text = line_of(text, MAX_PROSE_CHARS);
    if !has_right_to_left(&text) {
        return text;
    }
    let mut isolated = String::with_capacity(text.len() + 16);
    let mut rest = &*text;
    while let Some(start) = rest.find(is_right_to_left) {
        let (before, from) = rest.split_at(start);
        isolated.push_str(before);
        // Numbers and brackets belong to the run where it goes on behind them.
        let ends = |letter: char| letter.is_ascii_alphabetic() || ";:,·→|".contains(letter);
        let run = from.get(..from.find(ends).unwrap_or(from.len())).unwrap_or(from);
        let last = run.char_indices().rfind(|(_, letter)| is_right_to_left(*letter));
        let end = last.map_or(run.len(), |(at, letter)| at + letter.len_utf8());
        let (run, after) = from.split_at(end);
        isolated.push(ISOLATE);
        isolated.push_str(run);
        isolated.push(END_ISOLATE);
        rest = after;
    }
    isolated.push_str(rest);
    Cow::Owned(isolated)
}

fn isolate(text: Cow<'_, str>) -> Cow<'_, str> {
    if has_right_to_left(&text) {
        Cow::Owned(format!("{ISOLATE}{text}{END_ISOLATE}"))
    } else {
        text
    }
}

/// The address, if it is one that a reader may be sent to: `http` or `https`, without white space.
/// Everything that could end an attribute or a Markdown link is percent-encoded.
pub(super) fn web_address(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let web = ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
    if !web || rest.is_empty() {
        return None;
    }
    let mut address = String::with_capacity(url.len());
    for letter in url.chars() {
        if is_active(letter) || letter.is_whitespace() {
            return None;
        }
        match letter {
            '"' | '\'' | '<' | '>' | '`' | '(' | ')' | '[' | ']' | '\\' | '{' | '}' | '|' | '^' => {
                _ = write!(address, "%{:02X}", u32::from(letter));
            }
            _ => address.push(letter),
        }
    }
    Some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_runs_from_right_to_left_is_isolated_in_a_sentence() {
        assert_eq!(
            prose("قصف, أربيل, 2024-01-15"),
            "\u{2068}قصف\u{2069}, \u{2068}أربيل\u{2069}, 2024-01-15"
        );
        assert_eq!(
            prose("claimed: 5 صواريخ (122 ملم); 2"),
            "claimed: 5 \u{2068}صواريخ (122 ملم\u{2069}); 2"
        );
        assert_eq!(prose("no isolate"), "no isolate");
    }
    use proptest::prelude::*;

    #[test]
    fn terminal_escapes_lose_their_escape() {
        assert_eq!(line("red \u{1b}[31malert\u{7}\u{9b}2J"), "red [31malert2J");
    }

    #[test]
    fn direction_controls_go_and_letters_stay() {
        assert_eq!(line("abc\u{202e}gnp.exe\u{2069}"), "abcgnp.exe");
        assert_eq!(isolated("عين الأسد"), "\u{2068}عين الأسد\u{2069}");
        assert_eq!(isolated("Ain al-Asad"), "Ain al-Asad");
    }

    #[test]
    fn white_space_becomes_single_spaces() {
        assert_eq!(line("  a\r\n\tb  c "), "a b c");
    }

    #[test]
    fn enormous_texts_are_cut() {
        assert_eq!(line(&"x".repeat(1_000_000)).chars().count(), MAX_CHARS + 1);
        assert!(line(&"x ".repeat(MAX_CHARS)).chars().count() <= MAX_CHARS + 1);
        assert_eq!(prose(&"x".repeat(1_000)).len(), 1_000);
        assert_eq!(first_words("one two three", 2), "one two …");
        assert_eq!(first_words("one two", 2), "one two");
    }

    #[test]
    fn only_web_addresses_are_linked() {
        assert_eq!(web_address("javascript:alert(1)"), None);
        assert_eq!(web_address("data:text/html,x"), None);
        assert_eq!(web_address("https://a.example/ b"), None);
        assert_eq!(
            web_address("HTTPS://a.example/\"><b>(c)").as_deref(),
            Some("HTTPS://a.example/%22%3E%3Cb%3E%28c%29")
        );
        assert_eq!(web_address("http://é.example").as_deref(), Some("http://é.example"));
    }

    proptest! {
        #[test]
        fn no_active_character_is_left(text in any::<String>()) {
            let shown = line(&text);
            prop_assert!(!shown.chars().any(is_active));
            prop_assert_eq!(line(&shown), shown.as_ref());
        }
    }
}
