//! Words and sequences of words, and what they mean.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::class::{ClassId, ClassSet};
use super::phrase::{Act, Unit};
use super::taxonomy::{At, Taxonomy};
use super::words::{Inflection, WordId, Words};
use crate::normalize::json::Value;
use crate::normalize::lexicon::{LexiconError, Row};
use crate::text::{fold, words};

/// Words with a meaning, as a file gives them, before names are looked up.
#[derive(Clone, Debug)]
pub(super) struct WordRow {
    meaning: MeaningRow,
    aliases: BTreeMap<String, Vec<String>>,
    at: At,
}

#[derive(Clone, Debug, Default)]
struct MeaningRow {
    classes: Vec<String>,
    loose: bool,
    act: Option<(Act, Strength)>,
    unit: Option<Unit>,
    function: Option<Function>,
    carrier: Option<String>,
    qualifier: Option<QualifierRow>,
}

/// Whether a word settles the act alone.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Strength {
    /// Whatever else the phrase says: "threat of an attack".
    Overriding,
    Strong,
    /// Only counts when the phrase says nothing stronger ("destroyed", "explosion").
    Weak,
}

/// Words that say how the others belong together.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Function {
    /// Joins two parts of a list.
    And,
    /// The rest of its part is not what is meant.
    Not,
    /// What follows is the target.
    Against,
    /// What follows is the means.
    With,
    /// The number before it is a size, not a count.
    Measure,
    /// Known, and of no meaning here.
    Ignore,
}

/// What a word or a sequence of words means; several at once are possible ("airstrike" is a class
/// and an attack).
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Meaning {
    pub(super) classes: ClassSet,
    /// The classes give way to any other in the same part of the phrase.
    pub(super) loose: bool,
    pub(super) act: Option<(Act, Strength)>,
    pub(super) unit: Option<Unit>,
    pub(super) function: Option<Function>,
    /// A thing that only becomes a munition by a qualifier: a boat, a vehicle.
    pub(super) carrier: Option<u16>,
    pub(super) qualifier: Option<Qualifier>,
}

/// What a qualifier makes of the thing that it stands with.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Qualifier {
    pub(super) of_class: Vec<(ClassId, ClassId)>,
    pub(super) of_carrier: Vec<(u16, ClassId)>,
    /// What it means without such a thing.
    pub(super) alone: ClassSet,
}

/// The rows of one file or of several, in the order in which they were read.
#[derive(Clone, Debug, Default)]
pub(super) struct VocabularyRows {
    words: Vec<WordRow>,
    same: Vec<Vec<String>>,
    inflections: BTreeMap<String, Inflection>,
}

impl VocabularyRows {
    /// Reads the aliases of a class row.
    pub(super) fn read_class(
        &mut self,
        class: &str,
        row: &mut Row<'_>,
        at: &At,
    ) -> Result<(), LexiconError> {
        let act = one_of(row, "act", &ACTS)?;
        for (field, loose) in [("aliases", false), ("loose", true)] {
            let aliases = row.texts_by_key(field)?;
            let classes = vec![class.to_owned()];
            let meaning = MeaningRow { classes, loose, act, ..MeaningRow::default() };
            self.words.push(WordRow { meaning, aliases, at: at.clone() });
        }
        Ok(())
    }

    /// Reads a row that is no class.
    pub(super) fn read(&mut self, row: &mut Row<'_>, at: &At) -> Result<(), LexiconError> {
        if let Some(language) = row.text("language")? {
            let known = self.inflections.entry(language).or_default();
            for (field, list) in [
                ("endings", &mut known.endings),
                ("dual", &mut known.dual),
                ("prefixes", &mut known.prefixes),
                ("with_prefixes", &mut known.with_prefixes),
                ("and_prefixes", &mut known.and_prefixes),
            ] {
                list.extend(row.texts(field)?);
            }
            known.compounds |= row.flag("compounds")?;
            return Ok(());
        }
        if row.has("same") {
            let same = row.texts("same")?;
            if same.iter().any(|word| words(&fold(word)).count() != 1) {
                return Err(row.error("same", &same.join(", "), "single words"));
            }
            self.same.push(same);
            return Ok(());
        }
        let meaning = MeaningRow {
            classes: row.texts("means")?,
            loose: row.flag("loose_meaning")?,
            act: one_of(row, "act", &ACTS)?,
            unit: one_of(row, "unit", &UNITS)?,
            function: one_of(row, "function", &FUNCTIONS)?,
            carrier: row.text("carrier")?,
            qualifier: qualifier(row)?,
        };
        let aliases = row.texts_by_key("aliases")?;
        if aliases.is_empty() {
            return Err(row.error("aliases", "", "words by language"));
        }
        self.words.push(WordRow { meaning, aliases, at: at.clone() });
        Ok(())
    }
}

