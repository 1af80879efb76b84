//! What each speaker, and each side, said over the whole data set: counts and distances, no score.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike};
use rustc_hash::FxHashMap;

use super::account::{ClaimsInPeriod, ReconciledEvent, Shares, SourceRecord};
use super::event::speaker_name;
use super::finding::View;
use super::place::site;
use super::statistics::{Quartiles, Share, is_few};
use super::status::Occurrence;
use super::story::{Statement, Story};
use crate::model::{AssertionKind, LatLon, Outcome, Quantity, Span};
use crate::normalize::munitions::Unit;
use crate::normalize::{Lexicons, Resolved};

const HOUR: f64 = 3600.0;

/// A span that is longer says too little of when something was.
const DAY_WITH_SHIFT: i64 = 25 * 3600;

/// Data that spans more than this is also counted by month.
const TWO_MONTHS: i64 = 62 * 24 * 3600;

/// The records while they are being counted.
#[derive(Debug, Default)]
pub(super) struct Records {
    speakers: ByName,
    sides: ByName,
    /// The first and the last second of any event.
    earliest: Option<i64>,
    latest: Option<i64>,
}

/// Records by name, which are looked up for each statement.
#[derive(Debug, Default)]
struct ByName {
    records: Vec<Gathered>,
    /// The place of each among the records.
    places: FxHashMap<String, usize>,
}

impl ByName {
    fn get(&mut self, name: &str) -> &mut Gathered {
        let place = self.places.get(name).copied().unwrap_or_else(|| {
            let place = self.records.len();
            let record = SourceRecord { name: name.to_owned(), ..SourceRecord::default() };
            self.records.push(Gathered { record, ..Gathered::default() });
            self.places.insert(name.to_owned(), place);
            place
        });
        self.records.get_mut(place).expect("what was not there has been added")
    }
}

/// One record while it is being counted.
#[derive(Debug, Default)]
struct Gathered {
    record: SourceRecord,
    by_month: BTreeMap<(i32, u32), Claims>,
    count_ratios: Vec<f64>,
    kilometers: Vec<f64>,
    delays: Vec<f64>,
}

/// Claimed events by what others say of them.
#[derive(Clone, Copy, Debug, Default)]
struct Claims {
    all: u64,
    confirmed: u64,
    corroborated: u64,
    unconfirmed: u64,
    disputed: u64,
}

impl Claims {
    fn add(&mut self, occurrence: Occurrence) {
        self.all += 1;
        match occurrence {
            Occurrence::ConfirmedClaimed => self.confirmed += 1,
            Occurrence::Corroborated => self.corroborated += 1,
            Occurrence::Disputed => self.disputed += 1,
            _ => self.unconfirmed += 1,
        }
    }

    fn shares(self) -> Option<Shares> {
        Some(Shares {
            confirmed: Share::of(self.confirmed, self.all)?,
            corroborated: Share::of(self.corroborated, self.all)?,
            unconfirmed: Share::of(self.unconfirmed, self.all)?,
            disputed: Share::of(self.disputed, self.all)?,
            few: is_few(self.all),
        })
    }
}

impl Records {
    /// One live assertion outside of any event.
    pub(super) fn assertion(
        &mut self,
        name: &str,
        resolved: &Resolved,
        kind: AssertionKind,
        lexicons: &Lexicons,
    ) {
        let side = side(resolved, lexicons);
        for gathered in self.both(name, side) {
            gathered.assertion(kind);
        }
    }

    /// The record of a speaker, and that of its side where it has one.
    fn both(&mut self, name: &str, side: Option<&str>) -> impl Iterator<Item = &mut Gathered> {
        let speaker = self.speakers.get(name);
        speaker.on_side(side);
        let side = match side {
            Some(side) => Some(self.sides.get(side)),
            None => None,
        };
        std::iter::once(speaker).chain(side)
    }

