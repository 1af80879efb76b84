//! Reconciles claims with confirmations: many speakers' statements in, events with typed
//! discrepancies out, and nothing that a speaker said is lost on the way.
//!
//! ```
//! use corroborate::{Assertion, Attribute, Occurrence, Place, Reconciler, Verdict};
//!
//! let claim = Assertion::claim("claim", "Ahl al-Tha'er")
//!     .time("2023-01-04")
//!     .place(Place::named("Al-Omar oil field").country("SY"))
//!     .munitions("122 mm Grad missiles", "five")
//!     .build()?;
//! let confirmation = Assertion::confirmation("centcom", "U.S. Central Command")
//!     .time("2023-01-04")
//!     .place(Place::named("Al-Omar oil field").country("SY"))
//!     .munitions("rockets", "two")
//!     .build()?;
//!
//! let account = Reconciler::default().reconcile(&[claim, confirmation]);
//! let event = &account.events[0];
//! assert_eq!(event.occurrence, Occurrence::ConfirmedClaimed);
//!
//! // A Grad is a rocket: the claim only says more. Five against two is a contradiction.
//! assert_eq!(event.attributes[&Attribute::Munition].verdict, Verdict::Compatible);
//! assert_eq!(event.attributes[&Attribute::Count].verdict, Verdict::Conflict);
//! # Ok::<(), corroborate::model::InvalidAssertion>(())
//! ```
//!
//! # Concepts
//!
//! - An **assertion** ([`Assertion`]) is what one speaker said about one thing that happened. Two speakers
//!   in one article are two assertions. What a speaker did not say is absent, which is not the same as
//!   "none" and not the same as "an unknown number".
//! - Counts ([`Quantity`]), times ([`TimeExtent`]) and places ([`Place`]) are **sets of possibilities**:
//!   "at least two", "in April", "near the airport". The speaker's words stay beside them.
//! - **Lexicons** ([`Lexicons`]) know that two names mean one place, that one organisation is part of
//!   another, that a Grad is a rocket. What they do not know still takes part by its words.
//! - An **event** ([`ReconciledEvent`]) is a group of assertions that are about the same thing, with the
//!   probability that they are and the reasons. Each pair of candidates has a score in bits that can be
//!   taken apart ([`Reconciler::explain`]).
//! - An event's **status** has two axes: whether it happened by whose word ([`Occurrence`]), and who is
//!   said to have done it ([`Attribution`]).
//! - For each [`Attribute`] of an event there is a **finding** ([`Finding`]) with its [`Verdict`]: the sides
//!   agree, are compatible (they differ in precision only), conflict, or only one of them speaks. It carries
//!   the values of all speakers, a finer kind, and where one fits, a magnitude.
//! - Everything ends somewhere ([`Reconciliation`]): in an event, or among the threats, the tallies, or what
//!   was set aside, with the reason.
//!
//! # What it does not decide
//!
//! Who is right, which of several causes explains a difference, how credible a speaker is, and whose a
//! territory is. "Confirmed" means that the side that was hit, or the state answerable for the place, says
//! that it happened.
//!
//! # Stages
//!
//! Data flows one way. Each stage is a pure function over plain values and can be used alone; the result
//! does not depend on the order of the assertions.
//!
//! | stage | module | takes | gives |
//! |---|---|---|---|
//! | read | [`read`] | bytes | [`Assertion`]s, or errors that say where |
//! | normalize | [`normalize`] | assertions | concepts behind their words, as compact features |
//! | block | [`block`] | features | pairs that are worth comparing |
//! | compare, score | [`compare`], [`score`] | a pair | a named level for each comparison, and a sum of bits |
//! | cluster | [`cluster`] | scored pairs | a partition: each assertion in one place |
//! | reconcile | [`mod@reconcile`] | partition and assertions | a [`Reconciliation`] |
//! | report | [`report`] | a reconciliation | text, Markdown, JSON, CSV, `GeoJSON`, HTML |
//!
//! [`evaluate`] compares the result with labels that people gave; [`fit`] learns weights from them.
//!
//! # Features
//!
//! - `html` (default): the report as one HTML page.
//! - `parallel` (default): work on all cores, in the thread pool of `rayon` that is current; the result is
//!   the same without.
//! - `generate`: made-up assertions with known truth, for benchmarks and tests.
#![forbid(unsafe_code)]
#![warn(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr)]

pub mod block;
pub mod cluster;
pub mod compare;
mod config;
pub mod evaluate;
pub mod fit;
#[cfg(feature = "generate")]
pub mod generate;
pub mod large;
mod lists;
mod matching;
pub mod model;
pub mod normalize;
pub mod read;
pub mod reconcile;
mod reconciler;
pub mod report;
pub mod score;
pub mod text;
mod threads;

#[cfg(doc)]
#[doc = include_str!("../DESIGN.md")]
pub mod design {}

/// The code in the README, compiled and run with the tests; that of the design page is run as `design`.
#[cfg(doctest)]
mod pages {
    #[doc = include_str!("../README.md")]
    mod readme {}
}

pub use config::{Config, ConfigError};
pub use model::{
    AdmiraltyGrade, Assertion, AssertionBuilder, AssertionId, AssertionKind, Casualties, Damage,
    DenialScope, Event, LatLon, Munition, Outcome, Place, Quantity, Relation, Role, Side, Source,
    Tally, TimeExtent,
};
pub use normalize::Lexicons;
pub use read::{JsonLines, Labels, Mode, ReadError, read_all};
pub use reconcile::{
    Attribute, Attribution, Finding, FindingKind, Magnitude, Occurrence, ReconciledEvent,
    Reconciliation, Verdict,
};
pub use reconciler::Reconciler;
pub use report::Report;
pub use score::{Explanation, Weights};
