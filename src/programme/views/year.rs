//! Breaks and seasons, and the way between them and the templates.

use chrono::NaiveDate;
use entity::id::{BreakId, SeasonId, SessionId};
use entity::state::Language;
use entity::{break_period, season};
use maud::{Markup, Render, html};

use crate::access::Viewer;
use crate::access::rights::{Action, Resource};
use crate::people::UnitRow;
use crate::programme::paths;
use crate::programme::queries::{BreakConflict, BreakRow};
use crate::text::{t_with, when};
use crate::web::components::{
    Button, Choice, Column, Confirm, Crumb, Tab, Table, Tone, breadcrumbs, card, disclosure, empty_state, notice,
    once_field, page_header, tabs,
};
use crate::web::form::Form;
use crate::web::icon::Icon;
use crate::web::page::Page;

/// What groups are planned by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YearTab {
    /// Groups to plan new ones from.
    Templates,
    /// Times without sessions.
    Breaks,
    /// Seasons of the programme.
    Seasons,
}

/// The top of a list: its name, the way to the others, and the way to something new.
pub fn year_head(page: &Page, by: &Viewer, current: YearTab, actions: impl Render) -> Markup {
    let all = [
        (YearTab::Templates, "template-index", paths::Templates.to_string(), Resource::Template),
        (YearTab::Breaks, "break-index", paths::Breaks.to_string(), Resource::Break),
        (YearTab::Seasons, "season-index", paths::Seasons.to_string(), Resource::Season),
    ];
    let lead = match current {
        YearTab::Templates => "template-lead",
        YearTab::Breaks => "break-lead",
        YearTab::Seasons => "season-lead",
    };
    let title = all.iter().find(|one| one.0 == current).map(|one| page.t(one.1)).unwrap_or_default();
    let shown: Vec<(bool, String, &str)> = all
        .iter()
        .filter(|one| by.may(one.3, Action::Read))
        .map(|(tab, key, href, _)| (*tab == current, page.t(key), href.as_str()))
        .collect();
    let shown: Vec<Tab<'_>> =
        shown.iter().map(|(current, label, href)| Tab { href, label, count: None, current: *current }).collect();
    html! {
        (way_back(page, None))
        (page_header(&title, page.t(lead), actions))
        (tabs(&page.t("year-tabs"), &shown))
    }
}

/// The way to a page of the year: the groups, and the list that it belongs to.
pub fn way_back(page: &Page, list: Option<Crumb<'_>>) -> Markup {
    let (groups, index) = (page.t("group-index"), paths::Index.to_string());
    let mut way = vec![Crumb { href: &index, label: &groups }];
    way.extend(list);
    breadcrumbs(page.language, &way)
}

fn days(language: Language, from: NaiveDate, until: NaiveDate) -> String {
    if from == until {
        return when::full_day(language, from);
    }
    format!("{} – {}", when::full_day(language, from), when::full_day(language, until))
}

/// The breaks to come, and those that are over.
pub fn breaks(page: &Page, by: &Viewer, rows: &[BreakRow]) -> Markup {
    let today = page.today();
    let (over, ahead): (Vec<&BreakRow>, Vec<&BreakRow>) = rows.iter().partition(|row| row.ends_on < today);
    let new = html! {
        @if by.may(Resource::Break, Action::Write) {
            (Button::primary(&page.t("break-new")).icon(Icon::Plus).link(&paths::NewBreak.to_string()))
        }
    };
    html! {
        (year_head(page, by, YearTab::Breaks, new))
        @if ahead.is_empty() { (empty_state(Icon::Calendar, &page.t("break-none"), "")) }
        @else { (break_table(page, &ahead)) }
        @if !over.is_empty() { (disclosure(&page.t("break-over"), break_table(page, &over))) }
    }
}

fn break_table(page: &Page, rows: &[&BreakRow]) -> Markup {
    let labels = ["break-name", "break-days", "break-whose"].map(|key| page.t(key));
    let columns = [Column::new(&labels[0]), Column::new(&labels[1]), Column::new(&labels[2])];
    let everybody = page.t("break-everybody");
    let rows = rows.iter().map(|row| {
        vec![
            html! { a href=(paths::ShowBreak { id: row.id }) { (row.name) } },
            html! { (days(page.language, row.starts_on, row.ends_on)) },
            html! { (row.unit.as_deref().unwrap_or(&everybody)) },
        ]
    });
    html! { (Table::new(&page.t("break-index"), &columns).rows(rows)) }
}

/// What the page of a break shows besides it.
pub struct InBreak<'a> {
    /// The name of the unit that has it; none means everybody.
    pub unit: Option<&'a str>,
    /// The planned sessions that fall into it.
    pub sessions: &'a [BreakConflict],
    /// Those of them that the person may open.
    pub opened: &'a [SessionId],
    /// Whether the person may change it.
    pub may_write: bool,
}

/// One break with the sessions that fall into it.
pub fn show_break(page: &Page, row: &break_period::Model, within: &InBreak<'_>) -> Markup {
    let l = page.language;
    let edit = html! {
        @if within.may_write {
            (Button::secondary(&page.t("edit")).icon(Icon::Edit).link(&paths::EditBreak { id: row.id }.to_string()))
        }
    };
    let everybody = page.t("break-everybody");
    let below = html! {
        (days(l, row.starts_on, row.ends_on)) " · " (within.unit.unwrap_or(&everybody))
    };
    html! {
        (way_back(page, Some(Crumb { href: &paths::Breaks.to_string(), label: &page.t("break-index") })))
        (page_header(&row.name, below, edit))
        (card(&page.t("break-sessions"), break_conflicts(page, within)))
        @if within.may_write { (take_away(page, row.id)) }
    }
}

