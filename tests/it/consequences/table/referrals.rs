//! Referrals, offers, places, applications.

use super::row::Part::{Nothing, Played};
use super::row::Row;

pub const ROWS: &[Row] = &[
    Row {
        act: "send a referral",
        homes: &["acts/referral_steps/submit.rs", "acts/referral_steps/notice.rs"],
        told: Played(&[
            "consequences::referrals::a_referral_that_is_sent_is_the_leaders_to_decide_and_its_client_hears_that_a_place_was_asked_for",
        ]),
        falls_away: Nothing("the draft is the referral"),
        stays: Played(&["referrals::a_worker_finds_a_group_refers_and_follows_the_referral_to_its_end"]),
        undo: Played(&[
            "consequences::roads::a_referral_that_is_taken_back_at_once_is_asked_of_nobody_and_its_client_hears_nothing",
        ]),
    },
    Row {
        act: "change a draft; add to a referral that is sent",
        homes: &["acts/referral_steps/reword.rs"],
        told: Played(&[
            "referrals::whoever_sent_a_referral_adds_to_it_unasked_until_it_is_decided_and_the_leader_reads_it_among_the_tasks",
        ]),
        falls_away: Nothing("what was said before stays in its thread"),
        stays: Played(&["referrals::a_draft_is_changed_in_the_form_of_a_new_referral_and_sent_and_then_no_more"]),
        undo: Nothing("what was added was read; another note is another row"),
    },
    Row {
        act: "ask about a referral, and answer",
        homes: &["acts/referral_steps/step.rs"],
        told: Played(&[
            "referrals::every_question_and_every_answer_stays_in_its_thread_and_is_asked_of_one_person_at_a_time",
        ]),
        falls_away: Played(&[
            "referrals::every_question_and_every_answer_stays_in_its_thread_and_is_asked_of_one_person_at_a_time",
        ]),
        stays: Played(&[
            "referrals::every_question_and_every_answer_stays_in_its_thread_and_is_asked_of_one_person_at_a_time",
        ]),
        undo: Nothing("what was asked was read; another answer is another row"),
    },
    Row {
        act: "put in the queue, or reorder it",
        homes: &["acts/referral_steps/step.rs", "acts/referral_steps/reorder.rs"],
        told: Played(&[
            "consequences::roads::who_is_put_in_the_queue_hears_that_and_keeps_the_turn_while_others_come_after",
            "consequences::referrals::a_step_says_how_many_hear_of_it_and_by_which_way",
        ]),
        falls_away: Nothing("who waits keeps what stood"),
        stays: Played(&[
            "consequences::roads::who_is_put_in_the_queue_hears_that_and_keeps_the_turn_while_others_come_after",
            "enrolment::one_who_is_moved_to_the_front_with_a_reason_is_offered_first",
            "enrolment::a_client_reads_nothing_of_the_other_when_two_must_not_meet",
        ]),
        undo: Played(&[
            "consequences::offers::who_was_put_in_the_queue_by_mistake_is_reviewed_again_and_what_was_closed_otherwise_stays",
            "enrolment::one_who_was_moved_to_the_front_goes_back_to_the_own_turn_and_the_reason_stays_inside",
            "consequences::roads::who_read_of_a_turn_in_the_queue_hears_that_it_was_taken_back_and_who_has_not_hears_nothing",
        ]),
    },
    Row {
        act: "offer a place",
        homes: &["acts/referral_steps/step.rs", "acts/answer_offer.rs", "acts/lock_groups.rs"],
        told: Played(&[
            "consequences::offers::the_time_to_answer_begins_when_the_client_can_hear_of_the_offer",
            "consequences::offers::an_offer_that_is_told_by_a_call_begins_with_the_call_whose_words_the_page_says",
        ]),
        falls_away: Played(&["race::whatever_order_the_steps_race_in_places_and_queue_hold"]),
        stays: Played(&[
            "enrolment::an_offer_holds_its_place_and_a_full_group_refuses_the_next",
            "consequences::lapsed::who_has_not_answered_an_offer_is_reminded_once_when_half_of_the_time_is_over_and_never_after_the_answer",
            "consequences::lapsed::who_was_called_about_an_offer_is_called_once_more_when_half_of_the_time_is_over",
        ]),
        undo: Played(&[
            "consequences::offers::an_offer_that_is_taken_back_is_told_to_who_has_heard_of_it_and_to_nobody_else",
        ]),
    },
    Row {
        act: "an offer reaches nobody",
        homes: &["acts/referral_steps/reach.rs"],
        told: Played(&[
            "consequences::referrals::an_offer_that_no_message_tells_is_called_by_whoever_helps_the_client_and_at_once",
            "consequences::offers::a_call_that_nobody_makes_goes_to_the_supervisor_after_an_open_day_and_the_offer_stands",
        ]),
        falls_away: Nothing("an offer that nobody heard of does not lapse"),
        stays: Played(&["consequences::offers::an_offer_ends_when_its_group_takes_nobody_in_any_more"]),
        undo: Played(&[
            "consequences::offers::an_offer_that_is_taken_back_is_told_to_who_has_heard_of_it_and_to_nobody_else",
        ]),
    },
    Row {
        act: "accept or confirm a place",
        homes: &["acts/answer_offer.rs", "acts/referral_steps/step.rs"],
        told: Played(&[
            "consequences::confirmed::a_confirmation_tells_day_hour_and_who_meets_the_client_by_every_way_also_after_the_hour_of_the_reminder",
            "consequences::referrals::who_gets_a_place_is_told_the_first_session_after_the_time_of_undo",
            "consequences::roads::who_leads_hears_of_a_place_that_somebody_else_confirms",
        ]),
        falls_away: Played(&["me_offers::a_client_takes_the_place_and_a_second_press_changes_nothing"]),
        stays: Played(&["referrals::who_comes_along_to_a_group_that_runs_comes_to_a_session_that_is_still_ahead"]),
        undo: Played(&["enrolment::the_leader_ends_a_participation_and_the_key_worker_is_asked_to_talk"]),
    },
    Row {
        act: "decline, lapse or withdraw",
        homes: &["acts/answer_offer.rs", "acts/expire_offers.rs", "acts/referral_steps/step.rs"],
        told: Played(&[
            "consequences::offers::a_told_offer_lapses_only_after_somebody_has_tried_again_and_its_client_hears_what_is_true",
            "consequences::lapsed::an_offer_of_an_evening_before_closed_days_stands_until_two_open_days_after_its_client_was_told",
            "consequences::referrals::the_end_of_a_place_says_that_it_was_offered_on_only_when_somebody_waited",
            "consequences::roads::who_has_heard_of_an_offer_a_turn_or_a_place_hears_that_it_stands_no_more_by_whichever_road",
            "consequences::roads::whoever_referred_hears_once_of_a_decline_and_of_a_withdrawal_by_others",
            "consequences::roads::who_has_heard_of_nothing_hears_of_no_end",
            "consequences::roads::who_leads_and_who_was_to_come_along_hear_of_every_end_but_their_own",
        ]),
        falls_away: Played(&["consequences::offers::an_offer_ends_when_its_group_takes_nobody_in_any_more"]),
        stays: Played(&[
            "consequences::offers::a_freed_place_is_offered_on_after_the_time_of_undo",
            "consequences::lapsed::a_lapse_frees_the_place_and_whoever_helps_says_what_becomes_of_the_referral",
            "consequences::lapsed::whoever_helps_asks_for_a_place_once_more_and_the_leader_decides",
        ]),
        undo: Played(&[
            "consequences::offers::who_has_declined_is_offered_the_place_again_until_the_same_time_and_who_let_it_lapse_anew",
            "consequences::roads::a_told_withdrawal_that_is_taken_back_is_told_too",
        ]),
    },
    Row {
        act: "reject or redirect a referral",
        homes: &["acts/referral_steps/step.rs", "acts/referral_steps/take_back.rs"],
        told: Played(&[
            "consequences::roads::with_a_refusal_fall_away_the_offer_the_turn_and_what_was_asked_and_whoever_referred_hears_of_it_once",
            "consequences::referrals::whoever_helps_a_client_who_is_sent_on_is_asked_to_talk_about_it",
            "texts::the_texts_read_as_written",
            "consequences::roads::a_client_with_a_told_offer_who_is_sent_on_need_not_answer_it_any_more",
        ]),
        falls_away: Played(&[
            "consequences::roads::with_a_refusal_fall_away_the_offer_the_turn_and_what_was_asked_and_whoever_referred_hears_of_it_once",
        ]),
        stays: Played(&[
            "referrals::a_forbidden_step_says_which_are_allowed_and_rejecting_needs_a_code",
            "consequences::offers::a_client_who_was_sent_on_comes_back_while_the_other_group_has_not_begun_with_it",
        ]),
        undo: Played(&[
            "consequences::offers::a_rejection_is_taken_back_until_its_client_was_told",
            "consequences::roads::what_was_asked_about_a_referral_is_asked_again_when_its_refusal_is_taken_back",
        ]),
    },
    Row {
        act: "a place becomes free",
        homes: &["acts/referral_steps/offer_free_places.rs"],
        told: Played(&[
            "consequences::offers::a_freed_place_is_offered_on_after_the_time_of_undo",
            "consequences::offers::a_place_that_was_freed_under_a_clock_that_was_ahead_is_offered_on_by_the_right_one",
            "consequences::referrals::the_next_in_line_hears_of_an_offer_once_the_end_of_a_place_can_not_be_taken_back",
        ]),
        falls_away: Nothing("who waits behind keeps the turn"),
        stays: Played(&[
            "race::of_64_who_take_the_last_place_one_gets_it",
            "enrolment::a_place_that_cannot_go_to_the_first_in_the_queue_is_the_leaders_to_decide",
        ]),
        undo: Played(&["consequences::offers::a_place_that_was_offered_on_is_not_given_back"]),
    },
    Row {
        act: "confirm after a session to which the client came",
        homes: &["acts/record_attendance/record.rs"],
        told: Nothing("the confirmation tells what it tells at any time"),
        falls_away: Nothing("nothing was marked before"),
        stays: Played(&["sheets::who_came_before_the_paper_was_done_is_marked_present_and_nothing_else"]),
        undo: Played(&[
            "corrections::a_mistaken_first_presence_leaves_the_place_confirmed_and_the_referral_open_again",
        ]),
    },
    Row {
        act: "end a place",
        homes: &[
            "acts/end_place/end.rs",
            "acts/end_place/reopen.rs",
            "acts/end_place/together.rs",
            "acts/follow_end.rs",
        ],
        told: Played(&[
            "enrolment::the_leader_ends_a_participation_and_the_key_worker_is_asked_to_talk",
            "consequences::places::the_end_of_a_place_is_told_to_colleagues_and_to_the_client_where_that_is_wanted",
            "consequences::places::a_place_that_ends_and_stands_again_is_told_with_its_page_to_leaders_and_to_who_was_to_come_along",
            "consequences::roads::of_who_never_came_the_companion_hears_and_whoever_helps_is_asked_to_talk",
        ]),
        falls_away: Played(&[
            "sheets::however_a_place_ends_what_was_said_ahead_falls_away_with_it",
            "reminders::a_reminder_that_is_queued_is_taken_back_when_the_place_ends",
            "sheets::who_has_left_is_neither_counted_absent_nor_asked_for",
        ]),
        stays: Played(&[
            "enrolment::who_never_came_has_completed_nothing",
            "ends::a_group_that_is_over_asks_for_every_end_on_one_list_and_is_reported_when_nothing_is_left",
        ]),
        undo: Played(&[
            "consequences::places::a_place_that_is_given_back_before_anybody_heard_is_told_to_nobody",
            "consequences::places::a_place_that_was_given_on_is_given_back_as_an_extra_one_for_a_reason_and_for_thirty_days",
            "consequences::places::nobody_is_offered_a_place_until_there_are_fewer_than_the_group_has_again",
            "consequences::roads::who_has_heard_that_a_place_ended_hears_that_it_stands_after_all",
            "consequences::places::with_a_place_that_is_given_back_comes_whoever_came_along_and_what_the_client_said_of_sessions_ahead",
        ]),
    },
    Row {
        act: "merge two records",
        homes: &["acts/merge_clients/join.rs"],
        told: Played(&["key_worker::two_records_become_one_by_who_keeps_both_and_both_key_workers_hear"]),
        falls_away: Played(&["merge::links_calendars_and_both_logs_lead_to_the_one_who_stays"]),
        stays: Played(&[
            "merge::nothing_is_lost_whatever_hangs_on_the_two",
            "merge::two_places_in_one_group_become_one_with_one_mark_a_session_and_no_figure_counts_the_other",
            "merge::a_place_after_another_stays_beside_it_and_a_walk_in_beside_a_mark_does_not",
            "consequences::places::of_two_records_that_become_one_the_stricter_of_every_wish_stands",
        ]),
        undo: Nothing("two lives that became one are not told apart again; the pair is compared before"),
    },
    Row {
        act: "keep two clients apart who both have a place",
        homes: &["people/client/pairs.rs"],
        told: Played(&["kept_apart::leader_and_supervisor_hear_of_the_bare_conflict_and_everybody_keeps_the_place"]),
        falls_away: Nothing("nobody is moved by a rule"),
        stays: Played(&["enrolment::two_who_must_not_meet_are_a_bare_conflict_unless_there_is_a_reason"]),
        undo: Played(&["kept_apart::nobody_is_asked_any_more_once_the_rule_is_lifted_or_one_has_left"]),
    },
    Row {
        act: "say: can't come, or can come after all",
        homes: &["acts/answer_session.rs", "acts/session_change/companions.rs", "acts/record_attendance/record.rs"],
        told: Played(&[
            "consequences::places::the_leader_s_number_of_today_leaves_out_who_can_not_come_and_counts_who_comes_after_all",
            "consequences::places::who_comes_along_comes_to_the_session_to_which_the_client_comes_and_back_with_the_client",
        ]),
        falls_away: Played(&["reminders::a_client_who_cannot_come_tells_it_by_the_link_and_is_not_reminded_again"]),
        stays: Played(&[
            "attendance::a_notified_absence_is_marked_before_the_session_without_holding_it",
            "me::who_cant_come_may_say_why_and_the_leader_reads_it_on_the_sheet",
        ]),
        undo: Played(&[
            "consequences::places::who_comes_along_comes_to_the_session_to_which_the_client_comes_and_back_with_the_client",
            "journeys::remind::a_client_is_reminded_says_no_in_time_and_everybody_hears_when_the_leader_is_ill",
        ]),
    },
    Row {
        act: "apply from the web",
        homes: &[
            "acts/applications/apply.rs",
            "acts/applications/confirm.rs",
            "acts/applications/accept.rs",
            "acts/applications/reject.rs",
            "acts/applications/withdraw.rs",
            "acts/intake/applicants.rs",
            "acts/intake/day.rs",
            "acts/intake/filled.rs",
        ],
        told: Played(&[
            "group_steps::applicants::who_applies_hears_that_a_group_is_planned_anew_and_when_it_begins_once_people_are_taken_in_again",
            "group_steps::applicants::who_applies_hears_once_of_a_new_day_with_the_one_that_was_told_last",
            "group_steps::applicants::who_applies_hears_of_another_weekday_of_a_plan_made_anew",
            "group_steps::applicants::who_applies_hears_once_that_the_last_place_is_held_and_nothing_of_an_offer_taken_back_in_time",
            "applications::somebody_applies_confirms_by_link_and_the_leader_is_asked",
            "group_end::whoever_applies_to_a_cancelled_group_is_answered_once_whatever_the_state",
        ]),
        falls_away: Played(&[
            "applications::who_waits_for_a_group_that_is_cancelled_is_answered_and_forgotten_in_time",
        ]),
        stays: Played(&["applications::an_accepted_application_is_a_client_and_a_referral_with_its_channels"]),
        undo: Played(&["applications::an_applicant_takes_the_application_back_by_link_until_it_is_answered"]),
    },
];
