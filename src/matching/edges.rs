//! A look at all candidate pairs.

use std::sync::atomic::{AtomicU32, Ordering};

use super::Scorer;
use crate::block::Index;
use crate::normalize::FeatureTable;
use crate::score::{Millibits, Weights, millibits};
use crate::threads;

/// A scored pair of rows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    pub(super) left: u32,
    pub(super) right: u32,
    pub(super) score: Millibits,
}

/// Rows that one thread scans at a time: the least, and the most.
const SCAN: [usize; 2] = [1 << 11, 1 << 15];
/// What a look at all candidate pairs finds.
#[derive(Debug)]
pub(super) struct Found {
    /// The pairs that may lie above a bar once rivals count, with their scores before that.
    pub(super) edges: Vec<Vec<Edge>>,
    /// How many rivals each row has: candidates that it might be about one event with.
    pub(super) rivals: Vec<u32>,
}

impl Found {
    pub(super) fn among(
        scorer: &Scorer<'_>,
        index: Index<'_>,
        table: &FeatureTable,
        weights: &Weights,
        bar: f64,
    ) -> Self {
        let bar = millibits(bar) - 1;
        let is_rival = millibits(Weights::RIVAL_BITS);
        let gains: Vec<Millibits> = (0..=Weights::MOST_RIVALS)
            .map(|rivals| millibits(weights.rival_bits(rivals)))
            .collect();
        let gain =
            |rivals: u32| gains.get(rivals as usize).or(gains.last()).copied().unwrap_or_default();
        // Two without other rivals gain the most.
        let most = gain(1).max(0) * 2;
        let lowest = bar.saturating_sub(most).min(is_rival);
        let rivals: Vec<AtomicU32> = table.rows.iter().map(|_| AtomicU32::new(0)).collect();
        let [least, most_rows] = SCAN;
        let run = (index.len() / threads::count() / 8).clamp(least, most_rows);
        let runs: Vec<usize> = (0..index.len()).step_by(run).collect();
        let edges = threads::map(&runs, |&start| {
            let mut edges = Vec::new();
            let mut counts = Counts::new(&rivals, index.at(start), run);
            index.scan(start..(start + run).min(index.len()), |row, others| {
                let Some(against) = scorer.against(row) else { return };
                let before = edges.len();
                let mut own = 0;
                for &other in others {
                    let Some(score) = against.above(other, lowest) else { continue };
                    let (left, right) = (row.min(other), row.max(other));
                    if score > is_rival {
                        own += 1;
                        counts.add(other, 1);
                    }
                    if score + most > bar {
                        edges.push(Edge { left, right, score });
                    }
                }
                counts.add(row, own);
                keep_best(&mut edges, before);
            });
            counts.settle();
            // Rivals only become more, and cost more: what lies too low with those that are known by now
            // need not be kept until all are. Which that is depends on the other threads; what is left
            // in the end does not.
            if weights.rivalry() >= 0.0 {
                let known = |row: u32| {
                    rivals.get(row as usize).map_or(0, |count| count.load(Ordering::Relaxed))
                };
                edges.retain(|edge| {
                    edge.score + gain(known(edge.left)) + gain(known(edge.right)) > bar
                });
            }
            edges.shrink_to_fit();
            edges
        });
        // It is large, and nothing more is looked for.
        drop(index);
        Self { edges, rivals: rivals.into_iter().map(AtomicU32::into_inner).collect() }
    }
}

/// The rivals of rows as one thread counts them: of the run that it looks through for itself, so that the
/// threads do not take the counters from each other at every pair.
struct Counts<'c> {
    all: &'c [AtomicU32],
    first: u32,
    own: Vec<u32>,
}

impl<'c> Counts<'c> {
    /// For a run of rows from the first one on.
    fn new(all: &'c [AtomicU32], first: u32, rows: usize) -> Self {
        Self { all, first, own: vec![0; rows] }
    }

    #[inline]
    fn add(&mut self, row: u32, rivals: u32) {
        match self.own.get_mut(row.wrapping_sub(self.first) as usize) {
            Some(count) => *count += rivals,
            None => self.share(row, rivals),
        }
    }

    fn share(&self, row: u32, rivals: u32) {
        if let Some(count) = self.all.get(row as usize) {
            count.fetch_add(rivals, Ordering::Relaxed);
        }
    }

    /// Lets all threads know.
    fn settle(self) {
        for (row, &rivals) in (self.first..).zip(&self.own) {
            if rivals > 0 {
                self.share(row, rivals);
            }
        }
    }
}

/// Of each row so many pairs with rows before it are kept. In a crowd all are linked with many, and further
/// links would only take room: clustering asks for the scores of all pairs between what it joins.
const MOST_EDGES: usize = 512;

/// Of the pairs of one row, which begin at a place, keeps the best; among equals those near in time.
fn keep_best(edges: &mut Vec<Edge>, from: usize) {
    let Some(own) = edges.get_mut(from..).filter(|own| own.len() > MOST_EDGES) else { return };
    let rank = |edge: &Edge| (-edge.score, edge.right.abs_diff(edge.left));
    own.select_nth_unstable_by_key(MOST_EDGES, rank);
    edges.truncate(from + MOST_EDGES);
}
