//! Figures in words, and as CSV.

use chrono::NaiveDate;
use entity::state::{BenefitLevel, Channel, GroupKind, Language};
use uuid::Uuid;

use super::report::FigureReport;
use crate::statistics::cut::By;
use crate::statistics::figure::{CountedIn, Figure, ShownFigure};
use crate::text::{t, when};
use crate::web::components::kind_name;

/// What tells a figure's row apart: its cell, its class, or both; empty for the whole.
fn row_name(language: Language, report: &FigureReport<'_>, figure: &Figure) -> String {
    let by = report.question.selection.by;
    let cell = match by {
        By::None => None,
        _ => Some(cell_name(language, report, &figure.key().label(by))),
    };
    let class = figure.class_key().map(|key| t(language, &key));
    cell.into_iter().chain(class).collect::<Vec<_>>().join(", ")
}

/// The name of a cell of the cut.
pub fn cell_name(language: Language, report: &FigureReport<'_>, label: &str) -> String {
    let by = report.question.selection.by;
    match by {
        By::Kind => GroupKind::from_code(label).map(|kind| kind_name(language, kind)),
        By::Channel => Channel::from_code(label)
            .map(|channel| t(language, &format!("referral-channel-{}", channel.code().replace('_', "-")))),
        By::Month => format!("{label}-01").parse::<NaiveDate>().ok().map(|day| when::month(language, day)),
        By::Municipality | By::Group if label.is_empty() => Some(t(language, "statistics-no-area")),
        By::Unit | By::Group => label.parse::<Uuid>().ok().and_then(|id| report.names.get(&id).cloned()),
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

fn shown_text(language: Language, unit: CountedIn, shown: &ShownFigure) -> String {
    let value = shown.value;
    let decimal = |text: String| if language == Language::En { text } else { text.replace('.', ",") };
    match unit {
        CountedIn::Share => decimal(format!("{:.1} %", value * 100.0)),
        CountedIn::Difference => {
            let interval = shown.interval.map(|(low, high)| format!(" ({:+.1}…{:+.1})", low * 100.0, high * 100.0));
            decimal(format!("{:+.1} %{}", value * 100.0, interval.unwrap_or_default()))
        }
        CountedIn::Count => format!("{value:.0}"),
        CountedIn::Days => decimal(format!("{value:.1}")) + &t(language, "statistics-days"),
        CountedIn::Hours => decimal(format!("{value:.1} h")),
        CountedIn::Level => level_text(language, value),
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
pub fn csv(language: Language, report: &FigureReport<'_>) -> Vec<Vec<String>> {
    let header =
        ["number", "key", "cut", "class", "name", "value", "numerator", "denominator", "clients", "suppressed"];
    let number = |value: Option<u64>| value.map(|value| value.to_string()).unwrap_or_default();
    let rows = report.figures.iter().map(|figure| {
        let shown = figure.shown();
        vec![
            figure.measure().number.to_owned(),
            figure.measure().key.to_owned(),
            row_name(language, report, figure),
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
