//! Lexicon files to rows, and rows over rows: what a user's file adds or replaces.

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use super::ActorRole;
use super::tokens::key;
use super::words::{Class, Organ};
use crate::normalize::LexiconError;
use crate::normalize::json::Value;
use crate::normalize::lexicon::{Row, rows};

/// Everything that files say, before names become ids.
#[derive(Clone, Debug, Default)]
pub(super) struct Rows {
    pub(super) actors: Vec<ActorRow>,
    pub(super) persons: Vec<PersonRow>,
    pub(super) states: Vec<StateRow>,
    pub(super) words: Vec<(Class, String)>,
    /// Folded canonical name to its place in `actors`.
    by_name: FxHashMap<Box<str>, usize>,
    readings: usize,
}

/// One actor as a file gives it.
#[derive(Clone, Debug)]
pub(super) struct ActorRow {
    pub(super) at: At,
    pub(super) name: String,
    pub(super) aliases: Vec<String>,
    pub(super) shared: Vec<String>,
    /// The keys of its name and aliases, in that order, and of the shared ones.
    pub(super) keys: Vec<Box<str>>,
    pub(super) shared_keys: Vec<Box<str>>,
    pub(super) parents: Vec<String>,
    pub(super) backers: Vec<String>,
    pub(super) role: ActorRole,
    pub(super) side: Option<String>,
    pub(super) country: Option<String>,
    pub(super) answers_for: Vec<String>,
    pub(super) theatres: Vec<String>,
    /// The code of the region whose organ it is, where that is not its country.
    pub(super) region: Option<String>,
    pub(super) organs: Vec<Organ>,
    pub(super) backed_by: Option<String>,
    pub(super) speaks_for: Option<String>,
    pub(super) valid_from: Option<NaiveDate>,
    pub(super) valid_to: Option<NaiveDate>,
    pub(super) generic: bool,
    pub(super) note: Option<String>,
}

/// One person: whom a statement by that person is made for, and when.
#[derive(Clone, Debug)]
pub(super) struct PersonRow {
    pub(super) at: At,
    pub(super) names: Vec<String>,
    pub(super) speaks_for: String,
    pub(super) valid_from: Option<NaiveDate>,
    pub(super) valid_to: Option<NaiveDate>,
}

/// One state, or a region whose name is used like a state's.
#[derive(Clone, Debug)]
pub(super) struct StateRow {
    pub(super) code: String,
    pub(super) country: String,
    pub(super) name: String,
    pub(super) adjectives: Vec<String>,
    pub(super) names: Vec<String>,
    pub(super) capitals: Vec<String>,
    pub(super) stems: Vec<String>,
    /// A region: no organs but those that a file names.
    pub(super) region: bool,
}

/// Where a row stands, for errors that show only once all rows are known.
#[derive(Clone, Debug)]
pub(super) struct At {
    reading: usize,
    file: String,
    line: usize,
}

impl At {
    /// Which of the files read so far it stands in; a later file overrides an earlier one.
    pub(super) fn reading(&self) -> usize {
        self.reading
    }

    pub(super) fn error(&self, field: &str, found: &str, expected: &str) -> LexiconError {
        LexiconError {
            file: self.file.clone(),
            line: self.line,
            field: field.to_owned(),
            found: found.to_owned(),
            expected: expected.to_owned(),
        }
    }
}

impl Rows {
    /// Takes in a file; an actor whose name is known replaces the one before it.
    pub(super) fn read(&mut self, jsonl: &str, file: &str) -> Result<(), LexiconError> {
        self.readings += 1;
        let reading = self.readings;
        let at = |row: &Row<'_>| At { reading, file: file.to_owned(), line: row.line() };
        for row in rows(jsonl, file) {
            let row = row?;
            if row.has("person") {
                let at = at(&row);
                self.persons.push(person(row, at)?);
            } else if row.has("state") {
                self.state(row)?;
            } else if row.has("class") {
                self.class(row)?;
            } else {
                let at = at(&row);
                self.actor(actor(row, at)?);
            }
        }
        Ok(())
    }

    fn actor(&mut self, row: ActorRow) {
        let name = row.keys.first().cloned().unwrap_or_default();
        let known = self.by_name.get(&name).and_then(|at| self.actors.get_mut(*at));
        if let Some(known) = known {
            *known = row;
        } else {
            self.by_name.insert(name, self.actors.len());
            self.actors.push(row);
        }
    }

