//! The page where a client subscribes, in plain words.

use entity::state::FeedTitles;
use maud::{Markup, html};

use crate::calendar::{LinkRow, fetched, made};
use crate::client_pages::paths::{Calendar, Index, RevokeCalendar, RotateCalendar};
use crate::text::t_with;
use crate::web::components::{Button, Choice, Crumb, Tone, breadcrumbs, card, notice, once_field, page_header};
use crate::web::form::Form;
use crate::web::icon::Icon;
use crate::web::page::Page;
use crate::web::subscribe::Addresses;

/// The subscriptions, the addresses of one that was just made, and the form for another.
pub fn index(page: &Page, token: &str, form: &Form, links: &[LinkRow], new: Option<&Addresses>) -> Markup {
    html! {
        (head(page, token))
        @if let Some(new) = new { (made(page, new)) }
        @if !links.is_empty() { (card(&page.t("feed-own"), held(page, token, links))) }
        (card(&page.t("feed-make-title"), make(page, token, form)))
        @if new.is_none() { p.hint { (page.t("feed-speed")) } }
    }
}

/// What stands there for who may have no calendar.
pub fn unsuited(page: &Page, token: &str) -> Markup {
    html! {
        (head(page, token))
        (notice(Tone::Info, page.t("me-calendar-unsuited")))
    }
}

fn head(page: &Page, token: &str) -> Markup {
    let home = Index { token: token.to_owned() }.to_string();
    html! {
        (breadcrumbs(page.language, &[Crumb { href: &home, label: &page.t("me-title") }]))
        (page_header(&page.t("me-calendar-title"), page.t("me-calendar-lead"), ""))
    }
}

fn held(page: &Page, token: &str, links: &[LinkRow]) -> Markup {
    html! {
        ul.bare.stack { @for link in links { li.stack-small { (one(page, token, link)) } } }
        p.hint { (page.t("feed-rotate-hint")) }
    }
}

fn one(page: &Page, token: &str, link: &LinkRow) -> Markup {
    let rotate = RotateCalendar { token: token.to_owned(), id: link.id }.to_string();
    let revoke = RevokeCalendar { token: token.to_owned(), id: link.id }.to_string();
    let last = match link.fetched_at {
        Some(_) => t_with(page.language, "me-calendar-fetched", &[("when", fetched(page, link).into())]),
        None => page.t("me-calendar-never"),
    };
    html! {
        h3 { (link.label.clone().unwrap_or_else(|| page.t("feed-name-client"))) }
        p.soft { (page.t(&format!("me-calendar-{}", link.titles))) " · " (last) }
        div.actions {
            (Button::secondary(&page.t("feed-rotate")).post(&rotate))
            (Button::quiet(&page.t("feed-revoke")).post(&revoke))
        }
    }
}

fn make(page: &Page, token: &str, form: &Form) -> Markup {
    let fields = form.fields(page.language);
    let names = ["me-calendar-neutral", "me-calendar-neutral-hint", "me-calendar-full", "me-calendar-full-hint"];
    let names = names.map(|key| page.t(key));
    let choices = [
        Choice { value: FeedTitles::Neutral.code(), label: &names[0], hint: Some(&names[1]) },
        Choice { value: FeedTitles::Full.code(), label: &names[2], hint: Some(&names[3]) },
    ];
    html! {
        form.stack novalidate method="post" action=(Calendar { token: token.to_owned() }) {
            (once_field())
            (fields.summary())
            (fields.field("titles", &page.t("me-calendar-titles")).radios(&choices))
            (fields.field("show_place", &page.t("me-show-place")).hint(&page.t("me-show-place-hint")).checkbox())
            (fields.field("label", &page.t("feed-label")).hint(&page.t("me-calendar-label-hint")).text())
            div.actions { (Button::primary(&page.t("feed-make")).icon(Icon::Calendar).submit()) }
        }
    }
}
