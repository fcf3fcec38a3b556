//! What lies on desks on the day of the demo: tasks, messages, applications, templates and the log.

use std::collections::HashMap;

use chrono::{DateTime, Datelike, TimeDelta, Utc, Weekday};
use entity::id::ClientId;
use entity::list::Channels;
use entity::state::{
    AbsenceKind, ActorKind, ApplicationStatus, AttendanceStatus, Channel, ContactChannel, InterpretingStatus, Language,
    MessageChannel, MessageKind, MessageStatus, RatingPhase, ReferralSource, TaskKind,
};
use entity::{
    absence, access_log, application, attendance_correction, channel_code, interpreting, message, participation,
    rating_request, session, task, template, walk_in,
};
use sea_orm::{Set, TryIntoModel};

use super::cast::{Cast, WrittenClient};
use super::course::{Course, Courses};
use super::dates::{at, date, day_of, moment, time};
use super::organisation::World;
use super::programme::GROUPS;
use crate::config::ZONE;
use crate::demo::book::Book;
use crate::demo::names;
use crate::local_time;
use crate::message::{Words, task_key};
use crate::notify::Wording;
use crate::programme::template_after;
use crate::random;
use crate::text::{t, when};

/// Writes what is on desks.
pub fn write(book: &mut Book, world: &World, courses: &Courses, cast: &Cast) {
    tasks(book, world, courses, cast);
    reminders(book, courses, cast);
    condolence(book, &courses["G11"], &cast[&("G11", 3)]);
    applications(book, &courses["G18"]);
    codes(book, &courses["G18"]);
    templates(book, courses);
    correction(book, &courses["G06"]);
    walk_ins(book, &courses["G05"]);
    pulse(book, &courses["G07"], &cast[&("G07", 0)]);
    log(book, world, &cast[&("G10", 1)]);
    leave(book, world);
    interpreter(book, &courses["G12"]);
}

/// A worker who is on leave soon, and who stands in.
fn leave(book: &mut Book, world: &World) {
    let row = absence::Model {
        id: book.id(),
        staff_id: world.staff("otto"),
        kind: AbsenceKind::Leave,
        from_at: at(date(2026, 11, 2), time(0, 0)),
        until_at: Some(at(date(2026, 11, 9), time(0, 0))),
        deputy_id: Some(world.staff("maria")),
        begun_at: None,
        ended_at: None,
        created_by: Some(world.staff("otto")),
        created_at: moment() - TimeDelta::days(9),
    };
    book.rows.absence.push(row);
}

/// An interpreter for the last session of a group.
fn interpreter(book: &mut Book, course: &Course) {
    let Some(session) =
        book.rows.session.iter().filter(|row| row.group_id == course.group).max_by_key(|row| row.starts_at)
    else {
        return;
    };
    let row = interpreting::Model {
        id: book.id(),
        session_id: session.id,
        language: "arabia".into(),
        name: Some("Tulkkipalvelu Silta".into()),
        email: Some("tilaukset@silta.example".into()),
        phone: None,
        status: InterpretingStatus::Booked,
        booked_for: Some(session.starts_at),
        note: Some("Tilaus 4711.".into()),
        created_at: moment() - TimeDelta::days(20),
        updated_at: moment() - TimeDelta::days(20),
    };
    book.rows.interpreting.push(row);
}