fn break_conflicts(page: &Page, within: &InBreak<'_>) -> Markup {
    let l = page.language;
    let labels = ["session-when", "group-name"].map(|key| page.t(key));
    let columns = [Column::new(&labels[0]), Column::new(&labels[1])];
    let rows = within.sessions.iter().map(|one| {
        let span = when::span(l, page.zone_of(&one.timezone), one.starts_at, one.ends_at);
        vec![
            html! {
                @if within.opened.contains(&one.id) { a href=(paths::ShowSession { id: one.id }) { (span) } }
                @else { (span) }
            },
            html! { (one.code) },
        ]
    });
    html! {
        @if within.sessions.is_empty() { p.soft { (page.t("break-sessions-none")) } }
        @else {
            (notice(Tone::Warning, t_with(l, "break-sessions-count", &[("n", within.sessions.len().into())])))
            (Table::new(&page.t("break-sessions"), &columns).rows(rows))
        }
    }
}

fn take_away(page: &Page, id: BreakId) -> Markup {
    let (label, consequence, button) =
        (page.t("break-delete"), page.t("break-delete-what"), page.t("break-delete-now"));
    let action = paths::DeleteBreak { id }.to_string();
    html! { (Confirm { label: &label, consequence: &consequence, action: &action, button: &button }) }
}

/// The form of a new break, or of one that stands; `of_all` is whether it may be everybody's.
pub fn break_form(page: &Page, form: &Form, id: Option<BreakId>, units: &[UnitRow], of_all: bool) -> Markup {
    let (action, back) = match id {
        None => (paths::Breaks.to_string(), paths::Breaks.to_string()),
        Some(id) => (paths::ShowBreak { id }.to_string(), paths::ShowBreak { id }.to_string()),
    };
    let fields = form.fields(page.language);
    let everybody = page.t("break-everybody");
    let ids: Vec<String> = units.iter().map(|unit| unit.id.to_string()).collect();
    let all = of_all.then(|| Choice::new("", &everybody));
    let named = units.iter().zip(&ids).map(|(unit, id)| Choice::new(id, &unit.name));
    let choices: Vec<Choice<'_>> = all.into_iter().chain(named).collect();
    let body = html! {
        (fields.field("name", &page.t("break-name")).hint(&page.t("break-name-hint")).required().text())
        (first_and_last(page, form))
        (fields.field("unit_id", &page.t("break-whose")).hint(&page.t("break-whose-hint")).select(&choices))
    };
    let title = page.t(if id.is_none() { "break-new" } else { "break-edit" });
    html! {
        (way_back(page, Some(Crumb { href: &paths::Breaks.to_string(), label: &page.t("break-index") })))
        (sheet(page, form, &title, &action, &back, body))
    }
}

fn first_and_last(page: &Page, form: &Form) -> Markup {
    let fields = form.fields(page.language);
    html! {
        div.field-row {
            (fields.field("starts_on", &page.t("year-first")).required().date())
            (fields.field("ends_on", &page.t("year-last")).required().date())
        }
    }
}

/// A small form with its heading and its buttons: where it goes, and where one gets without it.
pub fn sheet(page: &Page, form: &Form, title: &str, action: &str, back: &str, body: impl Render) -> Markup {
    html! {
        (page_header(title, "", ""))
        form.card.narrow novalidate method="post" action=(action) {
            (once_field())
            (form.fields(page.language).summary())
            (form.fields(page.language).version())
            (body)
            div.actions {
                (Button::primary(&page.t("save")).submit())
                (Button::quiet(&page.t("cancel")).link(back))
            }
        }
    }
}

/// The seasons, each with the way to its groups.
pub fn seasons(page: &Page, by: &Viewer, rows: &[season::Model]) -> Markup {
    let may_write = by.may(Resource::Season, Action::Write);
    let new = html! {
        @if may_write {
            (Button::primary(&page.t("season-new")).icon(Icon::Plus).link(&paths::NewSeason.to_string()))
        }
    };
    html! {
        (year_head(page, by, YearTab::Seasons, new))
        @if rows.is_empty() { (empty_state(Icon::Calendar, &page.t("season-none"), "")) }
        @else { (season_table(page, rows, may_write)) }
    }
}

fn season_table(page: &Page, rows: &[season::Model], may_write: bool) -> Markup {
    let labels = ["season-name", "break-days", "group-index"].map(|key| page.t(key));
    let columns = [Column::new(&labels[0]), Column::new(&labels[1]), Column::new(&labels[2])];
    let rows = rows.iter().map(|row| {
        vec![
            html! {
                @if may_write { a href=(paths::EditSeason { id: row.id }) { (row.name) } } @else { (row.name) }
            },
            html! { (days(page.language, row.starts_on, row.ends_on)) },
            html! { a href=(format!("{}?season={}", paths::Index, row.id)) { (page.t("season-groups")) } },
        ]
    });
    html! { (Table::new(&page.t("season-index"), &columns).rows(rows)) }
}

/// The form of a new season, or of one that stands.
pub fn season_form(page: &Page, form: &Form, id: Option<SeasonId>) -> Markup {
    let back = paths::Seasons.to_string();
    let action = id.map_or_else(|| back.clone(), |id| paths::ShowSeason { id }.to_string());
    let fields = form.fields(page.language);
    let body = html! {
        (fields.field("name", &page.t("season-name")).hint(&page.t("season-name-hint")).required().text())
        (first_and_last(page, form))
    };
    let title = page.t(if id.is_none() { "season-new" } else { "season-edit" });
    html! {
        (way_back(page, Some(Crumb { href: &back, label: &page.t("season-index") })))
        (sheet(page, form, &title, &action, &back, body))
    }
}
