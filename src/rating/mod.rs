//! Ratings: what clients say about the benefit, what workers see besides, and how clients' own goals came out.
//!
//! Owns `rating_request`, `rating`, `rating_answer`, `goal` and `goal_assessment`. A missing answer and "can't say"
//! are never turned into a number.

mod api;
mod asked;
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
pub use merge::{join_answers, move_client};
pub use queries::{AssessedGoal, goals_of_client};
pub use routes::{pulse_again, routes};
pub use service::{Asked, DueRating, NewRequest, add_goal, ask, assess, due_ratings, insert_pulse_requests, rate};
pub use views::{own_goals, sheet};
