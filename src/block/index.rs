//! The rows of a table by key and time, to look up what may be about the same event.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::Blocking;
use super::filing::{LEAST_PART, filed};
use super::keys::{Numbering, PlaceLists, Sort};
use crate::lists::Lists;
use crate::normalize::{Concepts, DAY, FeatureTable, Features, Minutes, NONE, Stated};
use crate::threads;

/// Words that name more targets than this open no block.
const MAX_WORD_COUNT: u32 = 30;

/// Under keys with more rows than this, rows without any date are left out: where much happens, they
/// cannot be placed in time, and would meet everything that was ever said there.
const MOST_WITH_UNDATED: usize = 500;

/// Under one key a row is compared with at most so many rows before it, the latest ones: a bound on
/// the work where thousands speak at once of a place, or of none.
const MOST_BEFORE: usize = 4096;

/// The same where nothing but time brings statements together.
const MOST_BEFORE_ANYWHERE: usize = 1024;

/// Days on which more than this is said of one sort of weapon, or of those who did it, open no block.
const MAX_DAY_COUNT: usize = 32;

/// Windows are filed by length, up to so many minutes or without a limit. Among windows of like length
/// those that meet another one start shortly before it, and a few long ones do not hide behind them. Nearly
/// all are those of a stated day, or of the day of a publication and some before it.
const LENGTHS: [i32; 4] = [5 * DAY, 10 * DAY, 400 * DAY, i32::MAX];
const CLASSES: u32 = 4;
const _: () = assert!(LENGTHS.len() == CLASSES as usize);

/// The rows of a table by key and time. Rows are named by their position in the order of time.
#[derive(Debug)]
pub(crate) struct Index<'t> {
    table: &'t FeatureTable,
    max_lag_days: i32,
    /// The row at each position: those that can be in an event, by the start of their windows.
    order: Vec<u32>,
    /// Their windows, close together for what looks at many and at nothing else of them.
    windows: Vec<Minutes>,
    documents: Lists<u32>,
    /// One list for each key and length.
    lists: Lists<u32>,
    sorts: Vec<Sort>,
    /// The lists of each place; the last is that of no place.
    of_place: Vec<PlaceLists>,
    /// The list of each word, or `NONE`.
    of_word: Vec<u32>,
    /// What has no place.
    nowhere: Nowhere,
    /// The list of each day with a set of classes or of actors, where little is said of one.
    of_day: FxHashMap<Day, u32>,
    /// The longest window in each list and length.
    longest: Vec<i32>,
}

/// What names no place that is known may be anywhere, so that only its time and those who did it narrow
/// it down: it is compared with what is said, of any place or none, of those whom it names or related
/// ones, or of nobody in particular. Numbers are those of the first of a run of lists: all, those that name
/// nobody, and one for each name by which actors are related.
#[derive(Clone, Copy, Debug)]
struct Nowhere {
    located: u32,
    unlocated: u32,
}

const ALL: u32 = 0;
const NOBODY: u32 = 1;
const SOMEBODY: u32 = 2;

/// What a row meets: positions that several lists have are met once.
struct Met {
    /// For each position the last one that met it.
    by: Vec<u32>,
    positions: Vec<u32>,
}

impl Met {
    #[inline]
    fn add(&mut self, position: u32, mark: u32) {
        let Some(by) = self.by.get_mut(position as usize) else { return };
        if *by != mark {
            *by = mark;
            self.positions.push(position);
        }
    }
}

