//! The names in a phrase, and which place each of them is.

use super::Gazetteer;
use super::base::{Base, BasePlace};
use super::entry::{CountryCode, PlaceId, PlaceKind};
use super::key::{append, keys};
use super::matching::{MatchKind, PlaceRelation};
use super::phrase::{Gap, Phrase, Token};
use super::table::{BASE_BIT, Form, Rank};
use super::vocabulary::Class;

/// A name in a phrase.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    /// Its first word.
    pub(super) start: usize,
    /// One past its last word.
    pub(super) end: usize,
    /// What it may be.
    hits: Vec<Hit>,
    /// The words beside it that say what sort of place it is.
    beside: Beside,
    /// The place it is, once chosen.
    pub(super) id: PlaceId,
    pub(super) how: MatchKind,
    /// Whether it is an adjective, which may say whose and not where.
    pub(super) adjective: bool,
    /// Others that it might as well be.
    pub(super) candidates: Vec<PlaceId>,
}

#[derive(Copy, Clone, Debug)]
struct Hit {
    id: PlaceId,
    form: Form,
    exact: bool,
    /// How alike the spellings are; 1 if exact.
    similarity: f64,
}

/// What sort of place the words beside a name say it is.
#[derive(Copy, Clone, Debug, Default)]
struct Beside {
    right: Option<Class>,
    left: Option<Class>,
    /// A second word on the left: "embassy compound".
    far_left: Option<Class>,
    /// Whether "in" stands between the left word and the name.
    left_in: bool,
}

/// What is known of a place before its name is read.
#[derive(Clone, Debug, Default)]
pub(super) struct Context {
    pub(super) country: Option<CountryCode>,
    pub(super) regions: Vec<PlaceId>,
}

impl Mention {
    /// Whether only another spelling of a small town stands for it.
    fn is_guess(&self) -> bool {
        self.how == MatchKind::Skeleton && self.id.0 & BASE_BIT != 0
    }
}

