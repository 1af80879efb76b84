//! Assertions at random: real names, places and munitions with some garbage among them.

use corroborate::model::Assertion;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Map, Value, json};

const SPEAKERS: &[(&str, &str)] = &[
    ("Islamic Resistance in Iraq", "militia"),
    ("Ahl al-Tha'er", "militia"),
    ("Kata'ib Hizballah", "militia"),
    ("Houthi military spokesman Yahya Saree", "militia"),
    ("Hezbollah", "militia"),
    ("U.S. Central Command", "military"),
    ("CENTCOM", "military"),
    ("Pentagon", "military"),
    ("Israeli military", "military"),
    ("Ukrainian Air Force", "military"),
    ("Russian Ministry of Defense", "government"),
    ("Iraqi Kurdish officials", "government"),
    ("Syrian Observatory for Human Rights", "monitor"),
    ("SOHR", "monitor"),
    ("UKMTO", "monitor"),
    ("Reuters", "media"),
    ("an Iraqi security source", "security_source"),
];

const RELAYS: &[&str] = &["Sabereen News", "MEMRI JTTM", "Reuters", "RFE/RL", "Telegram", "AFP"];

const PLACES: &[&str] = &[
    r#"{"name":"Al-Omar oil field","country":"SY"}"#,
    r#"{"name":"Mission Support Site Conoco","region":"northeast Syria","country":"SY"}"#,
    r#"{"name":"Ain al-Asad airbase","region":"Anbar","country":"IQ"}"#,
    r#"{"name":"al-Assad Airbase","country":"IQ"}"#,
    r#"{"name":"Tel Baydar base","region":"Hasaka province","country":"SY"}"#,
    r#"{"name":"Irbil","country":"IQ","radius_km":20}"#,
    r#"{"name":"near Erbil airport"}"#,
    r#"{"region":"eastern Syria","country":"SY"}"#,
    r#"{"country":"IQ"}"#,
    r#"{"name":"Bab al-Mandab","lat":12.6,"lon":43.3,"radius_km":30}"#,
    r#"{"name":"60 nautical miles west of Hodeidah"}"#,
    r#"{"name":"Kerch Bridge","country":"UA"}"#,
    r#"{"name":"Gao","country":"ML"}"#,
    r#"{"name":"Kiryat Shmona","country":"IL"}"#,
    r#"{"lat":35.33,"lon":40.14,"radius_km":2.5}"#,
];

const ACTIONS: &[&str] = &[
    "rocket attack",
    "drone attack",
    "ballistic missile attack",
    "air strike",
    "IED",
    "shelling",
    "attack",
    "interception",
    "ambush",
];

const MUNITIONS: &[&str] = &[
    "122 mm Grad missiles",
    "rockets",
    "drones",
    "explosive-laden drone",
    "ballistic missile",
    "cruise missiles",
    "shells",
    "anti-ship missile",
    "Shahed-136",
    "Burkan",
];

const COUNTS: &[&str] =
    &["1", "2", "5", "20", "~20", ">=2", "2-4", "at least one", "several", "dozens", "a barrage"];

const TARGETS: &[&str] = &[
    "U.S. forces",
    "coalition forces",
    "M/V True Confidence",
    "the Crimean Bridge",
    "civilians",
    "an oil refinery",
];

/// A name: mostly one of the given, at times something that nobody has seen before.
fn name(known: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop_oneof![
        9 => select(known).prop_map(str::to_owned),
        1 => "[A-Za-zäßéابجд‘'’ -]{0,14}[a-zبд]",
    ]
}

/// A time within a few weeks, so that assertions meet, in one of the forms of the format; at times one of
/// the farthest that can be written.
fn time() -> impl Strategy<Value = String> {
    (1_u32..=20, 0_u32..24, 0_u32..18).prop_map(|(day, hour, form)| match form % 9 {
        _ if form == 17 => {
            ["0001-01-01", "9999-12-31", "0001-01-01~", "9999"][hour as usize % 4].to_owned()
        }
        0..=2 => format!("2024-01-{day:02}"),
        3 => format!("2024-01-{day:02}T{hour:02}:30+03:00"),
        4 => format!("2024-01-{day:02}T{hour:02}:00Z~"),
        5 => format!("2024-01-{day:02}/2024-01-{:02}", day + 1),
        6 => format!("2024-01-{day:02}~"),
        7 => "2024-01".to_owned(),
        _ => format!("2024-01-{day:02}/.."),
    })
}

