//! A whole data set: what only all lines together can show.

use std::collections::hash_map::Entry;
use std::io::BufRead;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::error::{ReadError, ReadErrorKind};
use super::jsonl::JsonLines;
use crate::model::Assertion;

/// What to do with lines that are wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Any mistake fails the reading; all mistakes are listed.
    #[default]
    Strict,
    /// Lines that are wrong are left out and listed; the rest is kept. A line with a reference that
    /// leads nowhere, or with a relation in a loop, is itself good and stays.
    Lenient,
}

/// What was read.
#[derive(Clone, Debug, Default)]
pub struct DataSet {
    /// The assertions in input order; no id occurs twice.
    pub assertions: Vec<Assertion>,
    /// The mistakes, in input order. Empty after a strict reading.
    pub errors: Vec<ReadError>,
}

/// Where an assertion was read.
#[derive(Clone, Copy)]
struct Origin {
    file: usize,
    line: u64,
}

/// Reads one or several inputs as one data set.
///
/// # Errors
///
/// In [`Mode::Strict`], every mistake found: first those of single lines and ids used twice, in
/// input order, then references that lead nowhere, then relations that form a loop. In
/// [`Mode::Lenient`], never.
pub fn read_all<R: BufRead>(
    inputs: impl IntoIterator<Item = JsonLines<R>>,
    mode: Mode,
) -> Result<DataSet, Vec<ReadError>> {
    let mut data = DataSet::default();
    let mut origins: Vec<Origin> = Vec::new();
    let mut files: Vec<String> = Vec::new();
    // Each mistake with its place, since ids that are used twice are found later.
    let mut errors: Vec<(Origin, ReadError)> = Vec::new();
    for mut input in inputs {
        let file = files.len();
        files.push(input.file().to_owned());
        loop {
            let items = input.next_many();
            if items.is_empty() {
                break;
            }
            for (place, item) in items.into_iter().flatten() {
                let origin = Origin { file, line: place.line };
                match item {
                    Ok(assertion) => {
                        origins.push(origin);
                        data.assertions.push(assertion);
                    }
                    Err(error) => errors.push((origin, error)),
                }
            }
        }
    }
    let mut again = Vec::new();
    let mut by_id = FxHashMap::with_capacity_and_hasher(data.assertions.len(), FxBuildHasher);
    for (index, assertion) in data.assertions.iter().enumerate() {
        match by_id.entry(assertion.id()) {
            Entry::Vacant(vacant) => _ = vacant.insert(index),
            Entry::Occupied(earlier) => again.push((*earlier.get(), index)),
        }
    }
    if !again.is_empty() {
        for &(earlier, index) in &again {
            let (first, origin) = (origins[earlier], origins[index]);
            let id = data.assertions[index].id().to_string();
            let kind = ReadErrorKind::DuplicateId {
                id: id.clone(),
                first_file: files[first.file].clone(),
                first_line: first.line,
            };
            let file = files[origin.file].clone();
            errors.push((origin, ReadError { file, line: origin.line, id: Some(id), kind }));
        }
        // Stable: several mistakes of one line stay in their order.
        errors.sort_by_key(|(origin, _)| (origin.file, origin.line));
        let mut repeated = vec![false; data.assertions.len()];
        for &(_, index) in &again {
            repeated[index] = true;
        }
        let mut each = repeated.iter();
        data.assertions.retain(|_| each.next() == Some(&false));
        let mut each = repeated.iter();
        origins.retain(|_| each.next() == Some(&false));
        by_id = data.assertions.iter().enumerate().map(|(at, one)| (one.id(), at)).collect();
    }
    data.errors = errors.into_iter().map(|(_, error)| error).collect();
    let error_at = |index: usize, kind: ReadErrorKind| ReadError {
        file: files[origins[index].file].clone(),
        line: origins[index].line,
        id: Some(data.assertions[index].id().to_string()),
        kind,
    };
    let mut errors = Vec::new();
    for (index, assertion) in data.assertions.iter().enumerate() {
        for (reference, target) in assertion.about().iter().enumerate() {
            if !by_id.contains_key(target) {
                let target = target.to_string();
                let kind = ReadErrorKind::DanglingReference { index: reference, target };
                errors.push(error_at(index, kind));
            }
        }
    }
    let about = |index: usize, next: usize| {
        let target = data.assertions.get(index)?.about().get(next)?;
        Some(by_id.get(target).copied())
    };
    for path in loops(data.assertions.len(), about) {
        let names = path.iter().map(|&index| data.assertions[index].id().to_string()).collect();
        errors.push(error_at(path[0], ReadErrorKind::RelationLoop { path: names }));
    }
    data.errors.extend(errors);
    if mode == Mode::Strict && !data.errors.is_empty() {
        return Err(data.errors);
    }
    Ok(data)
}

/// Each loop of `about` references once, starting and ending at its first member in input order. `about`
/// gives a reference of an assertion by its number; a reference may lead nowhere.
pub(crate) fn loops(
    count: usize,
    about: impl Fn(usize, usize) -> Option<Option<usize>>,
) -> Vec<Vec<usize>> {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        New,
        Open,
        Done,
    }
    let mut state = vec![State::New; count];
    let mut found = Vec::new();
    for start in 0..count {
        if state[start] != State::New {
            continue;
        }
        if about(start, 0).is_none() {
            state[start] = State::Done;
            continue;
        }
        state[start] = State::Open;
        // Depth first with a stack of our own: a chain of relations may be as long as the data.
        let mut path = vec![(start, 0)];
        while let Some((index, next)) = path.last_mut() {
            let Some(target) = about(*index, *next) else {
                state[*index] = State::Done;
                path.pop();
                continue;
            };
            *next += 1;
            let Some(target) = target else { continue };
            match state[target] {
                State::New => {
                    state[target] = State::Open;
                    path.push((target, 0));
                }
                State::Open => {
                    let mut members: Vec<usize> = path
                        .iter()
                        .map(|(index, _)| *index)
                        .skip_while(|index| *index != target)
                        .collect();
                    let first =
                        (0..members.len()).min_by_key(|&place| members[place]).unwrap_or_default();
                    members.rotate_left(first);
                    members.extend(members.first().copied());
                    found.push(members);
                }
                State::Done => {}
            }
        }
    }
    found.sort();
    found
}
