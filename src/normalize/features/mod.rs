//! What matching needs to know of an assertion, and nothing else.
//!
//! A [`Features`] row is fixed in size and holds no text: names are interned, values are intervals,
//! concepts are small numbers into tables of the distinct concepts of the data set. The rows are built
//! once, from a stream if need be; everything after works on them alone.

mod borrow;
mod builder;
mod concepts;
mod document;
mod intern;
mod values;

use std::borrow::Borrow;

pub use builder::FeatureBuilder;
pub use concepts::{Area, Concepts, Losses, Parties, PlaceConcept};
pub use intern::Ids;
pub(crate) use values::DAY;
pub use values::{Count, Minutes, Stated};

use super::density::Around;
use super::resolve::Lexicons;
use crate::model::{Assertion, AssertionKind, Relation};
use crate::threads;

/// "None" in a column of table indices.
pub(crate) const NONE: u32 = u32::MAX;

/// What matching knows of one assertion. Columns of numbers are indices into the [`Concepts`], and
/// `u32::MAX` where nothing is stated.
#[derive(Clone, Copy, Debug)]
pub struct Features {
    /// When it happened as stated, or else when it was said; [`Minutes::ALWAYS`] when neither is.
    pub when: Minutes,
    /// When it may have happened, for blocking: from the event time, or from publication, or from
    /// the other statements of its document.
    pub window: Minutes,
    /// Where.
    pub place: u32,
    /// The set of words that tell its target from others.
    pub targets: u32,
    /// The set of munition classes.
    pub classes: u32,
    /// Who is said to have done it and who was hit.
    pub parties: u32,
    /// The speaker: equal numbers are one speaker.
    pub speaker: u32,
    /// Whom it speaks for: equal numbers are one principal, a state with all of its organs.
    pub principal: u32,
    /// The document: equal numbers are one document.
    pub document: u32,
    /// How many munitions were fired, or are known of.
    pub fired: u32,
    /// How many were killed and injured on the side that was hit.
    pub losses: u32,
    /// How much else happens around there and then.
    pub around: Around,
    /// How many hours the clock at the speaker's seat lags behind that at the place; 0 when nothing tells.
    pub lag_hours: i8,
    /// How finely the time of the event is stated.
    pub stated: Stated,
    /// What the speaker does by saying it.
    pub kind: AssertionKind,
    /// Whether the speaker is named.
    pub named: bool,
    /// Whether it can be a member of an event: tallies, threats and bare retractions cannot.
    pub matches: bool,
}

// A row is a cache line: comparing two rows reads two lines and the tables of levels.
const _: () = assert!(size_of::<Features>() <= 64);

/// The rows of a data set with the tables that they point into.
#[derive(Debug, Default)]
pub struct FeatureTable {
    /// One row for each assertion, in the order of the slice or of the stream.
    pub rows: Vec<Features>,
    /// The distinct concepts.
    pub concepts: Concepts,
    /// The ids of the assertions, parallel to the rows.
    pub ids: Ids,
    /// Pairs that a relation to a single assertion makes one event.
    pub must: Vec<(u32, u32)>,
    /// What the first row says of the second, for each relation to a single assertion; sorted.
    relations: Vec<(u32, u32, Option<Relation>)>,
    /// The same for each relation to several assertions.
    hints: Vec<(u32, u32, Option<Relation>)>,
}

impl FeatureTable {
    /// Builds the rows of all assertions, or of references to them.
    #[must_use]
    pub fn build<A: Borrow<Assertion> + Sync>(assertions: &[A], lexicons: &Lexicons) -> Self {
        let parts = threads::map_chunks(
            assertions,
            assertions.len().div_ceil(threads::count()).max(MIN_PART),
            |part| {
                let mut builder = Self::builder(lexicons);
                for assertion in part {
                    builder.push(assertion.borrow());
                }
                builder
            },
        );
        let mut parts = parts.into_iter();
        let mut builder = parts.next().unwrap_or_else(|| Self::builder(lexicons));
        for part in parts {
            builder.append(part);
        }
        builder.finish()
    }

