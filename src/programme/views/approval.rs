//! The plans that wait for a decision.

use maud::{Markup, html};

use super::euros;
use super::pending::differs_in_a_line;
use crate::programme::paths;
use crate::programme::queries::Pending;
use crate::text::when;
use crate::web::components::{Column, Table, Tone, chip, empty_state, kind_mark, page_header};
use crate::web::icon::Icon;
use crate::web::page::Page;

/// The queue, the most urgent first.
pub fn queue(page: &Page, plans: &[Pending]) -> Markup {
    html! {
        (page_header(&page.t("approval-index"), page.t("approval-lead"), ""))
        @if plans.is_empty() { (empty_state(Icon::Check, &page.t("approval-empty"), "")) }
        @else { (table(page, plans)) }
    }
}

fn table(page: &Page, plans: &[Pending]) -> Markup {
    let l = page.language;
    let keys =
        ["group-name", "group-kind", "approval-due", "approval-by", "group-hours", "group-budget", "approval-change"];
    let labels = keys.map(|key| page.t(key));
    let [name, kind, due, by, hours, budget, change] = &labels;
    let columns = [
        Column::new(name),
        Column::new(kind),
        Column::new(due),
        Column::new(by),
        Column::number(hours),
        Column::number(budget),
        Column::new(change),
    ];
    let rows = plans.iter().map(|plan| {
        let day = when::full_day(l, page.day(plan.due_at));
        vec![
            html! { a href=(paths::Show { id: plan.group_id }) { (plan.code) " " (plan.name) } },
            kind_mark(l, plan.kind),
            html! { (day) @if plan.due_at < page.now { " " (chip(Tone::Danger, &page.t("approval-late"))) } },
            html! { (plan.submitted_by) },
            html! { (when::length(plan.takes.planned_minutes.into())) },
            html! { (euros(plan.takes.budget_cents)) },
            html! { (differs_in_a_line(l, &plan.takes)) },
        ]
    });
    html! { (Table::new(&page.t("approval-index"), &columns).rows(rows)) }
}
