//! Header and footer: where one is and where one can go, by what the person may do.

use entity::state::Language;
use maud::{Markup, html};

use super::components::{Button, NavItem, languages, site_nav};
use super::icon::{Icon, icon, mark};
use super::page::Page;
use crate::access::Viewer;
use crate::access::rights::{Action, Resource};

struct NavPlace {
    path: &'static str,
    key: &'static str,
    icon: Icon,
    needs: Resource,
}

/// The places of staff in the order of a working day.
const PLACES: &[NavPlace] = &[
    NavPlace { path: "/", key: "nav-today", icon: Icon::Home, needs: Resource::Own },
    NavPlace { path: "/groups", key: "nav-groups", icon: Icon::Group, needs: Resource::Group },
    NavPlace { path: "/calendar", key: "nav-calendar", icon: Icon::Calendar, needs: Resource::Group },
    NavPlace { path: "/clients", key: "nav-clients", icon: Icon::Person, needs: Resource::Client },
    NavPlace { path: "/referrals", key: "nav-referrals", icon: Icon::Referral, needs: Resource::Referral },
    NavPlace { path: "/statistics", key: "nav-statistics", icon: Icon::Chart, needs: Resource::Statistics },
    NavPlace { path: "/messages", key: "nav-messages", icon: Icon::Mail, needs: Resource::Message },
    NavPlace { path: "/venues", key: "nav-venues", icon: Icon::Place, needs: Resource::Venue },
    NavPlace { path: "/admin", key: "nav-admin", icon: Icon::Settings, needs: Resource::Setting },
    NavPlace { path: "/log", key: "nav-log", icon: Icon::Log, needs: Resource::ClientRights },
];

/// The header with the name, the places and the person.
pub fn header(page: &Page) -> Markup {
    let viewer = page.viewer.as_ref().filter(|_| !page.is_public());
    let home = if viewer.is_some() { "/" } else { "/open" };
    html! {
        header.site-header {
            a.brand href=(home) { (mark("mark")) span { "Piiri" } }
            @if let Some(viewer) = viewer {
                (places(page, viewer))
                (account(page, viewer))
            } @else {
                div.site-tools { (languages(page.language, SHOWN, |language| in_language(page, language))) }
            }
        }
    }
}

fn places(page: &Page, viewer: &Viewer) -> Markup {
    let allowed: Vec<(&NavPlace, String)> = PLACES
        .iter()
        .filter(|place| viewer.may(place.needs, Action::Read))
        .map(|place| (place, page.t(place.key)))
        .collect();
    let items: Vec<NavItem<'_>> = allowed
        .iter()
        .map(|(place, label)| NavItem { href: place.path, label, icon: place.icon, current: is_here(page, place.path) })
        .collect();
    site_nav(page.language, &items)
}

fn is_here(page: &Page, path: &str) -> bool {
    let here = page.uri.path();
    here == path || (path != "/" && here.strip_prefix(path).is_some_and(|rest| rest.starts_with('/')))
}

const SHOWN: &[Language] = &[Language::Fi, Language::Sv, Language::En];

fn in_language(page: &Page, language: Language) -> String {
    let kept = page.uri.query().unwrap_or("").split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("lang="));
    let query: Vec<&str> = kept.collect();
    let rest = if query.is_empty() { String::new() } else { format!("&{}", query.join("&")) };
    format!("{}?lang={language}{rest}", page.uri.path())
}

fn account(page: &Page, viewer: &Viewer) -> Markup {
    html! {
        div.site-tools {
            a href="/account" { (icon(Icon::Person)) span { (viewer.name) } }
            (Button::quiet(&page.t("nav-sign-out")).icon(Icon::SignOut).post("/logout"))
        }
    }
}

/// The footer.
pub fn footer(page: &Page) -> Markup {
    html! {
        footer.site-footer {
            @if page.is_private() { p { "Piiri" } } @else { p { (page.t("frame-about")) } }
            nav aria-label=(page.t("frame-footer-label")) {
                @if !page.is_private() { a href="/open" { (page.t("frame-open")) } " " }
                a href="/accessibility" { (page.t("frame-accessibility")) }
                @if page.demo { " " a href="/demo/mailbox" { (page.t("frame-mailbox")) } }
            }
        }
    }
}
