//! What a sheet may say, who is expected, when two misses follow each other, and a group's own figures.

use std::collections::HashSet;

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::{ClientId, ParticipationId};
use entity::state::{AttendanceStatus as Status, Openness};

use crate::error::{Code, Error, Fault, Faults, Result};
use crate::web::form::{LINE, check_text};

/// Most people that came besides, in one session.
const MOST_GUESTS: usize = 200;
/// Most people that an anonymous count may give.
pub const CROWD: i32 = 2000;
/// Most characters of a note beside a mark.
const NOTE: usize = 1000;
/// How long before its session a sheet opens: people come early, and a first mark may too.
const EARLY: TimeDelta = TimeDelta::minutes(60);

/// One person's mark as it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentMark {
    /// Whose.
    pub participation: ParticipationId,
    /// The mark.
    pub status: Status,
    /// Minutes attended; only late and partial must tell them.
    pub minutes: Option<i32>,
    /// A note on this client alone.
    pub note: Option<String>,
}

/// Someone who came to an open group without a place in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guest {
    /// The client, where known.
    pub client: Option<ClientId>,
    /// A name of the person's own choice, where not.
    pub alias: Option<String>,
    /// Minutes attended; as recorded before, else the whole session.
    pub minutes: Option<i32>,
}

/// What a sheet says of how many came anonymously.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HeadCount {
    /// Nothing: the count stays.
    #[default]
    AsBefore,
    /// A number, or that nobody was counted.
    Now(Option<i32>),
}

impl HeadCount {
    /// How many came, where the sheet says so.
    pub const fn told(self) -> Option<i32> {
        match self {
            Self::AsBefore => None,
            Self::Now(count) => count,
        }
    }
}

/// A sheet as it was sent. People who are not in it keep their marks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    pub entries: Vec<SentMark>,
    pub head_count: HeadCount,
    /// Everyone who came besides; `None` leaves them as they are.
    pub guests: Option<Vec<Guest>>,
}

impl Sheet {
    /// Whether it names nobody and counts nobody.
    pub fn says_nothing(&self) -> bool {
        let nobody = self.guests.as_ref().is_none_or(Vec::is_empty);
        self.entries.is_empty() && nobody && self.head_count.told().is_none()
    }
}

/// What a sheet is checked against.
#[derive(Clone, Copy, Debug)]
pub struct SheetContext<'a> {
    /// The length of the session in minutes.
    pub length: i32,
    /// Whether the sheet is open; before that only absences told beforehand are marked.
    pub open: bool,
    /// Who may come into the group.
    pub openness: Openness,
    /// The people on the sheet: participations with their clients.
    pub people: &'a [(ParticipationId, ClientId)],
    /// Who was not expected and may have come all the same.
    pub others: &'a [(ParticipationId, ClientId)],
}

/// A checked mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Whose.
    pub participation: ParticipationId,
    pub client: ClientId,
    /// The mark.
    pub status: Status,
    /// Minutes attended.
    pub minutes: i32,
    pub note: Option<String>,
}

/// Whether a mark says that the person was there.
pub const fn is_present(status: Status) -> bool {
    matches!(status, Status::Present | Status::Late | Status::Partial)
}

/// Minutes between two moments.
pub fn length(starts_at: DateTime<Utc>, ends_at: DateTime<Utc>) -> i32 {
    i32::try_from((ends_at - starts_at).num_minutes()).unwrap_or(i32::MAX).max(1)
}

/// Whether a sheet may say who came and who was missed: from an hour before its session on.
pub fn is_open(starts_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now >= starts_at - EARLY
}

/// The minutes of a mark: all of the session when present, as told when late or for a part, else none.
pub fn minutes(status: Status, told: Option<i32>, length: i32) -> Result<i32, Code> {
    match (status, told) {
        (Status::Present, None) => Ok(length),
        (Status::Late | Status::Partial, None) => Err(Code::AttendanceMinutesNeeded),
        (Status::Present | Status::Late | Status::Partial, Some(told)) => {
            if (1..=length).contains(&told) {
                Ok(told)
            } else {
                Err(Code::AttendanceMinutesBounds)
            }
        }
        (_, None | Some(0)) => Ok(0),
        (_, Some(_)) => Err(Code::AttendanceMinutesAbsent),
    }
}

