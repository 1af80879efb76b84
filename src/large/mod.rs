//! Data that is larger than memory.
//!
//! [`LargeData`] reads its files twice, and once more for the list of the statements themselves. The first time
//! it keeps of each assertion what matching needs, where it stands in its file, and a few facts more: some two
//! hundred bytes, whatever the length of its texts. From these it finds the events. The second time,
//! [`LargeData::json`] and [`LargeData::csv`] take the events in the order of the report, a run at a time, read
//! the assertions of each back, and write what they make of them.
//!
//! Nothing is estimated and nothing is cut: the bytes are those that [`report::json`](crate::report::json())
//! and [`report::csv`](crate::report::csv()) write of the same data in memory. Cutting the data into periods
//! that are reconciled one by one would not give that, since documents, relations and tallies span all time,
//! and how much a word or a place tells depends on the whole.

mod files;
mod rows;
mod scan;
mod verbatim;

use std::io::{self, Write};
use std::path::PathBuf;

pub use self::files::InputFile;
use self::files::{Files, Lines, Place};
use self::rows::Rows;
use self::verbatim::Verbatim;
use crate::cluster::{JudgementClash, Partition};
use crate::model::AssertionId;
use crate::normalize::Resolver;
use crate::read::{Mode, ReadError};
use crate::reconcile::{self, EventId, Plan, Source, lists_unknown, possible_link, possible_links};
use crate::reconciler::Reconciler;
use crate::report::{self, Document, Entries, Report};
use crate::threads::Pool;

/// Assertions that stay in their files, and the events that they are about.
///
/// The files must not change as long as this is in use.
///
/// # Examples
///
/// ```
/// use corroborate::Reconciler;
/// use corroborate::large::LargeData;
/// use corroborate::read::Mode;
/// use corroborate::reconcile::Reconciliation;
/// use corroborate::report::Report;
///
/// let reconciler = Reconciler::default();
/// let files = [concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/five-articles.jsonl")];
/// let data = LargeData::read(files, Mode::Strict, &reconciler, |_| ())?;
///
/// let mut json = Vec::new();
/// data.json(&Report::new(&Reconciliation::default(), &[]), &mut json, |_| ())?;
/// let report: serde_json::Value = serde_json::from_slice(&json)?;
/// assert_eq!(report["summary"]["assertions"], 29);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct LargeData<'r> {
    reconciler: &'r Reconciler,
    files: Files,
    rows: Rows,
    errors: Vec<ReadError>,
    partition: Partition,
}

/// Why files cannot be reconciled.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LargeError {
    /// A file cannot be opened.
    #[error("{}: {error}", .path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// The input has mistakes. There is at least one.
    #[error("the input has mistakes")]
    Read(Vec<ReadError>),
    /// Two assertions are judged different and yet bound together.
    #[error(transparent)]
    Clash(#[from] JudgementClash),
}

/// How far the work has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Progress {
    /// The files are read.
    Read {
        /// Bytes read so far.
        bytes: u64,
        /// Bytes of all files.
        of: u64,
    },
    /// The events are looked for.
    Match,
    /// The events are reconciled and written.
    Write {
        /// Events written so far.
        events: u64,
        /// All events.
        of: u64,
    },
    /// What stands after the events is written.
    Finish,
}

/// Rows that one thread reads back in one go.
const ROWS_AT_A_TIME: usize = 256;
/// The most bytes of lines that it holds at a time, unless one line is longer.
const BYTES_AT_A_TIME: u64 = 4 << 20;

impl<'r> LargeData<'r> {
    /// Reads files and finds the events, and tells how far it has come. What is read from a pipe cannot be
    /// read twice: spool it to a file.
    ///
    /// # Errors
    ///
    /// [`LargeError::Open`] when a file cannot be opened; [`LargeError::Read`] in [`Mode::Strict`] when
    /// there are mistakes, all of them and in the order of [`read_all`](crate::read::read_all);
    /// [`LargeError::Clash`] when judgements clash.
    pub fn read<I: Into<InputFile>>(
        files: impl IntoIterator<Item = I>,
        mode: Mode,
        reconciler: &'r Reconciler,
        mut progress: impl FnMut(Progress),
    ) -> Result<Self, LargeError> {
        let files = Files::open(files.into_iter().map(Into::into))?;
        let scanned = scan::scan(&files, reconciler, &mut progress);
        if mode == Mode::Strict && !scanned.errors.is_empty() {
            return Err(LargeError::Read(scanned.errors));
        }
        progress(Progress::Match);
        let partition = reconciler.try_partition_of(scanned.features)?;
        Ok(Self { reconciler, files, rows: scanned.rows, errors: scanned.errors, partition })
    }

