use chrono::{DateTime, Utc};
use entity::state::SessionStatus;

use super::*;
use crate::random;

/// Tuesdays at 13 in Helsinki.
const GIVEN: [&str; 5] = ["2026-10-20", "2026-10-27", "2026-11-03", "2026-11-10", "2026-11-17"];

fn row(number: i32, starts_at: &str, moved: bool) -> session::Model {
    let starts_at: DateTime<Utc> = format!("{starts_at}T11:00:00Z").parse().unwrap();
    session::Model {
        id: random::id(starts_at),
        group_id: random::id(starts_at),
        number,
        rule_date: None,
        added_at: None,
        starts_at,
        ends_at: starts_at,
        timezone: "Europe/Helsinki".to_owned(),
        venue_id: None,
        status: SessionStatus::Planned,
        plan: None,
        replaces_id: None,
        substitute_id: None,
        moved,
        cancel_code: None,
        cancel_note: None,
        without_animal: false,
        head_count: None,
        held_at: None,
        recorded_at: None,
        sequence: 0,
        changed_at: starts_at,
        created_at: starts_at,
    }
}

/// What is told of each row, by its place in the list.
fn of(rows: &[session::Model]) -> Vec<Option<String>> {
    let given = GIVEN.iter().map(|date| date.parse().unwrap()).collect();
    let told = known_dates(rows, &given, chrono_tz::Europe::Helsinki);
    let date = |row: &session::Model| told.iter().find(|one| *one.1 == row.id).map(|one| one.0.to_string());
    rows.iter().map(date).collect()
}

#[test]
fn an_unmoved_session_stands_on_its_date_and_a_moved_one_for_the_date_left() {
    let rows = [
        row(1, GIVEN[0], false),
        row(2, "2026-10-29", true),
        row(3, "2026-12-01", true),
        row(4, GIVEN[3], false),
        row(5, GIVEN[4], false),
    ];
    assert_eq!(of(&rows), GIVEN.map(|date| Some(date.to_owned())));
}

#[test]
fn what_people_added_stands_for_no_date_of_the_rule() {
    let mut replacement = row(7, GIVEN[2], false);
    replacement.replaces_id = Some(replacement.id);
    let rows = [row(1, GIVEN[0], false), row(6, "2026-11-28", false), replacement];
    assert_eq!(of(&rows), [Some(GIVEN[0].to_owned()), None, None]);
}

#[test]
fn where_moved_sessions_and_dates_left_differ_in_number_nothing_is_guessed() {
    // The fifth was added and then moved: which of the two stands for the last date can't be told.
    let rows = [
        row(1, GIVEN[0], false),
        row(2, GIVEN[1], false),
        row(3, GIVEN[2], false),
        row(4, GIVEN[3], false),
        row(5, "2026-11-19", true),
        row(6, "2026-11-21", true),
    ];
    assert_eq!(
        of(&rows),
        [
            Some(GIVEN[0].to_owned()),
            Some(GIVEN[1].to_owned()),
            Some(GIVEN[2].to_owned()),
            Some(GIVEN[3].to_owned()),
            None,
            None
        ]
    );
}

#[test]
fn of_two_sessions_on_one_day_the_first_is_the_rules() {
    let rows = [row(1, GIVEN[0], false), row(6, GIVEN[0], false)];
    assert_eq!(of(&rows), [Some(GIVEN[0].to_owned()), None]);
}
