//! When something happened, as far as a speaker says: EDTF dates, times, intervals.
