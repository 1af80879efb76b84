//! Bytes to assertions.
//!
//! [`JsonLines`] streams one file; [`read_all`] reads a whole data set, from one or several files,
//! and checks what only a whole can show: ids that occur twice, references that lead nowhere,
//! relations that form a loop.
//!
//! # Examples
//!
//! ```
//! use corroborate::read::{JsonLines, Mode, read_all};
//!
//! let lines = br#"{"id":"a","kind":"report","source":{"name":"SOHR"},"event":{"action":"shelling"}}
//! {"id":"b","kind":"report","source":{"name":"SOHR"},"event":{"time":"2023-02-30"}}"#;
//!
//! // Strict: one mistake, no data, and every mistake is listed.
//! let errors = read_all([JsonLines::new(&lines[..], "demo.jsonl")], Mode::Strict).unwrap_err();
//! assert_eq!(
//!     errors[0].to_string(),
//!     "demo.jsonl:2: assertion `b`: event.time: found `\"2023-02-30\"`, expected day 01 to 28"
//! );
//!
//! // Lenient: the good lines are kept, the mistakes come along.
//! let read = read_all([JsonLines::new(&lines[..], "demo.jsonl")], Mode::Lenient).unwrap();
//! assert_eq!((read.assertions.len(), read.errors.len()), (1, 1));
//! ```

mod diagnose;
mod error;
mod jsonl;
mod judgements;
mod labels;
mod whole;

pub use error::{ReadError, ReadErrorKind};
pub use jsonl::{JsonLines, MAX_LINE_BYTES, write_jsonl};
pub(crate) use jsonl::{Place, parse};
pub use judgements::{Judgement, JudgementError, Judgements, SameEvent};
pub use labels::{GoldEvent, Labels, LabelsError};
pub(crate) use labels::{Row, rows};
pub(crate) use whole::loops;
pub use whole::{DataSet, Mode, read_all};
