//! The indicators by theme: one table for each, pictures of what is told in classes, and the definitions below.

use std::collections::{HashMap, HashSet};

use entity::state::{BenefitLevel, Language};
use maud::{Markup, html};

use super::report::FigureReport;
use super::words::{cell_name, of_text, value_text};
use crate::statistics::cut::{By, CellKey};
use crate::statistics::figure::{Figure, Measure, Theme};
use crate::statistics::indicators::measure;
use crate::text::t;
use crate::web::chart::{Bar, Chart, bars, distribution};
use crate::web::components::{Column, Table, disclosure, section};

/// The most bars of one picture; longer lists are tables only.
const BARS: usize = 24;

/// The themes in the order of the page.
pub const THEMES: [Theme; 6] = [Theme::Reach, Theme::Path, Theme::Attendance, Theme::End, Theme::Benefit, Theme::Ways];

impl Theme {
    const fn key(self) -> &'static str {
        match self {
            Self::Reach => "reach",
            Self::Path => "path",
            Self::Attendance => "attendance",
            Self::End => "end",
            Self::Benefit => "benefit",
            Self::Ways => "ways",
        }
    }

    /// What is drawn where a cut tells cells apart.
    const fn lead(self) -> &'static Measure {
        match self {
            Self::Reach => &measure::UNIQUE_CLIENTS,
            Self::Path => &measure::START_CONVERSION,
            Self::Attendance => &measure::ATTENDANCE_RATE,
            Self::End => &measure::DROPOUT,
            Self::Benefit => &measure::BENEFIT_ANSWERS,
            Self::Ways => &measure::CHANNEL_CONVERSION,
        }
    }

    /// Its measures, in the order in which they are shown.
    fn measures(self) -> impl Iterator<Item = &'static Measure> {
        measure::ALL.iter().copied().filter(move |measure| measure.theme == self)
    }
}

/// A measure with the figures of its classes, or of the whole.
struct MeasureRow<'a> {
    measure: &'static Measure,
    figures: Vec<&'a Figure>,
}

/// A theme of the page; nothing where the cut has none of its figures.
pub fn section_of(language: Language, report: &FigureReport<'_>, theme: Theme) -> Markup {
    let (whole, classed) = rows(report, theme);
    if whole.is_empty() && classed.is_empty() {
        return html! {};
    }
    let title = t(language, &format!("statistics-theme-{}", theme.key()));
    let body = html! {
        @if report.question.selection.by == By::None {
            @if !whole.is_empty() { (list(language, &title, &whole)) }
            @if !classed.is_empty() { div.grid.wide { @for row in &classed { (classes(language, row)) } } }
        } @else {
            (lead(language, report, theme, &whole))
            @if !whole.is_empty() { (cross(language, report, &title, &whole)) }
            @for row in &classed {
                @let name = classes_name(language, row.measure);
                h3 { (name) }
                (cross(language, report, &name, std::slice::from_ref(row)))
            }
        }
        (disclosure(&t(language, "statistics-definitions"), definitions(language, theme)))
    };
    section(&title, "", body)
}

/// The measures of a theme that are one figure, and those that are told in classes.
fn rows<'a>(report: &FigureReport<'a>, theme: Theme) -> (Vec<MeasureRow<'a>>, Vec<MeasureRow<'a>>) {
    let (mut whole, mut classed) = (Vec::new(), Vec::new());
    for measure in theme.measures() {
        let own: Vec<&Figure> = report.figures.iter().copied().filter(|figure| figure.measure() == measure).collect();
        let first = own.first().map_or("", |figure| figure.class());
        let alone = own.iter().all(|figure| figure.class() == first);
        let (one, several): (Vec<_>, Vec<_>) = own.into_iter().partition(|figure| alone || figure.class().is_empty());
        whole.extend((!one.is_empty()).then_some(MeasureRow { measure, figures: one }));
        classed.extend((!several.is_empty()).then_some(MeasureRow { measure, figures: several }));
    }
    (whole, classed)
}

/// The measures of the whole, one below the other.
fn list(language: Language, caption: &str, rows: &[MeasureRow<'_>]) -> Markup {
    let heads = ["statistics-what", "statistics-value", "statistics-clients"].map(|key| t(language, key));
    let columns = [Column::new(&heads[0]), Column::number(&heads[1]), Column::number(&heads[2])];
    let figures = rows.iter().flat_map(|row| row.figures.iter().map(|figure| (row.measure, *figure)));
    let rows = figures.map(|(measure, figure)| {
        let clients = figure.shown().and_then(|shown| shown.n).map(|n| n.to_string()).unwrap_or_default();
        vec![html! { (t(language, &measure.name_key())) }, figure_text(language, figure), html! { (clients) }]
    });
    html! { (Table::new(caption, &columns).rows(rows).narrow()) }
}

/// The cells of a cut below each other, the measures and their classes side by side.
fn cross(language: Language, report: &FigureReport<'_>, caption: &str, rows: &[MeasureRow<'_>]) -> Markup {
    if rows.iter().flat_map(|row| &row.figures).all(|figure| figure.shown().is_none()) {
        return html! { p.soft { (t(language, "statistics-all-hidden")) } };
    }
    let by = report.question.selection.by;
    let mut cells: Vec<&CellKey> = Vec::new();
    let mut kinds: Vec<(&'static Measure, &'static str, String)> = Vec::new();
    let mut found: HashMap<(&CellKey, &str, &str), &Figure> = HashMap::new();
    let mut seen: HashSet<&CellKey> = HashSet::new();
    for figure in rows.iter().flat_map(|row| &row.figures) {
        found.entry((figure.key(), figure.measure().key, figure.class())).or_insert(figure);
        if seen.insert(figure.key()) {
            cells.push(figure.key());
        }
        if !kinds.iter().any(|(measure, class, _)| *measure == figure.measure() && *class == figure.class()) {
            let name = if rows.len() == 1 { figure.class_key() } else { None };
            let name = name.unwrap_or_else(|| figure.measure().name_key());
            kinds.push((figure.measure(), figure.class(), t(language, &name)));
        }
    }
    let first = t(language, &format!("statistics-by-{}", by.code()));
    let columns: Vec<Column<'_>> =
        std::iter::once(Column::new(&first)).chain(kinds.iter().map(|(_, _, name)| Column::number(name))).collect();
    let cell = |key, (measure, class, _): &(&'static Measure, &'static str, String)| {
        found.get(&(key, measure.key, *class)).map_or_else(|| html! {}, |figure| figure_text(language, figure))
    };
    let rows = cells.into_iter().map(|key| {
        let name = html! { (cell_name(language, report, &key.label(by))) };
        std::iter::once(name).chain(kinds.iter().map(|kind| cell(key, kind))).collect()
    });
    html! { (Table::new(caption, &columns).rows(rows)) }
}

