//! Hand-computed cases, and the totals of the demo programme as bare facts.

use std::collections::HashSet;
use std::sync::{Arc, OnceLock};

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use entity::state::{
    AttendanceStatus, Attrition, BenefitLevel, CancelCode, Channel, CloseReason, GroupKind, GroupStatus, Language,
    ParticipationStatus, SessionStatus,
};
use uuid::Uuid;

use super::super::cut::{By, CellKey, CutPosition, Pattern, Selection};
use super::super::facts::Facts;
use super::super::figure::{CellTable, Figure, Measured, select};
use super::super::month::Month;
use super::super::records::*;
use super::attendance::CountedMark;
use super::*;
use crate::text;

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

fn noon(on: NaiveDate) -> DateTime<Utc> {
    on.and_hms_opt(9, 0, 0).unwrap().and_utc()
}

fn id(space: u128, number: usize) -> Uuid {
    Uuid::from_u128(space << 64 | number as u128)
}

fn nothing() -> Facts {
    Facts {
        period: day(1, 1)..=day(12, 31),
        now: noon(day(10, 14)),
        zone: chrono_tz::Europe::Helsinki,
        groups: Vec::new(),
        sessions: Vec::new(),
        participations: Vec::new(),
        tallies: Vec::new(),
        guests: Vec::new(),
        referrals: Vec::new(),
        ratings: Vec::new(),
        baselines: Vec::new(),
        protected: HashSet::new(),
        index: OnceLock::new(),
    }
}

fn group(number: usize, kind: GroupKind, municipality: &str, capacity: u32, ended: bool) -> GroupFact {
    let kainuu = [1, 2, 5, 7, 11, 15].contains(&number);
    GroupFact {
        group: id(1, number),
        kind,
        unit: id(2, usize::from(kainuu)),
        area: id(3, usize::from(kainuu)),
        municipality: Arc::from(municipality),
        project: None,
        capacity,
        status: if ended { GroupStatus::Ended } else { GroupStatus::Running },
        first_start: Some(day(if ended { 2 } else { 9 }, 1)),
        last_end: ended.then(|| day(6, 1)),
    }
}

/// An open referral to group 12.
fn referred(number: usize, client: Uuid) -> ReferralFact {
    ReferralFact {
        referral: id(7, number),
        client,
        group: id(1, 12),
        submitted_on: day(9, 1),
        decided_on: None,
        close_reason: None,
        channels: Vec::new(),
        accompanied: false,
        first_presence: None,
    }
}

fn session(number: usize, on: NaiveDate, status: SessionStatus) -> SessionFact {
    SessionFact {
        session: id(4, number),
        group: id(1, 12),
        number: u32::try_from(number).unwrap(),
        on,
        ends_at: noon(on) + TimeDelta::hours(2),
        status,
        replaces: None,
        cancel_code: None,
    }
}

fn everything() -> CellKey {
    CutPosition::default().key(Pattern::NONE).unwrap()
}

fn whole<'a>(table: &'a CellTable, measure: &str, class: &str) -> &'a Measured {
    table.true_value(measure, class, &everything()).unwrap()
}

fn counts(table: &CellTable, measure: &str, class: &str) -> (u64, u64) {
    let value = whole(table, measure, class);
    (value.numerator.unwrap(), value.denominator.unwrap())
}

/// The four clients of the grief group: present, late by 20 of 120 minutes, notified, no-show, there for an hour.
fn grief_group() -> Facts {
    use AttendanceStatus::{AbsentNotified, Late, NoShow, Partial, Present};
    let held = [day(9, 16), day(9, 23), day(10, 7)];
    let marks: [&[(usize, AttendanceStatus, u32)]; 4] = [
        &[(0, Present, 120), (1, Present, 120), (2, Present, 120)],
        &[(0, Present, 120), (1, Late, 100), (2, AbsentNotified, 0)],
        &[(0, Present, 120), (1, NoShow, 0), (2, NoShow, 0)],
        &[(1, Present, 120), (2, Partial, 60)],
    ];
    let marks = marks.iter().enumerate().flat_map(|(client, marks)| {
        marks.iter().map(move |(session, status, minutes)| CountedMark {
            participation: id(6, client),
            client: id(5, client),
            group: id(1, 12),
            on: held[*session],
            status: *status,
            minutes: *minutes,
        })
    });
    Facts {
        groups: vec![group(12, GroupKind::Therapeutic, "Pieksämäki", 6, false)],
        tallies: tally(marks),
        ..nothing()
    }
}

