//! One referral: where it stands, what happened, and the steps that are the viewer's.

use axum_extra::routing::TypedPath;
use chrono::{DateTime, Utc};
use entity::state::{CloseReason, GroupStatus, MessageChannel, ParticipationStatus, ReferralStatus, RejectCode};
use maud::{Markup, html};

use super::form::channel_name;
use super::{close_name, status_chip, status_name};
use crate::enrolment::{self, OfferTelling, Stage, stage};
use crate::message::{self, ManualContact};
use crate::referral::detail::{Detail, ReferralEvent, ReferralNote, came_from, decision};
use crate::referral::finder::Found;
use crate::referral::over::waits_for_helper;
use crate::referral::paths;
use crate::referral::state::{self, Side};
use crate::text::{t, t_with, when};
use crate::web::components::{
    Button, Choice, Crumb, Happening, Tone, breadcrumbs, card, disclosure, facts, history, notice, once_field,
    page_header,
};
use crate::web::form::Form;
use crate::web::page::Page;

use ReferralStatus as S;

/// On which side somebody reads a referral, and whether its words are that person's.
#[derive(Clone, Copy)]
pub struct ReferralReading {
    pub side: Option<Side>,
    pub words_it: bool,
}

/// One referral.
pub fn show(
    page: &Page,
    form: &Form,
    detail: &Detail,
    ReferralReading { side, words_it }: ReferralReading,
    groups: &[Found],
) -> Markup {
    let index = page.t("referral-index");
    let referral = &detail.referral;
    let subtitle = html! {
        (status_chip(page.language, referral.status, referral.close_reason)) " "
        a href={ "/groups/" (detail.group.id) } { (detail.group.name) }
    };
    html! {
        (breadcrumbs(page.language, &[Crumb { href: paths::Index::PATH, label: &index }]))
        (page_header(&detail.client.name, subtitle, ""))
        (form.fields(page.language).summary())
        (warnings(page, detail))
        @if referral.status != S::Draft { (card(&page.t("referral-where"), standing(page, detail))) }
        @if !detail.calls.is_empty() { (card(&page.t("referral-calls"), calls(page, detail))) }
        @if let Some(side) = side.filter(|_| referral.closed_at.is_none()) {
            @if waits_for_helper(detail.group.status, referral.status) {
                @let is_off = detail.group.status == GroupStatus::Cancelled;
                (card(&page.t(if is_off { "referral-over" } else { "referral-over-ended" }), over(page, detail, form, groups)))
            } @else {
                (card(&page.t("referral-next"), next(page, detail, side, form, groups)))
            }
        }
        (thread(page, detail))
        @if let Some(side) = side { (take_back(page, detail, side)) }
        (card(&page.t("referral-about"), html! {
            (about(page, detail))
            @if words_it { (more(page, detail, form)) }
        }))
        @if !detail.history.is_empty() { (card(&page.t("referral-history"), happened(page, &detail.history))) }
    }
}

/// Whom to write to or to call, and what to say; the time to answer an offer counts from then.
fn calls(page: &Page, detail: &Detail) -> Markup {
    let answer_by = |call: &ManualContact| {
        let by_letter = call.channel == MessageChannel::Letter;
        let telling = OfferTelling { at: page.now, zone: page.zone, by_letter };
        detail.offer.as_ref().map(|offer| enrolment::answer_by(offer, telling))
    };
    html! {
        @for call in &detail.calls {
            @let to = paths::Told { id: detail.referral.id, message: call.id }.to_string();
            (message::contact(page, call, answer_by(call), &to))
        }
    }
}

fn warnings(page: &Page, detail: &Detail) -> Markup {
    let l = page.language;
    let open = detail.referral.closed_at.is_none();
    html! {
        @if open && detail.conflict && detail.place.as_ref().is_none_or(|place| stage(place).is_over()) {
            (notice(Tone::Danger, page.t("referral-conflict")))
        }
        @if open && detail.group.animals.is_some() && !detail.referral.animal_checked {
            (notice(Tone::Warning, page.t("referral-animals")))
        }
        @if open && !detail.overlapping.is_empty() {
            (notice(Tone::Warning, t_with(l, "referral-overlap", &[("groups", detail.overlapping.join(", ").into())])))
        }
        @for other in &detail.others {
            @let on = when::day(l, page.day(other.created_at));
            @let by = other.referrer_name.clone().unwrap_or_else(|| "–".to_owned());
            (notice(Tone::Info, t_with(l, "referral-other", &[
                ("group", other.group_name.clone().into()), ("on", on.into()), ("by", by.into()),
            ])))
        }
    }
}

