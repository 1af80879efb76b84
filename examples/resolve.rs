//! Shows what the lexicons make of the words in a file of assertions: how many of the distinct
//! texts for munitions, actors and places are understood, and which are not.
//!
//! ```text
//! resolve FILE... [--munitions FILE] [--actors FILE] [--gazetteer FILE] [--all]
//! ```
//!
//! With `--all`, every text is listed with what it stands for, as CSV: field, country at hand,
//! text, understood, concept.
//!
//! Exit status: 0 done, 1 a file has errors (each on standard error), 2 wrong usage.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use corroborate::model::{Assertion, Place};
use corroborate::normalize::actors::ActorMatch;
use corroborate::normalize::gazetteer::{MatchKind as PlaceMatchKind, PlaceId, PlaceMatch};
use corroborate::normalize::munitions::{Act, MunitionPhrase};
use corroborate::normalize::{Lexicons, Resolver};

#[path = "common/mod.rs"]
mod common;

/// Shows what the lexicons make of the words in a file of assertions.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// Assertions as JSON Lines.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    lexicons: common::LexiconFiles,
    /// List every text with what it stands for, as CSV.
    #[arg(long)]
    all: bool,
}

fn main() -> ExitCode {
    common::end(run(&Arguments::parse()))
}

fn run(arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let lexicons = arguments.lexicons.lexicons()?;
    let assertions = common::assertions(&arguments.files)?;
    let mut resolver = Resolver::new(&lexicons);
    let mut texts = Texts { lexicons: &lexicons, rows: BTreeMap::new() };
    for assertion in &assertions {
        texts.add(assertion, &mut resolver);
    }
    if arguments.all { texts.list(io::stdout().lock()) } else { texts.summary(io::stdout().lock()) }
}

/// Which lexicon a text is for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Field {
    Munition,
    Actor,
    Place,
}

impl Field {
    const ALL: [Self; 3] = [Self::Munition, Self::Actor, Self::Place];

    const fn word(self) -> &'static str {
        match self {
            Self::Munition => "munition",
            Self::Actor => "actor",
            Self::Place => "place",
        }
    }
}

/// What a text became.
struct Meaning {
    understood: bool,
    concept: String,
    /// The nearest known name of a text that was not understood.
    nearest: Option<String>,
}

/// The distinct texts, each in each country in which it stands.
struct Texts<'l> {
    lexicons: &'l Lexicons,
    rows: BTreeMap<(Field, String, String), Meaning>,
}

