//! The `programme` slice.
