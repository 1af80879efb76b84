//! The names in a phrase, and which place each of them is.

use super::Gazetteer;
use super::beside::{Beside, beside, is_a};
use super::disputes::dispute;
use super::entry::{CountryCode, PlaceId, PlaceKind};
use super::hits::{Hit, for_each_span, may_start_a_base_name};
use super::key::keys;
use super::matching::{MatchKind, PlaceRelation};
use super::phrase::{Gap, Phrase, Token};
use super::table::{BASE_BIT, Form, Rank};
use super::vocabulary::{Class, Role, role};

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
        let mut next: Option<(usize, PlaceId)> = None;
        let starts: Vec<usize> = found.iter().map(|mention| mention.start).collect();
        for (at, mention) in found.iter_mut().enumerate().rev() {
            self.choose(mention, &context);
            if !mention.adjective && self.names_a_unit(phrase, mention, next) {
                far.push(at);
                continue;
            }
            next = Some((mention.start, mention.id));
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

    /// Whether it is the name of a unit, and something else says where that is: "Golani Brigade in Haifa".
    fn names_a_unit(
        &self,
        phrase: &Phrase,
        mention: &Mention,
        next: Option<(usize, PlaceId)>,
    ) -> bool {
        let is_unit = |at: usize| {
            let token = phrase.tokens.get(at);
            token.is_some_and(|token| role(&token.word) == Some(Role::Unit))
        };
        let joined =
            |at: usize| phrase.tokens.get(at).is_some_and(|token| token.gap <= Gap::Hyphen);
        let after = is_unit(mention.end) && joined(mention.end);
        let before = joined(mention.start) && mention.start.checked_sub(1).is_some_and(is_unit);
        if !after && !before {
            return false;
        }
        let class = |at: usize| phrase.tokens.get(at).map(|token| token.class);
        let is_in = |&at: &usize| matches!(class(at), Some(Class::In | Class::Near));
        let after = mention.end..phrase.tokens.len();
        let Some(place) = after.take_while(|&at| joined(at)).find(is_in) else {
            return false;
        };
        // A country says less than the name of the unit.
        let named = (place + 1..phrase.tokens.len()).find_map(|at| {
            let known = next.filter(|(start, _)| *start == at);
            let token = phrase.tokens.get(at)?;
            match known {
                Some((_, id)) => Some(self.kind(id) != Some(PlaceKind::Country)),
                None => (token.class == Class::Name).then_some(token.capital),
            }
        });
        named == Some(true)
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

/// A guess at a small town that lies farther than this from the place named after it is wrong.
const ANCHORED_KM: f64 = 100.0;

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
