//! What waits beside a group to be approved: what differs, and what may be done with it.

use entity::state::Language;
use maud::{Markup, html};

use super::{clash_notice, euros};
use crate::programme::difference::ScheduleDifference;
use crate::programme::paths;
use crate::programme::queries::{GroupRow, Preview, WhatDiffers};
use crate::programme::rules::AskedChange;
use crate::text::{t, t_with, when};
use crate::web::components::{Button, Tone, card, disclosure, facts, notice, once_field};
use crate::web::form::Form;
use crate::web::icon::Icon;
use crate::web::page::Page;

/// What a person may do with a group.
#[derive(Clone, Copy)]
pub struct May {
    /// Change it and take the steps of its leaders.
    pub write: bool,
    /// Decide on it as its manager.
    pub decide: bool,
    /// Take back that it was just ended before its time.
    pub undo_end: bool,
    /// How many sheets stand before its report.
    pub sheets_missing: u64,
}

/// What of a group is to become more, each as it stands and as it is asked for.
fn differs(language: Language, takes: &WhatDiffers) -> Vec<(String, String)> {
    let hours = |minutes: i32| when::length(minutes.into());
    let all = [
        ("group-hours", takes.asked_minutes.map(|asked| (hours(takes.planned_minutes), hours(asked)))),
        ("group-budget", takes.asked_cents.map(|asked| (euros(takes.budget_cents), euros(asked)))),
        ("change-sessions", takes.asked_sessions.map(|asked| (takes.sessions.to_string(), asked.to_string()))),
    ];
    let known = all.into_iter().filter_map(|(key, both)| Some((key, both?)));
    known.map(|(key, (old, new))| (t(language, key), format!("{old} → {new}"))).collect()
}

/// The change as a line of a list says it.
pub fn differs_in_a_line(language: Language, takes: &WhatDiffers) -> String {
    differs(language, takes).iter().map(|(what, both)| format!("{what}: {both}")).collect::<Vec<_>>().join(", ")
}

/// The change with what it would make of the group by now; its supervisor decides on it, its leaders take it back.
pub(super) fn waiting(page: &Page, row: &GroupRow, foreseen: Option<&Preview>, may: May, form: &Form) -> Markup {
    let Some(change) = &row.pending else { return html! {} };
    let asked = AskedChange::of(change, page.zone);
    let takes = WhatDiffers {
        planned_minutes: row.group.planned_minutes,
        asked_minutes: asked.planned_minutes,
        budget_cents: row.group.budget_cents,
        asked_cents: asked.budget_cents,
        sessions: foreseen.map_or(0, |preview| preview.rows.before_by_rule().into()),
        asked_sessions: asked.schedule.map(|asked| asked.sessions),
    };
    let body = html! {
        p { (page.t("change-stands")) }
        (facts(differs(page.language, &takes)))
        @if let Some(foreseen) = foreseen { (comes(page, &takes, foreseen)) }
        @if may.decide { (decide(page, row, foreseen, form)) }
        @if may.write {
            div.actions {
                (Button::quiet(&page.t("change-withdraw")).post(&paths::WithdrawChange { id: change.approval_id }.to_string()))
            }
        }
    };
    card(&page.t("change-waits"), body)
}

/// The sessions that come with it, and what they run into by now.
fn comes(page: &Page, takes: &WhatDiffers, foreseen: &Preview) -> Markup {
    let l = page.language;
    let added = foreseen.differences.iter().filter_map(|difference| match difference {
        ScheduleDifference::Added { to, .. } => Some(when::span(l, foreseen.timezone, to.starts_at, to.ends_at)),
        _ => None,
    });
    let by_now = foreseen.rows.after_by_rule();
    html! {
        ul { @for session in added { li { (session) } } }
        @if takes.asked_sessions.is_some_and(|asked| by_now < asked) {
            (notice(Tone::Warning, t_with(l, "change-fewer", &[("n", by_now.into())])))
        }
        @if !foreseen.clashes.is_empty() { (clash_notice(page, &foreseen.clashes)) }
    }
}

fn decide(page: &Page, row: &GroupRow, foreseen: Option<&Preview>, form: &Form) -> Markup {
    let Some(change) = &row.pending else { return html! {} };
    let fields = form.fields(page.language);
    let asked = change.sessions.unwrap_or_default();
    let doubtful = |one: &Preview| !one.clashes.is_empty() || one.rows.after_by_rule() < asked;
    html! {
        form.stack method="post" action=(paths::ApproveChange { id: change.approval_id }) {
            (once_field())
            @if foreseen.is_some_and(doubtful) { (fields.field("anyway", &page.t("change-anyway")).checkbox()) }
            div.actions { (Button::primary(&page.t("change-approve")).icon(Icon::Check).submit()) }
        }
        (disclosure(&page.t("group-return"), html! {
            form.stack method="post" action=(paths::ReturnChange { id: change.approval_id }) {
                (once_field())
                (fields.field("reason", &page.t("approval-reason")).hint(&page.t("change-reason-hint")).required().textarea(3))
                div.actions { (Button::secondary(&page.t("change-return")).submit()) }
            }
        }))
    }
}
