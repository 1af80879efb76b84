//! Writes what matching knows of each assertion as CSV, resolved by the lexicons, for other record-linkage
//! programs to start from.
//!
//! ```text
//! features_csv FILE [--gazetteer FILE] [--actors FILE] [--munitions FILE] > FEATURES.csv
//! ```
//!
//! One row for each assertion that can be a member of an event, in the order of the input. Empty cells are
//! what is not stated. Days are local; sets are written with `|` between their members.
//!
//! Exit status: 0 done, 1 the input has errors (each on standard error), 2 wrong usage.

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use corroborate::model::quantity::Quantity;
use corroborate::model::{Assertion, Casualties, Outcome, Precision, Side, TimeExtent};
use corroborate::normalize::munitions::ClassId;
use corroborate::normalize::{FeatureTable, Resolver};
use corroborate::text;
use serde::Serialize;

#[path = "common/mod.rs"]
mod common;

/// Writes resolved features as CSV to standard output.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// Assertions as JSON Lines.
    file: PathBuf,
    #[command(flatten)]
    lexicons: common::LexiconFiles,
}

/// One assertion, its words meant.
#[derive(Serialize)]
struct Row {
    id: String,
    kind: &'static str,
    /// The day of the event, where a day is stated.
    event_day: Option<String>,
    /// The minute of that day, where an hour is stated.
    minute: Option<i64>,
    published_day: Option<String>,
    /// The day of the event, or else of the publication.
    day: Option<String>,
    /// The name of the gazetteer's entry, or the folded words where it has none.
    place: String,
    lat: Option<f64>,
    lon: Option<f64>,
    radius_km: Option<f64>,
    is_region: Option<bool>,
    country: String,
    munition: String,
    /// The classes and all that they are kinds of.
    munition_lines: String,
    actors: String,
    /// The actors and all under whose names the same deed may be reported.
    actor_lines: String,
    victims: String,
    targets: String,
    speaker: String,
    named: bool,
    document: String,
    fired_min: Option<u64>,
    fired_max: Option<u64>,
    killed_min: Option<u64>,
    killed_max: Option<u64>,
    injured_min: Option<u64>,
    injured_max: Option<u64>,
    about: String,
}

fn main() -> ExitCode {
    common::end(run(&Arguments::parse()))
}

fn run(arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let assertions = common::assertions(std::slice::from_ref(&arguments.file))?;
    let lexicons = arguments.lexicons.lexicons()?;
    let mut resolver = Resolver::new(&lexicons);
    let mut out = csv::Writer::from_writer(std::io::stdout().lock());
    for assertion in &assertions {
        if FeatureTable::can_match(assertion) {
            out.serialize(row(assertion, &mut resolver))?;
        }
    }
    Ok(out.flush()?)
}

