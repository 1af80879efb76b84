//! One assertion a line.

use std::collections::VecDeque;
use std::io::{self, BufRead, Read, Write};

use super::diagnose::diagnose;
use super::error::{ReadError, ReadErrorKind};
use crate::model::{Assertion, from_json};
use crate::threads;

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
    /// Bytes read so far.
    offset: u64,
    limit: usize,
    buffer: Vec<u8>,
    pending: VecDeque<Result<Assertion, ReadError>>,
    done: bool,
}

impl<R: BufRead> JsonLines<R> {
    /// A reader of `file`, whose name appears in errors.
    pub fn new(reader: R, file: impl Into<String>) -> Self {
        Self {
            reader,
            file: file.into(),
            line: 0,
            offset: 0,
            limit: MAX_LINE_BYTES,
            buffer: Vec::new(),
            pending: VecDeque::new(),
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

    /// The bytes of all lines read so far.
    pub(crate) fn offset(&self) -> u64 {
        self.offset
    }

    /// The name of the file, as errors show it.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Adds the next line to the buffer; `None` at the end, `Some(false)` when it is too long, and then
    /// not added as a whole.
    fn read_line(&mut self) -> io::Result<Option<bool>> {
        let begin = self.buffer.len();
        // One more for the end of the line, which does not count.
        let most = u64::try_from(self.limit).unwrap_or(u64::MAX).saturating_add(1);
        self.reader.by_ref().take(most).read_until(b'\n', &mut self.buffer)?;
        let length = self.buffer.len() - begin;
        if length == 0 {
            return Ok(None);
        }
        self.line += 1;
        self.offset = self.offset.saturating_add(length as u64);
        if self.buffer.last() == Some(&b'\n') {
            self.buffer.pop();
            return Ok(Some(true));
        }
        if length <= self.limit {
            return Ok(Some(true));
        }
        let skipped = self.reader.skip_until(b'\n')?;
        self.offset = self.offset.saturating_add(skipped as u64);
        Ok(Some(false))
    }

    /// Reads many lines at once and puts them into their form on several threads. The items are those of
    /// the iterator, each with its place, some neighbors at a time; nothing at the end.
    pub(crate) fn next_many(&mut self) -> Vec<Vec<Item>> {
        self.next_many_as(|items| items)
    }

    /// The same, with what is made of some items, in their order, by the thread that read them.
    pub(crate) fn next_many_as<T: Send>(
        &mut self,
        make: impl Fn(Vec<Item>) -> Vec<T> + Sync + Send,
    ) -> Vec<Vec<T>> {
        debug_assert!(self.pending.is_empty(), "one line at a time, or many");
        loop {
            let mut items = self.read_many(&make);
            items.retain(|items| !items.is_empty());
            // Where there was nothing but comments, the end is not yet.
            if !items.is_empty() || self.done {
                return items;
            }
        }
    }

    fn read_many<T: Send>(
        &mut self,
        make: &(impl Fn(Vec<Item>) -> Vec<T> + Sync + Send),
    ) -> Vec<Vec<T>> {
        self.buffer.clear();
        let mut lines: Vec<(Place, Option<(usize, usize)>)> = Vec::new();
        let mut failed = None;
        while !self.done && self.buffer.len() < BYTES_AT_A_TIME * threads::count() {
            let (begin, offset) = (self.buffer.len(), self.offset);
            match self.read_line() {
                Ok(None) => self.done = true,
                Ok(Some(fits)) => {
                    let end = self.buffer.len();
                    let place = Place { line: self.line, offset, bytes: end - begin };
                    lines.push((place, fits.then_some((begin, end))));
                }
                Err(error) => failed = Some(self.failure(&error)),
            }
        }
        let (file, buffer, limit) = (&*self.file, &self.buffer, self.limit);
        let mut items = threads::map_chunks(&lines, LINES_AT_A_TIME, |lines| {
            let mut items = Vec::with_capacity(lines.len());
            for &(place, bytes) in lines {
                let Some((begin, end)) = bytes else {
                    items.push((place, Err(too_long(file, place.line, limit))));
                    continue;
                };
                let bytes = buffer.get(begin..end).unwrap_or_default();
                parse(file, place.line, bytes, |item| items.push((place, item)));
            }
            make(items)
        });
        if let Some(error) = failed {
            let end = Place { line: error.line, offset: self.offset, bytes: 0 };
            items.push(make(vec![(end, Err(error))]));
        }
        items
    }

    /// Nothing can be read after this.
    fn failure(&mut self, error: &io::Error) -> ReadError {
        self.done = true;
        self.line += 1;
        let kind = ReadErrorKind::Io(error.to_string());
        ReadError { file: self.file.clone(), line: self.line, id: None, kind }
    }
}

/// Bytes that are read for each thread before they are put into their form: few enough to be still in the
/// cache.
const BYTES_AT_A_TIME: usize = 1 << 18;

/// Lines that one thread puts into their form in one go.
const LINES_AT_A_TIME: usize = 64;

/// What a line says or what is wrong with it, and where it stands.
pub(crate) type Item = (Place, Result<Assertion, ReadError>);

/// Where a line is in its file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// The line, counted from 1.
    pub(crate) line: u64,
    /// The bytes before it.
    pub(crate) offset: u64,
    /// Its own bytes, without the end of the line.
    pub(crate) bytes: usize,
}

fn too_long(file: &str, line: u64, limit: usize) -> ReadError {
    let kind = ReadErrorKind::LineTooLong { limit };
    ReadError { file: file.to_owned(), line, id: None, kind }
}

/// Gives the assertion of a line, or each mistake in it, or nothing for a comment.
pub(crate) fn parse(
    file: &str,
    line: u64,
    bytes: &[u8],
    mut add: impl FnMut(Result<Assertion, ReadError>),
) {
    let error = |id, kind| ReadError { file: file.to_owned(), line, id, kind };
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(problem) => {
            let column = problem.valid_up_to() + 1;
            return add(Err(error(None, ReadErrorKind::NotUtf8 { column })));
        }
    };
    let text = if line == 1 { text.trim_start_matches('\u{feff}') } else { text };
    // White space before the object stays, so that columns are those of the file.
    let text = text.trim_end();
    if text.is_empty() || text.trim_start().starts_with('#') {
        return;
    }
    match from_json(text) {
        Ok(Ok(assertion)) => add(Ok(assertion)),
        Ok(Err(invalid)) => {
            for problem in invalid.errors() {
                add(Err(error(Some(invalid.id().to_owned()), problem.clone().into())));
            }
        }
        Err(problem) => {
            let (id, kind) = diagnose(text, &problem);
            add(Err(error(id, kind)));
        }
    }
}

impl<R: BufRead> Iterator for JsonLines<R> {
    type Item = Result<Assertion, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.pending.pop_front() {
                return Some(item);
            }
            if self.done {
                return None;
            }
            self.buffer.clear();
            match self.read_line() {
                Ok(None) => self.done = true,
                Ok(Some(true)) => {
                    let pending = &mut self.pending;
                    parse(&self.file, self.line, &self.buffer, |item| pending.push_back(item));
                }
                Ok(Some(false)) => return Some(Err(too_long(&self.file, self.line, self.limit))),
                Err(error) => return Some(Err(self.failure(&error))),
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
