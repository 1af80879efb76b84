use proptest::prelude::*;

use super::super::{Quantity, leading};

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
