//! Writes of tasks.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::id::{ClientId, GroupId, ReferralId, SessionId, StaffId, TaskId};
use entity::state::TaskKind;
use entity::{session, task};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, Set};

use super::queries::BY_HAND;
use super::stand_in::{Deadline, StandIn, stand_ins};
use super::whom::Whom;
use crate::access::Act;
use crate::audit::{self, LoggedChange};
use crate::error::{OrNotFound, Result};
use crate::random;

/// The most beginnings of one statement.
const STARTS: usize = 100;

/// What is asked of whom, and about what.
#[derive(Clone, Debug, Default)]
pub struct NewTask {
    /// Names the task once and for all, so that a job that runs again asks only once.
    pub key: String,
    /// The client it is about.
    pub client: Option<ClientId>,
    /// The group it is about.
    pub group: Option<GroupId>,
    /// The session it is about.
    pub session: Option<SessionId>,
    /// The referral it is about.
    pub referral: Option<ReferralId>,
    /// What more is to be known; no names of other clients.
    pub note: Option<String>,
}

/// Something that one of several people is asked to do.
#[derive(Clone, Debug)]
pub struct PersonalTask {
    /// Who is asked.
    pub staff: StaffId,
    /// What is asked.
    pub task: NewTask,
}

/// The key worker of before and the one from now on.
#[derive(Clone, Copy, Debug)]
pub struct KeyWorkers {
    /// Of before.
    pub from: StaffId,
    /// From now on.
    pub to: StaffId,
}

/// Asks a person to do something by `due`; whether it was not asked before.
pub async fn ask(act: Act<'_>, kind: TaskKind, staff: StaffId, due: DateTime<Utc>, new: NewTask) -> Result<bool> {
    Ok(ask_all(act, kind, due, vec![PersonalTask { staff, task: new }]).await? > 0)
}

/// Asks several people at once for the same kind of thing; how much of it was not asked before. Whoever stands in is asked
/// while somebody is away, or at work no more before it is due.
pub async fn ask_all(act: Act<'_>, kind: TaskKind, due: DateTime<Utc>, new: Vec<PersonalTask>) -> Result<u64> {
    if new.is_empty() {
        return Ok(0);
    }
    let people: Vec<StaffId> = new.iter().map(|one| one.staff).collect();
    let instead = match kind {
        // Each of those who can confirm is asked.
        TaskKind::ConfirmRole => HashMap::new(),
        _ => instead_of(act, &people, due).await?,
    };
    let keys: Vec<String> = new.iter().map(|one| one.task.key.clone()).collect();
    let rows = new.into_iter().map(|PersonalTask { staff, task: new }| task::ActiveModel {
        id: Set(random::id(act.now)),
        kind: Set(kind),
        staff_id: Set(instead.get(&staff).map_or(staff, |one| one.by)),
        home_id: Set(instead.get(&staff).and_then(|one| one.for_away.then_some(staff))),
        key: Set(new.key),
        client_id: Set(new.client),
        group_id: Set(new.group),
        session_id: Set(new.session),
        referral_id: Set(new.referral),
        note: Set(new.note),
        due_at: Set(due),
        created_at: Set(act.now),
        done_at: Set(None),
        done_by: Set(None),
    });
    let once = OnConflict::column(task::Column::Key).do_nothing().to_owned();
    let added = task::Entity::insert_many(rows).on_conflict(once).exec_without_returning(act.tx).await?;
    keep_protected(act, &keys, &instead).await?;
    Ok(added)
}

/// Gives what is about a protected client to whoever of those who stand in may know who that is.
async fn keep_protected(act: Act<'_>, keys: &[String], instead: &HashMap<StaffId, StandIn>) -> Result<()> {
    for one in instead.values().filter(|one| one.by != one.of_protected) {
        task::Entity::update_many()
            .col_expr(task::Column::StaffId, one.of_row())
            .filter(task::COLUMN.key.is_in(keys))
            .filter(task::COLUMN.staff_id.eq(one.by))
            .filter(task::COLUMN.done_at.is_null())
            .exec(act.tx)
            .await?;
    }
    Ok(())
}

