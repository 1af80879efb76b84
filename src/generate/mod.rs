//! Made-up assertions with known truth, for benchmarks and tests.
//!
//! The statements have the traits that make real ones hard, at about the rates that two hand-coded sets of
//! statements about attacks in Iraq and Syria show (804 statements on 247 events; the sets are described in
//! `docs/accuracy.md`):
//!
//! | trait | coded sets, dense and sparse | made up |
//! |---|---|---|
//! | statements for each event; events with only one | 3.2 and 3.3; 33 % and 34 % | 2.8; 37 % |
//! | statements for each document; events for each document | 2.1 and 1.6; 1.6 and 1.2 | 1.9; 1.5 |
//! | no time of the event; neither that nor a publication | 53 % and 60 %; 10 % and 6 % | 48 %; 5 % |
//! | the hour is stated | 5 % and 9 % | 11 % |
//! | undated, published on the day, a day later, later | 84, 13, 2 % and 57, 31, 9 % | 68, 23, 9 % |
//! | stated a day off | 9 % and 1 % | 5 % |
//! | only an area, a country, no place | 14 % and 37 % | 24 % |
//! | of pairs about one event: one place is a base without a name | 17 % and 39 % | 18 % |
//! | a site's next event on the same day, on the next day | 9 % and 0 %; 11 % and 5 % | 9 %; 16 % |
//! | a count of munitions, casualties, damage | 46, 28, 31 % and 42, 44, 20 % | 47, 26, 25 % |
//! | actors beside the speaker; targets | 13 % and 13 %; 20 % and 25 % | 17 %; 28 % |
//! | of pairs about one event: weapons that exclude each other | 1 % and 2 % | 2 % |
//!
//! Of each theatre, the most attacked site takes a quarter of the events, the second half as many, and so
//! on, as in the coded sets. The same words reach us through several outlets, each of which leaves something
//! out, spells names its own way and may get a number or a day wrong. Nothing else of them is real: places
//! exist, events do not.
//!
//! Twenty-eight wars go on at once, with a total of about 18 events a day. The density of events does not
//! grow with the size: more statements cover more time.

mod random;
mod sites;
mod tell;
mod theatres;

use std::collections::VecDeque;

use chrono::{Days, NaiveDate};

use self::random::Random;
use self::sites::{Site, sites};
use self::tell::{Page, Telling, Truth, Words};
use self::theatres::{ATTACKS, THEATRES};
use crate::model::Assertion;
use crate::normalize::gazetteer::Gazetteer;

/// An endless-looking war in text: an iterator of assertions with the event that each is about.
///
/// # Examples
///
/// ```
/// use corroborate::generate::Generator;
///
/// let made: Vec<_> = Generator::new(100, 1).collect();
/// assert_eq!(made.len(), 100);
/// // The seed is all that decides.
/// assert!(Generator::new(100, 1).eq(made.iter().cloned()));
/// assert!(!Generator::new(100, 2).eq(made));
/// ```
#[derive(Debug)]
pub struct Generator {
    random: Random,
    left: usize,
    day: NaiveDate,
    events: u64,
    statements: u64,
    pages: u64,
    sites: Vec<Vec<Site>>,
    follow_ups: Vec<Attack>,
    /// The latest pages of each theatre, on which more may be told.
    recent: Vec<VecDeque<Page>>,
    /// The latest events of each theatre, of which later pages may remind.
    past: Vec<VecDeque<Past>>,
    ready: VecDeque<(Assertion, String)>,
}

/// Who attacks where with what.
#[derive(Clone, Copy, Debug)]
struct Attack {
    theatre: usize,
    site: usize,
    attacker: usize,
    kind: usize,
}

/// An event with what was said of it.
#[derive(Debug)]
struct Past {
    name: String,
    site: usize,
    truth: Truth,
    words: Vec<Words>,
}

/// The share of attacks that are followed by another one on the same site the next day.
const FOLLOW_UP: f64 = 0.1;
/// The share of attacks that are followed by another one on the same site the same day.
const SECOND: f64 = 0.05;
/// The share of pages that remind of an earlier event.
const REMINDER: f64 = 0.4;
/// How many earlier events are remembered.
const MOST_PAST: usize = 12;
/// How many of its latest pages a theatre's outlets come back to.
const MOST_PAGES: usize = 6;

