//! Whether it happened: the verdict, and the status on the axis of occurrence.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::finding::{Finding, FindingKind, Verdict, View};
use super::sides::own_view;
use super::status::Occurrence;
use super::story::{
    Division, Judged, Meeting, Statement, Story, Voice, divide, finding_explained, stated_as,
};
use crate::model::{AssertionKind, DenialScope};

/// What a statement says of the occurrence, if anything.
fn says(statement: &Statement<'_>) -> Option<Said> {
    match statement.view {
        View::Claimed | View::Confirmed | View::Reported => Some(Said::Happened),
        View::Denied => match statement.assertion.denies() {
            Some(DenialScope::Occurrence) => Some(Said::DidNot),
            // Who denies having done it, or how it went, speaks of it as of something that happened
            // or might have; it is no witness for either.
            _ => None,
        },
        View::Silent => None,
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    Happened,
    DidNot,
}

impl Said {
    const fn in_words(self, view: View) -> &'static str {
        match self {
            Self::Happened => view.as_str(),
            Self::DidNot => "did not happen",
        }
    }
}

/// The voices on the occurrence. Where one origin first says the one and later the other, only the
/// later counts.
pub(super) fn voices<'s>(story: &'s Story<'_>) -> Vec<Voice<'s, Said>> {
    let mut voices = story.voices(|statement| {
        let said = says(statement)?;
        Some((said, Cow::Borrowed(said.in_words(statement.view))))
    });
    let is_denied = voices.iter().any(|voice| voice.value == Said::DidNot);
    if !is_denied {
        return voices;
    }
    let overtaken = |voice: &Voice<'_, Said>| {
        let Some(own) = story.statement(voice.at) else { return false };
        let mut opposite = voices
            .iter()
            .filter(|other| other.origin == voice.origin && other.value != voice.value)
            .filter_map(|other| story.statement(other.at))
            .peekable();
        opposite.peek().is_some() && opposite.all(|other| own.said_before(other))
    };
    let mixed: BTreeSet<usize> = {
        let denying: BTreeSet<usize> = voices
            .iter()
            .filter(|voice| voice.value == Said::DidNot)
            .map(|voice| voice.origin)
            .collect();
        voices
            .iter()
            .filter(|voice| voice.value == Said::Happened && denying.contains(&voice.origin))
            .map(|voice| voice.origin)
            .collect()
    };
    let counts: Vec<bool> =
        voices.iter().map(|voice| !mixed.contains(&voice.origin) || !overtaken(voice)).collect();
    let mut counts = counts.into_iter();
    voices.retain(|_| counts.next() == Some(true));
    voices
}

/// The verdict on the occurrence.
pub(super) fn existence(story: &Story<'_>, voices: Vec<Voice<'_, Said>>) -> Option<Finding> {
    if voices.is_empty() {
        return None;
    }
    let denied = voices.iter().find(|voice| voice.value == Said::DidNot);
    let affirmed = voices.iter().min_by_key(|voice| (voice.value == Said::DidNot, voice.view));
    let judged = match (denied, affirmed.filter(|voice| voice.value == Said::Happened)) {
        (Some(denied), Some(affirmed)) => Some(Judged {
            meeting: Meeting::conflict(FindingKind::OccurrenceDenied),
            left: affirmed.at,
            right: denied.at,
        }),
        (None, Some(first)) => match divide(&voices) {
            Division::One => None,
            _ => voices.iter().find(|voice| voice.origin != first.origin).map(|other| Judged {
                meeting: Meeting::agree(),
                left: first.at,
                right: other.at,
            }),
        },
        _ => None,
    };
    let mut finding = finding_explained(judged, |verdict| explanation(story, &voices, verdict));
    if finding.verdict == Verdict::Conflict {
        finding.would_reconcile =
            &["two different events", "a denial that concerns only a part of what is said"];
    }
    finding.values =
        stated_as(story, voices, |voice| Cow::Borrowed(voice.value.in_words(voice.view)));
    Some(finding)
}