/// A value with what it was divided of.
fn figure_text(language: Language, figure: &Figure) -> Markup {
    let of = of_text(figure);
    html! {
        span.unbroken { (value_text(language, figure)) }
        @if !of.is_empty() { " " span.hint.unbroken { "(" (of) ")" } }
    }
}

/// A picture of what the theme is first asked for, where the cells are few enough to be drawn.
fn lead(language: Language, report: &FigureReport<'_>, theme: Theme, rows: &[MeasureRow<'_>]) -> Markup {
    let drawn = rows.iter().find(|row| row.measure == theme.lead());
    let Some(row) = drawn.filter(|row| (2..=BARS).contains(&row.figures.len())) else { return html! {} };
    let by = report.question.selection.by;
    let name = t(language, &row.measure.name_key());
    picture(language, &name, row, |figure| cell_name(language, report, &figure.key().label(by)))
}

/// The classes of a measure as a picture; one sentence where all of them are hidden.
fn classes(language: Language, row: &MeasureRow<'_>) -> Markup {
    let name = classes_name(language, row.measure);
    let instead = if row.figures.iter().all(|figure| figure.shown().is_none()) {
        Some("statistics-all-hidden")
    } else {
        row.figures.iter().all(|figure| is_nothing(figure)).then_some("statistics-nothing")
    };
    if let Some(sentence) = instead {
        return html! {
            div.stack {
                h3 { (name) }
                p.soft { (t(language, sentence)) }
            }
        };
    }
    picture(language, &name, row, |figure| figure.class_key().map(|key| t(language, &key)).unwrap_or_default())
}

/// What the classes of a measure tell: of the sessions those that were not held, else the measure itself.
fn classes_name(language: Language, of: &Measure) -> String {
    if of == &measure::SESSION_REALISATION { t(language, "statistics-not-held") } else { t(language, &of.name_key()) }
}

fn picture(language: Language, title: &str, row: &MeasureRow<'_>, label: impl Fn(&Figure) -> String) -> Markup {
    let parts_of_whole = row.measure == &measure::BENEFIT && row.figures.iter().any(|figure| is_level(figure));
    let is_drawn = |figure: &&Figure| if parts_of_whole { is_level(figure) } else { !is_nothing(figure) };
    let drawn: Vec<&Figure> = row.figures.iter().copied().filter(is_drawn).collect();
    let texts: Vec<(String, String)> =
        drawn.iter().map(|figure| (label(figure), with_counts(language, figure))).collect();
    let bars_of: Vec<Bar<'_>> = drawn
        .iter()
        .zip(&texts)
        .map(|(figure, (label, text))| Bar { label, value: figure.shown().map(|shown| shown.value), text })
        .collect();
    let chart = Chart {
        lang: language,
        id: row.measure.key,
        title,
        summary: title,
        row_heading: &t(language, "statistics-what"),
        value_heading: title,
    };
    if parts_of_whole { distribution(&chart, &bars_of) } else { bars(&chart, &bars_of) }
}

fn is_nothing(figure: &Figure) -> bool {
    figure.shown().is_some_and(|shown| shown.numerator == Some(0))
}

fn with_counts(language: Language, figure: &Figure) -> String {
    let (value, of) = (value_text(language, figure), of_text(figure));
    if of.is_empty() { value } else { format!("{value} ({of})") }
}

fn is_level(figure: &Figure) -> bool {
    BenefitLevel::from_code(figure.class()).is_some_and(|level| level != BenefitLevel::CannotSay)
}

/// What each indicator of a theme counts, by what it divides.
fn definitions(language: Language, theme: Theme) -> Markup {
    let text = |number: &str, part: &str| t(language, &format!("indicator-{number}-{part}"));
    let mut numbers: Vec<&str> = theme.measures().map(|measure| measure.number).collect();
    numbers.dedup();
    html! {
        dl.stack {
            @for number in numbers {
                div {
                    dt { strong { (number) ". " (text(number, "name")) } }
                    dd {
                        (text(number, "definition"))
                        " " span.soft { (text(number, "numerator")) " / " (text(number, "denominator")) }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_measure_stands_under_a_theme_of_the_page() {
        for measure in measure::ALL {
            assert!(THEMES.contains(&measure.theme), "{} of indicator {}", measure.key, measure.number);
        }
    }
}
