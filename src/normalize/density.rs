//! How many events happen around when and where: the chance that two unrelated statements coincide.
//!
//! At a base that is hit every night, "same base, next day" says little; in an empty desert it says a
//! lot. The number of *distinct* events is not known before matching, so it is estimated by the
//! number of distinct pairs of a grid cell and a day on which anyone places an event: ten outlets
//! that tell of one strike count once.

use rustc_hash::FxHashMap;

use super::features::{Features, Minutes, PlaceConcept, Stated};
use crate::threads;

/// Edge of a grid cell in degrees of latitude, about 28 km: the distance within which press reports
/// of one event usually lie. Longitude cells are as wide in degrees, so narrower towards the poles.
const CELL_DEGREES: f64 = 0.25;

/// The days before and after a statement that are counted.
const REACH_DAYS: i32 = 10;

/// Rows that one thread takes at a time.
const RUN: usize = 1 << 14;

/// The days around a statement that are left out, since they may hold the event itself.
const OWN_DAYS: i32 = 1;

/// A grid cell, the country, and a day on which somebody places an event there.
type ActiveDay = ((i16, i16), Option<[u8; 2]>, i32);

/// How many events happen in the ten days before and after a statement, its own day and the two beside
/// it left out. Numbers beyond 255 are 255.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Around {
    /// Around its site, before and after; 0 when it names none.
    pub site: [u8; 2],
    /// In its country, or anywhere when it names none.
    pub country: [u8; 2],
}

/// Distinct active days, by cell, by country and over all, sorted.
#[derive(Debug, Default)]
pub(super) struct Density {
    cells: FxHashMap<(i16, i16), Vec<i32>>,
    countries: FxHashMap<[u8; 2], Vec<i32>>,
    world: Vec<i32>,
}

fn cell(lat: f64, lon: f64) -> (i16, i16) {
    #[expect(clippy::cast_possible_truncation, reason = "degrees divided by a quarter fit")]
    let index = |degrees: f64| (degrees / CELL_DEGREES).floor() as i16;
    (index(lat), index(lon))
}

/// The day on which a row places its event, and the place.
fn placed<'p>(row: &Features, places: &'p [PlaceConcept]) -> Option<(i32, &'p PlaceConcept)> {
    Some((row.when.day()?, places.get(row.place as usize)?))
}

impl Density {
    /// Counts where and when the rows place events.
    pub(super) fn build(rows: &[Features], places: &[PlaceConcept]) -> Self {
        let mut density = Self::default();
        let mut active: Vec<ActiveDay> = rows
            .iter()
            .filter(|row| row.stated != Stated::Coarse)
            .filter_map(|row| placed(row, places))
            .filter(|(_, place)| !place.is_region)
            .filter_map(|(day, place)| {
                let (lat, lon) = place.point?;
                Some((cell(lat, lon), place.country, day))
            })
            .collect();
        threads::sort(&mut active);
        active.dedup();
        for (cell, country, day) in active {
            density.cells.entry(cell).or_default().push(day);
            if let Some(country) = country {
                density.countries.entry(country).or_default().push(day);
            }
            density.world.push(day);
        }
        #[expect(clippy::iter_over_hash_type, reason = "each list is sorted on its own")]
        for country in density.countries.values_mut() {
            country.sort_unstable();
        }
        density.world.sort_unstable();
        density
    }

    /// Tells each row how much happens around it.
    pub(super) fn fill(&self, rows: &mut [Features], places: &[PlaceConcept]) {
        // The cell of each place that is a site, and the nine cells around it as one sorted list, once for
        // each cell.
        let cells: Vec<Option<(i16, i16)>> = places
            .iter()
            .map(|place| place.point.filter(|_| !place.is_region).map(|(lat, lon)| cell(lat, lon)))
            .collect();
        let mut centers: Vec<(i16, i16)> = cells.iter().copied().flatten().collect();
        centers.sort_unstable();
        centers.dedup();
        let near = threads::map(&centers, |&center| self.near(center));
        let near: Vec<&[i32]> = cells
            .iter()
            .map(|cell| {
                let center = cell.and_then(|cell| centers.binary_search(&cell).ok());
                center.and_then(|at| near.get(at)).map_or(&[][..], Vec::as_slice)
            })
            .collect();
        threads::change_chunks(rows, RUN, |rows| {
            for row in rows {
                let Some(day) = row.when.day() else { continue };
                if let Some(days) = near.get(row.place as usize) {
                    row.around.site = around(days, day);
                }
                let country = places.get(row.place as usize).and_then(|place| place.country);
                row.around.country = match country {
                    Some(country) => {
                        self.countries.get(&country).map_or([0; 2], |days| around(days, day))
                    }
                    None => around(&self.world, day),
                };
            }
        });
    }

    /// The active days of a cell and of its eight neighbors.
    fn near(&self, center: (i16, i16)) -> Vec<i32> {
        let mut days = Vec::new();
        for row in center.0.saturating_sub(1)..=center.0.saturating_add(1) {
            for column in center.1.saturating_sub(1)..=center.1.saturating_add(1) {
                days.extend(self.cells.get(&(row, column)).into_iter().flatten());
            }
        }
        days.sort_unstable();
        days
    }
}

/// How many of the days lie shortly before and after a day.
fn around(days: &[i32], day: i32) -> [u8; 2] {
    [
        between(days, day.saturating_sub(REACH_DAYS), day.saturating_sub(OWN_DAYS)),
        between(days, day.saturating_add(OWN_DAYS + 1), day.saturating_add(REACH_DAYS + 1)),
    ]
}

/// How many of the sorted days lie in `from..until`, up to 255.
fn between(days: &[i32], from: i32, until: i32) -> u8 {
    let start = days.partition_point(|day| *day < from);
    let end = days.partition_point(|day| *day < until);
    u8::try_from(end.saturating_sub(start)).unwrap_or(u8::MAX)
}

/// How many events happen around two statements: before the earlier and after the later of them. One
/// that names no country says nothing of where to look, and leaves it to the other.
#[inline]
pub(crate) fn others(site: bool, left: &Features, right: &Features, known: [bool; 2]) -> u32 {
    let of = |row: &Features| if site { row.around.site } else { row.around.country };
    let (first, last) = match known {
        [true, false] => (left, left),
        [false, true] => (right, right),
        _ if starts_earlier(right.when, left.when) => (right, left),
        _ => (left, right),
    };
    u32::from(of(first)[0]) + u32::from(of(last)[1])
}

/// Whether the first day of one time lies before that of another.
#[inline]
fn starts_earlier(one: Minutes, other: Minutes) -> bool {
    // Rows mostly come in the order of time, and what starts no earlier is on no earlier day.
    if other.start != i32::MIN && other.start <= one.start {
        return false;
    }
    let starts = |time: Minutes| time.day().unwrap_or(i32::MAX);
    starts(one) < starts(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_the_first_to_before_the_last() {
        let days = [1, 2, 2, 5, 9];
        assert_eq!(between(&days, 2, 9), 3);
        assert_eq!(between(&days, 10, 20), 0);
        assert_eq!(around(&days, 4), [3, 1]);
    }
}
