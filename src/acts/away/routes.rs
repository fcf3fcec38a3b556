//! Times away, by page.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum_extra::routing::TypedPath;
use entity::id::AbsenceId;
use utoipa_axum::routes;

use super::work::change_work;
use super::{api, change_absence, end_absence, paths, tell_absence, views};
use crate::access::Viewer;
use crate::access::once::Once;
use crate::access::rights::{Action, Resource};
use crate::app::App;
use crate::error::{Error, Result};
use crate::local_time;
use crate::notify::Telling;
use crate::people::{self, Colleague};
use crate::web::done::Done;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::who::{Routes, Who};

const SEE: Who = Who::May(Resource::Absence, Action::Read);
const TELL: Who = Who::May(Resource::Absence, Action::Write);
/// The most times away that one page shows.
const SHOWN: u64 = 200;

/// The routes of times away.
pub fn routes(app: &App) -> Routes {
    Routes::new(app)
        .get(SEE, paths::Absences::PATH, show)
        .post(TELL, paths::Absences::PATH, tell)
        .get(TELL, paths::EditAbsence::PATH, edit)
        .post(TELL, paths::EditAbsence::PATH, change)
        .post(TELL, paths::EndAbsence::PATH, end)
        .post(TELL, paths::Work::PATH, work)
        .api(SEE, routes!(api::list))
        .api(TELL, routes!(api::create))
        .api(SEE, routes!(api::show))
        .api(TELL, routes!(api::change))
        .api(TELL, routes!(api::end))
}

async fn show(page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    draw(&app, &page, &by, views::AbsenceForms::default()).await
}

async fn draw(app: &App, page: &Page, by: &Viewer, forms: views::AbsenceForms) -> Result<Response> {
    let db = app.db.read();
    let own = people::own_row(db, by.staff_id).await?;
    let listed = views::AbsenceList {
        rows: people::absences(db, by, None, SHOWN).await?,
        colleagues: people::colleagues(db, by).await?,
        own: people::work_form(&own).versioned(),
    };
    let content = views::absences(page, by, &listed, &forms);
    let title = page.t("absence-title");
    Ok(if forms.are_right() { page.show(&title, &content) } else { page.again(&title, &content) })
}

async fn tell(page: Page, by: Viewer, once: Once, State(app): State<App>, form: Form) -> Result<Response> {
    match told(&app, &by, &once, &form).await {
        Ok(done) => Ok(done.wake(&app).into_response()),
        Err(Error::Invalid(faults)) => {
            let forms = views::AbsenceForms { absence: Some(form.with(faults)), ..Default::default() };
            draw(&app, &page, &by, forms).await
        }
        Err(error) => Err(error),
    }
}

async fn told(app: &App, by: &Viewer, once: &Once, form: &Form) -> Result<Telling<Done>> {
    app.act_once(by, once, async |act| {
        let input = people::read_absence(form, act.today(), None)?;
        let (id, told) = tell_absence(act, by, input).await?;
        let name = people::one_absence(act.tx, id).await?.name;
        Ok(told.on_if_any(Done::at(paths::Absences::PATH).saying("absence-told").naming(name)))
    })
    .await
}

async fn edit(at: paths::EditAbsence, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    let row = people::writable_absence(app.db.read(), &by, at.id).await?;
    draw_change(&app, &page, &by, at.id, &people::absence_form(&row, app.config.zone).versioned()).await
}

async fn draw_change(app: &App, page: &Page, by: &Viewer, id: AbsenceId, form: &Form) -> Result<Response> {
    let db = app.db.read();
    let row = people::one_absence(db, id).await?;
    let mut colleagues = people::colleagues(db, by).await?;
    colleagues.retain(|one| one.id != row.staff_id);
    // Who has left stays named until somebody names another.
    if let Some((id, name)) =
        row.deputy_id.zip(row.deputy.clone()).filter(|(id, _)| colleagues.iter().all(|one| one.id != *id))
    {
        colleagues.push(Colleague { id, name, is_within: false });
    }
    Ok(page.show_form(form, &page.t("absence-change-title"), &views::change(page, &row, form, &colleagues)))
}

async fn change(
    at: paths::EditAbsence,
    page: Page,
    by: Viewer,
    once: Once,
    State(app): State<App>,
    form: Form,
) -> Result<Response> {
    let done = changed(&app, &by, &once, at.id, &form).await.map(|done| done.wake(&app));
    form.or_again(done, async |form| draw_change(&app, &page, &by, at.id, &form).await).await
}

async fn changed(app: &App, by: &Viewer, once: &Once, id: AbsenceId, form: &Form) -> Result<Telling<Done>> {
    app.act_once(by, once, async |act| {
        let told = change_absence(act, by, id, |row| {
            let stands = people::absence_form(row, act.zone);
            form.check_version(&stands)?;
            people::read_absence(form, act.today(), Some(local_time::day(act.zone, row.from_at)))
        });
        let told = told.await?;
        let name = people::one_absence(act.tx, id).await?.name;
        Ok(told.on_if_any(Done::at(paths::Absences::PATH).saying("absence-told").naming(name)))
    })
    .await
}

async fn end(at: paths::EndAbsence, by: Viewer, once: Once, State(app): State<App>) -> Result<Response> {
    let ended = app.act_once(&by, &once, async |act| {
        let told = end_absence(act, &by, at.id).await?;
        let name = people::one_absence(act.tx, at.id).await?.name;
        Ok(told.on_if_any(Done::at(paths::Absences::PATH).saying("absence-ended").naming(name)))
    });
    Ok(ended.await?.wake(&app).into_response())
}

async fn work(page: Page, by: Viewer, once: Once, State(app): State<App>, form: Form) -> Result<Response> {
    let saved = app.act_once(&by, &once, async |act| {
        let own = people::own_row(act.tx, by.staff_id).await?;
        form.check_version(&people::work_form(&own))?;
        change_work(act, &by, people::read_work(&form)?).await?;
        Ok(Done::at(paths::Absences::PATH).saying("absence-work-saved"))
    });
    match saved.await {
        Ok(done) => Ok(done.into_response()),
        Err(Error::Invalid(faults)) => {
            let forms = views::AbsenceForms { work: Some(form.with(faults)), ..Default::default() };
            draw(&app, &page, &by, forms).await
        }
        Err(error) => Err(error),
    }
}
