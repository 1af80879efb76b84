//! What the words around a name say of distance and direction.

use super::phrase::{Gap, Phrase};
use super::vocabulary::{Class, Side};

/// What the words around a name say of distance and direction.
#[derive(Copy, Clone, Debug, Default)]
pub(super) struct Surroundings {
    pub(super) near: bool,
    pub(super) side: Option<Side>,
    /// Whether the side is outside ("north of"), not a part ("northern").
    pub(super) beside: bool,
    pub(super) off_coast: bool,
    pub(super) distance_km: Option<f64>,
}

impl Surroundings {
    /// What the words from `from` to the name at `start..end` say, and those after it up to `next`.
    pub(super) fn of(
        phrase: &Phrase,
        from: usize,
        start: usize,
        end: usize,
        next: Option<usize>,
    ) -> Self {
        let mut found = Self::default();
        let before = phrase.tokens.get(from..start).unwrap_or_default();
        for (at, token) in before.iter().enumerate() {
            match token.class {
                Class::Near => found.near = true,
                Class::Off => found.off_coast = true,
                // "Near the coast of"; "off the coast of" has said so already.
                Class::Coast => found.off_coast |= found.near,
                Class::Unit(meters) => {
                    found.distance_km = distance(phrase, from + at, meters).or(found.distance_km);
                    // "A few kilometers from".
                    found.near |= found.distance_km.is_none();
                }
                _ => {}
            }
        }
        found.read_side(phrase, from, start);
        // "Bağdat yakınında", "Ain al-Asad and its surroundings": the word closes the phrase.
        let until = next.unwrap_or(phrase.tokens.len());
        let after = phrase.tokens.get(end..until).unwrap_or_default();
        if next.is_none() {
            found.near |= after.last().is_some_and(|token| token.class == Class::Near);
        }
        // "Mitiga airport and surrounding neighbourhoods".
        found.near |= after.windows(2).any(|pair| {
            matches!(pair, [and, near] if and.class == Class::And
                && near.class == Class::Near && near.gap <= Gap::Hyphen)
        });
        found.off_coast |= after.first().is_some_and(|token| token.class == Class::Off);
        found
    }

    fn read_side(&mut self, phrase: &Phrase, from: usize, start: usize) {
        // Back over "of", "the city", "from" to the side.
        let mut at = start;
        let (mut of, mut level) = (false, false);
        while let Some(previous) = at.checked_sub(1).filter(|previous| *previous >= from) {
            let Some(token) = phrase.tokens.get(previous) else { return };
            if phrase.tokens.get(at).is_some_and(|token| token.gap > Gap::Hyphen) {
                return;
            }
            match token.class {
                Class::Side(_) => break,
                Class::Of | Class::From | Class::To | Class::Toward => of = true,
                Class::Level(_) => level = true,
                // "North off Hodeidah" does not occur; "western part of" does.
                Class::Filler | Class::Modifier | Class::Part | Class::In => {}
                _ if token.word.skeleton.is_empty() => {}
                _ => return,
            }
            at = previous;
        }
        let Some((side, side_start)) = phrase.side_before(at) else { return };
        // "The northern city of Kirkuk" says where Kirkuk lies; "north of the city of Kirkuk" does not.
        let noun =
            phrase.tokens.get(side_start).is_some_and(|token| !is_english_side(&token.word.folded));
        let descriptive = level
            && phrase.tokens.get(at).is_some_and(|token| matches!(token.class, Class::Level(_)));
        if descriptive && !noun {
            return;
        }
        self.side = Some(side);
        self.beside = of || noun || self.distance_km.is_some();
    }
}

/// In English a side right before a name is a part of it, elsewhere it lies beside: "شمال بغداد",
/// "selatan Bagdad".
fn is_english_side(word: &str) -> bool {
    ["north", "south", "east", "west", "central"].iter().any(|side| word.starts_with(side))
}

/// The number before a unit, in kilometers.
fn distance(phrase: &Phrase, unit: usize, meters: u16) -> Option<f64> {
    const NAUTICAL: [&str; 8] =
        ["nautical", "nautiques", "nauticas", "nauticos", "nautische", "морских", "بحري", "deniz"];
    let is_nautical = |at: usize| {
        phrase.tokens.get(at).is_some_and(|token| NAUTICAL.contains(&token.word.folded.as_str()))
    };
    let mut last = unit.checked_sub(1)?;
    let mut meters = f64::from(meters);
    if is_nautical(last) {
        meters = 1852.0;
        last = last.checked_sub(1)?;
    } else if is_nautical(unit + 1) {
        meters = 1852.0;
    }
    let digits = |at: usize| {
        phrase
            .tokens
            .get(at)
            .filter(|token| token.class == Class::Number)
            .map(|token| token.word.folded.as_str())
    };
    let low = digits(last)?;
    // "27.9" and "1,200" are two words each.
    let number = match last.checked_sub(1).and_then(digits) {
        Some(high) if low.len() == 3 => format!("{high}{low}"),
        Some(high) => format!("{high}.{low}"),
        None => low.to_owned(),
    };
    number
        .parse::<f64>()
        .ok()
        .filter(|number| *number <= 20_000.0)
        .map(|number| number * meters / 1000.0)
}
