//! From a phrase to classes, count, unit and act.

use std::ops::Range;

use super::class::{ClassId, ClassRelation, ClassSet};
use super::phrase::{Act, MunitionPhrase, Unit};
use super::taxonomy::Taxonomy;
use super::vocabulary::{Function, Meaning, Qualifier, Strength, Vocabulary, letters_and_digits};
use super::words::{Found, WordId};
use crate::model::quantity::{Quantity, leading, starts_with_ordinal};
use crate::text::{fold, words};

/// Reads a phrase.
pub(super) fn resolve(
    taxonomy: &Taxonomy,
    vocabulary: &Vocabulary,
    phrase: &str,
) -> MunitionPhrase {
    let (tokens, reading, classes) = read(taxonomy, vocabulary, phrase);
    let understood = !classes.is_empty();
    let (count, unit) = reading.count(phrase, &tokens);
    MunitionPhrase {
        classes,
        count,
        unit,
        act: reading.act(taxonomy, classes),
        nearest: if understood {
            None
        } else {
            vocabulary.words.nearest(tokens.texts()).map(str::to_owned)
        },
        exact: reading.exact,
    }
}

/// The classes that a phrase names, and nothing else of it.
pub(super) fn classes(taxonomy: &Taxonomy, vocabulary: &Vocabulary, phrase: &str) -> ClassSet {
    read(taxonomy, vocabulary, phrase).2
}

fn read<'a>(
    taxonomy: &Taxonomy,
    vocabulary: &'a Vocabulary,
    phrase: &str,
) -> (Tokens, Reading<'a>, ClassSet) {
    let mut tokens = Tokens::of(phrase, vocabulary);
    let mut reading = Reading::of(&tokens, vocabulary);
    let mut classes = reading.classes(taxonomy);
    if classes.is_empty() && reading.items.is_empty() && tokens.correct(vocabulary) {
        reading = Reading::of(&tokens, vocabulary);
        classes = reading.classes(taxonomy);
    }
    (tokens, reading, classes)
}

/// The words of a phrase, in parts that punctuation separates.
struct Tokens {
    /// All parts, folded.
    text: String,
    tokens: Vec<Token>,
}

struct Token {
    at: Range<usize>,
    found: Option<Found>,
    /// What stands between this word and the one before it.
    before: Break,
}

#[derive(Copy, Clone, PartialEq, Eq)]
enum Break {
    None,
    /// A comma or parenthesis: a list, or only another name for the same.
    Soft,
    /// A slash or plus: a list.
    Hard,
}

impl Tokens {
    fn of(phrase: &str, vocabulary: &Vocabulary) -> Self {
        let mut tokens =
            Self { text: String::with_capacity(phrase.len()), tokens: Vec::with_capacity(8) };
        let mut before = Break::None;
        for part in phrase.split_inclusive(|letter| separates(letter) != Break::None) {
            tokens.push_part(&fold(part), before, vocabulary);
            before = part.chars().next_back().map_or(Break::None, separates);
        }
        tokens
    }

    fn push_part(&mut self, folded: &str, mut before: Break, vocabulary: &Vocabulary) {
        for word in words(folded).flat_map(letters_and_digits) {
            if !self.text.is_empty() {
                self.text.push(' ');
            }
            let start = self.text.len();
            self.text.push_str(word);
            let at = start..self.text.len();
            let known = vocabulary.words.find(word);
            if known.is_none()
                && let Some(parts) = vocabulary.words.split(word)
            {
                for part in parts {
                    self.tokens.push(Token { at: at.clone(), found: Some(part), before });
                    before = Break::None;
                }
                continue;
            }
            let found = known.or_else(|| vocabulary.words.transliterated(word));
            self.tokens.push(Token { at, found, before });
            before = Break::None;
        }
    }

    /// Takes unknown words for misspelt ones; whether that changed anything.
    fn correct(&mut self, vocabulary: &Vocabulary) -> bool {
        let mut changed = false;
        for token in self.tokens.iter_mut().filter(|token| token.found.is_none()) {
            let word = self.text.get(token.at.clone()).unwrap_or_default();
            token.found = vocabulary.words.misspelt(word);
            changed |= token.found.is_some();
        }
        changed
    }

    /// The number of tokens before the words of a text that the phrase ends with.
    fn before_last_words(&self, end: &str) -> usize {
        let folded = fold(end);
        let left = words(&folded).flat_map(letters_and_digits).count();
        // Both halves of a compound stand for one word.
        let same = |left: &Token, right: &Token| left.at == right.at;
        let all = self.tokens.chunk_by(same);
        let words = all.clone().count().saturating_sub(left);
        all.take(words).map(<[Token]>::len).sum()
    }

