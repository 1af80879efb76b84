//! Single words: interned, and found again in their inflected and misspelt forms.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::normalize::similarity::Letters;
use crate::text::{fold, skeleton};

/// A word of the lexicon; all inflected forms of a word share one number.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct WordId(u32);

/// Languages as bits, in the order in which the files name them first.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Languages(u64);

impl Languages {
    const ALL: Self = Self(u64::MAX);

    fn both(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    fn share(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// How the words of a language change, as far as look-ups need it.
#[derive(Clone, Debug, Default)]
pub(super) struct Inflection {
    /// Endings that may be put in place of each other; the longest that fits is taken off.
    pub(super) endings: Vec<String>,
    /// Endings that mean "two of them"; a subset of what may be taken off.
    pub(super) dual: Vec<String>,
    /// Prepositions and articles written together with the word.
    pub(super) prefixes: Vec<String>,
    /// Prefixes that mean "with" or "by means of".
    pub(super) with_prefixes: Vec<String>,
    /// "And", where it is written together with the word; stands before the other prefixes.
    pub(super) and_prefixes: Vec<String>,
    /// Whether words are put together without a gap ("Raketenangriff").
    pub(super) compounds: bool,
}

/// A word as found in a text.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "marks that are independent of each other")]
pub(super) struct Found {
    pub(super) word: WordId,
    /// The form says that there are two.
    pub(super) dual: bool,
    /// "And" is written together with the word.
    pub(super) and: bool,
    /// "With" is written together with the word.
    pub(super) with: bool,
    /// Found as written, apart from inflection.
    pub(super) exact: bool,
}

impl Found {
    fn plain(word: WordId) -> Self {
        Self { word, dual: false, and: false, with: false, exact: true }
    }
}

/// All words of a lexicon.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    languages: Vec<String>,
    affixes: BTreeMap<Script, Affixes>,
    /// The languages that put words together.
    compounding: Languages,
    texts: Vec<Box<str>>,
    spoken: Vec<Languages>,
    exact: FxHashMap<Box<str>, WordId>,
    stems: FxHashMap<Box<str>, Vec<(WordId, Languages)>>,
    /// The words that may be found by their spelling alone, and the same by skeleton.
    fuzzy: Vec<WordId>,
    /// The long ones of them by their first letter.
    by_start: FxHashMap<char, Vec<WordId>>,
    skeletons: FxHashMap<Box<str>, Vec<WordId>>,
    /// What is counted of each word once a text holds one that is not known.
    letters: OnceLock<Vec<(Script, Letters)>>,
}

/// An ending or a prefix with the languages that have it.
#[derive(Clone, Debug)]
struct Affix {
    text: Box<str>,
    languages: Languages,
    /// A dual, among endings; "with", among prefixes.
    marked: bool,
}

/// The affixes of all languages of one script, shortest first.
#[derive(Clone, Debug, Default)]
struct Affixes {
    endings: Vec<Affix>,
    prefixes: Vec<Affix>,
    and_prefixes: Vec<Affix>,
}

impl Affixes {
    fn add(list: &mut Vec<Affix>, texts: &[String], languages: Languages, marked: bool) {
        for text in texts.iter().map(|text| fold(text).into_boxed_str()) {
            match list.iter_mut().find(|known| known.text == text && known.marked == marked) {
                Some(known) => known.languages.0 |= languages.0,
                None => list.push(Affix { text, languages, marked }),
            }
        }
        // What takes the least off explains most; a dual goes before a plural of its spelling.
        let key = |affix: &Affix| (affix.text.len(), !affix.marked);
        list.sort_by(|left, right| {
            key(left).cmp(&key(right)).then_with(|| left.text.cmp(&right.text))
        });
    }
}

/// The script of a word, by its first letter: affixes are only tried on words of their own script.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Script {
    Latin,
    Cyrillic,
    Greek,
    Hebrew,
    Arabic,
    Other,
}

impl Script {
    fn of(word: &str) -> Self {
        match word.chars().next() {
            Some('a'..='z') => Self::Latin,
            Some('\u{370}'..='\u{3ff}') => Self::Greek,
            Some('\u{400}'..='\u{52f}') => Self::Cyrillic,
            Some('\u{590}'..='\u{5ff}') => Self::Hebrew,
            Some('\u{600}'..='\u{6ff}') => Self::Arabic,
            _ => Self::Other,
        }
    }

