//! Groups: from the plan to the end.

use super::row::Part::{Nothing, Played};
use super::row::Row;

pub const ROWS: &[Row] = &[
    Row {
        act: "submit a plan",
        homes: &["acts/group_step/steps.rs", "acts/plan_waits.rs", "programme/service/status.rs"],
        told: Played(&[
            "programme::a_leader_plans_a_group_and_the_supervisor_approves_it",
            "consequences::after_the_act::whoever_leads_hears_by_mail_what_was_decided_on_the_plan_and_the_supervisor_that_it_waits",
        ]),
        falls_away: Nothing("nothing hangs on a plan yet"),
        stays: Played(&["journeys::plan::a_leader_plans_from_nothing_and_a_manager_returns_and_approves"]),
        undo: Played(&["group_steps::approval::a_plan_that_was_sent_is_taken_back_until_it_is_decided"]),
    },
    Row {
        act: "approve or return a plan",
        homes: &["acts/group_step/steps.rs", "acts/group_step/back.rs", "programme/service/status.rs"],
        told: Played(&[
            "consequences::after_the_act::whoever_leads_hears_by_mail_what_was_decided_on_the_plan_and_the_supervisor_that_it_waits",
            "group_steps::approval::told_of_a_reopened_approval_is_the_leader_with_the_reason_and_the_card_keeps_the_round",
        ]),
        falls_away: Played(&[
            "programme::a_leader_plans_a_group_and_the_supervisor_approves_it",
            "group_steps::approval::what_falls_away_with_a_reopened_approval_are_the_waiting_change_and_what_was_asked_of_leaders",
        ]),
        stays: Played(&[
            "group_steps::approval::what_stays_of_a_group_whose_approval_is_reopened_is_its_public_page_which_says_so_and_its_queue",
            "programme::a_plan_is_sent_back_with_a_reason_and_a_forbidden_step_says_which_are_allowed",
        ]),
        undo: Played(&[
            "group_steps::approval::undo_of_an_approval_is_the_supervisor_s_with_a_reason_while_nobody_was_promised_a_place",
            "group_steps::approval::an_approval_is_not_reopened_once_somebody_has_a_place_or_an_offer",
        ]),
    },
    Row {
        act: "raise money, hours or sessions above what was approved",
        homes: &[
            "acts/update_group/update.rs",
            "acts/pending_change/approve.rs",
            "acts/pending_change/send_back.rs",
            "acts/pending_change/withdraw.rs",
        ],
        told: Played(&[
            "pending_change::an_approved_raise_is_done_and_told_once",
            "pending_change::a_returned_raise_leaves_the_group_and_gives_the_leader_the_reason",
        ]),
        falls_away: Played(&["pending_change::a_running_group_waits_as_well_and_its_end_settles_what_waited"]),
        stays: Played(&[
            "pending_change::a_raise_waits_and_the_group_the_public_and_offers_go_on",
            "pending_change::a_raise_is_checked_anew_when_it_is_approved",
        ]),
        undo: Played(&["pending_change::a_raise_is_withdrawn_or_set_back_and_asks_for_nothing_more"]),
    },
    Row {
        act: "open or close recruiting, or change the openness",
        homes: &["acts/intake/change.rs", "acts/intake/openness.rs"],
        told: Played(&[
            "alerts::workers_are_told_of_free_places_once_a_week_on_monday_unless_they_say_no",
            "group_steps::intake::told_of_a_closed_intake_are_those_who_apply_and_workers_by_the_weekly_mail",
            "group_steps::intake::told_until_when_people_come_in_are_those_who_wait_and_apply_whom_it_concerns",
        ]),
        falls_away: Played(&[
            "group_steps::intake::what_falls_away_while_the_intake_is_closed_are_new_referrals_and_new_offers",
        ]),
        stays: Played(&[
            "public_words::every_state_door_and_fill_is_said_as_it_is",
            "group_steps::intake::what_stays_while_the_intake_is_closed_are_the_offers_that_were_made_and_the_queue",
            "group_steps::intake::the_public_page_says_that_nobody_is_taken_in_now_and_leads_elsewhere",
            "public_words::what_the_public_holds_on_to_answers_whatever_becomes_of_the_group",
        ]),
        undo: Played(&[
            "group_steps::intake::undo_of_a_closed_intake_is_to_open_it_and_nobody_hears_of_what_nobody_has_heard",
            "group_steps::intake::undo_of_a_changed_openness_before_anybody_heard_is_no_news",
        ]),
    },
    Row {
        act: "raise or lower the capacity",
        homes: &["acts/update_group/update.rs", "acts/referral_steps/offer_free_places.rs"],
        told: Played(&[
            "group_steps::capacity::told_of_a_raised_capacity_is_the_first_in_line_after_two_minutes_one_offer_a_place",
        ]),
        falls_away: Nothing("no place is taken from anybody"),
        stays: Played(&[
            "enrolment::capacity_never_falls_below_what_is_taken_and_offered",
            "group_steps::capacity::what_stays_of_a_lowered_capacity_is_never_below_what_is_taken_and_offered",
        ]),
        undo: Played(&["group_steps::capacity::undo_of_a_raised_capacity_within_two_minutes_leaves_no_offer"]),
    },
    Row {
        act: "decide to run",
        homes: &["acts/group_step/steps.rs"],
        told: Played(&[
            "group_end::that_a_group_runs_is_told_with_its_first_session_to_who_has_a_place",
            "group_steps::decision::who_has_just_got_a_place_hears_of_it_and_of_the_beginning_in_one_message",
        ]),
        falls_away: Played(&[
            "programme::a_late_decision_becomes_a_task_of_the_manager_until_it_is_taken",
            "group_steps::decision::what_falls_away_with_a_decision_to_run_that_is_taken_back_in_time_is_every_message_of_it",
        ]),
        stays: Played(&[
            "group_end::a_group_with_too_few_clients_runs_only_for_a_reason",
            "alerts::a_leader_is_asked_to_decide_on_the_day_that_was_set",
            "group_steps::decision::what_stays_when_a_decision_to_run_is_taken_back_are_places_and_the_task_returns_while_its_day_is_ahead",
            "group_steps::decision::a_day_of_decision_that_passes_without_one_goes_to_the_supervisor",
        ]),
        undo: Played(&[
            "group_steps::decision::undo_of_a_decision_to_run_ends_with_the_first_session",
            "group_steps::decision::told_that_it_is_open_again_whether_a_group_runs_are_colleagues_who_heard_and_clients_keep_what_is_true",
        ]),
    },
    Row {
        act: "cancel a group",
        homes: &[
            "acts/group_step/steps.rs",
            "acts/group_step/close.rs",
            "acts/group_step/fates.rs",
            "acts/referral_steps/group_over.rs",
            "acts/referral_steps/send_on.rs",
        ],
        told: Played(&[
            "group_end::a_cancelled_group_gives_back_every_place_and_tells_each_client_without_naming_itself",
            "group_end::whoever_applies_to_a_cancelled_group_is_answered_once_whatever_the_state",
            "consequences::after_the_act::a_cancelled_group_is_told_to_clients_in_every_state_and_to_a_worker_once",
            "consequences::roads::of_a_group_that_is_cancelled_or_ends_early_its_other_leaders_and_who_was_to_come_along_hear_by_one_mail",
            "group_steps::cancelled::told_of_a_cancelled_group_are_clients_once_and_whoever_refers_and_helps_by_one_mail",
        ]),
        falls_away: Played(&[
            "group_steps::cancelled::what_falls_away_with_a_cancelled_group_are_places_offers_turns_and_what_was_asked",
            "programme::a_cancelled_group_has_no_sessions_ahead",
            "group_end::nobody_is_to_call_about_an_offer_or_a_session_of_a_group_that_is_cancelled",
            "group_end::what_was_asked_about_a_group_ahead_is_settled_as_it_ends_but_sheets_and_other_work_are_not",
        ]),
        stays: Played(&[
            "public_words::what_the_public_holds_on_to_answers_whatever_becomes_of_the_group",
            "group_steps::cancelled::what_stays_of_a_cancelled_group_are_referrals_that_a_person_closes_and_a_task_for_each",
            "group_steps::cancelled::each_referral_of_a_cancelled_group_goes_where_the_same_form_says",
        ]),
        undo: Nothing("everybody was told at once; a group like it is planned from its copy"),
    },
    Row {
        act: "merge two groups",
        homes: &["acts/merge_groups/merge.rs", "acts/merge_groups/undo.rs"],
        told: Played(&[
            "group_steps::merged::told_of_a_merge_are_the_placed_with_the_new_day_for_their_consent_and_leaders_and_helpers",
        ]),
        falls_away: Played(&[
            "group_steps::merged::what_falls_away_with_a_merge_is_as_with_a_cancellation_and_each_other_referral_is_a_helper_s_task",
        ]),
        stays: Played(&[
            "group_steps::merged::what_stays_of_a_merge_are_the_places_of_those_who_say_yes",
            "group_steps::merged::those_beyond_capacity_stand_first_in_the_queue_in_their_own_order",
            "group_steps::merged::a_companion_follows_to_the_session_of_the_kept_group",
        ]),
        undo: Played(&[
            "group_steps::merged_back::undo_of_a_merge_in_time_leaves_both_groups_as_before_and_nobody_hears_of_it",
            "group_steps::merged_back::undo_of_a_merge_ends_with_the_first_answer_and_with_the_first_session",
            "group_steps::merged_back::what_was_asked_about_a_group_comes_back_with_it_when_its_merge_is_taken_back",
            "group_steps::merged_back::who_had_said_not_to_come_does_not_come_when_the_group_is_back_as_it_was",
        ]),
    },
    Row {
        act: "end a group on time",
        homes: &["acts/group_step/close.rs", "acts/group_step/advance.rs", "acts/open_ends.rs"],
        told: Played(&[
            "follow_up::the_end_rating_is_asked_once_a_client_at_the_last_ended_participation",
            "consequences::after_the_act::whoever_has_a_place_is_thanked_when_the_group_ends_with_its_last_session",
        ]),
        falls_away: Played(&[
            "group_end::what_was_asked_about_a_group_ahead_is_settled_as_it_ends_but_sheets_and_other_work_are_not",
        ]),
        stays: Played(&[
            "ends::a_group_that_is_over_asks_for_every_end_on_one_list_and_is_reported_when_nothing_is_left",
            "follow_up::who_dropped_out_is_asked_for_the_end_rating_when_the_group_ends",
        ]),
        undo: Played(&[
            "ends::a_group_that_was_ended_is_reopened_by_its_supervisor_for_a_reason_within_thirty_days",
            "consequences::roads::an_end_that_was_undone_is_told_anew_when_the_group_ends_once_more",
        ]),
    },
    Row {
        act: "end a group early",
        homes: &["acts/group_step/steps.rs", "acts/group_step/close.rs"],
        told: Played(&[
            "consequences::after_the_act::an_early_end_says_before_it_is_pressed_what_is_told_and_is_undone_within_two_minutes",
            "group_end::an_early_end_tells_those_who_would_have_come_once_and_without_naming_the_group",
            "consequences::roads::of_a_group_that_is_cancelled_or_ends_early_its_other_leaders_and_who_was_to_come_along_hear_by_one_mail",
            "group_end::who_loses_the_place_as_the_group_ends_hears_all_the_same_that_the_coming_sessions_are_off",
        ]),
        falls_away: Played(&[
            "programme::a_group_that_ends_early_has_no_sessions_ahead_and_keeps_what_is_to_be_recorded",
        ]),
        stays: Played(&["group_end::a_session_that_was_called_off_is_told_though_its_group_ends_with_it"]),
        undo: Played(&[
            "consequences::after_the_act::an_early_end_says_before_it_is_pressed_what_is_told_and_is_undone_within_two_minutes",
            "consequences::after_the_act::an_end_within_a_day_of_a_session_goes_out_at_once_and_its_undo_is_a_second_message",
            "consequences::roads::an_end_that_was_undone_is_told_anew_when_the_group_ends_once_more",
            "pending_change::what_waited_beside_a_group_waits_again_when_its_end_is_undone",
        ]),
    },
    Row {
        act: "a leader leaves, is away, changes or returns",
        homes: &["acts/staff_account/account.rs", "acts/counted_on.rs", "acts/update_group/update.rs"],
        told: Played(&[
            "consequences::meeting::who_leaves_is_replaced_in_what_they_were_asked_and_clients_hear_who_meets_them_next",
            "consequences::meeting::clients_hear_nothing_of_a_leader_who_leaves_and_whom_they_were_not_to_meet_next",
            "consequences::meeting::a_group_that_nobody_leads_is_the_managers_before_its_next_session_and_its_clients_hear_of_the_new_leader",
        ]),
        falls_away: Played(&[
            "consequences::meeting::a_leader_who_leads_a_group_no_more_leaves_what_was_asked_of_leaders_to_the_one_who_does",
            "feeds::who_lost_the_role_reads_no_feed_of_it",
        ]),
        stays: Played(&[
            "consequences::meeting::a_clients_calendar_names_who_meets_the_client_since_a_leader_left_and_since_one_came_back",
        ]),
        undo: Played(&[
            "consequences::meeting::who_leaves_and_comes_back_before_anybody_heard_is_told_to_nobody",
            "consequences::leaders::a_sole_leader_who_leaves_and_comes_back_is_told_to_nobody_and_another_one_in_the_place_is",
        ]),
    },
    Row {
        act: "change a season, a break or a holiday",
        homes: &["programme/service/year.rs", "programme/service/season_ends.rs", "programme/service/hits.rs"],
        told: Played(&[
            "year::a_break_set_later_shows_the_sessions_that_fall_into_it_and_leaves_them",
            "year::leaders_are_asked_about_sessions_that_a_shorter_season_leaves_outside_until_none_is_left",
        ]),
        falls_away: Played(&[
            "year::what_is_asked_about_a_break_is_answered_when_its_sessions_are_moved_or_cancelled",
            "year::leaders_are_asked_about_sessions_that_a_shorter_season_leaves_outside_until_none_is_left",
        ]),
        stays: Played(&["year::a_unit_s_break_shows_no_session_of_another_unit"]),
        undo: Played(&["year::a_break_set_later_shows_the_sessions_that_fall_into_it_and_leaves_them"]),
    },
    Row {
        act: "correct, move or close a venue",
        homes: &["acts/update_venue/update.rs", "acts/session_change/follow_venue.rs"],
        told: Played(&[
            "consequences::told::a_groups_new_venue_is_a_move_of_place_for_everybody",
            "consequences::leaders::a_corrected_address_is_told_as_a_move_of_place_and_one_that_is_set_back_in_time_to_nobody",
            "bookings::an_interpreter_hears_of_a_corrected_address_and_not_of_one_that_is_set_back_in_time",
        ]),
        falls_away: Played(&[
            "bookings::a_closed_venue_is_asked_of_whoever_leads_there_until_it_is_open_again",
            "bookings::what_is_asked_about_a_closed_venue_goes_on_to_the_next_session_there_until_none_is_left",
        ]),
        stays: Played(&["feeds::a_renamed_venue_and_a_leaver_are_seen_by_who_sees_them"]),
        undo: Played(&[
            "consequences::leaders::a_corrected_address_is_told_as_a_move_of_place_and_one_that_is_set_back_in_time_to_nobody",
            "bookings::a_closed_venue_is_asked_of_whoever_leads_there_until_it_is_open_again",
        ]),
    },
];