    /// How many assertions there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are no assertions.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.len() == 0
    }

    /// The mistakes in the lines that were left out; empty after a strict reading.
    #[must_use]
    pub fn errors(&self) -> &[ReadError] {
        &self.errors
    }

    fn in_files(&self) -> InFiles<'_> {
        InFiles {
            files: &self.files,
            rows: &self.rows,
            verbatim: Verbatim::default(),
            lines: Pool::new(),
        }
    }

    /// Writes what [`report::json`](crate::report::json()) writes. The settings are those of a report on
    /// nothing.
    ///
    /// # Errors
    ///
    /// Those of the writer, and those of the files, which must not have changed.
    pub fn json(
        &self,
        settings: &Report<'_>,
        writer: &mut (impl Write + ?Sized),
        mut progress: impl FnMut(Progress),
    ) -> io::Result<()> {
        let source = InFiles { verbatim: Verbatim::of(self.rows.len()), ..self.in_files() };
        let lexicons = self.reconciler.lexicons();
        let plan = Plan::of(&source, &self.partition);
        let settings = settings.clone().with_latest(self.rows.latest());
        let mut document = Document::begin(writer, &settings)?;

        let mut list = document.begin_list("events")?;
        let (phrases, used) = (Pool::new(), Pool::new());
        let summed = plan.run(
            &source,
            lexicons,
            |account, assertions| {
                let mut entries = Entries::again(&used);
                entries.add_events(&settings.over(account, assertions), &phrases)?;
                Ok(entries)
            },
            |entries, events| {
                progress(Progress::Write { events, of: plan.len() });
                list.add(entries, &used)
            },
        )?;
        list.end()?;
        progress(Progress::Finish);

        let id_of = |row| AssertionId::try_from(source.id(row)).ok();
        let links = possible_links(|row| source.id(row), &self.partition);
        document.list("possible_links", links.iter(), |link, entries| {
            possible_link(id_of, link).map_or(Ok(()), |link| entries.add_link(&link))
        })?;
        drop(links);
        let rest = plan.rest(&source, lexicons, summed)?;
        document.list("threats", rest.threats.iter(), |threat, entries| entries.add(threat))?;
        document.list("tallies", rest.tallies.iter(), |tally, entries| entries.add(tally))?;
        document.list("set_aside", rest.set_aside.iter(), |aside, entries| entries.add(aside))?;

        let order: Vec<usize> = self.rows.by_id();
        let aside: Vec<bool> = self.rows.marked(plan.set_aside());
        let unknown = order.iter().copied().filter(|row| {
            self.rows.has_unknown(*row)
                && aside.get(*row) == Some(&false)
                && lists_unknown(&source, *row)
        });
        let unknown: Vec<usize> = unknown.collect();
        let resolvers = Pool::new();
        document.list_of("unresolved", unknown.chunks(ROWS_AT_A_TIME), 1, |rows, entries| {
            let assertions = source.read(rows)?;
            resolvers.with(
                || Resolver::new(lexicons),
                |resolver| {
                    assertions.iter().try_for_each(|assertion| {
                        let unknown = reconcile::unknown(assertion, &resolver.resolve(assertion));
                        unknown.iter().try_for_each(|text| entries.add(text))
                    })
                },
            )
        })?;
        document.list("sources", rest.sources.iter(), |record, entries| entries.add(record))?;
        document.list("sides", rest.sides.iter(), |record, entries| entries.add(record))?;
        document.field("summary", &rest.summary)?;
        document.list_of("statements", order.chunks(ROWS_AT_A_TIME), 1, |rows, entries| {
            source.add_statements(rows, entries)
        })?;
        document.end()
    }

    /// Writes what [`report::csv`](crate::report::csv()) writes.
    ///
    /// # Errors
    ///
    /// Those of the writer, and those of the files, which must not have changed.
    pub fn csv(
        &self,
        writer: &mut (impl Write + ?Sized),
        mut progress: impl FnMut(Progress),
    ) -> io::Result<()> {
        let source = self.in_files();
        let plan = Plan::of(&source, &self.partition);
        report::csv_header(writer)?;
        plan.run(
            &source,
            self.reconciler.lexicons(),
            |account, _| {
                let mut bytes = Vec::new();
                report::csv_rows(&account.events, &mut bytes)?;
                Ok(bytes)
            },
            |bytes, events| {
                progress(Progress::Write { events, of: plan.len() });
                writer.write_all(&bytes)
            },
        )?;
        Ok(())
    }

    /// Writes what [`report::labels_csv`](crate::report::labels_csv()) writes.
    ///
    /// # Errors
    ///
    /// Those of the writer.
    pub fn labels_csv(&self, writer: &mut (impl Write + ?Sized)) -> io::Result<()> {
        let source = self.in_files();
        let events = Plan::of(&source, &self.partition).event_of(self.rows.len());
        let mut rows = csv::Writer::from_writer(writer);
        rows.write_record(["assertion_id", "event_id"])?;
        for (row, event) in events.into_iter().enumerate() {
            let event = event.map(EventId::numbered);
            let event = event.as_ref().map(EventId::as_str).unwrap_or_default();
            rows.write_record([source.id(row), event])?;
        }
        rows.flush()
    }
}

