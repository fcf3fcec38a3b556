//! The routes of acts that have pages or operations of their own.

use super::{
    applications, ask_ratings, away, bookings, calls, end_place, group_step, intake, letters, merge_clients,
    merge_groups, pending_change, record_attendance, record_incident, referral_steps, session_change, staff_account,
    update_client, update_group, update_venue,
};
use crate::app::App;
use crate::web::who::Routes;

/// The routes of acts.
pub fn routes(app: &App) -> Routes {
    Routes::new(app)
        .merge(end_place::routes(app))
        .merge(applications::routes(app))
        .merge(ask_ratings::routes(app))
        .merge(away::routes(app))
        .merge(calls::routes(app))
        .merge(letters::routes(app))
        .merge(session_change::routes(app))
        .merge(group_step::routes(app))
        .merge(intake::routes(app))
        .merge(merge_groups::routes(app))
        .merge(update_client::routes(app))
        .merge(update_group::routes(app))
        .merge(update_venue::routes(app))
        .merge(bookings::routes(app))
        .merge(pending_change::routes(app))
        .merge(staff_account::routes(app))
        .merge(record_attendance::routes(app))
        .merge(record_incident::routes(app))
        .merge(merge_clients::routes(app))
        .merge(referral_steps::routes(app))
}
