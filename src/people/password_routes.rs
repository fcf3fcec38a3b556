//! Setting one's own password: signed in, or by a link that came by mail; and asking for such a link.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum_extra::routing::TypedPath;

use super::password_views as views;
use super::tries::Try;
use super::{password_link, passwords, paths, queries, service, waiting_role};
use crate::access::once::Once;
use crate::access::{Act, Actor, Viewer};
use crate::app::App;
use crate::error::{Code, Error, Result};
use crate::web::caller::Caller;
use crate::web::done::Done;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::who::{Routes, Who};

/// The routes of passwords.
pub fn routes(app: &App) -> Routes {
    Routes::new(app)
        .get(Who::SignedIn, paths::Password::PATH, first)
        .post(Who::SignedIn, paths::Password::PATH, change)
        .get(Who::SignedIn, paths::RoleWaits::PATH, waiting)
        .get(Who::Public, paths::AskPassword::PATH, ask)
        .get(Who::Link, paths::SetPassword::PATH, by_link)
        .post(Who::Link, paths::SetPassword::PATH, set_by_link)
}

async fn first(by: Viewer, page: Page) -> Response {
    page.show(&page.t("account-password"), &views::first(&page, &by, &Form::default()))
}

async fn change(by: Viewer, page: Page, State(app): State<App>, once: Once, form: Form) -> Result<Response> {
    let done = changed(&app, &by, &once, &form).await;
    let again = async |form: Form| Ok(page.again(&page.t("account-password"), &views::first(&page, &by, &form)));
    form.or_again(done, again).await
}

async fn changed(app: &App, by: &Viewer, once: &Once, form: &Form) -> Result<Done> {
    let (old, new) = (form.value("old_password"), form.value("new_password"));
    let person = queries::person(app.db.read(), by.staff_id).await?;
    passwords::check_new("new_password", new, &person)?;
    if new == old {
        return Err(Error::invalid("new_password", Code::AccountPasswordSame));
    }
    if !is_own_password(app, by, person.password_hash.as_deref(), old).await? {
        return Err(Error::invalid("old_password", Code::AccountPasswordWrong));
    }
    let hash = app.passwords.hash(new).await?;
    app.act_once(by, once, async |act| {
        service::change_password(act, by, hash).await?;
        Ok(Done::at(paths::Account::PATH).saying("account-password-changed"))
    })
    .await
}

/// Whether it is the person who asks; wrong passwords are waited for as in signing in.
pub(super) async fn is_own_password(app: &App, by: &Viewer, current: Option<&str>, told: &str) -> Result<bool> {
    let tries = Try::own_password(by.staff_id);
    tries.check(app.db.read(), app.clock.now()).await?;
    let right = app.passwords.check(told, current).await?;
    let counted = async |act: Act<'_>| {
        tries.hold(act).await?;
        if right { tries.succeeded(act.tx).await } else { service::count_wrong_password(act, by, &tries).await }
    };
    app.act(by, counted).await?;
    Ok(right)
}

/// What whoever has no role that works is told: which ones wait.
async fn waiting(by: Viewer, page: Page, State(app): State<App>) -> Result<Response> {
    let waiting = waiting_role::waiting_roles(app.db.read()).await?;
    let own: Vec<_> = waiting.into_iter().filter(|row| row.staff_id == by.staff_id).map(|row| row.role).collect();
    Ok(page.show(&page.t("waiting-title"), &views::waiting(&page, &own)))
}

async fn ask(page: Page) -> Response {
    page.show(&page.t("password-ask-title"), &views::ask(&page, &Form::default()))
}

async fn by_link(at: paths::SetPassword, page: Page, State(app): State<App>) -> Result<Response> {
    match password_link::holder(app.db.read(), app.clock.now(), &at.token).await {
        Ok(_) => Ok(page.show(&page.t("password-set-title"), &views::set(&page, &at, &Form::default()))),
        Err(Error::NotFound) => Ok(ended(&page)),
        Err(error) => Err(error),
    }
}

/// A link that nobody has, had or can use any more: all look the same, and say where to ask for a new one.
fn ended(page: &Page) -> Response {
    (StatusCode::NOT_FOUND, page.show(&page.t("password-ended-title"), &views::ended(page))).into_response()
}

async fn set_by_link(
    at: paths::SetPassword,
    page: Page,
    State(app): State<App>,
    once: Once,
    form: Form,
) -> Result<Response> {
    match set(&app, &at, &once, &form).await {
        Err(Error::NotFound) => Ok(ended(&page)),
        done => {
            let again =
                async |form: Form| Ok(page.again(&page.t("password-set-title"), &views::set(&page, &at, &form)));
            form.or_again(done, again).await
        }
    }
}

async fn set(app: &App, at: &paths::SetPassword, once: &Once, form: &Form) -> Result<Done> {
    let new = form.value("new_password");
    let person = password_link::holder(app.db.read(), app.clock.now(), &at.token).await?;
    passwords::check_new("new_password", new, &person)?;
    let hash = app.passwords.hash(new).await?;
    app.act_once(Actor::Public, once, async |act| {
        service::set_password_by_link(act, &at.token, hash).await?;
        Ok(Done::at(paths::Login::PATH).saying("password-set-done"))
    })
    .await
}

/// Counts that somebody asks for a link to set the password of an address; too many have to wait, whoever it is.
pub async fn count_link_asked(act: Act<'_>, email: &str, caller: Caller) -> Result<()> {
    let tries = Try::link_asked(email, caller);
    tries.hold(act).await?;
    tries.failed(act).await
}

/// The form in which a link is asked for, as it was typed.
pub fn link_form_again(page: &Page, form: &Form) -> Response {
    page.again(&page.t("password-ask-title"), &views::ask(page, form))
}