impl Gazetteer {
    /// The names in a phrase, each with the place that fits best; names without one are left out.
    pub(super) fn mentions(&self, phrase: &Phrase, context: &Context) -> Vec<Mention> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < phrase.tokens.len() {
            // Of many places the files know no Cyrillic name.
            let in_latin = || self.mention_at(&phrase.in_latin_letters(at)?, at, context);
            match self.mention_at(phrase, at, context).or_else(in_latin) {
                Some(mention) => {
                    at = mention.end;
                    found.push(mention);
                }
                None => at += 1,
            }
        }
        drop_parts_of_names(phrase, &mut found);
        // Later names tell where earlier ones lie: "Musayib in Babil Province".
        let mut context = context.clone();
        let mut anchor: Option<(f64, f64)> = None;
        let mut far = Vec::new();
        let starts: Vec<usize> = found.iter().map(|mention| mention.start).collect();
        for (at, mention) in found.iter_mut().enumerate().rev() {
            self.choose(mention, &context);
            let point = self.point(mention.id);
            if let (Some(here), Some(there)) = (point, anchor)
                && super::distance_km(here, there) > ANCHORED_KM
                && (mention.is_guess() || self.is_part_of_a_name(phrase, mention, &starts))
            {
                far.push(at);
                continue;
            }
            if self.kind(mention.id).is_some_and(PlaceKind::is_region) && !mention.adjective {
                context.regions.push(mention.id);
            } else {
                anchor = point;
            }
        }
        // "Kahlan camp, Saada" is not the town of Kuhlan that lies elsewhere.
        for at in far {
            found.remove(at);
        }
        found
    }

    /// Whether a town's name is only part of a longer one, or of the name of something that is
    /// said to be elsewhere: "Sergo Ordzhonikidze shipyard in Sevastopol" is not in Sergo.
    fn is_part_of_a_name(&self, phrase: &Phrase, mention: &Mention, starts: &[usize]) -> bool {
        let after = phrase.tokens.get(mention.end..).unwrap_or_default();
        // "Srinagar-Jammu highway" names two towns.
        let hyphen_joins = || starts.contains(&mention.end);
        let goes_on = after.first().is_some_and(|next| {
            (next.gap < Gap::Hyphen || next.gap == Gap::Hyphen && !hyphen_joins())
                && next.class == Class::Name
                && next.capital
        });
        // What comes after "and" is another thing: "Aden and the airport in Sanaa".
        let begins_anew = |token: &Token| {
            token.and || matches!(token.class, Class::And | Class::To | Class::In | Class::Between)
        };
        let mut words = after.iter().take_while(|token| token.gap <= Gap::Hyphen);
        let elsewhere = words
            .find(|token| matches!(token.class, Class::Facility(_)) || begins_anew(token))
            .is_some_and(|token| matches!(token.class, Class::Facility(_)) && !token.and)
            && words.next().is_some_and(|token| token.class == Class::In);
        self.kind(mention.id).is_some_and(PlaceKind::is_settlement) && (goes_on || elsewhere)
    }

    fn mention_at(&self, phrase: &Phrase, start: usize, context: &Context) -> Option<Mention> {
        let first = phrase.tokens.get(start)?;
        // "North-eastern" is one side, not the north of the east.
        let second_side = phrase.side_before(start + 1).is_some_and(|(_, at)| at < start)
            && start > 0
            && first.word.folded.is_ascii();
        if first.word.skeleton.is_empty() || second_side {
            return None;
        }
        let mut best: Option<(usize, Vec<Hit>)> = None;
        let longest = self.table.longest_from(&first.word.skeleton).unwrap_or(0).max(
            first
                .stem
                .as_ref()
                .and_then(|stem| self.table.longest_from(&stem.skeleton))
                .unwrap_or(0),
        );
        for_each_span(phrase, start, longest, |end, skeleton, bare| {
            let hits = self.table_hits(phrase, start, end, skeleton, bare, context);
            if !hits.is_empty() {
                best = Some((end, hits));
            }
        });
        let sure = best.as_ref().is_some_and(|(end, hits)| {
            let fits = |hit: &Hit| {
                hit.exact
                    && hit.form == Form::Full
                    && (context.country.is_none() || self.country_of(hit.id) == context.country)
            };
            let goes_on = phrase.tokens.get(*end).is_some_and(|next| {
                next.gap <= Gap::Hyphen && next.class == Class::Name && next.capital
            });
            hits.iter().any(fits) && !goes_on && beside(phrase, start, *end).level().is_none()
        });
        if !sure && may_start_a_base_name(phrase, first) {
            self.add_base_hits(phrase, start, context, &mut best);
        }
        let (end, hits) = best?;
        let id = hits.first()?.id;
        Some(Mention {
            start,
            end,
            hits,
            beside: beside(phrase, start, end),
            id,
            how: MatchKind::Exact,
            adjective: false,
            candidates: Vec::new(),
        })
    }

    fn table_hits(
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

    fn add_base_hits(
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

    fn choose(&self, mention: &mut Mention, context: &Context) {
        let mut scored: Vec<(f64, Hit)> = mention
            .hits
            .iter()
            .map(|hit| (self.score(*hit, mention.beside, context), *hit))
            .collect();
        scored.sort_by(|(left, a), (right, b)| right.total_cmp(left).then(a.id.cmp(&b.id)));
        let Some(&(top, hit)) = scored.first() else { return };
        mention.id = hit.id;
        mention.adjective = hit.form == Form::Adjective;
        mention.how = if hit.exact { MatchKind::Exact } else { MatchKind::Skeleton };
        if let Some(site) = self.site_named_after(hit.id, mention.beside) {
            mention.id = site;
            return;
        }
        let point = self.point(hit.id);
        mention.candidates = scored
            .iter()
            .take_while(|(score, _)| top - score < CLEARLY_BETTER)
            .filter(|(_, other)| match (point, self.point(other.id)) {
                (Some(here), Some(there)) => super::distance_km(here, there) > SAME_PLACE_KM,
                _ => false,
            })
            .map(|(_, other)| other.id)
            .collect();
        mention.candidates.dedup();
    }

    /// "Aéroport de Damas": the site that the words beside a city's name ask for, if it is called
    /// after the city.
    fn site_named_after(&self, city: PlaceId, beside: Beside) -> Option<PlaceId> {
        if !self.kind(city)?.is_settlement() {
            return None;
        }
        let facility = beside.facilities().next()?;
        let (bare, skeleton) = keys(&self.table.row(city.0)?.name)?;
        let country = self.country_of(city);
        self.table
            .names(&skeleton)
            .iter()
            .filter(|name| name.form == Form::Core && *name.bare == *bare)
            .filter_map(|name| Some((name.place, self.table.row(name.place)?)))
            .find(|(_, row)| row.country == country && is_a(row.kind, facility))
            .map(|(at, _)| PlaceId(at))
    }

    /// How well an entry fits a name; only differences mean something.
    fn score(&self, hit: Hit, beside: Beside, context: &Context) -> f64 {
        let Some(kind) = self.kind(hit.id) else { return f64::MIN };
        let mut score = if hit.exact { 8.0 } else { 4.0 * hit.similarity };
        score += match self.rank(hit.id) {
            Rank::User => 6.0,
            Rank::Curated | Rank::Country => 5.0,
            Rank::Imported => 1.5,
            Rank::Base => 1.0,
        };
        score += beside.fit(kind);
        score -= match hit.form {
            Form::Full => 0.0,
            Form::Adjective => 1.0,
            Form::Core => 2.0,
        };
        if let (Some(wanted), Some(country)) = (context.country, self.country_of(hit.id)) {
            score += match wanted == country {
                true => 6.0,
                false if dispute(wanted, country) => 3.0,
                false => -8.0,
            };
        }
        let inside = |region: &PlaceId| {
            matches!(self.relation(hit.id, *region), PlaceRelation::Within | PlaceRelation::Same)
        };
        if context.regions.iter().any(inside) {
            score += 4.0;
        }
        score + (self.population(hit.id) + 1.0).log10() / 2.0
    }
}

/// A lead of this much decides between two places of one name: a tenfold population does not, a
/// better rank or a fitting kind does.
const CLEARLY_BETTER: f64 = 0.6;

/// Entries closer than this may well be one place in two sources.
const SAME_PLACE_KM: f64 = 40.0;

const LONGEST_BASE_NAME: usize = 5;

/// A guess at a small town that lies farther than this from the place named after it is wrong.
const ANCHORED_KM: f64 = 100.0;

impl Beside {
    fn level(self) -> Option<PlaceKind> {
        [self.right, self.left.filter(|_| !self.left_in)].into_iter().flatten().find_map(|class| {
            match class {
                Class::Level(kind) if kind != PlaceKind::Region => Some(kind),
                _ => None,
            }
        })
    }

    /// The facility words that count: after "in", only those of which a city has one.
    fn facilities(self) -> impl Iterator<Item = PlaceKind> {
        let counts = |class: &Class| {
            let unique = [PlaceKind::Airport, PlaceKind::Embassy, PlaceKind::Port];
            !self.left_in || unique.iter().any(|kind| *class == Class::Facility(*kind))
        };
        [self.right, self.left.filter(counts), self.far_left.filter(counts)]
            .into_iter()
            .flatten()
            .filter_map(|class| match class {
                Class::Facility(kind) => Some(kind),
                _ => None,
            })
    }

    fn fits_core(self, kind: PlaceKind) -> bool {
        self.facilities().any(|facility| is_a(kind, facility))
            || self.level().is_some_and(|level| is_level(kind, level))
    }

    fn fit(self, kind: PlaceKind) -> f64 {
        if self.facilities().any(|facility| is_a(kind, facility)) {
            return 6.0;
        }
        match self.level() {
            Some(level) if is_level(kind, level) => 6.0,
            // "Erbil province" is not Erbil, nor "the city of Hasakah" the governorate.
            Some(PlaceKind::Province) if kind.is_settlement() => -8.0,
            Some(PlaceKind::City | PlaceKind::Town) if kind == PlaceKind::Province => -4.0,
            Some(PlaceKind::District) if kind.is_settlement() => 2.0,
            _ => 0.0,
        }
    }
}

/// Whether a facility word fits a kind of place.
pub(super) fn is_a(kind: PlaceKind, word: PlaceKind) -> bool {
    use PlaceKind as K;
    kind == word
        || match word {
            K::Base => {
                matches!(kind, K::Airbase | K::NavalBase | K::OilField | K::GasField | K::Camp)
            }
            K::Airbase => matches!(kind, K::Airport | K::Base),
            K::Airport => kind == K::Airbase,
            K::Camp => kind == K::Base,
            K::Port => matches!(kind, K::NavalBase | K::OilFacility),
            K::NavalBase => kind == K::Port,
            K::OilField => matches!(kind, K::GasField | K::OilFacility),
            K::GasField => matches!(kind, K::OilField | K::OilFacility),
            K::OilFacility => matches!(kind, K::OilField | K::GasField | K::Port),
            K::PowerPlant => matches!(kind, K::Dam | K::GasField | K::Facility),
            K::Dam => kind == K::PowerPlant,
            K::Facility => {
                matches!(
                    kind,
                    K::PowerPlant | K::OilFacility | K::Embassy | K::Hospital | K::Crossing
                ) || kind.is_building()
            }
            K::Depot | K::Factory => matches!(kind, K::Facility | K::OilFacility),
            // Files may know no more than that it is a building.
            _ if word.is_building() => kind == K::Facility,
            _ => false,
        }
}

fn is_level(kind: PlaceKind, level: PlaceKind) -> bool {
    kind == level
        || match level {
            PlaceKind::City => kind == PlaceKind::Town,
            PlaceKind::Town => matches!(kind, PlaceKind::City | PlaceKind::Neighborhood),
            PlaceKind::Island => kind == PlaceKind::Area,
            _ => false,
        }
}

/// Whether speakers place disputed ground now in the one, now in the other country.
fn dispute(one: CountryCode, other: CountryCode) -> bool {
    const PAIRS: [(&str, &str); 12] = [
        ("AM", "AZ"),
        ("CY", "TR"),
        ("EH", "MA"),
        ("GE", "RU"),
        ("IL", "LB"),
        ("IL", "PS"),
        ("IL", "SY"),
        ("IN", "PK"),
        ("LB", "SY"),
        ("RS", "XK"),
        ("RU", "UA"),
        ("SD", "SS"),
    ];
    let (one, other) = (one.min(other), one.max(other));
    PAIRS.contains(&(one.as_str(), other.as_str()))
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

/// The words directly beside a name that say what sort of place it is.
fn beside(phrase: &Phrase, start: usize, end: usize) -> Beside {
    let mut beside = Beside::default();
    for token in phrase.tokens.iter().skip(end).take(4) {
        match token.class {
            _ if token.gap > Gap::Hyphen || token.and => break,
            Class::Facility(_) | Class::Level(_) => {
                beside.right = Some(token.class);
                break;
            }
            Class::Modifier | Class::Part => {}
            _ if token.word.skeleton.is_empty() => {}
            _ => break,
        }
    }
    let before = phrase.tokens.get(..start).unwrap_or_default();
    // The word that goes on from the one at hand, unless that begins anew.
    let mut next = phrase.tokens.get(start);
    for token in before.iter().rev().take(6) {
        match token.class {
            _ if next.is_some_and(|next| next.gap > Gap::Hyphen || next.and) => break,
            Class::Facility(_) | Class::Level(_) if beside.left.is_none() => {
                beside.left = Some(token.class);
            }
            Class::Facility(_) => {
                beside.far_left = Some(token.class);
                break;
            }
            Class::In if beside.left.is_some() => break,
            Class::In => beside.left_in = true,
            Class::Modifier | Class::Of | Class::Filler | Class::Part => {}
            _ if token.word.skeleton.is_empty() => {}
            _ => break,
        }
        next = Some(token);
    }
    beside
}

/// Calls back with each span of words from a start on, its end and its two keys.
fn for_each_span(
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
fn may_start_a_base_name(phrase: &Phrase, first: &Token) -> bool {
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

/// One word of a longer unknown name is not the small town of that name: "Tal" in "Tal Foo".
fn drop_parts_of_names(phrase: &Phrase, found: &mut Vec<Mention>) {
    let spans: Vec<_> = found.iter().map(|mention| (mention.start, mention.end)).collect();
    let is_unknown_name = |at: usize| {
        phrase.tokens.get(at).is_some_and(|token| token.class == Class::Name && token.capital)
            && !spans.iter().any(|(start, end)| (*start..*end).contains(&at))
    };
    found.retain(|mention| {
        let weak = mention.hits.iter().all(|hit| hit.id.0 & BASE_BIT != 0 || !hit.exact);
        let one_word = mention.end - mention.start <= 2;
        let joined =
            |at: usize| phrase.tokens.get(at).is_some_and(|token| token.gap <= Gap::Hyphen);
        let mut before = mention.start;
        while before > 0
            && joined(before)
            && phrase.tokens.get(before - 1).is_some_and(|token| token.word.skeleton.is_empty())
        {
            before -= 1;
        }
        let part = (joined(before) && before.checked_sub(1).is_some_and(is_unknown_name))
            || (joined(mention.end) && is_unknown_name(mention.end));
        // Other scripts show no capitals, so there any word beside would count.
        let latin =
            phrase.tokens.get(mention.start).is_some_and(|token| token.word.folded.is_ascii());
        !(weak && one_word && part && latin)
    });
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
