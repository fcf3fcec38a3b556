//! The demo programme's totals: 16 groups, 88 clients, 91 participations, 127 closed referrals.

use super::*;

/// Number, kind, municipality, places, clients whose first participation it is, and whether it has ended.
const GROUPS: [(usize, GroupKind, &str, u32, usize, bool); 16] = [
    (1, GroupKind::Functional, "Kajaani", 8, 7, false),
    (2, GroupKind::Functional, "Kuhmo", 6, 5, true),
    (3, GroupKind::Functional, "Savonlinna", 8, 6, false),
    (4, GroupKind::Functional, "Pieksämäki", 6, 5, true),
    (5, GroupKind::Functional, "Suomussalmi", 10, 6, false),
    (6, GroupKind::LifeManagement, "Mikkeli", 8, 6, true),
    (7, GroupKind::LifeManagement, "Kajaani", 8, 7, false),
    (8, GroupKind::LifeManagement, "Mäntyharju", 6, 4, true),
    (9, GroupKind::LifeManagement, "Savonlinna", 6, 5, true),
    (10, GroupKind::Therapeutic, "Mikkeli", 6, 6, false),
    (11, GroupKind::Therapeutic, "Sotkamo", 8, 5, true),
    (12, GroupKind::Therapeutic, "Pieksämäki", 6, 4, false),
    (13, GroupKind::AnimalNature, "Mikkeli", 6, 5, true),
    (14, GroupKind::AnimalNature, "Kangasniemi", 5, 5, true),
    (15, GroupKind::AnimalNature, "Puolanka", 8, 6, true),
    (16, GroupKind::AnimalNature, "Puumala", 6, 6, true),
];

/// First channel, closed referrals and those that started.
const CHANNELS: [(Channel, usize, usize); 7] = [
    (Channel::OwnWorker, 62, 49),
    (Channel::Print, 18, 11),
    (Channel::SocialMedia, 9, 4),
    (Channel::Outreach, 17, 13),
    (Channel::Partner, 14, 9),
    (Channel::Peer, 5, 4),
    (Channel::Web, 2, 1),
];

const REASONS: [(CloseReason, usize); 7] = [
    (CloseReason::Rejected, 5),
    (CloseReason::Declined, 9),
    (CloseReason::Expired, 6),
    (CloseReason::Withdrawn, 5),
    (CloseReason::GroupCancelled, 4),
    (CloseReason::NeverPlaced, 4),
    (CloseReason::NoStart, 3),
];

pub fn demo() -> Facts {
    let groups: Vec<GroupFact> = GROUPS
        .iter()
        .map(|(number, kind, municipality, capacity, _, ended)| group(*number, *kind, municipality, *capacity, *ended))
        .collect();
    let mut facts = Facts { groups, ..nothing() };
    facts.participations = participations();
    facts.tallies = facts.participations.iter().map(present_once).collect();
    facts.referrals = referrals(&facts.participations);
    facts.ratings = ratings(&facts.participations);
    facts.baselines = baselines();
    facts
}

/// 88 first participations and the three second ones, with the ends of the ended groups.
fn participations() -> Vec<ParticipationFact> {
    let mut first: Vec<(usize, usize)> = Vec::new();
    for (number, _, _, _, clients, _) in GROUPS {
        first.extend((0..clients).map(|_| (number, 0)));
    }
    first.iter_mut().enumerate().for_each(|(client, place)| place.1 = client);
    let client_of = |group: usize| first.iter().find(|(one, _)| *one == group).unwrap().1;
    let second = [(7, client_of(1)), (13, client_of(6)), (15, client_of(11))];
    let mut ends = std::iter::repeat_n(ParticipationStatus::DroppedOut, 13)
        .chain(std::iter::repeat_n(ParticipationStatus::PositiveExit, 3));
    let mut accompanied = (0..91).map(|at| at < 28);
    first
        .into_iter()
        .enumerate()
        .map(|(at, place)| (at, place, false))
        .chain(second.into_iter().enumerate().map(|(at, place)| (88 + at, place, true)))
        .map(|(at, (group, client), again)| {
            let ended = GROUPS[group - 1].5;
            let end = if ended && !again {
                ends.next().unwrap_or(ParticipationStatus::Completed)
            } else {
                ParticipationStatus::Completed
            };
            ParticipationFact {
                participation: id(6, at),
                client: id(5, client),
                group: id(1, group),
                status: if ended { end } else { ParticipationStatus::Started },
                confirmed_on: day(1, 15),
                started_on: Some(day(if ended { 2 } else { 9 }, 1)),
                ended_on: None,
                accompanied: accompanied.next().unwrap(),
                came_to_second: Some((3..28).contains(&at) || (28..77).contains(&at)),
            }
        })
        .collect()
}

fn present_once(one: &ParticipationFact) -> Tally {
    let mut tally = Tally::empty(one.participation, one.client, one.group, Month::of(one.started_on.unwrap()));
    tally.mark(AttendanceStatus::Present, 120);
    tally
}

