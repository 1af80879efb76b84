//! Candidate pairs: everything an expert would look at, and little else.
//!
//! Each row is filed under a few keys: the grid cells that its place may lie in, the places that it names
//! together, its country, its document, the rare words of its target, its day with its weapons or actors
//! where little is said of them. What names no place is looked for among all that is said of its time by
//! or of related actors, or of nobody in particular. Under each key the rows lie in the order of their time
//! windows. Row by row, those before it whose windows meet its own are looked up under each of its keys;
//! a mark on the row keeps a pair with several common keys from coming out twice. The cost grows with
//! the number of true neighbors, and rows can be looked at in any order or at once.

mod filing;
mod index;
mod keys;

use crate::normalize::FeatureTable;

pub(crate) use index::Index;

/// What is looked at together.
///
/// # Examples
///
/// ```
/// use corroborate::block::Blocking;
///
/// let blocking = Blocking::default().max_gap_km(100.0);
/// assert!(blocking.validate().is_ok());
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Blocking {
    /// How far beyond their uncertainties two places may lie apart, in kilometers.
    pub max_gap_km: f64,
    /// How many days an undated statement about one site may lie from another about the same site.
    pub max_lag_days: u16,
}

impl Default for Blocking {
    /// 60 km: about four in five events that media locate lie within 50 km of the true place
    /// (Weidmann 2015, J. Conflict Resolution 59(6)), and neighboring bases get swapped. 60 days: the
    /// tail of retrospective articles.
    fn default() -> Self {
        Self { max_gap_km: 60.0, max_lag_days: 60 }
    }
}

impl Blocking {
    /// The same with another gap between places.
    #[must_use]
    pub fn max_gap_km(mut self, max_gap_km: f64) -> Self {
        self.max_gap_km = max_gap_km;
        self
    }

    /// The same with another lag between undated statements about one site.
    #[must_use]
    pub fn max_lag_days(mut self, max_lag_days: u16) -> Self {
        self.max_lag_days = max_lag_days;
        self
    }

    /// Whether the options make sense.
    ///
    /// # Errors
    ///
    /// A sentence that names the option, when the gap is negative, not finite or beyond 1000 km.
    pub fn validate(&self) -> Result<(), String> {
        if (0.0..=1000.0).contains(&self.max_gap_km) {
            Ok(())
        } else {
            Err(format!("max_gap_km: found {}, expected 0 to 1000 km", self.max_gap_km))
        }
    }
}

/// Calls `visit` with each candidate pair once, the smaller index first.
///
/// The order is the same for the same rows.
pub fn for_each_pair(table: &FeatureTable, blocking: &Blocking, mut visit: impl FnMut(u32, u32)) {
    let index = Index::new(table, blocking);
    index.scan(0..index.len(), |row, others| {
        for &other in others {
            visit(row.min(other), row.max(other));
        }
    });
}

/// All candidate pairs, sorted.
///
/// ```
/// use corroborate::block::{Blocking, candidate_pairs};
/// use corroborate::model::Assertion;
/// use corroborate::normalize::{FeatureTable, Lexicons};
///
/// let report = |id: &str, day: &str| {
///     Assertion::report(id, "SOHR").time(day).place("Ain al-Asad").action("shelling").build()
/// };
/// let reports = [report("a", "2023-01-04")?, report("b", "2023-01-05")?, report("c", "2023-06-01")?];
/// let table = FeatureTable::build(&reports, &Lexicons::shipped());
/// assert_eq!(candidate_pairs(&table, &Blocking::default()), [(0, 1)]);
/// # Ok::<(), corroborate::model::InvalidAssertion>(())
/// ```
#[must_use]
pub fn candidate_pairs(table: &FeatureTable, blocking: &Blocking) -> Vec<(u32, u32)> {
    let mut pairs = Vec::new();
    for_each_pair(table, blocking, |left, right| pairs.push((left, right)));
    pairs.extend(table.must.iter().copied().chain(table.hints()));
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}
