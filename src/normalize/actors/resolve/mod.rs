//! From a phrase to the actor it names.

mod brackets;
mod described;
mod lists;
mod named;
mod outlet;
mod spelt;
mod vague;

use super::chunk::Chunk;
use super::facts::Facts;
use super::pick::Picked;
use super::tokens::{Tokens, key};
use super::{ActorContext, ActorMatch, ActorRole, Actors, MatchKind};
use crate::text::beginning;

impl Actors {
    /// What one name or description stands for.
    ///
    /// The speaker's name may come with rank, office and organisation, in any of the languages in
    /// which news is relayed. Of several actors the first is taken; see
    /// [`resolve_all`](Self::resolve_all) for lists.
    ///
    /// An unnamed official of an organ is the organ, or the state where no organ is named. Unnamed
    /// sources ("Iraqi security sources") are an entry of their own with the role
    /// [`UnnamedSource`](ActorRole::UnnamedSource), never the state. Words for armed people in
    /// general ("militants", "gunmen") are one entry without a side that is compatible with every
    /// group. An organ without a nationality ("the interior ministry") is that of the country at
    /// hand.
    ///
    /// # Examples
    ///
    /// ```
    /// use corroborate::normalize::actors::{ActorContext, Actors, MatchKind};
    ///
    /// let actors = Actors::shipped();
    /// let name = |phrase, country| {
    ///     let context = ActorContext { country, ..ActorContext::default() };
    ///     actors.resolve(phrase, &context).id.map(|id| &*actors.actor(id).name)
    /// };
    /// assert_eq!(name("Der Islamische Widerstand im Irak", None), Some("Islamic Resistance in Iraq"));
    /// assert_eq!(name("مسؤول دفاعي أميركي", None), Some("US Department of Defense"));
    /// assert_eq!(name("the coalition", Some("SY")), Some("CJTF-OIR"));
    /// assert_eq!(name("the coalition", Some("YE")), Some("Saudi-led coalition"));
    /// assert_eq!(name("the coalition", None), None);
    /// ```
    #[must_use]
    pub fn resolve(&self, phrase: &str, context: &ActorContext<'_>) -> ActorMatch {
        let phrase = beginning(phrase);
        let tokens = Tokens::new(phrase);
        if let Some(found) = self.whole(&tokens, context) {
            return found;
        }
        // "PRC (China)" is one name of a state.
        if self.senses.get(tokens.all()).is_some_and(|sense| !sense.nations.is_empty()) {
            return self.read_text(phrase, context);
        }
        let mut found = self.resolve_parts(phrase, context);
        // "US and UK forces": of several, the first; but a coalition covers its members.
        let role = found.id.and_then(|id| self.get(id)).map(|actor| actor.role);
        if self.is_somebody(&found)
            && role != Some(ActorRole::Coalition)
            && let [first, _, ..] = self.listed(&tokens, context)[..]
        {
            found.id = Some(first);
        }
        found
    }

    /// Whether the match is an actor that can be told apart from others.
    fn is_somebody(&self, found: &ActorMatch) -> bool {
        found
            .id
            .and_then(|id| self.get(id))
            .is_some_and(|actor| !actor.generic && actor.role != ActorRole::UnnamedSource)
    }

    /// The phrase as one name.
    fn whole(&self, tokens: &Tokens, context: &ActorContext<'_>) -> Option<ActorMatch> {
        let sense = self.senses.get(tokens.all())?;
        let picked = self.pick(sense, None, context)?;
        let how = match picked {
            Picked::One(id)
                if self.get(id).is_some_and(|actor| key(&actor.name) == tokens.all()) =>
            {
                MatchKind::Exact
            }
            _ => MatchKind::Alias,
        };
        Some(self.matched(picked, how, false))
    }

    fn matched(&self, picked: Picked, how: MatchKind, unnamed: bool) -> ActorMatch {
        let (id, candidates) = match picked {
            Picked::One(id) => (Some(id), Vec::new()),
            Picked::Many(candidates) => (None, candidates),
        };
        let class = id
            .and_then(|id| self.get(id))
            .is_some_and(|actor| actor.role == ActorRole::UnnamedSource);
        ActorMatch { id, candidates, how, nearest: None, unnamed: unnamed || class }
    }

    fn read_text(&self, text: &str, context: &ActorContext<'_>) -> ActorMatch {
        let tokens = Tokens::new(text);
        let chunks = self.chunks(&tokens);
        let chunks: Vec<&Chunk<'_>> = chunks.iter().collect();
        self.read(&tokens, &chunks, context)
    }

    fn read(
        &self,
        tokens: &Tokens,
        chunks: &[&Chunk<'_>],
        context: &ActorContext<'_>,
    ) -> ActorMatch {
        let facts = Facts::new(self, tokens, chunks, context);
        let text = match (chunks.first(), chunks.last()) {
            (Some(first), Some(last)) => tokens.row(first.from, last.to),
            _ => "",
        };
        if facts.unknown > 0
            && !facts.titled()
            && let Some(id) = self.similar().same_skeleton(text)
        {
            return self.matched(Picked::One(id), MatchKind::Skeleton, false);
        }
        // "American Military News" is not the military.
        let newspaper = chunks.last().is_some_and(|last| last.is_unknown() && !facts.has_newsroom);
        let first = if newspaper { Self::outlet(&facts, tokens, chunks) } else { None };
        first
            .or_else(|| self.named(&facts, context))
            .or_else(|| Self::outlet(&facts, tokens, chunks))
            .or_else(|| self.described(&facts, context))
            .or_else(|| self.spelt_otherwise(&facts, tokens, chunks))
            .or_else(|| self.vague(&facts))
            .unwrap_or_else(|| self.unknown(text, context))
    }
}