    fn texts(&self) -> impl Iterator<Item = &str> {
        self.tokens.iter().filter_map(|token| self.text.get(token.at.clone()))
    }
}

fn separates(letter: char) -> Break {
    match letter {
        ',' | ';' | ':' | '(' | ')' | '[' | ']' | '|' | '–' | '—' | '،' | '؛' => Break::Soft,
        '/' | '+' | '&' => Break::Hard,
        _ => Break::None,
    }
}

/// A sequence of words that means something, in its part of the phrase.
struct Item<'a> {
    meaning: &'a Meaning,
    part: usize,
    /// Parts of one group are joined by commas only, and may name the same thing.
    group: usize,
    /// Its place among the words of the phrase.
    words: Range<usize>,
    dual: bool,
}

impl Item<'_> {
    fn is_attack(&self) -> bool {
        self.meaning.act == Some((Act::Attack, Strength::Strong))
    }
}

/// The meaningful sequences of a phrase.
struct Reading<'a> {
    items: Vec<Item<'a>>,
    exact: bool,
    /// Whether the phrase starts with a number that belongs to a calibre, a weight or a model.
    starts_with_name: bool,
    /// Whether a part after the first has a count of its own.
    counts_by_part: bool,
}

impl<'a> Reading<'a> {
    fn of(tokens: &Tokens, vocabulary: &'a Vocabulary) -> Self {
        let mut reading = Self {
            items: Vec::with_capacity(4),
            exact: true,
            starts_with_name: false,
            counts_by_part: false,
        };
        let text = &tokens.text;
        let tokens = &tokens.tokens;
        let (mut part, mut group, mut joined) = (0, 0, false);
        let (mut negated, mut target) = (false, false);
        let mut at = 0;
        let mut counted_part = 0;
        while let Some(token) = tokens.get(at) {
            let and = token.found.is_some_and(|found| found.and);
            if and || token.before != Break::None {
                part += 1;
                negated = false;
            }
            if and || token.before == Break::Hard {
                group = part;
                joined = true;
            }
            if token.found.is_some_and(|found| found.with) {
                target = false;
            }
            let sequence = longest(vocabulary, tokens, at);
            // "122 mm", "one-way": the number is part of the sequence.
            let named = sequence.is_some_and(|(_, length)| length > 1);
            if at == 0 {
                reading.starts_with_name = named || measure_follows(vocabulary, tokens, at);
            } else if part != counted_part && !named && !measure_follows(vocabulary, tokens, at) {
                let rest = text.get(token.at.start..).unwrap_or_default();
                reading.counts_by_part |= leading(rest).is_some();
            }
            counted_part = part;
            let Some((meaning, length)) = sequence else {
                at += 1;
                continue;
            };
            let span = tokens.get(at..at + length).unwrap_or_default();
            at += length;
            match meaning.function {
                Some(Function::And) => {
                    part += 1;
                    group = part;
                    joined = true;
                    negated = false;
                }
                Some(Function::Not) => negated = true,
                Some(Function::With) => target = false,
                Some(Function::Against) => target |= !reading.items.is_empty(),
                Some(Function::Measure | Function::Ignore) | None => {}
            }
            if negated || target {
                continue;
            }
            if meaning.says_something() {
                let found = || span.iter().filter_map(|token| token.found);
                reading.exact &= found().all(|found| found.exact);
                let dual = found().any(|found| found.dual);
                let words = at - length..at;
                reading.items.push(Item { meaning, part, group, words, dual });
            }
        }
        // Where the phrase has an "and", its commas separate a list as well.
        if joined {
            for item in &mut reading.items {
                item.group = item.part;
            }
        }
        reading
    }

    /// What the phrase names, each part at its most specific.
    fn classes(&self, taxonomy: &Taxonomy) -> ClassSet {
        let mut all = ClassSet::EMPTY;
        let mut group = ClassSet::EMPTY;
        let mut last = None;
        for part in self.parts() {
            let place = self.items.iter().find(|item| item.part == part).map(|item| item.group);
            if place != last {
                all = all.union(taxonomy.most_specific(group));
                group = ClassSet::EMPTY;
                last = place;
            }
            group = group.union(self.classes_of_part(part, taxonomy));
        }
        all = all.union(taxonomy.most_specific(group));
        // "Attack" says nothing beside a weapon, nor does "intercepted" of what was intercepted.
        let named = all.without(taxonomy.unspecific());
        if named.is_empty() { taxonomy.most_specific(all) } else { named }
    }

