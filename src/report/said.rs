//! What one assertion says, in its own words and numbers.

use std::fmt::Write;

use chrono::DateTime;
use chrono_tz::Tz;

use super::clean;
use crate::model::{
    Assertion, AssertionKind, Casualties, Damage, DenialScope, Munition, NoCommentReason, Outcome,
    Place, Relation, Tally, TimeExtent,
};
use crate::reconcile::{country_name, of_which};

/// What the speaker says, part by part: when, where, what, by whom, against whom, with what, with
/// which effect. What is not said is not there.
pub(super) fn said(assertion: &Assertion, zone: Option<Tz>) -> Vec<String> {
    let mut parts = Vec::new();
    match assertion.kind() {
        AssertionKind::NoComment => parts.push(
            match assertion.reason() {
                Some(NoCommentReason::Unreachable) => "could not be reached",
                Some(NoCommentReason::Declined) => "declined to comment",
                None => "neither confirms nor denies",
            }
            .to_owned(),
        ),
        AssertionKind::Denial => parts.push(
            match assertion.denies() {
                Some(DenialScope::Responsibility) => "denies responsibility",
                Some(DenialScope::Detail) => "denies a detail",
                _ => "denies that it happened",
            }
            .to_owned(),
        ),
        _ => {}
    }
    if let Some(about) = about(assertion) {
        parts.push(about);
    }
    if let Some(event) = assertion.event() {
        parts.extend(event.time.as_ref().map(|stated| time(stated, zone)));
        parts.extend(event.place.as_ref().map(place));
        parts
            .extend(event.origin.as_ref().map(|origin| format!("launched from {}", place(origin))));
        parts.extend(event.action.as_deref().map(text));
        parts.extend(names("by", &event.actors));
        parts.extend(names("against", &event.targets));
        parts.extend(event.munitions.iter().map(munition));
        parts.extend(event.casualties.iter().map(casualties));
        parts.extend(event.damage.map(|damage| match damage {
            Damage::None => "no damage".to_owned(),
            Damage::Claimed => "a hit, without detail".to_owned(),
            Damage::Destroyed => "destroyed".to_owned(),
            grade => format!("{} damage", grade.as_str()),
        }));
    }
    if let Some(tally) = assertion.total() {
        let what = tally.action.as_deref().map_or("in all".into(), text);
        parts.push(format!("{} ({what})", text(&tally.count.to_string())));
        parts.push(tally.period.in_words());
        parts.extend(scope(tally));
    }
    parts
}

/// Where, by whom and against whom a total counts.
fn scope(tally: &Tally) -> impl Iterator<Item = String> {
    let parts = [
        tally.place.as_ref().map(place),
        names("by", &tally.actors),
        names("against", &tally.targets),
    ];
    parts.into_iter().flatten()
}

/// What a total counts, and its scope, without the number and the period.
pub(super) fn counted(tally: &Tally) -> String {
    let what = tally.action.as_deref().map(text);
    what.into_iter().chain(scope(tally)).collect::<Vec<_>>().join(" · ")
}

/// The time as stated, and beside it the same moment in the zone, where it is one.
pub(super) fn time(time: &TimeExtent, zone: Option<Tz>) -> String {
    let moment = zone.and_then(|zone| {
        let span = time.span(chrono_tz::UTC);
        // A time that moves with the zone is one of the place, not a moment.
        let moves = time.span(chrono_tz::Etc::GMTPlus12) != span;
        let long = span.duration().is_none_or(|long| long > 3600);
        let start = DateTime::from_timestamp(span.start?, 0).filter(|_| !moves && !long)?;
        Some(start.with_timezone(&zone).format("%Y-%m-%d %H:%M %Z").to_string())
    });
    match moment {
        Some(moment) => format!("{} ({moment})", time.in_words()),
        None => time.in_words(),
    }
}

/// What it does to earlier assertions: "corrects s1-sohr-first".
fn about(assertion: &Assertion) -> Option<String> {
    let ids: Vec<_> = assertion.about().iter().map(|id| clean::isolated(id.as_str())).collect();
    if ids.is_empty() {
        return None;
    }
    let does = match assertion.relation() {
        Some(Relation::Declines) | None => "about",
        Some(relation) => relation.as_str(),
    };
    Some(format!("{does} {}", ids.join(", ")))
}

/// The chain from the speaker to the reader: "Ahl al-Tha'er (militia) → Telegram → MEMRI JTTM".
pub(super) fn chain(assertion: &Assertion) -> String {
    let source = assertion.source();
    let mut chain = text(&source.name);
    let role = source.role.map(|role| match role {
        crate::model::Role::SecuritySource => "security source".to_owned(),
        role => format!("{role:?}").to_lowercase(),
    });
    match (role, source.named) {
        (Some(role), true) => _ = write!(chain, " ({role})"),
        (Some(role), false) => _ = write!(chain, " ({role}, not named)"),
        (None, false) => chain.push_str(" (not named)"),
        (None, true) => {}
    }
    for relay in assertion.relayed_by() {
        chain.push_str(" → ");
        chain.push_str(&clean::isolated(relay));
    }
    chain
}

