//! Weights from labels: regularized logistic regression on the table of patterns. Each level has an indicator; the ridge penalty draws the weights towards those one starts
//! from, so that a level that is seldom seen keeps its reasoned weight.

use std::collections::BTreeMap;

use crate::compare::{Comparison, Pattern};
use crate::score::Weights;

/// How often each pattern was seen among pairs about one event and among others.
#[derive(Clone, Debug, Default)]
pub struct PatternTable {
    // By pattern and what was added to its score, in eighths of a bit.
    rows: BTreeMap<(Pattern, i32), [f64; 2]>,
}

/// Steps of what is added to a score, for each bit.
const STEPS: f64 = 8.0;

impl PatternTable {
    /// An empty table.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Counts a pair, with a weight (1 for a plain pair).
    pub fn add(&mut self, pattern: Pattern, same_event: bool, weight: f64) {
        self.add_among(pattern, 0.0, same_event, weight);
    }

    /// Counts a pair to whose score its rivals add so many bits.
    pub fn add_among(&mut self, pattern: Pattern, bits: f64, same_event: bool, weight: f64) {
        #[expect(clippy::cast_possible_truncation, reason = "a cast to an integer saturates")]
        let step = (bits * STEPS).round() as i32;
        let row = self.rows.entry((pattern, step)).or_default();
        row[usize::from(same_event)] += weight;
    }

    /// How many distinct patterns were seen, each counted for every amount that rivals add.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether nothing was counted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The patterns, what rivals add in bits, and the weight of other pairs and of pairs about one event.
    pub fn iter(&self) -> impl Iterator<Item = (&Pattern, f64, [f64; 2])> {
        self.rows
            .iter()
            .map(|((pattern, step), counts)| (pattern, f64::from(*step) / STEPS, *counts))
    }
}

/// How weights are fitted.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Fitting {
    /// Strength of the ridge penalty: the inverse variance of a weight around where it starts, in
    /// squared nats. Defaults to 8, which did best out of sample on two theatres: a level has to be seen
    /// often before its weight strays from where it starts.
    pub ridge: f64,
    /// The most Newton steps. Defaults to 50.
    pub max_steps: u32,
}

impl Default for Fitting {
    fn default() -> Self {
        Self { ridge: 8.0, max_steps: 50 }
    }
}

/// What came of a fit.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Fitted {
    /// The weights.
    pub weights: Weights,
    /// Whether the steps became small before they ran out.
    pub converged: bool,
    /// How many steps were taken.
    pub steps: u32,
}

/// Fits weights to a labelled table, starting from (and drawn towards) the given ones.
#[must_use]
pub fn from_labels(table: &PatternTable, start: &Weights, fitting: &Fitting) -> Fitted {
    let offsets: Vec<usize> = Comparison::ALL
        .iter()
        .scan(1, |next, comparison| {
            let offset = *next;
            *next += comparison.labels().len();
            Some(offset)
        })
        .collect();
    let size = 1 + Comparison::ALL.iter().map(|c| c.labels().len()).sum::<usize>();
    let to_nats = std::f64::consts::LN_2;
    let mut center = vec![start.prior_bits() * to_nats];
    for comparison in Comparison::ALL {
        for level in 0..comparison.labels().len() {
            center.push(start.bits(comparison, u8::try_from(level).unwrap_or(0)) * to_nats);
        }
    }
    let mut beta = center.clone();
    // The intercept is all but free.
    let ridge = |index: usize| if index == 0 { 1e-3 } else { fitting.ridge };
    let columns = |pattern: &Pattern| {
        let mut columns = [0_usize; Comparison::COUNT + 1];
        for (place, comparison) in Comparison::ALL.iter().enumerate() {
            columns[place + 1] = offsets[place] + usize::from(pattern.level(*comparison));
        }
        columns
    };
    let mut converged = false;
    let mut steps = 0;
    while steps < fitting.max_steps && !converged {
        steps += 1;
        let mut gradient: Vec<f64> = (0..size).map(|i| ridge(i) * (center[i] - beta[i])).collect();
        let mut hessian = vec![0.0; size * size];
        for (index, diagonal) in (0..size).map(|i| (i, ridge(i))) {
            hessian[index * size + index] = diagonal;
        }
        for (pattern, rivals, [others, same]) in table.iter() {
            let columns = columns(pattern);
            let eta = rivals * to_nats + columns.iter().map(|&column| beta[column]).sum::<f64>();
            let p = 1.0 / (1.0 + (-eta).exp());
            let total = others + same;
            let residual = same - total * p;
            let curvature = total * p * (1.0 - p);
            for &row in &columns {
                gradient[row] += residual;
                for &column in &columns {
                    hessian[row * size + column] += curvature;
                }
            }
        }
        let step = solve(hessian, gradient, size);
        let largest = step.iter().fold(0.0_f64, |largest, value| largest.max(value.abs()));
        // A bounded step keeps Newton's method from overshooting on separable levels.
        let scale = if largest > 2.0 { 2.0 / largest } else { 1.0 };
        for (weight, change) in beta.iter_mut().zip(&step) {
            *weight += scale * change;
        }
        converged = largest < 1e-6;
    }
    let mut weights = Weights::zero();
    weights.set_rivalry(start.rivalry());
    weights.set_prior(beta[0] / to_nats);
    for (place, comparison) in Comparison::ALL.iter().enumerate() {
        for level in 0..comparison.labels().len() {
            weights.set(*comparison, level, beta[offsets[place] + level] / to_nats);
        }
    }
    Fitted { weights, converged, steps }
}

/// Solves a symmetric positive definite system by Cholesky decomposition, in place.
fn solve(mut matrix: Vec<f64>, mut right: Vec<f64>, size: usize) -> Vec<f64> {
    for row in 0..size {
        for column in 0..=row {
            let mut sum = matrix[row * size + column];
            for k in 0..column {
                sum -= matrix[row * size + k] * matrix[column * size + k];
            }
            matrix[row * size + column] = if row == column {
                sum.max(1e-12).sqrt()
            } else {
                sum / matrix[column * size + column]
            };
        }
    }
    for row in 0..size {
        for k in 0..row {
            right[row] -= matrix[row * size + k] * right[k];
        }
        right[row] /= matrix[row * size + row];
    }
    for row in (0..size).rev() {
        for k in row + 1..size {
            right[row] -= matrix[k * size + row] * right[k];
        }
        right[row] /= matrix[row * size + row];
    }
    right
}
