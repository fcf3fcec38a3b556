//! Everything held on one client, as a file that people and programs read. Nobody else's data is in it.

use entity::id::ClientId;
use entity::{
    application, attendance, attendance_correction, calendar_link, client, client_link, goal, goal_assessment,
    incident, message, offer, participation, rating, rating_answer, referral, task, waiting, walk_in,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, Order, QueryFilter, QueryOrder};
use serde_json::{Value, json};

use crate::audit;
use crate::error::Result;
use crate::people::client::merged_ids;

/// The most log rows of an export.
const LOGGED: u64 = 100_000;

/// Everything held on the client.
pub async fn export(db: &impl ConnectionTrait, client: client::Model) -> Result<Value> {
    let id = client.id;
    let ids = merged_ids(db, id).await?;
    Ok(json!({
        "client": person(client),
        "earlier_records": earlier(db, id).await?,
        "applications": applications(db, id).await?,
        "referrals": referrals(db, id).await?,
        "queue_and_offers": json!({ "waiting": waitings(db, id).await?, "offers": offers(db, id).await? }),
        "participations": participations(db, id).await?,
        "attendance": attendances(db, id).await?,
        "corrections": corrections(db, id).await?,
        "walk_ins": walk_ins(db, id).await?,
        "incidents": incidents(db, id).await?,
        "ratings": ratings(db, id).await?,
        "goals": goals(db, id).await?,
        "messages": messages(db, id).await?,
        "tasks": tasks(db, id).await?,
        "links": links(db, id).await?,
        "views": views(db, &ids).await?,
        "changes": changes(db, &ids).await?,
        "disclosures": disclosures(db, &ids).await?,
    }))
}

fn person(row: client::Model) -> Value {
    json!({
        "id": row.id, "external_ref": row.external_ref, "name": row.name, "birth_year": row.birth_year,
        "language": row.language, "municipality": row.municipality, "email": row.email, "phone": row.phone,
        "channel": row.channel, "reminders": row.reminders, "show_place": row.show_place,
        "address_protection": row.address_protection, "interpreter": row.interpreter, "needs": row.needs,
        "contact_note": row.contact_note, "postal_address": row.postal_address, "refused_address": row.refused_address,
        "key_worker_id": row.key_worker_id, "deceased_on": row.deceased_on,
        "created_at": row.created_at, "updated_at": row.updated_at,
    })
}

async fn referrals(db: &impl ConnectionTrait, id: ClientId) -> Result<Vec<Value>> {
    let find = referral::Entity::find().filter(referral::COLUMN.client_id.eq(id));
    let rows = find.order_by(referral::Column::CreatedAt, Order::Asc).all(db).await?;
    let each = |row: referral::Model| {
        json!({
            "id": row.id, "group_id": row.group_id, "status": row.status, "source": row.source,
            "referrer_id": row.referrer_id, "partner": row.partner, "reason": row.reason, "goals": row.goals,
            "needs": row.needs, "channels": row.channels, "submitted_at": row.submitted_at,
            "decided_at": row.decided_at, "reject_code": row.reject_code, "note": row.note,
            "info_request": row.info_request, "closed_at": row.closed_at, "close_reason": row.close_reason,
        })
    };
    Ok(rows.into_iter().map(each).collect())
}

async fn waitings(db: &impl ConnectionTrait, id: ClientId) -> Result<Vec<Value>> {
    let rows = waiting::Entity::find().filter(waiting::COLUMN.client_id.eq(id)).all(db).await?;
    let each = |row: waiting::Model| {
        json!({ "group_id": row.group_id, "queued_at": row.queued_at, "left_at": row.left_at,
            "priority_reason": row.priority_reason })
    };
    Ok(rows.into_iter().map(each).collect())
}

async fn offers(db: &impl ConnectionTrait, id: ClientId) -> Result<Vec<Value>> {
    let rows = offer::Entity::find().filter(offer::COLUMN.client_id.eq(id)).all(db).await?;
    let each = |row: offer::Model| {
        json!({ "group_id": row.group_id, "status": row.status, "offered_at": row.offered_at,
            "answer_by": row.answer_by, "answered_at": row.answered_at })
    };
    Ok(rows.into_iter().map(each).collect())
}

