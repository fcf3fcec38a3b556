//! Charts as inline SVG, each with a title, a description and its figures as a table.
//!
//! Places across are percentages, so a chart fits any width while its letters keep their size. The content policy
//! forbids style attributes: colours come from classes.

use std::ops::RangeInclusive;

use entity::state::Language;
use maud::{Markup, html};

use crate::text::t;
use crate::web::components::{Column, Table};

/// What every chart has.
#[derive(Clone, Copy)]
pub struct Chart<'a> {
    pub lang: Language,
    /// Unique on its page.
    pub id: &'a str,
    pub title: &'a str,
    /// What the picture shows, in a sentence.
    pub summary: &'a str,
    /// What the rows are (month, area).
    pub row_heading: &'a str,
    /// What the figures are (participants, share).
    pub value_heading: &'a str,
}

/// A figure and how it is written; without a value it is hidden by the small-cell rule, whatever the text says.
#[derive(Clone, Copy)]
pub struct Bar<'a> {
    pub label: &'a str,
    pub value: Option<f64>,
    pub text: &'a str,
}

impl Bar<'_> {
    fn shown(&self, lang: Language) -> String {
        if self.value.is_some() { self.text.to_owned() } else { t(lang, "chart-hidden") }
    }
}

/// A value before and after on the same measure.
#[derive(Clone, Copy)]
pub struct BeforeAfter<'a> {
    pub label: &'a str,
    /// Before and after; `None` when hidden by the small-cell rule.
    pub values: Option<(f64, f64)>,
    /// How the two are written.
    pub before: &'a str,
    pub after: &'a str,
}

/// Bars from left to right, the longest filling the width.
pub fn bars(chart: &Chart<'_>, bars: &[Bar<'_>]) -> Markup {
    const ROW: usize = 50;
    let longest = greatest(bars);
    let drawn = html! {
        @for (i, bar) in bars.iter().enumerate() {
            @let y = i * ROW;
            text.label x="0" y=(y + 16) { (bar.label) }
            text.value x="100%" y=(y + 16) text-anchor="end" { (bar.shown(chart.lang)) }
            rect.rail x="0" y=(y + 25) width="100%" height="14" rx="7" {}
            @if let Some(value) = bar.value {
                @if value > 0.0 { rect.shape x="0" y=(y + 25) width=(percent(value / longest)) height="14" rx="7" {} }
            } @else {
                rect x="0" y=(y + 25) width="100%" height="14" rx="7" fill=(hatch(chart)) {}
            }
        }
    };
    figure(chart, bars.len() * ROW, &drawn, &table(chart, bars))
}

/// Columns side by side, such as months; keep the labels to three or four letters.
pub fn columns(chart: &Chart<'_>, bars: &[Bar<'_>]) -> Markup {
    const BASE: f64 = 150.0;
    const TOP: f64 = 24.0;
    let highest = greatest(bars);
    let step = 1.0 / count(bars.len());
    let drawn = html! {
        @for (i, bar) in bars.iter().enumerate() {
            @let left = step * count(i);
            @let middle = percent(left + step / 2.0);
            @let height = bar.value.map_or(BASE - TOP, |value| (BASE - TOP) * value.max(0.0) / highest);
            rect.shape[bar.value.is_some()] x=(percent(left + step * 0.16)) width=(percent(step * 0.68))
                y=(format!("{:.1}", BASE - height)) height=(format!("{height:.1}")) rx="4"
                fill=[bar.value.is_none().then(|| hatch(chart))] {}
            @if bar.value.is_some() {
                text.value.fine x=(middle) y=(format!("{:.1}", BASE - height - 6.0)) text-anchor="middle" { (bar.text) }
            }
            text.soft.fine x=(middle) y="170" text-anchor="middle" { (bar.label) }
        }
        line.line x1="0" x2="100%" y1=(BASE) y2=(BASE) {}
    };
    figure(chart, 176, &drawn, &table(chart, bars))
}

