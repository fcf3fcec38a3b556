//! The pages of calendar links.

use axum_extra::routing::TypedPath;
use entity::group;
use entity::state::FeedTitles;
use maud::{Markup, html};

use super::paths;
use super::queries::{LinkRow, Subject};
use crate::access::Viewer;
use crate::programme::{GroupTab, group_head};
use crate::text::{t_with, when};
use crate::web::components::{
    Button, Choice, Column, Crumb, Table, Tone, breadcrumbs, card, copy_field, notice, once_field, page_header,
};
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::subscribe::{Addresses, subscribe_buttons};

/// One's own links, with the addresses of one that was just made.
pub fn index(page: &Page, form: &Form, links: &[LinkRow], subjects: &[Subject], new: Option<&Addresses>) -> Markup {
    html! {
        (breadcrumbs(page.language, &[Crumb { href: "/account", label: &page.t("account-title") }]))
        (page_header(&page.t("feed-title"), page.t("feed-lead"), ""))
        (form.fields(page.language).summary())
        @if let Some(new) = new { (made(page, new)) }
        (feed_links(page, links))
        (make(page, form, subjects))
    }
}

/// The addresses of a link, shown this once, with what each calendar program takes.
pub fn made(page: &Page, new: &Addresses) -> Markup {
    let body = html! {
        (notice(Tone::Good, page.t("feed-once")))
        (addresses(page, "feed-address", new))
    };
    card(&page.t("feed-new"), body)
}

/// The ways to subscribe to an address, and the truth about how soon changes are seen.
fn addresses(page: &Page, id: &str, addresses: &Addresses) -> Markup {
    html! {
        (copy_field(page.language, id, &page.t("feed-address"), &addresses.url))
        (subscribe_buttons(page, addresses))
        p.hint { (page.t("feed-how")) }
        p.hint { (page.t("feed-speed")) }
    }
}

fn feed_links(page: &Page, links: &[LinkRow]) -> Markup {
    let body = html! {
        @if links.is_empty() { p.soft { (page.t("feed-none")) } }
        @else { (link_table(page, links)) p.hint { (page.t("feed-rotate-hint")) } }
    };
    card(&page.t("feed-own"), body)
}

fn link_table(page: &Page, links: &[LinkRow]) -> Markup {
    let heads = ["feed-what", "feed-titles", "feed-fetched", "feed-act"].map(|key| page.t(key));
    let columns = heads.each_ref().map(|head| Column::new(head));
    let rows = links.iter().map(|link| {
        let (rotate, revoke) = (paths::Rotate { id: link.id }.to_string(), paths::Revoke { id: link.id }.to_string());
        vec![
            html! { (what(page, link)) @if let Some(label) = &link.label { div.soft { (label) } } },
            html! { (page.t(titles(link.titles))) },
            html! { (fetched(page, link)) },
            html! {
                div.actions {
                    (Button::quiet(&page.t("feed-rotate")).post(&rotate))
                    (Button::quiet(&page.t("feed-revoke")).post(&revoke))
                }
            },
        ]
    });
    html! { (Table::new(&page.t("feed-own"), &columns).rows(rows)) }
}

fn what(page: &Page, link: &LinkRow) -> String {
    let kind = page.t(&format!("feed-kind-{}", link.kind));
    link.name.as_ref().map_or_else(|| kind.clone(), |name| format!("{kind}: {name}"))
}

const fn titles(titles: FeedTitles) -> &'static str {
    match titles {
        FeedTitles::Neutral => "feed-titles-neutral",
        FeedTitles::Full => "feed-titles-full",
    }
}

/// When a link was last fetched, and by which program.
pub fn fetched(page: &Page, link: &LinkRow) -> String {
    let Some(at) = link.fetched_at else { return page.t("feed-never") };
    let moment = when::moment_seen(page.language, page.zone, at, page.now);
    match &link.fetched_by {
        Some(by) => t_with(page.language, "feed-fetched-by", &[("when", moment.into()), ("by", by.clone().into())]),
        None => moment,
    }
}

fn make(page: &Page, form: &Form, subjects: &[Subject]) -> Markup {
    let options: Vec<(String, String)> = subjects.iter().map(|subject| option(page, subject)).collect();
    let choices: Vec<Choice<'_>> = options.iter().map(|(value, label)| Choice::new(value, label)).collect();
    let fields = form.fields(page.language);
    let body = html! {
        form method="post" action=(paths::Index::PATH) {
            (once_field())
            (fields.field("what", &page.t("feed-what")).required().select(&choices))
            (title_choice(page, form))
            (fields.field("label", &page.t("feed-label")).hint(&page.t("feed-label-hint")).text())
            div.actions { (Button::primary(&page.t("feed-make")).submit()) }
        }
    };
    card(&page.t("feed-make-title"), body)
}

fn option(page: &Page, subject: &Subject) -> (String, String) {
    let kind = page.t(&format!("feed-kind-{}", subject.kind));
    match (&subject.id, &subject.name) {
        (Some(id), Some(name)) => (format!("{}:{id}", subject.kind), format!("{kind}: {name}")),
        _ => (subject.kind.to_string(), kind),
    }
}

fn title_choice(page: &Page, form: &Form) -> Markup {
    let (neutral, full) = (page.t(titles(FeedTitles::Neutral)), page.t(titles(FeedTitles::Full)));
    let choices = [Choice::new("neutral", &neutral), Choice::new("full", &full)];
    html! {
        (form.fields(page.language).field("titles", &page.t("feed-titles")).hint(&page.t("feed-titles-hint")).select(&choices))
    }
}

/// The feeds of a group: the public one, and one's own links.
pub fn of_group(
    page: &Page,
    by: &Viewer,
    group: &group::Model,
    open: Option<&Addresses>,
    links: Option<&[LinkRow]>,
) -> Markup {
    html! {
        (group_head(page, by, true, group, GroupTab::Feeds, ""))
        p.lead { (page.t("feed-group-lead")) }
        @match open {
            Some(open) => (card(&page.t("feed-open"), addresses(page, "feed-open-address", open))),
            None => (card(&page.t("feed-open"), html! { p.soft { (page.t("feed-not-open")) } })),
        }
        @if let Some(links) = links {
            (feed_links(page, links))
            (make_for_group(page, group))
        }
    }
}

fn make_for_group(page: &Page, group: &group::Model) -> Markup {
    let form = Form::default();
    let fields = form.fields(page.language);
    let body = html! {
        form method="post" action=(paths::Index::PATH) {
            (once_field())
            input type="hidden" name="what" value={ "group:" (group.id) };
            (fields.field("label", &page.t("feed-label")).hint(&page.t("feed-label-hint")).text())
            div.actions { (Button::primary(&page.t("feed-make")).submit()) }
        }
    };
    card(&page.t("feed-make-title"), body)
}
