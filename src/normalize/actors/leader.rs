//! Forces that are called after who leads them.

use super::Actors;
use super::chunk::{Chunk, Meaning};
use super::lexicon::Sense;
use super::part::right_before;
use super::tokens::Tokens;
use super::words::{Class, Organ};

/// Whom a last name means, where armed men are called after him.
pub(super) fn leader<'a>(
    lexicon: &'a Actors,
    tokens: &Tokens,
    chunks: &[&Chunk<'a>],
    at: usize,
) -> Option<&'a Sense> {
    let chunk = chunks.get(at).filter(|_| has_forces(tokens, chunks, at))?;
    lexicon.person_called(tokens.row(chunk.from, chunk.to))
}

/// Whether a word stands where the leader of armed men would: "Haftar's forces", "войска Хафтара",
/// "forces loyal to Haftar".
fn has_forces(tokens: &Tokens, chunks: &[&Chunk<'_>], at: usize) -> bool {
    let armed = |chunk: &Chunk<'_>| match chunk.meaning {
        Meaning::Class(class) => match class {
            Class::Group | Class::Backed => true,
            // An airbase may be called after anybody.
            Class::Thing => FORCES.contains(&tokens.row(chunk.from, chunk.to)),
            Class::Organ(organ) => matches!(organ, Organ::Military | Organ::SecurityForces),
            _ => false,
        },
        _ => false,
    };
    let Some(chunk) = chunks.get(at) else { return false };
    let around = |near: Option<&&Chunk<'_>>| near.is_some_and(|near| near.is_unknown());
    let next = chunks.get(at + 1).filter(|next| !tokens.parted(next.from));
    let before = chunks.get(..at).unwrap_or(&[]).iter().rev();
    // "General", "of".
    let mut before = before.skip_while(|chunk| chunk.is(Class::Rank) || chunk.is(Class::Filler));
    let before = before.next().filter(|_| !tokens.parted(chunk.from));
    // Of a name of several words, all would have to be known.
    if around(next) || around(right_before(tokens, chunks, at).as_ref()) {
        return false;
    }
    next.is_some_and(|next| armed(next)) || before.is_some_and(|before| armed(before))
}

/// Armed men, among the words for what an army has; folded.
const FORCES: [&str; 14] = [
    "forces",
    "force",
    "troops",
    "soldiers",
    "fuerzas",
    "tropas",
    "troupes",
    "truppen",
    "forze",
    "قوات",
    "القوات",
    "воиска",
    "силы",
    "віиська",
];
