//! The findings of one event, by attribute.

use std::ops::Index;

use serde::{Serialize, Serializer};

use super::finding::{Attribute, Finding};

/// At most one finding for each attribute, in the order of [`Attribute::ALL`]: a small map that takes no
/// more room than its findings.
///
/// # Examples
///
/// ```
/// use corroborate::Reconciler;
/// use corroborate::model::Assertion;
/// use corroborate::reconcile::{Attribute, Verdict};
///
/// let report = Assertion::report("r", "SOHR").time("2023-01-04").action("shelling").build()?;
/// let account = Reconciler::default().reconcile(&[report]);
/// let findings = &account.events[0].attributes;
/// assert_eq!(findings[&Attribute::Time].verdict, Verdict::Unilateral);
/// assert!(findings.get(&Attribute::Casualties).is_none());
/// assert!(findings.keys().is_sorted());
/// # Ok::<(), corroborate::model::InvalidAssertion>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Findings {
    // Sorted, each attribute once.
    each: Vec<(Attribute, Finding)>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "a key is borrowed, as in any map")]
impl Findings {
    /// The finding of an attribute.
    #[must_use]
    pub fn get(&self, attribute: &Attribute) -> Option<&Finding> {
        self.each.get(self.place(attribute).ok()?).map(|(_, finding)| finding)
    }

    /// Whether anyone speaks to an attribute.
    #[must_use]
    pub fn contains_key(&self, attribute: &Attribute) -> bool {
        self.place(attribute).is_ok()
    }

    /// Sets the finding of an attribute; gives what was there before.
    pub fn insert(&mut self, attribute: Attribute, finding: Finding) -> Option<Finding> {
        match self.place(&attribute) {
            Ok(place) => {
                self.each.get_mut(place).map(|(_, known)| std::mem::replace(known, finding))
            }
            Err(place) => {
                self.each.insert(place, (attribute, finding));
                None
            }
        }
    }

    /// Takes the finding of an attribute out.
    pub fn remove(&mut self, attribute: &Attribute) -> Option<Finding> {
        self.place(attribute).ok().map(|place| self.each.remove(place).1)
    }

    fn place(&self, attribute: &Attribute) -> Result<usize, usize> {
        self.each.binary_search_by_key(attribute, |(attribute, _)| *attribute)
    }
}

impl Findings {
    /// Those that there are, each attribute once and in order.
    pub(super) fn in_order(found: [(Attribute, Option<Finding>); Attribute::ALL.len()]) -> Self {
        let mut each = Vec::with_capacity(found.iter().filter(|(_, it)| it.is_some()).count());
        each.extend(found.into_iter().filter_map(|(attribute, it)| Some((attribute, it?))));
        Self { each }
    }

    /// How many attributes anyone speaks to.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.each.len()
    }

    /// Whether nobody speaks to any attribute.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.each.is_empty()
    }

    /// The attributes with their findings, in the order of reports.
    pub fn iter(&self) -> FindingsIter<'_> {
        self.into_iter()
    }

    /// The attributes that anyone speaks to.
    #[must_use]
    pub fn keys(&self) -> impl ExactSizeIterator<Item = Attribute> {
        self.each.iter().map(|(attribute, _)| *attribute)
    }

    /// The findings, in the order of their attributes.
    #[must_use]
    pub fn values(&self) -> impl ExactSizeIterator<Item = &Finding> {
        self.each.iter().map(|(_, finding)| finding)
    }

    /// The findings to be changed, in the order of their attributes.
    pub fn values_mut(&mut self) -> impl ExactSizeIterator<Item = &mut Finding> {
        self.each.iter_mut().map(|(_, finding)| finding)
    }
}

/// The attributes of [`Findings`] with their findings.
pub type FindingsIter<'f> = std::iter::Map<
    std::slice::Iter<'f, (Attribute, Finding)>,
    fn(&'f (Attribute, Finding)) -> (&'f Attribute, &'f Finding),
>;

impl<'f> IntoIterator for &'f Findings {
    type Item = (&'f Attribute, &'f Finding);
    type IntoIter = FindingsIter<'f>;

    fn into_iter(self) -> Self::IntoIter {
        self.each.iter().map(|(attribute, finding)| (attribute, finding))
    }
}

impl IntoIterator for Findings {
    type Item = (Attribute, Finding);
    type IntoIter = std::vec::IntoIter<Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.each.into_iter()
    }
}

/// Of several findings of one attribute the last counts.
impl FromIterator<(Attribute, Finding)> for Findings {
    fn from_iter<I: IntoIterator<Item = (Attribute, Finding)>>(findings: I) -> Self {
        let mut found = Self { each: Vec::with_capacity(Attribute::ALL.len()) };
        for (attribute, finding) in findings {
            found.insert(attribute, finding);
        }
        found.each.shrink_to_fit();
        found
    }
}

impl Index<&Attribute> for Findings {
    type Output = Finding;

    /// # Panics
    ///
    /// If nobody speaks to the attribute.
    fn index(&self, attribute: &Attribute) -> &Finding {
        self.get(attribute).expect("somebody speaks to the attribute")
    }
}

impl Serialize for Findings {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self)
    }
}
