//! What is said of an attack, and what of that reaches the page.

use chrono::{Days, NaiveDate};

use super::random::Random;
use super::sites::Site;
use super::theatres::{ATTACKS, BASES, MEDIA, OFFICIALS, SOURCES, Theatre};
use crate::model::quantity::Quantity;
use crate::model::{
    Assertion, AssertionBuilder, Casualties, Damage, Munition, Place, PlaceBuilder,
};

/// Who tells of one attack, and from where.
pub(super) struct Telling<'a> {
    pub(super) theatre: &'a Theatre,
    pub(super) site: &'a Site,
    /// The site that this one is taken for by mistake.
    pub(super) neighbor: Option<&'a Site>,
}

/// What truly happened.
#[derive(Debug)]
pub(super) struct Truth {
    day: NaiveDate,
    hour: u32,
    attacker: usize,
    kind: usize,
    target: &'static str,
    count: u32,
    killed: u32,
    injured: u32,
}

/// One page of an outlet.
#[derive(Clone, Debug)]
pub(super) struct Page {
    pub(super) number: u64,
    outlet: &'static str,
    /// The day of publication, whether the page gives it or not.
    day: NaiveDate,
    is_dated: bool,
    url: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Voice {
    Attacker,
    Official,
    Source,
    Denial,
}

/// The words of one speaker, which several outlets may carry.
#[derive(Debug)]
pub(super) struct Words {
    voice: Voice,
    /// Spellings of the speaker's name.
    speaker: &'static [&'static str],
    true_day: NaiveDate,
    day: Option<NaiveDate>,
    /// Hour and minute.
    clock: Option<(u32, u32)>,
    place: Where,
    has_country: bool,
    target: Option<&'static str>,
    action: Option<&'static str>,
    munition: Option<&'static str>,
    count: Option<u32>,
    attacker: Option<&'static [&'static str]>,
    killed: Option<u32>,
    injured: Option<u32>,
    damage: Option<Damage>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Where {
    Site,
    Neighbor,
    Near,
    /// A facility without a name: "the base".
    Base,
    Area,
    Country,
    Nowhere,
}

impl Page {
    /// A new page about an event of that day.
    pub(super) fn new(random: &mut Random, event: NaiveDate, number: u64) -> Self {
        let lag = match random.below(100) {
            0..70 => 0,
            70..90 => 1,
            90..95 => random.between(2, 3),
            95..99 => random.between(4, 10),
            _ => random.between(11, 40),
        };
        let outlet = random.pick(MEDIA).and_then(|names| random.pick(names)).unwrap_or_default();
        let name: String = outlet.chars().filter(char::is_ascii_alphabetic).collect();
        let url = format!("https://{}.example/{number}", name.to_lowercase());
        Self {
            number,
            outlet,
            day: event + Days::new(u64::from(lag)),
            is_dated: random.chance(0.9),
            url: random.chance(0.9).then_some(url),
        }
    }

    /// Whether it can also tell of an event of that day.
    pub(super) fn may_tell_of(&self, event: NaiveDate) -> bool {
        (0..=3).contains(&(self.day - event).num_days())
    }
}

