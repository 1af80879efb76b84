//! Matches assertions into events and reports what agrees, what differs and by how much.
//!
//! ```text
//! discrepancy_report [--format text|markdown|json|csv|csv-events|geojson|html] [--output PATH]
//!                    [--labels PATH] [--lenient] [--events LABELS] [--model FILE]
//!                    [--gazetteer FILE] [--actors FILE] [--munitions FILE]
//!                    [--judgements FILE] [--zone ZONE] [--section SECTION]…
//!                    [--memory SIZE] FILE…
//! ```
//!
//! `-` is standard input. Exit status: 0 done, 1 the input has errors (each on standard error, with
//! file, line and field), 2 wrong usage, 130 interrupted. An output file is written as a whole or not at
//! all.

use std::error::Error;
use std::fs;
use std::io::{self, BufReader, BufWriter, IsTerminal, Read, Write};
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::str::FromStr;

use clap::{Parser, ValueEnum};
use corroborate::large::{InputFile, LargeData, LargeError, Progress};
use corroborate::model::quantity::Reading;
use corroborate::read::{JsonLines, Mode, read_all};
use corroborate::reconcile::Reconciliation;
use corroborate::report::{self, Report, Section};
use corroborate::{Config, Reconciler};

#[path = "common/mod.rs"]
mod common;

use common::{Bar, Temporary, in_file, open};

/// Millions of short texts come and go: a quarter of the time of a large report with the allocator of glibc.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Reports what speakers claimed, who confirmed it, and where they differ.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// Assertions as JSON Lines; `-` is standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The form of the report; `csv` has one row for each attribute of each event, `csv-events` one for
    /// each event.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Where to write the report, instead of standard output.
    #[arg(long, value_name = "PATH")]
    output: Option<PathBuf>,
    /// Also write the event of each assertion, as `assertion_id,event_id`.
    #[arg(long, value_name = "PATH")]
    labels: Option<PathBuf>,
    /// Leave out lines that are wrong, and say so in the report.
    #[arg(long)]
    lenient: bool,
    /// Take the events from a labels file instead of matching.
    #[arg(long, value_name = "LABELS")]
    events: Option<PathBuf>,
    /// Weights of the matching, as JSON.
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    /// What people decided on pairs, as JSON Lines.
    #[arg(long, value_name = "FILE")]
    judgements: Option<PathBuf>,
    #[command(flatten)]
    lexicons: common::LexiconFiles,
    /// What vague words for numbers mean: `literal` takes "dozens" for 20 or more, `acled` for 12,
    /// as the ACLED codebook does.
    #[arg(long, value_enum, default_value = "literal")]
    quantities: Quantities,
    /// Also show moments in this time zone: Asia/Baghdad.
    #[arg(long, value_name = "ZONE")]
    zone: Option<chrono_tz::Tz>,
    /// Show only these sections in text, Markdown and HTML.
    #[arg(long = "section", value_name = "SECTION", value_parser = section)]
    sections: Vec<Section>,
    /// How much memory the data may take (`512M`, `4G`). Of more, JSON and CSV are written from the
    /// files, which are read twice.
    #[arg(long, value_name = "SIZE", default_value = "256M")]
    memory: Bytes,
}

