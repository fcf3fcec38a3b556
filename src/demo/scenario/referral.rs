//! Referrals that did not become a place, and those that are still open.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use entity::id::ReferralId;
use entity::list::{Channels, Lines};
use entity::state::{
    AttendanceStatus, Channel, CloseReason, OfferStatus, ParticipationStatus, ReferralSource, ReferralStatus,
    RejectCode,
};
use entity::{attendance, offer, participation, referral, waiting};
use rand::RngExt;

use super::cast::{Cast, WrittenClient};
use super::course::{Course, Courses, Seat};
use super::dates::{at, date, day_of, moment, time, working_day};
use super::edition::Edition;
use super::organisation::World;
use super::place::{Decks, submitted_on};
use super::{client, words};
use crate::demo::book::Book;

use CloseReason::{Declined, Expired, GroupCancelled, NeverPlaced, NoStart, Rejected, Withdrawn};

/// Somebody who is known from a group, by its code and the place in its list; nobody for a new client.
type KnownClient = Option<(&'static str, usize)>;

/// The 36 referrals that closed without a start: group, reason and who.
#[rustfmt::skip]
const NOT_STARTED: [(&str, CloseReason, KnownClient); 36] = [
    ("G10", Rejected, None), ("G12", Rejected, Some(("G09", 2))), ("G07", Rejected, None),
    ("G13", Rejected, Some(("G06", 1))), ("G05", Rejected, None),
    ("G01", Declined, None), ("G02", Declined, None), ("G03", Declined, Some(("G09", 0))), ("G05", Declined, None),
    ("G06", Declined, Some(("G04", 2))), ("G09", Declined, None), ("G11", Declined, Some(("G02", 1))),
    ("G15", Declined, None), ("G16", Declined, Some(("G14", 1))),
    ("G02", Expired, None), ("G04", Expired, None), ("G08", Expired, None), ("G10", Expired, Some(("G06", 3))),
    ("G13", Expired, None), ("G14", Expired, Some(("G08", 2))),
    ("G01", Withdrawn, None), ("G03", Withdrawn, None), ("G07", Withdrawn, Some(("G02", 2))),
    ("G11", Withdrawn, None), ("G15", Withdrawn, Some(("G11", 2))),
    ("G17", GroupCancelled, None), ("G17", GroupCancelled, None), ("G17", GroupCancelled, None),
    ("G17", GroupCancelled, None),
    ("G10", NeverPlaced, None), ("G14", NeverPlaced, None), ("G16", NeverPlaced, Some(("G14", 3))),
    ("G16", NeverPlaced, None),
    ("G01", NoStart, None), ("G03", NoStart, None), ("G11", NoStart, None),
];

/// The nine open referrals to the group that starts in November: state and who.
const OPEN: [(ReferralStatus, KnownClient); 9] = [
    (ReferralStatus::Confirmed, Some(("G02", 0))),
    (ReferralStatus::Confirmed, Some(("G15", 4))),
    (ReferralStatus::Confirmed, None),
    (ReferralStatus::Confirmed, None),
    (ReferralStatus::Offered, Some(("G01", 1))),
    (ReferralStatus::Offered, None),
    (ReferralStatus::Waitlisted, Some(("G11", 1))),
    (ReferralStatus::InReview, None),
    (ReferralStatus::Submitted, None),
];

/// Writes the referrals that closed without a start, and in the scenario those that are open.
pub fn not_started(
    book: &mut Book,
    world: &World,
    courses: &Courses,
    cast: &Cast,
    decks: &mut Decks,
    edition: Edition,
) {
    let mut number = 500;
    for (index, (code, reason, known)) in NOT_STARTED.iter().enumerate() {
        // Copies of the programme know only groups that met, and refer the clients they have.
        let fallback = super::programme::GROUPS[index % 16].code;
        let course = courses.get(code).unwrap_or(&courses[fallback]);
        let known = if edition.is_scenario() { *known } else { Some((fallback, index % 4)) };
        let person = known.and_then(|known| cast.get(&known)).cloned().unwrap_or_else(|| {
            number += 1;
            client::write(book, world, Seat { course, index: 100 + index }, edition.number * 1000 + number)
        });
        let channel = decks.not_started.pop().unwrap_or(Channel::OwnWorker);
        closed(book, Seat { course, index }, &person, *reason, channel);
    }
    if !edition.is_scenario() {
        return;
    }
    let course = &courses["G18"];
    for (index, (status, known)) in OPEN.iter().enumerate() {
        let person = known.map_or_else(
            || {
                number += 1;
                client::write(book, world, Seat { course, index: 200 + index }, number)
            },
            |known| cast[&known].clone(),
        );
        open(book, Seat { course, index }, &person, *status);
    }
    twice(book, world, &courses["G01"]);
    draft(book, world, &courses["G03"], &cast[&("G07", 2)]);
}

/// When a referral was sent, decided and closed.
#[derive(Clone, Copy)]
struct When {
    submitted_on: NaiveDate,
    submitted_at: DateTime<Utc>,
    decided_at: Option<DateTime<Utc>>,
    closed_at: Option<DateTime<Utc>>,
}

fn row(book: &Book, seat: Seat<'_>, person: &WrittenClient, channel: Channel, when: When) -> referral::Model {
    let Seat { course, index } = seat;
    let partner = channel == Channel::Partner;
    let accompanied = index.is_multiple_of(6);
    referral::Model {
        id: book.id(),
        client_id: person.id,
        group_id: course.group,
        status: ReferralStatus::Submitted,
        source: if partner { ReferralSource::Partner } else { ReferralSource::Worker },
        referrer_id: Some(person.worker),
        partner: partner.then(|| "Työpaja Askel ry".to_owned()),
        reason: words::reason(course.shape.kind, index).to_owned(),
        goals: Lines(vec![words::goal(course.shape.kind, index).to_owned()]),
        needs: None,
        animal_checked: false,
        first_channel: channel,
        channels: Channels(vec![channel]),
        channel_code_id: None,
        accompany_staff_id: accompanied.then_some(person.worker),
        accompany_session: accompanied.then_some(1),
        accompany_promised: None,
        submitted_at: Some(when.submitted_at),
        submitted_on: Some(when.submitted_on),
        decided_at: when.decided_at,
        decided_by: when.decided_at.map(|_| course.leader),
        reject_code: None,
        note: None,
        info_request: None,
        redirected_to_id: None,
        closed_at: when.closed_at,
        close_reason: None,
        created_at: when.submitted_at,
        updated_at: when.closed_at.or(when.decided_at).unwrap_or(when.submitted_at),
    }
}

fn closed(book: &mut Book, seat: Seat<'_>, person: &WrittenClient, reason: CloseReason, channel: Channel) {
    let Seat { course, index } = seat;
    // The client whose horse allergy was found at the stable asked for the next group in the same week.
    let allergic = course.edition.is_scenario() && reason == NeverPlaced && course.shape.code == "G16" && index == 31;
    let drawn = submitted_on(book, course.first);
    let submitted_on = if allergic { date(2026, 8, 13) } else { drawn };
    let submitted_at = at(submitted_on, time(book.rng.random_range(9..15), 40));
    let decided_at = submitted_at + TimeDelta::days(book.rng.random_range(1..=9));
    let second = course.sessions.get(1).map_or(decided_at, |session| session.ends_at);
    let closed_at = match reason {
        Withdrawn => submitted_at + TimeDelta::days(5),
        Declined => decided_at + TimeDelta::days(3),
        Expired => decided_at + TimeDelta::days(7),
        GroupCancelled => at(course.first - Days::new(7), time(10, 0)),
        NeverPlaced | NoStart => second + TimeDelta::hours(2),
        _ => decided_at,
    };
    let decided_at = (reason != Withdrawn).then_some(decided_at);
    let when = When { submitted_on, submitted_at, decided_at, closed_at: Some(closed_at.min(moment())) };
    let mut row = row(book, seat, person, channel, when);
    row.close_reason = Some(reason);
    row.status = match reason {
        Rejected => ReferralStatus::Rejected,
        Declined => ReferralStatus::Declined,
        Expired => ReferralStatus::Expired,
        Withdrawn => ReferralStatus::Withdrawn,
        NeverPlaced => ReferralStatus::Waitlisted,
        GroupCancelled if index == 28 => ReferralStatus::Redirected,
        _ => ReferralStatus::Confirmed,
    };
    row.reject_code = (reason == Rejected).then_some(RejectCode::Criteria);
    row.note = (reason == Rejected).then(|| "Toinen ryhmä sopii tilanteeseen paremmin.".to_owned());
    match reason {
        NeverPlaced => queue(book, &row, false),
        NoStart => never_came(book, course, &row),
        GroupCancelled if row.status == ReferralStatus::Confirmed => confirm(book, &row, Some(closed_at)),
        _ => {}
    }
    book.rows.referral.push(row);
}

fn queue(book: &mut Book, row: &referral::Model, active: bool) {
    let queued_at = row.decided_at.unwrap_or(row.created_at);
    book.rows.waiting.push(waiting::Model {
        id: book.id(),
        group_id: row.group_id,
        client_id: row.client_id,
        referral_id: row.id,
        queued_at,
        priority: 0,
        priority_reason: None,
        active,
        left_at: row.closed_at,
    });
}

/// A confirmed place; freed again at `ended_at`, when nobody came to take it.
fn confirm(book: &mut Book, row: &referral::Model, ended_at: Option<DateTime<Utc>>) {
    let confirmed_at = row.decided_at.unwrap_or(row.created_at) + TimeDelta::hours(20);
    book.rows.participation.push(participation::Model {
        id: book.id(),
        group_id: row.group_id,
        client_id: row.client_id,
        referral_id: Some(row.id),
        status: if ended_at.is_some() { ParticipationStatus::NoStart } else { ParticipationStatus::Confirmed },
        active: ended_at.is_none(),
        confirmed_at,
        started_on: None,
        ended_on: ended_at.map(day_of),
        ended_at,
        end_reason: None,
        end_note: None,
        accompanied: false,
        override_reason: None,
        created_at: confirmed_at,
    });
}

/// Confirmed, and missed at the first two sessions.
fn never_came(book: &mut Book, course: &Course, row: &referral::Model) {
    confirm(book, row, row.closed_at);
    let Some(place) = book.rows.participation.last().map(|place| place.id) else { return };
    for session in course.held().into_iter().take(2) {
        book.rows.attendance.push(attendance::Model {
            session_id: session.id,
            participation_id: place,
            client_id: row.client_id,
            status: AttendanceStatus::NoShow,
            minutes: 0,
            note: None,
            recorded_at: session.recorded_at.unwrap_or(session.ends_at),
            recorded_by: Some(course.leader),
        });
    }
}

fn open(book: &mut Book, seat: Seat<'_>, person: &WrittenClient, status: ReferralStatus) {
    let days = i64::try_from(seat.index).unwrap_or(0);
    let submitted_on = working_day(date(2026, 9, 24) + TimeDelta::days(days * 2));
    let submitted_at = at(submitted_on, time(11, 15));
    let pending = status.is_to_decide();
    // Offers of this week are still open: they lapse after seven days.
    let offered = status == ReferralStatus::Offered;
    let decided = if offered { moment() - TimeDelta::hours(50) } else { submitted_at + TimeDelta::days(3) };
    let decided_at = (!pending).then(|| decided.min(moment() - TimeDelta::days(1)));
    let channel = [Channel::OwnWorker, Channel::Print, Channel::Outreach][seat.index % 3];
    let when = When { submitted_on, submitted_at, decided_at, closed_at: None };
    let mut row = row(book, seat, person, channel, when);
    row.status = status;
    match status {
        ReferralStatus::Confirmed => confirm(book, &row, None),
        ReferralStatus::Waitlisted => queue(book, &row, true),
        ReferralStatus::Offered => {
            let offered_at = decided_at.unwrap_or(submitted_at);
            book.rows.offer.push(offer::Model {
                id: book.id(),
                group_id: row.group_id,
                client_id: row.client_id,
                referral_id: row.id,
                status: OfferStatus::Open,
                from_queue: false,
                offered_at,
                answer_by: Some(offered_at + TimeDelta::days(7)),
                answered_at: None,
                contact_tries: 1,
                override_reason: None,
            });
        }
        _ => {}
    }
    book.rows.referral.push(row);
}

/// The same client, sent by a second worker on the same day.
fn twice(book: &mut Book, world: &World, course: &Course) {
    let first = book.rows.referral.iter().find(|row| row.group_id == course.group).cloned();
    let Some(mut row) = first else { return };
    row.id = book.id();
    row.referrer_id = Some(world.staff("janne"));
    (row.status, row.close_reason) = (ReferralStatus::Withdrawn, Some(CloseReason::Duplicate));
    row.submitted_at = row.submitted_at.map(|at| at + TimeDelta::hours(2));
    row.closed_at = row.submitted_at.map(|at| at + TimeDelta::hours(1));
    (row.accompany_staff_id, row.accompany_session, row.decided_at, row.decided_by) = (None, None, None, None);
    book.rows.referral.push(row);
}

/// A referral that its worker has not sent yet.
fn draft(book: &mut Book, world: &World, course: &Course, person: &WrittenClient) {
    let begun = moment() - TimeDelta::hours(20);
    let when = When { submitted_on: day_of(begun), submitted_at: begun, decided_at: None, closed_at: None };
    let mut row: referral::Model = row(book, Seat { course, index: 1 }, person, Channel::OwnWorker, when);
    let id: ReferralId = book.id();
    (row.id, row.status, row.submitted_at, row.submitted_on) = (id, ReferralStatus::Draft, None, None);
    row.referrer_id = Some(world.staff("maria"));
    book.rows.referral.push(row);
}
