//! The first reading: each assertion to its row, and then forgotten.

use super::Progress;
use super::files::{Files, Place};
use super::rows::{Known, Rows};
use crate::model::{Assertion, Relation};
use crate::normalize::{FeatureTable, Resolver};
use crate::read::{ReadError, ReadErrorKind, loops};
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

/// Assertions that one thread looks at in one go.
const AT_A_TIME: usize = 256;

pub(super) fn scan(
    files: &Files,
    reconciler: &Reconciler,
    progress: &mut impl FnMut(Progress),
) -> Scanned {
    let of = files.bytes();
    let mut before = 0;
    let lexicons = reconciler.lexicons();
    let mut rows = Rows::default();
    let mut features = FeatureTable::builder(lexicons);
    let mut errors = Vec::new();
    // The line of each row, for mistakes that only the whole shows.
    let mut lines: Vec<u64> = Vec::new();
    let mut names: Vec<String> = Vec::new();
    let mut relations: Vec<(usize, Relation)> = Vec::new();
    let resolvers = Pool::new();
    for (number, mut input) in files.lines().enumerate() {
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        names.push(input.file().to_owned());
        loop {
            let items = input.next_many();
            progress(Progress::Read { bytes: before + input.offset(), of });
            if items.is_empty() {
                break;
            }
            let known = threads::map_chunks(&items, AT_A_TIME, |items| {
                resolvers.with(
                    || Resolver::new(lexicons),
                    |resolver| -> Vec<Option<Known>> {
                        let known = items.iter().map(|(_, item)| {
                            let assertion = item.as_ref().ok()?;
                            Some(known(assertion, resolver))
                        });
                        known.collect()
                    },
                )
            });
            for ((place, item), known) in items.into_iter().zip(known.into_iter().flatten()) {
                let (assertion, known) = match (item, known) {
                    (Ok(assertion), Some(known)) => (assertion, known),
                    (Err(error), _) => {
                        errors.push(error);
                        continue;
                    }
                    (Ok(_), None) => continue,
                };
                let bytes = u32::try_from(place.bytes).unwrap_or(u32::MAX);
                let spot = Place { file: number, bytes, offset: place.offset };
                if let Err(earlier) = rows.add(&assertion, spot, known) {
                    let id = assertion.id().to_string();
                    let first = rows
                        .place(earlier)
                        .and_then(|place| names.get(place.file as usize).cloned());
                    let kind = ReadErrorKind::DuplicateId {
                        id: id.clone(),
                        first_file: first.unwrap_or_default(),
                        first_line: lines.get(earlier).copied().unwrap_or_default(),
                    };
                    let file = input.file().to_owned();
                    errors.push(ReadError { file, line: place.line, id: Some(id), kind });
                    continue;
                }
                if let Some(relation) = assertion.relation() {
                    relations.push((lines.len(), relation));
                }
                lines.push(place.line);
                features.push(&assertion);
            }
        }
        before += input.offset();
    }
    errors.extend(references(&rows, &names, &lines));
    mark(&mut rows, &relations);
    Scanned { rows, features: features.finish(), errors }
}

fn known(assertion: &Assertion, resolver: &mut Resolver<'_>) -> Known {
    let concepts = resolver.resolve(assertion);
    Known {
        time: concepts.time,
        published: concepts.published,
        has_unknown: !reconcile::unknown(assertion, &concepts).is_empty(),
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
