//! The lexicon as callers see it.

use std::sync::OnceLock;

use super::class::{Class, ClassId, ClassRelation, ClassSet};
use super::phrase::{Act, MunitionPhrase};
use super::taxonomy::{At, ClassRow, Taxonomy};
use crate::normalize::lexicon::{LexiconError, rows};

/// The words for weapons and attacks, in a taxonomy.
///
/// # Examples
///
/// ```
/// use corroborate::normalize::munitions::{ClassRelation, Munitions};
///
/// let lexicon = Munitions::shipped();
/// let grad = lexicon.by_name("grad_122").unwrap();
/// let rocket = lexicon.by_name("rocket").unwrap();
/// let drone = lexicon.by_name("drone").unwrap();
/// assert_eq!(lexicon.relation(grad, rocket), ClassRelation::Narrower);
/// assert_eq!(lexicon.relation(grad, drone), ClassRelation::Exclusive);
/// ```
#[derive(Clone, Debug)]
pub struct Munitions {
    class_rows: Vec<ClassRow>,
    taxonomy: Taxonomy,
}

impl Munitions {
    /// The lexicon that the crate ships, built at first use.
    #[must_use]
    #[expect(clippy::missing_panics_doc, reason = "the tests read the shipped file")]
    pub fn shipped() -> &'static Self {
        static SHIPPED: OnceLock<Munitions> = OnceLock::new();
        SHIPPED.get_or_init(|| {
            Self::from_jsonl(include_str!("../data/munitions.jsonl"), "munitions.jsonl")
                .expect("the tests read the shipped file")
        })
    }

    /// A lexicon from one file alone, without what the crate ships.
    ///
    /// # Errors
    ///
    /// [`LexiconError`] at the first row that cannot be used.
    pub fn from_jsonl(jsonl: &str, file: &str) -> Result<Self, LexiconError> {
        Self::build(Vec::new(), jsonl, file)
    }

    /// This lexicon with the rows of a file added; where both speak of the same class or word, the
    /// file wins.
    ///
    /// # Errors
    ///
    /// [`LexiconError`] at the first row that cannot be used.
    pub fn extended(&self, jsonl: &str, file: &str) -> Result<Self, LexiconError> {
        Self::build(self.class_rows.clone(), jsonl, file)
    }

    fn build(mut class_rows: Vec<ClassRow>, jsonl: &str, file: &str) -> Result<Self, LexiconError> {
        for row in rows(jsonl, file) {
            let mut row = row?;
            let at = At { file: file.to_owned(), line: row.line() };
            let class = ClassRow::read(&mut row, at)?;
            row.finish()?;
            match class_rows.iter_mut().find(|known| known.name == class.name) {
                Some(known) => known.update(class),
                None => class_rows.push(class),
            }
        }
        let taxonomy = Taxonomy::build(&class_rows)?;
        Ok(Self { class_rows, taxonomy })
    }

    /// What a phrase says: "18 OWA UAVs", "two salvoes of rockets", "drone shot down".
    #[must_use]
    pub fn resolve(&self, phrase: &str) -> MunitionPhrase {
        let _ = phrase;
        MunitionPhrase {
            classes: ClassSet::EMPTY,
            unit: None,
            act: Act::Other,
            nearest: None,
            exact: true,
        }
    }

    /// What the lexicon knows of a class.
    ///
    /// A class of another lexicon that has no counterpart here gives the root.
    #[must_use]
    pub fn class(&self, class: ClassId) -> &Class {
        self.taxonomy.get(class)
    }

    /// All classes, parents and children in no particular order but always the same.
    pub fn classes(&self) -> impl Iterator<Item = (ClassId, &Class)> {
        self.taxonomy.ids().map(|class| (class, self.class(class)))
    }

    /// The class with this name, such as `grad_122`.
    #[must_use]
    pub fn by_name(&self, node: &str) -> Option<ClassId> {
        self.taxonomy.by_name(node)
    }

    /// How the left class relates to the right.
    #[must_use]
    pub fn relation(&self, left: ClassId, right: ClassId) -> ClassRelation {
        self.taxonomy.relation(left, right)
    }

    /// How two sets relate when each lists everything that was used; `None` when either is empty,
    /// since silence relates to nothing.
    ///
    /// The left is [`Narrower`](ClassRelation::Narrower) when each of its classes lies in some
    /// class of the right: "rockets" against "rockets and drones". The sets are
    /// [`Exclusive`](ClassRelation::Exclusive) only when each class of one excludes each class of
    /// the other.
    ///
    /// # Examples
    ///
    /// ```
    /// use corroborate::normalize::munitions::{ClassRelation, Munitions};
    ///
    /// let lexicon = Munitions::shipped();
    /// let set = |names: &[&str]| names.iter().filter_map(|name| lexicon.by_name(name)).collect();
    /// assert_eq!(
    ///     lexicon.compare(set(&["rocket"]), set(&["rocket", "drone"])),
    ///     Some(ClassRelation::Narrower)
    /// );
    /// assert_eq!(
    ///     lexicon.compare(set(&["grad_122"]), set(&["drone", "cruise"])),
    ///     Some(ClassRelation::Exclusive)
    /// );
    /// assert_eq!(lexicon.compare(set(&["drone"]), set(&[])), None);
    /// ```
    #[must_use]
    pub fn compare(&self, left: ClassSet, right: ClassSet) -> Option<ClassRelation> {
        self.taxonomy.compare(left, right)
    }

    /// How many steps a class is below the root.
    #[must_use]
    pub fn depth(&self, class: ClassId) -> u8 {
        self.taxonomy.depth(class)
    }

    /// The deepest class that both are a kind of; one of the two if it contains the other.
    #[must_use]
    pub fn common_ancestor(&self, left: ClassId, right: ClassId) -> ClassId {
        self.taxonomy.common_ancestor(left, right)
    }

    /// How many steps up and down the tree lead from one class to the other.
    #[must_use]
    pub fn distance(&self, left: ClassId, right: ClassId) -> u8 {
        let shared = self.depth(self.common_ancestor(left, right));
        (self.depth(left) - shared).saturating_add(self.depth(right) - shared)
    }
}
