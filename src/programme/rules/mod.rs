//! What may be said of a group, its schedule and its sessions.

mod card;
mod group;
mod interpreting;
mod pending;
mod schedule;
mod session;
mod step;
mod template;
mod year;

pub use card::{
    GroupInput, TemplateInput, copied, form, form_as_asked, group_columns, read, read_template, template_columns,
    template_form,
};
pub use group::{Leading, PARTS, PartFields, Reserved, SLUG, blank, fields_of, person_field, read_reserved, slug};
pub use interpreting::{InterpretingInput, interpreting_form, read_interpreting};
pub use pending::{AskedChange, AskedSchedule, Ceiling, without_its_last, without_new_extras};
pub use schedule::{DURATION, read_schedule, schedule_form, schedule_of, schedule_of_group};
pub use session::{
    CalledOff, ExtraSession, Move, SessionInput, added, at_venue, called_off, check_changeable, check_planned,
    may_stand_again, move_form, moved, read_extra, read_session, replacement, restored, session_form,
};
pub use step::{NextStep, cancel_code, read_step};
pub use template::{blank_of, template_after, template_blank, template_of};
pub use year::{BreakInput, SeasonInput, break_form, read_break, read_season, season_form};
