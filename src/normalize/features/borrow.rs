//! What a row takes over from others once all are there, and the table as a whole.

use rustc_hash::{FxHashMap, FxHashSet};

use super::builder::FeatureBuilder;
use super::concepts::{Concepts, PlaceConcept};
use super::intern::{Interner, number};
use super::values::{DAY, Minutes, Stated};
use super::{FeatureTable, Features, NONE};
use crate::model::Relation;
use crate::normalize::actors::{ActorId, Actors, Lineage};
use crate::normalize::density::Density;
use crate::normalize::gazetteer::{Gazetteer, PlaceRelation};
use crate::text::Script;
use crate::threads;

/// How many days before its publication an undated event is looked for. Most lie on the day or the
/// day before; a tail of a week covers weekly summaries and late statements.
const LAG_DAYS: i32 = 7;
/// How many days after its publication: a statement from Washington carries the date before.
const LEAD_DAYS: i32 = 1;
/// How far two stated times may lie apart and still be compared: dates slip by time zones, by
/// overnight attacks and by coarse relays.
const SLACK_DAYS: i32 = 2;

type Pairs = Vec<(u32, u32)>;
/// What the first row says of the second.
type Told = Vec<(u32, u32, Option<Relation>)>;

impl FeatureBuilder<'_> {
    /// The table, once all assertions were taken.
    #[must_use]
    pub fn finish(mut self) -> FeatureTable {
        let documents = self.number_documents();
        let (must, relations, hints) = self.related();
        self.borrow_publication(documents);
        self.borrow_along(&must);
        self.borrow_windows(documents);
        self.borrow_places(documents);
        Density::build(&self.rows, &self.concepts).fill(&mut self.rows, &self.concepts);
        let word_counts = self.count_words();
        let scripts = self.words.values().iter().map(|word| Script::of(word)).collect();
        let principals = principals(&self.actors, self.resolver.lexicons().actors());
        for row in &mut self.rows {
            row.principal = number(&principals, row.principal);
        }
        let mut names: Interner<ActorId> = Interner::new();
        let lexicon = self.resolver.lexicons().actors();
        let kin =
            self.actors.values().iter().map(|&actor| {
                lexicon.kin(actor).into_iter().map(|name| names.intern(name)).collect()
            });
        let kin: Vec<Vec<u32>> = kin.collect();
        let concepts = Concepts {
            kin,
            kin_total: names.values().len(),
            places: self.concepts,
            class_sets: self.class_sets.into_values(),
            parties: self.parties.into_values(),
            actor_sets: self.actor_sets.into_values(),
            actors: self.actors.into_values(),
            word_sets: self.word_sets.into_values(),
            word_counts,
            scripts,
            counts: self.counts.into_values(),
            losses: self.losses.into_values(),
            documents,
        };
        self.rows.shrink_to_fit();
        FeatureTable { rows: self.rows, concepts, ids: self.ids, must, relations, hints }
    }

    /// Numbers the documents in the order in which they come and says how many there are.
    fn number_documents(&mut self) -> usize {
        let mut sorted: Vec<(u64, u32)> = std::mem::take(&mut self.documents)
            .into_iter()
            .zip(0..)
            .filter(|it| it.0 != 0)
            .collect();
        threads::sort(&mut sorted);
        let mut documents = 0;
        for group in sorted.chunk_by(|left, right| left.0 == right.0) {
            for &(_, row) in group {
                if let Some(row) = self.rows.get_mut(row as usize) {
                    row.document = documents;
                }
            }
            documents += 1;
        }
        documents as usize
    }

    /// The pairs that relations make one event with what they say, and those that they hint at.
    fn related(&mut self) -> (Pairs, Told, Told) {
        let relations = std::mem::take(&mut self.relations);
        let mut rows: FxHashMap<&str, u32> = FxHashMap::default();
        let wanted: FxHashSet<&str> =
            relations.iter().flat_map(|about| &about.ids).map(|id| &**id).collect();
        if !wanted.is_empty() {
            for (index, row) in (0..).zip(&self.rows) {
                let id = self.ids.get(index as usize);
                if row.matches && wanted.contains(id) {
                    rows.insert(id, index);
                }
            }
        }
        let (mut must, mut told, mut hints) = (Vec::new(), Vec::new(), Vec::new());
        for about in &relations {
            let targets = about.ids.iter().filter_map(|id| rows.get(&**id).copied());
            let pairs =
                targets.clone().map(|target| (about.row.min(target), about.row.max(target)));
            let told_of = targets.map(|target| (about.row, target, about.relation));
            if about.ids.len() == 1 {
                must.extend(pairs);
                told.extend(told_of);
            } else if self.rows.get(about.row as usize).is_some_and(|row| row.matches) {
                hints.extend(told_of.filter(|&(row, of, _)| row != of));
            }
        }
        must.sort_unstable();
        must.dedup();
        for told in [&mut told, &mut hints] {
            told.sort_unstable_by_key(|&(row, of, _)| (row, of));
            told.dedup_by_key(|&mut (row, of, _)| (row, of));
        }
        (must, told, hints)
    }

    /// What gives no date of publication was published with the rest of its document.
    fn borrow_publication(&mut self, documents: usize) {
        let mut latest = vec![Minutes::ALWAYS; documents];
        for (row, &published) in self.rows.iter().zip(&self.published) {
            if let Some(latest) = latest.get_mut(row.document as usize)
                && published != Minutes::ALWAYS
            {
                // The relay's date is the latest that its speakers have.
                *latest = (*latest).max(published);
            }
        }
        for (row, published) in self.rows.iter().zip(&mut self.published) {
            if let Some(latest) = latest.get(row.document as usize)
                && *published == Minutes::ALWAYS
            {
                *published = *latest;
            }
        }
    }

    /// Statements that a relation makes one event lie after it, so that the event lies before the
    /// earliest of them; one without a time or a place of its own is about those of the other.
    fn borrow_along(&mut self, must: &[(u32, u32)]) {
        let id = |row: u32| self.ids.get(row as usize);
        let mut must: Vec<(u32, u32)> = must
            .iter()
            .map(|&(left, right)| if id(left) < id(right) { (left, right) } else { (right, left) })
            .collect();
        must.sort_unstable_by(|left, right| {
            (id(left.0), id(left.1)).cmp(&(id(right.0), id(right.1)))
        });
        let (rows, published) = (&mut self.rows, &mut self.published);
        // A chain of corrections is a few links long; each pass carries one link farther.
        for _ in 0..8 {
            for &(left, right) in &must {
                for (from, to) in [(left, right), (right, left)] {
                    let (from, to) = (from as usize, to as usize);
                    let (Some(&Features { place, when, stated, lag_hours, .. }), Some(&said)) =
                        (rows.get(from), published.get(from))
                    else {
                        continue;
                    };
                    let (Some(row), Some(own)) = (rows.get_mut(to), published.get_mut(to)) else {
                        continue;
                    };
                    if row.stated == Stated::Nothing
                        && said != Minutes::ALWAYS
                        && (*own == Minutes::ALWAYS || said < *own)
                    {
                        *own = said;
                    }
                    if row.stated == Stated::Nothing && stated != Stated::Nothing {
                        (row.stated, row.when, row.lag_hours) = (stated, when, lag_hours);
                    }
                    if row.place == NONE {
                        row.place = place;
                    }
                }
            }
        }
    }

    /// The time in which an event is looked for. What has neither event time nor publication borrows
    /// the window of its document.
    fn borrow_windows(&mut self, documents: usize) {
        let mut of_document: Vec<Option<Minutes>> = vec![None; documents];
        for (row, &published) in self.rows.iter_mut().zip(&self.published) {
            row.window = if row.stated == Stated::Nothing {
                row.when = published;
                if published == Minutes::ALWAYS {
                    continue;
                }
                published.padded(LAG_DAYS * DAY, LEAD_DAYS * DAY)
            } else {
                row.when.padded(SLACK_DAYS * DAY, SLACK_DAYS * DAY)
            };
            if let Some(window) = of_document.get_mut(row.document as usize) {
                let wide = window.get_or_insert(row.window);
                wide.start = wide.start.min(row.window.start);
                wide.end = wide.end.max(row.window.end);
            }
        }
        let latest = self.latest_days(documents);
        for row in &mut self.rows {
            if row.stated == Stated::Nothing
                && row.when == Minutes::ALWAYS
                && let Some(Some(window)) = of_document.get(row.document as usize)
            {
                row.window = *window;
                if let Some(Some(day)) = latest.get(row.document as usize) {
                    row.when = *day;
                }
            }
        }
        self.published = Vec::new();
    }

    /// When a document without a date was published, as far as its statements tell: on the latest day on
    /// which they date an event, or the day after.
    fn latest_days(&self, documents: usize) -> Vec<Option<Minutes>> {
        let mut latest = vec![None; documents];
        for row in &self.rows {
            if matches!(row.stated, Stated::Day | Stated::Hour)
                && row.when.length().is_some()
                && let Some(latest) = latest.get_mut(row.document as usize)
            {
                let start = row.when.end.div_euclid(DAY).saturating_mul(DAY);
                let days = Minutes { start, end: start.saturating_add(2 * DAY - 1) };
                *latest = (*latest).max(Some(days));
            }
        }
        latest
    }

    /// An unnamed place ("the base") means what the rest of its document names, when that is a single
    /// site.
    fn borrow_places(&mut self, documents: usize) {
        #[derive(Clone, Copy, PartialEq)]
        enum Site {
            Unknown,
            // Of the row with this number.
            Of(u32),
            Several,
        }
        let places = &self.concepts;
        let mut sites = vec![Site::Unknown; documents];
        for (index, row) in (0..).zip(&self.rows) {
            let Some(place) = places.get(row.place as usize) else { continue };
            let Some(site) = sites.get_mut(row.document as usize) else { continue };
            if place.is_region || place.is_generic || place.id.is_none() {
                continue;
            }
            *site = match *site {
                Site::Unknown => Site::Of(index),
                // One site by two names: that of the first id.
                Site::Of(other) => {
                    let known = self.rows.get(other as usize);
                    let known = known.and_then(|row| places.get(row.place as usize));
                    if known.is_none_or(|known| known.id != place.id) {
                        Site::Several
                    } else if self.ids.get(index as usize) < self.ids.get(other as usize) {
                        Site::Of(index)
                    } else {
                        Site::Of(other)
                    }
                }
                Site::Several => Site::Several,
            };
        }
        let sites: Vec<Option<Features>> = sites
            .into_iter()
            .map(|site| match site {
                Site::Of(row) => self.rows.get(row as usize).copied(),
                _ => None,
            })
            .collect();
        let gazetteer = self.resolver.lexicons().gazetteer();
        for row in &mut self.rows {
            let Some(Some(known)) = sites.get(row.document as usize) else { continue };
            let place = places.get(row.place as usize);
            if let Some((place, site)) = place.zip(places.get(known.place as usize))
                && may_be(place, site, gazetteer)
                // Another day's "base" may be another base.
                && (place.id.is_none() || meet(row, known))
            {
                row.place = known.place;
            }
        }
    }

    /// In how many assertions each word names a place or a target.
    fn count_words(&self) -> Vec<u32> {
        let mut counts = vec![0; self.words.values().len()];
        for row in &self.rows {
            let targets = self.word_sets.values().get(row.targets as usize);
            let place = self.concepts.get(row.place as usize).map(|place| &place.words);
            for &word in targets.into_iter().chain(place).flatten() {
                if let Some(count) = counts.get_mut(word as usize) {
                    *count += 1;
                }
            }
        }
        counts
    }
}

