//! Losses among people: killed and injured apart, each for one group.

use std::borrow::Cow;

use super::count::{in_words, range};
use super::finding::{Finding, FindingKind, Verdict};
use super::place::spot;
use super::relay::note_changes;
use super::story::{
    Division, Judged, Meeting, Statement, Story, Voice, divide, farthest_origins, finding,
    note_divided, stated,
};
use crate::model::{Quantity, Side};
use crate::normalize::actors::{ActorContext, Lineage};

/// What is counted of whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Measure {
    Killed,
    Injured,
}

impl Measure {
    const ALL: [Self; 2] = [Self::Killed, Self::Injured];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Killed => "killed",
            Self::Injured => "injured",
        }
    }
}

/// The figures of one statement.
#[derive(Clone, Debug, Default)]
struct Toll<'s> {
    /// Sorted, each group and measure once.
    figures: Vec<((Group, Measure), Stated<'s>)>,
    /// Whether a side is stated; without one, "none" is said of everybody.
    sided: bool,
}

/// A number as one statement gives it.
#[derive(Clone, Debug)]
struct Stated<'s> {
    number: Cow<'s, Quantity>,
    /// Of whom, in the speaker's words, where it says so.
    who: Vec<&'s str>,
    /// Whether it counts others too, of whom it says no more.
    and_others: bool,
}

/// Whose losses. Where a speaker does not say, they are taken for those of the side that was hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Group {
    Target,
    Actor,
    Civilian,
}

impl Group {
    fn of(side: Option<Side>) -> Self {
        match side {
            Some(Side::Actor) => Self::Actor,
            Some(Side::Civilian) => Self::Civilian,
            _ => Self::Target,
        }
    }
}

fn toll<'s>(statement: &'s Statement<'_>) -> Option<(Toll<'s>, Cow<'s, str>)> {
    let event = statement.assertion.event()?;
    let mut toll = Toll::default();
    let mut text = String::new();
    for casualties in &event.casualties {
        let group = Group::of(casualties.side);
        let who = casualties.who.as_deref();
        toll.sided |= casualties.side.is_some();
        // "4 killed, 2 injured (soldiers) (provisional); no one killed".
        let mut between = if text.is_empty() { "" } else { "; " };
        let mut counted = false;
        for (measure, figure) in
            [(Measure::Killed, &casualties.killed), (Measure::Injured, &casualties.injured)]
        {
            let Some(figure) = figure else { continue };
            toll.add(group, measure, Cow::Borrowed(figure), who);
            let number = if is_none(figure) { "no one".into() } else { in_words(figure) };
            let more = if figure.is_vague() { ", number unknown" } else { "" };
            text.extend([between, &number, " ", measure.as_str(), more]);
            (between, counted) = (", ", true);
        }
        match (counted, who) {
            (true, Some(who)) => text.extend([" (", who, ")"]),
            (true, None) => {}
            (false, Some(who)) => {
                // Wounded without a number: the words carry them.
                toll.add(group, Measure::Injured, Cow::Owned(Quantity::at_least(1)), Some(who));
                text.extend([between, "more than none, number unknown (", who, ")"]);
            }
            (false, None) => continue,
        }
        if casualties.provisional {
            text.push_str(" (provisional)");
        }
    }
    (!toll.figures.is_empty()).then_some((toll, Cow::Owned(text)))
}

impl<'s> Toll<'s> {
    /// The figure of a group as it is given.
    fn stated(&self, key: (Group, Measure)) -> Option<&Stated<'s>> {
        let mut figures = self.figures.iter();
        figures.find(|(known, _)| *known == key).map(|(_, figure)| figure)
    }

    /// The figure of a group; "none", said of no particular people, holds for every group.
    fn get(&self, group: Group, measure: Measure) -> Option<&Stated<'s>> {
        self.stated((group, measure)).or_else(|| {
            let of_all = self.stated((Group::Target, measure))?;
            (!self.sided && of_all.who.is_empty() && is_none(&of_all.number)).then_some(of_all)
        })
    }

    fn add(
        &mut self,
        group: Group,
        measure: Measure,
        number: Cow<'s, Quantity>,
        who: Option<&'s str>,
    ) {
        let key = (group, measure);
        let (who, and_others) = (who.into_iter().collect(), who.is_none());
        match self.figures.binary_search_by_key(&key, |(known, _)| *known) {
            Err(place) => self.figures.insert(place, (key, Stated { number, who, and_others })),
            Ok(place) => {
                if let Some((_, sum)) = self.figures.get_mut(place) {
                    sum.number = Cow::Owned(sum.number.sum(&number));
                    sum.who.extend(who);
                    sum.and_others |= and_others;
                }
            }
        }
    }
}

