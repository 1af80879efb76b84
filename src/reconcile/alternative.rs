//! How else the statements could be read: as separate events.

use std::borrow::Cow;

use super::account::Alternative;
use super::event::{Context, rounded};
use super::existence::{occurrence, occurrence_by_kind, voices};
use super::finding::{Attribute, Finding, FindingKind, Magnitude, Verdict, View};
use super::findings::Findings;
use super::gather::Members;
use super::place::{in_words, spot};
use super::story::Story;
use crate::model::AssertionId;

/// Above this a link is near certain and no other reading is worth a line.
const NEAR_CERTAIN: f64 = 0.95;

/// The next best reading, from the partition, or where two sides name different sites.
pub(super) fn alternative(
    context: &Context<'_>,
    members: &Members<'_>,
    story: &Story<'_>,
    attributes: &Findings,
) -> Option<Alternative> {
    let cluster = members.cluster;
    let together = cluster.and_then(|cluster| cluster.probability());
    let certain = together.is_some_and(|probability| probability >= NEAR_CERTAIN);
    // Two sides that name two sites are the reading that asks for another; else the member that
    // fits least.
    let sites = attributes
        .get(&Attribute::Place)
        .filter(|site| site.verdict == Verdict::Conflict && site.kind == FindingKind::DifferentSite)
        .filter(|_| !certain)
        .and_then(|site| by_site(story, site));
    let (parts, probability) = if let Some(parts) = sites {
        (parts, together.map(|together| 1.0 - together))
    } else {
        let split = cluster.and_then(|cluster| cluster.alternative())?;
        (known_parts(members, &split.parts), Some(split.probability))
    };
    if parts.len() < 2 {
        return None;
    }
    let explanation = explanation(context, story, &parts, attributes);
    let mut events: Vec<Vec<AssertionId>> = parts
        .iter()
        .map(|part| {
            let ids = part.iter().filter_map(|at| context.assertions.get(*at));
            let mut ids: Vec<AssertionId> = ids.map(|assertion| assertion.id().clone()).collect();
            ids.sort();
            ids
        })
        .collect();
    events.sort();
    Some(Alternative { events, probability: probability.map(rounded), explanation })
}

/// The parts as far as they are members, sorted by their first assertion.
fn known_parts(members: &Members<'_>, parts: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let inside = |at: &usize| members.contains(*at);
    parts
        .iter()
        .map(|part| part.iter().copied().filter(inside).collect::<Vec<_>>())
        .filter(|part| !part.is_empty())
        .collect()
}

/// The claimant's side apart from everyone else.
fn by_site(story: &Story<'_>, place: &Finding) -> Option<Vec<Vec<usize>>> {
    let first_view = place.values.first()?.view;
    let mut parts = [Vec::new(), Vec::new()];
    for statement in &story.statements {
        let side = usize::from(statement.view != first_view);
        if let Some(part) = parts.get_mut(side) {
            part.push(statement.index);
        }
    }
    let parts: Vec<Vec<usize>> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    (parts.len() == 2 && first_view == View::Claimed).then_some(parts)
}

/// The parts in words: `or two events: Al-Omar oil field, claimed_only; MSS Conoco,
/// confirmed_unclaimed; about 32 km apart`.
fn explanation(
    context: &Context<'_>,
    story: &Story<'_>,
    parts: &[Vec<usize>],
    attributes: &Findings,
) -> String {
    let described: Vec<String> = parts
        .iter()
        .map(|part| {
            let statements =
                || story.statements.iter().filter(|statement| part.contains(&statement.index));
            let place = statements().find_map(|statement| {
                let place = statement.assertion.event()?.place.as_ref().map(in_words);
                place.or_else(|| spot(statement).map(|(_, text)| text))
            });
            let kinds = statements().map(|statement| context.kind(statement.assertion));
            let status = occurrence_by_kind(kinds).or_else(|| {
                // The story has none that are withdrawn.
                let story = context.part(story, |at| part.contains(&at));
                Some(occurrence(&story, &voices(&story), false)?.0)
            });
            let status = status.map(|status| Cow::Borrowed(status.as_str()));
            let words: Vec<Cow<'_, str>> = place.into_iter().chain(status).collect();
            words.join(", ")
        })
        .collect();
    let number = match parts.len() {
        2 => "two".to_owned(),
        3 => "three".to_owned(),
        more => more.to_string(),
    };
    let km = attributes.get(&Attribute::Place).and_then(|place| match place.magnitude {
        Some(Magnitude::Km(km)) if place.verdict == Verdict::Conflict => {
            Some(format!("; about {} km apart", km.round_ties_even()))
        }
        _ => None,
    });
    format!("or {number} events: {}{}", described.join("; "), km.unwrap_or_default())
}
