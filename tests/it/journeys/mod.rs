//! The journeys of the product, each walked from end to end by the people who walk it.

mod remind;
mod subscribe;
