//! The lexicon of munitions and actions against phrases written from public knowledge.

use corroborate::model::quantity::Quantity;
use corroborate::normalize::munitions::{Act, ClassId, ClassRelation, Munitions, Unit};
use proptest::prelude::*;

const PHRASES: &str = include_str!("data/munition_phrases.csv");
const LEXICON: &str = include_str!("../src/normalize/data/munitions.jsonl");

/// The names of the classes that a phrase resolves to, in alphabetical order.
fn names(phrase: &str) -> Vec<&'static str> {
    let lexicon = Munitions::shipped();
    let resolved = lexicon.resolve(phrase).classes;
    let mut names: Vec<&str> = resolved.iter().map(|id| &*lexicon.class(id).name).collect();
    names.sort_unstable();
    names
}

#[test]
fn every_phrase_of_the_table_is_understood_as_it_says() {
    let mut wrong = Vec::new();
    let mut rows = 0;
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(PHRASES.as_bytes());
    for row in reader.records() {
        let row = row.unwrap();
        rows += 1;
        let phrase = &row[0];
        let mut expected: Vec<&str> = row[1].split('|').collect();
        expected.sort_unstable();
        let found = Munitions::shipped().resolve(phrase);
        let count = match &row[2] {
            "" => None,
            text => Some(text.parse::<Quantity>().unwrap()),
        };
        let unit = match &row[3] {
            "" => None,
            "salvo" => Some(Unit::Salvo),
            "round" => Some(Unit::Round),
            "launcher" => Some(Unit::Launcher),
            "attack" => Some(Unit::Attack),
            other => panic!("{other}"),
        };
        let act = match &row[4] {
            "attack" => Act::Attack,
            "interception" => Act::Interception,
            "other" => Act::Other,
            other => panic!("{other}"),
        };
        let same_count = match (&count, &found.count) {
            (None, None) => true,
            (Some(expected), Some(found)) => expected.same_bounds(found),
            _ => false,
        };
        if names(phrase) != expected || !same_count || found.unit != unit || found.act != act {
            wrong.push(format!(
                "{phrase}: {} {} {:?} {:?}",
                names(phrase).join("|"),
                found.count.map(|count| count.range()).unwrap_or_default(),
                found.unit,
                found.act
            ));
        }
    }
    assert!(rows >= 160, "{rows} rows");
    assert!(wrong.is_empty(), "{} of {rows} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_alias_in_the_data_resolves_to_its_own_class() {
    let mut wrong = Vec::new();
    for line in LEXICON.lines().filter(|line| line.starts_with("{\"class\"")) {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let class = row["class"].as_str().unwrap();
        for field in ["aliases", "loose"] {
            let Some(languages) = row[field].as_object() else { continue };
            let aliases = languages.values().flat_map(|aliases| aliases.as_array().unwrap());
            for alias in aliases.map(|alias| alias.as_str().unwrap()) {
                if names(alias) != [class] {
                    wrong.push(format!("{alias}: {} instead of {class}", names(alias).join("|")));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_class_is_below_the_root_and_no_class_is_above_itself() {
    let lexicon = Munitions::shipped();
    for (id, class) in lexicon.classes() {
        let mut steps = 0;
        let mut next = class.parent;
        while let Some(parent) = next {
            assert_ne!(parent, id);
            steps += 1;
            next = lexicon.class(parent).parent;
        }
        assert_eq!(steps, lexicon.depth(id));
        assert_eq!(lexicon.common_ancestor(id, ClassId::ROOT), ClassId::ROOT);
    }
}

#[test]
fn classes_relate_as_the_taxonomy_says() {
    use ClassRelation::{Broader, Exclusive, Narrower, Overlapping, Same};
    let lexicon = Munitions::shipped();
    for (left, right, relation) in [
        ("grad_122", "rocket", Narrower),
        ("rocket_or_missile", "cruise", Broader),
        ("drone", "drone", Same),
        ("drone", "rocket", Exclusive),
        ("one_way_attack", "armed_uav", Exclusive),
        ("ballistic", "cruise", Exclusive),
        ("rocket", "ballistic", Exclusive),
        ("mortar", "rocket", Exclusive),
        ("mortar", "artillery", Exclusive),
        ("shelling", "mortar", Broader),
        ("shelling", "grad_122", Overlapping),
        ("shelling", "cruise", Exclusive),
        ("grad_122", "rocket_107", Exclusive),
        ("anti_ship", "ballistic", Overlapping),
        ("anti_ship", "aeroballistic", Overlapping),
        ("suicide_bomb", "vbied", Overlapping),
        ("fpv", "one_way_attack", Overlapping),
        ("armed_uav", "air_strike", Overlapping),
        ("one_way_attack", "air_strike", Exclusive),
        ("air_defence", "drone", Overlapping),
        ("direct_fire", "ground_clash", Overlapping),
        ("cyber", "rocket", Exclusive),
        ("attack", "cyber", Broader),
    ] {
        let [left_id, right_id] = [left, right].map(|name| lexicon.by_name(name).unwrap());
        assert_eq!(lexicon.relation(left_id, right_id), relation, "{left} and {right}");
    }
}

#[test]
fn codes_are_inherited_until_a_class_has_its_own() {
    let lexicon = Munitions::shipped();
    let codes = |name: &str| &lexicon.class(lexicon.by_name(name).unwrap()).codes;
    assert_eq!(codes("air_to_surface").acled_sub_event.as_deref(), Some("Air/drone strike"));
    assert_eq!(codes("grad_122").cameo.as_deref(), Some("194"));
    let shelling = Some("Shelling/artillery/missile attack");
    assert_eq!(codes("grad_122").acled_sub_event.as_deref(), shelling);
    assert_eq!(codes("one_way_attack").cameo.as_deref(), Some("1952"));
    assert_eq!(codes("vbied").cameo.as_deref(), Some("1832"));
    assert_eq!(codes("cyber").acled_event, None);
    assert_eq!(codes("threat").plover.as_deref(), Some("THREATEN violence"));
}

#[test]
fn a_misspelt_word_is_found_and_marked() {
    let lexicon = Munitions::shipped();
    for (phrase, class) in
        [("Kaytusha", "katyusha"), ("rokets", "rocket"), ("artilery", "artillery")]
    {
        let found = lexicon.resolve(phrase);
        assert_eq!(found.classes.single(), lexicon.by_name(class), "{phrase}");
        assert!(!found.exact, "{phrase}");
    }
    assert!(lexicon.resolve("Katyusha").exact);
}

#[test]
fn what_is_not_understood_is_empty_and_names_the_nearest_word() {
    let lexicon = Munitions::shipped();
    let found = lexicon.resolve("mortxx");
    assert!(found.classes.is_empty());
    assert_eq!(found.act, Act::Other);
    assert_eq!(found.nearest.as_deref(), Some("mortar"));
    for nothing in ["", "   ", "…", "press conference", "statement"] {
        assert!(lexicon.resolve(nothing).classes.is_empty(), "{nothing:?}: {:?}", names(nothing));
    }
}

#[test]
fn a_file_of_the_user_adds_classes_and_words() {
    let file = concat!(
        "# kites, as flown in 2018\n",
        "{\"class\":\"incendiary_kite\",\"parent\":\"attack\",\"label\":\"incendiary kite\",",
        "\"aliases\":{\"en\":[\"kite\",\"incendiary balloon\"]}}\n",
        "{\"class\":\"grad_122\",\"aliases\":{\"en\":[\"Widget\"]}}\n",
    );
    let lexicon = Munitions::shipped().extended(file, "kites.jsonl").unwrap();
    let kite = lexicon.by_name("incendiary_kite");
    assert_eq!(lexicon.resolve("two incendiary balloons").classes.single(), kite);
    assert_eq!(lexicon.resolve("Widget rockets").classes.single(), lexicon.by_name("grad_122"));
    // What was there keeps its number and its meaning.
    let shipped = Munitions::shipped();
    assert_eq!(lexicon.by_name("drone"), shipped.by_name("drone"));
    assert_eq!(lexicon.resolve("drones").classes, shipped.resolve("drones").classes);
}

#[test]
fn a_file_of_the_user_overrides_a_word() {
    let file = "{\"class\":\"one_way_attack\",\"aliases\":{\"en\":[\"armed drone\"]}}";
    let lexicon = Munitions::shipped().extended(file, "mine.jsonl").unwrap();
    let found = lexicon.resolve("armed drones").classes;
    assert_eq!(found.single(), lexicon.by_name("one_way_attack"));
}

#[test]
fn a_bad_row_says_where_and_why() {
    for (row, message) in [
        (
            r#"{"class":"kite"}"#,
            "mine.jsonl:2: parent: found nothing, expected the name of a class",
        ),
        (
            r#"{"class":"kite","parent":"foo"}"#,
            "mine.jsonl:2: parent: found `foo`, expected the name of a class",
        ),
        (
            r#"{"class":"Kite","parent":"attack"}"#,
            "mine.jsonl:2: class: found `Kite`, expected lower case letters, digits and `_`",
        ),
        (
            r#"{"class":"rocket","parent":"grad_122"}"#,
            "mine.jsonl:2: parent: found `grad_122`, expected a class that is no kind of this one",
        ),
        (
            r#"{"class":"kite","parent":"attack","overlaps":["foo"]}"#,
            "mine.jsonl:2: overlaps: found `foo`, expected the name of a class",
        ),
        (
            r#"{"class":"kite","parent":"attack","aliases":{"en":["—"]}}"#,
            "mine.jsonl:2: aliases.en: found `—`, expected a text with letters or digits",
        ),
        (
            r#"{"means":["foo"],"aliases":{"en":["kite"]}}"#,
            "mine.jsonl:2: means: found `foo`, expected the name of a class",
        ),
        (r#"{"unit":"salvo"}"#, "mine.jsonl:2: aliases: found nothing, expected words by language"),
    ] {
        let file = format!("# words\n{row}\n");
        let error = Munitions::shipped().extended(&file, "mine.jsonl").unwrap_err();
        assert_eq!(error.to_string(), message);
    }
}

#[test]
fn one_file_must_not_give_a_word_two_meanings() {
    let file = concat!(
        "{\"class\":\"drone\",\"aliases\":{\"en\":[\"gizmo\"]}}\n",
        "{\"class\":\"rocket\",\"aliases\":{\"en\":[\"gizmo\"]}}\n",
    );
    assert_eq!(
        Munitions::shipped().extended(file, "mine.jsonl").unwrap_err().to_string(),
        "mine.jsonl:2: aliases.en: found `gizmo`, \
         expected a word that has no other meaning in this file"
    );
}

fn class() -> impl Strategy<Value = ClassId> {
    let ids: Vec<ClassId> = Munitions::shipped().classes().map(|(id, _)| id).collect();
    proptest::sample::select(ids)
}

fn word() -> impl Strategy<Value = String> {
    let known = ["drone", "and", "rockets", "122 mm", "shot down", "on", "with", "suicide", "two"];
    prop_oneof![proptest::sample::select(known.to_vec()).prop_map(str::to_owned), any::<String>()]
}

proptest! {
    #[test]
    fn the_relation_reverses_with_its_sides(left in class(), right in class()) {
        let lexicon = Munitions::shipped();
        let relation = lexicon.relation(left, right);
        prop_assert_eq!(relation, lexicon.relation(right, left).reversed());
        prop_assert_eq!(relation == ClassRelation::Same, left == right);
        prop_assert_eq!(lexicon.distance(left, right), lexicon.distance(right, left));
    }

    #[test]
    fn sets_compare_as_their_classes_do(
        left in proptest::collection::vec(class(), 1..4),
        right in proptest::collection::vec(class(), 1..4),
    ) {
        let lexicon = Munitions::shipped();
        let sets = [&left, &right].map(|classes| classes.iter().copied().collect());
        let compared = lexicon.compare(sets[0], sets[1]).unwrap();
        prop_assert_eq!(compared, lexicon.compare(sets[1], sets[0]).unwrap().reversed());
        let pairs = || left.iter().flat_map(|l| right.iter().map(|r| lexicon.relation(*l, *r)));
        prop_assert_eq!(
            compared == ClassRelation::Exclusive,
            pairs().all(|relation| relation == ClassRelation::Exclusive)
        );
        if let ([left], [right]) = (&left[..], &right[..]) {
            prop_assert_eq!(compared, lexicon.relation(*left, *right));
        }
    }

    #[test]
    fn any_text_is_read_without_a_panic(words in proptest::collection::vec(word(), 0..6)) {
        let lexicon = Munitions::shipped();
        let phrase = words.join(" ");
        let once = lexicon.resolve(&phrase);
        prop_assert_eq!(once.classes.is_empty() || once.nearest.is_none(), true);
        prop_assert_eq!(lexicon.resolve(&phrase), once);
    }
}
