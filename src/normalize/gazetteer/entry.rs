//! What the gazetteer knows about one place.

use chrono_tz::Tz;

pub use crate::model::CountryCode;

/// A place of one gazetteer; ids of another gazetteer mean nothing in it.
#[derive(Copy, Clone, Eq, PartialEq, Ord, PartialOrd, Hash, Debug)]
pub struct PlaceId(pub(super) u32);

impl PlaceId {
    /// The number behind the id, as a key for tables of one gazetteer.
    #[must_use]
    pub const fn index(self) -> u32 {
        self.0
    }
}

/// The code that two letters spell; `None` for anything else. Whether a country has it is not
/// checked.
pub(super) fn country_code(code: &str) -> Option<CountryCode> {
    code.trim().parse().ok()
}

/// What sort of thing a place is.
#[derive(Copy, Clone, Eq, PartialEq, Ord, PartialOrd, Hash, Debug, Default)]
#[non_exhaustive]
pub enum PlaceKind {
    /// A state or a territory with a country code of its own.
    Country,
    /// A first-level division: governorate, province, oblast, state.
    Province,
    /// A second-level division: district, county, raion.
    District,
    /// A named part of one or more countries without fixed borders: "Eastern Syria", the Sahel.
    Region,
    /// A sea, a gulf or named waters.
    Sea,
    /// A strait.
    Strait,
    /// A border between two countries, as a line.
    BorderLine,
    /// A mountain or a range.
    Mountains,
    /// A city.
    City,
    /// A town or a village.
    Town,
    /// A part of a city.
    Neighborhood,
    /// A small stretch of land with a name.
    Area,
    /// An island.
    Island,
    /// A military base or post that is no airfield.
    Base,
    /// A military airfield.
    Airbase,
    /// A naval base.
    NavalBase,
    /// A civil airport, also if forces use it.
    Airport,
    /// A port or an oil terminal at the sea.
    Port,
    /// An oil field.
    OilField,
    /// A gas field or gas plant.
    GasField,
    /// A refinery, depot or other oil installation.
    OilFacility,
    /// A power plant, nuclear ones too.
    PowerPlant,
    /// A dam.
    Dam,
    /// A bridge.
    Bridge,
    /// A hospital.
    Hospital,
    /// An embassy or a consulate.
    Embassy,
    /// A camp of refugees or displaced people.
    Camp,
    /// A border crossing.
    Crossing,
    /// A school, a university, a seminary.
    School,
    /// A church, a temple or another place of worship that is no mosque.
    Worship,
    /// A mosque.
    Mosque,
    /// A market.
    Market,
    /// A prison or another place of detention.
    Prison,
    /// A hotel.
    Hotel,
    /// A depot or a warehouse.
    Depot,
    /// A factory.
    Factory,
    /// Any other installation or building.
    #[default]
    Facility,
}

impl PlaceKind {
    /// Whether this is an area in which sites lie, not a site.
    #[must_use]
    pub const fn is_region(self) -> bool {
        matches!(
            self,
            Self::Country
                | Self::Province
                | Self::District
                | Self::Region
                | Self::Sea
                | Self::Strait
                | Self::BorderLine
                | Self::Mountains
        )
    }

