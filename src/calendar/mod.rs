//! The `calendar` slice.

pub mod feed;
pub mod ics;
pub mod zone;
