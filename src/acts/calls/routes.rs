//! Letters and calls, by page.

use axum::extract::State;
use axum::response::Response;
use axum_extra::routing::TypedPath;
use entity::state::MessageStatus;

use super::{paths, queries, views};
use crate::access::once::Once;
use crate::access::rights::{Action, Resource};
use crate::access::{Act, Viewer};
use crate::app::App;
use crate::error::{Error, OrNotFound, Result};
use crate::message::ManualContact;
use crate::web::done::Done;
use crate::web::page::Page;
use crate::web::who::{Routes, Who};
use crate::{message, notify};

/// Whoever is asked to call, in whatever role: the lists hold what one is asked for oneself.
const SEE: Who = Who::May(Resource::Own, Action::Read);
const MAKE: Who = Who::May(Resource::Own, Action::Write);

/// The routes of letters and calls.
pub fn routes(app: &App) -> Routes {
    Routes::new(app)
        .get(SEE, paths::Calls::PATH, all)
        .post(MAKE, paths::Called::PATH, called)
        .get(SEE, paths::OfSession::PATH, of_session)
        .post(MAKE, paths::CalledOfSession::PATH, called_of_session)
}

async fn all(_: paths::Calls, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    let list = app.act(&by, async |act| queries::all(act, &by).await).await?;
    Ok(page.show(&page.t("told-calls"), &views::all(&page, &by, &list)))
}

async fn of_session(at: paths::OfSession, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    let (session, list) = app.act(&by, async |act| queries::of_session(act, &by, at.id).await).await?;
    Ok(page.show(&page.t("told-calls"), &views::of_session(&page, &session, &list)))
}

async fn called(at: paths::Called, by: Viewer, once: Once, State(app): State<App>) -> Result<Done> {
    app.act_once(&by, &once, async |act| {
        let name = make(act, &message::to_make(act.tx, &by).await?, &at).await?;
        Ok(Done::at(paths::Calls).saying("told-call-made").naming(name))
    })
    .await
}

/// Leads back to the list of the session while it holds something for whoever called.
async fn called_of_session(at: paths::CalledOfSession, by: Viewer, once: Once, State(app): State<App>) -> Result<Done> {
    let paths::CalledOfSession { id, message } = at;
    app.act_once(&by, &once, async |act| {
        let name = make(act, &message::by_hand(act.tx, &by, id).await?, &paths::Called { message }).await?;
        let back = match message::by_hand(act.tx, &by, id).await {
            Ok(_) => Done::at(paths::OfSession { id }),
            Err(Error::NotFound) => Done::at(paths::Calls),
            Err(error) => return Err(error),
        };
        Ok(back.saying("told-call-made").naming(name))
    })
    .await
}

/// Marks one of the letters and calls that somebody reads as made, and answers to whom; one that somebody else has made
/// stays so.
async fn make(act: Act<'_>, of: &[ManualContact], which: &paths::Called) -> Result<String> {
    let row = of.iter().find(|row| row.id == which.message).or_not_found()?;
    if row.status != MessageStatus::Sent {
        notify::done_by_hand(act, which.message).await?;
    }
    Ok(row.name.clone())
}
