//! The best division of a few units into groups, and a better one of many.

use super::Linkage;

/// Up to so many units, every division is looked at.
const FEW: usize = 8;
/// Among more units, all are gone through so often at most.
const MOST_PASSES: usize = 8;
/// What a sum of floating-point numbers may be off, in bits.
const ROUNDING: f64 = 1e-6;

/// Units of rows that stay together, with what it is worth to have two of them in one group.
///
/// A group is worth the sum over its pairs of units, less the slack for each unit beyond the first: that
/// is what [`Linkage::worth_bits`] makes of joining its parts one by one, in any order.
pub(super) struct Ties {
    /// How many rows each unit has.
    sizes: Vec<f64>,
    /// For each two units the sum of the log-odds of their pairs, with the slack; by row, in bits.
    pairs: Vec<f64>,
    slack: f64,
}

impl Ties {
    /// The ties of units of rows. `score` gives the capped log-odds of two rows; negative infinity for two
    /// that cannot be in one group.
    pub(super) fn new(
        units: &[Vec<u32>],
        linkage: &Linkage,
        score: impl Fn(u32, u32) -> f64,
    ) -> Self {
        let size = units.len();
        #[expect(clippy::cast_precision_loss, reason = "a few hundred at most")]
        let sizes: Vec<f64> = units.iter().map(|unit| unit.len() as f64).collect();
        let mut pairs = vec![0.0; size * size];
        for (place, unit) in units.iter().enumerate() {
            for (before, other) in units.iter().enumerate().take(place) {
                let mut sum = 0.0;
                for &left in other {
                    for &right in unit {
                        sum += score(left, right);
                    }
                }
                let count = sizes[place] * sizes[before];
                let worth = linkage.worth_bits(sum, count) + linkage.slack_bits;
                pairs[place * size + before] = worth;
                pairs[before * size + place] = worth;
            }
        }
        Self { sizes, pairs, slack: linkage.slack_bits }
    }

    const fn len(&self) -> usize {
        self.sizes.len()
    }

    fn of(&self, unit: usize) -> &[f64] {
        let size = self.len();
        &self.pairs[unit * size..(unit + 1) * size]
    }

    /// A division that is worth more than the given one, by more than some bits. A division is the
    /// number of its group for each unit, smaller than the number of units.
    pub(super) fn better(&self, now: &[usize], above: f64) -> Option<Vec<usize>> {
        let above = above.max(ROUNDING);
        if self.len() <= FEW { self.best(now, above) } else { self.climb(now, above) }
    }

    /// The best of all divisions, by dynamic programming over sets of units.
    fn best(&self, now: &[usize], above: f64) -> Option<Vec<usize>> {
        let sets = 1_usize << self.len();
        // What each set is worth as one group.
        let mut whole = vec![0.0; sets];
        for set in 1..sets {
            let last = set.ilog2() as usize;
            let rest = set ^ 1 << last;
            if rest != 0 {
                let ties = self.of(last).iter().enumerate();
                let tie: f64 = ties.filter(|(unit, _)| rest >> unit & 1 == 1).map(|it| it.1).sum();
                whole[set] = whole[rest] + tie - self.slack;
            }
        }
        // What the best division of each set is worth, and the group of its first unit there.
        let mut best = vec![(0.0, 0_usize); sets];
        for set in 1..sets {
            let first = set & set.wrapping_neg();
            let rest = set ^ first;
            let mut most = (f64::NEG_INFINITY, first);
            let mut others = rest;
            loop {
                let group = others | first;
                let worth = whole[group] + best[set ^ group].0;
                if worth > most.0 + ROUNDING {
                    most = (worth, group);
                }
                if others == 0 {
                    break;
                }
                others = (others - 1) & rest;
            }
            best[set] = most;
        }
        let mut given = vec![0_usize; self.len()];
        for (unit, &group) in now.iter().enumerate() {
            given[group] |= 1 << unit;
        }
        let given: f64 = given.iter().map(|&group| whole[group]).sum();
        let mut set = sets - 1;
        if best[set].0 <= given + above {
            return None;
        }
        let mut division = vec![0; self.len()];
        let mut number = 0;
        while set != 0 {
            let group = best[set].1;
            for (unit, place) in division.iter_mut().enumerate() {
                if group >> unit & 1 == 1 {
                    *place = number;
                }
            }
            number += 1;
            set ^= group;
        }
        Some(division)
    }

