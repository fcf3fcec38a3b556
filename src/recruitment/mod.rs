//! Recruitment: the open programme, applications from it, channel codes, posters, and alerts when places stay free.
//!
//! Owns `application` and `channel_code`. The public pages show groups and never a client.

mod open;
pub mod paths;
mod routes;

pub use open::queries::joinable;
pub use routes::routes;
