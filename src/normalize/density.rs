//! How many events happen around when and where: the chance that two unrelated statements coincide.
//!
//! At a base that is hit every night, "same base, next day" says little; in an empty desert it says a
//! lot. The number of *distinct* events is not known before matching, so it is estimated by the
//! number of distinct pairs of a grid cell and a day on which anyone places an event: ten outlets
//! that tell of one strike count once.

use super::features::{Features, Minutes, PlaceConcept, Stated};
use rustc_hash::FxHashMap;

/// Edge of a grid cell in degrees of latitude, about 28 km: the distance within which press reports
/// of one event usually lie. Longitude cells are as wide in degrees, so narrower towards the poles.
const CELL_DEGREES: f64 = 0.25;

/// The days before and after a pair that are counted.
const REACH_DAYS: i32 = 10;

/// The days around a pair that are left out, since they may hold the event itself.
const OWN_DAYS: i32 = 1;

/// A grid cell, the country, and a day on which somebody places an event there.
type ActiveDay = ((i16, i16), Option<[u8; 2]>, i32);

/// Distinct active days, by cell, by country and over all.
#[derive(Debug, Default)]
pub struct Density {
    cells: FxHashMap<(i16, i16), Vec<i32>>,
    countries: FxHashMap<[u8; 2], Vec<i32>>,
    world: Vec<i32>,
}

/// What a count of nearby events is taken over.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scope {
    /// The cell of a point and its eight neighbors.
    Around(f64, f64),
    /// A country.
    Country([u8; 2]),
    /// Everything.
    World,
}

fn cell(lat: f64, lon: f64) -> (i16, i16) {
    #[expect(clippy::cast_possible_truncation, reason = "degrees divided by a quarter fit")]
    let index = |degrees: f64| (degrees / CELL_DEGREES).floor() as i16;
    (index(lat), index(lon))
}

impl Density {
    /// Counts where and when the rows place events.
    #[must_use]
    pub(super) fn build(rows: &[Features], places: &[PlaceConcept]) -> Self {
        let mut density = Self::default();
        let mut active: Vec<ActiveDay> = Vec::new();
        for row in rows {
            let time = if row.stated >= Stated::Day { row.event } else { row.published };
            let Some(day) = time.day() else { continue };
            let Some(place) = places.get(row.place as usize) else { continue };
            let Some((lat, lon)) = place.point else { continue };
            if place.is_region {
                continue;
            }
            active.push((cell(lat, lon), place.country, day));
        }
        active.sort_unstable();
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

    /// How many distinct events lie within ten days of the two times and in the scope, the day of
    /// each time and its neighbors left out.
    #[must_use]
    pub fn around(&self, scope: Scope, left: Minutes, right: Minutes) -> u32 {
        let (Some(left), Some(right)) = (left.day().or(right.day()), right.day().or(left.day()))
        else {
            return 0;
        };
        let (first, last) = (left.min(right), left.max(right));
        // Two far days: what lies between them is as near as it gets.
        let until = last.min(first + REACH_DAYS);
        let count = |days: &[i32]| {
            let before = between(days, first - REACH_DAYS, first - OWN_DAYS);
            let after = between(days, until + OWN_DAYS + 1, until + REACH_DAYS + 1);
            before + after
        };
        match scope {
            Scope::World => count(&self.world),
            Scope::Country(country) => self.countries.get(&country).map_or(0, |days| count(days)),
            Scope::Around(north, east) => {
                let center = cell(north, east);
                let mut total = 0;
                for row in center.0.saturating_sub(1)..=center.0.saturating_add(1) {
                    for column in center.1.saturating_sub(1)..=center.1.saturating_add(1) {
                        total += self.cells.get(&(row, column)).map_or(0, |days| count(days));
                    }
                }
                total
            }
        }
    }
}

/// How many of the sorted days lie in `from..until`.
fn between(days: &[i32], from: i32, until: i32) -> u32 {
    let start = days.partition_point(|day| *day < from);
    let end = days.partition_point(|day| *day < until);
    u32::try_from(end.saturating_sub(start)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_the_first_to_before_the_last() {
        let days = [1, 2, 2, 5, 9];
        assert_eq!(between(&days, 2, 9), 3);
        assert_eq!(between(&days, 10, 20), 0);
    }
}
