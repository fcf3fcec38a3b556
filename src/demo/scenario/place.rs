//! A client's place in a group: how it came about, how it went session by session, and how it ended.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use entity::id::{ClientId, ParticipationId, ReferralId, StaffId};
use entity::list::{Channels, Lines};
use entity::state::{
    AttendanceStatus, Attrition, BenefitLevel, Channel, CloseReason, ParticipationStatus, ReferralSource,
    ReferralStatus,
};
use entity::{attendance, participation, referral, session};
use rand::RngExt;

use super::cast::WrittenClient;
use super::course::{Course, Seat};
use super::dates::{at, day_of, moment, time, working_day};
use super::{oddity, words};
use crate::demo::book::Book;

/// What is dealt out over all groups of an edition, each as often as the scenario says.
pub struct Decks {
    started: Vec<Channel>,
    /// First channels of the referrals that came to nothing.
    pub not_started: Vec<Channel>,
    /// Answers to the end rating.
    pub levels: Vec<BenefitLevel>,
    /// Why follow-ups were not answered.
    pub attrition: Vec<Attrition>,
}

/// First channel: referrals closed and those of them that started.
const CHANNELS: [(Channel, usize, usize); 7] = [
    (Channel::OwnWorker, 62, 49),
    (Channel::Print, 18, 11),
    (Channel::SocialMedia, 9, 4),
    (Channel::Outreach, 17, 13),
    (Channel::Partner, 14, 9),
    (Channel::Peer, 5, 4),
    (Channel::Web, 2, 1),
];

const LEVELS: [(BenefitLevel, usize); 6] = [
    (BenefitLevel::NotAtAll, 1),
    (BenefitLevel::Little, 3),
    (BenefitLevel::Somewhat, 15),
    (BenefitLevel::Much, 13),
    (BenefitLevel::VeryMuch, 7),
    (BenefitLevel::CannotSay, 2),
];

const ATTRITION: [(Attrition, usize); 4] =
    [(Attrition::Laborious, 7), (Attrition::NoMotivation, 6), (Attrition::UnplannedEnd, 8), (Attrition::NeedEnded, 4)];

impl Decks {
    /// Full decks, shuffled.
    pub fn new(book: &mut Book) -> Self {
        Self {
            started: book.shuffled(CHANNELS.map(|(channel, _, started)| (channel, started))),
            not_started: book.shuffled(CHANNELS.map(|(channel, closed, started)| (channel, closed - started))),
            levels: book.shuffled(LEVELS),
            attrition: book.shuffled(ATTRITION),
        }
    }
}

/// A place that was written, for what hangs on it.
pub struct WrittenPlace {
    /// The place.
    pub id: ParticipationId,
    pub client: ClientId,
    /// The key worker.
    pub worker: StaffId,
    /// The letters of the table.
    pub letters: &'static str,
    /// How it stands.
    pub status: ParticipationStatus,
    /// The last day, once it ended.
    pub ended_on: Option<NaiveDate>,
    /// Where in the group's list the client stands.
    pub index: usize,
}

impl WrittenPlace {
    /// Whether the table gives the place this letter.
    pub fn has(&self, letter: char) -> bool {
        self.letters.contains(letter)
    }
}

