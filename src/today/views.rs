//! The page of "today".

use entity::state::{GroupStatus, Role, SessionStatus, TaskKind};
use maud::{Markup, html};

use super::paths::Done;
use super::queries::{DecidedLine, GroupCount, SessionLine, SoonLine, WaitingWork};
use crate::access::Viewer;
use crate::access::rights::{Action, Resource};
use crate::people::client;
use crate::programme::{self, Pending, differs_in_a_line, euros};
use crate::task::{self, TaskRow};
use crate::text::{t, t_with, when};
use crate::web::components::{
    AgendaItem, Button, Tone, agenda, chip, empty_state, notice, page_header, section, thing_row,
};
use crate::web::icon::Icon;
use crate::web::page::Page;

/// What needs doing now.
pub fn today(page: &Page, by: &Viewer, work: &WaitingWork) -> Markup {
    let l = page.language;
    let greeting = t_with(l, "today-greeting", &[("name", first_word(&by.name).into())]);
    html! {
        (page_header(&greeting, when::day(l, page.today()), main_act(page, by)))
        div.stack {
            @if is_clear(work) { (empty_state(Icon::Check, &page.t("today-clear"), "")) }
            (away(page, work))
            (failures(page, work))
            (held(page, by, work))
            (calls(page, work))
            (sessions(page, by, work))
            (unfilled(page, &work.unfilled))
            (tasks(page, by, &work.tasks))
            (returned(page, &work.returned))
            (approved(page, &work.approved))
            (counts(page, "today-to-decide", &work.to_decide, |id| format!("/groups/{id}/referrals")))
            (counts(page, "today-asked-back", &work.asked_back, |id| format!("/referrals?status=info_requested&group={id}")))
            (counts(page, "today-offers", &work.offers, |id| format!("/referrals?status=offered&group={id}")))
            (plans(page, &work.plans))
            (soon(page, &work.soon))
        }
    }
}

fn first_word(name: &str) -> &str {
    name.split_whitespace().next().unwrap_or(name)
}

fn is_clear(work: &WaitingWork) -> bool {
    work.away.is_none()
        && work.failed_messages + work.held + work.calls == 0
        && [work.sessions.len(), work.unfilled.len(), work.tasks.len(), work.to_decide.len()].iter().sum::<usize>() == 0
        && work.returned.is_empty()
        && work.approved.is_empty()
        && [work.asked_back.len(), work.offers.len(), work.plans.len(), work.soon.len()].iter().sum::<usize>() == 0
}

/// The one thing the role most often begins with.
fn main_act(page: &Page, by: &Viewer) -> Markup {
    let main = |role: &Role| match role {
        Role::Worker => Button::primary(&page.t("today-find")).icon(Icon::Search).link("/find"),
        Role::Leader => Button::secondary(&page.t("today-plan")).icon(Icon::Plus).link("/groups/new"),
        Role::Manager => Button::secondary(&page.t("today-figures")).icon(Icon::Chart).link("/statistics"),
        Role::DataProtectionOfficer => Button::primary(&page.t("today-log")).icon(Icon::Log).link("/log"),
        Role::Administrator => html! {},
    };
    // Finding a group for somebody comes before planning one.
    let worker_first = by.roles.iter().rev();
    html! { @for role in worker_first { (main(role)) } }
}

fn away(page: &Page, work: &WaitingWork) -> Markup {
    let Some(row) = &work.away else { return html! {} };
    let day = |at| when::full_day(page.language, page.day(at));
    let args = [("from", day(row.from_at).into()), ("until", row.last().map(day).unwrap_or_default().into())];
    let text = t_with(page.language, "today-away", &args);
    notice(Tone::Warning, html! { a href="/absences" { (text) } })
}

