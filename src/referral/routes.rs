//! The pages of referrals.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::SignedCookieJar;
use axum_extra::routing::TypedPath;
use entity::id::{ClientId, GroupId, ReferralId, WaitingId};
use utoipa_axum::routes;

use super::state::Side;
use super::{api, detail, finder, paths, queries, rules, service, views};
use crate::access::Act;
use crate::access::Viewer;
use crate::access::rights::{Action, Resource};
use crate::app::App;
use crate::error::{Error, Result};
use crate::web::form::{Form, LINE};
use crate::web::list::Asked;
use crate::web::page::{Page, flash};
use crate::web::who::{Routes, Who};
use crate::{audit, enrolment};

const READ: Who = Who::May(Resource::Referral, Action::Read);
const WRITE: Who = Who::May(Resource::Referral, Action::Write);
const DECIDE: Who = Who::May(Resource::ReferralDecision, Action::Write);
const FIND: Who = Who::May(Resource::Group, Action::Read);

/// The routes of referrals.
pub fn routes(app: &App) -> Routes {
    Routes::new(app)
        .get(FIND, paths::Find::PATH, find)
        .get(READ, paths::Index::PATH, index)
        .get(WRITE, paths::New::PATH, new)
        .post(WRITE, paths::Index::PATH, create)
        .get(READ, paths::Show::PATH, show)
        .post(WRITE, paths::Steps::PATH, step)
        .post(WRITE, paths::Contacts::PATH, contact)
        .get(DECIDE, paths::OfGroup::PATH, of_group)
        .post(DECIDE, paths::Prioritise::PATH, prioritise)
        .api(READ, routes!(api::list))
        .api(WRITE, routes!(api::create))
        .api(READ, routes!(api::show))
        .api(WRITE, routes!(api::transition))
}

async fn find(page: Page, by: Viewer, State(app): State<App>, asked: Asked) -> Result<Response> {
    let (found, next) = finder::page(app.db.read(), (page.language, &asked.form), page.now).await?;
    let municipalities = finder::municipalities(app.db.read()).await?;
    let content = views::finder(&page, &by, &asked, (&found, next, &municipalities));
    Ok(page.show(&page.t("find-title"), &content))
}

async fn index(page: Page, by: Viewer, State(app): State<App>, asked: Asked) -> Result<Response> {
    let tx = app.write().await?;
    let act = Act::new(&tx, by.actor(), page.now);
    let (rows, total) = queries::page(&tx, &by, &asked).await?;
    let clients: Vec<ClientId> = rows.iter().map(|row| row.client_id).collect();
    audit::seen_all(act, &clients, "referrals").await?;
    tx.commit().await?;
    Ok(page.show(&page.t("referral-index"), &views::index(&page, &by, &asked, (&rows, total))))
}

async fn new(page: Page, by: Viewer, State(app): State<App>, asked: Asked) -> Result<Response> {
    let form = Form::default()
        .set("group_id", asked.form.value("group"))
        .set("client_id", asked.form.value("client"))
        .set("first_channel", "own_worker")
        .set("accompany_session", 1);
    draw(&app, &page, &by, &form).await
}

async fn create(page: Page, by: Viewer, State(app): State<App>, jar: SignedCookieJar, form: Form) -> Result<Response> {
    match send(&app, &by, &form).await {
        Ok(id) => Ok((jar.add(flash("referral-sent")), Redirect::to(&paths::Show { id }.to_string())).into_response()),
        Err(Error::Invalid(faults)) => draw(&app, &page, &by, &form.with(faults)).await,
        Err(Error::Conflict(fault)) => draw(&app, &page, &by, &form.with(vec![fault])).await,
        Err(error) => Err(error),
    }
}

async fn send(app: &App, by: &Viewer, form: &Form) -> Result<ReferralId> {
    let new = rules::read(form, by.staff_id)?;
    let tx = app.write().await?;
    let act = Act::new(&tx, by.actor(), app.clock.now());
    queries::may_refer(&tx, by, new.client).await?;
    queries::group_seen(&tx, by, new.group).await?;
    let id = service::submit(act, new).await?;
    tx.commit().await?;
    Ok(id)
}

async fn draw(app: &App, page: &Page, by: &Viewer, form: &Form) -> Result<Response> {
    let tx = app.write().await?;
    let act = Act::new(&tx, by.actor(), page.now);
    let clients = queries::client_options(&tx, by).await?;
    let ids: Vec<ClientId> = clients.iter().map(|client| client.id).collect();
    audit::seen_all(act, &ids, "client_choice").await?;
    let chosen = form.value("group_id").parse().ok();
    let groups = finder::choices(&tx, (page.language, chosen), page.now).await?;
    tx.commit().await?;
    let content = views::form(page, by, form, (&clients, &groups));
    let title = page.t("referral-new");
    Ok(if form.faults().is_empty() { page.show(&title, &content) } else { page.again(&title, &content) })
}

