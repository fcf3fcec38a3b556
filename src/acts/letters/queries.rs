//! Reads for letters.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::id::{ClientId, MessageId, RatingRequestId, ReferralId, SessionId};
use entity::state::{AttendanceStatus, MessageChannel, MessageKind, SessionStatus};
use entity::{attendance, client, message as messages, offer, participation, rating_request, session, staff};
use sea_orm::sea_query::{Expr, ExprTrait, Query, SimpleExpr};
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, JoinType, Order, QueryFilter, QueryOrder, QuerySelect, RelationTrait,
};

use crate::access::{Act, Viewer};
use crate::error::Result;
use crate::local_time;
use crate::message::{self, ManualContact};
use crate::notify::News;
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
    /// The first session of what is offered.
    pub firsts: HashMap<ReferralId, LetterSession>,
    /// Whom a client may ask.
    pub turn_to: HashMap<ClientId, TurnTo>,
    /// The questions that a letter asks, with the code of its form.
    pub forms: HashMap<MessageId, rating_request::Model>,
}

/// Whom a client may call, by the given name.
#[derive(Clone, Debug, FromQueryResult)]
pub struct TurnTo {
    pub given_name: String,
    pub phone: String,
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
    let firsts = firsts(act, &offers).await?;
    let turn_to = turn_to(act, by, &clients).await?;
    let forms = forms(act, &rows).await?;
    Ok(LetterBatch { rows, sessions, offers, firsts, turn_to, forms })
}

/// A first session, and the referral whose group it is of.
#[derive(FromQueryResult)]
struct FirstOf {
    referral_id: ReferralId,
    #[sea_orm(nested)]
    session: LetterSession,
}

/// The first session ahead of what is offered.
async fn firsts(act: Act<'_>, of: &HashMap<ReferralId, offer::Model>) -> Result<HashMap<ReferralId, LetterSession>> {
    let sessions = offer::Entity::belongs_to(session::Entity).from(offer::Column::GroupId).to(session::Column::GroupId);
    let found: Vec<FirstOf> = offer::Entity::find()
        .select_only()
        .columns([offer::Column::ReferralId, offer::Column::ClientId])
        .columns([session::Column::Id, session::Column::StartsAt, session::Column::EndsAt, session::Column::Timezone])
        .expr_as(who_meets(), "leader")
        .expr_as(place_told(), "place")
        .join(JoinType::InnerJoin, sessions.into())
        .join(JoinType::InnerJoin, offer::Relation::Client.def())
        .join(JoinType::LeftJoin, session::Relation::Venue.def())
        .filter(offer::COLUMN.id.is_in(of.values().map(|offer| offer.id)))
        .filter(session::COLUMN.status.ne(SessionStatus::Cancelled))
        .filter(session::COLUMN.starts_at.gt(act.now))
        .order_by(session::Column::StartsAt, Order::Desc)
        .into_model()
        .all(act.tx)
        .await?;
    Ok(found.into_iter().map(|one| (one.referral_id, one.session)).collect())
}

/// Where a session is, if the client wants places told.
fn place_told() -> SimpleExpr {
    Expr::case(
        client::COLUMN.show_place.eq(true).and(client::COLUMN.address_protection.eq(false)),
        Expr::cust("COALESCE(venue.address, venue.name)"),
    )
    .into()
}

/// The key worker, else whoever writes.
async fn turn_to(act: Act<'_>, by: &Viewer, clients: &[ClientId]) -> Result<HashMap<ClientId, TurnTo>> {
    let reached = || staff::COLUMN.active.eq(true).and(staff::COLUMN.phone.is_not_null());
    let writer: Option<TurnTo> =
        staff::Entity::find_by_id(by.staff_id).filter(reached()).into_model().one(act.tx).await?;
    let kept_by = client::Entity::belongs_to(staff::Entity).from(client::Column::KeyWorkerId).to(staff::Column::Id);
    let kept: Vec<KeptBy> = client::Entity::find()
        .select_only()
        .column_as(client::Column::Id, "client_id")
        .columns([staff::Column::GivenName, staff::Column::Phone])
        .join(JoinType::InnerJoin, kept_by.into())
        .filter(client::COLUMN.id.is_in(clients.iter().copied()))
        .filter(reached())
        .into_model()
        .all(act.tx)
        .await?;
    let of_writer = clients.iter().filter_map(|id| Some((*id, writer.clone()?)));
    Ok(of_writer.chain(kept.into_iter().map(|one| (one.client_id, one.staff))).collect())
}

/// Whose client it is.
#[derive(FromQueryResult)]
struct KeptBy {
    client_id: ClientId,
    #[sea_orm(nested)]
    staff: TurnTo,
}

/// What letters ask that ask for a rating.
async fn forms(act: Act<'_>, rows: &[ManualContact]) -> Result<HashMap<MessageId, rating_request::Model>> {
    let asking = rows.iter().filter(|row| row.kind == MessageKind::RatingRequest).map(|row| row.id);
    let letters = messages::Entity::find().filter(messages::COLUMN.id.is_in(asking)).all(act.tx).await?;
    let asked = letters.iter().filter_map(|row| match News::of(row) {
        Some(News::RatingAsked { request }) => Some((request, row.id)),
        _ => None,
    });
    let asked: HashMap<RatingRequestId, MessageId> = asked.collect();
    let requests = rating_request::Entity::find()
        .filter(rating_request::COLUMN.id.is_in(asked.keys().copied()))
        .filter(rating_request::COLUMN.answered_at.is_null())
        .all(act.tx)
        .await?;
    Ok(requests.into_iter().filter_map(|request| Some((*asked.get(&request.id)?, request))).collect())
}

/// The coming sessions of clients, the first first, without those to which they have said that they can't come.
pub async fn coming(act: Act<'_>, clients: &[ClientId]) -> Result<HashMap<ClientId, Vec<LetterSession>>> {
    let sessions = participation::Entity::belongs_to(session::Entity)
        .from(participation::Column::GroupId)
        .to(session::Column::GroupId);
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
        .expr_as(place_told(), "place")
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
