//! The tree of classes, and how two classes relate.

use std::collections::BTreeMap;

use super::class::{Class, ClassId, ClassRelation, ClassSet, Codes};
use crate::normalize::json::Value;
use crate::normalize::lexicon::{LexiconError, Row};

/// One class as a file gives it, before names are looked up.
#[derive(Clone, Debug, Default)]
pub(super) struct ClassRow {
    pub(super) name: String,
    parent: Option<String>,
    label: Option<String>,
    codes: Codes,
    exclusive: Option<bool>,
    flies: bool,
    overlaps: Vec<String>,
    loosely_overlaps: Vec<String>,
    at: At,
}

/// Where a row stands, for errors that come up only when all rows are known.
#[derive(Clone, Debug, Default)]
pub(super) struct At {
    pub(super) file: String,
    pub(super) line: usize,
    /// How many files were read before this one; a later file overrides an earlier one.
    pub(super) layer: usize,
}

impl At {
    pub(super) fn error(&self, field: &str, found: &str, expected: &str) -> LexiconError {
        LexiconError {
            file: self.file.clone(),
            line: self.line,
            field: field.to_owned(),
            found: found.to_owned(),
            expected: expected.to_owned(),
        }
    }
}

impl ClassRow {
    pub(super) fn read(row: &mut Row<'_>, at: At) -> Result<Self, LexiconError> {
        let name = row.required_text("class")?;
        let plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit();
        if !name.chars().all(|letter| plain(letter) || letter == '_') {
            return Err(row.error("class", &name, "lower case letters, digits and `_`"));
        }
        Ok(Self {
            name,
            parent: row.text("parent")?,
            label: row.text("label")?,
            codes: Codes {
                acled_event: code(row, "acled_event")?,
                acled_sub_event: code(row, "acled_sub_event")?,
                cameo: code(row, "cameo")?,
                plover: code(row, "plover")?,
            },
            exclusive: row.has("exclusive").then(|| row.flag("exclusive")).transpose()?,
            flies: row.flag("flies")?,
            overlaps: row.texts("overlaps")?,
            loosely_overlaps: row.texts("loosely_overlaps")?,
            at,
        })
    }

    /// Takes over what a later row says of the same class.
    pub(super) fn update(&mut self, later: Self) {
        let Codes { acled_event, acled_sub_event, cameo, plover } = later.codes;
        self.codes = Codes {
            acled_event: acled_event.or(self.codes.acled_event.take()),
            acled_sub_event: acled_sub_event.or(self.codes.acled_sub_event.take()),
            cameo: cameo.or(self.codes.cameo.take()),
            plover: plover.or(self.codes.plover.take()),
        };
        self.parent = later.parent.or(self.parent.take());
        self.label = later.label.or(self.label.take());
        self.flies |= later.flies;
        self.exclusive = later.exclusive.or(self.exclusive);
        self.overlaps.extend(later.overlaps);
        self.loosely_overlaps.extend(later.loosely_overlaps);
        self.at = later.at;
    }
}

/// A code; an empty text says that the other system does not code the class, whatever its parent.
fn code(row: &mut Row<'_>, field: &'static str) -> Result<Option<String>, LexiconError> {
    match row.take(field) {
        None => Ok(None),
        Some(Value::Text(code)) => Ok(Some(code.into_owned())),
        Some(other) => Err(row.error(field, &other.to_string(), "a text")),
    }
}

/// The classes with everything about their relations worked out once.
#[derive(Clone, Debug)]
pub(super) struct Taxonomy {
    /// The class that stands for one that is not known here.
    root: Class,
    classes: Vec<Class>,
    by_name: BTreeMap<String, ClassId>,
    depths: Vec<u8>,
    /// For each class, itself and all classes above it.
    lineages: Vec<ClassSet>,
    /// For each class, the classes that cannot be true of the same thing.
    excluded: Vec<ClassSet>,
    unspecific: ClassSet,
    /// The classes that the data marks as flying, kinds not included.
    flying: ClassSet,
}

