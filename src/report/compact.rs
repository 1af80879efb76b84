//! JSON on one line, written by a serializer of our own.
//!
//! A report is several times as long as its input and most of it is JSON, of which the general serializer
//! asks about each character twice. Here a text without anything to escape is one look and one copy, and
//! the name of a field is a copy alone. The form is that of `serde_json`, but that characters that act on
//! a display are written as escapes.

use std::fmt::{self, Display, Write as _};

use serde::Serialize;
use serde::ser::{self, Serializer};
use serde_json::Error;

use super::clean;

/// Adds a value to the bytes.
pub(crate) fn add(bytes: &mut Vec<u8>, value: &(impl Serialize + ?Sized)) -> Result<(), Error> {
    value.serialize(Compact { bytes })
}

struct Compact<'b> {
    bytes: &'b mut Vec<u8>,
}

impl<'b> Compact<'b> {
    fn text(self, text: &str) {
        self.bytes.push(b'"');
        escape(self.bytes, text);
        self.bytes.push(b'"');
    }

    /// A name that the program gives.
    fn name(self, name: &'static str) {
        self.bytes.push(b'"');
        self.bytes.extend_from_slice(name.as_bytes());
        self.bytes.push(b'"');
    }

    /// What is neither text nor made of parts, as `serde_json` has it.
    fn plain(self, value: &impl Serialize) -> Result<(), Error> {
        serde_json::to_writer(self.bytes, value)
    }

    fn list(self) -> Parts<'b> {
        Parts { bytes: self.bytes, before: b'[', end: b"]" }
    }

    fn object(self) -> Parts<'b> {
        Parts { bytes: self.bytes, before: b'{', end: b"}" }
    }

    /// What stands before the parts of a variant: they are alone in an object, under its name.
    fn variant(self, variant: &'static str) -> Self {
        self.bytes.push(b'{');
        Compact { bytes: self.bytes }.name(variant);
        self.bytes.push(b':');
        self
    }
}

/// Eight bytes, of which those have the highest bit set that do not stand for themselves in a string, or are no
/// letters of their own. Above one that has it set, others may have it too.
#[inline]
const fn odd(bytes: [u8; 8]) -> u64 {
    const fn each(byte: u8) -> u64 {
        u64::from_ne_bytes([byte; 8])
    }
    // All are looked at at once. What a byte borrows from, or carries into, the next one matters only where it
    // is odd itself.
    let word = u64::from_ne_bytes(bytes);
    let control = word.wrapping_sub(each(b' '));
    let quote = (word ^ each(b'"')).wrapping_sub(each(1));
    let backslash = (word ^ each(b'\\')).wrapping_sub(each(1));
    let delete = word.wrapping_add(each(1));
    (word | control | quote | backslash | delete) & each(0x80)
}

/// Adds a text as it stands between quotation marks.
fn escape(bytes: &mut Vec<u8>, text: &str) {
    let start = bytes.len();
    // Nearly all texts stand for themselves, and most are short.
    if copy(bytes, text.as_bytes()) != 0 {
        bytes.truncate(start);
        escape_odd(bytes, text);
    }
}

/// Adds bytes, and says whether some are [odd].
#[inline]
fn copy(bytes: &mut Vec<u8>, text: &[u8]) -> u64 {
    match text.len() {
        17.. => {
            bytes.extend_from_slice(text);
            let (words, _) = text.as_chunks();
            // The last bytes may be looked at twice.
            let last = text.last_chunk().map_or(0, |last| odd(*last));
            words.iter().fold(last, |sum, word| sum | odd(*word))
        }
        8.. => copy_ends::<8>(bytes, text),
        4.. => copy_ends::<4>(bytes, text),
        2.. => copy_ends::<2>(bytes, text),
        _ => copy_ends::<1>(bytes, text),
    }
}

/// Adds up to twice so many bytes, without the call that copies any number of them.
#[inline]
fn copy_ends<const N: usize>(bytes: &mut Vec<u8>, text: &[u8]) -> u64 {
    let (Some(first), Some(last)) = (text.first_chunk::<N>(), text.last_chunk::<N>()) else {
        return 0;
    };
    bytes.extend_from_slice(first);
    // The last bytes may be copied twice.
    bytes.truncate((bytes.len() + text.len()).saturating_sub(2 * N));
    bytes.extend_from_slice(last);
    let widened = |few: &[u8; N]| {
        let mut word = [b' '; 8];
        word.iter_mut().zip(few).for_each(|(to, from)| *to = *from);
        odd(word)
    };
    widened(first) | widened(last)
}

/// The same for a text with letters that do not stand for themselves, or that may act on a display.
#[cold]
fn escape_odd(bytes: &mut Vec<u8>, text: &str) {
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
struct Parts<'b> {
    bytes: &'b mut Vec<u8>,
    /// What stands before the next part: the bracket, later a comma.
    before: u8,
    end: &'static [u8],
}

