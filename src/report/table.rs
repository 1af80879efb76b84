//! The account as tables for a spreadsheet: one row a finding, or one row an event.

use std::borrow::Cow;
use std::io::{self, Write};

use super::codes::{Codes, joined};
use super::sites::Sites;
use super::{Likelihood, Report, clean};
use crate::model::AssertionId;
use crate::reconcile::{
    Attribute, Finding, Magnitude, ReconciledEvent, StatedValue, Verdict, View,
};

const FINDING_COLUMNS: [&str; 16] = [
    "event_id",
    "headline",
    "occurrence",
    "attribution",
    "attribute",
    "verdict",
    "kind",
    "ratio",
    "km",
    "hours",
    "claimed",
    "confirmed",
    "reported",
    "denied",
    "explanation",
    "would_reconcile",
];

/// Writes one row for each attribute of each event that anyone speaks to: `event_id`, `headline`,
/// `occurrence`, `attribution`, `attribute`, `verdict`, `kind`, `ratio`, `km`, `hours`, `claimed`,
/// `confirmed`, `reported`, `denied` (the values of each view, `value (assertion)`, separated by
/// `; `), `explanation`, `would_reconcile`.
///
/// Safe to open in a spreadsheet: a cell that would begin a formula begins with an apostrophe.
///
/// # Errors
///
/// Those of the writer.
pub fn csv(report: &Report<'_>, writer: &mut (impl Write + ?Sized)) -> io::Result<()> {
    csv_header(writer)?;
    csv_rows(&report.reconciliation.events, writer)
}

/// The header of [`csv`](csv()).
pub(crate) fn csv_header(writer: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let mut rows = csv::Writer::from_writer(writer);
    rows.write_record(FINDING_COLUMNS)?;
    rows.flush()
}

/// The rows of [`csv`](csv()) for some events.
pub(crate) fn csv_rows(
    events: &[ReconciledEvent],
    writer: &mut (impl Write + ?Sized),
) -> io::Result<()> {
    let mut rows = csv::Writer::from_writer(writer);
    for event in events {
        for (attribute, finding) in &event.attributes {
            let row = finding_row(event, *attribute, finding);
            rows.write_record(row.iter().map(|cell| safe(cell).into_owned()))?;
        }
    }
    rows.flush()
}

fn finding_row(event: &ReconciledEvent, attribute: Attribute, finding: &Finding) -> [String; 16] {
    let number = |number: Option<f64>| number.map(decimal).unwrap_or_default();
    let by = |view| values(&finding.values, view);
    [
        event.id.to_string(),
        event.headline.clone(),
        event.occurrence.to_string(),
        event.attribution.to_string(),
        attribute.to_string(),
        finding.verdict.to_string(),
        finding.kind.to_string(),
        number(match finding.magnitude {
            Some(Magnitude::Ratio(ratio)) => Some(ratio),
            _ => None,
        }),
        number(match finding.magnitude {
            Some(Magnitude::Km(km)) => Some(km),
            _ => None,
        }),
        number(match finding.magnitude {
            Some(Magnitude::Hours(hours)) => Some(hours),
            _ => None,
        }),
        by(View::Claimed),
        by(View::Confirmed),
        by(View::Reported),
        by(View::Denied),
        finding.explanation.clone(),
        finding.would_reconcile.join("; "),
    ]
}

fn values(values: &[StatedValue], view: View) -> String {
    let of_view = values.iter().filter(|stated| stated.view == view);
    let cells = of_view.map(|stated| format!("{} ({})", stated.value, stated.assertion));
    cells.collect::<Vec<_>>().join("; ")
}

const EVENT_COLUMNS: [&str; 23] = [
    "event_id",
    "headline",
    "occurrence",
    "attribution",
    "probability",
    "likelihood",
    "origins",
    "assertions",
    "withdrawn",
    "conflicts",
    "compatible",
    "agreed",
    "one_sided",
    "claimed_place",
    "other_place",
    "latitude",
    "longitude",
    "radius_km",
    "distance_km",
    "alternative",
    "acled",
    "cameo",
    "plover",
];