fn failures(page: &Page, work: &WaitingWork) -> Markup {
    let text = t_with(page.language, "today-failed-messages", &[("n", work.failed_messages.into())]);
    html! {
        @if work.failed_messages > 0 {
            (notice(Tone::Danger, html! { a href="/messages?status=failed" { (text) } }))
        }
    }
}

/// What is held: whoever lets it go comes to where that is done.
fn held(page: &Page, by: &Viewer, work: &WaitingWork) -> Markup {
    let text = t_with(page.language, "message-held-some", &[("count", work.held.into())]);
    let lets_go = by.may(Resource::Message, Action::Write);
    html! {
        @if work.held > 0 {
            (notice(Tone::Warning, html! { @if lets_go { a href="/messages/held" { (text) } } @else { (text) } }))
        }
    }
}

fn calls(page: &Page, work: &WaitingWork) -> Markup {
    let text = t_with(page.language, "today-calls", &[("n", work.calls.into())]);
    html! {
        @if work.calls > 0 { (notice(Tone::Warning, html! { a href="/calls" { (text) } })) }
    }
}

fn sessions(page: &Page, by: &Viewer, work: &WaitingWork) -> Markup {
    html! {
        @if !work.sessions.is_empty() {
            (section(&page.t("today-sessions"), "", lines(page, &work.sessions, false)))
        } @else if by.is(Role::Leader) && !is_clear(work) {
            (section(&page.t("today-sessions"), "", html! { p.soft { (page.t("today-no-sessions")) } }))
        }
    }
}

fn unfilled(page: &Page, rows: &[SessionLine]) -> Markup {
    html! {
        @if !rows.is_empty() { (section(&page.t("today-unfilled"), "", lines(page, rows, true))) }
    }
}

fn lines(page: &Page, rows: &[SessionLine], with_day: bool) -> Markup {
    let times: Vec<String> = rows.iter().map(|row| time(page, row, with_day)).collect();
    let links: Vec<String> = rows.iter().map(|row| format!("/sessions/{}", row.id)).collect();
    let items: Vec<AgendaItem<'_>> = rows
        .iter()
        .zip(times.iter().zip(&links))
        .map(|(row, (time, href))| AgendaItem {
            time,
            kind: row.kind,
            title: &row.group_name,
            href,
            detail: detail(page, row),
            action: action(page, row),
        })
        .collect();
    agenda(page.language, &items)
}

fn time(page: &Page, row: &SessionLine, with_day: bool) -> String {
    let zone = page.zone_of(&row.timezone);
    if with_day {
        when::span(page.language, zone, row.starts_at, row.ends_at)
    } else {
        when::hours(page.language, zone, row.starts_at, row.ends_at)
    }
}

fn detail(page: &Page, row: &SessionLine) -> Markup {
    let session = t_with(page.language, "today-session", &[("number", row.number.into())]);
    let expected = t_with(page.language, "today-expected", &[("n", row.expected.into())]);
    html! {
        (session) " · " (expected)
        @if let Some(venue) = &row.venue_name { " · " (venue) }
    }
}

fn action(page: &Page, row: &SessionLine) -> Markup {
    let sheet = format!("/sessions/{}/attendance", row.id);
    html! {
        @match row.status {
            SessionStatus::Cancelled => (chip(Tone::Neutral, &page.t("today-cancelled"))),
            SessionStatus::Held => (Button::quiet(&page.t("today-recorded")).icon(Icon::Check).link(&sheet)),
            SessionStatus::Planned if row.ends_at <= page.now => {
                (Button::primary(&page.t("today-fill")).link(&sheet))
            },
            SessionStatus::Planned => (Button::secondary(&page.t("today-sheet")).link(&sheet)),
        }
    }
}

fn tasks(page: &Page, by: &Viewer, rows: &[TaskRow]) -> Markup {
    let list = html! {
        ul.people.bare {
            @for row in rows {
                li {
                    (thing_row(Icon::Check, &task::name(page.language, row.kind), Some(&task_link(by, row)), task_detail(page, by, row), task_done(page, row)))
                }
            }
        }
    };
    html! {
        @if !rows.is_empty() { (section(&page.t("today-tasks"), "", list)) }
    }
}