impl Parts<'_> {
    /// Begins the next part.
    fn next(&mut self) {
        self.bytes.push(self.before);
        self.before = b',';
    }

    fn item(&mut self, value: &(impl Serialize + ?Sized)) -> Result<(), Error> {
        self.next();
        add(self.bytes, value)
    }

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "where the name is known it is stored, not copied")]
    fn field(
        &mut self,
        name: &'static str,
        value: &(impl Serialize + ?Sized),
    ) -> Result<(), Error> {
        self.bytes.extend_from_slice(&[self.before, b'"']);
        self.before = b',';
        self.bytes.extend_from_slice(name.as_bytes());
        self.bytes.extend_from_slice(b"\":");
        add(self.bytes, value)
    }

    fn close(self) {
        if self.before != b',' {
            self.bytes.push(self.before);
        }
        self.bytes.extend_from_slice(self.end);
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

impl<'b> Serializer for Compact<'b> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Parts<'b>;
    type SerializeTuple = Parts<'b>;
    type SerializeTupleStruct = Parts<'b>;
    type SerializeTupleVariant = Parts<'b>;
    type SerializeMap = Parts<'b>;
    type SerializeStruct = Parts<'b>;
    type SerializeStructVariant = Parts<'b>;

    plain! {
        serialize_i8(i8) serialize_i16(i16) serialize_i32(i32) serialize_i64(i64) serialize_i128(i128)
        serialize_u8(u8) serialize_u16(u16) serialize_u32(u32) serialize_u64(u64) serialize_u128(u128)
        serialize_f32(f32) serialize_f64(f64)
    }

    fn serialize_bool(self, value: bool) -> Result<(), Error> {
        self.bytes.extend_from_slice(if value { b"true" } else { b"false" });
        Ok(())
    }

    fn serialize_char(self, letter: char) -> Result<(), Error> {
        self.serialize_str(letter.encode_utf8(&mut [0; 4]))
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
        self.bytes.extend_from_slice(b"null");
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
        self.name(variant);
        Ok(())
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
        let mut object = self.object();
        object.field(variant, value)?;
        object.close();
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Parts<'b>, Error> {
        Ok(self.list())
    }

    fn serialize_tuple(self, _: usize) -> Result<Parts<'b>, Error> {
        Ok(self.list())
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Parts<'b>, Error> {
        Ok(self.list())
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Parts<'b>, Error> {
        Ok(Parts { end: b"]}", ..self.variant(variant).list() })
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Parts<'b>, Error> {
        Ok(self.object())
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Parts<'b>, Error> {
        Ok(self.object())
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Parts<'b>, Error> {
        Ok(Parts { end: b"}}", ..self.variant(variant).object() })
    }
}

/// Lists and objects, by whatever trait: how each part is added.
macro_rules! parts {
    ($($of:ident::$method:ident($($name:ident)?) => $add:ident)*) => {
        $(impl ser::$of for Parts<'_> {
            type Ok = ();
            type Error = Error;

            #[inline(always)]
            fn $method<T: Serialize + ?Sized>(
                &mut self,
                $($name: &'static str,)?
                value: &T,
            ) -> Result<(), Error> {
                self.$add($($name,)? value)
            }

            fn end(self) -> Result<(), Error> {
                self.close();
                Ok(())
            }
        })*
    };
}

parts! {
    SerializeSeq::serialize_element() => item
    SerializeTuple::serialize_element() => item
    SerializeTupleStruct::serialize_field() => item
    SerializeTupleVariant::serialize_field() => item
    SerializeStruct::serialize_field(name) => field
    SerializeStructVariant::serialize_field(name) => field
}

impl ser::SerializeMap for Parts<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.next();
        let start = self.bytes.len();
        add(self.bytes, key)?;
        if self.bytes.get(start) != Some(&b'"') {
            return Err(ser::Error::custom("a key is a text"));
        }
        self.bytes.push(b':');
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        add(self.bytes, value)
    }

    fn end(self) -> Result<(), Error> {
        self.close();
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
        add(&mut bytes, value).unwrap();
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
    fn the_form_is_that_of_any_json() {
        let mut nested =
            json!({"empty": {}, "none": [], "list": [1, [], {"a": null}, true, 1e300]});
        for depth in 0..24 {
            nested = json!({"depth": depth, "inside": [nested, {}], "after": []});
        }
        assert_eq!(shown(&nested), serde_json::to_string(&nested).unwrap());
        let inner = vec![Any::Unit, Any::New(f64::NAN), Any::Tuple(-1, '"')];
        let any =
            [Any::Fields { inner, none: None }, Any::Fields { inner: vec![], none: Some(()) }];
        assert_eq!(shown(&any), serde_json::to_string(&any).unwrap());
    }

    #[test]
    fn strings_keep_their_characters_and_lose_their_power() {
        let text = "a\u{9b}2J\u{202e}b\u{e0041}\u{1b}\u{7f}";
        let written = shown(&text);
        assert_eq!(written, r#""a\u009b2J\u202eb\udb40\udc41\u001b\u007f""#);
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
        assert_eq!(shown(&'\u{9b}'), r#""\u009b""#);
    }

    #[test]
    fn each_byte_is_plain_or_not_wherever_it_stands() {
        for byte in 0..=u8::MAX {
            let expected = matches!(byte, b' '..=b'~') && !b"\"\\".contains(&byte);
            for place in 0..8 {
                for others in *b" !~[" {
                    let mut bytes = [others; 8];
                    bytes[place] = byte;
                    assert_eq!(odd(bytes) == 0, expected, "{bytes:?}");
                }
            }
        }
    }

    #[test]
    fn a_number_is_no_key() {
        let map = std::collections::BTreeMap::from([(1, 2)]);
        assert_eq!(add(&mut Vec::new(), &map).unwrap_err().to_string(), "a key is a text");
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
