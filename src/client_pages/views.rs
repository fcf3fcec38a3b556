//! The pages behind a client's private link, in plain words. Without the client's own wish they name no place.

use entity::state::{AttendanceStatus, ContactChannel, Language, ReminderChoice, SessionStatus};
use maud::{Markup, html};

use super::paths;
use super::queries::{Coming, Offered, OpenRating, OwnPlace, Stored};
use crate::audit::AccessEntry;
use crate::calendar;
use crate::people::client::ClientContact;
use crate::rating::{self, AssessedGoal};
use crate::text::{place_line, t_with, when};
use crate::web::components::{
    Button, Choice, Column, Crumb, Table, Tone, breadcrumbs, card, chip, facts, once_field, page_header,
};
use crate::web::form::Form;
use crate::web::icon::Icon;
use crate::web::page::Page;

/// What lies ahead of a client.
pub struct Ahead {
    /// The sessions to come, and those that are off.
    pub coming: Vec<Coming>,
    /// What the client is asked to rate.
    pub ratings: Vec<OpenRating>,
    /// The places that the client may still take.
    pub offers: Vec<Offered>,
    /// The own goals of places that have not ended.
    pub goals: Vec<AssessedGoal>,
}

/// What a client sees of what is stored.
pub struct OwnData {
    pub stored: Stored,
    /// Whether the address is protected.
    pub is_protected: bool,
    pub places: Vec<OwnPlace>,
    /// Who has looked.
    pub looks: Vec<AccessEntry>,
}

/// The first page.
pub fn index(page: &Page, token: &str, contact: &ClientContact, form: &Form, ahead: &Ahead) -> Markup {
    let hello = t_with(page.language, "me-hello", &[("name", contact.given_name.as_str().into())]);
    html! {
        (page_header(&page.t("me-title"), hello, ""))
        @for offer in &ahead.offers { (card(&page.t("me-offer"), offered(page, token, offer))) }
        @if !ahead.ratings.is_empty() { (card(&page.t("me-ratings"), asked(page, token, &ahead.ratings))) }
        (card(&page.t("me-sessions"), sessions(page, token, contact, &ahead.coming)))
        @if !ahead.goals.is_empty() { (card(&page.t("me-goals"), rating::own_goals(page, &ahead.goals))) }
        @if calendar::suits_client(contact.address_protection, contact.channel) {
            (card(&page.t("me-calendar"), subscribing(page, token)))
        }
        (card(&page.t("me-choices"), choices(page, token, contact, form)))
        p { a href=(paths::Data { token: token.to_owned() }) { (page.t("me-data")) } }
    }
}

fn offered(page: &Page, token: &str, offer: &Offered) -> Markup {
    let zone = page.zone_of(&offer.timezone);
    let to = paths::Offer { token: token.to_owned(), id: offer.id }.to_string();
    html! {
        p { strong { (offer.name) } }
        @if let Some(starts) = offer.starts_at {
            p { (t_with(page.language, "me-offer-starts", &[("time", when::moment_seen(page.language, zone, starts, page.now).into())])) }
        }
        @if let Some(until) = offer.answer_by {
            @let until = when::moment_seen(page.language, zone, until, page.now);
            p { (t_with(page.language, "me-offer-until", &[("time", until.into())])) }
        }
        div.actions {
            (Button::primary(&page.t("me-offer-take")).post_with(&to, "answer", "yes"))
            (Button::secondary(&page.t("me-offer-decline")).post_with(&to, "answer", "no"))
        }
    }
}

fn asked(page: &Page, token: &str, ratings: &[OpenRating]) -> Markup {
    html! {
        p { (page.t("me-ratings-lead")) }
        ul.bare.stack {
            @for rating in ratings {
                li.stack-small {
                    h3 { (about(page, rating)) }
                    @let to = format!("/me/{token}/ratings/{}", rating.id);
                    @if rating.answered_at.is_some() {
                        p { (page.t("rating-twice")) ". " (page.t("rating-twice-lead")) }
                        p { (Button::secondary(&page.t("me-rated-twice")).link(&to)) }
                    } @else {
                        p { (Button::primary(&page.t("me-rate")).link(&to)) }
                    }
                }
            }
        }
    }
}

