//! A claim and an official confirmation, built in code, and where the two differ.
//!
//! ```text
//! cargo run --example claim_and_confirmation
//! ```

use std::error::Error;

use corroborate::Reconciler;
use corroborate::model::{Assertion, Casualties, Damage, Outcome, Place, Quantity, Role, Side};
use corroborate::reconcile::Verdict;

fn main() -> Result<(), Box<dyn Error>> {
    let claim = Assertion::claim("claim", "Ahl al-Tha'er")
        .role(Role::Militia)
        .relayed_by(["Telegram", "MEMRI JTTM"])
        .published("2023-01-04")
        .time("2023-01-04")
        .place(Place::named("Al-Omar oil field").country("SY"))
        .action("missile attack")
        .target("American occupation forces")
        .munitions("122 mm Grad missiles", "five")
        .damage(Damage::Claimed)
        .build()?;
    let confirmation = Assertion::confirmation("confirmation", "U.S. Central Command")
        .role(Role::Military)
        .relayed_by(["MEMRI JTTM"])
        .published("2023-01-04")
        .time("2023-01-04")
        .place(Place::named("Mission Support Site Conoco").country("SY"))
        .action("rocket attack")
        .target("coalition forces")
        .munitions("rockets", "two")
        .munitions_with("rocket", 1, Outcome::Unfired)
        .casualties(Casualties::new().injured(Quantity::exact(0)).on_side(Side::Target))
        .damage(Damage::None)
        .build()?;

    let account = Reconciler::default().reconcile(&[claim, confirmation]);
    for event in &account.events {
        println!("{}: {}, {}", event.headline, event.occurrence, event.attribution);
        for (attribute, finding) in &event.attributes {
            if finding.verdict == Verdict::Conflict {
                println!("  {attribute}: {}", finding.explanation);
            }
        }
    }
    Ok(())
}
