//! Many assertions to one account: what agrees, what differs and by how much, and what the event's
//! status is. Decides nothing about who is right.

mod account;
mod alternative;
mod attribution;
mod batch;
mod casualties;
mod count;
mod damage;
mod event;
mod existence;
mod finding;
mod findings;
mod gather;
mod headline;
mod history;
mod munition;
mod part;
mod place;
mod record;
mod relay;
mod scope;
mod sides;
mod silence;
mod statistics;
mod status;
mod story;
mod tally;
mod threat;
mod time;
mod unresolved;
mod whole;

pub use account::{
    Alternative, ClaimsInPeriod, EventId, Link, Origin, PossibleLink, Reasons, ReconciledEvent,
    Reconciliation, SetAside, Shares, SourceRecord, Summary, TallyAccount, TallyVerdict,
    ThreatAccount, Unresolved,
};
pub(crate) use batch::{Plan, Source, lists_unknown, unknown};
pub(crate) use count::of_which;
pub use finding::{Attribute, Finding, FindingKind, Magnitude, Range, StatedValue, Verdict, View};
pub use findings::{Findings, FindingsIter};
pub(crate) use place::country_name;
pub use statistics::{Quartiles, Share};
pub use status::{Attribution, Occurrence};
pub use whole::reconcile;
pub(crate) use whole::{possible_link, possible_links};