    /// A builder that takes one assertion after another and keeps none of them.
    ///
    /// # Examples
    ///
    /// ```
    /// use corroborate::model::Assertion;
    /// use corroborate::normalize::{FeatureTable, Lexicons};
    ///
    /// let lexicons = Lexicons::shipped();
    /// let mut builder = FeatureTable::builder(&lexicons);
    /// builder.push(&Assertion::report("a", "SOHR").time("2023-01-04").action("shelling").build()?);
    /// let table = builder.finish();
    /// assert_eq!(table.ids.get(0), "a");
    /// # Ok::<(), corroborate::model::InvalidAssertion>(())
    /// ```
    #[must_use]
    pub fn builder(lexicons: &Lexicons) -> FeatureBuilder<'_> {
        FeatureBuilder::new(lexicons)
    }

    /// Whether an assertion can be a member of an event.
    #[must_use]
    pub fn can_match(assertion: &Assertion) -> bool {
        match assertion.kind() {
            AssertionKind::Claim
            | AssertionKind::Confirmation
            | AssertionKind::Report
            | AssertionKind::Denial => assertion.event().is_some() || !assertion.about().is_empty(),
            // Who declines to comment was asked about what the document tells.
            AssertionKind::NoComment => {
                assertion.event().is_some()
                    || !assertion.about().is_empty()
                    || assertion.url().is_some()
            }
            AssertionKind::Retraction => assertion.event().is_some(),
            _ => false,
        }
    }

    /// What a row says of another one, between the two.
    fn relation(&self, row: u32, of: u32) -> Option<(u32, Option<Relation>, u32)> {
        let key = |&(row, of, _): &(u32, u32, Option<Relation>)| (row, of);
        let found = self.relations.binary_search_by_key(&(row, of), key).ok()?;
        self.relations.get(found).map(|&(row, of, relation)| (row, relation, of))
    }

    /// What a relation makes of two rows: who says it, in a verb, and of which.
    pub(crate) fn told(&self, left: u32, right: u32) -> (u32, &'static str, u32) {
        let told = self.relation(left, right).or_else(|| self.relation(right, left));
        let (later, verb, earlier) = told.unwrap_or((left, None, right));
        (later, verb.map_or("is about", Relation::as_str), earlier)
    }

    /// The pairs that a relation to several assertions hints at, the smaller row first.
    pub fn hints(&self) -> impl Iterator<Item = (u32, u32)> {
        self.hints.iter().map(|&(row, of, _)| (row.min(of), row.max(of)))
    }

    /// Each row that speaks of several, with what it says of each: the row, the other, the relation.
    pub(crate) fn hinting(&self) -> impl Iterator<Item = &[(u32, u32, Option<Relation>)]> {
        self.hints.chunk_by(|one, next| one.0 == next.0)
    }

    /// Brings the rows into the order of time, ties by id: the order in which neighbors in time are
    /// neighbors in memory, and in which nothing depends on the order of the input. Takes the former
    /// indices in the order of ids, gives those of the rows now. The ids stay where they are.
    pub(crate) fn sort_by_time(&mut self, by_id: &[u32]) -> Vec<u32> {
        let rows = std::mem::take(&mut self.rows);
        // All rows are there: to grow would only move them.
        let mut keyed: Vec<(Minutes, u32, u32)> = Vec::with_capacity(by_id.len());
        keyed.extend(
            (0..)
                .zip(by_id)
                .filter_map(|(rank, &row)| Some((rows.get(row as usize)?.window, rank, row))),
        );
        if !keyed.is_sorted() {
            threads::sort(&mut keyed);
        }
        let order: Vec<u32> = keyed.into_iter().map(|(_, _, row)| row).collect();
        let mut place = vec![0_u32; order.len()];
        for (new, &old) in (0..).zip(&order) {
            if let Some(place) = place.get_mut(old as usize) {
                *place = new;
            }
        }
        let renamed = |row: u32| place.get(row as usize).copied().unwrap_or(row);
        self.rows.reserve_exact(order.len());
        self.rows.extend(order.iter().filter_map(|&row| rows.get(row as usize)));
        for (left, right) in &mut self.must {
            let (one, other) = (renamed(*left), renamed(*right));
            (*left, *right) = (one.min(other), one.max(other));
        }
        self.must.sort_unstable();
        for told in [&mut self.relations, &mut self.hints] {
            for (row, of, _) in told.iter_mut() {
                (*row, *of) = (renamed(*row), renamed(*of));
            }
            told.sort_unstable_by_key(|&(row, of, _)| (row, of));
        }
        order
    }
}

/// Fewer assertions than this are not worth another thread.
const MIN_PART: usize = 2000;