impl Generator {
    /// So many assertions, decided by the seed alone.
    #[must_use]
    pub fn new(size: usize, seed: u64) -> Self {
        let gazetteer = Gazetteer::shipped();
        Self {
            random: Random::new(seed),
            left: size,
            day: NaiveDate::from_ymd_opt(2000, 1, 1).unwrap_or_default(),
            events: 0,
            statements: 0,
            pages: 0,
            sites: THEATRES.iter().map(|theatre| sites(gazetteer, theatre)).collect(),
            follow_ups: Vec::new(),
            recent: THEATRES.iter().map(|_| VecDeque::new()).collect(),
            past: THEATRES.iter().map(|_| VecDeque::new()).collect(),
            ready: VecDeque::new(),
        }
    }

    /// One day in all theatres; its statements are ready afterwards, in no order.
    fn live_a_day(&mut self) {
        let mut made = Vec::new();
        let mut attacks = std::mem::take(&mut self.follow_ups);
        for (index, theatre) in THEATRES.iter().enumerate() {
            // Follow-ups come on top.
            for _ in 0..self.random.poisson(theatre.per_day * (1.0 - FOLLOW_UP - SECOND)) {
                let among = self.sites.get(index).map_or(0, Vec::len);
                let site = self.random.rank(among);
                let attacker = self.random.below(theatre.attackers.len());
                let kind = match self.random.below(100) {
                    // What an attacker has most of.
                    0..60 => (index + attacker) % ATTACKS.len(),
                    60..85 => (index + 1) % ATTACKS.len(),
                    _ => self.random.below(ATTACKS.len()),
                };
                attacks.push(Attack { theatre: index, site, attacker, kind });
            }
        }
        for attack in attacks {
            if self.random.chance(SECOND) {
                let second = self.next_of(attack);
                self.tell(second, &mut made);
            }
            if self.random.chance(FOLLOW_UP) {
                let next = self.next_of(attack);
                self.follow_ups.push(next);
            }
            self.tell(attack, &mut made);
        }
        self.random.shuffle(&mut made);
        self.ready.extend(made);
        self.day = self.day.checked_add_days(Days::new(1)).unwrap_or(self.day);
    }

    /// The same attacker at the same site, mostly by the same means.
    fn next_of(&mut self, attack: Attack) -> Attack {
        let same = self.random.chance(0.6);
        let kind = if same { attack.kind } else { self.random.below(ATTACKS.len()) };
        Attack { kind, ..attack }
    }