/// The parts of a whole in one bar, in the order given, with their names and figures below.
///
/// Hidden parts are drawn equally wide, so that the width tells nothing.
pub fn distribution(chart: &Chart<'_>, parts: &[Bar<'_>]) -> Markup {
    const HIDDEN: f64 = 0.1;
    let hidden = HIDDEN * count(parts.iter().filter(|part| part.value.is_none()).count());
    let whole: f64 = parts.iter().filter_map(|part| part.value).sum::<f64>().max(f64::MIN_POSITIVE);
    let width = |part: &Bar<'_>| part.value.map_or(HIDDEN, |value| (1.0 - hidden) * value / whole);
    let starts: Vec<f64> = parts
        .iter()
        .scan(0.0, |at, part| {
            let start = *at;
            *at += width(part);
            Some(start)
        })
        .collect();
    let drawn = html! {
        @for (i, (part, start)) in parts.iter().zip(&starts).enumerate() {
            rect.portion.(step_class(i, part)) x=(percent(*start)) y="2" width=(percent(width(part))) height="30"
                fill=[part.value.is_none().then(|| hatch(chart))] {}
        }
    };
    let below = html! {
        ul.legend {
            @for (i, part) in parts.iter().enumerate() {
                li {
                    svg viewBox="0 0 16 16" aria-hidden="true" focusable="false" {
                        rect.(step_class(i, part)) width="16" height="16" rx="4"
                            fill=[part.value.is_none().then(|| hatch(chart))] {}
                    }
                    span { (part.label) ": " strong.number { (part.shown(chart.lang)) } }
                }
            }
        }
        (table(chart, parts))
    };
    figure(chart, 34, &drawn, &below)
}

/// Before and after as two dots on one line, on a scale.
pub fn change(chart: &Chart<'_>, scale: &RangeInclusive<f64>, rows: &[BeforeAfter<'_>]) -> Markup {
    const ROW: usize = 58;
    let place = |value: f64| percent(0.02 + 0.96 * (value - scale.start()) / (scale.end() - scale.start()));
    let drawn = html! {
        @for (i, row) in rows.iter().enumerate() {
            @let y = i * ROW;
            text.label x="0" y=(y + 16) { (row.label) }
            text.value x="100%" y=(y + 16) text-anchor="end" { (written(chart.lang, row)) }
            line.line x1="2%" x2="98%" y1=(y + 36) y2=(y + 36) stroke-width="2" {}
            @if let Some((before, after)) = row.values {
                line.stroke x1=(place(before)) x2=(place(after)) y1=(y + 36) y2=(y + 36) {}
                circle.before cx=(place(before)) cy=(y + 36) r="6.5" {}
                circle.shape cx=(place(after)) cy=(y + 36) r="7.5" {}
            } @else {
                rect x="2%" y=(y + 30) width="96%" height="12" rx="6" fill=(hatch(chart)) {}
            }
        }
        @let bottom = rows.len() * ROW + 12;
        text.soft.fine x="2%" y=(bottom) text-anchor="middle" { (scale.start()) }
        text.soft.fine x="98%" y=(bottom) text-anchor="middle" { (scale.end()) }
    };
    let below = html! { (before_and_after(chart.lang)) (change_table(chart, rows)) };
    figure(chart, rows.len() * ROW + 20, &drawn, &below)
}

fn figure(chart: &Chart<'_>, height: usize, drawn: &Markup, below: &Markup) -> Markup {
    let (title, summary) = (format!("{}-title", chart.id), format!("{}-summary", chart.id));
    html! {
        figure.chart {
            figcaption { (chart.title) }
            svg role="img" width="100%" height=(height) aria-labelledby=(title) aria-describedby=(summary) {
                title id=(title) { (chart.title) }
                desc id=(summary) { (chart.summary) }
                defs {
                    pattern id=(hatch_id(chart)) width="7" height="7" patternUnits="userSpaceOnUse"
                        patternTransform="rotate(45)" {
                        rect.hatch-ground width="7" height="7" {}
                        line.hatch-line x1="1" x2="1" y1="0" y2="7" {}
                    }
                }
                (drawn)
            }
            (below)
        }
    }
}

fn table(chart: &Chart<'_>, bars: &[Bar<'_>]) -> Markup {
    let columns = [Column::new(chart.row_heading), Column::number(chart.value_heading)];
    let rows = bars.iter().map(|bar| vec![html! { (bar.label) }, html! { (bar.shown(chart.lang)) }]);
    let hidden = bars.iter().any(|bar| bar.value.is_none());
    folded(chart, &Table::new(chart.title, &columns).rows(rows), hidden)
}