    fn state(&mut self, mut row: Row<'_>) -> Result<(), LexiconError> {
        let code = row.required_text("state")?;
        let state = StateRow {
            country: row.text("country")?.unwrap_or_else(|| code.clone()),
            name: row.required_text("name")?,
            adjectives: row.texts("adjectives")?,
            names: row.texts("names")?,
            capitals: row.texts("capitals")?,
            stems: row.texts("stems")?,
            region: row.flag("region")?,
            code,
        };
        row.finish()?;
        match self.states.iter_mut().find(|known| known.code == state.code) {
            Some(known) => *known = state,
            None => self.states.push(state),
        }
        Ok(())
    }

    fn class(&mut self, mut row: Row<'_>) -> Result<(), LexiconError> {
        let word = row.required_text("class")?;
        let Some(class) = Class::from_word(&word) else {
            return Err(row.error("class", &word, "the name of a class of words"));
        };
        for word in row.texts("words")? {
            self.words.push((class, word));
        }
        row.finish()
    }
}

fn actor(mut row: Row<'_>, at: At) -> Result<ActorRow, LexiconError> {
    let role = row.required_text("role")?;
    let Some(role) = ActorRole::from_word(&role) else {
        return Err(row.error("role", &role, "a role such as `armed_group` or `government`"));
    };
    let mut organs = Vec::new();
    for word in row.texts("organs")? {
        match Organ::from_word(&word) {
            Some(organ) => organs.push(organ),
            None => return Err(row.error("organs", &word, "an organ such as `military`")),
        }
    }
    let (valid_from, valid_to) = validity(&mut row)?;
    let name = row.required_text("name")?;
    let aliases = row.texts("aliases")?;
    let shared = row.texts("shared_aliases")?;
    let keys =
        |names: &[String]| -> Vec<Box<str>> { names.iter().map(|name| key(name).into()).collect() };
    let mut own_keys = keys(std::slice::from_ref(&name));
    own_keys.extend(keys(&aliases));
    if own_keys.first().is_none_or(|key| key.is_empty()) {
        return Err(row.error("name", &name, "a name with letters or digits"));
    }
    let actor = ActorRow {
        at,
        name,
        keys: own_keys,
        shared_keys: keys(&shared),
        aliases,
        shared,
        parents: row.texts("parents")?,
        backers: row.texts("backers")?,
        role,
        side: optional(&mut row, "side")?,
        country: optional(&mut row, "country")?,
        answers_for: row.texts("answers_for")?,
        theatres: row.texts("theatres")?,
        region: row.text("region")?,
        organs,
        backed_by: row.text("backed_by")?,
        speaks_for: row.text("speaks_for")?,
        valid_from,
        valid_to,
        generic: row.flag("generic")?,
        note: optional(&mut row, "note")?,
    };
    optional(&mut row, "source")?;
    row.finish()?;
    Ok(actor)
}

fn person(mut row: Row<'_>, at: At) -> Result<PersonRow, LexiconError> {
    let mut names = vec![row.required_text("person")?];
    names.extend(row.texts("aliases")?);
    let (valid_from, valid_to) = validity(&mut row)?;
    let speaks_for = row.required_text("speaks_for")?;
    optional(&mut row, "note")?;
    optional(&mut row, "source")?;
    row.finish()?;
    Ok(PersonRow { at, names, speaks_for, valid_from, valid_to })
}

fn validity(row: &mut Row<'_>) -> Result<(Option<NaiveDate>, Option<NaiveDate>), LexiconError> {
    let from = date(row, "valid_from")?;
    let to = date(row, "valid_to")?;
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        return Err(row.error("valid_to", &to.to_string(), "a day not before `valid_from`"));
    }
    Ok((from, to))
}

fn date(row: &mut Row<'_>, field: &'static str) -> Result<Option<NaiveDate>, LexiconError> {
    let Some(text) = row.text(field)? else { return Ok(None) };
    match NaiveDate::parse_from_str(&text, "%Y-%m-%d") {
        Ok(date) => Ok(Some(date)),
        Err(_) => Err(row.error(field, &text, "a day such as `2023-10-17`")),
    }
}

/// A text that may be left empty, as tables exported from a spreadsheet have it.
fn optional(row: &mut Row<'_>, field: &'static str) -> Result<Option<String>, LexiconError> {
    match row.take(field) {
        None => Ok(None),
        Some(Value::Text(text)) => Ok(Some(text.into_owned()).filter(|text| !text.is_empty())),
        Some(other) => Err(row.error(field, &other.to_string(), "a text")),
    }
}
