//! Who interprets at a session.

use chrono::{DateTime, Utc};
use entity::id::{InterpretingId, SessionId};
use entity::interpreting;
use entity::state::{InterpretingStatus, SessionStatus};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, Order, QueryFilter, QueryOrder};

use crate::error::{OrNotFound, Result};

/// When a session is, and whether it takes place.
#[derive(Clone, Copy, Debug)]
pub struct SessionTime {
    pub starts_at: DateTime<Utc>,
    pub status: SessionStatus,
}

/// How a booking stands beside its session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interpreter {
    Asked,
    Booked,
    /// It was confirmed for another time than the session has now.
    ToConfirm,
    /// The session doesn't take place.
    NotNeeded,
    Cancelled,
}

impl Interpreter {
    /// Of a booking for a session.
    pub fn of(row: &interpreting::Model, session: SessionTime) -> Self {
        match row.status {
            InterpretingStatus::Cancelled => Self::Cancelled,
            _ if session.status == SessionStatus::Cancelled => Self::NotNeeded,
            InterpretingStatus::Asked => Self::Asked,
            InterpretingStatus::Booked if row.booked_for == Some(session.starts_at) => Self::Booked,
            InterpretingStatus::Booked => Self::ToConfirm,
        }
    }

    /// The key of its name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Asked => "interpreting-asked",
            Self::Booked => "interpreting-booked",
            Self::ToConfirm => "interpreting-to-confirm",
            Self::NotNeeded => "interpreting-not-needed",
            Self::Cancelled => "interpreting-cancelled",
        }
    }
}

/// The bookings for a session, the oldest first.
pub async fn interpreters(db: &impl ConnectionTrait, session: SessionId) -> Result<Vec<interpreting::Model>> {
    let of = interpreting::Entity::find().filter(interpreting::COLUMN.session_id.eq(session));
    Ok(of.order_by(interpreting::Column::Id, Order::Asc).all(db).await?)
}

/// One booking.
pub async fn one_interpreting(db: &impl ConnectionTrait, id: InterpretingId) -> Result<interpreting::Model> {
    interpreting::Entity::find_by_id(id).one(db).await.or_not_found()
}
