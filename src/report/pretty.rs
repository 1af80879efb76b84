//! Indented JSON, written by a serializer of our own.
//!
//! A report is ten times as long as its input and most of it is JSON, of which the general serializer
//! asks about each character twice. Here a text without anything to escape is one look and one copy, and
//! the name of a field is a copy alone. The form is that of `serde_json`'s pretty printer, but that
//! characters that act on a display are written as escapes.

use std::fmt::{self, Display, Write as _};

use serde::Serialize;
use serde::ser::{self, Serializer};
use serde_json::Error;

use super::clean;

/// Adds a value to the bytes, so many levels deep.
pub(super) fn shape(
    bytes: &mut Vec<u8>,
    value: &(impl Serialize + ?Sized),
    depth: usize,
) -> Result<(), Error> {
    value.serialize(&mut Pretty { bytes, depth })
}

struct Pretty<'b> {
    bytes: &'b mut Vec<u8>,
    depth: usize,
}

impl<'b> Pretty<'b> {
    fn put(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    fn new_line(&mut self, comma: bool) {
        const SPACES: &[u8] = b",\n                                ";
        if let Some(line) = SPACES.get(usize::from(!comma)..2 + 2 * self.depth) {
            return self.put(line);
        }
        self.put(if comma { b",\n" } else { b"\n" });
        self.bytes.resize(self.bytes.len() + 2 * self.depth, b' ');
    }

    fn text(&mut self, text: &str) {
        self.bytes.push(b'"');
        escape(self.bytes, text);
        self.bytes.push(b'"');
    }

    /// What is neither text nor made of parts, as `serde_json` has it.
    fn plain(&mut self, value: &impl Serialize) -> Result<(), Error> {
        serde_json::to_writer(&mut *self.bytes, value)
    }

    fn begin<'p>(&'p mut self, bracket: u8) -> Parts<'p, 'b> {
        self.bytes.push(bracket);
        self.depth += 1;
        Parts { pretty: self, is_empty: true, inside: false }
    }

    /// The parts of a variant: inside an object with its name.
    fn begin_variant<'p>(&'p mut self, variant: &str, bracket: u8) -> Parts<'p, 'b> {
        self.bytes.push(b'{');
        self.depth += 1;
        self.new_line(false);
        self.text(variant);
        self.put(b": ");
        Parts { inside: true, ..self.begin(bracket) }
    }
}

/// Whether a byte stands for itself in a string, and is a letter of its own.
#[expect(clippy::needless_bitwise_bool, reason = "a branch for each would look at one at a time")]
const fn is_plain(byte: u8) -> bool {
    (byte >= b' ') & (byte < 0x7f) & (byte != b'"') & (byte != b'\\')
}

/// Adds a text as it stands between quotation marks.
fn escape(bytes: &mut Vec<u8>, text: &str) {
    // Nearly all texts are plain. Without a branch for each byte, many are looked at at once.
    if text.bytes().fold(true, |plain, byte| plain & is_plain(byte)) {
        bytes.extend_from_slice(text.as_bytes());
        return;
    }
    let mut copied = 0;
    for (at, letter) in text.char_indices() {
        let short = match letter {
            '"' => b'"',
            '\\' => b'\\',
            '\u{8}' => b'b',
            '\u{c}' => b'f',
            '\n' => b'n',
            '\r' => b'r',
            '\t' => b't',
            ' '..='~' => continue,
            _ if clean::is_active(letter) => b'u',
            _ => continue,
        };
        bytes.extend_from_slice(text.as_bytes().get(copied..at).unwrap_or_default());
        copied = at + letter.len_utf8();
        if short == b'u' {
            let mut units = [0; 2];
            for unit in letter.encode_utf16(&mut units) {
                let digits = [12, 8, 4, 0].map(|shift| u32::from(*unit >> shift & 0xf));
                let digits = digits.map(|digit| char::from_digit(digit, 16).unwrap_or('0'));
                bytes.extend_from_slice(b"\\u");
                bytes.extend(digits.map(|digit| digit as u8));
            }
        } else {
            bytes.extend_from_slice(&[b'\\', short]);
        }
    }
    bytes.extend_from_slice(text.as_bytes().get(copied..).unwrap_or_default());
}

