//! The fields of an assertion as they are read, and the rules that hold between them.

use std::collections::BTreeMap;

use serde_json::Value;

use super::assertion::{
    Assertion, AssertionId, AssertionKind, DenialScope, NoCommentReason, Relation,
};
use super::error::{FieldError, InvalidAssertion};
use super::event::{Event, Tally};
use super::object::object;
use super::quantity::Quantity;
use super::source::{AdmiraltyGrade, Source};
use super::time::TimeExtent;
use crate::text::has_control;

/// The fields of an assertion before they are checked against each other.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Parts {
    pub(super) id: String,
    pub(super) kind: AssertionKind,
    pub(super) source: Source,
    pub(super) relayed_by: Vec<String>,
    pub(super) published: Option<TimeExtent>,
    pub(super) url: Option<String>,
    pub(super) quote: Option<String>,
    pub(super) language: Option<String>,
    pub(super) admiralty: Option<AdmiraltyGrade>,
    pub(super) about: Vec<String>,
    pub(super) relation: Option<Relation>,
    pub(super) denies: Option<DenialScope>,
    pub(super) reason: Option<NoCommentReason>,
    pub(super) event: Option<Box<Event>>,
    pub(super) tally: Option<Box<Tally>>,
    pub(super) extra: BTreeMap<String, Value>,
}

object! {
    Parts, "an assertion: an object with `id`, `kind` and `source`",
    required { "id" => id, "kind" => kind, "source" => source }
    optional {
        "published" => published, "url" => url, "quote" => quote, "language" => language,
        "admiralty" => admiralty, "relation" => relation, "denies" => denies,
        "reason" => reason, "event" => event, "tally" => tally,
    }
    lists { "relayed_by" => relayed_by, "about" => about }
}

impl Parts {
    /// The assertion, if every rule of the format holds.
    pub(super) fn check(mut self) -> Result<Assertion, InvalidAssertion> {
        let mut errors = Vec::new();
        self.check_kind(&mut errors);
        self.check_texts(&mut errors);
        let id = AssertionId::checked(&self.id, "id").map_err(|error| errors.insert(0, error)).ok();
        let about = self.check_about(&mut errors);
        match id {
            Some(id) if errors.is_empty() => {
                self.id = String::new();
                self.about = Vec::new();
                Ok(Assertion::of(self, id, about))
            }
            _ => Err(InvalidAssertion::new(self.id, errors)),
        }
    }

    fn check_about(&self, errors: &mut Vec<FieldError>) -> Vec<AssertionId> {
        let mut about: Vec<AssertionId> = Vec::with_capacity(self.about.len());
        for (index, text) in self.about.iter().enumerate() {
            let field = format!("about[{index}]");
            if *text == self.id {
                errors.push(FieldError::new(field, text, "the id of another assertion"));
                continue;
            }
            match AssertionId::checked(text, &field) {
                Ok(id) if about.contains(&id) => {
                    errors.push(FieldError::new(field, text, "each id once"));
                }
                Ok(id) => about.push(id),
                Err(error) => errors.push(error),
            }
        }
        about
    }

    fn check_kind(&self, errors: &mut Vec<FieldError>) {
        let kind = self.kind;
        let mut wrong = |field: &str, found: &str, expected: String| {
            errors.push(FieldError::new(field, found, expected));
        };
        let may_lack_event = matches!(
            kind,
            AssertionKind::Tally
                | AssertionKind::Retraction
                | AssertionKind::NoComment
                | AssertionKind::Denial
        );
        if self.event.is_none() && !may_lack_event {
            wrong("event", "nothing", format!("an object, since the kind is `{kind}`"));
        }
        if self.event.is_some() && kind == AssertionKind::Tally {
            wrong("event", "an object", "none beside `tally`".to_owned());
        }
        if self.tally.is_none() && kind == AssertionKind::Tally {
            let expected = "an object with `count` and `period`, since the kind is `tally`";
            wrong("tally", "nothing", expected.to_owned());
        }
        if self.tally.is_some() && kind != AssertionKind::Tally {
            wrong("tally", "an object", format!("none, since the kind is `{kind}`"));
        }
        if self.about.is_empty() {
            if kind == AssertionKind::Retraction {
                wrong("about", "nothing", "the ids that this retraction withdraws".to_owned());
            }
            if let Some(relation) = self.relation {
                wrong("relation", relation.as_str(), "`about` beside it".to_owned());
            }
        }
        if let Some(scope) = self.denies
            && kind != AssertionKind::Denial
        {
            wrong("denies", scope.as_str(), format!("none, since the kind is `{kind}`"));
        }
        if let Some(reason) = self.reason
            && kind != AssertionKind::NoComment
        {
            let found = match reason {
                NoCommentReason::Declined => "declined",
                NoCommentReason::Unreachable => "unreachable",
            };
            wrong("reason", found, format!("none, since the kind is `{kind}`"));
        }
    }

