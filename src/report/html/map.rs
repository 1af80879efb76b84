//! The map of the page: coasts, borders, events, and lines between claimed and other places.

use std::collections::BTreeMap;
use std::f64::consts::TAU;
use std::fmt::Write as _;

use maud::{Markup, html};
use unicode_width::UnicodeWidthStr;

use super::{GROUPS, charts, event, group};
use crate::model::LatLon;
use crate::reconcile::{Attribute, Magnitude, ReconciledEvent, Verdict};
use crate::report::sites::Sites;
use crate::report::{Report, clean, words};

/// Natural Earth, public domain; `scripts/outline.py` makes it and tells the format.
const OUTLINE: &str = include_str!("../data/outline.txt");

const WIDTH: f64 = 960.0;
const MAX_HEIGHT: f64 = 560.0;

/// The part of the world that is shown: degrees, and how many pixels one has.
struct View {
    west: f64,
    north: f64,
    east: f64,
    south: f64,
    /// Of latitude; one of longitude has fewer, by the middle of the map.
    pixels: f64,
    squeeze: f64,
}

impl View {
    /// Room for all points, with a margin, and never so narrow that no coast or border is seen.
    fn of(points: &[LatLon]) -> Option<Self> {
        let lats = || points.iter().map(|point| point.lat());
        let lons = || points.iter().map(|point| point.lon());
        let (south, north) = (lats().reduce(f64::min)?, lats().reduce(f64::max)?);
        let (west, east) = (lons().reduce(f64::min)?, lons().reduce(f64::max)?);
        let margin = |low: f64, high: f64, least: f64| ((high - low) * 0.12).max(least);
        let (up, side) = (margin(south, north, 2.0), margin(west, east, 3.0));
        let (south, north) = ((south - up).max(-85.0), (north + up).min(85.0));
        let (west, east) = ((west - side).max(-180.0), (east + side).min(180.0));
        let squeeze = f64::midpoint(south, north).to_radians().cos().max(0.2);
        let pixels = (WIDTH / ((east - west) * squeeze)).min(MAX_HEIGHT / (north - south));
        Some(Self { west, north, east, south, pixels, squeeze })
    }

    fn x(&self, lon: f64) -> f64 {
        (lon - self.west) * self.squeeze * self.pixels
    }

    fn y(&self, lat: f64) -> f64 {
        (self.north - lat) * self.pixels
    }

    /// Whether a line between two points may be seen.
    fn meets(&self, from: (f64, f64), to: (f64, f64)) -> bool {
        from.0.max(to.0) >= self.west
            && from.0.min(to.0) <= self.east
            && from.1.max(to.1) >= self.south
            && from.1.min(to.1) <= self.north
    }
}

/// The events of one place.
struct Mark<'a> {
    point: LatLon,
    radius_km: f64,
    place: String,
    events: Vec<&'a ReconciledEvent>,
}

pub(super) fn map(report: &Report<'_>) -> Markup {
    let mut marks: BTreeMap<(i64, i64), Mark<'_>> = BTreeMap::new();
    let mut lines = Vec::new();
    let mut points = Vec::new();
    for reconciled in &report.reconciliation.events {
        let sites = Sites::of(report, reconciled);
        let Some(best) = sites.best() else { continue };
        points.push(best.point);
        let mark = marks.entry(cell(best.point)).or_insert_with(|| Mark {
            point: best.point,
            radius_km: best.radius_km,
            place: best.name.clone(),
            events: Vec::new(),
        });
        mark.events.push(reconciled);
        let place = reconciled.attributes.get(&Attribute::Place);
        if let Some((claimed, other, km)) = sites.apart()
            && place.is_some_and(|finding| finding.verdict == Verdict::Conflict)
            && km > 0.0
        {
            points.extend([claimed.point, other.point]);
            lines.push((claimed.point, other.point, km, reconciled));
        }
    }
    let Some(view) = View::of(&points) else { return html! {} };
    let width = view.x(view.east);
    let height = view.y(view.south);
    let located = marks.values().map(|mark| mark.events.len()).sum::<usize>();
    let without = report.reconciliation.events.len().saturating_sub(located);
    let describe = format!(
        "Map of {} at {}; {} between a claimed and another place.",
        words::counted(located, "event", "events"),
        words::counted(marks.len(), "place", "places"),
        words::counted(lines.len(), "line", "lines"),
    );
    html! {
        figure.wide {
            figcaption {
                "Where (" (located) " located"
                @if without > 0 { ", " (without) " not" }
                "); lines join the claimed and the other place of a conflict"
            }
            div.scroll tabindex="0" role="region" aria-label="Map" {
                svg.map viewBox=(format!("0 0 {width:.0} {height:.0}")) role="group" aria-label=(describe) {
                    path.border d=(outline(&view, 'b')) {}
                    path.coast d=(outline(&view, 'c')) {}
                    @for mark in marks.values() { (uncertainty(&view, mark)) }
                    @for line in &lines { (joined(&view, line)) }
                    @for mark in marks.values() { (drawn(&view, mark)) }
                    @for (x, y, name) in labels(&view, &marks) {
                        text x=(format!("{x:.1}")) y=(format!("{y:.1}")) text-anchor="middle" { (name) }
                    }
                }
            }
            (charts::legend())
            p.quiet {
                "A mark stands for the events of one place, a thin circle for how exact the place is, \
                 where that is within " (MAX_CIRCLE_KM) " km. The claimed end of a line is hollow."
            }
        }
    }
}

