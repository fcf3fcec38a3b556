//! Signing in and out, and one's own account.

use axum::extract::{FromRef, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::{Cookie, Key};
use axum_extra::extract::{Query, SignedCookieJar};
use axum_extra::routing::TypedPath;
use entity::id::StaffId;
use entity::staff;
use entity::state::Language;
use serde::Deserialize;
use utoipa_axum::routes;

use super::password_routes::is_own_password;
use super::sign_in_again::send_kept_on;
use super::signing::{self, KnownBrowser, Refused};
use super::tries::Try;
use super::{api, paths, queries, service, views};
use crate::access::once::Once;
use crate::access::rights::{Action, Resource};
use crate::access::{self, Actor, COOKIE, DeviceKey, Viewer};
use crate::app::App;
use crate::error::{Code, Error, Fault, Result};
use crate::web::caller::Caller;
use crate::web::done::{Done, ShownOnce};
use crate::web::form::{Form, LINE};
use crate::web::page::{Page, flash, language_cookie};
use crate::web::who::{Routes, Who};

const OWN: Who = Who::May(Resource::Own, Action::Read);
const STAFF: Who = Who::May(Resource::Organisation, Action::Read);
const CHANGE_OWN: Who = Who::May(Resource::Own, Action::Write);

const IN_HAND: Who = Who::InHand(Resource::Own, Action::Read);

/// The routes of signing in and of one's own account.
pub fn routes(app: &App) -> Routes {
    Routes::new(app)
        .merge(super::client::routes(app))
        .merge(super::password_routes::routes(app))
        .get(Who::Public, paths::Login::PATH, login)
        .post_repeatable(Who::Public, paths::Login::PATH, "each answer opens a sign-in of its own", sign_in)
        .post_repeatable(Who::SignedIn, paths::Logout::PATH, "who is signed out asks for nothing", sign_out)
        .get(IN_HAND, paths::HandedBack::PATH, handed)
        .post_repeatable(IN_HAND, paths::HandedBack::PATH, "what was taken back stays so", take_back)
        .get(OWN, paths::Account::PATH, account)
        .post_repeatable(CHANGE_OWN, paths::AccountLanguage::PATH, "the same language is chosen again", change_language)
        .post(CHANGE_OWN, paths::AccountMessages::PATH, choose_messages)
        .post_repeatable(
            CHANGE_OWN,
            paths::SignOutEverywhere::PATH,
            "who is signed out asks for nothing",
            sign_out_everywhere,
        )
        .post(CHANGE_OWN, paths::EndSignIn::PATH, end_sign_in)
        .post(CHANGE_OWN, paths::Tokens::PATH, create_token)
        .post(CHANGE_OWN, paths::RevokeToken::PATH, revoke_token)
        .api(STAFF, routes!(api::units))
        .api(STAFF, routes!(api::staff))
}

#[derive(Deserialize)]
struct ReturnTo {
    #[serde(default)]
    to: String,
    /// Whether a form led here that could not be kept.
    #[serde(default)]
    unsaved: String,
    /// Whose drafts the device forgets, who has just signed out.
    #[serde(default)]
    out: String,
}

async fn login(page: Page, Query(asked): Query<ReturnTo>) -> Response {
    let form = Form::default().set("to", asked.to).set("unsaved", asked.unsaved).set("out", asked.out);
    let page = if form.value("out").is_empty() { page } else { page.module("forget.mjs") };
    page.show(&page.t("login-title"), &views::login(&page, &form))
}

async fn sign_in(
    page: Page,
    State(app): State<App>,
    jar: SignedCookieJar,
    caller: Caller,
    headers: HeaderMap,
    form: Form,
) -> Result<Response> {
    let browser = KnownBrowser::of(&jar);
    match check_and_open(&app, TriedSignIn { form: &form, caller, browser: &browser, agent: agent(&headers) }).await {
        Ok((person, secret)) => {
            let jar = jar.add(signing::cookie(&app, secret)).add(browser.cookie(&app, person));
            let mut response = (jar, Redirect::to(inside(form.value("to")))).into_response();
            if send_kept_on(&app, person, &form, &mut response).await? {
                return Ok(response);
            }
            let said = SignedCookieJar::new(Key::from_ref(&app)).add(flash("login-kept-lost"));
            Ok((said, response).into_response())
        }
        Err(Error::Invalid(faults)) => Ok(page.again(&page.t("login-title"), &views::login(&page, &form.with(faults)))),
        Err(error) => Err(error),
    }
}

/// A try to sign in.
struct TriedSignIn<'a> {
    form: &'a Form,
    caller: Caller,
    browser: &'a KnownBrowser,
    agent: &'a str,
}

