//! Adding up by numbered cells against a plain recount with sets, on random programmes.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

/// The numbers of a group's kind and municipality.
#[derive(Clone, Copy, Debug)]
struct Made {
    kind: usize,
    place: usize,
}

/// A mark: the numbers of its group, client and month.
#[derive(Clone, Copy, Debug)]
struct Came {
    group: usize,
    client: usize,
    month: u32,
}

fn made() -> impl Strategy<Value = Made> {
    (0_usize..4, 0_usize..3).prop_map(|(kind, place)| Made { kind, place })
}

fn came() -> impl Strategy<Value = Came> {
    (0_usize..6, 0_usize..12, 1_u32..13).prop_map(|(group, client, month)| Came { group, client, month })
}

fn programme(groups: &[Made], came: &[Came], protected: &[usize]) -> Facts {
    let groups: Vec<GroupFact> = groups
        .iter()
        .enumerate()
        .map(|(at, made)| group(at, GroupKind::ALL[made.kind], &format!("M{}", made.place), 8, false))
        .collect();
    let mark = |Came { group, client, month }: &Came| CountedMark {
        participation: id(6, group % groups.len() * 100 + client),
        client: id(5, *client),
        group: id(1, group % groups.len()),
        on: day(*month, 3),
        status: AttendanceStatus::Present,
        minutes: 60,
    };
    let tallies = tally(came.iter().map(mark));
    Facts { groups, tallies, protected: protected.iter().map(|client| id(5, *client)).collect(), ..nothing() }
}

proptest! {
    #[test]
    fn every_cell_of_every_cut_counts_as_a_plain_recount_does(
        groups in prop::collection::vec(made(), 1..6),
        came in prop::collection::vec(came(), 0..60),
        protected in prop::collection::vec(0_usize..12, 0..3),
    ) {
        let facts = programme(&groups, &came, &protected);
        let (reach, visits) = (reach(&facts), visits(&facts));
        for pattern in Pattern::ALL {
            let place = |tally: &Tally| {
                let group = facts.groups.iter().find(|group| group.group == tally.group).unwrap();
                let place = CutPosition { month: Some(tally.month), ..CutPosition::of(group) };
                if facts.protected.contains(&tally.client) { place.without_area() } else { place }
            };
            let keys: BTreeSet<CellKey> = facts.tallies.iter().filter_map(|tally| place(tally).key(pattern)).collect();
            for key in keys {
                let own: Vec<&Tally> =
                    facts.tallies.iter().filter(|tally| place(tally).key(pattern).as_ref() == Some(&key)).collect();
                let clients: BTreeSet<Uuid> = own.iter().map(|tally| tally.client).collect();
                let participations: BTreeSet<Uuid> = own.iter().map(|tally| tally.participation).collect();
                let minutes: u32 = own.iter().map(|tally| tally.minutes).sum();
                let count = |measure| reach.true_value(measure, "", &key).and_then(|value| value.numerator);
                prop_assert_eq!(count("unique_clients"), Some(clients.len() as u64));
                prop_assert_eq!(count("participations"), Some(participations.len() as u64));
                let value = visits.true_value("attended_hours", "", &key).unwrap().value;
                prop_assert!((value - f64::from(minutes) / 60.0).abs() < 1e-9);
            }
        }
    }
}
