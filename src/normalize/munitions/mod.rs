//! The words for weapons and attacks, as a taxonomy.
