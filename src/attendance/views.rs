//! The pages of attendance.

use chrono::{DateTime, Utc};
use entity::id::{ClientId, ParticipationId};
use entity::state::{AttendanceStatus, Openness, SessionStatus};
use entity::{attendance, attendance_correction, group, interpreting};
use maud::{Markup, html};
use serde_json::json;

use super::familiar::Familiar;
use super::paths;
use super::queries::{SheetParticipant, SheetSession};
use super::rules::{self, Figures, GuestVisits};
use super::sheet_form;
use crate::access::{DeviceKey, KEPT, Viewer};
use crate::local_time;
use crate::people::client;
use crate::programme::{GroupTab, SessionTime, group_head, interpreter_lines};
use crate::text::{t_with, when};
use crate::web::components::{
    self, AttendanceLine, AttendanceRow, Button, Choice, Crumb, Happening, Marks, Stat, Tone, attendance_grid,
    attendance_line, attendance_sheet, breadcrumbs, disclosure, empty_state, history, notice, page_header, stats,
};
use crate::web::form::Form;
use crate::web::icon::Icon;
use crate::web::page::Page;

/// What the sheet shows.
pub struct SheetView<'a> {
    pub session: &'a SheetSession,
    pub people: &'a [SheetParticipant],
    pub on_sheet: &'a [(ParticipationId, ClientId)],
    /// Clients who may have come besides.
    pub familiar: &'a [Familiar],
    /// Other clients of the person's, who may come for the first time.
    pub may_drop_in: &'a [Familiar],
    pub corrections: &'a [attendance_correction::Model],
    /// What stands, beside what the form holds that came back.
    pub recorded: &'a Form,
    /// Whether the person asks for feedback on the session too.
    pub rates: bool,
    /// What the person's device keeps unsaved marks by.
    pub key: &'a DeviceKey,
    pub interpreters: &'a [interpreting::Model],
}

impl SheetView<'_> {
    fn is_on_sheet(&self, person: &SheetParticipant) -> bool {
        self.on_sheet.iter().any(|(id, _)| *id == person.id)
    }

    fn lines(&self) -> impl Iterator<Item = &SheetParticipant> {
        self.people.iter().filter(|person| self.is_on_sheet(person))
    }

    /// Those who were not expected and may have come all the same.
    fn others(&self) -> impl Iterator<Item = &SheetParticipant> {
        self.people.iter().filter(|person| !self.is_on_sheet(person) && person.may_have_come(self.session))
    }
}

/// The sheet of a session; what is rarer than marking stands below it.
pub fn sheet(page: &Page, shown: &SheetView<'_>, form: &Form) -> Markup {
    let session = shown.session;
    html! {
        (way(page, session))
        (page_header(&page.t("attendance-title"), span(page, session), ""))
        (state(page, session))
        (interpreter_lines(page, time_of(session), shown.interpreters))
        @if session.status != SessionStatus::Cancelled {
            (form.fields(page.language).summary())
            (marks(page, shown, form))
            (corrected(page, shown))
        }
        (besides_marking(page, session, shown.rates))
    }
}

const fn time_of(session: &SheetSession) -> SessionTime {
    SessionTime { starts_at: session.starts_at, status: session.status }
}

fn besides_marking(page: &Page, session: &SheetSession, rates: bool) -> Markup {
    let begun = session.status != SessionStatus::Cancelled && session.starts_at <= page.now;
    let incidents = paths::Incidents { id: session.id }.to_string();
    let (roster, pulse) = (paths::Roster { id: session.id }.to_string(), format!("/sessions/{}/pulse", session.id));
    html! {
        div.actions {
            @if begun && rates { (Button::secondary(&page.t("rating-pulse-open")).icon(Icon::Rating).link(&pulse)) }
            @if session.status != SessionStatus::Cancelled {
                (Button::secondary(&page.t("incident-open")).icon(Icon::Warning).link(&incidents))
            }
            (Button::secondary(&page.t("attendance-roster")).icon(Icon::Print).link(&roster))
        }
    }
}

fn way(page: &Page, session: &SheetSession) -> Markup {
    let (group, here) = (format!("/groups/{}", session.group_id), format!("/sessions/{}", session.id));
    let number = t_with(page.language, "attendance-session", &[("number", session.number.into())]);
    let way = [Crumb { href: &group, label: &session.name }, Crumb { href: &here, label: &number }];
    breadcrumbs(page.language, &way)
}

