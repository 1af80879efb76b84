//! Words that stand around names: organs of a state, titles, kinds of sources, words for groups.

/// What a word or fixed phrase does in a description of a speaker or actor.
#[derive(Copy, Clone, Eq, PartialEq, Ord, PartialOrd, Hash, Debug)]
pub(super) enum Class {
    /// An organ that every state has.
    Organ(Organ),
    /// Somebody who speaks without necessarily being named.
    Official,
    /// Somebody who speaks for the organisation.
    Spokes,
    /// Somebody who leads.
    Commander,
    /// A rank or honorific before a name.
    Rank,
    /// "Source".
    Source,
    /// Somebody who was there.
    Witness,
    /// Somebody who works for a newsroom.
    Reporter,
    /// "Defence" in "a defence official".
    DefenceAdjective,
    /// "Security" in "a security source".
    SecurityAdjective,
    /// A word for armed people who belong to nobody in particular.
    Group,
    /// "Backed", "aligned": what stands beside it is a backer, not the actor.
    Backed,
    /// Shia.
    Shia,
    /// Sunni.
    Sunni,
    /// What an army has: troops, aircraft, bases.
    Thing,
    /// What stands after it is the enemy of the actor ("anti-", "against").
    Against,
    /// "In", before a country.
    Inside,
    /// "And", "or".
    And,
    /// Something that acts for nobody.
    Generic,
    /// Whose things are not those of the state that they are named after: companies, merchants,
    /// people.
    Civil,
    /// Where the sick are treated: a target, unless somebody speaks for it.
    Medical,
    /// A part of an army, if a nationality says whose; otherwise part of a name.
    Unit,
    /// What a country lives on: power, ports, grain. Its things are not the army's.
    Utility,
    /// Everything else that carries no meaning here.
    Filler,
}

/// An organ that every state has, or a class of people that can be told apart by state.
#[derive(Copy, Clone, Eq, PartialEq, Ord, PartialOrd, Hash, Debug)]
#[repr(u8)]
pub(super) enum Organ {
    Government,
    Military,
    DefenceMinistry,
    ForeignMinistry,
    InteriorMinistry,
    HealthMinistry,
    Police,
    AirForce,
    Navy,
    SecurityForces,
    Intelligence,
    Embassy,
    Parliament,
    CounterTerrorism,
    CoastGuard,
    BorderGuard,
    Local,
    CivilDefence,
    SecuritySources,
    Sources,
    Media,
    ArmedGroups,
}

/// An organ, the word for it in data files, and how an entry for it is named and placed.
pub(super) struct OrganKind {
    pub(super) organ: Organ,
    pub(super) word: &'static str,
    /// `{}` is the adjective of the state; empty: no entry is made by itself.
    pub(super) template: &'static str,
    pub(super) parent: Option<Organ>,
    pub(super) role: super::ActorRole,
}

const fn kind(
    organ: Organ,
    word: &'static str,
    template: &'static str,
    parent: Option<Organ>,
    role: super::ActorRole,
) -> OrganKind {
    OrganKind { organ, word, template, parent, role }
}