/// What is asked; feedback with the day of its session.
fn about(page: &Page, rating: &OpenRating) -> String {
    let phase = page.t(&format!("rating-phase-{}", rating.phase.code().replace('_', "-")));
    match rating.starts_at {
        Some(at) => format!("{phase}, {}", when::day_seen(page.language, page.day(at), page.today())),
        None => phase,
    }
}

fn sessions(page: &Page, token: &str, contact: &ClientContact, coming: &[Coming]) -> Markup {
    html! {
        @if coming.iter().all(is_cancelled) { p.soft { (page.t("me-no-sessions")) } }
        ul.bare.stack {
            @for session in coming {
                li.stack-small {
                    @if is_cancelled(session) {
                        h3 { s { (span(page, session)) } }
                        p { (chip(Tone::Warning, &page.t("calendar-cancelled"))) }
                    } @else {
                        h3 { (span(page, session)) }
                        (takes_place(page, token, contact, session))
                    }
                }
            }
        }
    }
}

fn takes_place(page: &Page, token: &str, contact: &ClientContact, session: &Coming) -> Markup {
    html! {
        @if let Some(leader) = &session.leader {
            p { (t_with(page.language, "me-meets", &[("leader", leader.as_str().into())])) }
        }
        @if session.moved { p { (chip(Tone::Warning, &page.t("me-moved"))) } }
        @if contact.address_protection { p.soft { (page.t("me-place-ask")) } }
        @else if contact.show_place { (whereabouts(page, session)) }
        @else { (place_link(page, token, session)) }
        (coming_or_not(page, token, session))
    }
}

fn is_cancelled(session: &Coming) -> bool {
    session.status == SessionStatus::Cancelled
}

fn span(page: &Page, session: &Coming) -> String {
    when::span_seen(page.language, page.zone_of(&session.timezone), [session.starts_at, session.ends_at], page.now)
}

/// The page that names the place to who asks for it.
pub fn place(page: &Page, token: String, session: &Coming) -> Markup {
    html! {
        (page_header(&page.t("me-place"), span(page, session), ""))
        section.card { (whereabouts(page, session)) }
        p { a href=(paths::Index { token }) { (page.t("me-back")) } }
    }
}

fn whereabouts(page: &Page, session: &Coming) -> Markup {
    let name = place_line([session.venue.as_deref(), session.address.as_deref()]);
    html! {
        @if name.is_empty() { p.soft { (page.t("me-place-later")) } } @else { p { (name) } }
        @if let Some(directions) = &session.directions { p.soft { (directions) } }
    }
}

fn place_link(page: &Page, token: &str, session: &Coming) -> Markup {
    html! { p { a href=(paths::Place { token: token.to_owned(), id: session.id }) { (page.t("me-place-show")) } } }
}

fn coming_or_not(page: &Page, token: &str, session: &Coming) -> Markup {
    let away = paths::Absence { token: token.to_owned(), id: session.id }.to_string();
    html! {
        @if session.attendance == Some(AttendanceStatus::AbsentNotified) {
            p { (chip(Tone::Info, &page.t("me-away"))) }
            div.actions { (after_all(page, token, session)) }
        } @else {
            div.actions { (Button::secondary(&page.t("me-absence")).link(&away)) }
        }
    }
}

fn after_all(page: &Page, token: &str, session: &Coming) -> Markup {
    let to = paths::Coming { token: token.to_owned(), id: session.id }.to_string();
    Button::secondary(&page.t("me-coming-tell")).post(&to)
}

fn subscribing(page: &Page, token: &str) -> Markup {
    let to = paths::Calendar { token: token.to_owned() }.to_string();
    html! {
        p { (page.t("me-calendar-lead")) }
        div.actions { (Button::secondary(&page.t("me-calendar-title")).icon(Icon::Calendar).link(&to)) }
    }
}