#[test]
fn attendance_of_the_grief_group_is_eight_of_eleven() {
    let facts = grief_group();
    let table = attendance(&facts);
    assert_eq!(counts(&table, "attendance_rate", ""), (8, 11));
    assert_eq!(counts(&table, "no_show_rate", "no_show"), (2, 11));
    assert_eq!(counts(&table, "notified_share", "notified"), (1, 3));
    let (hours, visits) = (hours(&facts), visits(&facts));
    assert_eq!(whole(&visits, "visits", "").numerator, Some(8));
    assert!((whole(&visits, "attended_hours", "").value - (14.0 + 40.0 / 60.0)).abs() < 1e-9);
    assert!((whole(&hours, "hours_per_participation", "").value - 880.0 / 240.0).abs() < 1e-9);
}

#[test]
fn guests_are_visits_and_tell_of_a_client_only_where_one_is_known() {
    let guest = |client: Option<usize>, visits| GuestFact {
        group: id(1, 12),
        month: Month::of(day(9, 16)),
        client: client.map(|client| id(5, client)),
        visits,
        minutes: visits * 120,
    };
    let shown = |guests: Vec<GuestFact>, clients: usize| {
        let mut facts = grief_group();
        let tallies = (0..clients).map(|client| Tally { client: id(5, client), ..facts.tallies[0] });
        facts.tallies = tallies.collect();
        facts.guests = guests;
        let visits = whole(&visits(&facts), "visits", "").numerator;
        let published = published(&facts);
        let figure = published.iter().find(|one| one.measure().key == "visits" && *one.key() == everything()).unwrap();
        (visits, figure.shown().is_some())
    };
    let came = u64::from(grief_group().tallies[0].present);
    assert_eq!(shown(vec![guest(None, 30)], 0), (Some(30), true), "of people who gave no name");
    assert_eq!(shown(vec![guest(None, 30)], 5), (Some(30 + 5 * came), true));
    assert_eq!(shown(vec![guest(None, 30)], 4), (Some(30 + 4 * came), false));
    assert_eq!(shown(vec![guest(Some(1), 1)], 5), (Some(1 + 5 * came), false), "by difference the visit of one");
}

#[test]
fn nothing_about_four_clients_is_published() {
    let figures = published(&grief_group());
    assert!(figures.len() > 10);
    assert!(figures.iter().all(|figure| figure.shown().is_none() || figure.shown().unwrap().n.is_none()));
}

#[test]
fn an_unrecorded_session_leaves_every_rate() {
    let mut facts = grief_group();
    facts.tallies.iter_mut().for_each(|tally| tally.mark(AttendanceStatus::Unrecorded, 0));
    let table = attendance(&facts);
    assert_eq!(counts(&table, "attendance_rate", ""), (8, 11));
    assert_eq!(whole(&table, "unrecorded", "unrecorded").numerator, Some(facts.tallies.len() as u64));
}

#[test]
fn a_session_held_later_in_a_replacement_is_realised() {
    use SessionStatus::{Cancelled, Held, Planned};
    let ill = |number, on| SessionFact { cancel_code: Some(CancelCode::LeaderIll), ..session(number, on, Cancelled) };
    let mut replacement = session(9, day(11, 11), Planned);
    replacement.replaces = Some(id(4, 3));
    let mut facts = Facts {
        groups: vec![group(12, GroupKind::Therapeutic, "Pieksämäki", 6, false)],
        sessions: vec![
            session(1, day(9, 16), Held),
            session(2, day(9, 23), Held),
            ill(3, day(9, 30)),
            ill(4, day(10, 1)),
            session(5, day(10, 2), Planned),
            session(6, day(10, 21), Planned),
            replacement,
        ],
        ..nothing()
    };
    let table = sessions(&facts);
    assert_eq!(whole(&table, "sessions_planned", "").numerator, Some(6));
    assert_eq!(counts(&table, "session_realisation", ""), (2, 4));
    assert_eq!(counts(&table, "session_realisation", "leader_ill"), (1, 4));
    assert_eq!(counts(&table, "session_realisation", "unmarked"), (1, 4));
    facts.sessions[6].status = Held;
    let table = sessions(&facts);
    assert_eq!(counts(&table, "session_realisation", ""), (3, 5));
    assert_eq!(counts(&table, "session_realisation", "leader_ill"), (1, 5));
}

