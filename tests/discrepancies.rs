//! Each verdict from the smallest story that shows it: the same two statements, one thing changed.

mod util;

use corroborate::Reconciler;
use corroborate::model::{
    Assertion, AssertionBuilder, Casualties, Damage, Outcome, Place, Quantity, Relation, Side,
};
use corroborate::reconcile::{Attribute, FindingKind, Magnitude, TallyVerdict, Verdict};
use util::{account, check, finding};

fn claim() -> AssertionBuilder {
    Assertion::claim("claim", "Kata'ib Hezbollah").published("2023-01-04")
}

fn official() -> AssertionBuilder {
    Assertion::confirmation("official", "CENTCOM").published("2023-01-04")
}

#[test]
fn fewer_confirmed_than_claimed_is_a_shortfall_with_its_ratio() {
    let found = finding(
        Attribute::Count,
        vec![
            claim().munitions("122 mm Grad missiles", "five"),
            official().munitions("rockets", "two").munitions_with("rocket", 1, Outcome::Unfired),
        ],
    );
    check(&found, Verdict::Conflict, FindingKind::Shortfall);
    assert_eq!(found.magnitude, Some(Magnitude::Ratio(2.5)));
    assert_eq!(found.explanation, "claimed: 5 fired; confirmed: 2 fired and 1 found unfired");
    assert!(!found.would_reconcile.is_empty());
}

#[test]
fn what_was_found_unfired_is_told_in_words_whatever_its_number() {
    let told = |unfired: u64, more: Option<Outcome>| {
        let found =
            official().munitions("rockets", 2).munitions_with("rocket", unfired, Outcome::Unfired);
        let found = match more {
            Some(outcome) => found.munitions_with("rocket", 1, outcome),
            None => found,
        };
        let found = finding(Attribute::Count, vec![claim().munitions("rockets", 5), found]);
        found.explanation
    };
    assert_eq!(told(3, None), "claimed: 5 fired; confirmed: 2 fired and 3 found unfired");
    let expected = "claimed: 5 fired; confirmed: 2 fired, 12 found unfired, 1 hit";
    assert_eq!(told(12, Some(Outcome::Hit)), expected);
}

#[test]
fn a_contradiction_on_one_side_is_told_beside_the_verdict_on_the_sides() {
    let said = || {
        let other = Assertion::report("other", "SOHR").published("2023-01-04");
        vec![
            claim().munitions("rockets", 5).casualties(Casualties::default().killed(5.into())),
            official().munitions("rockets", 5).casualties(Casualties::default().killed(5.into())),
            other.munitions("rockets", 50).casualties(Casualties::default().killed(50.into())),
        ]
    };
    for (attribute, note) in [
        (Attribute::Count, "among the others, confirmed: 5 fired; reported: 50 fired"),
        (Attribute::Casualties, "among the others, confirmed: 5 killed; reported: 50 killed"),
    ] {
        let found = finding(attribute, said());
        assert_ne!(found.verdict, Verdict::Conflict);
        assert!(found.divided);
        assert_eq!(found.notes, [note]);
    }
    let found = finding(Attribute::Count, said().into_iter().take(2).collect());
    assert!(!found.divided && found.notes.is_empty(), "{:?}", found.notes);
}

#[test]
fn places_and_damage_are_told_apart_on_one_side_too() {
    let said = || {
        let other = Assertion::report("other", "SOHR").published("2023-01-04");
        vec![
            claim().place("Ain al-Asad").damage(Damage::Claimed),
            official().place("Ain al-Asad").damage(Damage::Minor),
            other.place("Erbil").damage(Damage::Destroyed),
        ]
    };
    for (attribute, note) in [
        (Attribute::Place, "among the others, confirmed: Ain al-Asad; reported: Erbil"),
        (Attribute::Damage, "among the others, confirmed: minor damage; reported: destroyed"),
    ] {
        let found = finding(attribute, said());
        assert_ne!(found.verdict, Verdict::Conflict, "{found:?}");
        assert!(found.divided, "{found:?}");
        assert_eq!(found.notes, [note]);
        let found = finding(attribute, said().into_iter().take(2).collect());
        assert!(!found.divided && found.notes.is_empty(), "{found:?}");
    }
}

