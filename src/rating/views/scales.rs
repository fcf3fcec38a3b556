//! The scales to answer on: a client's own page, the leader's tablet, keying in from paper.

use entity::rating_request;
use entity::state::{Rater, RatingPhase};
use maud::{Markup, html};

use super::super::paths;
use super::super::queries::{PlaceWithRatings, Rated};
use super::super::scale::{Item, Scale as Kind, question_key, scale_of};
use super::super::summary::{answer_in_words, phase_name};
use super::{Filling, ends};
use crate::rating::rules::Asking;
use crate::text::{t, t_with};
use crate::web::chart::{BeforeAfter, Chart, change};
use crate::web::components::{
    Button, Crumb, ScaleField, Tone, benefit_scale, breadcrumbs, card, facts, notice, number_scale, once_field,
    page_header,
};
use crate::web::form::Form;
use crate::web::page::Page;

/// The form of what was answered so far.
pub fn standing(given: Option<&Rated>) -> Form {
    let Some(given) = given else { return Form::default() };
    let form = Form::default().set_some("comment", given.rating.comment.as_ref());
    given.answers.iter().fold(form, |form, answer| {
        let number = answer.number.map(|number| number.to_string());
        form.set_some(&answer.item, number.or(answer.level.map(|level| level.to_string())))
    })
}

/// The items of a phase as scales, with the comment below.
fn items(page: &Page, phase: RatingPhase, form: &Form) -> Markup {
    let l = page.language;
    let (low, high) = ends(phase);
    let (low, high) = (page.t(low), page.t(high));
    html! {
        (form.fields(l).summary())
        p.lead { (page.t(question_key(phase))) }
        p.hint { (page.t("rating-voluntary")) }
        @for item in Item::for_phase(phase) {
            @let question = page.t(item.text_key());
            @let error = fault(page, form, item.code());
            @let asked = ScaleField {
                name: item.code(), question: &question, ends: None, value: form.value(item.code()), error: error.as_deref(),
            };
            @match scale_of(phase) {
                Kind::Levels => (benefit_scale(l, asked)),
                Kind::Numbers => (number_scale(l, ScaleField { ends: Some((&low, &high)), ..asked }, 0, 10)),
            }
        }
        (form.fields(l).field("comment", &page.t("rating-comment")).textarea(3))
    }
}

fn fault(page: &Page, form: &Form, name: &str) -> Option<String> {
    let found = form.faults().iter().find(|fault| fault.field == name)?;
    Some(crate::web::problem::fault_text(page.language, found))
}

/// A client's own page: one page, every item may stay empty, and it may be sent in parts.
pub fn mine(page: &Page, at: &paths::Mine, request: &rating_request::Model, form: &Form) -> Markup {
    html! {
        (page_header(&page.t("rating-mine"), "", ""))
        form.stack method="post" action=(at) novalidate {
            (once_field())
            (items(page, request.phase, form))
            p.hint { (page.t("rating-parts")) }
            div.actions { (Button::primary(&page.t("rating-send")).submit()) }
        }
    }
}

/// Thanks, with the client's own change when there is one: calm, in words and as a picture.
pub fn thanks(page: &Page, at: &paths::Mine, request: &rating_request::Model, ratings: &[Rated]) -> Markup {
    let by_client = || ratings.iter().filter(|rated| rated.rating.rater == Rater::Client);
    let own: Vec<&Rated> = by_client().filter(|rated| rated.counts()).collect();
    let of = (request.phase, request.session_id);
    let others: Vec<&Rated> =
        by_client().filter(|rated| !rated.counts() && (rated.rating.phase, rated.rating.session_id) == of).collect();
    let given = own.iter().find(|rated| rated.rating.request_id == Some(request.id));
    let missing = given.is_some_and(|given| given.answers.len() < Item::for_phase(request.phase).len());
    let (more, back) = (format!("{at}?more=1"), format!("/me/{}", at.token));
    html! {
        (page_header(&page.t("rating-thanks"), page.t("rating-thanks-lead"), ""))
        @if missing {
            (notice(Tone::Info, html! {
                p { (page.t("rating-missing")) }
                p { (Button::secondary(&page.t("rating-more")).link(&more)) }
            }))
        }
        @if !others.is_empty() { (choose(page, at, given.copied(), &others)) }
        (own_change(page, &own))
        p { a href=(back) { (page.t("rating-back")) } }
    }
}

/// A client's own answers to one question, of which the client says which one counts.
fn choose(page: &Page, at: &paths::Mine, given: Option<&Rated>, others: &[&Rated]) -> Markup {
    html! {
        section.card {
            h2 { (page.t("rating-twice")) }
            p { (page.t("rating-twice-lead")) }
            @if let Some(given) = given { h3 { (page.t("rating-counts")) } (answers(page, given)) }
            @for other in others {
                h3 { (page.t("rating-counts-not")) }
                (answers(page, other))
                (Button::secondary(&page.t("rating-choose")).post_with(&at.to_string(), "chosen", &other.rating.id.to_string()))
            }
        }
    }
}

