//! Which assertion belongs to which event, as a table.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::Report;
use crate::model::AssertionId;

/// Writes the labels: `assertion_id,event_id`, one row for each assertion in input order.
///
/// The event id is that of the report. Withdrawn assertions have the id of the event whose history
/// they are; threats, tallies and what was set aside have none. The format is the one that
/// [`Labels`](crate::read::Labels) reads.
///
/// # Errors
///
/// Those of the writer.
pub fn labels_csv(report: &Report<'_>, writer: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let mut event_of: BTreeMap<&AssertionId, &str> = BTreeMap::new();
    for event in &report.reconciliation.events {
        for id in event.assertions.iter().chain(&event.withdrawn) {
            event_of.insert(id, event.id.as_str());
        }
    }
    let mut rows = csv::Writer::from_writer(writer);
    rows.write_record(["assertion_id", "event_id"])?;
    for assertion in report.assertions {
        let event = event_of.get(assertion.id()).copied().unwrap_or_default();
        rows.write_record([assertion.id().as_str(), event])?;
    }
    rows.flush()
}
