//! The page of the figures: tiles, then each indicator with its definition, a picture and a table.

use std::collections::HashMap;

use axum_extra::routing::TypedPath;
use chrono::{Datelike, NaiveDate};
use entity::state::{BenefitLevel, Channel, GroupKind, Language};
use maud::{Markup, html};
use uuid::Uuid;

use super::cut::By;
use super::figure::{Figure, Shown, Unit};
use super::indicators::measure;
use super::paths;
use super::rules::{Question, periods};
use crate::text::{t, t_with, when};
use crate::web::chart::{Bar, Chart, bars, distribution};
use crate::web::components::{
    Button, Choice, Column, Stat, Table, Tone, disclosure, filter_bar, kind_name, notice, page_header, section, stats,
};
use crate::web::form::Form;
use crate::web::icon::Icon;
use crate::web::list::Asked;
use crate::web::page::Page;

/// The most bars of one picture; longer lists are tables only.
const BARS: usize = 24;

/// What a page of figures shows.
pub struct Shelf<'a> {
    /// What was asked.
    pub question: &'a Question,
    /// The figures that answer it.
    pub figures: Vec<&'a Figure>,
    /// The names of units and groups.
    pub names: &'a HashMap<Uuid, String>,
}

/// The page.
pub fn index(page: &Page, asked: &Asked, shelf: &Shelf<'_>) -> Markup {
    let l = page.language;
    let actions = html! {
        (Button::secondary(&page.t("list-csv")).icon(Icon::Download).link(&csv_link(asked)))
    };
    let period = period_name(l, shelf.question);
    html! {
        (page_header(&page.t("statistics-title"), period, actions))
        (filters(page, asked, shelf.question))
        div #results.stack {
            @if shelf.question.selection.by == By::None { (tiles(l, shelf)) }
            @if shelf.question.selection.by != By::None { p.soft { (page.t("statistics-never-add-up")) } }
            @for group in by_indicator(&shelf.figures) { (indicator(l, shelf, &group)) }
            (notice(Tone::Info, page.t("statistics-change-not-effect")))
        }
    }
}

/// What stands when the combination is none of the fixed cuts.
pub fn no_cut(page: &Page, asked: &Asked, question: &Question) -> Markup {
    html! {
        (page_header(&page.t("statistics-title"), "", ""))
        (filters(page, asked, question))
        div #results { (notice(Tone::Warning, page.t("statistics-no-cut"))) }
    }
}

fn csv_link(asked: &Asked) -> String {
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

fn filters(page: &Page, asked: &Asked, question: &Question) -> Markup {
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
fn tiles(language: Language, shelf: &Shelf<'_>) -> Markup {
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
            let figure = shelf.figures.iter().find(|figure| figure.measure() == *wanted && figure.class().is_empty());
            let figure = figure.or_else(|| shelf.figures.iter().find(|figure| figure.measure() == *wanted))?;
            Some((value_text(language, figure), t(language, &wanted.name_key()), of_text(figure)))
        })
        .collect();
    let tiles: Vec<Stat<'_>> = found
        .iter()
        .map(|(value, label, of)| Stat { value, label, hint: (!of.is_empty()).then_some(of.as_str()), href: None })
        .collect();
    stats(&tiles)
}

/// The figures in the order of their indicators, each indicator's together.
fn by_indicator<'a>(figures: &[&'a Figure]) -> Vec<Vec<&'a Figure>> {
    let mut numbers: Vec<&str> = Vec::new();
    for measure in measure::ALL {
        if !numbers.contains(&measure.number) {
            numbers.push(measure.number);
        }
    }
    numbers
        .into_iter()
        .map(|number| figures.iter().copied().filter(|figure| figure.measure().number == number).collect())
        .filter(|group: &Vec<&Figure>| !group.is_empty())
        .collect()
}

fn indicator(language: Language, shelf: &Shelf<'_>, figures: &[&Figure]) -> Markup {
    let number = figures[0].measure().number;
    let name = t(language, &format!("indicator-{number}-name"));
    let body = html! {
        (picture(language, shelf, figures))
        (table(language, shelf, &name, figures))
        (disclosure(&t(language, "statistics-definition"), definition(language, number)))
    };
    section(&format!("{number}. {name}"), "", body)
}

fn definition(language: Language, number: &str) -> Markup {
    let text = |part: &str| t(language, &format!("indicator-{number}-{part}"));
    html! {
        p { (text("definition")) }
        p.soft { (text("numerator")) " / " (text("denominator")) }
    }
}

/// A picture of the first measure that has several rows.
fn picture(language: Language, shelf: &Shelf<'_>, figures: &[&Figure]) -> Markup {
    let Some(drawn) = measure::ALL.iter().find_map(|measure| {
        let rows: Vec<&Figure> = figures.iter().copied().filter(|figure| figure.measure() == *measure).collect();
        (rows.len() > 1 && rows.len() <= BARS).then_some(rows)
    }) else {
        return html! {};
    };
    let measure = drawn[0].measure();
    let levels: Vec<&Figure> = drawn.iter().copied().filter(|figure| is_level(figure)).collect();
    let whole = measure == &measure::BENEFIT && shelf.question.selection.by == By::None;
    let rows = if whole { levels } else { drawn };
    let labels: Vec<(String, String)> =
        rows.iter().map(|figure| (row_name(language, shelf, figure), value_text(language, figure))).collect();
    let bars_of: Vec<Bar<'_>> = rows
        .iter()
        .zip(&labels)
        .map(|(figure, (label, text))| Bar { label, value: figure.shown().map(|shown| shown.value), text })
        .collect();
    let (title, row) = (t(language, &measure.name_key()), by_name(language, shelf.question.selection.by));
    let chart = Chart {
        lang: language,
        id: measure.key,
        title: &title,
        summary: &title,
        row_heading: &row,
        value_heading: &title,
    };
    if whole { distribution(&chart, &bars_of) } else { bars(&chart, &bars_of) }
}

