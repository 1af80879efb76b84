//! What an unknown name comes nearest to: transliteration first, then words, rare ones first.

use rustc_hash::FxHashMap;

use super::ActorId;
use super::build::ordered;
use super::lexicon::Sense;
use super::tokens::key;
use crate::normalize::similarity::Letters;
use crate::text::{skeleton_of_folded, words};

/// Names by the skeletons of their words.
#[derive(Clone, Debug, Default)]
pub(super) struct Similar {
    /// Whole skeletons with the first name that has one; `None` where two actors share it.
    whole: FxHashMap<Box<str>, Option<(ActorId, Box<str>)>>,
    names: Vec<Name>,
    words: Vec<Word>,
    ids: FxHashMap<Box<str>, u32>,
    /// Words by their first letters.
    by_start: FxHashMap<Box<str>, Vec<u32>>,
}

#[derive(Clone, Debug)]
struct Name {
    shown: Box<str>,
    words: Vec<u32>,
    actor: ActorId,
}

/// A word of names, as a skeleton.
#[derive(Clone, Debug)]
struct Word {
    text: Box<str>,
    letters: Letters,
    /// The names that have it.
    names: Vec<u32>,
}

/// A known name near an unknown one.
#[derive(Debug)]
pub(super) struct Near<'a> {
    pub(super) actor: ActorId,
    pub(super) name: &'a str,
    /// From 0 to 1.
    pub(super) likeness: f64,
}

/// Shorter skeletons are shared by too many names.
const SHORTEST_SKELETON: usize = 4;
/// Words are alike from here on; Jaro–Winkler of skeletons.
const ALIKE: f64 = 0.9;
/// A word that more names have than this leads to too many of them.
const TOO_COMMON: usize = 150;
/// Shorter words are alike by chance: "Awaaz" and "Azov", "WEAU" and "VOA".
const SHORTEST_NAME: usize = 6;
/// Two spellings of one name have at least this Jaro–Winkler similarity, vowels included.
const SPELT_ALIKE: f64 = 0.8;
/// Below this, a name is no help to a reader who wonders what was meant.
const WORTH_SHOWING: f64 = 0.45;

impl Similar {
    pub(super) fn new(senses: &FxHashMap<Box<str>, Sense>) -> Self {
        let mut similar = Self::default();
        for (name, sense) in ordered(senses) {
            let person = || sense.persons.last().map(|person| person.speaks_for);
            let Some(actor) = sense.actor.or_else(person) else { continue };
            if !name.is_ascii() {
                continue;
            }
            let whole = skeleton_of_folded(name);
            if whole.len() >= SHORTEST_SKELETON {
                similar
                    .whole
                    .entry(whole.as_str().into())
                    .and_modify(|known| {
                        if known.as_ref().is_some_and(|(known, _)| *known != actor) {
                            *known = None;
                        }
                    })
                    .or_insert_with(|| Some((actor, name.into())));
            }
            let at = u32::try_from(similar.names.len()).unwrap_or(u32::MAX);
            let words = words(&whole).map(|word| similar.word(word, at)).collect();
            similar.names.push(Name { shown: name.into(), words, actor });
        }
        similar
    }

    /// The one actor whose name has the same skeleton.
    pub(super) fn same_skeleton(&self, name: &str) -> Option<ActorId> {
        let name = key(name);
        let whole = skeleton_of_folded(&name);
        if whole.len() < SHORTEST_SKELETON {
            return None;
        }
        let (actor, known) = self.whole.get(whole.as_str())?.as_ref()?;
        is_spelt_alike(&name, known).then_some(*actor)
    }

    /// The id of a word that a name has.
    fn word(&mut self, word: &str, name: u32) -> u32 {
        let next = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        let id = *self.ids.entry(word.into()).or_insert(next);
        if id == next {
            let letters = Letters::of(word);
            self.words.push(Word { text: word.into(), letters, names: Vec::new() });
            self.by_start.entry(start(word).into()).or_default().push(id);
        }
        if let Some(known) = self.words.get_mut(id as usize)
            && known.names.last() != Some(&name)
        {
            known.names.push(name);
        }
        id
    }

