//! The words for counts: `src/model/data/quantities.tsv`, read once at first use.
//!
//! Every line has four fields, separated by tabs: a role, its value, a language, and the forms,
//! separated by `|`. Forms are folded ([`crate::text::fold`]) and may have several words; the longest
//! form wins. The roles:
//!
//! | role | value | read as |
//! |---|---|---|
//! | `number`, `article`, `ordinal` | n | n; a number composes with scales, an article may stand before a noun that counts ("a gaggle"), an ordinal is one item ("a third rocket") |
//! | `scale` | n | times n: hundred, thousand |
//! | `group` | least, most, face value | a rounded number of things: a dozen |
//! | `counted`, `rounded`, `vague`, `plural` | least, most, ACLED code | these bounds |
//! | `volley` | least | this many or more, or the number that follows: "a salvo", "a salvo of 20" |
//! | `dual` | n | n, by the form of the noun itself, which is not part of the count |
//! | `more` | least, most | these bounds, or the number that follows: "another", "another two" |
//! | `most` | | more than half of the number that follows |
//! | `at_least`, `more_than`, `at_most`, `less_than`, `about`, `nearly`, `exactly` | | stand before a count |
//! | the same after `suffix_` | | stand after one |
//! | `between`, `range`, `and`, `of`, `times` | | join |
//! | `unit` | | what stands before is a measure, not a count: "122 mm" |
//! | `block` | | no count, whatever its words are elsewhere: "one-way" |

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::Wording;
use crate::text::{fold, words};

static DATA: &str = include_str!("../data/quantities.tsv");

/// What a bound does to the count beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    AtLeast,
    MoreThan,
    AtMost,
    LessThan,
    About,
    Nearly,
    Exactly,
}

/// A count that stands for several, such as a dozen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) min: u64,
    pub(super) max: u64,
    pub(super) face: u64,
}

/// What a form does in a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Number(u64),
    Article(u64),
    Ordinal(u64),
    Scale(u64),
    Group(Group),
    Words { min: u64, max: Option<u64>, acled: Option<u64>, wording: Wording },
    Volley(u64),
    Dual(u64),
    More { min: u64, max: Option<u64> },
    Most,
    Before(Bound),
    After(Bound),
    Between,
    Range,
    And,
    Of,
    Times,
    Unit,
    Block,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub(super) role: Role,
    /// Counts only where it is the whole text.
    pub(super) alone: bool,
}

#[derive(Debug, Default)]
pub(super) struct Lexicon {
    forms: FxHashMap<Box<str>, Vec<Entry>>,
    /// By first word: how many words its longest form has.
    longest: FxHashMap<Box<str>, usize>,
}

impl Lexicon {
    /// The lexicon that ships with the crate.
    pub(super) fn get() -> &'static Self {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(|| Self::read(DATA))
    }

    /// The roles of a folded form.
    pub(super) fn roles(&self, form: &str) -> &[Entry] {
        self.forms.get(form).map_or(&[], Vec::as_slice)
    }

    /// Whether the words for an amount are a noun, which stands before another with "of": "a large number", "a
    /// couple". They are where some form of this lexicon ends so.
    pub(super) fn takes_of(&self, amount: &str) -> bool {
        let folded = fold(amount);
        let ends = std::iter::successors(Some(&*folded), |rest| {
            rest.split_once(' ').map(|(_, rest)| rest)
        });
        let is_amount = |role: Role| {
            matches!(role, Role::Number(_) | Role::Group(_) | Role::Words { .. } | Role::Volley(_))
        };
        ends.map(|end| format!("{end} of"))
            .any(|form| self.roles(&form).iter().any(|entry| is_amount(entry.role)))
    }

    /// How many words the longest form has that begins with this one.
    pub(super) fn longest_from(&self, word: &str) -> usize {
        self.longest.get(word).copied().unwrap_or(0)
    }

    fn read(data: &str) -> Self {
        let mut lexicon = Self::default();
        for line in data.lines().filter(|line| !line.starts_with('#')) {
            // Lines are checked by a test of the data; at run time a bad one is left out.
            if let Some((role, forms)) = read_line(line) {
                for form in forms.split('|') {
                    lexicon.insert(role, form);
                }
            }
        }
        lexicon
    }

    fn insert(&mut self, role: Role, form: &str) {
        let alone = form.starts_with('=');
        let folded = fold(form);
        let mut count = 0;
        for _ in words(&folded) {
            count += 1;
        }
        let Some(first) = words(&folded).next() else { return };
        let longest = self.longest.entry(first.into()).or_default();
        *longest = (*longest).max(count);
        let entries = self.forms.entry(folded.into()).or_default();
        if !entries.iter().any(|entry| entry.role == role && !entry.alone) {
            entries.push(Entry { role, alone });
        }
    }
}

