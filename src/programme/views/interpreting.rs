//! Who interprets at a session, on its page and on its sheet.

use entity::id::InterpretingId;
use entity::state::InterpretingStatus;
use entity::{interpreting, session};
use maud::{Markup, html};

use crate::programme::paths;
use crate::programme::queries::{Interpreter, SessionTime};
use crate::programme::rules::interpreting_form;
use crate::text::t_with;
use crate::web::components::{Button, Choice, foldable, once_field};
use crate::web::form::Form;
use crate::web::page::Page;

/// The forms of bookings that came back with their faults.
#[derive(Clone, Debug, Default)]
pub struct TypedInterpreting {
    /// The booking; none where it is new.
    pub of: Option<InterpretingId>,
    pub form: Option<Form>,
}

/// A line on each interpreter, for the sheet.
pub fn interpreter_lines(page: &Page, session: SessionTime, rows: &[interpreting::Model]) -> Markup {
    html! { @for row in rows { p { (line(page, session, row)) } } }
}

fn line(page: &Page, session: SessionTime, row: &interpreting::Model) -> String {
    let state = page.t(Interpreter::of(row, session).key());
    let args = [("language", row.language.as_str().into()), ("state", state.into())];
    let said = t_with(page.language, "interpreting-line", &args);
    let contact = [row.name.as_deref(), row.phone.as_deref(), row.email.as_deref()];
    let contact = contact.into_iter().flatten().collect::<Vec<_>>().join(", ");
    [said, contact].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// The bookings with what changes them, for those who plan the session.
pub fn interpreting_card(
    page: &Page,
    session: &session::Model,
    rows: &[interpreting::Model],
    typed: &TypedInterpreting,
) -> Markup {
    let time = SessionTime { starts_at: session.starts_at, status: session.status };
    let came_back = |of| typed.form.as_ref().filter(|_| typed.of == of);
    html! {
        p.soft { (page.t("interpreting-lead")) }
        @for row in rows {
            p { (line(page, time, row)) @if let Some(note) = &row.note { br; span.soft { (note) } } }
            @let action = paths::Interpreting { id: row.id }.to_string();
            @let stands = interpreting_form(row).versioned();
            (foldable(&page.t("interpreting-change"), came_back(Some(row.id)).is_some(),
                fields(page, came_back(Some(row.id)).unwrap_or(&stands), &action)))
        }
        @let action = paths::Interpreters { id: session.id }.to_string();
        @let blank = Form::default().set("status", InterpretingStatus::Asked);
        (foldable(&page.t("interpreting-new"), came_back(None).is_some(),
            fields(page, came_back(None).unwrap_or(&blank), &action)))
    }
}

fn fields(page: &Page, form: &Form, action: &str) -> Markup {
    let fields = form.fields(page.language);
    let states: Vec<(&str, String)> = InterpretingStatus::ALL
        .iter()
        .map(|status| (status.code(), page.t(&format!("interpreting-{status}"))))
        .collect();
    let states: Vec<Choice<'_>> = states.iter().map(|(code, name)| Choice::new(code, name)).collect();
    html! {
        form.stack novalidate method="post" action=(action) {
            (once_field())
            (fields.summary())
            (fields.version())
            (fields.field("language", &page.t("interpreting-language")).required().text())
            (fields.field("name", &page.t("interpreting-name")).text())
            div.field-row {
                (fields.field("email", &page.t("interpreting-email")).email())
                (fields.field("phone", &page.t("interpreting-phone")).tel())
            }
            (fields.field("status", &page.t("interpreting-status")).required().select(&states))
            (fields.field("note", &page.t("interpreting-note")).hint(&page.t("interpreting-note-hint")).textarea(2))
            div.actions { (Button::secondary(&page.t("save")).submit()) }
        }
    }
}
