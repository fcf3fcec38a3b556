//! Reads for bookings.

use entity::id::MessageId;
use entity::state::{MessageStatus, TaskKind};
use entity::{interpreting, message as messages, venue};
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter, QueryOrder};

use crate::access::{Act, Viewer};
use crate::error::Result;
use crate::message::of_task;
use crate::notify::{News, Person};
use crate::task;

/// Something that somebody outside the house is told by a person.
#[derive(Clone, Debug)]
pub struct BookingToTell {
    pub message: MessageId,
    pub subject: String,
    pub body: String,
    /// Who it is, and how to reach them.
    pub whom: String,
    pub phone: Option<String>,
}

/// What the person is asked to tell, the most urgent first.
pub async fn to_tell(act: Act<'_>, by: &Viewer) -> Result<Vec<BookingToTell>> {
    let keys = task::open_keys(act.tx, by.staff_id, TaskKind::TellOutside).await?;
    let ids: Vec<MessageId> = keys.iter().filter_map(|key| of_task(key)).collect();
    let rows = messages::Entity::find()
        .filter(messages::COLUMN.id.is_in(ids))
        .filter(messages::COLUMN.status.eq(MessageStatus::ForHand))
        .order_by(messages::Column::ExpiresAt, Order::Asc)
        .all(act.tx)
        .await?;
    let mut found = Vec::new();
    for row in rows {
        let Some(contact) = reached_by(act, &row).await? else { continue };
        found.push(BookingToTell {
            message: row.id,
            subject: row.subject,
            body: row.body,
            whom: contact.0,
            phone: contact.1,
        });
    }
    Ok(found)
}

async fn reached_by(act: Act<'_>, row: &messages::Model) -> Result<Option<(String, Option<String>)>> {
    match News::of(row).and_then(|news| news.addressee(row)) {
        Some(Person::Interpreter(id)) => {
            let row = interpreting::Entity::find_by_id(id).one(act.tx).await?;
            Ok(row.map(|row| (row.name.unwrap_or(row.language), row.phone)))
        }
        Some(Person::VenueKeeper(id)) => {
            let row = venue::Entity::find_by_id(id).one(act.tx).await?;
            Ok(row.map(|row| (row.contact_name.unwrap_or(row.name), row.contact_phone)))
        }
        _ => Ok(None),
    }
}
