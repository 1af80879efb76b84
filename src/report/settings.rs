//! What a report is made of: the account, the assertions behind it, and how it is to be shown.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::fmt;

use chrono::{Offset, Utc};
use chrono_tz::Tz;
use rustc_hash::FxHashMap;

use crate::model::{Assertion, AssertionId, TimeExtent};
use crate::normalize::gazetteer::Gazetteer;
use crate::normalize::munitions::Munitions;
use crate::read::ReadError;
use crate::reconcile::{EventId, Reconciliation};
use crate::threads;

/// A part of the reports for people, which can be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Section {
    /// Counts, charts and the map.
    Overview,
    /// The events, one by one.
    Events,
    /// Pairs for review.
    PossibleLinks,
    /// Threats and what followed.
    Threats,
    /// Totals beside what is in the data.
    Tallies,
    /// What belongs to no event.
    SetAside,
    /// Texts that no lexicon knows.
    Unresolved,
    /// Counts of speakers and sides.
    Sources,
}

impl Section {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 8] = [
        Self::Overview,
        Self::Events,
        Self::PossibleLinks,
        Self::Threats,
        Self::Tallies,
        Self::SetAside,
        Self::Unresolved,
        Self::Sources,
    ];

    /// The word for it on a command line: `possible-links`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Events => "events",
            Self::PossibleLinks => "possible-links",
            Self::Threats => "threats",
            Self::Tallies => "tallies",
            Self::SetAside => "set-aside",
            Self::Unresolved => "unresolved",
            Self::Sources => "sources",
        }
    }
}

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
    pub(super) by_id: FxHashMap<&'a AssertionId, &'a Assertion>,
    pub(super) event_places: FxHashMap<&'a EventId, usize>,
    pub(super) title: String,
    pub(super) colored: bool,
    pub(super) width: usize,
    pub(super) quotes: bool,
    pub(super) left_out: &'a [ReadError],
    pub(super) provenance: Vec<(String, String)>,
    settings: Vec<(String, String)>,
    pub(super) gazetteer: Option<&'a Gazetteer>,
    pub(super) munitions: Option<&'a Munitions>,
    pub(super) zone: Option<Tz>,
    sections: BTreeSet<Section>,
    /// The latest publication, as stated.
    as_of: Option<String>,
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
            settings: Vec::new(),
            gazetteer: None,
            munitions: None,
            zone: None,
            sections: Section::ALL.into(),
            as_of: Latest::of(assertions).in_words(),
        }
    }

    /// The same settings for other events of the same data: some of many.
    pub(crate) fn over<'b>(
        &self,
        reconciliation: &'b Reconciliation,
        assertions: &'b [Assertion],
    ) -> Report<'b>
    where
        'a: 'b,
    {
        let events = reconciliation.events.iter().enumerate();
        Report {
            reconciliation,
            assertions,
            by_id: assertions.iter().map(|assertion| (assertion.id(), assertion)).collect(),
            event_places: events.map(|(place, event)| (&event.id, place)).collect(),
            ..self.clone()
        }
    }

    /// The same with the latest publication of the data.
    pub(crate) fn with_latest(mut self, latest: Latest) -> Self {
        self.as_of = latest.in_words();
        self
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
    /// order in which they are added, after the version of the crate and the latest publication. Defaults to none.
    pub fn provenance(mut self, label: impl Into<String>, value: impl Into<String>) -> Self {
        self.provenance.push((label.into(), value.into()));
        self
    }

    /// The settings that made the account, such as [`Reconciler::settings`](crate::Reconciler::settings)
    /// gives: a reader can make the same report with them. Shown at the end of the reports for people,
    /// and in JSON. Defaults to none; what this report itself leaves out or changes is added.
    pub fn settings<L: Into<String>, V: Into<String>>(
        mut self,
        settings: impl IntoIterator<Item = (L, V)>,
    ) -> Self {
        let settings = settings.into_iter().map(|(label, value)| (label.into(), value.into()));
        self.settings.extend(settings);
        self
    }

    /// The gazetteer that gives coordinates to places that are stated by name only, for `GeoJSON` and
    /// the map. Defaults to the shipped one; give the one that the events were found with.
    pub fn gazetteer(mut self, gazetteer: &'a Gazetteer) -> Self {
        self.gazetteer = Some(gazetteer);
        self
    }

    /// The munitions lexicon that gives the codes of event data sets (ACLED, CAMEO, PLOVER) to an event.
    /// Defaults to the shipped one; give the one that the events were found with.
    pub fn munitions(mut self, munitions: &'a Munitions) -> Self {
        self.munitions = Some(munitions);
        self
    }

    /// The time zone in which moments are shown beside what is stated. Only moments that are stated
    /// with their offset are: a bare day or hour is that of the place, and stays as it is. Defaults to
    /// none.
    pub fn zone(mut self, zone: Tz) -> Self {
        self.zone = Some(zone);
        self
    }

    /// The sections that the text, Markdown and HTML reports have; tables, JSON and `GeoJSON` are
    /// whole. Defaults to [all](Section::ALL).
    pub fn sections(mut self, sections: impl IntoIterator<Item = Section>) -> Self {
        self.sections = sections.into_iter().collect();
        self
    }

    /// Whether a section is wanted.
    pub(super) fn shows(&self, section: Section) -> bool {
        self.sections.contains(&section)
    }

    pub(super) fn assertion(&self, id: &AssertionId) -> Option<&'a Assertion> {
        self.by_id.get(id).copied()
    }

    /// The assertions in the order of their ids, each id once.
    pub(super) fn statements(&self) -> Vec<&'a Assertion> {
        let mut statements: Vec<&Assertion> = self.by_id.values().copied().collect();
        threads::sort_by(&mut statements, |left, right| left.id().cmp(right.id()));
        statements
    }

    /// The speaker of an assertion as the document names it, or the id where the assertion is not
    /// among those given.
    pub(super) fn speaker(&self, id: &'a AssertionId) -> &'a str {
        self.assertion(id).map_or(id.as_str(), |assertion| assertion.source().name.as_str())
    }

    /// What the caller said of the making of the account, then the choices of this report that a reader
    /// would not see.
    pub(super) fn all_settings(&self) -> Vec<(String, String)> {
        let mut settings = self.settings.clone();
        let mut set = |label: &str, value: String| settings.push((label.to_owned(), value));
        if self.sections.len() < Section::ALL.len() {
            let shown = self.sections.iter().map(|section| section.as_str());
            set("sections", shown.collect::<Vec<_>>().join(", "));
        }
        if let Some(zone) = self.zone {
            set("time zone beside what is stated", zone.to_string());
        }
        if !self.quotes {
            set("quotes", "left out".to_owned());
        }
        settings
    }

    /// Version, then what the caller said about the making.
    pub(super) fn made_by(&self) -> impl Iterator<Item = (&str, &str)> {
        let version = ("made by", concat!("corroborate ", env!("CARGO_PKG_VERSION")));
        let given = self.provenance.iter().map(|(label, value)| (&**label, &**value));
        let as_of = self.as_of.as_deref().map(|time| ("as of", time));
        std::iter::once(version).chain(as_of).chain(given)
    }
}

