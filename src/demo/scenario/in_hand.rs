//! What is half done on the day of the demo: a letter and a call that are due, a booking that has changed, a question that
//! was answered, an entry about a client, a change of a plan and a role that wait for somebody else.

use chrono::TimeDelta;
use entity::id::{ApprovalId, IncidentId};
use entity::state::{
    IncidentKind, Language, MessageChannel, MessageKind, MessageStatus, ReferralStatus, Role, TaskKind,
};
use entity::{approval, incident, pending_change, referral_note, session, task, waiting_role};

use super::cast::{Cast, WrittenClient};
use super::course::{Course, Courses};
use super::dates::{at, date, moment, time};
use super::organisation::{KEPT_VENUE, World};
use super::waiting_work::{outgoing, waiting};
use crate::attendance::incident as entries;
use crate::config::ZONE;
use crate::demo::book::Book;
use crate::message::{Words, task_key};
use crate::notify::{News, Person, Wording};
use crate::text::{t_with, when};

/// Writes what is half done.
pub fn write(book: &mut Book, world: &World, courses: &Courses, cast: &Cast) {
    let grief = &courses["G12"];
    if let Some(instead) = grief.sessions.iter().find(|session| session.replaces_id.is_some()) {
        let by_letter = ByHand { session: instead, channel: MessageChannel::Letter, kind: TaskKind::LetterDue };
        by_hand(book, world, by_letter, &cast[&("G12", 0)]);
        let by_phone = ByHand { session: instead, channel: MessageChannel::Call, kind: TaskKind::CallSession };
        by_hand(book, world, by_phone, &cast[&("G12", 2)]);
        booking(book, world, grief, instead);
    }
    question(book, world, &courses["G18"], &cast[&("G01", 1)]);
    entry(book, world, &courses["G07"], &cast[&("G07", 3)]);
    more_money(book, grief);
    second_eyes(book, world);
}

/// That a session is added, told by a person.
#[derive(Clone, Copy)]
struct ByHand<'a> {
    session: &'a session::Model,
    channel: MessageChannel,
    kind: TaskKind,
}

fn by_hand(book: &mut Book, world: &World, of: ByHand<'_>, person: &WrittenClient) {
    let language = book.rows.client.iter().find(|client| client.id == person.id).map(|client| client.language);
    let language = language.unwrap_or(Language::Fi);
    let mut row = outgoing(book, Some(person.id), of.channel, language, moment() - TimeDelta::hours(3));
    let args = [("time", when::moment(language, ZONE, of.session.starts_at).into())];
    let words = Wording { text: "told-added", args: &args, link: 0 }.words(language, of.channel);
    Words { subject: row.subject, body: row.body } = words;
    (row.kind, row.status, row.key) = (MessageKind::SessionMoved, MessageStatus::ForHand, row.id.to_string());
    (row.group_id, row.session_id) = (Some(of.session.group_id), Some(of.session.id));
    row.slip = (of.channel == MessageChannel::Letter).then(|| book.code());
    book.rows.task.push(task::Model {
        key: task_key(row.id),
        client_id: Some(person.id),
        group_id: row.group_id,
        session_id: row.session_id,
        ..waiting(book, world, of.kind, "maria", 26)
    });
    book.rows.message.push(row);
}

/// Whoever keeps the meeting place has no mail address, and is told by a call of the session that was put off.
fn booking(book: &mut Book, world: &World, course: &Course, instead: &session::Model) {
    let l = Language::Fi;
    let Some(off) = course.sessions.iter().find(|session| Some(session.id) == instead.replaces_id) else { return };
    let line = |key: &str, session: &session::Model| {
        t_with(l, key, &[("time", when::span(l, ZONE, session.starts_at, session.ends_at).into())])
    };
    let lines = [line("told-booking-cancelled", off), line("told-booking-added", instead)].join("\n");
    let args = [
        ("what", KEPT_VENUE.into()),
        ("code", course.shape.code.into()),
        ("lines", lines.into()),
        ("contact", "".into()),
    ];
    let mut row = outgoing(book, None, MessageChannel::Call, l, moment() - TimeDelta::hours(2));
    let whom = Person::VenueKeeper(world.venue(KEPT_VENUE));
    let news = News::BookingsChanged { whom, group: course.group, sessions: vec![off.id, instead.id] };
    row.news = serde_json::to_string(&news).ok();
    let words = Wording { text: "told-booking", args: &args, link: 0 }.words(l, MessageChannel::Call);
    Words { subject: row.subject, body: row.body } = words;
    (row.kind, row.status, row.key) = (MessageKind::SessionMoved, MessageStatus::ForHand, row.id.to_string());
    row.group_id = Some(course.group);
    book.rows.task.push(task::Model {
        key: task_key(row.id),
        group_id: Some(course.group),
        ..waiting(book, world, TaskKind::TellOutside, "anna", 20)
    });
    book.rows.message.push(row);
}

