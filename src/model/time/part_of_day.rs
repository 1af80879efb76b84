//! Words for parts of the day.
//!
//! The words are data (`src/model/data/parts_of_day.tsv`), read once at first use.

use std::str::FromStr;
use std::sync::OnceLock;

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime};
use rustc_hash::FxHashMap;

use super::TimeError;
use crate::text::{fold, words};

/// A part of the day in a speaker's words. The hours are wide, as the words are used in news.
///
/// ```
/// use corroborate::model::PartOfDay;
///
/// assert_eq!("in the early hours of Tuesday".parse(), Ok(PartOfDay::EarlyHours));
/// assert_eq!("فجراً".parse(), Ok(PartOfDay::Dawn));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum PartOfDay {
    /// 03:30 to 06:30.
    Dawn,
    /// 00:00 to 06:00.
    EarlyHours,
    /// 06:00 to 12:00.
    Morning,
    /// 11:00 to 13:00.
    Noon,
    /// 12:00 to 18:00.
    Afternoon,
    /// 17:00 to 21:00.
    Evening,
    /// 20:00 to 06:00 of the next day.
    Night,
    /// The night that ends on the date: 20:00 of the day before to 06:00.
    Overnight,
    /// 23:00 of the day before to 01:00: midnight begins the date.
    Midnight,
}

impl PartOfDay {
    /// When it starts and ends on a date, by the local clock.
    #[must_use]
    pub fn hours_on(self, date: NaiveDate) -> (NaiveDateTime, NaiveDateTime) {
        let yesterday = date.checked_sub_days(Days::new(1)).unwrap_or(date);
        let tomorrow = date.checked_add_days(Days::new(1)).unwrap_or(date);
        let (start, end) = match self {
            Self::Dawn => ((date, 3, 30), (date, 6, 30)),
            Self::EarlyHours => ((date, 0, 0), (date, 6, 0)),
            Self::Morning => ((date, 6, 0), (date, 12, 0)),
            Self::Noon => ((date, 11, 0), (date, 13, 0)),
            Self::Afternoon => ((date, 12, 0), (date, 18, 0)),
            Self::Evening => ((date, 17, 0), (date, 21, 0)),
            Self::Night => ((date, 20, 0), (tomorrow, 6, 0)),
            Self::Overnight => ((yesterday, 20, 0), (date, 6, 0)),
            Self::Midnight => ((yesterday, 23, 0), (date, 1, 0)),
        };
        let moment = |(date, hour, minute): (NaiveDate, u32, u32)| {
            date.and_time(NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default())
        };
        (moment(start), moment(end))
    }
}

impl FromStr for PartOfDay {
    type Err = TimeError;

    /// Reads words of any of the languages that the crate knows: alone, or the longest that stand
    /// within a phrase.
    fn from_str(phrase: &str) -> Result<Self, TimeError> {
        let folded = fold(phrase);
        if let Some(part) = lexicon().get(folded.as_str()) {
            return Ok(*part);
        }
        let all: Vec<&str> = words(&folded).take(MOST_WORDS).collect();
        for length in (1..=LONGEST_FORM.min(all.len())).rev() {
            for form in all.windows(length) {
                let form = form.join(" ");
                // "Am" and "pm" are parts of a day only alone.
                if let Some(part) = lexicon().get(form.as_str()).filter(|_| form.len() > 2) {
                    return Ok(*part);
                }
            }
        }
        Err(TimeError::PartOfDay { text: phrase.chars().take(80).collect::<String>().into() })
    }
}

static DATA: &str = include_str!("../data/parts_of_day.tsv");

/// The most words that a form of the data has, and the most that are looked at in a phrase.
const LONGEST_FORM: usize = 5;
const MOST_WORDS: usize = 32;

/// By folded form.
fn lexicon() -> &'static FxHashMap<String, PartOfDay> {
    static LEXICON: OnceLock<FxHashMap<String, PartOfDay>> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let lines = DATA.lines().filter_map(read_line);
        lines
            .flat_map(|(part, forms)| forms.split('|').map(move |form| (fold(form), part)))
            .collect()
    })
}

fn read_line(line: &str) -> Option<(PartOfDay, &str)> {
    let mut fields = line.split('\t');
    let (part, _language, forms) = (fields.next()?, fields.next()?, fields.next()?);
    let part = match part {
        "dawn" => PartOfDay::Dawn,
        "early_hours" => PartOfDay::EarlyHours,
        "morning" => PartOfDay::Morning,
        "noon" => PartOfDay::Noon,
        "afternoon" => PartOfDay::Afternoon,
        "evening" => PartOfDay::Evening,
        "night" => PartOfDay::Night,
        "overnight" => PartOfDay::Overnight,
        "midnight" => PartOfDay::Midnight,
        _ => return None,
    };
    Some((part, forms))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn every_line_of_the_data_is_read_and_no_form_is_two_parts() {
        let mut parts = BTreeMap::new();
        for line in DATA.lines().filter(|line| !line.starts_with('#')) {
            let (part, forms) = read_line(line).unwrap_or_else(|| panic!("{line}"));
            for form in forms.split('|').map(fold) {
                assert!(words(&form).count() <= LONGEST_FORM, "{form}");
                assert_eq!(*parts.entry(form.clone()).or_insert(part), part, "{form}");
            }
        }
    }

    #[test]
    fn words_alone_and_in_phrases_are_parts_of_the_day() {
        for (phrase, part) in [
            ("dawn", PartOfDay::Dawn),
            ("فجر", PartOfDay::Dawn),
            ("مساء", PartOfDay::Evening),
            ("مساءً", PartOfDay::Evening),
            ("Early hours", PartOfDay::EarlyHours),
            ("in the early hours of Tuesday", PartOfDay::EarlyHours),
            ("Tuesday evening", PartOfDay::Evening),
            ("فجر اليوم الثلاثاء", PartOfDay::Dawn),
            ("pre-dawn", PartOfDay::EarlyHours),
            ("noon", PartOfDay::Noon),
            ("overnight", PartOfDay::Overnight),
            ("ночью", PartOfDay::Overnight),
            ("вночі", PartOfDay::Overnight),
            ("am Abend", PartOfDay::Evening),
            ("l'après-midi", PartOfDay::Afternoon),
            ("de madrugada", PartOfDay::EarlyHours),
            ("dini hari", PartOfDay::EarlyHours),
            ("gece yarısı", PartOfDay::Midnight),
            ("pm", PartOfDay::Afternoon),
        ] {
            assert_eq!(phrase.parse(), Ok(part), "{phrase}");
        }
    }

    #[test]
    fn unknown_words_are_an_error() {
        let error = "teatime".parse::<PartOfDay>().unwrap_err();
        assert_eq!(
            error.to_string(),
            "`teatime` is not a known part of the day; expected words such as `dawn` or `evening`"
        );
        assert_eq!("".parse::<PartOfDay>().unwrap_err(), TimeError::PartOfDay { text: "".into() });
    }
}
