//! Who says what of one attribute, and who is compared with whom.

use std::borrow::Cow;

use crate::reconcile::finding::View;

/// More values of one side than this are never told apart by anybody; the bound keeps the work of a
/// story with thousands of statements linear.
pub(super) const MOST_VALUES: usize = 64;

/// What one statement says of one attribute.
#[derive(Clone, Debug)]
pub(crate) struct Voice<'s, V> {
    /// The statement.
    pub(crate) at: usize,
    pub(crate) view: View,
    pub(crate) origin: usize,
    /// Whether this is a claim itself, not a channel of the claimant's side.
    pub(crate) primary: bool,
    pub(crate) value: V,
    /// The value in words.
    pub(crate) text: Cow<'s, str>,
}

/// Who is compared with whom.
#[derive(Debug)]
pub(crate) enum Division<'v, V> {
    /// Only one side or one origin speaks.
    One,
    /// Two sides.
    Sides(Vec<&'v Voice<'v, V>>, Vec<&'v Voice<'v, V>>),
    /// Each origin with each other: the voices of one after those of another.
    Origins(Vec<&'v Voice<'v, V>>),
}

/// The claimant's side against everyone else; where it is silent, the others with each other.
pub(crate) fn divide<'v, V>(voices: &'v [Voice<'_, V>]) -> Division<'v, V> {
    let is_claimed = |voice: &&Voice<'_, V>| voice.view == View::Claimed;
    match voices.iter().filter(is_claimed).count() {
        0 if is_one_origin(voices) => Division::One,
        0 => Division::Origins(by_origin(voices)),
        claimed if claimed == voices.len() => Division::One,
        _ => {
            let of_claim = |voice: &&Voice<'_, V>| is_claimed(voice) && voice.primary;
            // What the claim itself says counts before what its channels make of it.
            let claimed = if voices.iter().any(|voice| of_claim(&voice)) {
                voices.iter().filter(of_claim).collect()
            } else {
                voices.iter().filter(is_claimed).collect()
            };
            let others = voices.iter().filter(|voice| !is_claimed(voice)).collect();
            Division::Sides(claimed, others)
        }
    }
}

/// As [`divide`], but where the claimant's side is silent, the side that was hit against everyone
/// else, and origin against origin only within one of these.
///
/// For places: those who were hit name the several places of one attack, each its own, and what one
/// of them leaves out is no contradiction.
pub(crate) fn divide_by_view<'v, V>(voices: &'v [Voice<'_, V>]) -> Division<'v, V> {
    match divide(voices) {
        Division::Origins(origins) => {
            let (confirmed, rest): (Vec<_>, Vec<_>) =
                voices.iter().partition(|voice| voice.view == View::Confirmed);
            if confirmed.is_empty() || rest.is_empty() {
                Division::Origins(origins)
            } else {
                Division::Sides(confirmed, rest)
            }
        }
        other => other,
    }
}

/// One voice for each text, in order.
pub(crate) fn distinct<'r, 'v, V>(
    voices: impl Into<Cow<'r, [&'v Voice<'v, V>]>>,
) -> Cow<'r, [&'v Voice<'v, V>]> {
    let voices = voices.into();
    let is_new = |(at, voice): (usize, &&Voice<'_, V>)| {
        voices.iter().take(at).all(|known| known.text != voice.text)
    };
    if voices.len() <= MOST_VALUES && voices.iter().enumerate().all(is_new) {
        return voices;
    }
    let mut distinct: Vec<&Voice<'_, V>> = Vec::new();
    for voice in voices.iter().copied() {
        if distinct.len() == MOST_VALUES {
            break;
        }
        if !distinct.iter().any(|known| known.text == voice.text) {
            distinct.push(voice);
        }
    }
    Cow::Owned(distinct)
}

/// The voices without some, where that leaves any of them out.
pub(crate) fn without<'r, 'v, V>(
    voices: impl Into<Cow<'r, [&'v Voice<'v, V>]>>,
    left_out: impl Fn(&Voice<'v, V>, &[&'v Voice<'v, V>]) -> bool,
) -> Cow<'r, [&'v Voice<'v, V>]> {
    let voices = voices.into();
    if !voices.iter().any(|voice| left_out(voice, &voices)) {
        return voices;
    }
    Cow::Owned(voices.iter().copied().filter(|voice| !left_out(voice, &voices)).collect())
}

pub(super) fn is_one_origin<'v, V: 'v>(voices: impl IntoIterator<Item = &'v Voice<'v, V>>) -> bool {
    let mut origins = voices.into_iter().map(|voice| voice.origin);
    origins.next().is_none_or(|first| origins.all(|origin| origin == first))
}

/// The voices of one origin after those of another; those of one stay in their order.
pub(super) fn by_origin<'v, V>(
    voices: impl IntoIterator<Item = &'v Voice<'v, V>>,
) -> Vec<&'v Voice<'v, V>> {
    let mut voices: Vec<_> = voices.into_iter().collect();
    voices.sort_by_key(|voice| voice.origin);
    voices
}
