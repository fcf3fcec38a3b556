//! The page of one participation, and what is copied from it into the client record.

use axum_extra::routing::TypedPath;
use entity::rating_request;
use entity::state::{Attrition, ParticipationStatus, Rater, RatingPhase};
use maud::{Markup, html};

use super::super::paths;
use super::super::queries::{AssessedGoal, PlaceWithRatings, Rated};
use super::super::rules::{AWAITED, MOST_GOALS, Worry, mean, waiting, worry};
use super::super::summary::{Summed, phase_name, signed, t_scores};
use super::{goal, scales, status_key};
use crate::access::rights::{Action, Resource};
use crate::attendance::{Figures, MarkRow};
use crate::local_time;
use crate::text::{t_with, when};
use crate::web::components::{
    AttendanceRow, Button, Choice, Crumb, Tone, attendance_grid, breadcrumbs, card, chip, disclosure, facts, notice,
    once_field, page_header, thing_row,
};
use crate::web::form::Form;
use crate::web::icon::Icon;
use crate::web::page::Page;

/// What the page shows.
pub struct RatedPlaceView<'a> {
    pub place: &'a PlaceWithRatings,
    pub marks: &'a [MarkRow],
    pub ratings: &'a [Rated],
    pub goals: &'a [AssessedGoal],
    /// The goals that the referral named.
    pub named: &'a [String],
    pub requests: &'a [rating_request::Model],
}

/// One participation: attendance, ratings, goals, end.
pub fn show(page: &Page, shown: &RatedPlaceView<'_>, form: &Form) -> Markup {
    let place = shown.place;
    let group = format!("/groups/{}", place.group_id);
    let state = chip(tone(place.status), &page.t(&status_key(place.status)));
    let open = place.status.is_open();
    let ends = open && page.viewer.as_ref().is_some_and(|by| by.may(Resource::Participation, Action::Write));
    let actions = html! {
        (Button::secondary(&page.t("rating-summary")).icon(Icon::Copy).link(&paths::Summary { id: place.id }.to_string()))
        @if ends { (Button::secondary(&page.t("rating-end")).link(&format!("{group}/participants"))) }
    };
    html! {
        (breadcrumbs(page.language, &[Crumb { href: &group, label: &place.group_name }]))
        (page_header(&place.name, html! { (place.group_name) " " (state) }, actions))
        (card(&page.t("rating-place"), about(page, place)))
        (card(&page.t("attendance-title"), attendance(page, shown)))
        (card(&page.t("rating-ratings"), ratings(page, shown, form)))
        (card(&page.t("rating-goals"), goals(page, shown, form)))
    }
}

const fn tone(status: ParticipationStatus) -> Tone {
    match status {
        ParticipationStatus::Confirmed => Tone::Info,
        ParticipationStatus::Started | ParticipationStatus::Completed | ParticipationStatus::PositiveExit => Tone::Good,
        _ => Tone::Neutral,
    }
}

fn about(page: &Page, place: &PlaceWithRatings) -> Markup {
    let day = |date| when::full_day(page.language, date);
    let confirmed = local_time::day(page.zone_of(&place.timezone), place.confirmed_at);
    let rows = [
        ("rating-place-confirmed-on", Some(day(confirmed))),
        ("rating-place-started-on", place.started_on.map(day)),
        ("rating-place-ended-on", place.ended_on.map(day)),
    ];
    facts(rows.into_iter().filter_map(|(key, value)| Some((page.t(key), value?))))
}

fn attendance(page: &Page, shown: &RatedPlaceView<'_>) -> Markup {
    if shown.marks.is_empty() {
        return html! { p.soft { (page.t("rating-no-attendance")) } };
    }
    let zone = page.zone_of(&shown.place.timezone);
    let day = |mark: &MarkRow| when::day(page.language, local_time::day(zone, mark.starts_at));
    let days: Vec<String> = shown.marks.iter().map(day).collect();
    let days: Vec<&str> = days.iter().map(String::as_str).collect();
    let row = AttendanceRow {
        name: &shown.place.name,
        href: None,
        marks: shown.marks.iter().map(|mark| Some(mark.status)).collect(),
    };
    let figures = Figures::of(shown.marks.iter().map(|mark| (mark.status, mark.minutes)));
    let args = [
        ("present", figures.present.into()),
        ("expected", figures.expected().into()),
        ("length", when::length(figures.minutes).into()),
    ];
    html! {
        p { (t_with(page.language, "rating-summary-attendance", &args)) }
        (attendance_grid(page.language, &page.t("attendance-title"), &days, &[row]))
    }
}

fn ratings(page: &Page, shown: &RatedPlaceView<'_>, form: &Form) -> Markup {
    let own: Vec<&Rated> =
        shown.ratings.iter().filter(|rated| rated.rating.rater == Rater::Client && rated.counts()).collect();
    html! {
        @if shown.ratings.is_empty() { p.soft { (page.t("rating-none")) } }
        (worth_a_talk(page, &own))
        @for rated in shown.ratings { (disclosure(&heading(page, shown.place, rated), scales::answers(page, rated))) }
        (scales::own_change(page, &own))
        (open_requests(page, shown.requests))
        (give(page, shown.place, form))
    }
}