impl Texts<'_> {
    fn add(&mut self, assertion: &Assertion, resolver: &mut Resolver<'_>) {
        let concepts = resolver.resolve(assertion);
        let event = assertion.event();
        let stated = event.and_then(|event| event.place.as_ref());
        let country = stated
            .and_then(Place::country)
            .map(|country| country.as_str().to_owned())
            .or_else(|| Some(concepts.place.as_ref()?.country?.as_str().to_owned()))
            .unwrap_or_default();
        let actor = |found: &ActorMatch| self.actor(found);
        let mut rows = vec![(Field::Actor, &*assertion.source().name, actor(&concepts.speaker))];
        for (name, found) in assertion.relayed_by().iter().zip(&concepts.relays) {
            rows.push((Field::Actor, name, actor(found)));
        }
        if let Some(event) = event {
            for (name, found) in event.actors.iter().zip(&concepts.actors) {
                rows.push((Field::Actor, name, actor(found)));
            }
            for (name, found) in event.targets.iter().zip(&concepts.targets) {
                rows.push((Field::Actor, name, actor(found)));
            }
            if let (Some(text), Some(found)) = (&event.action, &concepts.action) {
                rows.push((Field::Munition, text, self.munition(found)));
            }
            for (munition, found) in event.munitions.iter().zip(&concepts.munitions) {
                rows.push((Field::Munition, &munition.kind, self.munition(found)));
            }
        }
        if let (Some(name), Some(found)) =
            (stated.and_then(|place| place.name()), concepts.place.as_ref())
        {
            rows.push((Field::Place, name, self.place(found)));
        }
        for (field, text, meaning) in rows {
            self.rows.entry((field, text.to_owned(), country.clone())).or_insert(meaning);
        }
    }

    fn munition(&self, found: &MunitionPhrase) -> Meaning {
        let munitions = self.lexicons.munitions();
        let mut words: Vec<String> =
            found.classes.iter().map(|class| munitions.class(class).name.clone()).collect();
        words.extend(found.count.as_ref().map(|count| format!("count {count}")));
        words.extend(found.unit.map(|unit| format!("unit {unit:?}").to_lowercase()));
        if found.act != Act::Attack {
            words.push(format!("act {:?}", found.act).to_lowercase());
        }
        Meaning {
            understood: !found.classes.is_empty()
                || found.act != Act::Other
                || found.unit.is_some(),
            concept: words.join("; "),
            nearest: found.nearest.clone(),
        }
    }

    fn actor(&self, found: &ActorMatch) -> Meaning {
        let actors = self.lexicons.actors();
        let name = |id| actors.actor(id).name.to_string();
        let concept = match found.id {
            Some(id) => name(id),
            None if found.candidates.is_empty() => String::new(),
            None => found.candidates.iter().map(|id| name(*id)).collect::<Vec<_>>().join(" or "),
        };
        Meaning { understood: found.is_understood(), concept, nearest: found.nearest.clone() }
    }

    fn place(&self, found: &PlaceMatch) -> Meaning {
        let gazetteer = self.lexicons.gazetteer();
        let name = |id: PlaceId| {
            let entry = gazetteer.entry(id);
            entry.map_or_else(String::new, |entry| match entry.country {
                Some(country) => format!("{} ({})", entry.name, country.as_str()),
                None => entry.name.to_owned(),
            })
        };
        let mut words: Vec<String> =
            found.id.into_iter().chain(found.also.clone()).map(name).collect();
        if found.id.is_none() && !found.candidates.is_empty() {
            let open: Vec<_> = found.candidates.iter().map(|id| name(*id)).collect();
            words.push(open.join(" or "));
        }
        words.extend(found.near.then(|| "near".to_owned()));
        words.extend(found.generic.map(|kind| format!("some {kind:?}").to_lowercase()));
        Meaning {
            understood: !matches!(found.how, PlaceMatchKind::Unresolved | PlaceMatchKind::None)
                || found.generic.is_some(),
            concept: words.join("; "),
            nearest: found.nearest.clone(),
        }
    }

    fn summary(&self, mut out: impl Write) -> Result<(), Box<dyn Error>> {
        for field in Field::ALL {
            let rows = || self.rows.iter().filter(|((own, ..), _)| *own == field);
            let known = rows().filter(|(_, meaning)| meaning.understood).count();
            let all = rows().count();
            #[expect(clippy::cast_precision_loss, reason = "counts of texts are small")]
            let share = 100.0 * known as f64 / all.max(1) as f64;
            writeln!(out, "{:<9} {known:>5} of {all:>5} understood, {share:.1} %", field.word())?;
        }
        for ((field, text, country), meaning) in &self.rows {
            if !meaning.understood {
                let nearest = meaning.nearest.as_deref().unwrap_or("nothing");
                writeln!(out, "{}: \"{text}\" [{country}], nearest is {nearest}", field.word())?;
            }
        }
        Ok(())
    }

    fn list(&self, out: impl Write) -> Result<(), Box<dyn Error>> {
        let mut out = csv::Writer::from_writer(out);
        out.write_record(["field", "country", "text", "understood", "concept"])?;
        for ((field, text, country), meaning) in &self.rows {
            let understood = if meaning.understood { "yes" } else { "no" };
            out.write_record([field.word(), country, text, understood, &meaning.concept])?;
        }
        out.flush()?;
        Ok(())
    }
}
