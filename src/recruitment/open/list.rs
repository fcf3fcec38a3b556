//! The page of the open programme.

use std::collections::BTreeSet;
use std::ops::Range;

use axum_extra::routing::TypedPath;
use entity::state::{GroupKind, Language};
use maud::{Markup, html};

use super::queries::{ListedGroup, Outline};
use super::rules::{self, RoomLeft};
use crate::recruitment::paths;
use crate::text::{place_line, t, t_with, when};
use crate::web::components::{
    Button, Choice, Pagination, Tone, card, card_link, chip, empty_state, hero, kind_mark, kind_name, pagination,
};
use crate::web::icon::{Icon, icon};
use crate::web::list::ListQuery;
use crate::web::page::{Page, PageFeed, asked_language};
use crate::web::subscribe::{Addresses, subscribe_buttons};

/// Groups on one page: few enough for an old phone on a bad network.
pub const CARDS: usize = 20;

/// The languages that groups are held in; easy Finnish is one of them.
const SPOKEN: &[Language] = Language::ALL;

/// The address of a public page with the language asked for and the channel code carried on.
pub fn carried(page: &Page, path: &str, code: &str) -> String {
    let language = asked_language(&page.uri).map(|language| format!("lang={language}"));
    let code = (!code.is_empty()).then(|| format!("c={}", crate::web::problem::encode(code)));
    let query: Vec<String> = language.into_iter().chain(code).collect();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
}

/// The part of the programme that one page shows.
#[derive(Clone, Copy, Debug)]
pub struct Cut {
    from: usize,
    to: usize,
    total: usize,
}

impl Cut {
    /// The cut of a page, counted from 1, of so many groups.
    pub fn of(page: u64, total: usize) -> Self {
        let from = usize::try_from(page - 1).unwrap_or(0).saturating_mul(CARDS).min(total);
        Self { from, to: total.min(from + CARDS), total }
    }

    /// The places of its groups.
    pub const fn range(self) -> Range<usize> {
        self.from..self.to
    }
}

/// What a page of the programme shows.
#[derive(Clone, Copy)]
pub struct Shown<'a> {
    pub asked: &'a ListQuery,
    /// Every group of the programme.
    pub all: &'a [Outline],
    /// Those of this page.
    pub listed: &'a [ListedGroup],
    pub cut: Cut,
    /// Where its calendar is subscribed to.
    pub addresses: &'a Addresses,
}

/// The calendar of a public page, in the page's language.
pub fn feed(page: &Page, path: &str, name: String) -> PageFeed {
    let path = match page.language {
        Language::Fi | Language::FiEasy => path.to_owned(),
        language => format!("{path}?lang={language}"),
    };
    PageFeed { path, name }
}

/// How to have the times in one's own calendar.
pub fn subscribe(page: &Page, lead: &str, addresses: &Addresses) -> Markup {
    html! {
        p { (page.t(lead)) }
        (subscribe_buttons(page, addresses))
        p { (page.t("open-subscribe-address")) " " code { (addresses.url) } }
        p.small.soft { (page.t("open-subscribe-speed")) }
    }
}

/// The programme: what it is, what to look for, and the groups that fit.
pub fn index(page: &Page, Shown { asked, all, listed: shown, cut, addresses }: Shown<'_>) -> Markup {
    html! {
        (hero(&page.t("open-title"), html! { p.lead { (page.t("open-lead")) } }))
        (filters(page, asked, all))
        div.stack #results {
            p role="status" { (t_with(page.language, "open-count", &[("n", cut.total.into())])) }
            @if shown.is_empty() { (empty_state(Icon::Group, &page.t("open-none"), clear(page, asked))) }
            @else { div.grid { @for listed in shown { (group_card(page, listed)) } } }
            (pages(page, asked, cut))
        }
        (card(&page.t("open-subscribe"), subscribe(page, "open-subscribe-programme", addresses)))
        p.small.soft { a href=(paths::Data::PATH) { (page.t("open-data")) } }
    }
}

fn clear(page: &Page, asked: &ListQuery) -> Markup {
    html! {
        @if asked.is_filtered() {
            (Button::secondary(&page.t("filter-clear")).link(&carried(page, paths::Programme::PATH, "")))
        }
    }
}

