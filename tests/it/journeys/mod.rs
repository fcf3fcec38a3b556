//! The journeys of the product, each walked by its people from beginning to end.

mod answer;
mod offer;
mod refer;