/// Whether a place without a name of its own may be the site.
fn may_be(place: &PlaceConcept, site: &PlaceConcept, gazetteer: &Gazetteer) -> bool {
    if place.id.is_none() {
        return place.point.is_none();
    }
    let is_like = || place.kind.zip(site.kind).and_then(|(kind, other)| kind.is_like(other));
    let lies_in = |(area, site)| gazetteer.relation(site, area) == PlaceRelation::Within;
    place.is_generic && is_like() != Some(false) && place.id.zip(site.id).is_some_and(lies_in)
}

/// Whether nothing stated speaks against one day.
fn meet(left: &Features, right: &Features) -> bool {
    left.stated == Stated::Nothing
        || right.stated == Stated::Nothing
        || left.when.intersects(right.when)
}

/// For each actor, the first one that is the same or an organ of the same state.
fn principals(actors: &Interner<ActorId>, lexicon: &Actors) -> Vec<u32> {
    let mut first: Vec<(u32, ActorId)> = Vec::new();
    (0..)
        .zip(actors.values())
        .map(|(number, &actor)| {
            let same = |other: ActorId| {
                matches!(lexicon.lineage(actor, other), Lineage::Same | Lineage::SameState)
            };
            if let Some((known, _)) = first.iter().find(|(_, other)| same(*other)) {
                return *known;
            }
            first.push((number, actor));
            number
        })
        .collect()
}
