//! The referrals of a span of time.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use entity::list::Channels;
use entity::state::{CloseReason, ReferralStatus};
use entity::{participation, referral};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect, StreamTrait,
};
use uuid::Uuid;

use super::span::{FactSpan, gather};
use crate::error::Result;
use crate::local_time::day;
use crate::statistics::records::ReferralFact;

#[derive(FromQueryResult)]
struct ReadReferral {
    id: Uuid,
    client_id: Uuid,
    group_id: Uuid,
    submitted_at: DateTime<Utc>,
    decided_at: Option<DateTime<Utc>>,
    close_reason: Option<CloseReason>,
    channels: Channels,
    accompany_staff_id: Option<Uuid>,
    first_presence: Option<NaiveDate>,
}

/// The referrals submitted in the span; duplicates are none.
pub async fn referrals(
    db: &(impl ConnectionTrait + StreamTrait),
    span: &FactSpan,
    zone: Tz,
) -> Result<Vec<ReferralFact>> {
    let submitted = ReferralStatus::ALL.iter().copied().filter(|status| *status != ReferralStatus::Draft);
    let came = referral::Entity::belongs_to(participation::Entity)
        .from(referral::Column::Id)
        .to(participation::Column::ReferralId)
        .into();
    let find = referral::Entity::find()
        .select_only()
        .columns([
            referral::Column::Id,
            referral::Column::ClientId,
            referral::Column::GroupId,
            referral::Column::SubmittedAt,
            referral::Column::DecidedAt,
        ])
        .columns([referral::Column::CloseReason, referral::Column::Channels, referral::Column::AccompanyStaffId])
        .expr_as(Expr::col((participation::Entity, participation::Column::StartedOn)), "first_presence")
        .join(JoinType::LeftJoin, came)
        .filter(referral::COLUMN.status.is_in(submitted))
        .filter(referral::COLUMN.submitted_at.gte(span.start))
        .filter(referral::COLUMN.submitted_at.lt(span.end))
        .filter(referral::COLUMN.close_reason.is_null().or(referral::COLUMN.close_reason.ne(CloseReason::Duplicate)));
    gather(db, find, |row: ReadReferral| ReferralFact {
        referral: row.id,
        client: row.client_id,
        group: row.group_id,
        submitted_on: day(zone, row.submitted_at),
        decided_on: row.decided_at.map(|at| day(zone, at)),
        close_reason: row.close_reason,
        channels: row.channels.0,
        accompanied: row.accompany_staff_id.is_some(),
        first_presence: row.first_presence,
    })
    .await
}
