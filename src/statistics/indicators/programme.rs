//! What the programme was: groups, sessions and places (indicators 1, 2, 8, 8b, 10).

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::NaiveDate;
use entity::state::{CancelCode, GroupStatus, SessionStatus};
use uuid::Uuid;

use super::super::cut::{FactPosition, Pattern};
use super::super::facts::Facts;
use super::super::figure::{CellTable, Measured, TableCell};
use super::super::month::Month;
use super::super::records::{GroupFact, ParticipationFact, SessionFact};
use super::super::suppress::CellClients;
use super::measure;
use super::sheet::{CellSums, Fact, SumSheet};

/// Indicator 1: groups with a held session in the period at which somebody was present, with a place or as a guest; a
/// group counts in every month in which it had one.
pub fn groups_realised(facts: &Facts) -> CellTable {
    let came = facts.tallies.iter().filter(|tally| tally.present > 0).map(|tally| (tally.group, tally.month));
    let besides = facts.guests.iter().map(|guest| (guest.group, guest.month));
    let realised: BTreeSet<(Uuid, Month)> =
        came.chain(besides).filter(|(_, month)| facts.covers_month(*month)).collect();
    let mut sheet = SumSheet::<0, 1>::new(facts);
    for (group, month) in realised {
        let at = FactPosition::in_month(group, month);
        sheet.add(Fact { at, client: Some(group), amounts: [], among: [true], days: None });
    }
    sheet.table(|cell| {
        let value = Measured::count(&measure::GROUPS_REALISED, cell.clients[0].into());
        vec![TableCell { key: cell.key, class: "", clients: CellClients::none(), n: None, values: vec![value] }]
    })
}

/// Indicator 2: unique clients with a presence in the period, and participations with one; never added up.
pub fn reach(facts: &Facts) -> CellTable {
    let mut sheet = SumSheet::<0, 2>::new(facts);
    for tally in facts.tallies.iter().filter(|tally| tally.present > 0 && facts.covers_month(tally.month)) {
        let fact = |person, among| Fact {
            at: FactPosition::in_month(tally.group, tally.month),
            client: Some(person),
            amounts: [],
            among,
            days: None,
        };
        sheet.add(fact(tally.client, [true, false]));
        sheet.add_about(Some(tally.client), fact(tally.participation, [false, true]));
    }
    sheet.table(|cell| {
        let [clients, participations] = cell.clients;
        let values = vec![
            Measured::count(&measure::UNIQUE_CLIENTS, clients.into()),
            Measured::count(&measure::PARTICIPATIONS, participations.into()),
        ];
        vec![TableCell { key: cell.key, class: "", clients: CellClients::count(clients), n: Some(clients), values }]
    })
}

/// Indicator 8b: participations with a presence per place, of the groups that began in the period.
pub fn places_started(facts: &Facts) -> CellTable {
    let mut sheet = SumSheet::<2, 1>::new(facts);
    let began = |group: &GroupFact| group.first_start.filter(|start| facts.covers(*start));
    let months: HashMap<Uuid, Month> =
        facts.groups.iter().filter_map(|group| Some((group.group, Month::of(began(group)?)))).collect();
    let mut realised: HashSet<Uuid> = HashSet::new();
    for one in facts.participations.iter().filter(|one| one.started_on.is_some()) {
        if let Some(month) = months.get(&one.group) {
            realised.insert(one.group);
            sheet.add(of_group(one.group, *month, Some(one.client), [1, 0]));
        }
    }
    for group in facts.groups.iter().filter(|group| realised.contains(&group.group)) {
        sheet.add(of_group(group.group, months[&group.group], None, [0, group.capacity.into()]));
    }
    sheet.table(|cell| {
        share_of_places(cell, |[started, places]| vec![Measured::share(&measure::PLACES_STARTED, started, places)])
    })
}

/// Indicator 8: enrolled at the end of session 2, and at most, per place, of groups whose session 2 was in the period.
pub fn fill(facts: &Facts) -> CellTable {
    let mut held: HashMap<Uuid, Vec<&SessionFact>> = HashMap::new();
    for session in facts.sessions.iter().filter(|session| session.status == SessionStatus::Held) {
        held.entry(session.group).or_default().push(session);
    }
    let mut enrolments: HashMap<Uuid, Vec<&ParticipationFact>> = HashMap::new();
    for one in &facts.participations {
        enrolments.entry(one.group).or_default().push(one);
    }
    let mut sheet = SumSheet::<3, 1>::new(facts);
    for group in &facts.groups {
        let (Some(held), Some(enrolments)) = (held.get_mut(&group.group), enrolments.get(&group.group)) else {
            continue;
        };
        held.sort_by_key(|session| session.ends_at);
        let Some(second) = held.get(1).filter(|second| facts.covers(second.on)) else { continue };
        let month = Month::of(second.on);
        let count = |on: NaiveDate| enrolments.iter().filter(|one| enrolled(one, on)).count() as u64;
        let peak = held.iter().map(|session| count(session.on)).max().unwrap_or(0);
        sheet.add(of_group(group.group, month, None, [count(second.on), peak, group.capacity.into()]));
        for one in enrolments.iter().filter(|one| enrolled(one, second.on)) {
            sheet.add(of_group(group.group, month, Some(one.client), [0; 3]));
        }
    }
    sheet.table(|cell| {
        share_of_places(cell, |[second, peak, places]| {
            vec![
                Measured::share(&measure::FILL_RATE, second, places),
                Measured::share(&measure::PEAK_FILL_RATE, peak, places),
            ]
        })
    })
}

