//! Words and their bounds, one table a language.

use super::super::Quantity;

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
        ("1.5 thousand", "1500"),
        ("1,2 million", "1200000"),
        ("more than 2.5 million rockets", ">=2500001"),
        ("2.5 hundred", "250"),
        ("1,5 тыс.", "1500"),
        ("2,3 млн", "2300000"),
        ("1,5 millón", "1500000"),
        ("2-9 (best 4)", "2-9"),
        ("5 (five)", "5"),
        ("5 (six)", "?>=1"),
        ("１２", "12"),
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
        ("a score of", "18-22"),
        ("two score", "36-44"),
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
        ("a salvo of 20", "20"),
        ("a barrage of about 40 rockets", "32-48"),
        ("a swarm of drones", ">=3"),
        ("a barrage of more than 100", ">=101"),
        ("رشقة من 20 صاروخا", "20"),
        ("an estimated 60", "48-72"),
        ("upwards of 50", ">=50"),
        ("at least 100 drones", ">=100"),
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
        ("hundreds of thousands", ">=100000"),
        ("the", "?>=1"),
        ("about", "?>=1"),
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
fn arabic_is_read() {
    check(&[
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
    ]);
}

#[test]
fn persian_is_read() {
    check(&[
        ("پنج", "5"),
        ("بیست و یک", "21"),
        ("دست‌کم ۵", ">=5"),
        ("بیش از ده", ">=11"),
        ("ده‌ها", ">=20"),
        ("حدود ۲۰", "16-24"),
        ("چندین", "2-20"),
    ]);
}

#[test]
fn hebrew_is_read() {
    check(&[
        ("שלושה", "3"),
        ("עשרים ואחד", "21"),
        ("לפחות שבעה", ">=7"),
        ("כ-20", "16-24"),
        ("יותר מ-20", ">=21"),
        ("עשרות", ">=20"),
        ("עד 10", "<=10"),
    ]);
}

#[test]
fn russian_is_read() {
    check(&[
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
    ]);
}

#[test]
fn ukrainian_is_read() {
    check(&[
        ("п’ять", "5"),
        ("щонайменше дві", ">=2"),
        ("понад 30", ">=31"),
        ("близько 20", "16-24"),
        ("кілька", "2-20"),
        ("десятки", ">=20"),
    ]);
}

#[test]
fn german_is_read() {
    check(&[
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
    ]);
}

#[test]
fn french_is_read() {
    check(&[
        ("huit", "8"),
        ("quatre-vingt-dix-sept", "97"),
        ("au moins trois", ">=3"),
        ("plus d'une douzaine", ">=13"),
        ("une dizaine", "8-12"),
        ("une trentaine de drones", "24-36"),
        ("environ 20", "16-24"),
        ("jusqu'à 10", "<=10"),
        ("entre 5 et 7", "5-7"),
        ("4 à 5", "4-5"),
        ("plusieurs", "2-20"),
        ("des dizaines", ">=20"),
    ]);
}

#[test]
fn spanish_is_read() {
    check(&[
        ("veintiún", "21"),
        ("al menos cinco", ">=5"),
        ("más de 20", ">=21"),
        ("unos 20", "16-24"),
        ("hasta 10", "<=10"),
        ("dos o tres", "2-3"),
        ("varios", "2-20"),
        ("decenas de", ">=20"),
        ("ciento veinte", "120"),
    ]);
}

#[test]
fn portuguese_is_read() {
    check(&[
        ("Três", "3"),
        ("um", "1"),
        ("pelo menos dois", ">=2"),
        ("mais de dez", ">=11"),
        ("cerca de 20", "16-24"),
        ("vinte e um", "21"),
        ("dezenas", ">=20"),
    ]);
}

#[test]
fn italian_is_read() {
    check(&[
        ("ventuno", "21"),
        ("almeno cinque", ">=5"),
        ("più di dieci", ">=11"),
        ("una decina", "8-12"),
        ("decine di", ">=20"),
        ("circa 20", "16-24"),
    ]);
}

#[test]
fn turkish_is_read() {
    check(&[
        ("yirmi bir", "21"),
        ("en az beş", ">=5"),
        ("yaklaşık 20", "16-24"),
        ("20'den fazla", ">=21"),
        ("birkaç", "2-20"),
        ("onlarca", ">=20"),
        ("on", "10"),
    ]);
}

#[test]
fn norwegian_is_read() {
    check(&[
        ("minst tre", ">=3"),
        ("to", "2"),
        ("mer enn tre", ">=4"),
        ("mer enn 10", ">=11"),
        ("tjueen", "21"),
        ("flere", "2-20"),
    ]);
}

#[test]
fn indonesian_and_filipino_are_read() {
    check(&[
        ("empat", "4"),
        ("dua puluh satu", "21"),
        ("setidaknya lima", ">=5"),
        ("lebih dari 20", ">=21"),
        ("sekitar 20", "16-24"),
        ("puluhan", ">=20"),
        ("beberapa", "2-20"),
        ("lima", "5"),
        ("tatlo", "3"),
    ]);
}

#[test]
fn other_languages_are_read() {
    check(&[
        ("unul", "1"),
        ("un altul", "1"),
        ("τρεις", "3"),
        ("minstens vijf", ">=5"),
        ("co najmniej pięć", ">=5"),
    ]);
}

#[test]
fn only_a_number_that_is_said_to_be_exceeded_or_not_reached_borders_on_another() {
    let borders = |words: &str, count: u64| {
        words.parse::<Quantity>().unwrap().borders(&Quantity::exact(count))
    };
    for words in ["more than seventy", "over 70", ">70", "أكثر من ٧٠", "свыше 70", "plus de 70"]
    {
        assert!(borders(words, 70), "{words}");
    }
    assert!(borders("fewer than 1,000", 1000) && borders("<50", 50));
    for words in ["at least seventy-one", "71 or more", "على الأقل ٧١", ">=71", "min. 71"]
    {
        assert!(!borders(words, 70), "{words}");
    }
    assert!(!borders("at least 1,001", 1000) && !borders("at most forty-nine", 50));
}
