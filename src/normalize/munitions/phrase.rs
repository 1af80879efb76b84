//! What a phrase says of munitions and of the act.

use super::class::ClassSet;
use crate::model::quantity::Quantity;

/// A phrase as the lexicon understands it.
#[derive(Clone, Debug, PartialEq)]
pub struct MunitionPhrase {
    /// The classes named, the most specific of each part; empty when nothing was understood,
    /// several when the speaker named several ("missile or drone").
    pub classes: ClassSet,
    /// The count at the start of the phrase or in a dual, if any; of [`unit`](Self::unit) if that
    /// is there, else of the munitions themselves. `None` when the parts of a list are counted one
    /// by one.
    pub count: Option<Quantity>,
    /// What is counted where it is not the munitions: salvoes, launchers, attacks.
    pub unit: Option<Unit>,
    /// What is done.
    pub act: Act,
    /// When nothing was understood, the nearest word that the lexicon knows.
    pub nearest: Option<String>,
    /// Whether every word that counted was found as written, apart from folding and inflection;
    /// `false` when one was only near in spelling.
    pub exact: bool,
}

/// What the number in a phrase counts, where it is not single munitions.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Unit {
    /// Salvoes, volleys, barrages: each is of two munitions or more.
    Salvo,
    /// Rounds: munitions one by one, whatever they are.
    Round,
    /// Launchers, rails, batteries, tubes.
    Launcher,
    /// Attacks, strikes, raids, sorties.
    Attack,
}

/// What is done, apart from what it is done with.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Act {
    /// An attack; also what a munition stands for when nothing else is said.
    Attack,
    /// An act of the defender against an attack: "drone shot down". The classes are of the thing
    /// that was stopped.
    Interception,
    /// Something noticed that need not be an attack: an explosion heard, an alert, a crash. Also
    /// when nothing was understood.
    Other,
}
