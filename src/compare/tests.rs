use super::{Apart, Comparer, Comparison};
use crate::model::{Assertion, AssertionBuilder, Place};
use crate::normalize::{FeatureTable, Lexicons};

/// The label of the level on which two statements agree.
fn level(comparison: Comparison, pair: [AssertionBuilder; 2]) -> &'static str {
    let pair = pair.map(|builder| builder.build().unwrap());
    let lexicons = Lexicons::shipped();
    let table = FeatureTable::build(&pair, &lexicons);
    Comparer::new(&table, &lexicons).pattern(0, 1).label(comparison)
}

fn claim(id: &str) -> AssertionBuilder {
    Assertion::claim(id, "Islamic Resistance in Iraq").action("attack")
}

fn report(id: &str) -> AssertionBuilder {
    Assertion::report(id, "SOHR").action("attack")
}

fn american(id: &str) -> AssertionBuilder {
    Assertion::confirmation(id, "Pentagon").action("attack")
}

fn times(left: AssertionBuilder, right: AssertionBuilder) -> &'static str {
    level(Comparison::Time, [left, right])
}

fn places(left: &str, right: &str) -> &'static str {
    let at = |builder: AssertionBuilder, name: &str| builder.place(name);
    level(Comparison::Place, [at(claim("a"), left), at(report("b"), right)])
}

#[test]
fn the_evening_before_in_washington_is_the_night_in_iraq() {
    let at = |builder: AssertionBuilder, day: &str| builder.place("Ain al-Asad").time(day);
    let tie = "event days one apart, one by the speakers' clocks";
    assert_eq!(times(at(american("a"), "2023-11-20"), at(claim("b"), "2023-11-21")), tie);
    // Not the other way round, and not between two whose clocks agree.
    let apart = "event days one apart";
    assert_eq!(times(at(american("a"), "2023-11-21"), at(claim("b"), "2023-11-20")), apart);
    assert_eq!(times(at(report("a"), "2023-11-20"), at(claim("b"), "2023-11-21")), apart);
}

#[test]
fn hours_tell_two_attacks_of_one_day_apart() {
    let at = |builder: AssertionBuilder, time: &str| builder.place("Harir").time(time);
    let both = |left, right| times(at(claim("a"), left), at(report("b"), right));
    assert_eq!(both("2023-11-09T00:40", "2023-11-09T01:30"), "event times within an hour");
    let next = "event times one to three hours apart";
    assert_eq!(both("2023-11-09T00:40", "2023-11-08T22:30"), next);
    assert_eq!(both("2023-11-09T00:40", "2023-11-09T19:15"), "event times hours apart");
    // Eight hours are what a clock in Washington is behind one in Iraq.
    let american = at(american("a"), "2023-11-09T11:15");
    assert_eq!(times(american, at(claim("b"), "2023-11-09T19:15")), next);
}

#[test]
fn undated_statements_of_one_document_are_about_one_time() {
    let on = |builder: AssertionBuilder, url: &str| builder.place("Harir").url(url);
    let both = |url| times(on(claim("a"), "https://www.a.example/1/"), on(report("b"), url));
    assert_eq!(both("http://a.example/1?utm_source=x"), "undated in one document");
    assert_eq!(both("https://a.example/1/amp"), "undated in one document");
    assert_eq!(both("https://a.example/2"), "both are undated");
}

#[test]
fn a_document_without_a_date_is_as_old_as_its_latest_event() {
    let dated = claim("a").place("Harir").url("https://a.example/1").time("2023-11-09");
    let undated = report("b").place("Harir").url("https://a.example/1");
    assert_eq!(times(dated, undated), "published on the event's day");
}

#[test]
fn near_a_town_and_beside_it_are_said_of_what_lies_around() {
    assert_eq!(
        places("south of Baghdad", "Jurf al-Sakhar"),
        "a site around the town that the other is near"
    );
    assert_eq!(places("Conoco gas field", "al-Omar oil field"), "two facilities up to 50 km apart");
}

#[test]
fn a_base_without_a_name_may_be_an_airfield_but_not_an_embassy() {
    assert_eq!(places("the base", "Ain al-Asad"), "a facility without a name");
    let embassy = "US embassy in Baghdad";
    assert_eq!(places("the base", embassy), "a facility without a name, of another kind");
}

