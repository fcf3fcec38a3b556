//! Recruitment: the open programme, applications from it, channel codes, posters, and alerts when places stay free.
//!
//! Owns `application` and `channel_code`. The public pages show groups and never a client.

mod alerts;
mod application;
mod open;
pub mod paths;
mod promotion;
mod routes;

pub use alerts::{ask, ask_to_decide_on, free_places};
pub use application::group_over::{set_group_on, set_group_over};
pub use application::of_client::{erase, move_client};
pub use application::queries::{in_vain, one as application};
pub use application::routes::{
    form_again as application_form_again, list_again as applications_again, read_application, read_rejection, sent_from,
};
pub use application::service::{
    NewApplication, accepted, forget, insert_application, new_confirmation, set_confirmed, set_rejected, set_withdrawn,
    waiting,
};
pub use application::views::FaultyAnswer;
pub use open::cache::{PublicPages, before_router};
pub use open::queries::joinable;
pub use open::rules::is_hardly_filled;
pub use routes::routes;
