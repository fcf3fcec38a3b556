//! What a plan runs into: booked venues and leaders, closed days, and rooms that are too small.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::id::{GroupId, SessionId, StaffId, VenueId};

use super::recurrence::{Break, Occurrence};
use crate::holidays::{Holiday, holiday};

/// The room and people that a session of a plan needs. A fallback venue is not booked, so it isn't told here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    pub venue: Option<VenueRoom>,
    pub leaders: Vec<StaffId>,
    /// How many people come, leaders left out.
    pub capacity: i32,
}

/// A venue and how many people it holds, where that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VenueRoom {
    pub id: VenueId,
    pub seats: Option<i32>,
}

/// A session that stands already, the plan's own among them. Those that the plan replaces must be left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booking {
    pub session_id: SessionId,
    pub group_id: GroupId,
    pub group_code: String,
    pub venue_id: Option<VenueId>,
    pub leaders: Vec<StaffId>,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
}

/// A session of the plan: when it is and what it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedTime {
    pub id: SessionId,
    pub group_id: GroupId,
    pub occurrence: Occurrence,
    pub needs: Needs,
}

/// One clash of the plan's session with that index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    pub wanted: usize,
    pub with: With,
}

/// What a session clashes with; a booking by its index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum With {
    /// Another session of the same group, told once and not by each venue and leader.
    Group {
        booking: usize,
    },
    Venue {
        booking: usize,
    },
    Leader {
        leader: StaffId,
        booking: usize,
    },
    Holiday(Holiday),
    Break(String),
    VenueCapacity {
        seats: i32,
        needed: i32,
    },
}

impl With {
    /// The published code of the kind of clash.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Group { .. } => "group",
            Self::Venue { .. } => "venue",
            Self::Leader { .. } => "leader",
            Self::Holiday(_) => "holiday",
            Self::Break(_) => "break",
            Self::VenueCapacity { .. } => "venue_capacity",
        }
    }
}

