//! Known words that are but a part of a longer name, which is not known.

use super::chunk::{Chunk, Meaning};
use super::tokens::Tokens;
use super::words::{Class, Organ};

/// Which part of a longer name something known is.
#[derive(Copy, Clone, Eq, PartialEq, Debug)]
pub(super) enum Part {
    /// All that a person is called before the last name, or a ship.
    First,
    /// What whose name stands before it or, with "of", after it: "Pa-O National Liberation Army",
    /// "Ministry of Defence of Ruritania".
    Owned,
}

/// Which part of an unknown name a chunk is, if it is one.
pub(super) fn part_of_name(tokens: &Tokens, chunks: &[&Chunk<'_>], at: usize) -> Option<Part> {
    let chunk = chunks.get(at)?;
    let first = match chunk.meaning {
        Meaning::Capital(_) => is_first_name(tokens, chunks, at) || is_ship(tokens, chunks, at),
        Meaning::Actor(_) => is_initials(tokens, chunks, at),
        _ => false,
    };
    if first {
        return Some(Part::First);
    }
    let owned = match chunk.meaning {
        Meaning::Actor(_) => follows_a_name(tokens, chunks, at),
        Meaning::Class(Class::Organ(organ)) if organ.is_national() => {
            follows_a_name(tokens, chunks, at) || is_of_a_name(tokens, chunks, at)
        }
        _ => false,
    };
    owned.then_some(Part::Owned)
}

/// The chunk right before another, if nothing parts the two.
pub(super) fn right_before<'c, 'a>(
    tokens: &Tokens,
    chunks: &'c [&'c Chunk<'a>],
    at: usize,
) -> Option<&'c Chunk<'a>> {
    let joined = chunks.get(at).filter(|chunk| !tokens.parted(chunk.from));
    joined.and_then(|_| chunks.get(at.checked_sub(1)?).copied())
}

/// The chunk right after another, if nothing parts the two.
fn right_after<'c, 'a>(
    tokens: &Tokens,
    chunks: &'c [&'c Chunk<'a>],
    at: usize,
) -> Option<&'c Chunk<'a>> {
    chunks.get(at + 1).copied().filter(|next| !tokens.parted(next.from))
}

/// A word that is not known, written as names are.
fn is_name(tokens: &Tokens, chunk: &Chunk<'_>) -> bool {
    chunk.is_unknown() && tokens.named(chunk.from)
}

/// Whether a capital is a person's first name: "Colonel Sofia Qureshi", "Mayor London Breed".
fn is_first_name(tokens: &Tokens, chunks: &[&Chunk<'_>], at: usize) -> bool {
    let titled = right_before(tokens, chunks, at).is_some_and(|title| {
        (title.is_title() || title.is(Class::Organ(Organ::Local))) && !needs_no_of(tokens, title)
    });
    titled && right_after(tokens, chunks, at).is_some_and(|last| is_name(tokens, last))
}

/// Whether the name of an actor is but the first letters of a person's names: "Air Marshal AK
/// Bharti".
fn is_initials(tokens: &Tokens, chunks: &[&Chunk<'_>], at: usize) -> bool {
    const LONGEST: usize = 2;
    chunks.get(at).is_some_and(|chunk| tokens.row(chunk.from, chunk.to).len() <= LONGEST)
        && right_before(tokens, chunks, at).is_some_and(|title| title.is(Class::Rank))
        && right_after(tokens, chunks, at).is_some_and(|last| is_name(tokens, last))
}

/// Whether a ship is called after a capital: "the landing ship Minsk".
fn is_ship(tokens: &Tokens, chunks: &[&Chunk<'_>], at: usize) -> bool {
    right_before(tokens, chunks, at).is_some_and(|ship| ship.is(Class::Organ(Organ::Navy)))
}

/// Whether a name stands before the chunk, perhaps with words between that are names with it
/// ("Ruritanian People's Army"), and is not that of a person with a rank or title.
fn follows_a_name(tokens: &Tokens, chunks: &[&Chunk<'_>], at: usize) -> bool {
    let mut before = at;
    let mut named = false;
    while let Some(chunk) = right_before(tokens, chunks, before) {
        if chunk.is_unknown() {
            named |= tokens.named(chunk.from);
        } else if named || !tokens.named(chunk.from) || !chunk.is_attribute() {
            return named && !chunk.is_title();
        }
        before -= 1;
    }
    named
}

/// Whether one word that is a name follows the chunk with "of", where the country would stand.
/// Cities and provinces have a police and governors, and a minister's name follows his title.
fn is_of_a_name(tokens: &Tokens, chunks: &[&Chunk<'_>], at: usize) -> bool {
    let Some(chunk) = chunks.get(at) else { return false };
    let mut of = needs_no_of(tokens, chunk);
    let mut at = at;
    while let Some(next) = right_after(tokens, chunks, at) {
        at += 1;
        if next.is(Class::Filler) && GENITIVE.contains(&tokens.row(next.from, next.to)) {
            of = true;
            continue;
        }
        let ends = right_after(tokens, chunks, at).is_none_or(|next| !next.is_unknown());
        return of && ends && is_name(tokens, next);
    }
    false
}

/// Whether the word is of a language whose genitive needs no "of".
fn needs_no_of(tokens: &Tokens, chunk: &Chunk<'_>) -> bool {
    !tokens.row(chunk.from, chunk.to).is_ascii()
}

/// "Of", with and without an article.
const GENITIVE: [&str; 10] = ["of", "of the", "the", "de", "du", "del", "de la", "do", "da", "von"];
