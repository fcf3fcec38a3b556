//! What a worker copies into the client record: plain text on one client, which names nobody else.

use chrono_tz::Tz;
use entity::state::{BenefitLevel, Language, RatingPhase};

use super::goal::{GoalScore, t_score};
use super::queries::{AssessedGoal, PlaceWithRatings, Rated};
use super::scale::{Item, level_key};
use crate::attendance::{Figures, MarkRow};
use crate::local_time;
use crate::text::{t, t_with, when};
use crate::web::components::kind_name;

/// Everything that a summary says.
pub struct Summed<'a> {
    pub place: &'a PlaceWithRatings,
    /// The zone of the group.
    pub zone: Tz,
    pub marks: &'a [MarkRow],
    pub ratings: &'a [Rated],
    pub goals: &'a [AssessedGoal],
}

/// The text, one fact a line.
pub fn text(language: Language, summed: &Summed<'_>) -> String {
    let mut lines = taking_part(language, summed);
    lines.extend(goals(language, summed.goals));
    for rated in summed.ratings {
        lines.push(String::new());
        lines.extend(rating(language, rated, summed.zone));
    }
    let notes = summed.marks.iter().filter_map(|mark| Some((mark.starts_at, mark.note.as_deref()?)));
    let notes: Vec<String> = notes
        .map(|(at, note)| format!("- {}: {note}", when::full_day(language, local_time::day(summed.zone, at))))
        .collect();
    if !notes.is_empty() {
        lines.extend([String::new(), t(language, "rating-summary-notes")]);
        lines.extend(notes);
    }
    lines.join("\n")
}

fn taking_part(language: Language, summed: &Summed<'_>) -> Vec<String> {
    let place = summed.place;
    let figures = Figures::of(summed.marks.iter().map(|mark| (mark.status, mark.minutes)));
    let line = |key: &str, value: String| format!("{}: {value}", t(language, key));
    let day = |date| when::full_day(language, date);
    let mut lines = vec![
        line("rating-summary-group", format!("{} ({})", place.group_name, kind_name(language, place.kind))),
        line("rating-place-status", t(language, &super::views::status_key(place.status))),
    ];
    lines.extend(place.started_on.map(|on| line("rating-place-started-on", day(on))));
    lines.extend(place.ended_on.map(|on| line("rating-place-ended-on", day(on))));
    let args = [
        ("present", figures.present.into()),
        ("expected", figures.expected().into()),
        ("length", when::length(figures.minutes).into()),
    ];
    lines.push(t_with(language, "rating-summary-attendance", &args));
    let args = [("notified", figures.notified.into()), ("missed", figures.no_show.into())];
    lines.push(t_with(language, "rating-summary-absences", &args));
    lines
}

fn goals(language: Language, goals: &[AssessedGoal]) -> Vec<String> {
    if goals.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![String::new(), t(language, "rating-goals")];
    for goal in goals.iter().filter(|goal| goal.stands()) {
        let now = goal.now().level.map_or_else(|| "–".to_owned(), |level| signed(level.into()));
        let args = [("start", signed(goal.goal.start_level).into()), ("now", now.into())];
        lines.push(format!("- {} ({})", goal.goal.text, t_with(language, "rating-goal-levels", &args)));
    }
    lines.extend(t_scores(language, goals));
    lines
}

/// The T-scores at the start and now, in words; nothing while no goal is assessed.
pub fn t_scores(language: Language, goals: &[AssessedGoal]) -> Option<String> {
    let of = |score: fn(&AssessedGoal) -> GoalScore| t_score(&goals.iter().map(score).collect::<Vec<_>>());
    let (start, now) = (of(AssessedGoal::at_start)?, of(AssessedGoal::now)?);
    let args = [("start", format!("{start:.1}").into()), ("now", format!("{now:.1}").into())];
    Some(t_with(language, "rating-goal-t", &args))
}

/// A level with its sign, as goals are scaled.
pub fn signed(level: i32) -> String {
    match level {
        0 => "0".to_owned(),
        level if level > 0 => format!("+{level}"),
        level => format!("−{}", -level),
    }
}

fn rating(language: Language, rated: &Rated, zone: Tz) -> Vec<String> {
    let rating = &rated.rating;
    let on = local_time::day(zone, rating.given_at);
    let (phase, rater) = (phase_name(language, rating.phase), t(language, &format!("rating-rater-{}", rating.rater)));
    let second = if rated.counts() { String::new() } else { format!(", {}", t(language, "rating-second")) };
    let mut lines = vec![format!("{phase} ({rater}, {}{second})", when::full_day(language, on))];
    for item in Item::for_phase(rating.phase) {
        lines.extend(
            answer_in_words(language, rated, *item).map(|said| format!("- {}: {said}", t(language, item.text_key()))),
        );
    }
    lines.extend(rating.comment.as_ref().map(|comment| format!("- {}: {comment}", t(language, "rating-comment"))));
    lines
}

/// The name of a phase.
pub fn phase_name(language: Language, phase: RatingPhase) -> String {
    t(language, &format!("rating-phase-{}", phase.code().replace('_', "-")))
}

/// What was answered to an item, in words; nothing when it was not answered.
pub fn answer_in_words(language: Language, rated: &Rated, item: Item) -> Option<String> {
    let answer = rated.answers.iter().find(|answer| answer.item == item.code())?;
    match (answer.number, answer.level) {
        (Some(number), _) => Some(format!("{number} / 10")),
        (None, level) => Some(t(language, level_key(level.unwrap_or(BenefitLevel::CannotSay)))),
    }
}