/// A list or an object while it is being written.
struct Parts<'p, 'b> {
    pretty: &'p mut Pretty<'b>,
    is_empty: bool,
    /// Whether it is alone in an object, which ends with it.
    inside: bool,
}

impl Parts<'_, '_> {
    fn item(&mut self, value: &(impl Serialize + ?Sized)) -> Result<(), Error> {
        self.pretty.new_line(!self.is_empty);
        self.is_empty = false;
        value.serialize(&mut *self.pretty)
    }

    fn field(&mut self, name: &str, value: &(impl Serialize + ?Sized)) -> Result<(), Error> {
        self.pretty.new_line(!self.is_empty);
        self.is_empty = false;
        self.pretty.bytes.push(b'"');
        self.pretty.put(name.as_bytes());
        self.pretty.put(b"\": ");
        value.serialize(&mut *self.pretty)
    }

    fn close(self, bracket: u8) {
        self.pretty.depth = self.pretty.depth.saturating_sub(1);
        if !self.is_empty {
            self.pretty.new_line(false);
        }
        self.pretty.bytes.push(bracket);
        if self.inside {
            self.pretty.depth = self.pretty.depth.saturating_sub(1);
            self.pretty.new_line(false);
            self.pretty.bytes.push(b'}');
        }
    }
}

/// Methods for values that are written as `serde_json` writes them.
macro_rules! plain {
    ($($method:ident($kind:ty))*) => {
        $(fn $method(self, value: $kind) -> Result<(), Error> {
            self.plain(&value)
        })*
    };
}

