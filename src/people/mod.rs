//! People: the organisation, staff, clients and what protects them.
//!
//! Owns `unit`, `staff`, `absence`, `staff_role`, `waiting_role`, `password_link`, `sign_in_failure`, `api_token`, `client`, `client_link` and `pair_rule`; what roles may do stands in
//! [`crate::access`].

mod absences;
mod api;
pub mod client;
mod left;
mod password_link;
mod password_routes;
mod password_views;
mod passwords;
pub mod paths;
mod position;
mod queries;
mod routes;
mod service;
mod sign_in_again;
mod signing;
mod tries;
mod views;
mod waiting_role;
mod work;

pub use absences::{
    AbsenceInput, AbsenceRow, Colleague, absence_form, absences, absences_to_follow, changed_absence, check_tells,
    colleagues, end_absence_now, insert_absence, one_absence, read_absence, readable_absence, set_followed, supervises,
    told_by_another, update_absence, writable_absence,
};
pub use client::pair_conflict;
pub use left::{forget_contacts, left_before};
pub use password_link::{end_all_password_links, new_password_link};
pub use password_routes::{count_link_asked, link_form_again};
pub use position::{
    StaffPosition, delete_roles, delete_waiting_roles, insert_role, is_another_administrator, locked_position,
    position, set_unit,
};
pub use queries::{
    UnitRow, person as own_row, staff_by_email, unit_and_above, unit_of, unit_options, workers_by_email,
};
pub use routes::routes;
pub use service::{
    NewStaff, add_staff, add_unit, end_sign_ins, end_tokens, forget_password, forget_sign_ins, new_token,
    reset_password, set_active, set_given_password, staff_exists,
};
pub use sign_in_again::{ask_again, send_on};
pub use signing::account_at;
pub use waiting_role::{
    Confirmers, WaitingRole, confirmers, insert_waiting_roles, sees_clients, settle_waiting_role, waiting_roles,
};
pub use work::{WorkInput, read_work, set_work, work_form};
