//! The lexicon as callers see it.

use std::sync::OnceLock;

use super::class::{Class, ClassId, ClassRelation, ClassSet};
use super::phrase::MunitionPhrase;
use super::taxonomy::{At, ClassRow, Taxonomy};
use super::vocabulary::{Vocabulary, VocabularyRows};
use crate::normalize::lexicon::{LexiconError, rows};
use crate::text::beginning;

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
    layers: usize,
    class_rows: Vec<ClassRow>,
    word_rows: VocabularyRows,
    taxonomy: Taxonomy,
    vocabulary: Vocabulary,
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
        Self::build(0, Vec::new(), VocabularyRows::default(), jsonl, file)
    }

    /// This lexicon with the rows of a file added; where both speak of the same class or word, the
    /// file wins.
    ///
    /// # Errors
    ///
    /// [`LexiconError`] at the first row that cannot be used.
    pub fn extended(&self, jsonl: &str, file: &str) -> Result<Self, LexiconError> {
        Self::build(self.layers, self.class_rows.clone(), self.word_rows.clone(), jsonl, file)
    }

    fn build(
        layer: usize,
        mut class_rows: Vec<ClassRow>,
        mut word_rows: VocabularyRows,
        jsonl: &str,
        file: &str,
    ) -> Result<Self, LexiconError> {
        for row in rows(jsonl, file) {
            let mut row = row?;
            let at = At { file: file.to_owned(), line: row.line(), layer };
            if row.has("class") {
                let class = ClassRow::read(&mut row, at.clone())?;
                word_rows.read_class(&class.name, &mut row, &at)?;
                match class_rows.iter_mut().find(|known| known.name == class.name) {
                    Some(known) => known.update(class),
                    None => class_rows.push(class),
                }
            } else {
                word_rows.read(&mut row, &at)?;
            }
            row.finish()?;
        }
        let taxonomy = Taxonomy::build(&class_rows)?;
        let vocabulary = Vocabulary::build(&word_rows, &taxonomy)?;
        Ok(Self { layers: layer + 1, class_rows, word_rows, taxonomy, vocabulary })
    }

    /// What a phrase says: "18 OWA UAVs", "two salvoes of rockets", "drone shot down".
    ///
    /// # Examples
    ///
    /// ```
    /// use corroborate::normalize::munitions::{Act, Munitions, Unit};
    /// use corroborate::model::quantity::Quantity;
    ///
    /// let lexicon = Munitions::shipped();
    /// let names = |phrase: &str| -> Vec<&str> {
    ///     lexicon.resolve(phrase).classes.iter().map(|id| &*lexicon.class(id).name).collect()
    /// };
    /// assert_eq!(names("five 122 mm Grad missiles"), ["grad_122"]);
    /// assert_eq!(names("rocket and drone attack"), ["rocket", "drone"]);
    ///
    /// let salvoes = lexicon.resolve("two salvoes of rockets");
    /// assert!(salvoes.count.unwrap().same_bounds(&Quantity::exact(2)));
    /// assert_eq!(salvoes.unit, Some(Unit::Salvo));
    ///
    /// let stopped = lexicon.resolve("drone shot down");
    /// assert_eq!(stopped.act, Act::Interception);
    /// assert_eq!(stopped.classes, lexicon.resolve("drone").classes);
    ///
    /// // What is not understood says what it is nearest to.
    /// let unknown = lexicon.resolve("mortxx");
    /// assert!(unknown.classes.is_empty());
    /// assert_eq!(unknown.nearest.as_deref(), Some("mortar"));
    /// ```
    #[must_use]
    pub fn resolve(&self, phrase: &str) -> MunitionPhrase {
        super::resolve::resolve(&self.taxonomy, &self.vocabulary, beginning(phrase))
    }

    /// The classes of [`resolve`](Self::resolve), without the rest of its answer.
    pub(crate) fn classes_in(&self, phrase: &str) -> ClassSet {
        super::resolve::classes(&self.taxonomy, &self.vocabulary, beginning(phrase))
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
