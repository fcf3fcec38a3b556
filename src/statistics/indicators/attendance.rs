//! How people came: visits, attendance, absences and hours (indicators 2b, 11, 12, 13).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use entity::state::AttendanceStatus;
use uuid::Uuid;

use super::super::cut::FactPosition;
use super::super::facts::Facts;
use super::super::figure::{CellTable, Measured, TableCell, float};
use super::super::month::Month;
use super::super::records::Tally;
use super::super::suppress::CellClients;
use super::measure;
use super::sheet::{CellSums, Fact, SumSheet};

/// Indicators 11 and 12: present of expected; no-shows of expected, and notified absences of all absences.
pub fn attendance(facts: &Facts) -> CellTable {
    let mut sheet = SumSheet::<4, 6>::new(facts);
    for tally in facts.tallies.iter().filter(|tally| facts.covers_month(tally.month)) {
        let [present, no_show, notified] = [tally.present, tally.no_show, tally.absent_notified].map(|count| count > 0);
        sheet.add(Fact {
            at: FactPosition::in_month(tally.group, tally.month),
            client: Some(tally.client),
            amounts: [tally.present, tally.no_show, tally.absent_notified, tally.unrecorded].map(u64::from),
            among: [present, no_show || notified, tally.expected() > 0, no_show, notified, true],
            days: None,
        });
    }
    let mut table = sheet.table(|cell| entries(&cell));
    table.classes = &[("absent", &["no_show", "notified"])];
    table
}

fn entries(cell: &CellSums<4, 6>) -> Vec<TableCell> {
    let [present, no_show, notified, unrecorded] = cell.amounts;
    let [came, missed, expected_clients, failed, told, enrolled] = cell.clients;
    let absent = no_show + notified;
    let expected = present + absent;
    let entry = |class, clients, n, values: [Option<Measured>; 1]| TableCell {
        key: cell.key.clone(),
        class,
        clients,
        n: Some(n),
        values: values.into_iter().flatten().collect(),
    };
    // Presences and absences add up to what was expected, and so do the two kinds of absence.
    vec![
        entry(
            "",
            CellClients::share(came, missed, expected_clients),
            expected_clients,
            [Measured::share(&measure::ATTENDANCE_RATE, present, expected)],
        ),
        entry("absent", CellClients::groups(&[missed, came]), missed, [None]),
        entry(
            "no_show",
            CellClients::groups(&[failed, came, told]),
            expected_clients,
            [Measured::share(&measure::NO_SHOW_RATE, no_show, expected)],
        ),
        entry(
            "notified",
            CellClients::groups(&[told, failed]),
            missed,
            [Measured::share(&measure::NOTIFIED_SHARE, notified, absent)],
        ),
        entry(
            "unrecorded",
            CellClients::count(enrolled),
            enrolled,
            [Some(Measured::count(&measure::UNRECORDED, unrecorded))],
        ),
    ]
}

/// Indicators 2b and 13: visits and hours of all who came, with a place in the group, by name or only counted. What they
/// tell about clients is that of those with a place, and of the guests among them by difference.
pub fn visits(facts: &Facts) -> CellTable {
    let mut sheet = SumSheet::<2, 2>::new(facts);
    for tally in facts.tallies.iter().filter(|tally| tally.present > 0 && facts.covers_month(tally.month)) {
        sheet.add(Fact {
            at: FactPosition::in_month(tally.group, tally.month),
            client: Some(tally.client),
            amounts: [tally.present, tally.minutes].map(u64::from),
            among: [true, false],
            days: None,
        });
    }
    for guest in facts.guests.iter().filter(|guest| facts.covers_month(guest.month)) {
        sheet.add(Fact {
            at: FactPosition::in_month(guest.group, guest.month),
            client: guest.client,
            amounts: [guest.visits, guest.minutes].map(u64::from),
            among: [true, true],
            days: None,
        });
    }
    sheet.table(|cell| {
        let ([visits, minutes], [clients, guests]) = (cell.amounts, cell.clients);
        let values = vec![
            Measured::count(&measure::VISITS, visits),
            Measured::value(&measure::ATTENDED_HOURS, float(minutes) / 60.0),
        ];
        let n = (clients > 0).then_some(clients);
        vec![TableCell { key: cell.key, class: "", clients: CellClients::visits(clients, guests), n, values }]
    })
}

/// Indicator 13: the mean of hours per participation.
pub fn hours(facts: &Facts) -> CellTable {
    let mut sheet = SumSheet::<1, 2>::new(facts);
    for tally in facts.tallies.iter().filter(|tally| tally.present > 0 && facts.covers_month(tally.month)) {
        let fact = |person, minutes, among| Fact {
            at: FactPosition::in_month(tally.group, tally.month),
            client: Some(person),
            amounts: [minutes],
            among,
            days: None,
        };
        sheet.add(fact(tally.client, u64::from(tally.minutes), [true, false]));
        sheet.add_about(Some(tally.client), fact(tally.participation, 0, [false, true]));
    }
    sheet.table(|cell| {
        let ([minutes], [clients, participations]) = (cell.amounts, cell.clients);
        let mean = float(minutes) / 60.0 / f64::from(participations.max(1));
        let values = vec![Measured {
            denominator: Some(participations.into()),
            ..Measured::value(&measure::HOURS_PER_PARTICIPATION, mean)
        }];
        vec![TableCell { key: cell.key, class: "", clients: CellClients::count(clients), n: Some(clients), values }]
    })
}

/// One mark of a held session, to be counted into tallies.
#[derive(Clone, Copy, Debug)]
pub struct CountedMark {
    pub participation: Uuid,
    pub client: Uuid,
    pub group: Uuid,
    pub on: NaiveDate,
    pub status: AttendanceStatus,
    /// Minutes attended.
    pub minutes: u32,
}

/// The tallies of single marks, one for each participation and month.
pub fn tally(marks: impl IntoIterator<Item = CountedMark>) -> Vec<Tally> {
    let mut tallies: BTreeMap<(Uuid, Month), Tally> = BTreeMap::new();
    for mark in marks {
        let month = Month::of(mark.on);
        tallies
            .entry((mark.participation, month))
            .or_insert_with(|| Tally::empty(mark.participation, mark.client, mark.group, month))
            .mark(mark.status, mark.minutes);
    }
    tallies.into_values().collect()
}
