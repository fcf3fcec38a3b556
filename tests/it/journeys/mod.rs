//! The journeys of the product, each walked through its pages by the people of it.

mod answer;
mod attend;
mod offer;
mod plan;
mod rate;
mod refer;
mod remind;
mod report;
mod subscribe;