/// Every clash, in the order of the plan. Sessions that only touch (one ends as the other starts) don't clash, and none
/// clashes with itself.
pub fn clashes(plan: &[PlannedTime], bookings: &[Booking], breaks: &[Break]) -> Vec<Clash> {
    let diary = Diary::new(bookings);
    let mut found = Vec::new();
    for (index, PlannedTime { id, group_id, occurrence, needs }) in plan.iter().enumerate() {
        let mut add = |with| found.push(Clash { wanted: index, with });
        let own = diary.overlapping(Bookable::Group(*group_id), occurrence);
        own.filter(|booking| bookings[*booking].session_id != *id).for_each(|booking| add(With::Group { booking }));
        let booked = |resource| {
            diary.overlapping(resource, occurrence).filter(|booking| bookings[*booking].group_id != *group_id)
        };
        if let Some(venue) = needs.venue {
            booked(Bookable::Venue(venue.id)).for_each(|booking| add(With::Venue { booking }));
            if let Some(seats) = venue.seats.filter(|seats| *seats < needs.capacity) {
                add(With::VenueCapacity { seats, needed: needs.capacity });
            }
        }
        for leader in &needs.leaders {
            booked(Bookable::Leader(*leader)).for_each(|booking| add(With::Leader { leader: *leader, booking }));
        }
        if let Some(day) = holiday(occurrence.date) {
            add(With::Holiday(day));
        }
        if let Some(pause) = breaks.iter().find(|pause| pause.covers(occurrence.date)) {
            add(With::Break(pause.name.clone()));
        }
    }
    found
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Bookable {
    Group(GroupId),
    Venue(VenueId),
    Leader(StaffId),
}

/// The bookings of each venue and leader by their start, so that an occurrence looks at its own time only.
struct Diary(HashMap<Bookable, Vec<DiaryEntry>>);

struct DiaryEntry {
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    /// The latest end of this entry and those before it: where it's past, nothing earlier can overlap.
    latest_end: DateTime<Utc>,
    booking: usize,
}

impl Diary {
    fn new(bookings: &[Booking]) -> Self {
        let mut diary: HashMap<Bookable, Vec<DiaryEntry>> = HashMap::new();
        let mut order: Vec<usize> = (0..bookings.len()).collect();
        order.sort_by_key(|booking| bookings[*booking].starts_at);
        for booking in order {
            let Booking { starts_at, ends_at, .. } = bookings[booking];
            let leaders = bookings[booking].leaders.iter().map(|leader| Bookable::Leader(*leader));
            let place = bookings[booking].venue_id.map(Bookable::Venue);
            let group = Bookable::Group(bookings[booking].group_id);
            for resource in std::iter::once(group).chain(place).chain(leaders) {
                let entries = diary.entry(resource).or_default();
                let latest_end = entries.last().map_or(ends_at, |earlier| earlier.latest_end.max(ends_at));
                entries.push(DiaryEntry { starts_at, ends_at, latest_end, booking });
            }
        }
        Self(diary)
    }

    fn overlapping(&self, resource: Bookable, occurrence: &Occurrence) -> impl Iterator<Item = usize> {
        let (starts_at, ends_at) = (occurrence.starts_at, occurrence.ends_at);
        let entries = self.0.get(&resource).map_or(&[][..], Vec::as_slice);
        let before_its_end = entries.partition_point(|entry| entry.starts_at < ends_at);
        let near = entries[..before_its_end].iter().rev().take_while(move |entry| starts_at < entry.latest_end);
        near.filter(move |entry| starts_at < entry.ends_at).map(|entry| entry.booking)
    }
}

#[cfg(test)]
mod tests {
    use chrono::{NaiveDate, TimeDelta};
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn id<T: From<Uuid>>(number: u128) -> T {
        Uuid::from_u128(number).into()
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn occurrence(starts_at: DateTime<Utc>, minutes: i64) -> Occurrence {
        Occurrence { starts_at, ends_at: starts_at + TimeDelta::minutes(minutes), date: starts_at.date_naive() }
    }

    fn booking(number: u128, starts_at: &str, venue: Option<u128>, leaders: &[u128]) -> Booking {
        Booking {
            session_id: id(number),
            group_id: id(number),
            group_code: format!("G{number:02}"),
            venue_id: venue.map(id),
            leaders: leaders.iter().copied().map(id).collect(),
            starts_at: at(starts_at),
            ends_at: at(starts_at) + TimeDelta::minutes(60),
        }
    }

    fn needs(venue: u128, leader: u128) -> Needs {
        Needs { venue: Some(VenueRoom { id: id(venue), seats: Some(8) }), leaders: vec![id(leader)], capacity: 8 }
    }

    fn wanted(occurrences: &[Occurrence], needs: &Needs) -> Vec<PlannedTime> {
        occurrences
            .iter()
            .map(|one| PlannedTime { id: id(9999), group_id: id(9999), occurrence: *one, needs: needs.clone() })
            .collect()
    }

    #[test]
    fn a_double_booked_venue_and_leader_are_told_with_the_session() {
        let plan = [occurrence(at("2026-09-03T10:00:00Z"), 120)];
        let booked = [
            booking(1, "2026-09-03T11:30:00Z", Some(7), &[9]),
            booking(2, "2026-09-03T11:30:00Z", Some(8), &[5]),
            booking(3, "2026-09-03T09:30:00Z", None, &[9]),
        ];
        let found = clashes(&wanted(&plan, &needs(7, 9)), &booked, &[]);
        let with: Vec<_> = found.into_iter().map(|clash| clash.with).collect();
        assert_eq!(
            with,
            [
                With::Venue { booking: 0 },
                With::Leader { leader: id(9), booking: 0 },
                With::Leader { leader: id(9), booking: 2 },
            ]
        );
    }

    #[test]
    fn sessions_that_touch_do_not_clash() {
        let plan = [occurrence(at("2026-09-03T10:00:00Z"), 60)];
        let booked =
            [booking(1, "2026-09-03T09:00:00Z", Some(7), &[]), booking(2, "2026-09-03T11:00:00Z", Some(7), &[])];
        assert_eq!(clashes(&wanted(&plan, &needs(7, 9)), &booked, &[]), []);
    }

    #[test]
    fn a_session_that_moves_clashes_once_with_another_of_its_group_and_not_with_itself() {
        let mut plan = wanted(&[occurrence(at("2026-09-03T10:00:00Z"), 60)], &needs(7, 9));
        (plan[0].id, plan[0].group_id) = (id(1), id(1));
        let mut booked = [
            booking(1, "2026-09-03T10:30:00Z", Some(7), &[9]),
            booking(2, "2026-09-03T10:30:00Z", Some(7), &[9]),
            booking(3, "2026-09-03T10:30:00Z", Some(7), &[]),
        ];
        booked[1].group_id = id(1);
        let with: Vec<_> = clashes(&plan, &booked, &[]).into_iter().map(|clash| clash.with).collect();
        assert_eq!(with, [With::Group { booking: 1 }, With::Venue { booking: 2 }]);
    }

    #[test]
    fn a_group_without_a_venue_clashes_with_no_other_group_without_one() {
        let plan = [occurrence(at("2026-09-03T10:00:00Z"), 60)];
        let booked = [booking(1, "2026-09-03T10:00:00Z", None, &[])];
        assert_eq!(clashes(&wanted(&plan, &Needs::default()), &booked, &[]), []);
    }

    #[test]
    fn closed_days_and_small_rooms_are_told() {
        let plan = [occurrence(at("2026-06-19T10:00:00Z"), 60), occurrence(at("2026-07-10T10:00:00Z"), 60)];
        let date = |text: &str| text.parse::<NaiveDate>().unwrap();
        let breaks = [Break { name: "Summer".to_owned(), starts_on: date("2026-07-06"), ends_on: date("2026-08-02") }];
        let crowd = Needs { venue: Some(VenueRoom { id: id(7), seats: Some(6) }), leaders: vec![], capacity: 8 };
        let codes: Vec<_> = clashes(&wanted(&plan, &crowd), &[], &breaks)
            .into_iter()
            .map(|clash| (clash.wanted, clash.with.code()))
            .collect();
        assert_eq!(codes, [(0, "venue_capacity"), (0, "holiday"), (1, "venue_capacity"), (1, "break")]);
    }

    fn naive(plan: &[Occurrence], needs: &Needs, bookings: &[Booking]) -> Vec<(usize, Option<StaffId>, usize)> {
        let mut found = Vec::new();
        for (index, session) in plan.iter().enumerate() {
            for (number, booked) in bookings.iter().enumerate() {
                if session.starts_at >= booked.ends_at || booked.starts_at >= session.ends_at {
                    continue;
                }
                if booked.venue_id.is_some() && booked.venue_id == needs.venue.map(|venue| venue.id) {
                    found.push((index, None, number));
                }
                let shared = needs.leaders.iter().filter(|leader| booked.leaders.contains(leader));
                found.extend(shared.map(|leader| (index, Some(*leader), number)));
            }
        }
        found.sort_unstable();
        found
    }

    prop_compose! {
        fn any_booking()(
            number in 0u128..1000,
            start in 0i64..3000,
            minutes in 1i64..600,
            venue in proptest::option::of(0u128..3),
            leaders in proptest::sample::subsequence(vec![10u128, 11, 12], 0..=3),
        ) -> Booking {
            let starts_at = at("2026-09-07T00:00:00Z") + TimeDelta::minutes(start);
            Booking {
                ends_at: starts_at + TimeDelta::minutes(minutes),
                ..booking(number, &starts_at.to_rfc3339(), venue, &leaders)
            }
        }
    }

    proptest! {
        #[test]
        fn the_fast_search_finds_what_comparing_all_pairs_finds(
            bookings in proptest::collection::vec(any_booking(), 0..40),
            starts in proptest::collection::vec((0i64..3000, 1i64..600), 0..20),
            venue in proptest::option::of(0u128..3),
            leaders in proptest::sample::subsequence(vec![10u128, 11, 12], 0..=3),
        ) {
            let monday = at("2026-09-07T00:00:00Z");
            let plan: Vec<_> =
                starts.iter().map(|(start, length)| occurrence(monday + TimeDelta::minutes(*start), *length)).collect();
            let needs = Needs {
                venue: venue.map(|venue| VenueRoom { id: id(venue), seats: None }),
                leaders: leaders.into_iter().map(id).collect(),
                capacity: 0,
            };
            let mut found: Vec<_> = clashes(&wanted(&plan, &needs), &bookings, &[])
                .into_iter()
                .map(|clash| match clash.with {
                    With::Venue { booking } => (clash.wanted, None, booking),
                    With::Leader { leader, booking } => (clash.wanted, Some(leader), booking),
                    other => panic!("no other clash was asked for: {other:?}"),
                })
                .collect();
            found.sort_unstable();
            prop_assert_eq!(found, naive(&plan, &needs, &bookings));
        }
    }
}
