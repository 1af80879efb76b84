//! The shipped base of regions and cities, searched as text.
//!
//! Nothing is parsed when the crate starts: the file is sorted by skeleton, and a look-up is a binary
//! search over its bytes. A place is known by the byte offset of its line.

use std::sync::OnceLock;

use chrono_tz::Tz;

use super::entry::{CountryCode, PlaceKind, country_code};

const TEXT: &str = include_str!("../data/geonames.tsv");

/// The three sections of the file.
#[derive(Debug)]
pub(super) struct Base {
    zones: Vec<Option<Tz>>,
    places: &'static str,
    names: &'static str,
}

/// One line of the places section. What is not asked of each place is read when it is asked for.
#[derive(Copy, Clone, Debug)]
pub(super) struct BasePlace {
    pub(super) name: &'static str,
    pub(super) country: Option<CountryCode>,
    /// The code of the first-level region, unique in the country.
    pub(super) code: &'static str,
    pub(super) kind: PlaceKind,
    pub(super) population: f64,
    lat: &'static str,
    lon: &'static str,
    radius: &'static str,
    zone: &'static str,
}

impl BasePlace {
    pub(super) fn point(&self) -> Option<(f64, f64)> {
        Some((self.lat.parse().ok()?, self.lon.parse().ok()?))
    }

    pub(super) fn radius_km(&self) -> f64 {
        self.radius.parse().unwrap_or_else(|_| radius_of_city(self.population))
    }

    /// Only where it is not the zone of the country's capital.
    pub(super) fn zone(&self) -> Option<Tz> {
        let number = usize::from_str_radix(self.zone, 36).ok()?;
        Base::shipped().zones.get(number).copied().flatten()
    }
}

/// A name whose skeleton was asked for.
#[derive(Copy, Clone, Debug)]
pub(super) struct BaseName {
    pub(super) bare: &'static str,
    refs: &'static str,
}

impl BaseName {
    /// The places of this name.
    pub(super) fn places(&self) -> impl Iterator<Item = u32> {
        self.refs.split(',').filter_map(|offset| u32::from_str_radix(offset, 36).ok())
    }
}

impl Base {
    pub(super) fn shipped() -> &'static Self {
        static SHIPPED: OnceLock<Base> = OnceLock::new();
        SHIPPED.get_or_init(|| {
            let (head, rest) = TEXT.split_once("\n@places\n").unwrap_or_default();
            // The one letter is found much sooner than the line, and no name has it.
            let end = rest.find('@').unwrap_or(rest.len());
            let (places, names) = rest.split_at_checked(end).unwrap_or_default();
            let names = names.strip_prefix("@names\n").unwrap_or_default();
            let zones = head.rsplit_once("@zones\t").unwrap_or_default().1;
            Self { zones: zones.split('\t').map(|zone| zone.parse().ok()).collect(), places, names }
        })
    }

    /// The place whose line starts at an offset.
    pub(super) fn place(&self, offset: u32) -> Option<BasePlace> {
        let start = usize::try_from(offset).ok()?;
        let mut line = self.places.get(start..)?;
        line = line.get(..line.bytes().position(|byte| byte == b'\n').unwrap_or(line.len()))?;
        let mut field = || cut(&mut line);
        let (name, country, code) = (field(), country_code(field()), field());
        let mut kind_and_size = field().chars();
        let kind = kind_and_size.next()?;
        let population = match kind_and_size.next().and_then(|size| size.to_digit(36)) {
            // The size is twice the binary logarithm of the population in hundreds.
            Some(size) => 100.0 * (f64::from(size) / 2.0).exp2(),
            None => 0.0,
        };
        let kind = match kind {
            'A' => PlaceKind::Province,
            _ if population >= CITY_FROM => PlaceKind::City,
            _ => PlaceKind::Town,
        };
        let (lat, lon, radius, zone) = (field(), field(), field(), field());
        Some(BasePlace { name, country, code, kind, population, lat, lon, radius, zone })
    }

    /// The first-level region of a country with a code.
    pub(super) fn region(&self, country: CountryCode, code: &str) -> Option<u32> {
        let wanted = (country.as_str(), code);
        let key = |line: &'static str| {
            let mut fields = line.split('\t');
            let (_, country, code) = (fields.next(), fields.next()?, fields.next()?);
            // Cities come after all regions.
            fields.next()?.starts_with('A').then_some((country, code))
        };
        let start = lower_bound(self.places, |line| key(line).is_some_and(|key| key < wanted));
        let line = self.places.get(start..)?.split('\n').next()?;
        if key(line)? == wanted { u32::try_from(start).ok() } else { None }
    }

    /// The names with a skeleton; none if a longer one starts with it all the same.
    pub(super) fn names(&self, skeleton: &str) -> impl Iterator<Item = BaseName> {
        let start = self.first_name_from(skeleton);
        let wanted = skeleton.to_owned();
        self.names.get(start..).unwrap_or_default().split('\n').map_while(move |line| {
            let mut fields = line.split('\t');
            let skeleton = fields.next().filter(|key| *key == wanted)?;
            let (bare, refs) = (fields.next()?, fields.next()?);
            Some(BaseName { bare: if bare.is_empty() { skeleton } else { bare }, refs })
        })
    }

    /// Whether a name has this skeleton or starts with its words.
    pub(super) fn starts_a_name(&self, skeleton: &str) -> bool {
        let rest = self.names.get(self.first_name_from(skeleton)..).unwrap_or_default();
        // Between the words alone and the words with a space, only a few characters sort.
        rest.strip_prefix(skeleton).is_some_and(|rest| rest.starts_with(['\t', ' ']))
    }

    fn first_name_from(&self, skeleton: &str) -> usize {
        lower_bound(self.names, |line| line.split('\t').next().is_some_and(|key| key < skeleton))
    }
}