impl Taxonomy {
    pub(super) fn build(rows: &[ClassRow]) -> Result<Self, LexiconError> {
        let mut by_name = BTreeMap::new();
        for (index, row) in rows.iter().enumerate() {
            if index >= ClassId::MAX_CLASSES {
                let expected = format!("at most {} classes", ClassId::MAX_CLASSES);
                return Err(row.at.error("class", &row.name, &expected));
            }
            by_name.insert(row.name.clone(), ClassId::from_index(index));
        }
        let parents = parents(rows, &by_name)?;
        let lineages = lineages(rows, &parents)?;
        let mut taxonomy = Self {
            root: Class {
                name: "attack".to_owned(),
                label: "attack".to_owned(),
                parent: None,
                codes: Codes::default(),
            },
            classes: Vec::with_capacity(rows.len()),
            depths: lineages.iter().map(|lineage| depth(*lineage)).collect(),
            by_name,
            lineages,
            excluded: Vec::new(),
            unspecific: ClassSet::of(ClassId::ROOT),
            flying: marked(rows, |row| row.flies),
        };
        for (row, parent) in rows.iter().zip(&parents) {
            taxonomy.classes.push(Class {
                name: row.name.clone(),
                label: row.label.clone().unwrap_or_else(|| row.name.replace('_', " ")),
                parent: *parent,
                codes: Codes::default(),
            });
        }
        taxonomy.inherit_codes(rows);
        taxonomy.exclude(rows)?;
        if let Some(root) = taxonomy.classes.first() {
            taxonomy.root.clone_from(root);
        }
        Ok(taxonomy)
    }

    /// Fills the codes from the top down; an empty code ends the inheritance.
    fn inherit_codes(&mut self, rows: &[ClassRow]) {
        let mut order: Vec<usize> = (0..rows.len()).collect();
        order.sort_by_key(|index| self.depths.get(*index));
        for index in order {
            let inherited = self
                .classes
                .get(index)
                .and_then(|class| class.parent)
                .and_then(|parent| self.classes.get(parent.index()))
                .map(|parent| parent.codes.clone())
                .unwrap_or_default();
            let (Some(class), Some(row)) = (self.classes.get_mut(index), rows.get(index)) else {
                continue;
            };
            let pick = |own: &Option<String>, inherited: Option<String>| match own {
                Some(code) if code.is_empty() => None,
                Some(code) => Some(code.clone()),
                None => inherited,
            };
            class.codes = Codes {
                acled_event: pick(&row.codes.acled_event, inherited.acled_event),
                acled_sub_event: pick(&row.codes.acled_sub_event, inherited.acled_sub_event),
                cameo: pick(&row.codes.cameo, inherited.cameo),
                plover: pick(&row.codes.plover, inherited.plover),
            };
        }
    }

    /// Two classes exclude each other unless one contains the other or the data says that they,
    /// or two classes above them, overlap.
    fn exclude(&mut self, rows: &[ClassRow]) -> Result<(), LexiconError> {
        let count = rows.len();
        // overlapping[a] holds b when a and b are declared to overlap, kinds included.
        let mut inherited = vec![ClassSet::EMPTY; count];
        let mut loose = vec![ClassSet::EMPTY; count];
        for (index, row) in rows.iter().enumerate() {
            let class = ClassId::from_index(index);
            for (field, names, table) in [
                ("overlaps", &row.overlaps, &mut inherited),
                ("loosely_overlaps", &row.loosely_overlaps, &mut loose),
            ] {
                for name in names {
                    let Some(other) = self.by_name.get(name).copied() else {
                        return Err(row.at.error(field, name, "the name of a class"));
                    };
                    for (from, to) in [(class, other), (other, class)] {
                        if let Some(set) = table.get_mut(from.index()) {
                            set.insert(to);
                        }
                    }
                }
            }
        }
        let lenient = marked(rows, |row| row.exclusive == Some(false));
        self.unspecific = self.unspecific.union(lenient);
        self.excluded = vec![ClassSet::EMPTY; count];
        for left in self.ids() {
            let excluded = self
                .ids()
                .filter(|right| {
                    let (above, beside) = (self.lineage(left), self.lineage(*right));
                    let shared = above.intersection(beside);
                    let (above, beside) = (above.without(shared), beside.without(shared));
                    // One contains the other.
                    if above.is_empty() || beside.is_empty() {
                        return false;
                    }
                    if !above.union(beside).intersection(lenient).is_empty() {
                        return false;
                    }
                    let declared = |class: ClassId| {
                        inherited
                            .get(class.index())
                            .is_some_and(|set| !set.intersection(beside).is_empty())
                    };
                    let loosely = loose.get(left.index()).is_some_and(|set| set.contains(*right));
                    !loosely && !above.iter().any(declared)
                })
                .collect();
            if let Some(set) = self.excluded.get_mut(left.index()) {
                *set = excluded;
            }
        }
        Ok(())
    }

    /// The root, and the acts that go together with any weapon.
    pub(super) fn unspecific(&self) -> ClassSet {
        self.unspecific
    }