/// The kind for people: "no comment".
pub(super) fn kind(kind: AssertionKind) -> &'static str {
    match kind {
        AssertionKind::NoComment => "no comment",
        kind => kind.as_str(),
    }
}

fn text(text: &str) -> String {
    clean::isolated(text).into_owned()
}

fn names(preposition: &str, names: &[String]) -> Option<String> {
    if names.is_empty() {
        return None;
    }
    let names: Vec<_> = names.iter().map(|name| clean::isolated(name)).collect();
    Some(format!("{preposition} {}", names.join(", ")))
}

/// The stated place: names, or the point where there are none, and the stated uncertainty.
pub(super) fn place(place: &Place) -> String {
    let country = place.country();
    let country = country.as_ref().map(|code| country_name(code.as_str()));
    let parts = [place.name().map(text), place.region().map(text)];
    // "Northeast Syria" says the country already.
    let country =
        country.filter(|country| !parts.iter().flatten().any(|part| part.contains(country)));
    let parts = parts.into_iter().chain([country]);
    let mut shown = parts.flatten().collect::<Vec<_>>().join(", ");
    if let (true, Some(point)) = (shown.is_empty(), place.point()) {
        _ = write!(shown, "{}, {}", point.lat(), point.lon());
    }
    if let Some(radius_km) = place.radius_km() {
        _ = write!(shown, " ± {} km", super::words::number(radius_km));
    }
    shown
}

fn munition(munition: &Munition) -> String {
    let kind = clean::isolated(&munition.kind);
    let count =
        munition.count.as_ref().map(|count| text(&of_which(&count.to_string(), &munition.kind)));
    let mut shown = match count {
        Some(count) => format!("{count} {kind}"),
        None => kind.into_owned(),
    };
    if munition.outcome != Outcome::Fired {
        _ = write!(shown, " {}", munition.outcome.as_str());
    }
    shown
}

fn casualties(casualties: &Casualties) -> String {
    let toll = |what, count: Option<&crate::model::Quantity>| {
        count.map(|count| format!("{} {what}", text(&count.to_string())))
    };
    let parts =
        [toll("killed", casualties.killed.as_ref()), toll("injured", casualties.injured.as_ref())];
    let mut shown = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    if shown.is_empty() {
        shown.push_str("casualties");
    }
    let mut marks = Vec::new();
    marks.extend(casualties.side.map(|side| match side {
        crate::model::Side::Target => "side that was hit".to_owned(),
        crate::model::Side::Actor => "acting side".to_owned(),
        crate::model::Side::Civilian => "civilians".to_owned(),
    }));
    marks.extend(casualties.who.as_deref().map(text));
    marks.extend(casualties.provisional.then(|| "provisional".to_owned()));
    if !marks.is_empty() {
        _ = write!(shown, " ({})", marks.join("; "));
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Quantity, Role, Side};

    #[test]
    fn what_is_said_comes_in_the_speakers_words() {
        let confirmation = Assertion::confirmation("c", "CENTCOM")
            .role(Role::Military)
            .relayed_by(["MEMRI JTTM"])
            .time("2023-01-04")
            .place(Place::named("MSS Conoco").country("SY").radius_km(8.0))
            .munitions("rockets", "two")
            .munitions_with("rocket", 1, Outcome::Unfired)
            .casualties(Casualties::new().killed(Quantity::exact(0)).on_side(Side::Target))
            .damage(Damage::None)
            .build()
            .unwrap();
        assert_eq!(
            said(&confirmation, None).join(" · "),
            "2023-01-04 · MSS Conoco, Syria ± 8 km · two rockets · 1 rocket unfired · \
             0 killed (side that was hit) · no damage"
        );
        assert_eq!(chain(&confirmation), "CENTCOM (military) → MEMRI JTTM");
    }

    #[test]
    fn a_moment_is_shown_in_the_zone_and_a_day_is_not() {
        let zone = Some(chrono_tz::Asia::Baghdad);
        let shown = |text: &str| time(&text.parse().unwrap(), zone);
        assert_eq!(shown("2024-01-20T15:30Z"), "2024-01-20 15:30 UTC (2024-01-20 18:30 +03)");
        assert_eq!(shown("2024-01-20"), "2024-01-20");
        assert_eq!(shown("2024-01-20T15:30"), "2024-01-20 15:30");
    }

    #[test]
    fn a_denial_says_what_it_denies() {
        let denial = Assertion::denial("d", "Group")
            .denies(DenialScope::Responsibility)
            .about(Relation::Denies, ["a"])
            .build()
            .unwrap();
        assert_eq!(said(&denial, None), ["denies responsibility", "denies a"]);
    }

    #[test]
    fn silence_about_a_role_stays_silence() {
        let report = Assertion::report("r", "an official").unnamed().action("x").build().unwrap();
        assert_eq!(chain(&report), "an official (not named)");
    }
}
