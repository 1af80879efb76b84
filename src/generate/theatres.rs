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
        per_day: 0.9,
        sites: 30,
        attackers: &[
            &["Islamic Resistance in Iraq", "The Islamic Resistance in Iraq", "IRI"],
            &["Kata'ib Hezbollah", "Kataib Hizballah", "Hezbollah Brigades"],
            &["Islamic State", "ISIS", "Daesh"],
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
        per_day: 1.4,
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
        per_day: 1.8,
        sites: 40,
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
        countries: &["RU"],
        per_day: 0.7,
        sites: 30,
        attackers: &[
            &["Armed Forces of Ukraine", "Ukrainian forces"],
            &["Security Service of Ukraine", "SBU"],
        ],
        officials: &[
            &["Russian Ministry of Defence", "Russian Ministry of Defense"],
            &["regional governor"],
        ],
        targets: &["oil refinery", "fuel depot", "airfield", "railway bridge"],
        is_far: false,
    },
    Theatre {
        countries: &["LB", "IL"],
        per_day: 1.6,
        sites: 40,
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
        countries: &["PS"],
        per_day: 1.2,
        sites: 20,
        attackers: &[
            &["Israel Defense Forces", "IDF", "Israeli army"],
            &["Al-Qassam Brigades", "Izz al-Din al-Qassam Brigades"],
            &["Al-Quds Brigades", "Saraya al-Quds"],
        ],
        officials: &[
            &["Gaza Ministry of Health", "Health Ministry in Gaza"],
            &["Palestinian Civil Defence"],
            &["Israel Defense Forces", "IDF"],
        ],
        targets: &["school", "tent camp", "house", "command centre"],
        is_far: false,
    },
    Theatre {
        countries: &["YE", "SA"],
        per_day: 0.6,
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
        countries: &["ML", "BF", "NE"],
        per_day: 1.0,
        sites: 40,
        attackers: &[
            &["JNIM", "Jama'at Nasr al-Islam wal Muslimin"],
            &["Islamic State Sahel Province", "ISSP"],
        ],
        officials: &[&["Malian Armed Forces", "FAMa"], &["Burkina Faso army"], &["MINUSMA"]],
        targets: &["army camp", "gendarmerie post", "convoy", "village"],
        is_far: false,
    },
    Theatre {
        countries: &["SO"],
        per_day: 0.8,
        sites: 30,
        attackers: &[&["al-Shabaab", "Al Shabaab"], &["US Africa Command", "AFRICOM"]],
        officials: &[
            &["Somali National Army", "SNA"],
            &["Somali government", "Federal Government of Somalia"],
            &["African Union Mission in Somalia", "AMISOM"],
        ],
        targets: &["army base", "hotel", "convoy of peacekeepers", "checkpoint"],
        is_far: false,
    },
    Theatre {
        countries: &["NG", "CM", "TD"],
        per_day: 0.8,
        sites: 40,
        attackers: &[&["Boko Haram"], &["Islamic State West Africa Province", "ISWAP"]],
        officials: &[
            &["Nigerian Army"],
            &["Nigeria Police Force"],
            &["Multinational Joint Task Force", "MNJTF"],
        ],
        targets: &["village", "army post", "market", "church"],
        is_far: false,
    },
    Theatre {
        countries: &["SD"],
        per_day: 0.9,
        sites: 25,
        attackers: &[
            &["Rapid Support Forces", "RSF"],
            &["Sudanese Armed Forces", "SAF", "Sudanese army"],
        ],
        officials: &[
            &["Sudanese Armed Forces", "Sudanese army"],
            &["Emergency Lawyers"],
            &["Sudanese Ministry of Health"],
        ],
        targets: &["hospital", "market", "displacement camp", "power station"],
        is_far: false,
    },
    Theatre {
        countries: &["SS"],
        per_day: 0.3,
        sites: 20,
        attackers: &[&["SPLA-IO"], &["White Army"]],
        officials: &[&["South Sudan People's Defence Forces", "SSPDF"], &["UNMISS"]],
        targets: &["village", "convoy", "barracks"],
        is_far: false,
    },
    Theatre {
        countries: &["LY"],
        per_day: 0.2,
        sites: 20,
        attackers: &[
            &["Libyan National Army", "LNA"],
            &["Government of National Accord forces", "GNA forces"],
        ],
        officials: &[&["Government of National Unity"], &["UNSMIL"]],
        targets: &["airport", "military college", "oil port"],
        is_far: false,
    },
    Theatre {
        countries: &["AF"],
        per_day: 0.8,
        sites: 40,
        attackers: &[&["Taliban"], &["Islamic State Khorasan", "ISIS-K", "ISKP"]],
        officials: &[
            &["Afghan Ministry of Defense", "Afghan Ministry of Defence"],
            &["Afghan Ministry of Interior"],
            &["Resolute Support", "NATO mission in Afghanistan"],
        ],
        targets: &["police headquarters", "army outpost", "mosque", "district centre"],
        is_far: true,
    },
    Theatre {
        countries: &["PK"],
        per_day: 0.7,
        sites: 30,
        attackers: &[
            &["Tehrik-i-Taliban Pakistan", "TTP", "Pakistani Taliban"],
            &["Baloch Liberation Army", "BLA"],
        ],
        officials: &[&["ISPR", "Inter-Services Public Relations"], &["Balochistan police"]],
        targets: &["police station", "security post", "passenger train", "checkpoint"],
        is_far: false,
    },
    Theatre {
        countries: &["MM"],
        per_day: 0.9,
        sites: 30,
        attackers: &[&["Myanmar military", "Tatmadaw"], &["Arakan Army", "AA"]],
        officials: &[&["State Administration Council"], &["National Unity Government", "NUG"]],
        targets: &["village", "monastery", "police outpost", "township office"],
        is_far: false,
    },
    Theatre {
        countries: &["ET"],
        per_day: 0.3,
        sites: 25,
        attackers: &[
            &["Fano"],
            &["Oromo Liberation Army", "OLA"],
            &["Ethiopian National Defense Force", "ENDF"],
        ],
        officials: &[&["Government of Ethiopia"], &["Ethiopian Human Rights Commission", "EHRC"]],
        targets: &["town", "health centre", "market"],
        is_far: false,
    },
    Theatre {
        countries: &["CD"],
        per_day: 0.7,
        sites: 30,
        attackers: &[&["M23"], &["Allied Democratic Forces", "ADF"]],
        officials: &[&["FARDC", "Congolese army"], &["MONUSCO"]],
        targets: &["village", "camp for displaced people", "army position", "church"],
        is_far: false,
    },
    Theatre {
        countries: &["CF"],
        per_day: 0.2,
        sites: 15,
        attackers: &[&["Coalition of Patriots for Change", "CPC"], &["Wagner Group"]],
        officials: &[&["MINUSCA"], &["Central African Armed Forces", "FACA"]],
        targets: &["mine", "convoy", "village"],
        is_far: false,
    },
    Theatre {
        countries: &["MZ"],
        per_day: 0.25,
        sites: 15,
        attackers: &[&["Islamic State Mozambique"], &["Ansar al-Sunna"]],
        officials: &[&["Mozambican Defence Force"], &["SAMIM"]],
        targets: &["village", "gas plant", "army post"],
        is_far: false,
    },
    Theatre {
        countries: &["CO"],
        per_day: 0.35,
        sites: 30,
        attackers: &[&["ELN", "National Liberation Army"], &["FARC dissidents"]],
        officials: &[
            &["Colombian Army", "Colombian National Army"],
            &["Colombian National Police"],
        ],
        targets: &["police station", "pipeline", "military base", "patrol"],
        is_far: false,
    },
    Theatre {
        countries: &["HT"],
        per_day: 0.25,
        sites: 10,
        attackers: &[&["Viv Ansanm"], &["G9"]],
        officials: &[&["Haitian National Police", "PNH"], &["Kenyan-led mission"]],
        targets: &["police station", "prison", "hospital"],
        is_far: false,
    },
    Theatre {
        countries: &["AZ", "AM"],
        per_day: 0.2,
        sites: 20,
        attackers: &[
            &["Azerbaijani Armed Forces", "Azerbaijani army"],
            &["Armenian Armed Forces", "Armenian army"],
        ],
        officials: &[
            &["Ministry of Defence of Azerbaijan", "Azerbaijan's Defence Ministry"],
            &["Armenian Defence Ministry"],
        ],
        targets: &["position", "village", "vehicle"],
        is_far: false,
    },
    Theatre {
        countries: &["TR"],
        per_day: 0.25,
        sites: 20,
        attackers: &[&["PKK"], &["Kurdistan Freedom Hawks", "TAK"]],
        officials: &[&["Turkish Ministry of National Defence"], &["governor's office"]],
        targets: &["gendarmerie outpost", "base area", "patrol"],
        is_far: false,
    },
    Theatre {
        countries: &["IN"],
        per_day: 0.3,
        sites: 30,
        attackers: &[&["Maoists", "CPI (Maoist)", "Naxalites"], &["The Resistance Front", "TRF"]],
        officials: &[&["Indian Army"], &["Central Reserve Police Force", "CRPF"]],
        targets: &["patrol", "police camp", "road crew"],
        is_far: false,
    },
    Theatre {
        countries: &["PH"],
        per_day: 0.15,
        sites: 20,
        attackers: &[&["New People's Army", "NPA"], &["Abu Sayyaf"]],
        officials: &[&["Armed Forces of the Philippines", "AFP"], &["Philippine National Police"]],
        targets: &["detachment", "militia post", "bus"],
        is_far: false,
    },
    Theatre {
        countries: &["TH"],
        per_day: 0.2,
        sites: 15,
        attackers: &[&["Barisan Revolusi Nasional", "BRN"]],
        officials: &[&["Royal Thai Police"], &["Internal Security Operations Command", "ISOC"]],
        targets: &["railway", "petrol station", "defence volunteers"],
        is_far: false,
    },
    Theatre {
        countries: &["EG"],
        per_day: 0.15,
        sites: 12,
        attackers: &[&["Wilayat Sinai", "Islamic State in Sinai"]],
        officials: &[&["Egyptian Armed Forces", "Egyptian army"], &["Egyptian Interior Ministry"]],
        targets: &["checkpoint", "armoured vehicle", "pipeline"],
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
    &["CNN"],
    &["The New York Times", "New York Times"],
    &["France 24"],
    &["Sputnik"],
];

/// Who is quoted without a name.
pub(super) const SOURCES: &[&[&str]] = &[
    &["security source", "a security source", "military source"],
    &["local residents", "residents"],
    &["local official"],
    &["witnesses"],
];

/// Who speaks for the side that was hit, without a name of its own.
pub(super) const OFFICIALS: &[&[&str]] = &[
    &["military spokesman", "army spokesman", "defence official", "two defence officials"],
    &["provincial governor", "the governor"],
    &["interior ministry spokesman"],
    &["police", "police spokesman"],
];

/// Facilities without a name.
pub(super) const BASES: &[&str] =
    &["military base", "a military base", "army base", "the base", "an air base"];

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