    /// The statements of one event: an event counts once for each speaker, side and kind.
    pub(super) fn event(
        &mut self,
        event: &ReconciledEvent,
        story: &Story<'_>,
        happened: Option<Span>,
    ) {
        for second in happened.into_iter().flat_map(|span| [span.start, span.end]).flatten() {
            self.earliest = Some(self.earliest.map_or(second, |known| known.min(second)));
            self.latest = Some(self.latest.map_or(second, |known| known.max(second)));
        }
        let month = happened.and_then(|span| month(span.start.or(span.end)?));
        // By name, each with the side of the speaker.
        let most = story.statements.len();
        let mut by_speaker: Vec<(&str, Option<&str>, &Statement<'_>)> = Vec::with_capacity(most);
        let mut by_side: Vec<(&str, Option<&str>, &Statement<'_>)> = Vec::with_capacity(most);
        for statement in &story.statements {
            let name = speaker_name(story.lexicons, statement);
            let side = side(&statement.resolved, story.lexicons);
            by_speaker.push((name, side, statement));
            by_side.extend(side.map(|side| (side, None, statement)));
        }
        let confirmed = Described::confirmed(&story.statements);
        for (records, mut named) in [(&mut self.speakers, by_speaker), (&mut self.sides, by_side)] {
            named.sort_by_key(|(name, ..)| *name);
            for statements in named.chunk_by(|(left, ..), (right, ..)| left == right) {
                let Some((name, ..)) = statements.first() else { continue };
                let record = records.get(name);
                for (_, side, statement) in statements {
                    record.on_side(*side);
                    record.assertion(statement.assertion.kind());
                }
                record.event(event, statements, &confirmed, month, happened);
            }
        }
    }

    /// Adds what was counted elsewhere, in any order.
    pub(super) fn append(&mut self, others: Self) {
        for (records, others) in
            [(&mut self.speakers, others.speakers), (&mut self.sides, others.sides)]
        {
            for other in others.records {
                records.get(&other.record.name).append(other);
            }
        }
        let both = |one: Option<i64>, other: Option<i64>, pick: fn(i64, i64) -> i64| {
            one.zip(other).map(|(one, other)| pick(one, other)).or(one).or(other)
        };
        self.earliest = both(self.earliest, others.earliest, i64::min);
        self.latest = both(self.latest, others.latest, i64::max);
    }

    /// The records of the speakers and of the sides, by name.
    pub(super) fn finish(self) -> (Vec<SourceRecord>, Vec<SourceRecord>) {
        let long = self
            .earliest
            .zip(self.latest)
            .is_some_and(|(first, last)| last.saturating_sub(first) > TWO_MONTHS);
        let finish = |records: ByName| {
            let records = records.records.into_iter().map(|gathered| gathered.finish(long));
            let mut records: Vec<SourceRecord> = records.collect();
            records.sort_by(|left, right| left.name.cmp(&right.name));
            records
        };
        (finish(self.speakers), finish(self.sides))
    }
}

/// The side of a speaker, or of whom it speaks for.
fn side<'l>(resolved: &Resolved, lexicons: &'l Lexicons) -> Option<&'l str> {
    let side = |id| lexicons.actors().side(id);
    resolved.principal.and_then(side).or_else(|| resolved.speaker.id.and_then(side))
}

/// The calendar month of a second, in UTC.
fn month(second: i64) -> Option<(i32, u32)> {
    let day = DateTime::from_timestamp(second, 0)?.date_naive();
    Some((day.year(), day.month()))
}

impl Gathered {
    fn append(&mut self, other: Self) {
        let (record, more) = (&mut self.record, other.record);
        record.side = match (record.side.take(), more.side) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
        record.assertions += more.assertions;
        record.claims += more.claims;
        record.confirmed += more.confirmed;
        record.corroborated += more.corroborated;
        record.unconfirmed += more.unconfirmed;
        record.disputed += more.disputed;
        record.confirmations += more.confirmations;
        record.reports += more.reports;
        record.denials += more.denials;
        for (month, claims) in other.by_month {
            let known = self.by_month.entry(month).or_default();
            known.all += claims.all;
            known.confirmed += claims.confirmed;
            known.corroborated += claims.corroborated;
            known.unconfirmed += claims.unconfirmed;
            known.disputed += claims.disputed;
        }
        // Quartiles do not depend on the order.
        self.count_ratios.extend(other.count_ratios);
        self.kilometers.extend(other.kilometers);
        self.delays.extend(other.delays);
    }

