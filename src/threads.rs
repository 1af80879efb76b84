//! Work on several cores at once, if the feature `parallel` is on; the one module that knows threads.
//!
//! Everything here gives the same result with any number of threads: work is cut the same way whatever
//! runs it, and results come back in the order of the work. How many threads there are is decided by
//! the `rayon` pool in which the caller runs.

use std::sync::{Mutex, PoisonError};

/// How many threads there are to give work to.
#[must_use]
pub(crate) fn count() -> usize {
    #[cfg(feature = "parallel")]
    return rayon::current_num_threads();
    #[cfg(not(feature = "parallel"))]
    1
}

/// Calls `work` on each item; the results come in the order of the items.
pub(crate) fn map<T, R, F>(items: &[T], work: F) -> Vec<R>
where
    T: Sync,
    R: Send,
    F: Fn(&T) -> R + Sync + Send,
{
    #[cfg(feature = "parallel")]
    if count() > 1 && items.len() > 1 {
        use rayon::prelude::*;
        return items.par_iter().with_max_len(1).map(work).collect();
    }
    items.iter().map(work).collect()
}

/// Calls `work` on runs of at most `size` neighboring items; the results come in the order of the runs.
pub(crate) fn map_chunks<T, R, F>(items: &[T], size: usize, work: F) -> Vec<R>
where
    T: Sync,
    R: Send,
    F: Fn(&[T]) -> R + Sync + Send,
{
    let chunks: Vec<&[T]> = items.chunks(size.max(1)).collect();
    map(&chunks, |chunk| work(chunk))
}

/// Calls `work` on runs of at most `size` neighboring items, to change them.
pub(crate) fn change_chunks<T, F>(items: &mut [T], size: usize, work: F)
where
    T: Send,
    F: Fn(&mut [T]) + Sync + Send,
{
    #[cfg(feature = "parallel")]
    if count() > 1 && items.len() > size {
        use rayon::prelude::*;
        return items.par_chunks_mut(size.max(1)).for_each(work);
    }
    items.chunks_mut(size.max(1)).for_each(work);
}

/// Calls `work` on each item, to change it.
pub(crate) fn change<T, F>(items: &mut [T], work: F)
where
    T: Send,
    F: Fn(&mut T) + Sync + Send,
{
    change_chunks(items, 1, |run| run.iter_mut().for_each(&work));
}

/// Runs both, at the same time where there are threads for it.
pub(crate) fn both<A, B>(
    left: impl FnOnce() -> A + Send,
    right: impl FnOnce() -> B + Send,
) -> (A, B)
where
    A: Send,
    B: Send,
{
    #[cfg(feature = "parallel")]
    if count() > 1 {
        return rayon::join(left, right);
    }
    (left(), right())
}

