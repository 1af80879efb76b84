//! Distances and bearings on a sphere.

use crate::model::{EARTH_RADIUS_KM, great_circle_km};

/// The great-circle distance between two points, each latitude and longitude in degrees, in kilometers.
///
/// # Examples
///
/// ```
/// use corroborate::normalize::gazetteer::distance_km;
///
/// let (al_omar, conoco) = ((35.1517, 40.5758), (35.328, 40.291));
/// assert_eq!(distance_km(al_omar, conoco).round(), 32.0);
/// assert_eq!(distance_km(al_omar, conoco), distance_km(conoco, al_omar));
/// ```
#[must_use]
pub fn distance_km(a: (f64, f64), b: (f64, f64)) -> f64 {
    great_circle_km(a, b)
}

/// The point at a distance in kilometers and a bearing in degrees clockwise from north.
///
/// # Examples
///
/// ```
/// use corroborate::normalize::gazetteer::{distance_km, offset};
///
/// let start = (14.8, 42.95);
/// let west = offset(start, 270.0, 120.0);
/// assert!(west.1 < start.1);
/// assert!((distance_km(start, west) - 120.0).abs() < 0.001);
/// ```
#[must_use]
pub fn offset(from: (f64, f64), bearing: f64, distance_km: f64) -> (f64, f64) {
    let (lat, lon, bearing) = (from.0.to_radians(), from.1.to_radians(), bearing.to_radians());
    let angle = distance_km / EARTH_RADIUS_KM;
    let sine = lat.sin() * angle.cos() + lat.cos() * angle.sin() * bearing.cos();
    let lat_to = sine.clamp(-1.0, 1.0).asin();
    let lon_to = lon
        + (bearing.sin() * angle.sin() * lat.cos()).atan2(angle.cos() - lat.sin() * lat_to.sin());
    (lat_to.to_degrees(), (lon_to.to_degrees() + 540.0).rem_euclid(360.0) - 180.0)
}

/// The point halfway between two points, along the great circle.
pub(super) fn midpoint(from: (f64, f64), to: (f64, f64)) -> (f64, f64) {
    let (from, to) = (on_unit_sphere(from), on_unit_sphere(to));
    let [to_meridian, to_east, to_north] = [from[0] + to[0], from[1] + to[1], from[2] + to[2]];
    let lat = to_north.atan2(to_meridian.hypot(to_east));
    (lat.to_degrees(), to_east.atan2(to_meridian).to_degrees())
}

fn on_unit_sphere((lat, lon): (f64, f64)) -> [f64; 3] {
    let (lat, lon) = (lat.to_radians(), lon.to_radians());
    [lat.cos() * lon.cos(), lat.cos() * lon.sin(), lat.sin()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn point() -> impl Strategy<Value = (f64, f64)> {
        (-90.0..=90.0f64, -180.0..=180.0f64)
    }

    proptest! {
        #[test]
        fn distance_is_symmetric_and_obeys_the_triangle(a in point(), b in point(), c in point()) {
            prop_assert!((distance_km(a, b) - distance_km(b, a)).abs() < 1e-6);
            prop_assert!(distance_km(a, c) <= distance_km(a, b) + distance_km(b, c) + 1e-6);
            prop_assert!(distance_km(a, a) < 1e-6);
        }

        #[test]
        fn the_midpoint_lies_halfway(lat in -60.0..60.0f64, lon in -170.0..170.0f64, d in 1.0..2000.0f64) {
            let a = (lat, lon);
            let b = offset(a, 60.0, d);
            let middle = midpoint(a, b);
            prop_assert!((distance_km(a, middle) - d / 2.0).abs() < 0.01);
            prop_assert!((distance_km(b, middle) - d / 2.0).abs() < 0.01);
        }
    }

    #[test]
    fn a_degree_along_the_equator_is_111_km() {
        assert!((distance_km((0.0, 0.0), (0.0, 1.0)) - 111.195).abs() < 0.001);
    }
}
