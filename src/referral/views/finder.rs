//! The page of the finder.

use axum_extra::routing::TypedPath;
use entity::state::{Aim, GroupKind, Language, Openness};
use maud::{Markup, html};

use crate::people::Viewer;
use crate::people::rights::{Act, Resource};
use crate::referral::finder::Found;
use crate::referral::paths;
use crate::text::{t, t_with, when};
use crate::web::components::{
    Button, Choice, Tone, chip, empty_state, filter_bar, kind_mark, kind_name, page_header, places,
};
use crate::web::icon::Icon;
use crate::web::list::Asked;
use crate::web::page::Page;

/// The groups that take clients in, as cards.
pub fn finder(page: &Page, by: &Viewer, asked: &Asked, (found, municipalities): (&[Found], &[String])) -> Markup {
    let refers = by.may(Resource::Referral, Act::Write);
    html! {
        (page_header(&page.t("find-title"), page.t("find-lead"), ""))
        (filters(page, asked, municipalities))
        div #results {
            @if found.is_empty() { (empty_state(Icon::Search, &page.t("find-none"), "")) }
            @else {
                p.soft role="status" { (t_with(page.language, "find-count", &[("n", found.len().into())])) }
                div.grid { @for one in found { (card(page, one, refers)) } }
            }
        }
    }
}

fn filters(page: &Page, asked: &Asked, municipalities: &[String]) -> Markup {
    let l = page.language;
    let fields = asked.form.fields(l);
    let clear = asked.is_filtered().then_some(paths::Find::PATH);
    let any = page.t("referral-any");
    let with_any = |names: &[(String, String)]| -> Vec<(String, String)> {
        std::iter::once((String::new(), any.clone())).chain(names.iter().cloned()).collect()
    };
    let places: Vec<_> = municipalities.iter().map(|name| (name.clone(), name.clone())).collect();
    let kinds: Vec<_> = GroupKind::ALL.iter().map(|kind| (kind.code().to_owned(), kind_name(l, *kind))).collect();
    let aims: Vec<_> = Aim::ALL.iter().map(|aim| (aim.code().to_owned(), aim_name(l, *aim))).collect();
    let days: Vec<_> = (1..=7).map(|day| (day.to_string(), when::weekday_long(l, day - 1).to_owned())).collect();
    let spoken: Vec<_> =
        Language::ALL.iter().map(|language| (language.code().to_owned(), t(*language, "language-own-name"))).collect();
    let lists = [
        ("municipality", "find-municipality", with_any(&places)),
        ("kind", "find-kind", with_any(&kinds)),
        ("aim", "find-aim", with_any(&aims)),
        ("weekday", "find-weekday", with_any(&days)),
        ("language", "find-language", with_any(&spoken)),
    ];
    let inputs = html! {
        (fields.field("q", &page.t("find-words")).search())
        @for (name, key, options) in &lists {
            (fields.field(name, &page.t(key)).select(&choices(options)))
        }
        (fields.field("free", &page.t("find-free")).checkbox())
        (fields.field("step_free", &page.t("find-step-free")).checkbox())
    };
    filter_bar(l, paths::Find::PATH, "results", clear, inputs)
}

fn choices(options: &[(String, String)]) -> Vec<Choice<'_>> {
    options.iter().map(|(value, label)| Choice::new(value, label)).collect()
}

fn aim_name(language: Language, aim: Aim) -> String {
    t(language, &format!("find-aim-{}", aim.code().replace('_', "-")))
}

fn card(page: &Page, found: &Found, refers: bool) -> Markup {
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
                    (Button::primary(&page.t("find-refer")).icon(Icon::Referral).link(&refer(found)))
                }
            }
        }
    }
}

fn refer(found: &Found) -> String {
    format!("{}?group={}", paths::New::PATH, found.group.id)
}

fn facts(page: &Page, found: &Found) -> Markup {
    let group = &found.group;
    let place = [group.venue_name.as_deref(), group.municipality.as_deref()];
    let place = place.into_iter().flatten().collect::<Vec<_>>().join(", ");
    html! {
        p.soft.small {
            @if let Some(next) = found.next {
                (when::span(page.language, when::zone(&group.timezone), next.starts_at, next.ends_at))
                @if !place.is_empty() { " · " }
            }
            (place)
        }
        p {
            @if group.step_free == Some(true) { (chip(Tone::Good, &page.t("venue-step-free"))) " " }
            @if group.openness == Openness::Closed { (chip(Tone::Neutral, &page.t("find-closed"))) }
        }
    }
}
