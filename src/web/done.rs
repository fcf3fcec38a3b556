//! What an act on a page is answered with: where it leads, and what is said there.

use axum::extract::FromRef;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::SignedCookieJar;
use axum_extra::extract::cookie::Key;

use super::heard::{Flash, Heard};
use super::page::flash;
use crate::access::once::{Repeatable, StoredOutcome};
use crate::app::App;

/// The page that an act leads to.
#[derive(Clone, Debug)]
pub struct Done {
    to: String,
    said: Option<Flash>,
}

/// What is shown this once: a repeat of the act is led to `instead`.
#[derive(Clone, Debug)]
pub struct ShownOnce<T> {
    /// The secret, or the page with it.
    pub shown: T,
    /// Where a repeat leads.
    pub instead: Done,
}

/// What the next page is to say; it travels in the response's extensions to where the cookie is signed.
#[derive(Clone)]
struct ToSay(String);

impl Done {
    /// Leads to this address.
    pub fn at(to: impl ToString) -> Self {
        Self { to: to.to_string(), said: None }
    }

    /// Says the text of this key there.
    #[must_use]
    pub fn saying(self, key: impl Into<String>) -> Self {
        Self { said: Some(Flash { key: key.into(), name: None, heard: None }), ..self }
    }

    /// Says besides whom or what it was done to, where the page is about more than that; the name as its reader may know it.
    #[must_use]
    pub fn naming(self, name: impl Into<String>) -> Self {
        let said = self.said.map(|said| Flash { name: Some(name.into()), ..said });
        Self { said, ..self }
    }

    /// Says besides how many hear of it, and by which way.
    #[must_use]
    pub fn telling(self, heard: impl Into<Heard>) -> Self {
        let said = self.said.map(|said| Flash { heard: Some(heard.into()), ..said });
        Self { said, ..self }
    }

    /// Where an act has led before; the start page if that is not known.
    pub fn again(outcome: StoredOutcome) -> Self {
        let said = outcome.flash.map(|kept| Flash::of(&kept));
        Self { to: outcome.location.unwrap_or_else(|| "/".to_owned()), said }
    }
}

impl Repeatable for Done {
    fn outcome(&self) -> Option<StoredOutcome> {
        let status = StatusCode::SEE_OTHER.as_u16();
        Some(StoredOutcome {
            status,
            location: Some(self.to.clone()),
            flash: self.said.as_ref().map(Flash::without_name),
        })
    }
}

impl<T> Repeatable for ShownOnce<T> {
    fn outcome(&self) -> Option<StoredOutcome> {
        self.instead.outcome()
    }
}

impl IntoResponse for Done {
    fn into_response(self) -> Response {
        let mut response = Redirect::to(&self.to).into_response();
        if let Some(said) = self.said {
            response.extensions_mut().insert(ToSay(said.kept()));
        }
        response
    }
}

/// Puts what the next page is to say into its cookie.
pub fn with_cookie(app: &App, mut response: Response) -> Response {
    match response.extensions_mut().remove::<ToSay>() {
        Some(ToSay(kept)) => (SignedCookieJar::new(Key::from_ref(app)).add(flash(kept)), response).into_response(),
        None => response,
    }
}
