//! Who is next in line, how long an offer stands, and when a group takes people in. Pure.

use crate::error::Code;
use std::cmp::Ordering;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use entity::id::WaitingId;
use entity::offer;
use entity::state::{Attrition, GroupStatus, Openness, ParticipationStatus};

use super::capacity::Places;
use crate::message::quiet;

/// The days with open hours that a client has to answer an offer.
pub const OPEN_DAYS: usize = 7;
/// Those that the first in the queue has, unless told by letter: the next ones wait.
pub const QUEUE_OPEN_DAYS: usize = 2;
/// How long before its deadline an offer with too few tries to reach the client is told to staff.
pub const CONTACT_WARNING: TimeDelta = TimeDelta::hours(24);
/// The tries to reach a client that an offer has before it lapses; that it was told is the first.
pub const CONTACT_TRIES: i32 = 2;
/// A closed group takes nobody in after this many of its sessions.
pub(super) const CLOSED_AFTER: u64 = 2;

/// How a client hears of an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfferTelling {
    pub at: DateTime<Utc>,
    /// Where the days are counted.
    pub zone: Tz,
    pub by_letter: bool,
}

/// By when an offer is to be answered: as its client was told first, or else told so.
pub fn answer_by(offer: &offer::Model, telling: OfferTelling) -> DateTime<Utc> {
    let days = if offer.from_queue && !telling.by_letter { QUEUE_OPEN_DAYS } else { OPEN_DAYS };
    offer.answer_by.unwrap_or_else(|| quiet::open_days_after(telling.zone, telling.at, days))
}

/// Whether an offer that stands open has lapsed: its client was told, the time is up, and somebody has tried to reach
/// the client again.
pub fn has_lapsed(offer: &offer::Model, now: DateTime<Utc>) -> bool {
    offer.answer_by.is_some_and(|by| by <= now) && offer.contact_tries >= CONTACT_TRIES
}

/// One of those who wait, as far as the order goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Higher goes first; 0 without an override.
    pub priority: i32,
    /// Since when.
    pub queued_at: DateTime<Utc>,
    /// Settles a tie of time.
    pub id: WaitingId,
}

/// The order of the queue: an override by reason first, then time.
pub fn order(one: &Turn, other: &Turn) -> Ordering {
    other.priority.cmp(&one.priority).then(one.queued_at.cmp(&other.queued_at)).then(one.id.cmp(&other.id))
}

/// The priority that puts one before all who wait.
pub fn before_all(queue: &[Turn]) -> i32 {
    queue.iter().map(|turn| turn.priority).max().unwrap_or(0).saturating_add(1)
}

/// Why a group takes nobody in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceRefusal {
    /// Not yet or no longer open to referrals.
    NotOpen,
    /// Closed, and its second session is over.
    Closed,
    /// Nobody is taken in for now, as somebody has said.
    Paused,
    /// Every place is taken or offered.
    Full,
    /// Others wait who come first.
    QueueFirst,
}

impl PlaceRefusal {
    /// The code that callers get, with the text that says what to do.
    pub const fn code(self) -> Code {
        match self {
            Self::NotOpen => Code::EnrolmentNotOpen,
            Self::Closed => Code::EnrolmentClosed,
            Self::Paused => Code::EnrolmentPaused,
            Self::Full => Code::EnrolmentFull,
            Self::QueueFirst => Code::EnrolmentQueueFirst,
        }
    }
}

/// Whether a group takes people in at all, `past` of its sessions being over.
pub fn intake(status: GroupStatus, openness: Openness, past: u64) -> Result<(), PlaceRefusal> {
    match openness {
        _ if !status.is_open() => Err(PlaceRefusal::NotOpen),
        Openness::Closed if past >= CLOSED_AFTER => Err(PlaceRefusal::Closed),
        _ => Ok(()),
    }
}

/// Whether there is a place for one more, who is first in line or not in the queue with `ahead` before.
pub const fn place_for(places: Places, ahead: u64) -> Result<(), PlaceRefusal> {
    if places.free() <= 0 {
        return Err(PlaceRefusal::Full);
    }
    if ahead > 0 { Err(PlaceRefusal::QueueFirst) } else { Ok(()) }
}

/// How a participation ends.
#[derive(Clone, Debug)]
pub struct PlaceEnd {
    /// The state it ends in.
    pub reason: ParticipationStatus,
    /// The day; a drop-out counts from the last presence instead.
    pub on: NaiveDate,
    /// Why it was not carried through.
    pub attrition: Option<Attrition>,
    /// What the next worker should know.
    pub note: Option<String>,
}

/// The states a participation ends in, in the order in which they are offered.
const ENDS: [ParticipationStatus; 5] = [
    ParticipationStatus::Completed,
    ParticipationStatus::DroppedOut,
    ParticipationStatus::PositiveExit,
    ParticipationStatus::Transferred,
    ParticipationStatus::Deceased,
];

