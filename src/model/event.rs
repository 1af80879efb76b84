//! What is said to have happened: one event, or a total over a period.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use super::effects::{Casualties, Damage, Munition};
use super::object::object;
use super::place::Place;
use super::quantity::Quantity;
use super::time::TimeExtent;

/// What one speaker says happened. Every field that is absent (or an empty list) was not said.
///
/// ```
/// use corroborate::model::Event;
///
/// let event: Event = serde_json::from_str(r#"{"time":"2023-01-04","action":"rocket attack"}"#)?;
/// assert_eq!(event.action.as_deref(), Some("rocket attack"));
/// assert!(event.place.is_none());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Event {
    /// When it happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<TimeExtent>,
    /// Where it struck, or what was struck.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// Where it was launched from; never compared with `place`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<Place>,
    /// What was done, in the speaker's terms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    /// Who did it, according to this speaker. In a claim, empty means the source itself.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub actors: Vec<String>,
    /// Who or what was the target, according to this speaker.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<String>,
    /// What was used, and what became of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub munitions: Vec<Munition>,
    /// Losses among people.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub casualties: Vec<Casualties>,
    /// Damage to things.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub damage: Option<Damage>,
    /// The coder's line for people; no evidence for matching.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// Fields of the user's own, all beginning with `x_`.
    #[serde(flatten)]
    pub extra: BTreeMap<String, Value>,
}

object! {
    Event, "an object that says what happened",
    required {}
    optional {
        "time" => time, "place" => place, "origin" => origin, "action" => action,
        "damage" => damage, "summary" => summary,
    }
    lists {
        "actors" => actors, "targets" => targets, "munitions" => munitions,
        "casualties" => casualties,
    }
}

/// A total over a period: "at least 92 attacks since 17 October".
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Tally {
    /// How many.
    pub count: Quantity,
    /// Over which period.
    pub period: TimeExtent,
    /// Where, if the speaker limits it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// By whom, if the speaker limits it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub actors: Vec<String>,
    /// Against whom, if the speaker limits it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<String>,
    /// What is counted, in the speaker's terms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    /// Fields of the user's own, all beginning with `x_`.
    #[serde(flatten)]
    pub extra: BTreeMap<String, Value>,
}

object! {
    Tally, "an object with `count` and `period`",
    required { "count" => count, "period" => period }
    optional { "place" => place, "action" => action }
    lists { "actors" => actors, "targets" => targets }
}

impl Tally {
    /// A total over a period, not limited to a place or to actors.
    #[must_use]
    pub fn new(count: Quantity, period: TimeExtent) -> Self {
        Self {
            count,
            period,
            place: None,
            actors: Vec::new(),
            targets: Vec::new(),
            action: None,
            extra: BTreeMap::new(),
        }
    }
}
