//! How the names of a phrase hang together, and with the words around them.

use super::mention::{Context, Mention};
use super::phrase::{Gap, Phrase};
use super::vocabulary::Class;

/// Whether a class occurs in a stretch of the phrase.
pub(super) fn has(phrase: &Phrase, from: usize, to: usize, class: Class) -> bool {
    let to = to.min(phrase.tokens.len());
    phrase
        .tokens
        .get(from..to)
        .is_some_and(|tokens| tokens.iter().any(|token| token.class == class))
}

/// "Erbil’s": what follows lies in or at it.
pub(super) fn owns(phrase: &Phrase, mention: &Mention) -> bool {
    mention
        .end
        .checked_sub(1)
        .and_then(|last| phrase.tokens.get(last))
        .is_some_and(|token| token.possessive)
}

/// Whether a name tells where, not whose: adjectives before facilities tell whose.
pub(super) fn says_where(phrase: &Phrase, mention: &Mention, context: &Context) -> bool {
    if !mention.adjective {
        return true;
    }
    let next = phrase.tokens.get(mention.end).map(|token| token.class);
    context.country.is_none()
        && !matches!(next, Some(Class::Facility(_) | Class::Modifier | Class::Name))
}

/// Whether a word before a settlement says that the place is meant.
pub(super) fn says_place(phrase: &Phrase, mention: &Mention) -> bool {
    let before = phrase.tokens.get(..mention.start).unwrap_or_default();
    let word = before
        .iter()
        .rev()
        .find(|token| !token.word.skeleton.is_empty() || token.class == Class::In);
    let after = phrase.tokens.get(mention.end).map(|token| token.class);
    word.is_some_and(|token| {
        matches!(token.class, Class::In | Class::Near | Class::Side(_) | Class::Level(_))
    }) || before.iter().rev().take(3).any(|token| matches!(token.class, Class::Level(_)))
        || matches!(after, Some(Class::Level(_) | Class::Facility(_)))
}

/// Whether two names are items of a list, not one a part of what is said of the other.
pub(super) fn joined(
    phrase: &Phrase,
    before: &Mention,
    mention: &Mention,
    next: Option<&Mention>,
) -> bool {
    let between = phrase.tokens.get(before.end..=mention.start).unwrap_or_default();
    let Some((first, words)) = between.split_last() else { return false };
    let gap = |gap: Gap| between.iter().any(|token| token.gap == gap);
    let and = first.and || words.iter().any(|token| token.class == Class::And || token.and);
    let comma_list = gap(Gap::Comma)
        && words.iter().all(|token| token.word.skeleton.is_empty())
        && next.is_some_and(|next| {
            let after = phrase.tokens.get(mention.end..=next.start).unwrap_or_default();
            after
                .iter()
                .any(|token| token.class == Class::And || token.and || token.gap == Gap::Comma)
        });
    let to = words.iter().any(|token| matches!(token.class, Class::To | Class::Toward));
    gap(Gap::Semicolon) || and || comma_list || to
}

/// Whether a comma before "and" sets the name apart from the one before it.
pub(super) fn starts_an_item(phrase: &Phrase, before: &Mention, mention: &Mention) -> bool {
    let between = phrase.tokens.get(before.end..=mention.start).unwrap_or_default();
    between.iter().any(|token| {
        token.gap == Gap::Semicolon || token.gap == Gap::Comma && token.class == Class::And
    })
}
