//! The places held in memory: countries, curated sites, what a user adds or imports.

use std::borrow::Cow;
use std::sync::OnceLock;

use chrono_tz::Tz;
use rustc_hash::FxHashMap;

use super::base::Base;
use super::countries::{countries, demonyms};
use super::entry::{CountryCode, PlaceId, PlaceKind};
use super::key::{Word, append, keys, without_possessive, word_keys};
use super::similar::Similar;
use super::vocabulary::{Class, Side, class, class_of};
use crate::text::{fold, words};

/// Which entry wins where two have one name; lower wins.
#[derive(Copy, Clone, Eq, PartialEq, Ord, PartialOrd, Debug, Default)]
pub(super) enum Rank {
    /// From a file of the user.
    #[default]
    User,
    /// Shipped, written by hand.
    Curated,
    /// A country.
    Country,
    /// From a dump that the user imported.
    Imported,
    /// From the shipped base.
    Base,
}

/// A place before its parents are looked up.
#[derive(Clone, Debug, Default)]
pub(super) struct NewPlace {
    pub(super) name: String,
    pub(super) aliases: Vec<String>,
    pub(super) kind: PlaceKind,
    pub(super) country: Option<CountryCode>,
    /// The name of the first-level region.
    pub(super) admin1: String,
    /// The code of the first-level region in the base.
    pub(super) code: String,
    pub(super) lat: f64,
    pub(super) lon: f64,
    pub(super) radius_km: f64,
    pub(super) parents: Vec<String>,
    pub(super) zone: Option<Tz>,
    pub(super) population: f64,
    pub(super) source: String,
    pub(super) rank: Rank,
}

/// What is looked up of a place once it is in the table.
#[derive(Clone, Debug, Default)]
pub(super) struct Links {
    pub(super) admin1: Option<PlaceId>,
    pub(super) parents: Vec<PlaceId>,
}

/// A name of a place in the table.
#[derive(Clone, Debug)]
pub(super) struct Name {
    pub(super) bare: Box<str>,
    pub(super) place: u32,
    pub(super) form: Form,
}

/// How much of a name a key is.
#[derive(Copy, Clone, Eq, PartialEq, Ord, PartialOrd, Debug)]
pub(super) enum Form {
    /// The whole name or alias.
    Full,
    /// An adjective: "Iraqi".
    Adjective,
    /// What is left without words such as "air base": counts only beside such a word.
    Core,
}

/// The bit that tells ids of the base from those of the table.
pub(super) const BASE_BIT: u32 = 1 << 31;

/// Places and the index of their names.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    rows: Vec<NewPlace>,
    /// Of each row, looked up when it is first asked for.
    links: Vec<OnceLock<Links>>,
    /// What each row lies in, found when it is first asked for.
    ancestors: Vec<OnceLock<Box<[PlaceId]>>>,
    names: FxHashMap<Box<str>, Vec<Name>>,
    /// The first word of each name, with the most words that a name so starting has.
    first_words: FxHashMap<Box<str>, usize>,
    /// Built when a name is first not found.
    similar: OnceLock<Similar>,
    /// Settlements, ports and islands by the cell that they lie in.
    cells: FxHashMap<(CountryCode, i32, i32), Vec<u32>>,
    countries: FxHashMap<CountryCode, u32>,
    regions: FxHashMap<CountryCode, FxHashMap<Box<str>, u32>>,
    sides: FxHashMap<(CountryCode, Side), u32>,
}

impl Table {
    /// A table of the countries and these rows; later rows replace earlier ones of the same name,
    /// country and rank or lower.
    pub(super) fn new(rows: Vec<NewPlace>) -> Self {
        let mut table = Self::default();
        // Only what a user adds replaces; the shipped rows are known to differ.
        let shipped = rows.iter().take_while(|row| row.rank != Rank::User).count();
        let mut rows = rows.into_iter();
        table.rows.extend(rows.by_ref().take(shipped));
        if rows.len() > 0 {
            table.put(rows);
        }
        table.names.reserve(table.rows.len() * NAMES_PER_ROW);
        table.first_words.reserve(table.rows.len() * NAMES_PER_ROW / 2);
        table.link();
        table
    }

    /// The countries, which every table starts with.
    pub(super) fn country_rows() -> impl Iterator<Item = NewPlace> {
        countries()
    }

