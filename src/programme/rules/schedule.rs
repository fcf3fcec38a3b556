//! A schedule as it was typed or sent.

use chrono::{NaiveDate, Weekday};
use chrono_tz::Tz;
use entity::{group, template};

use crate::error::{Code, Fault, Result};
use crate::local_time::zone_of;
use crate::programme::recurrence::Schedule;
use crate::programme::rule::{Rule, RuleEnd, Until, WEEKDAYS, Weekly};
use crate::web::form::{Form, Reader, Reading, parse_date};

/// How long a session lasts unless something else is said, in minutes.
pub const DURATION: i32 = 120;

/// Reads a schedule: by the form's choices, or by the text of a rule where one is sent. A group that names no zone is in
/// that of the settings.
pub fn read_schedule(form: &Form, settings: Tz) -> Result<Schedule> {
    let mut reader = form.reader();
    let (first_date, start_time) = (reader.date("first_date"), reader.time("start_time"));
    let timezone = reader.choice_or_none("timezone", |text| text.parse().ok());
    let rrule = match form.value("rrule") {
        "" => choices(&mut reader).map(|weekly| weekly.map_or_else(String::new, |weekly| weekly.text())),
        text => Ok(text.to_owned()),
    };
    let duration_minutes = reader.number("duration_minutes", 5..=1440);
    let excluded_dates = dates(form, &mut reader, "excluded_dates");
    let extra_dates = dates(form, &mut reader, "extra_dates");
    reader.done(|| {
        Ok(Schedule {
            first_date: first_date?,
            start_time: start_time?,
            duration_minutes: duration_minutes?,
            timezone: timezone?.unwrap_or(settings),
            rrule: rrule?,
            excluded_dates: excluded_dates?,
            extra_dates: extra_dates?,
            skip_public_holidays: form.ticked("skip_public_holidays"),
            skip_breaks: form.ticked("skip_breaks"),
        })
    })
}

/// The form's own repetition; none when the group meets but once.
fn choices(reader: &mut Reader<'_>) -> Reading<Option<Weekly>> {
    let weekdays = reader.choices("weekdays", |code| WEEKDAYS.iter().find(|day| day.0 == code).map(|day| day.1));
    let every = reader.number_or_none("every", 1..=52);
    let count = reader.number_or_none("count", 1..=400);
    let until = reader.date_or_none("until");
    let end = match (count?, until?) {
        (Some(count), None) => RuleEnd::Count(count.unsigned_abs()),
        (None, Some(until)) => RuleEnd::Until(Until::Date(until)),
        (Some(_), Some(_)) => return Err(reader.fault(Fault::of("until", Code::ScheduleErrorTwoEnds))),
        (None, None) if weekdays?.is_empty() => return every.map(|_| None),
        (None, None) => return Err(reader.fault(Fault::of("count", Code::ScheduleErrorEndless))),
    };
    let every = every?.map_or(1, i32::unsigned_abs);
    Ok(Some(Weekly { every: u16::try_from(every).unwrap_or(u16::MAX), weekdays: weekdays?, end }))
}

/// Days one after the other: one value each, or several in one separated by commas, blanks or lines.
fn dates(form: &Form, reader: &mut Reader<'_>, name: &'static str) -> Reading<Vec<NaiveDate>> {
    let words: Vec<&str> = form.all(name).flat_map(|text| text.split([',', ';', ' ', '\n', '\r', '\t'])).collect();
    let read: Option<Vec<NaiveDate>> = words.into_iter().filter(|word| !word.is_empty()).map(parse_date).collect();
    let mut dates = read.ok_or_else(|| reader.fault(Fault::of(name, Code::FaultDate)))?;
    dates.sort_unstable();
    dates.dedup();
    Ok(dates)
}

/// The schedule that a group has, if it has one.
pub fn schedule_of_group(group: &group::Model, settings: Tz) -> Option<Schedule> {
    Some(Schedule {
        first_date: group.first_date?,
        start_time: group.start_time?,
        duration_minutes: group.duration_minutes,
        timezone: zone_of(&group.timezone, settings),
        rrule: group.rrule.clone().unwrap_or_default(),
        excluded_dates: group.excluded_dates.0.clone(),
        extra_dates: group.extra_dates.0.clone(),
        skip_public_holidays: group.skip_public_holidays,
        skip_breaks: group.skip_breaks,
    })
}

