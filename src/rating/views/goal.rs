//! The page on which a goal is assessed.

use entity::goal;
use maud::{Markup, html};

use super::super::paths;
use super::super::queries::{AssessedGoal, PlaceWithRatings};
use super::super::rules::{LEVEL_FIELDS, level_words};
use super::super::summary::signed;
use crate::local_time;
use crate::text::{t, t_with, when};
use crate::web::components::{
    Button, Choice, Confirm, Crumb, Happening, breadcrumbs, card, disclosure, history, once_field, page_header,
};
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
            (fields(page, &goal.goal, form))
            div.actions {
                (Button::primary(&page.t("save")).submit())
                (Button::quiet(&page.t("cancel")).link(&back))
            }
        }
        (card(&page.t("rating-goal-history"), past(page, place, goal)))
    }
}

/// The form of a new goal, with prompts: what, how often, by when, how it shows.
pub fn new(page: &Page, place: &PlaceWithRatings, form: &Form) -> Markup {
    html! {
        form.stack method="post" action=(paths::Goals { id: place.id }) novalidate {
            (once_field())
            (input(page, form))
            div.actions { (Button::primary(&page.t("rating-goal-save")).submit()) }
        }
    }
}

/// What a goal says.
fn input(page: &Page, form: &Form) -> Markup {
    let fields = form.fields(page.language);
    let (usual, worst) = (page.t("rating-goal-start-1"), page.t("rating-goal-start-2"));
    let starts = [Choice::new("-1", &usual), Choice::new("-2", &worst)];
    let weights = [Choice::new("1", "1"), Choice::new("2", "2"), Choice::new("3", "3")];
    let levels: Vec<(&str, String)> =
        LEVEL_FIELDS.iter().copied().zip((-2..=2).map(|level| level_name(page, level))).collect();
    html! {
        (fields.summary())
        @if !form.value("named").is_empty() { input type="hidden" name="named" value=(form.value("named")); }
        (fields.field("text", &page.t("rating-goal-text")).hint(&page.t("rating-goal-hint")).required().textarea(3))
        (fields.field("weight", &page.t("rating-goal-weight-label")).hint(&page.t("rating-goal-weight-hint")).select(&weights))
        (fields.field("start_level", &page.t("rating-goal-start")).select(&starts))
        (disclosure(&page.t("rating-goal-words"), html! {
            p.hint { (page.t("rating-goal-words-hint")) }
            @for (name, label) in &levels { (fields.field(name, label).text()) }
        }))
    }
}

/// A goal that stands: corrected until it is assessed, and given up for a reason.
pub fn edit(page: &Page, place: &PlaceWithRatings, goal: &AssessedGoal, form: &Form) -> Markup {
    let back = paths::Show { id: place.id }.to_string();
    let fields = form.fields(page.language);
    let retired = Confirm {
        label: &page.t("rating-goal-retire"),
        consequence: &page.t("rating-goal-retire-hint"),
        action: &paths::Retire { id: goal.goal.id }.to_string(),
        button: &page.t("rating-goal-give-up"),
    };
    html! {
        (breadcrumbs(page.language, &[Crumb { href: &back, label: &place.name }]))
        (page_header(&page.t("rating-goal-edit"), goal.goal.text.as_str(), ""))
        @if !goal.stands() {
            p { (page.t("rating-goal-retired")) }
        } @else {
            @if goal.assessments.is_empty() {
                form.card.narrow method="post" action=(paths::Goal { id: goal.goal.id }) novalidate {
                    (once_field())
                    (input(page, form))
                    div.actions {
                        (Button::primary(&page.t("save")).submit())
                        (Button::quiet(&page.t("cancel")).link(&back))
                    }
                }
            } @else {
                p { (page.t("rating-goal-assessed")) }
            }
            (retired.with(fields.field("reason", &page.t("rating-goal-retire-why")).required().text()))
        }
    }
}

fn fields(page: &Page, goal: &goal::Model, form: &Form) -> Markup {
    let fields = form.fields(page.language);
    let words = level_words(goal);
    let name = |level: i32, words: &String| match words.as_str() {
        "" => level_name(page, level),
        words => format!("{} – {words}", level_name(page, level)),
    };
    let levels: Vec<(String, String)> =
        (-2..=2).zip(&words).map(|(level, words)| (level.to_string(), name(level, words))).collect();
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

/// A client's goals for the own page, in plain words: what was agreed on, and how far it has come. They name no group.
pub fn own_goals(page: &Page, goals: &[AssessedGoal]) -> Markup {
    let now = |goal: &AssessedGoal| {
        let level = goal.now().level.map(i32::from)?;
        let words = usize::try_from(level + 2).ok().and_then(|at| level_words(&goal.goal).get(at).cloned());
        Some(words.filter(|words| !words.is_empty()).unwrap_or_else(|| page.t(&format!("me-goal-level-{}", level + 3))))
    };
    html! {
        ul.bare.stack { @for goal in goals {
            li.stack-small {
                h3 { (goal.goal.text) }
                p { (now(goal).unwrap_or_else(|| page.t("me-goal-not-yet"))) }
            }
        } }
    }
}
