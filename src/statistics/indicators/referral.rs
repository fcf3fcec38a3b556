//! How referrals came out (indicators 3, 4, 5, 6, 24, 25). R are the referrals submitted in the period and closed,
//! without duplicates.

use entity::state::CloseReason;

use super::super::cut::{FactPosition, Pattern};
use super::super::facts::Facts;
use super::super::figure::{CellTable, Measure, Measured, TableCell};
use super::super::interval::{Proportion, difference};
use super::super::month::Month;
use super::super::records::ReferralFact;
use super::super::suppress::CellClients;
use super::measure;
use super::sheet::{CellSums, Fact, SumSheet};

/// The ways in which a referral ends without a start, in the order in which they are shown.
const REASONS: [CloseReason; 8] = [
    CloseReason::Rejected,
    CloseReason::Declined,
    CloseReason::Expired,
    CloseReason::Withdrawn,
    CloseReason::Redirected,
    CloseReason::GroupCancelled,
    CloseReason::NeverPlaced,
    CloseReason::NoStart,
];

/// A decision within this many days is in time.
const REVIEW_DAYS: i64 = 7;

/// A 90th percentile of fewer values would be the largest of them, which is never told.
const FEWEST_FOR_P90: usize = 10;

/// R of the period.
fn closed(facts: &Facts) -> impl Iterator<Item = &ReferralFact> {
    facts.referrals.iter().filter(|one| {
        facts.covers(one.submitted_on) && one.close_reason.is_some_and(|reason| reason != CloseReason::Duplicate)
    })
}

fn fact<const A: usize, const P: usize>(one: &ReferralFact, amounts: [u64; A], among: [bool; P]) -> Fact<A, P> {
    Fact {
        at: FactPosition {
            channel: one.channels.first().copied(),
            ..FactPosition::in_month(one.group, Month::of(one.submitted_on))
        },
        client: Some(one.client),
        amounts,
        among,
        days: None,
    }
}

/// Indicators 3 and 6, and 25 where the cut is by first channel: R that started, and why the rest did not.
pub fn conversion(facts: &Facts) -> CellTable {
    const WIDTH: usize = REASONS.len() + 3;
    let mut sheet = SumSheet::<WIDTH, WIDTH>::new(facts);
    for one in closed(facts) {
        let started = one.first_presence.is_some();
        let mut among = [false; WIDTH];
        (among[0], among[1], among[2]) = (true, started, !started);
        if !started {
            let reason = REASONS.iter().position(|reason| Some(*reason) == one.close_reason);
            // Closed as started and yet never present: the place was confirmed and not taken.
            among[3 + reason.unwrap_or(REASONS.len() - 1)] = true;
        }
        sheet.add(fact(one, among.map(u64::from), among));
    }
    let mut table = sheet.table(|cell| conversion_entries(&cell));
    table.classes = &[(
        "not_started",
        &["rejected", "declined", "expired", "withdrawn", "redirected", "group_cancelled", "never_placed", "no_start"],
    )];
    table
}

fn conversion_entries<const W: usize>(cell: &CellSums<W, W>) -> Vec<TableCell> {
    let [closed, started, not_started] = [0, 1, 2].map(|at| cell.amounts[at]);
    let [base, within, without] = [0, 1, 2].map(|at| cell.clients[at]);
    let by_channel = cell.key.pattern.has(Pattern::CHANNEL);
    let measure = if by_channel { &measure::CHANNEL_CONVERSION } else { &measure::START_CONVERSION };
    let entry = |class, clients, n, values: Option<Measured>| TableCell {
        key: cell.key.clone(),
        class,
        clients,
        n: Some(n),
        values: values.into_iter().collect(),
    };
    let share = Measured::share(measure, started, closed);
    let mut entries = vec![
        entry("", CellClients::share(within, without, base), base, share),
        entry("not_started", CellClients::groups(&[without, within, base]), without, None),
    ];
    if Pattern::OF_CLASSES.contains(&cell.key.pattern) {
        let counts = cell.amounts[3..].iter().zip(&cell.clients[3..]);
        entries.extend(REASONS.iter().zip(counts).map(|(reason, (count, clients))| {
            let share = Measured::share(&measure::NON_START, *count, not_started);
            entry(reason.code(), CellClients::count(*clients), without, share)
        }));
    }
    entries
}

/// Beside indicators 3 and 4: referrals submitted in the period that are still open.
pub fn open_referrals(facts: &Facts) -> CellTable {
    let mut sheet = SumSheet::<1, 2>::new(facts);
    for one in facts.referrals.iter().filter(|one| facts.covers(one.submitted_on)) {
        let open = one.close_reason.is_none();
        sheet.add(fact(one, [open.into()], [open, true]));
    }
    sheet.table(|cell| {
        let [open, all] = cell.clients;
        let values = vec![Measured::count(&measure::OPEN_REFERRALS, cell.amounts[0])];
        vec![TableCell {
            key: cell.key,
            class: "",
            clients: CellClients::count_among(open, all),
            n: Some(open),
            values,
        }]
    })
}

