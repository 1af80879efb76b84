//! Organisations and speakers under their several names, and their hierarchy.