/// The closed loop: received, decided and why, the place in the queue, the first visit, absences, the end.
fn standing(page: &Page, detail: &Detail) -> Markup {
    let l = page.language;
    let referral = &detail.referral;
    let moment = |at| when::moment(l, page.zone, at);
    let mut rows: Vec<(&str, String)> = Vec::new();
    rows.extend(referral.submitted_at.map(|at| ("referral-received", moment(at))));
    rows.extend(decided(detail).map(|(at, by)| {
        let by = by.map(|name| format!(" · {name}")).unwrap_or_default();
        ("referral-decided", format!("{}{by}", moment(at)))
    }));
    rows.extend(referral.reject_code.map(|code| ("referral-why", reject_name(page, code))));
    // What was noted before notes were a thread, or not with a step.
    let is_in_thread = |note: &String| detail.thread.iter().any(|one| one.words == *note);
    rows.extend(referral.note.clone().filter(|note| !is_in_thread(note)).map(|note| ("referral-note", note)));
    rows.extend(detail.redirected.clone().map(|group| ("referral-redirected-to", group)));
    rows.extend(detail.queue_place.map(|place| ("referral-queue-place", place.to_string())));
    rows.extend(detail.offer.as_ref().map(|offer| {
        ("referral-offer-until", offer.answer_by.map_or_else(|| page.t("referral-offer-untold"), moment))
    }));
    rows.extend(detail.offer.as_ref().map(|offer| ("referral-contact-tries", offer.contact_tries.to_string())));
    rows.extend(visits(page, detail));
    if let Some(reason) = referral.close_reason.filter(|reason| *reason != CloseReason::Started) {
        rows.push(("referral-closed-as", close_name(l, reason)));
    }
    facts(rows.into_iter().map(|(key, value)| (page.t(key), value)))
}

/// When it was decided how the referral stands, and by whom: not who decided first, where somebody has decided otherwise since.
fn decided(detail: &Detail) -> Option<(DateTime<Utc>, Option<&str>)> {
    let first = detail.referral.decided_at?;
    let last = decision(&detail.history).map(|event| (event.at, event.staff_name.as_deref()));
    last.or(Some((first, detail.decider.as_deref())))
}

fn visits(page: &Page, detail: &Detail) -> Vec<(&'static str, String)> {
    let Some(place) = &detail.place else { return Vec::new() };
    let l = page.language;
    let (began, over) = match stage(place) {
        Stage::Awaited => (None, None),
        Stage::Begun { on } => (Some(on), None),
        Stage::Over { began, on, how } => (began, on.zip(Some(how))),
    };
    let mut rows = Vec::new();
    rows.extend(began.map(|on| ("referral-first-visit", when::full_day(l, on))));
    if detail.misses > 0 {
        rows.push(("referral-misses", detail.misses.to_string()));
    }
    if let Some((on, how)) = over.filter(|(_, how)| *how != ParticipationStatus::NoStart) {
        let how = t(l, &format!("participation-status-{}", how.code().replace('_', "-")));
        rows.push(("referral-ended", format!("{} · {how}", when::full_day(l, on))));
    }
    rows
}

fn reject_name(page: &Page, code: RejectCode) -> String {
    page.t(&format!("referral-reject-{}", code.code().replace('_', "-")))
}

fn about(page: &Page, detail: &Detail) -> Markup {
    let referral = &detail.referral;
    let channels: Vec<String> =
        referral.channels.0.iter().map(|channel| channel_name(page.language, *channel)).collect();
    let companion = detail.companion.as_ref().map(|name| {
        let number = referral.accompany_session.unwrap_or(1);
        t_with(page.language, "referral-companion", &[("name", name.clone().into()), ("number", number.into())])
    });
    let needs = [detail.client.needs.clone(), referral.needs.clone(), detail.client.interpreter.clone()];
    let rows = [
        ("referral-reason", referral.reason.clone()),
        ("referral-goals", referral.goals.0.join(" · ")),
        ("referral-needs", needs.into_iter().flatten().collect::<Vec<_>>().join(" · ")),
        ("referral-heard", channels.join(", ")),
        ("referral-accompany", companion.unwrap_or_default()),
        ("referral-referrer", detail.referrer.clone().or_else(|| referral.partner.clone()).unwrap_or_default()),
    ];
    facts(rows.into_iter().filter(|(_, value)| !value.is_empty()).map(|(key, value)| (page.t(key), value)))
}

fn happened(page: &Page, events: &[ReferralEvent]) -> Markup {
    let l = page.language;
    let times: Vec<String> = events.iter().map(|event| when::moment(l, page.zone, event.at)).collect();
    let happenings: Vec<Happening<'_>> = events
        .iter()
        .zip(&times)
        .map(|(event, time)| Happening { time, what: html! { (what(page, event)) }, who: event.staff_name.as_deref() })
        .collect();
    history(&happenings)
}