/// The page where the task is done, for this person: who doesn't follow the client, as a supervisor, chooses somebody who
/// does, and the rights of a client are looked after elsewhere than the work with the client.
fn task_link(by: &Viewer, row: &TaskRow) -> String {
    if let Some(link) = link_by_kind(by, row) {
        return link;
    }
    match (row.referral_id, row.client_id, row.session_id, row.group_id) {
        (Some(id), ..) if row.reaches_referral => format!("/referrals/{id}"),
        (_, Some(id), ..) if row.reaches_client => format!("/clients/{id}"),
        (_, Some(id), ..) if row.gives_client => format!("/clients/{id}/key-worker"),
        (_, Some(id), ..) if by.may(Resource::ClientRights, Action::Read) => format!("/log/{id}"),
        (.., Some(id), _) => format!("/sessions/{id}"),
        (.., Some(id)) => format!("/groups/{id}"),
        _ => "/".to_owned(),
    }
}

/// Of what is done on one page, whatever else it is about. A supervisor who is asked in a leader's place comes to the
/// group, which is given a leader there.
fn link_by_kind(by: &Viewer, row: &TaskRow) -> Option<String> {
    let group = row.group_id.map(|id| format!("/groups/{id}"));
    match row.kind {
        TaskKind::LetterDue => Some("/letters".to_owned()),
        TaskKind::CallSession => {
            Some(row.session_id.map_or_else(|| "/calls".to_owned(), |id| format!("/sessions/{id}/calls")))
        }
        TaskKind::AssignKeyWorker => row.client_id.map(|id| format!("/clients/{id}/key-worker")),
        TaskKind::FillSheet if by.may(Resource::Attendance, Action::Write) => {
            row.session_id.map(|id| format!("/sessions/{id}/attendance"))
        }
        TaskKind::ApplicationReview if by.may(Resource::ReferralDecision, Action::Write) => {
            group.map(|group| format!("{group}/applications"))
        }
        TaskKind::Incident => row.key.split(':').nth(1).map(|id| format!("/incidents/{id}")),
        TaskKind::ConfirmRole => Some("/staff/roles".to_owned()),
        TaskKind::TellOutside => Some("/bookings".to_owned()),
        TaskKind::LeaderAway | TaskKind::VenueClosed => row.session_id.map(|id| format!("/sessions/{id}")),
        TaskKind::RetentionDue => Some("/retention".to_owned()),
        TaskKind::EndPlaces => group.map(|group| format!("{group}/ends")),
        TaskKind::ReferralDecide | TaskKind::QueueDecision if !row.reaches_referral => group,
        _ => None,
    }
}

fn task_detail(page: &Page, by: &Viewer, row: &TaskRow) -> Markup {
    let due = when::day(page.language, page.day(row.due_at));
    let name = row.client_id.map(|id| {
        let mut name = row.client_name.clone().unwrap_or_default();
        client::veil(by, id, &mut name);
        name
    });
    let session = row.session_starts_at.map(|at| {
        let zone = row.session_zone.as_deref().map_or(page.zone, |zone| page.zone_of(zone));
        when::moment_seen(page.language, zone, at, page.now)
    });
    let about = [name.as_deref(), row.group_name.as_deref(), session.as_deref(), row.note.as_deref()];
    let about = about.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    html! {
        @if !about.is_empty() { (about) " · " }
        @if row.due_at < page.now { (chip(Tone::Warning, &t_with(page.language, "today-late", &[("day", due.into())]))) }
        @else { span.small { (t_with(page.language, "today-due", &[("day", due.into())])) } }
    }
}

fn task_done(page: &Page, row: &TaskRow) -> Markup {
    Button::quiet(&page.t("today-done")).icon(Icon::Check).post(&Done { id: row.id }.to_string())
}