fn place() -> impl Strategy<Value = Value> {
    prop_oneof![
        9 => select(PLACES).prop_map(|text| serde_json::from_str(text).expect("a place is JSON")),
        1 => name(&["Hasaka"]).prop_map(|name| json!({ "name": name })),
    ]
}

fn quantity() -> impl Strategy<Value = Value> {
    prop_oneof![
        3 => (0_u32..40).prop_map(Value::from),
        6 => select(COUNTS).prop_map(Value::from),
        1 => (0_u32..5, 0_u32..5).prop_map(|(min, more)| json!({"min": min, "max": min + more})),
    ]
}

fn munition() -> impl Strategy<Value = Value> {
    let outcome =
        select(&["fired", "hit", "missed", "dud", "intercepted", "failed", "unfired"][..]);
    (name(MUNITIONS), prop::option::of(quantity()), prop::option::weighted(0.3, outcome)).prop_map(
        |(kind, count, outcome)| {
            let mut object = Map::from_iter([("type".to_owned(), kind.into())]);
            object.extend(count.map(|count| ("count".to_owned(), count)));
            object.extend(outcome.map(|outcome| ("outcome".to_owned(), outcome.into())));
            Value::Object(object)
        },
    )
}

fn casualties() -> impl Strategy<Value = Value> {
    let side = prop::option::of(select(&["target", "actor", "civilian"][..]));
    (prop::option::of(quantity()), prop::option::of(quantity()), side).prop_map(
        |(killed, injured, side)| {
            let mut object = Map::new();
            object.extend(killed.map(|killed| ("killed".to_owned(), killed)));
            object.extend(injured.map(|injured| ("injured".to_owned(), injured)));
            object.extend(side.map(|side| ("side".to_owned(), side.into())));
            Value::Object(object)
        },
    )
}

fn event() -> impl Strategy<Value = Map<String, Value>> {
    let names = (
        prop::option::weighted(0.8, name(ACTIONS)),
        prop::collection::vec(select(SPEAKERS).prop_map(|(name, _)| name), 0..2),
        prop::collection::vec(name(TARGETS), 0..3),
    );
    let damage = &["none", "minor", "moderate", "severe", "destroyed", "claimed"][..];
    (
        prop::option::weighted(0.7, time()),
        prop::option::weighted(0.8, place()),
        names,
        prop::collection::vec(munition(), 0..3),
        prop::collection::vec(casualties(), 0..2),
        prop::option::weighted(0.3, select(damage)),
    )
        .prop_map(|(time, place, (action, actors, targets), munitions, casualties, damage)| {
            let mut event = Map::new();
            event.extend(time.map(|time| ("time".to_owned(), time.into())));
            event.extend(place.map(|place| ("place".to_owned(), place)));
            event.extend(action.map(|action| ("action".to_owned(), action.into())));
            event.insert("actors".to_owned(), actors.into());
            event.insert("targets".to_owned(), targets.into());
            event.insert("munitions".to_owned(), munitions.into());
            event.insert("casualties".to_owned(), casualties.into());
            event.extend(damage.map(|damage| ("damage".to_owned(), damage.into())));
            event
        })
}

/// What one line says, before it has an id and knows what it can refer to.
#[derive(Clone, Debug)]
struct Draft {
    kind: &'static str,
    speaker: (&'static str, &'static str),
    relays: Vec<&'static str>,
    published: Option<String>,
    url: Option<u8>,
    event: Map<String, Value>,
    bare: bool,
    total: Value,
    about: Vec<Index>,
    relation: Option<&'static str>,
    detail: &'static str,
}

