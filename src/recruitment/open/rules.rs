//! What the open programme says of a group, and which groups a visitor's choices leave.

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc, Weekday};
use chrono_tz::Tz;
use entity::state::{GroupKind, GroupStatus, Language, Openness};

use super::queries::{ListedGroup, Outline, PublicGroup};
use crate::local_time::{day, zone_of};
use crate::programme::rule::{Rule, Weekly};
use crate::text::{t, t_with, when};
use crate::web::form::Form;

/// How much room a group has, if it takes anybody in; said in words, never as a list of who is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoomLeft {
    /// Anybody comes along without asking.
    Open,
    /// Several places are free.
    Free,
    /// The last places are left.
    Few,
    /// One can queue.
    Full,
    /// It has begun, and nobody comes in any more.
    Closed,
    /// It is over.
    Over,
    /// It is not held.
    Cancelled,
    /// It takes nobody in for now.
    Paused,
    /// It is being planned anew.
    Planned,
}

/// What decides on the room of a group.
#[derive(Clone, Copy)]
struct Intake {
    status: GroupStatus,
    openness: Openness,
    is_paused: bool,
    /// Those that are neither taken nor offered.
    places: i64,
}

impl From<&PublicGroup> for Intake {
    fn from(group: &PublicGroup) -> Self {
        let places = i64::from(group.capacity) - group.taken;
        let is_paused = group.intake_closed_at.is_some();
        Self { status: group.status, openness: group.openness, is_paused, places }
    }
}

impl From<&Outline> for Intake {
    fn from(group: &Outline) -> Self {
        let places = i64::from(group.capacity) - group.taken;
        let is_paused = group.intake_closed_at.is_some();
        Self { status: group.status, openness: group.openness, is_paused, places }
    }
}

/// At most so many free places are "the last ones".
const FEW: i64 = 2;

impl RoomLeft {
    /// The room of a group.
    pub fn of(group: &PublicGroup, now: DateTime<Utc>) -> Self {
        let left = Self::left(group.into());
        // Its last session may be over before its state says so.
        let is_past = group.ends_at.is_some_and(|ends_at| ends_at <= now);
        if is_past && !matches!(left, Self::Cancelled | Self::Planned) { Self::Over } else { left }
    }

    fn left(of: Intake) -> Self {
        let Intake { status, openness, is_paused, places } = of;
        match (status, openness) {
            (GroupStatus::Cancelled, _) => return Self::Cancelled,
            (over, _) if over.has_ended() => return Self::Over,
            (GroupStatus::Running, Openness::Closed) => return Self::Closed,
            (GroupStatus::Draft | GroupStatus::Submitted | GroupStatus::Returned | GroupStatus::Approved, _) => {
                return Self::Planned;
            }
            _ if is_paused => return Self::Paused,
            _ => {}
        }
        match places {
            ..=0 => Self::Full,
            _ if openness == Openness::Open => Self::Open,
            1..=FEW => Self::Few,
            _ => Self::Free,
        }
    }

    /// Whether the group takes people in, now or from a queue.
    pub const fn takes(self) -> bool {
        matches!(self, Self::Open | Self::Free | Self::Few | Self::Full)
    }

    /// Whether there is a place now.
    pub const fn is_free(self) -> bool {
        matches!(self, Self::Open | Self::Free | Self::Few)
    }

