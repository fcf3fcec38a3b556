//! What befalls a session, by form.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum_extra::routing::TypedPath;
use chrono_tz::Tz;
use entity::id::{GroupId, SessionId};
use entity::session;
use utoipa_axum::routes;

use super::cancellation::{Cancel, read_cancel};
use super::{
    AddedSession, add_session, api, cancel_session, hold_begun, move_session, paths, queries, restore_session,
    schedule, update_session,
};
use crate::access::once::Once;
use crate::access::rights::{Action, Resource};
use crate::access::{Viewer, reach_session};
use crate::app::App;
use crate::error::{Error, Result};
use crate::local_time::{instant, zone_of};
use crate::notify::{HowToTell, Telling};
use crate::programme::{self, ClashRow, Move, Typed};
use crate::web::done::Done;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::who::{Routes, Who};

const SEE: Who = Who::May(Resource::Group, Action::Read);
const CHANGE: Who = Who::May(Resource::Group, Action::Write);

/// The routes of what befalls a session.
pub fn routes(app: &App) -> Routes {
    Routes::new(app)
        .post(CHANGE, paths::Cancel::PATH, cancel)
        .post(CHANGE, paths::Move::PATH, shift)
        .post(CHANGE, paths::Restore::PATH, restore)
        .post(CHANGE, programme::paths::HoldSession::PATH, hold)
        .post(CHANGE, programme::paths::ShowSession::PATH, update)
        .get(CHANGE, programme::paths::Schedule::PATH, schedule::edit)
        .post(CHANGE, programme::paths::Schedule::PATH, schedule::update)
        .post(CHANGE, programme::paths::Sessions::PATH, create)
        .api(SEE, routes!(schedule::api::show))
        .api(CHANGE, routes!(schedule::api::put))
        .api(CHANGE, routes!(api::create))
        .api(CHANGE, routes!(api::cancel))
        .api(CHANGE, routes!(api::shift))
        .api(CHANGE, routes!(api::restore))
        .api(CHANGE, routes!(api::update))
}

/// Where a session goes, and how it is told.
struct MoveInput {
    to: Move,
    how: HowToTell,
}

/// Reads the new day and hours, in the session's own zone.
fn read_move(form: &Form, session: &session::Model, settings: Tz) -> Result<MoveInput> {
    let zone = zone_of(&session.timezone, settings);
    let mut reader = form.reader();
    let (date, starts, ends) = (reader.date("date"), reader.time("start_time"), reader.time_or_none("end_time"));
    let venue_id = reader.id_or_none("venue_id");
    let how = HowToTell::of(reader.ticked("notify"));
    reader.done(|| {
        let date = date?;
        let at = |time| instant(zone, date.and_time(time));
        Ok(MoveInput { to: Move { starts_at: at(starts?), ends_at: ends?.map(at), venue_id: venue_id? }, how })
    })
}

async fn cancel(
    at: paths::Cancel,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    once: Once,
    form: Form,
) -> Result<Response> {
    let (faults, clashes) = match called_off(&app, &by, &once, at.id, &form).await {
        Ok(Ok(done)) => return Ok(done.wake(&app).into_response()),
        Ok(Err(clashes)) => (programme::unconfirmed(), clashes),
        Err(Error::Invalid(faults)) => (faults, Vec::new()),
        Err(error) => return Err(error),
    };
    let typed = Typed { call_off: Some(form.with(faults)), clashes, ..Typed::default() };
    programme::session_page(&app, &page, &by, at.id, &typed).await
}

/// Calls a session off; what the one that takes its place would run into comes back instead, unless it is to be added all the
/// same.
async fn called_off(
    app: &App,
    by: &Viewer,
    once: &Once,
    id: SessionId,
    form: &Form,
) -> Result<Result<Telling<Done>, Vec<ClashRow>>> {
    app.attempt_once(by, once, async |act| {
        let session = programme::writable_session(act.tx, by, id).await?;
        let Cancel { why, how } = read_cancel(form, zone_of(&session.timezone, act.zone))?;
        let said = if why.replacement.is_some() { "told-replaced-done" } else { "told-cancelled-done" };
        let told = cancel_session(act, by, id, why, how).await?;
        let clashes = if form.ticked("anyway") { Vec::new() } else { queries::clashes_instead(act, id).await? };
        let done = Done::at(format!("/sessions/{id}")).saying(said);
        Ok(if clashes.is_empty() { Ok(told.on(done)) } else { Err(clashes) })
    })
    .await
}