    /// Whatever the order: a speaker that is said to be on two sides is on the first by name.
    fn on_side(&mut self, side: Option<&str>) {
        if let Some(side) = side
            && self.record.side.as_deref().is_none_or(|known| side < known)
        {
            self.record.side = Some(side.to_owned());
        }
    }

    fn assertion(&mut self, kind: AssertionKind) {
        self.record.assertions += 1;
        if kind == AssertionKind::Denial {
            self.record.denials += 1;
        }
    }

    fn event(
        &mut self,
        event: &ReconciledEvent,
        statements: &[(&str, Option<&str>, &Statement<'_>)],
        confirmed: &Described,
        month: Option<(i32, u32)>,
        happened: Option<Span>,
    ) {
        let statements = || statements.iter().map(|(.., statement)| *statement);
        let (mut claims, mut confirms, mut reports) = (false, false, false);
        let mut shortest = None;
        for statement in statements() {
            match statement.assertion.kind() {
                AssertionKind::Claim => claims = true,
                AssertionKind::Confirmation => confirms = true,
                AssertionKind::Report => reports = true,
                _ => continue,
            }
            let own = statement.resolved.time.filter(|span| to_the_day(*span));
            let took = own.or(happened).zip(statement.published());
            let took = took.and_then(|(event, said)| delay(event, said));
            // What a speaker says first tells how long it took.
            shortest = shortest.into_iter().chain(took).min_by(f64::total_cmp);
        }
        self.record.confirmations += u64::from(confirms);
        self.record.reports += u64::from(reports);
        self.delays.extend(shortest);
        if !claims {
            return;
        }
        let mut claim = Claims::default();
        claim.add(event.occurrence);
        self.record.claims += claim.all;
        self.record.confirmed += claim.confirmed;
        self.record.corroborated += claim.corroborated;
        self.record.unconfirmed += claim.unconfirmed;
        self.record.disputed += claim.disputed;
        if let Some(month) = month {
            self.by_month.entry(month).or_default().add(event.occurrence);
        }
        if confirmed.is_empty() {
            return;
        }
        let claims =
            statements().filter(|statement| statement.assertion.kind() == AssertionKind::Claim);
        let claimed = Described::from(claims);
        self.count_ratios.extend(claimed.ratio(confirmed));
        self.kilometers.extend(claimed.kilometers(confirmed));
    }

    fn finish(self, by_month: bool) -> SourceRecord {
        let claims = Claims {
            all: self.record.claims,
            confirmed: self.record.confirmed,
            corroborated: self.record.corroborated,
            unconfirmed: self.record.unconfirmed,
            disputed: self.record.disputed,
        };
        let periods = self.by_month.into_iter().filter(|_| by_month);
        SourceRecord {
            shares: claims.shares(),
            count_ratio: Quartiles::of(self.count_ratios),
            place_km: Quartiles::of(self.kilometers),
            delay_hours: Quartiles::of(self.delays),
            by_period: periods
                .filter_map(|((year, month), claims)| {
                    Some(ClaimsInPeriod {
                        period: format!("{year:04}-{month:02}"),
                        claims: claims.all,
                        confirmed: claims.confirmed,
                        corroborated: claims.corroborated,
                        unconfirmed: claims.unconfirmed,
                        disputed: claims.disputed,
                        shares: claims.shares()?,
                    })
                })
                .collect(),
            ..self.record
        }
    }
}

/// What is compared of the two sides of one event.
#[derive(Debug, Default)]
struct Described {
    /// The largest exact number of munitions.
    fired: Option<u64>,
    sites: Vec<LatLon>,
}

impl Described {
    /// What those say who were hit, where there is a claim to compare it with.
    fn confirmed(statements: &[Statement<'_>]) -> Self {
        let is_claim =
            |statement: &Statement<'_>| statement.assertion.kind() == AssertionKind::Claim;
        if !statements.iter().any(is_claim) {
            return Self::default();
        }
        Self::from(statements.iter().filter(|statement| statement.view == View::Confirmed))
    }

    const fn is_empty(&self) -> bool {
        self.fired.is_none() && self.sites.is_empty()
    }

    fn from<'s, 'a: 's>(statements: impl Iterator<Item = &'s Statement<'a>>) -> Self {
        let mut described = Self::default();
        for statement in statements {
            described.fired = described.fired.max(fired(statement));
            described.sites.extend(site(statement).and_then(|(lat, lon)| LatLon::new(lat, lon)));
        }
        described
    }

    /// The claimed number divided by the confirmed one, where both sides give one.
    #[expect(clippy::cast_precision_loss, reason = "a ratio is shown with four decimals")]
    fn ratio(&self, confirmed: &Self) -> Option<f64> {
        let (claimed, confirmed) = (self.fired?, confirmed.fired?);
        (confirmed > 0).then(|| claimed as f64 / confirmed as f64)
    }

    /// Between the nearest two of the sites, where both sides name one.
    fn kilometers(&self, confirmed: &Self) -> Option<f64> {
        self.sites
            .iter()
            .flat_map(|one| confirmed.sites.iter().map(|other| one.distance_km(*other)))
            .min_by(f64::total_cmp)
    }
}

/// How many munitions were fired, where the statement gives exact numbers: the fired ones, else the
/// sum of what became of them.
fn fired(statement: &Statement<'_>) -> Option<u64> {
    let event = statement.assertion.event()?;
    let rounds = event.munitions.iter().zip(&statement.resolved.munitions);
    let rounds = rounds.filter(|(_, phrase)| phrase.unit.is_none_or(|unit| unit == Unit::Round));
    let counts = rounds
        .map(|(munition, phrase)| {
            let count = munition.count.as_ref().or(phrase.count.as_ref());
            (munition.outcome, count.filter(|count| count.is_exact()).map(Quantity::min))
        })
        .filter(|(outcome, _)| *outcome != Outcome::Unfired);
    let whole = counts.clone().any(|(outcome, _)| outcome == Outcome::Fired);
    let mut counted = counts.filter(|(outcome, _)| !whole || *outcome == Outcome::Fired);
    let (_, first) = counted.next()?;
    counted.try_fold(first?, |sum, (_, count)| sum.checked_add(count?))
}

/// Whether it is known to the day when something was.
fn to_the_day(span: Span) -> bool {
    span.duration().is_some_and(|long| long <= DAY_WITH_SHIFT)
}

/// The hours from the event to the statement, from middle to middle and never below zero. Nothing
/// where one of the two is not known to the day, or where the statement seems to come first.
#[expect(clippy::cast_precision_loss, reason = "hours are shown with four decimals")]
fn delay(event: Span, statement: Span) -> Option<f64> {
    if !to_the_day(event) || !to_the_day(statement) || statement.end <= event.start {
        return None;
    }
    let seconds = statement.midpoint()?.saturating_sub(event.midpoint()?).max(0);
    Some(seconds as f64 / HOUR)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::{Cluster, Partition};
    use crate::model::Assertion;
    use crate::reconcile::{Reconciliation, reconcile};

    fn claim(id: &str, day: &str) -> crate::model::AssertionBuilder {
        Assertion::claim(id, "Islamic Resistance in Iraq").time(day).action("rocket attack")
    }

    fn official(id: &str, day: &str) -> crate::model::AssertionBuilder {
        Assertion::confirmation(id, "CENTCOM").time(day).action("rocket attack")
    }

    fn account(assertions: &[Assertion], clusters: &[&[usize]]) -> Reconciliation {
        let clusters = clusters.iter().map(|members| Cluster::of(members.to_vec()));
        reconcile(assertions, &Partition::of(clusters), &Lexicons::shipped())
    }

    fn record<'r>(records: &'r [SourceRecord], name: &str) -> &'r SourceRecord {
        records.iter().find(|record| record.name == name).expect("a record of that name")
    }

