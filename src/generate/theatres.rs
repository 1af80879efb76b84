//! Who attacks whom with what, in a few theatres that differ in density and in words.

/// Speakers and words of one war. Each inner list holds spellings of one name.
#[derive(Debug)]
pub(super) struct Theatre {
    pub(super) countries: &'static [&'static str],
    /// Attacks a day.
    pub(super) per_day: f64,
    /// How many sites are attacked at all; the first few far more often than the rest.
    pub(super) sites: usize,
    pub(super) attackers: &'static [&'static [&'static str]],
    pub(super) officials: &'static [&'static [&'static str]],
    pub(super) targets: &'static [&'static str],
    /// Whether officials date events by another zone, hours behind.
    pub(super) is_far: bool,
}

pub(super) const THEATRES: &[Theatre] = &[
    Theatre {
        countries: &["IQ"],
        per_day: 0.8,
        sites: 30,
        attackers: &[
            &["Islamic Resistance in Iraq", "The Islamic Resistance in Iraq", "IRI"],
            &["Kata'ib Hezbollah", "Kataib Hizballah", "Hezbollah Brigades"],
            &["Ashab al-Kahf", "Ashab Ahl al-Kahf"],
        ],
        officials: &[
            &["US Central Command", "CENTCOM"],
            &["Security Media Cell", "Iraqi Security Media Cell"],
            &["Pentagon", "US Department of Defense"],
        ],
        targets: &[
            "US base",
            "convoy of the coalition",
            "coalition forces",
            "airbase hosting US troops",
        ],
        is_far: true,
    },
    Theatre {
        countries: &["SY"],
        per_day: 2.0,
        sites: 40,
        attackers: &[
            &["Syrian Arab Army", "SAA"],
            &["Islamic State", "ISIS", "Daesh"],
            &["Turkish Armed Forces", "Turkish military"],
        ],
        officials: &[
            &["Syrian Democratic Forces", "SDF"],
            &["US Central Command", "CENTCOM"],
            &["SANA", "Syrian state news agency SANA"],
        ],
        targets: &["military post", "oil tanker convoy", "checkpoint", "residential area"],
        is_far: true,
    },
    Theatre {
        countries: &["UA"],
        per_day: 8.0,
        sites: 60,
        attackers: &[&["Russian Armed Forces", "Russian forces", "Russian army"]],
        officials: &[
            &["Ukrainian Air Force", "Air Force of Ukraine"],
            &["General Staff of Ukraine", "Ukrainian General Staff"],
            &["State Emergency Service of Ukraine"],
        ],
        targets: &["energy facility", "residential building", "port infrastructure", "warehouse"],
        is_far: false,
    },
    Theatre {
        countries: &["LB", "IL"],
        per_day: 5.0,
        sites: 50,
        attackers: &[
            &["Hezbollah", "Hizballah", "Islamic Resistance in Lebanon"],
            &["Israel Defense Forces", "IDF", "Israeli army"],
        ],
        officials: &[
            &["Israel Defense Forces", "IDF"],
            &["Lebanese Ministry of Public Health"],
            &["National News Agency (Lebanon)", "NNA"],
        ],
        targets: &["army barracks", "gathering of soldiers", "house", "military site"],
        is_far: false,
    },
    Theatre {
        countries: &["YE", "SA"],
        per_day: 0.5,
        sites: 30,
        attackers: &[&["Houthis", "Ansar Allah", "Houthi forces"]],
        officials: &[
            &["UKMTO", "United Kingdom Maritime Trade Operations"],
            &["US Central Command", "CENTCOM"],
            &["Saudi-led coalition", "Arab Coalition"],
        ],
        targets: &[
            "MV Northern Lark",
            "MT Coral Meridian",
            "bulk carrier Halcyon Reach",
            "MV Ostrava Bay",
            "tanker Blue Petrel",
            "oil facility",
            "airport",
            "military camp",
        ],
        is_far: true,
    },
    Theatre {
        countries: &["ML", "BF", "NE", "SO"],
        per_day: 0.7,
        sites: 40,
        attackers: &[
            &["JNIM", "Jama'at Nasr al-Islam wal Muslimin"],
            &["al-Shabaab", "Al Shabaab"],
            &["Islamic State Sahel Province", "ISSP"],
        ],
        officials: &[&["Malian Armed Forces", "FAMa"], &["Somali National Army"], &["MINUSMA"]],
        targets: &["army camp", "gendarmerie post", "convoy", "village"],
        is_far: false,
    },
];

pub(super) const MEDIA: &[&[&str]] = &[
    &["Reuters"],
    &["AFP", "Agence France-Presse"],
    &["Associated Press", "AP"],
    &["Al Jazeera"],
    &["Al-Mayadeen", "Al Mayadeen"],
    &["BBC", "BBC News"],
    &["Xinhua"],
    &["Anadolu Agency", "Anadolu"],
];

/// What is fired: the action, then the words for the munition.
pub(super) const ATTACKS: &[(&[&str], &[&str])] = &[
    (
        &["rocket attack", "rocket fire", "missile attack"],
        &["rockets", "rocket", "Katyusha rockets"],
    ),
    (
        &["drone attack", "attack by drone", "UAV attack"],
        &["drones", "drone", "one-way attack drones"],
    ),
    (&["missile attack", "ballistic missile attack"], &["ballistic missiles", "missiles"]),
    (&["shelling", "artillery shelling"], &["shells", "artillery shells"]),
    (&["air strike", "airstrike"], &["bombs", "guided bombs"]),
    (&["IED attack", "bombing"], &["IED", "roadside bomb"]),
];
