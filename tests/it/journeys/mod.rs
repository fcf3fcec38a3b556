//! The journeys of the product, each walked through its pages by the people of it.

mod plan;
mod remind;
mod subscribe;