/// All organs, in the order of the enum.
pub(super) const ORGANS: [OrganKind; 22] = {
    use super::ActorRole::{
        ArmedGroup, Government as State, Media as News, StateMilitary, StateSecurity, UnnamedSource,
    };
    use Organ::{
        AirForce, ArmedGroups, BorderGuard, CivilDefence, CoastGuard, CounterTerrorism,
        DefenceMinistry, Embassy, ForeignMinistry, Government, HealthMinistry, Intelligence,
        InteriorMinistry, Local, Media, Military, Navy, Parliament, Police, SecurityForces,
        SecuritySources, Sources,
    };
    let state = Some(Government);
    [
        kind(Government, "government", "{}", None, State),
        kind(Military, "military", "{} Armed Forces", state, StateMilitary),
        kind(DefenceMinistry, "defence_ministry", "{} Ministry of Defence", state, State),
        kind(ForeignMinistry, "foreign_ministry", "{} Ministry of Foreign Affairs", state, State),
        kind(InteriorMinistry, "interior_ministry", "{} Ministry of Interior", state, State),
        kind(HealthMinistry, "health_ministry", "{} Ministry of Health", state, State),
        kind(Police, "police", "{} Police", state, StateSecurity),
        kind(AirForce, "air_force", "{} Air Force", Some(Military), StateMilitary),
        kind(Navy, "navy", "{} Navy", Some(Military), StateMilitary),
        kind(SecurityForces, "security_forces", "{} Security Forces", state, StateSecurity),
        kind(Intelligence, "intelligence", "{} Intelligence Service", state, StateSecurity),
        kind(Embassy, "embassy", "{} Embassy", state, State),
        kind(Parliament, "parliament", "{} Parliament", state, State),
        kind(
            CounterTerrorism,
            "counter_terrorism",
            "{} Counter-Terrorism Forces",
            state,
            StateSecurity,
        ),
        kind(CoastGuard, "coast_guard", "{} Coast Guard", state, StateSecurity),
        kind(BorderGuard, "border_guard", "{} Border Guard", state, StateSecurity),
        kind(Local, "local", "{} local authorities", state, State),
        kind(CivilDefence, "civil_defence", "{} emergency and health services", state, State),
        kind(SecuritySources, "security_sources", "{} security sources", None, UnnamedSource),
        kind(Sources, "sources", "{} sources", None, UnnamedSource),
        kind(Media, "media", "{} media", None, News),
        kind(ArmedGroups, "armed_groups", "", None, ArmedGroup),
    ]
};

impl Organ {
    /// The organ that a data file names, if there is one.
    pub(super) fn from_word(word: &str) -> Option<Self> {
        ORGANS.iter().find(|kind| kind.word == word).map(|kind| kind.organ)
    }

    /// The position in [`ORGANS`].
    pub(super) const fn index(self) -> usize {
        self as usize
    }

    /// How much a phrase says by naming it, the vaguest lowest: a "military spokesman of the
    /// government" speaks for the military.
    pub(super) const fn specificity(self) -> u8 {
        match self {
            Self::Government => 0,
            Self::Military => 1,
            Self::SecurityForces | Self::Media => 2,
            _ => 3,
        }
    }

    /// Whether a state, and nobody in it, has one; those who fight its army call themselves one, too.
    pub(super) const fn is_national(self) -> bool {
        matches!(self, Self::Military | Self::DefenceMinistry | Self::ForeignMinistry)
    }

    /// Whether the bare word, without a nationality, means the organ of the country at hand.
    pub(super) const fn is_domestic(self) -> bool {
        !matches!(self, Self::Embassy | Self::AirForce | Self::Navy | Self::Intelligence)
    }
}

impl Class {
    const WORDS: [(Self, &'static str); 23] = [
        (Self::Official, "official"),
        (Self::Spokes, "spokes"),
        (Self::Commander, "commander"),
        (Self::Rank, "rank"),
        (Self::Source, "source"),
        (Self::Witness, "witness"),
        (Self::Reporter, "reporter"),
        (Self::DefenceAdjective, "defence_adj"),
        (Self::SecurityAdjective, "security_adj"),
        (Self::Group, "group"),
        (Self::Backed, "backed"),
        (Self::Shia, "shia"),
        (Self::Sunni, "sunni"),
        (Self::Thing, "thing"),
        (Self::Against, "against"),
        (Self::Inside, "inside"),
        (Self::And, "and"),
        (Self::Generic, "generic"),
        (Self::Civil, "civil"),
        (Self::Medical, "medical"),
        (Self::Unit, "unit"),
        (Self::Utility, "utility"),
        (Self::Filler, "filler"),
    ];

    /// The class that a data file names, if there is one.
    pub(super) fn from_word(word: &str) -> Option<Self> {
        Self::WORDS
            .iter()
            .find(|(_, known)| *known == word)
            .map(|(class, _)| *class)
            .or_else(|| Organ::from_word(word).map(Self::Organ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn organs_stand_at_their_own_position() {
        for (at, kind) in ORGANS.iter().enumerate() {
            assert_eq!(kind.organ.index(), at, "{}", kind.word);
        }
    }
}
