//! The programme by week, month and list.

use axum::extract::State;
use axum::response::Response;
use chrono::{Datelike, Days, Months, NaiveDate};

use crate::access::Viewer;
use crate::app::App;
use crate::error::Result;
use crate::local_time::midnight;
use crate::people::{unit_and_above, unit_options};
use crate::programme::queries;
use crate::programme::views::{self, CalendarView, Picture};
use crate::web::form::parse_date;
use crate::web::list::ListQuery;
use crate::web::page::Page;

pub(super) async fn show(page: Page, by: Viewer, State(app): State<App>, asked: ListQuery) -> Result<Response> {
    let db = app.db.read();
    let today = page.today();
    let day = parse_date(asked.form.value("date")).unwrap_or(today);
    let picture = Picture::of(asked.form.value("view"));
    let (from, until) = span(picture, day);
    let moments = midnight(page.zone, from)..midnight(page.zone, until);
    let sessions = queries::in_range(db, &by, asked.form.value("whose"), &moments).await?;
    let units = unit_and_above(&unit_options(db).await?, by.unit_id);
    let breaks = queries::breaks_between(db, &units, &(from..=until)).await?;
    let shown = CalendarView { picture, today, from, until, sessions, breaks };
    Ok(page.show(&page.t("calendar-title"), &views::calendar(&page, &by, &asked, &shown)))
}

/// The first day of the picture that holds the day, and the first after it. The years are bounded where dates are read.
fn span(picture: Picture, day: NaiveDate) -> (NaiveDate, NaiveDate) {
    let monday = day - Days::new(day.weekday().num_days_from_monday().into());
    let first = day.with_day(1).unwrap_or(day);
    match picture {
        Picture::Week => (monday, monday + Days::new(7)),
        Picture::Month => (first, first + Months::new(1)),
        Picture::List => (monday, monday + Days::new(28)),
    }
}
