//! Who stands above whom, who speaks for whom, and who answers for what.

use super::{ActorId, ActorRole, Actors, Lineage};

impl Actors {
    /// How the first actor stands to the second.
    ///
    /// A description that could be any armed group ("militants") counts as a name above every
    /// actor that is no state.
    ///
    /// # Examples
    ///
    /// ```
    /// use corroborate::normalize::actors::{Actors, Lineage};
    ///
    /// let actors = Actors::shipped();
    /// let id = |name| actors.by_name(name).unwrap();
    ///
    /// let (iri, kh) = (id("Islamic Resistance in Iraq"), id("Kata'ib Hezbollah"));
    /// assert_eq!(actors.lineage(iri, kh), Lineage::Ancestor);
    /// assert_eq!(actors.lineage(kh, iri), Lineage::Descendant);
    /// assert_eq!(actors.lineage(kh, id("Kata'ib Sayyid al-Shuhada")), Lineage::Siblings);
    /// assert_eq!(actors.lineage(id("Pentagon"), id("CENTCOM")), Lineage::SameState);
    /// assert_eq!(actors.lineage(id("Iran"), kh), Lineage::Backer);
    /// assert_eq!(actors.lineage(id("Turkey"), kh), Lineage::Different);
    /// ```
    #[must_use]
    pub fn lineage(&self, left: ActorId, right: ActorId) -> Lineage {
        if left == right {
            return Lineage::Same;
        }
        if let (Some(left), Some(right)) = (self.state(left), self.state(right))
            && left == right
        {
            return Lineage::SameState;
        }
        if self.is_above(left, right) {
            return Lineage::Ancestor;
        }
        if self.is_above(right, left) {
            return Lineage::Descendant;
        }
        if self.share_a_parent(left, right) {
            return Lineage::Siblings;
        }
        if self.backs(left, right) {
            return Lineage::Backer;
        }
        if self.backs(right, left) {
            return Lineage::Backed;
        }
        Lineage::Different
    }

    /// Whether both can be one and the same: on one line of the hierarchy, or of one state.
    ///
    /// A backer is not: that a state arms a group does not make the group's deed its own.
    #[must_use]
    pub fn compatible(&self, left: ActorId, right: ActorId) -> bool {
        matches!(
            self.lineage(left, right),
            Lineage::Same | Lineage::SameState | Lineage::Ancestor | Lineage::Descendant
        )
    }

    /// For whom it speaks in the end: an organ for its state, a channel for the group that runs
    /// it, an armed wing for its movement; any other actor for itself.
    ///
    /// # Examples
    ///
    /// ```
    /// use corroborate::normalize::actors::Actors;
    ///
    /// let actors = Actors::shipped();
    /// let principal = |name| {
    ///     let id = actors.principal(actors.by_name(name).unwrap());
    ///     &*actors.actor(id).name
    /// };
    /// assert_eq!(principal("CENTCOM"), "United States");
    /// assert_eq!(principal("al-Masirah"), "Houthis");
    /// assert_eq!(principal("Kata'ib Hezbollah"), "Kata'ib Hezbollah");
    /// ```
    #[must_use]
    pub fn principal(&self, id: ActorId) -> ActorId {
        self.ties(id).map_or(id, |ties| ties.principal)
    }

    /// Whether a statement by the speaker counts as one by, or on behalf of, the actor.
    ///
    /// True for the actor itself, organs of one state, members of an umbrella and the umbrella, and
    /// for media that are run by the actor or for its side.
    #[must_use]
    pub fn speaks_for(&self, speaker: ActorId, actor: ActorId) -> bool {
        if self.principal(speaker) == self.principal(actor) {
            return true;
        }
        if self.is_member(speaker, actor) || self.is_member(actor, speaker) {
            return true;
        }
        let (Some(voice), Some(subject)) = (self.get(speaker), self.get(actor)) else {
            return false;
        };
        let principal = self.principal(speaker);
        match voice.role {
            ActorRole::MediaPartisan if principal == speaker => {
                voice.side.is_some() && voice.side == subject.side
            }
            ActorRole::MediaPartisan => {
                self.is_member(principal, actor) || self.is_member(actor, principal)
            }
            _ => false,
        }
    }

    /// Whether the actor can say officially what happened in that country: its state and the organs
    /// of it, and the states and coalitions that have forces or authority there.
    #[must_use]
    pub fn answerable_for(&self, id: ActorId, country: &str) -> bool {
        let answers = |id: ActorId| {
            self.get(id).is_some_and(|actor| {
                let here = |code: &str| code.eq_ignore_ascii_case(country);
                let official = actor.role.is_state() || actor.role == ActorRole::Paramilitary;
                (official && actor.country.as_deref().is_some_and(here))
                    || actor.answers_for.iter().any(|code| here(code))
            })
        };
        answers(id) || answers(self.principal(id))
    }

    /// The names by which an actor and others are known to be related: two actors whose
    /// [lineage](Self::lineage) is anything but different have one in common. Itself, its state, every name
    /// above it, its backers and their states. None for a description that could be any armed group.
    pub(crate) fn kin(&self, id: ActorId) -> Vec<ActorId> {
        let Some(ties) = self.ties(id) else { return vec![id] };
        if self.get(id).is_some_and(|actor| actor.generic) {
            return Vec::new();
        }
        let near = ties.ancestors.iter().chain(&ties.backers).copied().chain([id]);
        let mut kin: Vec<ActorId> =
            near.flat_map(|near| [Some(near), self.state(near)]).flatten().collect();
        kin.sort_unstable();
        kin.dedup();
        kin
    }

    /// The state that an organ or a government belongs to.
    fn state(&self, id: ActorId) -> Option<ActorId> {
        self.ties(id).and_then(|ties| ties.state)
    }

    fn is_above(&self, above: ActorId, below: ActorId) -> bool {
        let generic = |id| self.get(id).is_some_and(|actor| actor.generic);
        let non_state = self.get(below).is_some_and(|actor| actor.role.is_armed_non_state());
        self.ties(below).is_some_and(|ties| ties.ancestors.contains(&above))
            || (generic(above) && non_state && !generic(below))
    }

    /// Whether the first is below the second and the second is more than a mere category.
    fn is_member(&self, member: ActorId, whole: ActorId) -> bool {
        self.get(whole).is_some_and(|actor| actor.role != ActorRole::Category)
            && self.ties(member).is_some_and(|ties| ties.ancestors.contains(&whole))
    }

    fn share_a_parent(&self, left: ActorId, right: ActorId) -> bool {
        let (Some(left), Some(right)) = (self.ties(left), self.ties(right)) else { return false };
        left.ancestors.iter().any(|shared| {
            right.ancestors.contains(shared)
                && self.get(*shared).is_some_and(|actor| actor.role != ActorRole::Category)
        })
    }

    fn backs(&self, backer: ActorId, other: ActorId) -> bool {
        let same_state = |known: &ActorId| {
            *known == backer
                || (self.state(*known).is_some() && self.state(*known) == self.state(backer))
        };
        self.ties(other).is_some_and(|ties| ties.backers.iter().any(same_state))
    }
}
