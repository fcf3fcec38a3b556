//! One message to everybody with a place in a group.

use chrono::{DateTime, Utc};
use entity::id::{ClientId, GroupId};
use entity::state::{ContactChannel, MessageKind};
use entity::{client, participation};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, Order, QueryFilter, QueryOrder, QuerySelect, RelationTrait,
};

use super::manual_contact::ask_to_tell;
use super::outbox::{About, Link, NewMessage, To, queue};
use crate::access::Act;
use crate::error::Result;

/// What those with a place in a group are told; its texts take no arguments but the link to their own pages.
pub struct PlacedNews<'a> {
    /// What it is about.
    pub kind: MessageKind,
    /// Names it once and for all.
    pub key: &'a str,
    /// The group.
    pub group: GroupId,
    /// Its texts.
    pub text: &'static str,
    /// From when on it has no purpose.
    pub expires_at: DateTime<Utc>,
}

/// Tells each living client with a place by their channel; who wants no messages is told by whoever helps them.
pub async fn tell_placed(act: Act<'_>, news: &PlacedNews<'_>) -> Result<()> {
    for (client, channel) in placed(act.tx, news.group).await? {
        let key = format!("{}:{client}", news.key);
        let about = About { group: Some(news.group), ..About::default() };
        if channel == ContactChannel::None {
            ask_to_tell(act, (client, key), (about, news.expires_at)).await?;
            continue;
        }
        let new = NewMessage {
            kind: news.kind,
            key,
            to: To::Client(client),
            text: news.text,
            args: &|_| Vec::new(),
            about,
            due_at: act.now,
            expires_at: Some(news.expires_at),
            link: Link::Me(String::new()),
        };
        queue(act, new).await?;
    }
    Ok(())
}

async fn placed(db: &impl ConnectionTrait, group: GroupId) -> Result<Vec<(ClientId, ContactChannel)>> {
    Ok(participation::Entity::find()
        .select_only()
        .column(participation::Column::ClientId)
        .column(client::Column::Channel)
        .join(JoinType::InnerJoin, participation::Relation::Client.def())
        .filter(participation::COLUMN.group_id.eq(group))
        .filter(participation::COLUMN.active.eq(true))
        .filter(client::COLUMN.deceased_on.is_null())
        .order_by(participation::Column::Id, Order::Asc)
        .into_tuple()
        .all(db)
        .await?)
}
