//! Writes of the programme.

mod advance;
mod break_conflicts;
mod departed_leaders;
mod group;
mod hits;
mod intake;
mod interpreting;
mod late_approval;
mod merged;
mod pending;
mod refs;
mod rewrite;
mod round;
mod schedule;
mod season_ends;
mod session;
mod standing;
mod status;
mod who_is_missing;
mod year;

pub use advance::{due_for_step, late_approvals};
pub use departed_leaders::{ask_for_substitutes, ask_to_replace, groups_counting_on, leader_came_back, parts_over};
pub use group::{create_group, set_group, unwritten_group};
pub use hits::{asked_of_closed, close_hit_tasks};
pub use intake::set_intake;
pub use interpreting::{insert_interpreting, session_of_interpreting, set_interpreting};
pub use merged::{set_merged_into, set_unmerged};
pub use pending::{
    ask_for_sessions, set_change_approved, set_change_returned, set_change_waiting, set_change_withdrawn,
};
pub use rewrite::rewrite_sessions;
pub use schedule::set_schedule;
pub use session::{
    check_replaced, check_venue, count_heads, highest_number, hold_session, set_session, take_back_hold,
};
pub use status::{CheckedStep, check_step, set_approved, set_end_undone, set_status};
pub use who_is_missing::ask_who_is_missing;
pub use year::{
    create_break, create_season, create_template, delete_break, delete_template, update_break, update_season,
    update_template,
};
