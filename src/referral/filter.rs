//! What a worker looks for in the finder, as conditions of a query. Pure.

use chrono::{DateTime, Datelike, TimeDelta, Utc};
use chrono_tz::Tz;
use entity::state::{Aim, GroupKind, Language, SessionStatus};
use entity::{group, session, venue};
use sea_orm::sea_query::{Expr, ExprTrait, LikeExpr, Query};
use sea_orm::{ColumnTrait, Condition};

use crate::db::{contains_pattern, has_item};
use crate::local_time::{day, midnight};
use crate::programme::aim_name;
use crate::text::sort::search_key;
use crate::web::form::Form;

/// How far ahead a weekday is looked for: the longest season.
const WEEKS: i64 = 53;
/// The most words of a search that are looked for.
const WORDS: usize = 20;

/// What a worker looks for; what is no choice narrows nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReferralFilter {
    /// Words that must all occur in what is told of the group.
    words: Vec<String>,
    municipality: Option<String>,
    kind: Option<GroupKind>,
    aim: Option<Aim>,
    /// From 1, Monday.
    weekday: Option<u32>,
    language: Option<Language>,
    /// Only groups with a free place.
    pub free: bool,
    step_free: bool,
    no_animals: bool,
}

impl ReferralFilter {
    /// Reads the choices.
    pub fn read(form: &Form) -> Self {
        Self {
            words: words(form.value("q")),
            municipality: Some(form.value("municipality").to_owned()).filter(|name| !name.is_empty()),
            kind: GroupKind::from_code(form.value("kind")),
            aim: Aim::from_code(form.value("aim")),
            weekday: form.value("weekday").parse().ok().filter(|day| (1..=7).contains(day)),
            language: Language::from_code(form.value("language")),
            free: form.ticked("free"),
            step_free: form.ticked("step_free"),
            no_animals: form.ticked("no_animals"),
        }
    }

    /// Whether the groups themselves are chosen among, not only their sessions and places.
    pub fn is_narrow(&self) -> bool {
        let plain = Self { weekday: self.weekday, free: self.free, ..Self::default() };
        *self != plain
    }

    /// Whether a certain weekday is asked for.
    pub const fn is_of_weekday(&self) -> bool {
        self.weekday.is_some()
    }

    /// Which groups fit; `reader` is the language in which aims are named.
    pub fn groups(&self, reader: Language) -> Condition {
        let column = |column| Expr::col((group::Entity, column));
        let step_free = Query::select()
            .column((venue::Entity, venue::Column::Id))
            .from(venue::Entity)
            .and_where(venue::Column::StepFree.eq(true))
            .take();
        let fitting = Condition::all()
            .add_option(self.municipality.as_deref().map(|name| column(group::Column::Municipality).eq(name)))
            .add_option(self.kind.map(|kind| column(group::Column::Kind).eq(kind)))
            .add_option(self.aim.map(|aim| has_item(column(group::Column::Aims), aim.code())))
            .add_option(self.language.map(|spoken| has_item(column(group::Column::Languages), spoken.code())))
            .add_option(self.step_free.then(|| column(group::Column::VenueId).in_subquery(step_free)))
            .add_option(self.no_animals.then(|| column(group::Column::Animals).is_null()));
        self.words.iter().fold(fitting, |fitting, word| fitting.add(mentions(reader, word)))
    }

    /// Which sessions of the table or alias `of` a client could come to: those ahead, on the weekday of the zone asked for.
    pub fn sessions(&self, of: &'static str, now: DateTime<Utc>, zone: Tz) -> Condition {
        let column = |column| Expr::col((of, column));
        let on = |weekday| {
            let days = days(weekday, now, zone).fold(Condition::any(), |days, (from, until)| {
                let starts = || column(session::Column::StartsAt);
                days.add(starts().gte(from).and(starts().lt(until)))
            });
            // SQLite would look up each day by itself and sort what it finds, were this no case.
            Expr::expr(Expr::case(days, 1).finally(0)).eq(1)
        };
        Condition::all()
            .add(column(session::Column::Status).ne(SessionStatus::Cancelled))
            .add(column(session::Column::StartsAt).gt(now))
            .add_option(self.weekday.map(on))
    }
}

/// The different words of a search. Each is a condition of its own, and databases bound how deep those lie.
fn words(typed: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in search_key(typed).split(' ').filter(|word| !word.is_empty()) {
        if words.len() < WORDS && !words.iter().any(|known| known == word) {
            words.push(word.to_owned());
        }
    }
    words
}

/// Groups that have a word in name, summary, audience or aims.
fn mentions(reader: Language, word: &str) -> Condition {
    let pattern = LikeExpr::new(contains_pattern(word)).escape('\\');
    let aims = Aim::ALL.iter().filter(|aim| search_key(&aim_name(reader, **aim)).contains(word));
    let card = Condition::any().add(Expr::col((group::Entity, group::Column::CardSearch)).like(pattern));
    aims.fold(card, |told, aim| told.add(has_item(Expr::col((group::Entity, group::Column::Aims)), aim.code())))
}

/// The days of a weekday from today on, each as its first moment and that of the day after.
fn days(weekday: u32, now: DateTime<Utc>, zone: Tz) -> impl Iterator<Item = (DateTime<Utc>, DateTime<Utc>)> {
    let today = day(zone, now);
    let ahead = (weekday + 7 - today.weekday().number_from_monday()) % 7;
    (0..WEEKS).map(move |week| {
        let date = today + TimeDelta::days(i64::from(ahead) + 7 * week);
        (midnight(zone, date), midnight(zone, date + TimeDelta::days(1)))
    })
}

#[cfg(test)]
mod tests {
    use chrono::NaiveTime;
    use chrono_tz::Europe::Helsinki;
    use proptest::prelude::*;

    use super::*;
    use crate::local_time::wall_time;

    #[test]
    fn only_what_groups_themselves_differ_in_is_narrow() {
        let narrow = |name, value| ReferralFilter::read(&Form::default().set(name, value)).is_narrow();
        for (name, value) in [("weekday", "2"), ("free", "true"), ("q", "  "), ("kind", "none such"), ("page", "2")] {
            assert!(!narrow(name, value), "{name}");
        }
        for (name, value) in [("q", "pata"), ("kind", "functional"), ("step_free", "true"), ("language", "sv")] {
            assert!(narrow(name, value), "{name}");
        }
    }

    proptest! {
        #[test]
        fn the_days_of_a_weekday_are_whole_local_days(weekday in 1_u32..=7, hour in 0_i64..24 * 366) {
            let now = "2026-01-01T00:30:00Z".parse::<DateTime<Utc>>().unwrap() + TimeDelta::hours(hour);
            for (at, (from, until)) in (0_i64..).zip(days(weekday, now, Helsinki)) {
                let (first, next) = (wall_time(Helsinki, from), wall_time(Helsinki, until));
                prop_assert_eq!((first.weekday().number_from_monday(), first.time()), (weekday, NaiveTime::MIN));
                prop_assert_eq!(next.date() - first.date(), TimeDelta::days(1));
                let week = (first.date() - day(Helsinki, now)).num_days() / 7;
                prop_assert_eq!(week, at, "one in each week, from today on");
            }
        }
    }
}