/// Who does by `due` what these people are asked. Whoever acts is at work, whatever the hour.
async fn instead_of(act: Act<'_>, people: &[StaffId], due: DateTime<Utc>) -> Result<HashMap<StaffId, StandIn>> {
    let mut found = stand_ins(act.tx, act.now, people, Some(Deadline { due, zone: act.zone })).await?;
    found.retain(|staff, one| one.for_away || act.who.staff() != Some(*staff));
    Ok(found)
}

/// Asks for what was asked before as well: what an act had answered by itself is open again, for whoever answers now and
/// by a new time; what a person has done stays done.
pub async fn ask_again(act: Act<'_>, kind: TaskKind, staff: StaffId, due: DateTime<Utc>, new: NewTask) -> Result<()> {
    let (key, note) = (new.key.clone(), new.note.clone());
    if ask(act, kind, staff, due, new).await? {
        return Ok(());
    }
    let instead = instead_of(act, &[staff], due).await?.remove(&staff);
    task::Entity::update_many()
        .col_expr(task::Column::DoneAt, Expr::value(Option::<DateTime<Utc>>::None))
        .col_expr(task::Column::StaffId, instead.map_or(Expr::value(staff), |one| one.of_row()))
        .col_expr(task::Column::HomeId, Expr::value(instead.and_then(|one| one.for_away.then_some(staff))))
        .col_expr(task::Column::DueAt, Expr::value(due))
        .col_expr(task::Column::Note, Expr::value(note))
        .filter(task::COLUMN.key.eq(key))
        .filter(task::COLUMN.done_at.is_not_null())
        .filter(task::COLUMN.done_by.is_null())
        .exec(act.tx)
        .await?;
    Ok(())
}

/// Asks whoever has a part, each for the task that is theirs; again, as [`ask_again`] does.
pub async fn ask_whom(
    act: Act<'_>,
    kind: TaskKind,
    whom: Whom,
    due: DateTime<Utc>,
    of: impl Fn(StaffId) -> NewTask,
) -> Result<()> {
    for staff in whom.people(act).await? {
        ask_again(act, kind, staff, due, of(staff)).await?;
    }
    Ok(())
}

/// An open task, whoever was asked for it, is due no later than this.
pub async fn due_by(act: Act<'_>, key: &str, due: DateTime<Utc>) -> Result<()> {
    task::Entity::update_many()
        .col_expr(task::Column::DueAt, Expr::value(due))
        .filter(task::COLUMN.key.eq(key))
        .filter(task::COLUMN.due_at.gt(due))
        .filter(task::COLUMN.done_at.is_null())
        .exec(act.tx)
        .await?;
    Ok(())
}

/// An open task says what more is to be known.
pub async fn set_note(act: Act<'_>, key: &str, note: &str) -> Result<()> {
    task::Entity::update_many()
        .col_expr(task::Column::Note, Expr::value(note))
        .filter(task::COLUMN.key.eq(key))
        .filter(task::COLUMN.done_at.is_null())
        .exec(act.tx)
        .await?;
    Ok(())
}

/// An open task is about another session, or about the same at another time, and due when that begins.
pub async fn move_to_session(act: Act<'_>, key: &str, session: &session::Model) -> Result<()> {
    task::Entity::update_many()
        .col_expr(task::Column::SessionId, Expr::value(session.id))
        .col_expr(task::Column::DueAt, Expr::value(session.starts_at))
        .filter(task::COLUMN.key.eq(key))
        .filter(task::COLUMN.done_at.is_null())
        .exec(act.tx)
        .await?;
    Ok(())
}

/// Marks a task of the person as done; answers the key that names it, and nothing for one that was done before.
pub async fn done(act: Act<'_>, who: StaffId, id: TaskId) -> Result<Option<String>> {
    let changed = task::Entity::update_many()
        .col_expr(task::Column::DoneAt, Expr::value(act.now))
        .col_expr(task::Column::DoneBy, Expr::value(who))
        .filter(task::COLUMN.id.eq(id))
        .filter(task::COLUMN.staff_id.eq(who))
        .filter(task::COLUMN.done_at.is_null())
        .exec(act.tx)
        .await?;
    let own = task::Entity::find_by_id(id).filter(task::COLUMN.staff_id.eq(who));
    let task = own.one(act.tx).await.or_not_found()?;
    if changed.rows_affected == 0 {
        return Ok(None);
    }
    audit::changed(act, LoggedChange::of("task.done", "task", id)).await?;
    Ok(Some(task.key))
}

