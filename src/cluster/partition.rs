//! Which assertions are about one event.

/// Two assertions with the probability that they are about one event.
///
/// Indices count in the slice of assertions that was matched; the id of `left` sorts before that of
/// `right`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ScoredLink {
    /// One assertion.
    pub left: usize,
    /// The other.
    pub right: usize,
    /// From 0 to 1.
    pub probability: f64,
    /// The log-odds, in bits.
    pub bits: f64,
    /// The strongest comparisons in words, with their weight: "place: same site (+5.1 bits)".
    pub reasons: Vec<String>,
}

impl ScoredLink {
    /// A link without reasons.
    #[must_use]
    pub const fn new(left: usize, right: usize, probability: f64, bits: f64) -> Self {
        Self { left, right, probability, bits, reasons: Vec::new() }
    }
}

/// Assertions about one event.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Cluster {
    /// The members, sorted by assertion id.
    pub members: Vec<usize>,
    /// That they are about one event, from 0 to 1; `None` for a single member or when the events
    /// were given by the user.
    pub probability: Option<f64>,
    /// What holds them together, strongest first.
    pub links: Vec<ScoredLink>,
    /// The next best way to read them, where there is one worth telling.
    pub alternative: Option<Split>,
}

impl Cluster {
    /// A cluster of which only the members are known. They are expected sorted by assertion id.
    #[must_use]
    pub fn of(members: Vec<usize>) -> Self {
        Self { members, ..Self::default() }
    }
}

/// The members of a cluster, taken apart.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Split {
    /// What would be separate events.
    pub parts: Vec<Vec<usize>>,
    /// How likely this reading is, from 0 to 1.
    pub probability: f64,
}

impl Split {
    /// A split into parts with the likelihood of that reading.
    #[must_use]
    pub const fn new(parts: Vec<Vec<usize>>, probability: f64) -> Self {
        Self { parts, probability }
    }
}

/// All events of a data set. Each index occurs in at most one cluster; tallies, threats and bare
/// retractions in none.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Partition {
    /// The events.
    pub clusters: Vec<Cluster>,
    /// Pairs in different clusters that may be about one event.
    pub possible: Vec<ScoredLink>,
}

impl Partition {
    /// A partition without possible links.
    #[must_use]
    pub const fn of(clusters: Vec<Cluster>) -> Self {
        Self { clusters, possible: Vec::new() }
    }
}
