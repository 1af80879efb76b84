//! Under which keys a place is filed, and under which it looks for others.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Blocking;
use crate::normalize::{Area, PlaceConcept};

/// A key: its sort in the upper byte, its value in the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Key(u64);

impl Key {
    const SITE: u64 = 1;
    const CELL: u64 = 2;
    const NARROW: u64 = 3;
    const WIDE: u64 = 4;
    /// A place that somebody names together with others, for those who name it alone.
    const ALONE: u64 = 5;
    /// The same, for those who name it together with others.
    const TOGETHER: u64 = 6;

    const fn new(sort: u64, value: u64) -> Self {
        Self(sort << 56 | value)
    }

    fn country(sort: u64, code: [u8; 2]) -> Self {
        Self::new(sort, u64::from(u16::from_be_bytes(code)))
    }
}

/// Edge of a grid cell in degrees, about 111 km of latitude.
const CELL_DEGREES: f64 = 1.0;
const KM_PER_DEGREE: f64 = 111.195;
/// Places with a larger radius are filed by country instead of by cell, in kilometers.
const MAX_CELL_RADIUS_KM: f64 = 350.0;
/// Areas with a larger radius are compared with everything in their country: "southwestern Syria" is
/// said of places that no circle around its center reaches.
const MAX_DISTRICT_KM: f64 = 60.0;

/// The numbers of the lists in which a place is filed and in which it looks.
#[derive(Clone, Debug, Default)]
pub(super) struct PlaceLists {
    /// Whether it is known where it lies, if only in which country.
    pub(super) is_located: bool,
    pub(super) filed: Vec<u32>,
    pub(super) looked_up: Vec<u32>,
}

/// What sort of key a list belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// One site, where undated statements look farther back.
    Site,
    /// All statements with or without a place, which only time and those who did it bring together.
    Anywhere,
    /// Any other.
    Near,
}

/// Numbers the keys of all places.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    numbers: FxHashMap<Key, u32>,
    /// The places that are named together with others.
    together: FxHashSet<u64>,
    pub(super) sorts: Vec<Sort>,
}

impl Numbering {
    pub(super) fn new(places: &[PlaceConcept]) -> Self {
        let several = places.iter().filter(|place| !place.also.is_empty());
        let ids = several.flat_map(|place| place.id.iter().chain(&place.also));
        Self { together: ids.map(|id| u64::from(id.index())).collect(), ..Self::default() }
    }

    fn number(&mut self, key: Key) -> u32 {
        let next = u32::try_from(self.sorts.len()).unwrap_or(u32::MAX);
        let number = *self.numbers.entry(key).or_insert(next);
        if number == next {
            self.sorts.push(match key.0 >> 56 {
                Key::SITE => Sort::Site,
                _ => Sort::Near,
            });
        }
        number
    }

    /// The number of the first of so many lists that belong to no place.
    pub(super) fn extra(&mut self, sort: Sort, count: usize) -> u32 {
        let number = u32::try_from(self.sorts.len()).unwrap_or(u32::MAX);
        self.sorts.resize(self.sorts.len() + count, sort);
        number
    }

    /// The lists of a place, or of none.
    pub(super) fn lists(
        &mut self,
        place: Option<&PlaceConcept>,
        blocking: &Blocking,
    ) -> PlaceLists {
        let mut filed = Vec::new();
        let mut looked_up = Vec::new();
        let place = place.filter(|place| is_located(place));
        match place {
            None => {}
            Some(place) => {
                let mut near = Vec::new();
                if let (Some(id), false) = (place.id, place.is_region) {
                    near.push(Key::new(Key::SITE, u64::from(id.index())));
                }
                for area in place.areas() {
                    if let Some((lat, lon)) = area.point
                        && area.radius_km <= MAX_CELL_RADIUS_KM
                    {
                        push_cells(&mut near, lat, lon, area.radius_km + blocking.max_gap_km / 2.0);
                    }
                }
                for id in place.id.iter().chain(&place.also) {
                    let id = u64::from(id.index());
                    let [alone, together] = [Key::ALONE, Key::TOGETHER].map(|it| Key::new(it, id));
                    if !place.also.is_empty() {
                        filed.push(together);
                        looked_up.extend([alone, together]);
                    } else if self.together.contains(&id) {
                        filed.push(alone);
                        looked_up.push(together);
                    }
                }
                filed.extend(&near);
                looked_up.extend(&near);
                for &country in &place.countries {
                    looked_up.push(Key::country(Key::WIDE, country));
                    let its_own = |area: &Area| area.country.is_none_or(|own| own == country);
                    if place.areas().any(|area| its_own(&area) && is_wide(&area)) {
                        looked_up.push(Key::country(Key::NARROW, country));
                        filed.push(Key::country(Key::WIDE, country));
                    } else {
                        filed.push(Key::country(Key::NARROW, country));
                    }
                }
            }
        }
        let mut numbers = |mut keys: Vec<Key>| {
            keys.sort_unstable();
            keys.dedup();
            keys.into_iter().map(|key| self.number(key)).collect()
        };
        PlaceLists {
            is_located: place.is_some(),
            filed: numbers(filed),
            looked_up: numbers(looked_up),
        }
    }
}

fn is_located(place: &PlaceConcept) -> bool {
    place.id.is_some() || place.point.is_some() || place.country.is_some()
}

/// Whether an area is too large for a grid, and meets everything in its country.
fn is_wide(area: &Area) -> bool {
    area.point.is_none()
        || area.radius_km > MAX_CELL_RADIUS_KM
        || (area.is_region && area.radius_km > MAX_DISTRICT_KM)
}

fn push_cells(keys: &mut Vec<Key>, lat: f64, lon: f64, reach_km: f64) {
    #[expect(clippy::cast_possible_truncation, reason = "degrees fit")]
    let index = |degrees: f64| (degrees / CELL_DEGREES).floor() as i64;
    let reach_lat = reach_km / KM_PER_DEGREE;
    let reach_lon = reach_lat / lat.to_radians().cos().max(0.1);
    for row in index(lat - reach_lat)..=index(lat + reach_lat) {
        for column in index(lon - reach_lon)..=index(lon + reach_lon) {
            let column = column.rem_euclid(360);
            let value = (row + 90).unsigned_abs() * 1000 + column.unsigned_abs();
            keys.push(Key::new(Key::CELL, value));
        }
    }
}
