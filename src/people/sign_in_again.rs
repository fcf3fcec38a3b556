//! A form that came after its sign-in had ended: sealed in the page on which its sender signs in again, and sent on when
//! it is the same person.

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use entity::id::StaffId;
use percent_encoding::percent_decode_str;
use serde::{Deserialize, Serialize};
use tower::ServiceExt;

use super::views::{self, KEPT_FORM};
use crate::access::{self, DeviceKey};
use crate::app::App;
use crate::error::Result;
use crate::web::components::BY;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::unsent::UnsentForm;

/// A form that is sent on: where to, and its fields, encoded.
#[derive(Clone, Serialize, Deserialize)]
struct SealedForm {
    to: String,
    body: String,
}

/// A form that is to be sent on in the name of who has just signed in; it travels in the response's extensions.
#[derive(Clone)]
struct SentOn {
    form: SealedForm,
    cookie: String,
}

/// Answers a form without a sign-in with the page on which to sign in, and the form sealed in it; where it isn't known
/// whose it is, as any other request.
pub async fn ask_again(State(app): State<App>, request: Request, next: Next) -> Response {
    if request.method() != Method::POST {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let mut response = next.run(Request::from_parts(parts.clone(), body)).await;
    let Some(unsent) = response.extensions_mut().remove::<UnsentForm>() else { return response };
    let person = match sender_key(&app, &mut parts, &unsent).await {
        Ok(person) => person,
        Err(error) => return axum::response::IntoResponse::into_response(error),
    };
    let sealed = person.and_then(|key| {
        let form = SealedForm { to: unsent.to.clone(), body: String::from_utf8(unsent.body.to_vec()).ok()? };
        key.seal(app.clock.now(), &serde_json::to_string(&form).ok()?)
    });
    let Some(sealed) = sealed else { return response };
    let page = Page::of(&app, &mut parts).await;
    let form = Form::default().set("to", "/").set(KEPT_FORM, sealed);
    let mut asked = page.show(&page.t("login-title"), &views::login(&page, &form));
    *asked.status_mut() = StatusCode::UNAUTHORIZED;
    asked
}

/// The key of whoever sent a form: by the sign-in that has ended, or by what the form says of itself.
async fn sender_key(
    app: &App,
    parts: &mut axum::http::request::Parts,
    unsent: &UnsentForm,
) -> Result<Option<DeviceKey>> {
    if let Some(staff) = access::was_signed_in(app, parts).await? {
        return DeviceKey::made(app, staff).await.map(Some);
    }
    let body = String::from_utf8_lossy(&unsent.body);
    let plain = |text| percent_decode_str(text).decode_utf8_lossy();
    let by = body.split('&').filter_map(|pair| pair.split_once('=')).find(|(name, _)| plain(name) == BY);
    match by.and_then(|(_, id)| plain(id).parse().ok()) {
        Some(id) => DeviceKey::named(app.db.read(), id).await,
        None => Ok(None),
    }
}

/// Has a kept form sent on once its sender has signed in again; `false` when there is one that somebody else typed, or
/// that is too old.
pub(super) async fn send_kept_on(app: &App, who: StaffId, form: &Form, response: &mut Response) -> Result<bool> {
    let kept = form.value(KEPT_FORM);
    if kept.is_empty() {
        return Ok(true);
    }
    let opened = DeviceKey::of(app.db.read(), who).await?.and_then(|key| key.open(app.clock.now(), kept));
    let Some(form) = opened.and_then(|text| serde_json::from_str::<SealedForm>(&text).ok()) else { return Ok(false) };
    let set = response.headers().get_all(header::SET_COOKIE).iter().filter_map(|cookie| cookie.to_str().ok());
    let cookies: Vec<&str> = set.filter_map(|cookie| cookie.split(';').next()).collect();
    let cookie = cookies.join("; ");
    response.extensions_mut().insert(SentOn { form, cookie });
    Ok(true)
}

/// Sends a form on where signing in has asked for it, and answers as that form is answered.
pub async fn send_on(State(router): State<Router>, request: Request, next: Next) -> Response {
    let language = request.headers().get(header::ACCEPT_LANGUAGE).cloned();
    let mut response = next.run(request).await;
    let Some(SentOn { form, cookie }) = response.extensions_mut().remove::<SentOn>() else { return response };
    let mut sent = Request::post(&form.to)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::COOKIE, cookie);
    if let Some(language) = language {
        sent = sent.header(header::ACCEPT_LANGUAGE, language);
    }
    let Ok(sent) = sent.body(Body::from(form.body)) else { return response };
    let Ok(mut answer) = router.oneshot(sent).await;
    for cookie in response.headers().get_all(header::SET_COOKIE) {
        answer.headers_mut().append(header::SET_COOKIE, cookie.clone());
    }
    answer
}
