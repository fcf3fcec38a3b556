//! The page.

use axum_extra::routing::TypedPath;
use chrono::Datelike;
use entity::state::{GroupKind, Language};
use maud::{Markup, html};

use super::report::FigureReport;
use super::theme;
use super::words::{of_text, value_text};
use crate::statistics::cut::By;
use crate::statistics::indicators::measure;
use crate::statistics::paths;
use crate::statistics::rules::{Question, periods};
use crate::text::{t, t_with, when};
use crate::web::components::{Button, Choice, Stat, Tone, filter_bar, kind_name, notice, page_header, stats};
use crate::web::form::Form;
use crate::web::icon::Icon;
use crate::web::list::ListQuery;
use crate::web::page::Page;

/// The page.
pub fn index(page: &Page, asked: &ListQuery, report: &FigureReport<'_>) -> Markup {
    let l = page.language;
    let actions = html! {
        (Button::secondary(&page.t("list-csv")).icon(Icon::Download).link(&csv_link(asked)))
    };
    let period = period_name(l, report.question);
    html! {
        (page_header(&page.t("statistics-title"), period, actions))
        (filters(page, asked, report.question))
        div #results.stack {
            @if report.question.selection.by == By::None { (tiles(l, report)) }
            @if report.question.selection.by != By::None { p.soft { (page.t("statistics-never-add-up")) } }
            @for one in theme::THEMES { (theme::section_of(l, report, one)) }
            (notice(Tone::Info, page.t("statistics-change-not-effect")))
        }
    }
}

/// What stands when the combination is none of the fixed cuts.
pub fn no_cut(page: &Page, asked: &ListQuery, question: &Question) -> Markup {
    html! {
        (page_header(&page.t("statistics-title"), "", ""))
        (filters(page, asked, question))
        div #results { (notice(Tone::Warning, page.t("statistics-no-cut"))) }
    }
}

fn csv_link(asked: &ListQuery) -> String {
    asked.with("page", "").replacen(paths::Index::PATH, paths::Csv::PATH, 1)
}

fn period_name(language: Language, question: &Question) -> String {
    let (from, to) = (*question.period.start(), *question.period.end());
    let known = periods(from.year()).into_iter().find(|period| period.days == question.period);
    match known {
        Some(period) => t_with(language, period.key, &[("year", period.year.to_string().into())]),
        None if from.month() == to.month() => when::month(language, from),
        None => format!("{}–{}", when::full_day(language, from), when::full_day(language, to)),
    }
}

fn filters(page: &Page, asked: &ListQuery, question: &Question) -> Markup {
    let l = page.language;
    let this_year = page.now.year();
    let choices: Vec<(String, String)> = (0..3)
        .flat_map(|back| periods(this_year - back))
        .map(|period| {
            let name = t_with(l, period.key, &[("year", period.year.to_string().into())]);
            (format!("{}_{}", period.days.start(), period.days.end()), name)
        })
        .collect();
    let cuts: Vec<(&str, String)> = By::ALL.iter().map(|by| (by.code(), by_name(l, *by))).collect();
    let kinds: Vec<(&str, String)> = GroupKind::ALL.iter().map(|kind| (kind.code(), kind_name(l, *kind))).collect();
    let all = page.t("statistics-all-kinds");
    let mut kind_choices = vec![Choice::new("", &all)];
    kind_choices.extend(kinds.iter().map(|(value, label)| Choice::new(value, label)));
    let period_choices: Vec<_> = choices.iter().map(|(value, label)| Choice::new(value, label)).collect();
    let by_choices: Vec<_> = cuts.iter().map(|(value, label)| Choice::new(value, label)).collect();
    let current = Form::default()
        .set("period", format!("{}_{}", question.period.start(), question.period.end()))
        .set("by", question.selection.by.code())
        .set_some("kind", question.selection.kind);
    let fields = current.fields(l);
    let inputs = html! {
        (fields.field("period", &page.t("statistics-period")).select(&period_choices))
        (fields.field("by", &page.t("statistics-by")).select(&by_choices))
        (fields.field("kind", &page.t("statistics-kind")).select(&kind_choices))
    };
    let clear = asked.is_filtered().then_some(paths::Index::PATH);
    filter_bar(l, paths::Index::PATH, "results", clear, inputs)
}

fn by_name(language: Language, by: By) -> String {
    t(language, &format!("statistics-by-{}", by.code()))
}

/// The figures that a steering group asks for first.
fn tiles(language: Language, report: &FigureReport<'_>) -> Markup {
    let wanted = [
        &measure::GROUPS_REALISED,
        &measure::UNIQUE_CLIENTS,
        &measure::START_CONVERSION,
        &measure::PLACES_STARTED,
        &measure::ATTENDANCE_RATE,
        &measure::DROPOUT,
    ];
    let found: Vec<(String, String, String)> = wanted
        .iter()
        .filter_map(|wanted| {
            let figure = report.figures.iter().find(|figure| figure.measure() == *wanted && figure.class().is_empty());
            let figure = figure.or_else(|| report.figures.iter().find(|figure| figure.measure() == *wanted))?;
            Some((value_text(language, figure), t(language, &wanted.name_key()), of_text(figure)))
        })
        .collect();
    let tiles: Vec<Stat<'_>> = found
        .iter()
        .map(|(value, label, of)| Stat { value, label, hint: (!of.is_empty()).then_some(of.as_str()), href: None })
        .collect();
    stats(&tiles)
}
