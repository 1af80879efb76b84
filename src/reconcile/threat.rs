//! Threats and what followed.

use rustc_hash::FxHashMap;

use super::account::ThreatAccount;
use super::scope::{Digest, Digests, Scope, Traits, known, on_one_line, on_one_side};
use crate::model::Assertion;
use crate::normalize::actors::ActorId;
use crate::normalize::{Lexicons, Resolved};

/// How long after a threat an event still counts as following it: a month. Longer, and in a running
/// conflict everything follows everything.
const FOLLOWS_SECONDS: i64 = 30 * 24 * 3600;

/// By how much one local day can begin before another.
const ZONES_APART_SECONDS: i64 = 14 * 3600;

/// The actors and the targets of a threat.
type Parties = (Vec<ActorId>, Vec<ActorId>);

/// Holds threats against the events. Whether events of some kind follow a threat of some kind is found
/// once.
#[derive(Debug)]
pub(super) struct Threats<'d> {
    /// Sorted by their start.
    digests: &'d Digests,
    lexicons: &'d Lexicons,
    /// By the actors and the targets of a threat: whether the events of each kind fit, as far as that
    /// was asked.
    known: FxHashMap<Parties, Vec<Option<bool>>>,
}

impl<'d> Threats<'d> {
    /// Threats before these events, which are sorted by their start.
    pub(super) fn before(digests: &'d Digests, lexicons: &'d Lexicons) -> Self {
        Self { digests, lexicons, known: FxHashMap::default() }
    }

    /// The events after a threat by the threatened actor against the threatened target.
    pub(super) fn threat(&mut self, assertion: &Assertion, resolved: &Resolved) -> ThreatAccount {
        let mut scope = Scope::of(resolved);
        if scope.actors.is_empty() {
            // Who threatens without naming an actor threatens for itself.
            scope.actors.extend(known(&resolved.speaker));
        }
        // The threat was uttered at the latest at the end of the day of its publication; without one,
        // the threatened time begins after it.
        let uttered = match (resolved.published, resolved.time) {
            (Some(published), _) => published.end,
            (None, Some(time)) => time.start,
            (None, None) => None,
        };
        let Some(uttered) = uttered else {
            return account(assertion, Vec::new(), "it is not said when it was uttered");
        };
        // An event of the same day, when only days are said, may have come first; a day begins and ends
        // at other hours elsewhere, so that the middle of the event decides.
        let begin = resolved.published.and_then(|span| span.start).unwrap_or(uttered);
        let begin = begin.saturating_sub(ZONES_APART_SECONDS);
        let after =
            |digest: &&Digest| digest.span.midpoint().is_some_and(|middle| middle >= uttered);
        let Digests { events, traits, .. } = self.digests;
        let from = events.partition_point(|digest| digest.start() < begin);
        let key = (std::mem::take(&mut scope.actors), std::mem::take(&mut scope.targets));
        let lexicons = self.lexicons;
        let known = self.known.entry(key.clone()).or_insert_with(|| vec![None; traits.len()]);
        let mut fits = |digest: &&Digest| {
            let (Some(event), Some(known)) =
                (traits.get(digest.traits), known.get_mut(digest.traits))
            else {
                return false;
            };
            *known.get_or_insert_with(|| follows(&key.0, &key.1, event, lexicons))
        };
        let events: Vec<_> = events
            .iter()
            .skip(from)
            .take_while(|digest| digest.start() < uttered.saturating_add(FOLLOWS_SECONDS))
            .filter(|digest| after(digest) && fits(digest))
            .map(|digest| digest.id)
            .collect();
        let explanation = if events.is_empty() {
            "no event in the data follows within 30 days"
        } else {
            "by an actor on one line with the threat, against its target, within 30 days"
        };
        account(assertion, events, explanation)
    }
}

fn follows(actors: &[ActorId], targets: &[ActorId], event: &Traits, lexicons: &Lexicons) -> bool {
    let lexicon = lexicons.actors();
    on_one_line(lexicon, actors, &event.actors) == Some(true)
        && on_one_side(lexicon, targets, &event.targets) != Some(false)
}

fn account(
    assertion: &Assertion,
    followed_by: Vec<super::account::EventId>,
    explanation: &str,
) -> ThreatAccount {
    ThreatAccount {
        assertion: assertion.id().clone(),
        followed_by,
        explanation: explanation.to_owned(),
    }
}