async fn check_and_open(app: &App, tried: TriedSignIn<'_>) -> Result<(StaffId, String)> {
    let email = tried.form.value("email");
    let person = signing::account_at(app.db.read(), email).await?;
    let id = person.as_ref().map(|person| person.id);
    let tries = Try::sign_in(email, tried.caller, id.is_some_and(|id| tried.browser.knows(id)));
    let opened = check_in_turn(app, &tried, &tries, person.filter(|person| person.active)).await;
    let why = match &opened {
        Err(Error::TooMany(_)) => Refused::Waits,
        Err(Error::Invalid(_)) => Refused::Wrong,
        _ => return opened,
    };
    app.act(Actor::Public, async |act| signing::log_refused(act, id, why).await).await?;
    opened
}

async fn check_in_turn(
    app: &App,
    tried: &TriedSignIn<'_>,
    tries: &Try,
    person: Option<staff::Model>,
) -> Result<(StaffId, String)> {
    tries.check(app.db.read(), app.clock.now()).await?;
    let hash = person.as_ref().and_then(|person| person.password_hash.clone());
    let right = app.passwords.check(tried.form.value("password"), hash.as_deref()).await?;
    app.act(Actor::Public, async |act| {
        // Checking takes its time: other tries may have failed meanwhile, and the password may be another.
        tries.hold(act).await?;
        let still = signing::account_at(act.tx, tried.form.value("email")).await?;
        let right = right && still.is_some_and(|still| still.active && still.password_hash == hash);
        Ok(match &person {
            Some(person) if right => Ok((person.id, signing::sign_in(act, person, tried.agent).await?)),
            _ => tries.failed(act).await.and(Err(wrong())),
        })
    })
    .await?
}

async fn handed(page: Page, by: Viewer, Query(target): Query<ReturnTo>) -> Response {
    let form = Form::default().set("to", inside(&target.to));
    let page = page.handed_to(by.language);
    page.show(&page.t("handed-title"), &views::handed(&page, &form))
}

async fn take_back(page: Page, by: Viewer, State(app): State<App>, form: Form) -> Result<Response> {
    match check_and_take_back(&app, &by, &form).await {
        Ok(()) => Ok(Redirect::to(inside(form.value("to"))).into_response()),
        Err(Error::Invalid(faults)) => {
            let page = page.handed_to(by.language);
            Ok(page.again(&page.t("handed-title"), &views::handed(&page, &form.with(faults))))
        }
        Err(error) => Err(error),
    }
}

async fn check_and_take_back(app: &App, by: &Viewer, form: &Form) -> Result<()> {
    let person = queries::person(app.db.read(), by.staff_id).await?;
    if !is_own_password(app, by, person.password_hash.as_deref(), form.value("password")).await? {
        return Err(wrong());
    }
    app.act(by, async |act| match by.sign_in {
        Some(sign_in) => access::set_handed(act, sign_in, false).await,
        None => Ok(()),
    })
    .await
}

fn wrong() -> Error {
    Error::Invalid(vec![Fault::of("password", Code::LoginWrong)])
}

fn agent(headers: &HeaderMap) -> &str {
    headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or("")
}

/// A path on this server, never another site.
fn inside(target: &str) -> &str {
    let ours = target.starts_with('/') && !target.starts_with("//") && !target.contains('\\');
    if ours && !target.chars().any(char::is_control) { target } else { "/" }
}

