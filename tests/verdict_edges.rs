//! Where a difference between two statements is none, or is one of precision only.

mod util;

use corroborate::model::{
    Assertion, AssertionBuilder, Casualties, DenialScope, Outcome, Place, PlaceBuilder, Side,
};
use corroborate::reconcile::{Attribute, Finding, FindingKind, Verdict};
use util::{check, finding};

fn health_ministry() -> AssertionBuilder {
    Assertion::confirmation("ministry", "Sudanese Ministry of Health").published("2025-01-25")
}

fn doctors() -> AssertionBuilder {
    Assertion::report("doctors", "Médecins Sans Frontières").published("2025-01-25")
}

fn killed(number: &str) -> Casualties {
    Casualties::new().killed(number.parse().unwrap()).on_side(Side::Civilian)
}

#[test]
fn more_than_a_round_number_is_no_contradiction_of_that_number() {
    for (one, other, verdict) in [
        ("more than 70", "70", Verdict::Compatible),
        ("70", "more than 70", Verdict::Compatible),
        ("fewer than 50", "50", Verdict::Compatible),
        ("more than 70", "68", Verdict::Conflict),
        ("more than 71", "71", Verdict::Conflict),
        ("at least 71", "70", Verdict::Conflict),
        ("more than 4", "4", Verdict::Conflict),
    ] {
        let said =
            vec![health_ministry().casualties(killed(one)), doctors().casualties(killed(other))];
        let found = finding(Attribute::Casualties, said);
        assert_eq!(found.verdict, verdict, "{one}, {other}: {}", found.explanation);
        let drones = |said: AssertionBuilder, number: &str| said.munitions("drones", number);
        let said = vec![drones(health_ministry(), one), drones(doctors(), other)];
        let found = finding(Attribute::Count, said);
        assert_eq!(found.verdict, verdict, "{one}, {other}: {}", found.explanation);
        let is_approximate = found.kind == FindingKind::Approximate;
        assert_eq!(is_approximate, verdict == Verdict::Compatible, "{one}, {other}");
    }
}

#[test]
fn those_of_one_nationality_are_a_part_of_all_who_died() {
    let owner = |number| {
        let toll = killed(number).among("Filipino crew members");
        Assertion::report("embassy", "Philippine embassy").published("2025-01-25").casualties(toll)
    };
    let all = || health_ministry().casualties(killed("5")).place(Place::named("Jeddah"));
    let found = finding(Attribute::Casualties, vec![all(), owner("2")]);
    check(&found, Verdict::Compatible, FindingKind::OtherGroup);
    // Where nobody says where it was, nobody is known for a foreigner.
    let somewhere = health_ministry().casualties(killed("5"));
    let found = finding(Attribute::Casualties, vec![somewhere, owner("2")]);
    check(&found, Verdict::Conflict, FindingKind::DifferentToll);
    // The site that is hit says where, too.
    let at_site = health_ministry().casualties(killed("5")).target("Jeddah airport");
    let found = finding(Attribute::Casualties, vec![at_site, owner("2")]);
    check(&found, Verdict::Compatible, FindingKind::OtherGroup);
    // Whom one figure is of says nothing of another one.
    let injured = Casualties::new().injured("1".parse().unwrap()).on_side(Side::Civilian);
    let said = doctors().casualties(killed("2")).casualties(injured.among("Filipinos"));
    let found = finding(Attribute::Casualties, vec![all(), said]);
    check(&found, Verdict::Conflict, FindingKind::DifferentToll);
    let said = doctors().casualties(killed("1")).casualties(killed("2").among("Filipinos"));
    let found = finding(Attribute::Casualties, vec![all(), said]);
    check(&found, Verdict::Conflict, FindingKind::DifferentToll);
    // Nor are those of one nationality among others who are named.
    let of_some = health_ministry().casualties(killed("5").among("soldiers"));
    let of_some = of_some.place(Place::named("Jeddah"));
    let found = finding(Attribute::Casualties, vec![of_some, owner("2")]);
    check(&found, Verdict::Conflict, FindingKind::DifferentToll);
    // A part cannot be more than the whole, and a word for people in general names no part.
    let found = finding(Attribute::Casualties, vec![all(), owner("8")]);
    check(&found, Verdict::Conflict, FindingKind::DifferentToll);
    let among = |who: &str| {
        let said = doctors().casualties(killed("2").among(who));
        finding(Attribute::Casualties, vec![all(), said])
    };
    for who in [
        "Americans",
        "American",
        "US citizens",
        "Iranians",
        "Indian workers",
        "Sri Lankan",
        "Thai nationals",
    ] {
        check(&among(who), Verdict::Compatible, FindingKind::OtherGroup);
    }
    // Neither do names after countries; and those of the country itself may be all.
    for who in ["people", "Georgia Tech students", "turkey farmers", "Saudi civilians"] {
        check(&among(who), Verdict::Conflict, FindingKind::DifferentToll);
    }
}

