//! The sessions of a group, and one of them.

use chrono::TimeDelta;
use entity::state::{Language, SessionStatus};
use entity::{group, interpreting, session};
use maud::{Markup, html};

use super::form::{leader_choices, venue_choices};
use super::index::choices;
use super::interpreting::{TypedInterpreting, interpreting_card};
use super::show::{cancel_codes, cancel_name};
use super::{GroupTab, clash_notice, group_head, group_tabs};
use crate::access::Viewer;
use crate::access::rights::{Action, Resource};
use crate::programme::paths;
use crate::programme::queries::{ClashRow, SessionRow, StaffOption};
use crate::programme::rules::{check_changeable, may_stand_again, move_form, session_form};
use crate::text::{t, t_with, when};
use crate::venue::VenueOption;
use crate::web::components::{
    Button, Column, Confirm, Crumb, Table, Tone, breadcrumbs, card, chip, empty_state, facts, foldable, kind_mark,
    once_field, page_header,
};
use crate::web::form::Form;
use crate::web::icon::Icon;
use crate::web::page::Page;

/// How long a move is offered to be taken back: ordinary news of it leaves after that.
const UNDO: TimeDelta = TimeDelta::minutes(2);

/// What the page of a session lets choose from.
pub struct Around {
    /// The venues in use.
    pub venues: Vec<VenueOption>,
    pub staff: Vec<StaffOption>,
    /// Whether the person may change the session.
    pub may_write: bool,
    /// What the session runs into as it stands.
    pub clashes: Vec<ClashRow>,
    /// Whether the group has an animal, so that a session can be without it.
    pub has_animals: bool,
    pub interpreters: Vec<interpreting::Model>,
}

/// What was typed into the forms of a session's page; none shows the session as it stands.
#[derive(Default)]
pub struct Typed {
    pub plan: Option<Form>,
    /// The move.
    pub shift: Option<Form>,
    /// The cancellation.
    pub call_off: Option<Form>,
    /// What the session would run into after the move.
    pub clashes: Vec<ClashRow>,
    /// Where and when a session was that has just been moved.
    pub back: Option<Form>,
    pub interpreting: TypedInterpreting,
}

impl Typed {
    /// The form that came back with faults.
    pub fn faulty(&self) -> Option<&Form> {
        let forms = [&self.plan, &self.shift, &self.call_off, &self.interpreting.form];
        forms.into_iter().flatten().find(|form| !form.faults().is_empty())
    }
}

/// What the list of a group's sessions shows besides them.
pub struct SessionList<'a> {
    /// Whether the person may change the group.
    pub may_write: bool,
    /// The venues in use.
    pub venues: &'a [VenueOption],
    /// What the sessions ahead run into.
    pub standing: &'a [ClashRow],
    /// The form of one more.
    pub form: &'a Form,
    /// What that one would run into.
    pub clashes: &'a [ClashRow],
    /// The schedule that stood before the one that has just been saved.
    pub back: Option<&'a Form>,
}

/// The sessions of a group, with the form of one more.
pub fn sessions(
    page: &Page,
    by: &Viewer,
    group: &group::Model,
    sessions: &[SessionRow],
    listed: &SessionList<'_>,
) -> Markup {
    let may_write = listed.may_write;
    let actions = html! {
        @if may_write {
            (Button::secondary(&page.t("group-schedule")).icon(Icon::Calendar)
                .link(&paths::Schedule { id: group.id }.to_string()))
        }
    };
    let faulty = !listed.form.faults().is_empty();
    html! {
        (group_head(page, by, may_write, group, GroupTab::Sessions, actions))
        (listed.form.fields(page.language).summary())
        @if may_write && !faulty && !listed.standing.is_empty() { (clash_notice(page, listed.standing)) }
        @if may_write && is_just_planned(page, sessions) && let Some(was) = listed.back { (undo_plan(page, group, was)) }
        @if sessions.is_empty() { (empty_state(Icon::Calendar, &page.t("session-none"), "")) }
        @else { (table(page, sessions)) }
        @if may_write { (foldable(&page.t("session-add"), faulty, extra(page, group, sessions, listed))) }
    }
}

