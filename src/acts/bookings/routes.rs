//! Bookings, by page.

use axum::extract::State;
use axum::response::Response;
use axum_extra::routing::TypedPath;
use entity::id::{InterpretingId, SessionId};
use utoipa_axum::routes;

use super::interpreters::{book_interpreter, change_interpreter};
use super::{api, paths, queries, views};
use crate::access::once::Once;
use crate::access::rights::{Action, Resource};
use crate::access::{Viewer, reach_session};
use crate::app::App;
use crate::error::{OrNotFound, Result};
use crate::notify;
use crate::programme::paths::{Interpreters, Interpreting, ShowSession};
use crate::programme::{self, Typed, TypedInterpreting};
use crate::web::done::Done;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::who::{Routes, Who};

const CHANGE: Who = Who::May(Resource::Group, Action::Write);
const SEE: Who = Who::May(Resource::Own, Action::Read);
const TELL: Who = Who::May(Resource::Own, Action::Write);

/// The routes of bookings.
pub fn routes(app: &App) -> Routes {
    Routes::new(app)
        .post(CHANGE, Interpreters::PATH, book)
        .post(CHANGE, Interpreting::PATH, change)
        .get(SEE, paths::Bookings::PATH, to_tell)
        .post(TELL, paths::BookingTold::PATH, told)
        .api(CHANGE, routes!(api::list))
        .api(CHANGE, routes!(api::create))
        .api(CHANGE, routes!(api::update))
}

async fn book(
    at: Interpreters,
    page: Page,
    by: Viewer,
    once: Once,
    State(app): State<App>,
    form: Form,
) -> Result<Response> {
    let done = app.act_once(&by, &once, async |act| {
        let input = programme::read_interpreting(&form)?;
        book_interpreter(act, &by, at.id, input).await?;
        Ok(Done::at(ShowSession { id: at.id }).saying("interpreting-saved"))
    });
    let done = done.await;
    form.or_again(done, async |form| again(&app, &page, &by, at.id, typed(None, form)).await).await
}

async fn change(
    at: Interpreting,
    page: Page,
    by: Viewer,
    once: Once,
    State(app): State<App>,
    form: Form,
) -> Result<Response> {
    let done = app.act_once(&by, &once, async |act| {
        let stands = programme::one_interpreting(act.tx, at.id).await?;
        reach_session(act, &by, stands.session_id).await?;
        form.check_version(&programme::interpreting_form(&stands))?;
        let session = change_interpreter(act, &by, at.id, programme::read_interpreting(&form)?).await?;
        Ok(Done::at(ShowSession { id: session }).saying("interpreting-saved"))
    });
    let done = done.await;
    let again = async |form: Form| {
        let session = programme::one_interpreting(app.db.read(), at.id).await?.session_id;
        again(&app, &page, &by, session, typed(Some(at.id), form)).await
    };
    form.or_again(done, again).await
}

const fn typed(of: Option<InterpretingId>, form: Form) -> TypedInterpreting {
    TypedInterpreting { of, form: Some(form) }
}

async fn again(app: &App, page: &Page, by: &Viewer, id: SessionId, typed: TypedInterpreting) -> Result<Response> {
    programme::session_page(app, page, by, id, &Typed { interpreting: typed, ..Typed::default() }).await
}

async fn to_tell(_: paths::Bookings, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    let rows = app.look(&by, async |act| queries::to_tell(act, &by).await).await?;
    Ok(page.show(&page.t("booking-title"), &views::to_tell(&page, &rows)))
}

async fn told(at: paths::BookingTold, by: Viewer, once: Once, State(app): State<App>) -> Result<Done> {
    app.act_once(&by, &once, async |act| {
        let asked = queries::to_tell(act, &by).await?;
        let row = asked.iter().find(|row| row.message == at.message).or_not_found()?;
        notify::done_by_hand(act, row.message).await?;
        Ok(Done::at(paths::Bookings).saying("booking-marked"))
    })
    .await
}
