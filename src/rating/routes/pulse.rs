//! The feedback on one session: who has given it, and the ways to ask for it.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use entity::id::ClientId;
use sea_orm::DatabaseTransaction;

use super::super::queries::{PulseRow, SessionRow};
use super::super::views::pulse;
use super::super::{paths, queries, rules, service};
use super::answer_by;
use crate::access::Act;
use crate::access::Viewer;
use crate::access::once::Once;
use crate::app::App;
use crate::audit;
use crate::error::{Code, Error, Fault, Result};
use crate::web::done::Done;
use crate::web::form::Form;
use crate::web::page::Page;

/// The session with the people whose feedback may be asked, the view of them logged.
async fn open(
    tx: &DatabaseTransaction,
    page: &Page,
    by: &Viewer,
    at: &paths::Pulse,
) -> Result<(SessionRow, Vec<PulseRow>)> {
    let session = queries::session(tx, by, at.id).await?;
    let rows =
        rules::asked_of(queries::pulse_rows(tx, Some(by), &session).await?, (session.starts_at, session.ends_at));
    let seen: Vec<ClientId> = rows.iter().map(|row| row.client_id).collect();
    audit::seen_all(Act::new(tx, by.actor(), page.now, page.zone), &seen, "pulse").await?;
    Ok((session, rows))
}

pub(super) async fn show(at: paths::Pulse, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    draw(&app, &page, &by, &at, &Form::default()).await
}

async fn draw(app: &App, page: &Page, by: &Viewer, at: &paths::Pulse, form: &Form) -> Result<Response> {
    let (session, rows) = app
        .act(by, async |act| {
            let (session, rows) = open(act.tx, page, by, at).await?;
            Ok((session, rows))
        })
        .await?;
    let (title, content) = (page.t("rating-phase-pulse"), pulse::show(page, &session, &rows, form));
    Ok(if form.faults().is_empty() { page.show(&title, &content) } else { page.again(&title, &content) })
}

pub(super) async fn ask(
    at: paths::Pulse,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    once: Once,
    form: Form,
) -> Result<Response> {
    let by_link = match form.value("by") {
        "link" => true,
        "paper" => false,
        _ => {
            let faults = vec![Fault::of("by", Code::FaultChoice)];
            return draw(&app, &page, &by, &at, &form.with(faults)).await;
        }
    };
    app.act_once(&by, &once, async |act| {
        let (session, rows) = open(act.tx, &page, &by, &at).await?;
        if session.starts_at > page.now {
            return Err(Error::conflict(Code::RatingPulseAhead));
        }
        service::ask_pulse(act, &session, (&rows, answer_by(act.today()))).await?;
        if by_link {
            service::send_pulse(act, &session).await?;
        }
        Ok(if by_link { Done::at(&at).saying("rating-pulse-sent") } else { Done::at(paths::PulseForms { id: at.id }) })
    })
    .await
    .map(IntoResponse::into_response)
}

pub(super) async fn print(at: paths::PulseForms, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    let (session, rows) = app
        .act(&by, async |act| {
            let (session, rows) = open(act.tx, &page, &by, &paths::Pulse { id: at.id }).await?;
            Ok((session, rows))
        })
        .await?;
    Ok(page.show(&page.t("rating-pulse-forms"), &pulse::forms(&page, &session, &rows)))
}
