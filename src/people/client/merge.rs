//! Two clients who turn out to be one person: one row stays, the other points to it and keeps its own words and logs.

use entity::id::ClientId;
use entity::state::{ContactChannel, ReminderChoice};
use entity::{client, client_link, pair_rule};
use sea_orm::sea_query::{Expr, LockType};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel,
    QueryFilter, QuerySelect, Set,
};
use serde_json::json;

use crate::access::Act;
use crate::audit::{self, LoggedChange};
use crate::error::{Code, Error, OrNotFound, Result};
use crate::merge::Merge;
use crate::task::KeyWorkers;
use crate::{revision, task};

/// The client and all who were merged into that one: the rows that logs may name.
pub async fn merged_ids(db: &impl ConnectionTrait, id: ClientId) -> Result<Vec<ClientId>> {
    let merged = client::Entity::find()
        .select_only()
        .column(client::Column::Id)
        .filter(client::COLUMN.merged_into_id.eq(id))
        .into_tuple::<ClientId>();
    Ok(std::iter::once(id).chain(merged.all(db).await?).collect())
}

/// The client whose row stands for this one: itself, unless it was merged into another.
pub async fn survivor(db: &impl ConnectionTrait, id: ClientId) -> Result<ClientId> {
    let find = client::Entity::find_by_id(id).select_only().column(client::Column::MergedIntoId);
    Ok(find.into_tuple::<Option<ClientId>>().one(db).await?.flatten().unwrap_or(id))
}

/// The rows of two clients who may be one person, both locked.
#[derive(Clone, Debug)]
pub struct Both {
    /// The one that stays.
    pub kept: client::Model,
    /// The one that goes.
    pub gone: client::Model,
}

/// Locks both rows in one order for all, and makes sure that they may be one person.
pub async fn lock_both(act: Act<'_>, Merge { kept, gone }: Merge) -> Result<Both> {
    if kept == gone {
        return Err(Error::invalid("other", Code::MergeSelf));
    }
    let mut rows = Vec::with_capacity(2);
    for id in [kept.min(gone), kept.max(gone)] {
        // As `reach_client`: a key lock would stand against rows added by who holds a group that we come to want.
        rows.push(client::Entity::find_by_id(id).lock(LockType::NoKeyUpdate).one(act.tx).await.or_not_found()?);
    }
    if kept > gone {
        rows.reverse();
    }
    let [kept, gone] = <[client::Model; 2]>::try_from(rows).map_err(|_| Error::NotFound)?;
    if kept.merged_into_id.is_some() || gone.merged_into_id.is_some() {
        return Err(Error::conflict(Code::MergeMerged));
    }
    if kept.deceased_on != gone.deceased_on {
        return Err(Error::conflict(Code::MergeDeceased));
    }
    if kept_apart(act.tx, Merge { kept: kept.id, gone: gone.id }).await? {
        return Err(Error::conflict(Code::MergeApart));
    }
    Ok(Both { kept, gone })
}

async fn kept_apart(db: &impl ConnectionTrait, Merge { kept, gone }: Merge) -> Result<bool> {
    let find = pair_rule::Entity::find().filter(pair_rule::COLUMN.client_a_id.eq(kept.min(gone)));
    Ok(find.filter(pair_rule::COLUMN.client_b_id.eq(kept.max(gone))).one(db).await?.is_some())
}

/// Joins two rows that [`lock_both`] has locked: the one keeps what it says and takes what only the other knows; links,
/// pair rules and open tasks go over. The other keeps its words and points to the one.
pub async fn set_merged(act: Act<'_>, Both { kept, gone }: Both) -> Result<()> {
    let (into, from) = (kept.id, gone.id);
    if let (Some(to), Some(worker)) = (kept.key_worker_id, gone.key_worker_id) {
        task::hand_over(act, into, KeyWorkers { from: worker, to }).await?;
    }
    let takes_number = kept.external_ref.is_none() && gone.external_ref.is_some();
    let joined = joined(kept, &gone);
    let mut row = gone.into_active_model();
    row.merged_into_id = Set(Some(into));
    row.updated_at = Set(act.now);
    if takes_number {
        row.external_ref = Set(None);
    }
    row.update(act.tx).await?;
    let mut row = joined.into_active_model().reset_all();
    row.updated_at = Set(act.now);
    row.update(act.tx).await?;
    move_rows(act.tx, Merge { kept: into, gone: from }).await?;
    revision::raise_all(act, [from.0, into.0]).await?;
    let taken = LoggedChange::of("client.merged", "client", into).client(into).details(json!({ "from": from }));
    let given = LoggedChange::of("client.merged_into", "client", from).client(from).details(json!({ "into": into }));
    audit::changed_all(act, vec![taken, given]).await
}

/// The row that stays, with what only the other one knew, and with the stricter of what both wished: protection of either
/// protects both, and who wanted no messages, or fewer reminders, under either record gets no more of them.
fn joined(kept: client::Model, gone: &client::Model) -> client::Model {
    let either = |one: Option<String>, other: &Option<String>| one.or_else(|| other.clone());
    let takes_worker = kept.key_worker_id.is_none() && gone.key_worker_id.is_some();
    let address_protection = kept.address_protection || gone.address_protection;
    let wants_none = [kept.channel, gone.channel].contains(&ContactChannel::None);
    client::Model {
        external_ref: either(kept.external_ref, &gone.external_ref),
        unit_id: if takes_worker { gone.unit_id } else { kept.unit_id },
        birth_year: kept.birth_year.or(gone.birth_year),
        municipality: either(kept.municipality, &gone.municipality),
        email: either(kept.email, &gone.email),
        phone: either(kept.phone, &gone.phone),
        postal_address: either(kept.postal_address, &gone.postal_address),
        interpreter: either(kept.interpreter, &gone.interpreter),
        needs: both(kept.needs, gone.needs.as_deref()),
        contact_note: both(kept.contact_note, gone.contact_note.as_deref()),
        key_worker_id: kept.key_worker_id.or(gone.key_worker_id),
        channel: if wants_none { ContactChannel::None } else { kept.channel },
        reminders: stricter(kept.reminders, gone.reminders),
        show_place: kept.show_place && gone.show_place && !address_protection,
        address_protection,
        ..kept
    }
}

