//! What several of the integration tests need: whole files as data, and assertions at random.
#![allow(dead_code, reason = "each test uses its own part of this")]

pub(crate) mod strategies;

use std::collections::BTreeMap;

use corroborate::Reconciler;
use corroborate::cluster::{Cluster, Partition};
use corroborate::model::{Assertion, AssertionBuilder};
use corroborate::normalize::Lexicons;
use corroborate::read::{JsonLines, Mode, read_all};
use corroborate::reconcile::{
    self, Attribute, Finding, FindingKind, ReconciledEvent, Reconciliation, Verdict,
};
use corroborate::report::{self, Report};

/// The five articles, as they ship with the crate.
pub(crate) const FIVE_ARTICLES: &str = include_str!("../../examples/data/five-articles.jsonl");

/// Reads a whole text in which every line must be good.
#[track_caller]
pub(crate) fn read(text: &str) -> Vec<Assertion> {
    match read_all([JsonLines::new(text.as_bytes(), "test.jsonl")], Mode::Strict) {
        Ok(data) => data.assertions,
        Err(errors) => panic!("the data is good, but: {errors:?}"),
    }
}

/// The messages of a strict reading, one for each mistake.
pub(crate) fn mistakes(bytes: &[u8]) -> Vec<String> {
    match read_all([JsonLines::new(bytes, "in.jsonl")], Mode::Strict) {
        Ok(_) => Vec::new(),
        Err(errors) => errors.iter().map(ToString::to_string).collect(),
    }
}

/// The account with the shipped settings.
pub(crate) fn reconcile(assertions: &[Assertion]) -> Reconciliation {
    Reconciler::default().reconcile(assertions)
}

/// The account of statements that are taken for one event.
#[track_caller]
pub(crate) fn account(statements: Vec<AssertionBuilder>) -> Reconciliation {
    let assertions: Vec<Assertion> =
        statements.into_iter().map(|statement| statement.build().unwrap()).collect();
    account_of(&assertions, (0..assertions.len()).collect())
}

/// The account of assertions of which these are taken for one event.
pub(crate) fn account_of(assertions: &[Assertion], event: Vec<usize>) -> Reconciliation {
    let partition = Partition::of(vec![Cluster::of(event)]);
    reconcile::reconcile(assertions, &partition, &Lexicons::shipped())
}

/// That event.
#[track_caller]
pub(crate) fn event(statements: Vec<AssertionBuilder>) -> ReconciledEvent {
    let mut account = account(statements);
    assert_eq!(account.events.len(), 1, "{account:?}");
    account.events.remove(0)
}

/// What is found of one attribute of it.
#[track_caller]
pub(crate) fn finding(attribute: Attribute, statements: Vec<AssertionBuilder>) -> Finding {
    event(statements).attributes.remove(&attribute).unwrap()
}

#[track_caller]
pub(crate) fn check(finding: &Finding, verdict: Verdict, kind: FindingKind) {
    assert_eq!((finding.verdict, finding.kind), (verdict, kind), "{}", finding.explanation);
}

/// An account as JSON, text and Markdown.
pub(crate) fn reports(account: &Reconciliation, assertions: &[Assertion]) -> [String; 3] {
    let report = Report::new(account, assertions);
    let [mut json, mut text, mut markdown] = [const { Vec::new() }; 3];
    report::json(&report, &mut json).expect("a vector takes all bytes");
    report::text(&report, &mut text).expect("a vector takes all bytes");
    report::markdown(&report, &mut markdown).expect("a vector takes all bytes");
    [json, text, markdown].map(|bytes| String::from_utf8(bytes).expect("reports are UTF-8"))
}

/// How often each id occurs in the places of an account where an assertion can end.
pub(crate) fn places_of_ids(account: &Reconciliation) -> BTreeMap<String, u32> {
    let events = account.events.iter();
    let in_events = events.flat_map(|event| event.assertions.iter().chain(&event.withdrawn));
    let elsewhere = (account.threats.iter().map(|threat| &threat.assertion))
        .chain(account.tallies.iter().map(|tally| &tally.assertion))
        .chain(account.set_aside.iter().map(|aside| &aside.assertion));
    let mut places = BTreeMap::new();
    for id in in_events.chain(elsewhere) {
        *places.entry(id.to_string()).or_default() += 1;
    }
    places
}

/// Checks that every assertion ends in exactly one place.
#[track_caller]
pub(crate) fn assert_each_id_once(account: &Reconciliation, assertions: &[Assertion]) {
    let once: BTreeMap<String, u32> =
        assertions.iter().map(|assertion| (assertion.id().to_string(), 1)).collect();
    assert_eq!(places_of_ids(account), once);
}
