//! Accounts made by hand: one event that has a bit of everything, and one made of a given string.

use std::collections::BTreeMap;

use super::{
    Alternative, Assertion, AssertionId, Attribute, EventId, Finding, PossibleLink, Reconciliation,
    SetAside, Unresolved,
};
use crate::model::{Damage, Outcome, Place, Relation, Role};
use crate::reconcile::{
    Attribution, FindingKind, Findings, Link, Magnitude, Occurrence, Origin, Quartiles, Range,
    ReconciledEvent, Share, Shares, SourceRecord, StatedValue, Summary, TallyAccount, TallyVerdict,
    ThreatAccount, Verdict, View,
};

pub(super) fn id(text: &str) -> AssertionId {
    AssertionId::try_from(text).unwrap()
}

fn value(assertion: &str, view: View, value: &str) -> StatedValue {
    StatedValue { assertion: id(assertion), value: value.to_owned().into(), view }
}

fn finding(
    verdict: Verdict,
    kind: FindingKind,
    magnitude: Option<Magnitude>,
    values: Vec<StatedValue>,
    explanation: &str,
) -> Finding {
    Finding {
        verdict,
        kind,
        magnitude,
        values,
        explanation: explanation.to_owned(),
        would_reconcile: &[],
        ranges: Vec::new(),
        divided: false,
        notes: Vec::new(),
    }
}

fn assertions() -> Vec<Assertion> {
    let quote = format!("{} the twenty-sixth", ["word"; 25].join(" "));
    vec![
        Assertion::claim("claim", "Ahl al-Tha'er")
            .role(Role::Militia)
            .relayed_by(["Telegram", "MEMRI JTTM"])
            .published("2023-01-04")
            .url("https://a.example/claim?a=1&b=(2)")
            .quote(quote)
            .language("ar")
            .time("2023-01-04")
            .place(Place::named("Al-Omar oil field").region("Deir ez-Zor").country("SY"))
            .action("missile attack")
            .munitions("122 mm Grad missiles", "five")
            .damage(Damage::Claimed)
            .summary("Five missiles fired at the base, said to have hit accurately")
            .extra("x_desk", "north")
            .build(),
        Assertion::confirmation("centcom", "U.S. Central Command")
            .role(Role::Military)
            .relayed_by(["MEMRI JTTM"])
            .published("2023-01-04")
            .time("2023-01-04")
            .place(Place::named("Mission Support Site Conoco").country("SY"))
            .action("rocket attack")
            .munitions("rockets", "two")
            .munitions_with("rocket", 1, Outcome::Unfired)
            .damage(Damage::None)
            .build(),
        Assertion::report("first-count", "a local official")
            .unnamed()
            .time("2023-01-04")
            .munitions("rockets", "three")
            .build(),
        Assertion::threat("threat", "Telegram channels")
            .published("2023-01-03")
            .action("attack")
            .build(),
        Assertion::tally("tally", "Pentagon").count(27).period("../2023-10-31~").build(),
        Assertion::no_comment("aside", "Iranian officials")
            .about(Relation::Declines, ["threat"])
            .build(),
        Assertion::report("other", "SOHR").published("2023-01-05").action("shelling").build(),
    ]
    .into_iter()
    .map(|assertion| assertion.unwrap())
    .collect()
}

