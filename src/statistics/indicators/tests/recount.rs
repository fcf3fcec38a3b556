//! Adding up by numbered cells against a plain recount with sets, on random programmes.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

/// A mark: group, client and month.
type Came = (usize, usize, u32);

fn programme(groups: &[(usize, usize)], came: &[Came], protected: &[usize]) -> Facts {
    let groups: Vec<GroupFact> = groups
        .iter()
        .enumerate()
        .map(|(at, (kind, place))| group(at, GroupKind::ALL[*kind], &format!("M{place}"), 8, false))
        .collect();
    let mark = |(group, client, month): &Came| Mark {
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
        groups in prop::collection::vec((0_usize..4, 0_usize..3), 1..6),
        came in prop::collection::vec((0_usize..6, 0_usize..12, 1_u32..13), 0..60),
        protected in prop::collection::vec(0_usize..12, 0..3),
    ) {
        let facts = programme(&groups, &came, &protected);
        let (reach, hours) = (reach(&facts), hours(&facts));
        for pattern in Pattern::ALL {
            let place = |tally: &Tally| {
                let group = facts.groups.iter().find(|group| group.group == tally.group).unwrap();
                let place = Place::of(group, Some(tally.month), None);
                if facts.protected.contains(&tally.client) { place.without_area() } else { place }
            };
            let keys: BTreeSet<Key> = facts.tallies.iter().filter_map(|tally| place(tally).key(pattern)).collect();
            for key in keys {
                let own: Vec<&Tally> =
                    facts.tallies.iter().filter(|tally| place(tally).key(pattern).as_ref() == Some(&key)).collect();
                let clients: BTreeSet<Uuid> = own.iter().map(|tally| tally.client).collect();
                let participations: BTreeSet<Uuid> = own.iter().map(|tally| tally.participation).collect();
                let minutes: u32 = own.iter().map(|tally| tally.minutes).sum();
                let count = |measure| reach.true_value(measure, "", &key).and_then(|value| value.numerator);
                prop_assert_eq!(count("unique_clients"), Some(clients.len() as u64));
                prop_assert_eq!(count("participations"), Some(participations.len() as u64));
                let value = hours.true_value("attended_hours", "", &key).unwrap().value;
                prop_assert!((value - f64::from(minutes) / 60.0).abs() < 1e-9);
            }
        }
    }
}
