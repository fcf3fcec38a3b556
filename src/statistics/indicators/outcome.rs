//! What came of it: how participations ended, what clients say, and who was reached again (indicators 16, 18, 19, 23).

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::state::{Attrition, BenefitLevel, ParticipationStatus};
use uuid::Uuid;

use super::super::cut::{FactPosition, Pattern};
use super::super::facts::Facts;
use super::super::figure::{CellTable, Measured, TableCell};
use super::super::month::Month;
use super::super::suppress::CellClients;
use super::measure;
use super::sheet::{CellSums, Fact, SumSheet};
use crate::rating::scale::{Distribution, LEVELS};

/// The ends other than dropping out; what has no end yet in an ended group is `open`.
const EXITS: [&str; 5] = ["completed", "positive_exit", "transferred", "deceased", "open"];

/// Indicators 16 and 18: how participations in groups that ended in the period came to their end.
pub fn exits(facts: &Facts) -> CellTable {
    let months: HashMap<Uuid, Month> = facts
        .groups
        .iter()
        .filter(|group| group.status.has_ended())
        .filter_map(|group| Some((group.group, Month::of(group.last_end.filter(|end| facts.covers(*end))?))))
        .collect();
    let mut sheet = SumSheet::<8, 8>::new(facts);
    for one in facts.participations.iter().filter(|one| one.started_on.is_some()) {
        let Some(month) = months.get(&one.group) else { continue };
        let mut among = [false; 8];
        among[0] = true;
        if one.status == ParticipationStatus::DroppedOut {
            among[1] = true;
        } else {
            let exit = EXITS.iter().position(|exit| *exit == one.status.code());
            (among[2], among[3 + exit.unwrap_or(EXITS.len() - 1)]) = (true, true);
        }
        let (at, client) = (FactPosition::in_month(one.group, *month), Some(one.client));
        let amounts = among.map(u64::from);
        sheet.add(Fact { at, client, amounts, among, days: None });
    }
    let mut table = sheet.table(|cell| exit_entries(&cell));
    // Dropping out is an indicator of its own: what its complement is made of hides among itself first.
    table.classes = &[("", &["dropped_out", "stayed"]), ("stayed", &EXITS)];
    table
}

fn exit_entries(cell: &CellSums<8, 8>) -> Vec<TableCell> {
    let [all, dropped] = [cell.amounts[0], cell.amounts[1]];
    let [base, left, stayed] = [cell.clients[0], cell.clients[1], cell.clients[2]];
    let entry = |class, clients, values: Option<Measured>| TableCell {
        key: cell.key.clone(),
        class,
        clients,
        n: Some(base),
        values: values.into_iter().collect(),
    };
    let dropout = Measured::share(&measure::DROPOUT, dropped, all);
    let mut entries = vec![
        entry("", CellClients::count(base), None),
        entry("dropped_out", CellClients::groups(&[left, stayed, base]), dropout),
        entry("stayed", CellClients::groups(&[stayed, left, base]), None),
    ];
    if Pattern::OF_CLASSES.contains(&cell.key.pattern) {
        let counts = cell.amounts[3..].iter().zip(&cell.clients[3..]);
        entries.extend(EXITS.iter().zip(counts).map(|(exit, (count, clients))| {
            entry(exit, CellClients::count(*clients), Measured::share(&measure::EXIT, *count, all))
        }));
    }
    entries
}

/// Indicator 19: the client's own overall rating, asked for in the period.
pub fn benefit(facts: &Facts) -> CellTable {
    let mut sheet = SumSheet::<7, 1>::new(facts);
    for one in facts.ratings.iter().filter(|one| facts.covers(one.asked_on)) {
        let answer: Distribution = [one.overall].into_iter().collect();
        let rest = [answer.cannot_say, answer.missing];
        let amounts = std::array::from_fn(|at| answer.levels.iter().chain(&rest).nth(at).copied().map_or(0, u64::from));
        sheet.add(Fact {
            at: FactPosition::in_month(one.group, Month::of(one.asked_on)),
            client: Some(one.client),
            amounts,
            among: [true],
            days: None,
        });
    }
    let mut table = sheet.table(|cell| benefit_entries(&cell));
    table.classes = &[
        ("", &["below_somewhat", "at_least_somewhat"]),
        ("below_somewhat", &["not_at_all", "little"]),
        ("at_least_somewhat", &["somewhat", "at_least_much"]),
        ("at_least_much", &["much", "very_much"]),
    ];
    table
}

