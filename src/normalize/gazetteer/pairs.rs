//! Words that mean something else beside certain others.

use super::entry::PlaceKind;
use super::phrase::{Gap, Phrase};
use super::vocabulary::{Class, Role, role};

impl Phrase {
    /// Words that mean something else beside certain others.
    pub(super) fn read_pairs(&mut self) {
        for at in 0..self.tokens.len() {
            let role = |at: usize| role(&self.tokens.get(at)?.word);
            if role(at) == Some(Role::Center) {
                self.name_center(at);
                continue;
            }
            let Some(before) = at.checked_sub(1) else { continue };
            let (Some(one), Some(other)) = (self.tokens.get(before), self.tokens.get(at)) else {
                continue;
            };
            let class = match (other.class, role(before)) {
                _ if other.gap > Gap::Hyphen => continue,
                (Class::Facility(PlaceKind::Depot | PlaceKind::Facility), Some(Role::Fuel)) => {
                    Class::Facility(PlaceKind::OilFacility)
                }
                (Class::Facility(PlaceKind::Facility), Some(Role::Power)) => {
                    Class::Facility(PlaceKind::PowerPlant)
                }
                // A nuclear site may be for anything else.
                (Class::Facility(PlaceKind::Facility), Some(Role::Nuclear))
                    if role(at) == Some(Role::Works) =>
                {
                    Class::Facility(PlaceKind::PowerPlant)
                }
                // "Au large de".
                (Class::Coast, _) if one.word.folded == "au" => Class::Off,
                _ => continue,
            };
            if let Some(token) = self.tokens.get_mut(at) {
                token.class = class;
            }
        }
    }

    /// "Detention centre", "centre de détention": what the centre is for makes it a building, not the
    /// middle of a town.
    fn name_center(&mut self, center: usize) {
        let kind = |at: usize| {
            let token = self.tokens.get(at)?;
            match role(&token.word).or_else(|| role(token.elided.as_ref()?)) {
                Some(Role::Purpose(kind)) => Some((at, kind)),
                _ => None,
            }
        };
        let joined = |at: usize| self.tokens.get(at).is_some_and(|token| token.gap <= Gap::Hyphen);
        let before = || center.checked_sub(1).filter(|_| joined(center)).and_then(kind);
        let after = || {
            let next = self.tokens.get(center + 1).filter(|_| joined(center + 1))?;
            if next.class == Class::Of {
                return kind(center + 2).filter(|_| joined(center + 2));
            }
            // Arabic and the Slavic languages need no word between the two.
            let joins = next.elided.is_some() || !next.word.folded.is_ascii();
            kind(center + 1).filter(|_| joins)
        };
        let known = before().or_else(after);
        let Some((at, kind)) = known.or_else(|| self.unknown_purpose(center)) else { return };
        if let Some(token) = self.tokens.get_mut(center) {
            token.class = Class::Facility(kind);
        }
        if let Some(token) = self.tokens.get_mut(at).filter(|token| token.class == Class::Name) {
            token.class = Class::Modifier;
        }
    }

    /// What a centre may be for that the vocabulary does not know: a common noun before it, or a name of
    /// its own of which more says where it is: "dialysis centre", "Ansar Youth Centre in Mosul". Before
    /// "of" the noun may be an adjective, and the centre is that of the town: "historic centre of Mosul".
    fn unknown_purpose(&self, center: usize) -> Option<(usize, PlaceKind)> {
        let joined = |at: usize| self.tokens.get(at).filter(|token| token.gap <= Gap::Hyphen);
        let is_in = |at: usize| joined(at).is_some_and(|token| token.class == Class::In);
        let own = self.tokens.get(center)?;
        let before = center.checked_sub(1).filter(|_| joined(center).is_some());
        let before = before.filter(|&at| {
            let Some(word) = self.tokens.get(at) else { return false };
            let is_own_name = || own.capital && is_in(center + 1);
            let of = joined(center + 1).is_some_and(|token| token.class == Class::Of);
            word.class == Class::Name && (!word.capital && !of || is_own_name())
        });
        let after = || {
            let is_name = |at: &usize| joined(*at).is_some_and(|token| token.class == Class::Name);
            let words = (center + 1..self.tokens.len()).take_while(is_name).count();
            (words > 0 && is_in(center + 1 + words)).then_some(center + 1)
        };
        Some((before.or_else(after)?, PlaceKind::Facility))
    }
}
