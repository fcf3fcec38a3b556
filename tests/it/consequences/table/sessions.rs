//! Sessions: moved, planned anew, cancelled, added, held.

use super::row::Part::{Nothing, Played};
use super::row::Row;

pub const ROWS: &[Row] = &[
    Row {
        act: "move a session",
        homes: &["acts/session_change/move_session.rs", "acts/session_change/consequences.rs"],
        told: Played(&[
            "consequences::sessions::a_plan_made_anew_has_the_consequences_of_a_move_or_a_cancellation_of_each_session",
            "session_news::a_moved_session_is_told_with_its_new_time_and_reminded_of_anew",
            "consequences::told::who_has_no_way_for_messages_is_called_also_of_several_changes",
        ]),
        falls_away: Played(&["session_news::who_could_not_come_on_the_old_day_is_expected_on_the_new_one"]),
        stays: Played(&["feeds::through_any_history_sequence_never_falls_and_uids_stay"]),
        undo: Played(&[
            "consequences::told::the_page_after_a_move_offers_the_way_back_while_nobody_has_heard",
            "consequences::told::what_is_changed_back_before_anybody_heard_is_told_to_nobody",
            "consequences::places::what_was_said_of_a_day_stands_again_when_its_session_is_back_there_before_anybody_heard",
        ]),
    },
    Row {
        act: "plan anew",
        homes: &["acts/session_change/plan_anew.rs"],
        told: Played(&[
            "consequences::sessions::a_plan_made_anew_has_the_consequences_of_a_move_or_a_cancellation_of_each_session",
            "session_news::a_plan_made_anew_is_told_once_to_everybody_with_a_place",
        ]),
        falls_away: Played(&[
            "consequences::sessions::a_plan_made_anew_has_the_consequences_of_a_move_or_a_cancellation_of_each_session",
        ]),
        stays: Played(&[
            "consequences::histories::what_people_did_stays_with_its_session_and_the_same_plan_again_leaves_no_trace",
            "consequences::sessions::a_dry_run_names_every_difference_and_what_people_did_before_anything_is_saved",
        ]),
        undo: Played(&[
            "consequences::told::ordinary_news_waits_for_undo_and_what_is_within_a_day_leaves_at_once",
            "consequences::replaced::the_page_after_a_plan_made_anew_offers_the_way_back_for_two_minutes_and_nobody_hears_of_either",
        ]),
    },
    Row {
        act: "cancel a session before its start",
        homes: &[
            "acts/session_change/cancel_session.rs",
            "acts/session_change/restore_session.rs",
            "acts/session_change/companions.rs",
        ],
        told: Played(&[
            "session_news::one_act_cancels_and_reaches_everybody_by_message_or_by_call",
            "consequences::replaced::one_message_says_that_a_session_is_off_and_when_another_takes_its_place_which_is_a_row_of_its_own",
            "consequences::replaced::the_form_that_cancels_asks_for_day_and_hour_of_the_one_in_its_place",
            "clashes::what_takes_the_place_of_a_cancelled_session_is_shown_first_with_what_it_runs_into",
            "session_news::a_session_cancelled_too_late_to_write_is_called_through_by_the_leader",
            "consequences::called::at_55_minutes_notice_who_reads_mail_is_called_as_well_by_whoever_called_it_off",
            "consequences::called::a_call_that_nobody_has_made_two_hours_before_is_asked_of_the_other_leaders_and_the_supervisor",
            "session_news::a_session_of_the_next_morning_is_cancelled_by_message_from_seven_on",
        ]),
        falls_away: Played(&[
            "reminders::nobody_is_reminded_of_a_cancelled_session_without_a_place_or_against_the_own_will",
            "consequences::sessions::a_companion_comes_to_the_next_session_to_which_each_client_comes",
        ]),
        stays: Played(&[
            "feeds::a_cancelled_session_stays_for_two_weeks_and_says_so",
            "me::a_session_that_was_cancelled_stays_in_sight_until_two_weeks_after_its_day",
        ]),
        undo: Played(&[
            "consequences::told::a_cancellation_is_taken_back_until_its_time_and_told_to_who_heard_of_it",
            "consequences::replaced::undo_of_a_cancellation_takes_what_came_in_its_place_away",
        ]),
    },
    Row {
        act: "say afterwards that a session was not held",
        homes: &["acts/session_change/cancel_session.rs"],
        told: Played(&["consequences::told::that_a_session_was_not_held_is_told_to_nobody"]),
        falls_away: Played(&[
            "consequences::places::a_session_that_was_not_held_asks_for_no_sheet_and_asks_again_when_it_was_after_all",
        ]),
        stays: Played(&["consequences::told::that_a_session_was_not_held_is_told_to_nobody"]),
        undo: Played(&[
            "consequences::places::a_session_that_was_not_held_asks_for_no_sheet_and_asks_again_when_it_was_after_all",
        ]),
    },
    Row {
        act: "add a session",
        homes: &["acts/session_change/add_session.rs"],
        told: Played(&[
            "consequences::places::a_session_that_is_added_is_told_and_one_that_is_taken_back_at_once_is_told_to_nobody",
        ]),
        falls_away: Nothing("nothing ends with a session more"),
        stays: Played(&[
            "consequences::histories::what_people_did_stays_with_its_session_and_the_same_plan_again_leaves_no_trace",
        ]),
        undo: Played(&[
            "consequences::places::a_session_that_is_added_is_told_and_one_that_is_taken_back_at_once_is_told_to_nobody",
        ]),
    },
    Row {
        act: "set or take back a substitute",
        homes: &["acts/session_change/update_session.rs"],
        told: Played(&[
            "consequences::meeting::a_substitute_hears_and_of_the_clients_ahead_of_time_only_who_comes_for_the_first_time",
            "consequences::meeting::a_substitute_within_a_day_is_told_at_once_to_everybody_who_comes",
        ]),
        falls_away: Played(&[
            "stand_in::a_substitute_reaches_the_sheet_and_its_people_two_weeks_before_and_after_and_nothing_else_of_the_group",
        ]),
        stays: Played(&["session_news::own_pages_name_whoever_stands_in_for_the_leader"]),
        undo: Played(&["consequences::meeting::a_substitute_who_is_taken_back_before_anybody_heard_is_told_to_nobody"]),
    },
    Row {
        act: "make the first mark, hold a session",
        homes: &["acts/record_attendance/record.rs", "acts/session_change/hold_session.rs"],
        told: Nothing("who was there knows it"),
        falls_away: Played(&["reminders::a_leader_is_nudged_a_day_after_an_empty_sheet"]),
        stays: Played(&["sheets::the_first_mark_takes_nothing_from_those_who_are_on_their_way"]),
        undo: Played(&["sheets::a_sheet_filled_by_mistake_is_planned_again_when_its_last_mark_is_taken_back"]),
    },
    Row {
        act: "say of a client in crisis: not today",
        homes: &["acts/record_incident/record.rs", "acts/record_incident/pass_on.rs"],
        told: Played(&[
            "incidents::what_nobody_has_looked_after_in_time_is_asked_of_the_deputy_and_then_of_the_supervisor_once",
            "incidents::whoever_helps_is_asked_at_once_and_the_supervisor_where_somebody_was_threatened_or_hurt",
        ]),
        falls_away: Nothing("the place and the coming sessions stay"),
        stays: Played(&[
            "incidents::an_entry_is_read_by_its_writer_the_key_worker_and_who_is_asked_and_by_nobody_else",
            "incidents::who_goes_home_is_marked_as_one_who_had_said_so_and_no_figure_knows_why",
        ]),
        undo: Played(&["incidents::a_correction_keeps_what_stood_and_asks_whom_it_concerns_now"]),
    },
    Row {
        act: "book an interpreter, change it or call it off",
        homes: &["acts/bookings/interpreters.rs"],
        told: Played(&[
            "bookings::an_interpreter_hears_of_a_move_and_is_to_be_confirmed_anew",
            "bookings::without_an_address_whoever_leads_tells_the_interpreter_and_what_comes_then_is_a_difference_to_that",
        ]),
        falls_away: Played(&[
            "bookings::who_is_booked_hears_once_that_a_group_is_cancelled_and_who_was_called_off_hears_nothing",
        ]),
        stays: Played(&["bookings::an_interpreter_hears_of_a_move_and_is_to_be_confirmed_anew"]),
        undo: Played(&[
            "bookings::what_is_moved_and_moved_back_before_anybody_heard_is_told_to_no_keeper_and_no_interpreter",
        ]),
    },
];
