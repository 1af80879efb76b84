//! How alike two words can be at most, by their letters alone.
//!
//! Jaro–Winkler similarity costs hundreds of nanoseconds a pair, and of the words of a lexicon few
//! come near an unknown one. Counting letters rules out nearly all the others, and never one that
//! the full comparison would have taken.

/// How many counts are kept; letters that fall together only make the bound looser.
const COUNTS: usize = 32;
/// Longer words are compared in full, since their counts might not fit.
const LONGEST: usize = u8::MAX as usize;
/// The most letters that a shared beginning counts for in Jaro–Winkler.
const PREFIX: f64 = 0.4;
/// More than what rounding can change.
const SLACK: f64 = 1e-9;

/// The letters of a word, counted.
#[derive(Clone, Debug)]
pub(crate) struct Letters {
    counts: [u8; COUNTS],
    length: usize,
}

impl Letters {
    /// Counts the letters of a word.
    pub(crate) fn of(word: &str) -> Self {
        let (mut counts, mut length) = ([0_u8; COUNTS], 0);
        for letter in word.chars() {
            length += 1;
            if let Some(count) = counts.get_mut(letter as usize % COUNTS) {
                *count = count.saturating_add(1);
            }
        }
        Self { counts, length }
    }

    /// How many letters the word has.
    pub(crate) const fn len(&self) -> usize {
        self.length
    }

    /// No less than the Jaro–Winkler similarity of the two words.
    pub(crate) fn most_alike(&self, other: &Self) -> f64 {
        if self.length > LONGEST || other.length > LONGEST {
            return 1.0;
        }
        let pairs = self.counts.iter().zip(&other.counts);
        let shared: u32 = pairs.map(|(left, right)| u32::from(*left.min(right))).sum();
        if shared == 0 {
            return if self.length == 0 && other.length == 0 { 1.0 } else { 0.0 };
        }
        let share = |length: usize| {
            f64::from(shared) / f64::from(u32::try_from(length).unwrap_or(u32::MAX))
        };
        let jaro = (share(self.length) + share(other.length) + 1.0) / 3.0;
        (jaro + PREFIX * (1.0 - jaro)).min(1.0) + SLACK
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_bound_is_never_below_the_similarity(left in "[a-eа-д]{0,9}", right in "[a-eа-д]{0,9}") {
            let bound = Letters::of(&left).most_alike(&Letters::of(&right));
            prop_assert!(bound >= strsim::jaro_winkler(&left, &right), "{bound}");
        }

        #[test]
        fn any_text_is_bounded(left in any::<String>(), right in any::<String>()) {
            let bound = Letters::of(&left).most_alike(&Letters::of(&right));
            prop_assert!(bound >= strsim::jaro_winkler(&left, &right), "{bound}");
        }
    }

    #[test]
    fn words_without_a_letter_in_common_are_ruled_out() {
        assert!(Letters::of("rocket").most_alike(&Letters::of("sibad")) < 0.1);
    }
}
