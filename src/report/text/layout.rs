//! Lines of a terminal: wrapped, indented, aligned by the width that letters have on the screen.

use std::fmt;

use anstyle::Style;
use unicode_width::UnicodeWidthStr;

use crate::report::clean::{END_ISOLATE, ISOLATE};

/// Writes lines of a given width.
pub(super) struct Layout<'w, W: ?Sized> {
    out: &'w mut W,
    width: usize,
    colored: bool,
}

impl<'w, W: fmt::Write + ?Sized> Layout<'w, W> {
    pub(super) fn new(out: &'w mut W, width: usize, colored: bool) -> Self {
        Self { out, width, colored }
    }

    pub(super) fn blank(&mut self) -> fmt::Result {
        self.out.write_char('\n')
    }

    pub(super) fn rule(&mut self) -> fmt::Result {
        writeln!(self.out, "{}", "─".repeat(self.width))
    }

    /// One line in a style, not wrapped.
    pub(super) fn styled(&mut self, style: Style, text: &str) -> fmt::Result {
        if self.colored {
            writeln!(self.out, "{style}{text}{style:#}")
        } else {
            writeln!(self.out, "{text}")
        }
    }

    /// A paragraph in a style, each line styled on its own.
    pub(super) fn styled_wrapped(&mut self, style: Style, text: &str) -> fmt::Result {
        for line in wrap(text, self.width, self.width) {
            self.styled(style, &line)?;
        }
        Ok(())
    }

    /// A heading after a blank line.
    pub(super) fn section(&mut self, style: Style, heading: &str) -> fmt::Result {
        self.blank()?;
        self.styled(style, heading)
    }

    /// A label, and a text that starts in a fixed column and hangs there.
    pub(super) fn labeled(&mut self, label: &str, column: usize, text: &str) -> fmt::Result {
        let gap = column.saturating_sub(label.width()).max(1);
        let room = self.width.saturating_sub(column);
        for (count, line) in wrap(text, room, room).into_iter().enumerate() {
            if count == 0 {
                writeln!(self.out, "{label}{}{line}", " ".repeat(gap))?;
            } else {
                writeln!(self.out, "{}{line}", " ".repeat(column))?;
            }
        }
        Ok(())
    }

    /// A paragraph whose first line is indented by `first` columns and the others by `rest`.
    pub(super) fn wrapped(&mut self, first: usize, rest: usize, text: &str) -> fmt::Result {
        let rooms = (self.width.saturating_sub(first), self.width.saturating_sub(rest));
        for (count, line) in wrap(text, rooms.0, rooms.1).into_iter().enumerate() {
            let indent = if count == 0 { first } else { rest };
            writeln!(self.out, "{}{line}", " ".repeat(indent))?;
        }
        Ok(())
    }

    /// Tables of counts side by side, each with its heading; below each other where the width does
    /// not take them.
    pub(super) fn tables(
        &mut self,
        indent: usize,
        tables: &[(&str, Vec<(String, u64)>)],
    ) -> fmt::Result {
        let blocks: Vec<Vec<String>> = tables
            .iter()
            .filter(|(_, rows)| !rows.is_empty())
            .map(|(heading, rows)| {
                let names = rows.iter().map(|(name, _)| name.width()).max().unwrap_or(0);
                let digits = rows.iter().map(|(_, n)| n.to_string().len()).max().unwrap_or(0);
                let line = |(name, count): &(String, u64)| {
                    format!("{}  {count:>digits$}", super::pad(name, names))
                };
                std::iter::once((*heading).to_owned()).chain(rows.iter().map(line)).collect()
            })
            .collect();
        if blocks.is_empty() {
            return Ok(());
        }
        self.blank()?;
        let widths: Vec<usize> = blocks
            .iter()
            .map(|block| block.iter().map(|line| line.width()).max().unwrap_or(0))
            .collect();
        let gaps = 4 * blocks.len().saturating_sub(1);
        if indent + widths.iter().sum::<usize>() + gaps > self.width {
            for block in &blocks {
                for line in block {
                    writeln!(self.out, "{}{line}", " ".repeat(indent))?;
                }
            }
            return Ok(());
        }
        let height = blocks.iter().map(Vec::len).max().unwrap_or(0);
        for row in 0..height {
            let mut line = " ".repeat(indent);
            for (block, width) in blocks.iter().zip(&widths) {
                line.push_str(&super::pad(block.get(row).map_or("", String::as_str), width + 4));
            }
            writeln!(self.out, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

/// Breaks a text at spaces into lines of at most `first` columns, then `rest`. A longer word has a
/// line of its own. Runs of spaces inside of a line stay, for alignment.
///
/// An isolate that a break falls into is closed before it and opened again after it: the direction
/// of a terminal's line does not reach into the next.
fn wrap(text: &str, first: usize, rest: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut width = 0;
    let mut open = 0_usize;
    let mut gap = 0;
    for (count, word) in text.split(' ').enumerate() {
        if count > 0 {
            gap += 1;
        }
        if word.is_empty() {
            continue;
        }
        let room = if lines.is_empty() { first } else { rest };
        let word_width = word.width();
        if width > 0 && width + gap + word_width > room {
            line.extend(std::iter::repeat_n(END_ISOLATE, open));
            lines.push(std::mem::take(&mut line));
            line.extend(std::iter::repeat_n(ISOLATE, open));
            width = 0;
        } else if width > 0 {
            line.extend(std::iter::repeat_n(' ', gap));
            width += gap;
        }
        gap = 0;
        line.push_str(word);
        width += word_width;
        for letter in word.chars() {
            match letter {
                ISOLATE => open += 1,
                END_ISOLATE => open = open.saturating_sub(1),
                _ => {}
            }
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_break_at_spaces() {
        assert_eq!(wrap("one two three", 7, 5), ["one two", "three"]);
        assert_eq!(wrap("a  b", 10, 10), ["a  b"]);
        assert_eq!(wrap("abcdefgh ij", 4, 4), ["abcdefgh", "ij"]);
        assert!(wrap("", 4, 4).is_empty());
    }

    #[test]
    fn a_break_closes_an_isolate_and_opens_it_again() {
        assert_eq!(
            wrap("\u{2068}عين الأسد\u{2069} x", 5, 8),
            ["\u{2068}عين\u{2069}", "\u{2068}الأسد\u{2069} x"]
        );
    }

    proptest! {
        #[test]
        fn no_word_is_lost_and_no_line_is_too_long(text in "[a-z ]{0,80}", width in 1_usize..30) {
            let lines = wrap(&text, width, width);
            let words: Vec<&str> = lines.iter().flat_map(|line| line.split_whitespace()).collect();
            prop_assert_eq!(words, text.split_whitespace().collect::<Vec<_>>());
            for line in lines {
                prop_assert!(line.width() <= width || !line.contains(' '));
            }
        }
    }
}
