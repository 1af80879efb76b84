//! Which document an assertion comes from, and what its address tells.

use std::hash::{DefaultHasher, Hash, Hasher};

use chrono::NaiveDate;

use crate::model::Assertion;
use crate::text;

/// A number for the document that an assertion comes from; 0 when nothing tells. Two documents have
/// one number with a chance of less than one in a million, even in ten million assertions.
pub(super) fn document(assertion: &Assertion) -> u64 {
    let mut hasher = DefaultHasher::new();
    match (assertion.url(), assertion.relayed_by().last(), assertion.published()) {
        (Some(url), _, _) => page(url).hash(&mut hasher),
        // The same relay on the same day: the same page, or one written beside it.
        (None, Some(relay), Some(published)) => {
            (text::fold(relay), published.to_string()).hash(&mut hasher);
        }
        _ => return 0,
    }
    hasher.finish().max(1)
}

/// What tells a page from others in its address: without the scheme, what stands for the same page on
/// other screens, and where a reader came from.
fn page(url: &str) -> &str {
    let url = url.split_once("://").map_or(url, |(_, rest)| rest);
    let mut url = url.trim_end_matches('/');
    for prefix in ["www.", "m.", "amp.", "mobile."] {
        url = url.strip_prefix(prefix).unwrap_or(url);
    }
    if let Some((page, query)) = url.split_once('?')
        && ["amp", "output=amp", "utm_", "fbclid="].iter().any(|start| query.starts_with(start))
    {
        url = page;
    }
    for suffix in ["/", "/amp", "-amp", ".amp"] {
        url = url.strip_suffix(suffix).unwrap_or(url);
    }
    url
}

/// The date in the address of a page, as news sites write it: `/2023/12/26/`, `/2023-12-26-`,
/// `/20231226/`.
pub(super) fn date_in_address(url: &str) -> Option<NaiveDate> {
    let mut numbers = url.split(|letter: char| !letter.is_ascii_digit()).peekable();
    while let Some(first) = numbers.next() {
        let parse = |text: &str| text.parse::<u32>().ok();
        let date = match first.len() {
            8 => parse(first).and_then(|n| date_of(n / 10_000, n / 100 % 100, n % 100)),
            4 => {
                let mut rest = numbers.clone();
                match (rest.next(), rest.next()) {
                    (Some(month), Some(day)) if month.len() <= 2 && day.len() <= 2 => parse(first)
                        .zip(parse(month))
                        .zip(parse(day))
                        .and_then(|((year, month), day)| date_of(year, month, day)),
                    _ => None,
                }
            }
            _ => None,
        };
        if date.is_some() {
            return date;
        }
    }
    None
}

fn date_of(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    (1990..2100).contains(&year).then_some(())?;
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}