const ACTS: [(&str, (Act, Strength)); 6] = [
    ("other!", (Act::Other, Strength::Overriding)),
    ("attack", (Act::Attack, Strength::Strong)),
    ("interception", (Act::Interception, Strength::Strong)),
    ("interception?", (Act::Interception, Strength::Weak)),
    ("other", (Act::Other, Strength::Strong)),
    ("other?", (Act::Other, Strength::Weak)),
];
const UNITS: [(&str, Unit); 4] = [
    ("salvo", Unit::Salvo),
    ("round", Unit::Round),
    ("launcher", Unit::Launcher),
    ("attack", Unit::Attack),
];
const FUNCTIONS: [(&str, Function); 6] = [
    ("measure", Function::Measure),
    ("and", Function::And),
    ("not", Function::Not),
    ("against", Function::Against),
    ("with", Function::With),
    ("ignore", Function::Ignore),
];

fn one_of<T: Copy>(
    row: &mut Row<'_>,
    field: &'static str,
    known: &[(&str, T)],
) -> Result<Option<T>, LexiconError> {
    let Some(text) = row.text(field)? else { return Ok(None) };
    if let Some((_, value)) = known.iter().find(|(name, _)| *name == text) {
        return Ok(Some(*value));
    }
    let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
    Err(row.error(field, &text, &format!("one of `{}`", names.join("`, `"))))
}

/// What a qualifier turns into what, and what it means alone.
type QualifierRow = (Vec<(String, String)>, Vec<String>);

fn qualifier(row: &mut Row<'_>) -> Result<Option<QualifierRow>, LexiconError> {
    // The name of a qualifier is for readers of the file.
    row.text("qualifier")?;
    let alone = row.texts("alone")?;
    let Some(turns) = row.take("turns") else {
        return if alone.is_empty() { Ok(None) } else { Ok(Some((Vec::new(), alone))) };
    };
    let expected = "an object of class names";
    let Value::Object(turns) = turns else {
        return Err(row.error("turns", &turns.to_string(), expected));
    };
    let turns = turns
        .into_sorted()
        .into_iter()
        .map(|(from, to)| match to {
            Value::Text(to) => Ok((from.into_owned(), to.into_owned())),
            other => Err(row.error("turns", &other.to_string(), expected)),
        })
        .collect::<Result<_, _>>()?;
    Ok(Some((turns, alone)))
}

/// The words of a lexicon and the sequences that mean something, as a tree of words.
#[derive(Clone, Debug, Default)]
pub(super) struct Vocabulary {
    pub(super) words: Words,
    steps: FxHashMap<(u32, WordId), u32>,
    /// What the path to a node means, and the layer of the file that says so.
    meanings: Vec<Option<(Meaning, usize)>>,
}

impl Vocabulary {
    pub(super) fn build(rows: &VocabularyRows, taxonomy: &Taxonomy) -> Result<Self, LexiconError> {
        let mut vocabulary = Self {
            words: Words::new(&rows.inflections),
            steps: FxHashMap::default(),
            meanings: vec![None],
        };
        let mut carriers: BTreeMap<&str, u16> = BTreeMap::new();
        for row in &rows.words {
            if let Some(carrier) = &row.meaning.carrier {
                let next = u16::try_from(carriers.len()).unwrap_or(u16::MAX);
                carriers.entry(carrier).or_insert(next);
            }
        }
        for same in &rows.same {
            let mut folded = same.iter().map(|word| fold(word));
            let Some(first) = folded.next() else { continue };
            let id = vocabulary.words.intern(&first, "");
            for word in folded {
                vocabulary.words.equate(&word, id);
            }
        }
        for row in &rows.words {
            let meaning = row.meaning(taxonomy, &carriers)?;
            for (language, aliases) in &row.aliases {
                for alias in aliases {
                    vocabulary.add(alias, language, &meaning, &row.at)?;
                }
            }
        }
        vocabulary.allow_fuzzy();
        Ok(vocabulary)
    }