impl<'t> Index<'t> {
    pub(crate) fn new(table: &'t FeatureTable, blocking: &Blocking) -> Self {
        let concepts = &table.concepts;
        let mut order: Vec<u32> =
            (0..).zip(&table.rows).filter(|(_, row)| row.matches).map(|(index, _)| index).collect();
        let window = |row: &u32| table.rows.get(*row as usize).map(|row| row.window);
        if !order.is_sorted_by_key(window) {
            order.sort_by_key(window);
        }
        let mut numbering = Numbering::new(&concepts.places);
        let places = concepts.places.iter().map(Some).chain([None]);
        let of_place: Vec<PlaceLists> =
            places.map(|place| numbering.lists(place, blocking)).collect();
        let words = u32::try_from(concepts.word_total()).unwrap_or(NONE);
        let of_word = (0..words)
            .map(|word| match concepts.word_count(word) {
                2..=MAX_WORD_COUNT => numbering.extra(Sort::Near, 1),
                _ => NONE,
            })
            .collect();
        let runs = concepts.kin_total() + SOMEBODY as usize;
        let nowhere = Nowhere {
            located: numbering.extra(Sort::Anywhere, runs),
            unlocated: numbering.extra(Sort::Anywhere, runs),
        };
        let of_day = lists_of_days(table, &mut numbering);
        let windows = order.iter().filter_map(window).collect();
        let mut index = Self {
            table,
            windows,
            max_lag_days: i32::from(blocking.max_lag_days),
            order,
            documents: Lists::default(),
            lists: Lists::default(),
            sorts: numbering.sorts,
            of_place,
            of_word,
            nowhere,
            of_day,
            longest: Vec::new(),
        };
        let positions = u32::try_from(index.order.len()).unwrap_or(NONE);
        index.documents = filed(concepts.documents(), positions, |position, file| {
            if let Some(row) = index.row(position) {
                file(row.document);
            }
        });
        let crowded = index.crowded();
        index.lists = filed(index.sorts.len() * LENGTHS.len(), positions, |position, file| {
            let Some(row) = index.row(position) else { return };
            let class = length_class(row.window);
            index.filed(row).for_each(|list| {
                if index.can_stand_in(row, list, &crowded) {
                    file(list * CLASSES + class);
                }
            });
        });
        let lists: Vec<usize> = (0..index.sorts.len() * LENGTHS.len()).collect();
        let longest = threads::map_chunks(&lists, LEAST_PART, |lists| {
            let longest = |&list: &usize| {
                let positions = index.lists.get(list).iter();
                let windows = positions.filter_map(|&at| index.windows.get(at as usize));
                windows.filter_map(|window| window.length()).max().unwrap_or(0)
            };
            lists.iter().map(longest).collect::<Vec<i32>>()
        });
        index.longest = longest.concat();
        index
    }

    /// How many rows can be in an event.
    pub(crate) fn len(&self) -> usize {
        self.order.len()
    }

    /// The row at a position; the first one where there is none.
    pub(crate) fn at(&self, position: usize) -> u32 {
        self.order.get(position).copied().unwrap_or(0)
    }

    /// Calls `visit` with each row at the positions and the candidates before it in time: a pair once.
    pub(crate) fn scan(&self, positions: Range<usize>, mut visit: impl FnMut(u32, &[u32])) {
        let mut met = Met { by: vec![NONE; positions.end.min(self.len())], positions: Vec::new() };
        // How far each list was read, since positions come in order.
        let mut cursors = vec![NONE; self.lists.len()];
        for (position, &own) in
            self.order.iter().enumerate().take(positions.end).skip(positions.start)
        {
            let Some(row) = self.table.rows.get(own as usize) else { continue };
            let mark = u32::try_from(position).unwrap_or(NONE);
            let document = self.documents.get(row.document as usize);
            let before = document.partition_point(|&other| other < mark);
            for &other in document.iter().take(before).rev().take(MOST_BEFORE) {
                met.add(other, mark);
            }
            self.looked_up(row).for_each(|list| {
                self.look_up(list, row, mark, &mut cursors, &mut met);
            });
            for other in &mut met.positions {
                *other = self.order.get(*other as usize).copied().unwrap_or(own);
            }
            visit(own, &met.positions);
            met.positions.clear();
        }
    }

