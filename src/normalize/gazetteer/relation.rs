//! How places lie to each other.

use std::borrow::Cow;

use super::entry::{CountryCode, PlaceId, PlaceKind};
use super::matching::PlaceRelation;
use super::{Gazetteer, distance_km};

impl Gazetteer {
    /// How two places lie to each other: by the chain of regions and countries that each is known to
    /// lie in, and where that is silent, by their circles.
    ///
    /// Two sites are never within each other by geometry: a base beside an airport is another site.
    /// Two divisions of one level are never within each other either.
    ///
    /// # Examples
    ///
    /// ```
    /// use corroborate::normalize::gazetteer::{Gazetteer, PlaceRelation};
    ///
    /// let gazetteer = Gazetteer::shipped();
    /// let base = gazetteer.by_name("Tel Baydar").unwrap();
    /// let governorate = gazetteer.by_name("Hasaka").unwrap();
    /// assert_eq!(gazetteer.relation(base, governorate), PlaceRelation::Within);
    /// assert_eq!(gazetteer.relation(governorate, base), PlaceRelation::Contains);
    /// ```
    #[must_use]
    pub fn relation(&self, a: PlaceId, b: PlaceId) -> PlaceRelation {
        let is_in = |inner, outer| self.known_ancestors(inner).contains(&outer);
        let circles = || self.circle(a)?.relation(&self.circle(b)?);
        relation([a, b], || is_in(a, b), || is_in(b, a), circles)
    }

    /// A place with all that its relations to others depend on.
    pub(crate) fn located(&self, id: PlaceId) -> Located {
        Located { id, ancestors: self.known_ancestors(id).into(), circle: self.circle(id) }
    }

    fn circle(&self, id: PlaceId) -> Option<Circle> {
        Some(Circle {
            kind: self.kind(id)?,
            country: self.country_of(id),
            has_admin1: self.admin1(id).is_some(),
            point: self.point(id)?,
            radius_km: self.radius(id)?,
        })
    }

    /// The regions and the country that a place lies in, nearest first.
    #[must_use]
    pub fn ancestors(&self, id: PlaceId) -> Vec<PlaceId> {
        self.known_ancestors(id).into_owned()
    }

    /// The same; of places in the table they are found once.
    fn known_ancestors(&self, id: PlaceId) -> Cow<'_, [PlaceId]> {
        match self.table.ancestors(id.0) {
            Some(known) => Cow::Borrowed(known.get_or_init(|| self.find_ancestors(id).into())),
            None => Cow::Owned(self.find_ancestors(id)),
        }
    }

    fn find_ancestors(&self, id: PlaceId) -> Vec<PlaceId> {
        let mut found = Vec::new();
        self.push_parents(id, &mut found);
        let mut at = 0;
        while let Some(&parent) = found.get(at) {
            self.push_parents(parent, &mut found);
            at += 1;
        }
        found
    }

    /// The smallest known region that both places lie in, or that one of them is; `None` if there is
    /// none.
    ///
    /// # Examples
    ///
    /// ```
    /// use corroborate::normalize::gazetteer::Gazetteer;
    ///
    /// let gazetteer = Gazetteer::shipped();
    /// let al_omar = gazetteer.by_name("Al-Omar oil field").unwrap();
    /// let conoco = gazetteer.by_name("Conoco").unwrap();
    /// let common = gazetteer.common_region(al_omar, conoco).unwrap();
    /// assert_eq!(gazetteer.entry(common).unwrap().name, "Deir ez-Zor Governorate");
    /// ```
    #[must_use]
    pub fn common_region(&self, a: PlaceId, b: PlaceId) -> Option<PlaceId> {
        let chain = |id: PlaceId| {
            let mut chain = self.ancestors(id);
            if self.kind(id).is_some_and(PlaceKind::is_region) {
                chain.insert(0, id);
            }
            chain
        };
        let of_b = chain(b);
        chain(a).into_iter().filter(|region| of_b.contains(region)).min_by(|left, right| {
            let level = |id: PlaceId| self.kind(id).map_or(3, level_of);
            let size = |id: PlaceId| self.radius(id).unwrap_or(f64::MAX);
            level(*left)
                .cmp(&level(*right))
                .then(size(*left).total_cmp(&size(*right)))
                .then(left.cmp(right))
        })
    }

    fn push_parents(&self, id: PlaceId, found: &mut Vec<PlaceId>) {
        for parent in self.parents(id) {
            if parent != id && !found.contains(&parent) {
                found.push(parent);
            }
        }
    }
}