/// Question and answer, as they followed each other.
fn thread(page: &Page, detail: &Detail) -> Markup {
    let said = |note: &ReferralNote| {
        let kind = match note.status {
            S::InfoRequested => page.t("referral-asked"),
            S::Submitted => page.t("referral-more-said"),
            status => status_name(page.language, status),
        };
        html! { strong { (kind) ": " } (note.words) }
    };
    let times: Vec<String> =
        detail.thread.iter().map(|note| when::moment(page.language, page.zone, note.noted_at)).collect();
    let rows: Vec<Happening<'_>> = detail
        .thread
        .iter()
        .zip(&times)
        .map(|(note, time)| Happening { time, what: said(note), who: note.staff_name.as_deref() })
        .collect();
    html! { @if !rows.is_empty() { (card(&page.t("referral-thread"), history(&rows))) } }
}

fn what(page: &Page, event: &ReferralEvent) -> String {
    match (event.to(), event.closed()) {
        _ if event.act == "referral.taken_back" => match event.from() {
            Some(step) => {
                let step = status_name(page.language, step).into();
                t_with(page.language, "referral-taken-back-step", &[("step", step)])
            }
            None => page.t("referral-taken-back"),
        },
        (Some(S::Expired), _) if event.from() == Some(S::Expired) => close_name(page.language, CloseReason::Expired),
        (Some(to), _) => status_name(page.language, to),
        (None, Some(reason)) => close_name(page.language, reason),
        (None, None) => page.t(match event.act.as_str() {
            "referral.drafted" => "referral-status-draft",
            "offer.contact_tried" => "referral-contact-noted",
            _ => "referral-status-submitted",
        }),
    }
}

/// The steps that are the viewer's, the most usual as buttons and the rest folded.
fn next(page: &Page, detail: &Detail, side: Side, form: &Form, groups: &[Found]) -> Markup {
    let action = paths::Steps { id: detail.referral.id }.to_string();
    let has_lapsed = detail.referral.status == S::Expired;
    let mut steps = state::offered(detail.referral.status, side);
    // Whose turn it isn't is offered nothing, and nobody what is taken; who is put first, for a reason, is next.
    if detail.queue_place.is_some_and(|place| place > 1 || !detail.has_room) {
        steps.retain(|to| !matches!(to, S::Offered | S::Confirmed));
    }
    let plain = |to: &S| matches!(to, S::Submitted | S::InReview | S::Offered | S::Waitlisted | S::Confirmed);
    html! {
        @if has_lapsed { p { (page.t("referral-lapsed")) } }
        form.stack method="post" action=(action) {
            (once_field())
            @if steps.iter().any(plain) { (conditions(page, detail, side, form)) }
            @if detail.referral.status == S::InfoRequested {
                (form.fields(page.language).field("note", &page.t("referral-answer")).textarea(2))
            }
            div.actions {
                @for (at, to) in steps.iter().filter(|to| plain(to)).enumerate() {
                    @let label = step_name_on(page, side, *to);
                    @let button = if at == 0 { Button::primary(&label) } else { Button::secondary(&label) };
                    (button.submit_as("to", to.code()))
                }
            }
        }
        @for to in steps.iter().filter(|to| !plain(to)) { (folded(page, &action, *to, form, groups)) }
        @if detail.offer.is_some() {
            div.actions { (Button::secondary(&page.t("referral-contact")).post(&paths::Contacts { id: detail.referral.id }.to_string())) }
        }
    }
}

/// What becomes of a referral whose group is not held: sent on, or closed.
fn over(page: &Page, detail: &Detail, form: &Form, groups: &[Found]) -> Markup {
    let fields = form.fields(page.language);
    let ids: Vec<String> = groups.iter().map(|found| found.group.id.to_string()).collect();
    let nowhere = page.t("referral-over-nowhere");
    let mut choices = vec![Choice::new("", &nowhere)];
    choices.extend(groups.iter().zip(&ids).map(|(found, id)| Choice::new(id, &found.group.name)));
    html! {
        (notice(Tone::Warning, page.t("referral-over-lead")))
        form.stack method="post" action=(paths::Settle { id: detail.referral.id }) {
            (once_field())
            (fields.field("redirect_to", &page.t("referral-over-to")).select(&choices))
            (fields.field("queues", &page.t("referral-over-queues")).checkbox())
            div.actions { (Button::primary(&page.t("referral-over-settle")).submit()) }
        }
    }
}

