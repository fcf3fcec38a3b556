//! Everything held on one client, as a file that people and programs read. Nobody else's data is in it. Which columns it
//! shows, the list of [`held`](mod@super::held) says.

use entity::id::ClientId;
use entity::{
    application, attendance, attendance_correction, calendar_link, client, client_link, goal, goal_assessment,
    incident, message, offer, pair_rule, participation, posted_letter, rating, rating_answer, rating_request, referral,
    referral_note, session_told, task, waiting, walk_in,
};
use sea_orm::sea_query::{SelectStatement, sea_value_to_json_value};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityName, EntityTrait, IdenStatic, Iterable, ModelTrait, Order,
    PrimaryKeyToColumn, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Value as Held,
};
use serde_json::{Map, Value, json};

use super::held::held;
use crate::audit;
use crate::error::Result;
use crate::people::client::merged_ids;

/// The most log rows of an export.
const LOGGED: u64 = 100_000;

/// Everything held on the client.
pub async fn export(db: &impl ConnectionTrait, client: client::Model) -> Result<Value> {
    let id = client.id;
    let ids = merged_ids(db, id).await?;
    let either = Condition::any().add(pair_rule::COLUMN.client_a_id.eq(id)).add(pair_rule::COLUMN.client_b_id.eq(id));
    let corrections = attendance_correction::COLUMN.participation_id.in_subquery(places(id));
    let answers = rating_answer::COLUMN.rating_id.in_subquery(ratings(id));
    let notes = referral_note::COLUMN.referral_id.in_subquery(referrals(id));
    let letters = posted_letter::COLUMN.message_id.in_subquery(messages(id));
    let levels = goal_assessment::COLUMN.goal_id.in_subquery(goals(id));
    Ok(json!({
        "client": shown(&client),
        // As they stood when they were merged into the client's.
        "earlier_records": rows::<client::Entity>(db, client::COLUMN.merged_into_id.eq(id)).await?,
        "applications": rows::<application::Entity>(db, application::COLUMN.client_id.eq(id)).await?,
        "referrals": rows::<referral::Entity>(db, referral::COLUMN.client_id.eq(id)).await?,
        "referral_notes": rows::<referral_note::Entity>(db, notes).await?,
        "queue_and_offers": {
            "waiting": rows::<waiting::Entity>(db, waiting::COLUMN.client_id.eq(id)).await?,
            "offers": rows::<offer::Entity>(db, offer::COLUMN.client_id.eq(id)).await?,
        },
        "participations": rows::<participation::Entity>(db, participation::COLUMN.client_id.eq(id)).await?,
        "attendance": rows::<attendance::Entity>(db, attendance::COLUMN.client_id.eq(id)).await?,
        "corrections": rows::<attendance_correction::Entity>(db, corrections).await?,
        "walk_ins": rows::<walk_in::Entity>(db, walk_in::COLUMN.client_id.eq(id)).await?,
        "incidents": rows::<incident::Entity>(db, incident::COLUMN.client_id.eq(id)).await?,
        "ratings": rows::<rating::Entity>(db, rating::COLUMN.client_id.eq(id)).await?,
        "rating_answers": rows::<rating_answer::Entity>(db, answers).await?,
        "rating_requests": rows::<rating_request::Entity>(db, rating_request::COLUMN.client_id.eq(id)).await?,
        "goals": rows::<goal::Entity>(db, goal::COLUMN.client_id.eq(id)).await?,
        "goal_assessments": rows::<goal_assessment::Entity>(db, levels).await?,
        "messages": rows::<message::Entity>(db, message::COLUMN.client_id.eq(id)).await?,
        "posted_letters": rows::<posted_letter::Entity>(db, letters).await?,
        "told_sessions": rows::<session_told::Entity>(db, session_told::COLUMN.client_id.eq(id)).await?,
        "tasks": rows::<task::Entity>(db, task::COLUMN.client_id.eq(id)).await?,
        "pair_rules": rows::<pair_rule::Entity>(db, either).await?,
        // Without what opens them.
        "links": {
            "pages": rows::<client_link::Entity>(db, client_link::COLUMN.client_id.eq(id)).await?,
            "calendars": rows::<calendar_link::Entity>(db, calendar_link::COLUMN.client_id.eq(id)).await?,
        },
        "views": views(db, &ids).await?,
        "changes": changes(db, &ids).await?,
        "disclosures": disclosures(db, &ids).await?,
    }))
}