    /// Whether all classes are of things that can be stopped in the air.
    pub(super) fn all_fly(&self, classes: ClassSet) -> bool {
        classes.iter().all(|class| !self.lineage(class).intersection(self.flying).is_empty())
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = ClassId> + use<> {
        (0..self.classes.len()).map(ClassId::from_index)
    }

    pub(super) fn by_name(&self, name: &str) -> Option<ClassId> {
        self.by_name.get(name).copied()
    }

    pub(super) fn get(&self, class: ClassId) -> &Class {
        self.classes.get(class.index()).unwrap_or(&self.root)
    }

    /// The class and all above it.
    pub(super) fn lineage(&self, class: ClassId) -> ClassSet {
        self.lineages.get(class.index()).copied().unwrap_or_default()
    }

    pub(super) fn depth(&self, class: ClassId) -> u8 {
        self.depths.get(class.index()).copied().unwrap_or_default()
    }

    pub(super) fn common_ancestor(&self, left: ClassId, right: ClassId) -> ClassId {
        self.lineage(left)
            .intersection(self.lineage(right))
            .iter()
            .max_by_key(|class| self.depth(*class))
            .unwrap_or(ClassId::ROOT)
    }

    pub(super) fn relation(&self, left: ClassId, right: ClassId) -> ClassRelation {
        if left == right {
            ClassRelation::Same
        } else if self.lineage(left).contains(right) {
            ClassRelation::Narrower
        } else if self.lineage(right).contains(left) {
            ClassRelation::Broader
        } else if self.excluded.get(left.index()).is_some_and(|set| set.contains(right)) {
            ClassRelation::Exclusive
        } else {
            ClassRelation::Overlapping
        }
    }

    pub(super) fn compare(&self, left: ClassSet, right: ClassSet) -> Option<ClassRelation> {
        if left.is_empty() || right.is_empty() {
            return None;
        }
        if left == right {
            return Some(ClassRelation::Same);
        }
        let within = |inner: ClassSet, outer: ClassSet| {
            inner.iter().all(|class| !self.lineage(class).intersection(outer).is_empty())
        };
        Some(match (within(left, right), within(right, left)) {
            (true, true) => ClassRelation::Same,
            (true, false) => ClassRelation::Narrower,
            (false, true) => ClassRelation::Broader,
            (false, false) => {
                let excluded = |class: ClassId| {
                    let excluded = self.excluded.get(class.index()).copied().unwrap_or_default();
                    right.without(excluded).is_empty()
                };
                if left.iter().all(excluded) {
                    ClassRelation::Exclusive
                } else {
                    ClassRelation::Overlapping
                }
            }
        })
    }

    /// The set without the classes that another class of the set is a kind of.
    pub(super) fn most_specific(&self, set: ClassSet) -> ClassSet {
        let mut above = ClassSet::EMPTY;
        for class in set.iter() {
            let mut lineage = self.lineage(class);
            lineage.remove(class);
            above = above.union(lineage);
        }
        set.without(above)
    }
}

/// The classes whose row has a mark.
fn marked(rows: &[ClassRow], mark: impl Fn(&ClassRow) -> bool) -> ClassSet {
    let indices = rows.iter().enumerate().filter(|(_, row)| mark(row)).map(|(index, _)| index);
    indices.map(ClassId::from_index).collect()
}

/// Steps below the root: a lineage holds the class itself.
fn depth(lineage: ClassSet) -> u8 {
    u8::try_from(lineage.len().saturating_sub(1)).unwrap_or(u8::MAX)
}

/// The parent of each class; only the first row, the root, has none.
fn parents(
    rows: &[ClassRow],
    by_name: &BTreeMap<String, ClassId>,
) -> Result<Vec<Option<ClassId>>, LexiconError> {
    rows.iter()
        .enumerate()
        .map(|(index, row)| match &row.parent {
            None if index == 0 => Ok(None),
            Some(parent) if index == 0 => {
                Err(row.at.error("parent", parent, "no parent for the first class, the root"))
            }
            None => Err(row.at.error("parent", "", "the name of a class")),
            Some(parent) => match by_name.get(parent) {
                Some(id) => Ok(Some(*id)),
                None => Err(row.at.error("parent", parent, "the name of a class")),
            },
        })
        .collect()
}

/// Each class with all classes above it.
fn lineages(rows: &[ClassRow], parents: &[Option<ClassId>]) -> Result<Vec<ClassSet>, LexiconError> {
    rows.iter()
        .enumerate()
        .map(|(index, row)| {
            let mut lineage = ClassSet::EMPTY;
            let mut next = Some(ClassId::from_index(index));
            while let Some(class) = next {
                if lineage.contains(class) {
                    let found = row.parent.as_deref().unwrap_or_default();
                    return Err(row.at.error(
                        "parent",
                        found,
                        "a class that is no kind of this one",
                    ));
                }
                lineage.insert(class);
                next = parents.get(class.index()).copied().flatten();
            }
            Ok(lineage)
        })
        .collect()
}
