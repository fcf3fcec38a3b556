//! A group's card: its state with the next steps, what it is, who leads it, how its plan was decided on.

use chrono::NaiveDate;
use entity::group;
use entity::state::{CancelCode, GroupStatus, Language};
use maud::{Markup, html};

use super::card_text::{self, told};
use super::form::{aim_name, openness_name};
use super::index::seats_of;
use super::pending::{May, waiting};
use super::{GroupTab, euros, group_head, rhythm, status_name};
use crate::access::Viewer;
use crate::access::rights::{Action, Resource};
use crate::local_time;
use crate::programme::paths;
use crate::programme::queries::{ApprovalRow, GroupRow, LeaderRow, Preview};
use crate::programme::{rules, state};
use crate::text::{t, t_with, when};
use crate::web::components::{
    Button, Confirm, Happening, Tone, card, disclosure, facts, history, menu, notice, once_field, person_row, steps,
};
use crate::web::form::Form;
use crate::web::icon::Icon;
use crate::web::page::Page;

/// The states of a group that goes its way, in their order.
const WAY: [GroupStatus; 7] = [
    GroupStatus::Draft,
    GroupStatus::Submitted,
    GroupStatus::Approved,
    GroupStatus::Recruiting,
    GroupStatus::ConfirmedToRun,
    GroupStatus::Running,
    GroupStatus::Ended,
];

/// What a card shows.
pub struct GroupCard<'a> {
    pub row: &'a GroupRow,
    /// The rounds of approval, the last first.
    pub rounds: &'a [ApprovalRow],
    /// What the schedule that waits would make of the group.
    pub foreseen: Option<&'a Preview>,
}

/// The card; `form` holds what was typed for a step that was refused.
pub fn show(page: &Page, by: &Viewer, of: &GroupCard<'_>, may: May, form: &Form) -> Markup {
    let GroupCard { row, rounds, foreseen } = *of;
    let group = &row.group;
    let actions = html! {
        @if may.write {
            (Button::secondary(&page.t("edit")).icon(Icon::Edit).link(&paths::Edit { id: group.id }.to_string()))
            (Button::secondary(&page.t("group-schedule")).icon(Icon::Calendar)
                .link(&paths::Schedule { id: group.id }.to_string()))
            (menu(&page.t("group-more"), &again(page, by, group)))
        }
    };
    html! {
        (group_head(page, by, may.write, group, GroupTab::Overview, actions))
        (form.fields(page.language).summary())
        (standing(page, group, may.write))
        (waiting(page, row, foreseen, may, form))
        (next_steps(page, by, row, may, form))
        (card(&page.t("group-part-card"), about(page, row)))
        (card(&page.t("group-part-when"), meets(page, row, may.write)))
        (card(&page.t("group-part-leaders"), leaders(page, row)))
        (card(&page.t("group-part-resources"), resources(page, group)))
        (card(&page.t("approval-history"), decisions(page, group, rounds)))
    }
}

/// What the group can be used for once more.
fn again(page: &Page, by: &Viewer, group: &group::Model) -> Vec<Markup> {
    let copy = format!("{}?copy={}", paths::New, group.id);
    let template = format!("{}?group={}", paths::NewTemplate, group.id);
    let mut items = vec![Button::quiet(&page.t("group-copy")).icon(Icon::Copy).link(&copy)];
    if by.may(Resource::Template, Action::Write) {
        items.push(Button::quiet(&page.t("group-as-template")).icon(Icon::Plus).link(&template));
    }
    items
}

