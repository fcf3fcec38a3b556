//! Making and remaking the sessions of a group from its schedule.

use chrono::Datelike;
use entity::id::GroupId;
use entity::list::Dates;
use entity::state::{CancelCode, GroupStatus, SessionStatus};
use entity::{approval, group, session};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, Set};

use super::{keep_span, raise, replan, status};
use crate::access::{Act, lock_group};
use crate::audit::{self, Change};
use crate::error::{Code, Error, Result};
use crate::programme::queries::{Planned, Preview, preview};
use crate::programme::recurrence::Schedule;
use crate::programme::rule::Rule;

/// Makes or remakes the sessions still ahead; held, cancelled and past ones stay, and a session keeps its row as long
/// as its number does. A change of dates after approval sends the plan back to be approved.
pub async fn schedule(act: Act<'_>, id: GroupId, input: Schedule) -> Result<Preview> {
    let group = lock_group(act, id).await?;
    if matches!(
        group.status,
        GroupStatus::Ended | GroupStatus::Reported | GroupStatus::Archived | GroupStatus::Cancelled
    ) {
        return Err(Error::conflict(Code::GroupClosed));
    }
    let preview = preview(act.tx, act.now, &group, &input).await?;
    let before = replan::ahead(act.tx, act.now, &group).await?;
    raise(act, id, &[group.venue_id]).await?;
    write_sessions(act, &preview.sessions).await?;
    remove(act, id, &preview.removed).await?;
    let differs = !preview.removed.is_empty() || preview.sessions.iter().any(|session| session.is_new || session.moves);
    keep_schedule(act, id, input).await?;
    keep_span(act.tx, id).await?;
    replan::tell(act, (&group, &before)).await?;
    raise(act, id, &[]).await?;
    audit::changed(act, Change::of("group.scheduled", "group", id)).await?;
    if differs && group.starts_at.is_some() {
        status::reopen(act, &group).await?;
    }
    Ok(preview)
}

async fn write_sessions(act: Act<'_>, sessions: &[Planned]) -> Result<()> {
    let rows = |planned: &Planned| session::ActiveModel::from(planned.session.clone());
    let new: Vec<session::ActiveModel> =
        sessions.iter().filter(|planned| planned.is_new).map(|planned| rows(planned).reset_all()).collect();
    if !new.is_empty() {
        session::Entity::insert_many(new).exec_without_returning(act.tx).await?;
    }
    for planned in sessions.iter().filter(|planned| planned.moves) {
        let row = session::ActiveModel {
            id: Set(planned.session.id),
            starts_at: Set(planned.session.starts_at),
            ends_at: Set(planned.session.ends_at),
            timezone: Set(planned.session.timezone.clone()),
            venue_id: Set(planned.session.venue_id),
            moved: Set(false),
            sequence: Set(planned.session.sequence),
            changed_at: Set(act.now),
            ..Default::default()
        };
        session::Entity::update(row).exec(act.tx).await?;
    }
    Ok(())
}

/// What nobody outside ever saw goes; what may stand in someone's calendar is cancelled, so that it leaves it.
async fn remove(act: Act<'_>, id: GroupId, removed: &[session::Model]) -> Result<()> {
    if removed.is_empty() {
        return Ok(());
    }
    let approved = approval::Entity::find()
        .filter(approval::COLUMN.group_id.eq(id))
        .filter(approval::COLUMN.approved.eq(true))
        .count(act.tx)
        .await?;
    if approved == 0 {
        let ids = removed.iter().map(|session| session.id);
        session::Entity::delete_many().filter(session::COLUMN.id.is_in(ids)).exec(act.tx).await?;
        return Ok(());
    }
    for gone in removed {
        let row = session::ActiveModel {
            id: Set(gone.id),
            status: Set(SessionStatus::Cancelled),
            cancel_code: Set(Some(CancelCode::Other)),
            sequence: Set(gone.sequence + 1),
            changed_at: Set(act.now),
            ..Default::default()
        };
        session::Entity::update(row).exec(act.tx).await?;
    }
    Ok(())
}

async fn keep_schedule(act: Act<'_>, id: GroupId, input: Schedule) -> Result<()> {
    let row = group::ActiveModel {
        id: Set(id),
        rrule: Set(Some(with_weekday(&input))),
        first_date: Set(Some(input.first_date)),
        start_time: Set(Some(input.start_time)),
        duration_minutes: Set(input.duration_minutes),
        timezone: Set(input.timezone.name().to_owned()),
        excluded_dates: Set(Dates(input.excluded_dates)),
        extra_dates: Set(Dates(input.extra_dates)),
        skip_public_holidays: Set(input.skip_public_holidays),
        skip_breaks: Set(input.skip_breaks),
        updated_at: Set(act.now),
        ..Default::default()
    };
    group::Entity::update(row).exec(act.tx).await?;
    Ok(())
}

/// The rule with its weekday named, so that lists can look for it.
fn with_weekday(input: &Schedule) -> String {
    match Rule::parse(&input.rrule).ok().and_then(|rule| rule.weekly()) {
        Some(mut weekly) if weekly.weekdays.is_empty() => {
            weekly.weekdays.push(input.first_date.weekday());
            weekly.text()
        }
        _ => input.rrule.trim().to_owned(),
    }
}
