//! Every form of bad input and what the reader says of it, word for word; and the good forms that look
//! odd.
#![expect(clippy::too_many_lines, reason = "tables are long")]

mod util;

use corroborate::model::Assertion;
use corroborate::read::{JsonLines, Mode, ReadErrorKind, read_all, write_jsonl};
use proptest::prelude::*;
use util::mistakes;
use util::strategies::assertion;

const COUNT: &str = "a count: a whole number of at least 0, words such as `at least two`, or an \
                     object with `min`, `max`, `best`";
const TIME: &str = "a date or time such as `2023-01-04`, `2024-01-20T18:30+03:00` or \
                    `2023-01-03/..`";
const KIND: &str = "one of `claim`, `confirmation`, `report`, `denial`, `no_comment`, `threat`, \
                    `tally`, `retraction`";
const ROLE: &str = "one of `militia`, `military`, `government`, `monitor`, `media`, \
                    `security_source`, `witness`, `other`";
const LINE_FIELDS: &str = "one of `id`, `kind`, `source`, `published`, `url`, `quote`, \
                           `language`, `admiralty`, `relation`, `denies`, `reason`, `event`, \
                           `tally`, `relayed_by`, `about`, or a name that begins with `x_`";
const EVENT_FIELDS: &str = "one of `time`, `place`, `origin`, `action`, `damage`, `summary`, \
                            `actors`, `targets`, `munitions`, `casualties`, or a name that begins \
                            with `x_`";

/// Each row: a line (or a part of it that `whole` completes), and its one message; `COUNT` and the
/// like in it stand for the texts above.
#[track_caller]
fn assert_messages(whole: impl Fn(&str) -> String, prefix: &str, rows: &[(&str, &str)]) {
    for (part, message) in rows {
        let mut message = format!("in.jsonl:1: {prefix}{message}");
        for (name, text) in [
            ("{COUNT}", COUNT),
            ("{TIME}", TIME),
            ("{KIND}", KIND),
            ("{ROLE}", ROLE),
            ("{LINE_FIELDS}", LINE_FIELDS),
            ("{EVENT_FIELDS}", EVENT_FIELDS),
        ] {
            message = message.replace(name, text);
        }
        assert_eq!(mistakes(whole(part).as_bytes()), [message], "{part}");
    }
}

