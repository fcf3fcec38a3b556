//! What the clock brings up: places still free shortly before the start, and the day on which a group is to be decided.

use crate::access::Actor;
use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use entity::id::{GroupId, StaffId};
use entity::state::{GroupStatus, Language, TaskKind};
use entity::{group, task as task_row};
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QuerySelect};

use super::open::list::place;
use super::open::queries::{self as open, ListedGroup};
use super::open::rules::{self, RoomLeft};
use crate::access::Act;
use crate::app::App;
use crate::error::Result;
use crate::local_time;
use crate::message::quiet;
use crate::task::{self, NewTask, Whom};
use crate::text::{t, t_with};

/// How long before the group begins its leaders decide where no day was set.
const DECIDED_BEFORE: TimeDelta = TimeDelta::days(7);

/// The tasks that the clock asks for; each is asked once, and done when its group has moved on.
pub async fn ask(app: &App, now: DateTime<Utc>) -> Result<()> {
    app.act_at(Actor::System, now, async |act| {
        settle(act).await?;
        low_fill(act).await?;
        decide_to_run(act).await
    })
    .await
}

/// The states in which each kind of task still asks for something.
const ASKING: &[(TaskKind, &[GroupStatus])] =
    &[(TaskKind::LowFill, &GroupStatus::BEFORE_START), (TaskKind::DecideToRun, &[GroupStatus::Recruiting])];

async fn settle(act: Act<'_>) -> Result<()> {
    let moved_on = ASKING.iter().fold(Condition::any(), |any, (kind, asking)| {
        let gone = group::Column::Status.is_not_in(asking.iter().copied());
        any.add(Condition::all().add(task_row::COLUMN.kind.eq(*kind)).add(gone))
    });
    let of_group =
        task_row::Entity::belongs_to(group::Entity).from(task_row::Column::GroupId).to(group::Column::Id).into();
    let keys: Vec<String> = task_row::Entity::find()
        .select_only()
        .column(task_row::Column::Key)
        .join(JoinType::InnerJoin, of_group)
        .filter(task_row::COLUMN.done_at.is_null())
        .filter(moved_on)
        .into_tuple()
        .all(act.tx)
        .await?;
    for key in keys {
        task::done_by_key(act, &key).await?;
    }
    Ok(())
}

/// What each of several is asked about a group.
fn about(group: GroupId, key: String) -> impl Fn(StaffId) -> NewTask {
    move |staff| NewTask { key: format!("{key}:{staff}"), group: Some(group), ..NewTask::default() }
}

async fn low_fill(act: Act<'_>) -> Result<()> {
    for listed in open::programme(act.tx, act.now).await?.iter().filter(|listed| rules::is_low(listed, act.now)) {
        let id = listed.group.id;
        let due = listed.group.starts_at.unwrap_or(act.now);
        let about = about(id, format!("low-fill:{id}"));
        task::ask_whom(act, TaskKind::LowFill, Whom::Leaders(id), due, about).await?;
    }
    Ok(())
}

/// The leaders decide on the day that was set, or a week before the group begins; where it has passed, that is the
/// supervisor's to see to.
async fn decide_to_run(act: Act<'_>) -> Result<()> {
    let today = act.today();
    let soon = local_time::midnight(act.zone, today + DECIDED_BEFORE + TimeDelta::days(1));
    let unset = group::COLUMN.decide_on.is_null().and(group::COLUMN.starts_at.lt(soon));
    let due = group::Entity::find()
        .filter(group::COLUMN.status.eq(GroupStatus::Recruiting))
        .filter(group::COLUMN.decide_on.lte(today).or(unset))
        .all(act.tx)
        .await?;
    for group in due {
        ask_to_decide_on(act, &group).await?;
    }
    Ok(())
}

/// Asks whether a group runs whose day of decision has come.
pub async fn ask_to_decide_on(act: Act<'_>, group: &group::Model) -> Result<()> {
    let before = |starts_at| local_time::day(act.zone, starts_at) - DECIDED_BEFORE;
    let day = group.decide_on.or_else(|| group.starts_at.map(before));
    let Some(day) = day.filter(|day| *day <= act.today()) else { return Ok(()) };
    if day < act.today() {
        let late = quiet::open_days_after(act.zone, act.now, 1);
        let about = about(group.id, format!("decide-to-run-late:{}:{day}", group.id));
        task::ask_whom(act, TaskKind::DecideToRun, Whom::Supervisor(group.id), late, about).await?;
    }
    let end = day.and_time(NaiveTime::from_hms_opt(16, 0, 0).unwrap_or_default());
    let due = local_time::instant(act.zone, end);
    let about = about(group.id, format!("decide-to-run:{}:{day}", group.id));
    task::ask_whom(act, TaskKind::DecideToRun, Whom::Leaders(group.id), due, about).await
}

/// The groups with free places, a line each; `None` when there are none.
pub async fn free_places(db: &impl ConnectionTrait, now: DateTime<Utc>, language: Language) -> Result<Option<String>> {
    let mut free = open::programme(db, now).await?;
    free.retain(|listed| RoomLeft::of(&listed.group, now).is_free());
    Ok((!free.is_empty()).then(|| lines(language, &free)))
}

fn lines(language: Language, free: &[ListedGroup]) -> String {
    let lines = free.iter().map(|listed| {
        let group = &listed.group;
        let time = rules::rhythm(language, group).unwrap_or_else(|| t(language, "open-time-later"));
        let place = place(listed).unwrap_or_else(|| t(language, "open-place-later"));
        let left = i64::from(group.capacity) - group.taken;
        let args = [
            ("name", group.name.clone().into()),
            ("place", place.into()),
            ("time", time.into()),
            ("free", left.into()),
        ];
        format!("- {}", t_with(language, "open-places-line", &args))
    });
    lines.collect::<Vec<_>>().join("\n")
}
