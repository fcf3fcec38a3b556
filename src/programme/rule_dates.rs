//! Which date of its rule a session stands for, told once of a database that did not know it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use chrono::NaiveDate;
use chrono_tz::Tz;
use entity::id::SessionId;
use entity::{group, session};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, Order, QueryFilter, QueryOrder, Set};

use super::difference::local_day;
use super::queries::breaks_from;
use super::recurrence::plan;
use super::rules::schedule_of_group;
use crate::error::Result;

/// Fills in the rule dates of the sessions that stand.
pub async fn fill_rule_dates(tx: &DatabaseTransaction, settings: Tz) -> Result<()> {
    for group in group::Entity::find().filter(group::COLUMN.first_date.is_not_null()).all(tx).await? {
        let sessions = session::Entity::find().filter(session::COLUMN.group_id.eq(group.id));
        let sessions = sessions.order_by(session::Column::Number, Order::Asc).all(tx).await?;
        for (date, id) in known_dates(&sessions, &given(tx, &group, settings).await?, settings) {
            let row = session::ActiveModel { id: Set(id), rule_date: Set(Some(date)), ..Default::default() };
            session::Entity::update(row).exec(tx).await?;
        }
    }
    Ok(())
}

/// The dates that the group's schedule gives; none where it can't be read.
async fn given(db: &impl ConnectionTrait, group: &group::Model, settings: Tz) -> Result<BTreeSet<NaiveDate>> {
    let Some(schedule) = schedule_of_group(group, settings) else { return Ok(BTreeSet::new()) };
    let breaks = breaks_from(db, group.unit_id, schedule.first_date).await?;
    let occurrences = plan(&schedule, &breaks).map(|plan| plan.occurrences).unwrap_or_default();
    Ok(occurrences.into_iter().map(|occurrence| occurrence.date).collect())
}

/// The rule dates that can be told of sessions in the order of their numbers: an unmoved one stands on its date; moved
/// ones stand for the dates left between their neighbours, where there are as many of both. The rest stays unknown, and
/// what is unknown no schedule takes away.
fn known_dates(
    sessions: &[session::Model],
    given: &BTreeSet<NaiveDate>,
    settings: Tz,
) -> BTreeMap<NaiveDate, SessionId> {
    let day = |session: &session::Model| local_day(session, settings);
    let of_rule = || sessions.iter().filter(|session| session.replaces_id.is_none());
    let mut own = BTreeMap::new();
    for session in of_rule().filter(|session| !session.moved && given.contains(&day(session))) {
        own.entry(day(session)).or_insert(session.id);
    }
    let left: Vec<NaiveDate> = given.iter().filter(|date| !own.contains_key(*date)).copied().collect();
    let (mut told, mut run, mut after) = (own.clone(), Vec::new(), NaiveDate::MIN);
    for session in of_rule() {
        if session.moved {
            run.push(session.id);
        } else if own.get(&day(session)) == Some(&session.id) {
            told.extend(pairs(&run, &left, after..day(session)));
            (run, after) = (Vec::new(), day(session));
        }
    }
    told.extend(pairs(&run, &left, after..NaiveDate::MAX));
    told
}

/// Moved sessions with the dates left in a span; none where their numbers differ.
fn pairs(run: &[SessionId], left: &[NaiveDate], span: Range<NaiveDate>) -> Vec<(NaiveDate, SessionId)> {
    let dates: Vec<NaiveDate> = left.iter().copied().filter(|date| span.contains(date)).collect();
    if dates.len() == run.len() { dates.into_iter().zip(run.iter().copied()).collect() } else { Vec::new() }
}

#[cfg(test)]
mod tests;
