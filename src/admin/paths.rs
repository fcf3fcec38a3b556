//! The addresses of administration.

use axum_extra::routing::TypedPath;
use entity::id::StaffId;
use entity::state::Role;
use serde::Deserialize;

/// Settings, units and staff.
#[derive(TypedPath, Deserialize)]
#[typed_path("/admin")]
pub struct Index;

/// Adds a unit.
#[derive(TypedPath, Deserialize)]
#[typed_path("/admin/units")]
pub struct Units;

/// Adds a staff member.
#[derive(TypedPath, Deserialize)]
#[typed_path("/admin/staff")]
pub struct Staff;

/// Sends a staff member a link to set a new password.
#[derive(TypedPath, Deserialize)]
#[typed_path("/admin/staff/{id}/reset", rejection(crate::error::Error))]
pub struct Reset {
    /// The staff member.
    pub id: StaffId,
}

/// The roles that wait for a second pair of eyes.
#[derive(TypedPath, Deserialize)]
#[typed_path("/staff/roles")]
pub struct WaitingRoles;

/// Confirms or refuses a role that waits.
#[derive(TypedPath, Deserialize)]
#[typed_path("/staff/{id}/roles/{role}", rejection(crate::error::Error))]
pub struct SettleRole {
    /// The staff member.
    pub id: StaffId,
    pub role: Role,
}

/// The roles and the unit of a staff member.
#[derive(TypedPath, Deserialize)]
#[typed_path("/admin/staff/{id}", rejection(crate::error::Error))]
pub struct Member {
    /// The staff member.
    pub id: StaffId,
}

/// Ends every sign-in of a staff member.
#[derive(TypedPath, Deserialize)]
#[typed_path("/admin/staff/{id}/sign-out", rejection(crate::error::Error))]
pub struct SignOut {
    /// The staff member.
    pub id: StaffId,
}

/// Closes or reopens the account of a staff member.
#[derive(TypedPath, Deserialize)]
#[typed_path("/admin/staff/{id}/active", rejection(crate::error::Error))]
pub struct Active {
    /// The staff member.
    pub id: StaffId,
}
