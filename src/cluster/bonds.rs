//! What binds assertions together or keeps them apart, whatever their score.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;

use crate::normalize::FeatureTable;
use crate::read::{Judgements, SameEvent};

/// Must-links and cannot-links between rows: the relations of the data and the judgements of people.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bonds {
    /// Pairs in one event, sorted, the smaller row first.
    pub(crate) must: Vec<(u32, u32)>,
    /// Pairs in different events, sorted, the smaller row first.
    pub(crate) cannot: Vec<(u32, u32)>,
}

impl Bonds {
    /// The bonds between the rows of a table. Judgements on tallies, threats and bare retractions bind
    /// nothing, since these are in no event.
    pub(crate) fn new(
        table: &FeatureTable,
        judgements: &Judgements,
        row_of: impl Fn(&str) -> Option<u32>,
    ) -> Self {
        let row = |id: &str| {
            let row = row_of(id)?;
            table.rows.get(row as usize)?.matches.then_some(row)
        };
        let mut bonds = Self { must: table.must.clone(), cannot: Vec::new() };
        for judgement in judgements.iter() {
            let (Some(left), Some(right)) = (row(&judgement.left), row(&judgement.right)) else {
                continue;
            };
            let pair = (left.min(right), left.max(right));
            match judgement.judgement {
                SameEvent::Same => bonds.must.push(pair),
                SameEvent::Different => bonds.cannot.push(pair),
            }
        }
        bonds.must.sort_unstable();
        bonds.must.dedup();
        bonds.cannot.sort_unstable();
        bonds
    }

    /// Whether two rows are bound together, whatever their score.
    pub(crate) fn bind(&self, left: u32, right: u32) -> bool {
        let pair = (left.min(right), left.max(right));
        !self.must.is_empty() && self.must.binary_search(&pair).is_ok()
    }

    /// The cannot-links whose ends a path of must-links joins, with that path.
    pub(crate) fn clashes<'i>(&self, id: impl Fn(u32) -> &'i str) -> Option<JudgementClash> {
        if self.cannot.is_empty() {
            return None;
        }
        let mut next: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for &(left, right) in &self.must {
            next.entry(left).or_default().push(right);
            next.entry(right).or_default().push(left);
        }
        let id = |row: u32| id(row).to_owned();
        let mut clashes: Vec<Clash> = self
            .cannot
            .iter()
            .filter_map(|&(left, right)| {
                let mut path: Vec<String> = path(&next, left, right)?.into_iter().map(id).collect();
                if path.first() > path.last() {
                    path.reverse();
                }
                let (left, right) = (path.first()?.clone(), path.last()?.clone());
                Some(Clash { left, right, path })
            })
            .collect();
        clashes.sort_by(|left, right| (&left.left, &left.right).cmp(&(&right.left, &right.right)));
        (!clashes.is_empty()).then_some(JudgementClash { clashes })
    }
}

/// The shortest path between two rows, both included.
fn path(next: &BTreeMap<u32, Vec<u32>>, from: u32, to: u32) -> Option<Vec<u32>> {
    let mut before: BTreeMap<u32, u32> = BTreeMap::from([(from, from)]);
    let mut queue = VecDeque::from([from]);
    while let Some(row) = queue.pop_front() {
        if row == to {
            let mut path = vec![to];
            while let Some(&row) = path.last()
                && row != from
            {
                path.push(*before.get(&row)?);
            }
            path.reverse();
            return Some(path);
        }
        for &other in next.get(&row).into_iter().flatten() {
            before.entry(other).or_insert_with(|| {
                queue.push_back(other);
                row
            });
        }
    }
    None
}

/// A pair that is judged different and yet bound together.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Clash {
    /// One assertion of the pair that is judged different.
    pub left: String,
    /// The other.
    pub right: String,
    /// The ids along the judgements and relations that bind the two, both ends included.
    pub path: Vec<String>,
}

impl fmt::Display for Clash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { left, right, path } = self;
        write!(
            f,
            "`{left}` and `{right}` are judged different events, but judged or related as one: "
        )?;
        for (place, id) in path.iter().enumerate() {
            write!(f, "{}`{id}`", if place == 0 { "" } else { " = " })?;
        }
        Ok(())
    }
}

/// Judgements that cannot all hold, since of some pair both is said. Never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JudgementClash {
    clashes: Vec<Clash>,
}

impl JudgementClash {
    /// The pairs, sorted by id.
    #[must_use]
    pub fn clashes(&self) -> &[Clash] {
        &self.clashes
    }
}

/// One clash a line.
impl fmt::Display for JudgementClash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, clash) in self.clashes.iter().enumerate() {
            write!(f, "{}{clash}", if place == 0 { "" } else { "\n" })?;
        }
        Ok(())
    }
}

impl std::error::Error for JudgementClash {}
