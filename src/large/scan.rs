//! The first reading: each assertion to its row, and then forgotten.

use std::fs::File;
use std::io::BufReader;

use super::Progress;
use super::files::{Files, Place};
use super::rows::{Known, Rows};
use crate::model::{Assertion, Relation};
use crate::normalize::{FeatureBuilder, FeatureTable, Lexicons, Resolved, Resolver};
use crate::read::{self, JsonLines, ReadError, ReadErrorKind, loops};
use crate::reconcile;
use crate::reconciler::Reconciler;
use crate::threads::{self, Pool};

/// What the first reading gives.
#[derive(Debug)]
pub(super) struct Scanned {
    pub(super) rows: Rows,
    pub(super) features: FeatureTable,
    pub(super) errors: Vec<ReadError>,
}

pub(super) fn scan(
    files: &Files,
    reconciler: &Reconciler,
    progress: &mut impl FnMut(Progress),
) -> Scanned {
    let of = files.bytes();
    let mut before = 0;
    let lexicons = reconciler.lexicons();
    let mut taken = Taken::new(FeatureTable::builder(lexicons));
    let resolvers = Pool::new();
    for mut input in files.lines() {
        taken.names.push(input.file().to_owned());
        let mut run = next_run(&mut input, lexicons, &resolvers);
        while !run.is_empty() {
            let bytes = before + input.offset();
            progress(Progress::Read { bytes, of });
            // What is numbered in the order of the lines is one thread's work; meanwhile the others read on.
            let next = || next_run(&mut input, lexicons, &resolvers);
            (run, ()) = threads::both(next, || {
                run.drain(..).flatten().for_each(|line| taken.take(line));
                taken.reserve(bytes, of);
            });
        }
        before += input.offset();
        progress(Progress::Read { bytes: before, of });
    }
    taken.finish()
}

/// What a line says, with the concepts behind its words.
type Line = (read::Place, Result<(Known, Resolved, Assertion), ReadError>);

/// The next lines; none at the end.
fn next_run<'l>(
    input: &mut JsonLines<BufReader<&File>>,
    lexicons: &'l Lexicons,
    resolvers: &Pool<Resolver<'l>>,
) -> Vec<Vec<Line>> {
    input.next_many_as(|items| {
        let resolve = |resolver: &mut Resolver<'_>, assertion: Assertion| {
            let resolved = resolver.resolve(&assertion);
            (known(&assertion, &resolved), resolved, assertion)
        };
        resolvers.with(
            || Resolver::new(lexicons),
            |resolver| {
                let read = items.into_iter();
                read.map(|(place, item)| (place, item.map(|said| resolve(resolver, said))))
                    .collect()
            },
        )
    })
}

/// What is kept of the lines so far.
struct Taken<'l> {
    rows: Rows,
    features: FeatureBuilder<'l>,
    errors: Vec<ReadError>,
    /// The line of each row, for mistakes that only the whole shows.
    lines: Vec<u64>,
    /// The names of the files.
    names: Vec<String>,
    relations: Vec<(usize, Relation)>,
    /// Whether there is room for what the rest will probably be.
    has_room: bool,
}

impl<'l> Taken<'l> {
    fn new(features: FeatureBuilder<'l>) -> Self {
        Self {
            rows: Rows::default(),
            features,
            errors: Vec::new(),
            lines: Vec::new(),
            names: Vec::new(),
            relations: Vec::new(),
            has_room: false,
        }
    }

    /// Takes a line of the last of the files.
    fn take(&mut self, (place, read): Line) {
        let (known, resolved, assertion) = match read {
            Ok(read) => read,
            Err(error) => return self.errors.push(error),
        };
        let spot = Place {
            file: u32::try_from(self.names.len().saturating_sub(1)).unwrap_or(u32::MAX),
            bytes: u32::try_from(place.bytes).unwrap_or(u32::MAX),
            offset: place.offset,
        };
        if let Err(earlier) = self.rows.add(&assertion, spot, known) {
            let name = |file: u32| self.names.get(file as usize).cloned().unwrap_or_default();
            let id = assertion.id().to_string();
            let first = self.rows.place(earlier);
            let kind = ReadErrorKind::DuplicateId {
                id: id.clone(),
                first_file: first.map(|place| name(place.file)).unwrap_or_default(),
                first_line: self.lines.get(earlier).copied().unwrap_or_default(),
            };
            let file = name(spot.file);
            return self.errors.push(ReadError { file, line: place.line, id: Some(id), kind });
        }
        if let Some(relation) = assertion.relation() {
            self.relations.push((self.lines.len(), relation));
        }
        self.lines.push(place.line);
        self.features.push_resolved(&assertion, &resolved);
    }

    /// Makes room for the rest, once so many bytes of all show how long the lines are. What grows instead is
    /// moved over and over, into memory that the system has to bring in each time.
    fn reserve(&mut self, bytes: u64, of: u64) {
        if self.has_room || self.lines.is_empty() {
            return;
        }
        self.has_room = true;
        // A little more than in proportion, since lines differ.
        let in_all = u128::from(of) * self.lines.len() as u128 / u128::from(bytes.max(1));
        let more =
            usize::try_from(in_all + in_all / 16).unwrap_or(0).saturating_sub(self.lines.len());
        // Only a guess: where there is no room for it, there may be for what really comes.
        _ = self.lines.try_reserve_exact(more);
        self.rows.reserve(more);
        self.features.reserve(more);
    }

    fn finish(self) -> Scanned {
        let Self { mut rows, features, mut errors, lines, names, relations, .. } = self;
        let (features, ()) = threads::both(
            || features.finish(),
            || {
                errors.extend(references(&rows, &names, &lines));
                mark(&mut rows, &relations);
            },
        );
        Scanned { rows, features, errors }
    }
}

fn known(assertion: &Assertion, concepts: &Resolved) -> Known {
    Known {
        time: concepts.time,
        published: concepts.published,
        has_unknown: !reconcile::unknown(assertion, concepts).is_empty(),
    }
}

/// References that lead nowhere, then relations that form a loop.
fn references(rows: &Rows, names: &[String], lines: &[u64]) -> Vec<ReadError> {
    let error_at = |row: usize, kind: ReadErrorKind| ReadError {
        file: rows
            .place(row)
            .and_then(|place| names.get(place.file as usize).cloned())
            .unwrap_or_default(),
        line: lines.get(row).copied().unwrap_or_default(),
        id: Some(rows.id(row).to_owned()),
        kind,
    };
    let mut errors = Vec::new();
    for row in 0..rows.len() {
        for (index, target) in rows.about(row).iter().enumerate() {
            if rows.row(target).is_none() {
                let target = target.to_string();
                errors.push(error_at(row, ReadErrorKind::DanglingReference { index, target }));
            }
        }
    }
    let about = |row: usize, next: usize| Some(rows.row(rows.about(row).get(next)?));
    for path in loops(rows.len(), about) {
        let Some(first) = path.first().copied() else { continue };
        let path = path.into_iter().map(|row| rows.id(row).to_owned()).collect();
        errors.push(error_at(first, ReadErrorKind::RelationLoop { path }));
    }
    errors
}

/// Marks what is withdrawn and what is claimed anew.
fn mark(rows: &mut Rows, relations: &[(usize, Relation)]) {
    for &(row, relation) in relations {
        let withdrawn = match relation {
            Relation::Retracts | Relation::Corrects => true,
            Relation::Supersedes => false,
            _ => continue,
        };
        for id in rows.about(row).to_vec() {
            rows.mark(&id, withdrawn);
        }
    }
}