/// The latest publication of some assertions, in the words of its document. No clock is asked: the same
/// data gives the same report on any day.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Latest {
    /// Its last second, and what is stated of it.
    found: Option<(i64, TimeExtent)>,
}

impl Latest {
    fn of(assertions: &[Assertion]) -> Self {
        let mut latest = Self::default();
        for assertion in assertions {
            latest.see(assertion);
        }
        latest
    }

    /// Takes another assertion into account.
    pub(crate) fn see(&mut self, assertion: &Assertion) {
        let Some(&time) = assertion.published() else { return };
        let found = self.found;
        // In the order of time, the next is mostly as late as the one before.
        if found.is_some_and(|(_, stated)| stated == time) {
            return;
        }
        let span = time.span_at(Utc.fix());
        let Some(second) = span.end.or(span.start) else { return };
        let is_later = found.is_none_or(|(latest, stated)| match second.cmp(&latest) {
            Ordering::Equal => time.in_words() > stated.in_words(),
            order => order.is_gt(),
        });
        if is_later {
            self.found = Some((second, time));
        }
    }

    fn in_words(self) -> Option<String> {
        let (_, stated) = self.found?;
        Some(format!("{} (latest publication in the data)", stated.in_words()))
    }
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        super::text::write(self, f)
    }
}
