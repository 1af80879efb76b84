//! What the example programs share: opening and writing files, progress, and a clean end.
#![allow(dead_code, reason = "each program uses a part")]

use std::collections::HashSet;
use std::error::Error;
use std::fmt::Display;
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use clap::Args;
use corroborate::Reconciler;
use corroborate::model::Assertion;
use corroborate::normalize::Lexicons;
use corroborate::read::{JsonLines, Judgements, Labels, Mode, read_all};
use corroborate::score::Weights;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Says what went wrong, if anything did, and how the process ends.
pub(crate) fn end(result: Result<(), Box<dyn Error>>) -> ExitCode {
    let Err(error) = result else { return ExitCode::SUCCESS };
    eprintln!("{error}");
    ExitCode::from(1)
}

/// A file, or standard input for `-`.
pub(crate) fn open(path: &Path) -> Result<Box<dyn Read>, String> {
    if path == Path::new("-") {
        return Ok(Box::new(io::stdin()));
    }
    Ok(Box::new(File::open(path).map_err(|error| in_file(path, error))?))
}

/// Fails when a file that is to be written is one that is read, or is to be written twice. Streams and devices
/// may be both.
pub(crate) fn set_apart<'p>(
    read: impl IntoIterator<Item = &'p Path>,
    written: impl IntoIterator<Item = &'p Path>,
) -> Result<(), String> {
    // A new file is known by its folder.
    let known = |path: &Path| {
        let folder =
            path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
        let new = || Some(fs::canonicalize(folder).ok()?.join(path.file_name()?));
        let file = fs::canonicalize(path).ok().or_else(new)?;
        fs::metadata(&file).map_or(true, |known| known.is_file()).then_some(file)
    };
    let mut taken: Vec<(PathBuf, &str)> =
        read.into_iter().filter_map(|path| Some((known(path)?, "is read"))).collect();
    for path in written {
        let Some(file) = known(path) else { continue };
        if let Some((_, why)) = taken.iter().find(|(other, _)| *other == file) {
            return Err(in_file(path, format_args!("{why}; expected another file to write to")));
        }
        taken.push((file, "is written already"));
    }
    Ok(())
}

/// A whole file.
pub(crate) fn text_of(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| in_file(path, error))
}

/// The message of an error with the file that it is about.
pub(crate) fn in_file(path: &Path, error: impl Display) -> String {
    format!("{}: {error}", path.display())
}

/// All mistakes, one a line.
pub(crate) fn listed<E: ToString>(errors: Vec<E>) -> String {
    errors.into_iter().map(|error| error.to_string()).collect::<Vec<_>>().join("\n")
}

/// The labels of a file, with a note on standard error where some are for ids that the data lack.
pub(crate) fn labels(path: &Path, assertions: &[Assertion]) -> Result<Labels, Box<dyn Error>> {
    let labels = Labels::read(open(path)?, &path.display().to_string())?;
    let known: HashSet<&str> = assertions.iter().map(|assertion| assertion.id().as_str()).collect();
    let unknown: Vec<&str> =
        labels.iter().map(|(id, _)| id).filter(|id| !known.contains(id)).collect();
    if let Some(first) = unknown.first() {
        let (path, count) = (path.display(), unknown.len());
        eprintln!("{path}: {count} of {} labels are for other data, `{first}` first", labels.len());
    }
    Ok(labels)
}

/// The assertions of all files, or every mistake in them.
pub(crate) fn assertions(files: &[PathBuf]) -> Result<Vec<Assertion>, String> {
    let lines = |path: &PathBuf| {
        Ok(JsonLines::new(BufReader::new(open(path)?), path.display().to_string()))
    };
    let inputs = files.iter().map(lines).collect::<Result<Vec<_>, String>>()?;
    Ok(read_all(inputs, Mode::Strict).map_err(listed)?.assertions)
}

/// The judgements of a file.
pub(crate) fn judgements(path: &Path) -> Result<Judgements, String> {
    Judgements::read(BufReader::new(open(path)?), &path.display().to_string()).map_err(listed)
}

/// Words of the user's own, laid over the lexicons that ship.
#[derive(Args)]
#[command(next_help_heading = "Lexicons")]
pub(crate) struct LexiconFiles {
    /// Places beside the shipped ones, as JSON Lines.
    #[arg(long, value_name = "FILE")]
    pub(crate) gazetteer: Option<PathBuf>,
    /// Actors beside the shipped ones, as JSON Lines.
    #[arg(long, value_name = "FILE")]
    pub(crate) actors: Option<PathBuf>,
    /// Munitions beside the shipped ones, as JSON Lines.
    #[arg(long, value_name = "FILE")]
    pub(crate) munitions: Option<PathBuf>,
}

impl LexiconFiles {
    /// The shipped lexicons with what the files say.
    pub(crate) fn lexicons(&self) -> Result<Lexicons, Box<dyn Error>> {
        let mut lexicons = Lexicons::shipped();
        if let Some(path) = &self.gazetteer {
            let more = lexicons.gazetteer().extended(&text_of(path)?, &path.display().to_string());
            lexicons = lexicons.with_gazetteer(more?);
        }
        if let Some(path) = &self.actors {
            let more = lexicons.actors().extended(&text_of(path)?, &path.display().to_string());
            lexicons = lexicons.with_actors(more?);
        }
        if let Some(path) = &self.munitions {
            let more = lexicons.munitions().extended(&text_of(path)?, &path.display().to_string());
            lexicons = lexicons.with_munitions(more?);
        }
        Ok(lexicons)
    }

