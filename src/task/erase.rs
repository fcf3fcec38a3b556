//! Erasure of what tasks say of a client.

use entity::id::ClientId;
use entity::{referral, task};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ColumnTrait, Condition, DatabaseTransaction, EntityTrait, QueryFilter};

use crate::error::Result;

/// Blanks the notes of every task about the client or about a referral of the client.
pub async fn erase_notes(tx: &DatabaseTransaction, client: ClientId) -> Result<()> {
    let referrals = Query::select()
        .column(referral::Column::Id)
        .from(referral::Entity)
        .and_where(referral::Column::ClientId.eq(client))
        .take();
    let about =
        Condition::any().add(task::Column::ClientId.eq(client)).add(task::Column::ReferralId.in_subquery(referrals));
    task::Entity::update_many()
        .col_expr(task::Column::Note, Expr::value(Option::<String>::None))
        .filter(about)
        .exec(tx)
        .await?;
    Ok(())
}