    /// The nearest known name, if one comes near at all.
    pub(super) fn nearest(&self, name: &str) -> Option<Near<'_>> {
        let whole = skeleton_of_folded(&key(name));
        let asked: Vec<(&str, Vec<(u32, f64)>)> =
            words(&whole).map(|word| (word, self.alike(word))).collect();
        let mut candidates: Vec<u32> = asked
            .iter()
            .flat_map(|(_, alike)| alike)
            .filter_map(|(word, _)| self.words.get(*word as usize))
            .filter(|word| word.names.len() <= TOO_COMMON)
            .flat_map(|word| word.names.iter().copied())
            .collect();
        candidates.sort_unstable();
        candidates.dedup();
        let mut best: Option<Near<'_>> = None;
        for candidate in candidates {
            let Some(name) = self.names.get(candidate as usize) else { continue };
            let likeness = self.likeness(&asked, &name.words);
            if likeness >= WORTH_SHOWING
                && best.as_ref().is_none_or(|best| likeness > best.likeness)
            {
                best = Some(Near { actor: name.actor, name: &name.shown, likeness });
            }
        }
        best
    }

    /// The words of names that are this word, or else resemble it, and how much.
    fn alike(&self, word: &str) -> Vec<(u32, f64)> {
        if let Some(known) = self.ids.get(word) {
            return vec![(*known, 1.0)];
        }
        let near = self.by_start.get(start(word)).map_or(&[][..], Vec::as_slice);
        let letters = Letters::of(word);
        near.iter()
            .filter_map(|id| {
                let known = self.words.get(*id as usize)?;
                if letters.most_alike(&known.letters) < ALIKE {
                    return None;
                }
                let likeness = alike(word, &known.text);
                (likeness > 0.0).then_some((*id, likeness))
            })
            .collect()
    }

    /// The share of the words of both that have a counterpart in the other, weighed by rarity.
    fn likeness(&self, asked: &[(&str, Vec<(u32, f64)>)], known: &[u32]) -> f64 {
        let (mut shared, mut total) = (0.0, 0.0);
        for (_, alike) in asked {
            let found = alike.iter().filter(|(id, _)| known.contains(id));
            let likeness = found.clone().map(|(_, likeness)| *likeness).fold(0.0, f64::max);
            let weight = found.map(|(id, _)| self.weight(*id)).fold(0.0, f64::max);
            // A word that no name has is as rare as words come.
            let weight = if likeness > 0.0 { weight } else { self.rarest(alike) };
            total += weight;
            shared += weight * likeness;
        }
        for word in known {
            let likeness = asked
                .iter()
                .flat_map(|(_, alike)| alike)
                .filter(|(id, _)| id == word)
                .map(|(_, likeness)| *likeness)
                .fold(0.0, f64::max);
            let weight = self.weight(*word);
            total += weight;
            shared += weight * likeness;
        }
        if total > 0.0 { shared / total } else { 0.0 }
    }

    fn rarest(&self, alike: &[(u32, f64)]) -> f64 {
        match alike {
            [(known, likeness)] if *likeness >= 1.0 => self.weight(*known),
            _ => float(self.names.len()).ln(),
        }
    }

    /// A word that few names have says more.
    fn weight(&self, word: u32) -> f64 {
        let having = self.words.get(word as usize).map_or(0, |word| word.names.len());
        ((1.0 + float(self.names.len())) / (1.0 + float(having))).ln()
    }
}

/// Whether two folded names can be spellings of one: the skeleton alone forgives too much.
pub(super) fn is_spelt_alike(left: &str, right: &str) -> bool {
    left.len().min(right.len()) >= SHORTEST_NAME && strsim::jaro_winkler(left, right) >= SPELT_ALIKE
}

fn float(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

fn alike(left: &str, right: &str) -> f64 {
    if left == right {
        return 1.0;
    }
    let likeness = strsim::jaro_winkler(left, right);
    if likeness >= ALIKE && left.len().min(right.len()) >= SHORTEST_SKELETON {
        likeness
    } else {
        0.0
    }
}

/// The first two letters of a skeleton.
fn start(word: &str) -> &str {
    let end = word.char_indices().nth(2).map_or(word.len(), |(at, _)| at);
    word.get(..end).unwrap_or(word)
}