    fn look_up(&self, list: u32, row: &Features, mark: u32, cursors: &mut [u32], met: &mut Met) {
        let sort = self.sorts.get(list as usize).copied().unwrap_or(Sort::Near);
        if sort == Sort::Anywhere && row.window == Minutes::ALWAYS {
            return;
        }
        let own = self.window(sort, row);
        let most = if sort == Sort::Anywhere { MOST_BEFORE_ANYWHERE } else { MOST_BEFORE };
        for (class, limit) in LENGTHS.into_iter().enumerate() {
            let at = list as usize * LENGTHS.len() + class;
            let filed = self.lists.get(at);
            if filed.is_empty() {
                continue;
            }
            let Some(cursor) = cursors.get_mut(at) else { continue };
            if *cursor == NONE {
                *cursor =
                    u32::try_from(filed.partition_point(|&other| other < mark)).unwrap_or(NONE);
            }
            while filed.get(*cursor as usize).is_some_and(|&other| other < mark) {
                *cursor += 1;
            }
            let until = *cursor as usize;
            let before = filed.get(until.saturating_sub(most)..until).unwrap_or_default();
            // A site's undated statements may reach a day beyond their windows.
            let beyond = if sort == Sort::Site { DAY } else { 0 };
            let reach = self.longest.get(at).copied().unwrap_or(limit).saturating_add(beyond);
            let earliest =
                if limit < i32::MAX { own.start.saturating_sub(reach) } else { i32::MIN };
            for &position in before.iter().rev() {
                let Some(&window) = self.windows.get(position as usize) else { continue };
                if window.start < earliest {
                    break;
                }
                // What comes before starts before this ends.
                let is_near = own.start <= window.end
                    || (sort == Sort::Site && self.reaches(position, own.start));
                if is_near {
                    met.add(position, mark);
                }
            }
        }
    }

    /// Whether what is said at a position, which names a site, may be of a time.
    fn reaches(&self, position: u32, time: i32) -> bool {
        self.row(position).is_some_and(|row| time <= self.window(Sort::Site, row).end)
    }

