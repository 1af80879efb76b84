//! Weights from data: from labels, or from the patterns alone.
//!
//! Both work on a table of patterns: pairs with one pattern are one row of it, so that the cost does not
//! depend on the number of pairs.
//!
//! The shipped weights come [from labels](from_labels). Statements of the press break the assumption
//! that makes [`em`] work without labels: that the comparisons are independent given whether two
//! statements are about one event. Place, target and actors repeat each other; one document tells of one
//! time and one place. What is counted twice by EM, regression counts once. On the labelled sets and on
//! made-up statements, what EM learned was worse than what it started from (`docs/accuracy.md`): it takes
//! statements from one place and week for one event. It is there for theatres whose press writes otherwise
//! than those that the weights were fitted on; judge its result on a sample.

mod em;
mod labels;

pub use em::{Doubt, EmFitted, Expectation, Likelihood, PatternCounts, em};
pub use labels::{Fitted, Fitting, PatternTable, from_labels};
