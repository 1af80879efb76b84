//! Where the attacks of a theatre happen.

use super::theatres::Theatre;
use crate::normalize::gazetteer::{Gazetteer, distance_km};

/// A place with its spellings and the areas around it.
#[derive(Clone, Debug)]
pub(super) struct Site {
    pub(super) names: Vec<String>,
    pub(super) areas: Vec<String>,
    pub(super) country: Option<String>,
    /// The nearest other site of the theatre, if it is near enough to be taken for this one.
    pub(super) neighbor: Option<usize>,
    point: (f64, f64),
}

/// Sites farther apart are not mistaken for each other, in kilometers.
const MISTAKEN_KM: f64 = 60.0;

/// The sites of a theatre, spread over its countries.
pub(super) fn sites(gazetteer: &Gazetteer, theatre: &Theatre) -> Vec<Site> {
    let ids: Vec<_> = gazetteer
        .ids()
        .filter(|&id| {
            gazetteer.entry(id).is_some_and(|entry| {
                let country = entry.country.map(|country| country.as_str().to_owned());
                let is_here = country.is_some_and(|code| theatre.countries.contains(&&*code));
                is_here && !entry.kind.is_region() && entry.radius_km <= 15.0
            })
        })
        .collect();
    let step = (ids.len() / theatre.sites.max(1)).max(1);
    let mut sites: Vec<Site> = ids
        .into_iter()
        .step_by(step)
        .take(theatre.sites)
        .filter_map(|id| {
            let entry = gazetteer.entry(id)?;
            let mut names = vec![entry.name.to_owned()];
            names.extend(gazetteer.aliases(id).iter().take(5).cloned());
            let areas = entry
                .parents
                .iter()
                .chain(&entry.admin1)
                .filter_map(|&id| gazetteer.entry(id))
                .map(|area| area.name.to_owned())
                .collect();
            Some(Site {
                names,
                areas,
                country: entry.country.map(|country| country.as_str().to_owned()),
                neighbor: None,
                point: (entry.lat, entry.lon),
            })
        })
        .collect();
    for index in 0..sites.len() {
        let here = sites[index].point;
        sites[index].neighbor = sites
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != index)
            .map(|(other, site)| (distance_km(here, site.point), other))
            .filter(|(distance, _)| *distance <= MISTAKEN_KM)
            .min_by(|left, right| left.0.total_cmp(&right.0))
            .map(|(_, other)| other);
    }
    sites
}
