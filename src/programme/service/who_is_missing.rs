//! Sessions ahead that nobody meets, or for whose leader nobody stands in while that one is away: somebody is to be found
//! before they begin.

use entity::id::{GroupId, SessionId};
use entity::state::{SessionStatus, TaskKind};
use entity::{group, group_leader, session, staff};
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, EntityTrait, Order, QueryFilter, QueryOrder};

use crate::access::at_work::{away, leads, may_have_part, part_holds};
use crate::access::{Act, Locked};
use crate::error::Result;
use crate::programme::queries::who_meets_id;
use crate::task::{NewTask, Whom, ask_whom, done_by_start, done_by_start_but, is_asked_in};

/// Asks the managers of a group who comes in the place of somebody who is missing, before the first session for which that
/// is so; closes what was asked before and is settled.
pub async fn ask_who_is_missing(act: Act<'_>, group: &Locked<group::Model>) -> Result<()> {
    let of_group = of(group.id);
    let is_under_way = group.status.is_approved() && !group.status.is_over();
    let first = if is_under_way { first_without(act, group.id).await? } else { None };
    let Some(first) = first else { return done_by_start(act, &of_group).await };
    done_by_start_but(act, &of_group, &of_session(group.id, first.id)).await?;
    if is_asked_in(act.tx, group.id, TaskKind::LeaderLeft).await? {
        return Ok(());
    }
    let about = |manager| NewTask {
        key: format!("{}{manager}", of_session(group.id, first.id)),
        group: Some(group.id),
        session: Some(first.id),
        ..NewTask::default()
    };
    ask_whom(act, TaskKind::LeaderAway, Whom::Managers(group.unit_id), first.starts_at, about).await
}

fn of(group: GroupId) -> String {
    format!("leader_away:{group}:")
}

fn of_session(group: GroupId, session: SessionId) -> String {
    format!("{}{session}:", of(group))
}

async fn first_without(act: Act<'_>, group: GroupId) -> Result<Option<session::Model>> {
    let alone = Condition::all().add(session::COLUMN.substitute_id.is_null()).add(Expr::exists(leader_away()));
    Ok(session::Entity::find()
        .filter(session::COLUMN.group_id.eq(group))
        .filter(session::COLUMN.starts_at.gt(act.now))
        .filter(session::COLUMN.status.ne(SessionStatus::Cancelled))
        .filter(Condition::any().add(who_meets_id().is_null()).add(alone))
        .order_by(session::Column::StartsAt, Order::Asc)
        .one(act.tx)
        .await?)
}

/// Somebody with an open account who leads the group of the session then and is away.
fn leader_away() -> SelectStatement {
    let then = || Expr::col((session::Entity, session::Column::StartsAt));
    let of =
        Expr::col((staff::Entity, staff::Column::Id)).equals((group_leader::Entity, group_leader::Column::StaffId));
    Query::select()
        .expr(Expr::value(1))
        .from(group_leader::Entity)
        .inner_join(staff::Entity, of)
        .and_where(
            Expr::col((group_leader::Entity, group_leader::Column::GroupId))
                .equals((session::Entity, session::Column::GroupId)),
        )
        .cond_where(leads())
        .cond_where(may_have_part())
        .and_where(Expr::col((staff::Entity, staff::Column::Active)).eq(true))
        .and_where(Expr::col((staff::Entity, staff::Column::Id)).in_subquery(away(then())))
        .cond_where(part_holds(then()))
        .take()
}
