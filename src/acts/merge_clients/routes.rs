//! The pages of the merge.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum_extra::routing::TypedPath;
use entity::id::ClientId;

use super::queries::TwoClients;
use super::within_reach::merged;
use super::{paths, queries, rules, views};
use crate::access::Viewer;
use crate::access::once::Once;
use crate::access::rights::{Action, Resource};
use crate::app::App;
use crate::audit;
use crate::error::{Code, Error, Fault, Result};
use crate::merge::Merge;
use crate::people::client::paths::Show;
use crate::web::done::Done;
use crate::web::form::{Form, LINE, Reader, Reading};
use crate::web::list::ListQuery;
use crate::web::page::Page;
use crate::web::who::{Routes, Who};

const MERGE: Who = Who::May(Resource::ClientMerge, Action::Write);

/// The routes of the merge.
pub fn routes(app: &App) -> Routes {
    Routes::new(app).get(MERGE, paths::Duplicates::PATH, duplicates).get(MERGE, paths::Merge::PATH, compare).post(
        MERGE,
        paths::Merge::PATH,
        merge,
    )
}

async fn duplicates(page: Page, by: Viewer, State(app): State<App>, asked: ListQuery) -> Result<Response> {
    draw_duplicates(&app, &page, &by, &asked.form).await
}

async fn draw_duplicates(app: &App, page: &Page, by: &Viewer, form: &Form) -> Result<Response> {
    let (clients, cut) = app
        .act(by, async |act| {
            let (clients, cut) = queries::sharing(act.tx, by).await?;
            let (pairs, _) = rules::pairs(&clients);
            let mut seen: Vec<ClientId> = pairs.iter().flat_map(|pair| [pair.one.id, pair.other.id]).collect();
            seen.sort_unstable();
            seen.dedup();
            audit::seen_all(act, &seen, "client.duplicates").await?;
            Ok((clients, cut))
        })
        .await?;
    let (pairs, more) = rules::pairs(&clients);
    let content = views::duplicates(page, by, form, &pairs, cut || more);
    let title = page.t("merge-duplicates");
    Ok(page.show_form(form, &title, &content))
}

async fn compare(page: Page, by: Viewer, State(app): State<App>, asked: ListQuery) -> Result<Response> {
    let form = asked.form;
    match chosen(&app, &by, &form).await {
        Ok(both) => draw(&app, &page, &by, both, &form).await,
        Err(Error::Invalid(faults)) => draw_duplicates(&app, &page, &by, &form.with(faults)).await,
        Err(error) => Err(error),
    }
}

/// The two clients of a form, by id, number or whole name.
async fn chosen(app: &App, by: &Viewer, form: &Form) -> Result<TwoClients> {
    let mut reader = form.reader();
    let one = client_of(app, by, &mut reader, "one").await?;
    let other = client_of(app, by, &mut reader, "other").await?;
    let other = reader.checked(other, |other| (one == Ok(*other)).then(|| Fault::of("other", Code::MergeSelf)));
    reader.done(|| Ok(TwoClients { one: one?, other: other? }))
}

async fn client_of(app: &App, by: &Viewer, reader: &mut Reader<'_>, field: &'static str) -> Result<Reading<ClientId>> {
    let text = match reader.text(field, LINE) {
        Ok(text) => text,
        Err(faulty) => return Ok(Err(faulty)),
    };
    let found = queries::named(app.db.read(), by, &text).await?;
    Ok(found.ok_or_else(|| reader.fault(Fault::of(field, Code::MergeUnknown))))
}

async fn draw(app: &App, page: &Page, by: &Viewer, both: TwoClients, form: &Form) -> Result<Response> {
    let (one, other) = app
        .act(by, async |act| {
            let (one, other) = queries::sides(act.tx, by, both).await?;
            audit::seen_all(act, &[one.client.id, other.client.id], "client.merge").await?;
            Ok((one, other))
        })
        .await?;
    let form = if form.value("kept").is_empty() {
        form.clone().set("kept", rules::better(&one.client, &other.client))
    } else {
        form.clone()
    };
    let content = views::compare(page, &form, &one, &other);
    let title = page.t("merge-title");
    Ok(page.show_form(&form, &title, &content))
}

async fn merge(page: Page, by: Viewer, State(app): State<App>, once: Once, form: Form) -> Result<Response> {
    let both = chosen(&app, &by, &form).await?;
    let faults = match join(&app, &by, &once, both, &form).await {
        Ok(done) => return Ok(done.into_response()),
        Err(Error::Invalid(faults)) => faults,
        Err(Error::Conflict(fault)) => vec![fault],
        Err(error) => return Err(error),
    };
    draw(&app, &page, &by, both, &form.with(faults)).await
}

async fn join(app: &App, by: &Viewer, once: &Once, TwoClients { one, other }: TwoClients, form: &Form) -> Result<Done> {
    let mut reader = form.reader();
    let kept = reader.choice("kept", |text| text.parse().ok().filter(|id| [one, other].contains(id)));
    let kept = reader.done(|| kept)?;
    let gone = if kept == one { other } else { one };
    app.act_once(by, once, async |act| {
        let told = merged(act, by, Merge { kept, gone }).await?;
        let worker = by.may(Resource::Client, Action::Read);
        let to = if worker { Show { id: kept }.to_string() } else { paths::Duplicates::PATH.to_owned() };
        Ok(told.on_if_any(Done::at(to).saying("merge-done")))
    })
    .await
    .map(|done| done.wake(app))
}
