//! The page on which a goal is assessed.

use maud::{Markup, html};

use super::super::paths;
use super::super::queries::{AssessedGoal, PlaceWithRatings};
use super::super::summary::signed;
use crate::local_time;
use crate::text::{t, t_with, when};
use crate::web::components::{Button, Choice, Crumb, Happening, breadcrumbs, card, history, once_field, page_header};
use crate::web::form::Form;
use crate::web::page::Page;

/// Where a goal stood, and where it stands now.
pub fn assess(page: &Page, place: &PlaceWithRatings, goal: &AssessedGoal, form: &Form) -> Markup {
    let back = paths::Show { id: place.id }.to_string();
    let weight = t_with(page.language, "rating-goal-weight", &[("weight", goal.goal.weight.into())]);
    html! {
        (breadcrumbs(page.language, &[Crumb { href: &back, label: &place.name }]))
        (page_header(&page.t("rating-goal-assess"), html! { (goal.goal.text) " " span.small { "(" (weight) ")" } }, ""))
        form.card.narrow method="post" action=(paths::Assess { id: goal.goal.id }) novalidate {
            (once_field())
            (fields(page, form))
            div.actions {
                (Button::primary(&page.t("save")).submit())
                (Button::quiet(&page.t("cancel")).link(&back))
            }
        }
        (card(&page.t("rating-goal-history"), past(page, place, goal)))
    }
}

fn fields(page: &Page, form: &Form) -> Markup {
    let fields = form.fields(page.language);
    let levels: Vec<(String, String)> = (-2..=2).map(|level| (level.to_string(), level_name(page, level))).collect();
    let choices: Vec<Choice<'_>> = levels.iter().map(|(level, label)| Choice::new(level, label)).collect();
    html! {
        (fields.summary())
        (fields.field("level", &page.t("rating-goal-level")).required().radios(&choices))
        (fields.field("on", &page.t("rating-goal-on")).required().date())
    }
}

/// A level with its sign, in words.
fn level_name(page: &Page, level: i32) -> String {
    t(page.language, &format!("rating-goal-level-{}", level + 3))
}

/// The start level and every assessment since, the latest last.
fn past(page: &Page, place: &PlaceWithRatings, goal: &AssessedGoal) -> Markup {
    let zone = page.zone_of(&place.timezone);
    let set = when::full_day(page.language, local_time::day(zone, goal.goal.created_at));
    let start = html! { (page.t("rating-goal-start")) " " (signed(goal.goal.start_level)) };
    let assessed = goal
        .assessments
        .iter()
        .map(|one| (when::full_day(page.language, one.on), html! { (level_name(page, one.level)) }));
    let rows: Vec<(String, Markup)> = std::iter::once((set, start)).chain(assessed).collect();
    let happenings: Vec<Happening<'_>> =
        rows.iter().map(|(time, what)| Happening { time, what: what.clone(), who: None }).collect();
    history(&happenings)
}
