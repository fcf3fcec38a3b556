//! Reads for letters.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::id::{ClientId, MessageId, ReferralId, SessionId};
use entity::state::{AttendanceStatus, MessageChannel, SessionStatus};
use entity::{attendance, client, offer, participation, session};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, JoinType, Order, QueryFilter, QueryOrder, QuerySelect, RelationTrait,
};

use crate::access::{Act, Viewer};
use crate::error::Result;
use crate::local_time;
use crate::message::{self, ManualContact};
use crate::programme::who_meets;
use crate::{audit, enrolment};

/// The most coming sessions that a letter lists.
const LISTED: usize = 12;

/// A coming session as a letter lists it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct LetterSession {
    pub id: SessionId,
    pub client_id: ClientId,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub timezone: String,
    /// The given name of whoever meets the client.
    pub leader: Option<String>,
    /// Where it is, if the client wants places told.
    pub place: Option<String>,
}

/// Letters with what they list.
pub struct LetterBatch {
    pub rows: Vec<ManualContact>,
    pub sessions: HashMap<ClientId, Vec<LetterSession>>,
    pub offers: HashMap<ReferralId, offer::Model>,
}

/// The letters that the person may write: whose reader the person reads, and is asked for or leads.
pub async fn due(act: Act<'_>, by: &Viewer) -> Result<Vec<ManualContact>> {
    let mut rows = message::to_make(act.tx, by).await?;
    rows.retain(|row| row.channel == MessageChannel::Letter && !row.hidden);
    Ok(rows)
}

/// Some of them, with what they list.
pub async fn batch(act: Act<'_>, by: &Viewer, chosen: &[MessageId]) -> Result<LetterBatch> {
    let mut rows = due(act, by).await?;
    rows.retain(|row| chosen.contains(&row.id));
    let clients: Vec<ClientId> = rows.iter().map(|row| row.client_id).collect();
    audit::seen_all(act, &clients, "letters").await?;
    let offers = enrolment::offers_of(act.tx, rows.iter().filter_map(|row| row.referral_id)).await?;
    let mut sessions = coming(act, &clients).await?;
    // What is today is over before a letter arrives.
    for listed in sessions.values_mut() {
        listed.retain(|one| local_time::day(act.zone, one.starts_at) > act.today());
    }
    Ok(LetterBatch { rows, sessions, offers })
}

/// The coming sessions of clients, the first first, without those to which they have said that they can't come.
pub async fn coming(act: Act<'_>, clients: &[ClientId]) -> Result<HashMap<ClientId, Vec<LetterSession>>> {
    let sessions = participation::Entity::belongs_to(session::Entity)
        .from(participation::Column::GroupId)
        .to(session::Column::GroupId);
    let place = Expr::case(
        client::COLUMN.show_place.eq(true).and(client::COLUMN.address_protection.eq(false)),
        Expr::cust("COALESCE(venue.address, venue.name)"),
    );
    let away = Query::select()
        .expr(Expr::value(1))
        .from(attendance::Entity)
        .and_where(
            Expr::col((attendance::Entity, attendance::Column::SessionId))
                .equals((session::Entity, session::Column::Id)),
        )
        .and_where(
            Expr::col((attendance::Entity, attendance::Column::ClientId))
                .equals((participation::Entity, participation::Column::ClientId)),
        )
        .and_where(attendance::COLUMN.status.eq(AttendanceStatus::AbsentNotified))
        .take();
    let found: Vec<LetterSession> = participation::Entity::find()
        .select_only()
        .column(participation::Column::ClientId)
        .columns([session::Column::Id, session::Column::StartsAt, session::Column::EndsAt, session::Column::Timezone])
        .expr_as(who_meets(), "leader")
        .expr_as(place, "place")
        .join(JoinType::InnerJoin, sessions.into())
        .join(JoinType::InnerJoin, participation::Relation::Client.def())
        .join(JoinType::LeftJoin, session::Relation::Venue.def())
        .filter(participation::COLUMN.client_id.is_in(clients.iter().copied()))
        .filter(participation::COLUMN.active.eq(true))
        .filter(session::COLUMN.status.ne(SessionStatus::Cancelled))
        .filter(session::COLUMN.starts_at.gt(act.now))
        .filter(Expr::exists(away).not())
        .order_by(session::Column::StartsAt, Order::Asc)
        .into_model()
        .all(act.tx)
        .await?;
    let mut coming: HashMap<ClientId, Vec<LetterSession>> = HashMap::new();
    for one in found {
        let of = coming.entry(one.client_id).or_default();
        if of.len() < LISTED {
            of.push(one);
        }
    }
    Ok(coming)
}
