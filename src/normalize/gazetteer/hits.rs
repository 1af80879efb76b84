//! The entries that a run of words may name.

use super::Gazetteer;
use super::base::{Base, BasePlace};
use super::beside::beside;
use super::disputes::dispute;
use super::entry::{PlaceId, PlaceKind};
use super::key::append;
use super::mention::Context;
use super::phrase::{Gap, Phrase, Token};
use super::table::{BASE_BIT, Form};
use super::vocabulary::Class;

#[derive(Copy, Clone, Debug)]
pub(super) struct Hit {
    pub(super) id: PlaceId,
    pub(super) form: Form,
    pub(super) exact: bool,
    /// How alike the spellings are; 1 if exact.
    pub(super) similarity: f64,
}

const LONGEST_BASE_NAME: usize = 5;

impl Gazetteer {
    pub(super) fn table_hits(
        &self,
        phrase: &Phrase,
        start: usize,
        end: usize,
        skeleton: &str,
        bare: &str,
        context: &Context,
    ) -> Vec<Hit> {
        let names = self.table.names(skeleton);
        if names.is_empty() {
            return Vec::new();
        }
        // A single word of the vocabulary is never a name.
        let is_name = end - start > 1
            || phrase.tokens.get(start).is_some_and(|token| token.class == Class::Name);
        let beside = beside(phrase, start, end);
        // Among capitals a small word is no other spelling of a name: "army" is not Urim.
        let capital = |token: &Token| token.capital;
        let written_as_name = phrase.tokens.get(start..end).unwrap_or_default().iter().any(capital)
            || !phrase.tokens.iter().any(capital);
        let mut hits: Vec<Hit> = Vec::new();
        for name in names {
            let exact = *name.bare == *bare;
            if !exact && !written_as_name {
                continue;
            }
            let id = PlaceId(name.place);
            let Some(row) = self.table.row(name.place) else { continue };
            let close = || {
                let country = context.country.is_none_or(|country| row.country == Some(country));
                // A country has few spellings; what is only like its name is something else.
                row.kind != PlaceKind::Country && country && alike(skeleton, bare, &name.bare)
            };
            let elsewhere = || {
                let (Some(wanted), Some(country)) = (context.country, row.country) else {
                    return false;
                };
                // Names of towns and provinces recur from country to country.
                wanted != country
                    && !dispute(wanted, country)
                    && (row.kind.is_settlement()
                        || row.kind == PlaceKind::Province
                        || row.kind == PlaceKind::Country && goes_with_a_name(phrase, start))
            };
            let fits = match name.form {
                Form::Full => is_name && !elsewhere(),
                Form::Adjective => is_name && exact,
                Form::Core => {
                    beside.fits_core(row.kind)
                        || is_name && exact && stands_alone(phrase, start, end)
                }
            };
            if fits
                && (exact || close())
                && !hits.iter().any(|hit| hit.id == id && hit.exact >= exact)
            {
                hits.push(Hit {
                    id,
                    form: name.form,
                    exact,
                    similarity: strsim::jaro_winkler(bare, &name.bare),
                });
            }
        }
        // Of one rank, what is spelt exactly so excludes what is only spelt alike.
        if hits.iter().any(|hit| hit.exact) {
            hits.retain(|hit| hit.exact);
        }
        hits
    }

    pub(super) fn add_base_hits(
        &self,
        phrase: &Phrase,
        start: usize,
        context: &Context,
        best: &mut Option<(usize, Vec<Hit>)>,
    ) {
        let base = Base::shipped();
        let Some(first) = phrase.tokens.get(start) else { return };
        // "Romanian" is no other spelling of Romny.
        let is_nationality = best.as_ref().is_some_and(|(_, hits)| {
            hits.iter().any(|hit| hit.exact && hit.form == Form::Adjective)
        });
        let mut stem_only = !base.starts_a_name(&first.word.skeleton);
        if stem_only && first.stem.as_ref().is_none_or(|stem| !base.starts_a_name(&stem.skeleton)) {
            return;
        }
        for_each_span(phrase, start, LONGEST_BASE_NAME, |end, skeleton, bare| {
            if std::mem::take(&mut stem_only) && end - start == 1 && first.word.bare == bare {
                return;
            }
            let is_name = end - start > 1 || first.class == Class::Name;
            if !is_name || best.as_ref().is_some_and(|(longest, _)| *longest > end) {
                return;
            }
            let mut hits = Vec::new();
            for name in base.names(skeleton) {
                let exact = name.bare == bare;
                for at in name.places() {
                    let Some(place) = base.place(at) else { continue };
                    let province = beside(phrase, start, end).level() == Some(PlaceKind::Province);
                    if !exact && province && place.kind != PlaceKind::Province {
                        continue;
                    }
                    let fits = match context.country {
                        Some(country) => {
                            place.country == Some(country)
                                && (exact
                                    || !is_nationality && closely_alike(skeleton, bare, name.bare))
                        }
                        None => exact,
                    };
                    if fits {
                        let id = self.curated_twin(&place).unwrap_or(PlaceId(at | BASE_BIT));
                        hits.push(Hit {
                            id,
                            form: Form::Full,
                            exact,
                            similarity: strsim::jaro_winkler(bare, name.bare),
                        });
                    }
                }
            }
            if hits.iter().any(|hit| hit.exact) {
                hits.retain(|hit| hit.exact);
            }
            if hits.is_empty() {
                return;
            }
            match best {
                Some((longest, known)) if *longest == end => {
                    known.retain(|old| !hits.iter().any(|hit| hit.id == old.id && !old.exact));
                    hits.retain(|hit| !known.iter().any(|old| old.id == hit.id));
                    known.extend(hits);
                }
                _ => *best = Some((end, hits)),
            }
        });
    }

