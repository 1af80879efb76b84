//! The words of a report: likelihood, confidence, and what the statuses mean.

use std::fmt;

use crate::reconcile::{
    Attribute, Attribution, Magnitude, Occurrence, ReconciledEvent, Verdict, View,
};

/// How likely an inference of the crate is, in the words of Intelligence Community Directive 203.
///
/// Only for inferences (are these one event?), never for what a speaker says, and never in one
/// sentence with confidence, which is about the evidence. Printed with the range that the word
/// stands for.
///
/// # Examples
///
/// ```
/// use corroborate::report::Likelihood;
///
/// assert_eq!(Likelihood::of(0.93).to_string(), "very likely (80–95 %)");
/// assert_eq!(Likelihood::of(0.5).to_string(), "a roughly even chance (45–55 %)");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Likelihood {
    /// 1 to 5 %.
    AlmostNoChance,
    /// 5 to 20 %.
    VeryUnlikely,
    /// 20 to 45 %.
    Unlikely,
    /// 45 to 55 %.
    RoughlyEvenChance,
    /// 55 to 80 %.
    Likely,
    /// 80 to 95 %.
    VeryLikely,
    /// 95 to 99 %.
    AlmostCertain,
}

impl Likelihood {
    /// The word for a probability from 0 to 1; a probability between two words has the stronger one.
    ///
    /// The scale has no word for certainty: what lies outside of 1 to 99 % has the outermost words.
    #[must_use]
    pub fn of(probability: f64) -> Self {
        match probability {
            p if p >= 0.95 => Self::AlmostCertain,
            p if p >= 0.80 => Self::VeryLikely,
            p if p >= 0.55 => Self::Likely,
            p if p >= 0.45 => Self::RoughlyEvenChance,
            p if p >= 0.20 => Self::Unlikely,
            p if p >= 0.05 => Self::VeryUnlikely,
            _ => Self::AlmostNoChance,
        }
    }

    /// The word alone.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AlmostNoChance => "almost no chance",
            Self::VeryUnlikely => "very unlikely",
            Self::Unlikely => "unlikely",
            Self::RoughlyEvenChance => "a roughly even chance",
            Self::Likely => "likely",
            Self::VeryLikely => "very likely",
            Self::AlmostCertain => "almost certain",
        }
    }

    /// The percentages that the word stands for, lowest and highest.
    #[must_use]
    pub const fn percent(self) -> (u8, u8) {
        match self {
            Self::AlmostNoChance => (1, 5),
            Self::VeryUnlikely => (5, 20),
            Self::Unlikely => (20, 45),
            Self::RoughlyEvenChance => (45, 55),
            Self::Likely => (55, 80),
            Self::VeryLikely => (80, 95),
            Self::AlmostCertain => (95, 99),
        }
    }

    /// A sentence that the word fits into: "It is likely (55–80 %) that {what}."
    pub(super) fn sentence(self, what: &str) -> String {
        match self {
            Self::AlmostNoChance | Self::RoughlyEvenChance => {
                format!("There is {self} that {what}.")
            }
            _ => format!("It is {self} that {what}."),
        }
    }
}

impl fmt::Display for Likelihood {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (low, high) = self.percent();
        write!(f, "{} ({low}–{high} %)", self.as_str())
    }
}

/// What an occurrence status says, in a few words.
pub(super) const fn occurrence(status: Occurrence) -> &'static str {
    match status {
        Occurrence::Withdrawn => "everyone who said so took it back",
        Occurrence::DeniedOnly => "denied; nobody in the data asserts it",
        Occurrence::Disputed => "asserted and denied",
        Occurrence::ConfirmedClaimed => "claimed, and confirmed by the side that was hit",
        Occurrence::ConfirmedUnclaimed => "confirmed by the side that was hit, claimed by nobody",
        Occurrence::Corroborated => "claimed, and reported by an independent origin",
        Occurrence::ClaimedOnly => "claimed; no other origin in the data",
        Occurrence::ReportedMultiple => "reported by two or more independent origins",
        Occurrence::ReportedSingle => "reported by one origin",
    }
}

/// What an attribution status says, in a few words.
pub(super) const fn attribution(status: Attribution) -> &'static str {
    match status {
        Attribution::Contested => "the speakers name different actors, or a named actor denies it",
        Attribution::Superseded => "claimed anew under another name",
        Attribution::Admitted => "an actor claims it",
        Attribution::Attributed => "others name an actor, nobody claims it",
        Attribution::Unattributed => "nobody names an actor",
    }
}

/// How far apart, in words: "about 32 km apart", "ratio 2.5", "3 hours apart".
pub(super) fn magnitude(magnitude: Magnitude) -> String {
    match magnitude {
        // Rounded as in the explanations, so that no report gives two numbers for one distance.
        Magnitude::Km(km) => format!("about {} km apart", number(km.round_ties_even())),
        Magnitude::Hours(hours) if hours >= 48.0 => {
            format!("about {} days apart", number(hours / 24.0))
        }
        Magnitude::Hours(hours) => {
            let hours = number(hours);
            format!("about {hours} {} apart", if hours == "1" { "hour" } else { "hours" })
        }
        Magnitude::Ratio(ratio) => format!("ratio {}", number(ratio)),
    }
}