/// Writes the referral, the place and the marks of one client in one group.
pub fn write(
    book: &mut Book,
    seat: Seat<'_>,
    person: &WrittenClient,
    letters: &'static str,
    decks: &mut Decks,
) -> WrittenPlace {
    let Seat { course, index } = seat;
    let held = course.held();
    let marks = marks(book, course, index, letters, held.len());
    let present = |mark: &&HeldMark| is_present(mark.status);
    let started_on = marks.iter().find(present).map(|mark| day_of(held[mark.session].starts_at));
    let last = marks.iter().rev().find(present).map(|mark| day_of(held[mark.session].starts_at));
    let status = status(course, letters, started_on, &held, &marks);
    let ended_on = match status {
        ParticipationStatus::Completed => Some(course.last),
        ParticipationStatus::DroppedOut | ParticipationStatus::PositiveExit => last,
        _ => None,
    };
    let place =
        WrittenPlace { id: book.id(), client: person.id, worker: person.worker, letters, status, ended_on, index };
    let referral = refer(book, course, &place, started_on, decks);
    let confirmed_at = confirmed_at(course, index, &marks);
    book.rows.participation.push(participation::Model {
        id: place.id,
        group_id: course.group,
        client_id: person.id,
        referral_id: Some(referral),
        status,
        active: ended_on.is_none(),
        confirmed_at,
        started_on,
        ended_on,
        ended_at: ended_on.map(|day| {
            at(day + Days::new(u64::from(status == ParticipationStatus::DroppedOut) * 9), time(15, 0)).min(moment())
        }),
        end_reason: (status == ParticipationStatus::DroppedOut).then_some(Attrition::UnplannedEnd),
        end_note: None,
        accompanied: place.has('a'),
        override_reason: oddity::override_reason(course.shape.code, index)
            .filter(|_| course.edition.is_scenario())
            .map(str::to_owned),
        created_at: confirmed_at,
    });
    for mark in marks {
        record(book, course, &place, held[mark.session], mark);
    }
    place
}

/// How a client came to one of the held sessions.
#[derive(Clone, Copy)]
struct HeldMark {
    session: usize,
    status: AttendanceStatus,
    minutes: i32,
}

const fn is_present(status: AttendanceStatus) -> bool {
    matches!(status, AttendanceStatus::Present | AttendanceStatus::Late | AttendanceStatus::Partial)
}

fn status(
    course: &Course,
    letters: &str,
    started_on: Option<NaiveDate>,
    held: &[&session::Model],
    marks: &[HeldMark],
) -> ParticipationStatus {
    let is_over = course.is_over();
    let stayed = marks.last().is_some_and(|mark| mark.session + 1 == held.len());
    match letters.as_bytes().first() {
        _ if started_on.is_none() => ParticipationStatus::Confirmed,
        Some(b'd') if is_over || !stayed || course.edition.is_scenario() => ParticipationStatus::DroppedOut,
        Some(b'p') if is_over => ParticipationStatus::PositiveExit,
        _ if is_over => ParticipationStatus::Completed,
        _ => ParticipationStatus::Started,
    }
}

/// The marks of one client by held session: as stated, or drawn so that what the letters say is true.
fn marks(book: &mut Book, course: &Course, index: usize, letters: &str, held: usize) -> Vec<HeldMark> {
    let stated = oddity::marks(course.shape.code, index).filter(|_| course.edition.is_scenario());
    if let Some(stated) = stated {
        let numbered = stated.iter().enumerate();
        let marks = numbered.map(|(session, mark)| mark.map(|(status, minutes)| HeldMark { session, status, minutes }));
        return marks.flatten().collect();
    }
    let leaves = letters.starts_with('d') || letters.starts_with('p');
    let last_present = if leaves && held > 4 { book.rng.random_range(2..=held - 2) } else { held };
    // Who drops out is missed twice before somebody asks; who leaves for a job or a school says so.
    let marked = if letters.starts_with('d') { last_present + 2 } else { last_present }.min(held);
    let length = course.shape.minutes;
    let mut marks = Vec::with_capacity(marked);
    for session in 0..marked {
        let nobody = course.held()[session].head_count == Some(0);
        let after_miss = marks.last().is_some_and(|mark: &HeldMark| !is_present(mark.status));
        let (status, minutes) = match session {
            _ if nobody => absence(book, after_miss),
            _ if session >= last_present => (AttendanceStatus::NoShow, 0),
            1 if letters.contains('m') => absence(book, after_miss),
            0 | 1 => (AttendanceStatus::Present, length),
            _ if session + 1 == last_present && leaves => (AttendanceStatus::Present, length),
            _ => drawn(book, length, after_miss),
        };
        marks.push(HeldMark { session, status, minutes });
    }
    marks
}

fn absence(book: &mut Book, after_miss: bool) -> (AttendanceStatus, i32) {
    let told = after_miss || book.rng.random_bool(0.55);
    (if told { AttendanceStatus::AbsentNotified } else { AttendanceStatus::NoShow }, 0)
}