#[test]
fn who_denies_having_done_it_says_where_and_when() {
    let report = || {
        Assertion::confirmation("police", "National Police of Ukraine")
            .published("2023-03-02")
            .time("2023-03-02")
            .place(Place::named("Zaporizhzhia").country("UA"))
            .actor("Russia")
    };
    let denial = |scope| {
        Assertion::denial("denial", "Russian Ministry of Defence")
            .denies(scope)
            .published("2023-03-03")
            .time("2023-03-02")
            .place(Place::named("Zaporozhye").country("UA"))
    };
    for attribute in [Attribute::Place, Attribute::Time] {
        for scope in [DenialScope::Responsibility, DenialScope::Detail] {
            let found = finding(attribute, vec![report(), denial(scope)]);
            check(&found, Verdict::Agree, FindingKind::Same);
        }
        // Who says that nothing happened names the place of no event.
        let found = finding(attribute, vec![report(), denial(DenialScope::Occurrence)]);
        assert_eq!(found.verdict, Verdict::Unilateral, "{}", found.explanation);
    }
}

#[test]
fn what_a_denial_says_is_not_told_as_denied() {
    let there = |statement: AssertionBuilder, place: &str| statement.place(place);
    let report = there(Assertion::report("report", "SOHR").published("2023-03-02"), "Erbil");
    let denial = there(
        Assertion::denial("denial", "CENTCOM").denies(DenialScope::Detail).published("2023-03-03"),
        "Kirkuk",
    );
    let found = finding(Attribute::Place, vec![report, denial]);
    assert!(found.explanation.starts_with("reported: Erbil; in the denial: Kirkuk"), "{found:?}");
}

fn claimed(place: PlaceBuilder) -> AssertionBuilder {
    Assertion::claim("claim", "Houthis").published("2022-03-25").place(place)
}

fn confirmed(place: PlaceBuilder) -> AssertionBuilder {
    let ministry = "Saudi Ministry of Energy";
    Assertion::confirmation("official", ministry).published("2022-03-25").place(place)
}

#[test]
fn a_name_that_several_villages_share_is_not_far_from_anything() {
    // There are villages of that name in several countries, none of them in this one.
    let found = finding(
        Attribute::Place,
        vec![
            claimed(Place::named("Peshawar").country("PK")),
            Assertion::report("villagers", "villagers")
                .published("2022-03-25")
                .place(Place::named("Jaba village")),
        ],
    );
    assert_ne!(found.verdict, Verdict::Conflict, "{}", found.explanation);
}

/// What is found of a claimed and a confirmed place in one country.
fn places(country: &str, one: &str, other: &str) -> Finding {
    let place = |name: &str| Place::named(name).country(country);
    finding(Attribute::Place, vec![claimed(place(one)), confirmed(place(other))])
}

#[test]
fn a_list_holds_more_than_one_of_its_places() {
    let (both, one) = ("Jeddah and Jizan", "Jeddah");
    check(&places("SA", both, one), Verdict::Compatible, FindingKind::Coarser);
    check(&places("SA", one, both), Verdict::Compatible, FindingKind::Refines);
    check(&places("SA", both, both), Verdict::Agree, FindingKind::Same);
}

#[test]
fn lists_that_share_some_of_their_places_differ_in_precision() {
    for (one, other, kind) in [
        ("Jeddah, Jizan and Abha", "Jeddah and Jizan", FindingKind::Coarser),
        ("Jeddah and Jizan", "Jeddah, Jizan and Abha", FindingKind::Refines),
        ("Jeddah and Jizan", "Jeddah and Abha", FindingKind::Overlaps),
    ] {
        check(&places("SA", one, other), Verdict::Compatible, kind);
    }
    let turned = places("SA", "Jeddah and Jizan", "Jizan and Jeddah");
    check(&turned, Verdict::Agree, FindingKind::Same);
}

