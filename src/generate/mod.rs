//! Made-up assertions with known truth, for benchmarks and tests.
//!
//! The statements have the traits that make real ones hard: a few sites are attacked again and again,
//! often on the next day; dates slip by a day around midnight; names come in several spellings; counts
//! are vague; half of the statements give no time of the event, a fifth no place; some are relayed, some
//! share a document. Nothing else of them is real: places exist, events do not.
//!
//! The density of events does not grow with the size: more statements cover more time.

mod random;
mod theatres;

use std::collections::VecDeque;

use chrono::{Days, NaiveDate};

use self::random::Random;
use self::theatres::{ATTACKS, MEDIA, THEATRES, Theatre};
use crate::model::{Assertion, AssertionBuilder, Casualties, Place, Quantity};
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
    sites: Vec<Vec<Site>>,
    follow_ups: Vec<Attack>,
    ready: VecDeque<(Assertion, String)>,
}

/// A place with its spellings and the areas around it.
#[derive(Clone, Debug)]
struct Site {
    names: Vec<String>,
    areas: Vec<String>,
    country: Option<String>,
}

#[derive(Clone, Copy, Debug)]
struct Attack {
    theatre: usize,
    site: usize,
    attacker: usize,
    kind: usize,
}

/// What truly happened.
struct Truth<'a> {
    name: String,
    theatre: &'a Theatre,
    site: Site,
    day: NaiveDate,
    hour: u32,
    attack: Attack,
    target: &'static str,
    count: u32,
    killed: u32,
    injured: u32,
}

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
            sites: THEATRES.iter().map(|theatre| sites(gazetteer, theatre)).collect(),
            follow_ups: Vec::new(),
            ready: VecDeque::new(),
        }
    }

    /// One day in all theatres; its statements are ready afterwards, in no order.
    fn live_a_day(&mut self) {
        let mut made = Vec::new();
        let mut attacks = std::mem::take(&mut self.follow_ups);
        for (index, theatre) in THEATRES.iter().enumerate() {
            // Follow-ups come on top.
            for _ in 0..self.random.poisson(theatre.per_day * (1.0 - FOLLOW_UP)) {
                let among = self.sites.get(index).map_or(0, Vec::len);
                // A few hot spots: the square of a uniform number crowds near zero.
                let site = self.random.below(among);
                let site = if self.random.chance(0.6) { site * site / among.max(1) } else { site };
                let attacker = self.random.below(theatre.attackers.len());
                let kind = self.random.below(ATTACKS.len());
                attacks.push(Attack { theatre: index, site, attacker, kind });
            }
        }
        for attack in attacks {
            if self.random.chance(FOLLOW_UP) {
                let kind = if self.random.chance(0.6) {
                    attack.kind
                } else {
                    self.random.below(ATTACKS.len())
                };
                self.follow_ups.push(Attack { kind, ..attack });
            }
            self.tell(attack, &mut made);
        }
        self.random.shuffle(&mut made);
        self.ready.extend(made);
        self.day = self.day.checked_add_days(Days::new(1)).unwrap_or(self.day);
    }

    /// Everything that is said of one attack.
    fn tell(&mut self, attack: Attack, made: &mut Vec<(Assertion, String)>) {
        let Some(theatre) = THEATRES.get(attack.theatre) else { return };
        let sites = self.sites.get(attack.theatre);
        let Some(site) = sites.and_then(|sites| sites.get(attack.site)).cloned() else { return };
        self.events += 1;
        let random = &mut self.random;
        // Nights are when most is fired.
        let hour = if random.chance(0.6) {
            (20 + random.between(0, 9)) % 24
        } else {
            random.between(0, 23)
        };
        let is_deadly = random.chance(0.3);
        let truth = Truth {
            name: format!("e{}", self.events),
            theatre,
            site,
            day: self.day,
            hour,
            attack,
            target: random.pick(theatre.targets).unwrap_or_default(),
            count: 1 + random.poisson(2.5),
            killed: if is_deadly { random.poisson(2.0) } else { 0 },
            injured: if is_deadly { random.poisson(5.0) } else { 0 },
        };
        let mut kinds = Vec::new();
        kinds.extend(random.chance(0.55).then_some(Voice::Attacker));
        kinds.extend(random.chance(0.45).then_some(Voice::Official));
        for _ in 0..random.poisson(1.1) {
            kinds.push(Voice::Media);
        }
        if kinds.is_empty() {
            kinds.push(Voice::Media);
        }
        for voice in kinds {
            if let Some(assertion) = self.state(&truth, voice) {
                made.push((assertion, truth.name.clone()));
            }
        }
    }

    /// One statement about an attack.
    fn state(&mut self, truth: &Truth<'_>, voice: Voice) -> Option<Assertion> {
        self.statements += 1;
        let random = &mut self.random;
        let attackers = truth.theatre.attackers.get(truth.attack.attacker).copied()?;
        let spellings: &[&str] = match voice {
            Voice::Attacker => attackers,
            Voice::Official => random.pick(truth.theatre.officials)?,
            Voice::Media => random.pick(MEDIA)?,
        };
        let speaker = random.pick(spellings)?;
        let id = format!("s{:07}", self.statements);
        let mut assertion = match voice {
            Voice::Attacker => Assertion::claim(id, speaker),
            Voice::Official => Assertion::confirmation(id, speaker),
            Voice::Media => Assertion::report(id, speaker),
        };
        let published = truth.day + Days::new(lag(random));
        assertion = assertion.published(published.format("%Y-%m-%d").to_string().as_str());
        if random.chance(0.5) {
            let slips = truth.theatre.is_far && voice == Voice::Official;
            assertion = assertion.time(when(random, truth, slips).as_str());
        }
        if random.chance(0.8) {
            let areas = &truth.site.areas;
            let names =
                if random.chance(0.15) && !areas.is_empty() { areas } else { &truth.site.names };
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let mut place = Place::named(random.pick(&names)?);
            if let Some(country) = truth.site.country.as_deref().filter(|_| random.chance(0.5)) {
                place = place.country(country);
            }
            assertion = assertion.place(place);
            if random.chance(0.5) {
                assertion = assertion.target(truth.target);
            }
        } else {
            assertion = assertion.target(truth.target);
        }
        let (actions, munitions) = ATTACKS.get(truth.attack.kind).copied()?;
        assertion = assertion.action(random.pick(actions)?);
        if random.chance(0.6) {
            let munition = random.pick(munitions)?;
            assertion =
                assertion.munitions(munition, how_many(random, truth.count, voice).as_str());
        }
        if random.chance(if voice == Voice::Attacker { 0.2 } else { 0.7 }) {
            assertion = assertion.actor(random.pick(attackers)?);
        }
        if random.chance(0.3) && truth.killed + truth.injured > 0 {
            let mut casualties = Casualties::new();
            let exact = |count: u32| Quantity::exact(u64::from(count));
            casualties = casualties.killed(exact(truth.killed + u32::from(random.chance(0.15))));
            if random.chance(0.6) {
                casualties = casualties.injured(exact(truth.injured));
            }
            assertion = assertion.casualties(casualties);
        }
        sourced(random, assertion, speaker, published, self.statements).build().ok()
    }
}

