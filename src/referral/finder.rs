//! The finder: groups that take clients in, by what a worker looks for.

use std::collections::HashMap;

use chrono::{DateTime, Datelike, Utc};
use entity::id::GroupId;
use entity::list::{Aims, Languages};
use entity::state::{Aim, GroupKind, GroupStatus, Language, Openness, SessionStatus};
use entity::{group, session, venue};
use sea_orm::sea_query::{Expr, ExprTrait, LikeExpr};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, Order, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, RelationTrait, Select,
};

use crate::db::contains_pattern;
use crate::enrolment::{self, Places};
use crate::error::Result;
use crate::text::sort::search_key;
use crate::text::when::zone;
use crate::web::form::Form;

/// The most groups that are shown at once; a search narrows them.
const MOST: u64 = 200;

/// A group that takes clients in.
#[derive(Clone, Debug, FromQueryResult)]
pub struct OpenGroup {
    /// The group.
    pub id: GroupId,
    /// Its name.
    pub name: String,
    /// What it is.
    pub summary: String,
    /// Its kind.
    pub kind: GroupKind,
    /// Who may come in, and until when.
    pub openness: Openness,
    /// Its aims.
    pub aims: Aims,
    /// The languages spoken.
    pub languages: Languages,
    /// Its municipality.
    pub municipality: Option<String>,
    /// Its time zone.
    pub timezone: String,
    /// Where it meets.
    pub venue_name: Option<String>,
    /// Whether one gets in without a step.
    pub step_free: Option<bool>,
}

/// A session ahead.
#[derive(Clone, Copy, Debug, FromQueryResult)]
pub struct Next {
    /// The group.
    pub group_id: GroupId,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
}

/// A group that was found, with its places and its next session.
#[derive(Clone, Debug)]
pub struct Found {
    /// The group.
    pub group: OpenGroup,
    /// Its places.
    pub places: Places,
    /// Its next session.
    pub next: Option<Next>,
}

fn open(form: &Form) -> Select<group::Entity> {
    let words = search_key(form.value("q"));
    let municipality = form.value("municipality").to_owned();
    group::Entity::find()
        .column_as(venue::Column::Name, "venue_name")
        .column(venue::Column::StepFree)
        .join(JoinType::LeftJoin, group::Relation::Venue.def())
        .filter(group::COLUMN.status.is_in([
            GroupStatus::Recruiting,
            GroupStatus::ConfirmedToRun,
            GroupStatus::Running,
        ]))
        .apply_if((!words.is_empty()).then_some(words), |find, words| {
            let like = LikeExpr::new(contains_pattern(&words)).escape('\\');
            find.filter(Expr::col((group::Entity, group::Column::NameSearch)).like(like))
        })
        .apply_if((!municipality.is_empty()).then_some(municipality), |find, place| {
            find.filter(group::COLUMN.municipality.eq(place))
        })
        .apply_if(GroupKind::from_code(form.value("kind")), |find, kind| find.filter(group::COLUMN.kind.eq(kind)))
        .apply_if(form.ticked("step_free").then_some(true), |find, yes| find.filter(venue::COLUMN.step_free.eq(yes)))
        .order_by(group::Column::NameSort, Order::Asc)
        .order_by(group::Column::Id, Order::Asc)
        .limit(MOST)
}

/// The groups that a worker looks for, in five queries.
pub async fn find(db: &impl ConnectionTrait, form: &Form, now: DateTime<Utc>) -> Result<Vec<Found>> {
    let groups: Vec<OpenGroup> = open(form).into_model().all(db).await?;
    let ids: Vec<GroupId> = groups.iter().map(|group| group.id).collect();
    let places = enrolment::places_of(db, &ids).await?;
    let next = next_sessions(db, &ids, now).await?;
    let found = groups.into_iter().map(|group| Found {
        places: places.get(&group.id).copied().unwrap_or_default(),
        next: next.get(&group.id).copied(),
        group,
    });
    Ok(found.filter(|found| suits(form, found)).collect())
}

/// What lists in columns and local times say is compared here, where both databases agree.
fn suits(form: &Form, found: &Found) -> bool {
    let aim = Aim::from_code(form.value("aim")).is_none_or(|aim| found.group.aims.0.contains(&aim));
    let spoken = Language::from_code(form.value("language"));
    let language = spoken.is_none_or(|language| found.group.languages.0.contains(&language));
    let wanted: Option<u32> = form.value("weekday").parse().ok();
    let weekday = wanted.is_none_or(|wanted| {
        let zone = zone(&found.group.timezone);
        found.next.is_some_and(|next| next.starts_at.with_timezone(&zone).weekday().number_from_monday() == wanted)
    });
    let free = !form.ticked("free") || found.places.free() > 0;
    aim && language && weekday && free
}

async fn next_sessions(
    db: &impl ConnectionTrait,
    groups: &[GroupId],
    now: DateTime<Utc>,
) -> Result<HashMap<GroupId, Next>> {
    let ahead: Vec<Next> = session::Entity::find()
        .select_only()
        .columns([session::Column::GroupId, session::Column::StartsAt, session::Column::EndsAt])
        .filter(session::COLUMN.group_id.is_in(groups.iter().copied()))
        .filter(session::COLUMN.ends_at.gt(now))
        .filter(session::COLUMN.status.ne(SessionStatus::Cancelled))
        .order_by(session::Column::StartsAt, Order::Desc)
        .into_model()
        .all(db)
        .await?;
    Ok(ahead.into_iter().map(|next| (next.group_id, next)).collect())
}

/// The municipalities where groups are open, by name.
pub async fn municipalities(db: &impl ConnectionTrait) -> Result<Vec<String>> {
    Ok(group::Entity::find()
        .select_only()
        .column(group::Column::Municipality)
        .distinct()
        .filter(group::COLUMN.municipality.is_not_null())
        .filter(group::COLUMN.status.is_in([
            GroupStatus::Recruiting,
            GroupStatus::ConfirmedToRun,
            GroupStatus::Running,
        ]))
        .order_by(group::Column::Municipality, Order::Asc)
        .into_tuple()
        .all(db)
        .await?)
}
