//! Candidate pairs: everything an expert would look at, and little else.
//!
//! Each row is filed under a few keys: the grid cells that its place may lie in, its country, its
//! document, the rare words of its target. Under each key the rows are swept in the order of their
//! time windows, so that only rows whose windows meet become a pair. The cost grows with the number
//! of true neighbors. A pair that shares several keys comes out once.

use crate::normalize::{DAY, FeatureTable, Features, Minutes, NONE, Stated};

/// What is looked at together.
///
/// # Examples
///
/// ```
/// use corroborate::block::Blocking;
///
/// let blocking = Blocking::default().max_gap_km(100.0);
/// assert!(blocking.validate().is_ok());
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Blocking {
    /// How far beyond their uncertainties two places may lie apart, in kilometers.
    pub max_gap_km: f64,
    /// How many days an undated statement about one site may lie from another about the same site.
    pub max_lag_days: u16,
}

impl Default for Blocking {
    /// 60 km: about four in five events that media locate lie within 50 km of the true place
    /// (Weidmann 2015, J. Conflict Resolution 59(6)), and neighboring bases get swapped. 60 days: the
    /// tail of retrospective articles.
    fn default() -> Self {
        Self { max_gap_km: 60.0, max_lag_days: 60 }
    }
}

impl Blocking {
    /// The same with another gap between places.
    #[must_use]
    pub fn max_gap_km(mut self, max_gap_km: f64) -> Self {
        self.max_gap_km = max_gap_km;
        self
    }

    /// The same with another lag between undated statements about one site.
    #[must_use]
    pub fn max_lag_days(mut self, max_lag_days: u16) -> Self {
        self.max_lag_days = max_lag_days;
        self
    }

    /// Whether the options make sense.
    ///
    /// # Errors
    ///
    /// A sentence that names the option, when the gap is negative, not finite or beyond 1000 km.
    pub fn validate(&self) -> Result<(), String> {
        if (0.0..=1000.0).contains(&self.max_gap_km) {
            Ok(())
        } else {
            Err(format!("max_gap_km: found {}, expected 0 to 1000 km", self.max_gap_km))
        }
    }
}

/// A key under which rows are filed: its sort in the upper byte, its value in the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key(u64);

impl Key {
    const DOCUMENT: u64 = 1;
    const WORD: u64 = 2;
    const SITE: u64 = 3;
    const CELL: u64 = 4;
    const COUNTRY: u64 = 5;
    const ANYWHERE: u64 = 6;

    const fn new(sort: u64, value: u64) -> Self {
        Self(sort << 56 | value)
    }

    const fn sort(self) -> u64 {
        self.0 >> 56
    }
}

/// One row under one key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    key: Key,
    window: Minutes,
    row: u32,
}

/// Edge of a grid cell in degrees, about 111 km of latitude.
const CELL_DEGREES: f64 = 1.0;
const KM_PER_DEGREE: f64 = 111.195;
/// Places with a larger radius are filed by country instead of by cell, in kilometers.
const MAX_CELL_RADIUS_KM: f64 = 350.0;
/// Areas with a larger radius are compared with everything in their country: "southwestern Syria" is
/// said of places that no circle around its center reaches.
const MAX_DISTRICT_KM: f64 = 60.0;
/// Words that name more targets than this open no block.
const MAX_WORD_COUNT: u32 = 30;

/// Calls `visit` with each candidate pair once, the smaller index first.
///
/// The order is the same for the same rows.
pub fn for_each_pair(table: &FeatureTable, blocking: &Blocking, mut visit: impl FnMut(u32, u32)) {
    let keys: Vec<Vec<Key>> = table.rows.iter().map(|row| keys_of(row, table, blocking)).collect();
    let mut entries: Vec<Entry> = Vec::new();
    for (index, (row, keys)) in table.rows.iter().zip(&keys).enumerate() {
        let index = u32::try_from(index).unwrap_or(NONE);
        for &key in keys {
            let window = window_under(key, row, blocking);
            entries.push(Entry { key, window, row: index });
        }
    }
    entries.sort_unstable();
    let mut active: Vec<Entry> = Vec::new();
    for group in entries.chunk_by(|left, right| left.key == right.key) {
        active.clear();
        // Where much happens, a statement without any date cannot be placed in time, and would meet
        // everything that was ever said there.
        let crowded = group.len() > MOST_WITH_UNDATED && group_is_timed(group);
        for &entry in group {
            if crowded && entry.window == Minutes::ALWAYS {
                continue;
            }
            active.retain(|other| other.window.end >= entry.window.start);
            for other in &active {
                let (left, right) = (other.row.min(entry.row), other.row.max(entry.row));
                if wanted(entry.key, left, right, table)
                    && (active.len() <= CROWD || in_crowd(entry.key, left, right, table))
                    && is_first(entry.key, left, right, &keys, table, blocking)
                {
                    visit(left, right);
                }
            }
            active.push(entry);
        }
    }
}