/// How many of these places, of which there are some, can be read in one go: at least one.
fn within_bytes(places: &[(usize, Place)]) -> usize {
    let mut bytes = 0;
    let fit = places.iter().take_while(|(_, place)| {
        bytes += u64::from(place.bytes);
        bytes <= BYTES_AT_A_TIME
    });
    fit.count().max(1)
}

/// The assertions of files, by row.
#[derive(Debug)]
struct InFiles<'d> {
    files: &'d Files,
    rows: &'d Rows,
    /// The lines that were found, on the way, to be as the report writes them.
    verbatim: Verbatim,
    /// Room for the lines that a thread reads in one go.
    lines: Pool<Lines>,
}

impl InFiles<'_> {
    /// Hands over each of these rows with its place and its line.
    fn each_line(
        &self,
        rows: &[usize],
        mut take: impl FnMut(usize, Place, &[u8]) -> io::Result<()>,
    ) -> io::Result<()> {
        let known: Vec<(usize, Place)> =
            rows.iter().filter_map(|row| Some((*row, self.rows.place(*row)?))).collect();
        self.lines.with(Lines::default, |lines| {
            let mut rest = &known[..];
            while !rest.is_empty() {
                let (now, later) = rest.split_at(within_bytes(rest));
                let places: Vec<Place> = now.iter().map(|(_, place)| *place).collect();
                self.files.read(&places, lines)?;
                let mut now = now.iter().enumerate();
                now.try_for_each(|(number, &(row, place))| {
                    take(row, place, lines.get(number, place))
                })?;
                rest = later;
            }
            Ok(())
        })
    }

    /// Adds the assertions of these rows to a list.
    fn add_statements(&self, rows: &[usize], entries: &mut Entries) -> io::Result<()> {
        self.each_line(rows, |row, place, line| {
            if !self.verbatim.has(row) {
                return entries.add(&self.files.assertion(self.rows.id(row), place, line)?);
            }
            if !self.verbatim.is(row, line) {
                return Err(self.files.changed(place));
            }
            entries.add_form(line);
            Ok(())
        })
    }
}

impl Source for InFiles<'_> {
    fn count(&self) -> usize {
        self.rows.len()
    }

    fn read(&self, rows: &[usize]) -> io::Result<Vec<crate::model::Assertion>> {
        let mut form = Vec::new();
        let mut assertions = Vec::with_capacity(rows.len());
        self.each_line(rows, |row, place, line| {
            let assertion = self.files.assertion(self.rows.id(row), place, line)?;
            self.verbatim.see(row, line, &assertion, &mut form);
            assertions.push(assertion);
            Ok(())
        })?;
        Ok(assertions)
    }

    fn id(&self, row: usize) -> &str {
        self.rows.id(row)
    }

    fn row(&self, id: &str) -> Option<usize> {
        self.rows.row(id)
    }

    fn kind(&self, row: usize) -> Option<crate::model::AssertionKind> {
        self.rows.kind(row)
    }

    fn has_event(&self, row: usize) -> bool {
        self.rows.has_event(row)
    }

    fn is_withdrawn(&self, row: usize) -> bool {
        self.rows.is_withdrawn(row)
    }

    fn is_superseded(&self, row: usize) -> bool {
        self.rows.is_superseded(row)
    }

    fn times(&self, row: usize) -> (Option<crate::model::Span>, Option<crate::model::Span>) {
        self.rows.times(row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_lines_are_read_in_one_go_as_fit_and_one_that_does_not_fit_alone() {
        let places = |sizes: &[u64]| -> Vec<(usize, Place)> {
            let place = |&bytes| Place { file: 0, bytes: u32::try_from(bytes).unwrap(), offset: 0 };
            sizes.iter().map(place).enumerate().collect()
        };
        let whole = BYTES_AT_A_TIME;
        assert_eq!(within_bytes(&places(&[1, 2, 3])), 3);
        assert_eq!(within_bytes(&places(&[whole / 2, whole / 2, 1])), 2);
        assert_eq!(within_bytes(&places(&[whole + 1, 1])), 1);
        assert_eq!(within_bytes(&places(&[1, whole])), 1);
    }
}
