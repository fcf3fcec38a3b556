//! The button that takes up an application; it stands on the page of applications.

use axum::extract::State;
use axum_extra::routing::TypedPath;

use super::accept_application;
use crate::access::Viewer;
use crate::access::once::Once;
use crate::access::rights::{Action, Resource};
use crate::app::App;
use crate::error::Result;
use crate::recruitment;
use crate::recruitment::paths::{Accept, Applications};
use crate::web::done::Done;
use crate::web::form::Form;
use crate::web::who::{Routes, Who};

/// The route of the act.
pub fn routes(app: &App) -> Routes {
    Routes::new(app).post(Who::May(Resource::ReferralDecision, Action::Write), Accept::PATH, accept)
}

async fn accept(at: Accept, by: Viewer, State(app): State<App>, once: Once, form: Form) -> Result<Done> {
    let mut reader = form.reader();
    let known = reader.id_or_none("client_id");
    let known = reader.done(|| known)?;
    app.act_once(&by, &once, async |act| {
        let group = recruitment::application(act.tx, &by, at.id).await?.group_id;
        accept_application(act, &by, at.id, known).await?;
        let to = Applications { id: group };
        Ok(Done::at(to).saying("application-accepted"))
    })
    .await
}
