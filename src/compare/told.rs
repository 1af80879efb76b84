//! Which sites close to each other one document tells apart.
//!
//! The base and the oil field beside it may be two names of one place, and neighboring bases get swapped.
//! But where one document has the same sort of statement about either of a day, whoever wrote it knows two
//! events: then another statement about the one is hardly about what happened at the other.

use super::place::NEIGHBORS_KM;
use crate::model::AssertionKind;
use crate::normalize::gazetteer::distance_km;
use crate::normalize::{DAY, FeatureTable, Features, Minutes, NONE, PlaceConcept};

/// Pairs of sites, each with the times of which a document tells of both, the smaller site first.
#[derive(Debug, Default)]
pub(super) struct ToldApart {
    /// Sorted.
    told: Vec<(Site, Site, Minutes, Minutes)>,
}

/// A site by its entry, or by the number of its concept.
type Site = (bool, u32);

/// Documents with more statements about sites are lists, of which a few say enough.
const MOST_STATEMENTS: usize = 64;
/// Times that are no finer than this are those of no one event.
const LONGEST: i32 = 3 * DAY;

impl ToldApart {
    pub(super) fn new(table: &FeatureTable) -> Self {
        let places = &table.concepts.places;
        let telling = || {
            let rows = table.rows.iter();
            rows.filter(|row| row.document != NONE && row.matches && tells(row.kind))
                .filter(|row| row.when.length().is_some_and(|length| length <= LONGEST))
        };
        // Most documents say one thing.
        let mut said = vec![0_u32; table.concepts.documents()];
        for row in telling() {
            if let Some(said) = said.get_mut(row.document as usize) {
                *said += 1;
            }
        }
        let says_more = |row: &&Features| said.get(row.document as usize).is_some_and(|&it| it > 1);
        let mut rows: Vec<(u32, &Features, &PlaceConcept, Site)> = telling()
            .filter(says_more)
            .filter_map(|row| {
                let place = places.get(row.place as usize)?;
                Some((row.document, row, place, site(row.place, place)?))
            })
            .collect();
        rows.sort_unstable_by_key(|&(document, row, _, site)| {
            (document, row.when, site, row.kind as u8)
        });
        rows.dedup_by_key(|&mut (document, row, _, site)| {
            (document, row.when, site, row.kind as u8)
        });
        let mut told = Vec::new();
        for document in rows.chunk_by(|one, next| one.0 == next.0) {
            if document.len() > MOST_STATEMENTS {
                continue;
            }
            for (place, (_, row, area, one)) in document.iter().enumerate() {
                for (_, other_row, other_area, other) in document.iter().skip(place + 1) {
                    let close = || {
                        area.point
                            .zip(other_area.point)
                            .is_some_and(|(from, to)| distance_km(from, to) <= NEIGHBORS_KM)
                    };
                    let both = one != other && row.kind == other_row.kind;
                    if both && row.when.gap(other_row.when) < DAY && close() {
                        let (low, high) = (one.min(other), one.max(other));
                        let turned = low != one;
                        let times = if turned {
                            (other_row.when, row.when)
                        } else {
                            (row.when, other_row.when)
                        };
                        told.push((*low, *high, times.0, times.1));
                    }
                }
            }
        }
        told.sort_unstable();
        told.dedup();
        Self { told }
    }

    /// Whether a document tells two places apart, as of any time.
    pub(super) fn ever(&self, left: u32, right: u32, places: &[PlaceConcept]) -> bool {
        let Some((left, right)) = sites(left, right, places) else { return false };
        let sites = (left.min(right), left.max(right));
        let from = self.told.partition_point(|it| (it.0, it.1) < sites);
        self.told.get(from).is_some_and(|it| (it.0, it.1) == sites)
    }

    /// Whether a document tells the sites of two rows apart, as of about their times.
    pub(super) fn apart(&self, left: &Features, right: &Features, places: &[PlaceConcept]) -> bool {
        let Some((left_site, right_site)) = sites(left.place, right.place, places) else {
            return false;
        };
        let turned = left_site > right_site;
        let ((low, high), (first, second)) = if turned {
            ((right_site, left_site), (right, left))
        } else {
            ((left_site, right_site), (left, right))
        };
        let Some((first, second)) = about(first).zip(about(second)) else { return false };
        let earliest = first.start.saturating_sub(LONGEST + DAY);
        let from = self.told.partition_point(|it| (it.0, it.1, it.2.start) < (low, high, earliest));
        let found = self.told.iter().skip(from);
        found
            .take_while(|it| {
                (it.0, it.1) == (low, high) && it.2.start <= first.end.saturating_add(DAY)
            })
            .any(|it| it.2.gap(first) < DAY && it.3.gap(second) < DAY)
    }
}

/// About when it was: as stated, or else as the publication has it. Nothing where neither tells, so that a
/// document of another year has no say.
fn about(row: &Features) -> Option<Minutes> {
    [row.when, row.window].into_iter().find(|time| time.length().is_some())
}

/// Whether who says it tells of an event of their own account.
const fn tells(kind: AssertionKind) -> bool {
    matches!(kind, AssertionKind::Claim | AssertionKind::Confirmation | AssertionKind::Report)
}

fn sites(left: u32, right: u32, places: &[PlaceConcept]) -> Option<(Site, Site)> {
    let of = |number: u32| site(number, places.get(number as usize)?);
    of(left).zip(of(right))
}

fn site(number: u32, place: &PlaceConcept) -> Option<Site> {
    if place.is_region || place.is_generic {
        return None;
    }
    Some(place.id.map_or((false, number), |id| (true, id.index())))
}