/// What whoever referred changes or adds: a draft wholly; to what is sent and not decided, a note.
fn more(page: &Page, detail: &Detail, form: &Form) -> Markup {
    let referral = &detail.referral;
    let is_open = referral.closed_at.is_none();
    let fields = form.fields(page.language);
    let (label, hint) = (page.t("referral-more"), page.t("referral-more-hint"));
    let body = html! {
        form.stack novalidate method="post" action=(paths::Notes { id: referral.id }) {
            (once_field())
            (fields.field("words", &label).hint(&hint).required().textarea(2))
            div.actions { (Button::secondary(&page.t("referral-more-add")).submit()) }
        }
    };
    let is_refused = form.faults().iter().any(|fault| fault.field == "words");
    html! {
        @if is_open && referral.status == S::Draft {
            div.actions { (Button::secondary(&page.t("referral-edit")).link(&paths::Edit { id: referral.id }.to_string())) }
        }
        @if is_open && referral.status.is_to_decide() {
            @if is_refused { (body) } @else { (disclosure(&label, body)) }
        }
    }
}

/// The last step, taken back; what can't be any more says why when it is tried.
fn take_back(page: &Page, detail: &Detail, side: Side) -> Markup {
    let referral = &detail.referral;
    let by_step = referral.close_reason == state::closes(referral.status, side);
    let to = paths::TakeBack { id: referral.id }.to_string();
    let name = |status| status_name(page.language, status).into();
    let back_to = state::back_to(referral.status, came_from(&detail.history, referral.status));
    let words = [("step", name(referral.status)), ("state", name(back_to))];
    html! {
        @if by_step && state::taken_back(referral.status, side) {
            form.stack-small method="post" action=(to) {
                (once_field())
                input type="hidden" name="from" value=(referral.status.code());
                p.soft { (t_with(page.language, "referral-take-back-hint", &words)) }
                div.actions { (Button::quiet(&page.t("referral-take-back")).submit()) }
            }
        }
    }
}

/// What a leader must settle before a place is given.
fn conditions(page: &Page, detail: &Detail, side: Side, form: &Form) -> Markup {
    let fields = form.fields(page.language);
    let (animals, reason) = (page.t("referral-animals-checked"), page.t("referral-override"));
    html! {
        @if side == Side::Leader && detail.group.animals.is_some() && !detail.referral.animal_checked {
            (fields.field("animal_checked", &animals).checkbox())
        }
        @if side == Side::Leader && detail.conflict {
            (fields.field("override_reason", &reason).textarea(2))
        }
    }
}

/// Who referred doesn't take a referral up, but answers what was asked, or asks for a place once more.
fn step_name_on(page: &Page, side: Side, to: S) -> String {
    if side == Side::Referrer && to == S::InReview { page.t("referral-step-ask-again") } else { step_name(page, to) }
}

fn step_name(page: &Page, to: S) -> String {
    page.t(&format!("referral-step-{}", to.code().replace('_', "-")))
}

/// A step that tells more, folded until it is wanted; open, with what was typed, where it was refused.
fn folded(page: &Page, action: &str, to: S, typed: &Form, groups: &[Found]) -> Markup {
    let label = step_name(page, to);
    let note = page.t(if to == S::InfoRequested { "referral-question" } else { "referral-note" });
    let refused = !typed.faults().is_empty() && typed.value("to") == to.code();
    let form = if refused { typed.clone() } else { Form::default() };
    let fields = form.fields(page.language);
    let field = fields.field("note", &note);
    let body = html! {
        form.stack novalidate method="post" action=(action) {
            (once_field())
            input type="hidden" name="to" value=(to.code());
            @if to == S::Rejected { (codes(page, &form)) }
            @if to == S::Redirected { (targets(page, &form, groups)) }
            @if to == S::InfoRequested { (field.required().textarea(2)) } @else { (field.textarea(2)) }
            div.actions { (Button::secondary(&label).submit()) }
        }
    };
    if refused { card(&label, body) } else { disclosure(&label, body) }
}

fn codes(page: &Page, form: &Form) -> Markup {
    let names: Vec<(&str, String)> =
        RejectCode::ALL.iter().map(|code| (code.code(), reject_name(page, *code))).collect();
    let choices: Vec<Choice<'_>> = names.iter().map(|(code, name)| Choice::new(code, name)).collect();
    let label = page.t("referral-why");
    form.fields(page.language).field("reason_code", &label).required().select(&choices)
}

fn targets(page: &Page, form: &Form, groups: &[Found]) -> Markup {
    let ids: Vec<String> = groups.iter().map(|found| found.group.id.to_string()).collect();
    let elsewhere = page.t("referral-elsewhere");
    let mut choices = vec![Choice::new("", &elsewhere)];
    choices.extend(groups.iter().zip(&ids).map(|(found, id)| Choice::new(id, &found.group.name)));
    let label = page.t("referral-redirected-to");
    form.fields(page.language).field("redirect_to", &label).select(&choices)
}