    /// The key of the sentence that says what this comes to for a visitor; none where the button says it.
    pub const fn sentence(self) -> Option<&'static str> {
        match self {
            Self::Free | Self::Few => None,
            Self::Open => Some("open-join-open"),
            Self::Full => Some("open-join-full"),
            Self::Closed => Some("open-join-closed"),
            Self::Over => Some("open-join-over"),
            Self::Cancelled => Some("open-join-cancelled"),
            Self::Paused => Some("open-join-paused"),
            Self::Planned => Some("open-join-planned"),
        }
    }

    /// The key of the sentence of how one gets in; none where nobody does any more.
    pub const fn how_in(self, openness: Openness) -> Option<&'static str> {
        match (openness, self) {
            (_, Self::Over | Self::Cancelled | Self::Paused | Self::Planned) => None,
            (Openness::Open, Self::Full) => Some("open-openness-open-full"),
            (Openness::Open, _) => Some("open-openness-open"),
            (Openness::SemiOpen, Self::Full) => Some("open-openness-semi-open-full"),
            (Openness::SemiOpen, _) => Some("open-openness-semi-open"),
            (Openness::Closed, _) => Some("open-openness-closed"),
        }
    }

    /// The key of its words.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Open => "open-room-open",
            Self::Free => "open-room-free",
            Self::Few => "open-room-few",
            Self::Full => "open-room-full",
            Self::Closed => "open-room-closed",
            Self::Over => "open-room-over",
            Self::Cancelled => "open-room-cancelled",
            Self::Paused => "open-room-paused",
            Self::Planned => "open-room-planned",
        }
    }
}

/// So shortly before the start, free places are brought up.
const SOON: TimeDelta = TimeDelta::days(10);

/// Whether fewer than half of the places are taken of a group that begins soon.
pub fn is_low(listed: &ListedGroup, now: DateTime<Utc>) -> bool {
    let soon = |starts_at: DateTime<Utc>| now < starts_at && starts_at <= now + SOON;
    let takes = listed.group.intake_closed_at.is_none();
    takes && listed.group.starts_at.is_some_and(soon) && is_hardly_filled(listed.group.taken, listed.group.capacity)
}

/// Whether more than half of a group's places are free.
pub fn is_hardly_filled(taken: i64, capacity: i32) -> bool {
    taken * 2 < i64::from(capacity)
}

/// What a visitor looks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProgrammeFilter {
    municipality: String,
    kind: Option<GroupKind>,
    weekday: Option<u32>,
    language: Option<Language>,
    free: bool,
}

impl ProgrammeFilter {
    /// Reads the choices; what is no choice narrows nothing.
    pub fn read(form: &Form) -> Self {
        Self {
            municipality: form.value("municipality").to_owned(),
            kind: GroupKind::from_code(form.value("kind")),
            weekday: form.value("weekday").parse().ok().filter(|day| (1..=7).contains(day)),
            language: Language::from_code(form.value("language")),
            free: form.ticked("free"),
        }
    }

    /// Whether a group is what the visitor looks for.
    pub fn takes(&self, group: &Outline) -> bool {
        let met = || weekdays(group.rrule.as_deref(), group.first_date);
        let room = || RoomLeft::left(group.into());
        let day_fits = |day: u32| met().iter().any(|weekday| weekday.number_from_monday() == day);
        (self.municipality.is_empty() || group.place.as_ref() == Some(&self.municipality))
            && self.kind.is_none_or(|kind| kind == group.kind)
            && self.weekday.is_none_or(day_fits)
            && self.language.is_none_or(|language| group.languages.0.contains(&language))
            && (!self.free || room().is_free())
    }
}

/// The simple weekly rule of a group, when it has one.
pub fn weekly(rrule: Option<&str>) -> Option<Weekly> {
    Rule::parse(rrule?).ok()?.weekly()
}

/// The weekdays on which a group meets.
pub fn weekdays(rrule: Option<&str>, first_date: Option<NaiveDate>) -> Vec<Weekday> {
    let named = weekly(rrule).map(|weekly| weekly.weekdays).unwrap_or_default();
    match first_date {
        Some(first) if named.is_empty() => vec![first.weekday()],
        _ => named,
    }
}

/// The first and the last day of a group, in its own zone.
pub fn days(group: &PublicGroup, settings: Tz) -> Option<(NaiveDate, NaiveDate)> {
    let zone = zone_of(&group.timezone, settings);
    Some((day(zone, group.starts_at?), day(zone, group.ends_at?)))
}

