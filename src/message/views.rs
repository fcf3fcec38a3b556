//! The pages of the outbox: states, never recipients or texts.

use axum_extra::routing::TypedPath;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use entity::state::{ContactChannel, Language, MessageChannel, MessageKind, MessageStatus};
use maud::{Markup, html};

use super::by_hand::{ANSWER_BY, ManualContact};
use super::paths;
use super::queries::MessageRow;
use crate::task::WhoIsAsked;
use crate::text::{t, t_with, when};
use crate::web::components::{
    Button, Choice, Column, Table, Tone, call_link, chip, disclosure, empty_state, filter_bar, page_header, person_row,
};
use crate::web::icon::Icon;
use crate::web::list::ListQuery;
use crate::web::page::Page;

/// What the list shows.
pub struct Listed<'a> {
    pub messages: &'a [MessageRow],
    pub total: u64,
    /// What stands above it.
    pub hint: Markup,
}

/// The list.
pub fn index(page: &Page, asked: &ListQuery, listed: Listed<'_>) -> Markup {
    let Listed { messages, total, hint } = listed;
    html! {
        (page_header(&page.t("message-index"), page.t("message-lead"), ""))
        (hint)
        (filters(page, asked))
        div #results {
            @if messages.is_empty() { (empty_state(Icon::Mail, &page.t("message-none"), "")) }
            @else { (table(page, messages)) (asked.pages(page.language, total)) }
        }
    }
}

fn filters(page: &Page, asked: &ListQuery) -> Markup {
    let l = page.language;
    let fields = asked.form.fields(l);
    let clear = asked.is_filtered().then_some(paths::Index::PATH);
    let all = page.t("message-all");
    let statuses: Vec<String> = MessageStatus::ALL.iter().map(|status| status_name(l, *status)).collect();
    let kinds: Vec<String> = MessageKind::ALL.iter().map(|kind| kind_name(l, *kind)).collect();
    let status = MessageStatus::ALL.iter().zip(&statuses).map(|(status, name)| Choice::new(status.code(), name));
    let kind = MessageKind::ALL.iter().zip(&kinds).map(|(kind, name)| Choice::new(kind.code(), name));
    let with_all = |choices: Vec<_>| [vec![Choice::new("", &all)], choices].concat();
    let inputs = html! {
        (fields.field("status", &page.t("message-status")).select(&with_all(status.collect())))
        (fields.field("kind", &page.t("message-kind")).select(&with_all(kind.collect())))
    };
    filter_bar(l, paths::Index::PATH, "results", clear, inputs)
}

/// A letter or a call: how to reach the client safely stands before the number, and what is to be said below; `to` marks
/// it as made. By when an offer is to be answered counts from now, when it is told.
pub fn contact(page: &Page, row: &ManualContact, answer_by: Option<DateTime<Utc>>, to: &str) -> Markup {
    let way = page.t(if row.channel == MessageChannel::Letter { "told-by-letter" } else { "told-by-call" });
    let phone = row.phone.as_deref().filter(|_| row.channel == MessageChannel::Call);
    let phone = phone.map(call_link);
    let lacks_number = !row.has_number && !row.hidden && row.channel == MessageChannel::Call;
    let detail = html! { @if row.hidden { (page.t("told-by-key-worker")) } @else { (way) } };
    let act = html! {
        @if row.status == MessageStatus::Sent { (chip(Tone::Good, &page.t("told-called"))) }
        @else if row.status == MessageStatus::Untold { (chip(Tone::Danger, &status_name(page.language, row.status))) }
        @else { (Button::secondary(&page.t("told-mark-called")).post(to)) }
    };
    html! {
        (person_row(&row.name, None, detail, act))
        @if let Some(asked) = &row.asked { p.small { (asked_words(page, asked)) } }
        @if lacks_number {
            p {
                (page.t("told-no-number"))
                @if row.may_edit { " " a href=(format!("/clients/{}/edit", row.client_id)) { (page.t("told-add-number")) } }
            }
        }
        @let may_be_unwanted = row.wanted == ContactChannel::None && !row.hidden && row.channel == MessageChannel::Call;
        @if may_be_unwanted { p { (page.t("told-wants-nothing")) } }
        @if let Some(note) = &row.contact_note { p { strong { (page.t("told-safely")) } " " (note) } }
        @if let Some(phone) = &phone {
            @if may_be_unwanted || row.contact_note.is_some() {
                (disclosure(&page.t("told-number"), html! { p { (phone) } }))
            } @else { p { (phone) } }
        }
        @for line in spoken(row, answer_by, page.zone) { p.soft { (line) } }
    }
}