/// A task: kind, whose, about which group, about which client, what more is to be known, and in how many hours it is
/// due.
type WaitingTask = (TaskKind, &'static str, &'static str, Option<(&'static str, usize)>, &'static str, i64);

const TASKS: [WaitingTask; 6] = [
    (TaskKind::TwoMisses, "maria", "G12", Some(("G12", 2)), "", 24),
    (TaskKind::ApplicationReview, "anna", "G18", None, "", 48),
    (TaskKind::EndTalk, "roope", "G14", Some(("G14", 1)), "Loppukeskustelu ja seuraava askel.", 72),
    (
        TaskKind::LetterDue,
        "otto",
        "G02",
        Some(("G02", 3)),
        "Seurantakysely kirjeenä, ei puhelinta eikä sähköpostia.",
        30,
    ),
    (TaskKind::AccompanySession, "otto", "G18", Some(("G02", 0)), "Tavataan Kylätalon ovella klo 11.45.", 19 * 24),
    (TaskKind::Other, "leila", "", Some(("G10", 1)), "Asiakas pyysi käyttölokin kolmen vuoden ajalta.", 20 * 24),
];

fn tasks(book: &mut Book, world: &World, courses: &Courses, cast: &Cast) {
    for (number, (kind, staff, group, client, note, hours)) in TASKS.into_iter().enumerate() {
        let course = courses.get(group);
        let person = client.map(|client| &cast[&client]);
        let mut task = task::Model {
            key: format!("demo:task:{number}"),
            client_id: person.map(|person| person.id),
            group_id: course.map(|course| course.group),
            note: (!note.is_empty()).then(|| note.to_owned()),
            ..waiting(book, world, kind, staff, hours)
        };
        if let Some(course) = course.filter(|_| kind == TaskKind::TwoMisses) {
            missed(book, course, &mut task);
        }
        if let Some(person) = person.filter(|_| kind == TaskKind::LetterDue) {
            letter(book, person, &mut task);
        }
        book.rows.task.push(task);
    }
}

/// A task of somebody's that is due in so many hours; its key and what it is about are still to be said.
pub(super) fn waiting(book: &Book, world: &World, kind: TaskKind, staff: &str, hours: i64) -> task::Model {
    task::Model {
        id: book.id(),
        kind,
        staff_id: world.staff(staff),
        home_id: None,
        key: String::new(),
        client_id: None,
        group_id: None,
        session_id: None,
        referral_id: None,
        note: None,
        due_at: moment() + TimeDelta::hours(hours),
        created_at: moment() - TimeDelta::hours(21),
        done_at: None,
        done_by: None,
    }
}

/// Gives a task the session and the key with which recording the second miss would have asked for it.
fn missed(book: &Book, course: &Course, task: &mut task::Model) {
    let is_his =
        |place: &&participation::Model| place.group_id == course.group && Some(place.client_id) == task.client_id;
    let place = book.rows.participation.iter().find(is_his).map(|place| place.id);
    if let (Some(place), Some(session)) = (place, course.held().last()) {
        task.key = format!("two_misses:{place}:{}", session.id);
        task.session_id = Some(session.id);
    }
}

/// Gives a task the letter that it asks for.
fn letter(book: &mut Book, person: &WrittenClient, task: &mut task::Model) {
    let mut row = outgoing(book, Some(person.id), MessageChannel::Letter, Language::Fi, task.created_at);
    (row.kind, row.status, row.group_id) = (MessageKind::RatingRequest, MessageStatus::ForHand, task.group_id);
    (row.subject, row.body) = (t(Language::Fi, "rating-message-subject"), t(Language::Fi, "rating-message-hand"));
    row.key = row.id.to_string();
    task.key = task_key(row.id);
    book.rows.message.push(row);
}

/// The reminders that went out before the last session of each group that runs.
fn reminders(book: &mut Book, courses: &Courses, cast: &Cast) {
    for shape in GROUPS.iter().filter(|shape| !shape.people.is_empty()) {
        let course = &courses[shape.code];
        let running = !course.is_over();
        let Some(last) = course.held().last().copied().filter(|_| running) else { continue };
        for index in 0..shape.people.len() {
            let person = &cast[&(shape.code, index)];
            let client = book.rows.client.iter().find(|client| client.id == person.id);
            let Some(client) = client else { continue };
            let (channel, address) = match client.channel {
                ContactChannel::Email => (MessageChannel::Email, client.email.clone()),
                ContactChannel::Sms => (MessageChannel::Sms, client.phone.clone()),
                ContactChannel::Letter | ContactChannel::None => continue,
            };
            let language = client.language;
            let due_at = eve(last.starts_at);
            let mut row = outgoing(book, Some(person.id), channel, language, due_at);
            row.address = address;
            let Words { subject, body } = reminder(book, &row, course, last);
            (row.subject, row.body) = (subject, body);
            row.key = format!("demo:reminder:{}:{}", last.id, person.id);
            (row.group_id, row.session_id) = (Some(course.group), Some(last.id));
            (row.status, row.sent_at) = (MessageStatus::Sent, Some(due_at));
            book.rows.message.push(row);
        }
    }
}

/// When the reminder of a session went out: the evening before, and of a Monday's on Saturday, since Sunday is quiet.
fn eve(starts_at: DateTime<Utc>) -> DateTime<Utc> {
    let eve = starts_at - TimeDelta::hours(22);
    if local_time::day(ZONE, eve).weekday() == Weekday::Sun { eve - TimeDelta::days(1) } else { eve }
}

/// What a reminder says, as it is kept: with the place of its link.
fn reminder(book: &Book, row: &message::Model, course: &Course, session: &session::Model) -> Words {
    let leader = book.rows.staff.iter().find(|person| person.id == course.leader);
    let leader = leader.map(|person| person.given_name.clone()).unwrap_or_default();
    let time = when::moment(row.language, ZONE, session.starts_at);
    let args = [("time", time.into()), ("leader", leader.into())];
    Wording { text: "reminder-next", args: &args, link: 0 }.words(row.language, row.channel)
}

/// A message that is still to be worded.
pub(super) fn outgoing(
    book: &Book,
    client: Option<ClientId>,
    channel: MessageChannel,
    language: Language,
    due_at: DateTime<Utc>,
) -> message::Model {
    message::Model {
        id: book.id(),
        kind: MessageKind::Reminder,
        channel,
        client_id: client,
        staff_id: None,
        address: None,
        language,
        subject: String::new(),
        body: String::new(),
        news: None,
        key: String::new(),
        group_id: None,
        session_id: None,
        referral_id: None,
        status: MessageStatus::Queued,
        due_at,
        expires_at: None,
        attempts: 1,
        lease_until: None,
        held_at: None,
        error: None,
        created_at: due_at - TimeDelta::hours(2),
        sent_at: None,
        caused_by: None,
        slip: None,
    }
}

/// The follow-up that waited for a client who died in May, and never went.
fn condolence(book: &mut Book, course: &Course, person: &WrittenClient) {
    let mut row =
        outgoing(book, Some(person.id), MessageChannel::Sms, Language::Fi, at(date(2026, 6, 19), time(10, 0)));
    row.kind = MessageKind::RatingRequest;
    row.subject = "Kysely".into();
    row.body = "Hei! Miten sinulla menee nyt? Vastaa lyhyeen kyselyyn.".into();
    row.key = format!("demo:follow-up:{}", person.id);
    row.group_id = Some(course.group);
    (row.status, row.attempts) = (MessageStatus::Cancelled, 0);
    row.created_at = at(date(2026, 3, 27), time(9, 0));
    book.rows.message.push(row);
}

fn applications(book: &mut Book, course: &Course) {
    let sent = [
        (
            "Ritva Saloranta",
            "Näin julisteen kirjastossa. Säilöntä kiinnostaa, kyytiä tarvitsisin.",
            ApplicationStatus::Waiting,
            26,
        ),
        ("Jouni Harjula", "Mahtuuko mukaan vielä?", ApplicationStatus::Unconfirmed, 3),
        ("Kaisu Niemi", "Haluaisin oppia hillonkeittoa.", ApplicationStatus::Withdrawn, 71),
    ];
    for (number, (name, text, status, hours)) in (700..).zip(sent) {
        let created_at = moment() - TimeDelta::hours(hours);
        let confirmed = status != ApplicationStatus::Unconfirmed;
        let withdrawn = status == ApplicationStatus::Withdrawn;
        book.rows.application.push(application::Model {
            id: book.id(),
            group_id: course.group,
            source: ReferralSource::Own,
            status,
            name: name.to_owned(),
            email: Some(names::email("hakija", name.split(' ').next_back().unwrap_or(name), number)),
            phone: Some(names::phone(number)),
            municipality: Some("Hyrynsalmi".to_owned()),
            language: Language::Fi,
            message: text.to_owned(),
            partner: None,
            partner_person: None,
            first_channel: Channel::Print,
            channels: Channels(vec![Channel::Print]),
            channel_code_id: None,
            token_hash: random::hash(&random::token()),
            created_at,
            expires_at: created_at + TimeDelta::days(7),
            confirmed_at: confirmed.then(|| created_at + TimeDelta::minutes(12)),
            decided_at: withdrawn.then(|| created_at + TimeDelta::hours(30)),
            client_id: None,
            referral_id: None,
        });
    }
}

fn codes(book: &mut Book, course: &Course) {
    for (channel, code, label, visits) in [
        (Channel::Print, "marja", "Juliste: kirjasto ja terveysasema", 31),
        (Channel::SocialMedia, "marjasome", "Kunnan some-julkaisu", 14),
        (Channel::Partner, "marjavalo", "Kohtaamispaikka Valo", 6),
    ] {
        book.rows.channel_code.push(channel_code::Model {
            id: book.id(),
            group_id: course.group,
            channel,
            code: code.to_owned(),
            label: label.to_owned(),
            visits,
            created_at: moment() - TimeDelta::days(30),
        });
    }
}

fn templates(book: &mut Book, courses: &Courses) {
    for code in ["G01", "G06", "G15"] {
        let of = courses[code].group;
        let group = book.rows.group.iter().find(|group| group.id == of).expect("the course was written");
        let new = template::ActiveModel {
            id: Set(book.id()),
            created_at: Set(moment() - TimeDelta::days(200)),
            ..template_after(group).expect("a card of the demo reads as one that is typed")
        };
        book.rows.template.push(new.try_into_model().expect("every column is set"));
    }
}

/// A mark that was put right after its group had ended; what it said before is kept.
fn correction(book: &mut Book, course: &Course) {
    let third = course.held()[2];
    let corrected = book.rows.attendance.iter().find(|mark| mark.session_id == third.id).cloned();
    let Some(mark) = corrected else { return };
    book.rows.attendance_correction.push(attendance_correction::Model {
        id: book.id(),
        session_id: mark.session_id,
        participation_id: mark.participation_id,
        status: AttendanceStatus::NoShow,
        minutes: 0,
        note: None,
        recorded_at: mark.recorded_at,
        recorded_by: mark.recorded_by,
        corrected_at: at(date(2026, 4, 20), time(10, 5)),
    });
}

fn walk_ins(book: &mut Book, course: &Course) {
    for (session, alias) in course.held().into_iter().zip(["Vihreä pipo", "Naapuri", "Vihreä pipo"]) {
        book.rows.walk_in.push(walk_in::Model {
            id: book.id(),
            session_id: session.id,
            client_id: None,
            alias: Some(alias.to_owned()),
            minutes: course.shape.minutes,
            recorded_at: session.recorded_at.unwrap_or(session.ends_at),
            recorded_by: course.leader,
        });
    }
}

/// A short rating that a client was asked for last week and may still answer.
fn pulse(book: &mut Book, course: &Course, person: &WrittenClient) {
    let place =
        book.rows.participation.iter().find(|place| place.group_id == course.group && place.client_id == person.id);
    let Some(participation_id) = place.map(|place| place.id) else { return };
    let Some(last) = course.held().last().copied().cloned() else { return };
    let code = book.code();
    book.rows.rating_request.push(rating_request::Model {
        id: book.id(),
        participation_id,
        client_id: person.id,
        group_id: course.group,
        phase: RatingPhase::Pulse,
        session_id: Some(last.id),
        code,
        asked_at: last.ends_at,
        due_on: day_of(moment()) + TimeDelta::days(7),
        answered_at: None,
        attrition: None,
        early_reason: None,
    });
}

/// Three years of views of one client's data, for the log that the client asked for.
fn log(book: &mut Book, world: &World, person: &WrittenClient) {
    let views: HashMap<i32, &str> =
        [(2023, "client.record"), (2024, "referral"), (2025, "client.record"), (2026, "participation")].into();
    for month in 0..36 {
        let at = moment() - TimeDelta::days(30 * month + 3);
        let what = views.get(&at.year()).copied().unwrap_or("client.record");
        book.rows.access_log.push(access_log::Model {
            id: random::id(at),
            at,
            actor_kind: ActorKind::Staff,
            actor_id: Some(world.staff(if month % 3 == 0 { "sofia" } else { "kirsti" }).into()),
            client_id: person.id,
            what: what.to_owned(),
            reason: (month % 9 == 4).then(|| "Palvelutarpeen arvio".to_owned()),
            seal: None,
        });
    }
}
