//! Where an event lies on a map, by each side's word.

use std::collections::BTreeMap;

use super::{Report, said};
use crate::model::{Assertion, AssertionId, CountryCode, LatLon, Place};
use crate::normalize::gazetteer::{Gazetteer, MatchKind, PlaceQuery};
use crate::reconcile::{ReconciledEvent, View};

/// A place that one assertion states, with coordinates.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Site {
    pub(super) assertion: AssertionId,
    pub(super) view: View,
    /// As the speaker states it.
    pub(super) name: String,
    pub(super) point: LatLon,
    /// How far from the point it may be.
    pub(super) radius_km: f64,
    /// Whether anybody knows where it is, and not only in which country or region.
    is_known: bool,
}

/// The most precise site by the claimant's side, and by everyone else.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Sites {
    pub(super) claimed: Option<Site>,
    /// By the side that was hit if it states a site, else by anyone else.
    pub(super) other: Option<Site>,
}

impl Sites {
    pub(super) fn of(report: &Report<'_>, event: &ReconciledEvent) -> Self {
        let mut views: BTreeMap<&AssertionId, View> = BTreeMap::new();
        for origin in &event.origins {
            views.extend(origin.assertions.iter().map(|id| (id, origin.view)));
        }
        // Of equally precise sites the first by id counts, so that the order of the input does not.
        let mut best: BTreeMap<View, Site> = BTreeMap::new();
        for id in &event.assertions {
            let Some(assertion) = report.assertion(id) else { continue };
            let view = views.get(id).copied().unwrap_or(View::Reported);
            let Some(site) = located(report, assertion, view) else { continue };
            match best.get(&view) {
                Some(known) if known.radius_km <= site.radius_km => {}
                _ => _ = best.insert(view, site),
            }
        }
        let claimed = best.remove(&View::Claimed);
        let other = best.remove(&View::Confirmed).or_else(|| best.remove(&View::Reported));
        Self { claimed, other }
    }

    /// The site to show where only one can be: the more precise one.
    pub(super) fn best(&self) -> Option<&Site> {
        [&self.other, &self.claimed]
            .into_iter()
            .flatten()
            .min_by(|left, right| left.radius_km.total_cmp(&right.radius_km))
    }

    /// Both sites and the kilometers between them, where both sides state one whose place is known.
    pub(super) fn apart(&self) -> Option<(&Site, &Site, f64)> {
        let (claimed, other) = (self.claimed.as_ref()?, self.other.as_ref()?);
        if !claimed.is_known || !other.is_known {
            return None;
        }
        Some((claimed, other, claimed.point.distance_km(other.point)))
    }
}

fn located(report: &Report<'_>, assertion: &Assertion, view: View) -> Option<Site> {
    let place = assertion.event()?.place.as_ref()?;
    let gazetteer = report.gazetteer.unwrap_or_else(|| Gazetteer::shipped());
    let (point, radius_km, is_known) = coordinates(gazetteer, place)?;
    let assertion = assertion.id().clone();
    Some(Site { assertion, view, name: said::place(place), point, radius_km, is_known })
}

fn coordinates(gazetteer: &Gazetteer, place: &Place) -> Option<(LatLon, f64, bool)> {
    let country = place.country();
    let found = gazetteer.resolve(&PlaceQuery {
        name: place.name(),
        region: place.region(),
        country: country.as_ref().map(CountryCode::as_str),
        lat_lon: place.point().map(|point| (point.lat(), point.lon())),
        radius_km: place.radius_km(),
    });
    // What the speaker states goes before what the gazetteer knows.
    let known = found.point.and_then(|(lat, lon)| LatLon::new(lat, lon));
    let point = place.point().or(known)?;
    let radius_km = place.radius_km().unwrap_or(found.radius_km);
    // Of a name that nobody knows the point is that of the country or region around it.
    let is_known = place.point().is_some() || found.how != MatchKind::Unresolved;
    Some((point, if radius_km.is_finite() { radius_km.max(0.0) } else { 0.0 }, is_known))
}