    #[test]
    fn a_claim_and_its_confirmation_are_measured() {
        let assertions = [
            claim("a", "2024-01-20T10:00Z")
                .published("2024-01-20T16:00Z")
                .munitions("rockets", 5)
                .place("Al-Omar oil field")
                .build()
                .unwrap(),
            official("b", "2024-01-20")
                .munitions("rockets", 2)
                .munitions_with("rocket", 1, Outcome::Unfired)
                .place("Mission Support Site Conoco")
                .build()
                .unwrap(),
            claim("c", "2024-01-21").munitions("rockets", "several").build().unwrap(),
        ];
        let account = account(&assertions, &[&[0, 1], &[2]]);
        let claimant = record(&account.sources, "Islamic Resistance in Iraq");
        assert_eq!((claimant.claims, claimant.confirmed, claimant.unconfirmed), (2, 1, 1));
        let shares = claimant.shares.unwrap();
        assert_eq!((shares.confirmed.share, shares.few), (0.5, true));
        assert_eq!((shares.confirmed.low, shares.confirmed.high), (0.0945, 0.9055));
        let ratio = claimant.count_ratio.unwrap();
        assert_eq!((ratio.n, ratio.median), (1, 2.5));
        let km = claimant.place_km.unwrap();
        assert!(km.n == 1 && (25.0..40.0).contains(&km.median), "{km:?}");
        let delay = claimant.delay_hours.unwrap();
        assert_eq!((delay.n, delay.median), (1, 6.0));
        // Two days are no series.
        assert!(claimant.by_period.is_empty());
        let official = record(&account.sources, "United States Central Command");
        assert_eq!((official.claims, official.shares), (0, None));
    }

