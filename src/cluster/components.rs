//! What edges connect, cut into parts that have nothing to do with each other.

use std::ops::Range;

use super::{Forest, Linkage};
use crate::lists::Lists;

/// "In no component".
const NONE: u32 = u32::MAX;
/// What one thread takes at a time has at least so many rows and edges, unless little is left.
const RUN: usize = 1 << 13;

/// The log-odds of two rows of a component, in bits and capped.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Edge {
    pub(super) left: u32,
    pub(super) right: u32,
    pub(super) bits: f32,
}

/// Rows that edges connect, with all that binds them or keeps them apart. Their numbers in here are
/// their places among the rows of the component, so that what is found does not depend on rows elsewhere.
#[derive(Clone, Copy, Debug)]
pub(super) struct Component<'c> {
    /// What the rows are called outside, in order.
    pub(super) rows: &'c [u32],
    pub(super) edges: &'c [Edge],
    /// Sorted, the smaller row of each first, as are those of the next.
    pub(super) must: &'c [(u32, u32)],
    pub(super) cannot: &'c [(u32, u32)],
}

impl Component<'_> {
    /// The first of the rows with which each row must be together.
    pub(super) fn bound(&self) -> Vec<u32> {
        let mut bound = Forest::new(self.rows.len());
        for &(left, right) in self.must {
            bound.join(left, right);
        }
        bound.into_roots()
    }
}

/// All components of two rows and more, by their first row.
#[derive(Debug)]
pub(super) struct Components {
    rows: Lists<u32>,
    edges: Lists<Edge>,
    must: Lists<(u32, u32)>,
    cannot: Lists<(u32, u32)>,
}

impl Components {
    /// The components of the rows `0..size`. Edges at or below the lowest bar connect nothing.
    pub(super) fn new(
        size: usize,
        edges: impl Iterator<Item = (u32, u32, f64)> + Clone,
        must: &[(u32, u32)],
        cannot: &[(u32, u32)],
        linkage: &Linkage,
    ) -> Self {
        let bar = linkage.lowest_bar();
        let edges = edges.filter(|&(_, _, bits)| bits > bar);
        let mut connected = Forest::new(size);
        for &(left, right) in must {
            connected.join(left, right);
        }
        for (left, right, _) in edges.clone() {
            connected.join(left, right);
        }
        let roots = connected.into_roots();
        let mut sizes = vec![0_u32; size];
        let mut places = Vec::with_capacity(size);
        for &root in &roots {
            let size = &mut sizes[root as usize];
            places.push(*size);
            *size += 1;
        }
        let mut count = 0;
        let numbers = sizes.into_iter().map(|size| {
            let number = if size > 1 { count } else { NONE };
            count += u32::from(size > 1);
            number
        });
        let numbers: Vec<u32> = numbers.collect();
        let component = |row: u32| numbers[roots[row as usize] as usize];
        let place = |row: u32| places[row as usize];
        let within = |pairs: &[(u32, u32)]| {
            let pairs = pairs.iter().filter(|&&(left, right)| {
                left != right && component(left) == component(right) && component(left) != NONE
            });
            let named = pairs.map(|&(left, right)| {
                (component(left), (place(left.min(right)), place(left.max(right))))
            });
            let mut named: Vec<(u32, (u32, u32))> = named.collect();
            named.sort_unstable();
            Lists::dealt(count as usize, named.into_iter())
        };
        let rows = (0..).take(size).map(|row| (component(row), row));
        let rows = Lists::dealt(count as usize, rows.filter(|&(component, _)| component != NONE));
        let (must, cannot) = (within(must), within(cannot));
        let edges = edges.filter(|(left, right, _)| left != right).map(|(left, right, bits)| {
            let bits = linkage.capped_f32(bits);
            (component(left), Edge { left: place(left), right: place(right), bits })
        });
        Self { rows, edges: Lists::dealt(count as usize, edges), must, cannot }
    }

    /// Neighboring components, as many as are worth a thread.
    pub(super) fn runs(&self) -> Vec<Range<usize>> {
        let mut runs = Vec::new();
        let (mut start, mut work) = (0, 0);
        for number in 0..self.rows.len() {
            work += self.rows.get(number).len() + self.edges.get(number).len();
            if work >= RUN {
                runs.push(start..number + 1);
                (start, work) = (number + 1, 0);
            }
        }
        runs.push(start..self.rows.len());
        runs
    }

    pub(super) fn get(&self, number: usize) -> Component<'_> {
        Component {
            rows: self.rows.get(number),
            edges: self.edges.get(number),
            must: self.must.get(number),
            cannot: self.cannot.get(number),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_connected_is_one_component_and_lone_rows_are_in_none() {
        let edges = [(6, 1, 3.0), (1, 4, 2.0), (3, 4, -9.0), (5, 7, 1.0)];
        let linkage = Linkage::default();
        let components =
            Components::new(9, edges.into_iter(), &[(8, 7)], &[(4, 6), (1, 5)], &linkage);
        let all: Vec<Component<'_>> =
            components.runs().into_iter().flatten().map(|number| components.get(number)).collect();
        let rows: Vec<&[u32]> = all.iter().map(|component| component.rows).collect();
        assert_eq!(rows, [[1, 4, 6], [5, 7, 8]]);
        let edges = |at: usize| -> Vec<(u32, u32)> {
            all[at].edges.iter().map(|edge| (edge.left, edge.right)).collect()
        };
        assert_eq!((edges(0), edges(1)), (vec![(2, 0), (0, 1)], vec![(0, 1)]));
        assert_eq!((all[0].must, all[0].cannot), (&[][..], &[(1, 2)][..]));
        assert_eq!((all[1].must, all[1].cannot), (&[(1, 2)][..], &[][..]));
    }
}
