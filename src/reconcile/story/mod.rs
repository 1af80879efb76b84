//! The live statements about one event, each with its view and its origin.

mod meeting;
mod telling;
mod voice;

use std::borrow::Cow;
use std::rc::Rc;

pub(super) use self::meeting::{Judged, Meeting, closest, closest_unless_mixed, farthest_origins};
pub(super) use self::telling::{finding, finding_explained, note_divided, stated, stated_as};
pub(super) use self::voice::{Division, Voice, distinct, divide, divide_by_view, without};
use super::finding::View;
use super::munition::Loose;
use crate::model::{Assertion, AssertionKind, DenialScope, Span};
use crate::normalize::{Lexicons, Resolved};

/// What is said of one event by assertions that count: neither retracted nor replaced.
#[derive(Debug)]
pub(super) struct Story<'a> {
    /// Sorted by assertion id.
    pub(super) statements: Vec<Statement<'a>>,
    pub(super) lexicons: &'a Lexicons,
    pub(super) loose: Loose,
}

/// One live assertion about the event.
#[derive(Clone, Debug)]
pub(super) struct Statement<'a> {
    /// Its place in the slice of assertions.
    pub(super) index: usize,
    pub(super) assertion: &'a Assertion,
    /// Shared with the stories of its parts.
    pub(super) resolved: Rc<Resolved>,
    /// The places of actors that are what it was done with, not who did it.
    pub(super) means: Vec<usize>,
    pub(super) view: View,
    /// Statements with the same number trace back to one origin.
    pub(super) origin: usize,
    /// Whether a live claim issues this one anew under another name.
    pub(super) superseded: bool,
}

impl Statement<'_> {
    /// When it was said, as an interval.
    pub(super) fn published(&self) -> Option<Span> {
        self.resolved.published
    }

    /// Whether this was surely said on an earlier day than the other.
    pub(super) fn said_before(&self, other: &Self) -> bool {
        let ends = self.published().and_then(|span| span.end);
        let starts = other.published().and_then(|span| span.start);
        ends.zip(starts).is_some_and(|(end, start)| end <= start)
    }
}

impl<'a> Story<'a> {
    pub(super) fn statement(&self, at: usize) -> Option<&Statement<'a>> {
        self.statements.get(at)
    }

    /// The statements that describe what happened and say something about an attribute. A denial
    /// describes what it denies, so that it is no voice here, unless it is one of how it was told.
    pub(super) fn descriptions<'s, V>(
        &'s self,
        mut value: impl FnMut(&'s Statement<'a>) -> Option<(V, Cow<'s, str>)>,
    ) -> Vec<Voice<'s, V>> {
        self.voices(|statement| match (statement.view, statement.assertion.denies()) {
            (View::Denied, Some(DenialScope::Detail)) => value(statement),
            (View::Denied, _) => None,
            _ => value(statement),
        })
    }

    /// The same with those who deny a part of it or that it was theirs: that something happened there
    /// and then they do not deny.
    pub(super) fn settings<'s, V>(
        &'s self,
        mut value: impl FnMut(&'s Statement<'a>) -> Option<(V, Cow<'s, str>)>,
    ) -> Vec<Voice<'s, V>> {
        self.voices(|statement| match (statement.view, statement.assertion.denies()) {
            (View::Denied, None | Some(DenialScope::Occurrence)) => None,
            _ => value(statement),
        })
    }

    /// The statements that say something about an attribute, denials included.
    pub(super) fn voices<'s, V>(
        &'s self,
        mut value: impl FnMut(&'s Statement<'a>) -> Option<(V, Cow<'s, str>)>,
    ) -> Vec<Voice<'s, V>> {
        self.statements
            .iter()
            .enumerate()
            .filter(|(_, statement)| !matches!(statement.view, View::Silent))
            .filter_map(|(at, statement)| {
                let (value, text) = value(statement)?;
                Some(Voice {
                    at,
                    view: statement.view,
                    origin: statement.origin,
                    primary: statement.assertion.kind() == AssertionKind::Claim,
                    value,
                    text,
                })
            })
            .collect()
    }
}