fn span(page: &Page, session: &SheetSession) -> String {
    when::span(page.language, page.zone_of(&session.timezone), session.starts_at, session.ends_at)
}

fn state(page: &Page, session: &SheetSession) -> Markup {
    html! {
        @if session.status == SessionStatus::Cancelled {
            (notice(Tone::Warning, page.t("attendance-cancelled")))
        } @else if session.starts_at > page.now {
            (notice(Tone::Info, page.t("attendance-ahead")))
        }
    }
}

fn marks(page: &Page, shown: &SheetView<'_>, form: &Form) -> Markup {
    let action = paths::Sheet { id: shown.session.id }.to_string();
    let save = page.t("attendance-save");
    let open = rules::is_open(shown.session.starts_at, page.now);
    let lines = html! { @for person in shown.lines() { (line(page, shown, person, form)) } };
    let guests = shown.session.openness == Openness::Open;
    let (by, keeps) = (shown.key.id.to_string(), keeps(page, shown.key));
    let is_back = !form.faults().is_empty();
    let marks = Marks { action: &action, save: &save, open, by: &by, keeps: &keeps, is_back };
    html! {
        @if shown.on_sheet.is_empty() && !guests {
            (empty_state(Icon::People, &page.t("attendance-nobody"), ""))
        } @else {
            (attendance_sheet(page.language, &marks, lines, html! {
                (shown.recorded.shown())
                (not_expected(page, shown, form, open))
                @if guests && open { (besides(page, shown, form)) }
            }))
        }
    }
}

/// What the scripts of the sheet keep marks on the device by: the moment by the server's clock, how long, and the keys.
fn keeps(page: &Page, key: &DeviceKey) -> String {
    let keys: Vec<_> = key.turns(page.now).into_iter().map(|timed| json!([timed.turn, timed.key])).collect();
    json!({ "now": page.now.timestamp_millis(), "kept": KEPT.num_milliseconds(), "keys": keys }).to_string()
}

/// Who was confirmed after the session or had left before it, and came: folded, since it is rare.
fn not_expected(page: &Page, shown: &SheetView<'_>, form: &Form, open: bool) -> Markup {
    let others: Vec<&SheetParticipant> = shown.others().collect();
    let body = html! {
        p.hint { (page.t("attendance-not-expected-hint")) }
        @for person in &others { (line(page, shown, person, form)) }
    };
    html! { @if open && !others.is_empty() { (disclosure(&page.t("attendance-not-expected"), body)) } }
}

/// What is wrong with a person's line, or what somebody else has saved in it meanwhile.
fn line_error(page: &Page, id: ParticipationId, form: &Form) -> Option<String> {
    let status = sheet_form::field("status", id);
    let error = form.faults().iter().find(|fault| fault.field == status);
    let error = error.map(|fault| crate::web::problem::fault_text(page.language, fault));
    let stands = |part| form.stands(&sheet_form::field(part, id)).map(str::to_owned);
    let mark = stands("status").map(|code| {
        components::mark_name(page.language, AttendanceStatus::from_code(&code).unwrap_or(AttendanceStatus::Unrecorded))
    });
    let now: Vec<String> = [mark, stands("minutes"), stands("note")].into_iter().flatten().collect();
    error.or_else(|| (!now.is_empty()).then(|| t_with(page.language, "form-stands", &[("now", now.join(", ").into())])))
}

fn line(page: &Page, shown: &SheetView<'_>, person: &SheetParticipant, form: &Form) -> Markup {
    let id = person.id.to_string();
    let status = sheet_form::field("status", person.id);
    let error = line_error(page, person.id, form);
    let first = person.started_on.is_none();
    let hint = match (first, person.accompanied) {
        (true, true) => Some(page.t("attendance-first-accompanied")),
        (true, false) => Some(page.t("attendance-first")),
        _ => None,
    };
    attendance_line(
        page.language,
        &AttendanceLine {
            id: &id,
            name: &person.name,
            note: hint.as_deref(),
            status: AttendanceStatus::from_code(form.value(&status)).unwrap_or(AttendanceStatus::Unrecorded),
            open: rules::is_open(shown.session.starts_at, page.now),
            expected: shown.is_on_sheet(person),
            minutes: form.value(&sheet_form::field("minutes", person.id)),
            remark: form.value(&sheet_form::field("note", person.id)),
            error: error.as_deref(),
        },
    )
}