/// From the claimed to the other place of a conflict.
fn joined(
    view: &View,
    (from, to, km, reconciled): &(LatLon, LatLon, f64, &ReconciledEvent),
) -> Markup {
    let claimed = format!("claimed here: {}", clean::prose(&reconciled.headline));
    let apart = words::magnitude(Magnitude::Km(*km));
    html! {
        a href=(format!("#{}", reconciled.id)) aria-label=(claimed) {
            line.apart
                x1=(format!("{:.1}", view.x(from.lon()))) y1=(format!("{:.1}", view.y(from.lat())))
                x2=(format!("{:.1}", view.x(to.lon()))) y2=(format!("{:.1}", view.y(to.lat()))) {
                title { (clean::prose(&reconciled.headline)) ": " (apart) }
            }
            circle.hollow r="4"
                cx=(format!("{:.1}", view.x(from.lon()))) cy=(format!("{:.1}", view.y(from.lat()))) {
                title { (claimed) }
            }
        }
    }
}

/// Places that no map could tell apart are one.
#[expect(clippy::cast_possible_truncation, reason = "degrees are small numbers")]
fn cell(point: LatLon) -> (i64, i64) {
    ((point.lat() * 50.0).round() as i64, (point.lon() * 50.0).round() as i64)
}

/// The largest uncertainty that is drawn; the circle of a country would only cover the rest.
const MAX_CIRCLE_KM: f64 = 60.0;

/// How big the mark of some events is.
#[expect(clippy::cast_precision_loss, reason = "the size of a mark")]
fn radius(events: usize) -> f64 {
    (3.5 + 1.5 * (events as f64).sqrt()).min(24.0)
}

/// How far from its mark the place may be.
fn uncertainty(view: &View, mark: &Mark<'_>) -> Markup {
    // One degree of latitude has about 111 km.
    let circle = mark.radius_km / 111.0 * view.pixels;
    html! {
        @if mark.radius_km <= MAX_CIRCLE_KM && circle > radius(mark.events.len()) {
            circle.uncertain r=(format!("{circle:.1}")) cx=(format!("{:.1}", view.x(mark.point.lon())))
                cy=(format!("{:.1}", view.y(mark.point.lat()))) {}
        }
    }
}

/// The mark of a place: a link to its event, or to all of them where the script runs.
fn drawn(view: &View, mark: &Mark<'_>) -> Markup {
    let Some(first) = mark.events.first() else { return html! {} };
    let title = if mark.events.len() == 1 {
        event::tooltip(first, &clean::prose(&first.headline))
    } else {
        format!("{} events: {}", mark.events.len(), clean::prose(&mark.place))
    };
    let ids: Vec<&str> = mark.events.iter().map(|event| event.id.as_str()).collect();
    html! {
        a href=(format!("#{}", first.id)) data-only=(ids.join(" "))
            data-where=(clean::prose(&mark.place)) aria-label=(title) {
            g.place {
                title { (title) }
                (pie((view.x(mark.point.lon()), view.y(mark.point.lat())), mark))
            }
        }
    }
}

/// The statuses of the events of a mark, as shares of a circle.
fn pie((x, y): (f64, f64), mark: &Mark<'_>) -> Markup {
    let r = radius(mark.events.len());
    let mut counts = [0_u32; GROUPS.len()];
    for event in &mark.events {
        if let Some(count) = counts.get_mut(group(event.occurrence)) {
            *count += 1;
        }
    }
    let all = f64::from(counts.iter().sum::<u32>().max(1));
    let on_circle = |share: f64| {
        let (sin, cos) = (share * TAU).sin_cos();
        (x + r * sin, y - r * cos)
    };
    let mut from = 0.0;
    let mut slices = Vec::new();
    for ((class, _, _), count) in GROUPS.iter().zip(counts).filter(|(_, count)| *count > 0) {
        let share = f64::from(count) / all;
        let ((x1, y1), (x2, y2)) = (on_circle(from), on_circle(from + share));
        let large = u8::from(share > 0.5);
        from += share;
        let path =
            format!("M{x:.1} {y:.1}L{x1:.1} {y1:.1}A{r:.1} {r:.1} 0 {large} 1 {x2:.1} {y2:.1}Z");
        slices.push((*class, share, path));
    }
    html! {
        @for (class, share, path) in slices {
            // An arc that goes all the way round has no direction.
            @if share >= 1.0 {
                circle class=(class) cx=(format!("{x:.1}")) cy=(format!("{y:.1}")) r=(format!("{r:.1}")) {}
            } @else {
                path class=(class) d=(path) {}
            }
        }
    }
}