/// Writes one row for each event: `event_id`, `headline`, `occurrence`, `attribution`,
/// `probability`, `likelihood`, `origins` (how many are independent), `assertions`, `withdrawn`,
/// `conflicts`, `compatible`, `agreed`, `one_sided` (attributes), `claimed_place`, `other_place`,
/// `latitude`, `longitude`, `radius_km` (of the most precise place), `distance_km` (between claimed
/// and other place), `alternative`, `acled`, `cameo`, `plover` (codes of what was used). Lists are separated by `; `.
///
/// Safe to open in a spreadsheet, as [`csv`](csv()).
///
/// # Errors
///
/// Those of the writer.
pub fn csv_events(report: &Report<'_>, writer: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let mut rows = csv::Writer::from_writer(writer);
    rows.write_record(EVENT_COLUMNS)?;
    for event in &report.reconciliation.events {
        let sites = Sites::of(report, event);
        let mut row = event_row(report, event, &sites).map(|cell| safe(&cell).into_owned());
        // Coordinates are numbers of our own: a minus sign begins no formula.
        if let Some(site) = sites.best() {
            row[15] = decimal(site.point.lat());
            row[16] = decimal(site.point.lon());
        }
        rows.write_record(row)?;
    }
    rows.flush()
}

fn event_row(report: &Report<'_>, event: &ReconciledEvent, sites: &Sites) -> [String; 23] {
    let codes = Codes::of(report, event);
    let with = |verdict: Verdict| {
        let found = event.attributes.iter().filter(|(_, found)| found.verdict == verdict);
        found.map(|(attribute, _)| attribute.as_str()).collect::<Vec<_>>().join("; ")
    };
    let place = |site: &Option<super::sites::Site>| {
        site.as_ref().map(|site| format!("{} ({})", site.name, site.assertion)).unwrap_or_default()
    };
    [
        event.id.to_string(),
        event.headline.clone(),
        event.occurrence.to_string(),
        event.attribution.to_string(),
        event.probability.map(decimal).unwrap_or_default(),
        event.probability.map(|one| Likelihood::of(one).to_string()).unwrap_or_default(),
        event.origins.len().to_string(),
        ids(&event.assertions),
        ids(&event.withdrawn),
        with(Verdict::Conflict),
        with(Verdict::Compatible),
        with(Verdict::Agree),
        with(Verdict::Unilateral),
        place(&sites.claimed),
        place(&sites.other),
        String::new(),
        String::new(),
        sites.best().map(|site| decimal(site.radius_km)).unwrap_or_default(),
        sites.apart().map(|(_, _, km)| decimal(km)).unwrap_or_default(),
        event.alternative.as_ref().map(|other| other.explanation.clone()).unwrap_or_default(),
        joined(&codes.acled, "; "),
        joined(&codes.cameo, "; "),
        joined(&codes.plover, "; "),
    ]
}

fn ids(ids: &[AssertionId]) -> String {
    ids.iter().map(AssertionId::as_str).collect::<Vec<_>>().join("; ")
}

fn decimal(value: f64) -> String {
    super::json::rounded(value).to_string()
}

/// The text as a cell that a spreadsheet takes for text, on one line.
///
/// The signs are those that OWASP names for formula injection, their full-width forms included;
/// control characters that may stand before them are gone already.
fn safe(text: &str) -> Cow<'_, str> {
    let text = clean::prose(text);
    let bare = text.trim_start_matches(clean::ISOLATE);
    if bare.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) {
        Cow::Owned(format!("'{text}"))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_begins_no_formula() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r\n@x", " =1", "＝1"] {
            assert!(safe(formula).starts_with('\''), "{formula:?}");
        }
        assert_eq!(safe("5 fired"), "5 fired");
        assert_eq!(safe("\u{202e}=1"), "'=1");
        assert_eq!(safe("=\"عين\""), "'=\"\u{2068}عين\u{2069}\"");
    }
}