fn is_level(figure: &Figure) -> bool {
    BenefitLevel::from_code(figure.class()).is_some_and(|level| level != BenefitLevel::CannotSay)
}

fn table(language: Language, shelf: &Shelf<'_>, caption: &str, figures: &[&Figure]) -> Markup {
    let heads = ["statistics-what", "statistics-value", "statistics-of", "statistics-clients"];
    let heads = heads.map(|key| t(language, key));
    let columns =
        [Column::new(&heads[0]), Column::number(&heads[1]), Column::number(&heads[2]), Column::number(&heads[3])];
    let rows = figures.iter().map(|figure| {
        let clients = figure.shown().and_then(|shown| shown.n).map(|n| n.to_string()).unwrap_or_default();
        let measure = t(language, &figure.measure().name_key());
        let row = row_name(language, shelf, figure);
        let name = if row.is_empty() { measure } else { format!("{measure}: {row}") };
        vec![
            html! { (name) },
            html! { (value_text(language, figure)) },
            html! { (of_text(figure)) },
            html! { (clients) },
        ]
    });
    html! { (Table::new(caption, &columns).rows(rows)) }
}

/// What tells a figure's row apart: its cell, its class, or both; empty for the whole.
pub fn row_name(language: Language, shelf: &Shelf<'_>, figure: &Figure) -> String {
    let by = shelf.question.selection.by;
    let cell = match by {
        By::None => None,
        _ => Some(cell_name(language, by, &figure.key().label(by), shelf.names)),
    };
    let class = figure.class_key().map(|key| t(language, &key));
    cell.into_iter().chain(class).collect::<Vec<_>>().join(", ")
}

fn cell_name(language: Language, by: By, label: &str, names: &HashMap<Uuid, String>) -> String {
    match by {
        By::Kind => GroupKind::from_code(label).map(|kind| kind_name(language, kind)),
        By::Channel => Channel::from_code(label).map(|channel| t(language, &format!("channel-{channel}"))),
        By::Month => format!("{label}-01").parse::<NaiveDate>().ok().map(|day| when::month(language, day)),
        By::Unit | By::Group => label.parse::<Uuid>().ok().and_then(|id| names.get(&id).cloned()),
        By::Municipality if label.is_empty() => Some(t(language, "statistics-no-area")),
        By::Municipality | By::None => None,
    }
    .unwrap_or_else(|| label.to_owned())
}

/// A figure in words, or that it is hidden.
pub fn value_text(language: Language, figure: &Figure) -> String {
    match figure.shown() {
        None => t(language, "chart-hidden"),
        Some(shown) => shown_text(language, figure.measure().unit, &shown),
    }
}

fn shown_text(language: Language, unit: Unit, shown: &Shown) -> String {
    let value = shown.value;
    let decimal = |text: String| if language == Language::En { text } else { text.replace('.', ",") };
    match unit {
        Unit::Share => decimal(format!("{:.1} %", value * 100.0)),
        Unit::Difference => {
            let interval = shown.interval.map(|(low, high)| format!(" ({:+.1}…{:+.1})", low * 100.0, high * 100.0));
            decimal(format!("{:+.1} %{}", value * 100.0, interval.unwrap_or_default()))
        }
        Unit::Count => format!("{value:.0}"),
        Unit::Days => decimal(format!("{value:.1}")) + &t(language, "statistics-days"),
        Unit::Hours => decimal(format!("{value:.1} h")),
        Unit::Level => level_text(language, value),
    }
}

/// A median of levels; between two levels both are named.
fn level_text(language: Language, value: f64) -> String {
    let name = |at: f64| {
        BenefitLevel::ALL
            .iter()
            .zip(1_i32..)
            .find(|(_, number)| (f64::from(*number) - at).abs() < 0.25)
            .map(|(level, _)| t(language, &format!("statistics-class-{}", level.code().replace('_', "-"))))
    };
    let (low, high) = (name(value.floor()), name(value.ceil()));
    match (low, high) {
        (Some(low), Some(high)) if low != high => format!("{low} – {high}"),
        (Some(low), _) => low,
        _ => format!("{value:.1}"),
    }
}

/// Numerator and denominator, where the figure has both.
pub fn of_text(figure: &Figure) -> String {
    match figure.shown().map(|shown| (shown.numerator, shown.denominator)) {
        Some((Some(numerator), Some(denominator))) => format!("{numerator} / {denominator}"),
        _ => String::new(),
    }
}

/// The rows of a page as CSV.
pub fn csv(language: Language, shelf: &Shelf<'_>) -> Vec<Vec<String>> {
    let header =
        ["number", "key", "cut", "class", "name", "value", "numerator", "denominator", "clients", "suppressed"];
    let number = |value: Option<u64>| value.map(|value| value.to_string()).unwrap_or_default();
    let rows = shelf.figures.iter().map(|figure| {
        let shown = figure.shown();
        vec![
            figure.measure().number.to_owned(),
            figure.measure().key.to_owned(),
            row_name(language, shelf, figure),
            figure.class().to_owned(),
            t(language, &figure.measure().name_key()),
            shown.map(|shown| format!("{:.4}", shown.value).replace('.', ",")).unwrap_or_default(),
            number(shown.and_then(|shown| shown.numerator)),
            number(shown.and_then(|shown| shown.denominator)),
            number(shown.and_then(|shown| shown.n).map(u64::from)),
            crate::web::list::yes_no(language, shown.is_none()),
        ]
    });
    std::iter::once(header.map(str::to_owned).to_vec()).chain(rows).collect()
}