async fn participations(db: &impl ConnectionTrait, id: ClientId) -> Result<Vec<Value>> {
    let find = participation::Entity::find().filter(participation::COLUMN.client_id.eq(id));
    let rows = find.order_by(participation::Column::ConfirmedAt, Order::Asc).all(db).await?;
    let each = |row: participation::Model| {
        json!({ "id": row.id, "group_id": row.group_id, "status": row.status, "confirmed_at": row.confirmed_at,
            "started_on": row.started_on, "ended_on": row.ended_on, "end_reason": row.end_reason,
            "end_note": row.end_note, "accompanied": row.accompanied })
    };
    Ok(rows.into_iter().map(each).collect())
}

async fn attendances(db: &impl ConnectionTrait, id: ClientId) -> Result<Vec<Value>> {
    let find = attendance::Entity::find().filter(attendance::COLUMN.client_id.eq(id));
    let rows = find.order_by(attendance::Column::RecordedAt, Order::Asc).all(db).await?;
    let each = |row: attendance::Model| {
        json!({ "session_id": row.session_id, "status": row.status, "minutes": row.minutes, "note": row.note,
            "recorded_at": row.recorded_at, "recorded_by": row.recorded_by })
    };
    Ok(rows.into_iter().map(each).collect())
}

async fn ratings(db: &impl ConnectionTrait, id: ClientId) -> Result<Vec<Value>> {
    let find = rating::Entity::find().filter(rating::COLUMN.client_id.eq(id));
    let rows = find.order_by(rating::Column::GivenAt, Order::Asc).all(db).await?;
    let ids = rows.iter().map(|row| row.id);
    let answers = rating_answer::Entity::find().filter(rating_answer::COLUMN.rating_id.is_in(ids)).all(db).await?;
    let each = |row: rating::Model| {
        let answers = answers.iter().filter(|answer| answer.rating_id == row.id);
        let answers: Vec<Value> = answers
            .map(|answer| json!({ "item": answer.item, "level": answer.level, "number": answer.number }))
            .collect();
        json!({ "group_id": row.group_id, "phase": row.phase, "rater": row.rater, "source": row.source,
            "given_at": row.given_at, "comment": row.comment, "answers": answers })
    };
    Ok(rows.into_iter().map(each).collect())
}

async fn incidents(db: &impl ConnectionTrait, id: ClientId) -> Result<Vec<Value>> {
    let find = incident::Entity::find().filter(incident::COLUMN.client_id.eq(id));
    let rows = find.order_by(incident::Column::RecordedAt, Order::Asc).all(db).await?;
    let each = |row: incident::Model| {
        json!({
            "id": row.id, "origin_id": row.origin_id, "session_id": row.session_id, "group_id": row.group_id,
            "kind": row.kind, "what": row.what, "done": row.done, "recorded_at": row.recorded_at,
            "recorded_by": row.recorded_by,
        })
    };
    Ok(rows.into_iter().map(each).collect())
}

async fn goals(db: &impl ConnectionTrait, id: ClientId) -> Result<Vec<Value>> {
    let find = goal::Entity::find().filter(goal::COLUMN.client_id.eq(id));
    let rows = find.order_by(goal::Column::CreatedAt, Order::Asc).all(db).await?;
    let ids = rows.iter().map(|row| row.id);
    let levels = goal_assessment::Entity::find().filter(goal_assessment::COLUMN.goal_id.is_in(ids)).all(db).await?;
    let each = |row: goal::Model| {
        let levels = levels.iter().filter(|level| level.goal_id == row.id);
        let levels: Vec<Value> = levels.map(|level| json!({ "on": level.on, "level": level.level })).collect();
        json!({ "text": row.text, "weight": row.weight, "start_level": row.start_level, "assessments": levels,
            "named": row.named, "levels": row.levels, "retired_at": row.retired_at, "retired_reason": row.retired_reason })
    };
    Ok(rows.into_iter().map(each).collect())
}