/// The form of the schedule that a group has, or that waits to be approved.
pub fn schedule_form(schedule: Option<&Schedule>, settings: Tz) -> Form {
    let Some(schedule) = schedule else { return schedule_blank(settings) };
    let list = |dates: &[NaiveDate]| {
        dates.iter().map(|date| date.format("%-d.%-m.%Y").to_string()).collect::<Vec<_>>().join(", ")
    };
    let form = Form::default()
        .set("first_date", schedule.first_date)
        .set("start_time", schedule.start_time.format("%H:%M"))
        .set("duration_minutes", schedule.duration_minutes)
        .set("timezone", schedule.timezone.name())
        .set("excluded_dates", list(&schedule.excluded_dates))
        .set("extra_dates", list(&schedule.extra_dates))
        .set("skip_public_holidays", schedule.skip_public_holidays)
        .set("skip_breaks", schedule.skip_breaks);
    let text = schedule.rrule.as_str();
    match Rule::parse(text).ok().and_then(|rule| rule.weekly()) {
        Some(weekly) => with_choices(form, &weekly, schedule.timezone),
        // What the choices can't say stays as the text it is.
        None => form.set("rrule", text),
    }
}

fn with_choices(form: Form, weekly: &Weekly, zone: Tz) -> Form {
    let code = |day: &Weekday| WEEKDAYS[day.num_days_from_monday() as usize].0;
    let form =
        weekly.weekdays.iter().fold(form.set("every", weekly.every), |form, day| form.set("weekdays", code(day)));
    match weekly.end {
        RuleEnd::Count(count) => form.set("count", count),
        RuleEnd::Until(until) => form.set("until", until.local(zone).date()),
    }
}

/// The form of a first schedule: once a week, ten times, holidays and breaks skipped.
fn schedule_blank(settings: Tz) -> Form {
    first_schedule(10, DURATION, settings)
}

/// The same as often and as long as a template says.
pub fn schedule_of(template: &template::Model, settings: Tz) -> Form {
    first_schedule(template.sessions, template.duration_minutes, settings)
}

fn first_schedule(count: i32, minutes: i32, zone: Tz) -> Form {
    Form::default()
        .set("every", 1)
        .set("count", count)
        .set("duration_minutes", minutes)
        .set("timezone", zone.name())
        .set("skip_public_holidays", true)
        .set("skip_breaks", true)
}

#[cfg(test)]
mod tests {
    use chrono_tz::Europe::Helsinki;

    use super::*;

    fn typed() -> Form {
        Form::default().set("first_date", "13.10.2026").set("start_time", "13").set("duration_minutes", 120)
    }

    #[test]
    fn ten_tuesdays_at_one_are_a_rule() {
        let schedule = read_schedule(&typed().set("weekdays", "TU").set("count", 10), Helsinki).unwrap();
        assert_eq!(schedule.rrule, "FREQ=WEEKLY;BYDAY=TU;COUNT=10");
        assert_eq!(schedule.timezone, Helsinki);
    }

    #[test]
    fn a_group_may_meet_once() {
        assert_eq!(read_schedule(&typed(), Helsinki).unwrap().rrule, "");
    }

    #[test]
    fn a_repetition_has_exactly_one_end() {
        assert!(read_schedule(&typed().set("weekdays", "TU"), Helsinki).is_err());
        assert!(read_schedule(&typed().set("count", 3).set("until", "1.12.2026"), Helsinki).is_err());
    }

    #[test]
    fn dates_come_in_one_field_or_in_many() {
        let form = typed().set("excluded_dates", "20.10.2026, 2026-10-27").set("excluded_dates", "2026-11-03");
        assert_eq!(read_schedule(&form, Helsinki).unwrap().excluded_dates.len(), 3);
        assert!(read_schedule(&typed().set("extra_dates", "soon"), Helsinki).is_err());
    }
}