    /// The fewest letters that may be left when affixes are taken off.
    fn shortest_stem(self) -> usize {
        match self {
            Self::Hebrew | Self::Cyrillic => 2,
            _ => 3,
        }
    }
}

/// The shortest word that may be found by its spelling alone; shorter ones are near too many.
const SHORTEST_FUZZY: usize = 6;
/// Longer words may have two slips.
const LONG_WORD: usize = 8;
/// Jaro-Winkler similarity from which a word that nothing else explains counts as misspelt; lower
/// values took "market" for "rocket" in trials.
const MISSPELT: f64 = 0.92;
/// Similarity that a word with the same skeleton must have as well.
const TRANSLITERATED: f64 = 0.90;
/// Similarity from which a word is worth naming as the nearest one known.
const WORTH_NAMING: f64 = 0.70;
/// The fewest letters of a word that is named as the nearest; shorter ones are mostly particles.
const SHORTEST_NAMED: usize = 4;
/// The fewest letters of each half of a compound.
const SHORTEST_PART: usize = 3;

impl Words {
    /// The languages that a file speaks of, with their rules; must come before the words.
    pub(super) fn new(inflections: &BTreeMap<String, Inflection>) -> Self {
        let mut words = Self::default();
        for (name, inflection) in inflections {
            let language = words.language(name);
            if inflection.compounds {
                words.compounding.0 |= language.0;
            }
            let scripted = [&inflection.endings, &inflection.dual, &inflection.prefixes];
            let script = scripted
                .into_iter()
                .flatten()
                .map(|affix| Script::of(&fold(affix)))
                .next()
                .unwrap_or(Script::Other);
            let affixes = words.affixes.entry(script).or_default();
            Affixes::add(&mut affixes.endings, &inflection.endings, language, false);
            Affixes::add(&mut affixes.endings, &inflection.dual, language, true);
            Affixes::add(&mut affixes.prefixes, &inflection.prefixes, language, false);
            Affixes::add(&mut affixes.prefixes, &inflection.with_prefixes, language, true);
            Affixes::add(&mut affixes.and_prefixes, &inflection.and_prefixes, language, false);
        }
        words
    }

    /// The bit of a language. Languages past the sixty-third share one, which costs no more than
    /// that they share their endings.
    fn language(&mut self, name: &str) -> Languages {
        let index = self.languages.iter().position(|known| known == name).unwrap_or_else(|| {
            self.languages.push(name.to_owned());
            self.languages.len() - 1
        });
        Languages(1 << index.min(63))
    }

    /// The number of a folded word of a language, new unless it is a form of a known one.
    pub(super) fn intern(&mut self, word: &str, language: &str) -> WordId {
        let language = self.language(language);
        let id = match self.exact.get(word) {
            Some(id) => *id,
            // What a look-up would take for a form of a known word is that word.
            None => match self.find(word).filter(|found| !found.and) {
                Some(found) => found.word,
                None => self.add(word),
            },
        };
        self.exact.entry(word.into()).or_insert(id);
        if let Some(spoken) = self.spoken.get_mut(id.0 as usize) {
            spoken.0 |= language.0;
        }
        for stem in self.stems_of(word, language) {
            let owners = self.stems.entry(stem).or_default();
            match owners.iter_mut().find(|(owner, _)| *owner == id) {
                Some((_, spoken)) => spoken.0 |= language.0,
                None => owners.push((id, language)),
            }
        }
        id
    }

    fn add(&mut self, word: &str) -> WordId {
        let id = WordId(u32::try_from(self.texts.len()).unwrap_or(u32::MAX));
        self.texts.push(word.into());
        self.spoken.push(Languages::default());
        id
    }

