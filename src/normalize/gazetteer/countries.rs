//! Countries, and the adjectives that name them.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::Gazetteer;
use super::entry::{CountryCode, PlaceKind, country_code};
use super::key::keys;
use super::table::{Form, NewPlace, Rank};
use crate::text::{fold, words};

const COUNTRIES: &str = include_str!("../data/countries.tsv");
const DEMONYMS: &str = include_str!("../data/demonyms.tsv");

/// Demonyms have at most so many words: "Central African".
const MOST_WORDS: usize = 2;

/// Names of places that begin with one, so many: "South African Republic".
const MOST_PLACE_WORDS: usize = 3;

impl Gazetteer {
    /// The country whose nationals the words speak of: "two Sri Lankans", "Filipino crew members". Names of
    /// countries are none, nor of what is called after one.
    ///
    /// ```
    /// use corroborate::normalize::gazetteer::Gazetteer;
    ///
    /// let nationality = |words| Gazetteer::shipped().nationality(words);
    /// assert_eq!(nationality("two Sri Lankans").as_ref().map(|it| it.as_str()), Some("LK"));
    /// assert_eq!(nationality("Georgia Tech students"), None);
    /// assert_eq!(nationality("Persian Gulf fishermen"), None);
    /// ```
    #[must_use]
    pub fn nationality(&self, text: &str) -> Option<CountryCode> {
        let words: Vec<Written> = text.split_whitespace().flat_map(Written::new).collect();
        let mut start = 0;
        while start < words.len() {
            let run = |count: usize| words.get(start..start.checked_add(count)?);
            let place = (2..=MOST_PLACE_WORDS)
                .rev()
                .find(|count| run(*count).is_some_and(|run| self.is_place(run)));
            let found = || (1..=MOST_WORDS).rev().find_map(|count| nationals(run(count)?));
            match place {
                Some(count) => start += count,
                None => match found().filter(|country| self.country(country.as_str()).is_some()) {
                    None => start += 1,
                    country => return country,
                },
            }
        }
        None
    }

    /// Whether the words are the name of a place as a whole: "Persian Gulf".
    fn is_place(&self, run: &[Written]) -> bool {
        keys(&joined(run)).is_some_and(|(bare, skeleton)| {
            let mut names = self.table.names(&skeleton).iter();
            names.any(|name| name.form == Form::Full && *name.bare == *bare)
        })
    }
}

/// A folded word, and how it was written.
struct Written {
    folded: String,
    /// All in capitals.
    capitals: bool,
    /// With a capital at its beginning.
    named: bool,
}

impl Written {
    /// The words of what stands between two spaces.
    fn new(raw: &str) -> Vec<Self> {
        let mut letters = raw.chars().filter(|letter| letter.is_alphabetic());
        let named = letters.clone().next().is_some_and(char::is_uppercase);
        let capitals = letters.all(char::is_uppercase);
        let written = |word: &str| Self { folded: word.to_owned(), capitals, named };
        words(&fold(raw)).map(written).collect()
    }
}

fn joined(run: &[Written]) -> String {
    let words: Vec<&str> = run.iter().map(|word| word.folded.as_str()).collect();
    words.join(" ")
}

/// The country of whose people a row of words is an adjective or a noun, one or several.
fn nationals(run: &[Written]) -> Option<CountryCode> {
    static KNOWN: OnceLock<FxHashMap<String, (CountryCode, Word)>> = OnceLock::new();
    let known = KNOWN.get_or_init(|| {
        let words = all_demonyms().filter(|(_, _, kind)| *kind != Word::Name);
        words.filter_map(|(country, word, kind)| Some((keys(word)?.0, (country, kind)))).collect()
    });
    let row = joined(run);
    [Some(row.as_str()), row.strip_suffix('s')].into_iter().flatten().find_map(|word| {
        let (country, kind) = known.get(&keys(word)?.0)?;
        let fits = match kind {
            Word::Adjective => true,
            // "Two of us" are not two of the US.
            Word::Abbreviation => word == row && run.iter().all(|word| word.capitals),
            // Poles may be of wood.
            Word::People => run.iter().all(|word| word.named),
            Word::Name => false,
        };
        fits.then_some(*country)
    })
}

