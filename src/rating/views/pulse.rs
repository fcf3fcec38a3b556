//! The feedback on one session: who has given it, and the ways to ask.

use axum_extra::routing::TypedPath;
use entity::state::{Rater, RatingPhase};
use maud::{Markup, html};

use super::super::paths;
use super::super::queries::{PulseRow, PulseSession};
use super::paper;
use crate::attendance::paper_name;
use crate::text::{t_with, when};
use crate::web::components::{
    Button, Column, Crumb, Table, Tone, breadcrumbs, chip, empty_state, notice, page_header, person_row,
};
use crate::web::form::Form;
use crate::web::icon::Icon;
use crate::web::page::Page;

/// The people of a session, each with the way to hand the device over.
pub fn show(page: &Page, session: &PulseSession, rows: &[PulseRow], form: &Form) -> Markup {
    let answered = rows.iter().filter(|row| row.answered_at.is_some()).count();
    let count = [("answered", answered.into()), ("asked", rows.len().into())];
    let begun = session.starts_at <= page.now;
    html! {
        (way(page, session))
        (page_header(&page.t("rating-phase-pulse"), span(page, session), ""))
        (form.fields(page.language).summary())
        @if !begun { (notice(Tone::Info, page.t("rating-pulse-ahead"))) }
        @else if rows.is_empty() { (empty_state(Icon::People, &page.t("rating-pulse-none"), "")) }
        @else {
            p { (page.t("rating-pulse-lead")) }
            (ways(page, session))
            h2 { (t_with(page.language, "rating-pulse-count", &count)) }
            ul.people.bare { @for row in rows { li { (person(page, session, row)) } } }
        }
    }
}

fn way(page: &Page, session: &PulseSession) -> Markup {
    let group = format!("/groups/{}", session.group_id);
    let here = format!("/sessions/{}", session.id);
    let span = span(page, session);
    breadcrumbs(
        page.language,
        &[Crumb { href: &group, label: &session.group_name }, Crumb { href: &here, label: &span }],
    )
}

fn span(page: &Page, session: &PulseSession) -> String {
    when::span(page.language, page.zone_of(&session.timezone), session.starts_at, session.ends_at)
}

/// The ways to ask everyone at once, and where forms that came back are keyed in.
fn ways(page: &Page, session: &PulseSession) -> Markup {
    let to = paths::Pulse { id: session.id }.to_string();
    html! {
        div.actions {
            (Button::secondary(&page.t("rating-pulse-send")).icon(Icon::Mail).post_with(&to, "by", "link"))
            (Button::secondary(&page.t("rating-pulse-print")).icon(Icon::Print).post_with(&to, "by", "paper"))
            (Button::quiet(&page.t("rating-key-in")).link(paths::KeyIn::PATH))
        }
    }
}

fn person(page: &Page, session: &PulseSession, row: &PulseRow) -> Markup {
    let (phase, rater) = (RatingPhase::Pulse, Rater::Client);
    let form = format!("{}?phase={phase}&rater={rater}&session={}", paths::New { id: row.id }, session.id);
    let state = match (row.answered_at, row.request_id) {
        (Some(_), _) => chip(Tone::Good, &page.t("rating-pulse-answered")),
        (None, Some(_)) => chip(Tone::Info, &page.t("rating-pulse-asked")),
        (None, None) => html! {},
    };
    let hand = html! {
        @if row.answered_at.is_none() { (Button::secondary(&page.t("rating-pulse-hand")).link(&form)) }
    };
    person_row(&row.name, None, state, hand)
}

/// Who is asked on paper, with the code that leads back.
struct PaperForm<'a> {
    row: &'a PulseRow,
    code: &'a str,
}

/// A list of whose form is whose, to be kept by the leader, and then a form for each who has not answered.
pub fn forms(page: &Page, session: &PulseSession, rows: &[PulseRow]) -> Markup {
    let asked: Vec<PaperForm<'_>> = rows
        .iter()
        .filter(|row| row.answered_at.is_none())
        .filter_map(|row| Some(PaperForm { row, code: row.code.as_deref()? }))
        .collect();
    html! {
        div.no-print { (way(page, session)) }
        @if asked.is_empty() { (empty_state(Icon::Print, &page.t("rating-pulse-no-forms"), "")) }
        @else { (list(page, session, &asked)) }
        @for PaperForm { row, code } in &asked {
            @let until = row.due_on.unwrap_or_default();
            div.page-break { (paper::sheet(&page.clone().in_language(row.language), RatingPhase::Pulse, code, until)) }
        }
    }
}

fn list(page: &Page, session: &PulseSession, asked: &[PaperForm<'_>]) -> Markup {
    let (name, code) = (page.t("attendance-name"), page.t("rating-code"));
    let columns = [Column::new(&name), Column::new(&code)];
    let rows = asked.iter().map(|PaperForm { row, code }| {
        vec![
            html! { (paper_name(page, &row.name, row.client_id, row.address_protection)) },
            html! { span.number { (code) } },
        ]
    });
    html! {
        article.paper {
            (page_header(&page.t("rating-pulse-list"), span(page, session), ""))
            p { (page.t("rating-pulse-list-hint")) }
            (Table::new(&page.t("rating-pulse-list"), &columns).rows(rows))
        }
    }
}
