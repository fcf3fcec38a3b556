//! `session_told`: what a person was last told of a session.

use sea_orm::entity::prelude::*;

use crate::id::{ClientId, GroupId, SessionId, StaffId, VenueId};
use crate::state::{OutsideKind, ToldBy};

/// What a person was last told of a session. A session that its plan no longer has is remembered until its hour.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session_told")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub session_id: SessionId,
    /// A client or a staff member, or what `outside` says.
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: Uuid,
    /// The person again when it is a client.
    pub client_id: Option<ClientId>,
    /// Who it is outside the house: by a booking of an interpreter, or by the venue that somebody keeps.
    pub outside: Option<OutsideKind>,
    pub group_id: GroupId,
    pub starts_at: DateTimeUtc,
    pub ends_at: DateTimeUtc,
    pub venue_id: Option<VenueId>,
    /// Whether the session takes place.
    pub stands: bool,
    pub told_by: ToldBy,
    pub told_at: DateTimeUtc,
    /// Whom the person expects to meet there, as far as that was told.
    pub meets_id: Option<StaffId>,
}

impl ActiveModelBehavior for ActiveModel {}
