//! What an act on a page is answered with: where it leads, and what is said there.

use axum::extract::FromRef;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::SignedCookieJar;
use axum_extra::extract::cookie::Key;

use super::page::flash;
use crate::access::once::{Kept, Outcome};
use crate::app::App;

/// The page that an act leads to.
#[derive(Clone, Debug)]
pub struct Done {
    to: String,
    flash: Option<String>,
}

/// What is shown this once: a repeat of the act is led to `instead`.
#[derive(Clone, Debug)]
pub struct ShownOnce<T> {
    /// The secret, or the page with it.
    pub shown: T,
    /// Where a repeat leads.
    pub instead: Done,
}

/// The text that the next page is to say; it travels in the response's extensions to where the cookie is signed.
#[derive(Clone)]
struct Said(String);

impl Done {
    /// Leads to this address.
    pub fn at(to: impl ToString) -> Self {
        Self { to: to.to_string(), flash: None }
    }

    /// Says the text of this key there.
    #[must_use]
    pub fn saying(self, key: impl Into<String>) -> Self {
        Self { flash: Some(key.into()), ..self }
    }

    /// Where an act has led before; the start page if that is not known.
    pub fn again(outcome: Outcome) -> Self {
        Self { to: outcome.location.unwrap_or_else(|| "/".to_owned()), flash: outcome.flash }
    }
}

impl Kept for Done {
    fn outcome(&self) -> Option<Outcome> {
        let status = StatusCode::SEE_OTHER.as_u16();
        Some(Outcome { status, location: Some(self.to.clone()), flash: self.flash.clone() })
    }
}

impl<T> Kept for ShownOnce<T> {
    fn outcome(&self) -> Option<Outcome> {
        self.instead.outcome()
    }
}

impl IntoResponse for Done {
    fn into_response(self) -> Response {
        let mut response = Redirect::to(&self.to).into_response();
        if let Some(key) = self.flash {
            response.extensions_mut().insert(Said(key));
        }
        response
    }
}

/// Puts what the next page is to say into its cookie.
pub fn with_cookie(app: &App, mut response: Response) -> Response {
    match response.extensions_mut().remove::<Said>() {
        Some(Said(key)) => (SignedCookieJar::new(Key::from_ref(app)).add(flash(key)), response).into_response(),
        None => response,
    }
}