/// "claimed by Ahl al-Tha'er; confirmed by U.S. Central Command".
fn explanation(story: &Story<'_>, voices: &[Voice<'_, Said>], verdict: Verdict) -> String {
    const MOST_NAMED: usize = 3;
    // Enough for two names, as most have.
    let mut text = String::with_capacity(64);
    let mut views = 0;
    let mut names: Vec<&str> = Vec::new();
    // A channel of the claimant's side that reports what the claim says has not claimed it.
    let claimed = voices.iter().any(|voice| voice.primary);
    for view in [View::Claimed, View::Confirmed, View::Reported, View::Denied] {
        let mut and_others = "";
        names.clear();
        let only_claims = claimed && view == View::Claimed;
        let is_told =
            |voice: &&Voice<'_, Said>| voice.view == view && (voice.primary || !only_claims);
        for voice in voices.iter().filter(is_told) {
            let Some(statement) = story.statement(voice.at) else { continue };
            let name = statement.assertion.source().name.as_str();
            if names.contains(&name) {
                continue;
            }
            if names.len() == MOST_NAMED {
                and_others = " and others";
                break;
            }
            names.push(name);
        }
        if let [first, others @ ..] = &names[..] {
            let between = if views == 0 { "" } else { "; " };
            text.extend([between, view.as_str(), " by ", first]);
            text.extend(others.iter().flat_map(|name| [", ", name]));
            text.push_str(and_others);
            views += 1;
        }
    }
    if views == 1 && verdict == Verdict::Unilateral {
        text.push_str("; nobody else speaks to it");
    }
    text
}

/// The status on the axis of occurrence, and for a disputed event what it would be without the
/// denials. `None` when nobody says or said that anything happened or did not.
pub(super) fn occurrence(
    story: &Story<'_>,
    voices: &[Voice<'_, Said>],
    affirmed_before: bool,
) -> Option<(Occurrence, Option<Occurrence>)> {
    let mut claims = false;
    let mut confirmations = false;
    // Two are as good as any more.
    let mut reporting: [Option<usize>; 2] = [None; 2];
    let mut denied = false;
    for voice in voices {
        match (voice.value, voice.view) {
            (Said::DidNot, _) => denied = true,
            (_, View::Claimed) => {
                // A channel of the claimant alone, without the claim itself, still speaks for it.
                claims = true;
            }
            (_, View::Confirmed) => confirmations = true,
            _ => {
                if reporting[0].is_none_or(|known| known == voice.origin) {
                    reporting[0] = Some(voice.origin);
                } else {
                    reporting[1] = Some(voice.origin);
                }
            }
        }
    }
    let affirmed = affirmed(confirmations, claims, reporting.iter().flatten().count());
    let any_denial = denied
        || story
            .statements
            .iter()
            .any(|statement| statement.assertion.kind() == AssertionKind::Denial);
    match (affirmed, denied) {
        (Some(without), true) => Some((Occurrence::Disputed, Some(without))),
        (Some(status), false) => Some((status, None)),
        (None, _) if affirmed_before => Some((Occurrence::Withdrawn, None)),
        // A denial of responsibility for something that nobody in the data asserts.
        (None, _) if any_denial => Some((Occurrence::DeniedOnly, None)),
        (None, _) => None,
    }
}

/// The status that is due to those who affirm, by the number of origins that report.
const fn affirmed(confirmations: bool, claims: bool, reporting: usize) -> Option<Occurrence> {
    match (confirmations, claims, reporting) {
        (true, true, _) => Some(Occurrence::ConfirmedClaimed),
        (true, false, _) => Some(Occurrence::ConfirmedUnclaimed),
        (false, true, 1..) => Some(Occurrence::Corroborated),
        (false, true, 0) => Some(Occurrence::ClaimedOnly),
        (false, false, 2..) => Some(Occurrence::ReportedMultiple),
        (false, false, 1) => Some(Occurrence::ReportedSingle),
        (false, false, 0) => None,
    }
}

/// The status of statements on their own where their kinds decide it: nobody denies, and no report needs
/// its side or its origin to count.
pub(super) fn occurrence_by_kind(
    kinds: impl IntoIterator<Item = AssertionKind>,
) -> Option<Occurrence> {
    let (mut confirmations, mut claims, mut reports) = (false, false, 0);
    for kind in kinds {
        match own_view(kind) {
            View::Claimed => claims = true,
            View::Confirmed => confirmations = true,
            View::Reported => reports += 1,
            View::Denied => return None,
            View::Silent => {}
        }
    }
    match (confirmations, claims, reports) {
        // A report may be the claimant's own word, and two may be of one origin.
        (false, true, 1..) | (false, false, 2..) => None,
        _ => affirmed(confirmations, claims, reports),
    }
}
