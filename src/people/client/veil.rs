//! Address protection in lists: who is not the key worker reads a code name, and finds no place that would tell where
//! the client lives or goes.

use entity::client;
use entity::id::{ClientId, StaffId};
use entity::state::Language;
use sea_orm::sea_query::{CaseStatement, Expr};

use crate::access::Viewer;
use crate::access::scope::unhidden;
use crate::text::t_with;

/// A client's name in a query, empty where it is hidden; [`veil`] makes a code name of that.
pub fn name_for(viewer: StaffId) -> CaseStatement {
    Expr::case(unhidden(viewer), Expr::col((client::Entity, client::Column::Name))).finally("")
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
