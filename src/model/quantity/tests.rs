use proptest::prelude::*;

use super::{Quantity, QuantityError, Reading, leading};

/// The bounds that a text is read as, `?` before them where it was not understood.
#[track_caller]
fn range(text: &str) -> String {
    let quantity = text.parse::<Quantity>().unwrap_or_else(|error| panic!("{text}: {error}"));
    let mark = if quantity.is_understood() { "" } else { "?" };
    format!("{mark}{}", quantity.range())
}

#[track_caller]
fn check(table: &[(&str, &str)]) {
    let wrong: Vec<_> = table
        .iter()
        .map(|(text, expected)| (text, range(text), expected))
        .filter(|(_, found, expected)| found != *expected)
        .collect();
    assert!(wrong.is_empty(), "{} wrong (text, found, expected): {wrong:#?}", wrong.len());
}

#[test]
fn digits_and_bounds_are_read() {
    check(&[
        ("5", "5"),
        ("0", "0"),
        ("007", "7"),
        ("5.0", "5"),
        (">=2", ">=2"),
        ("≥ 2", ">=2"),
        (">2", ">=3"),
        ("<=3", "<=3"),
        ("<3", "<=2"),
        ("2-4", "2-4"),
        ("2 – 4", "2-4"),
        ("~20", "16-24"),
        ("~ 3", "2-4"),
        ("20+", ">=20"),
        ("30-plus", ">=30"),
        ("1,200", "1200"),
        ("1,200,300", "1200300"),
        ("1.200.300", "1200300"),
        ("1 200", "?>=1"),
        ("1\u{a0}200", "1200"),
        ("1'200", "1200"),
        ("1.200", "?>=1"),
        ("1.2.3", "?>=1"),
        ("٢٠", "20"),
        ("18446744073709551615", "18446744073709551615"),
        ("5 to 7", "5-7"),
        ("20%", "?>=1"),
        ("2/3", "?>=1"),
        ("122 mm", "?>=1"),
        ("2nd", "1"),
        ("2 thousand", "2000"),
        ("2-9 (best 4)", "2-9"),
    ]);
}

#[test]
fn the_words_of_the_domain_have_their_literal_bounds() {
    check(&[
        ("a", "1"),
        ("one", "1"),
        ("single", "1"),
        ("a pair", "2"),
        ("two", "2"),
        ("صاروخان", "2"),
        ("طائرتان", "2"),
        ("a couple", "2-3"),
        ("a few", "2-10"),
        ("بضعة", "2-10"),
        ("several", "2-20"),
        ("عدة", "2-20"),
        ("multiple", ">=2"),
        ("عدد من", ">=2"),
        ("a number of", ">=2"),
        ("barrage", ">=2"),
        ("a salvo", ">=2"),
        ("volley", ">=2"),
        ("رشقة", ">=2"),
        ("وابل", ">=2"),
        ("a dozen", "10-14"),
        ("dozens", ">=20"),
        ("عشرات", ">=20"),
        ("tens", ">=10"),
        ("scores", ">=40"),
        ("hundreds", ">=100"),
        ("مئات", ">=100"),
        ("most of 20", "11-20"),
        ("swarm", ">=3"),
        ("سرب", ">=3"),
        ("at least 7", ">=7"),
        ("up to 7", "<=7"),
        ("about 5", "4-6"),
        ("about 100", "80-120"),
        ("nearly 18", "15-18"),
        ("more than 20", ">=21"),
    ]);
}

