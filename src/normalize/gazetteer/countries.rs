//! Countries, and the adjectives that name them.

use super::Gazetteer;
use super::entry::{CountryCode, PlaceKind, country_code};
use super::key::keys;
use super::table::{Form, NewPlace, Rank};
use crate::text::{fold, words};

const COUNTRIES: &str = include_str!("../data/countries.tsv");
const DEMONYMS: &str = include_str!("../data/demonyms.tsv");

/// Demonyms have at most so many words: "Central African".
const MOST_WORDS: usize = 2;

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
    /// ```
    #[must_use]
    pub fn nationality(&self, text: &str) -> Option<CountryCode> {
        let folded = fold(text);
        let words: Vec<&str> = words(&folded).collect();
        let runs = (0..words.len()).flat_map(|start| {
            (1..=MOST_WORDS).rev().filter_map(move |count| Some((start, start.checked_add(count)?)))
        });
        runs.filter_map(|(start, end)| words.get(start..end)).find_map(|run| {
            let word = run.join(" ");
            [Some(word.as_str()), word.strip_suffix('s')].into_iter().flatten().find_map(|word| {
                let (bare, skeleton) = keys(word)?;
                let mut names = self.table.names(&skeleton).iter();
                let found =
                    names.find(|name| name.form == Form::Adjective && *name.bare == *bare)?;
                self.table.row(found.place)?.country
            })
        })
    }
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

/// Each country with an adjective or a short name of it.
pub(super) fn demonyms() -> impl Iterator<Item = (CountryCode, &'static str)> {
    rows(DEMONYMS).filter_map(|line| line.split_once('\t')).flat_map(|(code, words)| {
        let country = country_code(code);
        words.split('|').filter_map(move |word| Some((country?, word)))
    })
}

fn rows(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}