/// Who came to an open group besides: by name, by alias, and as a number.
fn besides(page: &Page, shown: &SheetView<'_>, form: &Form) -> Markup {
    let fields = form.fields(page.language);
    let known = shown.familiar.iter().filter(|client| !shown.on_sheet.iter().any(|(_, on)| *on == client.id));
    let known: Vec<(String, &str)> = known.map(|client| (client.id.to_string(), client.name.as_str())).collect();
    let choices: Vec<Choice<'_>> = known.iter().map(|(id, name)| Choice::new(id, name)).collect();
    let chosen: Vec<&str> = form.all("walk_in_client").collect();
    let others = shown.may_drop_in.iter().filter(|client| !shown.on_sheet.iter().any(|(_, on)| *on == client.id));
    let others: Vec<(String, &str)> = others.map(|client| (client.id.to_string(), client.name.as_str())).collect();
    let nobody = page.t("attendance-drops-in-nobody");
    let more: Vec<Choice<'_>> = std::iter::once(Choice::new("", &nobody))
        .chain(others.iter().map(|(id, name)| Choice::new(id, name)))
        .collect();
    html! {
        section.card {
            h2 { (page.t("attendance-besides")) }
            @if !choices.is_empty() {
                (fields.field("walk_in_client", &page.t("attendance-familiar")).checkboxes(&choices, &chosen))
            }
            @if !shown.may_drop_in.is_empty() {
                (fields.field("walk_in_more", &page.t("attendance-drops-in")).hint(&page.t("attendance-drops-in-hint")).select(&more))
            }
            (fields.field("walk_ins", &page.t("attendance-aliases")).hint(&page.t("attendance-aliases-hint")).textarea(3))
            (fields.field("head_count", &page.t("attendance-head-count")).hint(&page.t("attendance-head-count-hint")).number(0, 2000))
        }
    }
}

/// What marks said before they were corrected.
fn corrected(page: &Page, shown: &SheetView<'_>) -> Markup {
    let zone = page.zone_of(&shown.session.timezone);
    let name = |id| shown.people.iter().find(|person| person.id == id).map_or("", |person| person.name.as_str());
    let said = |row: &attendance_correction::Model| {
        let mark = components::mark_name(page.language, row.status);
        html! { (name(row.participation_id)) ": " (mark) @if row.minutes > 0 { ", " (when::length(row.minutes.into())) } }
    };
    let rows: Vec<(String, Markup)> =
        shown.corrections.iter().map(|row| (when::moment(page.language, zone, row.corrected_at), said(row))).collect();
    let happenings: Vec<Happening<'_>> =
        rows.iter().map(|(time, what)| Happening { time, what: what.clone(), who: None }).collect();
    html! {
        @if !happenings.is_empty() {
            (disclosure(&page.t("attendance-corrections"), html! {
                p.hint { (page.t("attendance-corrections-hint")) }
                (history(&happenings))
            }))
        }
    }
}

/// The list to print and tick with a pen; a protected name is a code on paper.
pub fn roster(
    page: &Page,
    session: &SheetSession,
    people: &[SheetParticipant],
    interpreters: &[interpreting::Model],
) -> Markup {
    let paper_name =
        |person: &SheetParticipant| paper_name(page, &person.name, person.client_id, person.address_protection);
    let names: Vec<String> = people.iter().map(paper_name).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let (here, notes) = (page.t("mark-present"), page.t("attendance-roster-notes"));
    let (title, heading) = (page.t("attendance-roster"), page.t("attendance-name"));
    let empty = if session.openness == Openness::Open { 12 } else { 3 };
    html! {
        div.no-print { (way(page, session)) }
        article.paper {
            (page_header(&session.name, span(page, session), ""))
            (interpreter_lines(page, time_of(session), interpreters))
            (components::roster(&title, &heading, &[&here, &notes], &names, empty))
            p.small.soft { (page.t("attendance-roster-hint")) }
        }
    }
}

/// A participant's name on lists that leave the house: the code in place of a protected one, also for the key worker.
pub fn paper_name(page: &Page, name: &str, id: ClientId, protected: bool) -> String {
    if protected { client::code(page.language, id) } else { name.to_owned() }
}

/// What the grid of a group shows.
pub struct Grid<'a> {
    pub group: &'a group::Model,
    pub sessions: &'a [SheetSession],
    pub people: &'a [SheetParticipant],
    pub marks: &'a [attendance::Model],
    /// Who came besides.
    pub guests: GuestVisits,
}

