//! Acts: the one home of each thing that people do and that changes more than one slice.
//!
//! Owns no table. Form, API, job, import and command line call the same function; it checks the right, locks, checks,
//! writes through the owners, tells people and logs, in this order.
//!
//! **The one order of locks**, which every act keeps, so that no two ever wait for each other in a circle: (1) the client
//! whom it is about (`reach_client`, `reach_to_give`, a merge); (2) the groups whose places, offers, queues, sessions,
//! referrals, messages or tasks it may come to write, in the order of their ids, all before the first write;
//! (3) everything else. What only an id tells, as of a task or a message, is read first and written once its group is
//! locked.

mod answer_offer;
mod answer_session;
mod applications;
mod ask_ratings;
mod away;
mod bookings;
mod calls;
mod counted_on;
mod end_place;
mod expire_offers;
mod finish_task;
mod follow_end;
mod group_step;
mod intake;
mod letters;
mod lock_groups;
mod merge_clients;
mod merge_groups;
mod nudge_leaders;
mod open_ends;
mod own_calendar;
mod pending_change;
mod plan_waits;
mod record_attendance;
mod record_incident;
mod referral_steps;
mod routes;
mod send_reminders;
mod session_change;
mod staff_account;
mod update_client;
mod update_group;
mod update_venue;
mod weekly_places;

pub use answer_offer::{ask_about_offer, confirm_offer, decline_offer};
pub use answer_session::{can_come, cant_come};
pub use applications::{accept_application, answer_in_vain, apply_to_group, confirm_application, reject_application};
pub use ask_ratings::{ask_due_ratings, ask_pulse};
pub use away::{end_absence, follow_absences, tell_absence};
pub use end_place::{end_place, give_up_place};
pub use expire_offers::expire_offers;
pub use finish_task::finish_task;
pub use group_step::{advance_groups, close_ended_groups};
pub use intake::change_intake;
pub use lock_groups::lock_groups_of;
pub use merge_clients::merge_clients;
pub use merge_groups::{merge_groups, unmerge_groups};
pub use nudge_leaders::nudge_leaders;
pub use own_calendar::{OwnSubscription, end_subscription, renew_subscription, subscribe};
pub use pending_change::{approve_change, return_change, withdraw_change};
pub use record_attendance::record_attendance;
pub use record_incident::{correct_incident, pass_on_incidents, record_incident};
pub use referral_steps::{
    foresee_referral, offer_places_on, settle_referral, submit_referral, submit_referral_as_of, take_back_step,
    take_referral_step,
};
pub use routes::routes;
pub use send_reminders::send_reminders;
pub use session_change::{
    add_session, cancel_session, foresee_group, move_session, plan_anew, restore_session, update_session,
};
pub use staff_account::{
    MemberChange, RoleOf, change_member, close_account, give_password, open_account, settle_role_on_server,
};
pub use update_client::{
    ClientUpdate, choose_contact, close_referrals_of, end_everything, give_client, record_death, renew_links,
    restrain_client, update_client,
};
pub use update_group::update_group;
pub use update_venue::update_venue;
pub use weekly_places::tell_free_places;