fn referrals(participations: &[ParticipationFact]) -> Vec<ReferralFact> {
    let mut started = participations.iter();
    let mut reasons = REASONS.iter().flat_map(|(reason, count)| std::iter::repeat_n(*reason, *count));
    let mut referrals = Vec::new();
    let mut add = |group, client, close_reason, channel, first_presence| {
        let number = referrals.len();
        referrals.push(ReferralFact {
            group,
            submitted_on: day(1, 7),
            decided_on: Some(day(1, 10)),
            close_reason,
            channels: vec![channel],
            accompanied: number % 3 == 0,
            first_presence,
            ..referred(number, client)
        });
    };
    for (channel, closed, starts) in CHANNELS {
        for one in started.by_ref().take(starts) {
            add(one.group, one.client, Some(CloseReason::Started), channel, one.started_on);
        }
        for at in 0..closed - starts {
            let client = id(8, channel as usize * 100 + at);
            add(id(1, 1 + at % 16), client, Some(reasons.next().unwrap()), channel, None);
        }
    }
    for at in 0..9 {
        add(id(1, 1), id(9, at), None, Channel::OwnWorker, None);
    }
    add(id(1, 1), id(9, 0), Some(CloseReason::Duplicate), Channel::OwnWorker, None);
    referrals
}

fn ratings(participations: &[ParticipationFact]) -> Vec<RatingFact> {
    let levels = [1, 3, 15, 13, 7, 2].into_iter().zip(BenefitLevel::ALL);
    let mut answers = levels.flat_map(|(count, level)| std::iter::repeat_n(*level, count));
    participations
        .iter()
        .take(88)
        .filter(|one| one.status != ParticipationStatus::Started)
        .map(|one| RatingFact { client: one.client, group: one.group, asked_on: day(6, 1), overall: answers.next() })
        .collect()
}

/// 43 baselines that are due, 18 of them followed up, and 31 of running groups.
fn baselines() -> Vec<BaselineFact> {
    let reasons = [7, 6, 8, 4].into_iter().zip(Attrition::ALL);
    let mut reasons = reasons.flat_map(|(count, reason)| std::iter::repeat_n(*reason, count));
    (0..74)
        .map(|at| BaselineFact {
            participation: id(6, at),
            client: id(5, at),
            group: id(1, 1 + at % 16),
            follow_up_due_on: (at < 43).then(|| day(9, 1)),
            followed_up: at < 18,
            reason: if (18..43).contains(&at) { reasons.next() } else { None },
        })
        .collect()
}

fn shown(figures: &[Figure], by: By, measure: &str, class: &str) -> Vec<(String, Option<u64>)> {
    let selection = Selection::by(by);
    let figures = select(figures, &selection).unwrap();
    figures
        .filter(|figure| figure.measure().key == measure && figure.class() == class)
        .map(|figure| (figure.key().label(by), figure.shown().and_then(|shown| shown.numerator)))
        .collect()
}

fn hidden(figures: &[Figure], measure: &str, class: &str) -> bool {
    shown(figures, By::None, measure, class).iter().all(|(_, numerator)| numerator.is_none())
}

#[test]
fn the_programme_reaches_88_clients_in_91_participations() {
    let facts = demo();
    let table = reach(&facts);
    assert_eq!(whole(&table, "unique_clients", "").numerator, Some(88));
    assert_eq!(whole(&table, "participations", "").numerator, Some(91));
    let kinds: Vec<_> = shown(&published(&facts), By::Kind, "unique_clients", "");
    let count = |kind: &str| kinds.iter().find(|(label, _)| label == kind).unwrap().1;
    assert_eq!(
        ["functional", "life_management", "therapeutic", "animal_nature"].map(count),
        [29, 23, 15, 24].map(Some)
    );
}

#[test]
fn conversion_reasons_and_channels_match() {
    let facts = demo();
    let table = conversion(&facts);
    assert_eq!(counts(&table, "start_conversion", ""), (91, 127));
    for (reason, count) in REASONS {
        assert_eq!(counts(&table, "non_start", reason.code()), (count as u64, 36));
    }
    for (channel, closed, started) in CHANNELS {
        let key = CutPosition { channel: Some(channel), ..CutPosition::default() }.key(Pattern::CHANNEL).unwrap();
        let value = table.true_value("channel_conversion", "", &key).unwrap();
        assert_eq!((value.numerator, value.denominator), (Some(started as u64), Some(closed as u64)));
    }
    assert_eq!(whole(&open_referrals(&facts), "open_referrals", "").numerator, Some(9));
    assert_eq!(counts(&places_started(&facts), "places_started", ""), (91, 111));
}