/// A number for people: whole from 10 on, else with one decimal, and none where it is zero.
pub(super) fn number(value: f64) -> String {
    // Halves go up, as people round; formatting alone would take them to the even number.
    let rounded = if value.abs() >= 10.0 { value.round() } else { (value * 10.0).round() / 10.0 };
    rounded.to_string()
}

/// How good the evidence is that an event's statements belong together, and why, in one sentence.
///
/// Stated rules, nothing learned: low with fewer than two independent origins or a conflict of time,
/// place or existence; high with at least three independent origins and no conflict at all; moderate
/// in between. Nothing for an event that rests on one assertion: there is no inference then.
pub(super) fn confidence(event: &ReconciledEvent) -> Option<String> {
    event.probability?;
    let (mut conflicts, mut divided) = (Vec::new(), Vec::new());
    let mut shaken = false;
    for (attribute, finding) in &event.attributes {
        if finding.verdict == Verdict::Conflict {
            conflicts.push(attribute.as_str());
            shaken |=
                matches!(attribute, Attribute::Existence | Attribute::Time | Attribute::Place);
        } else if finding.divided {
            divided.push(attribute.as_str());
        }
    }
    let speaking = event.origins.iter().filter(|origin| origin.view != View::Silent);
    let origins = speaking.count();
    let level = match origins {
        _ if shaken => "low",
        0 | 1 => "low",
        2 => "moderate",
        _ if conflicts.is_empty() && divided.is_empty() => "high",
        _ => "moderate",
    };
    let origins = counted(origins, "independent origin", "independent origins");
    let between = match (&conflicts[..], &divided[..]) {
        ([], []) => "no conflict between them".to_owned(),
        ([], _) => "no conflict between the sides".to_owned(),
        (conflicts, _) => format!("in conflict on {}", list(conflicts)),
    };
    let within = match (&conflicts[..], &divided[..]) {
        (_, []) => String::new(),
        ([], divided) => format!(", but within one on {}", list(divided)),
        (_, divided) => format!(", and within a side on {}", list(divided)),
    };
    Some(format!("Confidence in this is {level}: {origins}, {between}{within}."))
}

/// "1 event", "3 events".
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// "a", "a and b", "a, b and c".
pub(super) fn list<T: AsRef<str>>(items: &[T]) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [most @ .., last] => {
            let most: Vec<&str> = most.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", most.join(", "), last.as_ref())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_has_no_gap_and_no_certainty() {
        assert_eq!(Likelihood::of(1.0), Likelihood::AlmostCertain);
        assert_eq!(Likelihood::of(0.95), Likelihood::AlmostCertain);
        assert_eq!(Likelihood::of(0.549), Likelihood::RoughlyEvenChance);
        assert_eq!(Likelihood::of(0.0), Likelihood::AlmostNoChance);
        assert_eq!(Likelihood::of(f64::NAN), Likelihood::AlmostNoChance);
    }

    #[test]
    fn sentences_read_well() {
        assert_eq!(
            Likelihood::of(0.9).sentence("it rained"),
            "It is very likely (80–95 %) that it rained."
        );
        assert_eq!(
            Likelihood::of(0.5).sentence("it rained"),
            "There is a roughly even chance (45–55 %) that it rained."
        );
    }

    #[test]
    fn a_contradiction_within_a_side_lowers_confidence_and_is_named() {
        let (mut account, _) = crate::report::tests::fixture::conoco();
        let event = &mut account.events[0];
        for finding in event.attributes.values_mut() {
            finding.verdict = Verdict::Agree;
        }
        assert!(confidence(event).unwrap().ends_with("no conflict between them."));
        for finding in event.attributes.values_mut().take(1) {
            finding.divided = true;
        }
        let said = confidence(event).unwrap();
        let name = event.attributes.keys().next().unwrap();
        assert!(said.ends_with(&format!("but within one on {name}.")), "{said}");
    }

    #[test]
    fn nothing_is_judged_of_what_everyone_took_back() {
        let (mut account, assertions) = crate::report::tests::fixture::conoco();
        let text = |account: &_| crate::report::Report::new(account, &assertions).to_string();
        assert!(text(&account).contains("JUDGMENT"));
        for event in &mut account.events {
            event.origins.clear();
        }
        assert!(!text(&account).contains("JUDGMENT"));
    }

    #[test]
    fn magnitudes_are_rounded_for_people() {
        assert_eq!(magnitude(Magnitude::Km(31.7)), "about 32 km apart");
        assert_eq!(magnitude(Magnitude::Km(32.5)), "about 32 km apart");
        assert_eq!(magnitude(Magnitude::Ratio(2.5)), "ratio 2.5");
        assert_eq!(magnitude(Magnitude::Ratio(2.0)), "ratio 2");
        assert_eq!(magnitude(Magnitude::Hours(1.04)), "about 1 hour apart");
        assert_eq!(magnitude(Magnitude::Hours(72.0)), "about 3 days apart");
    }

    #[test]
    fn lists_are_joined_as_in_prose() {
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
        assert_eq!(counted(1, "event", "events"), "1 event");
    }
}