/// Visits without a place in the group, beside those of its participants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GuestVisits {
    pub visits: u32,
    /// Minutes attended.
    pub minutes: u32,
}

/// The visits of people who were only counted: nobody noted how long each of them stayed, so each is taken to have been
/// there all the time, as who is marked present is. Who gave a name is not among them.
pub fn heads(count: i32, length: TimeDelta) -> GuestVisits {
    let visits = u32::try_from(count).unwrap_or(0);
    GuestVisits { visits, minutes: visits * u32::try_from(length.num_minutes()).unwrap_or(0) }
}

/// The visits of people who gave a name, by their minutes.
pub fn named(minutes: impl IntoIterator<Item = i32>) -> GuestVisits {
    let mut named = GuestVisits::default();
    for minutes in minutes {
        named += GuestVisits { visits: 1, minutes: u32::try_from(minutes).unwrap_or(0) };
    }
    named
}

impl std::ops::AddAssign for GuestVisits {
    fn add_assign(&mut self, more: Self) {
        self.visits += more.visits;
        self.minutes += more.minutes;
    }
}

/// Checks a whole sheet; every fault is found before any is told.
pub fn check(sheet: &Sheet, about: SheetContext<'_>) -> Result<Vec<Mark>> {
    let mut faults = Faults::new();
    let mut named = HashSet::new();
    let mut marks = Vec::with_capacity(sheet.entries.len());
    for (i, entry) in sheet.entries.iter().enumerate() {
        let at = |part: &str| format!("entries[{i}].{part}");
        let others = about.others.iter().filter(|_| is_present(entry.status));
        let person = about.people.iter().chain(others).find(|(id, _)| *id == entry.participation);
        if person.is_none() {
            faults.push(Fault::of(at("participation_id"), Code::AttendanceNotOnSheet));
        }
        if !named.insert(entry.participation) {
            faults.push(Fault::of(at("participation_id"), Code::AttendanceTwice));
        }
        if !about.open && (is_present(entry.status) || entry.status == Status::NoShow) {
            faults.push(Fault::of(at("status"), Code::AttendanceTooEarly));
        }
        let minutes = minutes(entry.status, entry.minutes, about.length);
        if let Err(code) = minutes {
            faults.push(Fault::of(at("minutes"), code).with("most", about.length));
        }
        let note = entry.note.as_deref().map(|note| check_text("note", note, NOTE)).transpose();
        if let Err(fault) = &note {
            faults.push(Fault { field: at("note").into(), ..fault.clone() });
        }
        if let (Some((participation, client)), Ok(minutes), Ok(note)) = (person, minutes, note) {
            let note = note.filter(|note| !note.is_empty());
            marks.push(Mark { participation: *participation, client: *client, status: entry.status, minutes, note });
        }
    }
    match sheet.head_count.told() {
        Some(_) if about.openness != Openness::Open => {
            faults.push(Fault::of("head_count", Code::AttendanceHeadCountOpen));
        }
        Some(count) if !(0..=CROWD).contains(&count) => {
            faults.push(Fault::of("head_count", Code::FaultNumber).with("least", 0).with("most", CROWD));
        }
        Some(1..) if !about.open => faults.push(Fault::of("head_count", Code::AttendanceTooEarly)),
        _ => {}
    }
    faults.extend(guest_faults(sheet.guests.as_deref().unwrap_or_default(), about));
    if faults.is_empty() { Ok(marks) } else { Err(Error::Invalid(faults)) }
}

fn guest_faults(guests: &[Guest], about: SheetContext<'_>) -> Faults {
    if !guests.is_empty() && about.openness != Openness::Open {
        return vec![Fault::of("walk_ins", Code::AttendanceWalkInsOpen)];
    }
    if !guests.is_empty() && !about.open {
        return vec![Fault::of("walk_ins", Code::AttendanceTooEarly)];
    }
    if guests.len() > MOST_GUESTS {
        return vec![Fault::of("walk_ins", Code::AttendanceWalkInsMany).with("most", MOST_GUESTS)];
    }
    let mut named = HashSet::new();
    let mut faults = Faults::new();
    for (i, guest) in guests.iter().enumerate() {
        let at = || format!("walk_ins[{i}]");
        let alias = guest.alias.as_deref().map(|alias| check_text("alias", alias, LINE));
        let fault = match (guest.client, alias) {
            (None, None) | (Some(_), Some(_)) => Some(Fault::of(at(), Code::AttendanceWalkInWho)),
            (_, Some(Err(fault))) => Some(Fault { field: at().into(), ..fault }),
            (_, Some(Ok(alias))) if alias.is_empty() => Some(Fault::of(at(), Code::AttendanceWalkInWho)),
            (Some(client), _) if about.people.iter().any(|(_, on_sheet)| *on_sheet == client) => {
                Some(Fault::of(at(), Code::AttendanceWalkInOnSheet))
            }
            _ if !named.insert((guest.client, guest.alias.as_deref().map(str::trim))) => {
                Some(Fault::of(at(), Code::AttendanceTwice))
            }
            _ => guest
                .minutes
                .filter(|told| !(1..=about.length).contains(told))
                .map(|_| Fault::of(at(), Code::AttendanceMinutesBounds).with("most", about.length)),
        };
        faults.extend(fault);
    }
    faults
}

