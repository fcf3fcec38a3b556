//! The pieces pages are made of. Each takes what it shows and draws it; none knows a row, a rule or a URL of its own.

mod action;
mod attend;
mod calendar;
mod field;
mod flow;
mod layout;
mod mark;
mod once;
mod paper;
mod scale;
mod table;

pub use action::{Button, Confirm, copy_field, menu};
pub use attend::{
    AttendanceLine, AttendanceRow, BY, Marks, attendance_grid, attendance_line, attendance_sheet, mark_name,
};
pub use calendar::{AgendaItem, CalendarEvent, Day, agenda, month_grid, week_grid};
pub use field::{Choice, ErrorAt, Field, error_summary, field_id, out_of_use, with_labels};
pub use flow::{Happening, disclosure, foldable, history, progress, steps};
pub use layout::{
    Crumb, NavItem, Stat, Tab, breadcrumbs, card, card_link, empty_state, facts, hero, languages, notice, page_header,
    qr_frame, section, site_nav, skip_link, stats, tabs,
};
pub use mark::{Tone, call_link, chip, incident_name, kind_mark, kind_name, person_row, places, thing_row};
pub use once::{ONCE, once_field};
pub use paper::{Poster, paper_lines, paper_question, poster, roster};
pub use scale::{ScaleField, benefit_scale, number_scale, scale};
pub use table::{Column, Order, Pagination, Table, filter_bar, filter_more, pagination};
