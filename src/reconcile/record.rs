//! What each speaker said over the whole data set, in counts.

use std::collections::{BTreeMap, BTreeSet};

use super::account::{ReconciledEvent, SourceRecord};
use super::event::speaker_name;
use super::status::Occurrence;
use super::story::Story;
use crate::model::AssertionKind;

/// The records while they are being counted, by name.
#[derive(Debug, Default)]
pub(super) struct Records {
    by_name: BTreeMap<String, SourceRecord>,
}

impl Records {
    /// One live assertion outside of any event, or one more within.
    pub(super) fn assertion(&mut self, name: &str, kind: AssertionKind) {
        let record = self.record(name);
        record.assertions += 1;
        if kind == AssertionKind::Denial {
            record.denials += 1;
        }
    }

    fn record(&mut self, name: &str) -> &mut SourceRecord {
        self.by_name
            .entry(name.to_owned())
            .or_insert_with(|| SourceRecord { name: name.to_owned(), ..SourceRecord::default() })
    }

    /// The statements of one event: an event counts once for each speaker and kind.
    pub(super) fn event(&mut self, event: &ReconciledEvent, story: &Story<'_>) {
        let mut seen: BTreeSet<(String, AssertionKind)> = BTreeSet::new();
        for statement in &story.statements {
            let name = speaker_name(story.lexicons, statement);
            let kind = statement.assertion.kind();
            self.assertion(&name, kind);
            if !seen.insert((name.clone(), kind)) {
                continue;
            }
            let record = self.record(&name);
            match kind {
                AssertionKind::Claim => {
                    record.claims += 1;
                    match event.occurrence {
                        Occurrence::ConfirmedClaimed => record.confirmed += 1,
                        Occurrence::Corroborated => record.corroborated += 1,
                        Occurrence::Disputed => record.disputed += 1,
                        _ => record.unconfirmed += 1,
                    }
                }
                AssertionKind::Confirmation => record.confirmations += 1,
                AssertionKind::Report => record.reports += 1,
                _ => {}
            }
        }
    }

    /// By name.
    pub(super) fn finish(self) -> Vec<SourceRecord> {
        self.by_name.into_values().collect()
    }
}