fn table(page: &Page, sessions: &[SessionRow]) -> Markup {
    let l = page.language;
    let labels =
        ["session-when", "session-number", "group-where", "group-status", "session-plan"].map(|key| page.t(key));
    let columns = [
        Column::new(&labels[0]),
        Column::number(&labels[1]),
        Column::new(&labels[2]),
        Column::new(&labels[3]),
        Column::new(&labels[4]),
    ];
    let rows = sessions.iter().map(|row| {
        let one = &row.session;
        vec![
            html! { a href=(paths::ShowSession { id: one.id }) { (span(page, one)) } },
            html! { (one.number) },
            html! { (row.venue.as_deref().unwrap_or("–")) },
            state(l, one),
            html! { (one.plan.as_deref().unwrap_or("")) },
        ]
    });
    html! { (Table::new(&page.t("group-tab-sessions"), &columns).rows(rows)) }
}

fn span(page: &Page, one: &session::Model) -> String {
    when::span(page.language, page.zone_of(&one.timezone), one.starts_at, one.ends_at)
}

fn state(language: Language, one: &session::Model) -> Markup {
    let tone = match one.status {
        SessionStatus::Planned => Tone::Info,
        SessionStatus::Held => Tone::Good,
        SessionStatus::Cancelled => Tone::Danger,
    };
    html! {
        (chip(tone, &t(language, &format!("session-status-{}", one.status))))
        @if one.moved { " " (chip(Tone::Warning, &t(language, "session-moved"))) }
        @if one.replaces_id.is_some() { " " (chip(Tone::Neutral, &t(language, "session-replacement"))) }
    }
}

fn extra(page: &Page, group: &group::Model, sessions: &[SessionRow], listed: &SessionList<'_>) -> Markup {
    let l = page.language;
    let form = listed.form;
    let fields = form.fields(l);
    let (usual, none) = (page.t("session-usual-venue"), page.t("session-replaces-none"));
    let venues = venue_choices(l, listed.venues);
    let cancelled: Vec<(String, String)> = sessions
        .iter()
        .filter(|row| row.session.status == SessionStatus::Cancelled)
        .map(|row| (row.session.id.to_string(), span(page, &row.session)))
        .collect();
    let minutes = group.duration_minutes.to_string();
    let length = Some(form.value("duration_minutes")).filter(|typed| !typed.is_empty()).unwrap_or(&minutes);
    html! {
        form.stack novalidate method="post" action=(paths::Sessions { id: group.id }) {
            (once_field())
            div.field-row {
                (fields.field("date", &page.t("session-date")).required().date())
                (fields.field("start_time", &page.t("schedule-time")).required().time())
                (fields.field("duration_minutes", &page.t("schedule-duration")).value(length).required().number(5, 1440))
            }
            (fields.field("venue_id", &page.t("group-where")).select(&choices(&usual, &venues)))
            @if !cancelled.is_empty() {
                (fields.field("replaces_id", &page.t("session-replaces")).select(&choices(&none, &cancelled)))
            }
            (fields.field("plan", &page.t("session-plan")).textarea(2))
            (anyway(page, form, listed.clashes, "clash-add-anyway"))
            div.actions { (Button::primary(&page.t("session-add")).submit()) }
        }
    }
}

/// What a session would run into, with the tick that says that it shall all the same.
fn anyway(page: &Page, form: &Form, clashes: &[ClashRow], label: &str) -> Markup {
    html! {
        @if !clashes.is_empty() {
            (clash_notice(page, clashes))
            (form.fields(page.language).field("anyway", &page.t(label)).checkbox())
        }
    }
}

