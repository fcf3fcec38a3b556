//! Times away in `/api/v1`.

use axum::extract::State;
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use entity::id::{AbsenceId, StaffId};
use entity::state::AbsenceKind;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{end_absence, tell_absence};
use crate::access::Viewer;
use crate::access::once::Once;
use crate::app::App;
use crate::error::Result;
use crate::notify::Told;
use crate::people::{self, AbsenceRow};
use crate::web::api::{Acted, Json, Listing, Paging, Path, Query};
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
    /// Who stands in.
    deputy_id: Option<StaffId>,
}

impl From<AbsenceRow> for Absence {
    fn from(row: AbsenceRow) -> Self {
        Self {
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
    paging.listing(rows.into_iter().map(Absence::from).collect(), |absence| absence.id.0)
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
        let input = people::read_absence(&Form::default().overlay(&new), act.today())?;
        let (id, told) = tell_absence(act, &by, input).await?;
        let absence = people::one_absence(act.tx, id).await?.into();
        Ok(told.with(Acted(StatusCode::CREATED, "/absences".to_owned(), ChangedAbsence { absence, told })))
    });
    Ok(made.await?.wake(&app))
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
        let absence = people::one_absence(act.tx, id).await?.into();
        Ok(told.with(Acted(StatusCode::OK, "/absences".to_owned(), ChangedAbsence { absence, told })))
    });
    Ok(ended.await?.wake(&app))
}