fn change_table(chart: &Chart<'_>, rows: &[BeforeAfter<'_>]) -> Markup {
    let (before, after) = (t(chart.lang, "chart-before"), t(chart.lang, "chart-after"));
    let columns = [Column::new(chart.row_heading), Column::number(&before), Column::number(&after)];
    let cells = |row: &BeforeAfter<'_>| {
        let hidden = t(chart.lang, "chart-hidden");
        let (before, after) = if row.values.is_some() { (row.before, row.after) } else { (&*hidden, &*hidden) };
        vec![html! { (row.label) }, html! { (before) }, html! { (after) }]
    };
    let hidden = rows.iter().any(|row| row.values.is_none());
    folded(chart, &Table::new(chart.title, &columns).rows(rows.iter().map(cells)), hidden)
}

fn folded(chart: &Chart<'_>, table: &Table<'_>, hidden: bool) -> Markup {
    html! {
        @if hidden { p.hint { (t(chart.lang, "chart-hidden-why")) } }
        details.disclosure {
            summary { (t(chart.lang, "chart-table")) }
            (table)
        }
    }
}

fn before_and_after(lang: Language) -> Markup {
    html! {
        ul.legend {
            li { svg viewBox="0 0 16 16" aria-hidden="true" focusable="false" { circle.before cx="8" cy="8" r="6" {} } (t(lang, "chart-before")) }
            li { svg viewBox="0 0 16 16" aria-hidden="true" focusable="false" { circle.shape cx="8" cy="8" r="7" {} } (t(lang, "chart-after")) }
        }
    }
}

fn written(lang: Language, row: &BeforeAfter<'_>) -> String {
    if row.values.is_some() { format!("{} → {}", row.before, row.after) } else { t(lang, "chart-hidden") }
}

fn greatest(bars: &[Bar<'_>]) -> f64 {
    bars.iter().filter_map(|bar| bar.value).fold(f64::MIN_POSITIVE, f64::max)
}

/// Only counts of what is drawn: far below where an `f64` loses whole numbers.
fn count(n: usize) -> f64 {
    u32::try_from(n).map_or(f64::MAX, f64::from)
}

fn percent(share: f64) -> String {
    format!("{:.2}%", share.clamp(0.0, 1.0) * 100.0)
}

/// The class outdoes a `fill` attribute, so a hatched part has none that fills.
fn step_class(i: usize, part: &Bar<'_>) -> String {
    if part.value.is_some() { format!("step-{}", i.min(5)) } else { "hatched".to_owned() }
}

fn hatch_id(chart: &Chart<'_>) -> String {
    format!("{}-hatch", chart.id)
}

fn hatch(chart: &Chart<'_>) -> String {
    format!("url(#{})", hatch_id(chart))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHART: Chart<'_> = Chart {
        lang: Language::En,
        id: "c",
        title: "Benefit",
        summary: "Most say much.",
        row_heading: "Level",
        value_heading: "Answers",
    };

    fn all(rows: &[Bar<'_>]) -> [String; 3] {
        [bars(&CHART, rows), columns(&CHART, rows), distribution(&CHART, rows)].map(Markup::into_string)
    }

    #[test]
    fn every_chart_has_a_name_a_description_and_its_table() {
        for drawn in all(&[Bar { label: "much", value: Some(13.0), text: "13" }]) {
            assert!(drawn.contains(r#"role="img""#) && drawn.contains("<title") && drawn.contains("<desc"), "{drawn}");
            assert!(drawn.contains("<table") && drawn.contains(">13<"), "{drawn}");
            assert!(!drawn.contains("style="), "{drawn}");
        }
    }

    #[test]
    fn a_hidden_figure_is_nowhere_in_the_chart() {
        let rows = |secret| {
            [
                Bar { label: "a", value: Some(20.0), text: "20" },
                Bar { label: "b", value: None, text: secret },
                Bar { label: "c", value: None, text: secret },
            ]
        };
        assert_eq!(all(&rows("3")), all(&rows("4")));
        let hidden = BeforeAfter { label: "a", values: None, before: "31337", after: "31337" };
        assert!(!change(&CHART, &(0.0..=10.0), &[hidden]).into_string().contains("31337"));
    }

    #[test]
    fn nothing_and_only_zeros_are_drawn_without_harm() {
        for rows in
            [&[][..], &[Bar { label: "a", value: Some(0.0), text: "0" }], &[Bar { label: "a", value: None, text: "" }]]
        {
            for drawn in all(rows) {
                assert!(!drawn.contains("NaN") && !drawn.contains("inf"), "{drawn}");
            }
        }
    }
}
