//! Files that are read again, a line at a time.

use std::fs::File;
use std::io::{self, BufReader};
use std::path::PathBuf;

use super::LargeError;
use crate::model::Assertion;
use crate::read::{JsonLines, parse};

/// Where an assertion stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) file: u32,
    /// The bytes of its line.
    pub(super) bytes: u32,
    /// The bytes before it.
    pub(super) offset: u64,
}

/// A file with assertions, and the name that it has in errors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputFile {
    path: PathBuf,
    name: String,
}

impl InputFile {
    /// A file under the name of its path.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        Self { name: path.display().to_string(), path }
    }

    /// The same under another name: what was spooled from elsewhere.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }
}

impl<P: Into<PathBuf>> From<P> for InputFile {
    fn from(path: P) -> Self {
        Self::new(path)
    }
}

/// The files, open for as long as the data is in use.
#[derive(Debug)]
pub(super) struct Files {
    files: Vec<(String, File)>,
}

impl Files {
    pub(super) fn open(inputs: impl Iterator<Item = InputFile>) -> Result<Self, LargeError> {
        let open = |InputFile { path, name }| match File::open(&path) {
            Ok(file) => Ok((name, file)),
            Err(error) => Err(LargeError::Open { path, error }),
        };
        Ok(Self { files: inputs.map(open).collect::<Result<_, _>>()? })
    }

    /// The length of all files together; 0 for what has no length.
    pub(super) fn bytes(&self) -> u64 {
        let lengths = self.files.iter().filter_map(|(_, file)| Some(file.metadata().ok()?.len()));
        lengths.sum()
    }

    /// Readers of the files, from their beginning.
    pub(super) fn lines(&self) -> impl Iterator<Item = JsonLines<BufReader<&File>>> {
        self.files.iter().map(|(name, file)| {
            JsonLines::new(BufReader::with_capacity(1 << 16, file), name.clone())
        })
    }

    /// The assertion with an id, at the place where it was; the buffer has its line then.
    pub(super) fn assertion(
        &self,
        id: &str,
        place: Place,
        buffer: &mut Vec<u8>,
    ) -> io::Result<Assertion> {
        let name = self.line(place, buffer)?;
        let mut found = None;
        // The first line may begin with a byte order mark.
        let line = if place.offset == 0 { 1 } else { 2 };
        parse(name, line, buffer, |item| found = item.ok());
        found.filter(|found| found.id().as_str() == id).ok_or_else(|| changed(name))
    }

    /// Puts the bytes at a place into the buffer; gives the name of the file.
    pub(super) fn line(&self, place: Place, buffer: &mut Vec<u8>) -> io::Result<&str> {
        let (name, file) =
            self.files.get(place.file as usize).ok_or_else(|| changed("the input"))?;
        buffer.resize(place.bytes as usize, 0);
        read_at(file, buffer, place.offset)?;
        Ok(name)
    }
}

pub(super) fn changed(name: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("{name}: changed while it was read"))
}

#[cfg(unix)]
fn read_at(file: &File, buffer: &mut [u8], offset: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, buffer, offset)
}

#[cfg(not(unix))]
fn read_at(file: &File, buffer: &mut [u8], offset: u64) -> io::Result<()> {
    use std::io::{Read, Seek, SeekFrom};
    use std::sync::{Mutex, PoisonError};

    // Elsewhere the place in the file is shared by all who read it.
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _reading = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let mut file = file;
    file.seek(SeekFrom::Start(offset))?;
    file.read_exact(buffer)
}
