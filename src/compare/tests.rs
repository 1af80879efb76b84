use super::{Comparer, Comparison};
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
