//! Writes of calendar links. A token is shown once; only its hash is kept.

use chrono::{DateTime, TimeDelta, Utc};
use entity::calendar_link;
use entity::id::{CalendarLinkId, ClientId, GroupId, StaffId, VenueId};
use entity::state::FeedKind;
use entity::{client, feed_event, group, session, venue};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, Set,
};

use super::cache::Feeds;
use super::queries::OpenLink;
use super::rules::{self, NewLink, program};
use crate::access::Act;
use crate::access::Actor;
use crate::access::Viewer;
use crate::access::rights::{Action, Resource};
use crate::access::{scope, viewer_by_id};
use crate::app::App;
use crate::audit::{self, LoggedChange};
use crate::error::{Code, Error, OrNotFound, Result};
use crate::random;

/// How long a link that was revoked is remembered.
const LINKS_KEPT: TimeDelta = TimeDelta::days(365);
/// The most hashes of one statement.
const CHUNK: usize = 1000;
/// How long what was shown of a session is kept: feeds reach a year back.
const SHOWN_KEPT: TimeDelta = TimeDelta::days(400);

/// Makes a link and answers its token, which is never seen again.
pub async fn new_link(act: Act<'_>, new: NewLink) -> Result<String> {
    Ok(make(act, new).await?.1)
}

/// Makes a link and answers its id and its token.
pub async fn make(act: Act<'_>, new: NewLink) -> Result<(CalendarLinkId, String)> {
    if let Some(id) = new.client_id {
        let person = client::Entity::find_by_id(id).one(act.tx).await.or_not_found()?;
        // A worker's own calendar is nothing that others at the client's home can see.
        let suits = match new.staff_id {
            None => rules::suits_client(person.address_protection, person.channel),
            Some(_) => !person.address_protection,
        };
        if !suits || person.deceased_on.is_some() {
            return Err(Error::conflict(Code::FeedNotForClient));
        }
    }
    let (id, token) = (random::id(act.now), random::token());
    let row = calendar_link::ActiveModel {
        id: Set(id),
        kind: Set(new.kind),
        subject_id: Set(new.subject_id),
        client_id: Set(new.client_id),
        staff_id: Set(new.staff_id),
        titles: Set(new.titles),
        label: Set(new.label),
        token_hash: Set(random::hash(&token)),
        created_at: Set(act.now),
        fetched_at: Set(None),
        fetched_by: Set(None),
        revoked_at: Set(None),
    };
    calendar_link::Entity::insert(row).exec_without_returning(act.tx).await?;
    log(act, "calendar_link.made", id, new.client_id).await?;
    Ok((id, token))
}

