//! What the chunks of a phrase say together.

use super::chunk::{Chunk, Meaning};
use super::leader::leader;
use super::lexicon::Sense;
use super::part::{Part, part_of_name, right_before};
use super::tokens::Tokens;
use super::words::{Class, Organ};
use super::{ActorContext, ActorId, ActorRole, Actors};

/// The name of an actor in a phrase.
#[derive(Copy, Clone, Debug)]
pub(super) struct Named<'a> {
    pub(super) sense: &'a Sense,
    /// The nationality that stands right before it.
    pub(super) owner: Option<u16>,
    /// Whether it says whose something else is: "Hezbollah-affiliated".
    pub(super) backs: bool,
    /// Whether it is but the end of a longer name, which is not known.
    pub(super) goes_on: bool,
}

/// What stands in a phrase, order mostly forgotten.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, read one by one")]
pub(super) struct Facts<'a> {
    /// Names of actors, in order.
    pub(super) actors: Vec<Named<'a>>,
    pub(super) person: Option<&'a Sense>,
    /// The nationality of the actor.
    pub(super) nation: Option<u16>,
    /// It was named by its capital only.
    pub(super) by_capital: bool,
    /// The country in which the actor is.
    pub(super) location: Option<u16>,
    /// The state that backs the actor.
    pub(super) backer: Option<u16>,
    pub(super) organ: Option<Organ>,
    /// What else there is, as bits of [`Facts::bit`].
    classes: u32,
    /// Words that are not known.
    pub(super) unknown: usize,
    /// Its organ is that of a country whose name is not known.
    pub(super) foreign: bool,
    /// Punctuation parts the phrase, as in "name, organisation".
    pub(super) parted: bool,
    /// "And" stands between things.
    pub(super) joined: bool,
    /// The phrase starts with the name of a newsroom: "Sputnik Brasil" is an edition of it.
    pub(super) outlet_first: bool,
    /// The name of a newsroom is somewhere in it.
    pub(super) has_newsroom: bool,
    /// The phrase starts with a source or a witness: what else it says is where or of what.
    pub(super) speaker_first: bool,
    /// Number of chunks that carry meaning.
    pub(super) content: usize,
}

/// Words after a nationality that say where a thing comes from, not whose it is: "US-made Patriot".
const MAKING: [&str; 9] = [
    "made",
    "built",
    "manufactured",
    "produced",
    "designed",
    "supplied",
    "provided",
    "donated",
    "style",
];

/// A phrase in its chunks, and what is known beside it.
#[derive(Copy, Clone)]
struct Phrase<'p, 'a> {
    lexicon: &'a Actors,
    tokens: &'p Tokens,
    chunks: &'p [&'p Chunk<'a>],
    context: &'p ActorContext<'p>,
}

impl Phrase<'_, '_> {
    /// Whether the chunk says who made a weapon, which is not who has it.
    fn is_maker(&self, at: usize) -> bool {
        let nation = self
            .chunks
            .get(at)
            .is_some_and(|chunk| matches!(chunk.meaning, Meaning::Nation(_) | Meaning::Stem(_)));
        let next = |next: &&Chunk<'_>| MAKING.contains(&self.tokens.row(next.from, next.to));
        nation && self.chunks.get(at + 1).is_some_and(next)
    }

    /// Whether it says whom the actor fights, which is not who it is; only if nobody else is named,
    /// nobody is. "Attacks on the coalition": the article does not part them.
    fn is_enemy(&self, at: usize) -> bool {
        let mut before = self.chunks.get(..at).unwrap_or(&[]).iter().rev();
        let before = before.find(|chunk| !chunk.is(Class::Filler));
        before.is_some_and(|chunk| chunk.is(Class::Against))
    }
}

impl<'a> Facts<'a> {
    const fn bit(class: Class) -> u32 {
        match class {
            Class::Organ(_) => 0,
            Class::Official => 1,
            Class::Spokes => 1 << 1,
            Class::Commander => 1 << 2,
            Class::Rank => 1 << 3,
            Class::Source => 1 << 4,
            Class::Witness => 1 << 5,
            Class::Reporter => 1 << 6,
            Class::DefenceAdjective => 1 << 7,
            Class::SecurityAdjective => 1 << 8,
            Class::Group => 1 << 9,
            Class::Backed => 1 << 10,
            Class::Shia => 1 << 11,
            Class::Sunni => 1 << 12,
            Class::Thing => 1 << 13,
            Class::Generic => 1 << 14,
            Class::And => 1 << 15,
            Class::Civil => 1 << 17,
            Class::Medical => 1 << 18,
            Class::Unit => 1 << 19,
            Class::Utility => 1 << 20,
            Class::Inside | Class::Against | Class::Filler => 1 << 16,
        }
    }

    pub(super) const fn has(&self, class: Class) -> bool {
        self.classes & Self::bit(class) != 0
    }

