//! What each person was last told of each session: rows kept until the session is over.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use entity::id::{ClientId, GroupId, SessionId, StaffId};
use entity::state::ToldBy;
use entity::{session, session_told};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, Set,
};

use super::audience::Person;
use super::difference::SessionState;
use super::meets::meet_at;
use crate::access::{Act, Actor};
use crate::app::App;
use crate::error::Result;
use crate::merge::Merge;

/// The most rows of one statement, which has room for so many values.
const CHUNK: usize = 500;

/// How somebody knows a session to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownState {
    pub session: SessionId,
    pub group: GroupId,
    pub standing: SessionState,
}

impl From<&session::Model> for KnownState {
    fn from(row: &session::Model) -> Self {
        Self { session: row.id, group: row.group_id, standing: SessionState::from(row) }
    }
}

/// Somebody who knows of a session, and how.
#[derive(Clone, Copy, Debug)]
pub struct Knows {
    pub person: Person,
    pub known: KnownState,
    pub by: ToldBy,
    /// Whom the person was told to meet there; read, and written from what stands.
    pub meets: Option<StaffId>,
}

impl From<&session_told::Model> for Knows {
    fn from(row: &session_told::Model) -> Self {
        let other = || {
            row.outside.map_or(Person::Staff(StaffId(row.person_id)), |kind| Person::of_outside(kind, row.person_id))
        };
        let person = row.client_id.map_or_else(other, Person::Client);
        let standing = SessionState::from(row);
        let known = KnownState { session: row.session_id, group: row.group_id, standing };
        Self { person, known, by: row.told_by, meets: row.meets_id }
    }
}

impl Knows {
    /// Whether the person has never heard of the session.
    pub fn is_unheard_of(&self) -> bool {
        self.by == ToldBy::Plan && !self.known.standing.stands
    }

    fn row(&self, now: DateTime<Utc>) -> session_told::ActiveModel {
        session_told::ActiveModel {
            session_id: Set(self.known.session),
            person_id: Set(self.person.id()),
            client_id: Set(self.person.client()),
            outside: Set(self.person.outside()),
            group_id: Set(self.known.group),
            starts_at: Set(self.known.standing.starts_at),
            ends_at: Set(self.known.standing.ends_at),
            venue_id: Set(self.known.standing.venue_id),
            stands: Set(self.known.standing.stands),
            told_by: Set(self.by),
            told_at: Set(now),
            meets_id: Set(self.meets),
        }
    }
}

/// Whether a client was told of any session of a group that is not over, or has seen one.
pub async fn knows_a_session(db: &impl ConnectionTrait, client: ClientId, group: GroupId) -> Result<bool> {
    let of = session_told::Entity::find()
        .filter(session_told::COLUMN.client_id.eq(client))
        .filter(session_told::COLUMN.group_id.eq(group))
        .filter(session_told::COLUMN.told_by.ne(ToldBy::Plan));
    Ok(of.one(db).await?.is_some())
}

/// Remembers how a session stood for whoever was told nothing of it yet.
pub async fn remember(act: Act<'_>, knows: &[Knows]) -> Result<()> {
    let knows = as_met_now(act, knows).await?;
    insert(act, &knows, once().do_nothing().to_owned()).await
}

/// Remembers whom people expect to meet at a session, who were told nothing of that yet.
pub async fn remember_met(act: Act<'_>, knows: &[Knows]) -> Result<()> {
    insert(act, knows, once().do_nothing().to_owned()).await?;
    for knows in knows.iter().filter(|knows| knows.meets.is_some()) {
        session_told::Entity::update_many()
            .col_expr(session_told::Column::MeetsId, Expr::value(knows.meets))
            .filter(session_told::COLUMN.session_id.eq(knows.known.session))
            .filter(session_told::COLUMN.person_id.eq(knows.person.id()))
            .filter(session_told::COLUMN.meets_id.is_null())
            .exec(act.tx)
            .await?;
    }
    Ok(())
}

/// Notes what people have just been told.
pub async fn note(act: Act<'_>, knows: &[Knows]) -> Result<()> {
    use session_told::Column;
    let columns = [Column::StartsAt, Column::EndsAt, Column::VenueId, Column::Stands, Column::ToldBy, Column::ToldAt];
    let columns = columns.into_iter().chain([Column::MeetsId]);
    let knows = as_met_now(act, knows).await?;
    insert(act, &knows, once().update_columns(columns).to_owned()).await
}