/// A place that is compared with many: looking up where it lies takes longer than comparing two.
#[derive(Clone, Debug)]
pub(crate) struct Located {
    id: PlaceId,
    ancestors: Box<[PlaceId]>,
    circle: Option<Circle>,
}

impl Located {
    /// The same as [`Gazetteer::relation`].
    pub(crate) fn relation(&self, other: &Self) -> PlaceRelation {
        let circles = || self.circle.as_ref()?.relation(other.circle.as_ref()?);
        relation(
            [self.id, other.id],
            || self.ancestors.contains(&other.id),
            || other.ancestors.contains(&self.id),
            circles,
        )
    }
}

/// How two places lie to each other: by what is known of either, and else by their circles.
fn relation(
    [one, other]: [PlaceId; 2],
    is_within: impl FnOnce() -> bool,
    contains: impl FnOnce() -> bool,
    by_circles: impl FnOnce() -> Option<PlaceRelation>,
) -> PlaceRelation {
    if one == other {
        PlaceRelation::Same
    } else if is_within() {
        PlaceRelation::Within
    } else if contains() {
        PlaceRelation::Contains
    } else {
        by_circles().unwrap_or(PlaceRelation::Disjoint)
    }
}

/// What tells how two places lie to each other where neither is known to lie in the other.
#[derive(Clone, Debug)]
struct Circle {
    kind: PlaceKind,
    country: Option<CountryCode>,
    has_admin1: bool,
    point: (f64, f64),
    radius_km: f64,
}

impl Circle {
    fn relation(&self, other: &Self) -> Option<PlaceRelation> {
        let (is_region, other_is_region) = (self.kind.is_region(), other.kind.is_region());
        if !is_region && !other_is_region {
            return None;
        }
        // Divisions do not overlap their like, and what lies in one country lies in no other; only
        // seas and ranges, and regions without a country, cross borders.
        if is_division(self.kind) && is_division(other.kind) {
            return None;
        }
        if let (Some(here), Some(there)) = (self.country, other.country)
            && here != there
            && !crosses_borders(self.kind)
            && !crosses_borders(other.kind)
        {
            return None;
        }
        // A site that knows its province lies in no other province.
        if (self.kind == PlaceKind::Province && other.has_admin1)
            || (other.kind == PlaceKind::Province && self.has_admin1)
        {
            return None;
        }
        let apart = distance_km(self.point, other.point);
        // A country lies in no circle, and its own circle says little of its shape.
        let whole = [self.kind, other.kind].contains(&PlaceKind::Country);
        if other_is_region && !whole && apart + self.radius_km <= other.radius_km {
            return Some(PlaceRelation::Within);
        }
        if is_region && !whole && apart + other.radius_km <= self.radius_km {
            return Some(PlaceRelation::Contains);
        }
        (apart <= self.radius_km + other.radius_km).then_some(PlaceRelation::Overlaps)
    }
}

/// Settlements and sites first, then divisions, then loose regions, then countries.
fn level_of(kind: PlaceKind) -> u8 {
    match kind {
        PlaceKind::Country => 3,
        PlaceKind::Province | PlaceKind::District => 1,
        _ if kind.is_region() => 2,
        _ => 0,
    }
}

fn is_division(kind: PlaceKind) -> bool {
    matches!(kind, PlaceKind::Country | PlaceKind::Province)
}

fn crosses_borders(kind: PlaceKind) -> bool {
    matches!(
        kind,
        PlaceKind::Sea | PlaceKind::Strait | PlaceKind::BorderLine | PlaceKind::Mountains
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_that_were_looked_up_lie_to_each_other_as_in_the_gazetteer() {
        let gazetteer = Gazetteer::shipped();
        let named =
            ["Baghdad", "Basra", "Kirkuk", "Sanaa", "Red Sea", "Latakia", "Syria", "Hasaka"];
        let named = named.iter().filter_map(|name| gazetteer.by_name(name));
        let ids: Vec<PlaceId> = gazetteer.ids().step_by(9).chain(named).collect();
        let located: Vec<Located> = ids.iter().map(|&id| gazetteer.located(id)).collect();
        for (&id, place) in ids.iter().zip(&located) {
            for (&other_id, other) in ids.iter().zip(&located) {
                assert_eq!(place.relation(other), gazetteer.relation(id, other_id));
            }
        }
    }
}
