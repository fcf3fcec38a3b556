//! What becomes of a client's calendars when the client is erased, or turns out to be the same person as another.

use entity::id::ClientId;
use entity::{calendar_link, feed_event};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, Set,
};

use super::audience::FeedAudience;
use crate::access::Act;
use crate::error::Result;
use crate::merge::Merge;
use entity::state::{FeedKind, FeedTitles, Language};

/// Ends every calendar that shows the client, whoever holds it.
pub async fn end_calendars_of(act: Act<'_>, client: ClientId) -> Result<()> {
    calendar_link::Entity::update_many()
        .col_expr(calendar_link::Column::RevokedAt, Expr::value(act.now))
        .filter(calendar_link::COLUMN.client_id.eq(client))
        .filter(calendar_link::COLUMN.revoked_at.is_null())
        .exec(act.tx)
        .await?;
    Ok(())
}

/// Ends every calendar that shows the client, and forgets what was shown and by what it was read.
pub async fn erase(act: Act<'_>, client: ClientId) -> Result<()> {
    let nothing = || Expr::value(Option::<String>::None);
    end_calendars_of(act, client).await?;
    calendar_link::Entity::update_many()
        .col_expr(calendar_link::Column::Label, nothing())
        .col_expr(calendar_link::Column::FetchedBy, nothing())
        .filter(calendar_link::COLUMN.client_id.eq(client))
        .exec(act.tx)
        .await?;
    feed_event::Entity::delete_many().filter(shown_to(client)).exec(act.tx).await?;
    Ok(())
}

/// Makes the calendars of one client those of another, so that subscriptions go on and no SEQUENCE falls.
pub async fn move_client(act: Act<'_>, merge: Merge) -> Result<()> {
    calendar_link::Entity::update_many()
        .col_expr(calendar_link::Column::ClientId, Expr::value(merge.kept))
        .filter(calendar_link::COLUMN.client_id.eq(merge.gone))
        .exec(act.tx)
        .await?;
    for titles in [FeedTitles::Neutral, FeedTitles::Full] {
        let (before, after) = (code(merge.gone, titles), code(merge.kept, titles));
        let shown =
            feed_event::Entity::find().filter(feed_event::COLUMN.audience.eq(before.as_str())).all(act.tx).await?;
        for event in shown {
            carry(act.tx, event, &after).await?;
        }
        feed_event::Entity::delete_many().filter(feed_event::COLUMN.audience.eq(before)).exec(act.tx).await?;
    }
    Ok(())
}

/// Carries what one audience was shown of a session over to another; the higher number of the two stays.
async fn carry(tx: &DatabaseTransaction, event: feed_event::Model, audience: &str) -> Result<()> {
    let find = feed_event::Entity::find().filter(feed_event::COLUMN.session_id.eq(event.session_id));
    match find.filter(feed_event::COLUMN.audience.eq(audience)).one(tx).await? {
        Some(own) if own.sequence >= event.sequence => {}
        Some(own) => {
            let mut row = own.into_active_model();
            row.sequence = Set(event.sequence);
            row.changed_at = Set(event.changed_at);
            row.update(tx).await?;
        }
        None => {
            let row = feed_event::Model { audience: audience.to_owned(), ..event };
            feed_event::Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await?;
        }
    }
    Ok(())
}

fn shown_to(client: ClientId) -> Condition {
    let codes = [FeedTitles::Neutral, FeedTitles::Full].map(|titles| code(client, titles));
    Condition::all().add(feed_event::Column::Audience.is_in(codes))
}

/// The code of the audience that a client's own calendar has; neither language nor place is part of it.
fn code(client: ClientId, titles: FeedTitles) -> String {
    let holder = Some(client.0);
    FeedAudience { kind: FeedKind::Client, titles, language: Language::Fi, place: true, holder, link: None }.code()
}