/// What is said of a session comes with whoever meets the client there.
async fn as_met_now(act: Act<'_>, knows: &[Knows]) -> Result<Vec<Knows>> {
    let sessions: BTreeSet<SessionId> = knows.iter().map(|knows| knows.known.session).collect();
    let met = meet_at(act.tx, &sessions).await?;
    Ok(knows.iter().map(|knows| Knows { meets: met.get(&knows.known.session).copied(), ..*knows }).collect())
}

/// Notes that people have just been told whom they meet at a session.
pub async fn note_met(act: Act<'_>, person: Person, session: SessionId) -> Result<()> {
    let met = meet_at(act.tx, &BTreeSet::from([session])).await?.remove(&session);
    session_told::Entity::update_many()
        .col_expr(session_told::Column::MeetsId, Expr::value(met))
        .filter(session_told::COLUMN.session_id.eq(session))
        .filter(session_told::COLUMN.person_id.eq(person.id()))
        .exec(act.tx)
        .await?;
    Ok(())
}

async fn insert(act: Act<'_>, knows: &[Knows], again: OnConflict) -> Result<()> {
    for chunk in knows.chunks(CHUNK) {
        let rows = chunk.iter().map(|knows| knows.row(act.now));
        session_told::Entity::insert_many(rows).on_conflict(again.clone()).exec_without_returning(act.tx).await?;
    }
    Ok(())
}

fn once() -> OnConflict {
    OnConflict::columns([session_told::Column::SessionId, session_told::Column::PersonId])
}

/// What a person was last told of these sessions, the first session first.
pub async fn of_person(db: &impl ConnectionTrait, person: Person, sessions: &[SessionId]) -> Result<Vec<Knows>> {
    let rows = session_told::Entity::find()
        .filter(session_told::COLUMN.person_id.eq(person.id()))
        .filter(session_told::COLUMN.session_id.is_in(sessions.iter().copied()))
        .order_by(session_told::Column::StartsAt, Order::Asc)
        .all(db)
        .await?;
    Ok(rows.iter().map(Knows::from).collect())
}

/// What people were last told of these sessions, the first session first.
pub async fn of_sessions(db: &impl ConnectionTrait, sessions: &BTreeSet<SessionId>) -> Result<Vec<Knows>> {
    let rows = session_told::Entity::find()
        .filter(session_told::COLUMN.session_id.is_in(sessions.iter().copied()))
        .order_by(session_told::Column::StartsAt, Order::Asc)
        .all(db)
        .await?;
    Ok(rows.iter().map(Knows::from).collect())
}

/// Forgets what was told of sessions that are over, by the plan and by what was told. A job.
pub async fn forget_told(app: &App, now: DateTime<Utc>) -> Result<()> {
    let ahead = session::Entity::find().select_only().column(session::Column::Id);
    let ahead = ahead.filter(session::COLUMN.ends_at.gt(now));
    let over = session_told::Entity::delete_many()
        .filter(session_told::COLUMN.ends_at.lte(now))
        .filter(session_told::Column::SessionId.not_in_subquery(ahead.into_query()));
    app.act_at(Actor::System, now, async |act| Ok(over.exec(act.tx).await.map(drop)?)).await
}

/// Forgets what a person was told of a session.
pub async fn forget_of(act: Act<'_>, person: Person, session: SessionId) -> Result<()> {
    session_told::Entity::delete_many()
        .filter(session_told::COLUMN.session_id.eq(session))
        .filter(session_told::COLUMN.person_id.eq(person.id()))
        .exec(act.tx)
        .await?;
    Ok(())
}

/// Forgets what a client was told.
pub async fn forget_client(tx: &DatabaseTransaction, client: ClientId) -> Result<()> {
    session_told::Entity::delete_many().filter(session_told::COLUMN.client_id.eq(client)).exec(tx).await?;
    Ok(())
}

/// Makes what one record of a client was told what the other was, where that one was told nothing.
pub async fn join_told(act: Act<'_>, merge: Merge) -> Result<()> {
    let known = session_told::Entity::find()
        .select_only()
        .column(session_told::Column::SessionId)
        .filter(session_told::COLUMN.client_id.eq(merge.kept));
    session_told::Entity::update_many()
        .col_expr(session_told::Column::PersonId, Expr::value(merge.kept.0))
        .col_expr(session_told::Column::ClientId, Expr::value(merge.kept))
        .filter(session_told::COLUMN.client_id.eq(merge.gone))
        .filter(session_told::Column::SessionId.not_in_subquery(known.into_query()))
        .exec(act.tx)
        .await?;
    forget_client(act.tx, merge.gone).await
}