#[test]
fn outcomes_match() {
    let facts = demo();
    let exits = exits(&facts);
    assert_eq!(counts(&exits, "dropout", "dropped_out"), (13, 54));
    assert_eq!(counts(&exits, "exit", "completed"), (38, 54));
    assert_eq!(counts(&exits, "exit", "positive_exit"), (3, 54));
    let benefit = benefit(&facts);
    assert_eq!(counts(&benefit, "benefit", "at_least_somewhat"), (35, 39));
    assert_eq!(counts(&benefit, "benefit", "at_least_much"), (20, 39));
    assert_eq!(counts(&benefit, "benefit_answers", "answers"), (41, 52));
    assert_eq!(whole(&benefit, "benefit_cannot_say", "answers").numerator, Some(2));
    assert!((whole(&benefit, "benefit_median", "").value - 4.0).abs() < 1e-9);
    let follow_up = follow_up(&facts);
    assert_eq!(counts(&follow_up, "attrition", ""), (25, 43));
    assert_eq!(counts(&follow_up, "attrition_reason", "unplanned_end"), (8, 25));
}

#[test]
fn accompanied_clients_are_compared_with_the_others() {
    let table = accompanied_seconds(&demo());
    assert_eq!(counts(&table, "second_session_rate_accompanied", ""), (25, 28));
    assert_eq!(counts(&table, "second_session_rate_alone", ""), (49, 63));
    let difference = whole(&table, "second_session_rate_difference", "");
    assert!((difference.value - (25.0 / 28.0 - 49.0 / 63.0)).abs() < 1e-9);
    let (low, high) = difference.interval.unwrap();
    assert!(low < 0.0 && high > 0.2, "{low} {high}");
}

#[test]
fn the_page_hides_what_would_give_a_small_number_back() {
    let figures = published(&demo());
    assert_eq!(shown(&figures, By::None, "start_conversion", ""), [("none".to_owned(), Some(91))]);
    assert_eq!(shown(&figures, By::None, "dropout", "dropped_out"), [("none".to_owned(), Some(13))]);
    assert_eq!(shown(&figures, By::None, "attrition", ""), [("none".to_owned(), Some(25))]);
    assert!(hidden(&figures, "exit", "completed") && hidden(&figures, "exit", "positive_exit"));
    assert!(hidden(&figures, "benefit", "at_least_somewhat"));
    assert!(hidden(&figures, "benefit", "not_at_all") && hidden(&figures, "benefit", "little"));
    assert!(hidden(&figures, "benefit_answers", "answers"));
    assert!(
        hidden(&figures, "attrition_reason", "need_ended") && hidden(&figures, "attrition_reason", "no_motivation")
    );
    assert!(hidden(&figures, "non_start", "no_start") && hidden(&figures, "non_start", "never_placed"));
    assert!(!hidden(&figures, "non_start", "declined"));
    assert!(hidden(&figures, "second_session_rate_accompanied", ""));
}

#[test]
fn small_groups_and_places_are_hidden_with_a_second() {
    let figures = published(&demo());
    let groups = shown(&figures, By::Group, "unique_clients", "");
    let of = |number: usize| groups.iter().find(|(label, _)| *label == id(1, number).to_string()).unwrap().1;
    for number in [8, 9, 11, 12, 4] {
        assert_eq!(of(number), None, "G{number:02}");
    }
    assert_eq!((of(6), of(7), of(10)), (Some(6), Some(8), Some(6)));
    let places = shown(&figures, By::Municipality, "unique_clients", "");
    let of = |name: &str| places.iter().find(|(label, _)| label == name).unwrap().1;
    assert_eq!((of("Mäntyharju"), of("Sotkamo")), (None, None));
    assert!(of("Pieksämäki").is_none_or(|clients| clients == 9));
}

#[test]
fn a_hidden_number_of_clients_hides_every_figure_about_clients_there() {
    let figures = published(&demo());
    let small = CutPosition::of(&group(8, GroupKind::LifeManagement, "Mäntyharju", 6, true));
    let key = small.key(Pattern::GROUP).unwrap();
    let there: Vec<&Figure> = figures.iter().filter(|figure| *figure.key() == key).collect();
    assert!(there.len() > 5);
    assert!(there.iter().all(|figure| figure.shown().is_none_or(|shown| shown.n.is_none())));
}

#[test]
fn only_the_fixed_cuts_are_answered() {
    let figures = published(&demo());
    let within = |by| Selection { kind: Some(GroupKind::Therapeutic), ..Selection::by(by) };
    let therapeutic = within(By::Group);
    let groups = select(&figures, &therapeutic).unwrap().filter(|figure| figure.measure().key == "unique_clients");
    assert_eq!(groups.count(), 3);
    assert!(select(&figures, &Selection { unit: Some(id(2, 0)), ..within(By::Month) }).is_none());
    for by in By::ALL.iter().copied() {
        assert!(select(&figures, &Selection::by(by)).unwrap().next().is_some(), "no fact has a {}", by.code());
        assert_eq!(By::from_code(by.code()), Some(by));
    }
}
