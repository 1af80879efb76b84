//! Many assertions to one account: what agrees, what differs and by how much, and what the event's
//! status is. Decides nothing about who is right.

mod account;
mod finding;
mod status;

pub use account::{
    Alternative, EventId, Link, Origin, PossibleLink, ReconciledEvent, Reconciliation, SetAside,
    SourceRecord, Summary, TallyAccount, TallyVerdict, ThreatAccount, Unresolved,
};
pub use finding::{Attribute, Finding, FindingKind, Magnitude, Range, StatedValue, Verdict, View};
pub use status::{Attribution, Occurrence};