/// Marks as done what an act has answered by itself.
pub async fn done_by_key(act: Act<'_>, key: &str) -> Result<()> {
    done_by_keys(act, &[key.to_owned()]).await
}

/// Marks as done all that an act has answered by itself.
pub async fn done_by_keys(act: Act<'_>, keys: &[String]) -> Result<()> {
    if keys.is_empty() {
        return Ok(());
    }
    task::Entity::update_many()
        .col_expr(task::Column::DoneAt, Expr::value(act.now))
        .filter(task::COLUMN.key.is_in(keys))
        .filter(task::COLUMN.done_at.is_null())
        .exec(act.tx)
        .await?;
    Ok(())
}

/// Marks as done all whose keys begin so, whoever was asked.
pub async fn done_by_start(act: Act<'_>, start: &str) -> Result<()> {
    done_by_starts(act, &[start.to_owned()]).await
}

/// The same of several beginnings.
pub async fn done_by_starts(act: Act<'_>, starts: &[String]) -> Result<()> {
    for some in starts.chunks(STARTS) {
        let named = some.iter().fold(Condition::any(), |any, start| any.add(task::COLUMN.key.starts_with(start)));
        task::Entity::update_many()
            .col_expr(task::Column::DoneAt, Expr::value(act.now))
            .filter(named)
            .filter(task::COLUMN.done_at.is_null())
            .exec(act.tx)
            .await?;
    }
    Ok(())
}

/// Marks as done every task of these kinds about a session, whoever was asked.
pub async fn done_in_session(act: Act<'_>, session: SessionId, kinds: &[TaskKind]) -> Result<()> {
    task::Entity::update_many()
        .col_expr(task::Column::DoneAt, Expr::value(act.now))
        .filter(task::COLUMN.session_id.eq(session))
        .filter(task::COLUMN.kind.is_in(kinds.iter().copied()))
        .filter(task::COLUMN.done_at.is_null())
        .exec(act.tx)
        .await?;
    Ok(())
}

/// The same of those whose keys begin so, but for those that go on like this.
pub async fn done_by_start_but(act: Act<'_>, start: &str, kept: &str) -> Result<()> {
    task::Entity::update_many()
        .col_expr(task::Column::DoneAt, Expr::value(act.now))
        .filter(task::COLUMN.key.starts_with(start))
        .filter(task::COLUMN.key.not_like(format!("{kept}%")))
        .filter(task::COLUMN.done_at.is_null())
        .exec(act.tx)
        .await?;
    Ok(())
}

/// Marks as done every task of a kind about a client, whoever was asked.
pub async fn done_about(act: Act<'_>, kind: TaskKind, client: ClientId) -> Result<()> {
    task::Entity::update_many()
        .col_expr(task::Column::DoneAt, Expr::value(act.now))
        .filter(task::COLUMN.kind.eq(kind))
        .filter(task::COLUMN.client_id.eq(client))
        .filter(task::COLUMN.done_at.is_null())
        .exec(act.tx)
        .await?;
    Ok(())
}

/// Marks as done every open task of these kinds about a group, whoever was asked.
pub async fn done_in_group(act: Act<'_>, group: GroupId, kinds: &[TaskKind]) -> Result<()> {
    task::Entity::update_many()
        .col_expr(task::Column::DoneAt, Expr::value(act.now))
        .filter(task::COLUMN.group_id.eq(group))
        .filter(task::COLUMN.kind.is_in(kinds.iter().copied()))
        .filter(task::COLUMN.done_at.is_null())
        .exec(act.tx)
        .await?;
    Ok(())
}

/// Opens again what was asked about a group and what an act at a moment had answered by itself.
pub async fn open_again_in_group(act: Act<'_>, group: GroupId, kinds: &[TaskKind], at: DateTime<Utc>) -> Result<()> {
    task::Entity::update_many()
        .col_expr(task::Column::DoneAt, Expr::value(Option::<DateTime<Utc>>::None))
        .filter(task::COLUMN.group_id.eq(group))
        .filter(task::COLUMN.kind.is_in(kinds.iter().copied()))
        .filter(task::COLUMN.done_at.eq(at))
        .filter(task::COLUMN.done_by.is_null())
        .exec(act.tx)
        .await?;
    Ok(())
}