    /// A division from which no single step leads to a better one: no move of one unit, no joining of
    /// two groups, no splitting of one.
    fn climb(&self, now: &[usize], above: f64) -> Option<Vec<usize>> {
        let mut division = Division { ties: self, groups: now.to_vec() };
        let mut passes = 0;
        let mut changed = true;
        while changed && passes < MOST_PASSES {
            changed =
                (0..self.len()).fold(false, |moved, unit| division.place(unit, above) | moved);
            changed |= division.join(above);
            changed |= division.split(above);
            passes += 1;
        }
        (division.groups != now).then_some(division.groups)
    }
}

/// Units in groups, while they are moved.
struct Division<'t> {
    ties: &'t Ties,
    groups: Vec<usize>,
}

impl Division<'_> {
    /// For each group the sum of a unit's ties with it, and how many other rows it has.
    fn around(&self, unit: usize) -> Vec<(f64, f64)> {
        let mut around = vec![(0.0, 0.0); self.groups.len()];
        for (other, (&group, tie)) in self.groups.iter().zip(self.ties.of(unit)).enumerate() {
            if other != unit {
                around[group].0 += tie;
                around[group].1 += self.ties.sizes[other];
            }
        }
        around
    }

    /// Moves a unit to where it belongs more: where the sum is higher, so that the whole gains, and the
    /// mean too, so that a large group does not draw rows by its size alone.
    fn place(&mut self, unit: usize, above: f64) -> bool {
        let around = self.around(unit);
        let worth =
            |&(sum, rows): &(f64, f64)| if rows > 0.0 { sum - self.ties.slack } else { 0.0 };
        let mean = |there: &(f64, f64)| worth(there) / there.1.max(1.0);
        let here = &around[self.groups[unit]];
        let mut best = (worth(here) + above, None);
        for (group, there) in around.iter().enumerate() {
            if group != self.groups[unit] && worth(there) > best.0 && mean(there) > mean(here) {
                best = (worth(there), Some(group));
            }
        }
        let Some(group) = best.1 else { return false };
        self.groups[unit] = group;
        true
    }

    /// Joins the two groups that gain most by it, as long as two do.
    fn join(&mut self, above: f64) -> bool {
        let size = self.groups.len();
        let mut joined = false;
        loop {
            let mut sums = vec![0.0; size * size];
            for (unit, &group) in self.groups.iter().enumerate() {
                for (&other, tie) in self.groups.iter().zip(self.ties.of(unit)).take(unit) {
                    sums[group.min(other) * size + group.max(other)] += tie;
                }
            }
            let mut best = (self.ties.slack + above, None);
            for low in 0..size {
                for high in low + 1..size {
                    if sums[low * size + high] > best.0 {
                        best = (sums[low * size + high], Some((low, high)));
                    }
                }
            }
            let Some((low, high)) = best.1 else { return joined };
            for group in &mut self.groups {
                if *group == high {
                    *group = low;
                }
            }
            joined = true;
        }
    }

    /// Splits groups that gain by it: from the unit that belongs least, those that go with it.
    fn split(&mut self, above: f64) -> bool {
        let mut split = false;
        for group in 0..self.groups.len() {
            let members: Vec<usize> =
                (0..self.groups.len()).filter(|&unit| self.groups[unit] == group).collect();
            let Some(apart) = self.apart(&members, above) else { continue };
            // A group without members has a number: there are as many as units.
            let free = (0..self.groups.len()).find(|number| !self.groups.contains(number));
            let Some(free) = free else { continue };
            for unit in apart {
                self.groups[unit] = free;
            }
            split = true;
        }
        split
    }

    /// The units of a group that are better apart from the rest.
    fn apart(&self, members: &[usize], above: f64) -> Option<Vec<usize>> {
        let tie = |left: usize, right: usize| self.ties.of(left)[right];
        let total = |unit: usize| members.iter().map(|&other| tie(unit, other)).sum::<f64>();
        let mut rest: Vec<(usize, f64)> = members.iter().map(|&unit| (unit, total(unit))).collect();
        let mut apart = Vec::new();
        // What is lost with the pairs between the two parts.
        let mut between = 0.0;
        let mut best = (above, 0);
        while rest.len() > 1 {
            let next =
                (0..rest.len()).min_by(|&one, &other| rest[one].1.total_cmp(&rest[other].1))?;
            let (unit, pull) = rest.remove(next);
            between += pull;
            apart.push(unit);
            if self.ties.slack - between > best.0 {
                best = (self.ties.slack - between, apart.len());
            }
            for (other, pull) in &mut rest {
                *pull -= 2.0 * tie(unit, *other);
            }
        }
        apart.truncate(best.1);
        (!apart.is_empty()).then_some(apart)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ties(size: usize, scores: &[f64]) -> Ties {
        let units: Vec<Vec<u32>> = (0..).take(size).map(|row| vec![row]).collect();
        Ties::new(&units, &Linkage::default(), |left, right| {
            scores[(left.max(right) * 13 + left.min(right)) as usize % scores.len()]
        })
    }

    /// The worth of a division, straight from the definition.
    fn worth(ties: &Ties, groups: &[usize]) -> f64 {
        let mut total = 0.0;
        for (unit, group) in groups.iter().enumerate() {
            let with: Vec<usize> = (0..unit).filter(|&other| groups[other] == *group).collect();
            if !with.is_empty() {
                total += with.iter().map(|&other| ties.of(unit)[other]).sum::<f64>() - ties.slack;
            }
        }
        total
    }

    /// All divisions of so many units.
    fn divisions(size: usize) -> Vec<Vec<usize>> {
        (0..size).fold(vec![Vec::new()], |shorter, unit| {
            let longer = shorter.into_iter().flat_map(|division: Vec<usize>| {
                let groups = division.iter().max().map_or(0, |most| most + 1);
                (0..=groups.min(unit)).map(move |group| [&division[..], &[group]].concat())
            });
            longer.collect()
        })
    }

    proptest! {
        #[test]
        fn the_best_of_few_is_the_best_of_all_that_are_tried(
            scores in prop::collection::vec(-5.0..5.0_f64, 90),
            size in 2..6_usize,
        ) {
            let ties = ties(size, &scores);
            let apart: Vec<usize> = (0..size).collect();
            let found = ties.better(&apart, 0.0).unwrap_or(apart);
            let most = divisions(size).iter().map(|it| worth(&ties, it)).fold(0.0, f64::max);
            prop_assert!((worth(&ties, &found) - most).abs() < 1e-4);
        }

        #[test]
        fn steps_lead_up_only_and_end_where_no_unit_gains(
            scores in prop::collection::vec(-5.0..5.0_f64, 90),
            size in 9..14_usize,
            start in prop::collection::vec(0..9_usize, 14),
        ) {
            let ties = ties(size, &scores);
            let start = &start[..size];
            let Some(found) = ties.better(start, 1.0) else { return Ok(()) };
            prop_assert!(worth(&ties, &found) > worth(&ties, start) + 1.0);
        }
    }

    #[test]
    fn what_cannot_be_together_is_parted_by_no_price() {
        let units: Vec<Vec<u32>> = (0..3).map(|row| vec![row]).collect();
        let ties = Ties::new(&units, &Linkage::default(), |left, right| {
            if (left, right) == (0, 2) { f64::NEG_INFINITY } else { 5.0 }
        });
        let found = ties.better(&[0, 1, 2], 2.0).unwrap();
        assert_ne!(found[0], found[2]);
        assert!(found[1] == found[0] || found[1] == found[2]);
    }

    #[test]
    fn a_little_better_is_not_enough() {
        let units: Vec<Vec<u32>> = (0..3).map(|row| vec![row]).collect();
        let score = |left: u32, right: u32| match (left, right) {
            (0, 1) => 3.0,
            (1, 2) => 4.0,
            _ => -5.0,
        };
        let ties = Ties::new(&units, &Linkage::default(), score);
        assert_eq!(ties.better(&[0, 0, 1], 2.0), None);
        assert_eq!(ties.better(&[0, 0, 1], 0.5), Some(vec![0, 1, 1]));
    }
}
