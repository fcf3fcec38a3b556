//! What opens the demo: passwords, tokens and links, made afresh at every start.

use anyhow::Context;
use chrono::TimeDelta;
use entity::id::{ClientId, GroupId, StaffId, VenueId};
use entity::state::{FeedKind, FeedTitles, Role};
use entity::{api_token, calendar_link, client, client_link, group, sign_in};
use sea_orm::sea_query::Expr;
use sea_orm::{DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::scenario::{email, holder_of};
use crate::access::Act;
use crate::app::App;
use crate::calendar::{self, NewLink};
use crate::error::Result;
use crate::{people, random};

/// How long what is made here opens the demo.
const LASTS: TimeDelta = TimeDelta::days(366);
/// The client whose own pages are shown: in two groups, and with a place offered in a third.
const CLIENT: &str = "A-10002";
/// The group whose feed and whose meeting place's feed are shown.
const GROUP: &str = "G07";

/// Makes everything afresh and answers it as lines; what opened the demo before opens it no more.
pub async fn open(act: Act<'_>, app: &App) -> Result<Vec<String>> {
    close(act).await?;
    let mut lines = vec![format!("address {}", app.config.base_url)];
    let mut tokens = Vec::new();
    for role in Role::ALL {
        let (id, email) = holder(act.tx, *role).await?;
        let password = random::token();
        let hash = app.passwords.hash(&password).await?;
        people::reset_password(act, id, hash).await?;
        let token = people::new_token(act, id, "demo", LASTS.num_days()).await?;
        lines.push(format!("sign-in {} {email} {password}", role.code()));
        tokens.push(format!("token {} {token}", role.code()));
    }
    lines.append(&mut tokens);
    let client = client(act.tx).await?;
    let link = people::client::new_link(act, client, act.now + LASTS).await?;
    lines.push(format!("client-link {}", app.url(&format!("/me/{link}"))));
    let (leader, _) = holder(act.tx, Role::Leader).await?;
    let (manager, _) = holder(act.tx, Role::Manager).await?;
    let of = Holders { client, leader, manager };
    lines.extend(feeds(act, app, of).await?);
    Ok(lines)
}

async fn close(act: Act<'_>) -> Result<()> {
    let ended = Expr::value(act.now);
    let open = api_token::COLUMN.revoked_at.is_null();
    api_token::Entity::update_many()
        .col_expr(api_token::Column::RevokedAt, ended.clone())
        .filter(open)
        .exec(act.tx)
        .await?;
    let open = sign_in::COLUMN.revoked_at.is_null();
    sign_in::Entity::update_many()
        .col_expr(sign_in::Column::RevokedAt, ended.clone())
        .filter(open)
        .exec(act.tx)
        .await?;
    let open = client_link::COLUMN.revoked_at.is_null();
    let links = client_link::Entity::update_many().col_expr(client_link::Column::RevokedAt, ended.clone());
    links.filter(open).exec(act.tx).await?;
    let open = calendar_link::COLUMN.revoked_at.is_null();
    let links = calendar_link::Entity::update_many().col_expr(calendar_link::Column::RevokedAt, ended);
    links.filter(open).exec(act.tx).await?;
    Ok(())
}

/// Whose account the demo opens for a role, and the address by which it signs in.
async fn holder(tx: &DatabaseTransaction, role: Role) -> Result<(StaffId, String)> {
    let email = email(holder_of(role));
    let id = people::staff_by_email(tx, &email).await?.with_context(|| format!("the demo has no {email}"))?;
    Ok((id, email))
}

async fn client(tx: &DatabaseTransaction) -> Result<ClientId> {
    let found: Option<ClientId> = client::Entity::find()
        .select_only()
        .column(client::Column::Id)
        .filter(client::COLUMN.external_ref.eq(CLIENT))
        .into_tuple()
        .one(tx)
        .await?;
    Ok(found.context("the demo's client is there")?)
}

/// Who the demo's feeds are for.
struct Holders {
    client: ClientId,
    leader: StaffId,
    manager: StaffId,
}

/// A feed of each kind, as full as the kind allows.
async fn feeds(act: Act<'_>, app: &App, of: Holders) -> Result<Vec<String>> {
    let shown: Option<(GroupId, Option<VenueId>)> = group::Entity::find()
        .select_only()
        .columns([group::Column::Id, group::Column::VenueId])
        .filter(group::COLUMN.code.eq(GROUP))
        .into_tuple()
        .one(act.tx)
        .await?;
    let (group, venue) = shown.context("the demo's group is there")?;
    let venue = venue.context("the demo's group has a meeting place")?;
    let mut lines = Vec::new();
    for (kind, client_id, staff_id, subject_id) in [
        (FeedKind::Client, Some(of.client), None, None),
        (FeedKind::Staff, None, Some(of.leader), None),
        (FeedKind::Group, None, Some(of.leader), Some(Uuid::from(group))),
        (FeedKind::Venue, None, Some(of.manager), Some(Uuid::from(venue))),
    ] {
        let titles = if kind == FeedKind::Client { FeedTitles::Neutral } else { FeedTitles::Full };
        let new = NewLink { kind, subject_id, client_id, staff_id, titles, label: None };
        let token = calendar::new_link(act, new).await?;
        lines.push(format!("feed {} {}", kind.code(), app.url(&format!("/calendar/{token}.ics"))));
    }
    lines.push(format!("feed programme {}", app.url("/open/programme.ics")));
    Ok(lines)
}