    #[test]
    fn an_event_counts_once_for_a_side_and_once_for_each_of_its_speakers() {
        let other = Assertion::claim("b", "Kata'ib Hezbollah").time("2024-01-20").build().unwrap();
        let assertions = [claim("a", "2024-01-20").build().unwrap(), other];
        let account = account(&assertions, &[&[0, 1]]);
        let side = record(&account.sources, "Islamic Resistance in Iraq").side.clone().unwrap();
        let side = record(&account.sides, &side);
        assert_eq!((side.assertions, side.claims, side.unconfirmed), (2, 1, 1));
        assert_eq!(account.sources.iter().map(|source| source.claims).sum::<u64>(), 2);
    }

    #[test]
    fn long_data_is_counted_by_month() {
        let assertions: Vec<Assertion> = ["2023-10-18", "2023-10-19", "2024-01-20"]
            .iter()
            .map(|day| claim(day, day).build().unwrap())
            .collect();
        let account = account(&assertions, &[&[0], &[1], &[2]]);
        let periods = &record(&account.sources, "Islamic Resistance in Iraq").by_period;
        let periods: Vec<_> = periods.iter().map(|one| (&*one.period, one.claims)).collect();
        assert_eq!(periods, [("2023-10", 2), ("2024-01", 1)]);
    }

    #[test]
    fn a_statement_before_its_event_has_no_delay() {
        assert_eq!(delay(Span::new(86_400, 172_800), Span::new(0, 86_400)), None);
        assert_eq!(delay(Span::new(0, 86_400), Span::new(0, 86_400)), Some(0.0));
        assert_eq!(delay(Span::new(80_000, 80_060), Span::new(0, 86_400)), Some(0.0));
        assert_eq!(delay(Span::new(0, 86_400), Span::new(86_400, 172_800)), Some(24.0));
        assert_eq!(delay(Span::new(0, 30 * 86_400), Span::new(86_400, 172_800)), None);
    }
}