fn attributes() -> Findings {
    let (claimed, confirmed) = (View::Claimed, View::Confirmed);
    let mut place = finding(
        Verdict::Conflict,
        FindingKind::DifferentSite,
        Some(Magnitude::Km(31.749_961)),
        vec![
            value("claim", claimed, "Al-Omar oil field"),
            value("centcom", confirmed, "Mission Support Site Conoco"),
        ],
        "claimed: Al-Omar oil field; confirmed: Mission Support Site Conoco; both in Deir ez-Zor",
    );
    place.would_reconcile = &["two attacks that day", "a wrong name of the base"];
    let mut count = finding(
        Verdict::Conflict,
        FindingKind::Shortfall,
        Some(Magnitude::Ratio(2.5)),
        vec![value("claim", claimed, "5 fired"), value("centcom", confirmed, "2 fired, 1 unfired")],
        "claimed: 5 fired; confirmed: 2 fired and 1 found unfired",
    );
    count.ranges = vec![Range {
        of: "fired".into(),
        low: 2,
        low_by: id("centcom"),
        high: Some(5),
        high_by: id("claim"),
    }];
    count.notes = vec!["the claimant sees what was fired, the defender what arrived".into()];
    let munition = finding(
        Verdict::Compatible,
        FindingKind::Refines,
        None,
        vec![value("claim", claimed, "122 mm Grad"), value("centcom", confirmed, "rockets")],
        "claimed: 122 mm Grad, a kind of rocket; confirmed: rockets",
    );
    let time = finding(
        Verdict::Agree,
        FindingKind::Same,
        None,
        vec![value("claim", claimed, "2023-01-04"), value("centcom", confirmed, "2023-01-04")],
        "both: 2023-01-04",
    );
    let casualties = finding(
        Verdict::Unilateral,
        FindingKind::OneSide,
        None,
        vec![value("centcom", confirmed, "0 killed, 0 injured")],
        "confirmed: 0 killed, 0 injured",
    );
    [
        (Attribute::Time, time),
        (Attribute::Place, place),
        (Attribute::Munition, munition),
        (Attribute::Count, count),
        (Attribute::Casualties, casualties),
    ]
    .into_iter()
    .collect()
}

fn sources() -> Vec<SourceRecord> {
    vec![SourceRecord {
        name: "Ahl al-Tha'er".into(),
        assertions: 1,
        claims: 1,
        confirmed: 1,
        side: Some("iran_aligned".into()),
        shares: Some(Shares {
            confirmed: Share::of(1, 1).unwrap(),
            corroborated: Share::of(0, 1).unwrap(),
            unconfirmed: Share::of(0, 1).unwrap(),
            disputed: Share::of(0, 1).unwrap(),
            few: true,
        }),
        count_ratio: Quartiles::of([2.5]),
        place_km: Quartiles::of([31.749_961]),
        delay_hours: Quartiles::of([0.0]),
        ..SourceRecord::default()
    }]
}

fn sides() -> Vec<SourceRecord> {
    vec![SourceRecord {
        name: "iran_aligned".into(),
        assertions: 1,
        claims: 1,
        confirmed: 1,
        ..SourceRecord::default()
    }]
}

/// One event with a bit of everything.
pub(in crate::report) fn conoco() -> (Reconciliation, Vec<Assertion>) {
    let members = [id("centcom"), id("claim"), id("first-count")];
    let event_id = EventId::of(&members);
    let origin = |name: &str, view, ids: &[&str]| Origin {
        name: name.to_owned(),
        view,
        assertions: ids.iter().map(|text| id(text)).collect(),
    };
    let event = ReconciledEvent {
        id: event_id,
        headline: "Rocket attack, Al-Omar oil field or Mission Support Site Conoco, 2023-01-04"
            .into(),
        occurrence: Occurrence::ConfirmedClaimed,
        without_denials: None,
        attribution: Attribution::Admitted,
        assertions: vec![id("centcom"), id("claim")],
        withdrawn: vec![id("first-count")],
        origins: vec![
            origin("Ahl al-Tha'er", View::Claimed, &["claim"]),
            origin("U.S. Central Command", View::Confirmed, &["centcom"]),
        ],
        probability: Some(0.712_345_6),
        attributes: attributes(),
        silences: vec!["claimant: casualties".into()],
        alternative: Some(Alternative {
            events: vec![vec![id("centcom")], vec![id("claim")]],
            probability: Some(0.287_654_4),
            explanation: "or two events: Al-Omar oil field; Mission Support Site Conoco".into(),
        }),
        links: vec![Link {
            left: id("centcom"),
            right: id("claim"),
            probability: 0.712_345_6,
            reasons: ["time: same day, +5.1 bits", "place: 32 km apart, −1.3 bits"]
                .into_iter()
                .collect(),
        }],
    };
    let account = Reconciliation {
        events: vec![event],
        possible_links: vec![PossibleLink {
            left: id("claim"),
            right: id("other"),
            probability: 0.31,
            explanation: "for: a day apart; against: no place".into(),
        }],
        threats: vec![ThreatAccount {
            assertion: id("threat"),
            followed_by: vec![event_id],
            explanation: "one event fits actor, target and time".into(),
        }],
        tallies: vec![TallyAccount {
            assertion: id("tally"),
            speaker: "United States Department of Defense".into(),
            asserted: "27".into(),
            found: 1,
            verdict: TallyVerdict::TooFewInData,
            explanation: "1 of the 27 is in the data".into(),
            by_occurrence: BTreeMap::from([(Occurrence::ConfirmedClaimed, 1)]),
            events: vec![event_id],
        }],
        set_aside: vec![
            SetAside { assertion: id("aside"), reason: "a no-comment about a threat".into() },
            SetAside { assertion: id("other"), reason: "by way of example".into() },
        ],
        unresolved: vec![Unresolved {
            assertion: id("claim"),
            field: "event.place.region".into(),
            text: "Deir ez-Zor".into(),
            nearest: Some("Dayr az-Zawr".into()),
        }],
        sources: sources(),
        sides: sides(),
        summary: Summary {
            assertions: 7,
            events: 1,
            by_occurrence: BTreeMap::from([(Occurrence::ConfirmedClaimed, 1)]),
            by_attribution: BTreeMap::from([(Attribution::Admitted, 1)]),
            conflicts_by_attribute: BTreeMap::from([(Attribute::Place, 1), (Attribute::Count, 1)]),
        },
    };
    (account, assertions())
}

