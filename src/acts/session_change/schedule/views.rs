//! When a group meets: the form, and what would come of it.

use chrono_tz::Tz;
use entity::state::SessionStatus;
use entity::{group, session};
use maud::{Markup, html};

use super::super::plan_anew::Foreseen;
use crate::access::Viewer;
use crate::programme::recurrence::{Occurrence, Skipped, Why};
use crate::programme::{GroupTab, HandMade, ScheduleDifference, WEEKDAYS, clash_notice, group_head, paths};
use crate::text::{t, t_with, when};
use crate::web::components::{Button, Choice, Column, Table, Tone, card, chip, disclosure, notice, once_field};
use crate::web::form::Form;
use crate::web::icon::Icon;
use crate::web::page::Page;

/// The form, with a preview of what was typed.
pub fn schedule(page: &Page, by: &Viewer, group: &group::Model, form: &Form, foreseen: Option<&Foreseen>) -> Markup {
    html! {
        (group_head(page, by, true, group, GroupTab::Sessions, ""))
        h2 { (page.t("group-schedule")) }
        form.stack novalidate method="post" action={ (paths::Schedule { id: group.id }) "#preview" } {
            (once_field())
            (form.fields(page.language).summary())
            (card(&page.t("schedule-rhythm"), rhythm(page, form)))
            (card(&page.t("schedule-except"), exceptions(page, form)))
            @if let Some(foreseen) = foreseen { (outcome(page, form, foreseen)) }
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

fn outcome(page: &Page, form: &Form, foreseen: &Foreseen) -> Markup {
    let preview = &foreseen.preview;
    let l = page.language;
    let is_on = |session: &&session::Model| session.status != SessionStatus::Cancelled;
    let count = preview.rows.after.iter().filter(is_on).count();
    html! {
        section.card #preview {
            h2 { (page.t("schedule-preview")) }
            p { (t_with(l, "schedule-sessions", &[("n", count.into())])) }
            @if let Some(waits) = &foreseen.waits {
                @let key = if foreseen.at_once.is_some() { "schedule-waits" } else { "schedule-waits-whole" };
                (notice(Tone::Info, t_with(l, key, &[("n", waits.asked.sessions.into())])))
            }
            @if foreseen.clashes().is_empty() { (notice(Tone::Good, page.t("schedule-no-clashes"))) }
            @else {
                (clash_notice(page, foreseen.clashes()))
                (form.fields(l).field("anyway", &page.t("clash-save-anyway")).checkbox())
            }
            @if preview.differences.is_empty() { p { (page.t("schedule-nothing")) } }
            @else { (differences(page, foreseen)) }
            @if !preview.skipped.is_empty() { (skipped(page, &preview.skipped)) }
            (disclosure(&page.t("schedule-all"), table(page, &foreseen.waits.as_ref().map_or(preview, |waits| &waits.preview).rows.after)))
        }
    }
}

/// Every difference before anything is saved, and what people did to single sessions.
fn differences(page: &Page, foreseen: &Foreseen) -> Markup {
    let preview = &foreseen.preview;
    let labels = ["session-when", "schedule-change", "schedule-by-hand"].map(|key| page.t(key));
    let columns = labels.each_ref().map(|label| Column::new(label));
    let rows = preview.differences.iter().map(|difference| {
        vec![
            when_of(page, preview.timezone, difference),
            what_of(page, difference),
            touched(page, foreseen, difference),
        ]
    });
    html! { (Table::new(&page.t("schedule-changes"), &columns).rows(rows)) }
}

fn when_of(page: &Page, timezone: Tz, difference: &ScheduleDifference) -> Markup {
    let span = |session: &session::Model| {
        when::span(page.language, page.zone_of(&session.timezone), session.starts_at, session.ends_at)
    };
    let new = |to: &Occurrence| when::span(page.language, timezone, to.starts_at, to.ends_at);
    html! {
        @match difference {
            ScheduleDifference::Added { to, .. } => { (new(to)) }
            ScheduleDifference::Moved { session, to } => { del { (span(session)) } " → " (new(to)) }
            ScheduleDifference::Cancelled { session, .. } => { del { (span(session)) } }
            ScheduleDifference::Kept { session, .. } => { (span(session)) }
        }
    }
}

fn what_of(page: &Page, difference: &ScheduleDifference) -> Markup {
    let (tone, key) = match difference {
        ScheduleDifference::Added { back: None, .. } => (Tone::Good, "schedule-new"),
        ScheduleDifference::Added { back: Some(_), .. } => (Tone::Good, "schedule-back"),
        ScheduleDifference::Moved { .. } => (Tone::Warning, "schedule-moves"),
        ScheduleDifference::Cancelled { .. } => (Tone::Warning, "schedule-off"),
        ScheduleDifference::Kept { by_hand: HandMade::Moved, .. } => (Tone::Neutral, "schedule-kept-moved"),
        ScheduleDifference::Kept { by_hand: HandMade::Added, .. } => (Tone::Neutral, "schedule-kept-added"),
        ScheduleDifference::Kept { by_hand: HandMade::Cancelled, .. } => (Tone::Neutral, "schedule-kept-cancelled"),
    };
    html! {
        (chip(tone, &page.t(key)))
        @if let ScheduleDifference::Cancelled { why: Some(why), .. } = difference { " " (why_skipped(page, why)) }
    }
}

/// What people did to a session that goes elsewhere or falls away, and how many had said not to come.
fn touched(page: &Page, foreseen: &Foreseen, difference: &ScheduleDifference) -> Markup {
    let done = difference.by_hand();
    let mut words: Vec<String> =
        done.iter().map(|code| page.t(&format!("session-{}", code.replace('_', "-")))).collect();
    let absences = foreseen.absences_of(difference);
    if absences > 0 {
        words.push(t_with(page.language, "schedule-absences", &[("n", absences.into())]));
    }
    html! { (words.join(", ")) }
}

fn skipped(page: &Page, skipped: &[Skipped]) -> Markup {
    let l = page.language;
    html! {
        h3 { (page.t("schedule-skipped")) }
        ul {
            @for one in skipped {
                li {
                    (when::day(l, one.date)) " – "
                    (why_skipped(page, &one.why))
                }
            }
        }
    }
}

fn why_skipped(page: &Page, why: &Why) -> String {
    match why {
        Why::Excluded => page.t("schedule-why-excluded"),
        Why::Holiday(day) => t(page.language, day.code()),
        Why::Break(name) => name.clone(),
    }
}

fn table(page: &Page, sessions: &[session::Model]) -> Markup {
    let l = page.language;
    let labels = ["session-number", "session-when"].map(|key| page.t(key));
    let columns = [Column::number(&labels[0]), Column::new(&labels[1])];
    let is_on = |session: &&session::Model| session.status != SessionStatus::Cancelled;
    let rows = sessions.iter().filter(is_on).map(|session| {
        let zone = page.zone_of(&session.timezone);
        vec![html! { (session.number) }, html! { (when::span(l, zone, session.starts_at, session.ends_at)) }]
    });
    html! { (Table::new(&page.t("schedule-all"), &columns).rows(rows)) }
}
