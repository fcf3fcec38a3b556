//! Who meets the clients of a session: one answer for messages, pages and calendars.

use sea_orm::sea_query::{Expr, SimpleExpr};

/// The given name of whoever meets the clients, in a query that has `session`: the substitute at work, else the first
/// leader at work. People who have left meet nobody.
pub fn who_meets() -> SimpleExpr {
    meeting("given_name")
}

/// Whoever meets the clients, in a query that has `session`.
pub fn who_meets_id() -> SimpleExpr {
    meeting("id")
}

fn meeting(column: &str) -> SimpleExpr {
    Expr::cust(format!(
        "COALESCE((SELECT s.{column} FROM staff s WHERE s.id = session.substitute_id AND s.active), \
         (SELECT s.{column} FROM group_leader l JOIN staff s ON s.id = l.staff_id \
         WHERE l.group_id = session.group_id AND s.active ORDER BY l.position LIMIT 1))"
    ))
}
