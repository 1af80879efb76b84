//! How long it takes to turn words into concepts: per look-up, and per whole assertion.
//!
//! ```text
//! cargo bench --bench normalize
//! ```

use std::hint::black_box;
use std::io::BufReader;
use std::time::Instant;

use corroborate::model::{Assertion, Quantity, TimeExtent};
use corroborate::normalize::actors::{ActorContext, Actors};
use corroborate::normalize::gazetteer::{Gazetteer, PlaceQuery};
use corroborate::normalize::munitions::Munitions;
use corroborate::normalize::{Lexicons, Resolver};
use corroborate::read::{JsonLines, Mode, read_all};
use corroborate::text::{fold, skeleton};
use criterion::{BenchmarkGroup, Criterion, Throughput, measurement::WallTime};

const MUNITIONS: [&str; 8] = [
    "five 122 mm Grad missiles",
    "18 OWA UAVs",
    "two salvoes of rockets",
    "booby-trapped drones",
    "anti-ship ballistic missile",
    "drone shot down",
    "صواريخ كاتيوشا",
    "ударные беспилотники",
];

const ACTORS: [&str; 8] = [
    "Kataeb Hezbollah",
    "IDF Spokesman Daniel Hagari",
    "two Iraqi security officials",
    "Russia's Ministry of Defence",
    "UKMTO",
    "governor of Belgorod Vyacheslav Gladkov",
    "المقاومة الإسلامية في العراق",
    "an outlet that nobody has heard of",
];

const PLACES: [&str; 8] = [
    "Ain al-Asad airbase in Anbar province",
    "60 nautical miles south-east of Aden",
    "Kharkiv Oblast",
    "close to the Green Zone, near the river",
    "Aita al-Shaab",
    "between Gao and Ansongo",
    "قاعدة عين الأسد",
    "a hill that nobody has heard of",
];

const QUANTITIES: [&str; 8] =
    ["5", "dozens", "at least 12", "between 3 and 5", "a couple", "عشرات", "zwei Raketen", "~40"];

const TIMES: [&str; 6] = [
    "2023-01-04",
    "2023-01-04T06:30+03:00",
    "2023-11",
    "2023-01-03/2023-01-04",
    "2023-01-04/..",
    "2023-01-04T06:30~",
];

fn each<T, R>(
    group: &mut BenchmarkGroup<'_, WallTime>,
    name: &str,
    inputs: &[T],
    mut look_up: impl FnMut(&T) -> R,
) {
    group.throughput(Throughput::Elements(inputs.len() as u64));
    group.bench_function(name, |bencher| {
        bencher.iter(|| {
            for input in inputs {
                black_box(look_up(black_box(input)));
            }
        });
    });
}

/// The seed file over and over, so that all its words have been seen but for the first time round.
fn assertions() -> Vec<Assertion> {
    let file = include_bytes!("../examples/data/five-articles.jsonl");
    let input = JsonLines::new(BufReader::new(&file[..]), "five-articles.jsonl");
    read_all([input], Mode::Strict).expect("the shipped example is valid").assertions
}

/// What a program waits for once: each lexicon is read when it is first asked for.
fn first_use() {
    let start = Instant::now();
    let munitions = Munitions::shipped().classes().count();
    let munitions_read = start.elapsed();
    let start = Instant::now();
    let actors = Actors::shipped().iter().count();
    let actors_read = start.elapsed();
    let start = Instant::now();
    let places = Gazetteer::shipped().ids().count();
    let places_read = start.elapsed();
    println!(
        "normalize/first use: {munitions} classes {munitions_read:?}, {actors} actors \
         {actors_read:?}, {places} places {places_read:?}"
    );
}

fn normalize(criterion: &mut Criterion) {
    first_use();
    let (munitions, actors) = (Munitions::shipped(), Actors::shipped());
    let gazetteer = Gazetteer::shipped();
    assert!(actors.resolve("Kataeb Hezbollah", &ActorContext::default()).id.is_some());
    assert!(gazetteer.resolve(&PlaceQuery::name("Kharkiv Oblast")).id.is_some());
    assert!(!munitions.resolve("18 OWA UAVs").classes.is_empty());

    let mut group = criterion.benchmark_group("normalize");
    each(&mut group, "fold", &PLACES, |text| fold(text));
    each(&mut group, "skeleton", &PLACES, |text| skeleton(text));
    each(&mut group, "munitions", &MUNITIONS, |text| munitions.resolve(text));
    each(&mut group, "actors", &ACTORS, |text| actors.resolve(text, &ActorContext::default()));
    each(&mut group, "places", &PLACES, |text| gazetteer.resolve(&PlaceQuery::name(text)));
    each(&mut group, "quantities", &QUANTITIES, |text| text.parse::<Quantity>());
    each(&mut group, "times", &TIMES, |text| text.parse::<TimeExtent>());

    let assertions = assertions();
    group.throughput(Throughput::Elements(assertions.len() as u64));
    group.bench_function("assertions/new words", |bencher| {
        bencher.iter(|| {
            // Lexicons remember what they were asked.
            let lexicons = Lexicons::shipped();
            let mut resolver = Resolver::new(&lexicons);
            for assertion in &assertions {
                black_box(resolver.resolve(assertion));
            }
        });
    });
    let lexicons = Lexicons::shipped();
    let mut resolver = Resolver::new(&lexicons);
    each(&mut group, "assertions/known words", &assertions, |assertion| {
        resolver.resolve(assertion)
    });
    group.finish();
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    normalize(&mut criterion);
    criterion.final_summary();
}