fn compare_figures(left: &Quantity, right: &Quantity) -> Meeting {
    if left.same_bounds(right) {
        return Meeting::agree();
    }
    Meeting::of_one_number(left, right)
        .unwrap_or_else(|| Meeting::conflict(FindingKind::DifferentToll).by_ratio(left, right))
}

/// The figures of one speaker at two times, or of a relay and its primary: the farthest apart.
fn meet_tolls(left: &Toll<'_>, right: &Toll<'_>) -> Option<Meeting> {
    left.figures
        .iter()
        .filter_map(|(key, figure)| {
            Some(compare_figures(&figure.number, &right.stated(*key)?.number))
        })
        .max_by_key(|meeting| meeting.verdict)
}

/// Which pair of values speaks for two groups: the closest for two sides, within which speakers may
/// differ, the farthest for two origins, each of which has one voice.
#[derive(Clone, Copy, Debug)]
enum Choose {
    Closest,
    Farthest,
}

/// What one voice says of one group and measure.
#[derive(Clone, Copy, Debug)]
struct Figure<'v> {
    number: &'v Quantity,
    /// Of whom, in the speaker's words.
    who: &'v [&'v str],
    and_others: bool,
    /// The statement.
    at: usize,
}

/// The figures of one group and measure on two sides: the closest pair decides.
fn compare_measure(
    story: &Story<'_>,
    left: &[&Voice<'_, Toll<'_>>],
    right: &[&Voice<'_, Toll<'_>>],
    key: (Group, Measure),
    choose: Choose,
) -> Option<Judged> {
    let mut best: Option<Judged> = None;
    let (left, right) = (figures(left, key, choose), figures(right, key, choose));
    for &one in &left {
        for &other in &right {
            let mut meeting = compare_figures(one.number, other.number);
            if meeting.verdict == Verdict::Conflict {
                if grows(story, one, other) {
                    meeting = Meeting::compatible(FindingKind::Revision);
                } else if others(story, one, other)
                    || matches!(choose, Choose::Farthest)
                        && (is_part(story, one, other) || is_part(story, other, one))
                {
                    meeting = Meeting::compatible(FindingKind::OtherGroup);
                }
            }
            let better = |best: Judged| match choose {
                Choose::Closest => meeting.verdict < best.meeting.verdict,
                Choose::Farthest => meeting.verdict > best.meeting.verdict,
            };
            if best.is_none_or(better) {
                best = Some(Judged { meeting, left: one.at, right: other.at });
            }
        }
    }
    best
}

/// What several voices say; within a side an exact figure counts before a vague one.
fn figures<'v>(
    voices: &[&'v Voice<'v, Toll<'v>>],
    (group, measure): (Group, Measure),
    choose: Choose,
) -> Vec<Figure<'v>> {
    let given = |voice: &&'v Voice<'v, Toll<'v>>| {
        let Stated { number, who, and_others } = voice.value.get(group, measure)?;
        Some(Figure { number, who, and_others: *and_others, at: voice.at })
    };
    let mut figures: Vec<Figure<'v>> = voices.iter().filter_map(given).collect();
    let is_exact = |figure: &Figure<'_>| !figure.number.is_vague();
    if matches!(choose, Choose::Closest) && figures.iter().any(is_exact) {
        figures.retain(is_exact);
    }
    figures
}

fn is_none(figure: &Quantity) -> bool {
    figure.is_exact() && figure.min() == 0
}

/// Whether the figures are of other people: two forces, or none of one force against losses that are
/// not said to be its own.
fn others(story: &Story<'_>, left: Figure<'_>, right: Figure<'_>) -> bool {
    let actors = story.lexicons.actors();
    let known = |figure: Figure<'_>| {
        let mut who = figure.who.iter();
        who.find_map(|who| actors.resolve(who, &ActorContext::default()).id)
    };
    match (known(left), known(right)) {
        (Some(left), Some(right)) => actors.lineage(left, right) == Lineage::Different,
        (Some(_), None) => is_none(left.number),
        (None, Some(_)) => is_none(right.number),
        (None, None) => false,
    }
}