/// All candidate pairs, sorted.
///
/// ```
/// use corroborate::block::{Blocking, candidate_pairs};
/// use corroborate::model::Assertion;
/// use corroborate::normalize::{FeatureTable, Lexicons};
///
/// let report = |id: &str, day: &str| {
///     Assertion::report(id, "SOHR").time(day).place("Ain al-Asad").action("shelling").build()
/// };
/// let reports = [report("a", "2023-01-04")?, report("b", "2023-01-05")?, report("c", "2023-06-01")?];
/// let table = FeatureTable::build(&reports, &Lexicons::shipped());
/// assert_eq!(candidate_pairs(&table, &Blocking::default()), [(0, 1)]);
/// # Ok::<(), corroborate::model::InvalidAssertion>(())
/// ```
#[must_use]
pub fn candidate_pairs(table: &FeatureTable, blocking: &Blocking) -> Vec<(u32, u32)> {
    let mut pairs = Vec::new();
    for_each_pair(table, blocking, |left, right| pairs.push((left, right)));
    pairs.extend(table.must.iter().chain(&table.hints));
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

fn is_unlocated(row: &Features, table: &FeatureTable) -> bool {
    let place = table.concepts.places.get(row.place as usize);
    place.is_none_or(|place| place.id.is_none() && place.point.is_none() && place.country.is_none())
}

fn is_wide(row: &Features, table: &FeatureTable) -> bool {
    table.concepts.places.get(row.place as usize).is_none_or(|place| {
        place.point.is_none()
            || place.radius_km > MAX_CELL_RADIUS_KM
            || (place.is_region && place.radius_km > MAX_DISTRICT_KM)
    })
}

fn keys_of(row: &Features, table: &FeatureTable, blocking: &Blocking) -> Vec<Key> {
    let mut keys = Vec::new();
    if !row.matches {
        return keys;
    }
    if row.document != NONE {
        keys.push(Key::new(Key::DOCUMENT, u64::from(row.document)));
    }
    for &word in table.concepts.words(row.targets) {
        if (2..=MAX_WORD_COUNT).contains(&table.concepts.word_count(word)) {
            keys.push(Key::new(Key::WORD, u64::from(word)));
        }
    }
    let place = table.concepts.places.get(row.place as usize);
    match place {
        None => keys.push(Key::new(Key::ANYWHERE, 0)),
        Some(place) => {
            if let (Some(id), false) = (place.id, place.is_region) {
                keys.push(Key::new(Key::SITE, u64::from(id.index())));
            }
            for &country in &place.countries {
                keys.push(Key::new(Key::COUNTRY, u64::from(u16::from_be_bytes(country))));
            }
            match place.point {
                Some((lat, lon)) if place.radius_km <= MAX_CELL_RADIUS_KM => {
                    push_cells(&mut keys, lat, lon, place.radius_km + blocking.max_gap_km / 2.0);
                }
                _ => {}
            }
            keys.push(Key::new(Key::ANYWHERE, 0));
        }
    }
    keys.sort_unstable();
    keys.dedup();
    keys
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

/// The window of a row under a key: wider where the key itself says much.
fn window_under(key: Key, row: &Features, blocking: &Blocking) -> Minutes {
    match key.sort() {
        Key::DOCUMENT => Minutes::ALWAYS,
        Key::SITE if row.stated == Stated::Nothing => {
            row.window.padded(i32::from(blocking.max_lag_days) * DAY, DAY)
        }
        _ => row.window,
    }
}

/// Whether a pair is worth comparing under a key.
fn wanted(key: Key, left: u32, right: u32, table: &FeatureTable) -> bool {
    let rows = &table.rows;
    let (left, right) = (&rows[left as usize], &rows[right as usize]);
    match key.sort() {
        Key::COUNTRY => is_wide(left, table) || is_wide(right, table),
        Key::ANYWHERE => {
            // What names no place that is known is compared with everything of its time.
            (is_unlocated(left, table) || is_unlocated(right, table))
                && left.window != Minutes::ALWAYS
                && right.window != Minutes::ALWAYS
        }
        _ => true,
    }
}

/// Under keys with more rows than this, rows without any date are left out.
const MOST_WITH_UNDATED: usize = 500;

/// Whether rows under the key are told apart by time: all but those of one document.
fn group_is_timed(group: &[Entry]) -> bool {
    group.first().is_some_and(|entry| entry.key.sort() != Key::DOCUMENT)
}

/// Where more rows than this are active at once, those without a place are compared only with what
/// shares an actor or a victim.
const CROWD: usize = 500;

fn in_crowd(key: Key, left: u32, right: u32, table: &FeatureTable) -> bool {
    let rows = &table.rows;
    key.sort() != Key::ANYWHERE || shares_actor(&rows[left as usize], &rows[right as usize], table)
}

fn shares_actor(left: &Features, right: &Features, table: &FeatureTable) -> bool {
    let concepts = &table.concepts;
    let meets = |left: u32, right: u32| {
        let right = concepts.actor_set(right);
        concepts.actor_set(left).iter().any(|&a| {
            right.iter().any(|&b| {
                use crate::normalize::actors::Lineage;
                concepts.lineage(a, b) != Lineage::Different
            })
        })
    };
    meets(left.actors, right.actors)
        || meets(left.victims, right.victims)
        || (left.actors == NONE && left.victims == NONE)
        || (right.actors == NONE && right.victims == NONE)
}

/// Whether this key is the first under which the pair comes out.
fn is_first(
    key: Key,
    left: u32,
    right: u32,
    keys: &[Vec<Key>],
    table: &FeatureTable,
    blocking: &Blocking,
) -> bool {
    let (left_keys, right_keys) = (&keys[left as usize], &keys[right as usize]);
    let rows = &table.rows;
    for &other in left_keys {
        if other >= key {
            return true;
        }
        if right_keys.binary_search(&other).is_ok() {
            let windows = (
                window_under(other, &rows[left as usize], blocking),
                window_under(other, &rows[right as usize], blocking),
            );
            if windows.0.intersects(windows.1) && wanted(other, left, right, table) {
                return false;
            }
        }
    }
    true
}