/// Whether what a link would show lies within the viewer's reach; outside is not found.
pub async fn check_reach(db: &impl ConnectionTrait, viewer: &Viewer, new: &NewLink) -> Result<()> {
    let found = match (new.kind, new.subject_id, new.client_id) {
        (FeedKind::Staff | FeedKind::Programme, ..) => return Ok(()),
        (FeedKind::Client, _, Some(id)) => return check_client(db, viewer, id).await,
        (FeedKind::Group, Some(id), _) => {
            let led = scope::groups(viewer, Resource::Attendance, Action::Write);
            group::Entity::find_by_id(GroupId(id)).filter(led).count(db).await?
        }
        (FeedKind::Venue, Some(id), _) => venue::Entity::find_by_id(VenueId(id)).count(db).await?,
        _ => 0,
    };
    if found == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// Whether the worker who holds a client's calendar still reaches that client; one who does not finds it no more.
pub async fn check_holder(db: &impl ConnectionTrait, now: DateTime<Utc>, link: &OpenLink) -> Result<()> {
    let (Some(holder), Some(client)) = (link.staff_id, link.client_id) else { return Ok(()) };
    let viewer = viewer_by_id(db, now, holder).await?.or_not_found()?;
    check_client(db, &viewer, client).await
}

async fn check_client(db: &impl ConnectionTrait, viewer: &Viewer, id: ClientId) -> Result<()> {
    let own = scope::clients(viewer, Resource::Client, Action::Write);
    let found = client::Entity::find_by_id(id).filter(own).count(db).await?;
    if found == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// Gives a link another token, so that the old address leads nowhere, and answers the new one. The old token stays known as
/// ended, for a copy of the database that is put back would open it again.
pub async fn rotate(act: Act<'_>, id: CalendarLinkId) -> Result<String> {
    let link = own(act.tx, act.who, id).await?;
    let (client, token) = (link.client_id, random::token());
    let ended = calendar_link::Model { id: random::id(act.now), revoked_at: Some(act.now), ..link.clone() };
    let mut row = link.into_active_model();
    row.token_hash = Set(random::hash(&token));
    row.fetched_at = Set(None);
    row.fetched_by = Set(None);
    row.update(act.tx).await?;
    calendar_link::Entity::insert(ended.into_active_model().reset_all()).exec_without_returning(act.tx).await?;
    log(act, "calendar_link.rotated", id, client).await?;
    Ok(token)
}

/// Ends a link.
pub async fn revoke(act: Act<'_>, id: CalendarLinkId) -> Result<()> {
    let link = own(act.tx, act.who, id).await?;
    let client = link.client_id;
    let mut row = link.into_active_model();
    row.revoked_at = Set(Some(act.now));
    row.update(act.tx).await?;
    log(act, "calendar_link.revoked", id, client).await
}

/// Ends every link of a staff member who leaves.
pub async fn revoke_all_of(act: Act<'_>, staff: StaffId) -> Result<()> {
    let open =
        Condition::all().add(calendar_link::COLUMN.staff_id.eq(staff)).add(calendar_link::COLUMN.revoked_at.is_null());
    let links = calendar_link::Entity::find().filter(open.clone()).all(act.tx).await?;
    let ended = calendar_link::Entity::update_many();
    ended.col_expr(calendar_link::Column::RevokedAt, Expr::value(act.now)).filter(open).exec(act.tx).await?;
    for link in links {
        log(act, "calendar_link.revoked", link.id, link.client_id).await?;
    }
    Ok(())
}

/// Ends the links of these hashes; how many were open.
pub async fn end_links(act: Act<'_>, hashes: &[String]) -> Result<u64> {
    let mut ended = 0;
    for some in hashes.chunks(CHUNK) {
        let open = calendar_link::Entity::update_many()
            .col_expr(calendar_link::Column::RevokedAt, Expr::value(act.now))
            .filter(calendar_link::COLUMN.token_hash.is_in(some))
            .filter(calendar_link::COLUMN.revoked_at.is_null());
        ended += open.exec(act.tx).await?.rows_affected;
    }
    Ok(ended)
}

/// A working link that the actor holds; a client holds those that no staff member does.
pub async fn own(db: &impl ConnectionTrait, who: Actor, id: CalendarLinkId) -> Result<calendar_link::Model> {
    let held = match who {
        Actor::Staff(staff) => Condition::all().add(calendar_link::Column::StaffId.eq(staff)),
        Actor::Client(client) => Condition::all()
            .add(calendar_link::Column::ClientId.eq(client))
            .add(calendar_link::Column::StaffId.is_null()),
        Actor::System => Condition::all(),
        Actor::Public => return Err(Error::NotFound),
    };
    calendar_link::Entity::find_by_id(id)
        .filter(held)
        .filter(calendar_link::COLUMN.revoked_at.is_null())
        .one(db)
        .await
        .or_not_found()
}

async fn log(act: Act<'_>, name: &'static str, id: CalendarLinkId, client: Option<ClientId>) -> Result<()> {
    let change = LoggedChange::of(name, "calendar_link", id);
    audit::changed(act, client.into_iter().fold(change, LoggedChange::client)).await
}

/// Forgets links that ended long ago, and what was shown of sessions that no calendar reaches back to.
pub async fn forget(act: Act<'_>) -> Result<()> {
    let ended = calendar_link::COLUMN.revoked_at.lt(act.now - LINKS_KEPT);
    calendar_link::Entity::delete_many().filter(ended).exec(act.tx).await?;
    let past = Query::select()
        .column(session::Column::Id)
        .from(session::Entity)
        .and_where(session::Column::EndsAt.lt(act.now - SHOWN_KEPT))
        .take();
    feed_event::Entity::delete_many().filter(feed_event::Column::SessionId.in_subquery(past)).exec(act.tx).await?;
    Ok(())
}

/// Writes down which links were fetched since the last time: for the holder's page, and for a client's access log.
pub async fn note_fetches(app: &App, now: DateTime<Utc>) -> Result<()> {
    let fetches = app.cache::<Feeds>().take_fetches();
    if fetches.is_empty() {
        return Ok(());
    }
    let ids: Vec<CalendarLinkId> = fetches.keys().copied().collect();
    app.act_at(Actor::System, now, async |act| {
        for chunk in ids.chunks(1000) {
            let links = calendar_link::Entity::find()
                .filter(calendar_link::COLUMN.id.is_in(chunk.iter().copied()))
                .all(act.tx)
                .await?;
            for link in links {
                let Some((at, agent)) = fetches.get(&link.id) else { continue };
                let (client, staff) = (link.client_id, link.staff_id);
                let mut row = link.into_active_model();
                row.fetched_at = Set(Some(*at));
                row.fetched_by = Set(Some(program(agent)).filter(|name| !name.is_empty()));
                row.update(act.tx).await?;
                if let Some(client) = client {
                    let who = staff.map_or(Actor::Client(client), Actor::Staff);
                    audit::seen(act.by(who), client, "calendar_feed").await?;
                }
            }
        }
        Ok(())
    })
    .await
}

/// The link of a token's hash, also when it may not be read any more.
pub async fn ended_link(db: &impl ConnectionTrait, hash: &str) -> Result<Option<CalendarLinkId>> {
    let link = calendar_link::Entity::find().filter(calendar_link::COLUMN.token_hash.eq(hash)).one(db).await?;
    Ok(link.map(|link| link.id))
}
