//! A letter on paper: the address in the window of its envelope, what is said, the coming sessions and a slip to send back.
//! Nothing on it tells of a group, a unit or the service, and nothing on the outside tells who writes but the sender's own
//! return address.

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use super::queries::{LetterBatch, LetterSession};
use super::replies::{Asks, asks};
use crate::enrolment::{self, OfferTelling};
use crate::message::{ManualContact, spoken};
use crate::rating;
use crate::text::{t_with, tag, when};
use crate::web::page::Page;

/// The letters of a batch, each on its own sheet and in its reader's language.
pub fn sheets(page: &Page, batch: &LetterBatch, return_address: &str) -> Markup {
    html! { @for row in &batch.rows { (letter(page, batch, row, return_address)) } }
}

fn letter(page: &Page, batch: &LetterBatch, row: &ManualContact, return_address: &str) -> Markup {
    let page = page.clone().in_language(row.language);
    let none = Vec::new();
    let sessions = batch.sessions.get(&row.client_id).unwrap_or(&none);
    let lines = spoken(row, answer_by(&page, batch, row), page.zone);
    html! {
        article.paper.letter.stack-small lang=(tag(page.language)) {
            div.letter-window {
                @if !return_address.is_empty() { p.letter-sender { (return_address) } }
                p.letter-address {
                    (row.name)
                    @for line in row.postal_address.iter().flat_map(|address| address.lines()) { br; (line) }
                }
            }
            p.letter-date { (when::full_day(page.language, page.today())) }
            h1 { (row.subject) }
            @for line in lines { p { (line) } }
            (first(&page, batch, row))
            (calendar(&page, sessions))
            (turn_to(&page, batch, row))
            (slip(&page, row, sessions, return_address))
        }
        @if let Some(asked) = batch.forms.get(&row.id) {
            (rating::sheet(&page, asked.phase, &asked.code, asked.due_on))
        }
    }
}

/// When what is offered begins.
fn first(page: &Page, batch: &LetterBatch, row: &ManualContact) -> Markup {
    let first = row.referral_id.filter(|_| asks(row.kind) == Asks::Place).and_then(|id| batch.firsts.get(&id));
    html! {
        @if let Some(first) = first {
            p { (t_with(page.language, "letter-first", &[("session", line(page, first).into())])) }
        }
    }
}

/// Whom to ask.
fn turn_to(page: &Page, batch: &LetterBatch, row: &ManualContact) -> Markup {
    html! {
        @if let Some(one) = batch.turn_to.get(&row.client_id) {
            @let words = [("name", one.given_name.as_str().into()), ("phone", one.phone.as_str().into())];
            p { (t_with(page.language, "letter-turn-to", &words)) }
        }
    }
}

/// The time to answer an offer counts from the day on which the letter is posted, which is taken to be today.
fn answer_by(page: &Page, batch: &LetterBatch, row: &ManualContact) -> Option<DateTime<Utc>> {
    let telling = OfferTelling { at: page.now, zone: page.zone, by_letter: true };
    let offer = row.referral_id.and_then(|id| batch.offers.get(&id))?;
    Some(enrolment::answer_by(offer, telling))
}

fn calendar(page: &Page, sessions: &[LetterSession]) -> Markup {
    html! {
        @if !sessions.is_empty() {
            h2 { (page.t("letter-coming")) }
            ul.letter-sessions { @for session in sessions { li { (line(page, session)) } } }
        }
    }
}

fn line(page: &Page, session: &LetterSession) -> String {
    let zone = page.zone_of(&session.timezone);
    let span = when::span(page.language, zone, session.starts_at, session.ends_at);
    let meets =
        session.leader.as_ref().map(|name| t_with(page.language, "letter-meets", &[("name", name.as_str().into())]));
    [Some(span), meets, session.place.clone()].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// What is cut off and sent back.
fn slip(page: &Page, row: &ManualContact, sessions: &[LetterSession], return_address: &str) -> Markup {
    let asks = asks(row.kind);
    let has_dates = !sessions.is_empty();
    let code = row.slip.as_deref().filter(|_| asks == Asks::Place || (asks == Asks::Sessions && has_dates));
    html! {
        @if let Some(code) = code {
            section.letter-slip {
                p.small { (page.t("letter-slip-lead")) }
                @if asks == Asks::Place {
                    p { span.tick-box {} " " (page.t("letter-slip-accepts")) }
                    p { span.tick-box {} " " (page.t("letter-slip-declines")) }
                } @else {
                    p { (page.t("letter-slip-cant-come")) }
                    ul.bare {
                        @for session in sessions {
                            @let zone = page.zone_of(&session.timezone);
                            li { span.tick-box {} " " (when::moment(page.language, zone, session.starts_at)) }
                        }
                    }
                }
                p.lead.number { strong { (t_with(page.language, "letter-slip-code", &[("code", code.into())])) } }
                @if !return_address.is_empty() {
                    p.small { (t_with(page.language, "letter-slip-return", &[("address", return_address.into())])) }
                }
            }
        }
    }
}