/// The same event with one string wherever a string of the input can be.
pub(super) fn with_strings(string: &str) -> (Reconciliation, Vec<Assertion>) {
    let (mut account, mut assertions) = conoco();
    // The model refuses control characters and blank names; here they come in by the fields that
    // are made of several strings, and by a speaker whose name the model accepts.
    let name: String = string.chars().filter(|letter| !letter.is_control()).collect();
    let name = if name.trim().is_empty() { "x".to_owned() } else { name };
    let hostile = Assertion::report("hostile", name.clone())
        .relayed_by([name.clone()])
        .url(name.clone())
        .quote(name.clone())
        .language(name.clone())
        .place(Place::named(name.clone()).region(name.clone()))
        .action(name.clone())
        .actor(name.clone())
        .target(name.clone())
        .munitions(name.clone(), 2)
        .summary(name)
        .extra("x_own", string)
        .build()
        .unwrap();
    assertions.push(hostile);
    let event = &mut account.events[0];
    event.assertions.push(id("hostile"));
    event.headline = string.to_owned();
    event.silences = vec![string.to_owned()];
    event.origins[0].name = string.to_owned();
    event.links[0].reasons = [string].into_iter().collect();
    if let Some(alternative) = &mut event.alternative {
        alternative.explanation = string.to_owned();
    }
    for finding in event.attributes.values_mut() {
        finding.explanation = string.to_owned();
        finding.notes = vec![string.to_owned()];
        for value in &mut finding.values {
            value.value = string.to_owned().into();
        }
        for range in &mut finding.ranges {
            range.of = string.to_owned();
        }
    }
    account.possible_links[0].explanation = string.to_owned();
    account.threats[0].explanation = string.to_owned();
    account.tallies[0].explanation = string.to_owned();
    account.set_aside[0].reason = string.to_owned();
    account.unresolved[0].text = string.to_owned();
    account.unresolved[0].nearest = Some(string.to_owned());
    account.sources[0].name = string.to_owned();
    account.sources[0].side = Some(string.to_owned());
    account.sides[0].name = string.to_owned();
    (account, assertions)
}

/// The hand-made event with coordinates in the data, so that no gazetteer is asked for them.
pub(super) fn located() -> (Reconciliation, Vec<Assertion>) {
    let (account, mut assertions) = conoco();
    for (index, lat, lon, radius) in [(0, 35.1, 40.55, 12.0), (1, 35.33, 40.31, 8.0)] {
        let mut value = serde_json::to_value(&assertions[index]).unwrap();
        let place = &mut value["event"]["place"];
        place["lat"] = lat.into();
        place["lon"] = lon.into();
        place["radius_km"] = radius.into();
        assertions[index] = serde_json::from_value(value).unwrap();
    }
    (account, assertions)
}