/// One session: its facts, its plan, and what can be done with it.
pub fn show_session(
    page: &Page,
    by: &Viewer,
    row: &SessionRow,
    group: &group::Model,
    typed: &Typed,
    around: &Around,
) -> Markup {
    let l = page.language;
    let (index, name) = (page.t("group-index"), format!("{} {}", group.code, group.name));
    let way = [
        Crumb { href: &paths::Index.to_string(), label: &index },
        Crumb { href: &paths::Show { id: group.id }.to_string(), label: &name },
    ];
    let below = html! { (kind_mark(l, group.kind)) " " (state(l, &row.session)) };
    html! {
        (breadcrumbs(l, &way))
        (page_header(&span(page, &row.session), below, todo(page, by, &row.session, around.may_write)))
        (group_tabs(page, by, around.may_write, group.id, GroupTab::Sessions))
        @if around.may_write && is_undoable(page, &row.session) && let Some(was) = &typed.back { (way_back(page, &row.session, was)) }
        @if let Some(form) = typed.faulty() { (form.fields(l).summary()) }
        @if typed.clashes.is_empty() && !around.clashes.is_empty() { (clash_notice(page, &around.clashes)) }
        (card(&page.t("session-facts"), about(page, row)))
        @if around.may_write {
            // Nothing is planned any more for what is off.
            @if row.session.status != SessionStatus::Cancelled {
                (card(&page.t("session-plan"), plan(page, &row.session, typed, around)))
                (card(&page.t("interpreting-title"),
                    interpreting_card(page, &row.session, &around.interpreters, &typed.interpreting)))
            }
            @if may_change(page, &row.session) {
                // The form that came back is what the reader must see first.
                div id=[typed.shift.is_some().then_some("move")] {
                    (card(&page.t("session-change"), html! {
                        (shift(page, &row.session, typed, around))
                        (call_off(page, &row.session, typed))
                    }))
                }
            }
        } @else if let Some(plan) = &row.session.plan { (card(&page.t("session-plan"), html! { p { (plan) } })) }
    }
}

fn todo(page: &Page, by: &Viewer, one: &session::Model, may_write: bool) -> Markup {
    let sheet = format!("{}/attendance", paths::ShowSession { id: one.id });
    let calls = format!("{}/calls", paths::ShowSession { id: one.id });
    let keeps = may_write || one.substitute_id == Some(by.staff_id);
    html! {
        @if keeps && by.may(Resource::Attendance, Action::Write) && one.status != SessionStatus::Cancelled {
            (Button::primary(&page.t("session-attendance")).icon(Icon::Check).link(&sheet))
        }
        @if may_write && one.status == SessionStatus::Planned && one.starts_at <= page.now {
            (Button::secondary(&page.t("session-hold")).post(&paths::HoldSession { id: one.id }.to_string()))
        }
        @if may_write && one.status == SessionStatus::Cancelled && may_stand_again(page.now, one) {
            (Button::secondary(&page.t("session-restore")).post(&format!("{}/restore", paths::ShowSession { id: one.id })))
        }
        @if keeps && by.may(Resource::Attendance, Action::Write) {
            (Button::quiet(&page.t("told-calls")).icon(Icon::Phone).link(&calls))
        }
    }
}

fn about(page: &Page, row: &SessionRow) -> Markup {
    let l = page.language;
    let one = &row.session;
    let yes = |is: bool, key: &str| if is { page.t(key) } else { String::new() };
    let rows = [
        ("session-number", one.number.to_string()),
        ("session-when", span(page, one)),
        ("group-where", row.venue.clone().unwrap_or_default()),
        ("session-substitute", row.substitute.clone().unwrap_or_default()),
        ("session-animal", yes(one.without_animal, "session-without-animal")),
        ("session-cancelled-why", one.cancel_code.map(|code| cancel_name(l, code)).unwrap_or_default()),
        ("session-note", one.cancel_note.clone().unwrap_or_default()),
    ];
    facts(rows.into_iter().filter(|(_, value)| !value.is_empty()).map(|(key, value)| (page.t(key), value)))
}

fn plan(page: &Page, one: &session::Model, typed: &Typed, around: &Around) -> Markup {
    let form = typed.plan.clone().unwrap_or_else(|| session_form(one).versioned());
    let fields = form.fields(page.language);
    let nobody = page.t("group-nobody");
    let staff = leader_choices(page.language, &around.staff, form.value("substitute_id"));
    html! {
        form.stack novalidate method="post" action=(paths::ShowSession { id: one.id }) {
            (once_field())
            (fields.version())
            (fields.field("plan", &page.t("session-plan")).hint(&page.t("session-plan-hint")).textarea(4))
            (fields.field("substitute_id", &page.t("session-substitute")).select(&choices(&nobody, &staff)))
            @if around.has_animals || one.without_animal {
                (fields.field("without_animal", &page.t("session-without-animal")).checkbox())
            }
            div.actions { (Button::primary(&page.t("save")).submit()) }
        }
    }
}