    fn row(&self, position: u32) -> Option<&'t Features> {
        self.table.rows.get(*self.order.get(position as usize)? as usize)
    }

    /// The window of a row under a key: wider where the key itself says much.
    fn window(&self, sort: Sort, row: &Features) -> Minutes {
        if sort == Sort::Site && row.stated == Stated::Nothing {
            row.window.padded(self.max_lag_days * DAY, DAY)
        } else {
            row.window
        }
    }

    fn place_lists(&self, row: &Features) -> Option<&PlaceLists> {
        self.of_place.get(row.place as usize).or(self.of_place.last())
    }

    /// The lists in which rows that a row may go with are filed.
    fn looked_up(&self, row: &Features) -> impl Iterator<Item = u32> {
        let place = self.place_lists(row);
        let of_place = place.map_or(&[][..], |lists| &lists.looked_up);
        let located = Some(self.nowhere.located).filter(|_| place.is_none_or(|it| !it.is_located));
        let runs = [Some(self.nowhere.unlocated), located];
        let mut kin = self.table.concepts.kin(row.parties).peekable();
        let first = if kin.peek().is_none() { ALL } else { NOBODY };
        let in_run = std::iter::once(first).chain(kin.map(|name| SOMEBODY + name));
        let nowhere =
            in_run.flat_map(move |at| runs.into_iter().flatten().map(move |run| run + at));
        self.lists_of_content(row).chain(of_place.iter().copied()).chain(nowhere)
    }

    /// The lists in which a row is filed.
    fn filed(&self, row: &Features) -> impl Iterator<Item = u32> {
        let place = self.place_lists(row);
        let of_place = place.map_or(&[][..], |lists| &lists.filed);
        let is_located = place.is_some_and(|place| place.is_located);
        let run = if is_located { self.nowhere.located } else { self.nowhere.unlocated };
        let mut kin = self.table.concepts.kin(row.parties).peekable();
        let nobody = kin.peek().is_none().then_some(NOBODY);
        let in_run =
            [Some(ALL), nobody].into_iter().flatten().chain(kin.map(|name| SOMEBODY + name));
        let nowhere = in_run.map(move |at| run + at);
        self.lists_of_content(row).chain(of_place.iter().copied()).chain(nowhere)
    }

    /// The lists of a row that do not depend on its place: those of its target's rare words and its day.
    fn lists_of_content(&self, row: &Features) -> impl Iterator<Item = u32> {
        let of_days = days(row, &self.table.concepts);
        self.lists_of_words(row).chain(of_days.filter_map(|day| self.of_day.get(&day).copied()))
    }

    /// The lists of the rare words of a row's target.
    fn lists_of_words(&self, row: &Features) -> impl Iterator<Item = u32> {
        let words = self.table.concepts.words(row.targets).iter();
        words
            .filter_map(|&word| self.of_word.get(word as usize).copied())
            .filter(|&list| list != NONE)
    }

    /// The lists with so many rows that those without any date stay out; none where all have one.
    fn crowded(&self) -> Vec<bool> {
        if !self.windows.contains(&Minutes::ALWAYS) {
            return Vec::new();
        }
        let mut counts = vec![0_usize; self.sorts.len()];
        for &row in &self.order {
            let Some(row) = self.table.rows.get(row as usize) else { continue };
            self.filed(row).for_each(|list| {
                if let Some(count) = counts.get_mut(list as usize) {
                    *count += 1;
                }
            });
        }
        counts.into_iter().map(|count| count > MOST_WITH_UNDATED).collect()
    }

    fn can_stand_in(&self, row: &Features, list: u32, crowded: &[bool]) -> bool {
        row.window != Minutes::ALWAYS
            || !(crowded.get(list as usize).copied().unwrap_or(false)
                || self.sorts.get(list as usize) == Some(&Sort::Anywhere))
    }
}

/// A day, and what was done on it with what, or by whom: one bit for which of the two, the day, and the
/// number of the set of classes or actors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Day(u64);

impl Day {
    const WITH: u64 = 0;
    const BY: u64 = 1;

    fn new(sort: u64, day: i32, number: u32) -> Self {
        // Minutes that fit 32 bits are on days that fit 31.
        let day = u64::from(day.abs_diff(i32::MIN / 2)) & (u64::MAX >> 33);
        Self(sort << 63 | day << 32 | u64::from(number))
    }
}

/// The day of an event with its weapons and with those who did it, where a row states them.
fn days(row: &Features, concepts: &Concepts) -> impl Iterator<Item = Day> {
    let is_day = matches!(row.stated, Stated::Day | Stated::Hour);
    let day = row.when.day().filter(|_| is_day);
    let stated = |number: u32| Some(number).filter(|&number| number != NONE);
    let with = day.zip(stated(row.classes)).map(|(day, with)| Day::new(Day::WITH, day, with));
    let did = stated(concepts.parties(row.parties).did);
    with.into_iter().chain(day.zip(did).map(|(day, did)| Day::new(Day::BY, day, did)))
}

/// A list for each day and set of classes or actors of which little is said.
fn lists_of_days(table: &FeatureTable, numbering: &mut Numbering) -> FxHashMap<Day, u32> {
    let mut all = threads::map_chunks(&table.rows, LEAST_PART, |rows| {
        let rows = rows.iter().filter(|row| row.matches);
        rows.flat_map(|row| days(row, &table.concepts)).collect::<Vec<Day>>()
    })
    .concat();
    threads::sort(&mut all);
    let same = all.chunk_by(|left, right| left == right);
    let few = same.filter(|same| (2..=MAX_DAY_COUNT).contains(&same.len()));
    let few: Vec<Day> = few.filter_map(|same| same.first().copied()).collect();
    let first = numbering.extra(Sort::Near, few.len());
    few.into_iter().zip(first..).collect()
}

