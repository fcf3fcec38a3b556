//! The programme as a week, a month and a list.

use chrono::{Datelike, Days, Months, NaiveDate};
use entity::state::{Language, SessionStatus};
use maud::{Markup, html};

use crate::access::Viewer;
use crate::access::rights::{Action, Resource};
use crate::holidays::holiday;
use crate::local_time;
use crate::programme::paths;
use crate::programme::queries::{CalendarRow, ClosedDay};
use crate::text::{t, when};
use crate::web::components::{
    Button, CalendarEvent, Choice, Column, Day, Tab, Table, Tone, chip, empty_state, filter_bar, kind_mark, month_grid,
    page_header, tabs, week_grid,
};
use crate::web::icon::Icon;
use crate::web::list::ListQuery;
use crate::web::page::Page;

/// The way in which the programme is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picture {
    /// Seven days side by side.
    Week,
    /// A month as weeks.
    Month,
    /// Four weeks as a table.
    List,
}

impl Picture {
    /// The picture of a code; a week when there is none.
    pub fn of(code: &str) -> Self {
        match code {
            "month" => Self::Month,
            "list" => Self::List,
            _ => Self::Week,
        }
    }

    const fn code(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Month => "month",
            Self::List => "list",
        }
    }
}

/// What is drawn.
pub struct CalendarView {
    /// How.
    pub picture: Picture,
    pub today: NaiveDate,
    /// The first day drawn.
    pub from: NaiveDate,
    /// The first day after.
    pub until: NaiveDate,
    /// The sessions of those days.
    pub sessions: Vec<CalendarRow>,
    /// The breaks that touch them.
    pub breaks: Vec<ClosedDay>,
}

/// The page.
pub fn calendar(page: &Page, by: &Viewer, asked: &ListQuery, shown: &CalendarView) -> Markup {
    html! {
        (page_header(&page.t("calendar-title"), heading(page.language, shown), way(page, asked, shown)))
        (pictures(page, asked, shown.picture))
        (filters(page, by, asked))
        div #results { (picture(page, shown)) }
        p.small { a href=(paths::Breaks) { (page.t("break-index")) } " · " a href=(paths::Seasons) { (page.t("season-index")) } }
    }
}

fn heading(language: Language, shown: &CalendarView) -> String {
    match shown.picture {
        Picture::Month => when::month(language, shown.from),
        _ => format!(
            "{} – {}",
            when::day(language, shown.from),
            when::full_day(language, shown.until.pred_opt().unwrap_or(shown.until))
        ),
    }
}

/// The way to what comes before and after, and back to today.
fn way(page: &Page, asked: &ListQuery, shown: &CalendarView) -> Markup {
    let (before, after) = match shown.picture {
        Picture::Week => (shown.from - Days::new(7), shown.until),
        Picture::Month => (shown.from - Months::new(1), shown.until),
        Picture::List => (shown.from - Days::new(28), shown.until),
    };
    let link = |date: NaiveDate| asked.with("date", &date.to_string());
    html! {
        (Button::secondary(&page.t("calendar-before")).icon(Icon::Back).link(&link(before)))
        @if !(shown.from..shown.until).contains(&shown.today) {
            (Button::secondary(&page.t("calendar-today")).link(&asked.with("date", "")))
        }
        (Button::secondary(&page.t("calendar-after")).icon(Icon::Arrow).link(&link(after)))
    }
}

fn pictures(page: &Page, asked: &ListQuery, current: Picture) -> Markup {
    let all = [Picture::Week, Picture::Month, Picture::List];
    let all = all.map(|one| (one, page.t(&format!("calendar-{}", one.code())), asked.with("view", one.code())));
    let all: Vec<Tab<'_>> =
        all.iter().map(|(one, label, href)| Tab { href, label, count: None, current: *one == current }).collect();
    tabs(&page.t("calendar-views"), &all)
}

fn filters(page: &Page, by: &Viewer, asked: &ListQuery) -> Markup {
    let (all, unit, mine) =
        (page.t("calendar-whose-all"), page.t("calendar-whose-unit"), page.t("calendar-whose-mine"));
    let mut whose = vec![Choice::new("", &all), Choice::new("unit", &unit)];
    if by.may(Resource::Group, Action::Write) {
        whose.push(Choice::new("mine", &mine));
    }
    let index = paths::Calendar.to_string();
    let inputs = html! {
        (asked.form.fields(page.language).field("whose", &page.t("calendar-whose")).select(&whose))
        @for kept in ["view", "date"] {
            @if !asked.form.value(kept).is_empty() { input type="hidden" name=(kept) value=(asked.form.value(kept)); }
        }
    };
    filter_bar(page.language, &index, "results", None, inputs)
}

