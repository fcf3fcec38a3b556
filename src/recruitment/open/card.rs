//! The card of a group: all that somebody needs to know before coming.

use axum_extra::routing::TypedPath;
use entity::state::{Language, SessionStatus};
use maud::{Markup, html};

use super::list::{carried, languages, room, subscribe, time};
use super::queries::{ListedGroup, PublicContact, PublicGroup, PublicSession};
use super::rules::{self, RoomLeft};
use crate::recruitment::paths;
use crate::text::phone::e164;
use crate::text::{t, t_with, when};
use crate::web::components::{Button, Crumb, Tone, breadcrumbs, card, chip, facts, kind_mark, notice, page_header};
use crate::web::icon::Icon;
use crate::web::page::Page;
use crate::web::subscribe::Addresses;

/// A group with what its card tells beside it.
#[derive(Clone, Copy)]
pub struct ShownGroup<'a> {
    pub listed: &'a ListedGroup,
    pub contacts: &'a [PublicContact],
    /// Groups to turn to, where this one takes nobody in.
    pub like: &'a [ListedGroup],
    /// Where its calendar is subscribed to.
    pub addresses: &'a Addresses,
}

/// The card; `code` is the channel code of the address that led here.
pub fn show(page: &Page, of: ShownGroup<'_>, code: &str) -> Markup {
    let ShownGroup { listed, contacts, like, addresses } = of;
    let l = page.language;
    let group = &listed.group;
    let left = RoomLeft::of(group, page.now);
    let is_held = !matches!(left, RoomLeft::Over | RoomLeft::Cancelled | RoomLeft::Planned);
    let up = carried(page, paths::Programme::PATH, "");
    let index = page.t("open-title");
    html! {
        (breadcrumbs(l, &[Crumb { href: &up, label: &index }]))
        (page_header(&group.name, html! { (kind_mark(l, group.kind)) " " (room(l, left)) }, ""))
        @if !group.summary.is_empty() { (paragraphs(&group.summary)) }
        (join(page, listed, left, code))
        (instead(page, like))
        @if is_held {
            (card(&page.t("open-when"), times(page, listed)))
            (card(&page.t("open-where"), place(l, group)))
            (card(&page.t("open-subscribe"), subscribe(page, "open-subscribe-group", addresses)))
        } @else if let Some(period) = rules::period(l, group, page.zone).filter(|_| left == RoomLeft::Over) {
            (card(&page.t("open-when"), html! { p { (period) } }))
        }
        (card(&page.t("open-about"), about(l, group, left)))
        (card(&page.t("open-ask"), ask(page, group, contacts)))
    }
}

/// A text as its writer broke it into paragraphs.
fn paragraphs(text: &str) -> Markup {
    html! { @for part in text.split('\n').filter(|part| !part.trim().is_empty()) { p { (part) } } }
}

/// What a visitor may do: nobody applies to a group that is over, or to which one just comes.
fn join(page: &Page, listed: &ListedGroup, left: RoomLeft, code: &str) -> Markup {
    let apply = paths::Apply { slug: listed.group.slug.clone() }.to_string();
    html! {
        @if let Some(sentence) = left.sentence() { (notice(Tone::Info, page.t(sentence))) }
        @if left.takes() && left != RoomLeft::Open {
            div.actions { (Button::primary(&page.t("open-apply")).icon(Icon::Arrow).link(&carried(page, &apply, code))) }
            p.soft { (page.t("open-tell-worker")) }
        }
    }
}

/// Where to turn instead of a group that takes nobody in.
fn instead(page: &Page, like: &[ListedGroup]) -> Markup {
    let address = |one: &ListedGroup| carried(page, &paths::Card { slug: one.group.slug.clone() }.to_string(), "");
    let all = carried(page, paths::Programme::PATH, "");
    html! {
        @if !like.is_empty() {
            (card(&page.t("open-like"), html! {
                ul { @for one in like { li { a href=(address(one)) { (one.group.name) } " · " (time(page, one)) } } }
                p { a href=(all) { (page.t("open-all-groups")) } }
            }))
        }
    }
}

