//! Disputed ground, which speakers place in one country or in another.

use super::entry::CountryCode;

const DISPUTES: &str = include_str!("../data/disputes.tsv");

/// Whether speakers place disputed ground now in the one, now in the other country.
pub(super) fn dispute(one: CountryCode, other: CountryCode) -> bool {
    let (one, other) = (one.min(other), one.max(other));
    let mut pairs = DISPUTES.lines().filter(|line| !line.starts_with('#'));
    pairs.any(|line| {
        let mut fields = line.split('\t');
        fields.next() == Some(one.as_str()) && fields.next() == Some(other.as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::gazetteer::entry::country_code;

    #[test]
    fn a_dispute_is_one_in_either_order_and_every_line_has_two_codes() {
        let code = |text| country_code(text).unwrap();
        assert!(dispute(code("PK"), code("IN")) && dispute(code("IN"), code("PK")));
        assert!(!dispute(code("IN"), code("IL")));
        for line in DISPUTES.lines().filter(|line| !line.starts_with('#')) {
            let fields: Vec<&str> = line.split('\t').collect();
            let known = fields.iter().take(2).all(|code| country_code(code).is_some());
            assert!(fields.len() == 3 && known && fields[0] < fields[1], "{line}");
        }
    }
}