fn drawn(book: &mut Book, minutes: i32, after_miss: bool) -> (AttendanceStatus, i32) {
    match book.rng.random_range(0..100) {
        0..11 if !after_miss => absence(book, after_miss),
        11..16 => (AttendanceStatus::Late, minutes - book.rng.random_range(2..=6) * 5),
        16..20 => (AttendanceStatus::Partial, minutes / 2),
        _ => (AttendanceStatus::Present, minutes),
    }
}

fn record(book: &mut Book, course: &Course, place: &WrittenPlace, session: &session::Model, mark: HeldMark) {
    book.rows.attendance.push(attendance::Model {
        session_id: session.id,
        participation_id: place.id,
        client_id: place.client,
        status: mark.status,
        minutes: mark.minutes,
        note: None,
        recorded_at: session.recorded_at.unwrap_or(session.ends_at),
        recorded_by: Some(session.substitute_id.unwrap_or(course.leader)),
    });
}

/// Before the first session, or two days before the first one with a mark when the client came in later.
fn confirmed_at(course: &Course, index: usize, marks: &[HeldMark]) -> DateTime<Utc> {
    match marks.first() {
        Some(first) if first.session > 0 => {
            at(day_of(course.held()[first.session].starts_at) - Days::new(2), time(10, 0))
        }
        _ => {
            let day = working_day(course.first - Days::new(5 + index as u64 % 3));
            at(day, time(14, 0)).min(moment() - TimeDelta::days(2))
        }
    }
}

/// When the referral of the client at `index` was sent: two to six weeks ahead, and in the group's own year.
pub fn submitted_on(book: &mut Book, first: NaiveDate) -> NaiveDate {
    let year = first - Days::new(u64::from(chrono::Datelike::ordinal0(&first)));
    let earliest = (year + Days::new(1)).min(first - Days::new(14));
    let day = working_day(first - Days::new(book.rng.random_range(14..=40)));
    day.max(earliest).min(day_of(moment()) - Days::new(13))
}

fn refer(
    book: &mut Book,
    course: &Course,
    place: &WrittenPlace,
    started_on: Option<NaiveDate>,
    decks: &mut Decks,
) -> ReferralId {
    let first_channel = decks.started.pop().unwrap_or(Channel::OwnWorker);
    let submitted = submitted_on(book, course.first);
    let submitted_at = at(submitted, time(book.rng.random_range(9..15), 20));
    let decided_at = submitted_at + TimeDelta::days(book.rng.random_range(1..=8));
    let closed_at = started_on.map(|day| at(day, time(17, 0)).min(moment()));
    let partner = first_channel == Channel::Partner;
    let mut channels = vec![first_channel];
    if book.rng.random_bool(0.2) && first_channel != Channel::Print {
        channels.push(Channel::Print);
    }
    let id = book.id();
    book.rows.referral.push(referral::Model {
        id,
        client_id: place.client,
        group_id: course.group,
        status: ReferralStatus::Confirmed,
        source: if partner { ReferralSource::Partner } else { ReferralSource::Worker },
        referrer_id: Some(place.worker),
        partner: partner.then(|| "Kohtaamispaikka Valo ry".to_owned()),
        reason: words::reason(course.shape.kind, place.index).to_owned(),
        goals: Lines(vec![words::goal(course.shape.kind, place.index).to_owned()]),
        needs: None,
        animal_checked: course.shape.kind == entity::state::GroupKind::AnimalNature,
        first_channel,
        channels: Channels(channels),
        channel_code_id: None,
        accompany_staff_id: place.has('a').then_some(place.worker),
        accompany_session: place.has('a').then_some(1),
        accompany_promised: None,
        submitted_at: Some(submitted_at),
        submitted_on: Some(submitted),
        decided_at: Some(decided_at),
        decided_by: Some(course.leader),
        reject_code: None,
        note: None,
        info_request: None,
        redirected_to_id: None,
        closed_at,
        close_reason: closed_at.map(|_| CloseReason::Started),
        created_at: submitted_at,
        updated_at: closed_at.unwrap_or(decided_at),
    });
    id
}