#[test]
fn a_facility_in_a_town_is_more_precise_than_the_town() {
    let found = places("YE", "a hospital in Zabid", "Zabid");
    check(&found, Verdict::Compatible, FindingKind::Refines);
}

#[test]
fn two_facilities_of_one_town_are_one_where_they_are_of_one_kind() {
    let found = places("YE", "a hospital in Zabid", "Zabid hospital");
    check(&found, Verdict::Agree, FindingKind::Same);
    for (one, other) in [("hospital", "airport"), ("airport", "hospital")] {
        let found = places("YE", &format!("{one} in Zabid"), &format!("{other} in Zabid"));
        check(&found, Verdict::Conflict, FindingKind::DifferentSite);
    }
    let found = places("YE", "the base in Zabid", "the airport in Zabid");
    check(&found, Verdict::Compatible, FindingKind::Overlaps);
}

#[test]
fn words_in_or_of_a_place_are_something_in_it() {
    for (country, part, whole) in [
        ("AZ", "residential area of Ganja", "Ganja"),
        ("UA", "Transfiguration Cathedral in Odesa", "Odesa area"),
        ("UA", "la cathédrale de la Transfiguration, centre d'Odessa", "Odesa"),
        ("AF", "madrasa in Laghmani village, Dasht-e-Archi", "Dasht-e-Archi district"),
        ("AF", "محل گردهمایی انتخاباتی در چاریکار", "Charikar"),
        ("SA", "arrivals hall of Abha International Airport", "Abha airport"),
        ("IQ", "an unoccupied segment of the Ain al-Asad airbase", "Ain al-Asad"),
    ] {
        let found = places(country, part, whole);
        assert_eq!(found.verdict, Verdict::Compatible, "{part} and {whole}: {found:?}");
    }
    // A word for the kind of place, a side or whose it is names nothing in it.
    for (country, one, other) in [
        ("SY", "the oil-rich town of Rmelan", "Rmelan"),
        ("IQ", "the southern Iraqi city of Nasiriyah", "Nasiriyah"),
        ("IQ", "US base in Victory Base", "Victory Base"),
        ("SY", "region of Palmyra", "Palmyra"),
        ("UA", "besieged Mariupol", "Mariupol"),
    ] {
        check(&places(country, one, other), Verdict::Agree, FindingKind::Same);
    }
}

#[test]
fn two_things_in_one_town_are_one_where_the_words_or_the_kinds_are() {
    for (country, one, other) in [
        ("LY", "migrant detention centre in Tajoura", "Tajoura Detention Centre"),
        ("LY", "centre de détention de migrants de Tajoura", "Tajoura prison"),
        ("UA", "the old opera in Odesa", "old opera of Odesa"),
        ("IQ", "Al-Nour school in Mosul", "a school in Mosul"),
        ("IQ", "Al-Nour school in Mosul", "the Nur primary school in Mosul"),
        ("IQ", "Al-Nour school in Mosul", "مدرسة النور في الموصل"),
        ("UA", "school No. 23 in Kharkiv", "Kharkiv, school 23"),
        ("UA", "schools 23 and 45 in Kharkiv", "school No. 45 in Kharkiv"),
    ] {
        check(&places(country, one, other), Verdict::Agree, FindingKind::Same);
    }
    for (country, one, other) in [
        ("UA", "the opera in Odesa", "the funicular of Odesa"),
        ("UA", "a school in Odesa", "residential area of Odesa"),
        ("UA", "the cathedral in Odesa", "a mosque in Odesa"),
        ("IQ", "an office building in Mosul", "a tower in Mosul"),
        // Each has a name of its own; one may have two.
        ("IQ", "Al-Nour school in Mosul", "Dijla school in Mosul"),
        ("IQ", "Al-Nour school in Mosul", "school No. 23 in Mosul"),
        ("UA", "28th Brigade in Kostiantynivka", "93rd Brigade in Kostiantynivka"),
        ("IR", "a nuclear site in Karaj", "a military base in Karaj"),
    ] {
        check(&places(country, one, other), Verdict::Compatible, FindingKind::Overlaps);
    }
}

#[test]
fn two_of_a_kind_with_numbers_of_their_own_are_two() {
    let found = places("UA", "school No. 23 in Kharkiv", "school No. 45 in Kharkiv");
    check(&found, Verdict::Conflict, FindingKind::DifferentSite);
}

