//! What a client has seen counts as told: the own page opened, or the own calendar fetched, since a session changed.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::id::{ClientId, SessionId};
use entity::state::{FeedKind, ToldBy};
use entity::{calendar_link, session, session_told};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};

use super::audience::Person;
use super::difference::{SessionDifference, SessionState};
use super::last_told::{self, KnownState, Knows};
use super::meets::meet_at;
use crate::access::{Act, Actor};
use crate::app::App;
use crate::enrolment::{self, OfferTelling};
use crate::error::Result;

/// Notes that a client has seen on the own page how these sessions stand. Who must hear at once is told all the same: a
/// page may have been opened by whoever else has the link, and nobody comes in vain for that.
pub async fn seen_on_page(act: Act<'_>, client: ClientId, shown: &[SessionId]) -> Result<()> {
    let told = last_told::of_person(act.tx, Person::Client(client), shown).await?;
    let seen = now_known(act.tx, &told, ToldBy::Page).await?;
    last_told::note(act, &calm(seen, act.now)).await?;
    let met = meet_at(act.tx, &shown.iter().copied().collect()).await?;
    for knows in
        told.iter().filter(|knows| met.get(&knows.known.session).is_some_and(|meets| knows.meets != Some(*meets)))
    {
        last_told::note_met(act, knows.person, knows.known.session).await?;
    }
    Ok(())
}

/// Notes that a client sees on the own page which places are offered: the time to answer has begun.
pub async fn offers_seen_on_page(act: Act<'_>, client: ClientId) -> Result<()> {
    for offer in enrolment::untold_offers_of(act.tx, client).await? {
        let telling = OfferTelling { at: act.now, zone: act.zone, by_letter: false };
        enrolment::set_offer_told(act, offer.id, enrolment::answer_by(&offer, telling)).await?;
    }
    Ok(())
}

/// Notes what clients' calendars have fetched since it changed. A calendar fetches by itself, so who must hear at once is
/// told all the same. A job.
pub async fn note_feeds_read(app: &App, now: DateTime<Utc>) -> Result<()> {
    let told = fetched_since_told(app.db.read()).await?;
    if told.is_empty() {
        return Ok(());
    }
    app.act_at(Actor::System, now, async |act| {
        let seen = now_known(act.tx, &told, ToldBy::Feed).await?;
        last_told::note(act, &calm(seen, now)).await
    })
    .await
}

/// What somebody knows now, and how it differs from what was told.
struct Seen {
    knows: Knows,
    difference: SessionDifference,
}

/// What people know now of what they needn't hear at once.
fn calm(seen: Vec<Seen>, now: DateTime<Utc>) -> Vec<Knows> {
    seen.into_iter().filter(|seen| !seen.difference.is_urgent(now)).map(|seen| seen.knows).collect()
}

/// What people know who have seen how the sessions stand; only where it differs from what they were told.
async fn now_known(db: &impl ConnectionTrait, told: &[Knows], by: ToldBy) -> Result<Vec<Seen>> {
    if told.is_empty() {
        return Ok(Vec::new());
    }
    let ids = told.iter().map(|knows| knows.known.session);
    let rows = session::Entity::find().filter(session::COLUMN.id.is_in(ids)).all(db).await?;
    let rows: HashMap<SessionId, &session::Model> = rows.iter().map(|row| (row.id, row)).collect();
    let seen = |knows: &Knows| {
        let standing = SessionState::from(*rows.get(&knows.known.session)?);
        let difference = knows.known.standing.to(standing)?;
        let knows = Knows { known: KnownState { standing, ..knows.known }, by, ..*knows };
        Some(Seen { knows, difference })
    };
    Ok(told.iter().filter_map(seen).collect())
}

/// What clients were told of sessions that changed since, where their calendar was fetched after the change.
async fn fetched_since_told(db: &impl ConnectionTrait) -> Result<Vec<Knows>> {
    let column = |column: session::Column| Expr::col((session::Entity, column));
    let fetched = Query::select()
        .expr(Expr::val(1))
        .from(calendar_link::Entity)
        .and_where(
            Expr::col((calendar_link::Entity, calendar_link::Column::ClientId))
                .equals((session_told::Entity, session_told::Column::ClientId)),
        )
        .and_where(calendar_link::COLUMN.kind.eq(FeedKind::Client))
        .and_where(
            Expr::col((calendar_link::Entity, calendar_link::Column::FetchedAt)).gt(column(session::Column::ChangedAt)),
        )
        .take();
    let changed = session::Entity::find()
        .select_only()
        .expr(Expr::val(1))
        .filter(column(session::Column::Id).equals((session_told::Entity, session_told::Column::SessionId)))
        .filter(column(session::Column::ChangedAt).gte(Expr::col((session_told::Entity, session_told::Column::ToldAt))))
        .filter(Expr::exists(fetched))
        .into_query();
    let rows = session_told::Entity::find()
        .filter(session_told::COLUMN.client_id.is_not_null())
        .filter(Condition::all().add(Expr::exists(changed)))
        .all(db)
        .await?;
    Ok(rows.iter().map(Knows::from).collect())
}