/// The countries as places; the first name of each is the English one.
pub(super) fn countries() -> impl Iterator<Item = NewPlace> {
    rows(COUNTRIES).filter_map(|line| {
        let mut fields = line.split('\t');
        let country = country_code(fields.next()?)?;
        // The three-letter codes are no names: AND, ARE, CAN and PER are words.
        let _alpha3 = fields.next()?;
        let zone = fields.next()?.parse().ok();
        let mut number = || fields.next().and_then(|field| field.parse::<f64>().ok());
        let (lat, lon, radius_km, millions) = (number()?, number()?, number()?, number()?);
        let mut names = fields.next()?.split('|');
        let name = names.next()?.to_owned();
        // "Man" and the like are words of other languages.
        let aliases =
            names.filter(|name| !name.is_ascii() || name.len() > 3).map(str::to_owned).collect();
        Some(NewPlace {
            name,
            aliases,
            kind: PlaceKind::Country,
            country: Some(country),
            lat,
            lon,
            radius_km,
            zone,
            population: millions * 1e6,
            source: "GeoNames (CC BY 4.0), Unicode CLDR".to_owned(),
            rank: Rank::Country,
            ..NewPlace::default()
        })
    })
}

/// What a word of the table of demonyms is, in the order of its columns.
#[derive(Copy, Clone, Eq, PartialEq, Debug)]
enum Word {
    Adjective,
    /// A short name of the country.
    Name,
    /// Stands for the adjective, where it is written in capitals: "US citizens".
    Abbreviation,
    /// One of its people, for whom the adjective is no noun: "Dane".
    People,
}

/// Each country with an adjective or a short name of it.
pub(super) fn demonyms() -> impl Iterator<Item = (CountryCode, &'static str)> {
    let of_places = all_demonyms().filter(|(_, _, kind)| *kind != Word::People);
    of_places.map(|(country, word, _)| (country, word))
}

fn all_demonyms() -> impl Iterator<Item = (CountryCode, &'static str, Word)> {
    const COLUMNS: [Word; 4] = [Word::Adjective, Word::Name, Word::Abbreviation, Word::People];
    rows(DEMONYMS).filter_map(|line| line.split_once('\t')).flat_map(|(code, columns)| {
        let country = country_code(code);
        columns.split('\t').zip(COLUMNS).flat_map(move |(words, kind)| {
            let words = words.split('|').filter(|word| !word.is_empty());
            words.filter_map(move |word| Some((country?, word, kind)))
        })
    })
}

fn rows(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_called_after_their_country_and_things_are_not() {
        let nationality =
            |words| Gazetteer::shipped().nationality(words).map(|code| code.as_str().to_owned());
        let none = [
            "car passengers",
            "two of us",
            "RCA employees",
            "Persian Gulf fishermen",
            "Emirates staff",
            "telephone poles",
            "Palestine Street residents",
        ];
        for text in none {
            assert_eq!(nationality(text), None, "{text}");
        }
        let people = [
            ("three Danes", "DK"),
            ("Poles", "PL"),
            ("two Spaniards and a child", "ES"),
            ("Swedes", "SE"),
            ("Filipinas", "PH"),
            ("Frenchmen", "FR"),
            ("US citizens", "US"),
            ("U.S. contractors", "US"),
            ("CAR soldiers", "CF"),
            ("polish nationals", "PL"),
            ("Iranian fishermen in the Persian Gulf", "IR"),
        ];
        for (text, country) in people {
            assert_eq!(nationality(text).as_deref(), Some(country), "{text}");
        }
    }
}
