//! Answers that lexicons gave before, so that each distinct text is looked up once.

use std::sync::{PoisonError, RwLock};

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
#[derive(Debug)]
pub(super) struct Shared<V>(RwLock<Answers<V>>);

impl<V> Default for Shared<V> {
    fn default() -> Self {
        Self(RwLock::default())
    }
}

/// More than this are not kept: lexicons may live as long as the program.
const MOST_SHARED: usize = 1 << 16;

impl<V: Clone> Shared<V> {
    fn get(&self, question: &[u8]) -> Option<V> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(question).cloned()
    }

    fn keep(&self, question: &[u8], answer: &V) {
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
}
