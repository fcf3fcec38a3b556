//! Erasure of a client's own row: it stays without a name, so that figures still count a person.

use chrono::{DateTime, Utc};
use entity::id::ClientId;
use entity::state::{ContactChannel, ReminderChoice};
use entity::{client, pair_rule};
use sea_orm::{ActiveModelTrait, ColumnTrait, Condition, DatabaseTransaction, EntityTrait, QueryFilter, Set};

use super::links;
use crate::access::Actor;
use crate::audit::{self, Change};
use crate::error::Result;
use crate::revision;
use crate::text::sort::{search_key, sort_key};

/// What stands where the name stood.
const ERASED: &str = "–";

/// Takes everything that names, reaches or describes the client out of the row, and revokes every link.
///
/// Birth year and municipality go too: in a small place they tell who it was.
pub async fn erase(tx: &DatabaseTransaction, who: Actor, now: DateTime<Utc>, id: ClientId) -> Result<()> {
    let row = client::ActiveModel {
        id: Set(id),
        external_ref: Set(None),
        name: Set(ERASED.to_owned()),
        given_name: Set(ERASED.to_owned()),
        name_sort: Set(sort_key(ERASED)),
        name_search: Set(search_key(ERASED)),
        birth_year: Set(None),
        municipality: Set(None),
        email: Set(None),
        phone: Set(None),
        channel: Set(ContactChannel::None),
        reminders: Set(ReminderChoice::None),
        show_place: Set(false),
        interpreter: Set(None),
        needs: Set(None),
        contact_note: Set(None),
        key_worker_id: Set(None),
        erased_at: Set(Some(now)),
        updated_at: Set(now),
        ..Default::default()
    };
    row.update(tx).await?;
    let either = Condition::any().add(pair_rule::Column::ClientAId.eq(id)).add(pair_rule::Column::ClientBId.eq(id));
    pair_rule::Entity::delete_many().filter(either).exec(tx).await?;
    links::revoke_all(tx, now, id).await?;
    revision::raise(tx, now, id).await?;
    audit::changed(tx, who, now, Change::of("client.erased", "client", id).client(id)).await
}