    /// Somebody speaks who is described and not named.
    pub(super) const fn unnamed(&self) -> bool {
        (self.has(Class::Official) || self.has(Class::Source) || self.has(Class::Witness))
            && !self.has(Class::Spokes)
            && self.unknown == 0
            && self.person.is_none()
    }

    /// A person or office goes with the organisation, so unknown words may be a person's name.
    pub(super) const fn titled(&self) -> bool {
        self.parted
            || self.has(Class::Official)
            || self.has(Class::Spokes)
            || self.has(Class::Commander)
            || self.has(Class::Rank)
            || self.has(Class::Source)
            || self.has(Class::Reporter)
    }

    /// Armed men and who leads them, none by name: "Taliban militants, trainers, senior
    /// commanders". What a comma parts there is no name and organisation.
    pub(super) const fn lists_people(&self) -> bool {
        self.has(Class::Group)
            && self.unknown == 0
            && self.person.is_none()
            && !self.has(Class::Official)
            && !self.has(Class::Spokes)
            && !self.has(Class::Source)
            && !self.has(Class::Reporter)
    }

    /// Whether a name in it is one of that actor, be it shared with others. "Yemeni Armed Forces
    /// spokesman Yahya Saree": of two who go by that name, the one that the person speaks for,
    /// whatever the role says.
    pub(super) fn may_name(&self, actor: ActorId) -> bool {
        let mut senses = self.actors.iter().map(|named| named.sense);
        senses.any(|sense| sense.actor == Some(actor) || sense.shared.contains(&actor))
    }

