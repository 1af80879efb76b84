//! Assertions in code, as short as in JSON.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::Value;

use super::assertion::{Assertion, AssertionKind, DenialScope, NoCommentReason, Relation};
use super::effects::{Casualties, Damage, Munition, Outcome};
use super::error::{FieldError, InvalidAssertion};
use super::event::{Event, Tally};
use super::parts::Parts;
use super::place::PlaceBuilder;
use super::quantity::Quantity;
use super::source::{AdmiraltyGrade, Role, Source};
use super::time::TimeExtent;

/// Puts an [`Assertion`] together. Values may be given as the speakers' words; what is wrong with
/// them is collected and reported by [`build`](Self::build), all at once.
///
/// For a tally, the place, actors, targets and action are those of the total.
///
/// # Examples
///
/// ```
/// use corroborate::model::Assertion;
///
/// let tally = Assertion::tally("t", "Pentagon")
///     .count("at least 92")
///     .period("2023-10-17/2023-12-11")
///     .target("US forces")
///     .build()?;
/// assert_eq!(tally.total().unwrap().count.min(), 92);
/// # Ok::<(), corroborate::model::InvalidAssertion>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "an assertion is built by `build`"]
pub struct AssertionBuilder {
    parts: Parts,
    event: Event,
    has_event: bool,
    count: Option<Quantity>,
    period: Option<TimeExtent>,
    errors: Vec<FieldError>,
}

const EXPECTED_TIME: &str = "a date or time such as `2023-01-04`, `2024-01-20T18:30+03:00` or \
                             `2023-01-03/..`";
const EXPECTED_COUNT: &str = "a count: a whole number of at least 0, words such as `at least two`, \
                              or an object with `min`, `max`, `best`";

impl AssertionBuilder {
    pub(super) fn new(
        kind: AssertionKind,
        id: impl Into<String>,
        speaker: impl Into<String>,
    ) -> Self {
        Self {
            parts: Parts {
                id: id.into(),
                kind,
                source: Source::new(speaker),
                relayed_by: Vec::new(),
                published: None,
                url: None,
                quote: None,
                language: None,
                admiralty: None,
                about: Vec::new(),
                relation: None,
                denies: None,
                reason: None,
                event: None,
                tally: None,
                extra: BTreeMap::new(),
            },
            event: Event::default(),
            has_event: kind.affirms() || kind == AssertionKind::Threat,
            count: None,
            period: None,
            errors: Vec::new(),
        }
    }

    fn parsed<T, V>(&mut self, field: &str, value: V, expected: &str) -> Option<T>
    where
        V: TryInto<T> + fmt::Display + Clone,
    {
        let found = value.clone();
        let parsed = value.try_into().ok();
        if parsed.is_none() {
            self.errors.push(FieldError::new(field, found.to_string(), expected));
        }
        parsed
    }

    /// What kind of speaker it is.
    pub fn role(mut self, role: Role) -> Self {
        self.parts.source.role = Some(role);
        self
    }

    /// Marks the speaker as not named by the document.
    pub fn unnamed(mut self) -> Self {
        self.parts.source.named = false;
        self
    }

    /// The chain of publication, nearest to the speaker first.
    pub fn relayed_by<S: Into<String>>(mut self, chain: impl IntoIterator<Item = S>) -> Self {
        self.parts.relayed_by.extend(chain.into_iter().map(Into::into));
        self
    }

    /// When the speaker said it.
    pub fn published(mut self, time: impl TryInto<TimeExtent> + fmt::Display + Clone) -> Self {
        self.parts.published = self.parsed("published", time, EXPECTED_TIME);
        self
    }

    /// Where it can be read.
    pub fn url(mut self, url: impl Into<String>) -> Self {
        self.parts.url = Some(url.into());
        self
    }

    /// The words themselves.
    pub fn quote(mut self, quote: impl Into<String>) -> Self {
        self.parts.quote = Some(quote.into());
        self
    }

    /// The language of the words, as a BCP 47 tag.
    pub fn language(mut self, tag: impl Into<String>) -> Self {
        self.parts.language = Some(tag.into());
        self
    }

    /// The coder's grade of the item.
    pub fn admiralty(mut self, grade: AdmiraltyGrade) -> Self {
        self.parts.admiralty = Some(grade);
        self
    }

    /// The earlier assertions that this one is about, and what it does to them.
    pub fn about<S: Into<String>>(
        mut self,
        relation: Relation,
        ids: impl IntoIterator<Item = S>,
    ) -> Self {
        self.parts.relation = Some(relation);
        self.parts.about.extend(ids.into_iter().map(Into::into));
        self
    }

    /// What a denial denies; the occurrence when this is not called.
    pub fn denies(mut self, scope: DenialScope) -> Self {
        self.parts.denies = Some(scope);
        self
    }

    /// Why there is no comment.
    pub fn reason(mut self, reason: NoCommentReason) -> Self {
        self.parts.reason = Some(reason);
        self
    }

    /// When it happened.
    pub fn time(mut self, time: impl TryInto<TimeExtent> + fmt::Display + Clone) -> Self {
        self.event.time = self.parsed("event.time", time, EXPECTED_TIME);
        self.has_event = true;
        self
    }

    /// Where it struck: a name, or a place put together with [`Place::named`](super::Place::named).
    pub fn place(mut self, place: impl Into<PlaceBuilder>) -> Self {
        self.event.place = self.built_place("place", place.into());
        self.has_event = true;
        self
    }