    /// The rows, to make a larger table of.
    pub(super) fn rows(&self) -> &[NewPlace] {
        &self.rows
    }

    pub(super) fn row(&self, at: u32) -> Option<&NewPlace> {
        self.rows.get(usize::try_from(at).ok()?)
    }

    pub(super) fn links(&self, at: u32) -> Option<&Links> {
        let links = self.links.get(usize::try_from(at).ok()?)?;
        Some(
            links
                .get_or_init(|| self.row(at).map_or_else(Links::default, |row| self.links_of(row))),
        )
    }

    /// What a row lies in, once it was found; none for what is not in the table.
    pub(super) fn ancestors(&self, at: u32) -> Option<&OnceLock<Box<[PlaceId]>>> {
        self.ancestors.get(usize::try_from(at).ok()?)
    }

    pub(super) fn country(&self, code: CountryCode) -> Option<u32> {
        self.countries.get(&code).copied()
    }

    /// The curated province that stands for a region of the base.
    pub(super) fn region(&self, country: CountryCode, code: &str) -> Option<u32> {
        self.regions.get(&country)?.get(code).copied()
    }

    /// The settlement, port or island of this name at a point of the base.
    pub(super) fn settlement_at(
        &self,
        country: CountryCode,
        point: (f64, f64),
        name: &str,
    ) -> Option<u32> {
        let (lat, lon) = cell(point);
        let around = (-1..=1).flat_map(|up| (-1..=1).map(move |right| (lat + up, lon + right)));
        let mut near: Vec<u32> = around
            .filter_map(|(lat, lon)| self.cells.get(&(country, lat, lon)))
            .flatten()
            .copied()
            .filter(|at| {
                self.row(*at).is_some_and(|row| {
                    (row.lat - point.0).abs() < SAME_DEGREES
                        && (row.lon - point.1).abs() < SAME_DEGREES
                })
            })
            .collect();
        if near.is_empty() {
            return None;
        }
        near.sort_unstable();
        // Two villages may lie this close; their names tell them apart.
        let (_, skeleton) = keys(name)?;
        let named = self.names(&skeleton);
        near.into_iter().find(|at| named.iter().any(|name| name.place == *at))
    }

    /// The named side of a country: "Western Iraq".
    pub(super) fn side(&self, country: CountryCode, side: Side) -> Option<u32> {
        self.sides.get(&(country, side)).copied()
    }

    pub(super) fn names(&self, skeleton: &str) -> &[Name] {
        self.names.get(skeleton).map_or(&[], Vec::as_slice)
    }

    /// How many words the longest name has that starts with this word; none if no name does.
    pub(super) fn longest_from(&self, first_word: &str) -> Option<usize> {
        self.first_words.get(first_word).copied()
    }

    /// The index of similar names, in the order in which the names were read.
    pub(super) fn similar(&self) -> &Similar {
        self.similar.get_or_init(|| {
            let mut similar = Similar::default();
            let mut of_row = |row: &NewPlace, place: u32| {
                let has_core = has_core(row.kind);
                for name in std::iter::once(&row.name).chain(&row.aliases) {
                    let NameKeys { full, core } = NameKeys::of(name, has_core);
                    for (bare, skeleton) in full.into_iter().chain(core) {
                        similar.add(bare, &skeleton, place, row.country);
                    }
                }
            };
            for (row, place) in self.rows.iter().zip(0..) {
                of_row(row, place);
            }
            similar
        })
    }

    /// Adds rows, of which those of a user replace the first row of the same name and country.
    fn put(&mut self, rows: impl Iterator<Item = NewPlace>) {
        let key = |row: &NewPlace| {
            (keys(&row.name).map_or_else(String::new, |(bare, _)| bare), row.country)
        };
        let mut known: FxHashMap<(String, Option<CountryCode>), usize> = FxHashMap::default();
        for (at, row) in self.rows.iter().enumerate() {
            known.entry(key(row)).or_insert(at);
        }
        for row in rows {
            let at = *known.entry(key(&row)).or_insert(self.rows.len());
            match self.rows.get_mut(at) {
                Some(old) if row.rank == Rank::User => *old = row,
                _ => self.rows.push(row),
            }
        }
    }