/// The fewer of two choices of reminders; of two that are one reminder each, that of the record that stays.
const fn stricter(kept: ReminderChoice, gone: ReminderChoice) -> ReminderChoice {
    match (kept, gone) {
        (ReminderChoice::None, _) | (_, ReminderChoice::None) => ReminderChoice::None,
        (ReminderChoice::Standard, fewer) => fewer,
        (one, _) => one,
    }
}

/// Two texts one under the other; one of them where they say the same.
fn both(one: Option<String>, other: Option<&str>) -> Option<String> {
    match (one, other) {
        (Some(one), Some(other)) if !one.contains(other) => Some(format!("{one}\n{other}")),
        (Some(one), _) => Some(one),
        (None, other) => other.map(str::to_owned),
    }
}

async fn move_rows(tx: &DatabaseTransaction, Merge { kept: into, gone: from }: Merge) -> Result<()> {
    client::Entity::update_many()
        .col_expr(client::Column::MergedIntoId, Expr::value(into))
        .filter(client::COLUMN.merged_into_id.eq(from))
        .exec(tx)
        .await?;
    client_link::Entity::update_many()
        .col_expr(client_link::Column::ClientId, Expr::value(into))
        .filter(client_link::COLUMN.client_id.eq(from))
        .exec(tx)
        .await?;
    let of = |id| Condition::any().add(pair_rule::COLUMN.client_a_id.eq(id)).add(pair_rule::COLUMN.client_b_id.eq(id));
    let standing = pair_rule::Entity::find().filter(of(into)).all(tx).await?;
    for rule in pair_rule::Entity::find().filter(of(from)).all(tx).await? {
        let other = if rule.client_a_id == from { rule.client_b_id } else { rule.client_a_id };
        let same = standing.iter().find(|one| [one.client_a_id, one.client_b_id].contains(&other));
        pair_rule::Entity::delete_by_id(rule.id).exec(tx).await?;
        match same {
            Some(same) => give_reason(tx, same, &rule.reason).await?,
            None => {
                let (a, b) = (into.min(other), into.max(other));
                let moved = pair_rule::Model { client_a_id: a, client_b_id: b, ..rule };
                moved.into_active_model().reset_all().insert(tx).await?;
            }
        }
    }
    Ok(())
}

/// Adds the reason of a rule that stood twice to the one that stays.
async fn give_reason(tx: &DatabaseTransaction, rule: &pair_rule::Model, other: &str) -> Result<()> {
    let Some(reason) = both(Some(rule.reason.clone()), Some(other)) else { return Ok(()) };
    pair_rule::ActiveModel { id: Set(rule.id), reason: Set(reason), ..Default::default() }.update(tx).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use entity::id::{StaffId, UnitId};
    use entity::state::{ContactChannel, Language, ReminderChoice};
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn row(id: u128) -> client::Model {
        client::Model {
            id: ClientId(Uuid::from_u128(id)),
            external_ref: None,
            unit_id: UnitId(Uuid::from_u128(id)),
            name: format!("Client {id}"),
            given_name: "Client".into(),
            name_sort: String::new(),
            name_search: String::new(),
            birth_year: None,
            language: Language::Fi,
            municipality: None,
            email: None,
            phone: None,
            postal_address: None,
            channel: ContactChannel::None,
            reminders: ReminderChoice::Standard,
            address_protection: false,
            interpreter: None,
            needs: None,
            contact_note: None,
            refused_address: None,
            key_worker_id: None,
            show_place: false,
            deceased_on: None,
            merged_into_id: None,
            erased_at: None,
            created_at: DateTime::UNIX_EPOCH,
            updated_at: DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_protected_address_stays_protected_and_out_of_calendars() {
        let kept = client::Model { show_place: true, ..row(1) };
        let one = joined(kept, &client::Model { address_protection: true, ..row(2) });
        assert!(one.address_protection && !one.show_place);
    }

    #[test]
    fn a_key_worker_is_taken_over_with_the_unit() {
        let worker = Some(StaffId(Uuid::from_u128(7)));
        let one = joined(row(1), &client::Model { key_worker_id: worker, ..row(2) });
        assert_eq!((one.key_worker_id, one.unit_id), (worker, UnitId(Uuid::from_u128(2))));
        let one = joined(client::Model { key_worker_id: worker, ..row(1) }, &row(2));
        assert_eq!((one.key_worker_id, one.unit_id), (worker, UnitId(Uuid::from_u128(1))));
    }

    proptest! {
        #[test]
        fn nothing_that_either_row_knows_is_lost(
            mine in prop::option::of("[a-z]{1,6}"), theirs in prop::option::of("[a-z]{1,6}"),
        ) {
            let kept = client::Model { phone: mine.clone(), needs: mine.clone(), ..row(1) };
            let gone = client::Model { phone: theirs.clone(), needs: theirs.clone(), ..row(2) };
            let one = joined(kept, &gone);
            prop_assert_eq!(&one.phone, &mine.clone().or(theirs.clone()));
            for said in [&mine, &theirs].into_iter().flatten() {
                prop_assert!(one.needs.as_ref().unwrap().contains(said));
            }
        }
    }
}