fn counts<I: Fn(entity::id::GroupId) -> String>(page: &Page, key: &str, rows: &[GroupCount], link: I) -> Markup {
    let waiting = |n: i64| t_with(page.language, "today-waiting", &[("n", n.into())]);
    let list = html! {
        ul.people.bare {
            @for row in rows {
                li {
                    (thing_row(Icon::Group, &row.name, Some(&link(row.id)), "", chip(Tone::Info, &waiting(row.count))))
                }
            }
        }
    };
    html! {
        @if !rows.is_empty() { (section(&t(page.language, key), "", list)) }
    }
}

fn returned(page: &Page, rows: &[DecidedLine]) -> Markup {
    let list = html! {
        ul.people.bare {
            @for row in rows {
                @let reason = row.status_reason.as_deref().unwrap_or("");
                li { (thing_row(Icon::Group, &row.name, Some(&format!("/groups/{}", row.id)), reason, "")) }
            }
        }
    };
    html! {
        @if !rows.is_empty() { (section(&page.t("today-returned"), "", list)) }
    }
}

/// What was approved, with the step that comes next.
fn approved(page: &Page, rows: &[DecidedLine]) -> Markup {
    let reserved = |row: &DecidedLine| {
        let (hours, budget) = (row.minutes.unwrap_or(0), row.budget_cents.unwrap_or(0));
        let args = [("hours", when::length(hours.into()).into()), ("budget", euros(budget).into())];
        t_with(page.language, "approval-approved", &args)
    };
    let next = |row: &DecidedLine| {
        let step = programme::paths::Step { id: row.id }.to_string();
        Button::primary(&page.t("group-to-recruiting")).post_with(&step, "to", GroupStatus::Recruiting.code())
    };
    let list = html! {
        ul.people.bare {
            @for row in rows {
                li { (thing_row(Icon::Group, &row.name, Some(&format!("/groups/{}", row.id)), reserved(row), next(row))) }
            }
        }
    };
    html! {
        @if !rows.is_empty() { (section(&page.t("today-approved"), "", list)) }
    }
}

fn plans(page: &Page, rows: &[Pending]) -> Markup {
    let l = page.language;
    let list = html! {
        ul.people.bare {
            @for row in rows {
                @let sent = when::day(l, page.day(row.submitted_at));
                @let due = when::day(l, page.day(row.due_at));
                @let differs = differs_in_a_line(l, &row.takes);
                li {
                    (thing_row(
                        Icon::Group,
                        &row.name,
                        Some(&format!("/groups/{}", row.group_id)),
                        html! {
                            (t_with(l, "today-sent", &[("day", sent.into())]))
                            @if !differs.is_empty() { " · " (differs) }
                        },
                        html! {
                            @if row.due_at < page.now { (chip(Tone::Warning, &t_with(l, "today-late", &[("day", due.into())]))) }
                            @else { span.small { (t_with(l, "today-due", &[("day", due.into())])) } }
                        },
                    ))
                }
            }
        }
    };
    html! {
        @if !rows.is_empty() { (section(&page.t("today-plans"), "", list)) }
    }
}

fn soon(page: &Page, rows: &[SoonLine]) -> Markup {
    let l = page.language;
    let list = html! {
        ul.people.bare {
            @for row in rows {
                @let starts = when::day(l, page.day(row.starts_at));
                @let places = [("taken", row.taken.into()), ("capacity", row.capacity.into())];
                li {
                    (thing_row(
                        Icon::Group,
                        &row.name,
                        Some(&format!("/groups/{}", row.id)),
                        t_with(l, "today-starts", &[("day", starts.into())]),
                        chip(Tone::Warning, &t_with(l, "today-places", &places)),
                    ))
                }
            }
        }
    };
    html! {
        @if !rows.is_empty() { (section(&page.t("today-soon"), "", list)) }
    }
}
