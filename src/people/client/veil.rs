//! Address protection in lists: who is not the key worker reads a code name, and finds no place that would tell where
//! the client lives or goes. Nor does the client's own place in a list tell anything.

use entity::client;
use entity::id::ClientId;
use entity::state::Language;
use sea_orm::sea_query::{CaseStatement, Expr, NullOrdering};
use sea_orm::{Order, QueryOrder};

use crate::access::Viewer;
use crate::access::scope::unhidden;
use crate::text::t_with;

/// A client's name in a query, empty where it is hidden; [`veil`] makes a code name of that.
pub fn name_for(viewer: &Viewer) -> CaseStatement {
    Expr::case(unhidden(viewer), Expr::col((client::Entity, client::Column::Name))).finally("")
}

/// A list of clients by name, as the viewer may read names: those that are hidden stand last, by id.
pub fn by_name<Q: QueryOrder>(find: Q, viewer: &Viewer) -> Q {
    by_column(find, viewer, client::Column::NameSort, Order::Asc)
}

/// The same by another column that is hidden with the name; rows without a value stand among the hidden ones.
pub fn by_column<Q: QueryOrder>(find: Q, viewer: &Viewer, column: client::Column, order: Order) -> Q {
    let open: Expr = Expr::case(unhidden(viewer), Expr::col((client::Entity, column))).into();
    find.order_by_with_nulls(open, order, NullOrdering::Last).order_by(client::Column::Id, Order::Asc)
}

/// Puts the code name where [`name_for`] left the name out.
pub fn veil(viewer: &Viewer, id: ClientId, name: &mut String) {
    if name.is_empty() {
        *name = code(viewer.language, id);
    }
}

/// What stands for the name of a protected client, on every list the same.
pub fn code(language: Language, id: ClientId) -> String {
    t_with(language, "client-code-name", &[("code", code_name(id).into())])
}

/// The last four letters of the id, which are random.
fn code_name(id: ClientId) -> String {
    let id = id.to_string().to_uppercase();
    id[id.len() - 4..].to_owned()
}
