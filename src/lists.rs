//! Lists one behind the other.

/// Lists of items one behind the other in memory: two allocations, however many lists there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Lists<T> {
    /// Where each list ends.
    ends: Vec<u32>,
    items: Vec<T>,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self { ends: Vec::new(), items: Vec::new() }
    }
}

impl<T: Copy + Default> Lists<T> {
    /// So many lists of items that come with the number of their list, in the order in which they come.
    pub(crate) fn dealt(lists: usize, items: impl Iterator<Item = (u32, T)> + Clone) -> Self {
        let mut ends = vec![0_u32; lists];
        for (list, _) in items.clone() {
            ends[list as usize] += 1;
        }
        let mut total = 0;
        for end in &mut ends {
            total += std::mem::replace(end, total);
        }
        let mut dealt = vec![T::default(); total as usize];
        for (list, item) in items {
            let end = &mut ends[list as usize];
            dealt[*end as usize] = item;
            *end += 1;
        }
        Self { ends, items: dealt }
    }
}

impl Lists<u32> {
    /// The number of the list that has each row of `0..size`, the largest number for one that is in none.
    pub(crate) fn owners(&self, size: usize) -> Vec<u32> {
        let mut owners = vec![u32::MAX; size];
        for (number, list) in (0..).zip(self.iter()) {
            for &row in list {
                owners[row as usize] = number;
            }
        }
        owners
    }
}

impl<T> Lists<T> {
    /// The items of all lists one behind the other, and where each list ends.
    pub(crate) const fn ending(ends: Vec<u32>, items: Vec<T>) -> Self {
        Self { ends, items }
    }

    /// How many lists there are.
    pub(crate) const fn len(&self) -> usize {
        self.ends.len()
    }

    /// A list; an empty one where there is none.
    pub(crate) fn get(&self, list: usize) -> &[T] {
        let start = list.checked_sub(1).and_then(|before| self.ends.get(before));
        let range = start.copied().unwrap_or(0) as usize
            ..self.ends.get(list).copied().unwrap_or(0) as usize;
        self.items.get(range).unwrap_or_default()
    }

    /// All lists.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &[T]> {
        (0..self.len()).map(|list| self.get(list))
    }

    /// Adds a list, and gives it.
    pub(crate) fn push(&mut self, list: impl IntoIterator<Item = T>) -> &mut [T] {
        let start = self.items.len();
        self.items.extend(list);
        self.ends.push(u32::try_from(self.items.len()).unwrap_or(u32::MAX));
        &mut self.items[start..]
    }

    pub(crate) fn clear(&mut self) {
        self.ends.clear();
        self.items.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_stay_in_their_order_and_lists_in_theirs() {
        let items = [(2, 'a'), (0, 'b'), (2, 'c'), (0, 'd')];
        let mut lists = Lists::dealt(3, items.into_iter());
        assert_eq!(lists.push(['e']), ['e']);
        let all: Vec<&[char]> = lists.iter().collect();
        assert_eq!(all, [&['b', 'd'][..], &[], &['a', 'c'], &['e']]);
        assert!(lists.get(4).is_empty());
        assert_eq!(
            Lists::dealt(2, [(1, 0), (0, 2), (1, 3)].into_iter()).owners(5),
            [1, u32::MAX, 0, 1, u32::MAX]
        );
        lists.clear();
        assert_eq!(lists, Lists::default());
    }
}