#[test]
fn the_base_is_the_one_that_its_document_names() {
    let on = |builder: AssertionBuilder, name: &str| {
        let place = Place::named(name).country("IQ");
        builder.place(place).url("https://a.example/1")
    };
    let at = |left: AssertionBuilder, right| level(Comparison::Place, [left, right]);
    assert_eq!(at(on(claim("a"), "the base"), on(report("b"), "Ain al-Asad")), "same site");
    // On another day another base may be meant.
    let left = on(claim("a"), "the base").time("2023-11-09");
    let right = on(report("b"), "Ain al-Asad").time("2023-11-12");
    assert_eq!(at(left, right), "a facility without a name");
    let embassy = on(report("b"), "US embassy in Baghdad");
    assert_ne!(at(on(claim("a"), "the base"), embassy), "same site");
}

#[test]
fn one_speaker_says_two_things_in_one_document_but_two_sources_may_say_one() {
    let on = |builder: AssertionBuilder| {
        builder.place("Harir").time("2023-11-09").url("https://a.example/1")
    };
    let said = |pair| level(Comparison::Speaker, pair);
    assert_eq!(said([on(report("a")), on(report("b"))]), "one speaker twice in one document");
    // "A security source" and "another source" have one name and may be two people.
    let source =
        |id: &str| on(Assertion::report(id, "a security source").unnamed()).action("attack");
    assert_eq!(said([source("a"), source("b")]), "reports of two speakers");
}

#[test]
fn days_apart_in_one_area_say_more_where_little_else_happens() {
    let on = |id: &str, country: &str, day: &str| {
        report(id).place(Place::named("the base").country(country)).published(day)
    };
    let mut said = vec![on("a", "IQ", "2023-11-06"), on("b", "IQ", "2023-11-09")];
    let area = |said: &[AssertionBuilder]| {
        let said: Vec<Assertion> = said.iter().map(|it| it.clone().build().unwrap()).collect();
        let lexicons = Lexicons::shipped();
        let table = FeatureTable::build(&said, &lexicons);
        Comparer::new(&table, &lexicons).pattern(0, 1).label(Comparison::Coincidence)
    };
    assert_eq!(area(&said), "one area, days apart, few other events in it");
    let sites = ["Harir", "Ain al-Asad", "Kirkuk", "Basra", "Najaf", "Ramadi"];
    for (at, site) in sites.into_iter().cycle().enumerate().take(18) {
        let day = format!("2023-11-{:02}", at + 1);
        said.push(report(&format!("c{at}")).place(site).time(day.as_str()));
    }
    assert_eq!(area(&said), "one area, days apart, many other events in it");
}

#[test]
fn neighboring_sites_are_two_where_one_document_tells_of_both() {
    let at = |builder: AssertionBuilder, site: &str, day: &str, page: &str| {
        builder.place(site).time(day).url(format!("https://{page}.example/")).build().unwrap()
    };
    let (omar, conoco) = ("al-Omar oil field", "Conoco gas field");
    let told = |first: [AssertionBuilder; 2], day: &str| {
        let [one, other] = first;
        let said = [
            at(claim("a"), omar, "2023-11-09", "a"),
            at(american("b"), conoco, "2023-11-09", "b"),
            at(one, omar, day, "c"),
            at(other, conoco, day, "c"),
        ];
        let lexicons = Lexicons::shipped();
        let table = FeatureTable::build(&said, &lexicons);
        let comparer = Comparer::new(&table, &lexicons);
        assert_eq!(comparer.pattern(0, 1), comparer.pattern(1, 0));
        comparer.pattern(0, 1).label(Comparison::Place)
    };
    let apart = "two sites up to 50 km apart, told apart in one document";
    assert_eq!(told([report("c"), report("d")], "2023-11-09"), apart);
    // What was told of another week says nothing,
    let apart = "two facilities up to 50 km apart";
    assert_eq!(told([report("c"), report("d")], "2023-11-20"), apart);
    // and a claim beside a confirmation may be what is to be compared.
    assert_eq!(told([claim("c"), american("d")], "2023-11-09"), apart);
}

#[test]
fn what_a_document_tells_apart_says_nothing_of_another_time_or_of_none() {
    let (omar, conoco) = ("al-Omar oil field", "Conoco gas field");
    let place = |published: Option<&str>| {
        let dated = |said: AssertionBuilder| match published {
            Some(day) => said.published(day),
            None => said,
        };
        let told = |id: &str, site: &str| {
            report(id).place(site).time("2023-11-09").url("https://c.example/")
        };
        let said = [
            dated(claim("a").place(omar)),
            dated(american("b").place(conoco)),
            told("c", omar),
            told("d", conoco),
        ];
        let said = said.map(|it| it.build().unwrap());
        let lexicons = Lexicons::shipped();
        let table = FeatureTable::build(&said, &lexicons);
        Comparer::new(&table, &lexicons).pattern(0, 1).label(Comparison::Place)
    };
    let apart = "two sites up to 50 km apart, told apart in one document";
    assert_eq!(place(Some("2023-11-09")), apart);
    for other in [Some("2020-11-09"), None] {
        assert_ne!(place(other), apart, "{other:?}");
    }
}

