//! People, and the ways to them.

use super::row::Part::{Nothing, Played};
use super::row::Row;

pub const ROWS: &[Row] = &[
    Row {
        act: "change phone, mail, channel or language",
        homes: &["acts/update_client/update.rs", "acts/update_client/choose_contact.rs"],
        told: Played(&[
            "consequences::told::a_message_follows_a_telephone_that_was_changed_after_it_was_queued",
            "key_worker::the_key_worker_hears_of_every_way_to_the_client_that_somebody_else_changes",
        ]),
        falls_away: Played(&[
            "own_links::another_telephone_ends_what_the_old_one_opens_only_where_it_is_in_other_hands",
        ]),
        stays: Played(&[
            "consequences::referrals::a_message_goes_to_the_phone_and_in_the_language_of_the_moment_at_which_it_goes",
        ]),
        undo: Played(&["clients::a_form_opened_before_the_clients_own_choice_never_undoes_it_unseen"]),
    },
    Row {
        act: "a link or a phone is lost",
        homes: &["acts/update_client/renew_links.rs"],
        told: Played(&["own_links::a_lost_link_ends_with_every_other_and_the_client_gets_a_new_one_by_the_chosen_way"]),
        falls_away: Played(&[
            "own_links::a_lost_link_ends_with_every_other_and_the_client_gets_a_new_one_by_the_chosen_way",
        ]),
        stays: Played(&["clients::wrong_revoked_and_expired_links_are_alike_and_a_good_one_opens"]),
        undo: Nothing("what may be in other hands is not opened again; the client gets a new one"),
    },
    Row {
        act: "an address refuses for good",
        homes: &["notify/refused.rs"],
        told: Played(&[
            "dead_address::who_helps_the_client_is_asked_once_to_look_after_an_address_that_fails",
            "dead_address::an_offer_a_confirmation_and_a_change_that_can_not_be_sent_are_called",
        ]),
        falls_away: Played(&[
            "messages::a_busy_mailbox_is_tried_again_after_a_while_and_a_refusal_fails_at_once",
            "messages::of_every_kind_only_what_failed_and_still_has_a_purpose_is_sent_again",
        ]),
        stays: Played(&[
            "dead_address::another_address_closes_the_task_and_what_failed_goes_there_when_it_is_sent_again",
        ]),
        undo: Played(&["dead_address::an_address_that_works_after_all_is_no_task_any_more"]),
    },
    Row {
        act: "protect a client, or stop messages",
        homes: &["acts/update_client/update.rs"],
        told: Played(&[
            "protection::where_a_protected_client_goes_is_told_to_the_key_worker_and_the_leader_of_that_group_only",
        ]),
        falls_away: Played(&[
            "protection::a_calendar_ends_when_protection_begins",
            "consequences::referrals::who_wants_no_messages_by_the_time_is_sent_none",
            "calls::who_is_protected_meanwhile_is_called_by_the_key_worker_and_not_by_the_leader",
        ]),
        stays: Played(&["protection::every_page_and_file_of_others_hides_name_municipality_and_contacts"]),
        undo: Played(&["consequences::places::protection_that_is_lifted_sends_nothing_of_the_time_between"]),
    },
    Row {
        act: "a client dies",
        homes: &["acts/update_client/record_death.rs", "acts/update_client/take_death_back.rs"],
        told: Played(&["group_end::a_death_ends_places_referrals_and_messages_and_tells_nobody"]),
        falls_away: Played(&[
            "clients::a_death_ends_the_links_and_a_new_key_worker_takes_over",
            "reminders::a_reminder_that_is_queued_is_taken_back_when_the_client_dies",
        ]),
        stays: Played(&["group_end::a_death_ends_places_referrals_and_messages_and_tells_nobody"]),
        undo: Played(&[
            "consequences::roads::a_death_recorded_by_mistake_gives_back_what_is_safe_and_the_key_worker_looks_after_the_rest",
            "consequences::roads::after_a_death_by_mistake_an_offer_is_looked_at_anew_and_a_place_that_is_given_back_has_its_referral_again",
        ]),
    },
    Row {
        act: "give a client to another key worker",
        homes: &["acts/update_client/give_client.rs"],
        told: Played(&["key_worker::both_key_workers_hear_of_a_change_between_them_but_for_who_makes_it"]),
        falls_away: Played(&["key_worker::open_tasks_go_with_the_client_and_who_promised_to_come_along_still_does"]),
        stays: Played(&["key_worker::open_tasks_go_with_the_client_and_who_promised_to_come_along_still_does"]),
        undo: Played(&["key_worker::a_client_given_and_given_back_in_time_is_told_to_nobody_and_on_to_a_third_to_two"]),
    },
    Row {
        act: "give an account its role or its password",
        homes: &["acts/staff_account/role.rs", "acts/staff_account/change_member.rs", "acts/staff_account/password.rs"],
        told: Played(&[
            "second_eyes::a_reset_goes_to_the_persons_own_mail_and_ends_what_was_open",
            "consequences::leaders::who_may_lead_no_more_is_missed_as_one_who_left_and_clients_hear_whom_they_meet",
        ]),
        falls_away: Played(&[
            "sign_in::a_reset_password_ends_sign_ins_and_tokens",
            "staff_roles::a_role_that_is_taken_closes_what_it_opened_at_once_and_person_and_supervisor_hear_of_it",
        ]),
        stays: Played(&[
            "second_eyes::whoever_gives_a_role_does_not_confirm_it_and_of_a_manager_another_administrator_or_the_officer_does",
        ]),
        undo: Played(&[
            "consequences::leaders::who_may_lead_no_more_is_missed_as_one_who_left_and_clients_hear_whom_they_meet",
        ]),
    },
    Row {
        act: "erase a client, or refuse it",
        homes: &["data_rights/erasure.rs"],
        told: Played(&[
            "held::an_erasure_leaves_no_word_in_any_column_nor_byte_and_the_client_hears_of_it_by_the_old_address",
            "held::a_refusal_is_told_to_the_client_with_its_ground_and_logged",
        ]),
        falls_away: Played(&["data_rights::erasure_takes_every_free_word_and_leaves_nothing_open"]),
        stays: Played(&["data_rights::erasure_takes_the_person_out_and_leaves_the_logs"]),
        undo: Nothing("what is erased is gone, by law"),
    },
    Row {
        act: "import a file",
        homes: &["import/batches.rs"],
        told: Played(&["import::a_key_worker_whom_somebody_else_brings_a_client_is_asked_to_meet_that_client"]),
        falls_away: Nothing("an import takes nothing away"),
        stays: Played(&[
            "import::a_trial_shows_each_row_as_it_will_be_saved",
            "import::a_row_that_stands_otherwise_is_named_and_left_as_it_is",
        ]),
        undo: Played(&["import::running_it_again_makes_no_duplicates"]),
    },
    Row {
        act: "restore a backup",
        homes: &["cli/restore.rs", "acts/update_client/restrain.rs"],
        told: Played(&["restored::the_restore_of_the_running_program_is_played_through"]),
        falls_away: Played(&[
            "restored::who_was_erased_since_is_erased_again_also_from_a_place_that_ended_since",
            "restored::what_was_protected_closed_or_ended_after_the_copy_is_so_again",
        ]),
        stays: Played(&[
            "restored::what_waited_when_the_copy_was_made_is_held_until_somebody_lets_it_go",
            "letters::a_letter_that_waited_in_a_copy_that_was_put_back_is_held_and_asked_for_again_under_the_same_slip",
        ]),
        undo: Played(&[
            "operation::what_a_crash_left_in_the_side_file_is_kept_with_the_old_database",
            "restored::what_is_held_is_dropped_by_hand_or_with_its_matter_and_never_expires_into_a_call",
        ]),
    },
    Row {
        act: "say that somebody is away, or is back",
        homes: &["acts/away/follow.rs"],
        told: Played(&[
            "away::clients_hear_who_meets_them_when_their_leader_is_away_the_next_time_and_nothing_of_a_later_one",
            "away::the_supervisor_is_asked_who_comes_before_the_session_until_somebody_stands_in",
            "away::mail_goes_to_whoever_stands_in_but_never_a_way_into_the_account",
        ]),
        falls_away: Played(&[
            "away::tasks_go_over_when_somebody_is_away_and_come_back_where_they_are_undone",
            "away::without_a_deputy_the_supervisor_has_the_tasks_and_the_one_named_for_any_time_comes_before",
        ]),
        stays: Played(&["away::who_stands_in_reaches_the_clients_for_that_time_only_a_protected_one_too"]),
        undo: Played(&[
            "away::tasks_go_over_when_somebody_is_away_and_come_back_where_they_are_undone",
            "away::a_time_away_that_was_told_ahead_begins_and_ends_by_the_clock",
            "away::who_came_back_is_away_again_the_same_day_from_then_on_and_twice_at_a_time_never",
        ]),
    },
    Row {
        act: "change a time away",
        homes: &["acts/away/follow.rs"],
        told: Played(&[
            "away_changed::who_changes_it_has_told_it_so_the_absent_hear_of_it_and_their_trust_is_not_lent",
            "away_changed::the_supervisor_is_asked_about_the_session_that_the_changed_days_leave_without_a_leader",
        ]),
        falls_away: Played(&["away_changed::tasks_follow_another_deputy_and_other_days_as_if_told_so_at_first"]),
        stays: Played(&["away_changed::another_beginning_is_checked_anew_and_one_that_stands_may_lie_back"]),
        undo: Played(&[
            "away_changed::who_changes_it_has_told_it_so_the_absent_hear_of_it_and_their_trust_is_not_lent",
        ]),
    },
    Row {
        act: "say when one works, and who stands in at any time",
        homes: &["acts/away/work.rs"],
        told: Nothing("it is the own word, and a deputy hears when it comes to that"),
        falls_away: Nothing("nothing hangs on hours"),
        stays: Played(&[
            "away::without_a_deputy_the_supervisor_has_the_tasks_and_the_one_named_for_any_time_comes_before",
            "away::what_cant_wait_is_asked_of_who_stands_in_once_the_working_day_is_over",
        ]),
        undo: Nothing("other hours are typed over them"),
    },
    Row {
        act: "subscribe to the own sessions, change the address or end it",
        homes: &["acts/own_calendar.rs"],
        told: Played(&["own_calendar::a_client_subscribes_by_the_own_link_and_is_told_the_address_once"]),
        falls_away: Played(&["own_calendar::a_changed_address_and_an_ended_subscription_lead_nowhere"]),
        stays: Played(&["own_calendar::a_changed_address_keeps_the_events_of_its_calendar"]),
        undo: Nothing("an address that may be in other hands is not opened again; the client makes another"),
    },
    Row {
        act: "end somebody's sign-ins",
        homes: &["acts/staff_account/sign_ins.rs"],
        told: Nothing("the person is asked to sign in"),
        falls_away: Played(&["admin::whose_sign_ins_are_ended_is_out_at_once_and_signs_in_anew"]),
        stays: Played(&["admin::whose_sign_ins_are_ended_is_out_at_once_and_signs_in_anew"]),
        undo: Nothing("the person signs in anew"),
    },
    Row {
        act: "add a unit",
        homes: &["acts/staff_account/unit.rs"],
        told: Nothing("nobody works there yet"),
        falls_away: Nothing("nothing ends with a unit more"),
        stays: Played(&["admin::units_hang_in_a_tree_and_secrets_are_hidden"]),
        undo: Nothing("an empty unit is in nobody's way"),
    },
    Row {
        act: "post letters",
        homes: &["acts/letters/post.rs"],
        told: Played(&[
            "letters::a_letter_has_its_address_in_the_window_and_a_slip_and_names_no_group",
            "letters::a_slip_says_to_which_session_the_client_cant_come_and_taking_a_posting_back_forgets_what_was_told",
        ]),
        falls_away: Played(&[
            "letters::the_time_to_answer_runs_from_the_day_of_posting_and_the_posting_can_be_taken_back_that_day",
        ]),
        stays: Played(&[
            "letters::the_time_to_answer_runs_from_the_day_of_posting_and_the_posting_can_be_taken_back_that_day",
            "letters::a_day_ahead_or_long_gone_is_refused_and_the_letter_stays_to_be_posted",
        ]),
        undo: Played(&[
            "letters::the_time_to_answer_runs_from_the_day_of_posting_and_the_posting_can_be_taken_back_that_day",
            "letters::a_slip_says_to_which_session_the_client_cant_come_and_taking_a_posting_back_forgets_what_was_told",
        ]),
    },
    Row {
        act: "key in what a client answers on a slip",
        homes: &["acts/letters/replies.rs"],
        told: Nothing("the step that the client takes tells of itself, as its own row says"),
        falls_away: Nothing("what ends with that step stands in its own row"),
        stays: Played(&[
            "letters::a_slip_is_keyed_in_as_the_clients_answer",
            "letters::a_slip_says_to_which_session_the_client_cant_come_and_taking_a_posting_back_forgets_what_was_told",
        ]),
        undo: Nothing("it is taken back as that step is, by its own row"),
    },
];