impl Telling<'_> {
    /// An attack on a day.
    pub(super) fn happen(
        &self,
        random: &mut Random,
        day: NaiveDate,
        attacker: usize,
        kind: usize,
    ) -> Truth {
        // Nights are when most is fired.
        let hour = if random.chance(0.6) {
            (20 + random.between(0, 9)) % 24
        } else {
            random.between(0, 23)
        };
        let is_deadly = random.chance(0.4);
        Truth {
            day,
            hour,
            attacker,
            kind,
            target: random.pick(self.theatre.targets).unwrap_or_default(),
            count: 1 + random.poisson(2.5),
            killed: if is_deadly { random.poisson(2.0) } else { 0 },
            injured: if is_deadly { random.poisson(4.0) } else { 0 },
        }
    }

    /// What one more speaker says, added to what was said; the place in `said` of what was added, or of what
    /// that speaker had said already.
    pub(super) fn say(&self, random: &mut Random, truth: &Truth, said: &mut Vec<Words>) -> usize {
        let voice = match random.below(100) {
            0..27 => Voice::Attacker,
            27..62 => Voice::Official,
            62..65 => Voice::Denial,
            _ => Voice::Source,
        };
        let Some(words) = self.words(random, truth, voice) else { return said.len() };
        let known = said.iter().position(|other| other.speaker == words.speaker);
        known.unwrap_or_else(|| {
            said.push(words);
            said.len() - 1
        })
    }

    fn words(&self, random: &mut Random, truth: &Truth, voice: Voice) -> Option<Words> {
        let theatre = self.theatre;
        let attackers = theatre.attackers.get(truth.attacker).copied()?;
        let speaker = match voice {
            Voice::Attacker => attackers,
            Voice::Official | Voice::Denial => {
                let among = if random.chance(0.6) { theatre.officials } else { OFFICIALS };
                random.pick(among)?
            }
            Voice::Source => {
                let among = if random.chance(0.5) { SOURCES } else { MEDIA };
                random.pick(among)?
            }
        };
        let is_far = theatre.is_far && voice == Voice::Official;
        let (day, clock) = when(random, truth, is_far);
        // Now and then a speaker takes one thing for another.
        let kind = if random.chance(0.02) { random.below(ATTACKS.len()) } else { truth.kind };
        let (actions, munitions) = ATTACKS.get(kind).copied()?;
        let count = match voice {
            // Attackers count what was fired, officials what arrived.
            Voice::Attacker if random.chance(0.3) => truth.count + random.between(1, 4),
            Voice::Official if truth.count > 1 && random.chance(0.3) => truth.count - 1,
            _ => truth.count,
        };
        let tells_toll = match (voice, truth.killed + truth.injured) {
            (Voice::Attacker | Voice::Denial, _) => 0.1,
            (_, 0) => 0.2,
            _ => 0.75,
        };
        let has_toll = random.chance(tells_toll);
        // Tolls grow, and sides count differently.
        let seen = if random.chance(0.3) { random.unit() } else { 1.0 };
        let toll = |count: u32| -> u32 {
            (0..count).map(|place| u32::from(f64::from(place) < seen * f64::from(count))).sum()
        };
        let (killed, injured) = match (voice, random.chance(0.15)) {
            // The side that was hit may say that nobody was.
            (Voice::Official | Voice::Denial, true) => (0, 0),
            _ => (toll(truth.killed), toll(truth.injured)),
        };
        let place = match random.below(100) {
            0..10 => Where::Area,
            10..13 => Where::Country,
            13..17 => Where::Nowhere,
            17..22 => Where::Neighbor,
            22..26 => Where::Near,
            26..38 => Where::Base,
            _ => Where::Site,
        };
        let names_actor = match voice {
            Voice::Attacker => 0.0,
            Voice::Official => 0.2,
            _ => 0.25,
        };
        let is_named = random.chance(0.25) || place == Where::Nowhere;
        Some(Words {
            voice,
            speaker,
            true_day: truth.day,
            day: random.chance(0.6).then_some(day),
            clock: clock.filter(|_| random.chance(0.25)),
            place,
            has_country: random.chance(0.6),
            target: is_named.then_some(truth.target),
            action: random.chance(0.65).then(|| random.pick(actions)).flatten(),
            munition: random.chance(0.75).then(|| random.pick(munitions)).flatten(),
            count: random.chance(0.85).then_some(count),
            attacker: random.chance(names_actor).then_some(attackers),
            killed: has_toll.then_some(killed),
            injured: (has_toll && random.chance(0.6)).then_some(injured),
            damage: match (voice, random.chance(0.3)) {
                (_, false) => None,
                (Voice::Attacker, true) => Some(Damage::Claimed),
                (_, true) => {
                    let grades = [Damage::None, Damage::Minor, Damage::Moderate, Damage::Severe];
                    grades.get(random.below(grades.len())).copied()
                }
            },
        })
    }

    /// The words as a page carries them: some are left out, names are spelled anew, numbers blur.
    pub(super) fn relay(
        &self,
        random: &mut Random,
        words: &Words,
        page: &Page,
        id: String,
    ) -> Option<Assertion> {
        let speaker = random.pick(words.speaker)?;
        let mut assertion = match words.voice {
            Voice::Attacker => Assertion::claim(id, speaker),
            Voice::Official => Assertion::confirmation(id, speaker),
            Voice::Source => Assertion::report(id, speaker),
            Voice::Denial => Assertion::denial(id, speaker),
        };
        if words.voice == Voice::Source && SOURCES.iter().any(|names| names.contains(&speaker)) {
            assertion = assertion.unnamed();
        }
        if speaker != page.outlet {
            assertion = assertion.relayed_by([page.outlet]);
        }
        if let Some(url) = &page.url {
            assertion = assertion.url(url.as_str());
        }
        if page.is_dated {
            assertion = assertion.published(page.day.format("%Y-%m-%d").to_string().as_str());
        }
        // What lies back is dated more often than what is news.
        let is_news = words.true_day + Days::new(2) >= page.day;
        let dated = random.chance(if is_news { 0.6 } else { 0.95 });
        let day = if is_news { words.day } else { words.day.or(Some(words.true_day)) };
        if let Some(day) = day.filter(|_| dated) {
            let day = if random.chance(0.02) { day - Days::new(1) } else { day };
            let time = match words.clock {
                Some((hour, minute)) => format!("{day}T{hour:02}:{minute:02}"),
                None => day.format("%Y-%m-%d").to_string(),
            };
            assertion = assertion.time(time.as_str());
        }
        if let Some(place) = self.place(random, words) {
            assertion = assertion.place(place);
        }
        if let Some(target) = words.target {
            assertion = assertion.target(target);
        }
        assertion = match words.action {
            Some(action) => assertion.action(action),
            None if words.munition.is_none() => assertion.action("attack"),
            None => assertion,
        };
        if let Some(munition) = words.munition.filter(|_| random.chance(0.85)) {
            let mut munition = Munition::new(munition);
            if let Some(count) = words.count.filter(|_| random.chance(0.85)) {
                munition = munition.counted(vague(random, count)?);
            }
            assertion = assertion.munition(munition);
        }
        if let Some(names) = words.attacker {
            assertion = assertion.actor(random.pick(names)?);
        }
        told(random, words, assertion).build().ok()
    }

    fn place(&self, random: &mut Random, words: &Words) -> Option<PlaceBuilder> {
        let site = match (words.place, self.neighbor) {
            (Where::Neighbor, Some(neighbor)) => neighbor,
            _ => self.site,
        };
        let country = site.country.as_deref();
        let names: Vec<&str> = site.names.iter().map(String::as_str).collect();
        let areas: Vec<&str> = site.areas.iter().map(String::as_str).collect();
        let mut place = match words.place {
            Where::Nowhere => return None,
            Where::Country => return country.map(Place::in_country),
            Where::Area => match random.pick(&areas) {
                Some(area) => Place::in_region(area),
                None => return country.map(Place::in_country),
            },
            Where::Base => {
                let place = Place::named(random.pick(BASES)?);
                match random.pick(&areas).filter(|_| random.chance(0.4)) {
                    Some(area) => place.region(area),
                    None => place,
                }
            }
            Where::Near => Place::named(format!("near {}", random.pick(&names)?)),
            Where::Site | Where::Neighbor => {
                let name = random.pick(&names)?;
                let garbled = random.chance(0.01);
                Place::named(if garbled { garble(random, name) } else { name.to_owned() })
            }
        };
        if words.has_country
            && let Some(country) = country
        {
            place = place.country(country);
        }
        Some(place)
    }
}