fn standing(page: &Page, group: &group::Model, writes: bool) -> Markup {
    let l = page.language;
    let names: Vec<String> = WAY.iter().map(|status| status_name(l, *status)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let now = match group.status {
        GroupStatus::Returned => Some(0),
        GroupStatus::Reported | GroupStatus::Archived => Some(WAY.len()),
        status => WAY.iter().position(|one| *one == status),
    };
    html! {
        @if let Some(now) = now { (steps(l, &names, now)) }
        @if group.status == GroupStatus::Returned {
            (notice(Tone::Warning, html! { strong { (page.t("group-returned")) } " " (group.status_reason.as_deref().unwrap_or("")) }))
        }
        @if group.status == GroupStatus::Cancelled {
            (notice(Tone::Danger, html! {
                strong { (status_name(l, group.status)) }
                @if let Some(code) = group.cancel_code { " – " (cancel_name(l, code)) }
                @if let Some(reason) = &group.status_reason { ". " (reason) }
                @if let Some(id) = group.merged_into_id {
                    " " a href=(paths::Show { id }) { (page.t("group-merged-into")) }
                }
            }))
            @if group.merged_into_id.is_some() && writes {
                p.hint { (page.t("group-unmerge-hint")) }
                div.actions {
                    (Button::secondary(&page.t("group-unmerge")).post(&paths::Unmerge { id: group.id }.to_string()))
                }
            }
        }
        @if group.intake_closed_at.is_some() && group.status.is_open() {
            (notice(Tone::Info, page.t("group-intake-closed")))
        }
    }
}

/// The reasons for which a person cancels, with their names.
pub fn cancel_codes(language: Language) -> Vec<(String, String)> {
    let by_hand = CancelCode::ALL.iter().filter(|code| **code != CancelCode::Merged);
    by_hand.map(|code| (code.to_string(), cancel_name(language, *code))).collect()
}

/// The name of a reason to cancel.
pub(super) fn cancel_name(language: Language, code: CancelCode) -> String {
    t(language, &format!("cancel-code-{}", code.code().replace('_', "-")))
}

fn next_steps(page: &Page, by: &Viewer, row: &GroupRow, may: May, form: &Form) -> Markup {
    let group = &row.group;
    let manages = |to: GroupStatus| state::roles(to) == [entity::state::Role::Manager];
    let offered: Vec<GroupStatus> = state::offered(group.status, &by.roles)
        .into_iter()
        .filter(|to| if manages(*to) { may.decide } else { may.write })
        .filter(|to| is_possible(page, row, *to))
        .collect();
    let action = paths::Step { id: group.id }.to_string();
    html! {
        @if may.undo_end && may.write { (notice(Tone::Info, undo_end(page, &action))) }
        @if !offered.is_empty() {
            (card(&page.t("group-next"), html! {
                @for to in offered {
                    @match to {
                        GroupStatus::Approved => { (approve(page, group, form)) }
                        GroupStatus::Returned => { (send_back(page, &action, form)) }
                        GroupStatus::Cancelled => { (cancel(page, group)) }
                        GroupStatus::Recruiting if group.status == GroupStatus::ConfirmedToRun => {
                            (undecide(page, &action))
                        }
                        GroupStatus::Ended => { (end_early(page, row, &action)) }
                        GroupStatus::Running => { (reopen(page, &action, form)) }
                        GroupStatus::Reported if may.sheets_missing > 0 || row.places.taken > 0 => {
                            (left_open(page, row, may.sheets_missing))
                        }
                        GroupStatus::ConfirmedToRun => { (decide(page, group, &action, form)) }
                        to => { div.row { (step_button(page, to, &action)) p.hint { (page.t(&step_key(to, "-hint"))) } } }
                    }
                }
                @if may.write { (recruiting(page, group)) }
            }))
        }
    }
}

/// Whether nothing but the state stands before a step: a place that was promised, a session that has begun.
fn is_possible(page: &Page, row: &GroupRow, to: GroupStatus) -> bool {
    let group = &row.group;
    match (group.status, to) {
        (_, GroupStatus::Running) => state::may_reopen(group, page.now),
        (GroupStatus::Approved | GroupStatus::Recruiting, GroupStatus::Returned) => {
            row.places.taken + row.places.offered == 0
        }
        (GroupStatus::ConfirmedToRun, GroupStatus::Recruiting) => group.starts_at.is_none_or(|at| at > page.now),
        _ => true,
    }
}

/// What changes who comes in, and no state: nobody for now, or those of two groups together.
fn recruiting(page: &Page, group: &group::Model) -> Markup {
    let intake = paths::Intake { id: group.id }.to_string();
    let is_closed = group.intake_closed_at.is_some();
    let (label, value) = if is_closed { ("group-intake-open", "false") } else { ("group-intake-close", "true") };
    html! {
        @if group.status.is_open() {
            div.row {
                (Button::secondary(&page.t(label)).post_with(&intake, "closed", value))
                p.hint { (page.t(&format!("{label}-hint"))) }
            }
        }
        @if group.status.is_before_start() {
            div.row {
                (Button::quiet(&page.t("group-merge")).link(&paths::Merge { id: group.id }.to_string()))
                p.hint { (page.t("group-merge-hint")) }
            }
        }
    }
}

/// That it is decided that the group runs, taken back.
fn undecide(page: &Page, action: &str) -> Markup {
    html! {
        div.row {
            (Button::quiet(&page.t("group-undecide")).post_with(action, "to", GroupStatus::Recruiting.code()))
            p.hint { (page.t("group-undecide-hint")) }
        }
    }
}

fn step_key(to: GroupStatus, end: &str) -> String {
    format!("group-to-{}{end}", to.code().replace('_', "-"))
}

fn step_button(page: &Page, to: GroupStatus, action: &str) -> Markup {
    let label = page.t(&step_key(to, ""));
    let button = if to == GroupStatus::Draft { Button::quiet(&label) } else { Button::primary(&label) };
    button.post_with(action, "to", to.code())
}

fn approve(page: &Page, group: &group::Model, form: &Form) -> Markup {
    let standing = rules::form(group, &[]);
    let form = if form.value("planned_hours").is_empty() { standing } else { form.clone() };
    let fields = form.fields(page.language);
    html! {
        form.stack method="post" action=(paths::Approve { id: group.id }) {
            (once_field())
            div.field-row {
                (fields.field("planned_hours", &page.t("approval-hours")).text())
                (fields.field("budget", &page.t("approval-budget")).text())
            }
            div.actions { (Button::primary(&page.t("group-to-approved")).icon(Icon::Check).submit()) }
        }
    }
}

fn decide(page: &Page, group: &group::Model, action: &str, form: &Form) -> Markup {
    let fields = form.fields(page.language);
    let hint = t_with(page.language, "group-run-reason-hint", &[("least", i64::from(group.min_participants).into())]);
    html! {
        form.stack method="post" action=(action) {
            (once_field())
            input type="hidden" name="to" value=(GroupStatus::ConfirmedToRun);
            (fields.field("reason", &page.t("group-run-reason")).hint(&hint).text())
            div.actions { (Button::primary(&page.t("group-to-confirmed-to-run")).submit()) }
            p.hint { (page.t("group-to-confirmed-to-run-hint")) }
        }
    }
}

fn send_back(page: &Page, action: &str, form: &Form) -> Markup {
    let fields = form.fields(page.language);
    let body = html! {
        form.stack method="post" action=(action) {
            (once_field())
            input type="hidden" name="to" value=(GroupStatus::Returned);
            (fields.field("reason", &page.t("approval-reason")).hint(&page.t("approval-reason-hint")).required().textarea(3))
            div.actions { (Button::secondary(&page.t("group-to-returned")).submit()) }
        }
    };
    disclosure(&page.t("group-return"), body)
}

fn cancel(page: &Page, group: &group::Model) -> Markup {
    let form = paths::Cancel { id: group.id }.to_string();
    html! { div.actions { (Button::danger(&page.t("group-cancel")).link(&form)) } }
}

fn undo_end(page: &Page, action: &str) -> Markup {
    let again = Button::secondary(&page.t("group-end-undo")).post_with(action, "to", GroupStatus::Running.code());
    html! { p { (page.t("group-end-undo-hint")) } (again) }
}

fn end_early(page: &Page, row: &GroupRow, action: &str) -> Markup {
    let (label, consequence, button) = (page.t("group-end"), page.t("group-end-consequence"), page.t("group-to-ended"));
    Confirm { label: &label, consequence: &consequence, action, button: &button }.with(html! {
        input type="hidden" name="to" value=(GroupStatus::Ended);
        p { (t_with(page.language, "group-end-told", &[("n", row.places.taken.into())])) }
        blockquote { (page.t("told-group-ended-hand")) }
    })
}

/// What stands before the report of a group that has ended.
fn left_open(page: &Page, row: &GroupRow, sheets: u64) -> Markup {
    let l = page.language;
    let id = row.group.id;
    html! {
        p { (page.t("group-report-after")) }
        ul {
            @if row.places.taken > 0 {
                li { a href=(format!("/groups/{id}/ends")) { (t_with(l, "group-places-open", &[("n", row.places.taken.into())])) } }
            }
            @if sheets > 0 {
                li { a href=(format!("/groups/{id}/attendance")) { (t_with(l, "group-sheets-missing", &[("n", sheets.into())])) } }
            }
        }
    }
}

fn reopen(page: &Page, action: &str, form: &Form) -> Markup {
    let fields = form.fields(page.language);
    let body = html! {
        form.stack method="post" action=(action) {
            (once_field())
            input type="hidden" name="to" value=(GroupStatus::Running);
            p.hint { (page.t("group-reopen-hint")) }
            (fields.field("reason", &page.t("group-reopen-reason")).required().textarea(2))
            div.actions { (Button::secondary(&page.t("group-to-running")).submit()) }
        }
    };
    disclosure(&page.t("group-reopen"), body)
}

fn about(page: &Page, row: &GroupRow) -> Markup {
    let l = page.language;
    let group = &row.group;
    let aims = group.aims.0.iter().map(|aim| aim_name(l, *aim)).collect::<Vec<_>>().join(", ");
    let languages =
        group.languages.0.iter().map(|one| page.t(&format!("group-language-{}", one.code().replace('_', "-"))));
    let form = rules::form(group, &[]);
    let rest = [
        ("group-openness", openness_name(l, group.openness)),
        ("group-languages", languages.collect::<Vec<_>>().join(", ")),
        ("group-unit", row.unit.clone()),
        ("group-municipality", group.municipality.clone().unwrap_or_default()),
        ("group-animals", group.animals.clone().unwrap_or_default()),
    ];
    let rows = told(&form, card_text::SUMMARY).chain([("group-aims", aims)]).chain(told(&form, card_text::WHOM));
    let rows = rows.chain(told(&form, card_text::OF_GROUPS)).chain(rest);
    html! {
        (rows_of(page, rows))
        p { strong { (page.t("group-places")) } }
        (seats_of(l, row))
        @if row.places.waiting > 0 {
            p.soft { (t_with(l, "group-waiting-count", &[("n", row.places.waiting.into())])) }
        }
    }
}

/// Named values, those without a value left out.
fn rows_of<'a>(page: &Page, rows: impl IntoIterator<Item = (&'a str, String)>) -> Markup {
    facts(rows.into_iter().filter(|(_, value)| !value.is_empty()).map(|(key, value)| (page.t(key), value)))
}