/// What the leader asked about a client before a place was offered, and what the worker answered.
fn question(book: &mut Book, world: &World, course: &Course, person: &WrittenClient) {
    let of = |row: &&entity::referral::Model| row.group_id == course.group && row.client_id == person.id;
    let Some(referral_id) = book.rows.referral.iter().find(of).map(|row| row.id) else { return };
    let said = [
        (ReferralStatus::InfoRequested, "anna", (5, 9), "Pääseekö hän paikalle itse vai tarvitaanko kyyti?"),
        (ReferralStatus::InReview, "maria", (6, 14), "Tulee bussilla. Paluukyyti on sovittu tuttavan kanssa."),
    ];
    for (status, who, (day, hour), words) in said {
        book.rows.referral_note.push(referral_note::Model {
            id: book.id(),
            referral_id,
            status,
            words: words.to_owned(),
            noted_at: at(date(2026, 10, day), time(hour, 20)),
            noted_by: Some(world.staff(who)),
        });
    }
}

/// What befell a client at a session, worded anew once, and the key worker who is to read it.
fn entry(book: &mut Book, world: &World, course: &Course, person: &WrittenClient) {
    let Some(session) = course.held().last().copied().cloned() else { return };
    let origin: IncidentId = book.id();
    let worded = [
        (origin, 20, "Lähti kesken tapaamisen."),
        (book.id(), 50, "Voi huonosti ja lähti kesken tapaamisen. Sanoi pärjäävänsä kotona."),
    ];
    for (id, minutes, what) in worded {
        book.rows.incident.push(incident::Model {
            id,
            origin_id: origin,
            client_id: person.id,
            session_id: session.id,
            group_id: course.group,
            kind: IncidentKind::NotToday,
            what: what.to_owned(),
            done: Some("Saatettiin ulos. Sovittiin, että omatyöntekijä soittaa.".to_owned()),
            recorded_at: session.ends_at + TimeDelta::minutes(minutes),
            recorded_by: course.leader,
        });
    }
    book.rows.task.push(task::Model {
        key: format!("{}{}", entries::key(origin), world.staff("maria")),
        client_id: Some(person.id),
        group_id: Some(course.group),
        session_id: Some(session.id),
        ..waiting(book, world, TaskKind::Incident, "maria", 3)
    });
}

/// More money and working time than was approved.
fn more_money(book: &mut Book, course: &Course) {
    let id: ApprovalId = book.id();
    let planned = book.rows.group.iter().find(|group| group.id == course.group).map(|group| group.planned_minutes);
    book.rows.approval.push(approval::Model {
        id,
        group_id: course.group,
        submitted_by: course.leader,
        submitted_at: moment() - TimeDelta::days(2),
        due_at: moment() + TimeDelta::days(5),
        decided_by: None,
        decided_at: None,
        approved: None,
        reason: None,
        minutes: None,
        budget_cents: None,
        sessions: None,
    });
    book.rows.pending_change.push(pending_change::Model {
        approval_id: id,
        group_id: course.group,
        planned_minutes: planned.map(|minutes| minutes + 120),
        budget_cents: Some(52_000),
        sessions: None,
        first_date: None,
        start_time: None,
        duration_minutes: None,
        timezone: None,
        rrule: None,
        excluded_dates: None,
        extra_dates: None,
        skip_public_holidays: None,
        skip_breaks: None,
    });
}

/// A worker who is to lead as well, which the manager has not confirmed yet.
fn second_eyes(book: &mut Book, world: &World) {
    let (person, role, given_at) = (world.staff("otto"), Role::Leader, moment() - TimeDelta::hours(20));
    let name = book.rows.staff.iter().find(|row| row.id == person).map(|row| row.name.clone());
    book.rows.waiting_role.push(waiting_role::Model {
        staff_id: person,
        role,
        given_by: world.staff("tero"),
        given_at,
    });
    book.rows.task.push(task::Model {
        key: format!("confirm_role:{person}:{role}:{}:{}", given_at.timestamp(), world.staff("paula")),
        note: name,
        ..waiting(book, world, TaskKind::ConfirmRole, "paula", 52)
    });
}
