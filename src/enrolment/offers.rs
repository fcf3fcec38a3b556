//! Reads of offers: what is to be done with those that stand open.

use chrono::{DateTime, Utc};
use entity::id::{ClientId, GroupId, OfferId, ReferralId, StaffId};
use entity::state::OfferStatus;
use entity::{offer, referral};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, Order, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait,
};
use serde::{Deserialize, Serialize};

use super::queries::keeps_offers;
use super::rules::{CONTACT_TRIES, CONTACT_WARNING};
use crate::access::Act;
use crate::error::{OrNotFound, Result};

/// Whether a place of the group was offered to anybody since a moment.
pub(super) async fn is_offered_on(db: &impl ConnectionTrait, group: GroupId, since: DateTime<Utc>) -> Result<bool> {
    let of = offer::Entity::find().filter(offer::COLUMN.group_id.eq(group));
    Ok(of.filter(offer::COLUMN.offered_at.gt(since)).one(db).await?.is_some())
}

/// The offer of a referral that was given back at a moment.
pub(super) async fn offer_answered_at(
    db: &impl ConnectionTrait,
    referral: ReferralId,
    at: DateTime<Utc>,
) -> Result<Option<offer::Model>> {
    let of = offer::Entity::find().filter(offer::COLUMN.referral_id.eq(referral));
    let of = of.filter(offer::COLUMN.answered_at.eq(at)).filter(offer::COLUMN.status.ne(OfferStatus::Accepted));
    Ok(of.one(db).await?)
}

/// Whether the client of a referral was told of any offer of a place.
pub async fn is_any_offer_told(db: &impl ConnectionTrait, referral: ReferralId) -> Result<bool> {
    let of = offer::Entity::find().filter(offer::COLUMN.referral_id.eq(referral));
    Ok(of.filter(offer::COLUMN.answer_by.is_not_null()).one(db).await?.is_some())
}

/// An open offer with which something is to be done.
#[derive(Clone, Copy, Debug, FromQueryResult)]
pub struct DueOffer {
    pub id: OfferId,
    pub group_id: GroupId,
    pub client_id: ClientId,
    pub referral_id: ReferralId,
    /// Who referred the client.
    pub referrer_id: Option<StaffId>,
    pub offered_at: DateTime<Utc>,
    /// By when it is to be answered, once its client was told.
    pub answer_by: Option<DateTime<Utc>>,
    /// How often somebody has tried to reach the client.
    pub contact_tries: i32,
}

/// The offers that have not lapsed ([`super::rules::has_lapsed`]), as a condition of a query.
pub fn still_stands(now: DateTime<Utc>) -> Condition {
    Condition::any()
        .add(offer::COLUMN.answer_by.is_null())
        .add(offer::COLUMN.answer_by.gt(now))
        .add(offer::COLUMN.contact_tries.lt(CONTACT_TRIES))
}

/// The open offers that have lapsed ([`super::rules::has_lapsed`]), and those of groups that take nobody in any more.
pub async fn due_offers(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<Vec<DueOffer>> {
    let lapsed =
        Condition::all().add(offer::COLUMN.answer_by.lte(now)).add(offer::COLUMN.contact_tries.gte(CONTACT_TRIES));
    open_offers(db, Condition::any().add(lapsed).add(keeps_offers(now).not())).await
}

/// The open offers to a client of which the client has not been told.
pub async fn untold_offers_of(db: &impl ConnectionTrait, client: ClientId) -> Result<Vec<offer::Model>> {
    let open = offer::Entity::find().filter(offer::COLUMN.client_id.eq(client));
    let open = open.filter(offer::COLUMN.status.eq(OfferStatus::Open)).filter(offer::COLUMN.answer_by.is_null());
    Ok(open.all(db).await?)
}

/// The open offers whose client was told and has not answered in time, though nobody has tried again: they stand.
pub async fn untried_offers(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<Vec<DueOffer>> {
    let untried =
        Condition::all().add(offer::COLUMN.answer_by.lte(now)).add(offer::COLUMN.contact_tries.lt(CONTACT_TRIES));
    open_offers(db, untried.add(keeps_offers(now))).await
}

/// The open offers whose client was told and can still answer.
pub async fn unanswered_offers(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<Vec<DueOffer>> {
    open_offers(db, Condition::all().add(offer::COLUMN.answer_by.gt(now)).add(keeps_offers(now))).await
}

/// The open offers of which their clients have not been told.
pub async fn untold_offers(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<Vec<DueOffer>> {
    open_offers(db, Condition::all().add(offer::COLUMN.answer_by.is_null()).add(keeps_offers(now))).await
}

/// The open offers that lapse soon with fewer than two tries to reach the client.
pub async fn uncontacted_offers(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<Vec<DueOffer>> {
    let soon = Condition::all()
        .add(offer::COLUMN.answer_by.lte(now + CONTACT_WARNING))
        .add(offer::COLUMN.answer_by.gt(now))
        .add(offer::COLUMN.contact_tries.lt(CONTACT_TRIES));
    open_offers(db, soon.add(keeps_offers(now))).await
}

async fn open_offers(db: &impl ConnectionTrait, when: Condition) -> Result<Vec<DueOffer>> {
    Ok(offer::Entity::find()
        .column(referral::Column::ReferrerId)
        .join(JoinType::InnerJoin, offer::Relation::Referral.def())
        .join(JoinType::InnerJoin, offer::Relation::Group.def())
        .filter(offer::COLUMN.status.eq(OfferStatus::Open))
        .filter(when)
        .order_by(offer::Column::OfferedAt, Order::Asc)
        .order_by(offer::Column::Id, Order::Asc)
        .into_model()
        .all(db)
        .await?)
}

/// What of an offer is changed when its client is told, as it stood before.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct OfferBefore {
    pub id: OfferId,
    pub answer_by: Option<DateTime<Utc>>,
    pub contact_tries: i32,
}

/// How an offer stands before its client is told.
pub async fn offer_before(db: &impl ConnectionTrait, id: OfferId) -> Result<OfferBefore> {
    let offer = offer::Entity::find_by_id(id).one(db).await.or_not_found()?;
    Ok(OfferBefore { id, answer_by: offer.answer_by, contact_tries: offer.contact_tries })
}

/// Makes an offer that still stands what it was before its client was told; answers whether it still stands.
pub async fn set_offer_untold(act: Act<'_>, before: &OfferBefore) -> Result<bool> {
    let changed = offer::Entity::update_many()
        .col_expr(offer::Column::AnswerBy, Expr::value(before.answer_by))
        .col_expr(offer::Column::ContactTries, Expr::value(before.contact_tries))
        .filter(offer::COLUMN.id.eq(before.id))
        .filter(offer::COLUMN.status.eq(OfferStatus::Open))
        .exec(act.tx)
        .await?;
    Ok(changed.rows_affected > 0)
}