#[test]
fn a_ring_of_replacements_comes_to_an_end() {
    let mut ring = [session(1, day(9, 1), SessionStatus::Cancelled), session(2, day(9, 2), SessionStatus::Cancelled)];
    ring[0].replaces = Some(id(4, 2));
    ring[1].replaces = Some(id(4, 1));
    let mut entry = session(3, day(9, 3), SessionStatus::Cancelled);
    entry.session = id(4, 1);
    let facts = Facts {
        groups: vec![group(12, GroupKind::Therapeutic, "Pieksämäki", 6, false)],
        sessions: ring.into_iter().chain([entry]).collect(),
        ..nothing()
    };
    assert_eq!(whole(&sessions(&facts), "sessions_planned", "").numerator, Some(1));
}

#[test]
fn fill_is_read_at_the_end_of_the_second_held_session() {
    let groups = vec![group(12, GroupKind::Therapeutic, "Pieksämäki", 6, false)];
    let one = |number, confirmed_on, ended_on| ParticipationFact {
        participation: id(6, number),
        client: id(5, number),
        group: id(1, 12),
        status: ParticipationStatus::Started,
        confirmed_on,
        started_on: None,
        ended_on,
        accompanied: false,
        came_to_second: None,
    };
    let sessions = [day(9, 16), day(9, 23), day(10, 7)].into_iter().enumerate();
    let facts = Facts {
        groups,
        sessions: sessions.map(|(at, on)| session(at, on, SessionStatus::Held)).collect(),
        participations: vec![
            one(1, day(9, 1), None),
            one(2, day(9, 1), Some(day(9, 16))),
            one(3, day(9, 1), Some(day(9, 23))),
            one(4, day(9, 24), None),
            one(5, day(9, 24), None),
        ],
        ..nothing()
    };
    let table = fill(&facts);
    assert_eq!(counts(&table, "fill_rate", ""), (2, 6));
    assert_eq!(counts(&table, "peak_fill_rate", ""), (3, 6));
}

#[test]
fn the_second_session_of_a_group_that_began_earlier_is_not_looked_for_in_the_period() {
    let held = [day(5, 20), day(5, 27), day(6, 3), day(6, 10)].into_iter().enumerate();
    let participation = ParticipationFact {
        participation: id(6, 1),
        client: id(5, 1),
        group: id(1, 12),
        status: ParticipationStatus::Started,
        confirmed_on: day(5, 1),
        started_on: Some(day(5, 20)),
        ended_on: None,
        accompanied: false,
        came_to_second: None,
    };
    let mut facts = Facts {
        period: day(6, 1)..=day(8, 31),
        groups: vec![group(12, GroupKind::Therapeutic, "Pieksämäki", 6, false)],
        sessions: held.map(|(at, on)| session(at, on, SessionStatus::Held)).collect(),
        participations: vec![participation],
        ..nothing()
    };
    assert_eq!(fill(&facts).true_value("fill_rate", "", &everything()), None);
    facts.period = day(1, 1)..=day(5, 31);
    facts.index = OnceLock::new();
    assert_eq!(counts(&fill(&facts), "fill_rate", ""), (1, 6));
}

#[test]
fn a_group_is_realised_in_each_month_in_which_somebody_came() {
    let table = groups_realised(&grief_group());
    assert_eq!(whole(&table, "groups_realised", "").numerator, Some(1));
    for month in [9, 10] {
        let key = CutPosition { month: Some(Month { year: 2026, month }), ..CutPosition::default() }
            .key(Pattern::MONTH)
            .unwrap();
        assert_eq!(table.true_value("groups_realised", "", &key).unwrap().numerator, Some(1));
    }
}

#[test]
fn a_client_with_address_protection_counts_where_the_area_is_not_given() {
    let mut facts = grief_group();
    facts.protected = [id(5, 0)].into();
    let table = reach(&facts);
    let clients = |place: CutPosition, pattern| {
        let found = table.true_value("unique_clients", "", &place.key(pattern).unwrap());
        found.and_then(|value| value.numerator)
    };
    let municipality = |name: &str| CutPosition { municipality: Some(Arc::from(name)), ..CutPosition::default() };
    assert_eq!(clients(municipality("Pieksämäki"), Pattern::MUNICIPALITY), Some(3));
    assert_eq!(clients(municipality(""), Pattern::MUNICIPALITY), Some(1));
    let own = CutPosition::of(&facts.groups[0]);
    assert_eq!(clients(own.clone(), Pattern::GROUP), Some(3));
    assert_eq!(clients(own.without_area(), Pattern::GROUP), Some(1));
    assert_eq!(clients(own, Pattern::UNIT), Some(4), "the unit that gives the service is no address");
    assert_eq!(whole(&table, "unique_clients", "").numerator, Some(4));
    assert_eq!(whole(&table, "participations", "").numerator, Some(4));
}

