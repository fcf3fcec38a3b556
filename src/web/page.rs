//! The frame of every page, as an extractor: who looks, in which language, and where.

use std::borrow::Cow;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri, header};
use axum_extra::extract::SignedCookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use entity::state::Language;

use crate::access::Viewer;
use crate::app::App;
use crate::error::Error;
use crate::local_time;
use crate::text::t;

pub(super) const FLASH: &str = "flash";
const LANGUAGE: &str = "language";

/// What a page knows before its content: language, person, place and time.
#[derive(Clone, Debug)]
pub struct Page {
    /// The language of the page.
    pub language: Language,
    /// The signed-in person.
    pub viewer: Option<Viewer>,
    /// The address asked for.
    pub uri: Uri,
    /// The moment of the request.
    pub now: DateTime<Utc>,
    /// The zone of the settings.
    pub zone: Tz,
    /// Whether the demo's hints are shown.
    pub demo: bool,
    pub(super) flash: Option<String>,
    pub(super) modules: Vec<&'static str>,
    pub(super) feed: Option<PageFeed>,
}

/// The calendar that shows what a page shows.
#[derive(Clone, Debug)]
pub struct PageFeed {
    /// Its path.
    pub path: String,
    pub name: String,
}

impl FromRequestParts<App> for Page {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        let page = Self::of(app, parts).await;
        Ok(match parts.extensions.get::<Viewer>() {
            Some(viewer) => page.with_viewer(viewer.clone()),
            None => page,
        })
    }
}

impl Page {
    /// The frame for a request, before it is known who asks.
    pub async fn of(app: &App, parts: &mut Parts) -> Self {
        let jar = SignedCookieJar::<axum_extra::extract::cookie::Key>::from_request_parts(parts, app)
            .await
            .unwrap_or_else(|never| match never {});
        let uri = parts.extensions.get::<axum::extract::OriginalUri>().map_or(&parts.uri, |original| &original.0);
        let chosen = asked_language(uri).or_else(|| Language::from_code(jar.get(LANGUAGE)?.value()));
        Self {
            language: chosen.unwrap_or_else(|| accepted_language(&parts.headers)),
            viewer: None,
            uri: uri.clone(),
            now: app.clock.now(),
            zone: app.config.zone,
            demo: app.config.demo,
            flash: jar.get(FLASH).map(|cookie| cookie.value().to_owned()),
            modules: Vec::new(),
            feed: None,
        }
    }

    /// The frame once the person is known; the language of the account rules unless another was asked for.
    #[must_use]
    pub fn with_viewer(mut self, viewer: Viewer) -> Self {
        if asked_language(&self.uri).is_none() {
            self.language = viewer.language;
        }
        self.viewer = Some(viewer);
        self
    }

    /// The frame in another language, as on a client's own pages.
    #[must_use]
    pub fn in_language(mut self, language: Language) -> Self {
        self.language = asked_language(&self.uri).unwrap_or(language);
        self
    }

    /// The frame of a device that a client holds: in the client's language and without the places of staff.
    #[must_use]
    pub fn handed_to(self, language: Language) -> Self {
        Self { viewer: None, ..self }.in_language(language)
    }

    /// The frame with one more script module; the page works without it.
    #[must_use]
    pub fn module(mut self, name: &'static str) -> Self {
        self.modules.push(name);
        self
    }

    /// The frame of a page whose times a calendar shows too.
    #[must_use]
    pub fn with_feed(self, feed: PageFeed) -> Self {
        Self { feed: Some(feed), ..self }
    }

    /// The day of a moment.
    pub fn day(&self, at: DateTime<Utc>) -> NaiveDate {
        local_time::day(self.zone, at)
    }

    /// The day of the request.
    pub fn today(&self) -> NaiveDate {
        self.day(self.now)
    }

    /// The zone of a row by its name.
    pub fn zone_of(&self, name: &str) -> Tz {
        local_time::zone_of(name, self.zone)
    }

    /// The text of a key in the page's language.
    pub fn t(&self, key: &str) -> String {
        t(self.language, key)
    }

    /// Whether the page is a client's own, which says nothing of the service to whoever looks over a shoulder.
    pub fn is_private(&self) -> bool {
        self.uri.path().starts_with("/me/")
    }

    /// Whether the page is one of the public programme, which must stay light.
    pub fn is_public(&self) -> bool {
        self.uri.path().starts_with("/open")
    }
}

/// The cookie that shows a text once on the next page.
pub fn flash(key: impl Into<Cow<'static, str>>) -> Cookie<'static> {
    Cookie::build((FLASH, key)).path("/").http_only(true).same_site(SameSite::Lax).build()
}

/// The cookie that keeps a chosen language, though the browser was closed.
pub fn language_cookie(language: Language) -> Cookie<'static> {
    Cookie::build((LANGUAGE, language.code())).path("/").http_only(true).same_site(SameSite::Lax).permanent().build()
}

/// The language that an address asks for: `?lang=sv`.
pub fn asked_language(uri: &Uri) -> Option<Language> {
    let query = uri.query()?;
    Language::from_code(query.split('&').find_map(|pair| pair.strip_prefix("lang="))?)
}

fn accepted_language(headers: &HeaderMap) -> Language {
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or("");
    accepted.split(',').find_map(|range| Language::from_code(range.trim().get(..2)?)).unwrap_or(Language::Fi)
}