/// Whether one figure is of foreigners of one nationality among all whom the other counts. Only for speakers
/// none of whom claims the deed: a claimant's toll is not more complete than that of the side that was hit.
fn is_part(story: &Story<'_>, part: Figure<'_>, all: Figure<'_>) -> bool {
    let (number, total) = (part.number, all.number.min());
    let fits = number.min() > 0 && number.max().is_some_and(|most| most <= total);
    // Where nobody says where it was, nobody is known for a foreigner.
    let there = || story.statements.iter().filter_map(|it| spot(it)?.0.found.country);
    let is_foreign = |nation| there().next().is_some() && there().all(|country| country != nation);
    let of_foreigners =
        |who: &str| story.lexicons.gazetteer().nationality(who).is_some_and(is_foreign);
    let all_of_one = matches!(part.who, [who] if !part.and_others && of_foreigners(who));
    fits && all.who.is_empty() && all_of_one
}

/// Whether the larger figure is of a later day: tolls grow.
fn grows(story: &Story<'_>, one: Figure<'_>, other: Figure<'_>) -> bool {
    let (smaller, larger) =
        if one.number.min() < other.number.min() { (one, other) } else { (other, one) };
    let (Some(earlier), Some(later)) = (story.statement(smaller.at), story.statement(larger.at))
    else {
        return false;
    };
    smaller.number.min() > 0 && earlier.said_before(later)
}

fn compare_groups(
    story: &Story<'_>,
    left: &[&Voice<'_, Toll<'_>>],
    right: &[&Voice<'_, Toll<'_>>],
    choose: Choose,
) -> Option<Judged> {
    let (left, right) = (super::story::distinct(left), super::story::distinct(right));
    let mut worst: Option<Judged> = None;
    for group in [Group::Target, Group::Actor, Group::Civilian] {
        for measure in Measure::ALL {
            let Some(judged) = compare_measure(story, &left, &right, (group, measure), choose)
            else {
                continue;
            };
            if worst.is_none_or(|worst| judged.meeting.verdict > worst.meeting.verdict) {
                worst = Some(judged);
            }
        }
    }
    worst.or_else(|| {
        let (one, other) = left.first().zip(right.first())?;
        let meeting = Meeting::compatible(FindingKind::OtherGroup);
        Some(Judged { meeting, left: one.at, right: other.at })
    })
}

/// The verdict on casualties.
pub(super) fn casualties(story: &Story<'_>) -> Option<Finding> {
    let voices = story.voices(toll);
    if voices.is_empty() {
        return None;
    }
    let compare = |left: &[&Voice<'_, Toll<'_>>], right: &[&Voice<'_, Toll<'_>>]| {
        compare_groups(story, left, right, Choose::Farthest)
    };
    let division = divide(&voices);
    let judged = match &division {
        Division::One => None,
        Division::Sides(left, right) => compare_groups(story, left, right, Choose::Closest),
        Division::Origins(origins) => farthest_origins(origins, compare),
    };
    let mut finding = finding(story, &voices, judged);
    note_divided(&mut finding, story, &division, compare);
    note_changes(&mut finding, story, &voices, meet_tolls);
    finding.ranges = Measure::ALL
        .into_iter()
        .filter_map(|measure| {
            let figures = voices.iter().filter_map(|voice| {
                Some((voice.at, &*voice.value.stated((Group::Target, measure))?.number))
            });
            range(story, measure.as_str(), figures)
        })
        .collect();
    if finding.verdict == Verdict::Conflict {
        finding.would_reconcile =
            &["figures of different hours", "figures of different groups of people"];
    }
    let provisional = story.statements.iter().any(|statement| {
        let event = statement.assertion.event();
        event.is_some_and(|event| event.casualties.iter().any(|line| line.provisional))
    });
    if provisional {
        finding.notes.push("some figures are provisional".to_owned());
    }
    finding.values = stated(story, voices);
    Some(finding)
}
