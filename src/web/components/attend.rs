//! The attendance sheet: one press a person, working without scripts, counted by `attend.mjs`.

use entity::state::{AttendanceStatus, Language};
use maud::{Markup, Render, html};

use super::{Button, Tone, notice, once_field};
use crate::text::t;
use crate::web::icon::{Icon, icon};

/// One person of the sheet. The form sends `status-<id>`, `minutes-<id>` and `note-<id>`.
pub struct AttendanceLine<'a> {
    pub id: &'a str,
    pub name: &'a str,
    /// What the leader should know (comes for the first time, notified of absence).
    pub note: Option<&'a str>,
    pub status: AttendanceStatus,
    /// Whether who came can be marked yet; before that only an absence told beforehand.
    pub open: bool,
    /// Whether the person was expected; who was not can't have been missed.
    pub expected: bool,
    /// Minutes attended as typed, asked only when late or for a part.
    pub minutes: &'a str,
    /// The leader's own note on this person, kept with the mark.
    pub remark: &'a str,
    pub error: Option<&'a str>,
}

const MARKS: [(AttendanceStatus, Icon); 5] = [
    (AttendanceStatus::Present, Icon::Check),
    (AttendanceStatus::Late, Icon::Late),
    (AttendanceStatus::Partial, Icon::Partial),
    (AttendanceStatus::AbsentNotified, Icon::Absent),
    (AttendanceStatus::NoShow, Icon::NoShow),
];

/// A person with the marks to choose from; nothing is chosen while the attendance is unrecorded.
pub fn attendance_line(lang: Language, line: &AttendanceLine<'_>) -> Markup {
    let minutes = format!("minutes-{}", line.id);
    let is_absence = |status| matches!(status, AttendanceStatus::AbsentNotified | AttendanceStatus::NoShow);
    let shown = |status: AttendanceStatus| {
        let offered = line.open || status == AttendanceStatus::AbsentNotified;
        status == line.status || (offered && (line.expected || !is_absence(status)))
    };
    let error_id = format!("error-{}", line.id);
    html! {
        fieldset.attendance aria-describedby=[line.error.map(|_| error_id.as_str())] {
            legend { (line.name) }
            @if let Some(note) = line.note { p.hint { (note) } }
            @if let Some(error) = line.error { (super::field::error_line(&error_id, error)) }
            div.segments {
                @for (i, (status, picture)) in MARKS.iter().filter(|(status, _)| shown(*status)).enumerate() {
                    label.segment.(status.code()) {
                        input id=[(i == 0).then(|| super::field_id(&format!("status-{}", line.id)))] type="radio"
                            name=(format!("status-{}", line.id)) value=(status.code())
                            checked[*status == line.status];
                        span { (icon(*picture)) (mark_name(lang, *status)) }
                    }
                }
            }
            @if line.open {
                div.minutes {
                    label for=(minutes) { (t(lang, "attendance-minutes")) }
                    input id=(minutes) name=(minutes) type="number" inputmode="numeric" min="0" max="1440"
                        value=(line.minutes);
                }
            }
            (remark(lang, line))
        }
    }
}

/// A note and taking a mark back are rare, so both are folded until there is a note.
fn remark(lang: Language, line: &AttendanceLine<'_>) -> Markup {
    let (id, label) = (format!("note-{}", line.id), t(lang, "attendance-note"));
    html! {
        details.disclosure open[!line.remark.is_empty()] {
            summary { (label) span.hidden { ": " (line.name) } }
            label.hidden for=(id) { (label) ": " (line.name) }
            input id=(id) name=(id) type="text" maxlength="1000" value=(line.remark);
            @if line.status != AttendanceStatus::Unrecorded {
                label.choice {
                    input type="radio" name=(format!("status-{}", line.id)) value=(AttendanceStatus::Unrecorded);
                    span { (t(lang, "attendance-take-back")) }
                }
            }
        }
    }
}

/// A mark in words.
pub fn mark_name(lang: Language, status: AttendanceStatus) -> String {
    t(lang, &format!("mark-{}", status.code().replace('_', "-")))
}

/// The hidden field that tells by which key the sender's device keeps what is marked.
pub const BY: &str = "kept_by";

/// How a sheet is sent.
pub struct Marks<'a> {
    pub action: &'a str,
    /// What the button that saves says.
    pub save: &'a str,
    /// Whether everybody can be marked as present in one press.
    pub open: bool,
    /// The name of the key by which the device keeps what is marked.
    pub by: &'a str,
    /// What scripts need to keep it, as JSON.
    pub keeps: &'a str,
    /// Whether the sheet came back with what was typed.
    pub is_back: bool,
}

