//! Scored pairs against gold labels: what blocking misses, whether probabilities mean what they say,
//! and which pairs are wrong.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::cluster::ScoredLink;
use crate::model::Assertion;
use crate::read::{GoldEvent, Labels};

/// Whether two assertions are about one gold event; `None` when the coder left one of them open or
/// did not label it. One with an empty label is an event of its own.
fn same_event(gold: &Labels, left: &Assertion, right: &Assertion) -> Option<bool> {
    match (gold.get(left.id().as_str())?, gold.get(right.id().as_str())?) {
        (GoldEvent::Open, _) | (_, GoldEvent::Open) => None,
        (GoldEvent::Event(left), GoldEvent::Event(right)) => Some(left == right),
        _ => Some(false),
    }
}

/// Pairs of one gold event, the smaller index first.
fn gold_pairs(assertions: &[Assertion], gold: &Labels) -> Vec<(usize, usize)> {
    let mut events: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, assertion) in assertions.iter().enumerate() {
        if let Some(GoldEvent::Event(event)) = gold.get(assertion.id().as_str()) {
            events.entry(event).or_default().push(index);
        }
    }
    let mut pairs = Vec::new();
    for members in events.values() {
        for (place, &left) in members.iter().enumerate() {
            pairs.extend(members.iter().skip(place + 1).map(|&right| (left, right)));
        }
    }
    pairs
}

/// What blocking keeps and what it saves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Blocked {
    /// Pairs that are compared.
    pub candidate_pairs: u64,
    /// Pairs about one gold event.
    pub gold_pairs: u64,
    /// How many of those are compared, from 0 to 1.
    pub pair_completeness: f64,
    /// The share of all pairs that is not compared, from 0 to 1.
    pub reduction_ratio: f64,
}

/// Measures blocking; `links` are all candidate pairs, as
/// [`Reconciler::scored_pairs`](crate::Reconciler::scored_pairs) gives them.
#[must_use]
pub fn blocking(assertions: &[Assertion], links: &[ScoredLink], gold: &Labels) -> Blocked {
    let wanted = gold_pairs(assertions, gold).len() as u64;
    let is_gold = |link: &&ScoredLink| {
        same_event(gold, &assertions[link.left], &assertions[link.right]) == Some(true)
    };
    let found = links.iter().filter(is_gold).count() as u64;
    let all = assertions.len() as u64;
    let all = all * all.saturating_sub(1) / 2;
    let candidates = links.len() as u64;
    Blocked {
        candidate_pairs: candidates,
        gold_pairs: wanted,
        pair_completeness: share(found, wanted).unwrap_or(1.0),
        reduction_ratio: 1.0 - share(candidates, all).unwrap_or(0.0),
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of pairs stay far below 2^53")]
fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// Pairs of about one probability.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ReliabilityBin {
    /// Probabilities from here on,
    pub from: f64,
    /// to below here (the last bin includes 1).
    pub to: f64,
    /// How many pairs.
    pub pairs: u64,
    /// The mean probability; 0 without pairs.
    pub predicted: f64,
    /// The share of pairs about one gold event; 0 without pairs.
    pub observed: f64,
}

/// Whether probabilities mean what they say.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Calibration {
    /// How many pairs were judged by the coder.
    pub pairs: u64,
    /// Expected calibration error: how far predicted and observed lie apart, averaged over pairs. Most
    /// candidate pairs are easy, which makes it small.
    pub expected_error: f64,
    /// The same over the pairs that are not easy: between 0.1 and 0.9.
    pub expected_error_between: f64,
    /// Ten bins of equal width.
    pub bins: Vec<ReliabilityBin>,
}

const BINS: u8 = 10;

/// Compares the probabilities of links with gold labels.
#[must_use]
pub fn calibration(assertions: &[Assertion], links: &[ScoredLink], gold: &Labels) -> Calibration {
    // Pairs, sum of probabilities, pairs about one event.
    let mut sums = [(0_u64, 0.0, 0_u64); BINS as usize];
    for link in links {
        let Some(same) = same_event(gold, &assertions[link.left], &assertions[link.right]) else {
            continue;
        };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "probabilities lie between 0 and 1"
        )]
        let bin = (link.probability * f64::from(BINS)) as usize;
        let (pairs, sum, hits) = &mut sums[bin.min(usize::from(BINS) - 1)];
        *pairs += 1;
        *sum += link.probability;
        *hits += u64::from(same);
    }
    let bins: Vec<ReliabilityBin> = (0..BINS)
        .zip(sums)
        .map(|(bin, (pairs, sum, hits))| ReliabilityBin {
            from: f64::from(bin) / f64::from(BINS),
            to: f64::from(bin + 1) / f64::from(BINS),
            pairs,
            predicted: if pairs > 0 { sum / real(pairs) } else { 0.0 },
            observed: share(hits, pairs).unwrap_or(0.0),
        })
        .collect();
    let error = |bins: &[ReliabilityBin]| {
        let gap = |bin: &ReliabilityBin| (bin.predicted - bin.observed).abs() * real(bin.pairs);
        let pairs = bins.iter().map(|bin| bin.pairs).sum::<u64>();
        bins.iter().map(gap).sum::<f64>() / real(pairs.max(1))
    };
    let between = bins.get(1..bins.len().saturating_sub(1)).unwrap_or_default();
    Calibration {
        pairs: bins.iter().map(|bin| bin.pairs).sum(),
        expected_error: error(&bins),
        expected_error_between: error(between),
        bins,
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of pairs stay far below 2^53")]
const fn real(count: u64) -> f64 {
    count as f64
}

/// How a pair is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MistakeKind {
    /// About one gold event, but in two events.
    Missed,
    /// In one event, but about two gold events.
    Merged,
}