fn section(word: &str) -> Result<Section, String> {
    let known = Section::ALL.into_iter().find(|section| section.as_str() == word);
    known.ok_or_else(|| {
        let words = Section::ALL.map(Section::as_str).join(", ");
        format!("expected one of {words}")
    })
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Format {
    Text,
    Markdown,
    Json,
    Csv,
    CsvEvents,
    Geojson,
    Html,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Quantities {
    Literal,
    Acled,
}

fn main() -> ExitCode {
    if let Err(error) = common::stop_cleanly() {
        eprintln!("{error}");
    }
    common::end(run(&Arguments::parse()))
}

fn run(arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let mode = if arguments.lenient { Mode::Lenient } else { Mode::Strict };
    let read = arguments.read().map(|(_, path)| path.as_path());
    let written = arguments.output.iter().chain(&arguments.labels).map(PathBuf::as_path);
    common::set_apart(arguments.files.iter().map(PathBuf::as_path).chain(read), written)?;
    let bar = Bar::start();
    let inputs = Input::all(arguments)?;
    let bytes = inputs.iter().fold(0, |sum: u64, input| sum.saturating_add(input.bytes()));
    if arguments.reads_twice(bytes) {
        return run_large(arguments, mode, inputs, &bar);
    }
    bar.stage("reading");
    let mut data =
        read_all(inputs.into_iter().map(Input::lines).collect::<Result<Vec<_>, _>>()?, mode)
            .map_err(common::listed)?;
    for error in &data.errors {
        eprintln!("{error}");
    }
    if arguments.quantities == Quantities::Acled {
        let read = data.assertions.into_iter();
        data.assertions = read.map(|one| one.read_quantities_as(Reading::Acled)).collect();
    }

    let reconciler = reconciler(arguments)?;
    let unused = reconciler.judgements().unused(&data.assertions).len();
    if let Some(path) = arguments.judgements.as_ref().filter(|_| unused > 0) {
        let all = reconciler.judgements().len();
        eprintln!("{}: {unused} of {all} judgements are on other data", path.display());
    }
    bar.stage("reconciling");
    // The program ends after the report: to give back each text on its own would only take time.
    let data = ManuallyDrop::new(data);
    let account = ManuallyDrop::new(match &arguments.events {
        None => reconciler.try_reconcile(&data.assertions)?,
        Some(path) => {
            let labels = common::labels(path, &data.assertions)?;
            reconciler.reconcile_with_events(&data.assertions, &labels)
        }
    });

    let report = settings(arguments, &reconciler, Report::new(&account, &data.assertions))
        .left_out(&data.errors);
    bar.stage("writing");
    if let Some(path) = &arguments.labels {
        common::write_file(path, |out| report::labels_csv(&report, out))?;
    }
    if let Some(path) = &arguments.output {
        return Ok(common::write_file(path, |out| write_to(&report, arguments.format, out))?);
    }
    let report = report.colored(arguments.format == Format::Text);
    bar.clear();
    print(arguments.format, |out| write_to(&report, arguments.format, out))
}

/// As [`run`], of files that are read twice.
fn run_large(
    arguments: &Arguments,
    mode: Mode,
    inputs: Vec<Input>,
    bar: &Bar,
) -> Result<(), Box<dyn Error>> {
    let reconciler = reconciler(arguments)?;
    let progress = |progress: Progress| match progress {
        Progress::Read { bytes, of } => bar.at("reading", bytes, of),
        Progress::Match => bar.stage("matching"),
        Progress::Write { events, of } => bar.at("writing", events, of),
        _ => bar.stage("finishing"),
    };
    let inputs = inputs.into_iter().map(Input::in_file).collect::<Result<Vec<_>, _>>()?;
    let files = inputs.iter().map(|(file, _)| file.clone());
    let data = match LargeData::read(files, mode, &reconciler, progress) {
        Err(LargeError::Read(errors)) => return Err(common::listed(errors).into()),
        read => read?,
    };
    for error in data.errors() {
        eprintln!("{error}");
    }
    let nothing = Reconciliation::default();
    let report =
        settings(arguments, &reconciler, Report::new(&nothing, &[])).left_out(data.errors());
    if let Some(path) = &arguments.labels {
        common::write_file(path, |out| data.labels_csv(out))?;
    }
    let write = |out: &mut dyn Write| match arguments.format {
        Format::Csv => data.csv(out, progress),
        _ => data.json(&report, out, progress),
    };
    if let Some(path) = &arguments.output {
        return Ok(common::write_file(path, write)?);
    }
    if io::stdout().is_terminal() {
        bar.clear();
    }
    print(arguments.format, write)
}

/// Writes to standard output.
fn print(
    format: Format,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Box<dyn Error>> {
    // The stream takes the colors out where no terminal reads them, or where `NO_COLOR` is set. It looks at
    // every byte for that, and only text has colors.
    let stream: Box<dyn Write> = match format {
        Format::Text => Box::new(anstream::stdout().lock()),
        _ => Box::new(io::stdout().lock()),
    };
    let mut out = BufWriter::with_capacity(1 << 16, stream);
    match write(&mut out).and_then(|()| out.flush()) {
        // Whoever reads has read enough: `| head`.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written?),
    }
}

/// The choices of presentation, and what the report is made of.
fn settings<'r>(
    arguments: &Arguments,
    reconciler: &'r Reconciler,
    report: Report<'r>,
) -> Report<'r> {
    let mut report = report
        .gazetteer(reconciler.lexicons().gazetteer())
        .munitions(reconciler.lexicons().munitions());
    if arguments.events.is_none() {
        report = report.settings(reconciler.settings());
    }
    if let Some(zone) = arguments.zone {
        report = report.zone(zone);
    }
    if !arguments.sections.is_empty() {
        report = report.sections(arguments.sections.iter().copied());
    }
    for path in &arguments.files {
        report = report.provenance("input", path.display().to_string());
    }
    for (label, path) in arguments.read() {
        report = report.provenance(label, path.display().to_string());
    }
    report
}

fn reconciler(arguments: &Arguments) -> Result<Reconciler, Box<dyn Error>> {
    let reconciler =
        Reconciler::new(Config::default())?.with_lexicons(arguments.lexicons.lexicons()?);
    let (model, judgements) = (arguments.model.as_deref(), arguments.judgements.as_deref());
    Ok(common::with_files(reconciler, model, judgements)?)
}

/// One input: a file with its length, or under its name what comes through a pipe.
enum Input {
    File(PathBuf, u64),
    Memory(String, Vec<u8>),
    Spooled(String, Temporary, u64),
}

impl Input {
    fn all(arguments: &Arguments) -> Result<Vec<Self>, String> {
        let file = |path: &PathBuf| {
            if path == Path::new("-") {
                return Self::piped(arguments, path, io::stdin().lock());
            }
            let metadata = fs::metadata(path).map_err(|error| in_file(path, error))?;
            if metadata.is_file() || metadata.is_dir() {
                Ok(Self::File(path.clone(), metadata.len()))
            } else {
                Self::piped(arguments, path, open(path)?)
            }
        };
        arguments.files.iter().map(file).collect()
    }

    /// What can be read only once: in memory, or in a file where that is too small.
    fn piped(arguments: &Arguments, path: &Path, mut reader: impl Read) -> Result<Self, String> {
        let failed = |error| in_file(path, error);
        let name = path.display().to_string();
        let mut bytes = Vec::new();
        // As much as fits, and one byte more.
        let most = arguments.memory.0 / MEMORY_FOR_A_BYTE + 1;
        if arguments.may_read_twice() {
            reader.by_ref().take(most).read_to_end(&mut bytes).map_err(failed)?;
            if bytes.len() as u64 == most {
                let spool = Temporary::spooled(&bytes, &mut reader)?;
                let length =
                    fs::metadata(spool.path()).map_err(|error| in_file(spool.path(), error))?;
                return Ok(Self::Spooled(name, spool, length.len()));
            }
        } else {
            reader.read_to_end(&mut bytes).map_err(failed)?;
        }
        Ok(Self::Memory(name, bytes))
    }

    fn bytes(&self) -> u64 {
        match self {
            Self::File(_, length) | Self::Spooled(_, _, length) => *length,
            Self::Memory(_, bytes) => bytes.len() as u64,
        }
    }

    fn lines(self) -> Result<JsonLines<BufReader<Box<dyn Read>>>, String> {
        let (name, reader): (_, Box<dyn Read>) = match self {
            Self::File(path, _) => (path.display().to_string(), open(&path)?),
            Self::Memory(name, bytes) => (name, Box::new(io::Cursor::new(bytes))),
            Self::Spooled(name, spool, _) => (name, open(spool.path())?),
        };
        Ok(JsonLines::new(BufReader::new(reader), name))
    }

    /// The same as a file that can be read twice, and is there as long as it is kept.
    fn in_file(self) -> Result<(InputFile, Option<Temporary>), String> {
        let (name, spool) = match self {
            Self::File(path, _) => return Ok((InputFile::new(path), None)),
            Self::Memory(name, bytes) => (name, Temporary::spooled(&bytes, &mut io::empty())?),
            Self::Spooled(name, spool, _) => (name, spool),
        };
        Ok((InputFile::new(spool.path()).named(name), Some(spool)))
    }
}

/// Bytes of memory that a byte of the input takes, with all that is made of it. Measured on statements as
/// short as they come, which take the most.
const MEMORY_FOR_A_BYTE: u64 = 25;

impl Arguments {
    /// What is read beside the statements, with what it is.
    fn read(&self) -> impl Iterator<Item = (&'static str, &PathBuf)> {
        let read = [
            ("events", &self.events),
            ("model", &self.model),
            ("judgements", &self.judgements),
            ("gazetteer", &self.lexicons.gazetteer),
            ("actors", &self.lexicons.actors),
            ("munitions", &self.lexicons.munitions),
        ];
        read.into_iter().filter_map(|(label, path)| Some((label, path.as_ref()?)))
    }

    /// Whether the report can be written from files that are read twice.
    fn may_read_twice(&self) -> bool {
        matches!(self.format, Format::Json | Format::Csv)
            && self.events.is_none()
            && self.quantities == Quantities::Literal
    }

    fn reads_twice(&self, bytes: u64) -> bool {
        self.may_read_twice() && bytes > self.memory.0 / MEMORY_FOR_A_BYTE
    }
}

/// A number of bytes: `512M`, `4G`.
#[derive(Clone, Copy)]
struct Bytes(u64);

impl FromStr for Bytes {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let split = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
        let (digits, unit) = text.split_at(split);
        let shift = match unit {
            "" => 0,
            "K" => 10,
            "M" => 20,
            "G" => 30,
            "T" => 40,
            _ => return Err("expected a size such as `512M` or `4G`".to_owned()),
        };
        let size = digits.parse::<u64>().ok().and_then(|size| size.checked_mul(1 << shift));
        size.map(Self).ok_or_else(|| "expected a size such as `512M` or `4G`".to_owned())
    }
}

fn write_to(report: &Report<'_>, format: Format, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Text => report::text(report, out),
        Format::Markdown => report::markdown(report, out),
        Format::Json => report::json(report, out),
        Format::Csv => report::csv(report, out),
        Format::CsvEvents => report::csv_events(report, out),
        Format::Geojson => report::geojson(report, out),
        Format::Html => report::html(report, out),
    }
}
