//! Losses among people: killed and injured apart, each for one group.

use std::collections::BTreeMap;

use super::count::{in_words, range};
use super::finding::{Finding, FindingKind, Magnitude, Verdict};
use super::relay::note_changes;
use super::story::{
    Division, Judged, Meeting, Statement, Story, Voice, divide, farthest_groups, finding,
    note_divided,
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
struct Toll {
    figures: BTreeMap<(Group, Measure), Quantity>,
    /// Of whom, in the speaker's words, where it says so.
    who: Vec<String>,
    /// Whether a side is stated; without one, "none" is said of everybody.
    sided: bool,
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

fn toll(statement: &Statement<'_>) -> Option<(Toll, String)> {
    let event = statement.assertion.event()?;
    let mut toll = Toll::default();
    let mut lines = Vec::new();
    for casualties in &event.casualties {
        let group = Group::of(casualties.side);
        toll.sided |= casualties.side.is_some();
        toll.who.extend(casualties.who.clone());
        let mut parts = Vec::new();
        for (measure, figure) in
            [(Measure::Killed, &casualties.killed), (Measure::Injured, &casualties.injured)]
        {
            let Some(figure) = figure else { continue };
            toll.add(group, measure, figure.clone());
            let number = if figure.is_exact() && figure.min() == 0 {
                "no one".to_owned()
            } else {
                in_words(figure)
            };
            let more = if figure.is_vague() { ", number unknown" } else { "" };
            parts.push(format!("{number} {}{more}", measure.as_str()));
        }
        if parts.is_empty() {
            let Some(who) = &casualties.who else { continue };
            // Wounded without a number: the words carry them.
            toll.add(group, Measure::Injured, Quantity::at_least(1));
            parts.push(format!("more than none, number unknown ({who})"));
        } else if let Some(who) = &casualties.who {
            parts.push(format!("({who})"));
        }
        if casualties.provisional {
            parts.push("(provisional)".to_owned());
        }
        lines.push(tidy(&parts));
    }
    (!toll.figures.is_empty()).then(|| (toll, lines.join("; ")))
}

/// "4 killed, 2 injured (soldiers)".
fn tidy(parts: &[String]) -> String {
    let mut text = String::new();
    for part in parts {
        if !text.is_empty() {
            text.push_str(if part.starts_with('(') { " " } else { ", " });
        }
        text.push_str(part);
    }
    text
}

impl Toll {
    /// The figure of a group; "none", said of no particular people, holds for every group.
    fn get(&self, group: Group, measure: Measure) -> Option<&Quantity> {
        self.figures.get(&(group, measure)).or_else(|| {
            let of_all = self.figures.get(&(Group::Target, measure))?;
            (!self.sided && self.who.is_empty() && is_none(of_all)).then_some(of_all)
        })
    }

    fn add(&mut self, group: Group, measure: Measure, figure: Quantity) {
        let sum = match self.figures.get(&(group, measure)) {
            Some(sum) => sum.sum(&figure),
            None => figure,
        };
        self.figures.insert((group, measure), sum);
    }
}

fn compare_figures(left: &Quantity, right: &Quantity) -> Meeting {
    if left.same_bounds(right) {
        return Meeting::agree();
    }
    if left.overlaps(right) {
        return Meeting::compatible(if right.encloses(left) {
            FindingKind::Refines
        } else if left.encloses(right) {
            FindingKind::Coarser
        } else {
            FindingKind::Overlaps
        });
    }
    let ratio = left.ratio(right).map(|ratio| Magnitude::Ratio((ratio * 100.0).round() / 100.0));
    Meeting::conflict(FindingKind::DifferentToll).by(ratio)
}

/// The figures of one speaker at two times, or of a relay and its primary: the farthest apart.
fn meet_tolls(left: &Toll, right: &Toll) -> Option<Meeting> {
    left.figures
        .iter()
        .filter_map(|(key, figure)| Some(compare_figures(figure, right.figures.get(key)?)))
        .max_by_key(|meeting| meeting.verdict)
}

/// Which pair of values speaks for two groups: the closest for two sides, within which speakers may
/// differ, the farthest for two origins, each of which has one voice.
#[derive(Clone, Copy, Debug)]
enum Choose {
    Closest,
    Farthest,
}

/// The figures of one group and measure on two sides: the closest pair decides.
fn compare_measure(
    story: &Story<'_>,
    left: &[&Voice<Toll>],
    right: &[&Voice<Toll>],
    key: (Group, Measure),
    choose: Choose,
) -> Option<Judged> {
    let mut best: Option<Judged> = None;
    let figures = |voices: &[&Voice<Toll>]| -> Vec<(usize, Quantity, Vec<String>)> {
        let all: Vec<_> = voices
            .iter()
            .filter_map(|voice| {
                let figure = voice.value.get(key.0, key.1)?;
                Some((voice.at, figure.clone(), voice.value.who.clone()))
            })
            .collect();
        let exact: Vec<_> =
            all.iter().filter(|(_, figure, _)| !figure.is_vague()).cloned().collect();
        match choose {
            // Within a side an exact figure counts before a vague one.
            Choose::Closest if !exact.is_empty() => exact,
            _ => all,
        }
    };
    let (left, right) = (figures(left), figures(right));
    for (one, left, left_who) in &left {
        for (other, right, right_who) in &right {
            let (one, other) = (*one, *other);
            let mut meeting = compare_figures(left, right);
            if meeting.verdict == Verdict::Conflict {
                if grows(story, one, left, other, right) {
                    meeting = Meeting::compatible(FindingKind::Revision);
                } else if others(story, left, left_who, right, right_who) {
                    meeting = Meeting::compatible(FindingKind::OtherGroup);
                }
            }
            let better = |best: Judged| match choose {
                Choose::Closest => meeting.verdict < best.meeting.verdict,
                Choose::Farthest => meeting.verdict > best.meeting.verdict,
            };
            if best.is_none_or(better) {
                best = Some(Judged { meeting, left: one, right: other });
            }
        }
    }
    best
}

fn is_none(figure: &Quantity) -> bool {
    figure.is_exact() && figure.min() == 0
}

/// Whether the figures are of other people: two forces, or none of one force against losses that are
/// not said to be its own.
fn others(
    story: &Story<'_>,
    left: &Quantity,
    left_who: &[String],
    right: &Quantity,
    right_who: &[String],
) -> bool {
    let actors = story.lexicons.actors();
    let known = |who: &[String]| {
        who.iter().find_map(|who| actors.resolve(who, &ActorContext::default()).id)
    };
    match (known(left_who), known(right_who)) {
        (Some(left), Some(right)) => actors.lineage(left, right) == Lineage::Different,
        (Some(_), None) => is_none(left),
        (None, Some(_)) => is_none(right),
        (None, None) => false,
    }
}

/// Whether the larger figure is of a later day: tolls grow.
fn grows(story: &Story<'_>, one: usize, left: &Quantity, other: usize, right: &Quantity) -> bool {
    let (earlier, later) = if left.min() < right.min() { (one, other) } else { (other, one) };
    let smaller = left.min().min(right.min());
    let (Some(earlier), Some(later)) = (story.statement(earlier), story.statement(later)) else {
        return false;
    };
    smaller > 0 && earlier.said_before(later)
}

fn compare_groups(
    story: &Story<'_>,
    left: &[&Voice<Toll>],
    right: &[&Voice<Toll>],
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
    let compare = |left: &[&Voice<Toll>], right: &[&Voice<Toll>]| {
        compare_groups(story, left, right, Choose::Farthest)
    };
    let division = divide(&voices);
    let judged = match &division {
        Division::One => None,
        Division::Sides(left, right) => compare_groups(story, left, right, Choose::Closest),
        Division::Origins(groups) => farthest_groups(groups, compare),
    };
    let mut finding = finding(story, &voices, judged);
    note_divided(&mut finding, story, &division, compare);
    note_changes(&mut finding, story, &voices, meet_tolls);
    finding.ranges = Measure::ALL
        .into_iter()
        .filter_map(|measure| {
            let figures = voices.iter().filter_map(|voice| {
                let figure = voice.value.figures.get(&(Group::Target, measure))?;
                Some((voice.at, figure))
            });
            range(story, measure.as_str(), figures)
        })
        .collect();
    if finding.verdict == Verdict::Conflict {
        finding.would_reconcile = vec![
            "figures of different hours".to_owned(),
            "figures of different groups of people".to_owned(),
        ];
    }
    let provisional = story.statements.iter().any(|statement| {
        let event = statement.assertion.event();
        event.is_some_and(|event| event.casualties.iter().any(|line| line.provisional))
    });
    if provisional {
        finding.notes.push("some figures are provisional".to_owned());
    }
    Some(finding)
}
