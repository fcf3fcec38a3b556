//! Access: who asks, what that person's roles reach, and the table of who may do what.
//!
//! Owns `sign_in` and `device_key`. Roles leave the database only as [`Viewer`]; [`rights`] is the whole table, and [`scope`] turns its
//! relations into conditions of a query.

mod act;
mod actor;
pub mod at_work;
mod device_key;
mod lock;
mod need;
pub mod once;
mod reach;
pub mod rights;
pub mod scope;
mod sign_in;
mod viewer;

pub use act::Act;
pub use actor::Actor;
pub use device_key::{DeviceKey, KEPT, TimedKey};
pub use lock::{Locked, lock_group, lock_group_of_messages, lock_groups};
pub use once::forget_outcomes;
pub use reach::{
    OfClient, Part, Reached, ReachedGroup, ReachedSession, reach_client, reach_group, reach_own, reach_own_group,
    reach_place, reach_referral, reach_session, reach_to_give,
};
pub use sign_in::{
    COOKIE, SignIns, delete_sign_ins, insert_sign_in, revoke_all_sign_ins, revoke_sign_ins, set_handed, viewer_by_id,
    viewer_of, was_signed_in,
};
pub use viewer::{Manager, Viewer};
