//! A second look at groups that linkage has made, where rows could be divided otherwise.
//!
//! Linkage never takes back what it joined. Here, groups between which a row may be better placed are
//! looked at together, and single ones that might fall apart: a few rows in every way in which they can be
//! divided, more by moves that are each for the better. The measure is that of linkage, the sum of what
//! each joining of two groups was worth; it has to rise by some bits, so that what linkage decided stands
//! unless it is clearly improved on.

use super::Linkage;
use super::components::Component;
use super::contested::contested;
use super::search::Ties;
use crate::lists::Lists;

/// More rows than this, bound together by contested ones, stay as linkage left them: a bound on work
/// and memory where hundreds tell of one thing.
const MOST_ROWS: usize = 512;

/// The rows of a component.
pub(super) struct Rows<'a, S> {
    pub(super) component: Component<'a>,
    /// The first of the rows with which each must be together.
    pub(super) bound: &'a [u32],
    pub(super) linkage: &'a Linkage,
    /// The log-odds of any two rows, in bits.
    pub(super) score: &'a S,
}

impl<S: Fn(u32, u32) -> f64> Rows<'_, S> {
    /// Divides the rows of groups anew where that is clearly better; nothing if it is so nowhere. Groups are
    /// sorted, and come in the order of their first rows; so do the results.
    pub(super) fn regroup(&self, groups: &Lists<u32>) -> Option<Lists<u32>> {
        let contested = contested(groups, &self.component, self.linkage);
        let mut divided: Vec<Vec<u32>> = Vec::new();
        let mut stays = vec![true; groups.len()];
        for numbers in contested {
            let now: Vec<&[u32]> =
                numbers.iter().map(|&number| groups.get(number as usize)).collect();
            let Some(better) = self.divide(&now) else { continue };
            divided.extend(better);
            for number in numbers {
                stays[number as usize] = false;
            }
        }
        if divided.is_empty() {
            return None;
        }
        let kept = groups.iter().zip(stays).filter(|(_, stays)| *stays).map(|(group, _)| group);
        let mut all: Vec<&[u32]> = kept.chain(divided.iter().map(Vec::as_slice)).collect();
        all.retain(|group| !group.is_empty());
        all.sort_unstable_by_key(|group| group.first().copied());
        let mut regrouped = Lists::default();
        for group in all {
            regrouped.push(group.iter().copied());
        }
        Some(regrouped)
    }

    /// A clearly better division of some groups, if there is one.
    fn divide(&self, groups: &[&[u32]]) -> Option<Vec<Vec<u32>>> {
        if groups.iter().map(|group| group.len()).sum::<usize>() > MOST_ROWS {
            return None;
        }
        // Rows that must be together are one unit, in the order of their first rows.
        let mut named: Vec<(u32, u32, usize)> = (0..)
            .zip(groups)
            .flat_map(|(group, rows)| rows.iter().map(move |&row| (row, group)))
            .map(|(row, group)| (self.bound[row as usize], row, group))
            .collect();
        named.sort_unstable();
        let (mut units, mut now): (Vec<Vec<u32>>, Vec<usize>) = (Vec::new(), Vec::new());
        for rows in named.chunk_by(|one, next| one.0 == next.0) {
            units.push(rows.iter().map(|&(_, row, _)| row).collect());
            now.extend(rows.first().map(|&(_, _, group)| group));
        }
        let ties = Ties::new(&units, self.linkage, |left, right| {
            let pair = (left.min(right), left.max(right));
            if self.component.cannot.binary_search(&pair).is_ok() {
                return f64::NEG_INFINITY;
            }
            self.linkage.capped((self.score)(left, right))
        });
        let better = ties.better(&now, self.linkage.regroup_above_bits)?;
        let mut divided = vec![Vec::new(); units.len()];
        for (unit, group) in units.iter().zip(better) {
            divided[group].extend(unit);
        }
        for rows in &mut divided {
            rows.sort_unstable();
        }
        Some(divided)
    }
}
