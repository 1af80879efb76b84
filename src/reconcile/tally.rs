//! Totals beside what was found in their scope.

use super::account::{TallyAccount, TallyVerdict};
use super::scope::{Digest, Scope, lies_in, on_one_line, on_one_side, same_means};
use crate::model::{Assertion, Quantity};
use crate::normalize::{Lexicons, Resolved};

/// Counts the events in the scope of a tally. `digests` are sorted by their start.
pub(super) fn tally(
    assertion: &Assertion,
    resolved: &Resolved,
    digests: &[Digest],
    lexicons: &Lexicons,
) -> TallyAccount {
    let Some(total) = assertion.total() else {
        return account(assertion, &Quantity::at_least(0), Vec::new());
    };
    let period = total.period.span(resolved.zone);
    let scope = Scope::of(resolved);
    let before_end =
        digests.partition_point(|digest| period.end.is_none_or(|end| digest.start() < end));
    let events = digests
        .iter()
        .take(before_end)
        .filter(|digest| digest.span.intersects(&period) && within(&scope, digest, lexicons))
        .map(|digest| digest.id.clone())
        .collect();
    account(assertion, &total.count, events)
}

fn within(scope: &Scope<'_>, digest: &Digest, lexicons: &Lexicons) -> bool {
    let (actors, gazetteer) = (lexicons.actors(), lexicons.gazetteer());
    // What an event does not say cannot put it out of the scope; where the actor is not said, the
    // target has to speak for it, or strikes by the other side would count.
    let by = on_one_line(actors, &scope.actors, &digest.actors);
    let against = on_one_side(actors, &scope.targets, &digest.targets);
    if by == Some(false) || against == Some(false) {
        return false;
    }
    // An attack on those who are counted as attackers, or by those who are counted as targets, is
    // the other side's.
    let turned = on_one_side(actors, &scope.targets, &digest.actors) == Some(true)
        || on_one_side(actors, &scope.actors, &digest.targets) == Some(true);
    if turned && against != Some(true) {
        return false;
    }
    if turned && by.is_none() && on_one_side(actors, &scope.targets, &digest.actors) == Some(true) {
        return false;
    }
    let inside =
        scope.places.and_then(|place| lies_in(gazetteer, place, &digest.places, &digest.countries));
    inside != Some(false)
        && same_means(lexicons.munitions(), scope.classes, digest.classes) != Some(false)
}

fn account(
    assertion: &Assertion,
    asserted: &Quantity,
    events: Vec<super::account::EventId>,
) -> TallyAccount {
    let found = events.len() as u64;
    let verdict = if asserted.contains(found) {
        TallyVerdict::Matches
    } else if found < asserted.min() {
        TallyVerdict::TooFewInData
    } else {
        TallyVerdict::MoreInData
    };
    let words = super::count::in_words(asserted);
    let explanation = match verdict {
        TallyVerdict::TooFewInData => format!("{found} of the {words} are in the data"),
        TallyVerdict::Matches => format!("{found} are in the data, {words} are asserted"),
        TallyVerdict::MoreInData => {
            format!("{found} are in the data, more than the {words} asserted")
        }
    };
    TallyAccount {
        assertion: assertion.id().clone(),
        asserted: words,
        found,
        verdict,
        explanation,
        events,
    }
}