/// The first field of a line, which is taken off; nothing at the end of the line.
fn cut(line: &mut &'static str) -> &'static str {
    // The fields are short: to look at each byte is quicker than to start a search.
    let end = line.bytes().position(|byte| byte == b'\t').unwrap_or(line.len());
    let (field, rest) = line.split_at_checked(end).unwrap_or_default();
    *line = rest.strip_prefix('\t').unwrap_or_default();
    field
}

/// From this population on a settlement is a city.
const CITY_FROM: f64 = 50_000.0;

/// A built-up area grows about as its population: 4 km for a village, 11 for a million, 28 for ten.
fn radius_of_city(population: f64) -> f64 {
    (3.0 + 0.008 * population.sqrt()).clamp(4.0, 30.0)
}

/// The start of the first line for which `below` is false, in sorted lines.
fn lower_bound(text: &'static str, below: impl Fn(&'static str) -> bool) -> usize {
    let bytes = text.as_bytes();
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = bytes
            .get(low..middle)
            .and_then(|before| before.iter().rposition(|byte| *byte == b'\n'))
            .map_or(low, |at| low + at + 1);
        let length = bytes
            .get(start..)
            .and_then(|after| after.iter().position(|byte| *byte == b'\n'))
            .unwrap_or(bytes.len() - start);
        let end = start + length;
        if text.get(start..end).is_some_and(&below) {
            low = end + 1;
        } else {
            high = start;
        }
    }
    low.min(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::gazetteer::key::keys;

    #[test]
    fn the_base_is_sorted_and_every_reference_lands_on_a_line() {
        let base = Base::shipped();
        let mut last = "";
        for line in base.names.lines() {
            let fields: Vec<_> = line.split('\t').collect();
            assert_eq!(fields.len(), 3, "{line}");
            assert!(last <= fields[0], "{line}");
            last = fields[0];
            for offset in fields[2].split(',') {
                let offset = usize::from_str_radix(offset, 36).unwrap();
                assert!(offset == 0 || base.places.as_bytes()[offset - 1] == b'\n', "{line}");
            }
        }
    }

    #[test]
    fn the_keys_of_the_file_are_those_of_the_crate() {
        for line in Base::shipped().names.lines().step_by(7) {
            let fields: Vec<_> = line.split('\t').collect();
            let bare = if fields[1].is_empty() { fields[0] } else { fields[1] };
            let (bare_again, skeleton) = keys(bare).unwrap();
            // A word that loses one article may show another ("al" in "Al Al"), so bare is not
            // always its own key.
            if bare_again == bare {
                assert_eq!(skeleton, fields[0], "{line}: run scripts/build-gazetteer.py again");
            }
        }
    }

    #[test]
    fn every_line_of_places_parses() {
        let base = Base::shipped();
        let mut offset = 0;
        for line in base.places.lines() {
            let place = base.place(u32::try_from(offset).unwrap()).unwrap();
            assert!(place.country.is_some(), "{line}");
            let (lat, lon) = place.point().unwrap();
            assert!((-90.0..=90.0).contains(&lat), "{line}");
            assert!((-180.0..=180.0).contains(&lon), "{line}");
            offset += line.len() + 1;
        }
    }

    #[test]
    fn a_region_is_found_by_its_code() {
        let base = Base::shipped();
        let babil = base.region(country_code("IQ").unwrap(), "06").unwrap();
        assert_eq!(base.place(babil).unwrap().name, "Babil");
        assert!(base.region(country_code("IQ").unwrap(), "zz").is_none());
    }
}
