//! Positions filed in lists, by all threads.

use std::ops::Range;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::lists::Lists;
use crate::threads;

/// Fewer positions than this are not worth another thread, nor fewer lists.
pub(super) const LEAST_PART: usize = 1 << 12;

/// Each part has a count for each list, so that on many threads there are no more parts than this.
const MOST_PARTS: usize = 8;

/// Files the positions `0..positions` in so many lists, each in order. `each` calls its argument with a list
/// for each time that a position is to be filed, and does the same twice.
pub(super) fn filed(
    lists: usize,
    positions: u32,
    each: impl Fn(u32, &mut dyn FnMut(u32)) + Sync,
) -> Lists<u32> {
    // Each thread takes a part of the positions, and has its own part of each list.
    let size = (positions as usize).div_ceil(threads::count().min(MOST_PARTS)).max(LEAST_PART);
    let bound = |at: usize| u32::try_from(at).unwrap_or(positions).min(positions);
    let parts: Vec<Range<u32>> = (0..positions as usize)
        .step_by(size)
        .map(|start| bound(start)..bound(start + size))
        .collect();
    let counted = threads::map(&parts, |part| {
        let mut counts = vec![0_u32; lists];
        for position in part.clone() {
            each(position, &mut |list| {
                if let Some(count) = counts.get_mut(list as usize) {
                    *count += 1;
                }
            });
        }
        counts
    });
    let mut parts: Vec<(Range<u32>, Vec<u32>)> = parts.into_iter().zip(counted).collect();
    let mut ends = Vec::with_capacity(lists);
    let mut total = 0_u32;
    for list in 0..lists {
        for (_, counts) in &mut parts {
            if let Some(count) = counts.get_mut(list) {
                total += std::mem::replace(count, total);
            }
        }
        ends.push(total);
    }
    let filed: Vec<AtomicU32> = (0..total).map(|_| AtomicU32::new(0)).collect();
    threads::map(&parts, |(part, next)| {
        let mut next = next.clone();
        for position in part.clone() {
            each(position, &mut |list| {
                if let Some(next) = next.get_mut(list as usize)
                    && let Some(slot) = filed.get(*next as usize)
                {
                    slot.store(position, Ordering::Relaxed);
                    *next += 1;
                }
            });
        }
    });
    Lists::ending(ends, filed.into_iter().map(AtomicU32::into_inner).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_all_threads_make_lists_in_order() {
        let positions = u32::try_from(3 * LEAST_PART).unwrap();
        let filed = filed(5, positions, |position, file| {
            file(position % 3);
            if position % 2 == 0 {
                file(3);
            }
        });
        let which = |keep: fn(&u32) -> bool| (0..positions).filter(keep).collect::<Vec<u32>>();
        assert_eq!(filed.len(), 5);
        assert_eq!(filed.get(1), which(|position| position % 3 == 1));
        assert_eq!(filed.get(3), which(|position| position % 2 == 0));
        assert!(filed.get(4).is_empty());
    }
}
