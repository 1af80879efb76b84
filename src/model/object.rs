//! Reading JSON objects the way the assertion format asks for it: unknown fields are errors unless
//! they start with `x_`, which are kept; a field given twice is an error; `null` is "not said".

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserialize, Deserializer, SeqAccess, Visitor};

/// A field name, borrowed from the input where the input allows it.
pub(super) struct Key<'de>(pub(super) Cow<'de, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyVisitor;
        impl<'de> Visitor<'de> for KeyVisitor {
            type Value = Key<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a field name")
            }
            fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Borrowed(text)))
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(KeyVisitor)
    }
}

/// A list in no more memory than it needs if it has one item, as most lists of an assertion have: what grows
/// item by item has room for four from the start.
pub(super) struct List<T>(pub(super) Vec<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ListVisitor<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for ListVisitor<T> {
            type Value = List<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a sequence")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<List<T>, A::Error> {
                let Some(first) = items.next_element()? else { return Ok(List(Vec::new())) };
                let mut list = vec![first];
                while let Some(item) = items.next_element()? {
                    list.push(item);
                }
                Ok(List(list))
            }
        }
        deserializer.deserialize_seq(ListVisitor(PhantomData))
    }
}

/// Implements `Deserialize` for a struct with named fields and an `extra` map for `x_` fields.
///
/// `required` fields must be there; the others are `Option` or have a `Default`, and `lists` are vectors.
macro_rules! object {
    (
        $type:ident, $expecting:literal,
        required { $($req_key:literal => $req:ident),* $(,)? }
        optional { $($opt_key:literal => $opt:ident),* $(,)? }
        $(lists { $($list_key:literal => $list:ident),* $(,)? })?
    ) => {
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct ObjectVisitor;
                impl<'de> serde::de::Visitor<'de> for ObjectVisitor {
                    type Value = $type;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str($expecting)
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(
                        self,
                        mut map: A,
                    ) -> Result<$type, A::Error> {
                        use serde::de::Error as _;
                        const FIELDS: &[&str] = &[$($req_key,)* $($opt_key,)* $($($list_key,)*)?];
                        $(let mut $req = None;)*
                        $(let mut $opt = None;)*
                        $($(let mut $list = None;)*)?
                        let mut extra = std::collections::BTreeMap::new();
                        while let Some($crate::model::object::Key(key)) = map.next_key()? {
                            match key.as_ref() {
                                $($req_key => {
                                    if $req.is_some() {
                                        return Err(A::Error::duplicate_field($req_key));
                                    }
                                    $req = Some(map.next_value()?);
                                })*
                                $($opt_key => {
                                    if $opt.is_some() {
                                        return Err(A::Error::duplicate_field($opt_key));
                                    }
                                    $opt = Some(map.next_value::<Option<_>>()?);
                                })*
                                $($($list_key => {
                                    if $list.is_some() {
                                        return Err(A::Error::duplicate_field($list_key));
                                    }
                                    let list: Option<$crate::model::object::List<_>> =
                                        map.next_value()?;
                                    $list = Some(list.map_or_else(Vec::new, |list| list.0));
                                })*)?
                                other if other.starts_with("x_") => {
                                    let value: serde_json::Value = map.next_value()?;
                                    if extra.insert(other.to_owned(), value).is_some() {
                                        return Err(A::Error::custom(format_args!(
                                            "duplicate field `{other}`"
                                        )));
                                    }
                                }
                                other => return Err(A::Error::unknown_field(other, FIELDS)),
                            }
                        }
                        Ok($type {
                            $($req: $req.ok_or_else(|| A::Error::missing_field($req_key))?,)*
                            $($opt: $opt.flatten().unwrap_or_default(),)*
                            $($($list: $list.unwrap_or_default(),)*)?
                            extra,
                        })
                    }
                }
                deserializer.deserialize_map(ObjectVisitor)
            }
        }
    };
}

pub(super) use object;

#[cfg(test)]
mod tests {
    use crate::model::Assertion;

    #[test]
    fn a_list_of_one_item_has_room_for_one() {
        let line = r#"{"id": "a", "kind": "report", "source": {"name": "SOHR"}, "relayed_by": ["X"],
            "event": {"targets": ["a base"], "munitions": [{"type": "rocket"}]}}"#;
        let assertion: Assertion = serde_json::from_str(line).unwrap();
        let event = assertion.event().unwrap();
        assert_eq!((event.targets.capacity(), event.munitions.capacity()), (1, 1));
    }
}