fn filters(page: &Page, asked: &ListQuery, all: &[Outline]) -> Markup {
    let l = page.language;
    let any = page.t("open-any");
    let places: BTreeSet<&str> = all.iter().filter_map(|group| group.place.as_deref()).collect();
    let places: Vec<(String, String)> = places.iter().map(|place| ((*place).to_owned(), (*place).to_owned())).collect();
    let kinds: Vec<_> = GroupKind::ALL.iter().map(|kind| (kind.code().to_owned(), kind_name(l, *kind))).collect();
    let days: Vec<_> = (0..7).map(|day| ((day + 1).to_string(), when::weekday_long(l, day).to_owned())).collect();
    let spoken: Vec<_> = SPOKEN.iter().map(|one| (one.code().to_owned(), language_name(l, *one))).collect();
    let fields = asked.form.fields(l);
    let select = |name: &'static str, options: &[(String, String)]| {
        let mut choices = vec![Choice::new("", &any)];
        choices.extend(options.iter().map(|(value, label)| Choice::new(value, label)));
        fields.field(name, &page.t(&format!("open-filter-{name}"))).select(&choices)
    };
    html! {
        search {
            form.card method="get" action=(paths::Programme::PATH) {
                @if let Some(language) = asked_language(&page.uri) {
                    input type="hidden" name="lang" value=(language.code());
                }
                div.field-row {
                    (select("municipality", &places)) (select("kind", &kinds))
                    (select("weekday", &days)) (select("language", &spoken))
                }
                (fields.field("free", &page.t("open-filter-free")).checkbox())
                div.actions {
                    (Button::primary(&page.t("open-filter-show")).submit())
                    (clear(page, asked))
                }
            }
        }
    }
}

/// The name of a language that groups are held in.
pub fn language_name(language: Language, spoken: Language) -> String {
    t(language, &format!("open-language-{}", spoken.code().replace('_', "-")))
}

fn group_card(page: &Page, listed: &ListedGroup) -> Markup {
    let group = &listed.group;
    let l = page.language;
    let address = carried(page, &paths::Card { slug: group.slug.clone() }.to_string(), "");
    let body = html! {
        @if !group.audience.is_empty() { p { (shortened(&group.audience)) } }
        ul.icon-list {
            li { (icon(Icon::Calendar)) span { (time(page, listed)) } }
            @if let Some(place) = place(listed) { li { (icon(Icon::Place)) span { (place) } } }
            @if group.languages.0 != [Language::Fi] {
                li { (icon(Icon::Language)) span { (languages(l, &group.languages.0)) } }
            }
        }
        div.card-foot { (room(l, RoomLeft::of(group, page.now))) }
    };
    card_link(&address, &group.name, kind_mark(l, group.kind), body)
}

/// At most so many characters of a text stand on a card in the list.
const SHORT: usize = 140;

fn shortened(text: &str) -> String {
    let mut words = text.split_whitespace();
    let mut short = words.next().unwrap_or_default().to_owned();
    for word in words {
        if short.chars().count() + word.chars().count() > SHORT {
            return short + " …";
        }
        short.push(' ');
        short.push_str(word);
    }
    short
}

/// The room of a group as a chip.
pub fn room(language: Language, room: RoomLeft) -> Markup {
    let tone = match room {
        RoomLeft::Open | RoomLeft::Free => Tone::Good,
        RoomLeft::Few => Tone::Warning,
        _ => Tone::Neutral,
    };
    chip(tone, &t(language, room.key()))
}

/// When a group meets, and when next.
pub fn time(page: &Page, listed: &ListedGroup) -> String {
    let language = page.language;
    let next = listed.sessions.first().map(|next| {
        let span = when::span_seen(language, page.zone_of(&next.timezone), [next.starts_at, next.ends_at], page.now);
        t_with(language, "open-next", &[("when", span.into())])
    });
    match (rules::rhythm(language, &listed.group), next) {
        (Some(rhythm), Some(next)) => format!("{rhythm}. {next}"),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => t(language, "open-time-later"),
    }
}

/// Where a group meets: the place, and its municipality where the name does not say it.
pub fn place(listed: &ListedGroup) -> Option<String> {
    let place = place_line([listed.group.venue_name.as_deref(), listed.group.place()]);
    (!place.is_empty()).then_some(place)
}

/// The languages spoken, by name.
pub fn languages(language: Language, spoken: &[Language]) -> String {
    spoken.iter().map(|one| language_name(language, *one)).collect::<Vec<_>>().join(", ")
}

fn pages(page: &Page, asked: &ListQuery, Cut { from, to, total }: Cut) -> Markup {
    let number = asked.page();
    let previous = (from > 0).then(|| asked.with("page", &(number - 1).to_string()));
    let next = (to < total).then(|| asked.with("page", &(number + 1).to_string()));
    let numbers = [("first", (from + 1).into()), ("last", to.into()), ("total", total.into())];
    let words = t_with(page.language, "list-shown", &numbers);
    html! {
        @if previous.is_some() || next.is_some() {
            (pagination(page.language, &Pagination { previous: previous.as_deref(), next: next.as_deref(), shown: &words }))
        }
    }
}
