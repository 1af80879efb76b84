//! Lines that stand in their files as the report writes them.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::model::Assertion;
use crate::report::compact;

/// Rows whose lines can be copied into the report. Which of them are known changes nothing but the work:
/// any other line is read, and written anew to the same bytes.
#[derive(Debug, Default)]
pub(super) struct Verbatim {
    /// A bit for each row.
    known: Vec<AtomicU64>,
}

impl Verbatim {
    /// None of so many rows is known.
    pub(super) fn of(rows: usize) -> Self {
        Self { known: (0..rows.div_ceil(64)).map(|_| AtomicU64::new(0)).collect() }
    }

    /// Compares a line with the form of what it says.
    pub(super) fn see(&self, row: usize, line: &[u8], said: &Assertion, form: &mut Vec<u8>) {
        // Where there is a space, as most programs write it, the rest need not be looked at.
        let Some(known) = self.known.get(row / 64) else { return };
        if !line.starts_with(b"{\"id\":\"") {
            return;
        }
        form.clear();
        if compact::add(form, said).is_ok() && line == form {
            known.fetch_or(1 << (row % 64), Ordering::Relaxed);
        }
    }

    /// Whether the line of a row is known to be as the report writes it.
    pub(super) fn has(&self, row: usize) -> bool {
        let known = self.known.get(row / 64).map_or(0, |known| known.load(Ordering::Relaxed));
        known & 1 << (row % 64) != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_known_that_would_be_written_as_they_are() {
        let rows = Verbatim::of(200);
        let mut form = Vec::new();
        let mut is_known = |row, line: &str| {
            let said = serde_json::from_str(line).unwrap();
            rows.see(row, line.as_bytes(), &said, &mut form);
            rows.has(row)
        };
        let line = r#"{"id":"a","kind":"report","source":{"name":"S"},"event":{"action":"x"}}"#;
        assert!(is_known(130, line));
        assert!(!is_known(131, &line.replace(':', ": ")));
        assert!(!is_known(131, &line.replace("\"S\"", "\"S\",\"named\":true")));
        // A mark that turns the direction around is written as an escape.
        assert!(!is_known(131, &line.replace("\"x\"", "\"\u{202e}x\"")));
        assert!(is_known(131, &line.replace("\"x\"", "\"\\u202ex\"")));
        // Rows that nobody asks about are not kept.
        assert!(!is_known(500, line));
    }
}