/// Who tells it, and by when.
fn asked_words(page: &Page, asked: &WhoIsAsked) -> String {
    let due = when::moment(page.language, page.zone, asked.due_at);
    t_with(page.language, "told-asked", &[("name", asked.name.as_str().into()), ("due", due.into())])
}

/// What is to be said. What was handed over before words for people were apart has lines with a link, which means nothing
/// on paper or on the telephone.
pub fn spoken(row: &ManualContact, answer_by: Option<DateTime<Utc>>, zone: Tz) -> Vec<String> {
    let until = answer_by.map_or_else(|| "…".to_owned(), |at| when::moment(row.language, zone, at));
    let body = row.body.replace(ANSWER_BY, &until);
    let lines: Vec<String> = body.lines().filter(|line| !line.contains("{link}")).map(str::to_owned).collect();
    if lines.is_empty() { vec![body.replace("{link}", "…")] } else { lines }
}

/// The rows; what can be done stands there only where there is something to do.
fn table(page: &Page, messages: &[MessageRow]) -> Markup {
    let l = page.language;
    let names =
        ["message-kind", "message-channel", "message-status", "message-time", "message-attempts", "message-act"];
    let names = names.map(|key| page.t(key));
    let mut columns: Vec<Column<'_>> = names[..4].iter().map(|name| Column::new(name)).collect();
    columns.push(Column::number(&names[4]));
    let some_failed = messages.iter().any(|row| row.can_go_again(page.now));
    if some_failed {
        columns.push(Column::new(&names[5]));
    }
    let rows = messages.iter().map(|row| {
        let mut cells = vec![
            html! { (kind_name(l, row.kind)) },
            html! { (channel_name(l, row.channel)) },
            html! { (status_chip(l, row)) @if let Some(error) = &row.error { " " code.small { (error) } } },
            html! { (when::moment(l, page.zone, row.sent_at.unwrap_or(row.due_at))) },
            html! { (row.attempts) },
        ];
        if some_failed {
            cells.push(again(page, row));
        }
        cells
    });
    html! { (Table::new(&page.t("message-index"), &columns).rows(rows)) }
}

fn again(page: &Page, row: &MessageRow) -> Markup {
    let to = paths::Retry { id: row.id }.to_string();
    html! {
        @if row.can_go_again(page.now) { (Button::secondary(&page.t("message-retry")).post(&to)) }
        @else { "–" }
    }
}

fn status_chip(language: Language, row: &MessageRow) -> Markup {
    if row.held_at.is_some() && row.status == MessageStatus::Queued {
        return chip(Tone::Warning, &t(language, "message-held-chip"));
    }
    let tone = match row.status {
        MessageStatus::Sent => Tone::Good,
        MessageStatus::Failed | MessageStatus::Untold => Tone::Danger,
        MessageStatus::ForHand => Tone::Warning,
        MessageStatus::Queued | MessageStatus::Sending => Tone::Info,
        MessageStatus::Cancelled => Tone::Neutral,
    };
    chip(tone, &status_name(language, row.status))
}

fn status_name(language: Language, status: MessageStatus) -> String {
    t(language, &format!("message-status-{}", status.code().replace('_', "-")))
}

pub(super) fn kind_name(language: Language, kind: MessageKind) -> String {
    t(language, &format!("message-kind-{}", kind.code().replace('_', "-")))
}

fn channel_name(language: Language, channel: MessageChannel) -> String {
    t(language, &format!("message-channel-{channel}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_kind_and_channel_has_a_name() {
        for language in [Language::Fi, Language::Sv, Language::En] {
            let names = MessageStatus::ALL.iter().map(|status| status_name(language, *status));
            let names = names.chain(MessageKind::ALL.iter().map(|kind| kind_name(language, *kind)));
            let mut names = names.chain(MessageChannel::ALL.iter().map(|channel| channel_name(language, *channel)));
            assert!(names.all(|name| !name.starts_with("message-")), "{language}");
        }
    }
}
