//! Ratings: what clients say about the benefit, what workers see besides, and how clients' own goals came out.
//!
//! Owns `rating_request`, `rating`, `rating_answer`, `goal` and `goal_assessment`. A missing answer and "can't say"
//! are never turned into a number.

mod api;
mod erase;
pub mod goal;
mod merge;
pub mod paths;
mod queries;
mod routes;
pub mod rules;
pub mod scale;
mod service;
mod summary;
mod views;

pub use erase::erase_words;
pub use merge::move_client;
pub use routes::routes;
pub use service::{add_goal, ask, ask_due, assess, rate};