#[test]
fn a_place_with_its_surroundings_is_not_the_place_alone() {
    let found = places("LY", "Mitiga airport and surrounding neighbourhoods", "Mitiga airport");
    check(&found, Verdict::Compatible, FindingKind::Near);
}

#[test]
fn the_airport_of_a_large_city_lies_outside_it() {
    let found = places("SA", "King Khalid International Airport", "Riyadh");
    check(&found, Verdict::Compatible, FindingKind::Near);
    // A base there is another place.
    let found = places("SA", "Prince Sultan air base", "Riyadh");
    check(&found, Verdict::Conflict, FindingKind::DifferentSite);
}

#[test]
fn what_stands_in_a_port_town_is_not_another_site_than_the_town() {
    let (site, town) = ("Tuapse refinery", "Tuapse");
    check(&places("RU", site, town), Verdict::Compatible, FindingKind::Near);
    check(&places("RU", town, site), Verdict::Compatible, FindingKind::Near);
    check(&places("RU", town, "Novorossiysk"), Verdict::Conflict, FindingKind::DifferentSite);
    check(&places("RU", "Taman", "Taman port"), Verdict::Compatible, FindingKind::Near);
    // The port alone is a site like another.
    let found = places("IL", "Port of Haifa", "Haifa refinery");
    check(&found, Verdict::Conflict, FindingKind::DifferentSite);
}

#[test]
fn who_denies_it_and_says_no_time_is_no_voice_on_the_time() {
    let report = doctors().time("2025-01-24T20:00");
    let denial = Assertion::denial("denial", "Rapid Support Forces")
        .denies(DenialScope::Responsibility)
        .published("2025-01-26");
    let found = finding(Attribute::Time, vec![report, denial]);
    check(&found, Verdict::Unilateral, FindingKind::OneSide);
}

#[test]
fn words_for_amounts_are_followed_by_of_only_before_a_noun() {
    let claim = || Assertion::claim("claim", "Houthis").published("2024-05-31");
    let several = claim().munitions("drones", "a large number").munitions("missiles", "dozens");
    let found = finding(Attribute::Count, vec![several]);
    assert_eq!(found.values[0].value, "a large number of drones fired, dozens of missiles fired");
    let found = finding(Attribute::Count, vec![claim().munitions("missiles", "a number of")]);
    assert_eq!(found.values[0].value, "a number fired");
    for (words, of) in [
        ("a couple", " of"),
        ("a score", " of"),
        ("two dozen", ""),
        ("large quantities", " of"),
        ("swarms", " of"),
        ("a wave", " of"),
        ("tens of thousands", " of"),
        ("several", ""),
        ("a few", ""),
        ("a dozen or so", ""),
        ("more than 70", ""),
    ] {
        let several = claim().munitions("drones", words).munitions("missiles", 1);
        let found = finding(Attribute::Count, vec![several]);
        assert_eq!(found.values[0].value, format!("{words}{of} drones fired, 1 missiles fired"));
    }
}

#[test]
fn shelling_is_with_mortars_or_guns_and_in_loose_words_with_rockets() {
    let meet = |other: &str| {
        let said = Assertion::claim("army", "LNA").published("2020-01-22").action("shelling");
        let confirmed = Assertion::confirmation("host", "GNA").published("2020-01-22");
        finding(Attribute::Munition, vec![said, confirmed.action(other)])
    };
    for other in ["mortar shells", "artillery fire"] {
        check(&meet(other), Verdict::Compatible, FindingKind::Coarser);
    }
    check(&meet("Grad rockets"), Verdict::Compatible, FindingKind::LooseWord);
    check(&meet("drone attack"), Verdict::Conflict, FindingKind::DifferentClass);
}