/// The choices that can be saved: a way that has its address, and no place where it is protected.
fn choices(page: &Page, token: &str, contact: &ClientContact, form: &Form) -> Markup {
    let fields = form.fields(page.language);
    let named = |prefix: &str, code: &str| page.t(&format!("me-{prefix}-{}", code.replace('_', "-")));
    let languages: Vec<_> = Language::ALL.iter().map(|code| named("language", code.code())).collect();
    let open: Vec<ContactChannel> =
        ContactChannel::ALL.iter().copied().filter(|channel| has_address(contact, *channel)).collect();
    let channels: Vec<_> = open.iter().map(|code| named("channel", code.code())).collect();
    let reminders: Vec<_> = ReminderChoice::ALL.iter().map(|code| named("reminders", code.code())).collect();
    let language: Vec<_> =
        Language::ALL.iter().zip(&languages).map(|(code, name)| Choice::new(code.code(), name)).collect();
    let channel: Vec<_> = open.iter().zip(&channels).map(|(code, name)| Choice::new(code.code(), name)).collect();
    let reminder: Vec<_> =
        ReminderChoice::ALL.iter().zip(&reminders).map(|(code, name)| Choice::new(code.code(), name)).collect();
    html! {
        form.stack novalidate method="post" action=(paths::Choices { token: token.to_owned() }) {
            (once_field())
            (fields.summary())
            (fields.field("language", &page.t("me-language")).select(&language))
            (fields.field("channel", &page.t("me-channel")).hint(&page.t("me-channel-hint")).radios(&channel))
            (fields.field("reminders", &page.t("me-reminders")).radios(&reminder))
            @if !contact.address_protection {
                (fields.field("show_place", &page.t("me-show-place")).hint(&page.t("me-show-place-hint")).checkbox())
            }
            div.actions { (Button::primary(&page.t("save")).submit()) }
        }
    }
}

/// The page that asks before it tells; why, the client may say.
pub fn absence(page: &Page, at: &paths::Absence, session: &Coming, form: &Form) -> Markup {
    let fields = form.fields(page.language);
    let home = paths::Index { token: at.token.clone() }.to_string();
    html! {
        (page_header(&page.t("me-absence"), span(page, session), ""))
        @if session.attendance == Some(AttendanceStatus::AbsentNotified) {
            p { (page.t("me-absence-told")) }
            div.actions {
                (after_all(page, &at.token, session))
                (Button::quiet(&page.t("me-back")).link(&home))
            }
        } @else {
            p { (page.t("me-absence-lead")) }
            form.stack novalidate method="post" action=(at.to_string()) {
                (once_field())
                (fields.summary())
                (fields.field("reason", &page.t("me-absence-why")).hint(&page.t("me-absence-why-hint")).text())
                div.actions {
                    (Button::primary(&page.t("me-absence-tell")).submit())
                    (Button::quiet(&page.t("me-back")).link(&home))
                }
            }
        }
    }
}

/// What is stored, and who has looked, as far as whoever holds the link may know.
pub fn data(page: &Page, token: &str, shown: &OwnData) -> Markup {
    let (home, title) = (paths::Index { token: token.to_owned() }.to_string(), page.t("me-title"));
    let partly = if shown.is_protected { "me-data-protected" } else { "me-data-partly" };
    html! {
        (breadcrumbs(page.language, &[Crumb { href: &home, label: &title }]))
        (page_header(&page.t("me-data"), page.t("me-data-lead"), ""))
        (card(&page.t("me-stored"), html! { (stored_details(page, shown)) p.soft { (page.t(partly)) } }))
        @if !shown.is_protected { (card(&page.t("me-places"), groups(page, &shown.places))) }
        (card(&page.t("me-looks"), looked(page, shown)))
    }
}