    fn parts(&self) -> impl Iterator<Item = usize> {
        let mut last = None;
        self.items
            .iter()
            .map(|item| item.part)
            .filter(move |part| last.replace(*part) != Some(*part))
    }

    fn of_part(&self, part: usize) -> impl Iterator<Item = &Item<'a>> {
        self.items.iter().filter(move |item| item.part == part)
    }

    fn classes_of_part(&self, part: usize, taxonomy: &Taxonomy) -> ClassSet {
        let heads = self.heads(part, taxonomy);
        let qualifiers =
            self.of_part(part).filter_map(|item| Some((item.meaning.qualifier.as_ref()?, item)));
        let mut result = ClassSet::EMPTY;
        let mut idle: Vec<&Qualifier> = Vec::new();
        let mut shaped = ClassSet::EMPTY;
        let (vague, firm) = (
            heads.classes.intersection(taxonomy.unspecific()),
            heads.classes.without(taxonomy.unspecific()),
        );
        for (qualifier, item) in qualifiers {
            // A weapon first, then a thing that becomes one, then the bare attack.
            let mut made = qualifier.of_classes(firm, taxonomy, &mut shaped);
            if made.is_empty() {
                made = qualifier.of_carriers(&heads.carriers);
            }
            if made.is_empty() {
                made = qualifier.of_classes(vague, taxonomy, &mut shaped);
            }
            if made.is_empty() {
                idle.push(qualifier);
            } else if item.meaning.loose {
                // "Truck bomb": the bomb is the truck, and none besides.
                shaped = shaped.union(item.meaning.classes);
            }
            result = result.union(made);
        }
        // What a carrier became is more than the bare "attack" beside it.
        result = result.union(heads.classes.without(shaped));
        let named = taxonomy.most_specific(result).without(taxonomy.unspecific());
        if named.is_empty() {
            // "Ballistic and cruise missiles": the thing qualified stands in another part.
            for qualifier in idle {
                result = result.union(self.elsewhere(part, qualifier, taxonomy));
            }
        }
        taxonomy.most_specific(result)
    }

    /// What a qualifier makes of the nearest thing in another part that it fits, else what it
    /// means alone.
    fn elsewhere(&self, part: usize, qualifier: &Qualifier, taxonomy: &Taxonomy) -> ClassSet {
        let after = self.parts().filter(|other| *other > part);
        let mut before: Vec<usize> = self.parts().filter(|other| *other < part).collect();
        before.reverse();
        for other in after.chain(before) {
            let heads = self.heads(other, taxonomy);
            // Here "attack" counts too: "air and missile strikes".
            let all = self.of_part(other).flat_map(|item| item.meaning.classes.iter()).collect();
            let all = heads.classes.union(all);
            let made = qualifier.of_classes(all, taxonomy, &mut ClassSet::default());
            if !made.is_empty() {
                return taxonomy.most_specific(made);
            }
        }
        qualifier.alone
    }

    /// The things named in a part, loose words only where there is nothing better.
    fn heads(&self, part: usize, taxonomy: &Taxonomy) -> Heads {
        let (mut firm, mut loose) = (ClassSet::EMPTY, ClassSet::EMPTY);
        let mut carriers = Vec::new();
        for item in self.of_part(part) {
            let classes = item.meaning.classes;
            if item.meaning.loose {
                loose = loose.union(classes);
            } else {
                firm = firm.union(classes);
            }
            carriers.extend(item.meaning.carrier);
        }
        let unspecific = taxonomy.unspecific();
        let classes = if !firm.without(unspecific).is_empty() {
            firm.without(unspecific)
        } else if loose.without(unspecific).is_empty() {
            firm.union(loose)
        } else {
            loose.without(unspecific)
        };
        Heads { classes: taxonomy.most_specific(classes), carriers }
    }

    /// What is done: an interception outweighs the attack that it answers.
    fn act(&self, taxonomy: &Taxonomy, classes: ClassSet) -> Act {
        let says =
            |act, strength| self.items.iter().any(|item| item.meaning.act == Some((act, strength)));
        let named = !classes.without(taxonomy.unspecific()).is_empty();
        if says(Act::Other, Strength::Overriding) {
            Act::Other
        } else if says(Act::Interception, Strength::Strong) {
            Act::Interception
        } else if says(Act::Attack, Strength::Strong) {
            Act::Attack
        } else if says(Act::Interception, Strength::Weak) && named && taxonomy.all_fly(classes) {
            Act::Interception
        } else if says(Act::Other, Strength::Strong)
            || (says(Act::Other, Strength::Weak) && !named)
            || classes.is_empty()
        {
            Act::Other
        } else {
            Act::Attack
        }
    }

    /// The count at the start of the phrase, or two for a dual; and what is counted.
    fn count(&self, phrase: &str, tokens: &Tokens) -> (Option<Quantity>, Option<Unit>) {
        let counted = (!self.starts_with_name).then(|| leading(phrase)).flatten();
        // "A barrage of rockets": the count is of rockets, and the word is used up.
        let used = counted.as_ref().map_or(0, |(_, rest)| tokens.before_last_words(rest));
        let unit = self
            .items
            .iter()
            .filter(|item| item.words.start >= used)
            .find_map(|item| item.meaning.unit);
        if self.counts_by_part {
            return (None, unit);
        }
        if counted.is_some() && self.counts_attacks() && starts_with_ordinal(phrase) {
            return (None, unit);
        }
        if let Some((count, _)) = counted {
            return (Some(count), unit.or(self.counts_attacks().then_some(Unit::Attack)));
        }
        let duals: Vec<&Item<'_>> = self
            .items
            .iter()
            .filter(|item| item.dual && !item.meaning.classes.is_empty())
            .collect();
        if duals.is_empty() {
            return (None, unit);
        }
        let of_attacks = duals.iter().all(|item| item.is_attack());
        (Some(Quantity::exact(2)), unit.or(of_attacks.then_some(Unit::Attack)))
    }

    /// "Two drone attacks" counts attacks, "two attack drones" drones.
    fn counts_attacks(&self) -> bool {
        self.items.iter().any(|item| {
            let names_next = self.items.iter().any(|next| {
                next.words.start == item.words.end
                    && next.part == item.part
                    && !next.meaning.loose
                    && !next.meaning.classes.is_empty()
            });
            item.is_attack() && !names_next
        })
    }
}

