mod laws;
mod words;

use super::{Quantity, QuantityError, Reading, leading};

#[test]
fn acled_reads_vague_words_by_its_codes() {
    for (words, code) in [
        ("several", "3"),
        ("a few", "3"),
        ("dozens", "12"),
        ("a dozen", "12"),
        ("hundreds", "100"),
        ("tens", "10"),
        ("at least several", ">=3"),
        ("scores", ">=40"),
        ("five", "5"),
    ] {
        let quantity = Quantity::parse_as(words, Reading::Acled).unwrap();
        assert_eq!(quantity.range(), code, "{words}");
    }
}

#[test]
fn what_kind_of_words_they_were_is_known() {
    let kind = |text: &str| {
        let quantity = text.parse::<Quantity>().unwrap();
        (quantity.is_vague(), quantity.is_rounded(), quantity.is_bare_plural())
    };
    assert_eq!(kind("five"), (false, false, false));
    assert_eq!(kind("at least a dozen"), (false, false, false));
    assert_eq!(kind("about five"), (false, true, false));
    assert_eq!(kind("a dozen"), (false, true, false));
    assert_eq!(kind("several"), (true, false, false));
    assert_eq!(kind("more than several"), (true, false, false));
    assert_eq!(kind("salvos"), (true, false, true));
    assert_eq!(kind("a gaggle"), (true, false, false));
}

#[test]
fn a_rounded_number_has_a_best_value() {
    let best = |text: &str| text.parse::<Quantity>().unwrap().best();
    assert_eq!(best("about 20"), Some(20));
    assert_eq!(best("a dozen"), Some(12));
    assert_eq!(best("nearly 34"), Some(34));
    assert_eq!(best("several"), None);
    assert_eq!(best("2-4"), None);
}

#[test]
fn mistakes_are_named() {
    for (text, message) in [
        ("", "the quantity is empty; expected a number, bounds such as `2-4`, or words"),
        (" \t", "the quantity is empty; expected a number, bounds such as `2-4`, or words"),
        ("4-2", "the bounds are reversed: from 4 to 2; expected the smaller first"),
        ("five to four", "the bounds are reversed: from 5 to 4; expected the smaller first"),
        ("-5", "`-5` is negative; expected a count of zero or more"),
        ("2.5", "`2.5` is not a whole number; expected a count"),
        ("about 2,5", "`about 2,5` is not a whole number; expected a count"),
        ("1.2345 thousand", "`1.2345 thousand` is not a whole number; expected a count"),
        (
            "18446744073709551616",
            "`18446744073709551616` is too large; expected a count of at most 18446744073709551615",
        ),
        (
            "18446744073709551615 thousand",
            "`18446744073709551615 thousand` is too large; expected a count of at most 18446744073709551615",
        ),
        ("2-9 (best 12)", "the best value 12 is outside of the bounds 2 to 9"),
        (">=9 (best 2)", "the best value 2 is outside of the bounds: at least 9"),
    ] {
        let error = text.parse::<Quantity>().unwrap_err();
        assert_eq!(error.to_string(), message, "{text}");
    }
}

#[test]
fn json_is_written_back_as_it_came() {
    for json in [
        "5",
        "0",
        r#""5""#,
        r#""five""#,
        r#"">=2""#,
        r#""“several”""#,
        r#"{"min":2}"#,
        r#"{"max":4}"#,
        r#"{"best":3}"#,
        r#"{"min":0,"max":4}"#,
        r#"{"min":2,"max":2}"#,
        r#"{"min":2,"max":2,"best":2}"#,
        r#"{"min":2,"max":9,"best":4}"#,
    ] {
        let quantity: Quantity = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&quantity).unwrap(), json);
    }
}

