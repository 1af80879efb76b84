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

impl Place {
    /// The bytes up to its end.
    const fn end(self) -> u64 {
        self.offset.saturating_add(self.bytes as u64)
    }
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

    /// Reads the lines at some places. What lies close together is read in one go: statements that the report
    /// has side by side mostly stand side by side in their file too.
    pub(super) fn read(&self, places: &[Place], lines: &mut Lines) -> io::Result<()> {
        let Lines { bytes, begins, order } = lines;
        bytes.clear();
        begins.clear();
        begins.resize(places.len(), 0);
        order.clear();
        order.extend((0..).zip(places).map(|(number, place)| (place.file, place.offset, number)));
        order.sort_unstable();
        let mut rest =
            order.iter().filter_map(|(.., number)| Some((*number, *places.get(*number)?)));
        let mut next = rest.next();
        while let Some((_, first)) = next {
            let (begin, mut end) = (bytes.len(), first.end());
            while let Some((number, place)) = next
                && place.file == first.file
                && place.offset <= end.saturating_add(BYTES_READ_ALONG)
            {
                end = end.max(place.end());
                if let Some(begins) = begins.get_mut(number) {
                    *begins = begin + length(place.offset - first.offset);
                }
                next = rest.next();
            }
            let (_, file) = self.file(first)?;
            bytes.resize(begin + length(end - first.offset), 0);
            read_at(file, bytes.get_mut(begin..).unwrap_or_default(), first.offset)?;
        }
        Ok(())
    }

    /// The assertion with an id, from its line.
    pub(super) fn assertion(&self, id: &str, place: Place, line: &[u8]) -> io::Result<Assertion> {
        let (name, _) = self.file(place)?;
        let mut found = None;
        // The first line may begin with a byte order mark.
        let number = if place.offset == 0 { 1 } else { 2 };
        parse(name, number, line, |item| found = item.ok());
        found.filter(|found| found.id().as_str() == id).ok_or_else(|| changed(name))
    }

    /// The error for a line that is another one by now.
    pub(super) fn changed(&self, place: Place) -> io::Error {
        self.file(place).map_or_else(|error| error, |(name, _)| changed(name))
    }

    fn file(&self, place: Place) -> io::Result<(&str, &File)> {
        let (name, file) =
            self.files.get(place.file as usize).ok_or_else(|| changed("the input"))?;
        Ok((name, file))
    }
}

/// Bytes between two lines that cost no more to read along than to ask the system once more.
const BYTES_READ_ALONG: u64 = 4096;

fn length(bytes: u64) -> usize {
    usize::try_from(bytes).unwrap_or(usize::MAX)
}

/// Lines that were read back. Their room can be used again.
#[derive(Debug, Default)]
pub(super) struct Lines {
    bytes: Vec<u8>,
    /// Where each line begins.
    begins: Vec<usize>,
    /// File, offset and number of each, in the order of the files.
    order: Vec<(u32, u64, usize)>,
}

impl Lines {
    /// The line that was asked for at a place as the one with this number.
    pub(super) fn get(&self, number: usize, place: Place) -> &[u8] {
        let begin = self.begins.get(number).copied().unwrap_or_default();
        self.bytes.get(begin..begin + place.bytes as usize).unwrap_or_default()
    }
}

fn changed(name: &str) -> io::Error {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_found_in_any_order_near_and_far() {
        let path = std::env::temp_dir().join(format!("corroborate-lines-{}", std::process::id()));
        let texts: Vec<String> =
            [3, 0, 6000, 9, 4096, 4097, 1].iter().map(|length| "x".repeat(*length)).collect();
        let numbered = texts.iter().enumerate().map(|(number, text)| format!("{number}{text}"));
        let texts: Vec<String> = numbered.collect();
        std::fs::write(&path, texts.join("\n")).unwrap();
        let files = Files::open([InputFile::from(&path), InputFile::from(&path)].into_iter());
        std::fs::remove_file(&path).unwrap();
        let files = files.unwrap();
        let place = |file: u32, number: usize| Place {
            file,
            bytes: u32::try_from(texts[number].len()).unwrap(),
            offset: texts[..number].iter().map(|text| text.len() as u64 + 1).sum(),
        };
        let mut lines = Lines::default();
        for asked in [&[][..], &[6], &[1, 0], &[5, 0, 3, 3, 6], &[2, 4], &[0, 1, 2, 3, 4, 5, 6]] {
            for files_asked in [[0, 0], [0, 1]] {
                let places: Vec<Place> =
                    asked.iter().map(|number| place(files_asked[number % 2], *number)).collect();
                files.read(&places, &mut lines).unwrap();
                for (number, (wanted, place)) in asked.iter().zip(&places).enumerate() {
                    assert_eq!(lines.get(number, *place), texts[*wanted].as_bytes());
                }
            }
        }
        let beyond = Place { offset: 1 << 20, ..place(0, 1) };
        let error = files.read(&[place(0, 0), beyond], &mut lines).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::UnexpectedEof);
        assert!(files.read(&[place(2, 0)], &mut lines).is_err());
    }
}
