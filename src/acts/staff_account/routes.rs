//! What administration does with accounts, who confirms a role, and who asks for a link.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum_extra::routing::TypedPath;
use entity::id::StaffId;
use entity::state::Role;
use utoipa_axum::routes;

use super::password::ask_for_link;
use super::role::waiting_for;
use super::sign_ins::end_sign_ins_of;
use super::unit::open_unit;
use super::{
    MemberChange, RoleOf, add_member, api, change_member, close_account, open_account, reset_by_link, settle_role,
    views,
};
use crate::access::once::Once;
use crate::access::rights::{Action, Resource};
use crate::access::{Act, Actor, Viewer};
use crate::admin::{self, paths};
use crate::app::App;
use crate::error::{Code, Error, Fault, Result};
use crate::people;
use crate::people::paths::AskPassword;
use crate::web::caller::Caller;
use crate::web::done::Done;
use crate::web::form::{Form, LINE};
use crate::web::page::Page;
use crate::web::who::{Routes, Who};

const WRITE: Who = Who::May(Resource::Organisation, Action::Write);
const CONFIRM: Who = Who::May(Resource::WaitingRole, Action::Write);

/// The routes of accounts.
pub fn routes(app: &App) -> Routes {
    Routes::new(app)
        .post(WRITE, paths::Units::PATH, add_unit)
        .post(WRITE, paths::SignOut::PATH, sign_out)
        .post(WRITE, paths::Staff::PATH, add)
        .post(WRITE, paths::Reset::PATH, reset)
        .post(WRITE, paths::Active::PATH, update)
        .get(WRITE, paths::Member::PATH, member)
        .post(WRITE, paths::Member::PATH, change)
        .api(WRITE, routes!(api::change))
        .get(CONFIRM, paths::WaitingRoles::PATH, waiting)
        .post(CONFIRM, paths::SettleRole::PATH, settle)
        .post(Who::Public, AskPassword::PATH, ask)
}

async fn add_unit(page: Page, by: Viewer, once: Once, State(app): State<App>, form: Form) -> Result<Response> {
    let done = unit_added(&app, &by, &once, &form).await;
    form.or_again(done, async |form| admin::again(&app, &page, &form).await).await
}

async fn unit_added(app: &App, by: &Viewer, once: &Once, form: &Form) -> Result<Done> {
    let new = admin::read_unit(form)?;
    app.act_once(by, once, async |act| {
        open_unit(act, new).await?;
        Ok(Done::at(paths::Index::PATH).saying("admin-unit-added"))
    })
    .await
}

async fn sign_out(at: paths::SignOut, by: Viewer, once: Once, State(app): State<App>) -> Result<Done> {
    app.act_once(&by, &once, async |act| {
        end_sign_ins_of(act, at.id).await?;
        Ok(Done::at(paths::Index::PATH).saying("admin-signed-out"))
    })
    .await
}

async fn add(page: Page, by: Viewer, once: Once, State(app): State<App>, form: Form) -> Result<Response> {
    let done = added(&app, &by, &once, &form).await;
    form.or_again(done, async |form| admin::again(&app, &page, &form).await).await
}

async fn added(app: &App, by: &Viewer, once: &Once, form: &Form) -> Result<Done> {
    let new = admin::read_member(form)?;
    let added = app.act_once(by, once, async |act| {
        let told = add_member(act, new).await?;
        Ok(told.on(Done::at(paths::Index::PATH).saying("admin-staff-added")))
    });
    Ok(added.await?.wake(app))
}

async fn reset(at: paths::Reset, by: Viewer, once: Once, State(app): State<App>) -> Result<Done> {
    let reset = app.act_once(&by, &once, async |act| {
        let told = reset_by_link(act, at.id).await?;
        let name = people::own_row(act.tx, at.id).await?.name;
        Ok(told.on(Done::at(paths::Index::PATH).saying("admin-reset-done").naming(name)))
    });
    Ok(reset.await?.wake(&app))
}

async fn update(at: paths::Active, by: Viewer, State(app): State<App>, once: Once, form: Form) -> Result<Done> {
    let active = form.ticked("active");
    not_oneself(&by, at.id)?;
    let updated = app.act_once(&by, &once, async |act| {
        let (told, key) = if active {
            (open_account(act, at.id).await?, "admin-opened")
        } else {
            (close_account(act, at.id).await?, "admin-closed")
        };
        let done = Done::at(paths::Index::PATH).saying(key).naming(people::own_row(act.tx, at.id).await?.name);
        Ok(told.on_if_any(done))
    });
    Ok(updated.await?.wake(&app))
}

