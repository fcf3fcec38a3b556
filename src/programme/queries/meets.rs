//! Who meets the clients of a session: one answer for messages, pages and calendars.

use chrono::{DateTime, Utc};
use entity::{group, group_leader, session, staff};
use sea_orm::Order;
use sea_orm::sea_query::{Expr, ExprTrait, Func, Query, SelectStatement, SimpleExpr};

use crate::access::at_work::{at_work, leads, may_have_part, part_holds, who_may_lead};

/// The given name of whoever meets the clients, in a query that has `session`: the substitute at work, else the first
/// leader at work. Who has left, is away then, may lead no more, or leads the group no more or not yet, meets nobody.
pub fn who_meets() -> SimpleExpr {
    meeting(staff::Column::GivenName)
}

/// Whoever meets the clients, in a query that has `session`.
pub fn who_meets_id() -> SimpleExpr {
    meeting(staff::Column::Id)
}

/// Whoever would meet them without a substitute, in a query that has `session`.
pub fn who_leads_then() -> SimpleExpr {
    let then = Expr::col((session::Entity, session::Column::StartsAt));
    one(leading(staff::Column::Id, Expr::col((session::Entity, session::Column::GroupId)), &then))
}

/// The given name of a group's first leader at work now, in a query that has `activity_group`.
pub fn first_leader(now: DateTime<Utc>) -> SimpleExpr {
    one(leading(staff::Column::GivenName, Expr::col((group::Entity, group::Column::Id)), &Expr::value(now)))
}

fn meeting(column: staff::Column) -> SimpleExpr {
    let then = Expr::col((session::Entity, session::Column::StartsAt));
    let substitute = Query::select()
        .column((staff::Entity, column))
        .from(staff::Entity)
        .and_where(
            Expr::col((staff::Entity, staff::Column::Id)).equals((session::Entity, session::Column::SubstituteId)),
        )
        .and_where(Expr::col((staff::Entity, staff::Column::Id)).in_subquery(who_may_lead()))
        .cond_where(at_work(then.clone()))
        .take();
    let leader = leading(column, Expr::col((session::Entity, session::Column::GroupId)), &then);
    Func::coalesce([one(substitute), one(leader)]).into()
}

fn one(select: SelectStatement) -> SimpleExpr {
    SimpleExpr::SubQuery(None, Box::new(select.into()))
}

/// Who helps to lead, as a trainee or the handler of an animal, comes after those who lead, wherever they are listed.
fn leading(column: staff::Column, group: Expr, at: &Expr) -> SelectStatement {
    let helps: SimpleExpr = Expr::case(leads(), 0).finally(1).into();
    let of =
        Expr::col((staff::Entity, staff::Column::Id)).equals((group_leader::Entity, group_leader::Column::StaffId));
    Query::select()
        .column((staff::Entity, column))
        .from(group_leader::Entity)
        .inner_join(staff::Entity, of)
        .and_where(Expr::col((group_leader::Entity, group_leader::Column::GroupId)).eq(group))
        .cond_where(may_have_part())
        .cond_where(part_holds(at.clone()))
        .cond_where(at_work(at.clone()))
        .order_by_expr(helps, Order::Asc)
        .order_by((group_leader::Entity, group_leader::Column::Position), Order::Asc)
        .limit(1)
        .take()
}