/// A word to staff when the client's feedback on sessions falls or stays low.
fn worth_a_talk(page: &Page, own: &[&Rated]) -> Markup {
    let pulses = own.iter().filter(|rated| rated.rating.phase == RatingPhase::Pulse);
    let means: Vec<f64> =
        pulses.filter_map(|rated| mean(rated.answers.iter().filter_map(|answer| answer.number))).collect();
    let key = match worry(&means) {
        Some(Worry::Falling) => "rating-worry-falling",
        Some(Worry::Low) => "rating-worry-low",
        None => return html! {},
    };
    notice(Tone::Warning, page.t(key))
}

fn heading(page: &Page, place: &PlaceWithRatings, rated: &Rated) -> String {
    let rating = &rated.rating;
    let on = local_time::day(page.zone_of(&place.timezone), rating.given_at);
    let rater = page.t(&format!("rating-rater-{}", rating.rater));
    let second = if rated.counts() { String::new() } else { format!(" – {}", page.t("rating-second")) };
    format!("{} – {rater}, {}{second}", phase_name(page.language, rating.phase), when::full_day(page.language, on))
}

/// The requests without an answer: those still awaited, and those for which it is known why none comes.
fn open_requests(page: &Page, requests: &[rating_request::Model]) -> Markup {
    let open: Vec<_> = requests.iter().filter(|request| request.answered_at.is_none()).collect();
    html! {
        @if !open.is_empty() {
            h3 { (page.t("rating-open-requests")) }
            ul.people.bare { @for request in open {
                li { (thing_row(Icon::Clock, &phase_name(page.language, request.phase), None, awaited(page, request), html! {
                    (Button::quiet(&page.t("rating-unanswered")).link(&paths::Unanswered { id: request.id }.to_string()))
                    (Button::quiet(&page.t("rating-paper")).icon(Icon::Print).link(&paths::Paper { id: request.id }.to_string()))
                })) }
            } }
        }
    }
}

fn awaited(page: &Page, request: &rating_request::Model) -> Markup {
    let due = when::full_day(page.language, request.due_on);
    html! {
        @match request.attrition {
            Some(why) => (chip(Tone::Neutral, &reason_name(page, why))),
            None => (t_with(page.language, "rating-due", &[("day", due.into())])),
        }
    }
}

fn reason_name(page: &Page, why: Attrition) -> String {
    page.t(&format!("participation-why-{}", why.code().replace('_', "-")))
}

/// Where it is told why a rating stays unanswered.
pub fn reason(page: &Page, place: &PlaceWithRatings, request: &rating_request::Model, form: &Form) -> Markup {
    let back = paths::Show { id: place.id }.to_string();
    let names = Attrition::ALL.iter().map(|why| (why.code(), reason_name(page, *why)));
    let names: Vec<(&str, String)> = std::iter::once((AWAITED, page.t("rating-awaited"))).chain(names).collect();
    let choices: Vec<Choice<'_>> = names.iter().map(|(code, name)| Choice::new(code, name)).collect();
    let fields = form.fields(page.language);
    html! {
        (breadcrumbs(page.language, &[Crumb { href: &back, label: &place.name }]))
        (page_header(&page.t("rating-unanswered"), phase_name(page.language, request.phase), ""))
        form.card.narrow method="post" action=(paths::Unanswered { id: request.id }) novalidate {
            (once_field())
            (fields.summary())
            (fields.field("attrition", &page.t("rating-unanswered-why")).hint(&page.t("rating-unanswered-hint")).required().radios(&choices))
            div.actions {
                (Button::primary(&page.t("save")).submit())
                (Button::quiet(&page.t("cancel")).link(&back))
            }
        }
    }
}

/// The ways to give a rating: on this device, as one's own view, or on paper.
fn give(page: &Page, place: &PlaceWithRatings, form: &Form) -> Markup {
    let mine = if page.viewer.as_ref().is_some_and(|viewer| viewer.is(entity::state::Role::Worker)) {
        Rater::Worker
    } else {
        Rater::Leader
    };
    let phases = [RatingPhase::Baseline, RatingPhase::End, RatingPhase::FollowUp];
    let names = phases.map(|phase| phase_name(page.language, phase));
    let choices: Vec<Choice<'_>> =
        phases.iter().zip(&names).map(|(phase, name)| Choice::new(phase.code(), name)).collect();
    let raters = [(Rater::Client, page.t("rating-by-client")), (mine, page.t("rating-by-me"))];
    let raters: Vec<Choice<'_>> = raters.iter().map(|(rater, name)| Choice::new(rater.code(), name)).collect();
    let standing = Form::default()
        .set("phase", RatingPhase::End)
        .set("rater", Rater::Client)
        .set("paper_phase", typed_or(form, "paper_phase", RatingPhase::End.code()))
        .set("early_reason", form.value("early_reason"))
        .with(form.faults().to_vec());
    let fields = standing.fields(page.language);
    html! {
        (disclosure(&page.t("rating-give"), html! {
            form.stack method="get" action=(paths::New { id: place.id }) {
                (fields.field("phase", &page.t("rating-phase")).select(&choices))
                (fields.field("rater", &page.t("rating-who")).radios(&raters))
                div.actions { (Button::secondary(&page.t("rating-open")).submit()) }
            }
        }))
        (disclosure(&page.t("rating-on-paper"), html! {
            form.stack method="post" action=(paths::Ask { id: place.id }) {
                (once_field())
                (fields.field("paper_phase", &page.t("rating-phase")).select(&choices))
                (fields.field("early_reason", &page.t("rating-early-reason")).hint(&page.t("rating-early-hint")).text())
                div.actions {
                    (Button::secondary(&page.t("rating-print")).icon(Icon::Print).submit())
                    (Button::quiet(&page.t("rating-key-in")).link(paths::KeyIn::PATH))
                }
            }
        }))
    }
}

