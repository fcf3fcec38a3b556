//! Whether somebody has opened a page, or a program has looked behind its link: messages are scanned and links fetched
//! ahead by machines that know nothing for the person.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};

/// Whether a browser shows the page to a person. One that is too old to say so shows nothing by itself: what that person
/// does on the page tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opened(pub bool);

impl Opened {
    fn of(method: &Method, headers: &HeaderMap) -> Self {
        let says = |name: &str, what: &str| headers.get(name).is_some_and(|value| value == what);
        let is_ahead = |name: &str| {
            let values = headers.get_all(name).iter();
            values.flat_map(|value| value.to_str()).any(|value| value.contains("prefetch") || value.contains("preview"))
        };
        let is_ahead = ["sec-purpose", "purpose", "x-purpose", "x-moz"].into_iter().any(is_ahead);
        let is_shown = says("sec-fetch-mode", "navigate") && says("sec-fetch-dest", "document");
        Self(method == Method::GET && is_shown && !is_ahead)
    }
}

impl<S: Sync> FromRequestParts<S> for Opened {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.method, &parts.headers))
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    #[test]
    fn only_a_page_that_a_browser_shows_is_opened() {
        let opened = |method: Method, said: &[(&'static str, &'static str)]| {
            let said =
                said.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
            Opened::of(&method, &said.collect()).0
        };
        let shown = [("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "document")];
        assert!(opened(Method::GET, &shown));
        assert!(!opened(Method::HEAD, &shown));
        assert!(!opened(Method::GET, &[]), "a program that says nothing");
        assert!(!opened(Method::GET, &[("sec-fetch-mode", "no-cors"), ("sec-fetch-dest", "empty")]));
        assert!(!opened(Method::GET, &[("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "iframe")]));
        for ahead in [("sec-purpose", "prefetch;prerender"), ("purpose", "prefetch"), ("x-purpose", "preview")] {
            assert!(!opened(Method::GET, &[shown[0], shown[1], ahead]), "{ahead:?}");
        }
    }
}