/// The share of attacks that are followed by another one on the same site the next day.
const FOLLOW_UP: f64 = 0.25;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Voice {
    Attacker,
    Official,
    Media,
}

/// Days from event to publication: mostly none or one, with a tail.
fn lag(random: &mut Random) -> u64 {
    match random.below(100) {
        0..60 => 0,
        60..90 => 1,
        90..96 => 2,
        _ => u64::from(random.between(3, 10)),
    }
}

/// The time as a speaker states it: a day, an hour, around midnight the neighboring day.
fn when(random: &mut Random, truth: &Truth<'_>, slips: bool) -> String {
    let before = truth.day - Days::new(1);
    let day = match truth.hour {
        // In Washington it is still the day before.
        0..8 if slips && random.chance(0.5) => before,
        // "Last night".
        0..3 if random.chance(0.2) => before,
        23 if random.chance(0.2) => truth.day + Days::new(1),
        _ => truth.day,
    };
    if day == truth.day && random.chance(0.25) {
        format!("{day}T{:02}:{:02}", truth.hour, random.between(0, 3) * 15)
    } else {
        day.format("%Y-%m-%d").to_string()
    }
}

/// The count as a speaker gives it; attackers count more.
fn how_many(random: &mut Random, count: u32, voice: Voice) -> String {
    let said = match voice {
        Voice::Attacker if random.chance(0.2) => count + random.between(1, 3),
        Voice::Attacker | Voice::Media => count,
        Voice::Official => count - u32::from(count > 1 && random.chance(0.2)),
    };
    match random.below(10) {
        0 => "several".to_owned(),
        1 => format!("at least {said}"),
        2 => format!("{said} to {}", said + 1),
        3 => format!("about {said}"),
        _ => said.to_string(),
    }
}

/// With a page, a relay, or neither. Round-ups tell of several events of one day on one page.
fn sourced(
    random: &mut Random,
    mut assertion: AssertionBuilder,
    speaker: &str,
    published: NaiveDate,
    number: u64,
) -> AssertionBuilder {
    let site: String = speaker.chars().filter(char::is_ascii_alphabetic).collect();
    let site = site.to_lowercase();
    match random.below(10) {
        0..4 => assertion = assertion.url(format!("https://{site}.example/{number}")),
        4 => assertion = assertion.url(format!("https://{site}.example/{published}/daily")),
        5..8 => {
            if let Some(relay) = random.pick(MEDIA).and_then(|names| random.pick(names))
                && relay != speaker
            {
                assertion = assertion.relayed_by([relay]);
            }
        }
        _ => {}
    }
    assertion
}

/// The sites of a theatre, in the order of the gazetteer.
fn sites(gazetteer: &Gazetteer, theatre: &Theatre) -> Vec<Site> {
    gazetteer
        .ids()
        .filter_map(|id| {
            let entry = gazetteer.entry(id)?;
            let country = entry.country.map(|country| country.as_str().to_owned());
            let is_here = country.as_deref().is_some_and(|code| theatre.countries.contains(&code));
            if !is_here || entry.kind.is_region() || entry.radius_km > 15.0 {
                return None;
            }
            let mut names = vec![entry.name.to_owned()];
            names.extend(gazetteer.aliases(id).iter().take(5).cloned());
            let areas = entry
                .parents
                .iter()
                .chain(&entry.admin1)
                .filter_map(|&id| gazetteer.entry(id))
                .map(|area| area.name.to_owned())
                .collect();
            Some(Site { names, areas, country })
        })
        .take(theatre.sites)
        .collect()
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
        assert!((timed - 0.5).abs() < 0.05, "{timed}");
        assert!((placed - 0.8).abs() < 0.05, "{placed}");
        assert!(
            share(&|assertion| event(assertion).place.is_none()
                && event(assertion).targets.is_empty())
                < 1e-9
        );
        let mut events: BTreeMap<&str, usize> = BTreeMap::new();
        for (_, event) in &made {
            *events.entry(event).or_default() += 1;
        }
        let mean = 4000.0 / f64::from(u32::try_from(events.len()).unwrap());
        assert!((1.5..3.0).contains(&mean), "{mean} statements for each event");
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