#[test]
fn a_contradiction_on_one_side_is_told_where_nobody_claims() {
    let report = |id, speaker| Assertion::report(id, speaker).published("2023-01-04");
    let said = || {
        let (sohr, afp) = (report("sohr", "SOHR"), report("afp", "AFP"));
        vec![
            official().place("Ain al-Asad").damage(Damage::Minor),
            sohr.place("Ain al-Asad").damage(Damage::Minor),
            afp.place("Erbil").damage(Damage::Destroyed),
        ]
    };
    for (attribute, note) in [
        (
            Attribute::Place,
            "among the others, reported by AFP: Erbil; reported by SOHR: Ain al-Asad",
        ),
        (
            Attribute::Damage,
            "among those who report, reported by AFP: destroyed; reported by SOHR: minor damage",
        ),
    ] {
        let found = finding(attribute, said());
        assert_eq!(found.verdict, Verdict::Agree, "{found:?}");
        assert!(found.divided, "{found:?}");
        assert_eq!(found.notes, [note]);
    }
    // What makes the verdict is no remark beside it.
    let stopped = claim().munitions_with("rocket", 2, Outcome::Intercepted);
    let reported = report("afp", "AFP").damage(Damage::Severe);
    let found =
        finding(Attribute::Damage, vec![stopped, reported, official().damage(Damage::None)]);
    assert_eq!(found.verdict, Verdict::Conflict, "{found:?}");
    assert!(!found.divided && found.notes.is_empty(), "{found:?}");
}

#[test]
fn a_report_of_the_claim_by_its_channel_is_no_claim() {
    let channel = Assertion::report("channel", "Sabereen News").published("2023-01-04");
    let found = finding(
        Attribute::Existence,
        vec![claim().action("shelling"), channel.action("shelling").actor("Kata'ib Hezbollah")],
    );
    assert_eq!(found.explanation, "claimed by Kata'ib Hezbollah; nobody else speaks to it");
}

#[test]
fn counts_are_read_as_ranges_and_stages() {
    let cases = [
        ("several", "3", Outcome::Fired, Verdict::Compatible),
        ("3", "3", Outcome::Fired, Verdict::Agree),
        ("20", "18", Outcome::Intercepted, Verdict::Compatible),
        ("2", "3", Outcome::Fired, Verdict::Conflict),
        ("at least 10", "20", Outcome::Fired, Verdict::Compatible),
    ];
    for (claimed, confirmed, outcome, verdict) in cases {
        let found = finding(
            Attribute::Count,
            vec![
                claim().munitions("drones", claimed),
                official().munitions_with("drones", confirmed, outcome),
            ],
        );
        assert_eq!(found.verdict, verdict, "{claimed} {confirmed}: {}", found.explanation);
    }
}

#[test]
fn counts_of_classes_that_exclude_each_other_are_not_compared() {
    let found = finding(
        Attribute::Count,
        vec![claim().munitions("rockets", 5), official().munitions("drones", 2)],
    );
    assert_eq!(found.verdict, Verdict::Compatible);
}

#[test]
fn two_named_sites_conflict_and_the_distance_is_given() {
    let found = finding(
        Attribute::Place,
        vec![
            claim().place(Place::named("Al-Omar oil field").country("SY")),
            official().place(Place::named("Mission Support Site Conoco").country("SY")),
        ],
    );
    check(&found, Verdict::Conflict, FindingKind::DifferentSite);
    let Some(Magnitude::Km(km)) = found.magnitude else { panic!("{found:?}") };
    assert!((30.0..35.0).contains(&km), "{km}");
    assert!(found.explanation.ends_with("both in Deir ez-Zor Governorate"), "{found:?}");
}

#[test]
fn a_region_around_the_site_is_less_precise_not_another_place() {
    let found = finding(
        Attribute::Place,
        vec![
            claim().place(Place::named("Al-Omar oil field").country("SY")),
            official().place(Place::in_country("SY")),
        ],
    );
    check(&found, Verdict::Compatible, FindingKind::Refines);
}

#[test]
fn times_are_compared_at_their_precision() {
    let place = || Place::named("Ain al-Asad air base").country("IQ");
    let cases = [
        ("2023-01-04", "2023-01-04", Verdict::Agree),
        ("2023-01-04", "2023-01-04T18:30+03:00", Verdict::Compatible),
        ("2023-01-04", "2023-01-05", Verdict::Compatible),
        ("2023-01-04", "2023-01-07", Verdict::Conflict),
        ("2023-01-04T12:00", "2023-01-04T12:18", Verdict::Compatible),
        ("2023-01-04T09:00+03:00", "2023-01-04T20:00+03:00", Verdict::Conflict),
    ];
    for (claimed, confirmed, verdict) in cases {
        let found = finding(
            Attribute::Time,
            vec![claim().place(place()).time(claimed), official().place(place()).time(confirmed)],
        );
        assert_eq!(found.verdict, verdict, "{}", found.explanation);
    }
}