    fn link(&mut self) {
        for at in 0..self.rows.len() {
            self.index(at);
        }
        for (country, adjective) in demonyms() {
            if let Some(place) = self.country(country) {
                self.add_name(adjective, place, Form::Adjective);
            }
        }
        let sides: Vec<_> =
            self.rows.iter().zip(0..).flat_map(|(row, at)| self.sides_of(row, at)).collect();
        for (key, at) in sides {
            self.sides.entry(key).or_insert(at);
        }
        self.links.resize_with(self.rows.len(), OnceLock::new);
        self.ancestors.resize_with(self.rows.len(), OnceLock::new);
    }

    fn index(&mut self, at: usize) {
        let (Some(row), Ok(place)) = (self.rows.get(at), u32::try_from(at)) else { return };
        let kind = row.kind;
        if let Some(country) = row.country {
            if kind == PlaceKind::Country {
                self.countries.insert(country, place);
            }
            if kind == PlaceKind::Province && !row.code.is_empty() {
                let regions = self.regions.entry(country).or_default();
                regions.insert(row.code.as_str().into(), place);
            }
            if kind.is_settlement() || matches!(kind, PlaceKind::Port | PlaceKind::Island) {
                let (lat, lon) = cell((row.lat, row.lon));
                self.cells.entry((country, lat, lon)).or_default().push(place);
            }
        }
        let has_core = has_core(kind);
        let keys: Vec<NameKeys> = std::iter::once(&row.name)
            .chain(&row.aliases)
            .map(|name| NameKeys::of(name, has_core))
            .collect();
        for NameKeys { full, core } in keys {
            self.add_keys(full, place, Form::Full);
            self.add_keys(core, place, Form::Core);
        }
    }

    fn add_name(&mut self, name: &str, place: u32, form: Form) {
        self.add_keys(keys(name), place, form);
    }

    fn add_keys(&mut self, keys: Option<(String, String)>, place: u32, form: Form) {
        let Some((bare, skeleton)) = keys else { return };
        let count = words(&skeleton).count();
        if let Some(first) = words(&skeleton).next() {
            match self.first_words.get_mut(first) {
                Some(longest) => *longest = count.max(*longest),
                None => {
                    self.first_words.insert(first.into(), count);
                }
            }
        }
        let list = self.names.entry(skeleton.into_boxed_str()).or_default();
        match list.iter_mut().find(|old| old.place == place && *old.bare == *bare) {
            // A whole name that is also the core of another alias counts as the whole name.
            Some(old) => old.form = old.form.min(form),
            None => list.push(Name { bare: bare.into(), place, form }),
        }
    }

    /// "Western Iraq", "غرب العراق": which side of which country a region is.
    fn sides_of(&self, row: &NewPlace, at: u32) -> Vec<((CountryCode, Side), u32)> {
        let mut found = Vec::new();
        let Some(country) = row.country.filter(|_| row.kind == PlaceKind::Region) else {
            return found;
        };
        for name in std::iter::once(&row.name).chain(&row.aliases) {
            let folded = fold(name);
            let mut side: Option<Side> = None;
            let mut rest = String::new();
            for word in words(&folded).map(Word::new) {
                match class(&word) {
                    Class::Side(next) if rest.is_empty() => {
                        side = match side {
                            Some(side) => side.join(next),
                            None => Some(next),
                        };
                    }
                    _ => append(&mut rest, &word.skeleton),
                }
            }
            let is_country = self
                .names(&rest)
                .iter()
                .any(|name| self.countries.get(&country) == Some(&name.place));
            if let Some(side) = side.filter(|_| is_country) {
                found.push(((country, side), at));
            }
        }
        found
    }

    fn links_of(&self, row: &NewPlace) -> Links {
        let admin1 = row.country.and_then(|country| {
            if row.kind.is_region() && row.kind != PlaceKind::District {
                return None;
            }
            if !row.code.is_empty() {
                return self.region_id(country, &row.code);
            }
            self.province(country, &row.admin1)
        });
        let parents = row.parents.iter().filter_map(|name| self.parent(name)).collect();
        Links { admin1, parents }
    }

    /// The region of a code: the curated province that stands for it, or that of the base.
    pub(super) fn region_id(&self, country: CountryCode, code: &str) -> Option<PlaceId> {
        self.region(country, code)
            .map(PlaceId)
            .or_else(|| Base::shipped().region(country, code).map(|at| PlaceId(at | BASE_BIT)))
    }

