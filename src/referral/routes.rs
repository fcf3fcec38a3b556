//! The pages of referrals.

use axum::extract::State;
use axum::response::Response;
use axum_extra::routing::TypedPath;
use entity::id::{ClientId, GroupId, ReferralId};
use entity::state::ReferralStatus;
use utoipa_axum::routes;

use super::over::waits_for_helper;
use super::state::{Side, is_worded_by};
use super::views::{Demand, FaultyReason, ReferralChoices, ReferralReading};
use super::{api, detail, finder, paths, queries, rules, views};
use crate::access::Viewer;
use crate::access::reach_referral;
use crate::access::rights::{Action, Resource};
use crate::app::App;
use crate::error::{Code, Error, Result};
use crate::web::form::Form;
use crate::web::list::ListQuery;
use crate::web::page::Page;
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
        .get(WRITE, paths::Edit::PATH, edit)
        .get(READ, paths::Show::PATH, show)
        .get(DECIDE, paths::OfGroup::PATH, of_group)
        .api(READ, routes!(api::list))
        .api(READ, routes!(api::show))
}

async fn find(page: Page, by: Viewer, State(app): State<App>, asked: ListQuery) -> Result<Response> {
    let (found, next) = finder::page(app.db.read(), page.language, &asked.form, page.now, page.zone).await?;
    let municipalities = finder::municipalities(app.db.read()).await?;
    let content = views::finder(&page, &by, &asked, &found, next, &municipalities);
    Ok(page.show(&page.t("find-title"), &content))
}

async fn index(page: Page, by: Viewer, State(app): State<App>, asked: ListQuery) -> Result<Response> {
    let (rows, total) = app
        .act(&by, async |act| {
            let (rows, total) = queries::page(act.tx, &by, &asked).await?;
            let clients: Vec<ClientId> = rows.iter().map(|row| row.client_id).collect();
            audit::seen_all(act, &clients, "referrals").await?;
            Ok((rows, total))
        })
        .await?;
    Ok(page.show(&page.t("referral-index"), &views::index(&page, &by, &asked, &rows, total)))
}

async fn new(page: Page, by: Viewer, State(app): State<App>, asked: ListQuery) -> Result<Response> {
    let form = Form::default()
        .set("group_id", asked.form.value("group"))
        .set("client_id", asked.form.value("client"))
        .set("first_channel", "own_worker")
        .set("accompany_session", 1);
    form_again(&app, &page, &by, None, &form).await
}

async fn edit(at: paths::Edit, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    let reached = app.act(&by, async |act| reach_referral(act, &by, at.id).await).await?;
    let side = Side::from(reached.part());
    let draft = reached.into_row();
    if !is_worded_by(&draft, side, by.staff_id) {
        return Err(Error::Forbidden);
    }
    if draft.status != ReferralStatus::Draft || draft.closed_at.is_some() {
        return Err(Error::conflict(Code::ReferralSentAlready));
    }
    form_again(&app, &page, &by, Some(at.id), &rules::form(&draft).versioned()).await
}

/// The form of a new referral or of a draft, as it was typed.
pub async fn form_again(
    app: &App,
    page: &Page,
    by: &Viewer,
    draft: Option<ReferralId>,
    form: &Form,
) -> Result<Response> {
    let (clients, groups) = app
        .act(by, async |act| {
            let clients = queries::client_options(act.tx, by).await?;
            let ids: Vec<ClientId> = clients.iter().map(|client| client.id).collect();
            audit::seen_all(act, &ids, "client_choice").await?;
            let chosen = form.value("group_id").parse().ok();
            let groups = finder::choices(act.tx, page.language, chosen, act.now, act.zone).await?;
            Ok((clients, groups))
        })
        .await?;
    let content = views::form(page, by, form, draft, ReferralChoices { clients: &clients, groups: &groups });
    let title = page.t(if draft.is_some() { "referral-edit-title" } else { "referral-new" });
    Ok(page.show_form(form, &title, &content))
}

async fn show(at: paths::Show, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    show_again(&app, &page, &by, at.id, &Form::default()).await
}

/// The page of a referral, with the step as it was typed.
pub async fn show_again(app: &App, page: &Page, by: &Viewer, id: ReferralId, form: &Form) -> Result<Response> {
    let drawn = app.act_at(by, page.now, async |act| {
        let detail = detail::detail(act.tx, by, id, act.now).await?;
        audit::seen(act, detail.client.id, "referral").await?;
        let side = match reach_referral(act, by, id).await {
            Ok(reached) => Some(Side::from(reached.part())),
            Err(Error::NotFound) => None,
            Err(error) => return Err(error),
        };
        let over = side.is_some() && waits_for_helper(detail.group.status, detail.referral.status);
        let decides = (over || side == Some(Side::Leader)) && detail.referral.closed_at.is_none();
        let chosen = form.value("redirect_to").parse().ok();
        let mut groups =
            if decides { finder::choices(act.tx, page.language, chosen, act.now, act.zone).await? } else { Vec::new() };
        groups.retain(|found| found.group.id != detail.referral.group_id);
        let words_it = side.is_some_and(|side| is_worded_by(&detail.referral, side, by.staff_id));
        Ok(views::show(page, form, &detail, ReferralReading { side, words_it }, &groups))
    });
    let content = drawn.await?;
    let title = page.t("referral-one");
    Ok(page.show_form(form, &title, &content))
}

async fn of_group(at: paths::OfGroup, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    group_again(&app, &page, &by, at.id, None).await
}

/// The referrals of a group, with a reason as it was typed.
pub async fn group_again(
    app: &App,
    page: &Page,
    by: &Viewer,
    id: GroupId,
    faulty: Option<FaultyReason>,
) -> Result<Response> {
    let (group, demand) = app
        .act(by, async |act| {
            let group = queries::group_led(act.tx, by, id, Resource::ReferralDecision, Action::Write).await?;
            let demand = Demand {
                held: enrolment::places(act.tx, id).await?,
                rows: queries::of_group(act.tx, by, id).await?,
                queue: enrolment::queue_of(act.tx, by, id).await?,
            };
            let clients: Vec<ClientId> = demand.rows.iter().map(|row| row.client_id).collect();
            audit::seen_all(act, &clients, "referrals").await?;
            Ok((group, demand))
        })
        .await?;
    let title = format!("{} – {}", group.name, page.t("referral-of-group"));
    let content = views::of_group(page, by, &group, &demand, faulty.as_ref());
    Ok(if faulty.is_none() { page.show(&title, &content) } else { page.again(&title, &content) })
}