#[test]
fn a_speaker_without_an_event_time_is_taken_at_its_publication() {
    let found =
        finding(Attribute::Time, vec![claim().time("2023-01-04"), official().damage(Damage::None)]);
    check(&found, Verdict::Agree, FindingKind::ByPublication);
}

#[test]
fn a_claimed_hit_against_no_damage_is_an_unsupported_effect() {
    for (confirmed, verdict) in [
        (Damage::None, Verdict::Conflict),
        (Damage::Minor, Verdict::Compatible),
        (Damage::Claimed, Verdict::Agree),
    ] {
        let found = finding(
            Attribute::Damage,
            vec![claim().damage(Damage::Claimed), official().damage(confirmed)],
        );
        assert_eq!(found.verdict, verdict, "{}", found.explanation);
    }
    let shot_down = official().munitions_with("drones", 2, Outcome::Intercepted);
    let found = finding(Attribute::Damage, vec![claim().damage(Damage::Claimed), shot_down]);
    check(&found, Verdict::Conflict, FindingKind::UnsupportedEffect);
}

#[test]
fn silence_is_no_value_and_none_is_one() {
    let none = Casualties::new().killed(Quantity::exact(0)).on_side(Side::Target);
    let found = finding(Attribute::Casualties, vec![claim(), official().casualties(none.clone())]);
    assert_eq!(found.verdict, Verdict::Unilateral);
    let some = Casualties::new().killed(Quantity::exact(3)).on_side(Side::Target);
    let found =
        finding(Attribute::Casualties, vec![claim().casualties(some), official().casualties(none)]);
    check(&found, Verdict::Conflict, FindingKind::DifferentToll);
}

#[test]
fn wounded_without_a_number_are_more_than_none() {
    let words = Casualties::new().on_side(Side::Target).among("minor injuries");
    let found = finding(Attribute::Casualties, vec![official().casualties(words)]);
    assert_eq!(found.values[0].value, "more than none, number unknown (minor injuries)");
}

#[test]
fn a_toll_that_grows_with_the_date_is_a_revision() {
    let toll = |count| Casualties::new().killed(Quantity::exact(count)).on_side(Side::Target);
    let found = finding(
        Attribute::Casualties,
        vec![
            official().casualties(toll(3)),
            Assertion::report("later", "SOHR").published("2023-01-09").casualties(toll(5)),
        ],
    );
    check(&found, Verdict::Compatible, FindingKind::Revision);
}

#[test]
fn a_kind_of_the_class_is_more_precise_and_another_class_conflicts() {
    for (confirmed, verdict) in [
        ("rockets", Verdict::Compatible),
        ("122 mm Grad rockets", Verdict::Agree),
        ("drones", Verdict::Conflict),
    ] {
        let found = finding(
            Attribute::Munition,
            vec![claim().munitions("122 mm Grad rockets", 5), official().munitions(confirmed, 5)],
        );
        assert_eq!(found.verdict, verdict, "{}", found.explanation);
    }
}

#[test]
fn an_umbrella_and_its_member_are_on_one_line() {
    let found = finding(
        Attribute::Attribution,
        vec![
            Assertion::claim("claim", "Islamic Resistance in Iraq").time("2024-01-20"),
            official().actor("Iranian-backed militants"),
        ],
    );
    check(&found, Verdict::Compatible, FindingKind::SameLine);
}

#[test]
fn a_denial_of_the_occurrence_disputes_the_event() {
    let found = finding(
        Attribute::Existence,
        vec![claim().action("attack"), Assertion::denial("no", "CENTCOM").action("attack")],
    );
    check(&found, Verdict::Conflict, FindingKind::OccurrenceDenied);
}

#[test]
fn a_tally_is_held_against_the_data_and_never_called_wrong() {
    let account = account(vec![
        official().time("2023-10-20").place(Place::in_country("IQ")).action("drone attack"),
        Assertion::tally("tally", "Pentagon").count(27).period("2023-10-17/2023-10-31"),
    ]);
    let tally = &account.tallies[0];
    assert_eq!((tally.found, tally.verdict), (1, TallyVerdict::TooFewInData));
    assert_eq!(tally.explanation, "1 of the 27 is in the data");
}

#[test]
fn a_threat_is_followed_by_what_comes_after_it_only() {
    let threat = |date: &str| {
        Assertion::threat("threat", "Kata'ib Hezbollah").published(date).target("US forces")
    };
    let attack = || claim().time("2023-01-04").target("US forces").action("rocket attack");
    let followed = |date| account(vec![attack(), threat(date)]).threats[0].followed_by.len();
    assert_eq!(followed("2023-01-02"), 1);
    assert_eq!(followed("2023-01-06"), 0);
    assert_eq!(followed("2022-06-01"), 0);
}