fn meets(page: &Page, row: &GroupRow, may_write: bool) -> Markup {
    let l = page.language;
    let group = &row.group;
    let zone = page.zone_of(&group.timezone);
    let moment = |at: Option<chrono::DateTime<chrono::Utc>>| at.map(|at| when::moment(l, zone, at)).unwrap_or_default();
    let rows = [
        ("group-rhythm", rhythm(l, group).unwrap_or_default()),
        ("group-first", moment(group.starts_at)),
        ("group-last", moment(group.ends_at)),
        ("group-where", row.venue.clone().unwrap_or_default()),
        ("group-fallback", row.fallback_venue.clone().unwrap_or_default()),
        ("group-decide-on", group.decide_on.map(|day| when::full_day(l, day)).unwrap_or_default()),
    ];
    html! {
        (rows_of(page, rows))
        @if group.starts_at.is_none() { p.soft { (page.t("group-no-schedule")) } }
        div.actions {
            @if group.starts_at.is_none() && may_write {
                (Button::primary(&page.t("group-plan-sessions")).link(&paths::Schedule { id: group.id }.to_string()))
            } @else {
                (Button::secondary(&page.t("group-tab-sessions")).link(&paths::Sessions { id: group.id }.to_string()))
            }
        }
    }
}

fn leaders(page: &Page, row: &GroupRow) -> Markup {
    html! {
        div.people {
            @for leader in &row.leaders {
                @let role = page.t(&format!("leader-role-{}", leader.role.code().replace('_', "-")));
                (person_row(&leader.name, None, html! { (role) (part_days(page, row, leader)) }, ""))
            }
        }
    }
}