/// Whether the word after this one is a measure: "500 pound", "122 mm".
fn measure_follows(vocabulary: &Vocabulary, tokens: &[Token], at: usize) -> bool {
    longest(vocabulary, tokens, at + 1)
        .is_some_and(|(meaning, _)| meaning.function == Some(Function::Measure))
}

struct Heads {
    classes: ClassSet,
    carriers: Vec<u16>,
}

impl Meaning {
    /// Whether the meaning is more than how other words belong together.
    fn says_something(&self) -> bool {
        !self.classes.is_empty()
            || self.act.is_some()
            || self.unit.is_some()
            || self.carrier.is_some()
            || self.qualifier.is_some()
    }
}

impl Qualifier {
    /// What the qualifier makes of a class, or `None` when it does not fit.
    fn shape(&self, head: ClassId, taxonomy: &Taxonomy) -> Option<ClassSet> {
        let lineage = taxonomy.lineage(head);
        let (_, to) = self
            .of_class
            .iter()
            // What fits every attack says nothing of a drone.
            .filter(|(from, _)| {
                *from == head || (*from != ClassId::ROOT && lineage.contains(*from))
            })
            .max_by_key(|(from, _)| taxonomy.depth(*from))?;
        Some(match taxonomy.relation(head, *to) {
            ClassRelation::Same | ClassRelation::Narrower => ClassSet::of(head),
            ClassRelation::Broader | ClassRelation::Exclusive => ClassSet::of(*to),
            ClassRelation::Overlapping => [head, *to].into_iter().collect(),
        })
    }

    /// What the qualifier makes of the classes that it fits, which go to `shaped`.
    fn of_classes(&self, heads: ClassSet, taxonomy: &Taxonomy, shaped: &mut ClassSet) -> ClassSet {
        let mut made = ClassSet::EMPTY;
        for head in heads.iter() {
            if let Some(classes) = self.shape(head, taxonomy) {
                made = made.union(classes);
                shaped.insert(head);
            }
        }
        made
    }

    fn of_carriers(&self, carriers: &[u16]) -> ClassSet {
        self.of_carrier
            .iter()
            .filter(|(from, _)| carriers.contains(from))
            .map(|(_, to)| *to)
            .collect()
    }
}

fn longest<'a>(
    vocabulary: &'a Vocabulary,
    tokens: &[Token],
    at: usize,
) -> Option<(&'a Meaning, usize)> {
    let mut first = true;
    // A comma ends a sequence, and so does an "and" written together with a word; a slash may be
    // part of a name ("F/A-18").
    let words = tokens.get(at..)?.iter().map_while(move |token| {
        let inside = std::mem::take(&mut first)
            || (token.before != Break::Soft && !token.found.is_some_and(|found| found.and));
        inside.then(|| token.found.map(|found| found.word) as Option<WordId>)
    });
    vocabulary.longest(words)
}