async fn show(at: paths::Show, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    draw_one(&app, &page, &by, (at.id, &Form::default())).await
}

async fn draw_one(app: &App, page: &Page, by: &Viewer, (id, form): (ReferralId, &Form)) -> Result<Response> {
    let tx = app.write().await?;
    let act = Act::new(&tx, by.actor(), page.now);
    let detail = detail::detail(&tx, by, id, page.now).await?;
    audit::seen(act, detail.client.id, "referral").await?;
    let side = match queries::reach(&tx, by, id).await {
        Ok(reach) => Some(reach.side),
        Err(Error::NotFound) => None,
        Err(error) => return Err(error),
    };
    let decides = side == Some(Side::Leader) && detail.referral.closed_at.is_none();
    let chosen = form.value("redirect_to").parse().ok();
    let groups = if decides { finder::choices(&tx, (page.language, chosen), page.now).await? } else { Vec::new() };
    tx.commit().await?;
    let content = views::show(page, form, (&detail, side), &groups);
    let title = page.t("referral-one");
    Ok(if form.faults().is_empty() { page.show(&title, &content) } else { page.again(&title, &content) })
}

async fn step(
    at: paths::Steps,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    jar: SignedCookieJar,
    form: Form,
) -> Result<Response> {
    match take(&app, &by, at.id, &form).await {
        Ok(()) => {
            let there = paths::Show { id: at.id }.to_string();
            Ok((jar.add(flash("referral-step-taken")), Redirect::to(&there)).into_response())
        }
        Err(Error::Invalid(faults)) => draw_one(&app, &page, &by, (at.id, &form.with(faults))).await,
        Err(Error::Conflict(fault)) => draw_one(&app, &page, &by, (at.id, &form.with(vec![fault]))).await,
        Err(error) => Err(error),
    }
}

async fn take(app: &App, by: &Viewer, id: ReferralId, form: &Form) -> Result<()> {
    let tx = app.write().await?;
    let act = Act::new(&tx, by.actor(), app.clock.now());
    let reach = queries::reach(&tx, by, id).await?;
    let step = rules::read_step(form, reach.side)?;
    if let Some(to) = step.redirect_to {
        queries::group_seen(&tx, by, to).await?;
    }
    service::step(act, (id, step)).await?;
    Ok(tx.commit().await?)
}

async fn contact(at: paths::Contacts, by: Viewer, State(app): State<App>, jar: SignedCookieJar) -> Result<Response> {
    let tx = app.write().await?;
    let act = Act::new(&tx, by.actor(), app.clock.now());
    queries::reach(&tx, &by, at.id).await?;
    service::contact_tried(act, at.id).await?;
    tx.commit().await?;
    let there = paths::Show { id: at.id }.to_string();
    Ok((jar.add(flash("referral-contact-noted")), Redirect::to(&there)).into_response())
}

async fn of_group(at: paths::OfGroup, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    draw_group(&app, &page, &by, (at.id, None)).await
}

async fn draw_group(
    app: &App,
    page: &Page,
    by: &Viewer,
    (id, faulty): (GroupId, Option<(WaitingId, Form)>),
) -> Result<Response> {
    let tx = app.write().await?;
    let act = Act::new(&tx, by.actor(), page.now);
    let group = queries::group_led(&tx, by, (id, Resource::ReferralDecision, Action::Write)).await?;
    let rows = queries::of_group(&tx, by, id).await?;
    let queue = enrolment::queue_of(&tx, by, id).await?;
    let places = enrolment::places(&tx, id).await?;
    let clients: Vec<ClientId> = rows.iter().map(|row| row.client_id).collect();
    audit::seen_all(act, &clients, "referrals").await?;
    tx.commit().await?;
    let title = format!("{} – {}", group.name, page.t("referral-of-group"));
    let content = views::of_group(page, (by, &group), places, (&rows, &queue, faulty.as_ref()));
    Ok(if faulty.is_none() { page.show(&title, &content) } else { page.again(&title, &content) })
}

async fn prioritise(
    at: paths::Prioritise,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    jar: SignedCookieJar,
    form: Form,
) -> Result<Response> {
    let tx = app.write().await?;
    let act = Act::new(&tx, by.actor(), app.clock.now());
    queries::group_led(&tx, &by, (at.id, Resource::ReferralDecision, Action::Write)).await?;
    let mut reader = form.reader();
    let reason = reader.text("reason", LINE);
    let reason = match reader.done(reason) {
        Ok(reason) => reason,
        Err(Error::Invalid(faults)) => {
            tx.rollback().await?;
            return draw_group(&app, &page, &by, (at.id, Some((at.waiting, form.with(faults))))).await;
        }
        Err(error) => return Err(error),
    };
    enrolment::prioritise(act, (at.id, at.waiting, reason)).await?;
    tx.commit().await?;
    let there = paths::OfGroup { id: at.id }.to_string();
    Ok((jar.add(flash("referral-prioritised")), Redirect::to(&there)).into_response())
}
