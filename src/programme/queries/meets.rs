//! Who meets the clients of a session: one answer for messages, pages and calendars.

use entity::state::LeaderRole;
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

/// The given name of a group's first leader at work, in a query that has `activity_group`.
pub fn first_leader() -> SimpleExpr {
    Expr::cust(leading("given_name", "activity_group.id"))
}

fn meeting(column: &str) -> SimpleExpr {
    let leader = leading(column, "session.group_id");
    let substitute = format!("SELECT s.{column} FROM staff s WHERE s.id = session.substitute_id AND s.active");
    Expr::cust(format!("COALESCE(({substitute}), {leader})"))
}

/// Who helps to lead, as a trainee or the handler of an animal, comes after those who lead, wherever they are listed.
fn leading(column: &str, group: &str) -> String {
    let led: Vec<String> =
        LeaderRole::ALL.iter().filter(|role| role.leads()).map(|role| format!("'{}'", role.code())).collect();
    format!(
        "(SELECT s.{column} FROM group_leader l JOIN staff s ON s.id = l.staff_id \
         WHERE l.group_id = {group} AND s.active \
         ORDER BY CASE WHEN l.role IN ({}) THEN 0 ELSE 1 END, l.position LIMIT 1)",
        led.join(", ")
    )
}
