//! The pages of the programme.

mod approval;
mod calendar;
mod card_text;
mod clash;
mod form;
mod head;
mod index;
mod interpreting;
mod pending;
mod session;
mod show;
mod template;
mod year;

pub use approval::queue;
pub use calendar::{CalendarView, Picture, calendar};
pub use clash::clash_notice;
pub use form::{Approved, GroupFormChoices, aim_name, form};
pub use head::{GroupTab, euros, group_head, group_tabs, rhythm, status_chip, status_name};
pub use index::{Narrowing, choices, csv, index};
pub use interpreting::{TypedInterpreting, interpreter_lines};
pub use pending::{May, differs_in_a_line};
pub use session::{Around, SessionList, Typed, sessions, show_session};
pub use show::{GroupCard, cancel_codes, show};
pub use template::{show_template, template_form, templates};
pub use year::{InBreak, break_form, breaks, season_form, seasons, show_break};