/// The link came by mail or text and may have been handed on: contacts are shown by their ends, and what was written of
/// needs not at all. Of a protected client nothing is shown that tells who that is, where, or with whom.
fn stored_details(page: &Page, shown: &OwnData) -> Markup {
    let stored = &shown.stored;
    let kept = |value: &Option<String>| value.as_ref().map(|_| page.t("me-kept"));
    let open = |value: Option<String>| value.filter(|_| !shown.is_protected);
    let ends = |value: &Option<String>, end: fn(&str) -> String| {
        if shown.is_protected { kept(value) } else { value.as_deref().map(end) }
    };
    let name = if shown.is_protected { stored.given_name.clone() } else { stored.name.clone() };
    let rows = [
        ("me-name", Some(name)),
        ("me-birth-year", open(stored.birth_year.map(|year| year.to_string()))),
        ("me-municipality", open(stored.municipality.clone())),
        ("me-email", ends(&stored.email, end_of_mail)),
        ("me-phone", ends(&stored.phone, end_of_phone)),
        ("me-postal-address", kept(&stored.postal_address)),
        ("me-interpreter", open(stored.interpreter.clone())),
        ("me-needs", kept(&stored.needs)),
    ];
    facts(rows.into_iter().filter_map(|(key, value)| Some((page.t(key), value?))))
}

/// A number by its last two digits.
fn end_of_phone(phone: &str) -> String {
    let digits: Vec<char> = phone.chars().filter(char::is_ascii_digit).collect();
    let end: String = digits.iter().skip(digits.len().saturating_sub(2)).collect();
    format!("••• ••• {end}")
}

/// An address by its first letter and where it is.
fn end_of_mail(address: &str) -> String {
    let (name, host) = address.split_once('@').unwrap_or((address, ""));
    let first: String = name.chars().take(1).collect();
    format!("{first}•••@{host}")
}

/// Whether a way of reaching the client has what it needs.
pub const fn has_address(contact: &ClientContact, channel: ContactChannel) -> bool {
    match channel {
        ContactChannel::Sms => contact.phone.is_some(),
        ContactChannel::Email => contact.email.is_some(),
        ContactChannel::Letter | ContactChannel::None => true,
    }
}

fn groups(page: &Page, places: &[OwnPlace]) -> Markup {
    let day =
        |date: Option<chrono::NaiveDate>| date.map(|date| when::full_day(page.language, date)).unwrap_or_default();
    html! {
        @if places.is_empty() { p.soft { (page.t("me-no-places")) } }
        ul { @for place in places { li { (place.name) " " span.soft { (day(place.started_on)) "–" (day(place.ended_on)) } } } }
    }
}

fn looked(page: &Page, shown: &OwnData) -> Markup {
    let looks = &shown.looks;
    let (time, who) = (page.t("me-look-time"), page.t("me-look-who"));
    let columns = [Column::new(&time), Column::new(&who)];
    let rows = looks.iter().map(|look| {
        let name = match &look.staff_name {
            // Where somebody works tells where the client lives.
            Some(_) if shown.is_protected => page.t("me-look-staff"),
            Some(name) => name.clone(),
            None => page.t("me-look-system"),
        };
        vec![html! { (when::moment_seen(page.language, page.zone, look.at, page.now)) }, html! { (name) }]
    });
    html! {
        @if looks.is_empty() { p.soft { (page.t("me-looks-none")) } }
        @else { (Table::new(&page.t("me-looks"), &columns).rows(rows)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::t;

    #[test]
    fn every_choice_has_a_name_in_every_language() {
        let codes = Language::ALL.iter().map(|code| format!("me-language-{code}"));
        let codes = codes.chain(ContactChannel::ALL.iter().map(|code| format!("me-channel-{code}")));
        let codes = codes.chain(ReminderChoice::ALL.iter().map(|code| format!("me-reminders-{code}")));
        for key in codes.map(|key| key.replace('_', "-")) {
            for language in Language::ALL {
                assert_ne!(t(*language, &key), key, "{language}");
            }
        }
    }
}
