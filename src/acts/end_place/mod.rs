//! The end of a place: it is offered on, and the key worker is asked to talk with the client.

mod api;
mod end;
mod paths;
mod queries;
mod reopen;
mod routes;
mod together;
mod together_views;
mod views;
mod within_reach;

pub use end::{PlaceEnded, end_place, give_up_place};
pub use reopen::{PlaceReopened, reopen_place};
pub use routes::routes;