    /// Lets the words that name a munition alone, or qualify one, be found when misspelt.
    fn allow_fuzzy(&mut self) {
        let names_one = |node: u32| {
            let meaning = self.meanings.get(node as usize).and_then(Option::as_ref);
            meaning.is_some_and(|(meaning, _)| {
                (!meaning.loose && !meaning.classes.is_empty()) || meaning.qualifier.is_some()
            })
        };
        let first = self.steps.iter().filter(|((node, _), _)| *node == 0);
        let mut names: Vec<WordId> =
            first.filter(|(_, next)| names_one(**next)).map(|((_, word), _)| *word).collect();
        names.sort_unstable();
        names.dedup();
        for word in names {
            self.words.allow_fuzzy(word);
        }
    }

    fn add(
        &mut self,
        alias: &str,
        language: &str,
        meaning: &Meaning,
        at: &At,
    ) -> Result<(), LexiconError> {
        let field = || format!("aliases.{language}");
        let folded = fold(alias);
        let mut node = 0;
        for word in words(&folded).flat_map(letters_and_digits) {
            let word = self.words.intern(word, language);
            let next = u32::try_from(self.meanings.len()).unwrap_or(u32::MAX);
            let entry = self.steps.entry((node, word)).or_insert(next);
            node = *entry;
            if node == next {
                self.meanings.push(None);
            }
        }
        match self.meanings.get_mut(node as usize) {
            Some(place) if node != 0 => match place {
                // A later file takes the word over; the same file must not say two things.
                Some((known, layer)) if *layer == at.layer && known != meaning => {
                    Err(at.error(&field(), alias, "a word that has no other meaning in this file"))
                }
                _ => {
                    *place = Some((meaning.clone(), at.layer));
                    Ok(())
                }
            },
            _ => Err(at.error(&field(), alias, "a text with letters or digits")),
        }
    }

    /// The longest sequence at the start of the words that means something, and its length.
    pub(super) fn longest(
        &self,
        mut words: impl Iterator<Item = Option<WordId>>,
    ) -> Option<(&Meaning, usize)> {
        let mut node = 0;
        let mut longest = None;
        let mut length = 0;
        while let Some(Some(word)) = words.next() {
            let Some(next) = self.steps.get(&(node, word)) else { break };
            node = *next;
            length += 1;
            if let Some(Some((meaning, _))) = self.meanings.get(node as usize) {
                longest = Some((meaning, length));
            }
        }
        longest
    }
}

impl WordRow {
    fn meaning(
        &self,
        taxonomy: &Taxonomy,
        carriers: &BTreeMap<&str, u16>,
    ) -> Result<Meaning, LexiconError> {
        let class = |field: &str, name: &str| {
            taxonomy.by_name(name).ok_or_else(|| self.at.error(field, name, "the name of a class"))
        };
        let row = &self.meaning;
        let mut meaning = Meaning {
            classes: row
                .classes
                .iter()
                .map(|name| class("means", name))
                .collect::<Result<ClassSet, _>>()?,
            loose: row.loose,
            act: row.act,
            unit: row.unit,
            function: row.function,
            carrier: row.carrier.as_deref().and_then(|carrier| carriers.get(carrier).copied()),
            qualifier: None,
        };
        if let Some((turns, alone)) = &row.qualifier {
            let mut qualifier = Qualifier {
                alone: alone
                    .iter()
                    .map(|name| class("alone", name))
                    .collect::<Result<ClassSet, _>>()?,
                ..Qualifier::default()
            };
            for (from, to) in turns {
                let to = class("turns", to)?;
                match (taxonomy.by_name(from), carriers.get(from.as_str())) {
                    (Some(from), _) => qualifier.of_class.push((from, to)),
                    (None, Some(carrier)) => qualifier.of_carrier.push((*carrier, to)),
                    (None, None) => {
                        let expected = "the name of a class or a carrier";
                        return Err(self.at.error("turns", from, expected));
                    }
                }
            }
            meaning.qualifier = Some(qualifier);
        }
        Ok(meaning)
    }
}

/// The runs of letters and of digits in a folded word: "122mm" is "122" and "mm".
pub(super) fn letters_and_digits(word: &str) -> impl Iterator<Item = &str> {
    let mut rest = word;
    std::iter::from_fn(move || {
        let digits = rest.chars().next()?.is_ascii_digit();
        let end = rest.find(|letter: char| letter.is_ascii_digit() != digits).unwrap_or(rest.len());
        let (run, left) = rest.split_at_checked(end)?;
        rest = left;
        Some(run)
    })
}