#[test]
fn a_part_of_what_was_fired_in_wider_words_is_no_other_kind_of_munition() {
    let all = || {
        Assertion::claim("army", "Iranian Army")
            .published("2025-01-25")
            .munitions("ballistic missiles", 12)
    };
    let said = vec![
        all(),
        Assertion::confirmation("host", "Qatari Ministry of Defence")
            .published("2025-01-25")
            .munitions("ballistic missiles", 12)
            .munitions_with("missiles", 11, Outcome::Intercepted),
    ];
    check(&finding(Attribute::Munition, said), Verdict::Agree, FindingKind::Same);
    // Also where nobody says how many were fired.
    let said = vec![
        all(),
        Assertion::confirmation("host", "Qatari Ministry of Defence")
            .published("2025-01-25")
            .munitions_with("ballistic missile", 1, Outcome::Hit)
            .munitions_with("missiles", 11, Outcome::Intercepted),
    ];
    check(&finding(Attribute::Munition, said), Verdict::Agree, FindingKind::Same);
    // Those that met one end, in a wider word and in a narrower one, are two kinds.
    let said = vec![
        all(),
        Assertion::confirmation("host", "Qatari Ministry of Defence")
            .published("2025-01-25")
            .munitions("ballistic missiles", 12)
            .munitions("missiles", 3),
    ];
    check(&finding(Attribute::Munition, said), Verdict::Compatible, FindingKind::Refines);
    // Two kinds that were fired are two kinds.
    let said = vec![
        all(),
        Assertion::confirmation("host", "Qatari Ministry of Defence")
            .published("2025-01-25")
            .munitions("ballistic missiles", 12)
            .munitions_with("drones", 11, Outcome::Intercepted),
    ];
    check(&finding(Attribute::Munition, said), Verdict::Compatible, FindingKind::Refines);
}

#[test]
fn a_missile_that_drones_carry_is_no_contradiction_of_a_drone_strike() {
    let army = || Assertion::claim("army", "US Central Command").published("2025-01-25");
    let strike = || doctors().action("drone strike");
    let found =
        finding(Attribute::Munition, vec![army().munitions("Hellfire missile", 1), strike()]);
    assert_eq!(found.verdict, Verdict::Compatible, "{}", found.explanation);
    let found =
        finding(Attribute::Munition, vec![army().munitions("ballistic missile", 1), strike()]);
    assert_eq!(found.verdict, Verdict::Conflict, "{}", found.explanation);
}

#[test]
fn two_dates_by_two_clocks_are_not_one_day() {
    let said = |second: &str| {
        vec![
            Assertion::confirmation("owner", "Zodiac Maritime")
                .published("2025-02-01")
                .time("2025-01-29")
                .place(Place::named("northern Indian Ocean")),
            Assertion::report("navy", "UKMTO")
                .published("2025-02-02")
                .time(second)
                .place(Place::named("off the coast of Oman")),
        ]
    };
    let shift = finding(Attribute::Time, said("2025-01-30"));
    check(&shift, Verdict::Compatible, FindingKind::ZoneShift);
    check(&finding(Attribute::Time, said("2025-01-29")), Verdict::Agree, FindingKind::Same);
}

#[test]
fn a_day_within_the_days_that_another_gives_is_no_matter_of_clocks() {
    let host = Assertion::confirmation("host", "Qatari Ministry of Defence");
    let said = |time| {
        let claim = Assertion::claim("army", "Iranian Army").time(time);
        let host = host.clone().time("2025-06-24").place(Place::named("Doha"));
        finding(Attribute::Time, vec![claim.place(Place::named("Doha")), host])
    };
    let found = said("2025-06-23/2025-06-25");
    assert_eq!(found.verdict, Verdict::Compatible);
    assert_ne!(found.kind, FindingKind::ZoneShift, "{}", found.explanation);
}

#[test]
fn a_denial_of_how_it_was_told_says_with_what_and_how_many_it_was() {
    let claim = || {
        let claim = Assertion::claim("claim", "Arakan Army").published("2023-11-13");
        claim.munitions("107 mm rockets", 12)
    };
    let army = || Assertion::denial("army", "Myanmar military").published("2023-11-14");
    let count = |denial| finding(Attribute::Count, vec![claim(), denial]);
    let found = count(army().denies(DenialScope::Detail).munitions("rockets", 3));
    check(&found, Verdict::Conflict, FindingKind::Shortfall);
    assert_eq!(found.explanation, "claimed: 12 fired; in the denial: 3 fired");
    let found = count(army().denies(DenialScope::Occurrence).munitions("rockets", 3));
    check(&found, Verdict::Unilateral, FindingKind::OneSide);
    let kind = |denial| finding(Attribute::Munition, vec![claim(), denial]);
    let found = kind(army().denies(DenialScope::Detail).munitions("mortar shells", 3));
    assert_eq!(found.verdict, Verdict::Conflict, "{}", found.explanation);
    // The action of a denial is the one that it answers.
    let found = kind(army().denies(DenialScope::Detail).action("drone attack"));
    check(&found, Verdict::Unilateral, FindingKind::OneSide);
}