#[test]
fn phrases_of_news_are_read() {
    check(&[
        ("“several”", "2-20"),
        ("Approximately seven", "6-8"),
        ("Nearly 25", "20-25"),
        ("four to five", "4-5"),
        ("two or three", "2-3"),
        ("2 or 3", "2-3"),
        ("between 5 and 7", "5-7"),
        ("from five to seven", "5-7"),
        ("more than a dozen", ">=13"),
        ("at least a dozen", ">=12"),
        ("about a dozen", "10-14"),
        ("around two dozen", "20-28"),
        ("two dozen", "20-28"),
        ("half a dozen", "6"),
        ("two to three dozen", "20-42"),
        ("several dozen", "20-280"),
        ("a couple hundred", "200-300"),
        ("At least Four", ">=4"),
        ("over 20", ">=21"),
        ("fewer than 10", "<=9"),
        ("less than 5", "<=4"),
        ("no more than 5", "<=5"),
        ("no fewer than 5", ">=5"),
        ("as many as five", "<=5"),
        ("some 20", "16-24"),
        ("some", ">=1"),
        ("some 200", "160-240"),
        ("tens of", ">=10"),
        ("a barrage of", ">=2"),
        ("salvos", ">=2"),
        ("dozens of", ">=20"),
        ("an unspecified number", ">=1"),
        ("“large number”", ">=2"),
        ("a small number", "2-10"),
        ("many", ">=2"),
        ("only one", "1"),
        ("another", "1"),
        ("another two", "2"),
        ("an additional", "1"),
        ("an additional three", "3"),
        ("additional", ">=1"),
        ("two more", "2"),
        ("a third", "1"),
        ("a fourth", "1"),
        ("second", "1"),
        ("a third of", "?>=1"),
        ("none", "0"),
        ("no", "0"),
        ("zero", "0"),
        ("twenty-one", "21"),
        ("one hundred", "100"),
        ("one hundred and twenty", "120"),
        ("two thousand three hundred and five", "2305"),
        ("a hundred", "100"),
        ("two hundred thousand", "200000"),
        ("5 or more", ">=5"),
        ("5 or so", "4-6"),
        ("ten at least", ">=10"),
        ("at least about 20", ">=16"),
        ("20 thousand million", "?>=1"),
        ("at least 2-3", ">=2"),
        ("two rockets", "2"),
        ("18 OWA UAVs", "18"),
        ("a gaggle", "?>=1"),
        ("gaggle", "?>=1"),
        ("five killed and three injured", "?>=1"),
        ("one-way", "?>=1"),
        ("more than one", ">=2"),
        ("more than several", ">=3"),
        ("up to several", "<=20"),
        ("dozens to hundreds", ">=20"),
        ("the", "?>=1"),
        ("about", "?>=1"),
    ]);
}

