//! Recruitment: the open programme, applications from it, channel codes, posters, and alerts when places stay free.
//!
//! Owns `application` and `channel_code`. The public pages show groups and never a client.

mod alerts;
mod application;
mod open;
pub mod paths;
mod promotion;
mod routes;

pub use alerts::{ask, free_places, open_places};
pub use application::group_over::set_group_over;
pub use application::of_client::{erase, move_client};
pub use application::queries::one as application;
pub use application::service::{accepted, answer_in_vain, forget, new_confirmation, waiting};
pub use open::cache::{Pages, before_router};
pub use open::queries::joinable;
pub use routes::routes;