/// Whether marks say that the session was held: it has begun, or somebody came or was missed.
pub fn holds(marks: &[Mark], begun: bool) -> bool {
    let told = |mark: &Mark| begun && mark.status != Status::Unrecorded;
    marks.iter().any(|mark| told(mark) || is_present(mark.status) || mark.status == Status::NoShow)
}

/// Where, in a client's marks in the order of the sessions, a second miss in a row is reached.
///
/// A notified absence and a session without a mark neither count nor end the row; only coming does.
pub fn second_misses(marks: impl IntoIterator<Item = Status>) -> Vec<usize> {
    let mut row = 0;
    let mut reached = Vec::new();
    for (i, status) in marks.into_iter().enumerate() {
        match status {
            Status::NoShow => {
                row += 1;
                if row == 2 {
                    reached.push(i);
                }
            }
            Status::Present | Status::Late | Status::Partial => row = 0,
            Status::AbsentNotified | Status::Unrecorded => {}
        }
    }
    reached
}

/// A group's own figures for its leader: counts of marks in held sessions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Present, late or there for a part.
    pub present: u32,
    /// Missed without a word.
    pub no_show: u32,
    /// Absences told beforehand.
    pub notified: u32,
    /// Held sessions without a mark: outside every share.
    pub unrecorded: u32,
    /// Minutes attended, by guests too.
    pub minutes: i64,
    /// Visits of people without a place.
    pub guests: u32,
}

impl Figures {
    /// Counts marks with their minutes.
    pub fn of(marks: impl IntoIterator<Item = (Status, i32)>) -> Self {
        let mut figures = Self::default();
        for (status, minutes) in marks {
            match status {
                Status::Present | Status::Late | Status::Partial => {
                    figures.present += 1;
                    figures.minutes += i64::from(minutes);
                }
                Status::NoShow => figures.no_show += 1,
                Status::AbsentNotified => figures.notified += 1,
                Status::Unrecorded => figures.unrecorded += 1,
            }
        }
        figures
    }

    /// With those who came besides.
    #[must_use]
    pub fn with(mut self, besides: GuestVisits) -> Self {
        self.guests += besides.visits;
        self.minutes += i64::from(besides.minutes);
        self
    }

    /// Visits of all who came, with a place or without.
    pub const fn visits(&self) -> u32 {
        self.present + self.guests
    }

    /// Absences of either kind.
    pub const fn absent(&self) -> u32 {
        self.no_show + self.notified
    }

