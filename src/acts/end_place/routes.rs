//! The page of a group's participants.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum_extra::routing::TypedPath;
use entity::id::{ClientId, GroupId};
use utoipa_axum::routes;

use super::reopen::read_reason;
use super::views::FaultyEnd;
use super::within_reach::{ended, read_end};
use super::{PlaceEnded, PlaceReopened, api, give_up_place, paths, queries, reopen_place, together, views};
use crate::access::once::Once;
use crate::access::rights::{Action, Resource};
use crate::access::{Act, Viewer, reach_place, scope};
use crate::acts::follow_end::EndHeardBy;
use crate::app::App;
use crate::enrolment;
use crate::error::{Error, Result};
use crate::notify::Telling;
use crate::web::done::Done;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::who::{Routes, Who};
use crate::{audit, referral};

const READ: Who = Who::May(Resource::Participation, Action::Read);
const WRITE: Who = Who::May(Resource::Participation, Action::Write);

/// The routes of participations.
pub fn routes(app: &App) -> Routes {
    Routes::new(app)
        .get(WRITE, paths::OfGroup::PATH, of_group)
        .get(WRITE, paths::Ends::PATH, together::show)
        .post(WRITE, paths::Ends::PATH, together::save)
        .post(WRITE, paths::Finish::PATH, finish)
        .post(WRITE, paths::NoStart::PATH, no_start)
        .post(WRITE, paths::Reopen::PATH, reopen)
        .api(READ, routes!(api::list))
        .api(WRITE, routes!(api::end))
        .api(WRITE, routes!(api::reopen))
}

async fn of_group(at: paths::OfGroup, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    draw(&app, &page, &by, at.id, None).await
}

async fn draw(app: &App, page: &Page, by: &Viewer, id: GroupId, faulty: Option<FaultyEnd>) -> Result<Response> {
    let (group, rows, places) = app
        .act(by, async |act| {
            let group = referral::group_led(act.tx, by, id, Resource::Participation, Action::Write).await?;
            let reached = scope::participations(by, Resource::Participation, Action::Write);
            let rows = enrolment::participants(act.tx, by, id, reached).await?;
            let places = enrolment::places(act.tx, id).await?;
            let clients: Vec<ClientId> = rows.iter().map(|row| row.client_id).collect();
            audit::seen_all(act, &clients, "participants").await?;
            Ok((group, rows, places))
        })
        .await?;
    let content = views::of_group(page, by, &group, places, &rows, faulty.as_ref());
    let title = format!("{} – {}", group.name, page.t("participation-index"));
    Ok(if faulty.is_none() { page.show(&title, &content) } else { page.again(&title, &content) })
}

async fn finish(
    at: paths::Finish,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    once: Once,
    form: Form,
) -> Result<Response> {
    let group = queries::reach(app.db.read(), &by, at.id).await?.group_id;
    let ended = match read_end(&form, page.today()) {
        Ok(end) => {
            let end = async |act: Act<'_>| answer(act, &by, ended(act, &by, at.id, end).await?).await;
            app.act_once(&by, &once, end).await
        }
        Err(error) => Err(error),
    };
    match ended {
        Ok(done) => Ok(done.wake(&app).into_response()),
        Err(Error::Invalid(faults)) => {
            draw(&app, &page, &by, group, Some(FaultyEnd { place: at.id, form: form.with(faults) })).await
        }
        Err(error) => Err(error),
    }
}

async fn no_start(at: paths::NoStart, by: Viewer, State(app): State<App>, once: Once) -> Result<Done> {
    let given_up = async |act: Act<'_>| {
        let place = reach_place(act, &by, at.id).await?;
        answer(act, &by, give_up_place(act, &place, EndHeardBy::Colleagues).await?).await
    };
    Ok(app.act_once(&by, &once, given_up).await?.wake(&app))
}

async fn reopen(
    at: paths::Reopen,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    once: Once,
    form: Form,
) -> Result<Response> {
    let group = queries::reach(app.db.read(), &by, at.id).await?.group_id;
    let reopened = app.act_once(&by, &once, async |act| {
        let place = reach_place(act, &by, at.id).await?;
        let PlaceReopened { place, told } = reopen_place(act, &place, read_reason(&form)?).await?;
        let name = queries::name_of(act.tx, &by, &place).await?;
        let done = Done::at(paths::OfGroup { id: place.group_id }).saying("participation-reopened").naming(name);
        Ok(told.on_if_any(done))
    });
    let done = reopened.await.map(|done| done.wake(&app).into_response());
    form.or_again(done, async |form| draw(&app, &page, &by, group, Some(FaultyEnd { place: at.id, form })).await).await
}

/// The page of the participants, which says whose place ended and whether somebody was offered it.
async fn answer(act: Act<'_>, by: &Viewer, ended: PlaceEnded) -> Result<Telling<Done>> {
    let PlaceEnded { place, goes_on, told } = ended;
    let key = if goes_on { "participation-ended-offered" } else { "participation-ended" };
    let name = queries::name_of(act.tx, by, &place).await?;
    Ok(told.on(Done::at(paths::OfGroup { id: place.group_id }).saying(key).naming(name)))
}
