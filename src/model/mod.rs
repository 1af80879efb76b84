//! What can be said: plain values, no input or output, no policy.
//!
//! The words of the [assertion format](https://docs.rs/corroborate) are the words of the types: an
//! [`Assertion`] is what one speaker ([`Source`]) said about one thing that happened ([`Event`]), or
//! a total over a period ([`Tally`]). Uncertain values keep what the speaker said: a [`Quantity`] is
//! a range with the words it came from, a [`TimeExtent`] an interval with its precision and marks, a
//! [`Place`] a name, a region or a point with a radius.
//!
//! Values without invariants have public fields; guarded ones are built through constructors, the
//! [`AssertionBuilder`] or serde, which all check the same rules.

mod assertion;
mod builder;
mod effects;
mod error;
mod event;
mod object;
mod parts;
mod place;
pub mod quantity;
mod source;
pub mod time;

pub use assertion::{
    Assertion, AssertionId, AssertionKind, DenialScope, NoCommentReason, Relation,
};
pub use builder::AssertionBuilder;
pub use effects::{Casualties, Damage, Munition, Outcome, Side};
pub(crate) use error::Shown;
pub use error::{FieldError, InvalidAssertion};
pub use event::{Event, Tally};
pub(crate) use parts::{from_json, parts_with_path};
pub use place::{CountryCode, LatLon, Place, PlaceBuilder};
pub(crate) use place::{EARTH_RADIUS_KM, great_circle_km};
pub use quantity::{Quantity, QuantityError};
pub use source::{AdmiraltyGrade, Credibility, Reliability, Role, Source};
pub use time::{PartOfDay, Precision, Qualifier, Span, TimeError, TimeExtent, TimePoint};
