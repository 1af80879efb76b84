//! Scorecards and totals in words: what the formats show beside the counts.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{Report, clean, said, words};
use crate::reconcile::{Occurrence, Quartiles, Share, SourceRecord, TallyAccount};

/// How scorecards are to be read.
pub(super) const READING: &str = "Counts and distances, no score: what nobody confirms is not \
    thereby wrong, and who is not heard confirms nothing. Shares with their 95 % intervals \
    (Wilson); medians with the quartiles. “Few” marks fewer than 10 cases, which say little.";

/// How totals are to be read beside what was found.
pub(super) const READING_OF_TOTALS: &str = "What is found is every event of the data that fits the \
    scope, whoever tells of it. Fewer than stated do not make a total wrong: nobody has all events. \
    Nor do more: some are claimed or reported by one side only, and what is several events here may \
    be one to the speaker.";

/// The shares of the claims: "confirmed 75 % (30–95 %)". Empty for who claims nothing.
pub(super) fn shares(source: &SourceRecord) -> Vec<String> {
    let Some(shares) = &source.shares else { return Vec::new() };
    let named = [
        ("confirmed", &shares.confirmed),
        ("corroborated", &shares.corroborated),
        ("on its word alone", &shares.unconfirmed),
        ("disputed", &shares.disputed),
    ];
    // Without the zeros, which follow from the rest; programs have them.
    let named = named.into_iter().filter(|(_, one)| one.share > 0.0);
    let mut shown: Vec<String> =
        named.map(|(name, one)| format!("{name} {}", share(one))).collect();
    if let (true, Some(last)) = (shares.few, shown.last_mut()) {
        _ = write!(last, "; few: {}", claims(source.claims));
    }
    shown
}

/// "75 % (30–95 %)".
pub(super) fn share(share: &Share) -> String {
    let percent = |part: f64| (part * 100.0).round();
    format!("{} % ({}–{} %)", percent(share.share), percent(share.low), percent(share.high))
}

/// What is measured of a source, each with its unit: "munitions claimed for each one confirmed".
pub(super) fn measures(source: &SourceRecord) -> Vec<(&'static str, String)> {
    [
        ("munitions claimed for each one confirmed", &source.count_ratio),
        ("km from the claimed to the confirmed site", &source.place_km),
        (
            "hours from event to statement, 0 where both are known to the day only",
            &source.delay_hours,
        ),
    ]
    .into_iter()
    .filter_map(|(name, measured)| Some((name, quartiles(measured.as_ref()?))))
    .collect()
}

/// "median 2.5 (quartiles 1.5–4, 12 events)".
pub(super) fn quartiles(one: &Quartiles) -> String {
    let number = words::number;
    let events = words::counted(usize::try_from(one.n).unwrap_or(usize::MAX), "event", "events");
    let few = if one.few { ", few" } else { "" };
    if one.n == 1 {
        return format!("{} ({events}{few})", number(one.median));
    }
    let (lower, upper) = (number(one.lower), number(one.upper));
    format!("median {} (quartiles {lower}–{upper}, {events}{few})", number(one.median))
}

/// "3 claims".
fn claims(count: u64) -> String {
    words::counted(usize::try_from(count).unwrap_or(usize::MAX), "claim", "claims")
}

/// The claims of one record by month: period, claims, confirmed, corroborated, on its word alone,
/// disputed.
pub(super) fn months(source: &SourceRecord) -> impl Iterator<Item = (&str, [u64; 5])> {
    source.by_period.iter().map(|one| {
        let counts = [one.claims, one.confirmed, one.corroborated, one.unconfirmed, one.disputed];
        (one.period.as_str(), counts)
    })
}

/// The name of a side for people.
pub(super) fn side(name: &str) -> String {
    clean::isolated(&name.replace('_', " ")).into_owned()
}

/// How many events of each status were found: "`2 confirmed_claimed, 1 claimed_only`"; empty where nothing was found.
pub(super) fn by_status(tally: &TallyAccount) -> String {
    let counts: &BTreeMap<Occurrence, u64> = &tally.by_occurrence;
    let counts = counts.iter().map(|(status, count)| format!("{count} {status}"));
    counts.collect::<Vec<_>>().join(", ")
}

/// One total for a table.
pub(super) struct Total<'a> {
    pub(super) tally: &'a TallyAccount,
    pub(super) speaker: String,
    /// As stated.
    pub(super) period: String,
    /// What is counted, where, by whom, against whom, as stated.
    pub(super) of: String,
    pub(super) stated: String,
    /// The first and the last second, in UTC, as far as they are stated.
    pub(super) from: Option<i64>,
    pub(super) to: Option<i64>,
    /// The bounds of the count, which only charts draw.
    #[cfg(feature = "html")]
    pub(super) low: u64,
    #[cfg(feature = "html")]
    pub(super) high: Option<u64>,
}

/// The totals by speaker, then by the end of their period.
pub(super) fn totals<'a>(report: &Report<'a>) -> Vec<Total<'a>> {
    let of = |tally: &'a TallyAccount| {
        let assertion = report.assertion(&tally.assertion);
        let total = assertion.and_then(|one| one.total());
        let span = total.map(|total| total.period.span(chrono_tz::UTC));
        Total {
            tally,
            speaker: clean::isolated(&tally.speaker).into_owned(),
            period: total.map(|total| total.period.in_words()).unwrap_or_default(),
            of: total.map(said::counted).unwrap_or_default(),
            stated: clean::isolated(&tally.asserted).into_owned(),
            from: span.and_then(|span| span.start),
            // What is counted "since" a day is counted up to the day on which it is said.
            to: span.and_then(|span| span.end).or_else(|| {
                let said = assertion.and_then(|one| one.published());
                said.and_then(|time| time.span(chrono_tz::UTC).end)
            }),
            #[cfg(feature = "html")]
            low: total.map_or(0, |total| total.count.min()),
            #[cfg(feature = "html")]
            high: total.and_then(|total| total.count.max()),
        }
    };
    let mut totals: Vec<Total<'a>> = report.reconciliation.tallies.iter().map(of).collect();
    totals.sort_by(|left, right| {
        let key = |one: &Total<'a>| (one.to.is_none(), one.to, one.from);
        left.speaker
            .cmp(&right.speaker)
            .then_with(|| key(left).cmp(&key(right)))
            .then_with(|| left.tally.assertion.cmp(&right.tally.assertion))
    });
    totals
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_and_quartiles_say_how_much_they_rest_on() {
        assert_eq!(share(&Share::of(3, 4).unwrap()), "75 % (30–95 %)");
        assert_eq!(quartiles(&Quartiles::of([2.5]).unwrap()), "2.5 (1 event, few)");
        assert_eq!(
            quartiles(&Quartiles::of((1..=12).map(f64::from)).unwrap()),
            "median 6.5 (quartiles 3.8–9.3, 12 events)"
        );
    }
}
