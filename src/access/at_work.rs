//! Who is at work at a moment, and whose part in a group holds then: conditions of queries, for everything that asks who
//! leads, meets, helps or is told.

use chrono::{DateTime, Utc};
use entity::id::StaffId;
use entity::state::{LeaderRole, Role};
use entity::{absence, group_leader, staff, staff_role};
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement, UnionType};
use sea_orm::{ColumnTrait, Condition};

use super::need::AFTERWARDS;

/// The staff who are away at a moment, or when the row of the query is.
pub fn away(at: impl Into<Expr>) -> SelectStatement {
    Query::select().column(absence::Column::StaffId).from(absence::Entity).cond_where(lasts(at)).take()
}

/// Orders the staff (`staff`) who are away at a moment behind those who are there.
pub fn away_last(at: impl Into<Expr>) -> Expr {
    Expr::case(Expr::col((staff::Entity, staff::Column::Id)).in_subquery(away(at)), 1).finally(0).into()
}

/// The times away (`absence`) that last at a moment.
pub fn lasts(at: impl Into<Expr>) -> Condition {
    let at = at.into();
    let begun = Expr::col((absence::Entity, absence::Column::FromAt)).lte(at.clone());
    let goes_on = Expr::col((absence::Entity, absence::Column::UntilAt)).gt(at);
    Condition::all()
        .add(begun)
        .add(Condition::any().add(Expr::col((absence::Entity, absence::Column::UntilAt)).is_null()).add(goes_on))
}

/// Whether a staff member (`staff`) is at work at a moment: the account is open, and the person is not away.
pub fn at_work(at: impl Into<Expr>) -> Condition {
    Condition::all()
        .add(Expr::col((staff::Entity, staff::Column::Active)).eq(true))
        .add(Expr::col((staff::Entity, staff::Column::Id)).not_in_subquery(away(at)))
}

/// Whether somebody's part in a group (`group_leader`) is that of one of its leaders.
pub fn leads() -> Condition {
    let leading = LeaderRole::ALL.iter().copied().filter(|role| role.leads());
    Condition::all().add(Expr::col((group_leader::Entity, group_leader::Column::Role)).is_in(leading))
}

/// Whether somebody may still have a part in a group (`group_leader`): who leads must hold the role; a trainee, a peer leader
/// or the handler of an animal needs none.
pub fn may_have_part() -> Condition {
    let part = Expr::col((group_leader::Entity, group_leader::Column::StaffId));
    Condition::any().add(leads().not()).add(part.in_subquery(who_may_lead()))
}

/// The staff who hold the role of a leader, without which nobody leads a group or stands in for its leader.
pub fn who_may_lead() -> SelectStatement {
    Query::select()
        .column(staff_role::Column::StaffId)
        .from(staff_role::Entity)
        .and_where(staff_role::Column::Role.eq(Role::Leader))
        .take()
}

/// Whether somebody's part in a group (`group_leader`) holds at a moment.
pub fn part_holds(at: impl Into<Expr>) -> Condition {
    let at = at.into();
    let begun = Expr::col((group_leader::Entity, group_leader::Column::FromAt)).lte(at.clone());
    let has_begun =
        Condition::any().add(Expr::col((group_leader::Entity, group_leader::Column::FromAt)).is_null()).add(begun);
    let goes_on = Expr::col((group_leader::Entity, group_leader::Column::UntilAt)).gt(at);
    let goes_on =
        Condition::any().add(Expr::col((group_leader::Entity, group_leader::Column::UntilAt)).is_null()).add(goes_on);
    Condition::all().add(has_begun).add(goes_on)
}

/// Whether somebody's part in a group (`group_leader`) gives rights now: from a little before it begins, to prepare, and
/// not a moment after its end.
pub fn part_opens(now: DateTime<Utc>) -> Condition {
    let has_begun = Condition::any()
        .add(Expr::col((group_leader::Entity, group_leader::Column::FromAt)).is_null())
        .add(Expr::col((group_leader::Entity, group_leader::Column::FromAt)).lte(now + AFTERWARDS));
    let goes_on = Condition::any()
        .add(Expr::col((group_leader::Entity, group_leader::Column::UntilAt)).is_null())
        .add(Expr::col((group_leader::Entity, group_leader::Column::UntilAt)).gt(now));
    Condition::all().add(has_begun).add(goes_on)
}

/// The staff (`staff_id`) for whom a person stands in now, and whether they put their trust in that person (`trusts`): they
/// are away, and the person is named for that time, or for any. Somebody else may say that they are away, and names nobody
/// whom they have chosen.
pub(super) fn stood_in_for(by: StaffId, now: DateTime<Utc>) -> SelectStatement {
    let own_word =
        Expr::col((absence::Entity, absence::Column::CreatedBy)).equals((absence::Entity, absence::Column::StaffId));
    let for_that_time = away_with(Expr::case(own_word, true).finally(false).into(), now)
        .and_where(Expr::col((absence::Entity, absence::Column::DeputyId)).eq(by))
        .take();
    let for_any = away_with(Expr::value(true), now)
        .and_where(Expr::col((absence::Entity, absence::Column::DeputyId)).is_null())
        .and_where(Expr::col((staff::Entity, staff::Column::DeputyId)).eq(by))
        .take();
    // Each by its own index, which an "or" across two tables has not.
    let mut both = for_that_time;
    both.union(UnionType::All, for_any).take()
}

fn away_with(trusts: Expr, now: DateTime<Utc>) -> SelectStatement {
    let of = Expr::col((staff::Entity, staff::Column::Id)).equals((absence::Entity, absence::Column::StaffId));
    Query::select()
        .column((absence::Entity, absence::Column::StaffId))
        .expr_as(trusts, "trusts")
        .from(absence::Entity)
        .inner_join(staff::Entity, of)
        .cond_where(lasts(now))
        .and_where(Expr::col((staff::Entity, staff::Column::Active)).eq(true))
        .take()
}
