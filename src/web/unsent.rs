//! A form that came without a sign-in: what was typed goes on to the page on which one signs in again.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{Method, header};
use axum::response::{IntoResponse, Response};

use crate::error::Error;

/// The most of a form that is kept: sealed and sent once more it must still fit a request.
const MOST: usize = 256 * 1024;

/// A form as it was sent; it travels in the response's extensions and is written nowhere.
#[derive(Clone)]
pub struct UnsentForm {
    /// The address that it was sent to.
    pub to: String,
    /// Its fields, encoded.
    pub body: Bytes,
}

/// Refuses a request that has no sign-in, and hands on the form that it brought.
pub async fn refused(request: Request) -> Response {
    let to = request.uri().path_and_query().map(ToString::to_string).filter(|to| !to.starts_with("/api/"));
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("");
    let is_form = request.method() == Method::POST && kind.starts_with("application/x-www-form-urlencoded");
    let mut response = Error::SignIn.into_response();
    if let (Some(to), true) = (to, is_form)
        && let Ok(body) = Bytes::from_request(request, &()).await
        && body.len() <= MOST
    {
        response.extensions_mut().insert(UnsentForm { to, body });
    }
    response
}
