//! The change of a client, by form, API, manager or the client, and what a death ends.

mod api;
mod choose_contact;
mod give_client;
mod record_death;
mod renew_links;
mod restrain;
mod routes;
mod take_death_back;
mod update;

pub use choose_contact::choose_contact;
pub use give_client::give_client;
pub use record_death::{close_referrals_of, end_everything, record_death};
pub use renew_links::renew_links;
pub use restrain::restrain_client;
pub use routes::routes;
pub use update::{ClientUpdate, update_client};