/// Indicator 4: days from referral to first presence, of R that started.
pub fn time_to_start(facts: &Facts) -> CellTable {
    let mut sheet = SumSheet::<0, 1>::new(facts);
    for one in closed(facts) {
        let days = one.first_presence.map(|first| (first - one.submitted_on).num_days());
        if let Some(days) = days.and_then(|days| u32::try_from(days).ok()) {
            sheet.add(Fact { days: Some(days), ..fact(one, [], [true]) });
        }
    }
    sheet.table(|cell| {
        let [clients] = cell.clients;
        let median = median(&cell.days).map(|days| Measured::value(&measure::MEDIAN_DAYS_TO_START, days));
        let p90 = p90(&cell.days).map(|days| Measured::value(&measure::P90_DAYS_TO_START, days));
        let values = median.into_iter().chain(p90).collect();
        vec![TableCell { key: cell.key, class: "", clients: CellClients::count(clients), n: Some(clients), values }]
    })
}

/// The median of ascending values; between the middle two of an even number.
fn median(ascending: &[u32]) -> Option<f64> {
    let upper = *ascending.get(ascending.len() / 2)?;
    let lower = ascending[(ascending.len() - 1) / 2];
    Some(f64::midpoint(f64::from(lower), f64::from(upper)))
}

/// The 90th percentile of ascending values by nearest rank.
fn p90(ascending: &[u32]) -> Option<f64> {
    let rank = (ascending.len() * 9).div_ceil(10);
    (ascending.len() >= FEWEST_FOR_P90).then(|| f64::from(ascending[rank - 1]))
}

/// Indicator 5: referrals of the period that were decided within seven days, of those decided.
pub fn review(facts: &Facts) -> CellTable {
    let mut sheet = SumSheet::<2, 3>::new(facts);
    for one in closed(facts) {
        if let Some(decided) = one.decided_on {
            let in_time = (decided - one.submitted_on).num_days() <= REVIEW_DAYS;
            sheet.add(fact(one, [in_time.into(), 1], [in_time, !in_time, true]));
        }
    }
    sheet.table(|cell| {
        let ([in_time, reviewed], [soon, late, all]) = (cell.amounts, cell.clients);
        let values = Measured::share(&measure::REVIEWED_IN_TIME, in_time, reviewed).into_iter().collect();
        vec![TableCell { key: cell.key, class: "", clients: CellClients::share(soon, late, all), n: Some(all), values }]
    })
}

/// The measures of a comparison: the first arm, the second, and their difference.
type Arms = [&'static Measure; 3];

/// What a comparison adds up: hits and base of each arm, and the clients with and without a hit in each.
type Comparison<'a> = SumSheet<'a, 4, 5>;

fn compared(in_first: bool, hit: bool) -> ([u64; 4], [bool; 5]) {
    let first = [in_first && hit, in_first];
    let second = [!in_first && hit, !in_first];
    let amounts = [first[0], first[1], second[0], second[1]].map(u64::from);
    (amounts, [in_first && hit, in_first && !hit, !in_first && hit, !in_first && !hit, true])
}

/// Both arms and the difference are shown together or not at all: any two, with their sum, give the third.
fn comparison(sheet: Comparison, arms: Arms, told: usize) -> CellTable {
    sheet.table(|cell| {
        let [hits, base, other_hits, other_base] = cell.amounts;
        let value = difference(Proportion { hits, of: base }, Proportion { hits: other_hits, of: other_base })
            .map(|(value, interval)| Measured { interval: Some(interval), ..Measured::value(arms[2], value) });
        let values = [Measured::share(arms[0], hits, base), Measured::share(arms[1], other_hits, other_base), value];
        vec![TableCell {
            clients: CellClients::groups(&cell.clients[..4]),
            n: Some(cell.clients[4]),
            key: cell.key,
            class: "",
            values: values.into_iter().take(told).flatten().collect(),
        }]
    })
}

/// Indicator 24: start rate of R with and without somebody to come along; who is accompanied is chosen, not drawn.
pub fn accompanied_starts(facts: &Facts) -> CellTable {
    let mut sheet = Comparison::new(facts);
    for one in closed(facts) {
        let (amounts, among) = compared(one.accompanied, one.first_presence.is_some());
        sheet.add(fact(one, amounts, among));
    }
    let arms = [&measure::START_RATE_ACCOMPANIED, &measure::START_RATE_ALONE, &measure::START_RATE_DIFFERENCE];
    comparison(sheet, arms, 3)
}

/// Indicator 24: presence at session 2 of participations begun in the period, with and without an accompanier.
pub fn accompanied_seconds(facts: &Facts) -> CellTable {
    let mut sheet = Comparison::new(facts);
    for one in &facts.participations {
        let (Some(started), Some(came)) = (one.started_on, one.came_to_second) else { continue };
        if facts.covers(started) {
            let (amounts, among) = compared(one.accompanied, came);
            let (at, client) = (FactPosition::in_month(one.group, Month::of(started)), Some(one.client));
            sheet.add(Fact { at, client, amounts, among, days: None });
        }
    }
    let arms = [&measure::SECOND_RATE_ACCOMPANIED, &measure::SECOND_RATE_ALONE, &measure::SECOND_RATE_DIFFERENCE];
    comparison(sheet, arms, 3)
}

/// Indicator 25: start rate of R that name several channels, and of the others.
pub fn channels(facts: &Facts) -> CellTable {
    let mut sheet = Comparison::new(facts);
    for one in closed(facts) {
        let (amounts, among) = compared(one.channels.len() > 1, one.first_presence.is_some());
        sheet.add(fact(one, amounts, among));
    }
    comparison(sheet, [&measure::SEVERAL_CHANNELS, &measure::ONE_CHANNEL, &measure::SEVERAL_CHANNELS], 2)
}
