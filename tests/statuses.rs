//! The two status axes: the same statements, one thing changed, the new status.

mod util;

use corroborate::model::{Assertion, AssertionBuilder, AssertionId, DenialScope, Relation};
use corroborate::reconcile::{Attribution, Occurrence};
use corroborate::report::Report;
use util::{account_of, event};

fn claim(id: &str) -> AssertionBuilder {
    Assertion::claim(id, "Kata'ib Hezbollah").action("rocket attack")
}

fn confirmation(id: &str) -> AssertionBuilder {
    Assertion::confirmation(id, "CENTCOM").action("rocket attack")
}

fn report(id: &str, speaker: &str) -> AssertionBuilder {
    Assertion::report(id, speaker).action("rocket attack")
}

fn denial(id: &str) -> AssertionBuilder {
    Assertion::denial(id, "CENTCOM").action("rocket attack")
}

#[test]
fn each_combination_of_speakers_has_its_status() {
    for (statements, status) in [
        (vec![claim("a"), confirmation("b")], Occurrence::ConfirmedClaimed),
        (vec![confirmation("b")], Occurrence::ConfirmedUnclaimed),
        (vec![claim("a"), report("c", "SOHR")], Occurrence::Corroborated),
        (vec![claim("a")], Occurrence::ClaimedOnly),
        (vec![report("c", "SOHR"), report("d", "Reuters")], Occurrence::ReportedMultiple),
        (vec![report("c", "SOHR")], Occurrence::ReportedSingle),
        (vec![denial("e")], Occurrence::DeniedOnly),
        (vec![claim("a"), denial("e")], Occurrence::Disputed),
    ] {
        assert_eq!(event(statements).occurrence, status);
    }
}

#[test]
fn a_disputed_event_says_what_it_would_be_without_the_denial() {
    let event = event(vec![claim("a"), denial("e"), report("c", "SOHR")]);
    assert_eq!(event.occurrence, Occurrence::Disputed);
    assert_eq!(event.without_denials, Some(Occurrence::Corroborated));
}

#[test]
fn two_reports_of_one_origin_are_one() {
    let event =
        event(vec![report("c", "SOHR"), report("d", "Syrian Observatory for Human Rights")]);
    assert_eq!(event.occurrence, Occurrence::ReportedSingle);
    assert_eq!(event.origins.len(), 1);
}

#[test]
fn a_report_that_repeats_the_claim_does_not_corroborate_it() {
    let event = event(vec![claim("a"), report("c", "Reuters").about(Relation::Repeats, ["a"])]);
    assert_eq!(event.occurrence, Occurrence::ClaimedOnly);
}

#[test]
fn a_no_comment_changes_nothing_and_is_shown() {
    let silent = Assertion::no_comment("n", "CENTCOM").about(Relation::Declines, ["a"]);
    let event = event(vec![claim("a"), silent]);
    assert_eq!(event.occurrence, Occurrence::ClaimedOnly);
    assert_eq!(event.assertions.len(), 2);
}

#[test]
fn a_retraction_leaves_the_confirmation_standing() {
    let statements = vec![
        confirmation("b"),
        report("c", "SOHR"),
        report("d", "SOHR").about(Relation::Corrects, ["c"]),
    ];
    let event = event(statements);
    assert_eq!(event.occurrence, Occurrence::ConfirmedUnclaimed);
    assert_eq!(event.withdrawn.iter().map(AssertionId::as_str).collect::<Vec<_>>(), ["c"]);
}

#[test]
fn an_event_whose_only_report_is_taken_back_is_withdrawn() {
    let assertions = [
        report("c", "SOHR").build().unwrap(),
        Assertion::retraction("r", "SOHR").about(Relation::Retracts, ["c"]).build().unwrap(),
    ];
    let account = account_of(&assertions, vec![0]);
    assert_eq!(account.events[0].occurrence, Occurrence::Withdrawn);
    assert_eq!(account.set_aside[0].reason, "withdraws c");
    // It is still called what it was called.
    let untouched = account_of(&assertions[..1], vec![0]);
    assert_eq!(account.events[0].headline, untouched.events[0].headline);
    assert_ne!(account.events[0].headline, "Event");
    let text = Report::new(&account, &assertions).to_string();
    assert!(!text.contains("WHO SAID WHAT") && text.contains("WITHDRAWN OR REPLACED"), "{text}");
}

#[test]
fn a_later_confirmation_overtakes_the_denial_of_the_same_speaker() {
    let event =
        event(vec![denial("e").published("2023-01-04"), confirmation("b").published("2023-01-06")]);
    assert_eq!(event.occurrence, Occurrence::ConfirmedUnclaimed);
}

#[test]
fn a_denial_of_responsibility_is_no_denial_of_the_occurrence() {
    let event = event(vec![
        confirmation("b").actor("Kata'ib Hezbollah"),
        Assertion::denial("e", "Kata'ib Hezbollah")
            .denies(DenialScope::Responsibility)
            .action("rocket attack"),
    ]);
    assert_eq!(event.occurrence, Occurrence::ConfirmedUnclaimed);
    assert_eq!(event.attribution, Attribution::Contested);
}

#[test]
fn the_attribution_follows_who_names_whom() {
    assert_eq!(event(vec![confirmation("b")]).attribution, Attribution::Unattributed);
    assert_eq!(event(vec![claim("a")]).attribution, Attribution::Admitted);
    let named = confirmation("b").actor("Kata'ib Hezbollah");
    assert_eq!(event(vec![named.clone()]).attribution, Attribution::Attributed);
    assert_eq!(event(vec![named, claim("a")]).attribution, Attribution::Admitted);
    let rival = Assertion::claim("z", "Islamic State").action("rocket attack");
    assert_eq!(event(vec![claim("a"), rival.clone()]).attribution, Attribution::Contested);
    let anew = rival.about(Relation::Supersedes, ["a"]);
    assert_eq!(event(vec![claim("a"), anew]).attribution, Attribution::Superseded);
}
