//! Letters, by page.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum_extra::routing::TypedPath;

use super::post::{HowMuch, post_letters, read_posted, unpost_letters};
use super::replies::{answer_slip, read_answer};
use super::{paths, queries, views};
use crate::access::Viewer;
use crate::access::once::Once;
use crate::access::rights::{Action, Resource};
use crate::app::App;
use crate::error::{Code, Error, OrNotFound, Result};
use crate::local_time::midnight;
use crate::web::done::Done;
use crate::web::form::Form;
use crate::web::list::ListQuery;
use crate::web::page::Page;
use crate::web::who::{Routes, Who};
use crate::{audit, message, notify};

/// Whoever is asked to write, in whatever role: the lists hold what one is asked for oneself, or leads.
const SEE: Who = Who::May(Resource::Own, Action::Read);
const POST: Who = Who::May(Resource::Own, Action::Write);

/// The routes of letters.
pub fn routes(app: &App) -> Routes {
    Routes::new(app)
        .get(SEE, paths::Letters::PATH, due)
        .get(SEE, paths::Print::PATH, print)
        .post(POST, paths::Posted::PATH, posted)
        .post(POST, paths::Undo::PATH, undo)
        .get(SEE, paths::Replies::PATH, replies)
        .post(POST, paths::Replies::PATH, replied)
}

async fn due(_: paths::Letters, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    let since = midnight(page.zone, page.today());
    let (rows, posted, held) = app
        .act(&by, async |act| {
            let rows = queries::due(act, &by).await?;
            let clients: Vec<_> = rows.iter().map(|row| row.client_id).collect();
            audit::seen_all(act, &clients, "letters").await?;
            let posted = notify::posted_since(act.tx, by.staff_id, since).await?;
            Ok((rows, posted, message::count_held(act.tx).await?))
        })
        .await?;
    Ok(page.show(&page.t("letter-title"), &views::due(&page, &rows, &posted, held)))
}

async fn print(page: Page, by: Viewer, State(app): State<App>, asked: ListQuery) -> Result<Response> {
    let form = asked.form.clone().set("posted_on", page.today());
    sheets(&app, &page, &by, &form).await
}

async fn sheets(app: &App, page: &Page, by: &Viewer, form: &Form) -> Result<Response> {
    let chosen = form.ids(&["letter"]);
    let batch = app.act(by, async |act| queries::batch(act, by, &chosen).await).await?;
    let content = views::print(page, &batch, form, &app.config.return_address);
    let title = page.t("letter-print-title");
    Ok(page.show_form(form, &title, &content))
}

async fn posted(page: Page, by: Viewer, once: Once, State(app): State<App>, form: Form) -> Result<Response> {
    let done = app
        .act_once(&by, &once, async |act| {
            let posted = read_posted(&form, act.today())?;
            Ok(Done::at(paths::Letters::PATH).saying(match post_letters(act, &by, &posted).await? {
                HowMuch::All => "letter-posted",
                HowMuch::Some => "letter-posted-some",
            }))
        })
        .await;
    form.or_again(done, async |form| sheets(&app, &page, &by, &form).await).await
}

async fn undo(by: Viewer, once: Once, State(app): State<App>, form: Form) -> Result<Done> {
    app.act_once(&by, &once, async |act| {
        let at = form.value("batch").parse().map_err(|_| Error::invalid("batch", Code::FaultChoice))?;
        Ok(Done::at(paths::Letters::PATH).saying(match unpost_letters(act, &by, at).await? {
            HowMuch::All => "letter-unposted",
            HowMuch::Some => "letter-unposted-some",
        }))
    })
    .await
}

async fn replies(page: Page, by: Viewer, State(app): State<App>, asked: ListQuery) -> Result<Response> {
    keyed(&app, &page, &by, &asked.form).await
}

async fn keyed(app: &App, page: &Page, by: &Viewer, form: &Form) -> Result<Response> {
    let code = form.value("code");
    let found = app
        .act(by, async |act| {
            let Some(letter) = message::letter_of_slip(act.tx, by, code).await? else {
                return Ok(views::FoundLetter::default());
            };
            audit::seen(act, letter.client_id, "letters").await?;
            let sessions = queries::coming(act, &[letter.client_id]).await?.remove(&letter.client_id);
            Ok(views::FoundLetter { letter: Some(letter), sessions: sessions.unwrap_or_default() })
        })
        .await?;
    let unknown = found.letter.is_none() && !code.is_empty();
    let content = views::replies(page, form, &found, unknown);
    let title = page.t("letter-replies");
    Ok(if unknown || !form.faults().is_empty() { page.again(&title, &content) } else { page.show(&title, &content) })
}

async fn replied(page: Page, by: Viewer, once: Once, State(app): State<App>, form: Form) -> Result<Response> {
    let done = app
        .act_once(&by, &once, async |act| {
            let letter = message::letter_of_slip(act.tx, &by, form.value("code")).await?.or_not_found()?;
            let told = answer_slip(act, &by, &letter, read_answer(&form)?).await?;
            Ok(told.on_if_any(Done::at(paths::Replies::PATH).saying("letter-keyed").naming(letter.name)))
        })
        .await;
    let done = done.map(|done| done.wake(&app).into_response());
    form.or_again(done, async |form| keyed(&app, &page, &by, &form).await).await
}