    /// The word for the kind in a gazetteer file.
    ///
    /// ```
    /// use corroborate::normalize::gazetteer::PlaceKind;
    ///
    /// assert_eq!(PlaceKind::OilField.as_str(), "oil_field");
    /// ```
    #[must_use]
    pub fn as_str(self) -> &'static str {
        KINDS.iter().find(|(_, kind)| *kind == self).map_or("facility", |(word, _)| word)
    }

    /// The kind that a word of a gazetteer file stands for.
    pub(super) fn from_word(word: &str) -> Option<Self> {
        KINDS.iter().find(|(known, _)| *known == word).map(|(_, kind)| *kind)
    }

    /// Whether it is something built: a base, an airport, a refinery.
    #[must_use]
    pub const fn is_facility(self) -> bool {
        !self.is_region() && !self.is_settlement() && !matches!(self, Self::Area | Self::Island)
    }

    /// Whether it is a building of a sort of which a town has several: a school, a depot.
    pub(super) const fn is_building(self) -> bool {
        matches!(
            self,
            Self::School
                | Self::Worship
                | Self::Mosque
                | Self::Market
                | Self::Prison
                | Self::Hotel
                | Self::Depot
                | Self::Factory
        )
    }

    /// Whether the words for two facilities may mean one: "the base" and an airfield, but not "the base"
    /// and an embassy. `None` where one of them is no facility, or may be any.
    ///
    /// ```
    /// use corroborate::normalize::gazetteer::PlaceKind;
    ///
    /// assert_eq!(PlaceKind::Base.is_like(PlaceKind::Airport), Some(true));
    /// assert_eq!(PlaceKind::Base.is_like(PlaceKind::Embassy), Some(false));
    /// assert_eq!(PlaceKind::Base.is_like(PlaceKind::Facility), None);
    /// ```
    #[must_use]
    pub const fn is_like(self, other: Self) -> Option<bool> {
        match (self.family(), other.family()) {
            (Some(left), Some(right)) => Some(left == right),
            _ => None,
        }
    }

    /// A number for the facilities that one word may mean.
    const fn family(self) -> Option<u8> {
        Some(match self {
            // Bases lie at airports, and "Camp Taji" is one.
            Self::Base | Self::Airbase | Self::NavalBase | Self::Airport | Self::Camp => 0,
            Self::OilField | Self::GasField | Self::OilFacility | Self::PowerPlant => 1,
            Self::Embassy => 2,
            Self::Port => 3,
            Self::Hospital => 4,
            Self::Bridge | Self::Dam => 5,
            Self::Crossing => 6,
            _ => return None,
        })
    }

    /// Whether people live there: a city, a town, a part of one.
    #[must_use]
    pub const fn is_settlement(self) -> bool {
        matches!(self, Self::City | Self::Town | Self::Neighborhood)
    }
}

/// The words of a gazetteer file; of several for one kind, the first is written.
pub(super) const KINDS: &[(&str, PlaceKind)] = &[
    ("country", PlaceKind::Country),
    ("province", PlaceKind::Province),
    ("district", PlaceKind::District),
    ("region", PlaceKind::Region),
    ("sea", PlaceKind::Sea),
    ("strait", PlaceKind::Strait),
    ("border_line", PlaceKind::BorderLine),
    ("mountains", PlaceKind::Mountains),
    ("city", PlaceKind::City),
    ("town", PlaceKind::Town),
    ("village", PlaceKind::Town),
    ("neighborhood", PlaceKind::Neighborhood),
    ("area", PlaceKind::Area),
    ("island", PlaceKind::Island),
    ("base", PlaceKind::Base),
    ("airbase", PlaceKind::Airbase),
    ("naval_base", PlaceKind::NavalBase),
    ("airport", PlaceKind::Airport),
    ("port", PlaceKind::Port),
    ("oil_field", PlaceKind::OilField),
    ("gas_field", PlaceKind::GasField),
    ("oil_facility", PlaceKind::OilFacility),
    ("power_plant", PlaceKind::PowerPlant),
    ("dam", PlaceKind::Dam),
    ("bridge", PlaceKind::Bridge),
    ("hospital", PlaceKind::Hospital),
    ("embassy", PlaceKind::Embassy),
    ("camp", PlaceKind::Camp),
    ("crossing", PlaceKind::Crossing),
    ("border", PlaceKind::Crossing),
    ("school", PlaceKind::School),
    ("worship", PlaceKind::Worship),
    ("mosque", PlaceKind::Mosque),
    ("market", PlaceKind::Market),
    ("prison", PlaceKind::Prison),
    ("hotel", PlaceKind::Hotel),
    ("depot", PlaceKind::Depot),
    ("factory", PlaceKind::Factory),
    ("facility", PlaceKind::Facility),
];

/// What the gazetteer knows about one place.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry<'a> {
    /// The name to show.
    pub name: &'a str,
    /// What sort of thing it is.
    pub kind: PlaceKind,
    /// The country; none for seas and regions that span several. Disputed areas carry a code for
    /// look-up only.
    pub country: Option<CountryCode>,
    /// The first-level division that it lies in, or is.
    pub admin1: Option<PlaceId>,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Extent of the place plus the uncertainty of its point, in kilometers.
    pub radius_km: f64,
    /// The regions and the country that it directly lies in.
    pub parents: Vec<PlaceId>,
    /// The time zone, where the place has one.
    pub zone: Option<Tz>,
    /// Where the point comes from.
    pub source: &'a str,
}
