//! What moves when two clients turn out to be one person.

use entity::{goal, rating, rating_request};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::access::Act;
use crate::enrolment::PlaceTwice;
use crate::error::Result;
use crate::merge::Merge;

/// Makes the answers, goals and questions of one place those of the other; what the other is asked or has answered is not
/// asked twice.
pub async fn join_answers(act: Act<'_>, twice: &PlaceTwice) -> Result<()> {
    let of = |place| rating_request::Entity::find().filter(rating_request::COLUMN.participation_id.eq(place));
    let stand = of(twice.stays).all(act.tx).await?;
    for request in of(twice.surplus).all(act.tx).await? {
        let same =
            |other: &rating_request::Model| (other.phase, other.session_id) == (request.phase, request.session_id);
        if request.answered_at.is_none() && stand.iter().any(same) {
            rating_request::Entity::delete_by_id(request.id).exec(act.tx).await?;
        }
    }
    rating_request::Entity::update_many()
        .col_expr(rating_request::Column::ParticipationId, Expr::value(twice.stays))
        .filter(rating_request::COLUMN.participation_id.eq(twice.surplus))
        .exec(act.tx)
        .await?;
    rating::Entity::update_many()
        .col_expr(rating::Column::ParticipationId, Expr::value(twice.stays))
        .filter(rating::COLUMN.participation_id.eq(twice.surplus))
        .exec(act.tx)
        .await?;
    goal::Entity::update_many()
        .col_expr(goal::Column::ParticipationId, Expr::value(twice.stays))
        .filter(goal::COLUMN.participation_id.eq(twice.surplus))
        .exec(act.tx)
        .await?;
    Ok(())
}

/// Makes the ratings, goals and questions of one client those of another.
pub async fn move_client(act: Act<'_>, merge: Merge) -> Result<()> {
    rating_request::Entity::update_many()
        .col_expr(rating_request::Column::ClientId, Expr::value(merge.kept))
        .filter(rating_request::Column::ClientId.eq(merge.gone))
        .exec(act.tx)
        .await?;
    rating::Entity::update_many()
        .col_expr(rating::Column::ClientId, Expr::value(merge.kept))
        .filter(rating::Column::ClientId.eq(merge.gone))
        .exec(act.tx)
        .await?;
    goal::Entity::update_many()
        .col_expr(goal::Column::ClientId, Expr::value(merge.kept))
        .filter(goal::Column::ClientId.eq(merge.gone))
        .exec(act.tx)
        .await?;
    Ok(())
}
