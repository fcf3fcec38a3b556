//! The whole document of a page: head, header, what is shown, and footer.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum_extra::extract::cookie::Cookie;
use maud::{DOCTYPE, Markup, html};

use super::components::{Tone, notice, page_header, skip_link, with_labels};
use super::form::Form;
use super::heard::Flash;
use super::page::{FLASH, Page};
use super::{asset, nav};
use crate::access::rights::{Action, Resource};
use crate::text::tag;

impl Page {
    /// A whole page for staff and signed-in people.
    pub fn show(&self, title: &str, content: &Markup) -> Response {
        self.answer(StatusCode::OK, title, content)
    }

    /// A page whose form came back with faults, each named by the label of its field.
    pub fn again(&self, title: &str, content: &Markup) -> Response {
        self.answer(StatusCode::UNPROCESSABLE_ENTITY, title, &with_labels(content))
    }

    /// A page with a form, as it is asked for or as it came back with faults.
    pub fn show_form(&self, form: &Form, title: &str, content: &Markup) -> Response {
        if form.faults().is_empty() { self.show(title, content) } else { self.again(title, content) }
    }

    /// A page that says what went wrong.
    pub fn problem(&self, status: StatusCode, title: &str, detail: &str) -> Response {
        let home = if self.viewer.is_some() { "/" } else { "/open" };
        let content = html! {
            (page_header(title, detail, ""))
            p { a href=(home) { (self.t("problem-back")) } }
        };
        self.answer(status, title, &content)
    }

    fn answer(&self, status: StatusCode, title: &str, content: &Markup) -> Response {
        let mut response = (status, self.document(title, content)).into_response();
        if self.flash.is_some() {
            let mut gone = Cookie::from(FLASH);
            gone.set_path("/");
            gone.make_removal();
            if let Ok(value) = gone.to_string().parse() {
                response.headers_mut().append(header::SET_COOKIE, value);
            }
        }
        response
    }

    /// Whether the person follows clients, and so may be asked to call one.
    fn may_call(&self) -> bool {
        self.viewer.as_ref().is_some_and(|viewer| viewer.may(Resource::Attendance, Action::Read))
    }

    fn document(&self, title: &str, content: &Markup) -> Markup {
        let language = self.language;
        html! {
            (DOCTYPE)
            html lang=(tag(language)) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (title) " – Piiri" }
                    link rel="icon" href=(asset::url("mark.svg")) type="image/svg+xml";
                    link rel="stylesheet" href=(asset::url("open.css"));
                    @if let Some(feed) = &self.feed {
                        link rel="alternate" type="text/calendar" href=(feed.path) title=(feed.name);
                    }
                    @if !self.is_public() {
                        link rel="stylesheet" href=(asset::url("app.css"));
                        script type="module" src=(asset::url("copy.mjs")) {}
                        script type="module" src=(asset::url("filter.mjs")) {}
                        @for name in &self.modules { script type="module" src=(asset::url(name)) {} }
                    }
                }
                body.with-nav[self.viewer.is_some() && !self.is_public()] {
                    (skip_link(language))
                    (nav::header(self))
                    main.main #main tabindex="-1" {
                        @if let Some(kept) = &self.flash { (notice(Tone::Good, Flash::of(kept).words(language, self.may_call()))) }
                        (content)
                    }
                    (nav::footer(self))
                }
            }
        }
    }
}