pub(super) fn read_line(line: &str) -> Option<(Role, &str)> {
    let mut fields = line.split('\t');
    let (role, value, _language, forms) =
        (fields.next()?, fields.next()?, fields.next()?, fields.next()?);
    let mut values = value.split(' ').map(|value| value.parse::<u64>().ok());
    let mut next = || values.next().flatten();
    let (first, second, third) = (next(), next(), next());
    let bounded = |wording| Some(Role::Words { min: first?, max: second, acled: third, wording });
    let role = match role {
        "number" => Role::Number(first?),
        "article" => Role::Article(first?),
        "ordinal" => Role::Ordinal(first?),
        "scale" => Role::Scale(first?),
        "group" => Role::Group(Group { min: first?, max: second?, face: third? }),
        "counted" => bounded(Wording::Counted)?,
        "rounded" => bounded(Wording::Rounded)?,
        "vague" => bounded(Wording::Vague)?,
        "plural" => bounded(Wording::Plural)?,
        "volley" => Role::Volley(first?),
        "dual" => Role::Dual(first?),
        // "Another" is one; "more" is at least one.
        "more" => Role::More { min: first?, max: if value.contains(' ') { second } else { first } },
        "most" => Role::Most,
        "between" => Role::Between,
        "range" => Role::Range,
        "and" => Role::And,
        "of" => Role::Of,
        "times" => Role::Times,
        "unit" => Role::Unit,
        "block" => Role::Block,
        _ => match role.strip_prefix("suffix_") {
            Some(bound) => Role::After(read_bound(bound)?),
            None => Role::Before(read_bound(role)?),
        },
    };
    Some((role, forms))
}

fn read_bound(name: &str) -> Option<Bound> {
    Some(match name {
        "at_least" => Bound::AtLeast,
        "more_than" => Bound::MoreThan,
        "at_most" => Bound::AtMost,
        "less_than" => Bound::LessThan,
        "about" => Bound::About,
        "nearly" => Bound::Nearly,
        "exactly" => Bound::Exactly,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_data_is_read() {
        for line in DATA.lines().filter(|line| !line.starts_with('#')) {
            assert!(read_line(line).is_some(), "{line}");
            assert_eq!(line.split('\t').count(), 4, "{line}");
        }
    }

    #[test]
    fn no_form_has_two_values_in_one_role() {
        let lexicon = Lexicon::get();
        let mut forms: Vec<_> = lexicon.forms.iter().collect();
        forms.sort_by_key(|(form, _)| *form);
        let clashes: Vec<_> = forms
            .into_iter()
            .filter(|(_, entries)| {
                let mut readings =
                    entries.iter().filter(|entry| !entry.alone).filter_map(|entry| {
                        match entry.role {
                            Role::Number(count) | Role::Article(count) => {
                                Some((count, Some(count)))
                            }
                            Role::Words { min, max, .. } => Some((min, max)),
                            Role::Volley(min) => Some((min, None)),
                            _ => None,
                        }
                    });
                let first = readings.next();
                readings.any(|reading| Some(reading) != first)
            })
            .collect();
        assert!(clashes.is_empty(), "{clashes:#?}");
    }
}
