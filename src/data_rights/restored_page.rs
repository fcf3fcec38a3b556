//! What was closed again when a copy of the database was put back, for whoever answers for the clients' rights.

use std::collections::{BTreeMap, HashMap};

use axum::extract::State;
use axum::response::Response;
use axum_extra::routing::TypedPath;
use entity::id::{ClientId, StaffId};
use entity::{client, staff};
use maud::{Markup, html};
use sea_orm::prelude::Uuid;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect};

use super::paths;
use super::restored::{ClosedAgain, closed_again};
use crate::access::Viewer;
use crate::app::App;
use crate::audit;
use crate::error::Result;
use crate::people::client::{name_for, veil};
use crate::text::t_with;
use crate::web::components::{Crumb, breadcrumbs, card, empty_state, page_header};
use crate::web::icon::Icon;
use crate::web::page::Page;

/// The marks of clients; all others are of accounts.
const OF_CLIENTS: [&str; 3] = ["protected", "silent", "apart"];

/// The list.
pub(super) async fn show(_: paths::Restored, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    let read = app.act(&by, async |act| {
        let closed = closed_again(act.tx).await?.unwrap_or_default();
        let clients: Vec<ClientId> = clients_of(&closed).collect();
        audit::seen_all(act, &clients, "client.list").await?;
        let names = names(act.tx, &by, &closed).await?;
        Ok((closed, names))
    });
    let (closed, names) = read.await?;
    Ok(page.show(&page.t("restored-title"), &list(&page, &closed, &names)))
}

fn clients_of(closed: &ClosedAgain) -> impl Iterator<Item = ClientId> {
    let of_clients = closed.marks.iter().filter(|mark| OF_CLIENTS.contains(&mark.what.as_str()));
    of_clients.map(|mark| ClientId(mark.whose))
}

/// A client as the page names it.
#[derive(FromQueryResult)]
struct MarkedClient {
    id: ClientId,
    name: String,
}

async fn names(db: &impl ConnectionTrait, by: &Viewer, closed: &ClosedAgain) -> Result<HashMap<Uuid, String>> {
    let mut clients: Vec<MarkedClient> = client::Entity::find()
        .select_only()
        .column(client::Column::Id)
        .expr_as(name_for(by), "name")
        .filter(client::COLUMN.id.is_in(clients_of(closed)))
        .into_model()
        .all(db)
        .await?;
    for one in &mut clients {
        veil(by, one.id, &mut one.name);
    }
    let accounts = closed.marks.iter().filter(|mark| !OF_CLIENTS.contains(&mark.what.as_str()));
    let accounts = staff::COLUMN.id.is_in(accounts.map(|mark| StaffId(mark.whose)));
    let accounts = staff::Entity::find().filter(accounts).all(db).await?;
    let clients = clients.into_iter().map(|row| (row.id.0, row.name));
    Ok(clients.chain(accounts.into_iter().map(|row| (row.id.0, row.name))).collect())
}

fn list(page: &Page, closed: &ClosedAgain, names: &HashMap<Uuid, String>) -> Markup {
    let mut of: BTreeMap<&str, Vec<&Uuid>> = BTreeMap::new();
    for mark in &closed.marks {
        of.entry(&mark.what).or_default().push(&mark.whose);
    }
    let index = page.t("log-title");
    html! {
        (breadcrumbs(page.language, &[Crumb { href: paths::Index::PATH, label: &index }]))
        (page_header(&page.t("restored-title"), page.t("restored-lead"), ""))
        @if of.is_empty() && closed.ended == 0 { (empty_state(Icon::Check, &page.t("restored-none"), "")) }
        @for (what, whose) in of {
            (card(&heading(page, what, whose.len()), html! {
                ul { @for id in whose { @if let Some(name) = names.get(id) { li { (named(what, *id, name)) } } } }
            }))
        }
        @if closed.ended > 0 { p { (t_with(page.language, "restored-ended", &[("n", closed.ended.into())])) } }
    }
}

fn heading(page: &Page, what: &str, count: usize) -> String {
    format!("{} ({count})", page.t(&format!("restored-{what}")))
}

fn named(what: &str, id: Uuid, name: &str) -> Markup {
    html! {
        @if OF_CLIENTS.contains(&what) { a href=(paths::Show { id: ClientId(id) }) { (name) } } @else { (name) }
    }
}