/// Nobody closes the own account: the last administrator would lock everybody out.
fn not_oneself(by: &Viewer, id: StaffId) -> Result<()> {
    if by.staff_id == id { Err(Error::conflict(Code::AdminNotOneself)) } else { Ok(()) }
}

async fn member(at: paths::Member, page: Page, State(app): State<App>) -> Result<Response> {
    let person = people::position(app.db.read(), at.id).await?;
    draw(&app, &page, &person, &form_of(&person).versioned()).await
}

/// The form of somebody's roles and unit: what waits to be confirmed is ticked too.
fn form_of(person: &people::StaffPosition) -> Form {
    let mut roles: Vec<Role> = person.held.iter().chain(&person.waiting).copied().collect();
    roles.sort_unstable();
    let unit = ("unit_id".to_owned(), person.unit.to_string());
    Form::of(roles.into_iter().map(|role| ("roles".to_owned(), role.to_string())).chain([unit]))
}

async fn draw(app: &App, page: &Page, person: &people::StaffPosition, form: &Form) -> Result<Response> {
    let units = people::unit_options(app.db.read()).await?;
    let content = views::member(page, form, person, &units);
    Ok(page.show_form(form, &person.name, &content))
}

async fn change(
    at: paths::Member,
    page: Page,
    by: Viewer,
    once: Once,
    State(app): State<App>,
    form: Form,
) -> Result<Response> {
    let done = changed(&app, &by, &once, at.id, &form).await;
    form.or_again(done, async |form| {
        let person = people::position(app.db.read(), at.id).await?;
        draw(&app, &page, &person, &form).await
    })
    .await
}

async fn changed(app: &App, by: &Viewer, once: &Once, id: StaffId, form: &Form) -> Result<Done> {
    let mut reader = form.reader();
    let unit = reader.id("unit_id");
    let roles = reader.choices("roles", Role::from_code);
    let roles = reader.checked(roles, |roles| roles.is_empty().then(|| Fault::of("roles", Code::AdminRoleNeeded)));
    let change = reader.done(|| Ok(MemberChange { unit: unit?, roles: roles? }))?;
    let changed = app.act_once(by, once, async |act| {
        form.check_version(&form_of(&people::locked_position(act, id).await?))?;
        let told = change_member(act, id, change).await?;
        Ok(told.on_if_any(Done::at(paths::Index::PATH).saying("admin-member-changed")))
    });
    Ok(changed.await?.wake(app))
}

async fn waiting(page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    let rows = waiting_for(app.db.read(), &by).await?;
    Ok(page.show(&page.t("role-waiting-title"), &views::waiting(&page, &rows)))
}

async fn settle(at: paths::SettleRole, by: Viewer, State(app): State<App>, once: Once, form: Form) -> Result<Done> {
    let is_confirmed = form.value("confirmed") == "true";
    let settled = app.act_once(&by, &once, async |act| {
        let told = settle_role(act, &by, RoleOf { person: at.id, role: at.role }, is_confirmed).await?;
        let said = if is_confirmed { "role-confirmed" } else { "role-refused" };
        let name = people::own_row(act.tx, at.id).await?.name;
        Ok(told.on_if_any(Done::at(paths::WaitingRoles::PATH).saying(said).naming(name)))
    });
    Ok(settled.await?.wake(&app))
}

/// The answer is the same whether somebody has the address or not.
async fn ask(page: Page, State(app): State<App>, caller: Caller, once: Once, form: Form) -> Result<Response> {
    let mut reader = form.reader();
    let email = reader.text("email", LINE);
    let email = match reader.done(|| email) {
        Ok(email) => email,
        Err(Error::Invalid(faults)) => return Ok(people::link_form_again(&page, &form.with(faults))),
        Err(error) => return Err(error),
    };
    let asked = async |act: Act<'_>| {
        let told = ask_for_link(act, &email, caller).await?;
        Ok(told.with(Done::at(people::paths::Login::PATH).saying("password-ask-done")))
    };
    Ok(app.act_once(Actor::Public, &once, asked).await?.wake(&app).into_response())
}
