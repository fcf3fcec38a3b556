//! Erasure of what referrals say of a client.

use entity::id::ClientId;
use entity::{referral, referral_note};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use crate::error::Result;

/// Blanks partner, reason, goals, needs and notes of the client's referrals; states, channels and days stay for the figures.
pub async fn erase_words(tx: &DatabaseTransaction, client: ClientId) -> Result<()> {
    let nothing = || Expr::value(Option::<String>::None);
    referral::Entity::update_many()
        .col_expr(referral::Column::Partner, nothing())
        .col_expr(referral::Column::Reason, Expr::value("–"))
        .col_expr(referral::Column::Goals, Expr::value(""))
        .col_expr(referral::Column::Needs, nothing())
        .col_expr(referral::Column::Note, nothing())
        .col_expr(referral::Column::InfoRequest, nothing())
        .filter(referral::Column::ClientId.eq(client))
        .exec(tx)
        .await?;
    let own = Query::select()
        .column(referral::Column::Id)
        .from(referral::Entity)
        .and_where(referral::Column::ClientId.eq(client))
        .take();
    referral_note::Entity::delete_many().filter(referral_note::Column::ReferralId.in_subquery(own)).exec(tx).await?;
    Ok(())
}
