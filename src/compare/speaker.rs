//! Who speaks, and in which document.

use super::levels;
use crate::model::AssertionKind;
use crate::normalize::{Features, NONE};

levels! {
    /// How the two speakers stand to each other. A speaker seldom states one event twice.
    SpeakerLevel {
        /// One speaker, two things said in one document.
        SameTwice = "one speaker twice in one document",
        /// One speaker claims, in two documents: two relays of one claim, or two claims.
        SameClaims = "one claimant in two documents",
        /// One speaker confirms or reports, in two documents.
        SameOthers = "one speaker in two documents",
        /// Two organs of one state.
        SamePrincipal = "two voices of one principal",
        /// Two claimants.
        TwoClaims = "claims of two actors",
        /// A claim and a confirmation.
        ClaimAndConfirmation = "a claim and a confirmation",
        /// A claim and a report.
        ClaimAndReport = "a claim and a report",
        /// A confirmation and a report.
        ConfirmationAndReport = "a confirmation and a report",
        /// Two confirmations by two speakers.
        TwoConfirmations = "confirmations of two speakers",
        /// Two reports by two speakers.
        TwoReports = "reports of two speakers",
        /// A denial or a no-comment, with anything.
        Answer = "a denial or no comment and another statement",
    }
}

levels! {
    /// Whether one document holds both. A document tends to be about one thing.
    DocumentLevel {
        /// One document.
        Same = "one document",
        /// Two documents.
        Different = "two documents",
        /// Nothing tells which document it is.
        NotStated = "document not stated",
    }
}

#[inline]
pub(super) fn compare(left: &Features, right: &Features) -> SpeakerLevel {
    use AssertionKind as K;
    let same_document = left.document != NONE && left.document == right.document;
    let same_speaker = left.speaker == right.speaker;
    // "A security source" and "another source" are two.
    let same_speaker = same_speaker && left.named && right.named;
    if same_speaker && same_document {
        return SpeakerLevel::SameTwice;
    }
    let answers = |kind| matches!(kind, K::Denial | K::NoComment);
    if answers(left.kind) || answers(right.kind) {
        return SpeakerLevel::Answer;
    }
    if same_speaker {
        return if left.kind == K::Claim && right.kind == K::Claim {
            SpeakerLevel::SameClaims
        } else {
            SpeakerLevel::SameOthers
        };
    }
    match (left.kind.min(right.kind), left.kind.max(right.kind)) {
        (K::Claim, K::Claim) => {
            if same_principal(left, right) {
                SpeakerLevel::SameClaims
            } else {
                SpeakerLevel::TwoClaims
            }
        }
        (K::Claim, K::Confirmation) => SpeakerLevel::ClaimAndConfirmation,
        (K::Claim, _) => SpeakerLevel::ClaimAndReport,
        (K::Confirmation, K::Confirmation) if same_principal(left, right) => {
            SpeakerLevel::SamePrincipal
        }
        (K::Confirmation, K::Confirmation) => SpeakerLevel::TwoConfirmations,
        (K::Confirmation, _) => SpeakerLevel::ConfirmationAndReport,
        _ => SpeakerLevel::TwoReports,
    }
}

#[inline]
fn same_principal(left: &Features, right: &Features) -> bool {
    left.principal != NONE && left.principal == right.principal
}

#[inline]
pub(super) fn document(left: &Features, right: &Features) -> DocumentLevel {
    if left.document == NONE || right.document == NONE {
        DocumentLevel::NotStated
    } else if left.document == right.document {
        DocumentLevel::Same
    } else {
        DocumentLevel::Different
    }
}
