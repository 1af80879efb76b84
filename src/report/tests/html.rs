//! The page: balanced, escaped, and asking for nothing from outside.

use proptest::prelude::*;

use super::{HOSTILE, Report, fixture, written};
use crate::reconcile::Reconciliation;
use crate::report::html;

/// A start tag with its attributes.
#[derive(Debug)]
struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
}

/// The tags of a page, read as a browser reads them as far as our own markup goes.
///
/// Fails where tags do not balance, and where an attribute is not `name` or `name="value"`.
fn tags(page: &str) -> Result<Vec<Tag>, String> {
    const VOID: [&str; 4] = ["meta", "br", "input", "!DOCTYPE"];
    let mut tags = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut rest = page;
    while let Some((_, after)) = rest.split_once('<') {
        if let Some(after) = after.strip_prefix('/') {
            let (name, after) = after.split_once('>').ok_or("an end tag without an end")?;
            if open.pop().as_deref() != Some(name) {
                return Err(format!("</{name}> closes nothing"));
            }
            rest = after;
            continue;
        }
        let end = after.find(|letter: char| letter.is_whitespace() || letter == '>');
        let (name, mut after) = after.split_at(end.ok_or("a tag without an end")?);
        let mut attributes = Vec::new();
        loop {
            after = after.trim_start();
            if let Some(next) = after.strip_prefix('>') {
                rest = next;
                break;
            }
            let end = after.find(['=', '>', ' ']).ok_or("an attribute without an end")?;
            let (key, next) = after.split_at(end);
            if !key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
                return Err(format!("the attribute {key:?}"));
            }
            let mut value = "";
            after = next;
            if let Some(quoted) = next.strip_prefix("=\"") {
                (value, after) = quoted.split_once('"').ok_or("a value without an end")?;
            }
            attributes.push((key.to_owned(), value.to_owned()));
        }
        tags.push(Tag { name: name.to_owned(), attributes });
        if name == "script" || name == "style" {
            let end = format!("</{name}>");
            rest = rest.split_once(&end).ok_or("a script without an end")?.1;
        } else if !VOID.contains(&name) {
            open.push(name.to_owned());
        }
    }
    if open.is_empty() { Ok(tags) } else { Err(format!("left open: {open:?}")) }
}

/// What a page must never have, whatever is in the data.
fn check(page: &str) -> Result<(), String> {
    let tags = tags(page)?;
    for (name, most) in [("script", 1), ("style", 1), ("img", 0), ("iframe", 0), ("object", 0)] {
        let count = tags.iter().filter(|tag| tag.name == name).count();
        if count > most {
            return Err(format!("{count} times <{name}>"));
        }
    }
    for tag in &tags {
        for (key, value) in &tag.attributes {
            let link = value.starts_with('#')
                || value.starts_with("http://")
                || value.starts_with("https://");
            if key.starts_with("on") || key == "src" || key == "href" && !link {
                return Err(format!("{key}={value}"));
            }
        }
    }
    let mut ids: Vec<&str> = tags
        .iter()
        .flat_map(|tag| &tag.attributes)
        .filter(|(key, _)| key == "id")
        .map(|(_, value)| value.as_str())
        .collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    if ids.len() == count { Ok(()) } else { Err("an id occurs twice".to_owned()) }
}

#[test]
fn the_page_has_everything_that_the_text_has() {
    let (account, assertions) = fixture::located();
    let report = Report::new(&account, &assertions).title("One event");
    let page = written(&report, html);
    assert_eq!(check(&page), Ok(()));
    for part in [
        "<title>One event</title>",
        "<h1 dir=\"auto\">One event</h1>",
        "Ahl al-Tha'er (militia) → Telegram → MEMRI JTTM",
        "different site, about 32 km apart",
        "Would be reconciled by: two attacks that day; a wrong name of the base.",
        "fired 2–5 (low: U.S. Central Command, centcom; high: Ahl al-Tha'er, claim)",
        "It is likely (55–80 %) that these statements are about one event.",
        "class=\"apart\"",
        "class=\"for\"",
        "1 of the 27 is in the data.",
    ] {
        assert!(page.contains(part), "{part}");
    }
}

#[test]
fn an_empty_account_is_a_page_too() {
    let account = Reconciliation::default();
    assert_eq!(check(&written(&Report::new(&account, &[]), html)), Ok(()));
}

#[test]
fn hostile_strings_stay_strings_on_the_page() {
    for hostile in HOSTILE {
        let (account, assertions) = fixture::with_strings(hostile);
        let report = Report::new(&account, &assertions).title(*hostile);
        assert_eq!(check(&written(&report, html)), Ok(()), "{hostile}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_string_gives_a_balanced_page(string in any::<String>(), markup in "[<>\"'&/= a-c!-]{0,30}") {
        for string in [string, markup] {
            let (account, assertions) = fixture::with_strings(&string);
            let report = Report::new(&account, &assertions).title(string.as_str());
            prop_assert_eq!(check(&written(&report, html)), Ok(()));
        }
    }
}