#[test]
fn who_tells_of_two_neighboring_bases_tells_of_two_events() {
    let at = |id: &str, site: &str| claim(id).place(site).url("https://a.example/1");
    let said = [at("a", "al-Omar oil field"), at("b", "Conoco gas field")];
    let said = said.map(|it| it.build().unwrap());
    let lexicons = Lexicons::shipped();
    let table = FeatureTable::build(&said, &lexicons);
    assert_eq!(Comparer::new(&table, &lexicons).apart(0, 1), Some(Apart::Twice));
}

#[test]
fn two_ships_of_one_flag_or_line_share_no_name() {
    let targets = |left: &str, right: &str| {
        let at = |builder: AssertionBuilder, name: &str| builder.target(name);
        level(Comparison::Target, [at(claim("a"), left), at(report("b"), right)])
    };
    let other = "different names of targets";
    assert_eq!(targets("Liberian-flagged Sea Falcon", "Liberian-flagged Morning Star"), other);
    assert_eq!(targets("Maersk Valparaiso", "M/V Maersk Toledo"), other);
    assert_eq!(targets("Maersk Toledo", "M/V Maersk Toledo"), "targets share a rare name");
}

#[test]
fn at_sea_another_name_is_another_ship() {
    let targets = |places: [&str; 2], left: &str, right: &str| {
        let [one, other] = places;
        let pair = [claim("a").place(one).target(left), report("b").place(other).target(right)];
        level(Comparison::Target, pair)
    };
    let (names, ships) = ("different names of targets", "different names of targets at sea");
    let sea = |left: &str, right: &str| targets(["Red Sea", "Red Sea"], left, right);
    assert_eq!(sea("Sea Falcon", "Morning Star"), ships);
    assert_eq!(sea("tanker Sea Falcon", "M/V Morning Star"), ships);
    assert_eq!(sea("an American ship", "Morning Star"), "not stated by one");
    assert_eq!(sea("Morning Star", "M/V Morning Star"), "targets share a rare name");
    // Off a coast and in a port is at sea too if the other says so; in a town nothing is.
    let beside = |other: &str| targets(["Red Sea", other], "Sea Falcon", "Morning Star");
    assert_eq!(beside("60 nautical miles west of Hodeidah"), ships);
    assert_eq!(beside("port of Hodeidah"), ships);
    assert_eq!(beside("Eilat"), names);
    assert_eq!(targets(["Erbil", "Erbil"], "Sea Falcon", "Morning Star"), names);
}

#[test]
fn names_in_two_scripts_are_not_held_against_each_other() {
    let targets = |left: &str, right: &str| {
        let at = |builder: AssertionBuilder, name: &str| builder.place("Red Sea").target(name);
        level(Comparison::Target, [at(claim("a"), left), at(report("b"), right)])
    };
    assert_eq!(targets("مورنينج ستار", "Morning Star"), "targets share no word");
    assert_eq!(targets("مورنينج ستار", "Морнинг Стар"), "targets share no word");
    let ships = "different names of targets at sea";
    assert_eq!(targets("مورنينج ستار", "سي فالكون"), ships);
    assert_eq!(targets("مورنينج ستار (Morning Star)", "Sea Falcon"), ships);
    // "The ship" names none.
    assert_eq!(targets("السفينة مورنينج ستار", "سفينة سي فالكون"), ships);
    assert_eq!(targets("سفينة مورنينج ستار", "سفينة سي فالكون"), ships);
    assert_eq!(targets("танкер Морнинг Стар", "танкер Си Фалкон"), ships);
}

#[test]
fn the_ends_of_the_calendar_are_far_apart() {
    let (early, late) = ("0001-01-01", "9999-12-31");
    let said = times(claim("a").time(early), report("b").time(late));
    assert_eq!(said, "event times apart");
    let said = times(claim("a").time(early), report("b").published(late));
    assert_eq!(said, "published far from the event");
    let said = times(claim("a").published(early), report("b").published(late));
    assert_eq!(said, "published farther apart");
}
