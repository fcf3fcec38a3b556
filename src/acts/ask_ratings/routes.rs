//! The buttons that ask for feedback; they stand on the page of a session's feedback.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum_extra::routing::TypedPath;

use super::ask_pulse;
use super::pulse::PulseRequester;
use crate::access::once::Once;
use crate::access::rights::{Action, Resource};
use crate::access::{Act, Viewer};
use crate::app::App;
use crate::error::{Code, Fault, Result};
use crate::rating;
use crate::rating::paths::{Pulse, PulseForms};
use crate::web::done::Done;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::who::{Routes, Who};

/// The route of the act.
pub fn routes(app: &App) -> Routes {
    Routes::new(app).post(Who::May(Resource::Rating, Action::Write), Pulse::PATH, ask)
}

async fn ask(at: Pulse, page: Page, by: Viewer, State(app): State<App>, once: Once, form: Form) -> Result<Response> {
    let how = match form.value("by") {
        "link" => PulseRequester::Link,
        "paper" => PulseRequester::Paper,
        _ => {
            let faults = vec![Fault::of("by", Code::FaultChoice)];
            return rating::pulse_again(&app, &page, &by, at.id, &form.with(faults)).await;
        }
    };
    let asked = async |act: Act<'_>| {
        let told = ask_pulse(act, &by, at.id, how).await?;
        Ok(match how {
            PulseRequester::Link => told.on(Done::at(&at).saying("rating-pulse-sent")),
            PulseRequester::Paper => told.with(Done::at(PulseForms { id: at.id })),
        })
    };
    Ok(app.act_once(&by, &once, asked).await?.wake(&app).into_response())
}
