//! The pages of the merge of two groups.

use axum::extract::State;
use axum::response::Response;
use axum_extra::routing::TypedPath;
use entity::group;
use entity::id::{ClientId, GroupId};
use utoipa_axum::routes;

use super::queries::candidates;
use super::views::ToMerge;
use super::{api, merge_groups, unmerge_groups, views};
use crate::access::once::Once;
use crate::access::rights::{Action, Resource};
use crate::access::{Act, Viewer, scope};
use crate::app::App;
use crate::error::Result;
use crate::merge::Merging;
use crate::programme::{self, paths};
use crate::web::done::Done;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::who::{Routes, Who};
use crate::{audit, enrolment};

const WRITE: Who = Who::May(Resource::Group, Action::Write);

/// The routes of the merge.
pub fn routes(app: &App) -> Routes {
    Routes::new(app)
        .get(WRITE, paths::Merge::PATH, show)
        .post(WRITE, paths::Merge::PATH, merge)
        .post(WRITE, paths::Unmerge::PATH, unmerge)
        .api(WRITE, routes!(api::candidates))
        .api(WRITE, routes!(api::merge))
        .api(WRITE, routes!(api::unmerge))
}

async fn show(at: paths::Merge, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    draw(&app, &page, &by, at.id, &Form::default()).await
}

async fn draw(app: &App, page: &Page, by: &Viewer, id: GroupId, form: &Form) -> Result<Response> {
    let content = app
        .act_at(by, page.now, async |act| {
            let group = programme::writable(act.tx, by, Resource::Group, id).await?;
            let of = ToMerge {
                group: &group,
                places: enrolment::places(act.tx, id).await?,
                names: &names(act, by, &group).await?,
                candidates: &candidates(act.tx, by, &group, act.now).await?,
            };
            Ok(views::merge(page, by, &of, form))
        })
        .await?;
    let title = page.t("merge-groups-title");
    Ok(page.show_form(form, &title, &content))
}

/// Who has a place in a group, as far as the person may know.
async fn names(act: Act<'_>, by: &Viewer, group: &group::Model) -> Result<Vec<String>> {
    if !by.may(Resource::Participation, Action::Read) {
        return Ok(Vec::new());
    }
    let reached = scope::participations(by, Resource::Participation, Action::Read);
    let mut rows = enrolment::participants(act.tx, by, group.id, reached).await?;
    rows.retain(|row| row.status.is_open());
    let clients: Vec<ClientId> = rows.iter().map(|row| row.client_id).collect();
    audit::seen_all(act, &clients, "participants").await?;
    Ok(rows.into_iter().map(|row| row.client_name).collect())
}

async fn merge(
    at: paths::Merge,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    once: Once,
    form: Form,
) -> Result<Response> {
    let done = app.act_once(&by, &once, async |act| {
        let mut reader = form.reader();
        let kept = reader.id("kept");
        let kept = reader.done(|| kept)?;
        let told = merge_groups(act, &by, Merging { ended: at.id, kept }).await?;
        Ok(told.on(Done::at(paths::Show { id: at.id }).saying("merge-groups-done")))
    });
    let done = done.await.map(|done| done.wake(&app));
    form.or_again(done, async |form| draw(&app, &page, &by, at.id, &form).await).await
}

async fn unmerge(at: paths::Unmerge, by: Viewer, State(app): State<App>, once: Once) -> Result<Done> {
    let done = app.act_once(&by, &once, async |act| {
        let told = unmerge_groups(act, &by, at.id).await?;
        Ok(told.on(Done::at(paths::Show { id: at.id }).saying("merge-groups-undone")))
    });
    Ok(done.await?.wake(&app))
}