fn places(client: ClientId) -> SelectStatement {
    let find = participation::Entity::find().select_only().column(participation::Column::Id);
    find.filter(participation::COLUMN.client_id.eq(client)).into_query()
}

fn messages(client: ClientId) -> SelectStatement {
    let find = message::Entity::find().select_only().column(message::Column::Id);
    find.filter(message::COLUMN.client_id.eq(client)).into_query()
}

fn ratings(client: ClientId) -> SelectStatement {
    let find = rating::Entity::find().select_only().column(rating::Column::Id);
    find.filter(rating::COLUMN.client_id.eq(client)).into_query()
}

fn referrals(client: ClientId) -> SelectStatement {
    let find = referral::Entity::find().select_only().column(referral::Column::Id);
    find.filter(referral::COLUMN.client_id.eq(client)).into_query()
}

fn goals(client: ClientId) -> SelectStatement {
    let find = goal::Entity::find().select_only().column(goal::Column::Id);
    find.filter(goal::COLUMN.client_id.eq(client)).into_query()
}

/// The rows of a table in the order in which they were made, each with what of it is shown.
async fn rows<E: EntityTrait>(
    db: &impl ConnectionTrait,
    which: impl sea_orm::sea_query::IntoCondition,
) -> Result<Vec<Value>> {
    let ordered = E::PrimaryKey::iter()
        .fold(E::find().filter(which.into_condition()), |find, key| find.order_by(key.into_column(), Order::Asc));
    Ok(ordered.all(db).await?.iter().map(shown).collect())
}

/// What of a row is shown: its words and its facts.
fn shown<M: ModelTrait>(row: &M) -> Value {
    let entity = M::Entity::default();
    let Some(table) = held(entity.table_name()) else { return Value::Null };
    let is_shown = |name: &str| table.words.contains(&name) || table.facts.contains(&name);
    let columns = <M::Entity as EntityTrait>::Column::iter().filter(|column| is_shown(column.as_str()));
    Value::Object(columns.map(|column| (column.as_str().to_owned(), value(row.get(column)))).collect::<Map<_, _>>())
}

/// A cell as JSON; moments as the rest of the interface writes them.
fn value(cell: Held) -> Value {
    match cell {
        Held::ChronoDateTimeUtc(at) => json!(at),
        other => sea_value_to_json_value(&other),
    }
}

async fn views(db: &impl ConnectionTrait, ids: &[ClientId]) -> Result<Vec<Value>> {
    let rows = audit::accesses_of(db, ids, LOGGED).await?;
    let each = |row: audit::AccessEntry| {
        json!({ "at": row.at, "actor_kind": row.actor_kind, "staff": row.staff_name, "what": row.what,
            "reason": row.reason })
    };
    Ok(rows.into_iter().map(each).collect())
}

async fn disclosures(db: &impl ConnectionTrait, ids: &[ClientId]) -> Result<Vec<Value>> {
    let rows = audit::disclosures_of(db, ids).await?;
    let each = |row: audit::DisclosureEntry| json!({ "at": row.at, "recipient": row.recipient, "what": row.what, "ground": row.ground });
    Ok(rows.into_iter().map(each).collect())
}

async fn changes(db: &impl ConnectionTrait, ids: &[ClientId]) -> Result<Vec<Value>> {
    let rows = audit::changes_of(db, ids, LOGGED).await?;
    let each = |row: audit::ChangeEntry| {
        json!({ "at": row.at, "actor_kind": row.actor_kind, "staff": row.staff_name, "act": row.act,
            "details": row.details })
    };
    Ok(rows.into_iter().map(each).collect())
}
