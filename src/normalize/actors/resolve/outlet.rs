//! Newsrooms that no file knows, by what newsrooms are called.

use super::super::chunk::Chunk;
use super::super::facts::Facts;
use super::super::tokens::Tokens;
use super::super::{ActorMatch, Actors, MatchKind};

impl Actors {
    /// A newsroom that no file knows, by a name such as newsrooms have: "Arab News". It is nobody
    /// that could be taken for another, and surely not the state or army in its name.
    pub(super) fn outlet(
        facts: &Facts<'_>,
        tokens: &Tokens,
        chunks: &[&Chunk<'_>],
    ) -> Option<ActorMatch> {
        let (first, last) = (chunks.first()?, chunks.last()?);
        // "Iraqi state television" is described, not named.
        if facts.titled() || last.to - first.from < 2 || facts.unknown == 0 {
            return None;
        }
        let ends = [tokens.row(last.to - 1, last.to), tokens.row(first.from, first.from + 1)];
        let named = is_outlet_word(ends[0]) || LEADING_OUTLET_WORDS.contains(&ends[1]);
        named.then(|| ActorMatch {
            id: None,
            candidates: Vec::new(),
            how: MatchKind::Generic,
            nearest: None,
            unnamed: false,
        })
    }
}

/// Words with which the names of newsrooms end.
fn is_outlet_word(word: &str) -> bool {
    const WORDS: [&str; 34] = [
        "news",
        "times",
        "herald",
        "post",
        "tribune",
        "gazette",
        "telegraph",
        "chronicle",
        "observer",
        "today",
        "daily",
        "weekly",
        "journal",
        "magazine",
        "newspaper",
        "newsroom",
        "tv",
        "television",
        "radio",
        "fm",
        "press",
        "media",
        "com",
        "net",
        "org",
        "wire",
        "newswire",
        "review",
        "examiner",
        "bulletin",
        "podcast",
        "blog",
        "website",
        "agency",
    ];
    WORDS.contains(&word)
}

/// Words with which they start.
const LEADING_OUTLET_WORDS: [&str; 6] = ["daily", "radio", "tv", "telewizja", "diario", "journal"];