impl Grid<'_> {
    /// A person's mark in a session; nothing where the person is not expected or the session is still ahead.
    fn mark(
        &self,
        person: &SheetParticipant,
        session: &SheetSession,
        now: DateTime<Utc>,
    ) -> Option<(AttendanceStatus, i32)> {
        let mark = self.marks.iter().find(|m| m.session_id == session.id && m.participation_id == person.id);
        let over = session.status == SessionStatus::Held || session.ends_at <= now;
        let due = over && person.is_expected(session);
        let unrecorded = due.then_some((AttendanceStatus::Unrecorded, 0));
        mark.map(|mark| (mark.status, mark.minutes)).or(unrecorded)
    }

    /// The figures of the sessions that were held, and what is missing of those that are over without a sheet.
    fn figures(&self, now: DateTime<Utc>) -> Figures {
        let held = || self.sessions.iter().filter(|session| session.status == SessionStatus::Held);
        let of = |person| held().filter_map(move |session| self.mark(person, session, now));
        let empty = || self.sessions.iter().filter(|session| session.is_unfilled(now));
        let missing = |person: &SheetParticipant| empty().filter(|session| person.is_expected(session)).count();
        let mut figures = Figures::of(self.people.iter().flat_map(of)).with(self.guests);
        figures.unrecorded += u32::try_from(self.people.iter().map(missing).sum::<usize>()).unwrap_or(u32::MAX);
        figures
    }
}

/// A group's attendance at a glance, and its own figures: its leader knows these people, so nothing is hidden.
pub fn grid(page: &Page, by: &Viewer, grid: &Grid<'_>) -> Markup {
    let days = grid
        .sessions
        .iter()
        .map(|session| when::day(page.language, local_time::day(page.zone_of(&session.timezone), session.starts_at)));
    let days: Vec<String> = days.collect();
    let days: Vec<&str> = days.iter().map(String::as_str).collect();
    let links: Vec<String> = grid.people.iter().map(|person| format!("/participations/{}", person.id)).collect();
    let rows = grid.people.iter().zip(&links).map(|(person, link)| AttendanceRow {
        name: &person.name,
        href: Some(link),
        marks: grid.sessions.iter().map(|s| grid.mark(person, s, page.now).map(|(status, _)| status)).collect(),
    });
    let rows: Vec<AttendanceRow<'_>> = rows.collect();
    html! {
        (group_head(page, by, true, grid.group, GroupTab::Attendance, ""))
        (figures(page, &grid.figures(page.now)))
        @if rows.is_empty() { (empty_state(Icon::People, &page.t("attendance-nobody"), "")) }
        @else { (attendance_grid(page.language, &page.t("attendance-grid"), &days, &rows)) }
        (sheets(page, grid))
    }
}

/// A count of a whole, with its share: "8 / 11 (73 %)"; without a whole only a dash.
fn share(part: u32, whole: u32) -> String {
    match whole {
        0 => "–".to_owned(),
        _ => format!("{part} / {whole} ({:.0} %)", f64::from(part) * 100.0 / f64::from(whole)),
    }
}

fn figures(page: &Page, figures: &Figures) -> Markup {
    let (present, no_show) = (share(figures.present, figures.expected()), share(figures.no_show, figures.expected()));
    let (notified, hours) = (share(figures.notified, figures.absent()), when::length(figures.minutes));
    let [visits, guests, unrecorded] =
        [figures.visits(), figures.guests, figures.unrecorded].map(|count| count.to_string());
    let values = [
        ("present", &present, true),
        ("no-show", &no_show, true),
        ("notified", &notified, true),
        ("visits", &visits, figures.guests > 0),
        ("guests", &guests, figures.guests > 0),
        ("hours", &hours, true),
        ("unrecorded", &unrecorded, figures.unrecorded > 0),
    ];
    let shown = values.into_iter().filter(|(_, _, is_shown)| *is_shown);
    let shown: Vec<(String, &String)> =
        shown.map(|(name, value, _)| (page.t(&format!("attendance-figure-{name}")), value)).collect();
    let tiles: Vec<Stat<'_>> =
        shown.iter().map(|(label, value)| Stat { value, label, hint: None, href: None }).collect();
    stats(&tiles)
}

/// The sheets of the sessions that have begun.
fn sheets(page: &Page, grid: &Grid<'_>) -> Markup {
    let begun = grid.sessions.iter().filter(|session| session.starts_at <= page.now);
    html! {
        (disclosure(&page.t("attendance-sheets"), html! {
            ul { @for session in begun {
                li { a href=(paths::Sheet { id: session.id }) { (span(page, session)) } }
            } }
        }))
    }
}
