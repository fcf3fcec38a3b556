//! The programme as people picture it: today, a week, a month.

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};
use entity::state::{GroupKind, Language};
use maud::{Markup, Render, html};

use super::mark::kind_class;
use crate::text::t;
use crate::web::icon::{Icon, icon};

/// One thing in a calendar.
pub struct CalendarEvent<'a> {
    pub start: NaiveTime,
    /// The time as people read it ("13–15").
    pub time: &'a str,
    pub title: &'a str,
    pub href: Option<&'a str>,
    pub kind: GroupKind,
    /// Where, or what else to know.
    pub note: Option<&'a str>,
    pub cancelled: bool,
}

/// One day of a calendar.
pub struct Day<'a> {
    pub date: NaiveDate,
    /// The day as people read it ("ke 14.10.").
    pub label: &'a str,
    pub today: bool,
    /// A holiday or a break.
    pub note: Option<&'a str>,
    pub events: Vec<CalendarEvent<'a>>,
}

/// The hours at which the afternoon and the evening begin.
const PARTS: [(&str, u32, u32); 3] = [("morning", 0, 12), ("afternoon", 12, 17), ("evening", 17, 24)];

/// A week: days side by side with morning, afternoon and evening level; a list of days on a phone.
pub fn week_grid(lang: Language, days: &[Day<'_>]) -> Markup {
    html! {
        ol.week.bare {
            @for day in days {
                li.day.day-today[day.today].day-empty[day.events.is_empty()] {
                    h2.day-name {
                        time datetime=(day.date) { (day.label) }
                        @if day.today { " " span.chip.tone-info { (t(lang, "calendar-today")) } }
                        @if let Some(note) = day.note { span.day-note { (note) } }
                    }
                    @for (part, from, until) in PARTS {
                        (part_of_day(lang, part, day.events.iter().filter(|event| (from..until).contains(&event.start.hour()))))
                    }
                }
            }
        }
        (kinds(lang))
    }
}

/// The kinds in words, once below a calendar, since its events show them by colour and icon.
fn kinds(lang: Language) -> Markup {
    html! { ul.kinds.bare { @for kind in GroupKind::ALL { li { (super::kind_mark(lang, *kind)) } } } }
}

fn part_of_day<'a>(lang: Language, part: &str, events: impl Iterator<Item = &'a CalendarEvent<'a>>) -> Markup {
    let events: Vec<_> = events.collect();
    html! {
        div.part.(part) {
            @if !events.is_empty() {
                h3.hidden { (t(lang, &format!("calendar-{part}"))) }
                ul.bare { @for event in events { li { (event_box(lang, event)) } } }
            }
        }
    }
}

fn event_box(lang: Language, event: &CalendarEvent<'_>) -> Markup {
    html! {
        div.event.(kind_class(event.kind)).event-cancelled[event.cancelled] {
            span.event-time.number { (icon(Icon::of_kind(event.kind))) (event.time) }
            span.event-title {
                @if let Some(href) = event.href { a href=(href) { (event.title) } } @else { (event.title) }
            }
            @if event.cancelled { span.event-note { strong { (t(lang, "calendar-cancelled")) } } }
            @if let Some(note) = event.note { span.event-note { (note) } }
            span.hidden { (super::kind_name(lang, event.kind)) }
        }
    }
}

/// A month as weeks of seven days; days of other months are `None`. On a phone only days with something in them show.
pub fn month_grid(lang: Language, caption: &str, weeks: &[[Option<Day<'_>>; 7]]) -> Markup {
    html! {
        table.month {
            caption.hidden { (caption) }
            thead {
                tr { @for day in 1..=7 { th scope="col" { (t(lang, &format!("weekday-{day}"))) } } }
            }
            tbody {
                @for week in weeks {
                    tr {
                        @for day in week {
                            @if let Some(day) = day { (month_day(lang, day)) } @else { td.day-outside {} }
                        }
                    }
                }
            }
        }
        (kinds(lang))
    }
}

fn month_day(lang: Language, day: &Day<'_>) -> Markup {
    let quiet = day.events.is_empty() && day.note.is_none();
    html! {
        td.month-day.day-today[day.today].day-empty[quiet] {
            time.day-number datetime=(day.date) {
                span.day-short aria-hidden="true" { (day.date.day()) }
                span.day-long { (day.label) }
            }
            @if day.today { span.hidden { (t(lang, "calendar-today")) } }
            @if let Some(note) = day.note { span.day-note { (note) } }
            @if !day.events.is_empty() { ul.bare { @for event in &day.events { li { (event_box(lang, event)) } } } }
        }
    }
}

/// One line of a day's agenda.
pub struct AgendaItem<'a> {
    /// The time as people read it ("13–15").
    pub time: &'a str,
    pub kind: GroupKind,
    pub title: &'a str,
    pub href: &'a str,
    /// Where, with whom, how many.
    pub detail: Markup,
    /// What is to be done about it: chips and buttons.
    pub action: Markup,
}

/// What is on during a day, in the order of time.
pub fn agenda(lang: Language, items: &[AgendaItem<'_>]) -> Markup {
    html! {
        ol.agenda.bare {
            @for item in items {
                li.agenda-item.(kind_class(item.kind)) {
                    span.agenda-time.number { (item.time) }
                    div.agenda-body {
                        (super::kind_mark(lang, item.kind))
                        h3 { a href=(item.href) { (item.title) } }
                        div.soft { (item.detail) }
                    }
                    div.actions { (item.action.render()) }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_hour_belongs_to_one_part_of_the_day() {
        for hour in 0..24 {
            let parts = PARTS.iter().filter(|(_, from, until)| (*from..*until).contains(&hour)).count();
            assert_eq!(parts, 1, "{hour}");
        }
    }
}
