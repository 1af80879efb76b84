//! The words for weapons and attacks, as a taxonomy.
//!
//! [`Munitions::resolve`] reads a phrase such as "18 OWA UAVs", "two salvoes of rockets" or
//! "drone shot down" into classes, count, unit and act. [`Munitions::relation`] and
//! [`Munitions::compare`] say whether what two speakers named is the same, more precise, or cannot
//! both be true.
//!
//! # What is read how
//!
//! - Loose words stay loose: "missile" is the parent of rockets and guided missiles, because
//!   Arabic, Persian, Russian and Ukrainian have one word for both; "armed drone" and "attack drone"
//!   are only drones, because the press uses them of drones that return and of those that do not;
//!   "bomb" is an air strike or an explosive device.
//! - "Attack", "strike", "operation", "munitions" are the root. So are "explosion", "sirens" or
//!   "crash", whose act is [`Act::Other`]: something was noticed that need not be an attack.
//! - An interception keeps the class of what was stopped, and has the act [`Act::Interception`].
//! - In one part of a phrase the most specific class stands for those above it ("Katyusha
//!   rockets"); parts joined by "and" or "or" make a set ("missiles or drones").
//! - What follows "on", "against" or "at" is the target and is not read ("attack on a drone factory").
//! - A word that nothing knows is compared by [skeleton](crate::text::skeleton) and by spelling with
//!   the words that name a munition; then [`MunitionPhrase::exact`] is `false`.
//!
//! # Format of a lexicon file
//!
//! JSON Lines; blank lines and lines that start with `#` are comments; an unknown field is an error.
//! `aliases` holds lists of words or sequences of words by language code. Case, diacritics and
//! punctuation do not matter, and inflected forms of a word are found through the rules of its
//! language. A later file overrides what an earlier one says of the same word. The kinds of rows:
//!
//! | row | fields |
//! |---|---|
//! | class | `class` (the name), `parent`, `label`, `acled_event`, `acled_sub_event`, `cameo`, `plover` (inherited; empty for "not coded"), `exclusive` (`false`: goes together with any other class), `overlaps` (may be true of the same thing, kinds included), `loosely_overlaps` (kinds not included), `flies` (can be stopped in the air), `act` (of these aliases, as below), `aliases`, `loose` (aliases that give way to any other class in their part of the phrase) |
//! | words | `means` (class names, several for a union), `loose_meaning`, `act` (`attack`, `interception`, `other`; `?` after it when anything stronger wins, `other!` when it wins over all), `unit` (`salvo`, `round`, `launcher`, `attack`), `aliases` |
//! | qualifier | `qualifier` (a name), `turns` (from a class or carrier to a class), `alone` (classes when there is nothing to qualify), `aliases` |
//! | carrier | `carrier` (a thing that only a qualifier makes a munition, such as a boat), `aliases` |
//! | function | `function` (`and`, `not`, `against`, `with`, `measure`, `ignore`), `aliases` |
//! | spelling | `same`: single words that mean the same everywhere |
//! | language | `language`, `endings`, `dual` (endings that mean two), `prefixes`, `with_prefixes`, `and_prefixes`, `compounds` |
//!
//! ```
//! use corroborate::normalize::munitions::{ClassRelation, Munitions};
//!
//! let file = r#"
//! ## What the crate does not ship.
//! {"class":"incendiary_kite","parent":"attack","label":"incendiary kite","aliases":{"en":["kite"]}}
//! {"class":"grad_122","aliases":{"en":["Widget"]}}
//! "#;
//! let lexicon = Munitions::shipped().extended(file, "kites.jsonl")?;
//! let kites = lexicon.resolve("three kites");
//! assert_eq!(kites.classes.single(), lexicon.by_name("incendiary_kite"));
//! assert_eq!(
//!     lexicon.compare(lexicon.resolve("Widget rockets").classes, kites.classes),
//!     Some(ClassRelation::Exclusive)
//! );
//! # Ok::<(), corroborate::normalize::LexiconError>(())
//! ```
//!
//! # Sources
//!
//! The taxonomy is the crate's own. Codes: the ACLED codebook (event and sub-event types), the CAMEO
//! manual 1.1b3, the PLOVER manual. Names of models and calibres are public knowledge.

mod class;
mod lexicon;
mod phrase;
mod resolve;
mod taxonomy;
mod vocabulary;
mod words;

pub use class::{Class, ClassId, ClassRelation, ClassSet, Codes};
pub use lexicon::Munitions;
pub use phrase::{Act, MunitionPhrase, Unit};