/// What was typed into a field, or what it begins with.
fn typed_or<'a>(form: &'a Form, name: &str, first: &'a str) -> &'a str {
    Some(form.value(name)).filter(|value| !value.is_empty()).unwrap_or(first)
}

fn goals(page: &Page, shown: &RatedPlaceView<'_>, form: &Form) -> Markup {
    let (standing, given_up): (Vec<_>, Vec<_>) = shown.goals.iter().partition(|goal| goal.stands());
    let waiting = waiting(shown.named, shown.goals);
    let has_room = standing.len() < MOST_GOALS;
    let is_typed = !form.value("named").is_empty()
        || form.faults().iter().any(|fault| !matches!(&*fault.field, "paper_phase" | "early_reason"));
    html! {
        @if standing.is_empty() { p.soft { (page.t("rating-goals-none")) } }
        @for goal in standing { (goal_of(page, goal)) }
        @if let Some(scores) = t_scores(page.language, shown.goals) { p { strong { (scores) } } p.hint { (page.t("rating-goal-t-hint")) } }
        @if !waiting.is_empty() { h3 { (page.t("rating-goals-waiting")) } p.hint { (page.t("rating-goals-waiting-hint")) } }
        ul.people.bare { @for (at, text) in waiting {
            @let take = format!("{}?take={at}#new-goal", paths::Show { id: shown.place.id });
            li { (thing_row(Icon::Clock, text, None, "", html! {
                @if has_room { (Button::secondary(&page.t("rating-goal-take")).link(&take)) }
            })) }
        } }
        @if has_room {
            details.disclosure #new-goal open[is_typed] {
                summary { (page.t("rating-goal-new")) }
                (goal::new(page, shown.place, form))
            }
        }
        @if !given_up.is_empty() {
            (disclosure(&page.t("rating-goals-given-up"), html! {
                ul { @for goal in given_up {
                    li { (goal.goal.text) " – " (goal.goal.retired_reason.as_deref().unwrap_or("")) }
                } }
            }))
        }
    }
}

fn goal_of(page: &Page, goal: &AssessedGoal) -> Markup {
    let level = goal.now().level;
    let now = level.map_or_else(|| "–".to_owned(), |level| signed(level.into()));
    let args = [("start", signed(goal.goal.start_level).into()), ("now", now.into())];
    html! {
        section.stack {
            h3 { (goal.goal.text) }
            p.number { (t_with(page.language, "rating-goal-levels", &args)) ", "
                (t_with(page.language, "rating-goal-weight", &[("weight", goal.goal.weight.into())])) }
            div.actions {
                (Button::secondary(&page.t("rating-goal-assess")).link(&paths::Assess { id: goal.goal.id }.to_string()))
                (Button::quiet(&page.t("rating-goal-edit")).link(&paths::Goal { id: goal.goal.id }.to_string()))
            }
        }
    }
}

/// The free texts that a summary carries: where another client's name could stand.
pub fn written(summed: &Summed<'_>) -> String {
    let notes = summed.marks.iter().filter_map(|mark| mark.note.as_deref());
    let comments = summed.ratings.iter().filter_map(|rated| rated.rating.comment.as_deref());
    let goals = summed.goals.iter().map(|goal| goal.goal.text.as_str());
    notes.chain(comments).chain(goals).collect::<Vec<_>>().join("\n")
}

/// The text to copy; `held` warns that another client of the group may be named in it.
pub fn summary(page: &Page, place: &PlaceWithRatings, text: &str, held: bool) -> Markup {
    let back = paths::Show { id: place.id }.to_string();
    let rows = u8::try_from(text.lines().count() + 2).unwrap_or(u8::MAX).max(8);
    html! {
        (breadcrumbs(page.language, &[Crumb { href: &back, label: &place.name }]))
        (page_header(&page.t("rating-summary"), page.t("rating-summary-lead"), ""))
        @if held { (notice(Tone::Warning, page.t("rating-summary-peer"))) }
        div.field.copy {
            label for="summary" { (page.t("rating-summary-text")) }
            textarea #summary readonly rows=(rows) { "\n" (text) }
            button.button.button-secondary type="button" hidden data-copy="summary" data-done=(page.t("copied")) {
                (crate::web::icon::icon(Icon::Copy)) span { (page.t("copy")) }
            }
            p.hint role="status" {}
        }
    }
}