/// A pair that is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Mistake {
    /// How it is wrong.
    pub kind: MistakeKind,
    /// Index of one assertion.
    pub left: usize,
    /// Index of the other.
    pub right: usize,
    /// The score of the pair; `None` when it was never compared.
    pub bits: Option<f64>,
}

/// The pairs that are wrong, the worst first: misses that were never compared, then misses and merges in
/// turn, by how sure the score was of the wrong answer.
#[must_use]
pub fn mistakes(
    assertions: &[Assertion],
    links: &[ScoredLink],
    found: &Labels,
    gold: &Labels,
) -> Vec<Mistake> {
    let scores: FxHashMap<(usize, usize), f64> = links
        .iter()
        .map(|link| ((link.left.min(link.right), link.left.max(link.right)), link.bits))
        .collect();
    let wrong = |kind: MistakeKind, pairs: Vec<(usize, usize)>, other: &Labels| {
        let mut wrong: Vec<Mistake> = pairs
            .into_iter()
            .filter(|&(left, right)| {
                let event = |index: usize| match other.get(assertions[index].id().as_str()) {
                    Some(GoldEvent::Open) => None,
                    Some(GoldEvent::Event(event)) => Some(Some(event)),
                    _ => Some(None),
                };
                match (event(left), event(right)) {
                    (Some(Some(left)), Some(Some(right))) => left != right,
                    (Some(_), Some(_)) => true,
                    _ => false,
                }
            })
            .map(|(left, right)| Mistake {
                kind,
                left,
                right,
                bits: scores.get(&(left, right)).copied(),
            })
            .collect();
        let surprise = |mistake: &Mistake| match (kind, mistake.bits) {
            (_, None) => f64::NEG_INFINITY,
            (MistakeKind::Missed, Some(bits)) => bits,
            (MistakeKind::Merged, Some(bits)) => -bits,
        };
        wrong.sort_by(|left, right| surprise(left).total_cmp(&surprise(right)));
        wrong
    };
    let missed = wrong(MistakeKind::Missed, gold_pairs(assertions, gold), found);
    let merged = wrong(MistakeKind::Merged, gold_pairs(assertions, found), gold);
    let mut all = Vec::with_capacity(missed.len() + merged.len());
    let (mut missed, mut merged) = (missed.into_iter(), merged.into_iter());
    loop {
        let before = all.len();
        all.extend(missed.next());
        all.extend(merged.next());
        if all.len() == before {
            return all;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reports(count: usize) -> Vec<Assertion> {
        (0..count)
            .map(|place| {
                Assertion::report(format!("{place}"), "S").action("shelling").build().unwrap()
            })
            .collect()
    }

    fn labels(events: &[&str]) -> Labels {
        events
            .iter()
            .enumerate()
            .map(|(place, event)| {
                let event = match *event {
                    "?" => GoldEvent::Open,
                    "" => GoldEvent::None,
                    name => GoldEvent::Event(name.to_owned()),
                };
                (place.to_string(), event)
            })
            .collect()
    }

    fn link(left: usize, right: usize, probability: f64) -> ScoredLink {
        let bits = (probability / (1.0 - probability)).log2();
        ScoredLink::new(left, right, probability, bits)
    }

    #[test]
    fn blocking_is_measured_on_pairs_that_the_coder_decided() {
        let gold = labels(&["a", "a", "a", "?"]);
        let links = [link(0, 1, 0.9), link(0, 3, 0.9)];
        let measured = blocking(&reports(4), &links, &gold);
        assert_eq!((measured.candidate_pairs, measured.gold_pairs), (2, 3));
        assert!((measured.pair_completeness - 1.0 / 3.0).abs() < 1e-12);
        assert!((measured.reduction_ratio - 2.0 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn calibration_weighs_bins_by_their_pairs() {
        let gold = labels(&["a", "a", "b", ""]);
        let links = [link(0, 1, 0.75), link(0, 2, 0.75), link(1, 2, 0.05), link(2, 3, 0.05)];
        let measured = calibration(&reports(4), &links, &gold);
        assert_eq!(measured.pairs, 4);
        assert!((measured.bins[7].observed - 0.5).abs() < 1e-12);
        assert!((measured.expected_error - (0.25 * 2.0 + 0.05 * 2.0) / 4.0).abs() < 1e-12);
        assert!((measured.expected_error_between - 0.25).abs() < 1e-12);
    }

    #[test]
    fn mistakes_begin_with_what_was_never_compared() {
        let gold = labels(&["a", "a", "a", "b", "?"]);
        let found = labels(&["x", "y", "z", "x", "x"]);
        let links = [link(0, 1, 0.4), link(0, 3, 0.9)];
        let listed: Vec<_> = mistakes(&reports(5), &links, &found, &gold)
            .iter()
            .map(|wrong| (wrong.kind, wrong.left, wrong.right))
            .collect();
        assert_eq!(
            listed,
            [
                (MistakeKind::Missed, 0, 2),
                (MistakeKind::Merged, 0, 3),
                (MistakeKind::Missed, 1, 2),
                (MistakeKind::Missed, 0, 1),
            ]
        );
    }
}
