//! Lines that stand in their files as the report writes them.

use std::hash::Hasher;
use std::sync::atomic::{AtomicU32, Ordering};

use rustc_hash::FxHasher;

use crate::model::Assertion;
use crate::report::compact;

/// Rows whose lines can be copied into the report. Which of them are known changes nothing but the work:
/// any other line is read, and written anew to the same bytes.
#[derive(Debug, Default)]
pub(super) struct Verbatim {
    /// The hash of the line of each row, so that a file that has changed since is noticed; 0 where the line
    /// is not known.
    known: Vec<AtomicU32>,
}

impl Verbatim {
    /// None of so many rows is known.
    pub(super) fn of(rows: usize) -> Self {
        Self { known: (0..rows).map(|_| AtomicU32::new(0)).collect() }
    }

    /// Compares a line with the form of what it says.
    pub(super) fn see(&self, row: usize, line: &[u8], said: &Assertion, form: &mut Vec<u8>) {
        let Some(known) = self.known.get(row) else { return };
        // Where there is a space, as most programs write it, the rest need not be looked at.
        if !line.starts_with(b"{\"id\":\"") {
            return;
        }
        form.clear();
        if compact::add(form, said).is_ok() && line == form {
            known.store(hash(line), Ordering::Relaxed);
        }
    }

    /// Whether the line of a row is known to be as the report writes it.
    pub(super) fn has(&self, row: usize) -> bool {
        self.hash(row) != 0
    }

    /// Whether a line is the one that was seen at a row.
    pub(super) fn is(&self, row: usize, line: &[u8]) -> bool {
        self.hash(row) == hash(line)
    }

    fn hash(&self, row: usize) -> u32 {
        self.known.get(row).map_or(0, |known| known.load(Ordering::Relaxed))
    }
}

/// Never 0.
fn hash(line: &[u8]) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(line);
    let half = (hasher.finish() >> 32) as u32;
    half.max(1)
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
            assert_eq!(rows.is(row, line.as_bytes()), rows.has(row));
            assert!(!rows.is(row, line.to_uppercase().as_bytes()));
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
