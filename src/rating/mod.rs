//! The `rating` slice.
