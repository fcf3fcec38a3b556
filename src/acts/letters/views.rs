//! The pages of letters.

use axum_extra::routing::TypedPath;
use chrono::{DateTime, Utc};
use entity::posted_letter;
use maud::{Markup, html};

use super::queries::{LetterBatch, LetterSession};
use super::replies::{Asks, asks};
use super::{paths, sheet};
use crate::message::{ManualContact, held_by_hand};
use crate::text::{t_with, when};
use crate::web::components::{
    Button, Choice, Crumb, Tone, breadcrumbs, card, empty_state, notice, once_field, page_header, person_row,
};
use crate::web::form::Form;
use crate::web::icon::Icon;
use crate::web::page::Page;

/// The letters that are due, all chosen, and what was posted today.
pub fn due(page: &Page, rows: &[ManualContact], posted: &[posted_letter::Model], held: u64) -> Markup {
    let replies = Button::secondary(&page.t("letter-replies")).icon(Icon::Check).link(paths::Replies::PATH);
    html! {
        (page_header(&page.t("letter-title"), page.t("letter-lead"), replies))
        (held_by_hand(page, held))
        @if rows.is_empty() {
            @if held == 0 { (empty_state(Icon::Check, &page.t("letter-none"), "")) }
        } @else {
            form method="get" action=(paths::Print::PATH) {
                div.people.stack { @for row in rows { div.card { (choice(page, row)) } } }
                div.actions { (Button::primary(&page.t("letter-print")).icon(Icon::Print).submit()) }
            }
        }
        @for batch in posted.chunk_by(|a, b| a.posted_at == b.posted_at) { (posted_batch(page, batch)) }
    }
}

fn choice(page: &Page, row: &ManualContact) -> Markup {
    let (id, due) = (row.id.to_string(), row.asked.as_ref().map(|asked| asked.due_at));
    let due =
        due.map(|at| t_with(page.language, "today-due", &[("day", when::day(page.language, page.day(at)).into())]));
    html! {
        label.choice {
            input type="checkbox" name="letter" value=(id) checked;
            span { strong { (row.name) } span { (row.subject) @if let Some(due) = due { " · " (due) } } }
        }
        @if row.postal_address.is_none() {
            p.small {
                (page.t("letter-no-address")) " "
                @if row.may_edit { a href=(format!("/clients/{}/edit", row.client_id)) { (page.t("letter-add-address")) } }
                @else { (page.t("letter-ask-address")) }
            }
        }
    }
}

fn posted_batch(page: &Page, batch: &[posted_letter::Model]) -> Markup {
    let Some(first) = batch.first() else { return Markup::default() };
    let day = when::full_day(page.language, first.posted_on);
    let words = [("n", batch.len().into()), ("day", day.into())];
    html! {
        div.card {
            p { (t_with(page.language, "letter-posted-today", &words)) }
            (Button::secondary(&page.t("letter-undo")).post_with(paths::Undo::PATH, "batch", &first.posted_at.to_rfc3339()))
        }
    }
}

/// Chosen letters on paper, with what marks them as posted above them.
pub fn print(page: &Page, batch: &LetterBatch, form: &Form, return_address: &str) -> Markup {
    let title = page.t("letter-title");
    let fields = form.fields(page.language);
    html! {
        div.no-print.stack {
            (breadcrumbs(page.language, &[Crumb { href: paths::Letters::PATH, label: &title }]))
            (page_header(&page.t("letter-print-title"), page.t("letter-print-lead"), ""))
            (fields.summary())
            @if return_address.is_empty() { (notice(Tone::Warning, page.t("letter-no-return-address"))) }
            @if !batch.rows.is_empty() {
                form.card.narrow novalidate method="post" action=(paths::Posted::PATH) {
                    (once_field())
                    @for row in &batch.rows { input type="hidden" name="letter" value=(row.id); }
                    (fields.field("posted_on", &page.t("letter-posted-on")).required().date())
                    div.actions { (Button::primary(&page.t("letter-mark-posted")).submit()) }
                }
            }
        }
        (sheet::sheets(page, batch, return_address))
    }
}

/// The letter that a slip answers, and the coming sessions of its client.
#[derive(Default)]
pub struct FoundLetter {
    pub letter: Option<ManualContact>,
    pub sessions: Vec<LetterSession>,
}

/// Where the code of a slip is typed in, or what the letter of one asks for.
pub fn replies(page: &Page, form: &Form, found: &FoundLetter, unknown: bool) -> Markup {
    let title = page.t("letter-title");
    html! {
        (breadcrumbs(page.language, &[Crumb { href: paths::Letters::PATH, label: &title }]))
        (page_header(&page.t("letter-replies"), page.t("letter-replies-lead"), ""))
        (ask_code(page, form, unknown))
        @if let Some(letter) = &found.letter { (card(&letter.name, answer(page, form, letter, &found.sessions))) }
    }
}

fn ask_code(page: &Page, form: &Form, unknown: bool) -> Markup {
    let error = unknown.then(|| page.t("letter-code-unknown"));
    let label = page.t("letter-code");
    html! {
        form.card.narrow method="get" action=(paths::Replies::PATH) {
            (form.fields(page.language).field("code", &label).error(error.as_deref()).required().text())
            div.actions { (Button::secondary(&page.t("letter-code-open")).submit()) }
        }
    }
}

fn answer(page: &Page, form: &Form, letter: &ManualContact, sessions: &[LetterSession]) -> Markup {
    let code = letter.slip.as_deref().unwrap_or_default();
    let press = |label: &str, answer: &str| {
        html! {
            form method="post" action=(paths::Replies::PATH) {
                (once_field())
                input type="hidden" name="code" value=(code);
                input type="hidden" name="answer" value=(answer);
                (Button::primary(&page.t(label)).submit())
            }
        }
    };
    let dates: Vec<(String, String)> =
        sessions.iter().map(|one| (one.id.to_string(), moment(page, one.starts_at, &one.timezone))).collect();
    let dates: Vec<Choice<'_>> = dates.iter().map(|(id, at)| Choice::new(id, at)).collect();
    html! {
        (person_row(&letter.subject, None, "", ""))
        @if asks(letter.kind) == Asks::Place {
            div.actions { (press("letter-accepts", "accepts")) (press("letter-declines", "declines")) }
        }
        @if !sessions.is_empty() {
            form.stack novalidate method="post" action=(paths::Replies::PATH) {
                (once_field())
                input type="hidden" name="code" value=(code);
                input type="hidden" name="answer" value="cant_come";
                (form.fields(page.language).field("session", &page.t("letter-which-session")).required().select(&dates))
                div.actions { (Button::secondary(&page.t("letter-cant-come")).submit()) }
            }
        }
    }
}

fn moment(page: &Page, at: DateTime<Utc>, zone: &str) -> String {
    when::moment(page.language, page.zone_of(zone), at)
}
