//! The `statistics` slice.