    /// The place that a `parents` field names.
    pub(super) fn parent(&self, name: &str) -> Option<PlaceId> {
        let (bare, skeleton) = keys(name)?;
        let shown = |at: u32| self.row(at).and_then(|row| keys(&row.name)).map(|keys| keys.0);
        let mut named = self
            .names(&skeleton)
            .iter()
            .filter(|name| name.form == Form::Full && *name.bare == *bare);
        let first = named.clone().next()?.place;
        let best = named.find(|name| shown(name.place).as_deref() == Some(&bare));
        Some(PlaceId(best.map_or(first, |name| name.place)))
    }

    fn province(&self, country: CountryCode, name: &str) -> Option<PlaceId> {
        let (bare, skeleton) = keys(name)?;
        let curated = self.names(&skeleton).iter().find(|name| {
            self.row(name.place)
                .is_some_and(|row| row.kind == PlaceKind::Province && row.country == Some(country))
        });
        if let Some(found) = curated {
            return Some(PlaceId(found.place));
        }
        let shipped = Base::shipped();
        let mut found = None;
        for name in shipped.names(&skeleton) {
            for at in name.places() {
                let place = shipped.place(at)?;
                if place.kind == PlaceKind::Province && place.country == Some(country) {
                    if name.bare == bare {
                        return Some(PlaceId(at | BASE_BIT));
                    }
                    found = found.or(Some(PlaceId(at | BASE_BIT)));
                }
            }
        }
        found
    }
}

/// How many names a row has on average, so that the tables need not grow.
const NAMES_PER_ROW: usize = 6;

/// Both sides have their points from one source, save for rounding.
const SAME_DEGREES: f64 = 0.02;

/// The cell of a grid as wide as what counts as one point.
#[expect(clippy::cast_possible_truncation, reason = "degrees are at most 180")]
fn cell((lat, lon): (f64, f64)) -> (i32, i32) {
    ((lat / SAME_DEGREES).floor() as i32, (lon / SAME_DEGREES).floor() as i32)
}

/// Whether the name of such a place without the word for its kind still names it: "a neighborhood
/// of Baghdad" is not the one that is named after the city, and the core of "Eastern Syria" is no
/// region.
fn has_core(kind: PlaceKind) -> bool {
    kind != PlaceKind::Neighborhood
        && (!kind.is_region() || matches!(kind, PlaceKind::Province | PlaceKind::District))
}

/// The bare key and the skeleton of a name.
type Keys = (String, String);

/// The keys under which a name is found.
#[derive(Debug, Default)]
struct NameKeys {
    full: Option<Keys>,
    /// Without the words that only say what sort of place it is; none if all or nothing is left.
    core: Option<Keys>,
}

impl NameKeys {
    fn of(name: &str, has_core: bool) -> Self {
        let folded = match without_possessive(name) {
            Cow::Borrowed(name) => fold(name),
            Cow::Owned(name) => fold(&name),
        };
        let (mut full, mut core) = (Keys::default(), Keys::default());
        full.0.reserve(folded.len());
        full.1.reserve(folded.len());
        let mut skeleton = String::with_capacity(folded.len());
        let mut cut = false;
        for word in words(&folded) {
            let bare = word_keys(word, &mut skeleton);
            append(&mut full.0, bare);
            append(&mut full.1, &skeleton);
            if !has_core {
                continue;
            }
            if says_kind(class_of(word, bare)) {
                cut = true;
            } else {
                append(&mut core.0, bare);
                append(&mut core.1, &skeleton);
            }
        }
        let core = Some(core).filter(|(bare, skeleton)| {
            cut && !skeleton.is_empty()
                && bare.chars().filter(|letter| letter.is_alphabetic()).nth(1).is_some()
        });
        Self { full: Some(full).filter(|(_, skeleton)| !skeleton.is_empty()), core }
    }
}

/// Whether a word only says what sort of place it is.
fn says_kind(class: Class) -> bool {
    matches!(
        class,
        Class::Facility(_)
            | Class::Level(_)
            | Class::Modifier
            | Class::Part
            | Class::Of
            | Class::In
            | Class::Filler
    )
}