#[test]
fn other_languages_are_read() {
    check(&[
        // Arabic
        ("ما لا يقل عن خمسة", ">=5"),
        ("أكثر من 20", ">=21"),
        ("نحو 20", "16-24"),
        ("حوالي عشرة", "8-12"),
        ("خمسة وعشرون", "25"),
        ("مئة وخمسة", "105"),
        ("مئة وخمسة وعشرين", "125"),
        ("ثلاثة آلاف", "3000"),
        ("طائرتين مسيرتين", "2"),
        ("ثلاثة صواريخ", "3"),
        ("٥ صواريخ على الأقل", "?>=1"),
        ("خمسة على الأقل", ">=5"),
        ("بين 5 و 7", "5-7"),
        ("رشقة صاروخية", ">=2"),
        // Persian
        ("پنج", "5"),
        ("بیست و یک", "21"),
        ("دست‌کم ۵", ">=5"),
        ("بیش از ده", ">=11"),
        ("ده‌ها", ">=20"),
        ("حدود ۲۰", "16-24"),
        ("چندین", "2-20"),
        // Hebrew
        ("שלושה", "3"),
        ("עשרים ואחד", "21"),
        ("לפחות שבעה", ">=7"),
        ("כ-20", "16-24"),
        ("יותר מ-20", ">=21"),
        ("עשרות", ">=20"),
        ("עד 10", "<=10"),
        // Russian
        ("пять", "5"),
        ("двадцать один", "21"),
        ("сто двадцать", "120"),
        ("не менее десяти", ">=10"),
        ("более 20", ">=21"),
        ("около двадцати", "16-24"),
        ("до 10", "<=10"),
        ("от 5 до 7", "5-7"),
        ("несколько", "2-20"),
        ("десятки", ">=20"),
        ("два десятка", "16-24"),
        // Ukrainian
        ("п’ять", "5"),
        ("щонайменше дві", ">=2"),
        ("понад 30", ">=31"),
        ("близько 20", "16-24"),
        ("кілька", "2-20"),
        ("десятки", ">=20"),
        // German
        ("mehr als zehn", ">=11"),
        ("einundzwanzig", "21"),
        ("mindestens fünf", ">=5"),
        ("bis zu 10", "<=10"),
        ("zwei bis drei", "2-3"),
        ("mehrere", "2-20"),
        ("Dutzende", ">=20"),
        ("ein Dutzend", "10-14"),
        ("etwa 20", "16-24"),
        ("zwei", "2"),
        // French
        ("huit", "8"),
        ("quatre-vingt-dix-sept", "97"),
        ("au moins trois", ">=3"),
        ("plus d'une douzaine", ">=13"),
        ("une dizaine", "8-12"),
        ("environ 20", "16-24"),
        ("jusqu'à 10", "<=10"),
        ("entre 5 et 7", "5-7"),
        ("4 à 5", "4-5"),
        ("plusieurs", "2-20"),
        ("des dizaines", ">=20"),
        // Spanish
        ("veintiún", "21"),
        ("al menos cinco", ">=5"),
        ("más de 20", ">=21"),
        ("unos 20", "16-24"),
        ("hasta 10", "<=10"),
        ("dos o tres", "2-3"),
        ("varios", "2-20"),
        ("decenas de", ">=20"),
        ("ciento veinte", "120"),
        // Portuguese
        ("Três", "3"),
        ("um", "1"),
        ("pelo menos dois", ">=2"),
        ("mais de dez", ">=11"),
        ("cerca de 20", "16-24"),
        ("vinte e um", "21"),
        ("dezenas", ">=20"),
        // Italian
        ("ventuno", "21"),
        ("almeno cinque", ">=5"),
        ("più di dieci", ">=11"),
        ("una decina", "8-12"),
        ("decine di", ">=20"),
        ("circa 20", "16-24"),
        // Turkish
        ("yirmi bir", "21"),
        ("en az beş", ">=5"),
        ("yaklaşık 20", "16-24"),
        ("20'den fazla", ">=21"),
        ("birkaç", "2-20"),
        ("onlarca", ">=20"),
        ("on", "10"),
        // Norwegian
        ("minst tre", ">=3"),
        ("to", "2"),
        ("mer enn tre", ">=4"),
        ("mer enn 10", ">=11"),
        ("tjueen", "21"),
        ("flere", "2-20"),
        // Indonesian, Malay, Filipino
        ("empat", "4"),
        ("dua puluh satu", "21"),
        ("setidaknya lima", ">=5"),
        ("lebih dari 20", ">=21"),
        ("sekitar 20", "16-24"),
        ("puluhan", ">=20"),
        ("beberapa", "2-20"),
        ("lima", "5"),
        ("tatlo", "3"),
        // Romanian, Greek, Dutch, Polish
        ("unul", "1"),
        ("un altul", "1"),
        ("τρεις", "3"),
        ("minstens vijf", ">=5"),
        ("co najmniej pięć", ">=5"),
    ]);
}

#[test]
fn english_numbers_are_read_up_to_a_hundred() {
    let units = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    let tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let below_twenty = units.iter().map(ToString::to_string);
    let above = tens.iter().flat_map(|ten| {
        units[..10].iter().enumerate().map(move |(unit, word)| {
            if unit == 0 { (*ten).to_owned() } else { format!("{ten}-{word}") }
        })
    });
    for (value, words) in below_twenty.chain(above).enumerate() {
        assert_eq!(range(&words), value.to_string(), "{words}");
        assert_eq!(range(&words.to_uppercase()), value.to_string(), "{words}");
    }
}

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