async fn messages(db: &impl ConnectionTrait, id: ClientId) -> Result<Vec<Value>> {
    let find = message::Entity::find().filter(message::COLUMN.client_id.eq(id));
    let rows = find.order_by(message::Column::CreatedAt, Order::Asc).all(db).await?;
    let each = |row: message::Model| {
        json!({ "kind": row.kind, "channel": row.channel, "address": row.address, "subject": row.subject,
            "body": row.body, "status": row.status, "due_at": row.due_at, "sent_at": row.sent_at })
    };
    Ok(rows.into_iter().map(each).collect())
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

/// The records that were merged into the client's, as they stood.
async fn earlier(db: &impl ConnectionTrait, id: ClientId) -> Result<Vec<Value>> {
    let rows = client::Entity::find().filter(client::COLUMN.merged_into_id.eq(id)).all(db).await?;
    Ok(rows.into_iter().map(person).collect())
}

async fn applications(db: &impl ConnectionTrait, id: ClientId) -> Result<Vec<Value>> {
    let find = application::Entity::find().filter(application::COLUMN.client_id.eq(id));
    let rows = find.order_by(application::Column::CreatedAt, Order::Asc).all(db).await?;
    let each = |row: application::Model| {
        json!({
            "id": row.id, "group_id": row.group_id, "source": row.source, "status": row.status, "name": row.name,
            "email": row.email, "phone": row.phone, "municipality": row.municipality, "language": row.language,
            "message": row.message, "partner": row.partner, "partner_person": row.partner_person,
            "channels": row.channels, "sent_at": row.created_at, "confirmed_at": row.confirmed_at,
            "decided_at": row.decided_at, "referral_id": row.referral_id,
        })
    };
    Ok(rows.into_iter().map(each).collect())
}

async fn walk_ins(db: &impl ConnectionTrait, id: ClientId) -> Result<Vec<Value>> {
    let find = walk_in::Entity::find().filter(walk_in::COLUMN.client_id.eq(id));
    let rows = find.order_by(walk_in::Column::RecordedAt, Order::Asc).all(db).await?;
    let each = |row: walk_in::Model| {
        json!({ "session_id": row.session_id, "minutes": row.minutes, "recorded_at": row.recorded_at,
            "recorded_by": row.recorded_by })
    };
    Ok(rows.into_iter().map(each).collect())
}

async fn corrections(db: &impl ConnectionTrait, id: ClientId) -> Result<Vec<Value>> {
    let find = attendance_correction::Entity::find().inner_join(participation::Entity);
    let rows = find
        .filter(participation::COLUMN.client_id.eq(id))
        .order_by(attendance_correction::Column::CorrectedAt, Order::Asc)
        .all(db)
        .await?;
    let each = |row: attendance_correction::Model| {
        json!({ "session_id": row.session_id, "status": row.status, "minutes": row.minutes, "note": row.note,
            "recorded_at": row.recorded_at, "corrected_at": row.corrected_at })
    };
    Ok(rows.into_iter().map(each).collect())
}

async fn tasks(db: &impl ConnectionTrait, id: ClientId) -> Result<Vec<Value>> {
    let find = task::Entity::find().filter(task::COLUMN.client_id.eq(id));
    let rows = find.order_by(task::Column::CreatedAt, Order::Asc).all(db).await?;
    let each = |row: task::Model| {
        json!({ "kind": row.kind, "staff_id": row.staff_id, "note": row.note, "created_at": row.created_at,
            "due_at": row.due_at, "done_at": row.done_at })
    };
    Ok(rows.into_iter().map(each).collect())
}

/// The private links and calendars that show the client, without what opens them.
async fn links(db: &impl ConnectionTrait, id: ClientId) -> Result<Value> {
    let pages = client_link::Entity::find().filter(client_link::COLUMN.client_id.eq(id)).all(db).await?;
    let calendars = calendar_link::Entity::find().filter(calendar_link::COLUMN.client_id.eq(id)).all(db).await?;
    let page = |row: client_link::Model| json!({ "created_at": row.created_at, "expires_at": row.expires_at, "revoked_at": row.revoked_at });
    let calendar = |row: calendar_link::Model| {
        json!({ "titles": row.titles, "label": row.label, "staff_id": row.staff_id, "created_at": row.created_at,
            "fetched_at": row.fetched_at, "fetched_by": row.fetched_by, "revoked_at": row.revoked_at })
    };
    Ok(json!({
        "pages": pages.into_iter().map(page).collect::<Vec<_>>(),
        "calendars": calendars.into_iter().map(calendar).collect::<Vec<_>>(),
    }))
}
