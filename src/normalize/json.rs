//! JSON values that borrow the text they were read from.
//!
//! Lexicon files hold tens of thousands of short texts; copying each into a value of its own and the
//! fields of each row into a tree took most of the time of reading them.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// A JSON value.
#[derive(Clone, Debug)]
pub(crate) enum Value<'a> {
    Null,
    Text(Cow<'a, str>),
    List(Vec<Value<'a>>),
    Object(Fields<'a>),
    /// A number or a truth value.
    Other(serde_json::Value),
}

/// The fields of an object; of several of one name the last.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fields<'a>(Vec<(Cow<'a, str>, Value<'a>)>);

impl<'a> Fields<'a> {
    /// Whether there is a field of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _)| known == name)
    }

    /// Takes out a field.
    pub(crate) fn remove(&mut self, name: &str) -> Option<Value<'a>> {
        let at = self.0.iter().position(|(known, _)| known == name)?;
        Some(self.0.swap_remove(at).1)
    }

    /// The first name in alphabetical order.
    pub(crate) fn first_name(&self) -> Option<&str> {
        self.0.iter().map(|(name, _)| &**name).min()
    }

    /// The fields in alphabetical order.
    pub(crate) fn into_sorted(mut self) -> Vec<(Cow<'a, str>, Value<'a>)> {
        self.0.sort_by(|(left, _), (right, _)| left.cmp(right));
        self.0
    }

    fn insert(&mut self, name: Cow<'a, str>, value: Value<'a>) {
        match self.0.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => *known = value,
            None => self.0.push((name, value)),
        }
    }
}

impl Value<'_> {
    fn to_owned_json(&self) -> serde_json::Value {
        match self {
            Self::Null => serde_json::Value::Null,
            Self::Text(text) => serde_json::Value::String(text.clone().into_owned()),
            Self::List(items) => items.iter().map(Self::to_owned_json).collect(),
            Self::Object(Fields(fields)) => {
                let owned = |(name, value): &(Cow<'_, str>, Self)| {
                    (name.clone().into_owned(), value.to_owned_json())
                };
                serde_json::Value::Object(fields.iter().map(owned).collect())
            }
            Self::Other(other) => other.clone(),
        }
    }
}

/// Prints the value as JSON.
impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_owned_json().fmt(f)
    }
}

impl<'de> Deserialize<'de> for Value<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;

        impl<'de> Visitor<'de> for Any {
            type Value = Value<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("any JSON value")
            }

            fn visit_unit<E>(self) -> Result<Self::Value, E> {
                Ok(Value::Null)
            }

            fn visit_bool<E>(self, flag: bool) -> Result<Self::Value, E> {
                Ok(Value::Other(flag.into()))
            }

            fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
                Ok(Value::Other(number.into()))
            }

            fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
                Ok(Value::Other(number.into()))
            }

            fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
                Ok(Value::Other(number.into()))
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Value::Text(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Value::Text(Cow::Owned(text.to_owned())))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
                let mut list = Vec::new();
                while let Some(item) = items.next_element()? {
                    list.push(item);
                }
                Ok(Value::List(list))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut fields = Fields::default();
                while let Some(name) = map.next_key::<Value<'de>>()? {
                    let Value::Text(name) = name else { continue };
                    fields.insert(name, map.next_value()?);
                }
                Ok(Value::Object(fields))
            }
        }

        deserializer.deserialize_any(Any)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(json: &str) -> Option<String> {
        serde_json::from_str::<Value<'_>>(json).ok().map(|value| value.to_string())
    }

    #[test]
    fn values_print_as_they_were_read() {
        for json in [r#"{"a":[1,-2,0.5,true,null,"x\ny"],"b":{}}"#, "[]", "\"é\""] {
            assert_eq!(shown(json).as_deref(), Some(json));
        }
    }

    #[test]
    fn of_two_fields_of_one_name_the_last_counts() {
        assert_eq!(shown(r#"{"a":1,"a":2}"#).as_deref(), Some(r#"{"a":2}"#));
    }

    proptest! {
        #[test]
        fn what_json_accepts_is_read_alike(json in r#"[\[\]{}",:a0.e\\-]{0,12}"#) {
            let known = serde_json::from_str::<serde_json::Value>(&json).ok();
            prop_assert_eq!(shown(&json), known.map(|value| value.to_string()));
        }
    }
}
