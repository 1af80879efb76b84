//! By another spelling of a name in the phrase.

use super::super::chunk::Chunk;
use super::super::facts::Facts;
use super::super::pick::Picked;
use super::super::similar::{Near, is_spelt_alike};
use super::super::tokens::Tokens;
use super::super::{ActorMatch, Actors, MatchKind};

/// From here on a merely similar name is taken for the known one.
const SAME_NAME: f64 = 0.88;

impl Actors {
    /// By another spelling of a name in it.
    pub(super) fn spelt_otherwise(
        &self,
        facts: &Facts<'_>,
        tokens: &Tokens,
        chunks: &[&Chunk<'_>],
    ) -> Option<ActorMatch> {
        if facts.unknown == 0 {
            return None;
        }
        let first = chunks.iter().position(|chunk| chunk.is_unknown())?;
        let last = chunks.iter().rposition(|chunk| chunk.is_unknown())?;
        let longest = chunks.len();
        // "Adil Dar of Jaish-i-Mohammad": whose man somebody is stands last.
        let of = (1..longest).rev().find(|at| {
            let before = |chunk: &&Chunk<'_>| tokens.row(chunk.from, chunk.to) == "of";
            chunks.get(at - 1).is_some_and(before)
        });
        let spans = [
            (0, longest - 1),
            (first, last),
            (first, (last + 1).min(longest - 1)),
            (first.saturating_sub(1), last),
            (of.unwrap_or(0), longest - 1),
        ];
        let tokens_in = |from: usize, to: usize| {
            chunks.get(to).map_or(0, |chunk| chunk.to)
                - chunks.get(from).map_or(0, |chunk| chunk.from)
        };
        let how = |id| {
            let kind = if facts.titled() { MatchKind::Title } else { MatchKind::Skeleton };
            self.matched(Picked::One(id), kind, facts.unnamed())
        };
        // One word of several is a person's name beside a title, or else alike by chance.
        let weighty = |from: usize, to: usize| {
            facts.titled() || to - from + 1 == longest || tokens_in(from, to) > 1
        };
        for (from, to) in spans.into_iter().filter(|(from, to)| weighty(*from, *to)) {
            let (Some(from), Some(to)) = (chunks.get(from), chunks.get(to)) else { continue };
            if let Some(id) = self.similar().same_skeleton(tokens.row(from.from, to.to)) {
                return Some(how(id));
            }
        }
        for (from, to) in spans.into_iter().take(2).filter(|(from, to)| weighty(*from, *to)) {
            let (Some(from), Some(to)) = (chunks.get(from), chunks.get(to)) else { continue };
            let text = tokens.row(from.from, to.to);
            let near = self.similar().nearest(text);
            let same =
                |near: &Near<'_>| near.likeness >= SAME_NAME && is_spelt_alike(text, near.name);
            if let Some(near) = near.filter(same) {
                let found = Picked::One(near.actor);
                return Some(self.matched(found, MatchKind::Similar, facts.unnamed()));
            }
        }
        None
    }
}
