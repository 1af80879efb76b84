//! One line for an event: what, where, when.

use super::finding::View;
use super::place::in_words;
use super::story::{Statement, Story};
use crate::model::Precision;

/// What happened, where and when, each in the words of the first speaker that says it: the claimant,
/// then the side that was hit, then the others.
pub(super) fn headline(story: &Story<'_>) -> String {
    let mut ordered: Vec<&Statement<'_>> = story.statements.iter().collect();
    ordered.sort_by_key(|statement| {
        (statement.view, statement.assertion.kind(), statement.assertion.id())
    });
    let spoken = || ordered.iter().filter(|statement| statement.view != View::Silent);
    let action = spoken()
        .find_map(|statement| statement.assertion.event()?.action.clone())
        .or_else(|| {
            spoken().find_map(|statement| {
                let first = statement.assertion.event()?.munitions.first()?;
                Some(format!("attack with {}", first.kind))
            })
        })
        .unwrap_or_else(|| "event".to_owned());
    let mut parts = vec![capitalized(&action)];
    let place = spoken()
        .find_map(|statement| Some(in_words(statement.assertion.event()?.place.as_ref()?)))
        .or_else(|| {
            spoken().find_map(|statement| statement.assertion.event()?.targets.first().cloned())
        });
    parts.extend(place);
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
    parts.extend(time);
    parts.join(", ")
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
