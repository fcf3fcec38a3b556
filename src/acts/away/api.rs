//! Times away in `/api/v1`.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use entity::id::{AbsenceId, StaffId};
use entity::state::AbsenceKind;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{change_absence, end_absence, tell_absence};
use crate::access::Viewer;
use crate::access::once::Once;
use crate::app::App;
use crate::error::Result;
use crate::notify::Told;
use crate::people::{self, AbsenceRow};
use crate::web::api::{Acted, Json, Listing, Paging, Path, Query, Versioned, check_if_match};
use crate::web::form::Form;
use crate::web::problem::Problem;

/// A time in which somebody is away.
#[derive(Debug, Serialize, ToSchema)]
pub struct Absence {
    id: AbsenceId,
    staff_id: StaffId,
    name: String,
    kind: AbsenceKind,
    from_at: DateTime<Utc>,
    /// Until when; nobody knows yet, where it is not told.
    until_at: Option<DateTime<Utc>>,
    from_on: NaiveDate,
    /// The last day.
    until_on: Option<NaiveDate>,
    /// Who stands in.
    deputy_id: Option<StaffId>,
}

impl Absence {
    fn of(row: AbsenceRow, zone: Tz) -> Self {
        Self {
            from_on: row.from_on(zone),
            until_on: row.until_on(zone),
            id: row.id,
            staff_id: row.staff_id,
            name: row.name,
            kind: row.kind,
            from_at: row.from_at,
            until_at: row.until_at,
            deputy_id: row.deputy_id,
        }
    }
}

/// A time away to be.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct NewAbsence {
    /// Who is away; the caller, where nobody is named.
    staff_id: Option<StaffId>,
    kind: AbsenceKind,
    #[schema(format = Date)]
    from_on: String,
    /// The last day.
    #[schema(format = Date)]
    until_on: Option<String>,
    /// Who stands in; else the one whom the person has named for any time away, else the supervisor.
    deputy_id: Option<StaffId>,
}

/// What a time away is changed to; what is left out is none.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct AbsenceChange {
    kind: AbsenceKind,
    #[schema(format = Date)]
    from_on: String,
    /// The last day; nobody knows yet, where it is not told.
    #[schema(format = Date)]
    until_on: Option<String>,
    /// Who stands in.
    deputy_id: Option<StaffId>,
}

/// A time away, and who hears of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChangedAbsence {
    #[serde(flatten)]
    absence: Absence,
    told: Told,
}

/// The times away of the caller and of those whom the caller supervises.
#[utoipa::path(get, path = "/absences", tag = "organisation", params(Paging),
    responses((status = OK, body = Listing<Absence>), (status = "4XX", body = Problem)))]
pub async fn list(
    by: Viewer,
    State(app): State<App>,
    Query(paging): Query<Paging>,
) -> Result<axum::Json<Listing<Absence>>> {
    let rows = people::absences(app.db.read(), &by, paging.cursor.map(AbsenceId), paging.limit()?).await?;
    paging.listing(rows.into_iter().map(|row| Absence::of(row, app.config.zone)).collect(), |absence| absence.id.0)
}

/// Tells that somebody is away: open tasks go over to whoever stands in, and come back where they are still undone.
#[utoipa::path(post, path = "/absences", tag = "organisation", request_body = NewAbsence,
    responses((status = CREATED, body = ChangedAbsence), (status = "4XX", body = Problem)))]
pub async fn create(
    by: Viewer,
    once: Once,
    State(app): State<App>,
    Json(new): Json<NewAbsence>,
) -> Result<Acted<ChangedAbsence>> {
    let made = app.act_once(&by, &once, async |act| {
        let input = people::read_absence(&Form::default().overlay(&new), act.today(), None)?;
        let (id, told) = tell_absence(act, &by, input).await?;
        let absence = Absence::of(people::one_absence(act.tx, id).await?, act.zone);
        Ok(told.with(Acted(StatusCode::CREATED, "/absences".to_owned(), ChangedAbsence { absence, told })))
    });
    Ok(made.await?.wake(&app))
}

/// A time away of the caller or of somebody whom the caller supervises.
#[utoipa::path(get, path = "/absences/{id}", tag = "organisation", params(("id" = AbsenceId, Path)),
    responses((status = OK, body = Absence), (status = "4XX", body = Problem)))]
pub async fn show(Path(id): Path<AbsenceId>, by: Viewer, State(app): State<App>) -> Result<Versioned<Absence>> {
    let row = people::readable_absence(app.db.read(), &by, id).await?;
    Ok(Versioned(StatusCode::OK, Absence::of(row, app.config.zone)))
}

/// Changes a time away as if it had been told so at first: whoever is away hears of another's word. Honours `If-Match`.
#[utoipa::path(put, path = "/absences/{id}", tag = "organisation", params(("id" = AbsenceId, Path)),
    request_body = AbsenceChange,
    responses((status = OK, body = ChangedAbsence), (status = "4XX", body = Problem)))]
pub async fn change(
    Path(id): Path<AbsenceId>,
    by: Viewer,
    State(app): State<App>,
    headers: HeaderMap,
    Json(change): Json<AbsenceChange>,
) -> Result<Versioned<ChangedAbsence>> {
    let changed = app.act(&by, async |act| {
        let stands = people::readable_absence(act.tx, &by, id).await?;
        let from_on = stands.from_on(act.zone);
        check_if_match(&headers, &Absence::of(stands, act.zone))?;
        let form = Form::default().overlay(&change);
        let told = change_absence(act, &by, id, |_| people::read_absence(&form, act.today(), Some(from_on))).await?;
        let absence = Absence::of(people::one_absence(act.tx, id).await?, act.zone);
        Ok(told.with(Versioned(StatusCode::OK, ChangedAbsence { absence, told })))
    });
    Ok(changed.await?.wake(&app))
}

/// Ends a time away now, or takes one back that has not begun.
#[utoipa::path(post, path = "/absences/{id}/end", tag = "organisation", params(("id" = AbsenceId, Path)),
    responses((status = OK, body = ChangedAbsence), (status = "4XX", body = Problem)))]
pub async fn end(
    Path(id): Path<AbsenceId>,
    by: Viewer,
    once: Once,
    State(app): State<App>,
) -> Result<Acted<ChangedAbsence>> {
    let ended = app.act_once(&by, &once, async |act| {
        let told = end_absence(act, &by, id).await?;
        let absence = Absence::of(people::one_absence(act.tx, id).await?, act.zone);
        Ok(told.with(Acted(StatusCode::OK, "/absences".to_owned(), ChangedAbsence { absence, told })))
    });
    Ok(ended.await?.wake(&app))
}