#[test]
fn the_area_not_given_is_hidden_with_a_second_municipality() {
    let mut facts = demo::demo();
    facts.protected = [facts.participations.iter().find(|one| one.group == id(1, 3)).unwrap().client].into();
    let figures = published(&facts);
    let selection = Selection::by(By::Municipality);
    let hidden: Vec<String> = select(&figures, &selection)
        .unwrap()
        .filter(|figure| figure.measure() == &measure::UNIQUE_CLIENTS && figure.shown().is_none())
        .map(|figure| figure.key().label(By::Municipality))
        .collect();
    assert!(hidden.contains(&String::new()) && hidden.len() >= 2, "{hidden:?}");
}

#[test]
fn a_follow_up_that_is_not_due_yet_is_no_attrition() {
    let baseline = |client, due| BaselineFact {
        participation: id(6, client),
        client: id(5, client),
        group: id(1, 12),
        follow_up_due_on: Some(due),
        followed_up: false,
        reason: None,
    };
    let facts = Facts {
        groups: vec![group(12, GroupKind::Therapeutic, "Pieksämäki", 6, true)],
        baselines: vec![baseline(1, day(9, 1)), baseline(2, day(10, 14)), baseline(3, day(10, 15))],
        ..nothing()
    };
    assert_eq!(counts(&follow_up(&facts), "attrition", ""), (2, 2));
}

#[test]
fn few_late_reviews_are_not_shown() {
    let mut facts = demo::demo();
    let figures = published(&facts);
    let is_shown = |figures: &[Figure]| {
        let all = Selection::by(By::None);
        let mut found = select(figures, &all).unwrap().filter(|figure| figure.measure() == &measure::REVIEWED_IN_TIME);
        found.next().unwrap().shown().is_some()
    };
    assert!(!is_shown(&figures), "that all were in time tells about each");
    facts.referrals.iter_mut().take(4).for_each(|one| one.decided_on = Some(day(3, 1)));
    assert!(!is_shown(&published(&facts)));
    facts.referrals.iter_mut().take(5).for_each(|one| one.decided_on = Some(day(3, 1)));
    assert!(is_shown(&published(&facts)));
}

mod recount;

#[test]
fn days_to_start_have_a_median_and_from_ten_on_a_ninetieth_percentile() {
    let referral = |number: usize, days: u64| ReferralFact {
        decided_on: Some(day(9, 1) + Days::new(days)),
        close_reason: Some(CloseReason::Started),
        first_presence: Some(day(9, 1) + Days::new(days)),
        ..referred(number, id(5, number))
    };
    let mut facts = Facts {
        groups: vec![group(12, GroupKind::Therapeutic, "Pieksämäki", 6, false)],
        referrals: (1..=9).map(|number| referral(number, number as u64)).collect(),
        ..nothing()
    };
    let table = time_to_start(&facts);
    assert!((whole(&table, "median_days_to_start", "").value - 5.0).abs() < 1e-9);
    assert_eq!(table.true_value("p90_days_to_start", "", &everything()), None);
    assert_eq!(counts(&review(&facts), "reviewed_in_time", ""), (7, 9));
    facts.referrals.push(referral(10, 30));
    let table = time_to_start(&facts);
    assert!((whole(&table, "median_days_to_start", "").value - 5.5).abs() < 1e-9);
    assert!((whole(&table, "p90_days_to_start", "").value - 9.0).abs() < 1e-9);
}

mod demo;

#[test]
fn every_measure_and_indicator_has_its_texts() {
    for language in [Language::Fi, Language::Sv, Language::En] {
        for measure in measure::ALL {
            assert!(text::has(language, &measure.name_key()), "{language}: {}", measure.name_key());
            for part in ["name", "definition", "numerator", "denominator"] {
                let key = measure.definition_key().replace("definition", part);
                assert!(text::has(language, &key), "{language}: {key}");
            }
        }
    }
}