/// The whole sheet: `lines` between "all present" and the button that saves, beside which scripts count the marks and
/// tell whether they are saved.
///
/// Without scripts "all present" sends the form with `all=present`; with them it marks who is not yet marked.
pub fn attendance_sheet(lang: Language, marks: &Marks<'_>, lines: impl Render, more: impl Render) -> Markup {
    html! {
        form.sheet method="post" action=(marks.action) data-attend data-keeps=(marks.keeps) data-back[marks.is_back] {
            (once_field())
            input type="hidden" name=(BY) value=(marks.by);
            div data-restored hidden { (notice(Tone::Warning, t(lang, "attendance-restored"))) }
            @if marks.open {
                (Button::secondary(&t(lang, "attendance-all-present")).icon(Icon::Check).submit_as("all", "present"))
            }
            div.sheet-lines { (lines) }
            (more)
            div.sheet-save {
                p.sheet-count.number role="status" data-count=(t(lang, "attendance-count"))
                    data-unsaved=(t(lang, "attendance-unsaved")) data-kept=(t(lang, "attendance-kept"))
                    data-saving=(t(lang, "attendance-saving")) data-waiting=(t(lang, "attendance-waiting"))
                    data-saved=(t(lang, "attendance-saved-short")) {}
                (Button::primary(marks.save).submit())
            }
        }
    }
}

/// A person's marks over the sessions of a group, in their order; `None` where the session is yet to come.
pub struct AttendanceRow<'a> {
    pub name: &'a str,
    pub href: Option<&'a str>,
    pub marks: Vec<Option<AttendanceStatus>>,
}

/// A group's attendance at a glance: people down, sessions across.
pub fn attendance_grid(lang: Language, caption: &str, sessions: &[&str], rows: &[AttendanceRow<'_>]) -> Markup {
    html! {
        div.table-wrap role="region" aria-label=(caption) tabindex="0" {
            table.table.attendance-grid {
                caption.hidden { (caption) }
                thead {
                    tr {
                        td {}
                        @for session in sessions { th scope="col" { (session) } }
                    }
                }
                tbody {
                    @for row in rows {
                        tr {
                            th scope="row" {
                                @if let Some(href) = row.href { a href=(href) { (row.name) } } @else { (row.name) }
                            }
                            @for mark in &row.marks { td { (grid_mark(lang, *mark)) } }
                        }
                    }
                }
            }
        }
        ul.kinds.bare { @for (status, _) in MARKS { li.row { (grid_mark(lang, Some(status))) (mark_name(lang, status)) } } }
    }
}

fn grid_mark(lang: Language, status: Option<AttendanceStatus>) -> Markup {
    let drawn = MARKS.iter().find(|(known, _)| Some(*known) == status);
    html! {
        @if let Some((status, picture)) = drawn {
            span.grid-mark.(status.code()) { (icon(*picture)) span.hidden { (mark_name(lang, *status)) } }
        } @else if status.is_some() {
            span.grid-mark.unrecorded { "?" span.hidden { (t(lang, "mark-unrecorded")) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn not_recorded_is_never_drawn_as_a_mark() {
        let mut line = AttendanceLine {
            id: "a",
            name: "Aino",
            note: None,
            status: AttendanceStatus::Unrecorded,
            open: true,
            expected: true,
            minutes: "",
            remark: "",
            error: None,
        };
        assert!(!attendance_line(Language::Fi, &line).into_string().contains(" checked"));
        line.status = AttendanceStatus::NoShow;
        assert!(attendance_line(Language::Fi, &line).into_string().contains(r#"value="no_show" checked"#));
    }

    #[test]
    fn before_a_session_only_a_told_absence_is_offered() {
        let line = AttendanceLine {
            id: "a",
            name: "Aino",
            note: None,
            status: AttendanceStatus::Unrecorded,
            open: false,
            expected: true,
            minutes: "",
            remark: "",
            error: None,
        };
        let drawn = attendance_line(Language::Fi, &line).into_string();
        assert!(drawn.contains(r#"value="absent_notified""#) && drawn.matches("radio").count() == 1, "{drawn}");
        let marks = Marks { action: "#", save: "Tallenna", open: false, by: "", keeps: "", is_back: false };
        assert!(!attendance_sheet(Language::Fi, &marks, "", "").into_string().contains(r#"value="present""#));
    }
}