/// The ends that fit: who never came has completed nothing.
pub fn ends_that_fit(has_begun: bool) -> impl Iterator<Item = ParticipationStatus> {
    ENDS.into_iter().filter(move |end| has_begun || *end != ParticipationStatus::Completed)
}

/// The end of a code of the contract.
pub fn end_reason(code: &str) -> Option<ParticipationStatus> {
    ParticipationStatus::from_code(code).filter(|status| ENDS.contains(status))
}

/// The day a participation ended: a drop-out ends with its last presence, never on the day it was noticed.
pub fn ended_on(end: &PlaceEnd, last_presence: Option<NaiveDate>) -> NaiveDate {
    match (end.reason, last_presence) {
        (ParticipationStatus::DroppedOut, Some(last)) => last,
        _ => end.on,
    }
}

/// The part of a place that follows from its client's marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlaceMarks {
    /// Its state.
    pub status: ParticipationStatus,
    /// The day of the first presence.
    pub started_on: Option<NaiveDate>,
    /// The day of its end.
    pub ended_on: Option<NaiveDate>,
}

/// The first and the last day on which a client was there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Presences {
    pub first: NaiveDate,
    pub last: NaiveDate,
}

/// What a place becomes by its client's presences; `None` when there is no presence.
///
/// The answer depends on the presences alone and not on the order in which marks were made and corrected. Who left
/// without a single presence never started, and who came once and left has dropped out.
pub fn standing(place: PlaceMarks, days: Option<Presences>) -> PlaceMarks {
    use ParticipationStatus::{Confirmed, DroppedOut, NoStart, Started};
    let status = match (place.status, days) {
        (Confirmed | Started, Some(_)) => Started,
        (Confirmed | Started, None) => Confirmed,
        (NoStart | DroppedOut, Some(_)) => DroppedOut,
        (NoStart | DroppedOut, None) => NoStart,
        (ended, _) => ended,
    };
    let ended_on = match days {
        Some(days) if status == DroppedOut => Some(days.last),
        _ => place.ended_on,
    };
    PlaceMarks { status, started_on: days.map(|days| days.first), ended_on }
}

#[cfg(test)]
mod tests {
    use chrono_tz::Europe::Helsinki;
    use entity::id::{ClientId, GroupId, OfferId, ReferralId};
    use entity::state::OfferStatus;
    use proptest::prelude::*;

    use super::*;

    fn turn() -> impl Strategy<Value = Turn> {
        (0..3_i32, 0..50_i64, any::<u128>()).prop_map(|(priority, minutes, id)| Turn {
            priority,
            queued_at: DateTime::UNIX_EPOCH + TimeDelta::minutes(minutes),
            id: WaitingId(uuid::Uuid::from_u128(id)),
        })
    }

    fn places(capacity: i32, taken: u64, offered: u64) -> Places {
        Places { capacity, taken, offered, waiting: 0 }
    }

    fn offer(from_queue: bool) -> offer::Model {
        let moment = "2026-10-10T09:00:00Z".parse().unwrap();
        offer::Model {
            id: OfferId(uuid::Uuid::nil()),
            group_id: GroupId(uuid::Uuid::nil()),
            client_id: ClientId(uuid::Uuid::nil()),
            referral_id: ReferralId(uuid::Uuid::nil()),
            status: OfferStatus::Open,
            from_queue,
            offered_at: moment,
            answer_by: None,
            answered_at: None,
            contact_tries: 0,
            override_reason: None,
        }
    }

    #[test]
    fn a_first_offer_and_a_letter_stand_seven_open_days_and_the_queue_has_two() {
        let told = |by_letter| OfferTelling { at: "2026-10-14T09:00:00Z".parse().unwrap(), zone: Helsinki, by_letter };
        let by = |offer: &offer::Model, by_letter| answer_by(offer, told(by_letter)).to_rfc3339();
        assert_eq!(by(&offer(false), false), "2026-10-22T09:00:00+00:00", "a Sunday doesn't count");
        assert_eq!(by(&offer(true), false), "2026-10-16T09:00:00+00:00");
        assert_eq!(by(&offer(true), true), "2026-10-22T09:00:00+00:00");
        let known = "2026-10-15T09:00:00Z".parse().unwrap();
        let told_before = offer::Model { answer_by: Some(known), ..offer(true) };
        assert_eq!(answer_by(&told_before, told(false)), known, "told twice, it stands as it was told first");
    }