    /// Where it was launched from.
    pub fn origin(mut self, place: impl Into<PlaceBuilder>) -> Self {
        self.event.origin = self.built_place("origin", place.into());
        self.has_event = true;
        self
    }

    fn built_place(&mut self, field: &str, place: PlaceBuilder) -> Option<super::Place> {
        let object = if self.parts.kind == AssertionKind::Tally { "tally" } else { "event" };
        place
            .build()
            .map_err(|error| {
                let path = [object, field, error.field()];
                let path: Vec<&str> = path.into_iter().filter(|part| !part.is_empty()).collect();
                self.errors.push(FieldError::new(path.join("."), error.found(), error.expected()));
            })
            .ok()
    }

    /// What was done, in the speaker's terms.
    pub fn action(mut self, action: impl Into<String>) -> Self {
        self.event.action = Some(action.into());
        self.has_event = true;
        self
    }

    /// One more actor, according to the speaker.
    pub fn actor(mut self, actor: impl Into<String>) -> Self {
        self.event.actors.push(actor.into());
        self.has_event = true;
        self
    }

    /// One more target, according to the speaker.
    pub fn target(mut self, target: impl Into<String>) -> Self {
        self.event.targets.push(target.into());
        self.has_event = true;
        self
    }

    /// One more kind of munition, fired, with its count.
    pub fn munitions(
        self,
        kind: impl Into<String>,
        count: impl TryInto<Quantity> + fmt::Display + Clone,
    ) -> Self {
        self.munitions_with(kind, count, Outcome::Fired)
    }

    /// One more kind of munition with its count and what became of it.
    pub fn munitions_with(
        mut self,
        kind: impl Into<String>,
        count: impl TryInto<Quantity> + fmt::Display + Clone,
        outcome: Outcome,
    ) -> Self {
        let field = format!("event.munitions[{}].count", self.event.munitions.len());
        let count = self.parsed(&field, count, EXPECTED_COUNT);
        self.munition(Munition { count, ..Munition::new(kind).with_outcome(outcome) })
    }

    /// One more kind of munition.
    pub fn munition(mut self, munition: Munition) -> Self {
        self.event.munitions.push(munition);
        self.has_event = true;
        self
    }

    /// Casualties of one group.
    pub fn casualties(mut self, casualties: Casualties) -> Self {
        self.event.casualties.push(casualties);
        self.has_event = true;
        self
    }

    /// Damage to things.
    pub fn damage(mut self, damage: Damage) -> Self {
        self.event.damage = Some(damage);
        self.has_event = true;
        self
    }

    /// The coder's line for people.
    pub fn summary(mut self, summary: impl Into<String>) -> Self {
        self.event.summary = Some(summary.into());
        self.has_event = true;
        self
    }

    /// How many, in a tally.
    pub fn count(mut self, count: impl TryInto<Quantity> + fmt::Display + Clone) -> Self {
        self.count = self.parsed("tally.count", count, EXPECTED_COUNT);
        self
    }

    /// Over which period, in a tally.
    pub fn period(mut self, period: impl TryInto<TimeExtent> + fmt::Display + Clone) -> Self {
        self.period = self.parsed("tally.period", period, EXPECTED_TIME);
        self
    }

    /// A field of the user's own; its name begins with `x_`.
    pub fn extra(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        let name = name.into();
        if name.starts_with("x_") {
            self.parts.extra.insert(name, value.into());
        } else {
            self.errors.push(FieldError::new(&name, &name, "a field name that begins with `x_`"));
        }
        self
    }

    /// The assertion.
    ///
    /// # Errors
    ///
    /// [`InvalidAssertion`] with every value that could not be read and every rule of the format
    /// that does not hold.
    pub fn build(self) -> Result<Assertion, InvalidAssertion> {
        let Self { mut parts, event, has_event, count, period, errors } = self;
        if !errors.is_empty() {
            return Err(InvalidAssertion::new(parts.id, errors));
        }
        if parts.kind == AssertionKind::Tally {
            if let (Some(count), Some(period)) = (count, period) {
                parts.tally = Some(Box::new(Tally {
                    place: event.place,
                    actors: event.actors,
                    targets: event.targets,
                    action: event.action,
                    ..Tally::new(count, period)
                }));
            }
        } else if has_event {
            parts.event = Some(Box::new(event));
        }
        parts.check()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Place;

    #[test]
    fn every_wrong_value_is_reported_at_once() {
        let wrong = Assertion::claim("a", "Group")
            .time("yesterday")
            .munitions("rocket", "4-2")
            .place(Place::at(95.0, 0.0))
            .build()
            .unwrap_err();
        let fields: Vec<_> = wrong.errors().iter().map(FieldError::field).collect();
        assert_eq!(fields, ["event.time", "event.munitions[0].count", "event.place.lat"]);
    }

    #[test]
    fn a_retraction_says_what_it_withdraws() {
        let wrong = Assertion::retraction("r", "SOHR").build().unwrap_err();
        assert_eq!(
            wrong.to_string(),
            "assertion `r`: about: found `nothing`, expected the ids that this retraction withdraws"
        );
    }

    #[test]
    fn a_claim_without_actors_names_its_speaker() {
        let claim = Assertion::claim("a", "Group").action("rocket attack").build().unwrap();
        assert_eq!(claim.actors().collect::<Vec<_>>(), ["Group"]);
        let report = Assertion::report("b", "SOHR").action("rocket attack").build().unwrap();
        assert_eq!(report.actors().count(), 0);
    }
}
