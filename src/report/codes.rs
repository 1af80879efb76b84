//! The codes that event data sets give to what was used.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Report;
use crate::normalize::munitions::{ClassId, ClassSet, Munitions};
use crate::reconcile::ReconciledEvent;

/// The codes of one event: one of each kind where the speakers agree in class, else all that fit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Codes {
    /// Event and sub-event type of ACLED: "Explosions/Remote violence: Air/drone strike".
    pub(super) acled: BTreeSet<String>,
    pub(super) cameo: BTreeSet<String>,
    pub(super) plover: BTreeSet<String>,
}

impl Codes {
    /// The codes of the munitions that live statements name, else of the actions.
    pub(super) fn of(report: &Report<'_>, event: &ReconciledEvent) -> Self {
        Phrases::default().codes(report, event).as_ref().clone()
    }

    fn of_classes(munitions: &Munitions, classes: ClassSet) -> Self {
        let mut found = Self::default();
        for class in classes.iter() {
            let codes = &munitions.class(class).codes;
            if let Some(event) = &codes.acled_event {
                let sub = codes.acled_sub_event.iter().map(|sub| format!(": {sub}"));
                found.acled.insert(format!("{event}{}", sub.collect::<String>()));
            }
            found.cameo.extend(codes.cameo.clone());
            found.plover.extend(codes.plover.clone());
        }
        found
    }

    /// "ACLED Explosions/Remote violence: Air/drone strike · CAMEO 195"; `None` without a code.
    pub(super) fn in_words(&self) -> Option<String> {
        let systems = [("ACLED", &self.acled), ("CAMEO", &self.cameo), ("PLOVER", &self.plover)];
        let shown = systems.into_iter().filter(|(_, codes)| !codes.is_empty());
        let shown: Vec<String> =
            shown.map(|(system, codes)| format!("{system} {}", joined(codes, " or "))).collect();
        (!shown.is_empty()).then(|| shown.join(" · "))
    }
}

pub(super) fn joined(codes: &BTreeSet<String>, between: &str) -> String {
    codes.iter().map(String::as_str).collect::<Vec<_>>().join(between)
}

/// The phrases of many events: each is looked up once, and so are the codes of each set of classes.
#[derive(Debug, Default)]
pub(crate) struct Phrases {
    classes: FxHashMap<Box<str>, ClassSet>,
    codes: FxHashMap<ClassSet, Arc<Codes>>,
}

impl Phrases {
    /// As [`Codes::of`].
    pub(super) fn codes(&mut self, report: &Report<'_>, event: &ReconciledEvent) -> Arc<Codes> {
        let munitions = report.munitions.unwrap_or_else(|| Munitions::shipped());
        let live = || event.assertions.iter().filter_map(|id| report.assertion(id)?.event());
        let kinds = live().flat_map(|event| event.munitions.iter().map(|one| one.kind.as_str()));
        let mut classes = self.classes(munitions, kinds);
        if classes.is_empty() {
            classes = self.classes(munitions, live().filter_map(|event| event.action.as_deref()));
        }
        let codes = self.codes.entry(classes);
        Arc::clone(codes.or_insert_with(|| Arc::new(Codes::of_classes(munitions, classes))))
    }

    /// The most special classes of some phrases.
    fn classes<'p>(
        &mut self,
        munitions: &Munitions,
        phrases: impl Iterator<Item = &'p str>,
    ) -> ClassSet {
        let mut all = ClassSet::EMPTY;
        for phrase in phrases {
            let classes = self.classes.get(phrase).copied().unwrap_or_else(|| {
                let classes = munitions.resolve(phrase).classes;
                self.classes.insert(phrase.into(), classes);
                classes
            });
            all = all.union(classes);
        }
        all.remove(ClassId::ROOT);
        all
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::fixture;
    use super::*;

    #[test]
    fn rockets_have_the_codes_of_artillery() {
        let (account, assertions) = fixture::conoco();
        let report = Report::new(&account, &assertions);
        let codes = Codes::of(&report, &account.events[0]);
        assert!(
            codes.in_words().unwrap().starts_with(
                "ACLED Explosions/Remote violence: Shelling/artillery/missile attack · CAMEO 194"
            ),
            "{codes:?}"
        );
    }
}
