//! The button of administration that closes or opens an account.

use axum::extract::State;
use axum_extra::routing::TypedPath;
use entity::id::StaffId;

use super::{close_account, open_account};
use crate::access::Viewer;
use crate::access::once::Once;
use crate::access::rights::{Action, Resource};
use crate::admin::paths;
use crate::app::App;
use crate::error::{Code, Error, Result};
use crate::web::done::Done;
use crate::web::form::Form;
use crate::web::who::{Routes, Who};

const WRITE: Who = Who::May(Resource::Organisation, Action::Write);

/// The routes of accounts.
pub fn routes(app: &App) -> Routes {
    Routes::new(app).post(WRITE, paths::Active::PATH, update)
}

async fn update(at: paths::Active, by: Viewer, State(app): State<App>, once: Once, form: Form) -> Result<Done> {
    let active = form.ticked("active");
    not_oneself(&by, at.id)?;
    let updated = app.act_once(&by, &once, async |act| {
        let (told, key) = if active {
            (open_account(act, at.id).await?, "admin-opened")
        } else {
            (close_account(act, at.id).await?, "admin-closed")
        };
        let done = Done::at(paths::Index::PATH).saying(key);
        Ok(told.on_if_any(done))
    });
    Ok(updated.await?.wake(&app))
}

/// Nobody closes the own account: the last administrator would lock everybody out.
fn not_oneself(by: &Viewer, id: StaffId) -> Result<()> {
    if by.staff_id == id { Err(Error::conflict(Code::AdminNotOneself)) } else { Ok(()) }
}
