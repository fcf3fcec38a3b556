//! The referrals of a group: what waits for a decision, and the queue in its order.

use entity::group;
use entity::id::WaitingId;
use maud::{Markup, html};

use super::list::{TableOf, table};
use crate::access::Viewer;
use crate::enrolment::{Places, QueueRow};
use crate::programme::{GroupTab, group_head};
use crate::referral::paths;
use crate::referral::queries::ReferralRow;
use crate::text::when;
use crate::web::components::{Button, card, disclosure, empty_state, once_field, person_row, places};
use crate::web::form::Form;
use crate::web::icon::Icon;
use crate::web::page::Page;

/// A reason to put one who waits first, as it was typed.
pub struct FaultyReason {
    /// Who waits.
    pub waiting: WaitingId,
    /// What was typed.
    pub form: Form,
}

/// Who wants to come to a group.
pub struct Demand {
    pub held: Places,
    /// Its open referrals.
    pub rows: Vec<ReferralRow>,
    pub queue: Vec<QueueRow>,
}

/// The open referrals of a group and its queue.
pub fn of_group(
    page: &Page,
    by: &Viewer,
    group: &group::Model,
    demand: &Demand,
    faulty: Option<&FaultyReason>,
) -> Markup {
    let taken = u32::try_from(demand.held.taken + demand.held.offered).unwrap_or(u32::MAX);
    let capacity = u32::try_from(demand.held.capacity).unwrap_or(0);
    html! {
        (group_head(page, by, true, group, GroupTab::Referrals, ""))
        @if let Some(faulty) = faulty { (faulty.form.fields(page.language).summary()) }
        (places(page.language, taken, capacity))
        @if demand.rows.is_empty() { (empty_state(Icon::Referral, &page.t("referral-group-none"), "")) }
        @else { (table(page, &demand.rows, TableOf::OneGroup)) }
        (card(&page.t("referral-queue"), waiting(page, group, &demand.queue, faulty)))
    }
}

fn waiting(page: &Page, group: &group::Model, queue: &[QueueRow], faulty: Option<&FaultyReason>) -> Markup {
    html! {
        @if queue.is_empty() { p.soft { (page.t("referral-queue-none")) } }
        @else {
            ol.people.bare {
                @for (at, row) in queue.iter().enumerate() { li { (turn(page, group, at, row, faulty)) } }
            }
        }
    }
}

fn turn(page: &Page, group: &group::Model, at: usize, row: &QueueRow, faulty: Option<&FaultyReason>) -> Markup {
    let there = paths::Show { id: row.referral_id }.to_string();
    let detail = html! {
        (at + 1) ". · " (page.t("referral-queued")) " " (when::moment(page.language, page.zone, row.queued_at))
        @if let Some(reason) = &row.priority_reason { " · " (page.t("referral-first-because")) " " (reason) }
    };
    let ahead = html! {
        @if row.priority > 0 { (in_turn(page, group, row)) }
        @if at > 0 { (to_front(page, group, row, faulty)) }
    };
    person_row(&row.client_name, Some(&there), detail, ahead)
}

fn in_turn(page: &Page, group: &group::Model, row: &QueueRow) -> Markup {
    let action = paths::InTurn { id: group.id, waiting: row.id }.to_string();
    Button::secondary(&page.t("referral-to-turn")).post(&action)
}

fn to_front(page: &Page, group: &group::Model, row: &QueueRow, faulty: Option<&FaultyReason>) -> Markup {
    let typed = faulty.filter(|faulty| faulty.waiting == row.id).map(|faulty| faulty.form.clone());
    let is_open = typed.is_some();
    let form = typed.unwrap_or_default();
    let action = paths::Prioritise { id: group.id, waiting: row.id }.to_string();
    let label = page.t("referral-front-reason");
    let body = html! {
        form method="post" action=(action) {
            (once_field())
            (form.fields(page.language).field("reason", &label).required().text())
            (Button::secondary(&page.t("referral-to-front")).submit())
        }
    };
    if is_open { body } else { disclosure(&page.t("referral-to-front"), body) }
}
