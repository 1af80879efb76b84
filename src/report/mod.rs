//! Shows an account to people and to programs. Renders, and decides nothing.
//!
//! A [`Report`] holds the account, the assertions behind it and the choices of presentation;
//! [`text`](text()), [`markdown`](markdown()) and [`json`](json()) write it out in full,
//! [`csv`](csv()), [`csv_events`] and [`geojson`](geojson()) as tables and for a map, and
//! [`labels_csv`] writes which assertion belongs to which event. All formats tell the same in an
//! analyst's order: what happened by whose word, who said what, what conflicts and what would
//! reconcile it, what differs in precision only, who is silent on what, how else the statements
//! could be read.
//!
//! The same account and assertions give the same bytes, whatever the order of the assertions (but
//! for the rows of [`labels_csv`], which follow it). Strings of the input are shown without control
//! characters and escaped for the format at hand: nothing in the data can move a terminal's cursor,
//! turn the direction of the text around, open a tag or become a formula.

mod cards;
mod clean;
mod codes;
pub(crate) mod compact;
mod geojson;
#[cfg(feature = "html")]
mod html;
mod json;
mod labels;
mod markdown;
mod said;
mod settings;
mod sites;
mod story;
mod stream;
mod table;
#[cfg(test)]
mod tests;
mod text;
mod words;

pub use geojson::geojson;
#[cfg(feature = "html")]
pub use html::html;
pub use json::json;
pub(crate) use json::{Document, Entries};
pub use labels::labels_csv;
pub use markdown::markdown;
pub(crate) use settings::Latest;
pub use settings::{Report, Section};
pub use table::{csv, csv_events};
pub(crate) use table::{csv_header, csv_rows};
pub use text::text;
pub use words::Likelihood;