fn quantities() -> impl Strategy<Value = Quantity> {
    let small = prop_oneof![0..50_u64, any::<u64>()];
    prop_oneof![
        small.clone().prop_map(Quantity::exact),
        small.clone().prop_map(Quantity::at_least),
        small.clone().prop_map(Quantity::at_most),
        small.clone().prop_map(Quantity::about),
        (small.clone(), small.clone()).prop_map(|(left, right)| Quantity::between(
            left.min(right),
            left.max(right)
        )
        .unwrap()),
        (small.clone(), small.clone(), small).prop_map(|(first, second, third)| {
            let mut bounds = [first, second, third];
            bounds.sort_unstable();
            Quantity::between(bounds[0], bounds[2]).unwrap().with_best(bounds[1]).unwrap()
        }),
        "[a-z0-9 ~<>=(),.-]{1,12}".prop_filter_map("a text may be none", |text| text.parse().ok()),
        proptest::sample::select(vec!["several", "a dozen", "At least Four", "عدة", "“two”"])
            .prop_map(|text| text.parse().unwrap()),
    ]
}

proptest! {
    #[test]
    fn printing_then_parsing_is_identity(quantity in quantities()) {
        prop_assert_eq!(quantity.to_string().parse::<Quantity>(), Ok(quantity));
    }

    #[test]
    fn json_round_trips(quantity in quantities()) {
        let json = serde_json::to_string(&quantity).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Quantity>(&json).unwrap(), &quantity);
    }

    #[test]
    fn no_text_panics_and_texts_are_kept(text in any::<String>()) {
        if let Ok(quantity) = text.parse::<Quantity>() {
            prop_assert_eq!(quantity.to_string(), text.clone());
        }
        if let Some((_, rest)) = leading(&text) {
            prop_assert!(text.ends_with(rest) || rest.is_empty());
        }
    }

    #[test]
    fn no_phrase_of_known_words_panics(words in proptest::collection::vec(
        proptest::sample::select(vec![
            "about", "at least", "between", "and", "to", "-", "5", "a", "dozen", "hundred", "several",
            "most of", "another", "of", "mm", "x", "+", "~", "18446744073709551615", "third", "مئة",
            "وخمسة", "million", ",", "or more", "no",
        ]), 0..12), glue in proptest::bool::ANY) {
        let text = words.join(if glue { "" } else { " " });
        if let Ok(quantity) = text.parse::<Quantity>() {
            prop_assert!(quantity.max().is_none_or(|max| quantity.min() <= max));
            prop_assert!(quantity.best().is_none_or(|best| quantity.contains(best)));
        }
        let _ = leading(&text);
    }

    #[test]
    fn intersection_is_what_both_contain(left in quantities(), right in quantities(), count in 0..60_u64) {
        let both = left.intersection(&right);
        prop_assert_eq!(&both, &right.intersection(&left));
        prop_assert_eq!(both.is_some(), left.overlaps(&right));
        let contains = both.as_ref().is_some_and(|both| both.contains(count));
        prop_assert_eq!(contains, left.contains(count) && right.contains(count));
        if let Some(both) = both {
            prop_assert!(left.encloses(&both) && right.encloses(&both));
        }
        prop_assert!(left.intersection(&left).unwrap().same_bounds(&left));
        prop_assert!(left.hull(&right).encloses(&left));
    }

    #[test]
    fn disjoint_counts_have_a_ratio_above_one(left in quantities(), right in quantities()) {
        prop_assert_eq!(left.ratio(&right), right.ratio(&left));
        prop_assert_eq!(left.difference(&right) > 0, !left.overlaps(&right));
        if let Some(ratio) = left.ratio(&right) {
            prop_assert!(ratio >= 1.0 && !left.overlaps(&right));
        }
    }
}

#[test]
fn errors_are_values() {
    assert_eq!("4-2".parse::<Quantity>(), Err(QuantityError::Reversed { min: 4, max: 2 }));
    assert_eq!(Quantity::between(4, 2), Err(QuantityError::Reversed { min: 4, max: 2 }));
}