    #[test]
    fn an_offer_of_any_hour_of_a_year_stands_two_open_days_after_its_client_can_hear_of_it() {
        let quiet = crate::config::Quiet { from: 20, until: 9 };
        let first: DateTime<Utc> = "2026-10-01T00:10:00Z".parse().unwrap();
        for hour in 0..366 * 24 {
            let freed = first + TimeDelta::hours(hour);
            let heard = quiet::next_open(quiet, Helsinki, freed, None);
            let by = answer_by(&offer(true), OfferTelling { at: heard, zone: Helsinki, by_letter: false });
            let told = offer::Model { answer_by: Some(by), contact_tries: CONTACT_TRIES, ..offer(true) };
            assert!(!has_lapsed(&told, heard), "{freed}");
            let days = (1..=21).map(|day| heard + TimeDelta::days(day));
            let noon = |at: DateTime<Utc>| at.date_naive().and_hms_opt(10, 0, 0).unwrap().and_utc();
            let open =
                days.filter(|day| *day <= by + TimeDelta::hours(1) && quiet::is_open(quiet, Helsinki, noon(*day)));
            assert_eq!(open.count(), QUEUE_OPEN_DAYS, "{freed}: heard {heard}, by {by}");
        }
    }

    #[test]
    fn an_offer_lapses_once_told_after_its_time_and_a_second_try() {
        let time = |moment: &str| moment.parse::<DateTime<Utc>>().unwrap();
        let (by, late) = (time("2026-10-15T09:00:00Z"), time("2026-10-15T09:00:00Z"));
        let told = |contact_tries| offer::Model { answer_by: Some(by), contact_tries, ..offer(true) };
        assert!(has_lapsed(&told(2), late));
        assert!(!has_lapsed(&told(1), late) && !has_lapsed(&told(2), time("2026-10-15T08:59:00Z")));
        assert!(!has_lapsed(&offer::Model { contact_tries: 5, ..offer(true) }, late), "never told");
    }

    #[test]
    fn a_closed_group_takes_nobody_after_its_second_session() {
        assert_eq!(intake(GroupStatus::Running, Openness::Closed, 1), Ok(()));
        assert_eq!(intake(GroupStatus::Running, Openness::Closed, 2), Err(PlaceRefusal::Closed));
        assert_eq!(intake(GroupStatus::Running, Openness::SemiOpen, 9), Ok(()));
        assert_eq!(intake(GroupStatus::Draft, Openness::Open, 0), Err(PlaceRefusal::NotOpen));
        assert_eq!(intake(GroupStatus::Cancelled, Openness::Closed, 5), Err(PlaceRefusal::NotOpen));
    }

    #[test]
    fn a_drop_out_ends_with_the_last_presence_and_nothing_else_does() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 10, day).unwrap();
        let mut end = PlaceEnd { reason: ParticipationStatus::DroppedOut, on: day(14), attrition: None, note: None };
        assert_eq!(ended_on(&end, Some(day(2))), day(2));
        assert_eq!(ended_on(&end, None), day(14));
        end.reason = ParticipationStatus::PositiveExit;
        assert_eq!(ended_on(&end, Some(day(2))), day(14));
    }

    #[test]
    fn a_place_stands_as_its_presences_say() {
        use ParticipationStatus::{
            Completed, Confirmed, Deceased, DroppedOut, NoStart, PositiveExit, Started, Transferred,
        };
        let day = |day| NaiveDate::from_ymd_opt(2026, 10, day).unwrap();
        let came = Some(Presences { first: day(7), last: day(14) });
        let table = [
            (Confirmed, came, Started),
            (Started, None, Confirmed),
            (Started, came, Started),
            (NoStart, came, DroppedOut),
            (DroppedOut, None, NoStart),
            (Completed, None, Completed),
            (PositiveExit, came, PositiveExit),
            (Transferred, None, Transferred),
            (Deceased, came, Deceased),
        ];
        for (status, days, then) in table {
            let place = PlaceMarks { status, started_on: Some(day(1)), ended_on: Some(day(20)) };
            let stands = standing(place, days);
            assert_eq!((stands.status, stands.started_on), (then, days.map(|_| day(7))), "{status} {days:?}");
            let ended = if then == DroppedOut { day(14) } else { day(20) };
            assert_eq!(stands.ended_on, Some(ended), "{status}");
        }
    }

    proptest! {
        #[test]
        fn a_place_is_given_only_while_active_and_offered_leave_one(
            capacity in 0..30_i32, taken in 0..40_u64, offered in 0..40_u64, ahead in 0..3_u64,
        ) {
            let given = place_for(places(capacity, taken, offered), ahead).is_ok();
            prop_assert_eq!(given, taken + offered < u64::try_from(capacity).unwrap() && ahead == 0);
        }

        #[test]
        fn the_queue_goes_by_override_then_time(mut queue in prop::collection::vec(turn(), 0..20)) {
            queue.sort_by(order);
            for pair in queue.windows(2) {
                prop_assert!(pair[0].priority >= pair[1].priority);
                prop_assert!(pair[0].priority > pair[1].priority || pair[0].queued_at <= pair[1].queued_at);
            }
        }

        #[test]
        fn whoever_is_put_before_all_is_first(queue in prop::collection::vec(turn(), 0..20), mut late in turn()) {
            late.priority = before_all(&queue);
            prop_assert!(queue.iter().all(|turn| order(&late, turn) == Ordering::Less));
        }
    }
}