/// The most places that are named on the map.
const MAX_LABELS: usize = 14;
/// The size of a letter of a label, about.
const LETTER: (f64, f64) = (8.0, 16.0);

/// The names of the places with most events, where they do not cover each other.
fn labels(view: &View, marks: &BTreeMap<(i64, i64), Mark<'_>>) -> Vec<(f64, f64, String)> {
    let mut ordered: Vec<_> = marks.iter().collect();
    ordered.sort_by_key(|(cell, mark)| (std::cmp::Reverse(mark.events.len()), **cell));
    let mut labels: Vec<(f64, f64, String)> = Vec::new();
    let mut taken: Vec<(f64, f64, f64)> = Vec::new();
    for (_, mark) in ordered {
        // What stands before the first comma is the name of the site.
        let name = mark.place.split([',', ';', '±']).next().unwrap_or_default();
        let name = clean::first_words(name, 4);
        let width = LETTER.0 * f64::from(u32::try_from(name.width()).unwrap_or(u32::MAX));
        let side = (width / 2.0).min(WIDTH / 2.0);
        let x = view.x(mark.point.lon()).clamp(side, (view.x(view.east) - side).max(side));
        let y = view.y(mark.point.lat()) - radius(mark.events.len()) - 4.0;
        let free = taken.iter().all(|(other, height, other_width)| {
            (x - other).abs() > f64::midpoint(width, *other_width) || (y - height).abs() > LETTER.1
        });
        if free && labels.len() < MAX_LABELS {
            taken.push((x, y, width));
            labels.push((x, y, name));
        }
    }
    labels
}

/// The lines of one kind that the map shows, as path data.
fn outline(view: &View, kind: char) -> String {
    let mut path = String::new();
    for line in OUTLINE.lines() {
        let Some(encoded) = line.strip_prefix(kind) else { continue };
        let mut last: Option<(f64, f64)> = None;
        let mut drawing = false;
        for point in decoded(encoded) {
            if let Some(from) = last
                && view.meets(from, point)
            {
                if !drawing {
                    _ = write!(path, "M{:.1} {:.1}", view.x(from.0), view.y(from.1));
                }
                drawing = true;
                _ = write!(path, "L{:.1} {:.1}", view.x(point.0), view.y(point.1));
            } else {
                drawing = false;
            }
            last = Some(point);
        }
    }
    path
}

/// The points of one line: longitude and latitude in degrees.
fn decoded(encoded: &str) -> impl Iterator<Item = (f64, f64)> {
    let mut bytes = encoded.bytes();
    let mut number = move || {
        let (mut value, mut shift) = (0_i32, 0_u32);
        loop {
            let chunk = i32::from(bytes.next()?.checked_sub(63)?);
            value |= (chunk & 0x1f).checked_shl(shift)?;
            shift += 5;
            if chunk & 0x20 == 0 {
                return Some(if value & 1 == 1 { !(value >> 1) } else { value >> 1 });
            }
        }
    };
    let mut point = (0_i32, 0_i32);
    std::iter::from_fn(move || {
        point = (point.0.checked_add(number()?)?, point.1.checked_add(number()?)?);
        Some((f64::from(point.0) / 100.0, f64::from(point.1) / 100.0))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outline_is_read_to_its_end() {
        let mut points = 0;
        for line in OUTLINE.lines().filter(|line| !line.starts_with('#')) {
            let encoded = line.strip_prefix(['b', 'c']).unwrap();
            for (lon, lat) in decoded(encoded) {
                assert!(
                    (-180.01..=180.01).contains(&lon) && (-90.0..=84.0).contains(&lat),
                    "{line}"
                );
                points += 1;
            }
        }
        assert!(points > 10_000, "{points}");
    }

    #[test]
    fn a_single_point_has_a_map_around_it() {
        let view = View::of(&[LatLon::new(35.0, 40.0).unwrap()]).unwrap();
        assert!(view.west < 38.0 && view.east > 42.0 && view.pixels.is_finite());
        assert!(!outline(&view, 'b').is_empty());
        assert!(View::of(&[]).is_none());
    }
}