fn shift(page: &Page, one: &session::Model, typed: &Typed, around: &Around) -> Markup {
    let form = typed.shift.clone().unwrap_or_else(|| move_form(one, page.zone));
    let fields = form.fields(page.language);
    let same = page.t("session-same-venue");
    let venues = venue_choices(page.language, &around.venues);
    let body = html! {
        form.stack novalidate method="post" action={ (paths::ShowSession { id: one.id }) "/move#move" } {
            (once_field())
            div.field-row {
                (fields.field("date", &page.t("session-date")).required().date())
                (fields.field("start_time", &page.t("schedule-time")).required().time())
                (fields.field("end_time", &page.t("session-end")).required().time())
            }
            (fields.field("venue_id", &page.t("group-where")).select(&choices(&same, &venues)))
            (fields.field("notify", &page.t("session-notify")).hint(&page.t("session-notify-hint")).checkbox())
            @if typed.shift.is_some() { (anyway(page, &form, &typed.clashes, "clash-move-anyway")) }
            div.actions { (Button::primary(&page.t("session-move")).submit()) }
        }
    };
    foldable(&page.t("session-move"), typed.shift.is_some(), body)
}

/// Whether a session can still be moved or called off.
fn may_change(page: &Page, one: &session::Model) -> bool {
    check_changeable(one, page.now).is_ok()
}

/// Whether nobody has heard yet of the last change of a session, unless it was urgent.
fn is_undoable(page: &Page, one: &session::Model) -> bool {
    may_change(page, one) && page.now < one.changed_at + UNDO
}

/// Whether nobody has heard yet of the last change of the sessions, unless it was urgent.
fn is_just_planned(page: &Page, sessions: &[SessionRow]) -> bool {
    sessions.iter().any(|row| page.now < row.session.changed_at + UNDO)
}

/// The plan taken back: the one before is made anew.
fn undo_plan(page: &Page, group: &group::Model, was: &Form) -> Markup {
    html! {
        form method="post" action=(paths::Schedule { id: group.id }) {
            (once_field())
            @for (name, value) in was.pairs() { input type="hidden" name=(name) value=(value); }
            input type="hidden" name="save" value="true";
            input type="hidden" name="anyway" value="true";
            div.actions { (Button::secondary(&page.t("schedule-undo")).submit()) }
        }
    }
}

/// The move taken back.
fn way_back(page: &Page, one: &session::Model, was: &Form) -> Markup {
    html! {
        form method="post" action={ (paths::ShowSession { id: one.id }) "/move" } {
            (once_field())
            @for (name, value) in was.pairs() { input type="hidden" name=(name) value=(value); }
            input type="hidden" name="notify" value="true";
            input type="hidden" name="anyway" value="true";
            div.actions { (Button::secondary(&page.t("session-move-back")).submit()) }
        }
    }
}

fn call_off(page: &Page, one: &session::Model, typed: &Typed) -> Markup {
    let l = page.language;
    let form = typed.call_off.clone().unwrap_or_default();
    let fields = form.fields(l);
    let choose = page.t("group-choose");
    let codes = cancel_codes(l);
    let action = format!("{}/cancel", paths::ShowSession { id: one.id });
    let (label, button) = (page.t("session-cancel"), page.t("session-cancel-now"));
    let consequence = t_with(l, "session-cancel-consequence", &[("time", span(page, one).into())]);
    Confirm { label: &label, consequence: &consequence, action: &action, button: &button }.foldable(
        typed.call_off.is_some(),
        html! {
            (fields.field("code", &page.t("group-cancel-code")).required().select(&choices(&choose, &codes)))
            (fields.field("note", &page.t("session-note")).text())
            div.field-row {
                (fields.field("replacement_date", &page.t("session-replacement-date"))
                    .hint(&page.t("session-replacement-hint")).date())
                (fields.field("replacement_time", &page.t("schedule-time")).time())
            }
            input type="hidden" name="notify" value="true";
            @if typed.call_off.is_some() { (anyway(page, &form, &typed.clashes, "clash-add-anyway")) }
        },
    )
}
