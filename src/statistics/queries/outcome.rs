//! What clients said of the good it did: end ratings, and baselines with their follow-ups.

use std::ops::RangeInclusive;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use entity::state::{Attrition, BenefitLevel, Rater, RatingPhase};
use entity::{rating, rating_answer, rating_request};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::span::FactSpan;
use crate::error::Result;
use crate::local_time::day;
use crate::statistics::records::{BaselineFact, RatingFact};

#[derive(FromQueryResult)]
struct RatingRow {
    client_id: Uuid,
    group_id: Uuid,
    asked_at: DateTime<Utc>,
    level: Option<BenefitLevel>,
}

/// The end ratings that clients were asked for in the span, with their own overall answer.
pub async fn ratings(db: &impl ConnectionTrait, span: &FactSpan, zone: Tz) -> Result<Vec<RatingFact>> {
    let given = rating_request::Entity::belongs_to(rating::Entity)
        .from(rating_request::Column::Id)
        .to(rating::Column::RequestId)
        .on_condition(|_, rating| Expr::col((rating, rating::Column::Rater)).eq(Rater::Client).into())
        .into();
    let overall = rating::Entity::belongs_to(rating_answer::Entity)
        .from(rating::Column::Id)
        .to(rating_answer::Column::RatingId)
        .on_condition(|_, answer| Expr::col((answer, rating_answer::Column::Item)).eq("overall").into())
        .into();
    let rows: Vec<RatingRow> = rating_request::Entity::find()
        .select_only()
        .columns([rating_request::Column::ClientId, rating_request::Column::GroupId, rating_request::Column::AskedAt])
        .expr_as(Expr::col((rating_answer::Entity, rating_answer::Column::Level)), "level")
        .join(JoinType::LeftJoin, given)
        .join(JoinType::LeftJoin, overall)
        .filter(rating_request::COLUMN.phase.eq(RatingPhase::End))
        .filter(rating_request::COLUMN.asked_at.gte(span.start))
        .filter(rating_request::COLUMN.asked_at.lt(span.end))
        .into_model()
        .all(db)
        .await?;
    let fact = |row: RatingRow| RatingFact {
        client: row.client_id,
        group: row.group_id,
        asked_on: day(zone, row.asked_at),
        overall: row.level,
    };
    Ok(rows.into_iter().map(fact).collect())
}

#[derive(FromQueryResult)]
struct BaselineRow {
    participation_id: Uuid,
    client_id: Uuid,
    group_id: Uuid,
    due_on: Option<NaiveDate>,
    answered_at: Option<DateTime<Utc>>,
    attrition: Option<Attrition>,
}

/// The baselines that clients gave whose follow-up fell due in the period.
pub async fn baselines(db: &impl ConnectionTrait, due: &RangeInclusive<NaiveDate>) -> Result<Vec<BaselineFact>> {
    let asked = rating::Entity::belongs_to(rating_request::Entity)
        .from(rating::Column::ParticipationId)
        .to(rating_request::Column::ParticipationId)
        .on_condition(|_, asked| Expr::col((asked, rating_request::Column::Phase)).eq(RatingPhase::FollowUp).into())
        .into();
    let rows: Vec<BaselineRow> = rating::Entity::find()
        .select_only()
        .columns([rating::Column::ParticipationId, rating::Column::ClientId, rating::Column::GroupId])
        .column(rating_request::Column::DueOn)
        .column(rating_request::Column::AnsweredAt)
        .column(rating_request::Column::Attrition)
        .join(JoinType::InnerJoin, asked)
        .filter(rating::COLUMN.phase.eq(RatingPhase::Baseline))
        .filter(rating::COLUMN.rater.eq(Rater::Client))
        // A client who answered twice has one baseline, the one that counts.
        .filter(rating::COLUMN.request_id.is_not_null())
        .filter(rating_request::COLUMN.due_on.between(*due.start(), *due.end()))
        .into_model()
        .all(db)
        .await?;
    let fact = |row: BaselineRow| BaselineFact {
        participation: row.participation_id,
        client: row.client_id,
        group: row.group_id,
        follow_up_due_on: row.due_on,
        followed_up: row.answered_at.is_some(),
        reason: row.attrition,
    };
    Ok(rows.into_iter().map(fact).collect())
}
