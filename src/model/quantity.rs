//! Counts as speakers give them: exact, bounded, rounded, or put into words.
