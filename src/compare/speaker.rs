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

/// What is the same of two rows beyond what they are: their documents, speakers and principals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shared {
    document: DocumentLevel,
    speaker: bool,
    principal: bool,
}

impl Shared {
    /// How many there are.
    pub(crate) const COUNT: usize = DocumentLevel::ALL.len() * 4;

    #[inline]
    pub(super) fn by(left: &Features, right: &Features) -> Self {
        let document = match left.document == right.document {
            _ if left.document == NONE || right.document == NONE => DocumentLevel::NotStated,
            true => DocumentLevel::Same,
            false => DocumentLevel::Different,
        };
        // "A security source" and "another source" are two.
        let speaker = left.speaker == right.speaker && left.named & right.named;
        let principal = left.principal == right.principal && left.principal != NONE;
        Self { document, speaker, principal }
    }

    /// A number below [`COUNT`](Self::COUNT).
    #[inline]
    pub(crate) const fn number(self) -> usize {
        self.document as usize * 4 + self.speaker as usize * 2 + self.principal as usize
    }

    /// All of them, each at its number.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        let flags = [(false, false), (false, true), (true, false), (true, true)];
        DocumentLevel::ALL.iter().flat_map(move |&document| {
            flags.map(|(speaker, principal)| Self { document, speaker, principal })
        })
    }

    pub(crate) const fn document(self) -> DocumentLevel {
        self.document
    }

    /// The level of the speakers of two statements of these kinds.
    pub(crate) fn speakers(self, left: AssertionKind, right: AssertionKind) -> SpeakerLevel {
        use AssertionKind as K;
        if self.speaker && self.document == DocumentLevel::Same {
            return SpeakerLevel::SameTwice;
        }
        let answers = |kind| matches!(kind, K::Denial | K::NoComment);
        if answers(left) || answers(right) {
            return SpeakerLevel::Answer;
        }
        if self.speaker {
            return if left == K::Claim && right == K::Claim {
                SpeakerLevel::SameClaims
            } else {
                SpeakerLevel::SameOthers
            };
        }
        match (left.min(right), left.max(right)) {
            (K::Claim, K::Claim) if self.principal => SpeakerLevel::SameClaims,
            (K::Claim, K::Claim) => SpeakerLevel::TwoClaims,
            (K::Claim, K::Confirmation) => SpeakerLevel::ClaimAndConfirmation,
            (K::Claim, _) => SpeakerLevel::ClaimAndReport,
            (K::Confirmation, K::Confirmation) if self.principal => SpeakerLevel::SamePrincipal,
            (K::Confirmation, K::Confirmation) => SpeakerLevel::TwoConfirmations,
            (K::Confirmation, _) => SpeakerLevel::ConfirmationAndReport,
            _ => SpeakerLevel::TwoReports,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shared_has_a_number_of_its_own() {
        let numbers: Vec<usize> = Shared::all().map(Shared::number).collect();
        assert_eq!(numbers, (0..Shared::COUNT).collect::<Vec<usize>>());
    }
}