/// The local hours of a group's sessions: "13–15".
pub fn hours(language: Language, group: &PublicGroup) -> Option<String> {
    let start = group.start_time?;
    let end = start.overflowing_add_signed(TimeDelta::minutes(group.duration_minutes.into())).0;
    Some(format!("{}–{}", when::time(language, start), when::time(language, end)))
}

/// When a group meets, as people say it: "Tiistaisin klo 13–15". Nothing when its days follow no simple rule.
pub fn rhythm(language: Language, group: &PublicGroup) -> Option<String> {
    let weekly = weekly(group.rrule.as_deref())?;
    let names: Vec<String> = weekdays(group.rrule.as_deref(), group.first_date)
        .iter()
        .map(|day| t(language, &format!("open-weekly-{}", day.number_from_monday())))
        .collect();
    let days = join(language, &names);
    let args = [
        ("days", capitalised(&days).into()),
        ("hours", hours(language, group)?.into()),
        ("every", u32::from(weekly.every).into()),
    ];
    Some(t_with(language, if weekly.every == 1 { "open-rhythm" } else { "open-rhythm-every" }, &args))
}

/// Names joined as a sentence joins them: "a, b ja c".
fn join(language: Language, names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {} {last}", first.join(", "), t(language, "open-and")),
    }
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// From which day till which: "6.10.2026–8.12.2026".
pub fn period(language: Language, group: &PublicGroup, settings: Tz) -> Option<String> {
    let (first, last) = days(group, settings)?;
    let (first, last) = (when::full_day(language, first), when::full_day(language, last));
    Some(if first == last { first } else { format!("{first} – {last}") })
}

#[cfg(test)]
mod tests {
    use entity::list::Languages;
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn listed(rrule: &str, capacity: i32, taken: i64) -> PublicGroup {
        PublicGroup { rrule: Some(rrule.into()), capacity, taken, ..PublicGroup::example() }
    }

    #[test]
    fn a_rhythm_reads_as_people_say_it() {
        let every_week = listed("FREQ=WEEKLY;COUNT=10", 8, 0);
        assert_eq!(rhythm(Language::Fi, &every_week).unwrap(), "Tiistaisin klo 13–15");
        assert_eq!(rhythm(Language::En, &every_week).unwrap(), "Tuesdays, 13:00–15:00");
        let twice = listed("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;COUNT=10", 8, 0);
        assert_eq!(rhythm(Language::Fi, &twice).unwrap(), "Maanantaisin ja torstaisin klo 13–15, joka 2. viikko");
        assert_eq!(rhythm(Language::Fi, &listed("FREQ=MONTHLY;COUNT=3", 8, 0)), None);
    }

    #[test]
    fn a_filter_narrows_by_each_of_its_parts() {
        let group = Outline {
            id: Uuid::nil().into(),
            kind: GroupKind::Functional,
            openness: Openness::Closed,
            status: GroupStatus::Recruiting,
            languages: Languages(vec![Language::Fi]),
            place: Some("Mikkeli".into()),
            capacity: 8,
            first_date: NaiveDate::from_ymd_opt(2026, 10, 6),
            rrule: Some("FREQ=WEEKLY;COUNT=10".into()),
            taken: 8,
            intake_closed_at: None,
        };
        let takes = |name: &str, value: &str| ProgrammeFilter::read(&Form::default().set(name, value)).takes(&group);
        assert!(takes("municipality", "Mikkeli") && !takes("municipality", "Juva"));
        assert!(takes("kind", "functional") && !takes("kind", "therapeutic"));
        assert!(takes("weekday", "2") && !takes("weekday", "3"));
        assert!(takes("language", "fi") && !takes("language", "sv"));
        assert!(!takes("free", "true"), "a full group has no free place");
        assert!(takes("kind", "no such kind") && takes("weekday", "99"));
    }