/// From when until when somebody leads who doesn't throughout.
fn part_days(page: &Page, row: &GroupRow, leader: &LeaderRow) -> String {
    let part = leader.part(page.zone_of(&row.group.timezone));
    let day = |day: Option<NaiveDate>| day.map(|day| when::full_day(page.language, day)).unwrap_or_default();
    if part.from_on.is_none() && part.until_on.is_none() {
        return String::new();
    }
    format!(" · {}–{}", day(part.from_on), day(part.until_on))
}

fn resources(page: &Page, group: &group::Model) -> Markup {
    let rows =
        [("group-hours", when::length(group.planned_minutes.into())), ("group-budget", euros(group.budget_cents))];
    let form = rules::form(group, &[]);
    let project = ("group-project", group.project.clone().unwrap_or_default());
    rows_of(page, rows.into_iter().chain(told(&form, card_text::RESOURCES)).chain([project]))
}

fn decisions(page: &Page, group: &group::Model, rounds: &[ApprovalRow]) -> Markup {
    let l = page.language;
    let zone = page.zone_of(&group.timezone);
    let mut happenings: Vec<(String, Markup, Option<&str>)> = Vec::new();
    for round in rounds {
        if let Some(at) = round.decided_at {
            happenings.push((when::moment(l, zone, at), decision(page, round), round.decided_by.as_deref()));
        }
        if round.decided_at == Some(round.submitted_at) {
            continue;
        }
        let due = when::full_day(l, local_time::day(zone, round.due_at));
        let sent = t_with(l, "approval-sent", &[("due", due.into())]);
        happenings.push((when::moment(l, zone, round.submitted_at), html! { (sent) }, Some(&round.submitted_by)));
    }
    html! {
        @if happenings.is_empty() { p.soft { (page.t("approval-none")) } }
        @else {
            (history(&happenings.iter().map(|(time, what, who)| Happening { time, what: what.clone(), who: *who })
                .collect::<Vec<_>>()))
        }
    }
}

fn decision(page: &Page, round: &ApprovalRow) -> Markup {
    let reason = round.reason.as_deref().unwrap_or("");
    match round.approved {
        Some(true) => {
            let hours = when::length(round.minutes.unwrap_or(0).into());
            let budget = euros(round.budget_cents.unwrap_or(0));
            let args = [("hours", hours.into()), ("budget", budget.into())];
            html! { (t_with(page.language, "approval-approved", &args)) @if !reason.is_empty() { " " (reason) } }
        }
        Some(false) if round.decided_at == Some(round.submitted_at) => {
            html! { (page.t("approval-reopened")) " " (reason) }
        }
        Some(false) => html! { (page.t("approval-returned")) " " (reason) },
        None => html! { (page.t("approval-taken-back")) },
    }
}
