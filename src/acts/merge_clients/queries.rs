//! Reads for the merge, within what the person may join: own clients of a worker, those of a manager's units. Clients
//! with a protected address are found by their key workers only.

use std::collections::HashMap;

use entity::id::{ClientId, StaffId};
use entity::{attendance, client, message, participation, referral, staff};
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::access::rights::{Action, Resource};
use crate::access::{Viewer, scope};
use crate::db::last_digits;
use crate::error::{OrNotFound, Result};
use crate::people::client::by_name;
use crate::text::sort::search_key;

/// The most clients that are looked through for pairs.
const MOST: usize = 500;

/// Two clients who may be one person.
#[derive(Clone, Copy, Debug)]
pub struct TwoClients {
    /// One of them.
    pub one: ClientId,
    pub other: ClientId,
}

/// A client with what hangs on it.
#[derive(Clone, Debug)]
pub struct MergeCandidate {
    pub client: client::Model,
    /// The key worker's name.
    pub key_worker: Option<String>,
    /// Referrals, places, marks of attendance and messages.
    pub counts: [u64; 4],
}

fn reached(viewer: &Viewer) -> Condition {
    let open = scope::unhidden(viewer);
    Condition::all().add(scope::clients(viewer, Resource::ClientMerge, Action::Write)).add(open)
}

/// What several clients within reach have in a column: nobody beyond it makes one of them stand here.
fn shared(viewer: &Viewer, column: client::Column) -> SelectStatement {
    Query::select()
        .column(column)
        .from(client::Entity)
        .cond_where(reached(viewer))
        .and_where(Expr::col(column).is_not_null())
        .group_by_col(column)
        .and_having(Expr::col(client::Column::Id).count().gt(1))
        .take()
}

/// What numbers are compared by before they are compared whole: how they are written is everybody's own.
fn shared_number(viewer: &Viewer) -> SelectStatement {
    Query::select()
        .expr(last_digits(Expr::col(client::Column::Phone)))
        .from(client::Entity)
        .cond_where(reached(viewer))
        .and_where(Expr::col(client::Column::Phone).is_not_null())
        // The first column: PostgreSQL can't tell that an expression with other parameters is the same.
        .add_group_by([Expr::cust("1")])
        .and_having(Expr::col(client::Column::Id).count().gt(1))
        .take()
}

/// Clients who share a name, a number or an address with another, by name, and whether there are more of them.
pub async fn sharing(db: &impl ConnectionTrait, viewer: &Viewer) -> Result<(Vec<client::Model>, bool)> {
    use client::Column::{Email, NameSearch, Phone};
    let common = Condition::any()
        .add(NameSearch.in_subquery(shared(viewer, NameSearch)))
        .add(last_digits(Expr::col(Phone)).in_subquery(shared_number(viewer)))
        .add(Email.in_subquery(shared(viewer, Email)));
    let find = client::Entity::find().filter(reached(viewer)).filter(common);
    let mut rows = by_name(find, viewer).limit(MOST as u64 + 1).all(db).await?;
    let more = rows.len() > MOST;
    rows.truncate(MOST);
    Ok((rows, more))
}

/// The one client within reach with this id, this number or this whole name.
pub async fn named(db: &impl ConnectionTrait, viewer: &Viewer, text: &str) -> Result<Option<ClientId>> {
    let mut named =
        Condition::any().add(client::COLUMN.external_ref.eq(text)).add(client::COLUMN.name_search.eq(search_key(text)));
    if let Ok(id) = text.parse::<ClientId>() {
        named = named.add(client::COLUMN.id.eq(id));
    }
    let found = client::Entity::find().filter(reached(viewer)).filter(named).limit(2).all(db).await?;
    Ok(if found.len() == 1 { found.first().map(|row| row.id) } else { None })
}

/// Two clients within reach with what hangs on them.
pub async fn sides(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    TwoClients { one, other }: TwoClients,
) -> Result<(MergeCandidate, MergeCandidate)> {
    let ids = [one, other];
    let find = client::Entity::find().filter(reached(viewer)).filter(client::COLUMN.id.is_in(ids));
    let rows = find.all(db).await?;
    let names: HashMap<StaffId, String> = staff::Entity::find()
        .select_only()
        .columns([staff::Column::Id, staff::Column::Name])
        .filter(staff::COLUMN.id.is_in(rows.iter().filter_map(|row| row.key_worker_id)))
        .into_tuple()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let counts = [
        counted::<referral::Entity>(db, referral::Column::ClientId, ids).await?,
        counted::<participation::Entity>(db, participation::Column::ClientId, ids).await?,
        counted::<attendance::Entity>(db, attendance::Column::ClientId, ids).await?,
        counted::<message::Entity>(db, message::Column::ClientId, ids).await?,
    ];
    let side = |id: ClientId| {
        let client = rows.iter().find(|row| row.id == id).cloned().or_not_found()?;
        let key_worker = client.key_worker_id.and_then(|id| names.get(&id).cloned());
        let counts = counts.each_ref().map(|counts| counts.get(&id).copied().unwrap_or(0));
        Ok::<_, crate::error::Error>(MergeCandidate { client, key_worker, counts })
    };
    Ok((side(one)?, side(other)?))
}

/// How many rows of a table hang on each of the clients.
async fn counted<E: EntityTrait>(
    db: &impl ConnectionTrait,
    of: E::Column,
    clients: [ClientId; 2],
) -> Result<HashMap<ClientId, u64>> {
    let rows: Vec<(ClientId, i64)> = E::find()
        .select_only()
        .column(of)
        .column_as(of.count(), "n")
        .filter(of.is_in(clients))
        .group_by(of)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(id, n)| (id, n.unsigned_abs())).collect())
}