    /// The curated entry of a place of the base: the same region, or a settlement at the same point.
    fn curated_twin(&self, place: &BasePlace) -> Option<PlaceId> {
        let country = place.country?;
        if place.kind == PlaceKind::Province {
            return self.table.region(country, place.code).map(PlaceId);
        }
        self.table.settlement_at(country, place.point()?, place.name).map(PlaceId)
    }
}

/// Whether a word with a capital stands right before a name: "Puerto Jordán" is not in Jordan.
fn goes_with_a_name(phrase: &Phrase, start: usize) -> bool {
    let joined = phrase.tokens.get(start).is_some_and(|token| token.gap <= Gap::Hyphen);
    let before = start.checked_sub(1).and_then(|at| phrase.tokens.get(at));
    joined
        && before.is_some_and(|token| {
            token.capital && matches!(token.class, Class::Name | Class::Facility(_))
        })
}

/// Calls back with each span of words from a start on, its end and its two keys.
pub(super) fn for_each_span(
    phrase: &Phrase,
    start: usize,
    longest: usize,
    mut visit: impl FnMut(usize, &str, &str),
) {
    let (mut skeleton, mut bare) = (String::new(), String::new());
    let mut count = 0;
    for (at, token) in phrase.tokens.iter().enumerate().skip(start) {
        if at > start && token.gap > Gap::Hyphen || count >= longest {
            break;
        }
        if token.word.skeleton.is_empty() {
            continue;
        }
        count += 1;
        if let Some(stem) = &token.stem {
            let (mut skeleton, mut bare) = (skeleton.clone(), bare.clone());
            append(&mut skeleton, &stem.skeleton);
            append(&mut bare, &stem.bare);
            visit(at + 1, &skeleton, &bare);
        }
        append(&mut skeleton, &token.word.skeleton);
        append(&mut bare, &token.word.bare);
        visit(at + 1, &skeleton, &bare);
    }
}

/// Whether names of the base may start here: small words must not be taken for small towns.
pub(super) fn may_start_a_base_name(phrase: &Phrase, first: &Token) -> bool {
    match first.class {
        Class::Name => first.capital || phrase.tokens.iter().all(|token| !token.capital),
        Class::Side(_) | Class::Filler | Class::Facility(_) | Class::Level(_) => first.capital,
        _ => false,
    }
}

/// Whether a name fills its part of the phrase: nothing stands beside it but "and".
fn stands_alone(phrase: &Phrase, start: usize, end: usize) -> bool {
    let small = |token: &Token| {
        token.word.skeleton.is_empty()
            || matches!(token.class, Class::And | Class::Near | Class::Of)
    };
    let before = phrase.tokens.get(..start).unwrap_or_default();
    let after = phrase
        .tokens
        .get(end)
        .is_none_or(|token| token.gap > Gap::Hyphen || token.class == Class::And || token.and);
    after
        && before
            .iter()
            .rev()
            .take_while(|token| token.gap <= Gap::Hyphen && token.class != Class::And)
            .all(small)
        && before.last().is_none_or(small)
}

/// Whether two names of one skeleton are spelt alike enough to be one name.
pub(super) fn alike(skeleton: &str, one: &str, other: &str) -> bool {
    let consonants = skeleton.chars().filter(|letter| *letter != ' ').count();
    let least = match consonants {
        0 | 1 => return false,
        2 => 0.90,
        3 => 0.84,
        _ => 0.72,
    };
    strsim::jaro_winkler(one, other) >= least
}

/// The same for the many small towns of the base, of which some are alike by chance, and those of
/// two consonants mostly so.
fn closely_alike(skeleton: &str, one: &str, other: &str) -> bool {
    skeleton.chars().filter(|letter| *letter != ' ').count() > 2
        && alike(skeleton, one, other)
        && strsim::jaro_winkler(one, other) >= 0.86
}