async fn sign_out(by: Viewer, State(app): State<App>, jar: SignedCookieJar) -> Result<impl IntoResponse> {
    app.act(&by, async |act| {
        signing::sign_out(act, by.staff_id, by.sign_in).await?;
        Ok(())
    })
    .await?;
    let to = match DeviceKey::of(app.db.read(), by.staff_id).await? {
        Some(key) => format!("{}?out={}", paths::Login::PATH, key.id),
        None => paths::Login::PATH.to_owned(),
    };
    Ok((jar.remove(Cookie::build(COOKIE).path("/")), Redirect::to(&to)))
}

async fn account(by: Viewer, page: Page, State(app): State<App>) -> Result<Response> {
    show_account(&app, &page, &by, &Form::default(), None).await
}

async fn show_account(app: &App, page: &Page, by: &Viewer, form: &Form, new_token: Option<&str>) -> Result<Response> {
    let held = views::OwnAccount {
        sign_ins: queries::sign_ins(app.db.read(), page.now, by.staff_id).await?,
        tokens: queries::tokens(app.db.read(), page.now, by.staff_id).await?,
        weekly_places: queries::weekly_places(app.db.read(), by.staff_id).await?,
    };
    let content = views::account(page, by, form, &held, new_token);
    let title = page.t("account-title");
    Ok(page.show_form(form, &title, &content))
}

async fn change_language(
    by: Viewer,
    State(app): State<App>,
    jar: SignedCookieJar,
    form: Form,
) -> Result<impl IntoResponse> {
    let mut reader = form.reader();
    let language = reader.choice("language", Language::from_code);
    let language = reader.done(|| language)?;
    app.act(&by, async |act| service::set_language(act, by.staff_id, language).await).await?;
    Ok((jar.add(language_cookie(language)), Redirect::to(paths::Account::PATH)))
}

async fn choose_messages(by: Viewer, State(app): State<App>, once: Once, form: Form) -> Result<Done> {
    app.act_once(&by, &once, async |act| {
        service::choose_weekly_places(act, by.staff_id, form.ticked("weekly_places")).await?;
        Ok(Done::at(paths::Account::PATH).saying("account-messages-saved"))
    })
    .await
}

async fn sign_out_everywhere(by: Viewer, State(app): State<App>) -> Result<Redirect> {
    app.act(&by, async |act| {
        signing::sign_out(act, by.staff_id, None).await?;
        DeviceKey::forget(act, by.staff_id).await
    })
    .await?;
    Ok(Redirect::to(paths::Login::PATH))
}

async fn end_sign_in(at: paths::EndSignIn, by: Viewer, once: Once, State(app): State<App>) -> Result<Done> {
    app.act_once(&by, &once, async |act| {
        signing::sign_out(act, by.staff_id, Some(at.id)).await?;
        Ok(Done::at(paths::Account::PATH))
    })
    .await
}

async fn create_token(by: Viewer, once: Once, page: Page, State(app): State<App>, form: Form) -> Result<Response> {
    let mut reader = form.reader();
    let (name, days) = (reader.text("name", LINE), reader.number("days", 1..=366));
    let (name, days) = match reader.done(|| Ok((name?, days?))) {
        Ok(read) => read,
        Err(Error::Invalid(faults)) => return show_account(&app, &page, &by, &form.with(faults), None).await,
        Err(error) => return Err(error),
    };
    let made = app.act_once(&by, &once, async |act| {
        let secret = service::new_token(act, by.staff_id, &name, days.into()).await?;
        Ok(ShownOnce { shown: secret, instead: Done::at(paths::Account::PATH) })
    });
    show_account(&app, &page, &by, &Form::default(), Some(&made.await?.shown)).await
}

async fn revoke_token(at: paths::RevokeToken, by: Viewer, once: Once, State(app): State<App>) -> Result<Done> {
    app.act_once(&by, &once, async |act| {
        service::revoke_token(act, by.staff_id, at.id).await?;
        Ok(Done::at(paths::Account::PATH))
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::inside;

    #[test]
    fn after_signing_in_nobody_is_sent_to_another_site() {
        assert_eq!(inside("/groups?kind=x"), "/groups?kind=x");
        for outside in ["https://example.org", "//example.org", "/\\example.org", "", "groups", "/a\nb"] {
            assert_eq!(inside(outside), "/", "{outside}");
        }
    }
}