async fn shift(
    at: paths::Move,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    once: Once,
    form: Form,
) -> Result<Response> {
    let (faults, clashes) = match shifted(&app, &by, &once, at.id, &form).await {
        Ok(Ok(done)) => return Ok(done.wake(&app).into_response()),
        Ok(Err(clashes)) => (programme::unconfirmed(), clashes),
        Err(Error::Invalid(faults)) => (faults, Vec::new()),
        Err(error) => return Err(error),
    };
    let typed = Typed { shift: Some(form.with(faults)), clashes, ..Typed::default() };
    programme::session_page(&app, &page, &by, at.id, &typed).await
}

/// Moves a session; what it would run into comes back instead, unless it is to move all the same.
async fn shifted(
    app: &App,
    by: &Viewer,
    once: &Once,
    id: SessionId,
    form: &Form,
) -> Result<Result<Telling<Done>, Vec<ClashRow>>> {
    app.attempt_once(by, once, async |act| {
        let session = programme::writable_session(act.tx, by, id).await?;
        let MoveInput { to, how } = read_move(form, &session, act.zone)?;
        let told = move_session(act, by, id, to, how).await?;
        let clashes =
            if form.ticked("anyway") { Vec::new() } else { programme::clashes_of(act.tx, id, act.zone).await? };
        Ok(if clashes.is_empty() {
            Ok(told.on(Done::at(back_from(&session, act.zone)).saying("told-moved-done")))
        } else {
            Err(clashes)
        })
    })
    .await
}

async fn restore(at: paths::Restore, by: Viewer, State(app): State<App>, once: Once) -> Result<Done> {
    let restored = app.act_once(&by, &once, async |act| {
        let told = restore_session(act, &by, at.id).await?;
        Ok(told.on(Done::at(format!("/sessions/{}", at.id)).saying("told-restored-done")))
    });
    Ok(restored.await?.wake(&app))
}

async fn hold(at: programme::paths::HoldSession, by: Viewer, State(app): State<App>, once: Once) -> Result<Done> {
    app.act_once(&by, &once, async |act| {
        hold_begun(act, &reach_session(act, &by, at.id).await?).await?;
        Ok(Done::at(programme::paths::ShowSession { id: at.id }).saying("session-saved"))
    })
    .await
}

async fn update(
    at: programme::paths::ShowSession,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    once: Once,
    form: Form,
) -> Result<Response> {
    let done = save(&app, &by, &once, at.id, &form).await.map(|done| done.wake(&app));
    form.or_again(done, async |form| {
        let typed = Typed { plan: Some(form), ..Typed::default() };
        programme::session_page(&app, &page, &by, at.id, &typed).await
    })
    .await
}

async fn save(app: &App, by: &Viewer, once: &Once, id: SessionId, form: &Form) -> Result<Telling<Done>> {
    app.act_once(by, once, async |act| {
        let stands = reach_session(act, by, id).await?.session;
        form.check_version(&programme::session_form(&stands))?;
        let told = update_session(act, by, id, programme::read_session(form)?).await?;
        let done = Done::at(programme::paths::ShowSession { id }).saying("session-saved");
        Ok(told.on_if_any(done))
    })
    .await
}

/// The page of a moved session, with the way back to where it was.
fn back_from(session: &session::Model, settings: Tz) -> String {
    let form = programme::move_form(session, settings);
    let was = ["date", "start_time", "end_time", "venue_id"].map(|name| format!("{name}={}", form.value(name)));
    format!("/sessions/{}?{}", session.id, was.join("&"))
}

async fn create(
    at: programme::paths::Sessions,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    once: Once,
    form: Form,
) -> Result<Response> {
    let (faults, clashes) = match add(&app, &by, &once, at.id, &form).await {
        Ok(Ok(done)) => return Ok(done.wake(&app).into_response()),
        Ok(Err(clashes)) => (programme::unconfirmed(), clashes),
        Err(Error::Invalid(faults)) => (faults, Vec::new()),
        Err(error) => return Err(error),
    };
    programme::sessions_page(&app, &page, &by, at.id, &form.with(faults), &clashes).await
}

/// Adds a session; what it would run into comes back instead, unless it is to be added all the same.
async fn add(
    app: &App,
    by: &Viewer,
    once: &Once,
    id: GroupId,
    form: &Form,
) -> Result<Result<Telling<Done>, Vec<ClashRow>>> {
    app.attempt_once(by, once, async |act| {
        let group = programme::writable(act.tx, by, Resource::Group, id).await?;
        let AddedSession { id: session, told } =
            add_session(act, by, id, programme::read_extra(form, &group, act.zone)?).await?;
        let clashes =
            if form.ticked("anyway") { Vec::new() } else { programme::clashes_of(act.tx, session, act.zone).await? };
        let done = Done::at(programme::paths::Sessions { id }).saying("session-added");
        Ok(if clashes.is_empty() { Ok(told.on(done)) } else { Err(clashes) })
    })
    .await
}