#[test]
fn a_comment_that_is_declined_on_a_threat_is_set_aside_with_the_reason() {
    let account = account(vec![
        Assertion::threat("threat", "Kata'ib Hezbollah").target("US forces"),
        Assertion::no_comment("silent", "Iran").about(Relation::Declines, ["threat"]),
    ]);
    assert!(account.events.is_empty());
    assert_eq!(account.set_aside[0].reason, "declines to comment on the threat threat");
}

#[test]
fn a_comment_that_is_declined_is_about_what_its_document_tells_and_else_about_nothing() {
    let tells = |page: &str| {
        Assertion::report("tells", "Syrian military")
            .published("2021-10-14")
            .url(page)
            .place("Palmyra")
            .action("air strike")
    };
    let silent = || {
        Assertion::no_comment("silent", "Israeli military")
            .published("2021-10-14")
            .url("https://a.example/1")
    };
    let account = |said: [AssertionBuilder; 2]| {
        Reconciler::default().reconcile(&said.map(|said| said.build().unwrap()))
    };
    let with = account([tells("https://a.example/1"), silent()]);
    assert_eq!(with.events.len(), 1);
    assert!(with.set_aside.is_empty(), "{:?}", with.set_aside);
    let other = tells("https://b.example/1").published("2021-12-14");
    let without = account([other, silent()]);
    assert_eq!(without.events.len(), 1);
    assert_eq!(without.set_aside[0].assertion.as_str(), "silent");
}

#[test]
fn more_intercepted_than_were_fired_breaks_the_sum() {
    let found = finding(
        Attribute::Count,
        vec![
            claim().munitions("drones", 10),
            official().munitions_with("drones", 12, Outcome::Intercepted),
        ],
    );
    check(&found, Verdict::Conflict, FindingKind::SumsDiffer);
    assert_eq!(found.magnitude, Some(Magnitude::Ratio(1.2)));
}

#[test]
fn what_a_relay_makes_of_a_statement_is_shown_under_it_and_changes_no_verdict() {
    let relay = || official_relay().munitions("rockets", 3);
    let distorted = "by CENTCOM: 2 fired; as relayed by Syria TV: 3 fired";

    let alone = finding(Attribute::Count, vec![official().munitions("rockets", 2), relay()]);
    check(&alone, Verdict::Unilateral, FindingKind::RelayDistortion);
    assert_eq!(alone.explanation, distorted);

    let statements = || vec![claim().munitions("rockets", 2), official().munitions("rockets", 2)];
    let without = finding(Attribute::Count, statements());
    let mut with = statements();
    with.push(relay());
    let with = finding(Attribute::Count, with);
    assert!(without.notes.is_empty(), "{:?}", without.notes);
    assert_eq!(with.notes, [distorted]);
    assert_ne!(with.verdict, Verdict::Conflict);
}

#[test]
fn a_relay_that_keeps_to_its_primary_is_no_distortion() {
    let relay = official_relay().munitions("rockets", "several");
    let found = finding(Attribute::Count, vec![official().munitions("rockets", 3), relay]);
    check(&found, Verdict::Unilateral, FindingKind::OneSide);
    assert!(found.notes.is_empty());
}

fn official_relay() -> AssertionBuilder {
    Assertion::confirmation("relay", "CENTCOM").published("2023-01-04").relayed_by(["Syria TV"])
}

#[test]
fn a_speaker_that_says_another_number_later_revises_its_own() {
    let later = Assertion::confirmation("later", "CENTCOM").published("2023-01-06");
    let found = finding(
        Attribute::Count,
        vec![official().munitions("rockets", 2), later.munitions("rockets", 4)],
    );
    check(&found, Verdict::Unilateral, FindingKind::Revision);
    assert_eq!(found.explanation, "first by CENTCOM: 2 fired; later: 4 fired");
}

#[test]
fn two_officials_without_names_are_not_taken_for_one_who_changes_a_figure() {
    let unnamed = |id: &str, day: &str, count: u64| {
        Assertion::confirmation(id, "a security official")
            .unnamed()
            .published(day)
            .munitions("rockets", count)
    };
    let found = finding(
        Attribute::Count,
        vec![unnamed("a", "2023-01-04", 2), unnamed("b", "2023-01-06", 4)],
    );
    assert_ne!(found.kind, FindingKind::Revision, "{}", found.explanation);
    assert!(found.notes.is_empty());
}
