//! Answers that lexicons gave before, so that each distinct text is looked up once.

use std::fmt;
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use rustc_hash::FxHashMap;

/// Answers by the bytes of their questions: all that an answer depends on.
type Answers<V> = FxHashMap<Box<[u8]>, V>;

/// What one thread was told. A question that it has asked before costs one look-up in a table.
#[derive(Debug)]
pub(super) struct Known<V>(Answers<V>);

impl<V> Default for Known<V> {
    fn default() -> Self {
        Self(Answers::default())
    }
}

impl<V: Clone> Known<V> {
    /// The answer to a question: known here, known to others, or found now.
    pub(super) fn answer(
        &mut self,
        question: &[u8],
        shared: &Shared<V>,
        find: impl FnOnce() -> V,
    ) -> V {
        if let Some(known) = self.0.get(question) {
            return known.clone();
        }
        let answer = shared.get(question).unwrap_or_else(|| {
            let found = find();
            shared.keep(question, &found);
            found
        });
        self.0.insert(question.into(), answer.clone());
        answer
    }
}

/// What anybody was told by the same lexicons, for other threads and later stages.
pub(super) struct Shared<V>(RwLock<Answers<V>>);

impl<V> Default for Shared<V> {
    fn default() -> Self {
        Self(RwLock::default())
    }
}

/// What it holds is nothing to read, and depends on who asked first.
impl<V> fmt::Debug for Shared<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shared").finish_non_exhaustive()
    }
}

/// More than this are not kept: lexicons may live as long as the program.
const MOST_SHARED: usize = 1 << 16;
/// Nor are longer ones, in bytes: names that come again are short.
const LONGEST_SHARED: usize = 256;

impl<V: Clone> Shared<V> {
    fn read(&self) -> RwLockReadGuard<'_, Answers<V>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn get(&self, question: &[u8]) -> Option<V> {
        self.read().get(question).cloned()
    }

    fn keep(&self, question: &[u8], answer: &V) {
        // Nobody has to wait for what is not kept.
        if question.len() > LONGEST_SHARED || self.read().len() >= MOST_SHARED {
            return;
        }
        let mut answers = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if answers.len() < MOST_SHARED {
            answers.insert(question.into(), answer.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_looked_into_once_by_all_together() {
        let shared = Shared::default();
        let (mut one, mut other) = (Known::default(), Known::default());
        assert_eq!(one.answer(b"where", &shared, || 1), 1);
        assert_eq!(one.answer(b"where", &shared, || 2), 1);
        assert_eq!(other.answer(b"where", &shared, || 3), 1);
        assert_eq!(other.answer(b"who", &shared, || 4), 4);
    }

    #[test]
    fn what_is_not_shared_any_more_is_still_known() {
        let (shared, mut one) = (Shared::default(), Known::default());
        for number in 0..=MOST_SHARED {
            one.answer(&number.to_le_bytes(), &shared, || number);
        }
        let last = MOST_SHARED.to_le_bytes();
        assert_eq!(shared.get(&last), None);
        assert_eq!(one.answer(&last, &shared, || 0), MOST_SHARED);
    }

    #[test]
    fn long_questions_are_known_to_one_alone() {
        let (shared, mut one) = (Shared::default(), Known::default());
        let long = [b'a'; LONGEST_SHARED + 1];
        assert_eq!(one.answer(&long, &shared, || 1), 1);
        assert_eq!(one.answer(&long, &shared, || 2), 1);
        assert_eq!(shared.get(&long), None);
        one.answer(&long[1..], &shared, || 3);
        assert_eq!(shared.get(&long[1..]), Some(3));
    }
}
