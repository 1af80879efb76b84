//! A phrase that names several actors.

use super::super::chunk::{Chunk, Meaning};
use super::super::tokens::Tokens;
use super::super::words::Class;
use super::super::{ActorContext, ActorId, Actors, MatchKind};
use crate::text::beginning;

impl Actors {
    /// The actors that a phrase names, in the order in which it names them, each once.
    ///
    /// # Examples
    ///
    /// ```
    /// use corroborate::normalize::actors::{ActorContext, Actors};
    ///
    /// let actors = Actors::shipped();
    /// let context = ActorContext { country: Some("IQ"), ..ActorContext::default() };
    /// let names = |phrase| -> Vec<&str> {
    ///     let ids = actors.resolve_all(phrase, &context);
    ///     ids.into_iter().map(|id| &*actors.actor(id).name).collect()
    /// };
    /// assert_eq!(names("US and coalition forces"), ["US forces", "CJTF-OIR"]);
    /// assert_eq!(names("Kata'ib Hizballah and affiliated groups"), ["Kata'ib Hezbollah"]);
    /// assert!(names("two F-15 fighter jets").is_empty());
    /// ```
    #[must_use]
    pub fn resolve_all(&self, phrase: &str, context: &ActorContext<'_>) -> Vec<ActorId> {
        let phrase = beginning(phrase);
        let tokens = Tokens::new(phrase);
        if let Some(found) = self.whole(&tokens, context) {
            return found.id.into_iter().collect();
        }
        let (mut ids, vague) = self.items(&tokens, context, true);
        if ids.is_empty() {
            // A name may hold a comma or an "and" that no alias has.
            let found = self.resolve_parts(phrase, context);
            ids.extend(found.id);
        }
        if ids.is_empty() {
            ids = vague;
        }
        each_once(&mut ids);
        ids
    }

    /// The actors that can be told apart in a phrase that joins several by "and"; none if it joins
    /// none.
    pub(super) fn listed(&self, tokens: &Tokens, context: &ActorContext<'_>) -> Vec<ActorId> {
        let (mut ids, _) = self.items(tokens, context, false);
        each_once(&mut ids);
        ids
    }

    /// The actors in the parts of a phrase, and those that are nobody in particular. Without
    /// `commas` only "and" parts it, and a phrase without one has no parts.
    fn items(
        &self,
        tokens: &Tokens,
        context: &ActorContext<'_>,
        commas: bool,
    ) -> (Vec<ActorId>, Vec<ActorId>) {
        let chunks = self.chunks(tokens);
        let (mut ids, mut vague) = (Vec::new(), Vec::new());
        if !commas && !chunks.iter().any(|chunk| chunk.is(Class::And)) {
            return (ids, vague);
        }
        let mut parts: Vec<Vec<&Chunk<'_>>> = vec![Vec::new()];
        for chunk in &chunks {
            let joint = chunk.is(Class::And);
            if joint || (commas && tokens.parted(chunk.from)) {
                parts.push(Vec::new());
            }
            if let (false, Some(part)) = (joint, parts.last_mut()) {
                part.push(chunk);
            }
        }
        let head = self.last_head(tokens);
        for (at, part) in parts.iter().enumerate() {
            // "US and coalition forces": what is said once, at the end, is meant of both.
            let mut part = part.clone();
            if part.iter().all(|chunk| chunk.is_nation() || chunk.is(Class::Filler)) {
                let last = parts.get(at + 1..).unwrap_or(&[]).iter().flatten();
                let heads = part.len();
                part.extend(last.filter(|chunk| chunk.is_head()));
                if heads == part.len() && at + 1 < parts.len() {
                    part.extend(&head);
                }
            }
            let found = self.read(tokens, &part, context);
            let list = if self.is_somebody(&found) { &mut ids } else { &mut vague };
            list.extend(found.id.filter(|_| found.how != MatchKind::Similar));
        }
        (ids, vague)
    }

    /// The last word of a phrase, where it says what a nationality is the nationality of, even
    /// if it is part of a name ("US and coalition forces").
    fn last_head<'a>(&'a self, tokens: &Tokens) -> Option<Chunk<'a>> {
        let last = tokens.len().checked_sub(1)?;
        let class = self.senses.get(tokens.row(last, tokens.len()))?.class?;
        let chunk = Chunk { meaning: Meaning::Class(class), from: last, to: tokens.len() };
        chunk.is_head().then_some(chunk)
    }
}

/// Keeps the first of each.
fn each_once(ids: &mut Vec<ActorId>) {
    let mut seen = Vec::new();
    ids.retain(|id| {
        !seen.contains(id) && {
            seen.push(*id);
            true
        }
    });
}
