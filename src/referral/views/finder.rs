//! The page of the finder.

use axum_extra::routing::TypedPath;
use entity::id::ClientId;
use entity::state::{Aim, GroupKind, Language, Openness};
use maud::{Markup, html};

use crate::access::Viewer;
use crate::access::rights::{Action, Resource};
use crate::programme::aim_name;
use crate::referral::cursor::Cursor;
use crate::referral::finder::Found;
use crate::referral::paths;
use crate::text::{place_line, t, t_with, when};
use crate::web::components::{
    Button, Choice, Tone, chip, empty_state, filter_bar, filter_more, kind_mark, kind_name, page_header, places,
};
use crate::web::icon::Icon;
use crate::web::list::ListQuery;
use crate::web::page::Page;

/// The groups that take clients in, as cards.
pub fn finder(
    page: &Page,
    by: &Viewer,
    asked: &ListQuery,
    found: &[Found],
    next: Option<Cursor>,
    municipalities: &[String],
) -> Markup {
    let refers = by.may(Resource::Referral, Action::Write);
    let client: Option<ClientId> = asked.form.value("client").parse().ok();
    html! {
        (page_header(&page.t("find-title"), page.t("find-lead"), ""))
        (filters(page, asked, municipalities))
        div #results.stack {
            @if found.is_empty() { (empty_state(Icon::Search, &page.t("find-none"), "")) }
            @else {
                p.soft role="status" data-shown { (count(page, asked, found.len(), next)) }
                div.grid { @for one in found { (card(page, one, refers, client)) } }
                (onward(page, asked, next))
            }
        }
    }
}

/// How many groups there are; of a list on several pages nobody counts the rest.
fn count(page: &Page, asked: &ListQuery, shown: usize, next: Option<Cursor>) -> String {
    let is_part = next.is_some() || !asked.form.value("after").is_empty();
    t_with(page.language, if is_part { "find-part" } else { "find-count" }, &[("n", shown.into())])
}

/// The way on, and back to the first groups.
fn onward(page: &Page, asked: &ListQuery, next: Option<Cursor>) -> Markup {
    let is_first = asked.form.value("after").is_empty();
    html! {
        @if next.is_some() || !is_first {
            nav.pagination aria-label=(page.t("pages")) {
                div.actions {
                    @if !is_first {
                        (Button::secondary(&page.t("find-first")).icon(Icon::Back).link(&asked.with("after", "")))
                    }
                    @if let Some(cursor) = next {
                        (Button::secondary(&page.t("find-next")).icon(Icon::Arrow).link(&asked.with("after", &cursor.to_string())))
                    }
                }
            }
        }
    }
}

/// The filters that narrow the list; a client for whom it was opened is none.
const FILTERS: [&str; 9] =
    ["q", "municipality", "kind", "weekday", "aim", "language", "free", "step_free", "no_animals"];

fn filters(page: &Page, asked: &ListQuery, municipalities: &[String]) -> Markup {
    let fields = asked.form.fields(page.language);
    let client: Option<ClientId> = asked.form.value("client").parse().ok();
    let clear = client.map_or_else(|| paths::Find::PATH.to_owned(), |id| format!("{}?client={id}", paths::Find::PATH));
    let set = FILTERS.iter().filter(|name| !asked.form.value(name).is_empty()).count();
    let folded = set - usize::from(!asked.form.value("q").is_empty());
    let inputs = html! {
        @if let Some(client) = client { input type="hidden" name="client" value=(client); }
        (fields.field("q", &page.t("find-words")).search())
        (filter_more(page.language, folded, more(page, asked, municipalities)))
    };
    filter_bar(page.language, paths::Find::PATH, "results", (set > 0).then_some(clear.as_str()), inputs)
}

/// The filters that are folded on a narrow screen.
fn more(page: &Page, asked: &ListQuery, municipalities: &[String]) -> Markup {
    let l = page.language;
    let fields = asked.form.fields(l);
    let places: Vec<_> = municipalities.iter().map(|name| (name.clone(), name.clone())).collect();
    let kinds: Vec<_> = GroupKind::ALL.iter().map(|kind| (kind.code().to_owned(), kind_name(l, *kind))).collect();
    let aims: Vec<_> = Aim::ALL.iter().map(|aim| (aim.code().to_owned(), aim_name(l, *aim))).collect();
    let days: Vec<_> = (1..=7).map(|day| (day.to_string(), when::weekday_long(l, day - 1).to_owned())).collect();
    let spoken: Vec<_> =
        Language::ALL.iter().map(|spoken| (spoken.code().to_owned(), t(*spoken, "language-own-name"))).collect();
    let any = page.t("referral-any");
    let lists = [
        ("municipality", "find-municipality", places),
        ("kind", "find-kind", kinds),
        ("aim", "find-aim", aims),
        ("weekday", "find-weekday", days),
        ("language", "find-language", spoken),
    ];
    html! {
        @for (name, key, options) in &lists { (fields.field(name, &page.t(key)).select(&choices(&any, options))) }
        (fields.field("free", &page.t("find-free")).checkbox())
        (fields.field("step_free", &page.t("find-step-free")).checkbox())
        (fields.field("no_animals", &page.t("find-no-animals")).checkbox())
    }
}

fn choices<'a>(any: &'a str, options: impl IntoIterator<Item = &'a (String, String)>) -> Vec<Choice<'a>> {
    let options = options.into_iter().map(|(value, label)| Choice::new(value, label));
    std::iter::once(Choice::new("", any)).chain(options).collect()
}

fn card(page: &Page, found: &Found, refers: bool, client: Option<ClientId>) -> Markup {
    let group = &found.group;
    let taken = u32::try_from(found.places.taken + found.places.offered).unwrap_or(u32::MAX);
    let capacity = u32::try_from(found.places.capacity).unwrap_or(0);
    html! {
        article.card {
            (kind_mark(page.language, group.kind))
            h2 { a href={ "/groups/" (group.id) } { (group.name) } }
            p { (group.summary) }
            (facts(page, found))
            (places(page.language, taken, capacity))
            @if found.places.waiting > 0 {
                p.small { (t_with(page.language, "find-waiting", &[("n", found.places.waiting.into())])) }
            }
            @if refers {
                div.actions.card-foot {
                    (Button::primary(&page.t("find-refer")).icon(Icon::Referral).link(&refer(found, client)))
                }
            }
        }
    }
}

fn refer(found: &Found, client: Option<ClientId>) -> String {
    let form = format!("{}?group={}", paths::New::PATH, found.group.id);
    client.map_or_else(|| form.clone(), |client| format!("{form}&client={client}"))
}

fn facts(page: &Page, found: &Found) -> Markup {
    let group = &found.group;
    let place = place_line([group.venue_name.as_deref(), group.municipality.as_deref()]);
    html! {
        p.soft.small {
            @if let Some(next) = found.next {
                (when::span(page.language, page.zone_of(&group.timezone), next.starts_at, next.ends_at))
                @if !place.is_empty() { " · " }
            }
            (place)
        }
        p {
            @if group.step_free == Some(true) { (chip(Tone::Good, &page.t("venue-step-free"))) " " }
            @if group.animals.is_some() { (chip(Tone::Info, &page.t("find-animals"))) " " }
            @if group.openness == Openness::Closed { (chip(Tone::Neutral, &page.t("find-closed"))) }
        }
    }
}