/// Casualties and damage, where they are not left out.
fn told(random: &mut Random, words: &Words, mut assertion: AssertionBuilder) -> AssertionBuilder {
    if let Some(killed) = words.killed.filter(|_| random.chance(0.8)) {
        let mut casualties = Casualties::new().killed(number(random, killed));
        if let Some(injured) = words.injured {
            casualties = casualties.injured(number(random, injured));
        }
        assertion = assertion.casualties(casualties);
    }
    match words.damage.filter(|_| random.chance(0.8)) {
        Some(damage) => assertion.damage(damage),
        None => assertion,
    }
}

/// A number of people, mostly exact.
fn number(random: &mut Random, count: u32) -> Quantity {
    let count = u64::from(count);
    match random.below(10) {
        0 if count > 0 => Quantity::at_least(count),
        1 if count > 0 => Quantity::at_least(1),
        _ => Quantity::exact(count),
    }
}

/// The day and the clock as a speaker tells them: around midnight the neighboring day.
fn when(random: &mut Random, truth: &Truth, is_far: bool) -> (NaiveDate, Option<(u32, u32)>) {
    let before = truth.day - Days::new(1);
    let day = match truth.hour {
        // Far to the west it is still the day before.
        0..8 if is_far && random.chance(0.5) => before,
        // "Last night".
        0..3 if random.chance(0.2) => before,
        23 if random.chance(0.2) => truth.day + Days::new(1),
        _ => truth.day,
    };
    let minute = random.between(0, 3) * 15;
    (day, (day == truth.day).then_some((truth.hour, minute)))
}

/// A number as a page gives it.
fn vague(random: &mut Random, count: u32) -> Option<Quantity> {
    let count = if random.chance(0.03) { count + 1 } else { count };
    let text = match random.below(20) {
        0 | 1 => "several".to_owned(),
        2 => "a number of".to_owned(),
        3 => format!("at least {count}"),
        4 => format!("{count} to {}", count + 1),
        5 => format!("about {count}"),
        _ => count.to_string(),
    };
    text.as_str().parse().ok()
}

/// A name with two letters in each other's place.
fn garble(random: &mut Random, name: &str) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    let place = random.below(letters.len().saturating_sub(1));
    if place + 1 < letters.len() {
        letters.swap(place, place + 1);
    }
    letters.into_iter().collect()
}
