//! What moves when two clients turn out to be one person.

use chrono::{DateTime, Utc};
use entity::id::{GroupId, ParticipationId, ReferralId};
use entity::{group, offer, participation, waiting};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};

use crate::access::{Act, Locked};
use crate::audit::{self, LoggedChange};
use crate::error::Result;
use crate::merge::Merge;

/// Two places that one person had in one group at the same time.
#[derive(Clone, Debug)]
pub struct PlaceTwice {
    pub group: GroupId,
    /// The place that stays, …
    pub stays: ParticipationId,
    /// … the one that becomes part of it, …
    pub surplus: ParticipationId,
    /// … and the referral that led there, where the other has one of its own.
    pub surplus_referral: Option<ReferralId>,
}

/// A place that both records had in one group at the same time, if there is one: a place after another is no such.
pub async fn place_twice(db: &impl ConnectionTrait, merge: Merge) -> Result<Option<PlaceTwice>> {
    let rows = participation::Entity::find()
        .filter(participation::COLUMN.client_id.is_in([merge.kept, merge.gone]))
        .all(db)
        .await?;
    let twice = rows.iter().enumerate().find_map(|(at, one)| {
        let other = rows[at + 1..].iter().find(|other| other.group_id == one.group_id && meet(one, other))?;
        Some(if further(one) >= further(other) { (one, other) } else { (other, one) })
    });
    Ok(twice.map(|(stays, surplus)| PlaceTwice {
        group: stays.group_id,
        stays: stays.id,
        surplus: surplus.id,
        surplus_referral: surplus.referral_id.filter(|_| stays.referral_id.is_some()),
    }))
}

/// Whether two places were held at one time.
fn meet(one: &participation::Model, other: &participation::Model) -> bool {
    let until = |place: &participation::Model| place.ended_at.unwrap_or(DateTime::<Utc>::MAX_UTC);
    one.confirmed_at < until(other) && other.confirmed_at < until(one)
}

/// Which of two places stays: one that is held rather than one that has ended, one that has begun, the earlier.
fn further(place: &participation::Model) -> impl Ord + use<> {
    (place.active, place.ended_at, place.started_on.is_some(), std::cmp::Reverse((place.confirmed_at, place.id)))
}

/// Makes one place of two: it was held since the earlier of both, and nothing of the other counts. What hangs on the other
/// has moved before.
pub async fn join_places(act: Act<'_>, group: &Locked<group::Model>, twice: &PlaceTwice) -> Result<()> {
    let find =
        |id: ParticipationId| participation::Entity::find_by_id(id).filter(participation::COLUMN.group_id.eq(group.id));
    let (Some(stays), Some(surplus)) = (find(twice.stays).one(act.tx).await?, find(twice.surplus).one(act.tx).await?)
    else {
        return Ok(());
    };
    participation::Entity::delete_by_id(surplus.id).exec(act.tx).await?;
    let joined = participation::Model {
        referral_id: stays.referral_id.or(surplus.referral_id),
        confirmed_at: stays.confirmed_at.min(surplus.confirmed_at),
        started_on: [stays.started_on, surplus.started_on].into_iter().flatten().min(),
        accompanied: stays.accompanied || surplus.accompanied,
        override_reason: stays.override_reason.clone().or(surplus.override_reason),
        ..stays
    };
    let (id, client) = (joined.id, joined.client_id);
    let mut row = joined.into_active_model().reset_all();
    row.id = Set(id);
    row.update(act.tx).await?;
    audit::changed(act, LoggedChange::of("participation.joined", "participation", id).client(client)).await
}

/// Makes the places, offers and turns in queues of one client those of another; none of them is in one group twice.
pub async fn move_client(act: Act<'_>, merge: Merge) -> Result<()> {
    participation::Entity::update_many()
        .col_expr(participation::Column::ClientId, Expr::value(merge.kept))
        .filter(participation::Column::ClientId.eq(merge.gone))
        .exec(act.tx)
        .await?;
    offer::Entity::update_many()
        .col_expr(offer::Column::ClientId, Expr::value(merge.kept))
        .filter(offer::Column::ClientId.eq(merge.gone))
        .exec(act.tx)
        .await?;
    waiting::Entity::update_many()
        .col_expr(waiting::Column::ClientId, Expr::value(merge.kept))
        .filter(waiting::Column::ClientId.eq(merge.gone))
        .exec(act.tx)
        .await?;
    Ok(())
}
