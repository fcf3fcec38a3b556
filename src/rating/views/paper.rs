//! The form on paper, and where its return code is typed in.

use axum_extra::routing::TypedPath;
use chrono::NaiveDate;
use entity::rating_request;
use entity::state::RatingPhase;
use maud::{Markup, html};

use super::super::paths;
use super::super::queries::PlaceWithRatings;
use super::super::scale::{Item, LEVELS, Scale as Kind, level_key, question_key, scale_of};
use super::ends;
use crate::text::{t_with, tag, when};
use crate::web::components::{Button, Crumb, breadcrumbs, page_header, paper_lines, paper_question};
use crate::web::form::Form;
use crate::web::page::Page;

/// The form of a request, in the language of the client who fills it in.
pub fn form(page: &Page, place: &PlaceWithRatings, request: &rating_request::Model) -> Markup {
    let back = paths::Show { id: place.id }.to_string();
    html! {
        div.no-print { (breadcrumbs(page.language, &[Crumb { href: &back, label: &place.name }])) }
        (sheet(&page.clone().in_language(place.language), request.phase, &request.code, request.due_on))
    }
}

/// The questions of a phase on a sheet of A4: no name on it, only the code that leads back.
pub fn sheet(page: &Page, phase: RatingPhase, code: &str, until: NaiveDate) -> Markup {
    let cannot_say = page.t("rating-level-cannot-say");
    let mut answers: Vec<String> = match scale_of(phase) {
        Kind::Levels => LEVELS.iter().map(|level| page.t(level_key(*level))).collect(),
        Kind::Numbers => (0..=10).map(|number| number.to_string()).collect(),
    };
    answers.push(cannot_say);
    let answers: Vec<&str> = answers.iter().map(String::as_str).collect();
    let until = when::full_day(page.language, until);
    let (low, high) = ends(phase);
    html! {
        article.paper lang=(tag(page.language)) {
            h1 { (page.t(question_key(phase))) }
            p { (page.t("rating-voluntary")) " " (page.t("rating-paper-hint")) }
            @if scale_of(phase) == Kind::Numbers { p.small { (page.t(low)) " … " (page.t(high)) } }
            @for item in Item::for_phase(phase) { (paper_question(&page.t(item.text_key()), &answers)) }
            (paper_lines(&page.t("rating-comment"), 3))
            p.small { (t_with(page.language, "rating-paper-return", &[("day", until.into())])) }
            p.lead.number { strong { (t_with(page.language, "rating-paper-code", &[("code", code.into())])) } }
        }
    }
}

/// Where the code of a form is typed in.
pub fn ask_code(page: &Page, form: &Form, unknown: bool) -> Markup {
    let label = page.t("rating-code");
    let hint = page.t("rating-code-hint");
    let error = unknown.then(|| page.t("rating-code-unknown"));
    html! {
        (page_header(&page.t("rating-key-in"), "", ""))
        form.card.narrow method="get" action=(paths::KeyIn::PATH) {
            (form.fields(page.language).field("code", &label).hint(&hint).error(error.as_deref()).required().text())
            div.actions { (Button::primary(&page.t("rating-code-open")).submit()) }
        }
    }
}
