//! What a report is made of: the account, the assertions behind it, and how it is to be shown.

use std::collections::BTreeMap;
use std::fmt;

use crate::model::{Assertion, AssertionId};
use crate::normalize::gazetteer::Gazetteer;
use crate::read::ReadError;
use crate::reconcile::{EventId, Reconciliation};

/// An account with the assertions behind it, and how to show them. The renderers of
/// [`report`](super) take it; printing it with [`Display`](fmt::Display) gives the text report.
///
/// # Examples
///
/// ```
/// use corroborate::reconcile::Reconciliation;
/// use corroborate::report::Report;
///
/// let reconciliation = Reconciliation::default();
/// let report = Report::new(&reconciliation, &[]).title("Nothing yet").width(72);
/// assert!(report.to_string().starts_with("Nothing yet\n"));
/// ```
#[derive(Clone, Debug)]
#[must_use = "a report is shown by one of the renderers"]
pub struct Report<'a> {
    pub(super) reconciliation: &'a Reconciliation,
    /// In input order, for the labels; everything else goes by id.
    pub(super) assertions: &'a [Assertion],
    pub(super) by_id: BTreeMap<&'a AssertionId, &'a Assertion>,
    pub(super) event_places: BTreeMap<&'a EventId, usize>,
    pub(super) title: String,
    pub(super) colored: bool,
    pub(super) width: usize,
    pub(super) quotes: bool,
    pub(super) left_out: &'a [ReadError],
    pub(super) provenance: Vec<(String, String)>,
    pub(super) gazetteer: Option<&'a Gazetteer>,
}

impl<'a> Report<'a> {
    /// The narrowest text report; less is taken for this.
    const MIN_WIDTH: usize = 40;

    /// A report on this account of these assertions.
    ///
    /// An assertion that the account names and that is not among the assertions is shown by its id
    /// alone.
    pub fn new(reconciliation: &'a Reconciliation, assertions: &'a [Assertion]) -> Self {
        let events = reconciliation.events.iter().enumerate();
        Self {
            reconciliation,
            assertions,
            by_id: assertions.iter().map(|assertion| (assertion.id(), assertion)).collect(),
            event_places: events.map(|(place, event)| (&event.id, place)).collect(),
            title: "Discrepancy report".to_owned(),
            colored: false,
            width: 100,
            quotes: true,
            left_out: &[],
            provenance: Vec::new(),
            gazetteer: None,
        }
    }

    /// The title of the report. Defaults to "Discrepancy report".
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// Whether the text report has colors (ANSI escape sequences). Defaults to false: only the
    /// caller knows whether a terminal reads it.
    pub fn colored(mut self, colored: bool) -> Self {
        self.colored = colored;
        self
    }

    /// The width of the text report in columns, at least 40. Defaults to 100, which fits a terminal
    /// beside another and a printed page. Words that are longer stay whole.
    pub fn width(mut self, columns: usize) -> Self {
        self.width = columns.max(Self::MIN_WIDTH);
        self
    }

    /// Whether the words of the documents are shown, cut to 25 words. Defaults to true; turn it off
    /// where they may not be passed on.
    pub fn quotes(mut self, shown: bool) -> Self {
        self.quotes = shown;
        self
    }

    /// The mistakes of a lenient reading, which the report lists, so that nobody takes a part of the
    /// input for the whole. Defaults to none.
    pub fn left_out(mut self, errors: &'a [ReadError]) -> Self {
        self.left_out = errors;
        self
    }

    /// One line on what made the report: "input", "five-articles.jsonl". The lines are shown in the
    /// order in which they are added, after the version of the crate. Defaults to none.
    pub fn provenance(mut self, label: impl Into<String>, value: impl Into<String>) -> Self {
        self.provenance.push((label.into(), value.into()));
        self
    }

    /// The gazetteer that gives coordinates to places that are stated by name only, for `GeoJSON` and
    /// the map. Defaults to the shipped one; give the one that the events were found with.
    pub fn gazetteer(mut self, gazetteer: &'a Gazetteer) -> Self {
        self.gazetteer = Some(gazetteer);
        self
    }

    pub(super) fn assertion(&self, id: &AssertionId) -> Option<&'a Assertion> {
        self.by_id.get(id).copied()
    }

    /// The speaker of an assertion as the document names it, or the id where the assertion is not
    /// among those given.
    pub(super) fn speaker(&self, id: &'a AssertionId) -> &'a str {
        self.assertion(id).map_or(id.as_str(), |assertion| assertion.source().name.as_str())
    }

    /// Version, then what the caller said about the making.
    pub(super) fn made_by(&self) -> impl Iterator<Item = (&str, &str)> {
        let version = ("made by", concat!("corroborate ", env!("CARGO_PKG_VERSION")));
        let given = self.provenance.iter().map(|(label, value)| (&**label, &**value));
        std::iter::once(version).chain(given)
    }
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        super::text::write(self, f)
    }
}
