//! Erasure of a client's own row: it stays without a name, so that figures still count a person.

use entity::id::ClientId;
use entity::state::{ContactChannel, ErasureGround, ReminderChoice};
use entity::{client, pair_rule};
use sea_orm::{ActiveModelTrait, ColumnTrait, Condition, EntityTrait, QueryFilter, Set};
use serde_json::json;

use super::links;
use crate::access::Act;
use crate::audit::{self, LoggedChange};
use crate::error::Result;
use crate::revision;
use crate::text::sort::{search_key, sort_key};

/// What stands where the name stood.
const ERASED: &str = "–";

/// Takes everything that names, reaches or describes the client out of the row, and revokes every link.
///
/// Birth year and municipality go too: in a small place they tell who it was.
pub async fn erase(act: Act<'_>, id: ClientId, ground: ErasureGround) -> Result<()> {
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
        postal_address: Set(None),
        refused_address: Set(None),
        key_worker_id: Set(None),
        erased_at: Set(Some(act.now)),
        updated_at: Set(act.now),
        ..Default::default()
    };
    row.update(act.tx).await?;
    let either = Condition::any().add(pair_rule::Column::ClientAId.eq(id)).add(pair_rule::Column::ClientBId.eq(id));
    pair_rule::Entity::delete_many().filter(either).exec(act.tx).await?;
    links::revoke_all(act, id).await?;
    revision::raise(act, id).await?;
    let change = LoggedChange::of("client.erased", "client", id).client(id);
    audit::changed(act, change.details(json!({ "ground": ground.code() }))).await
}