/// Opens again what was asked about a client and what an act at a moment had answered by itself, but for these kinds.
pub async fn open_again_about(act: Act<'_>, client: ClientId, but: &[TaskKind], at: DateTime<Utc>) -> Result<()> {
    task::Entity::update_many()
        .col_expr(task::Column::DoneAt, Expr::value(Option::<DateTime<Utc>>::None))
        .filter(task::COLUMN.client_id.eq(client))
        .filter(task::COLUMN.kind.is_not_in(but.iter().copied()))
        .filter(task::COLUMN.done_at.eq(at))
        .filter(task::COLUMN.done_by.is_null())
        .exec(act.tx)
        .await?;
    Ok(())
}

/// Opens those again whose keys begin so and that an act at a moment had answered by itself; whether there were any.
pub async fn open_again_by_start(act: Act<'_>, start: &str, at: DateTime<Utc>) -> Result<bool> {
    let opened = task::Entity::update_many()
        .col_expr(task::Column::DoneAt, Expr::value(Option::<DateTime<Utc>>::None))
        .filter(task::COLUMN.key.starts_with(start))
        .filter(task::COLUMN.done_at.eq(at))
        .filter(task::COLUMN.done_by.is_null())
        .exec(act.tx)
        .await?;
    Ok(opened.rows_affected > 0)
}

/// Marks as done every open task about a client, of whom nothing more is to be done.
pub async fn done_for_client(act: Act<'_>, client: ClientId) -> Result<()> {
    task::Entity::update_many()
        .col_expr(task::Column::DoneAt, Expr::value(act.now))
        .filter(task::COLUMN.client_id.eq(client))
        .filter(task::COLUMN.done_at.is_null())
        .exec(act.tx)
        .await?;
    Ok(())
}

/// Opens a task again that was marked as done by mistake.
pub async fn reopen(act: Act<'_>, key: &str) -> Result<()> {
    task::Entity::update_many()
        .col_expr(task::Column::DoneAt, Expr::value(Option::<DateTime<Utc>>::None))
        .col_expr(task::Column::DoneBy, Expr::value(Option::<StaffId>::None))
        .filter(task::COLUMN.key.eq(key))
        .exec(act.tx)
        .await?;
    Ok(())
}

/// Gives the open letters and calls to a client to one person, who is asked for each once.
pub async fn give_by_hand(act: Act<'_>, client: ClientId, to: StaffId) -> Result<()> {
    task::Entity::update_many()
        .col_expr(task::Column::DoneAt, Expr::value(act.now))
        .filter(task::COLUMN.client_id.eq(client))
        .filter(task::COLUMN.key.like("message:%:%"))
        .filter(task::COLUMN.done_at.is_null())
        .exec(act.tx)
        .await?;
    let open = Condition::all().add(task::COLUMN.client_id.eq(client)).add(task::COLUMN.kind.is_in(BY_HAND));
    give_all(act, open, to).await
}

/// Gives the open tasks about a client to another key worker; who promised to come along still does.
pub async fn hand_over(act: Act<'_>, client: ClientId, workers: KeyWorkers) -> Result<()> {
    let of = Condition::any().add(task::COLUMN.staff_id.eq(workers.from)).add(task::COLUMN.home_id.eq(workers.from));
    let open = Condition::all()
        .add(task::COLUMN.client_id.eq(client))
        .add(of)
        .add(task::COLUMN.kind.ne(TaskKind::AccompanySession));
    give_all(act, open, workers.to).await
}

/// Gives open tasks to a person, or to whoever stands in while that one is away.
pub(super) async fn give_all(act: Act<'_>, which: Condition, to: StaffId) -> Result<()> {
    let instead = stand_ins(act.tx, act.now, &[to], None).await?.remove(&to);
    task::Entity::update_many()
        .col_expr(task::Column::StaffId, instead.map_or(Expr::value(to), |one| one.of_row()))
        .col_expr(task::Column::HomeId, Expr::value(instead.map(|_| to)))
        .filter(which)
        .filter(task::COLUMN.done_at.is_null())
        .exec(act.tx)
        .await?;
    Ok(())
}