fn benefit_entries(cell: &CellSums<7, 1>) -> Vec<TableCell> {
    let counts = cell.amounts.map(|count| u32::try_from(count).unwrap_or(u32::MAX));
    let levels = std::array::from_fn(|at| counts[at]);
    let asked = Distribution { levels, cannot_say: counts[5], missing: counts[6] };
    let n = asked.n();
    let share = |count: u32| Measured::share(&measure::BENEFIT, count.into(), n.into());
    let entry =
        |class, clients, values: Vec<Measured>| TableCell { key: cell.key.clone(), class, clients, n: Some(n), values };
    let at_least = |class, level| {
        let count = asked.at_least(level);
        entry(class, CellClients::share(count, n - count, n), share(count).into_iter().collect())
    };
    let median = asked.median().and_then(|median| LEVELS.iter().position(|level| *level == median));
    let median = median.and_then(|at| u32::try_from(at + 1).ok());
    let below = n - asked.at_least(BenefitLevel::Somewhat);
    let by_class = Pattern::OF_CLASSES.contains(&cell.key.pattern);
    let mut entries = vec![
        entry(
            "",
            CellClients::count(n),
            median.map(|m| Measured::value(&measure::BENEFIT_MEDIAN, m.into())).into_iter().collect(),
        ),
        entry("below_somewhat", CellClients::count(below), Vec::new()),
        at_least("at_least_somewhat", BenefitLevel::Somewhat),
        at_least("at_least_much", BenefitLevel::Much),
        answers(cell, &asked),
    ];
    // Somewhat follows from the two shares above it, so it counts as shown in every cut.
    entries.extend(
        LEVELS.iter().zip(asked.levels).filter(|(level, _)| by_class || **level == BenefitLevel::Somewhat).map(
            |(level, count)| {
                let told = share(count).filter(|_| by_class);
                entry(level.code(), CellClients::count(count), told.into_iter().collect())
            },
        ),
    );
    entries
}

/// The response rate and "cannot say" together: with the valid answers, each gives the other.
fn answers(cell: &CellSums<7, 1>, asked: &Distribution) -> TableCell {
    let mut told_about = vec![asked.answered(), asked.missing];
    if asked.cannot_say > 0 {
        told_about.push(asked.cannot_say);
    }
    let rate = Measured::share(&measure::BENEFIT_ANSWERS, asked.answered().into(), asked.asked().into());
    let cannot_say = Measured::count(&measure::BENEFIT_CANNOT_SAY, asked.cannot_say.into());
    TableCell {
        key: cell.key.clone(),
        class: "answers",
        clients: CellClients::groups(&told_about),
        n: Some(asked.asked()),
        values: rate.into_iter().chain([cannot_say]).collect(),
    }
}

/// Indicator 23: baselines whose follow-up fell due in the period, and by today, and was not answered, and why.
pub fn follow_up(facts: &Facts) -> CellTable {
    const WIDTH: usize = Attrition::ALL.len() + 4;
    let mut sheet = SumSheet::<WIDTH, WIDTH>::new(facts);
    for one in &facts.baselines {
        let is_due = |due: &NaiveDate| facts.covers(*due) && *due <= facts.today();
        let Some(due) = one.follow_up_due_on.filter(is_due) else { continue };
        let mut among = [false; WIDTH];
        (among[0], among[1], among[2]) = (true, !one.followed_up, one.followed_up);
        if !one.followed_up {
            let reason = Attrition::ALL.iter().position(|reason| Some(*reason) == one.reason);
            among[3 + reason.unwrap_or(Attrition::ALL.len())] = true;
        }
        let (at, client) = (FactPosition::in_month(one.group, Month::of(due)), Some(one.client));
        let amounts = among.map(u64::from);
        sheet.add(Fact { at, client, amounts, among, days: None });
    }
    let mut table = sheet.table(|cell| follow_up_entries(&cell));
    table.classes = &[("", &["laborious", "no_motivation", "unplanned_end", "need_ended", "other", "unknown"])];
    table
}

fn follow_up_entries<const W: usize>(cell: &CellSums<W, W>) -> Vec<TableCell> {
    let [due, lost] = [cell.amounts[0], cell.amounts[1]];
    let [base, lost_clients, answered] = [0, 1, 2].map(|at| cell.clients[at]);
    let entry = |class, clients, n, value: Option<Measured>| TableCell {
        key: cell.key.clone(),
        class,
        clients,
        n: Some(n),
        values: value.into_iter().collect(),
    };
    let attrition = Measured::share(&measure::ATTRITION, lost, due);
    let mut entries = vec![entry("", CellClients::share(lost_clients, answered, base), base, attrition)];
    if Pattern::OF_CLASSES.contains(&cell.key.pattern) {
        let classes = Attrition::ALL.iter().map(|reason| reason.code()).chain(["unknown"]);
        let counts = cell.amounts[3..].iter().zip(&cell.clients[3..]);
        entries.extend(classes.zip(counts).map(|(class, (count, clients))| {
            let share = Measured::share(&measure::ATTRITION_REASON, *count, lost);
            entry(class, CellClients::count(*clients), lost_clients, share)
        }));
    }
    entries
}
