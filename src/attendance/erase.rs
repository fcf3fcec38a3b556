//! Erasure of what attendance says of a client.

use entity::id::ClientId;
use entity::{attendance, attendance_correction, incident, participation, walk_in};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use crate::error::Result;

/// Blanks the notes of the client's attendance and of its corrections, and the name of who came without a referral; statuses and minutes stay for the figures.
pub async fn erase_notes(tx: &DatabaseTransaction, client: ClientId) -> Result<()> {
    let nothing = || Expr::value(Option::<String>::None);
    attendance::Entity::update_many()
        .col_expr(attendance::Column::Note, nothing())
        .filter(attendance::Column::ClientId.eq(client))
        .exec(tx)
        .await?;
    let places = Query::select()
        .column(participation::Column::Id)
        .from(participation::Entity)
        .and_where(participation::Column::ClientId.eq(client))
        .take();
    attendance_correction::Entity::update_many()
        .col_expr(attendance_correction::Column::Note, nothing())
        .filter(attendance_correction::Column::ParticipationId.in_subquery(places))
        .exec(tx)
        .await?;
    walk_in::Entity::update_many()
        .col_expr(walk_in::Column::Alias, nothing())
        .filter(walk_in::Column::ClientId.eq(client))
        .exec(tx)
        .await?;
    // What befell the client is the client's own record, and no figure hangs on it.
    incident::Entity::delete_many().filter(incident::Column::ClientId.eq(client)).exec(tx).await?;
    Ok(())
}
