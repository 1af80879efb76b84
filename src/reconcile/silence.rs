//! What a side does not speak to although it matters.

use super::finding::{Attribute, View};
use super::findings::Findings;
use super::story::Story;

/// The attributes in which silence tells a reader something.
const TELLING: [Attribute; 6] = [
    Attribute::Attribution,
    Attribute::Time,
    Attribute::Place,
    Attribute::Count,
    Attribute::Casualties,
    Attribute::Damage,
];

/// "claimant: casualties, damage", for the claimant and for the side that was hit where both speak.
pub(super) fn silences(story: &Story<'_>, attributes: &Findings) -> Vec<String> {
    let speaks = |view: View| story.statements.iter().any(|statement| statement.view == view);
    let sides = [(View::Claimed, "claimant"), (View::Confirmed, "side that was hit")];
    if story.statements.len() < 2 {
        return Vec::new();
    }
    sides
        .into_iter()
        .filter(|(view, _)| speaks(*view))
        .filter_map(|(view, name)| {
            let missing = TELLING.into_iter().filter(|attribute| {
                let of_losses = matches!(attribute, Attribute::Casualties | Attribute::Damage);
                match attributes.get(attribute) {
                    Some(finding) => !finding.values.iter().any(|value| value.view == view),
                    // Nobody speaks of losses: worth telling for the side that was hit.
                    None => of_losses && view == View::Confirmed,
                }
            });
            let mut text = String::new();
            for attribute in missing {
                let (name, between) = if text.is_empty() { (name, ": ") } else { ("", ", ") };
                text.extend([name, between, attribute.as_str()]);
            }
            (!text.is_empty()).then_some(text)
        })
        .collect()
}