    fn check_texts(&self, errors: &mut Vec<FieldError>) {
        let mut texts = Texts { errors };
        texts.name("source.name", &self.source.name);
        texts.names("relayed_by", &self.relayed_by);
        texts.line("url", self.url.as_deref());
        texts.prose("quote", self.quote.as_deref());
        texts.line("language", self.language.as_deref());
        if let Some(event) = &self.event {
            texts.line("event.place.name", event.place.as_ref().and_then(|place| place.name()));
            texts.line("event.place.region", event.place.as_ref().and_then(|place| place.region()));
            texts.line("event.origin.name", event.origin.as_ref().and_then(|place| place.name()));
            texts.line(
                "event.origin.region",
                event.origin.as_ref().and_then(|place| place.region()),
            );
            texts.line("event.action", event.action.as_deref());
            texts.names("event.actors", &event.actors);
            texts.names("event.targets", &event.targets);
            texts.prose("event.summary", event.summary.as_deref());
            for (index, munition) in event.munitions.iter().enumerate() {
                if Texts::is_bad_name(&munition.kind) {
                    texts.name(&format!("event.munitions[{index}].type"), &munition.kind);
                }
                texts.count(munition.count.as_ref(), || format!("event.munitions[{index}].count"));
            }
            for (index, casualties) in event.casualties.iter().enumerate() {
                if let Some(who) = &casualties.who
                    && has_control(who)
                {
                    texts.line(&format!("event.casualties[{index}].who"), Some(who));
                }
                let field = |name: &str| format!("event.casualties[{index}].{name}");
                texts.count(casualties.killed.as_ref(), || field("killed"));
                texts.count(casualties.injured.as_ref(), || field("injured"));
            }
        }
        if let Some(tally) = &self.tally {
            texts.count(Some(&tally.count), || "tally.count".to_owned());
            texts.line("tally.place.name", tally.place.as_ref().and_then(|place| place.name()));
            texts.line("tally.place.region", tally.place.as_ref().and_then(|place| place.region()));
            texts.line("tally.action", tally.action.as_deref());
            texts.names("tally.actors", &tally.actors);
            texts.names("tally.targets", &tally.targets);
        }
    }
}

/// Checks texts for emptiness and control characters.
struct Texts<'a> {
    errors: &'a mut Vec<FieldError>,
}

impl Texts<'_> {
    fn is_bad_name(text: &str) -> bool {
        text.trim().is_empty() || has_control(text)
    }

    /// A text that must be there: not blank, no control characters.
    fn name(&mut self, field: &str, text: &str) {
        if text.trim().is_empty() {
            self.errors.push(FieldError::new(field, text, "a text that is not empty"));
        }
        self.line(field, Some(text));
    }

    fn names(&mut self, field: &str, texts: &[String]) {
        for (index, text) in texts.iter().enumerate() {
            if Self::is_bad_name(text) {
                self.name(&format!("{field}[{index}]"), text);
            }
        }
    }

    /// The words of a count, which are kept: no control characters.
    fn count(&mut self, count: Option<&Quantity>, field: impl FnOnce() -> String) {
        if let Some(text) = count.and_then(Quantity::text)
            && has_control(text)
        {
            self.line(&field(), Some(text));
        }
    }

    /// A single line: no control characters.
    fn line(&mut self, field: &str, text: Option<&str>) {
        self.without_control(field, text, false);
    }

    /// Prose: line breaks and tabs are fine, other control characters are not.
    fn prose(&mut self, field: &str, text: Option<&str>) {
        self.without_control(field, text, true);
    }

    fn without_control(&mut self, field: &str, text: Option<&str>, breaks: bool) {
        let bad = |letter: &char| {
            letter.is_control() && !(breaks && matches!(letter, '\n' | '\r' | '\t'))
        };
        if let Some(letter) =
            text.filter(|text| has_control(text)).and_then(|text| text.chars().find(bad))
        {
            let found = format!("U+{:04X}", u32::from(letter));
            self.errors.push(FieldError::new(field, found, "text without control characters"));
        }
    }
}

/// Reads the parts of one line and checks them, keeping the two kinds of failure apart.
///
/// The outer error is the JSON's, the inner one the assertion's.
pub(crate) fn from_json(
    text: &str,
) -> Result<Result<Assertion, InvalidAssertion>, serde_json::Error> {
    serde_json::from_str::<Parts>(text).map(Parts::check)
}

/// Where in the line the reading of the parts fails, for the error message.
pub(crate) fn parts_with_path(text: &str) -> Result<(), (String, serde_json::Error)> {
    let mut json = serde_json::Deserializer::from_str(text);
    match serde_path_to_error::deserialize::<_, Parts>(&mut json) {
        Ok(_) => Ok(()),
        Err(error) => Err((error.path().to_string(), error.into_inner())),
    }
}
