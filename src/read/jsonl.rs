//! One assertion a line.

use std::io::{self, BufRead, Write};

use super::diagnose::diagnose;
use super::error::{ReadError, ReadErrorKind};
use crate::model::{Assertion, from_json};

/// The longest line that is accepted, in bytes: 1 MiB. A line that long is a file without line ends.
pub const MAX_LINE_BYTES: usize = 1 << 20;

/// Reads assertions from JSON Lines, one at a time: memory stays at the size of the longest line.
///
/// Blank lines and lines that start with `#` are skipped, a byte order mark at the start too. A line
/// that is wrong gives one error for each mistake found in it, and the reading goes on.
///
/// # Examples
///
/// ```
/// use corroborate::read::JsonLines;
///
/// let text = "# a comment\n{\"id\":\"a\",\"kind\":\"clam\",\"source\":{\"name\":\"S\"}}\n";
/// let mut lines = JsonLines::new(text.as_bytes(), "demo.jsonl");
/// let error = lines.next().unwrap().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "demo.jsonl:2: assertion `a`: kind: found `\"clam\"`, expected one of `claim`, \
///      `confirmation`, `report`, `denial`, `no_comment`, `threat`, `tally`, `retraction`"
/// );
/// assert!(lines.next().is_none());
/// ```
#[derive(Debug)]
pub struct JsonLines<R> {
    reader: R,
    file: String,
    line: u64,
    limit: usize,
    buffer: Vec<u8>,
    pending: Vec<ReadError>,
    done: bool,
}

impl<R: BufRead> JsonLines<R> {
    /// A reader of `file`, whose name appears in errors.
    pub fn new(reader: R, file: impl Into<String>) -> Self {
        Self {
            reader,
            file: file.into(),
            line: 0,
            limit: MAX_LINE_BYTES,
            buffer: Vec::new(),
            pending: Vec::new(),
            done: false,
        }
    }

    /// The same with another limit on the bytes of a line.
    #[must_use]
    pub fn with_limit(mut self, bytes: usize) -> Self {
        self.limit = bytes;
        self
    }

    /// The line that was read last, counted from 1.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.line
    }

    /// The name of the file, as errors show it.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    fn error(&self, id: Option<String>, kind: ReadErrorKind) -> ReadError {
        ReadError { file: self.file.clone(), line: self.line, id, kind }
    }

    /// The next line into the buffer; `None` at the end, `Some(false)` when it is too long.
    fn read_line(&mut self) -> io::Result<Option<bool>> {
        self.buffer.clear();
        let mut fits = true;
        loop {
            let chunk = match self.reader.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if chunk.is_empty() {
                let any = !self.buffer.is_empty() || !fits;
                self.line += u64::from(any);
                return Ok(any.then_some(fits));
            }
            let end = chunk.iter().position(|byte| *byte == b'\n');
            let taken = end.unwrap_or(chunk.len());
            fits &= self.buffer.len() + taken <= self.limit;
            if fits {
                self.buffer.extend_from_slice(chunk.get(..taken).unwrap_or_default());
            }
            self.reader.consume(taken + usize::from(end.is_some()));
            if end.is_some() {
                self.line += 1;
                return Ok(Some(fits));
            }
        }
    }

    fn parse(&mut self) -> Option<Result<Assertion, ReadError>> {
        let text = match std::str::from_utf8(&self.buffer) {
            Ok(text) => text,
            Err(error) => {
                let column = error.valid_up_to() + 1;
                return Some(Err(self.error(None, ReadErrorKind::NotUtf8 { column })));
            }
        };
        let text = if self.line == 1 { text.trim_start_matches('\u{feff}') } else { text };
        // White space before the object stays, so that columns are those of the file.
        let text = text.trim_end();
        if text.is_empty() || text.trim_start().starts_with('#') {
            return None;
        }
        match from_json(text) {
            Ok(Ok(assertion)) => Some(Ok(assertion)),
            Ok(Err(invalid)) => {
                let id = Some(invalid.id().to_owned());
                let mut errors: Vec<ReadError> = invalid
                    .errors()
                    .iter()
                    .map(|error| self.error(id.clone(), error.clone().into()))
                    .collect();
                errors.reverse();
                let first = errors.pop();
                self.pending.extend(errors);
                first.map(Err)
            }
            Err(problem) => {
                let (id, kind) = diagnose(text, &problem);
                Some(Err(self.error(id, kind)))
            }
        }
    }
}

impl<R: BufRead> Iterator for JsonLines<R> {
    type Item = Result<Assertion, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(error) = self.pending.pop() {
                return Some(Err(error));
            }
            if self.done {
                return None;
            }
            match self.read_line() {
                Ok(None) => {
                    self.done = true;
                    return None;
                }
                Ok(Some(true)) => {
                    if let Some(item) = self.parse() {
                        return Some(item);
                    }
                }
                Ok(Some(false)) => {
                    let kind = ReadErrorKind::LineTooLong { limit: self.limit };
                    return Some(Err(self.error(None, kind)));
                }
                Err(error) => {
                    self.done = true;
                    self.line += 1;
                    return Some(Err(self.error(None, ReadErrorKind::Io(error.to_string()))));
                }
            }
        }
    }
}

/// Writes assertions as JSON Lines, one a line, in the field order of the format.
///
/// # Errors
///
/// What the writer fails with.
///
/// ```
/// use corroborate::model::Assertion;
/// use corroborate::read::{JsonLines, write_jsonl};
///
/// let report = Assertion::report("r", "SOHR").action("shelling").build()?;
/// let mut bytes = Vec::new();
/// write_jsonl([&report], &mut bytes)?;
/// assert_eq!(JsonLines::new(&bytes[..], "out").next(), Some(Ok(report)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write_jsonl<'a, W: Write>(
    assertions: impl IntoIterator<Item = &'a Assertion>,
    mut writer: W,
) -> io::Result<()> {
    for assertion in assertions {
        serde_json::to_writer(&mut writer, assertion)?;
        writer.write_all(b"\n")?;
    }
    Ok(())
}
