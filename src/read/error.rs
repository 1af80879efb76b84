//! What is wrong with the input, and where.

use std::fmt;

use crate::model::{FieldError, Shown};

/// One mistake in the input: where it is, what was found, what was expected.
///
/// The text form is one line, ``file:line: assertion `id`: field: found `…`, expected …``, without
/// the parts that are not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// The file as it was named to the reader.
    pub file: String,
    /// The line, counted from 1.
    pub line: u64,
    /// The id of the assertion, if the line got that far.
    pub id: Option<String>,
    /// What is wrong.
    pub kind: ReadErrorKind,
}

/// The ways in which a line can be wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadErrorKind {
    /// The file could not be read on.
    #[error("reading failed: {0}")]
    Io(String),
    /// The line is not UTF-8.
    #[error("found a byte that is not UTF-8 at column {column}, expected UTF-8 text")]
    NotUtf8 {
        /// The byte's place in the line, counted from 1.
        column: usize,
    },
    /// The line is longer than the reader accepts.
    #[error("found a line of more than {limit} bytes, expected one assertion of at most that size")]
    LineTooLong {
        /// The most bytes that are accepted.
        limit: usize,
    },
    /// The line is not JSON.
    #[error("found {found} at column {column}, expected one JSON object ({problem})")]
    NotJson {
        /// The text around the place.
        found: String,
        /// The place in the line, counted from 1.
        column: usize,
        /// What the JSON parser says.
        problem: String,
    },
    /// A field breaks a rule of the format.
    #[error(transparent)]
    Field(#[from] FieldError),
    /// The id was used before.
    #[error(
        "id: found `{}` again, expected an id that is not used in {}:{first_line}",
        Shown::value(.id), Shown::path(.first_file)
    )]
    DuplicateId {
        /// The id.
        id: String,
        /// The file of its first use.
        first_file: String,
        /// The line of its first use.
        first_line: u64,
    },
    /// A reference leads nowhere.
    #[error(
        "about[{index}]: found `{}`, expected the id of an assertion in the data",
        Shown::value(.target)
    )]
    DanglingReference {
        /// Which of the references it is, counted from 0.
        index: usize,
        /// The id that is not there.
        target: String,
    },
    /// Relations form a loop, so that nothing is the first version.
    #[error("about: found the loop {}, expected relations that lead back in time", Loop(.path))]
    RelationLoop {
        /// The ids along the loop; the first is repeated at the end.
        path: Vec<String>,
    },
}

/// The ids along a loop; of a long one, the first few.
struct Loop<'a>(&'a [String]);

impl fmt::Display for Loop<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const MOST: usize = 6;
        for (index, id) in self.0.iter().take(MOST).enumerate() {
            let arrow = if index > 0 { " -> " } else { "" };
            write!(f, "{arrow}`{}`", Shown::value(id))?;
        }
        match self.0.len().saturating_sub(MOST) {
            0 => Ok(()),
            more => write!(f, " -> … ({more} more)"),
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: ", Shown::path(&self.file), self.line)?;
        if let Some(id) = &self.id {
            write!(f, "assertion `{}`: ", Shown::value(id))?;
        }
        self.kind.fmt(f)
    }
}

impl std::error::Error for ReadError {}
