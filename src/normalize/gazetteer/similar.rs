//! Names that no key finds: the most similar one, and what to suggest.

use super::Gazetteer;
use super::entry::PlaceId;
use super::key::keys;
use super::matching::{MatchKind, PlaceMatch, PlaceRelation};
use super::mention::{Context, alike};

/// From this Jaro-Winkler similarity on, two names in one country are taken for one.
const SAME_NAME: f64 = 0.92;
/// From this similarity on, a name is worth suggesting.
const WORTH_SUGGESTING: f64 = 0.75;
/// Shorter names are alike by chance.
const SHORTEST: usize = 5;

impl Gazetteer {
    /// Takes an unknown name for the most similar known one, if it is similar enough; else notes the
    /// nearest name, and that the name was not understood.
    pub(super) fn guess(
        &self,
        bare: &str,
        skeleton: &str,
        context: &Context,
        found: &mut PlaceMatch,
    ) {
        let Some((similarity, name, id)) = self.most_similar(bare, skeleton, context) else {
            if found.id.is_none() {
                found.how = MatchKind::Unresolved;
            }
            return;
        };
        let country_known = context.country.is_some() || found.country.is_some();
        let inside =
            found.id.is_none_or(|container| self.relation(id, container) == PlaceRelation::Within);
        let sure = similarity >= SAME_NAME
            || keys(name).is_some_and(|(bare_known, known)| {
                skeleton.len() >= 4
                    && bare.len() > SHORTEST
                    && strsim::osa_distance(&known, skeleton) <= 1
                    && alike(skeleton, bare, &bare_known)
                    && similarity >= 0.88
            });
        if sure && country_known && inside && bare.chars().count() >= SHORTEST {
            let PlaceMatch { near, generic, .. } = *found;
            *found = PlaceMatch { near, generic, how: MatchKind::Similar, ..self.at(id) };
            return;
        }
        if found.id.is_none() {
            found.how = MatchKind::Unresolved;
        }
        found.nearest = Some(name.to_owned());
    }

    /// The most similar name of an entry in the table, in the same country if one is known.
    fn most_similar(
        &self,
        bare: &str,
        skeleton: &str,
        context: &Context,
    ) -> Option<(f64, &str, PlaceId)> {
        let letter = skeleton.chars().next()?;
        self.table
            .names_by_letter(letter)
            .iter()
            .filter(|(name, place)| {
                let country = self.table.row(*place).and_then(|row| row.country);
                context.country.is_none_or(|wanted| country == Some(wanted))
                    && name.len().abs_diff(bare.len()) <= 4
            })
            .map(|(name, place)| (strsim::jaro_winkler(bare, name), &**name, PlaceId(*place)))
            .filter(|(similarity, _, _)| *similarity >= WORTH_SUGGESTING)
            .max_by(|left, right| left.0.total_cmp(&right.0).then(right.2.cmp(&left.2)))
    }
}
