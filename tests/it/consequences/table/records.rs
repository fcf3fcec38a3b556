//! Attendance, ratings, reminders, tasks and the program's own acts.
//!
//! That a correction comes after an edition of figures has no row: there are no editions yet. Figures are counted anew as soon
//! as what they count changes (`statistics/cache.rs`), and what a difference would tell is hidden by suppression.

use super::row::Part::{Nothing, Played};
use super::row::Row;

pub const ROWS: &[Row] = &[
    Row {
        act: "two people fill one sheet",
        homes: &["acts/record_attendance/record.rs", "acts/record_attendance/second_misses.rs"],
        told: Played(&["sheets::a_mark_that_two_people_changed_comes_back_with_both"]),
        falls_away: Played(&["sheets::a_guest_goes_one_by_one_and_an_emptied_count_is_empty"]),
        stays: Played(&["sheets::an_older_page_writes_only_what_its_person_changed"]),
        undo: Played(&["attendance::a_correction_keeps_what_stood_and_the_same_sheet_again_writes_nothing"]),
    },
    Row {
        act: "record guests and head counts",
        homes: &["acts/record_attendance/record.rs"],
        told: Nothing("a figure tells nobody"),
        falls_away: Played(&["sheets::a_guest_goes_one_by_one_and_an_emptied_count_is_empty"]),
        stays: Played(&[
            "visits::guests_and_heads_are_visits_and_hours_and_no_clients",
            "visits::an_open_group_is_realised_when_a_visit_was_recorded",
        ]),
        undo: Played(&["sheets::a_guest_goes_one_by_one_and_an_emptied_count_is_empty"]),
    },
    Row {
        act: "save a sheet without a network or a sign-in",
        homes: &["acts/record_attendance/record.rs"],
        told: Played(&[
            "kept_forms::a_sheet_knows_its_sender_without_any_cookie_and_a_stranger_s_form_is_said_to_be_lost",
        ]),
        falls_away: Played(&[
            "kept_forms::marks_on_a_device_are_opened_by_their_writer_until_they_are_old_or_the_writer_has_left",
        ]),
        stays: Played(&["kept_forms::a_form_that_came_after_its_sign_in_is_saved_once_its_sender_is_back"]),
        undo: Played(&["kept_forms::a_kept_form_is_saved_for_nobody_else_and_not_for_ever"]),
    },
    Row {
        act: "a client answers a rating",
        homes: &["acts/ask_ratings/pulse.rs", "acts/ask_ratings/due.rs"],
        told: Played(&["pulse::a_link_goes_to_those_who_get_messages_and_a_paper_code_does_for_the_rest"]),
        falls_away: Played(&[
            "follow_up::a_leader_tells_why_a_follow_up_stays_unanswered_until_it_is_answered_after_all",
        ]),
        stays: Played(&[
            "rating::staff_add_to_what_a_client_has_answered_and_another_answer_is_one_of_its_own",
            "rating::a_workers_view_stands_beside_the_clients_answer_and_never_over_it",
        ]),
        undo: Played(&["rating::staff_add_to_what_a_client_has_answered_and_another_answer_is_one_of_its_own"]),
    },
    Row {
        act: "set, correct or give up a goal",
        homes: &["rating/goal.rs"],
        told: Played(&["goals::a_client_sees_the_own_goals_on_the_own_page_and_no_group"]),
        falls_away: Played(&["goals::a_goal_is_corrected_until_it_is_assessed_and_given_up_for_a_reason"]),
        stays: Played(&["goals::goals_named_in_the_referral_wait_for_the_first_talk_about_goals"]),
        undo: Played(&["goals::a_goal_is_corrected_until_it_is_assessed_and_given_up_for_a_reason"]),
    },
    Row {
        act: "ask for a follow-up, a baseline or an end rating",
        homes: &["acts/ask_ratings/due.rs"],
        told: Played(&["rating::the_job_asks_for_what_is_due_once"]),
        falls_away: Played(&[
            "follow_up::a_leader_tells_why_a_follow_up_stays_unanswered_until_it_is_answered_after_all",
        ]),
        stays: Played(&[
            "rating::what_is_not_due_is_given_only_for_a_reason",
            "follow_up::the_end_rating_is_asked_once_a_client_at_the_last_ended_participation",
        ]),
        undo: Nothing("who does not want to answer does not; nobody asks twice"),
    },
    Row {
        act: "finish a task",
        homes: &["acts/finish_task.rs"],
        told: Played(&["consequences::told::a_call_about_a_session_that_is_ticked_off_on_today_is_a_call_made"]),
        falls_away: Played(&["consequences::offers::a_call_that_is_ticked_off_on_today_is_an_offer_told"]),
        stays: Played(&["calls::every_task_leads_whoever_is_asked_to_a_page_that_holds_what_it_is_about"]),
        undo: Nothing("what was done was done; a task that is needed again is asked anew"),
    },
];