    /// Allows a word to be found by its spelling alone; only for words that name a munition, since
    /// everyday words are near too many others. To be called once for each word.
    pub(super) fn allow_fuzzy(&mut self, id: WordId) {
        let word = self.text(id);
        if is_fuzzy(word) {
            let key = skeleton(word).into_boxed_str();
            let start = word.chars().next();
            self.skeletons.entry(key).or_default().push(id);
            if let Some(start) = start {
                self.by_start.entry(start).or_default().push(id);
            }
        }
        self.fuzzy.push(id);
    }

    /// Gives a word the number of another: spellings that mean the same everywhere ("mm",
    /// "millimeter").
    pub(super) fn equate(&mut self, word: &str, with: WordId) {
        self.exact.insert(word.into(), with);
    }

    /// The word as it is and without the longest ending that it has in the language.
    fn stems_of(&self, word: &str, language: Languages) -> Vec<Box<str>> {
        let mut stems = vec![Box::from(word)];
        let script = Script::of(word);
        if let Some(affixes) = self.affixes.get(&script) {
            let mut endings = affixes.endings.iter().rev();
            let longest = endings.find_map(|ending| {
                if ending.languages.share(language) {
                    strip_end(word, &ending.text, script)
                } else {
                    None
                }
            });
            stems.extend(longest.map(Box::from));
        }
        stems
    }

    /// The word of the lexicon that a folded word of a text is a form of.
    pub(super) fn find(&self, word: &str) -> Option<Found> {
        if let Some(id) = self.exact.get(word) {
            return Some(Found::plain(*id));
        }
        // A word without any prefix explains itself better than one with.
        if let Some(found) = self.without_ending(word, Languages::ALL) {
            return Some(found);
        }
        let script = Script::of(word);
        let affixes = self.affixes.get(&script)?;
        if let Some(found) = self.without_prefix(word, script, affixes) {
            return Some(found);
        }
        affixes.and_prefixes.iter().find_map(|and| {
            let rest = strip_start(word, &and.text, script)?;
            let found = self.without_ending(rest, and.languages);
            let found = found.or_else(|| self.without_prefix(rest, script, affixes))?;
            Some(Found { and: true, ..found })
        })
    }

    fn without_prefix(&self, word: &str, script: Script, affixes: &Affixes) -> Option<Found> {
        affixes.prefixes.iter().find_map(|prefix| {
            let rest = strip_start(word, &prefix.text, script)?;
            let found = self.without_ending(rest, prefix.languages)?;
            Some(Found { with: prefix.marked, ..found })
        })
    }

    /// The word itself or one with another ending, in one of the languages.
    fn without_ending(&self, word: &str, languages: Languages) -> Option<Found> {
        let owner = |stem: &str, languages: Languages| {
            let owners = self.stems.get(stem)?;
            owners.iter().find(|(_, spoken)| spoken.share(languages)).map(|(id, _)| *id)
        };
        if let Some(id) = self.exact.get(word).filter(|id| self.spoken(**id).share(languages)) {
            return Some(Found::plain(*id));
        }
        if let Some(id) = owner(word, languages) {
            return Some(Found::plain(id));
        }
        let script = Script::of(word);
        self.affixes.get(&script)?.endings.iter().find_map(|ending| {
            let shared = ending.languages.both(languages);
            let stem = strip_end(word, &ending.text, script)?;
            Some(Found { dual: ending.marked, ..Found::plain(owner(stem, shared)?) })
        })
    }

    fn spoken(&self, id: WordId) -> Languages {
        self.spoken.get(id.0 as usize).copied().unwrap_or_default()
    }

    /// The two words of a compound, if both are known and spoken where words are put together.
    pub(super) fn split(&self, word: &str) -> Option<[Found; 2]> {
        if self.compounding == Languages::default()
            || Script::of(word) != Script::Latin
            || word.len() < 2 * SHORTEST_PART
        {
            return None;
        }
        let known = |part: &str| {
            let found = self.without_ending(part, self.compounding)?;
            self.spoken(found.word).share(self.compounding).then_some(found)
        };
        // The longest second half first: it carries the meaning.
        (SHORTEST_PART..=word.len().saturating_sub(SHORTEST_PART)).find_map(|at| {
            let (left, right) = word.split_at_checked(at)?;
            let right = known(right)?;
            let left = known(left).or_else(|| known(left.strip_suffix('s')?))?;
            Some([left, right])
        })
    }