    /// Everything that is said of one attack.
    fn tell(&mut self, attack: Attack, made: &mut Vec<(Assertion, String)>) {
        let Some(theatre) = THEATRES.get(attack.theatre) else { return };
        let Some(sites) = self.sites.get(attack.theatre) else { return };
        let Some(site) = sites.get(attack.site) else { return };
        let Some(recent) = self.recent.get_mut(attack.theatre) else { return };
        let Some(past) = self.past.get_mut(attack.theatre) else { return };
        self.events += 1;
        let name = format!("e{}", self.events);
        let random = &mut self.random;
        let neighbor = site.neighbor.and_then(|near| sites.get(near));
        let telling = Telling { theatre, site, neighbor };
        let truth = telling.happen(random, self.day, attack.attacker, attack.kind);
        let mut words: Vec<Words> = Vec::new();
        // A few events are told again and again, most once or twice.
        let mut pages = 1;
        while pages < 9 && random.chance(0.4) {
            pages += 1;
        }
        let mut used: Vec<u64> = Vec::new();
        for _ in 0..pages {
            let again = if random.chance(0.5) { random.below(recent.len()) } else { usize::MAX };
            let known = recent
                .get(again)
                .filter(|page| page.may_tell_of(self.day) && !used.contains(&page.number));
            let page = if let Some(page) = known {
                page.clone()
            } else {
                self.pages += 1;
                let page = Page::new(random, self.day, self.pages);
                recent.push_back(page.clone());
                if recent.len() > MOST_PAGES {
                    recent.pop_front();
                }
                page
            };
            used.push(page.number);
            // "The attack comes days after …"
            if random.chance(REMINDER)
                && let Some(earlier) = past.get(random.below(past.len()))
                && let Some(site) = sites.get(earlier.site)
            {
                let neighbor = site.neighbor.and_then(|near| sites.get(near));
                let telling = Telling { theatre, site, neighbor };
                let mut fresh = Vec::new();
                if random.chance(0.6) {
                    telling.say(random, &earlier.truth, &mut fresh);
                }
                let words = if fresh.is_empty() { &earlier.words } else { &fresh };
                if let Some(word) = words.get(random.below(words.len())) {
                    self.statements += 1;
                    let id = format!("s{:07}", self.statements);
                    if let Some(assertion) = telling.relay(random, word, &page, id) {
                        made.push((assertion, earlier.name.clone()));
                    }
                }
            }
            // Of each speaker, a page has one statement on one event.
            let mut carried: Vec<usize> = Vec::new();
            for _ in 0..=random.poisson(0.45) {
                let known = random.below(words.len());
                let place = if !words.is_empty() && random.chance(0.25) {
                    known
                } else {
                    telling.say(random, &truth, &mut words)
                };
                if carried.contains(&place) {
                    continue;
                }
                carried.push(place);
                let Some(word) = words.get(place) else { continue };
                self.statements += 1;
                let id = format!("s{:07}", self.statements);
                if let Some(assertion) = telling.relay(random, word, &page, id) {
                    made.push((assertion, name.clone()));
                }
            }
        }
        // What was told of once is mostly forgotten.
        if words.len() > 1 || random.chance(0.3) {
            past.push_back(Past { name, site: attack.site, truth, words });
            if past.len() > MOST_PAST {
                past.pop_front();
            }
        }
    }
}

impl Iterator for Generator {
    type Item = (Assertion, String);

    fn next(&mut self) -> Option<Self::Item> {
        self.left = self.left.checked_sub(1)?;
        while self.ready.is_empty() {
            self.live_a_day();
        }
        self.ready.pop_front()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn the_traits_of_real_statements_are_there() {
        let made: Vec<(Assertion, String)> = Generator::new(4000, 7).collect();
        let share = |is: &dyn Fn(&Assertion) -> bool| {
            let count = made.iter().filter(|(assertion, _)| is(assertion)).count();
            f64::from(u32::try_from(count).unwrap()) / 4000.0
        };
        let event = |assertion: &Assertion| assertion.event().unwrap().clone();
        let timed = share(&|assertion| event(assertion).time.is_some());
        let placed = share(&|assertion| event(assertion).place.is_some());
        let undated =
            share(&|assertion| event(assertion).time.is_none() && assertion.published().is_none());
        assert!((timed - 0.52).abs() < 0.05, "{timed}");
        assert!((placed - 0.96).abs() < 0.02, "{placed}");
        assert!((undated - 0.06).abs() < 0.03, "{undated}");
        let counted = share(&|assertion| !event(assertion).munitions.is_empty());
        assert!((0.35..0.75).contains(&counted), "{counted}");
        let mut events: BTreeMap<&str, usize> = BTreeMap::new();
        for (_, event) in &made {
            *events.entry(event).or_default() += 1;
        }
        let all = f64::from(u32::try_from(events.len()).unwrap());
        let mean = 4000.0 / all;
        assert!((2.4..3.4).contains(&mean), "{mean} statements for each event");
        let alone = events.values().filter(|&&statements| statements == 1).count();
        let alone = f64::from(u32::try_from(alone).unwrap()) / all;
        assert!((0.28..0.45).contains(&alone), "{alone} of the events have one statement");
    }

    #[test]
    fn density_stays_when_the_size_grows() {
        let days = |size: usize| {
            let mut generator = Generator::new(size, 3);
            let first = generator.day;
            while generator.next().is_some() {}
            f64::from(i32::try_from((generator.day - first).num_days()).unwrap())
        };
        let ratio = days(20_000) / days(2000);
        assert!((8.0..12.0).contains(&ratio), "{ratio}");
    }
}
