//! When a group meets: the form, and what would come of it.

use entity::group;
use maud::{Markup, html};

use super::{GroupTab, clash_notice, group_head};
use crate::access::Viewer;
use crate::programme::paths;
use crate::programme::queries::{Planned, Preview};
use crate::programme::recurrence::{Skipped, Why};
use crate::programme::rules::WEEKDAYS;
use crate::text::{t, t_with, when};
use crate::web::components::{Button, Choice, Column, Table, Tone, card, chip, disclosure, notice, once_field};
use crate::web::form::Form;
use crate::web::icon::Icon;
use crate::web::page::Page;

/// The form, with a preview of what was typed.
pub fn schedule(page: &Page, by: &Viewer, group: &group::Model, form: &Form, preview: Option<&Preview>) -> Markup {
    html! {
        (group_head(page, (by, true), group, GroupTab::Sessions, ""))
        h2 { (page.t("group-schedule")) }
        form.stack novalidate method="post" action={ (paths::Schedule { id: group.id }) "#preview" } {
            (once_field())
            (form.fields(page.language).summary())
            (card(&page.t("schedule-rhythm"), rhythm(page, form)))
            (card(&page.t("schedule-except"), exceptions(page, form)))
            @if let Some(preview) = preview { (outcome(page, form, preview)) }
            div.actions {
                (Button::secondary(&page.t("schedule-check")).icon(Icon::Search).submit())
                (Button::primary(&page.t("schedule-save")).submit_as("save", "true"))
                (Button::quiet(&page.t("cancel")).link(&paths::Show { id: group.id }.to_string()))
            }
        }
    }
}

fn rhythm(page: &Page, form: &Form) -> Markup {
    let l = page.language;
    let fields = form.fields(l);
    let days: Vec<Choice<'_>> =
        WEEKDAYS.iter().enumerate().map(|(i, day)| Choice::new(day.0, when::weekday_long(l, i))).collect();
    let chosen: Vec<&str> = form.all("weekdays").collect();
    html! {
        div.field-row {
            (fields.field("first_date", &page.t("schedule-first")).required().date())
            (fields.field("start_time", &page.t("schedule-time")).required().time())
            (fields.field("duration_minutes", &page.t("schedule-duration")).required().number(5, 1440))
        }
        (fields.field("weekdays", &page.t("schedule-weekdays")).hint(&page.t("schedule-weekdays-hint")).checkboxes(&days, &chosen))
        div.field-row {
            (fields.field("every", &page.t("schedule-every")).number(1, 52))
            (fields.field("count", &page.t("schedule-count")).hint(&page.t("schedule-count-hint")).number(1, 400))
            (fields.field("until", &page.t("schedule-until")).date())
        }
        @if !form.value("rrule").is_empty() {
            (fields.field("rrule", &page.t("schedule-rule")).hint(&page.t("schedule-rule-hint")).text())
        }
        input type="hidden" name="timezone" value=(form.value("timezone"));
    }
}

fn exceptions(page: &Page, form: &Form) -> Markup {
    let fields = form.fields(page.language);
    html! {
        (fields.field("skip_public_holidays", &page.t("schedule-skip-holidays")).checkbox())
        (fields.field("skip_breaks", &page.t("schedule-skip-breaks")).checkbox())
        (fields.field("excluded_dates", &page.t("schedule-excluded")).hint(&page.t("schedule-dates-hint")).text())
        (fields.field("extra_dates", &page.t("schedule-extra")).hint(&page.t("schedule-dates-hint")).text())
    }
}

fn outcome(page: &Page, form: &Form, preview: &Preview) -> Markup {
    let l = page.language;
    let count = preview.sessions.len();
    html! {
        section.card #preview {
            h2 { (page.t("schedule-preview")) }
            p { (t_with(l, "schedule-sessions", &[("n", count.into())])) }
            @if preview.clashes.is_empty() { (notice(Tone::Good, page.t("schedule-no-clashes"))) }
            @else {
                (clash_notice(page, &preview.clashes))
                (form.fields(l).field("anyway", &page.t("clash-save-anyway")).checkbox())
            }
            @if !preview.removed.is_empty() {
                (notice(Tone::Info, t_with(l, "schedule-removed", &[("n", preview.removed.len().into())])))
            }
            @if !preview.skipped.is_empty() { (skipped(page, &preview.skipped)) }
            (disclosure(&page.t("schedule-all"), table(page, &preview.sessions)))
        }
    }
}

fn skipped(page: &Page, skipped: &[Skipped]) -> Markup {
    let l = page.language;
    html! {
        h3 { (page.t("schedule-skipped")) }
        ul {
            @for one in skipped {
                li {
                    (when::day(l, one.date)) " – "
                    @match &one.why {
                        Why::Excluded => { (page.t("schedule-why-excluded")) }
                        Why::Holiday(day) => { (t(l, day.code())) }
                        Why::Break(name) => { (name) }
                    }
                }
            }
        }
    }
}

fn table(page: &Page, sessions: &[Planned]) -> Markup {
    let l = page.language;
    let labels = ["session-number", "session-when", "schedule-change"].map(|key| page.t(key));
    let columns = [Column::number(&labels[0]), Column::new(&labels[1]), Column::new(&labels[2])];
    let rows = sessions.iter().map(|planned| {
        let session = &planned.session;
        let zone = page.zone_of(&session.timezone);
        vec![
            html! { (session.number) },
            html! { (when::span(l, zone, session.starts_at, session.ends_at)) },
            html! {
                @if planned.is_new { (chip(Tone::Good, &page.t("schedule-new"))) }
                @else if planned.moves { (chip(Tone::Warning, &page.t("schedule-moves"))) }
                @else { (chip(Tone::Neutral, &page.t("schedule-stays"))) }
            },
        ]
    });
    html! { (Table::new(&page.t("schedule-all"), &columns).rows(rows)) }
}