fn picture(page: &Page, shown: &CalendarView) -> Markup {
    let l = page.language;
    let drawn: Vec<DrawnSession<'_>> = shown.sessions.iter().map(|row| DrawnSession::of(page, row)).collect();
    let dates: Vec<NaiveDate> = shown.from.iter_days().take_while(|date| *date < shown.until).collect();
    let labels: Vec<(String, Option<String>)> =
        dates.iter().map(|date| (when::day(l, *date), closed(l, *date, &shown.breaks))).collect();
    let day = |i: usize| Day {
        date: dates[i],
        label: &labels[i].0,
        today: dates[i] == shown.today,
        note: labels[i].1.as_deref(),
        events: drawn.iter().filter(|one| one.date == dates[i]).map(DrawnSession::event).collect(),
    };
    match shown.picture {
        Picture::Week => week_grid(l, &(0..dates.len()).map(day).collect::<Vec<_>>()),
        Picture::Month => month_grid(l, &when::month(l, shown.from), &weeks(&dates, day)),
        Picture::List => list(page, &drawn),
    }
}

/// The days of a month as weeks from Monday.
fn weeks<'a>(dates: &[NaiveDate], day: impl Fn(usize) -> Day<'a>) -> Vec<[Option<Day<'a>>; 7]> {
    let lead = dates.first().map_or(0, |first| first.weekday().num_days_from_monday() as usize);
    let count = (lead + dates.len()).div_ceil(7);
    let at =
        |week: usize, weekday: usize| (week * 7 + weekday).checked_sub(lead).filter(|i| *i < dates.len()).map(&day);
    (0..count).map(|week| std::array::from_fn(|weekday| at(week, weekday))).collect()
}

/// Why a day is closed.
fn closed(language: Language, date: NaiveDate, breaks: &[ClosedDay]) -> Option<String> {
    let pause = || breaks.iter().find(|one| one.starts_on <= date && date <= one.ends_on);
    holiday(date).map(|day| t(language, day.code())).or_else(|| pause().map(|one| one.name.clone()))
}

/// A session with the words that its box shows.
struct DrawnSession<'a> {
    row: &'a CalendarRow,
    date: NaiveDate,
    start: chrono::NaiveTime,
    time: String,
    title: String,
    href: String,
}

impl<'a> DrawnSession<'a> {
    fn of(page: &Page, row: &'a CalendarRow) -> Self {
        let zone = page.zone_of(&row.timezone);
        let local = local_time::wall_time(zone, row.starts_at);
        Self {
            date: local.date(),
            start: local.time(),
            time: when::hours(page.language, zone, row.starts_at, row.ends_at),
            title: format!("{} {}", row.code, row.name),
            href: paths::ShowSession { id: row.id }.to_string(),
            row,
        }
    }

    fn is_cancelled(&self) -> bool {
        self.row.status == SessionStatus::Cancelled
    }

    fn event(&self) -> CalendarEvent<'_> {
        CalendarEvent {
            start: self.start,
            time: &self.time,
            title: &self.title,
            href: Some(&self.href),
            kind: self.row.kind,
            note: self.row.venue.as_deref(),
            cancelled: self.is_cancelled(),
        }
    }
}

fn list(page: &Page, drawn: &[DrawnSession<'_>]) -> Markup {
    let l = page.language;
    let labels = ["session-when", "group-name", "group-kind", "group-where"].map(|key| page.t(key));
    let columns = [Column::new(&labels[0]), Column::new(&labels[1]), Column::new(&labels[2]), Column::new(&labels[3])];
    let rows = drawn.iter().map(|one| {
        vec![
            html! { (when::day(l, one.date)) " " (one.time) },
            html! {
                a href=(one.href) { (one.title) }
                @if one.is_cancelled() { " " (chip(Tone::Danger, &page.t("calendar-cancelled"))) }
            },
            kind_mark(l, one.row.kind),
            html! { (one.row.venue.as_deref().unwrap_or("–")) },
        ]
    });
    html! {
        @if drawn.is_empty() { (empty_state(Icon::Calendar, &page.t("calendar-empty"), "")) }
        @else { (Table::new(&page.t("calendar-title"), &columns).rows(rows)) }
    }
}