    /// Gathers what the chunks say.
    pub(super) fn new(
        lexicon: &'a Actors,
        tokens: &Tokens,
        chunks: &[&Chunk<'a>],
        context: &ActorContext<'_>,
    ) -> Self {
        let mut facts = Self::default();
        let phrase = Phrase { lexicon, tokens, chunks, context };
        for (at, chunk) in chunks.iter().enumerate() {
            facts.parted |= at > 0 && tokens.parted(chunk.from);
            if !phrase.is_maker(at) && !phrase.is_enemy(at) {
                facts.take(phrase, at, &chunk.meaning);
            }
            facts.content += usize::from(!matches!(
                chunk.meaning,
                Meaning::Class(Class::Filler | Class::Inside | Class::And | Class::Against)
                    | Meaning::Number
            ));
        }
        facts.weigh_together();
        facts.take_for_organs(lexicon, context);
        facts.has_newsroom = facts.actors.iter().any(|named| lexicon.is_newsroom(named.sense));
        let first = chunks.iter().find(|chunk| !chunk.is(Class::Filler));
        facts.speaker_first =
            first.is_some_and(|chunk| chunk.is(Class::Source) || chunk.is(Class::Witness));
        facts.outlet_first = first.is_some_and(
            |chunk| matches!(&chunk.meaning, Meaning::Actor(sense) if lexicon.is_newsroom(sense)),
        );
        facts.joined = facts.has(Class::And);
        facts
    }

    /// What one chunk says.
    fn take(&mut self, phrase: Phrase<'_, 'a>, at: usize, meaning: &Meaning<'a>) {
        let Phrase { lexicon, tokens, chunks, context } = phrase;
        let part = part_of_name(tokens, chunks, at);
        match meaning {
            _ if part == Some(Part::First) => self.unknown += 1,
            // "Iran's mission to the UN", "Iran's UN mission" are Iran's.
            Meaning::Actor(sense)
                if self.nation.is_some()
                    && lexicon.is_international(sense)
                    && is_envoys_post(tokens, chunks, at) =>
            {
                self.organ = self.organ.or(Some(Organ::Government));
            }
            Meaning::Actor(sense) => {
                let owner = owner(tokens, chunks, at);
                let backs = chunks.get(at + 1).is_some_and(|next| next.is(Class::Backed));
                let goes_on = part.is_some();
                self.actors.push(Named { sense, owner, backs, goes_on });
            }
            Meaning::Person(sense) => self.person = self.person.or(Some(sense)),
            Meaning::Nation(nations) => {
                let nation = lexicon.preferred(nations, context);
                self.nation(nation, chunks, at);
            }
            Meaning::Stem(nation) => self.nation(Some(*nation), chunks, at),
            Meaning::Capital(nation) => {
                let new = self.nation.is_none();
                self.nation(Some(*nation), chunks, at);
                self.by_capital |= new && self.nation.is_some();
            }
            Meaning::Class(Class::Organ(organ)) => {
                self.foreign |= part.is_some();
                if self.organ.is_none_or(|known| known.specificity() < organ.specificity()) {
                    self.organ = Some(*organ);
                }
            }
            Meaning::Class(class) => self.classes |= Self::bit(*class),
            Meaning::Number => {}
            Meaning::Unknown => {
                let leader = leader(lexicon, tokens, chunks, at);
                self.unknown += usize::from(leader.is_none());
                self.person = self.person.or(leader);
            }
        }
    }

    /// What only all chunks together say of hospitals and units.
    fn weigh_together(&mut self) {
        // The director of a hospital speaks as one of the country's services; a hospital that was
        // hit is a building.
        if self.has(Class::Medical) {
            if self.titled() {
                self.organ = self.organ.or(Some(Organ::CivilDefence));
            } else if self.organ.is_none() {
                self.classes |= Self::bit(Class::Generic);
            }
        }
        if self.has(Class::Unit) && (self.nation.is_some() || self.unknown == 0) {
            self.classes |= Self::bit(Class::Thing);
        } else if self.has(Class::Unit) {
            self.unknown += 1;
        }
    }

    /// "The National Security Council" is a name of one here, and elsewhere only what such an organ is
    /// called: those that none of its known owners fits are read as the word.
    fn take_for_organs(&mut self, lexicon: &Actors, context: &ActorContext<'_>) {
        let country = lexicon.code(self.location.or(self.nation));
        let mut organ = self.organ;
        self.actors.retain(|named| {
            let Some(Class::Organ(word)) = named.sense.class else { return true };
            let known = lexicon.pick(named.sense, country, context).is_some();
            if !known && organ.is_none_or(|organ| organ.specificity() < word.specificity()) {
                organ = Some(word);
            }
            known
        });
        self.organ = organ;
    }

    fn nation(&mut self, nation: Option<u16>, chunks: &[&Chunk<'_>], at: usize) {
        let class = |chunk: &&Chunk<'_>| match chunk.meaning {
            Meaning::Class(class) => Some(class),
            _ => None,
        };
        let before = chunks.get(..at).unwrap_or(&[]);
        let backed_after = chunks.get(at + 1).and_then(class) == Some(Class::Backed);
        let backed_before = before
            .iter()
            .rev()
            .map(class)
            .find(|class| !matches!(class, Some(Class::Filler | Class::Inside)))
            .flatten()
            == Some(Class::Backed);
        let inside = before.last().and_then(class) == Some(Class::Inside)
            || before.iter().rev().map(class).find(|class| *class != Some(Class::Filler)).flatten()
                == Some(Class::Inside);
        let and_also = before.last().and_then(class) == Some(Class::And)
            && self.location.is_some()
            && self.nation.is_none();
        if and_also {
            // "In Baghdad and Erbil": the first counts.
        } else if backed_after || (backed_before && self.backer.is_none()) {
            self.backer = self.backer.or(nation);
        } else if inside {
            self.location = self.location.or(nation);
        } else {
            self.nation = self.nation.or(nation);
        }
    }
}

/// The nationality right before a name: "US Joint Operations Command".
fn owner(tokens: &Tokens, chunks: &[&Chunk<'_>], at: usize) -> Option<u16> {
    match right_before(tokens, chunks, at)?.meaning {
        Meaning::Nation([nation]) => Some(*nation),
        _ => None,
    }
}

/// Whether what the phrase names is a state's post at an organisation: "to" stands before its name,
/// or whose post it is does.
fn is_envoys_post(tokens: &Tokens, chunks: &[&Chunk<'_>], at: usize) -> bool {
    let whose = right_before(tokens, chunks, at).filter(|before| before.is_nation());
    let embassy = || chunks.get(at + 1).is_some_and(|next| next.is(Class::Organ(Organ::Embassy)));
    whose.is_some_and(|whose| tokens.genitive(whose.to.saturating_sub(1)) || embassy())
        || follows_to(tokens, chunks, at)
}

/// Whether "to" stands before a name, perhaps with an article between.
fn follows_to(tokens: &Tokens, chunks: &[&Chunk<'_>], at: usize) -> bool {
    let mut before = chunks.get(..at).unwrap_or(&[]).iter().rev();
    let mut word = || before.next().map_or("", |chunk| tokens.row(chunk.from, chunk.to));
    match word() {
        "to" => true,
        "the" => word() == "to",
        _ => false,
    }
}

impl Actors {
    pub(super) fn is_newsroom(&self, sense: &Sense) -> bool {
        let mut ids = sense.actor.iter().chain(&sense.shared).peekable();
        ids.peek().is_some()
            && ids.all(|id| self.get(*id).is_some_and(|actor| actor.role.is_media()))
    }

    fn is_international(&self, sense: &Sense) -> bool {
        let actor = sense.actor.and_then(|id| self.get(id));
        actor.is_some_and(|actor| actor.role == ActorRole::International)
    }

    /// The nation of that adjective which is the country at hand, or else the first.
    fn preferred(&self, nations: &[u16], context: &ActorContext<'_>) -> Option<u16> {
        let here = |at: &&u16| {
            self.nations
                .get(usize::from(**at))
                .is_some_and(|nation| context.country == Some(&*nation.country))
        };
        nations.iter().find(here).or(nations.first()).copied()
    }
}
