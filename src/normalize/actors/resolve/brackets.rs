//! A phrase with brackets: what stands in them says whose the rest is, or says it more precisely.

use super::super::{ActorContext, ActorId, ActorMatch, Actors};

impl Actors {
    /// A phrase with its brackets read apart.
    pub(super) fn resolve_parts(&self, phrase: &str, context: &ActorContext<'_>) -> ActorMatch {
        let (outer, inner) = parted_by_brackets(phrase);
        if inner.is_empty() || outer.trim().is_empty() {
            return self.read_text(phrase, context);
        }
        // "military (US)": the brackets say whose; only without them the country at hand does.
        let placeless = ActorContext { country: None, ..*context };
        let bare = self.read_text(&outer, &placeless);
        // "Yemeni Armed Forces (Houthi)": the brackets decide between those of the name.
        if bare.id.is_none() && !bare.candidates.is_empty() {
            let decided = self.read_text(&inner, context);
            if decided.id.is_some_and(|id| bare.candidates.contains(&id)) {
                return decided;
            }
        }
        if self.is_somebody(&bare) || !bare.candidates.is_empty() {
            let found = self.read_text(&outer, context);
            // "UN peacekeepers (UNIFIL)": the brackets may say it more precisely.
            let inside = self.read_text(&inner, context);
            let below = |coarse: ActorId| {
                inside.id.filter(|_| self.is_somebody(&inside)).is_some_and(|fine| {
                    self.ties(fine).is_some_and(|ties| ties.ancestors.contains(&coarse))
                })
            };
            return if found.id.is_some_and(below) { inside } else { found };
        }
        let together = self.read_text(&format!("{outer} {inner}"), context);
        let news = |found: &ActorMatch| {
            found.id.and_then(|id| self.get(id)).is_some_and(|actor| actor.role.is_media())
        };
        if self.is_somebody(&together) && !(news(&together) && bare.is_understood()) {
            return together;
        }
        let outside = self.read_text(&outer, context);
        if outside.is_understood() { outside } else { together }
    }
}

/// The text outside of brackets, and the text inside of them.
fn parted_by_brackets(phrase: &str) -> (String, String) {
    let (mut outer, mut inner) = (String::new(), String::new());
    let mut depth = 0_u32;
    for letter in phrase.chars() {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => outer.push(letter),
            _ => inner.push(letter),
        }
        if matches!(letter, '(' | '[' | ')' | ']') {
            outer.push(' ');
            inner.push(' ');
        }
    }
    (outer, inner.trim().to_owned())
}