fn draft() -> impl Strategy<Value = Draft> {
    let kind = prop_oneof![
        5 => Just("claim"),
        4 => Just("confirmation"),
        5 => Just("report"),
        2 => Just("denial"),
        1 => Just("no_comment"),
        1 => Just("threat"),
        1 => Just("tally"),
        2 => Just("retraction"),
    ];
    let relation =
        select(&["retracts", "corrects", "repeats", "denies", "declines", "supersedes"][..]);
    (
        (kind, select(SPEAKERS), prop::collection::vec(select(RELAYS), 0..3)),
        prop::option::weighted(0.8, time()),
        prop::option::weighted(0.3, 0_u8..4),
        (event(), any::<bool>(), quantity()),
        prop_oneof![3 => Just(0), 1 => Just(1), 1 => Just(2)]
            .prop_flat_map(|count| prop::collection::vec(any::<Index>(), count)),
        prop::option::weighted(0.7, relation),
        select(&["occurrence", "responsibility", "detail"][..]),
    )
        .prop_map(
            |(
                (kind, speaker, relays),
                published,
                url,
                (event, bare, total),
                about,
                relation,
                detail,
            )| {
                Draft {
                    kind,
                    speaker,
                    relays,
                    published,
                    url,
                    event,
                    bare,
                    total,
                    about,
                    relation,
                    detail,
                }
            },
        )
}

impl Draft {
    fn into_assertion(self, row: usize, about: &[String]) -> Assertion {
        let mut object = Map::new();
        let mut put = |key: &str, value: Value| object.insert(key.to_owned(), value);
        let kind = if self.kind == "retraction" && about.is_empty() { "report" } else { self.kind };
        put("id", id_of(row).into());
        put("kind", kind.into());
        put("source", json!({ "name": self.speaker.0, "role": self.speaker.1 }));
        put("relayed_by", self.relays.into());
        put("published", self.published.into());
        put("url", self.url.map(|url| format!("https://example.org/{url}")).into());
        if !about.is_empty() {
            put("about", about.into());
            put("relation", self.relation.into());
        }
        if kind == "denial" {
            put("denies", self.detail.into());
        }
        let may_be_bare = matches!(kind, "denial" | "no_comment" | "retraction");
        if kind == "tally" {
            let mut tally = json!({ "count": self.total, "period": "2024-01-01/2024-01-20" });
            if let (Some(tally), Some(place)) = (tally.as_object_mut(), self.event.get("place")) {
                tally.insert("place".to_owned(), place.clone());
            }
            put("tally", tally);
        } else if !(may_be_bare && self.bare) {
            put("event", self.event.into());
        }
        serde_json::from_value(Value::Object(object)).expect("a draft keeps the rules")
    }
}

fn id_of(row: usize) -> String {
    format!("a{row:02}")
}

/// One assertion that keeps every rule of the format.
pub(crate) fn assertion() -> impl Strategy<Value = Assertion> {
    draft().prop_map(|draft| {
        let about: Vec<String> =
            draft.about.iter().map(|index| id_of(1 + index.index(9))).collect();
        draft.into_assertion(0, &about[..about.len().min(1)])
    })
}

/// A data set that a strict reading accepts: relations lead to earlier lines.
pub(crate) fn data_set(most: usize) -> impl Strategy<Value = Vec<Assertion>> {
    prop::collection::vec(draft(), 1..=most).prop_map(|drafts| {
        let about = |row: usize, index: &Index| (row > 0).then(|| id_of(index.index(row)));
        assemble(drafts, about)
    })
}

/// A data set as a lenient reading may give it: relations lead anywhere, in loops and to nowhere.
pub(crate) fn tangled_data_set(most: usize) -> impl Strategy<Value = Vec<Assertion>> {
    prop::collection::vec(draft(), 1..=most).prop_map(|drafts| {
        let rows = drafts.len();
        let about = move |row: usize, index: &Index| {
            let target = index.index(rows + 2);
            (target != row).then(|| id_of(target))
        };
        assemble(drafts, about)
    })
}

fn assemble(
    drafts: Vec<Draft>,
    target: impl Fn(usize, &Index) -> Option<String>,
) -> Vec<Assertion> {
    let rows = drafts.into_iter().enumerate();
    rows.map(|(row, draft)| {
        let mut about: Vec<String> =
            draft.about.iter().filter_map(|index| target(row, index)).collect();
        about.sort();
        about.dedup();
        draft.into_assertion(row, &about)
    })
    .collect()
}