fn row(assertion: &Assertion, resolver: &mut Resolver<'_>) -> Row {
    let meant = resolver.resolve(assertion);
    let lexicons = resolver.lexicons();
    let event = assertion.event();
    let time = event.and_then(|event| event.time.as_ref());
    let stated = time.filter(|time| time.precision() >= Precision::Day);
    let event_day = stated.and_then(day);
    let published_day = assertion.published().and_then(day);
    // A site among the targets says more than a bare region.
    let site = meant.target_sites.first();
    let place = match (&meant.place, site) {
        (Some(place), Some(site)) if place.is_region || place.id.is_none() => Some(site),
        (place, site) => place.as_ref().or(site),
    };
    let entry = place.and_then(|place| lexicons.gazetteer().entry(place.id?));
    let place_name = match (&entry, event.and_then(|event| event.place.as_ref()?.name())) {
        (Some(entry), _) => entry.name.to_owned(),
        (None, name) => name.map(text::fold).unwrap_or_default(),
    };
    let country = place.and_then(|place| place.country).map(|country| country.as_str().to_owned());
    let mut classes = meant.classes;
    classes.remove(ClassId::ROOT);
    let munitions = lexicons.munitions();
    let actors = lexicons.actors();
    let fired = fired(assertion);
    let killed = losses(assertion, |casualties| casualties.killed.as_ref());
    let injured = losses(assertion, |casualties| casualties.injured.as_ref());
    Row {
        id: assertion.id().to_string(),
        kind: assertion.kind().as_str(),
        minute: stated.and_then(minute),
        day: event_day.clone().or_else(|| published_day.clone()),
        event_day,
        published_day,
        place: place_name,
        lat: place.and_then(|place| place.point).map(|point| point.0),
        lon: place.and_then(|place| place.point).map(|point| point.1),
        radius_km: place.filter(|place| place.point.is_some()).map(|place| place.radius_km),
        is_region: place.map(|place| place.is_region),
        country: country.unwrap_or_default(),
        munition_lines: joined(classes.iter().flat_map(|class| {
            let above = |class: &ClassId| munitions.class(*class).parent;
            std::iter::successors(Some(class), above)
                .filter(|class| *class != ClassId::ROOT)
                .map(|class| munitions.class(class).name.clone())
                .collect::<Vec<_>>()
        })),
        munition: joined(classes.iter().map(|class| munitions.class(class).name.clone())),
        actors: joined(
            meant
                .actors
                .iter()
                .filter_map(|matched| matched.id.map(|actor| actors.actor(actor).name.to_string())),
        ),
        actor_lines: joined(meant.actors.iter().filter_map(|matched| matched.id).flat_map(
            |actor| {
                let mut line = vec![actor];
                let mut next = 0;
                while let Some(&actor) = line.get(next) {
                    next += 1;
                    for parent in &actors.actor(actor).parents {
                        if !line.contains(parent) {
                            line.push(*parent);
                        }
                    }
                }
                line.into_iter().map(|actor| actors.actor(actor).name.to_string())
            },
        )),
        victims: joined(meant.targets.iter().filter_map(|matched| {
            matched.id.map(|actor| actors.actor(actors.principal(actor)).name.to_string())
        })),
        targets: joined(event.map_or(&[][..], |event| &event.targets).iter().flat_map(|target| {
            let skeleton = text::skeleton(target);
            text::words(&skeleton).map(str::to_owned).collect::<Vec<_>>()
        })),
        speaker: match meant.speaker.id {
            Some(actor) => actors.actor(actor).name.to_string(),
            None => text::skeleton(&assertion.source().name),
        },
        named: assertion.source().named,
        document: document(assertion),
        fired_min: fired.map(|(min, _)| min),
        fired_max: fired.and_then(|(_, max)| max),
        killed_min: killed.map(|(min, _)| min),
        killed_max: killed.and_then(|(_, max)| max),
        injured_min: injured.map(|(min, _)| min),
        injured_max: injured.and_then(|(_, max)| max),
        about: joined(assertion.about().iter().map(ToString::to_string)),
    }
}

fn joined(members: impl Iterator<Item = String>) -> String {
    let mut members: Vec<String> = members.collect();
    members.sort();
    members.dedup();
    members.join("|")
}

fn day(time: &TimeExtent) -> Option<String> {
    let point = time.start().or_else(|| time.end())?;
    Some(point.local().date().format("%Y-%m-%d").to_string())
}

fn minute(time: &TimeExtent) -> Option<i64> {
    let point = time.start().filter(|point| point.precision() > Precision::Day)?;
    let local = point.local();
    Some((local - local.date().and_hms_opt(0, 0, 0)?).num_minutes())
}

fn document(assertion: &Assertion) -> String {
    match (assertion.url(), assertion.relayed_by().last(), assertion.published()) {
        (Some(url), _, _) => url.trim_end_matches('/').to_owned(),
        (None, Some(relay), Some(published)) => format!("{}, {published}", text::fold(relay)),
        _ => String::new(),
    }
}

type Bounds = (u64, Option<u64>);

fn sum<'a>(quantities: impl Iterator<Item = &'a Quantity>) -> Option<Bounds> {
    quantities.map(|quantity| (quantity.min(), quantity.max())).reduce(|left, right| {
        let max = left.1.zip(right.1).map(|(left, right)| left.saturating_add(right));
        (left.0.saturating_add(right.0), max)
    })
}

fn fired(assertion: &Assertion) -> Option<Bounds> {
    let munitions = &assertion.event()?.munitions;
    let of = |is_fired: bool| {
        sum(munitions
            .iter()
            .filter(|munition| (munition.outcome == Outcome::Fired) == is_fired)
            .filter(|munition| munition.outcome.is_part_of_fired() || is_fired)
            .filter_map(|munition| munition.count.as_ref()))
    };
    of(true).or_else(|| of(false))
}

fn losses(
    assertion: &Assertion,
    field: impl Fn(&Casualties) -> Option<&Quantity>,
) -> Option<Bounds> {
    let casualties = &assertion.event()?.casualties;
    sum(casualties
        .iter()
        .filter(|casualties| casualties.side != Some(Side::Actor))
        .filter_map(field))
}