    /// A word with the same skeleton and nearly the same spelling.
    pub(super) fn transliterated(&self, word: &str) -> Option<Found> {
        if !is_fuzzy(word) || !word.is_ascii() {
            return None;
        }
        let owners = self.skeletons.get(skeleton(word).as_str())?;
        self.nearest_of(word, owners.iter().copied(), TRANSLITERATED)
    }

    /// A word so near in spelling that the text probably means it.
    pub(super) fn misspelt(&self, word: &str) -> Option<Found> {
        if !is_fuzzy(word) {
            return None;
        }
        // An English plural of a word of another language ("rokets").
        let singular = word.strip_suffix('s').and_then(|word| self.exact.get(word));
        if let Some(id) = singular.filter(|id| self.fuzzy.contains(id)) {
            return Some(Found { exact: false, ..Found::plain(*id) });
        }
        let length = word.chars().count();
        // One slip of the pen, two in a long word; the first letter is nearly always right.
        let slips = if length > LONG_WORD { 2 } else { 1 };
        let same_start = word.chars().next().and_then(|start| self.by_start.get(&start))?;
        let candidates = same_start.iter().copied().filter(|id| {
            let text = self.text(*id);
            text.chars().count().abs_diff(length) <= slips
                && strsim::osa_distance(text, word) <= slips
        });
        self.nearest_of(word, candidates, MISSPELT)
    }

    /// The known word nearest to any of the words, if one is worth naming.
    pub(super) fn nearest<'a>(&self, words: impl Iterator<Item = &'a str>) -> Option<&str> {
        let mut best: Option<(f64, &str)> = None;
        for word in words.filter(|word| word.chars().count() >= 3) {
            let script = Script::of(word);
            let asked = Letters::of(word);
            let known = self.letters.get_or_init(|| {
                self.texts.iter().map(|text| (Script::of(text), Letters::of(text))).collect()
            });
            for ((own, letters), text) in known.iter().zip(&self.texts) {
                if *own != script || letters.len() < SHORTEST_NAMED {
                    continue;
                }
                let least = best.map_or(WORTH_NAMING, |(highest, _)| highest);
                if asked.most_alike(letters) < least {
                    continue;
                }
                let score = strsim::jaro_winkler(word, text);
                if score >= WORTH_NAMING && best.is_none_or(|(highest, _)| score > highest) {
                    best = Some((score, text));
                }
            }
        }
        best.map(|(_, text)| text)
    }

    fn nearest_of(
        &self,
        word: &str,
        candidates: impl Iterator<Item = WordId>,
        at_least: f64,
    ) -> Option<Found> {
        let mut best: Option<(f64, WordId)> = None;
        for id in candidates {
            let score = strsim::jaro_winkler(word, self.text(id));
            if score >= at_least && best.is_none_or(|(highest, _)| score > highest) {
                best = Some((score, id));
            }
        }
        best.map(|(_, word)| Found { exact: false, ..Found::plain(word) })
    }

    fn text(&self, id: WordId) -> &str {
        self.texts.get(id.0 as usize).map_or("", AsRef::as_ref)
    }
}

/// Whether a word is long enough to be found by its spelling alone.
fn is_fuzzy(word: &str) -> bool {
    word.chars().count() >= SHORTEST_FUZZY && !word.bytes().any(|byte| byte.is_ascii_digit())
}

fn strip_end<'a>(word: &'a str, ending: &str, script: Script) -> Option<&'a str> {
    let stem = word.strip_suffix(ending)?;
    (stem.chars().count() >= script.shortest_stem()).then_some(stem)
}

fn strip_start<'a>(word: &'a str, prefix: &str, script: Script) -> Option<&'a str> {
    let rest = word.strip_prefix(prefix)?;
    (rest.chars().count() >= script.shortest_stem()).then_some(rest)
}
