//! One line for an event: what, where, when.

use std::borrow::Cow;

use super::finding::View;
use super::place::in_words;
use super::story::{Statement, Story};
use crate::model::Precision;

/// What happened, where and when, each in the words of the first speaker that says it: the claimant,
/// then the side that was hit, then the others. Nothing where nobody says anything of it.
pub(super) fn headline(story: &Story<'_>) -> Option<String> {
    // Statements come in the order of their ids, which stays among equals.
    let mut ordered: Vec<&Statement<'_>> = story.statements.iter().collect();
    ordered.sort_by_key(|statement| (statement.view, statement.assertion.kind()));
    let spoken = || ordered.iter().filter(|statement| statement.view != View::Silent);
    if !spoken().any(|statement| statement.assertion.event().is_some()) {
        return None;
    }
    let action = spoken()
        .find_map(|statement| statement.assertion.event()?.action.as_deref())
        .map(Cow::Borrowed)
        .or_else(|| {
            spoken().find_map(|statement| {
                let first = statement.assertion.event()?.munitions.first()?;
                Some(Cow::Owned(["attack with ", &first.kind].concat()))
            })
        })
        .unwrap_or(Cow::Borrowed("event"));
    let place = spoken()
        .find_map(|statement| Some(in_words(statement.assertion.event()?.place.as_ref()?)))
        .or_else(|| {
            let target =
                spoken().find_map(|statement| statement.assertion.event()?.targets.first());
            target.map(|target| Cow::Borrowed(target.as_str()))
        });
    // The finest day is enough for a headline; hours stand with their speakers.
    let time = spoken()
        .filter_map(|statement| {
            let time = statement.assertion.event()?.time?;
            Some((time.precision().min(Precision::Day), time))
        })
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
        .map(|(_, time)| {
            time.start()
                .filter(|point| {
                    time.precision() > Precision::Day
                        && !time.is_open()
                        && point.precision() > Precision::Day
                })
                .map_or_else(|| time.in_words(), |point| point.local().date().to_string())
        });
    let rest = [place.as_deref(), time.as_deref()];
    let length = rest.iter().flatten().map(|part| part.len() + 2).sum::<usize>();
    let mut headline = String::with_capacity(action.len() + length);
    let mut letters = action.chars();
    headline.extend(letters.next().into_iter().flat_map(char::to_uppercase));
    headline.push_str(letters.as_str());
    headline.extend(rest.into_iter().flatten().flat_map(|part| [", ", part]));
    Some(headline)
}
