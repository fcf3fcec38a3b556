//! The `calendar` slice.