fn times(page: &Page, listed: &ListedGroup) -> Markup {
    let language = page.language;
    let rhythm = rules::rhythm(language, &listed.group);
    let period = rules::period(language, &listed.group, page.zone);
    html! {
        @if let Some(rhythm) = rhythm { p { strong { (rhythm) } } }
        @if let Some(period) = period { p { (period) } }
        @if listed.sessions.is_empty() { p { (t(language, "open-time-later")) } }
        @else {
            h3 { (t(language, "open-next-dates")) }
            ul { @for session in &listed.sessions { li { (session_line(page, session)) } } }
        }
    }
}

fn session_line(page: &Page, session: &PublicSession) -> Markup {
    let language = page.language;
    let span =
        when::span_seen(language, page.zone_of(&session.timezone), [session.starts_at, session.ends_at], page.now);
    let cancelled = session.status == SessionStatus::Cancelled;
    html! {
        @if cancelled { s { (span) } " " (chip(Tone::Warning, &t(language, "calendar-cancelled"))) }
        @else { (span) }
        @if let Some(place) = session.elsewhere.as_deref().filter(|_| !cancelled) { " · " (place) }
    }
}

fn place(language: Language, group: &PublicGroup) -> Markup {
    let mut address: Vec<&str> = group.venue_address.as_deref().into_iter().collect();
    address.extend(group.place().filter(|place| !address.iter().any(|part| part.contains(place))));
    let rows = [
        ("open-venue", group.venue_name.clone().unwrap_or_default()),
        ("open-address", address.join(", ")),
        ("open-access", access(language, group)),
        ("open-directions", group.venue_directions.clone().unwrap_or_default()),
        ("open-animals", group.animals.clone().unwrap_or_default()),
    ];
    html! {
        @if rows.iter().all(|(_, value)| value.is_empty()) { p { (t(language, "open-place-later")) } }
        @else { (particulars(language, rows)) }
    }
}

/// What is known of getting in; nothing where no place is named.
fn access(language: Language, group: &PublicGroup) -> String {
    let steps = group.venue_step_free.map(|free| t(language, if free { "open-step-free" } else { "open-steps" }));
    let more = group.venue_access.clone();
    steps.into_iter().chain(more).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
}

fn about(language: Language, group: &PublicGroup, left: RoomLeft) -> Markup {
    let aims: Vec<String> =
        group.aims.0.iter().map(|aim| t(language, &format!("open-aim-{}", aim.code().replace('_', "-")))).collect();
    let how = left.how_in(group.openness).map(|key| t(language, key));
    let criteria = Some(group.criteria.clone()).filter(|_| how.is_some());
    let how_in = how.into_iter().chain(criteria).collect::<Vec<_>>().join(" ").trim().to_owned();
    let rows = [
        ("open-audience", group.audience.clone()),
        ("open-not-for", group.not_for.clone()),
        ("open-how-in", how_in),
        ("open-aims", aims.join(", ")),
        ("open-leads-to", group.leads_to.clone()),
        ("open-languages", languages(language, &group.languages.0)),
    ];
    particulars(language, rows)
}

fn particulars<'a>(language: Language, rows: impl IntoIterator<Item = (&'a str, String)>) -> Markup {
    facts(
        rows.into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(key, value)| (t(language, key), paragraphs(&value))),
    )
}

fn ask(page: &Page, group: &PublicGroup, contacts: &[PublicContact]) -> Markup {
    html! {
        p { (t_with(page.language, "open-run-by", &[("unit", group.unit_name.clone().into())])) }
        @if contacts.is_empty() { p { (page.t("open-ask-unit")) } }
        ul.bare.stack-small {
            @for contact in contacts {
                li {
                    strong { (contact.given_name) }
                    @if let Some(phone) = &contact.phone { " · " a href={ "tel:" (dialled(phone)) } { (phone) } }
                    " · " a href={ "mailto:" (contact.email) } { (contact.email) }
                }
            }
        }
    }
}

fn dialled(phone: &str) -> String {
    e164(phone).unwrap_or_else(|_| phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect())
}