/// Who came to a session for the last time was still enrolled at its end.
fn enrolled(one: &ParticipationFact, on: NaiveDate) -> bool {
    one.confirmed_on <= on && one.ended_on.is_none_or(|ended| ended >= on)
}

fn of_group<const A: usize>(group: Uuid, month: Month, client: Option<Uuid>, amounts: [u64; A]) -> Fact<A, 1> {
    Fact { at: FactPosition::in_month(group, month), client, amounts, among: [true], days: None }
}

fn share_of_places<const A: usize>(
    cell: CellSums<A, 1>,
    values: impl Fn([u64; A]) -> Vec<Option<Measured>>,
) -> Vec<TableCell> {
    let [clients] = cell.clients;
    let values = values(cell.amounts).into_iter().flatten().collect();
    vec![TableCell { key: cell.key, class: "", clients: CellClients::count(clients), n: Some(clients), values }]
}

/// How a planned session came out, once its time has passed.
enum SessionOutcome {
    Held,
    Cancelled(Option<CancelCode>),
    /// Over, and neither marked held nor cancelled.
    Unmarked,
    Ahead,
}

/// Whether a group runs or ran; a plan that came to nothing shows in indicator 1.
fn ran(status: GroupStatus) -> bool {
    status == GroupStatus::Running || status.has_ended()
}

/// Indicator 10: of the sessions that groups which ran had planned in the period and not ahead, those held, also later in a replacement; the
/// rest by cancellation code.
pub fn sessions(facts: &Facts) -> CellTable {
    const CODES: usize = CancelCode::ALL.len();
    let replacements: HashMap<Uuid, &SessionFact> =
        facts.sessions.iter().filter_map(|session| Some((session.replaces?, session))).collect();
    let mut sheet = SumSheet::<{ CODES + 4 }, 0>::new(facts);
    let ran: HashSet<Uuid> = facts.groups.iter().filter(|group| ran(group.status)).map(|group| group.group).collect();
    let planned = |session: &&SessionFact| session.replaces.is_none() && ran.contains(&session.group);
    for session in facts.sessions.iter().filter(planned).filter(|session| facts.covers(session.on)) {
        let mut amounts = [0; CODES + 4];
        amounts[0] = 1;
        match outcome(session, &replacements, facts) {
            SessionOutcome::Held => (amounts[1], amounts[2]) = (1, 1),
            SessionOutcome::Cancelled(code) => {
                let at = CancelCode::ALL.iter().position(|other| Some(*other) == code);
                amounts[1] = 1;
                amounts[4 + at.unwrap_or(CODES - 1)] = 1;
            }
            SessionOutcome::Unmarked => (amounts[1], amounts[3]) = (1, 1),
            SessionOutcome::Ahead => {}
        }
        let at = FactPosition::in_month(session.group, Month::of(session.on));
        sheet.add(Fact { at, client: None, amounts, among: [], days: None });
    }
    sheet.table(|cell| session_entries(&cell))
}

/// Follows a cancelled session to the one that was held in its stead.
fn outcome(session: &SessionFact, replacements: &HashMap<Uuid, &SessionFact>, facts: &Facts) -> SessionOutcome {
    let mut last = session;
    // A chain cannot be longer than the list; the bound keeps bad data from running in a ring.
    for _ in 0..facts.sessions.len() {
        match replacements.get(&last.session) {
            Some(replacement) if last.status == SessionStatus::Cancelled => last = replacement,
            _ => break,
        }
    }
    match last.status {
        SessionStatus::Held => SessionOutcome::Held,
        SessionStatus::Cancelled => SessionOutcome::Cancelled(last.cancel_code),
        SessionStatus::Planned if last.ends_at <= facts.now => SessionOutcome::Unmarked,
        SessionStatus::Planned => SessionOutcome::Ahead,
    }
}

fn session_entries<const A: usize>(cell: &CellSums<A, 0>) -> Vec<TableCell> {
    let [planned, due, held, unmarked] = [0, 1, 2, 3].map(|at| cell.amounts[at]);
    let entry =
        |class, values| TableCell { key: cell.key.clone(), class, clients: CellClients::none(), n: None, values };
    let share = |count| Measured::share(&measure::SESSION_REALISATION, count, due);
    let whole = [Some(Measured::count(&measure::SESSIONS_PLANNED, planned)), share(held)];
    let mut entries = vec![entry("", whole.into_iter().flatten().collect())];
    if Pattern::OF_CLASSES.contains(&cell.key.pattern) {
        // Sessions are merged with their groups only, none of which ran.
        let codes = CancelCode::ALL.iter().zip(&cell.amounts[4..]).filter(|(code, _)| **code != CancelCode::Merged);
        entries.extend(codes.filter_map(|(code, count)| Some(entry(code.code(), vec![share(*count)?]))));
        entries.extend(share(unmarked).map(|share| entry("unmarked", vec![share])));
    }
    entries
}