impl<'p, 'b> Serializer for &'p mut Pretty<'b> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Parts<'p, 'b>;
    type SerializeTuple = Parts<'p, 'b>;
    type SerializeTupleStruct = Parts<'p, 'b>;
    type SerializeTupleVariant = Parts<'p, 'b>;
    type SerializeMap = Parts<'p, 'b>;
    type SerializeStruct = Parts<'p, 'b>;
    type SerializeStructVariant = Parts<'p, 'b>;

    plain! {
        serialize_i8(i8) serialize_i16(i16) serialize_i32(i32) serialize_i64(i64) serialize_i128(i128)
        serialize_u8(u8) serialize_u16(u16) serialize_u32(u32) serialize_u64(u64) serialize_u128(u128)
        serialize_f32(f32) serialize_f64(f64) serialize_char(char)
    }

    fn serialize_bool(self, value: bool) -> Result<(), Error> {
        self.put(if value { b"true" } else { b"false" });
        Ok(())
    }

    fn serialize_str(self, text: &str) -> Result<(), Error> {
        self.text(text);
        Ok(())
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<(), Error> {
        struct Escaped<'b>(&'b mut Vec<u8>);

        impl fmt::Write for Escaped<'_> {
            fn write_str(&mut self, text: &str) -> fmt::Result {
                escape(self.0, text);
                Ok(())
            }
        }

        self.bytes.push(b'"');
        write!(Escaped(self.bytes), "{value}").map_err(ser::Error::custom)?;
        self.bytes.push(b'"');
        Ok(())
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<(), Error> {
        self.collect_seq(bytes)
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.put(b"null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Error> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        let mut object = self.begin(b'{');
        object.field(variant, value)?;
        object.close(b'}');
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Parts<'p, 'b>, Error> {
        Ok(self.begin(b'['))
    }

    fn serialize_tuple(self, _: usize) -> Result<Parts<'p, 'b>, Error> {
        Ok(self.begin(b'['))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Parts<'p, 'b>, Error> {
        Ok(self.begin(b'['))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Parts<'p, 'b>, Error> {
        Ok(self.begin_variant(variant, b'['))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Parts<'p, 'b>, Error> {
        Ok(self.begin(b'{'))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Parts<'p, 'b>, Error> {
        Ok(self.begin(b'{'))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Parts<'p, 'b>, Error> {
        Ok(self.begin_variant(variant, b'{'))
    }
}

/// Lists, by whatever trait.
macro_rules! list {
    ($($of:ident::$method:ident)*) => {
        $(impl ser::$of for Parts<'_, '_> {
            type Ok = ();
            type Error = Error;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
                self.item(value)
            }

            fn end(self) -> Result<(), Error> {
                self.close(b']');
                Ok(())
            }
        })*
    };
}

/// Objects with names that the program knows.
macro_rules! object {
    ($($of:ident)*) => {
        $(impl ser::$of for Parts<'_, '_> {
            type Ok = ();
            type Error = Error;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Result<(), Error> {
                self.field(name, value)
            }

            fn end(self) -> Result<(), Error> {
                self.close(b'}');
                Ok(())
            }
        })*
    };
}

list! {
    SerializeSeq::serialize_element
    SerializeTuple::serialize_element
    SerializeTupleStruct::serialize_field
    SerializeTupleVariant::serialize_field
}
object! { SerializeStruct SerializeStructVariant }

impl ser::SerializeMap for Parts<'_, '_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.pretty.new_line(!self.is_empty);
        self.is_empty = false;
        let start = self.pretty.bytes.len();
        key.serialize(&mut *self.pretty)?;
        if self.pretty.bytes.get(start) != Some(&b'"') {
            return Err(ser::Error::custom("a key is a text"));
        }
        self.pretty.put(b": ");
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        value.serialize(&mut *self.pretty)
    }

    fn end(self) -> Result<(), Error> {
        self.close(b'}');
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    fn shown(value: &impl Serialize) -> String {
        let mut bytes = Vec::new();
        shape(&mut bytes, value, 0).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[derive(Serialize)]
    #[serde(rename_all = "snake_case")]
    enum Any {
        Unit,
        New(f64),
        Tuple(i8, char),
        Fields { inner: Vec<Any>, none: Option<()> },
    }

    #[test]
    fn the_form_is_that_of_any_indented_json() {
        let mut nested =
            json!({"empty": {}, "none": [], "list": [1, [], {"a": null}, true, 1e300]});
        for depth in 0..24 {
            nested = json!({"depth": depth, "inside": [nested, {}], "after": []});
        }
        assert_eq!(shown(&nested), serde_json::to_string_pretty(&nested).unwrap());
        let inner = vec![Any::Unit, Any::New(f64::NAN), Any::Tuple(-1, '"')];
        let any =
            [Any::Fields { inner, none: None }, Any::Fields { inner: vec![], none: Some(()) }];
        assert_eq!(shown(&any), serde_json::to_string_pretty(&any).unwrap());
    }

    #[test]
    fn strings_keep_their_characters_and_lose_their_power() {
        let text = "a\u{9b}2J\u{202e}b\u{e0041}\u{1b}\u{7f}";
        let written = shown(&text);
        assert_eq!(written, r#""a\u009b2J\u202eb\udb40\udc41\u001b\u007f""#);
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
    }

    #[test]
    fn a_number_is_no_key() {
        let map = std::collections::BTreeMap::from([(1, 2)]);
        assert_eq!(shape(&mut Vec::new(), &map, 0).unwrap_err().to_string(), "a key is a text");
    }

    struct Displayed<'v>(&'v Value);

    impl Serialize for Displayed<'_> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_str(self.0)
        }
    }

    proptest! {
        #[test]
        fn texts_are_those_of_any_json_but_for_what_acts(
            text in "\\PC*|[\\x00-\\x7f\"\\\\é]{0,40}",
            parts in proptest::collection::vec("[a-z\"\n]{0,3}", 0..4),
        ) {
            let harmless: String = text.chars().filter(|letter| !clean::is_active(*letter)).collect();
            prop_assert_eq!(shown(&harmless), serde_json::to_string(&harmless).unwrap());
            prop_assert_eq!(serde_json::from_str::<String>(&shown(&text)).unwrap(), text);
            // Pieces of what is displayed are one text.
            let displayed = Value::from(parts);
            let expected = serde_json::to_string(&displayed.to_string()).unwrap();
            prop_assert_eq!(shown(&Displayed(&displayed)), expected);
        }
    }
}
