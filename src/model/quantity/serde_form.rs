//! A quantity in JSON: a number, a string, or an object with bounds. Each is written back as it came.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{Form, Quantity, QuantityError};

impl Serialize for Quantity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.form {
            Form::Number if self.is_exact() && self.text.is_none() => {
                serializer.serialize_u64(self.min)
            }
            Form::Object { min, max, best } => {
                let keys = [
                    ("min", min.then_some(self.min)),
                    ("max", if max { self.max } else { None }),
                    ("best", if best { self.best() } else { None }),
                ];
                let mut map = serializer.serialize_map(None)?;
                for (key, value) in keys {
                    if let Some(value) = value {
                        map.serialize_entry(key, &value)?;
                    }
                }
                map.end()
            }
            Form::Number | Form::Text => serializer.collect_str(self),
        }
    }
}

impl<'de> Deserialize<'de> for Quantity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(QuantityVisitor)
    }
}

struct QuantityVisitor;

impl<'de> Visitor<'de> for QuantityVisitor {
    type Value = Quantity;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a quantity: a number, a string, or an object with `min`, `max`, `best`")
    }

    fn visit_u64<E: de::Error>(self, count: u64) -> Result<Quantity, E> {
        Ok(Quantity::exact(count))
    }

    fn visit_i64<E: de::Error>(self, count: i64) -> Result<Quantity, E> {
        let negative = |_| QuantityError::Negative { text: count.to_string().into() };
        u64::try_from(count).map(Quantity::exact).map_err(negative).map_err(E::custom)
    }

    fn visit_f64<E: de::Error>(self, count: f64) -> Result<Quantity, E> {
        // Tables with gaps write whole numbers as `5.0`; their text form is the door for them too.
        let quantity = count.to_string().parse::<Quantity>().map_err(E::custom)?;
        Ok(Quantity::exact(quantity.min))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Quantity, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Quantity, A::Error> {
        let (mut min, mut max, mut best) = (None, None, None);
        while let Some(key) = map.next_key::<Box<str>>()? {
            let slot = match &*key {
                "min" => &mut min,
                "max" => &mut max,
                "best" => &mut best,
                _ => return Err(de::Error::unknown_field(&key, &["min", "max", "best"])),
            };
            if slot.is_some() {
                return Err(de::Error::custom(format_args!("duplicate field `{key}`")));
            }
            *slot = map.next_value::<Option<Bound>>()?;
        }
        let form = Form::Object { min: min.is_some(), max: max.is_some(), best: best.is_some() };
        let [min, max, best] = [min, max, best].map(|bound| bound.map(|Bound(value)| value));
        if min.is_none() && max.is_none() && best.is_none() {
            return Err(de::Error::custom(QuantityError::NoBounds));
        }
        let mut quantity = match max {
            Some(max) => Quantity::between(min.unwrap_or(0), max).map_err(de::Error::custom)?,
            None => Quantity::at_least(min.unwrap_or(0)),
        };
        if let Some(best) = best {
            quantity = quantity.with_best(best).map_err(de::Error::custom)?;
        }
        quantity.form = form;
        Ok(quantity)
    }
}

/// One bound in an object: a number, checked with the messages of the whole.
struct Bound(u64);

impl<'de> Deserialize<'de> for Bound {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct BoundVisitor;
        impl Visitor<'_> for BoundVisitor {
            type Value = Bound;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a count")
            }

            fn visit_u64<E: de::Error>(self, count: u64) -> Result<Bound, E> {
                Ok(Bound(count))
            }

            fn visit_i64<E: de::Error>(self, count: i64) -> Result<Bound, E> {
                QuantityVisitor.visit_i64(count).map(|quantity| Bound(quantity.min))
            }

            fn visit_f64<E: de::Error>(self, count: f64) -> Result<Bound, E> {
                QuantityVisitor.visit_f64(count).map(|quantity| Bound(quantity.min))
            }
        }
        deserializer.deserialize_any(BoundVisitor)
    }
}