fn length_class(window: Minutes) -> u32 {
    let length = window.length().unwrap_or(i32::MAX);
    let mut classes = (0..).zip(LENGTHS);
    classes.find(|(_, limit)| length <= *limit).map_or(CLASSES - 1, |(class, _)| class)
}

#[cfg(test)]
mod tests {
    use super::super::candidate_pairs;
    use super::*;
    use crate::model::{Assertion, Relation};
    use crate::normalize::Lexicons;

    #[test]
    fn a_statement_without_any_date_meets_what_is_said_of_its_site() {
        let report = |id: &str| Assertion::report(id, "SOHR").place("Ain al-Asad");
        let dated = report("a").time("2023-01-04").action("shelling").build().unwrap();
        let undated = report("b").action("shelling").build().unwrap();
        let table = FeatureTable::build(&[dated, undated], &Lexicons::shipped());
        assert_eq!(candidate_pairs(&table, &Blocking::default()), [(0, 1)]);
    }

    fn met(assertions: &[Assertion]) -> Vec<(u32, u32)> {
        let table = FeatureTable::build(assertions, &Lexicons::shipped());
        candidate_pairs(&table, &Blocking::default())
    }

    #[test]
    fn what_names_no_place_meets_related_actors_and_nobody_in_particular() {
        let report = |id: &str| Assertion::report(id, "Reuters").time("2023-11-01");
        let nowhere = report("a").actor("Islamic Resistance in Iraq").action("drone attack");
        let related = report("b").actor("Kata'ib Hezbollah").place("Ain al-Asad").action("attack");
        let unrelated = report("c").actor("Ukraine").place("Sevastopol").action("shelling");
        let nobody = report("d").place("Erbil").action("explosion");
        let said = [nowhere, related, unrelated, nobody].map(|report| report.build().unwrap());
        let met = met(&said);
        assert!(met.contains(&(0, 1)) && met.contains(&(0, 3)), "{met:?}");
        assert!(!met.contains(&(0, 2)) && !met.contains(&(2, 3)), "{met:?}");
    }

    #[test]
    fn places_named_together_meet_each_of_them() {
        let report = |id: &str, place: &str| {
            let report = Assertion::report(id, "Reuters").published("2022-11-20");
            report.place(place).action("air strikes").build().unwrap()
        };
        let places = ["Latakia", "Baghdad and Latakia", "Baghdad"];
        let said = [report("a", places[0]), report("b", places[1]), report("c", places[2])];
        assert_eq!(met(&said), [(0, 1), (1, 2)]);
    }

    #[test]
    fn each_of_several_places_meets_what_lies_near_it_and_the_areas_of_its_country() {
        let report = |id: &str, place: &str| {
            let report = Assertion::report(id, "Reuters").published("2022-11-20");
            report.place(place).action("air strikes").build().unwrap()
        };
        let places = ["Qandil and Kobani", "Ain Issa", "northern Syria", "Basra"];
        let said = [0, 1, 2, 3].map(|at| report(["a", "b", "c", "d"][at], places[at]));
        let met = met(&said);
        assert!(met.contains(&(0, 1)) && met.contains(&(0, 2)), "{met:?}");
        assert!(!met.contains(&(0, 3)), "{met:?}");
    }

    #[test]
    fn a_correction_meets_what_is_said_of_the_time_that_it_corrects() {
        let said = [
            Assertion::report("a", "Reuters").time("2020-01-08").place("Ain al-Asad"),
            Assertion::confirmation("b", "Pentagon").time("2020-01-08").place("Ain al-Asad"),
            Assertion::confirmation("c", "Pentagon")
                .published("2020-02-28")
                .about(Relation::Corrects, ["b"]),
        ];
        let said = said.map(|said| said.action("missile attack").build().unwrap());
        assert!(met(&said).contains(&(0, 2)), "{:?}", met(&said));
    }
}
