//! Reads names, one a line, and writes `bare key TAB skeleton` for each; an empty line for a name
//! without a key.

use std::io::{self, BufRead, BufWriter, Write};

#[path = "../../../src/normalize/gazetteer/key.rs"]
mod key;
#[path = "../../../src/text.rs"]
mod text;

fn main() -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for name in io::stdin().lock().lines() {
        match key::keys(&name?) {
            Some((bare, skeleton)) => writeln!(out, "{bare}\t{skeleton}")?,
            None => writeln!(out)?,
        }
    }
    out.flush()
}
