//! The lists of those who are called or written to.

use chrono::{DateTime, Utc};
use entity::session;
use entity::state::MessageChannel;
use maud::{Markup, html};

use super::paths;
use super::queries::CallList;
use crate::access::Viewer;
use crate::access::rights::{Action, Resource};
use crate::enrolment::{self, OfferTelling};
use crate::message::{self, ManualContact};
use crate::text::when;
use crate::web::components::{Button, Crumb, breadcrumbs, empty_state, page_header};
use crate::web::icon::Icon;
use crate::web::page::Page;

/// All of them, each with what it is about.
pub fn all(page: &Page, by: &Viewer, list: &CallList) -> Markup {
    html! {
        (page_header(&page.t("told-calls"), page.t("told-calls-all"),
            Button::secondary(&page.t("letter-title")).icon(Icon::Mail).link("/letters")))
        (message::held_by_hand(page, list.held))
        @if list.rows.is_empty() && list.held == 0 { (empty_state(Icon::Check, &page.t("told-calls-done"), "")) }
        div.people.stack {
            @for row in &list.rows {
                @let to = paths::Called { message: row.id }.to_string();
                div.card {
                    (about(page, by, row))
                    (message::contact(page, row, answer_by(page, list, row), &to))
                }
            }
        }
    }
}

/// Those about a session.
pub fn of_session(page: &Page, session: &session::Model, list: &CallList) -> Markup {
    let zone = page.zone_of(&session.timezone);
    let span = when::span(page.language, zone, session.starts_at, session.ends_at);
    let home = format!("/sessions/{}", session.id);
    html! {
        (breadcrumbs(page.language, &[Crumb { href: &home, label: &span }]))
        (page_header(&page.t("told-calls"), page.t("told-calls-lead"), ""))
        (message::held_by_hand(page, list.held))
        @if list.rows.is_empty() && list.held == 0 { (empty_state(Icon::Person, &page.t("told-calls-none"), "")) }
        div.people.stack {
            @for row in &list.rows {
                @let to = paths::CalledOfSession { id: session.id, message: row.id }.to_string();
                div.card { (message::contact(page, row, answer_by(page, list, row), &to)) }
            }
        }
    }
}

/// The group and the session, and the way to the referral for those who keep it.
fn about(page: &Page, by: &Viewer, row: &ManualContact) -> Markup {
    let l = page.language;
    let time = row.starts_at.zip(row.timezone.as_deref()).map(|(at, zone)| when::moment(l, page.zone_of(zone), at));
    let words = [row.group_name.clone(), time].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let referral = row.referral_id.filter(|_| by.may(Resource::Referral, Action::Read));
    let link = referral.map(|id| format!("/referrals/{id}")).or(row.session_id.map(|id| format!("/sessions/{id}")));
    html! {
        @if !words.is_empty() {
            p.soft.small { @if let Some(link) = &link { a href=(link) { (words) } } @else { (words) } }
        }
    }
}

/// The time to answer an offer counts from now, when it is told.
fn answer_by(page: &Page, list: &CallList, row: &ManualContact) -> Option<DateTime<Utc>> {
    let by_letter = row.channel == MessageChannel::Letter;
    let telling = OfferTelling { at: page.now, zone: page.zone, by_letter };
    let offer = row.referral_id.and_then(|id| list.offers.get(&id))?;
    Some(enrolment::answer_by(offer, telling))
}