/// A report with one more field.
fn report_with(fields: &str) -> String {
    format!(r#"{{"id":"a","kind":"report","source":{{"name":"S"}},{fields}}}"#)
}

/// A report with these fields in its event.
fn event_with(fields: &str) -> String {
    report_with(&format!(r#""event":{{{fields}}}"#))
}

#[test]
fn lines_that_are_no_assertion() {
    let rows = [
        ("{", "found `{` at column 1, expected one JSON object (EOF while parsing an object)"),
        (
            "[1,2]",
            "line: found `[1,2]`, expected an assertion: an object with `id`, `kind` and `source`",
        ),
        ("3", "line: found `3`, expected an assertion: an object with `id`, `kind` and `source`"),
        (
            r#""x""#,
            r#"line: found `"x"`, expected an assertion: an object with `id`, `kind` and `source`"#,
        ),
        (
            "null",
            "line: found `null`, expected an assertion: an object with `id`, `kind` and `source`",
        ),
        ("{} x", "found `x` at column 4, expected one JSON object (trailing characters)"),
        ("{}", "id: found `nothing`, expected a text that is unique in the data"),
        (
            r#"{"id":"a""#,
            r#"found `"` at column 9, expected one JSON object (EOF while parsing an object)"#,
        ),
        (r#"{"id":"a",}"#, "found `}` at column 11, expected one JSON object (trailing comma)"),
        (
            r#"{"id":"a"} {"id":"b"}"#,
            r#"found `{"id":"b"}` at column 12, expected one JSON object (trailing characters)"#,
        ),
        (
            r#"{"id":"a","kind":"report","source":{"name":"S"}}"#,
            "assertion `a`: event: found `nothing`, expected an object, since the kind is `report`",
        ),
        (
            r#"{"kind":"report","source":{"name":"S"},"event":{}}"#,
            "id: found `nothing`, expected a text that is unique in the data",
        ),
        (
            r#"{"id":"a","source":{"name":"S"},"event":{}}"#,
            "assertion `a`: kind: found `nothing`, expected {KIND}",
        ),
        (
            r#"{"id":"a","kind":"report","event":{}}"#,
            "assertion `a`: source: found `nothing`, expected an object with the speaker's `name`",
        ),
        (
            r#"{"id":"a","kind":"report","source":{},"event":{}}"#,
            "assertion `a`: source.name: found `nothing`, expected a text",
        ),
        (
            r#"{"id":"a","kind":"report","source":{"name":""},"event":{}}"#,
            "assertion `a`: source.name: found ``, expected a text that is not empty",
        ),
        (
            r#"{"id":"a","kind":"report","source":"S","event":{}}"#,
            r#"assertion `a`: source: found `"S"`, expected an object with the speaker's `name`"#,
        ),
        (
            r#"{"id":"a","kind":"report","source":{"name":null},"event":{}}"#,
            "assertion `a`: source.name: found `null`, expected a text",
        ),
        (
            r#"{"id":null,"kind":"report","source":{"name":"S"},"event":{}}"#,
            "id: found `null`, expected a text that is unique in the data",
        ),
        (
            r#"{"id":7,"kind":"report","source":{"name":"S"},"event":{}}"#,
            "id: found `7`, expected a text that is unique in the data",
        ),
        (
            r#"{"id":" ","kind":"report","source":{"name":"S"},"event":{}}"#,
            "assertion ` `: id: found ` `, expected an id of 1 to 256 characters without control characters",
        ),
        (
            r#"{"id":"a\u0007","kind":"report","source":{"name":"S"},"event":{}}"#,
            r"assertion `a\u{7}`: id: found `a\u{7}`, expected an id of 1 to 256 characters without control characters",
        ),
        (
            r#"{"id":"a\u0007","kind":"reprt","source":{"name":"S"},"event":{}}"#,
            r#"assertion `a\u{7}`: kind: found `"reprt"`, expected {KIND}"#,
        ),
        (
            r#"{"id":"a","kind":null,"source":{"name":"S"},"event":{}}"#,
            "assertion `a`: kind: found `null`, expected {KIND}",
        ),
        (
            r#"{"id":"a","kind":5,"source":{"name":"S"},"event":{}}"#,
            "assertion `a`: kind: found `5`, expected {KIND}",
        ),
        (
            r#"{"id":"a","kind":"clam","source":{"name":"S"},"event":{}}"#,
            r#"assertion `a`: kind: found `"clam"`, expected {KIND}"#,
        ),
        (
            r#"{"id":"a","kind":"report","source":{"name":"S","role":"spy"},"event":{}}"#,
            r#"assertion `a`: source.role: found `"spy"`, expected {ROLE}"#,
        ),
        (
            r#"{"id":"a","kind":"report","source":{"name":"S","named":"no"},"event":{}}"#,
            r#"assertion `a`: source.named: found `"no"`, expected `true` or `false`"#,
        ),
        (
            r#"{"id":"a","kind":"report","source":{"name":"S","desk":"x"},"event":{}}"#,
            "assertion `a`: source.desk: found `desk`, expected one of `name`, `role`, `named`, or a name that begins with `x_`",
        ),
        (
            r#"{"id":"a","kind":"report","source":{"name":"S"},"event":{},"id":"b"}"#,
            "assertion `b`: id: found `a second value`, expected each field once",
        ),
        (
            r#"{"id":"a","kind":"report","source":{"name":"S"},"event":{"place":{"lat":1e999,"lon":2}}}"#,
            r#"found `9,"lon":2}}}` at column 77, expected one JSON object (number out of range)"#,
        ),
        (
            r#"{"id":"a","kind":"tally","source":{"name":"S"},"tally":{"count":1,"period":"2023"},"event":{}}"#,
            "assertion `a`: event: found `an object`, expected none beside `tally`",
        ),
        (
            r#"{"id":"a","kind":"tally","source":{"name":"S"}}"#,
            "assertion `a`: tally: found `nothing`, expected an object with `count` and `period`, since the kind is `tally`",
        ),
        (
            r#"{"id":"a","kind":"tally","source":{"name":"S"},"tally":{"period":"2023"}}"#,
            "assertion `a`: tally.count: found `nothing`, expected {COUNT}",
        ),
        (
            r#"{"id":"a","kind":"tally","source":{"name":"S"},"tally":{"count":1}}"#,
            "assertion `a`: tally.period: found `nothing`, expected {TIME}",
        ),
        (
            r#"{"id":"a","kind":"tally","source":{"name":"S"},"tally":{"count":null,"period":"2023"}}"#,
            "assertion `a`: tally.count: found `null`, expected {COUNT}",
        ),
        (
            r#"{"id":"a","kind":"tally","source":{"name":"S"},"tally":{"count":1,"period":"2023","munitions":[]}}"#,
            "assertion `a`: tally.munitions: found `munitions`, expected one of `count`, `period`, `place`, `action`, `actors`, `targets`, or a name that begins with `x_`",
        ),
        (
            r#"{"id":"a","kind":"retraction","source":{"name":"S"}}"#,
            "assertion `a`: about: found `nothing`, expected the ids that this retraction withdraws",
        ),
        (
            r#"{"id":"a","kind":"claim","source":{"name":"S"}}"#,
            "assertion `a`: event: found `nothing`, expected an object, since the kind is `claim`",
        ),
        (
            r#"{"id":"a","kind":"threat","source":{"name":"S"}}"#,
            "assertion `a`: event: found `nothing`, expected an object, since the kind is `threat`",
        ),
        (
            r#"{"id":"a","kind":"confirmation","source":{"name":"S"}}"#,
            "assertion `a`: event: found `nothing`, expected an object, since the kind is `confirmation`",
        ),
        (
            r#"{"id":"\ud800"}"#,
            r#"found `"}` at column 14, expected one JSON object (unexpected end of hex escape)"#,
        ),
    ];
    assert_messages(ToOwned::to_owned, "", &rows);
}

#[test]
fn fields_of_the_assertion() {
    let rows = [
        (r#""event":{},"event":{}"#, "event: found `a second value`, expected each field once"),
        (r#""event":null,"event":{}"#, "event: found `a second value`, expected each field once"),
        (r#""event":{},"x_a":1,"x_a":2"#, "x_a: found `a second value`, expected each field once"),
        (r#""evnt":{}"#, "evnt: found `evnt`, expected {LINE_FIELDS}"),
        (r#""event":[]"#, "event: found `[]`, expected an object that says what happened"),
        (r#""event":"x""#, r#"event: found `"x"`, expected an object that says what happened"#),
        (
            r#""event":null"#,
            "event: found `nothing`, expected an object, since the kind is `report`",
        ),
        (
            r#""tally":{"count":1,"period":"2023"},"event":{}"#,
            "tally: found `an object`, expected none, since the kind is `report`",
        ),
        (r#""event":{},"relayed_by":"X""#, r#"relayed_by: found `"X"`, expected a list of texts"#),
        (r#""event":{},"relayed_by":[1]"#, "relayed_by[0]: found `1`, expected a text"),
        (
            r#""event":{},"relayed_by":[""]"#,
            "relayed_by[0]: found ``, expected a text that is not empty",
        ),
        (
            r#""event":{},"relayed_by":["a\tb"]"#,
            "relayed_by[0]: found `U+0009`, expected text without control characters",
        ),
        (r#""event":{},"published":5"#, "published: found `5`, expected {TIME}"),
        (
            r#""event":{},"published":"2023-13""#,
            r#"published: found `"2023-13"`, expected a month from 01 to 12"#,
        ),
        (r#""event":{},"url":5"#, "url: found `5`, expected a text"),
        (
            r#""event":{},"url":"a\u001bb""#,
            "url: found `U+001B`, expected text without control characters",
        ),
        (
            r#""event":{},"quote":"a\nb\u001b""#,
            "quote: found `U+001B`, expected text without control characters",
        ),
        (
            r#""event":{},"admiralty":"G1""#,
            r#"admiralty: found `"G1"`, expected an Admiralty grade from `A1` to `F6`"#,
        ),
        (
            r#""event":{},"admiralty":3"#,
            "admiralty: found `3`, expected an Admiralty grade from `A1` to `F6`",
        ),
        (r#""event":{},"about":"b""#, r#"about: found `"b"`, expected a list of texts"#),
        (
            r#""event":{},"about":["a"]"#,
            "about[0]: found `a`, expected the id of another assertion",
        ),
        (r#""event":{},"about":["b","b"]"#, "about[1]: found `b`, expected each id once"),
        (
            r#""event":{},"about":["b"]"#,
            "about[0]: found `b`, expected the id of an assertion in the data",
        ),
        (r#""event":{},"about":[3]"#, "about[0]: found `3`, expected a text"),
        (
            r#""event":{},"about":[""]"#,
            "about[0]: found ``, expected an id of 1 to 256 characters without control characters",
        ),
        (
            r#""event":{},"relation":"repeats""#,
            "relation: found `repeats`, expected `about` beside it",
        ),
        (
            r#""event":{},"relation":"ends""#,
            r#"relation: found `"ends"`, expected one of `retracts`, `corrects`, `repeats`, `denies`, `declines`, `supersedes`"#,
        ),
        (
            r#""event":{},"relation":4"#,
            "relation: found `4`, expected one of `retracts`, `corrects`, `repeats`, `denies`, `declines`, `supersedes`",
        ),
        (
            r#""event":{},"denies":"detail""#,
            "denies: found `detail`, expected none, since the kind is `report`",
        ),
        (
            r#""event":{},"denies":"x""#,
            r#"denies: found `"x"`, expected one of `occurrence`, `responsibility`, `detail`"#,
        ),
        (
            r#""event":{},"reason":"declined""#,
            "reason: found `declined`, expected none, since the kind is `report`",
        ),
        (
            r#""event":{},"reason":"late""#,
            r#"reason: found `"late"`, expected one of `declined`, `unreachable`"#,
        ),
        (r#""a":1,"event":{"b":2}"#, "a: found `a`, expected {LINE_FIELDS}"),
    ];
    assert_messages(report_with, "assertion `a`: ", &rows);
}

#[test]
fn times() {
    let rows = [
        (r#""time":"yesterday""#, r#"event.time: found `"yesterday"`, expected {TIME}"#),
        (r#""time":"2023-02-30""#, r#"event.time: found `"2023-02-30"`, expected day 01 to 28"#),
        (
            r#""time":"2023-01-05/2023-01-04""#,
            r#"event.time: found `"2023-01-05/2023-01-04"`, expected the earlier end first"#,
        ),
        (r#""time":20230104"#, "event.time: found `20230104`, expected {TIME}"),
        (
            r#""time":"2023-01-04T25:00""#,
            r#"event.time: found `"2023-01-04T25:00"`, expected 00:00 to 23:59, with seconds 00 to 59"#,
        ),
        (r#""time":"""#, r#"event.time: found `""`, expected a date such as `2023-01-04`"#),
        (
            r#""time":"../..""#,
            r#"event.time: found `"../.."`, expected a date on one side at least"#,
        ),
        (r#""time":["2023"]"#, r#"event.time: found `["2023"]`, expected {TIME}"#),
        (
            r#""time":"2023","time":"2024""#,
            "event.time: found `a second value`, expected each field once",
        ),
    ];
    assert_messages(event_with, "assertion `a`: ", &rows);
}

#[test]
fn places() {
    let rows = [
        (
            r#""place":{}"#,
            "event.place: found `{}`, expected at least one of `name`, `region`, `country`, or `lat` with `lon`",
        ),
        (
            r#""place":"X""#,
            r#"event.place: found `"X"`, expected an object with any of `name`, `region`, `country`, `lat` and `lon`, `radius_km`"#,
        ),
        (r#""place":{"name":""}"#, "event.place.name: found ``, expected a name that is not empty"),
        (
            r#""place":{"name":"a","town":"b"}"#,
            "event.place.town: found `town`, expected one of `name`, `region`, `country`, `lat`, `lon`, `radius_km`, or a name that begins with `x_`",
        ),
        (r#""place":{"name":5}"#, "event.place.name: found `5`, expected a text"),
        (
            r#""place":{"lat":95,"lon":1}"#,
            "event.place.lat: found `95`, expected degrees between -90 and 90",
        ),
        (
            r#""place":{"lat":1,"lon":181}"#,
            "event.place.lon: found `181`, expected degrees between -180 and 180",
        ),
        (
            r#""place":{"lat":1}"#,
            "event.place.lon: found `nothing`, expected a longitude beside lat 1",
        ),
        (
            r#""place":{"lon":1}"#,
            "event.place.lat: found `nothing`, expected a latitude beside lon 1",
        ),
        (
            r#""place":{"lat":"1","lon":2}"#,
            r#"event.place.lat: found `"1"`, expected degrees between -90 and 90"#,
        ),
        (
            r#""place":{"name":"a","country":"Iraq"}"#,
            "event.place.country: found `Iraq`, expected a two-letter country code (ISO 3166-1)",
        ),
        (
            r#""place":{"name":"a","country":"1Q"}"#,
            "event.place.country: found `1Q`, expected a two-letter country code (ISO 3166-1)",
        ),
        (
            r#""place":{"name":"a","radius_km":-1}"#,
            "event.place.radius_km: found `-1`, expected a distance of at least 0 km",
        ),
        (
            r#""place":{"name":"a","radius_km":"5"}"#,
            r#"event.place.radius_km: found `"5"`, expected a distance of at least 0 km"#,
        ),
        (
            r#""place":{"radius_km":5}"#,
            r#"event.place: found `{"radius_km":5}`, expected at least one of `name`, `region`, `country`, or `lat` with `lon`"#,
        ),
        (
            r#""place":{"name":"a\u0000"}"#,
            "event.place.name: found `U+0000`, expected text without control characters",
        ),
        (
            r#""origin":{"lat":1}"#,
            "event.origin.lon: found `nothing`, expected a longitude beside lat 1",
        ),
    ];
    assert_messages(event_with, "assertion `a`: ", &rows);
}

#[test]
fn counts() {
    let rows = [
        (
            r#""munitions":[{"count":1}]"#,
            "event.munitions[0].type: found `nothing`, expected a text",
        ),
        (
            r#""munitions":[{"type":"r","count":-1}]"#,
            "event.munitions[0].count: found `-1`, expected a count of zero or more",
        ),
        (
            r#""munitions":[{"type":"r","count":1.5}]"#,
            "event.munitions[0].count: found `1.5`, expected {COUNT}",
        ),
        (
            r#""munitions":[{"type":"r","count":"5-2"}]"#,
            r#"event.munitions[0].count: found `"5-2"`, expected a lower bound that is at most the upper bound"#,
        ),
        (
            r#""munitions":[{"type":"r","count":{"min":5,"max":2}}]"#,
            r#"event.munitions[0].count: found `{"max":2,"min":5}`, expected a lower bound that is at most the upper bound"#,
        ),
        (
            r#""munitions":[{"type":"r","count":{"min":5,"best":2}}]"#,
            r#"event.munitions[0].count: found `{"best":2,"min":5}`, expected a `best` between `min` and `max`"#,
        ),
        (
            r#""munitions":[{"type":"r","count":{"max":5,"best":7}}]"#,
            r#"event.munitions[0].count: found `{"best":7,"max":5}`, expected a `best` between `min` and `max`"#,
        ),
        (
            r#""munitions":[{"type":"r","count":{}}]"#,
            "event.munitions[0].count: found `{}`, expected at least one of `min`, `max`, `best`",
        ),
        (
            r#""munitions":[{"type":"r","count":{"mim":1}}]"#,
            "event.munitions[0].count.mim: found `mim`, expected one of `min`, `max`, `best`",
        ),
        (
            r#""munitions":[{"type":"r","count":{"min":-1}}]"#,
            "event.munitions[0].count.min: found `-1`, expected a count of zero or more",
        ),
        (
            r#""munitions":[{"type":"r","count":{"min":1,"min":2}}]"#,
            "event.munitions[0].count.min: found `a second value`, expected each field once",
        ),
        (
            r#""munitions":[{"type":"r","count":{"min":"x"}}]"#,
            r#"event.munitions[0].count.min: found `"x"`, expected a whole number of at least 0"#,
        ),
        (
            r#""munitions":[{"type":"r","count":""}]"#,
            r#"event.munitions[0].count: found `""`, expected a number, bounds such as `2-4`, or words"#,
        ),
        (
            r#""munitions":[{"type":"r","count":true}]"#,
            "event.munitions[0].count: found `true`, expected {COUNT}",
        ),
        (
            r#""munitions":[{"type":"r","count":[1]}]"#,
            "event.munitions[0].count: found `[1]`, expected {COUNT}",
        ),
        (
            r#""munitions":[{"type":"r","count":"-3"}]"#,
            r#"event.munitions[0].count: found `"-3"`, expected a count of zero or more"#,
        ),
        (
            r#""munitions":[{"type":"r","count":"2.5"}]"#,
            r#"event.munitions[0].count: found `"2.5"`, expected {COUNT}"#,
        ),
        (
            r#""munitions":[{"type":"r","count":1e30}]"#,
            "event.munitions[0].count: found `1e+30`, expected a count of at most 18446744073709551615",
        ),
        (
            r#""munitions":[{"type":"r","count":"a\u0007b"}]"#,
            "event.munitions[0].count: found `U+0007`, expected text without control characters",
        ),
        (
            r#""munitions":[{"type":"r","count":"between 9 and 3"}]"#,
            r#"event.munitions[0].count: found `"between 9 and 3"`, expected a lower bound that is at most the upper bound"#,
        ),
    ];
    assert_messages(event_with, "assertion `a`: ", &rows);
}

#[test]
fn other_fields_of_the_event() {
    let rows = [
        (r#""action":5"#, "event.action: found `5`, expected a text"),
        (
            r#""action":"a\u009bb""#,
            "event.action: found `U+009B`, expected text without control characters",
        ),
        (r#""actors":"x""#, r#"event.actors: found `"x"`, expected a list of texts"#),
        (r#""actors":[""]"#, "event.actors[0]: found ``, expected a text that is not empty"),
        (r#""actors":[{}]"#, "event.actors[0]: found `{}`, expected a text"),
        (r#""targets":[null]"#, "event.targets[0]: found `null`, expected a text"),
        (
            r#""munitions":{}"#,
            "event.munitions: found `{}`, expected a list of objects with `type`, `count`, `outcome`",
        ),
        (
            r#""munitions":["rocket"]"#,
            r#"event.munitions[0]: found `"rocket"`, expected an object with `type`, `count`, `outcome`"#,
        ),
        (
            r#""munitions":[{"type":""}]"#,
            "event.munitions[0].type: found ``, expected a text that is not empty",
        ),
        (
            r#""munitions":[{"type":"r"},{"type":"r","outcome":"lost"}]"#,
            r#"event.munitions[1].outcome: found `"lost"`, expected one of `fired`, `hit`, `missed`, `dud`, `intercepted`, `failed`, `unfired`"#,
        ),
        (
            r#""munitions":[{"type":"r","size":2}]"#,
            "event.munitions[0].size: found `size`, expected one of `type`, `count`, `outcome`, or a name that begins with `x_`",
        ),
        (
            r#""casualties":[{"killed":-2}]"#,
            "event.casualties[0].killed: found `-2`, expected a count of zero or more",
        ),
        (
            r#""casualties":[{"side":"them"}]"#,
            r#"event.casualties[0].side: found `"them"`, expected one of `target`, `actor`, `civilian`"#,
        ),
        (
            r#""casualties":[{"who":"a\u0007"}]"#,
            "event.casualties[0].who: found `U+0007`, expected text without control characters",
        ),
        (
            r#""casualties":[{"provisional":1}]"#,
            "event.casualties[0].provisional: found `1`, expected `true` or `false`",
        ),
        (
            r#""casualties":[{"wounded":1}]"#,
            "event.casualties[0].wounded: found `wounded`, expected one of `killed`, `injured`, `side`, `who`, `provisional`, or a name that begins with `x_`",
        ),
        (
            r#""casualties":{"killed":1}"#,
            r#"event.casualties: found `{"killed":1}`, expected a list of objects with `killed`, `injured`, `side`, `who`"#,
        ),
        (r#""casualties":[{"who":5}]"#, "event.casualties[0].who: found `5`, expected a text"),
        (
            r#""damage":"big""#,
            r#"event.damage: found `"big"`, expected one of `none`, `minor`, `moderate`, `severe`, `destroyed`, `claimed`"#,
        ),
        (
            r#""damage":5"#,
            "event.damage: found `5`, expected one of `none`, `minor`, `moderate`, `severe`, `destroyed`, `claimed`",
        ),
        (r#""summary":5"#, "event.summary: found `5`, expected a text"),
        (
            r#""summary":"\u0007""#,
            "event.summary: found `U+0007`, expected text without control characters",
        ),
        (r#""when":"x""#, "event.when: found `when`, expected {EVENT_FIELDS}"),
        (r#""x\u001b[31m":1"#, r"event.x\u{1b}[31m: found `x\u{1b}[31m`, expected {EVENT_FIELDS}"),
    ];
    assert_messages(event_with, "assertion `a`: ", &rows);
}

#[test]
fn ids_are_unique_over_all_files() {
    let line = event_with("");
    let first = format!("# a comment\n{line}\n");
    let inputs = [("one.jsonl", &first), ("two.jsonl", &line)]
        .map(|(name, text)| JsonLines::new(text.as_bytes(), name));
    let errors = read_all(inputs, Mode::Strict).unwrap_err();
    assert_eq!(errors.len(), 1);
    assert_eq!(
        errors[0].to_string(),
        "two.jsonl:1: assertion `a`: id: found `a` again, expected an id that is not used in \
         one.jsonl:2"
    );
}

/// A retraction of `target`.
fn about(id: &str, target: &str) -> String {
    format!(r#"{{"id":"{id}","kind":"retraction","source":{{"name":"S"}},"about":["{target}"]}}"#)
}

#[test]
fn references_lead_to_assertions() {
    assert_eq!(
        mistakes(about("a", "b").as_bytes()),
        [
            "in.jsonl:1: assertion `a`: about[0]: found `b`, expected the id of an assertion in the data"
        ]
    );
    // A line that is itself wrong is not in the data.
    let text = format!("{}\n{}", about("a", "b"), r#"{"id":"b","kind":"report"}"#);
    assert_eq!(
        mistakes(text.as_bytes()),
        [
            "in.jsonl:2: assertion `b`: source: found `nothing`, expected an object with the speaker's `name`",
            "in.jsonl:1: assertion `a`: about[0]: found `b`, expected the id of an assertion in the data",
        ]
    );
}

#[test]
fn relations_form_no_loop() {
    let text = [about("a", "b"), about("b", "c"), about("c", "a"), about("d", "a")].join("\n");
    assert_eq!(
        mistakes(text.as_bytes()),
        ["in.jsonl:1: assertion `a`: about: found the loop `a` -> `b` -> `c` -> `a`, expected \
          relations that lead back in time"]
    );
}

#[test]
fn a_long_loop_is_told_by_its_beginning() {
    let lines: Vec<String> =
        (0..5000).map(|row| about(&format!("a{row}"), &format!("a{}", (row + 1) % 5000))).collect();
    assert_eq!(
        mistakes(lines.join("\n").as_bytes()),
        ["in.jsonl:1: assertion `a0`: about: found the loop `a0` -> `a1` -> `a2` -> `a3` -> `a4` \
          -> `a5` -> … (4995 more), expected relations that lead back in time"]
    );
}

#[test]
fn what_is_no_text() {
    assert_eq!(
        mistakes(b"{\"id\":\"\xff\"}"),
        ["in.jsonl:1: found a byte that is not UTF-8 at column 8, expected UTF-8 text"]
    );
    assert_eq!(
        mistakes("{\"id\":\"a\u{7}\"}".as_bytes()),
        [
            r#"in.jsonl:1: found `\u{7}"}` at column 9, expected one JSON object (control character (\u0000-\u001F) found while parsing a string)"#
        ]
    );
    assert_eq!(
        mistakes(&vec![b'x'; 2_000_000]),
        ["in.jsonl:1: found a line of more than 1048576 bytes, expected one assertion of at most \
          that size"]
    );
}

#[test]
fn messages_stay_short_and_inert() {
    let long = "k\u{1b}".repeat(100_000);
    let escaped = serde_json::to_string(&long).unwrap();
    let rows = [
        format!(r#"{{"id":{escaped},"kind":"report","source":{{"name":"S"}},"event":{{}}}}"#),
        format!(r#"{{"id":"a","kind":{escaped},"source":{{"name":"S"}},"event":{{}}}}"#),
        report_with(&format!(r#""event":{{}},"about":[{escaped}]"#)),
        report_with(&format!("{escaped}:1")),
        event_with(&format!("{escaped}:1")),
        event_with(&format!(r#""time":{escaped}"#)),
        event_with(&format!(r#""actors":[{escaped}]"#)),
        event_with(&format!(r#""place":{{"name":{escaped}}}"#)),
        event_with(&format!(r#""place":{{"name":"x","country":{escaped}}}"#)),
        event_with(&format!(r#""munitions":[{{"type":"x","count":{escaped}}}]"#)),
        "[".repeat(100_000),
    ];
    for row in rows {
        let messages = mistakes(row.as_bytes());
        assert!(!messages.is_empty());
        for message in messages {
            assert!(message.len() < 1500, "{} bytes: {message}", message.len());
            assert!(!message.contains(char::is_control), "{message:?}");
        }
    }
}

#[test]
fn every_mistake_of_a_line_and_of_a_file_is_told() {
    let line = report_with(r#""event":{"actors":[""],"targets":["\u0007"]},"relation":"repeats""#);
    let text = format!("{line}\n\n{{\n");
    assert_eq!(
        mistakes(text.as_bytes()),
        [
            "in.jsonl:1: assertion `a`: relation: found `repeats`, expected `about` beside it",
            "in.jsonl:1: assertion `a`: event.actors[0]: found ``, expected a text that is not empty",
            "in.jsonl:1: assertion `a`: event.targets[0]: found `U+0007`, expected text without control characters",
            "in.jsonl:3: found `{` at column 1, expected one JSON object (EOF while parsing an object)",
        ]
    );
}

#[test]
fn lenient_reading_keeps_the_good_lines() {
    let good = event_with(r#""action":"shelling""#);
    let text = format!("{{\n{good}\n{}", about("b", "nowhere"));
    let data = read_all([JsonLines::new(text.as_bytes(), "in")], Mode::Lenient).unwrap();
    let ids: Vec<&str> = data.assertions.iter().map(|assertion| assertion.id().as_str()).collect();
    assert_eq!(ids, ["a", "b"]);
    let kinds: Vec<&ReadErrorKind> = data.errors.iter().map(|error| &error.kind).collect();
    assert!(
        matches!(
            kinds[..],
            [ReadErrorKind::NotJson { .. }, ReadErrorKind::DanglingReference { .. }]
        ),
        "{kinds:?}"
    );
}

#[test]
fn white_space_comments_and_marks_between_lines_are_fine() {
    let line = event_with("");
    let text = format!("\u{feff}# a comment\r\n\r\n  \t\n  {line}  \r\n   # another\n");
    assert_eq!(util::read(&text).len(), 1);
    assert_eq!(util::read(&format!("\u{feff}{line}")).len(), 1);
    assert_eq!(util::read("").len(), 0);
}

#[test]
fn null_is_not_said() {
    let told = event_with("");
    let null = report_with(
        r#""relayed_by":null,"published":null,"url":null,"quote":null,"language":null,"admiralty":null,"about":null,"relation":null,"denies":null,"reason":null,"tally":null,
           "event":{"time":null,"place":null,"origin":null,"action":null,"actors":null,"targets":null,"munitions":null,"casualties":null,"damage":null,"summary":null}"#,
    )
    .replace('\n', "");
    assert_eq!(util::read(&null), util::read(&told));
}

#[test]
fn own_fields_pass_through_wherever_they_are() {
    let line = concat!(
        r#"{"id":"a","kind":"report","source":{"name":"S","x_desk":"north"},"#,
        r#""event":{"place":{"name":"P","x_grid":[1,2]},"munitions":[{"type":"rocket","x_lot":null}],"#,
        r#""casualties":[{"killed":0,"x_by":"hand"}],"x_row":{"n":1}},"x_coder":"two"}"#
    );
    let mut written = Vec::new();
    write_jsonl(&util::read(line), &mut written).unwrap();
    assert_eq!(String::from_utf8(written).unwrap().trim_end(), line);
}

#[test]
fn what_ships_is_written_as_it_was_read() {
    let assertions = util::read(util::FIVE_ARTICLES);
    let mut written = Vec::new();
    write_jsonl(&assertions, &mut written).unwrap();
    assert_eq!(util::read(std::str::from_utf8(&written).unwrap()), assertions);
}

/// Bytes that look like the format, so that errors deep inside are reached.
fn nearly_lines() -> impl Strategy<Value = Vec<u8>> {
    let line = assertion().prop_map(|assertion| serde_json::to_vec(&assertion).unwrap());
    let change = (any::<prop::sample::Index>(), any::<u8>());
    (line, prop::collection::vec(change, 0..4)).prop_map(|(mut line, changes)| {
        for (index, byte) in changes {
            let place = index.index(line.len());
            line[place] = byte;
        }
        line
    })
}

proptest! {
    #[test]
    fn no_bytes_bring_the_reader_down(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        for message in mistakes(&bytes) {
            prop_assert!(!message.contains(char::is_control), "{message:?}");
        }
    }

    #[test]
    fn no_slip_in_a_line_brings_the_reader_down(bytes in nearly_lines()) {
        for message in mistakes(&bytes) {
            prop_assert!(message.starts_with("in.jsonl:"));
            prop_assert!(!message.contains(char::is_control), "{message:?}");
        }
    }

    #[test]
    fn an_assertion_is_read_as_it_was_written(assertion in assertion()) {
        let text = serde_json::to_string(&assertion).unwrap();
        let read: Assertion = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(&read, &assertion);
        prop_assert_eq!(serde_json::to_string(&read).unwrap(), text);
    }
}