    proptest! {
        #[test]
        fn a_group_is_full_exactly_when_no_place_is_left(capacity in 0..50_i32, taken in 0..60_i64) {
            let full = RoomLeft::of(&listed("FREQ=WEEKLY;COUNT=2", capacity, taken), at()) == RoomLeft::Full;
            prop_assert_eq!(full, taken >= i64::from(capacity));
        }
    }

    fn at() -> DateTime<Utc> {
        "2026-10-14T09:00:00Z".parse().unwrap()
    }

    /// What is said of a group: its mark, and whether one may apply or just come.
    fn said(status: GroupStatus, openness: Openness, taken: i64) -> (&'static str, bool) {
        let group = PublicGroup { openness, status, ..listed("FREQ=WEEKLY;COUNT=2", 6, taken) };
        let room = RoomLeft::of(&group, at());
        (room.key(), room.takes())
    }

    #[test]
    fn every_state_door_and_fill_has_its_own_true_words() {
        use GroupStatus as S;
        use Openness::{Closed, Open, SemiOpen};
        for status in S::BEFORE_START {
            for (openness, empty, last) in [
                (Open, "open-room-open", "open-room-open"),
                (SemiOpen, "open-room-free", "open-room-few"),
                (Closed, "open-room-free", "open-room-few"),
            ] {
                assert_eq!(said(status, openness, 0), (empty, true), "{status} {openness}");
                assert_eq!(said(status, openness, 5), (last, true), "{status} {openness}");
                assert_eq!(said(status, openness, 6), ("open-room-full", true), "{status} {openness}");
            }
        }
        for status in [S::Draft, S::Submitted, S::Returned, S::Approved] {
            assert_eq!(said(status, SemiOpen, 0), ("open-room-planned", false), "{status}");
        }
        assert_eq!(said(S::Running, Open, 0), ("open-room-open", true));
        assert_eq!(said(S::Running, Open, 6), ("open-room-full", true));
        assert_eq!(said(S::Running, SemiOpen, 5), ("open-room-few", true));
        assert_eq!(said(S::Running, SemiOpen, 6), ("open-room-full", true));
        for taken in [0, 5, 6] {
            assert_eq!(said(S::Running, Closed, taken), ("open-room-closed", false));
            for openness in [Open, SemiOpen, Closed] {
                for status in S::ENDED {
                    assert_eq!(said(status, openness, taken), ("open-room-over", false), "{status} {openness}");
                }
                assert_eq!(said(S::Cancelled, openness, taken), ("open-room-cancelled", false), "{openness}");
            }
        }
    }

    #[test]
    fn a_group_that_takes_nobody_in_for_now_has_no_free_place_while_it_is_held() {
        for status in GroupStatus::ALL {
            let group = PublicGroup { status: *status, ..listed("FREQ=WEEKLY;COUNT=2", 6, 0) };
            let paused = PublicGroup { intake_closed_at: Some(at()), ..group.clone() };
            let (room, left) = (RoomLeft::of(&group, at()), RoomLeft::of(&paused, at()));
            assert_eq!(left, if room.takes() { RoomLeft::Paused } else { room }, "{status}");
            assert!(!left.takes() && !left.is_free(), "{status}");
        }
    }

    #[test]
    fn a_group_whose_last_session_is_over_is_over_whatever_its_state_says() {
        for status in GroupStatus::OPEN {
            let past = PublicGroup { status, ends_at: Some(at()), ..listed("FREQ=WEEKLY;COUNT=2", 6, 0) };
            assert_eq!(RoomLeft::of(&past, at()), RoomLeft::Over, "{status}");
        }
    }

    #[test]
    fn what_is_said_of_getting_in_is_not_said_of_a_group_that_is_full_or_over() {
        for openness in Openness::ALL {
            assert_eq!(RoomLeft::Over.how_in(*openness), None);
            assert_eq!(RoomLeft::Cancelled.how_in(*openness), None);
        }
        for openness in [Openness::Open, Openness::SemiOpen] {
            assert_ne!(RoomLeft::Full.how_in(openness), RoomLeft::Free.how_in(openness), "{openness}");
        }
    }
}