/// Works on items a run of so many at a time, cut into parts of at most `size` neighboring items, and
/// hands the results to `sink` in order. While a run is worked on, this thread hands over those of the run
/// before, so that a sink that writes does not keep the other threads waiting. Two runs are in memory then.
pub(crate) fn in_order<T, R, E>(
    mut items: impl Iterator<Item = T>,
    run: usize,
    size: usize,
    work: impl Fn(&[T]) -> R + Sync + Send,
    mut sink: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E>
where
    T: Sync + Send,
    R: Send,
{
    let mut done = Vec::new();
    loop {
        let next: Vec<T> = items.by_ref().take(run.max(1)).collect();
        let is_last = next.is_empty();
        let mut worked = Vec::new();
        beside(
            || worked = map_chunks(&next, size, &work),
            || done.drain(..).try_for_each(&mut sink),
        )?;
        if is_last {
            return Ok(());
        }
        done = worked;
    }
}

/// Runs both: the second on this thread, the first on others at the same time, where there are any.
fn beside<R>(others: impl FnOnce() + Send, here: impl FnOnce() -> R) -> R {
    #[cfg(feature = "parallel")]
    if count() > 1 {
        return rayon::in_place_scope(|scope| {
            scope.spawn(|_| others());
            here()
        });
    }
    others();
    here()
}

/// Sorts. Equal items must not be told apart by anything else, since their order is not kept.
pub(crate) fn sort<T: Ord + Send>(items: &mut [T]) {
    sort_by(items, Ord::cmp);
}

/// Sorts by a comparison. Items that it calls equal must not be told apart by anything else.
pub(crate) fn sort_by<T, F>(items: &mut [T], compare: F)
where
    T: Send,
    F: Fn(&T, &T) -> std::cmp::Ordering + Sync,
{
    #[cfg(feature = "parallel")]
    if count() > 1 {
        use rayon::prelude::*;
        items.par_sort_unstable_by(compare);
        return;
    }
    items.sort_unstable_by(compare);
}

/// What threads use in turn: as many values as threads ask for one at the same time. For values that
/// remember what they have seen, and give the same with or without the memory.
#[derive(Debug)]
pub(crate) struct Pool<T> {
    idle: Mutex<Vec<T>>,
}

impl<T> Pool<T> {
    /// A pool without values.
    pub(crate) const fn new() -> Self {
        Self { idle: Mutex::new(Vec::new()) }
    }

    /// Works with a value that nobody else uses at the time, or else with a new one.
    pub(crate) fn with<R>(&self, new: impl FnOnce() -> T, work: impl FnOnce(&mut T) -> R) -> R {
        let mut value = self.take().unwrap_or_else(new);
        let result = work(&mut value);
        self.give_back(value);
        result
    }

    /// A value that nobody else uses, to be given back.
    pub(crate) fn take(&self) -> Option<T> {
        // A thread that panicked has taken its value along; those that are left are whole.
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    /// Takes a value back.
    pub(crate) fn give_back(&self, value: T) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(value);
    }

    /// The values, in no order.
    pub(crate) fn into_values(self) -> Vec<T> {
        self.idle.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_work() {
        let items: Vec<u32> = (0..1000).collect();
        assert_eq!(map(&items, |item| item * 2), (0..1000).map(|n| n * 2).collect::<Vec<u32>>());
        let sums: Vec<u32> = map_chunks(&items, 300, |chunk| chunk.iter().sum());
        let expected: Vec<u32> = items.chunks(300).map(|chunk| chunk.iter().sum()).collect();
        assert_eq!(sums, expected);
        assert_eq!(both(|| 1, || 2), (1, 2));
        let mut sums = Vec::new();
        let sum = |run: &[u32]| run.iter().sum();
        let ended: Result<(), u32> = in_order(0..1000, 500, 300, sum, |sum: u32| {
            sums.push(sum);
            Ok(())
        });
        assert_eq!((ended, sums.len(), sums.iter().sum::<u32>()), (Ok(()), 4, 499_500));
        assert_eq!(sums[..2], [(0..300).sum::<u32>(), (300..500).sum()]);
        for wanted in [0, 250, 990] {
            let sink = |first| if first == wanted { Err(first) } else { Ok(()) };
            assert_eq!(in_order(0..1000, 100, 10, |run| run[0], sink), Err(wanted));
        }
        let nothing = in_order(0..0, 100, 10, |run: &[u32]| run.len(), Err);
        assert_eq!(nothing, Ok(()));
        let mut changed = items.clone();
        change_chunks(&mut changed, 300, |run| run.iter_mut().for_each(|item| *item += 1));
        change(&mut changed, |item| *item -= 1);
        assert_eq!(changed, items);
        change(&mut changed, |item| *item += 1);
        assert_eq!(changed, (1..=1000).collect::<Vec<u32>>());
        let mut items = vec![3, 1, 2];
        sort(&mut items);
        assert_eq!(items, [1, 2, 3]);
    }

    #[test]
    fn a_pool_gives_back_what_was_used() {
        let pool = Pool::new();
        assert_eq!(pool.with(|| 1, |number| *number), 1);
        pool.with(|| 2, |number| *number += 10);
        assert_eq!(pool.with(|| 3, |number| *number), 11);
        assert_eq!(pool.into_values(), [11]);
    }
}