    /// Recorded marks: client × held session while enrolled.
    pub const fn expected(&self) -> u32 {
        self.present + self.absent()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn late_and_partial_tell_their_minutes_and_absences_have_none() {
        let cases = [
            (Status::Present, None, Ok(120)),
            (Status::Present, Some(120), Ok(120)),
            (Status::Late, Some(100), Ok(100)),
            (Status::Late, None, Err(Code::AttendanceMinutesNeeded)),
            (Status::Partial, Some(121), Err(Code::AttendanceMinutesBounds)),
            (Status::Partial, Some(0), Err(Code::AttendanceMinutesBounds)),
            (Status::NoShow, None, Ok(0)),
            (Status::AbsentNotified, Some(5), Err(Code::AttendanceMinutesAbsent)),
            (Status::Unrecorded, Some(0), Ok(0)),
        ];
        for (status, told, expected) in cases {
            assert_eq!(minutes(status, told, 120), expected, "{status} {told:?}");
        }
    }

    #[test]
    fn who_came_is_marked_from_an_hour_before_the_session_and_a_told_absence_any_time() {
        let starts: DateTime<Utc> = "2026-10-14T10:00:00Z".parse().unwrap();
        let client = "019a0000-0000-7000-8000-000000000001".parse().unwrap();
        let participation = "019a0000-0000-7000-8000-000000000002".parse().unwrap();
        let takes = |status, minutes_before| {
            let open = is_open(starts, starts - TimeDelta::minutes(minutes_before));
            let about = SheetContext {
                length: 120,
                open,
                openness: Openness::Open,
                people: &[(participation, client)],
                others: &[],
            };
            let told = (status == Status::Late).then_some(30);
            let entries = vec![SentMark { participation, status, minutes: told, note: None }];
            check(&Sheet { entries, ..Sheet::default() }, about).is_ok()
        };
        for status in [Status::Present, Status::Late, Status::NoShow] {
            assert!(takes(status, 60) && takes(status, 0) && !takes(status, 61), "{status}");
        }
        assert!(takes(Status::AbsentNotified, 7 * 24 * 60) && takes(Status::Unrecorded, 7 * 24 * 60));
        let about = SheetContext { length: 120, open: false, openness: Openness::Open, people: &[], others: &[] };
        let guest = Guest { client: None, alias: Some("Matti".to_owned()), minutes: None };
        assert!(check(&Sheet { guests: Some(vec![guest]), ..Sheet::default() }, about).is_err());
        assert!(check(&Sheet { head_count: HeadCount::Now(Some(3)), ..Sheet::default() }, about).is_err());
        assert!(check(&Sheet { head_count: HeadCount::Now(Some(0)), ..Sheet::default() }, about).is_ok());
    }

    #[test]
    fn two_misses_are_two_no_shows_that_only_coming_parts() {
        use Status::{AbsentNotified as Told, NoShow as Miss, Present, Unrecorded};
        assert_eq!(second_misses([Present, Miss, Miss]), [2]);
        assert_eq!(second_misses([Miss, Told, Unrecorded, Miss]), [3]);
        assert!(second_misses([Miss, Told, Present, Miss]).is_empty());
        assert_eq!(second_misses([Miss, Miss, Miss, Miss]), [1], "one row of misses makes one task");
        assert_eq!(second_misses([Miss, Miss, Present, Miss, Miss]), [1, 4]);
    }

    #[test]
    fn the_figures_of_g12_are_those_of_the_brief() {
        use Status::{AbsentNotified, Late, NoShow, Partial, Present};
        let figures = Figures::of([
            (Present, 120),
            (Present, 120),
            (Present, 120),
            (Present, 120),
            (Late, 100),
            (AbsentNotified, 0),
            (Present, 120),
            (NoShow, 0),
            (NoShow, 0),
            (Present, 120),
            (Partial, 60),
        ]);
        assert_eq!((figures.present, figures.expected(), figures.no_show), (8, 11, 2));
        assert_eq!((figures.notified, figures.absent(), figures.minutes), (1, 3, 14 * 60 + 40));
    }

    proptest! {
        #[test]
        fn told_absences_and_missing_marks_change_no_row_of_misses(
            marks in prop::collection::vec(prop::sample::select(Status::ALL), 0..30),
        ) {
            let spoken = |status: &Status| is_present(*status) || *status == Status::NoShow;
            let without = second_misses(marks.iter().copied().filter(spoken));
            prop_assert_eq!(second_misses(marks.iter().copied()).len(), without.len());
            let misses = marks.iter().filter(|status| **status == Status::NoShow).count();
            prop_assert!(without.len() * 2 <= misses);
        }

        #[test]
        fn expected_and_unrecorded_are_all_marks(
            marks in prop::collection::vec((prop::sample::select(Status::ALL), 0..500), 0..40),
        ) {
            let figures = Figures::of(marks.iter().copied());
            prop_assert_eq!((figures.expected() + figures.unrecorded) as usize, marks.len());
        }

        #[test]
        fn minutes_are_never_more_than_the_session(
            status in prop::sample::select(Status::ALL), told in prop::option::of(any::<i32>()), length in 1..1440,
        ) {
            if let Ok(minutes) = minutes(status, told, length) {
                prop_assert!((0..=length).contains(&minutes));
                prop_assert_eq!(minutes > 0, is_present(status));
            }
        }
    }
}