/// Before and after, where both a baseline and a follow-up are there.
pub fn own_change(page: &Page, ratings: &[&Rated]) -> Markup {
    let of = |phase| ratings.iter().find(|rated| rated.rating.phase == phase).copied();
    let (Some(before), Some(after)) = (of(RatingPhase::Baseline), of(RatingPhase::FollowUp)) else {
        return html! {};
    };
    let rows: Vec<ScaleRow> =
        Item::for_phase(RatingPhase::Baseline).iter().filter_map(|item| row(page, *item, before, after)).collect();
    if rows.is_empty() {
        return html! {};
    }
    let (title, summary) = (page.t("rating-change"), page.t("rating-change-summary"));
    let (item, value) = (page.t("rating-change-item"), page.t("rating-change-value"));
    let chart = Chart {
        lang: page.language,
        id: "own-change",
        title: &title,
        summary: &summary,
        row_heading: &item,
        value_heading: &value,
    };
    let changes: Vec<BeforeAfter<'_>> = rows
        .iter()
        .map(|row| BeforeAfter { label: &row.label, values: Some(row.values), before: &row.before, after: &row.after })
        .collect();
    let words = |row: &ScaleRow| match row.values {
        (before, after) if after > before => "rating-change-up",
        (before, after) if after < before => "rating-change-down",
        _ => "rating-change-same",
    };
    card(
        &title,
        html! {
            (change(&chart, &(0.0..=10.0), &changes))
            ul { @for row in &rows {
                li { (t_with(page.language, words(row), &[
                    ("item", row.label.as_str().into()), ("before", row.before.as_str().into()), ("after", row.after.as_str().into()),
                ])) }
            } }
        },
    )
}

struct ScaleRow {
    label: String,
    values: (f64, f64),
    before: String,
    after: String,
}

/// The change of one item; nothing where either answer is missing or "can't say".
fn row(page: &Page, item: Item, before: &Rated, after: &Rated) -> Option<ScaleRow> {
    let number = |rated: &Rated| rated.answers.iter().find(|answer| answer.item == item.code())?.number;
    let (before, after) = (number(before)?, number(after)?);
    let values = (f64::from(before), f64::from(after));
    Some(ScaleRow { label: page.t(item.text_key()), values, before: before.to_string(), after: after.to_string() })
}

/// The form on the leader's device, or keyed in from paper; while a client holds the device it leads nowhere else.
pub fn tablet(page: &Page, place: &PlaceWithRatings, filling: &Filling<'_>, form: &Form) -> Markup {
    let asking = filling.asking;
    let title = phase_name(page.language, asking.phase);
    let lead = match (filling.code, asking.rater) {
        (Some(code), _) => t_with(page.language, "rating-key-in-lead", &[("code", code.into())]),
        (None, Rater::Client) => page.t("rating-tablet-lead"),
        (None, _) => page.t("rating-own-view"),
    };
    let with_client = filling.code.is_none() && asking.rater == Rater::Client;
    let home = paths::Show { id: place.id }.to_string();
    html! {
        @if !with_client { (breadcrumbs(page.language, &[Crumb { href: &home, label: &place.name }])) }
        (page_header(&title, lead, ""))
        // Nothing that was typed comes back with the browser's "back".
        form.stack method="post" action=(filling.action) novalidate autocomplete=[with_client.then_some("off")] {
            (once_field())
            @if !filling.early.is_empty() { input type="hidden" name="early_reason" value=(filling.early); }
            input type="hidden" name="phase" value=(asking.phase);
            input type="hidden" name="rater" value=(asking.rater);
            @if let Some(session) = asking.session { input type="hidden" name="session" value=(session); }
            @if let Some(code) = filling.code { input type="hidden" name="code" value=(code); }
            (items(page, asking.phase, form))
            div.actions {
                (Button::primary(&page.t("rating-send")).submit())
                (Button::quiet(&page.t("cancel")).link(filling.back))
            }
        }
    }
}

/// What staff read before they hand the device over, and why already now where the rating is not due yet.
pub fn hand(page: &Page, place: &PlaceWithRatings, asking: Asking, may: bool, form: &Form) -> Markup {
    let home = paths::Show { id: place.id }.to_string();
    let fields = form.fields(page.language);
    let lead = if may { "rating-hand-lead" } else { "rating-not-due" };
    html! {
        (breadcrumbs(page.language, &[Crumb { href: &home, label: &place.name }]))
        (page_header(&phase_name(page.language, asking.phase), page.t(lead), ""))
        form.card.narrow method="post" action=(paths::Hand { id: place.id }) novalidate {
            (once_field())
            input type="hidden" name="phase" value=(asking.phase);
            input type="hidden" name="rater" value=(asking.rater);
            @if let Some(session) = asking.session { input type="hidden" name="session" value=(session); }
            @if !may { (fields.field("early_reason", &page.t("rating-early-reason")).required().text()) }
            div.actions {
                (Button::primary(&page.t("rating-hand")).submit())
                (Button::quiet(&page.t("cancel")).link(&home))
            }
        }
    }
}

/// Thanks on the tablet; it shows nothing of anybody.
pub fn done(page: &Page, back: &str) -> Markup {
    html! {
        (page_header(&page.t("rating-thanks"), page.t("rating-hand-back"), ""))
        p { (Button::secondary(&page.t("rating-go-on")).link(back)) }
    }
}

/// What was answered, item by item.
pub fn answers(page: &Page, rated: &Rated) -> Markup {
    let l = page.language;
    let rows = Item::for_phase(rated.rating.phase).iter().map(|item| {
        (page.t(item.text_key()), answer_in_words(l, rated, *item).unwrap_or_else(|| t(l, "rating-missing-answer")))
    });
    html! {
        (facts(rows))
        @if let Some(comment) = &rated.rating.comment { p { (page.t("rating-comment")) ": " (comment) } }
    }
}
