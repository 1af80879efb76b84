//! How places lie to each other.

use super::entry::{PlaceId, PlaceKind};
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
        if a == b {
            return PlaceRelation::Same;
        }
        if self.ancestors(a).contains(&b) {
            return PlaceRelation::Within;
        }
        if self.ancestors(b).contains(&a) {
            return PlaceRelation::Contains;
        }
        self.relation_by_circles(a, b).unwrap_or(PlaceRelation::Disjoint)
    }

    fn relation_by_circles(&self, a: PlaceId, b: PlaceId) -> Option<PlaceRelation> {
        let (kind_a, kind_b) = (self.kind(a)?, self.kind(b)?);
        let (region_a, region_b) = (kind_a.is_region(), kind_b.is_region());
        if !region_a && !region_b {
            return None;
        }
        // Divisions do not overlap their like, and what lies in one country lies in no other; only
        // seas and ranges, and regions without a country, cross borders.
        if is_division(kind_a) && is_division(kind_b) {
            return None;
        }
        if let (Some(here), Some(there)) = (self.country_of(a), self.country_of(b))
            && here != there
            && !crosses_borders(kind_a)
            && !crosses_borders(kind_b)
        {
            return None;
        }
        // A site that knows its province lies in no other province.
        if (kind_a == PlaceKind::Province && self.admin1(b).is_some())
            || (kind_b == PlaceKind::Province && self.admin1(a).is_some())
        {
            return None;
        }
        let apart = distance_km(self.point(a)?, self.point(b)?);
        let (radius_a, radius_b) = (self.radius(a)?, self.radius(b)?);
        // A country lies in no circle, and its own circle says little of its shape.
        let whole = |kind: PlaceKind| kind == PlaceKind::Country;
        if region_b && !whole(kind_a) && !whole(kind_b) && apart + radius_a <= radius_b {
            return Some(PlaceRelation::Within);
        }
        if region_a && !whole(kind_a) && !whole(kind_b) && apart + radius_b <= radius_a {
            return Some(PlaceRelation::Contains);
        }
        (apart <= radius_a + radius_b).then_some(PlaceRelation::Overlaps)
    }

    /// The regions and the country that a place lies in, nearest first.
    #[must_use]
    pub fn ancestors(&self, id: PlaceId) -> Vec<PlaceId> {
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