    /// A reconciler with these lexicons and everything else as shipped.
    pub(crate) fn reconciler(&self) -> Result<Reconciler, Box<dyn Error>> {
        Ok(Reconciler::default().with_lexicons(self.lexicons()?))
    }
}

/// The reconciler with the weights and the judgements of files, where such are given.
pub(crate) fn with_files(
    mut reconciler: Reconciler,
    model: Option<&Path>,
    judged: Option<&Path>,
) -> Result<Reconciler, String> {
    if let Some(path) = model {
        let weights = Weights::from_json(&text_of(path)?).map_err(|error| in_file(path, error))?;
        reconciler = reconciler.with_weights(weights);
    }
    if let Some(path) = judged {
        reconciler = reconciler.with_judgements(judgements(path)?);
    }
    Ok(reconciler)
}

/// What has to go when the process is interrupted.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());
static BAR: Mutex<Option<ProgressBar>> = Mutex::new(None);

/// On Ctrl-C, takes away what is unfinished, and the progress bar, and ends with status 130.
pub(crate) fn stop_cleanly() -> Result<(), ctrlc::Error> {
    ctrlc::set_handler(|| {
        if let Some(bar) = BAR.lock().unwrap_or_else(PoisonError::into_inner).take() {
            bar.finish_and_clear();
        }
        for path in UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            _ = fs::remove_file(path);
        }
        std::process::exit(130);
    })
}

/// A file that is gone when the value is, or when the process is interrupted.
#[derive(Debug)]
pub(crate) struct Temporary {
    path: PathBuf,
}

impl Temporary {
    /// Creates the file.
    fn create(path: PathBuf) -> Result<(Self, File), String> {
        UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner).push(path.clone());
        match File::create_new(&path) {
            Ok(file) => Ok((Self { path }, file)),
            Err(error) => {
                // Not ours to take away.
                let mut unfinished = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
                unfinished.retain(|known| *known != path);
                Err(in_file(&path, error))
            }
        }
    }

    /// What the reader still gives, after what was read of it before.
    pub(crate) fn spooled(before: &[u8], rest: &mut impl Read) -> Result<Self, String> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("corroborate-{}-{number}.jsonl", std::process::id());
        let (spool, mut file) = Self::create(std::env::temp_dir().join(name))?;
        file.write_all(before)
            .and_then(|()| io::copy(rest, &mut file))
            .map_err(|error| in_file(&spool.path, error))?;
        Ok(spool)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // The name may stand for the next file by now.
        let mut unfinished = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = unfinished.iter().position(|path| *path == self.path) {
            unfinished.swap_remove(at);
            _ = fs::remove_file(&self.path);
        }
    }
}

/// Writes a file as a whole or not at all: under another name first, which it gives up at the end.
/// What is no plain file is written at once.
pub(crate) fn write_file(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), String> {
    let named = |error: io::Error| in_file(path, error);
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if fs::metadata(&target).is_ok_and(|known| !known.is_file()) {
        let mut file = BufWriter::new(File::create(&target).map_err(named)?);
        return write(&mut file).and_then(|()| file.flush()).map_err(named);
    }
    let mut name = target.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    let (part, file) = match Temporary::create(target.with_file_name(name)) {
        Ok(created) => created,
        Err(error) => return Err(error.replace(&format!(".{}.part", std::process::id()), "")),
    };
    let mut file = BufWriter::with_capacity(1 << 16, file);
    write(&mut file).and_then(|()| file.flush()).map_err(named)?;
    fs::rename(part.path(), &target).map_err(named)
}

/// Progress on standard error: of work that lasts longer than a second, where a terminal shows it.
#[derive(Debug)]
pub(crate) struct Bar {
    bar: ProgressBar,
}

impl Bar {
    pub(crate) fn start() -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        if io::stderr().is_terminal() {
            let late = bar.clone();
            std::thread::spawn(move || {
                std::thread::sleep(Duration::from_secs(1));
                if !late.is_finished() {
                    late.set_draw_target(ProgressDrawTarget::stderr());
                    late.enable_steady_tick(Duration::from_millis(200));
                }
            });
            *BAR.lock().unwrap_or_else(PoisonError::into_inner) = Some(bar.clone());
        }
        Self { bar }
    }

    /// A stage of unknown length begins.
    pub(crate) fn stage(&self, name: &'static str) {
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}, {elapsed}") {
            self.bar.set_style(style);
        }
        self.bar.unset_length();
        self.bar.set_message(name);
    }

    /// So far the stage has come.
    pub(crate) fn at(&self, name: &'static str, done: u64, of: u64) {
        if self.bar.length() != Some(of) {
            let template = "{msg:12} {bar:30} {percent:>3} %, {elapsed}, {eta} left";
            if let Ok(style) = ProgressStyle::with_template(template) {
                self.bar.set_style(style);
            }
            self.bar.set_length(of);
            self.bar.set_message(name);
        }
        self.bar.set_position(done);
    }

    /// Takes the bar away.
    pub(crate) fn clear(&self) {
        self.bar.finish_and_clear();
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.clear();
    }
}
