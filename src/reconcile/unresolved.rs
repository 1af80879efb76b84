//! Texts that no lexicon knows, with the nearest name that one knows.

use super::account::Unresolved;
use crate::model::{Assertion, Quantity};
use crate::normalize::Resolved;
use crate::normalize::actors::{ActorMatch, MatchKind};
use crate::normalize::gazetteer::MatchKind as PlaceMatchKind;
use crate::normalize::munitions::{Act, MunitionPhrase};

/// The texts of one assertion that were not understood, in the order of its fields.
pub(super) fn unresolved(assertion: &Assertion, resolved: &Resolved) -> Vec<Unresolved> {
    let mut found = Found { assertion, rows: Vec::new() };
    found.actor(|| "source.name".to_owned(), &assertion.source().name, &resolved.speaker);
    let object = if assertion.total().is_some() { "tally" } else { "event" };
    let (place, action, actors) = match (assertion.event(), assertion.total()) {
        (Some(event), _) => (event.place.as_ref(), event.action.as_deref(), &event.actors[..]),
        (None, Some(tally)) => (tally.place.as_ref(), tally.action.as_deref(), &tally.actors[..]),
        (None, None) => return found.rows,
    };
    if let (Some(name), Some(spot)) = (place.and_then(|place| place.name()), &resolved.place)
        && matches!(spot.how, PlaceMatchKind::Unresolved | PlaceMatchKind::None)
        && spot.generic.is_none()
    {
        found.text(format!("{object}.place.name"), name, spot.nearest.clone());
    }
    if let (Some(action), Some(phrase)) = (action, &resolved.action) {
        found.phrase(|| format!("{object}.action"), action, phrase);
    }
    if !actors.is_empty() {
        for (index, (name, actor)) in actors.iter().zip(&resolved.actors).enumerate() {
            found.actor(|| format!("{object}.actors[{index}]"), name, actor);
        }
    }
    if let Some(tally) = assertion.total() {
        found.quantity(|| "tally.count".to_owned(), &tally.count);
    }
    if let Some(event) = assertion.event() {
        for (index, (munition, phrase)) in
            event.munitions.iter().zip(&resolved.munitions).enumerate()
        {
            let field = |name: &str| format!("event.munitions[{index}].{name}");
            found.phrase(|| field("type"), &munition.kind, phrase);
            if let Some(count) = &munition.count {
                found.quantity(|| field("count"), count);
            }
        }
        for (index, casualties) in event.casualties.iter().enumerate() {
            for (name, figure) in [("killed", &casualties.killed), ("injured", &casualties.injured)]
            {
                if let Some(figure) = figure {
                    found.quantity(|| format!("event.casualties[{index}].{name}"), figure);
                }
            }
        }
    }
    found.rows
}

struct Found<'a> {
    assertion: &'a Assertion,
    rows: Vec<Unresolved>,
}

impl Found<'_> {
    fn text(&mut self, field: String, text: &str, nearest: Option<String>) {
        self.rows.push(Unresolved {
            assertion: self.assertion.id().clone(),
            field,
            text: text.to_owned(),
            nearest,
        });
    }

    fn actor(&mut self, field: impl FnOnce() -> String, name: &str, actor: &ActorMatch) {
        if actor.how == MatchKind::Unknown {
            self.text(field(), name, actor.nearest.clone());
        }
    }

    fn phrase(&mut self, field: impl FnOnce() -> String, text: &str, phrase: &MunitionPhrase) {
        if phrase.classes.is_empty() && phrase.act == Act::Other && phrase.unit.is_none() {
            self.text(field(), text, phrase.nearest.clone());
        }
    }

    fn quantity(&mut self, field: impl FnOnce() -> String, quantity: &Quantity) {
        if !quantity.is_understood() {
            self.text(field(), &quantity.to_string(), None);
        }
    }
}
