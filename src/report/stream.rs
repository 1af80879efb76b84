//! Formatted text straight to a writer of bytes.

use std::fmt;
use std::io::{self, Write};

/// Runs a renderer of text on a writer of bytes, piece by piece: a report is never held as a whole.
///
/// # Errors
///
/// Those of the writer; the renderer itself has none.
pub(super) fn stream<W: Write + ?Sized>(
    writer: &mut W,
    render: impl FnOnce(&mut Stream<'_, W>) -> fmt::Result,
) -> io::Result<()> {
    let mut stream = Stream { writer, error: None };
    match (render(&mut stream), stream.error) {
        (Ok(()), _) => Ok(()),
        (Err(_), Some(error)) => Err(error),
        (Err(error), None) => Err(io::Error::other(error)),
    }
}

/// A writer of bytes that takes text, and remembers why it failed, which [`fmt::Error`] cannot say.
#[derive(Debug)]
pub(super) struct Stream<'w, W: ?Sized> {
    writer: &'w mut W,
    error: Option<io::Error>,
}

impl<W: Write + ?Sized> fmt::Write for Stream<'_, W> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.writer.write_all(text.as_bytes()).map_err(|error| {
            self.error = Some(error);
            fmt::Error
        })
    }
}

#[cfg(test)]
mod tests {
    use fmt::Write as _;

    use super::*;

    #[test]
    fn the_error_is_that_of_the_writer() {
        let mut room = [0_u8; 4];
        let written = stream(&mut &mut room[..], |out| out.write_str("too long"));
        assert_eq!(written.unwrap_err().kind(), io::ErrorKind::WriteZero);
        assert_eq!(&room, b"too ");
        assert!(stream(&mut &mut room[..], |out| out.write_str("fits")).is_ok());
    }
}