#[test]
fn bad_json_is_an_error_that_says_why() {
    for (json, message) in [
        ("-5", "`-5` is negative; expected a count of zero or more"),
        ("2.5", "`2.5` is not a whole number; expected a count"),
        (
            "1e30",
            "`1000000000000000000000000000000` is too large; expected a count of at most 18446744073709551615",
        ),
        (
            "{}",
            "the quantity has neither `min` nor `max` nor `best`; expected at least one of them",
        ),
        (
            r#"{"min":4,"max":2}"#,
            "the bounds are reversed: from 4 to 2; expected the smaller first",
        ),
        (r#"{"min":4,"max":9,"best":2}"#, "the best value 2 is outside of the bounds 4 to 9"),
        (r#"{"min":-4}"#, "`-4` is negative; expected a count of zero or more"),
        (r#"{"least":4}"#, "unknown field `least`, expected one of `min`, `max`, `best`"),
        (r#"{"min":4,"min":5}"#, "duplicate field `min`"),
        (
            "true",
            "invalid type: boolean `true`, expected a quantity: a number, a string, or an object with `min`, `max`, `best`",
        ),
    ] {
        let error = serde_json::from_str::<Quantity>(json).unwrap_err().to_string();
        assert!(error.starts_with(message), "{json}: {error}");
    }
    assert_eq!(serde_json::from_str::<Quantity>("5.0").unwrap(), Quantity::exact(5));
}

#[test]
fn a_phrase_starts_with_its_count() {
    for (text, count, rest) in [
        ("18 OWA UAVs", "18", "OWA UAVs"),
        ("five 122 mm Grad missiles", "5", "122 mm Grad missiles"),
        ("two salvoes of rockets", "2", "salvoes of rockets"),
        ("salvoes of rockets", ">=2", "rockets"),
        ("around 20 drones", "16-24", "drones"),
        ("more than a dozen rockets", ">=13", "rockets"),
        ("a barrage of missiles", ">=2", "missiles"),
        ("a number of 107mm rockets", ">=2", "107mm rockets"),
        ("2 x 122mm rockets", "2", "122mm rockets"),
        ("20+ drones", ">=20", "drones"),
        ("30-plus drones", ">=30", "drones"),
        ("a drone", "1", "drone"),
        ("an IED", "1", "IED"),
        ("a 500-pound bomb", "1", "500-pound bomb"),
        ("two 107mm rockets", "2", "107mm rockets"),
        ("a third rocket", "1", "rocket"),
        ("several one-way attack drones", "2-20", "one-way attack drones"),
        ("no casualties", "0", "casualties"),
        ("dozens of drones and missiles", ">=20", "drones and missiles"),
        ("four to five rockets", "4-5", "rockets"),
        ("zwei Raketen", "2", "Raketen"),
        ("une dizaine de roquettes", "8-12", "roquettes"),
        ("طائرتين مسيرتين", "2", "طائرتين مسيرتين"),
        ("عدد من الصواريخ", ">=2", "الصواريخ"),
        ("عدة صواريخ", "2-20", "صواريخ"),
        ("5 صواريخ", "5", "صواريخ"),
        ("several", "2-20", ""),
    ] {
        let found = leading(text).map(|(quantity, rest)| (quantity.range(), rest));
        assert_eq!(found, Some((count.to_owned(), rest)), "{text}");
    }
}

#[test]
fn a_measure_a_model_or_a_name_is_no_count() {
    for text in [
        "122 mm Grad rockets",
        "107mm rockets",
        "122-mm rockets",
        "7.62 mm rounds",
        "500-pound bombs",
        "MQ-9",
        "F-16",
        "A-10 aircraft",
        "AN-26",
        "Brigade 45",
        "one-way attack drones",
        "one way drone",
        "first-person-view drone",
        "single-use launcher",
        "rockets",
        "UN convoy",
        "on board",
        "to the base",
        "over-the-horizon radar",
        "the drones",
        "Ein al-Hilweh camp",
        "Mil Mi-8 helicopter",
        "3D printed drone",
        "107-type rockets",
        "a gaggle of drones",
        "a third of the drones",
        "صواريخ",
        "-5 rockets",
        "2.5 rockets",
        "",
    ] {
        assert_eq!(leading(text), None, "{text}");
    }
}

#[test]
fn errors_are_values() {
    assert_eq!("4-2".parse::<Quantity>(), Err(QuantityError::Reversed { min: 4, max: 2 }));
    assert_eq!(Quantity::between(4, 2), Err(QuantityError::Reversed { min: 4, max: 2 }));
}
