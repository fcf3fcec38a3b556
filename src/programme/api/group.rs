//! Groups in `/api/v1`.

use axum::extract::State;
use axum::http::StatusCode;
use chrono::{DateTime, NaiveDate, Utc};
use entity::id::{ApprovalId, GroupId, StaffId, UnitId, VenueId};
use entity::pending_change;
use entity::state::{Aim, CancelCode, GroupKind, GroupStatus, Language, LeaderRole, Openness};
use serde::{Deserialize, Serialize, Serializer};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};

use crate::access::Viewer;
use crate::access::once::Once;
use crate::app::App;
use crate::config::ZONE;
use crate::error::{Code, Error, Fault, Result};
use crate::local_time::zone_of;
use crate::people::unit_options;
use crate::programme::queries::{self, Filters, GroupRow};
use crate::programme::routes::{with_below, within_reach};
use crate::programme::rules::{self, Leading, PARTS};
use crate::programme::service;
use crate::web::api::{Created, Json, Listing, Paging, Path, Query, Versioned, nullable};
use crate::web::form::Form;
use crate::web::problem::Problem;

/// A group activity.
#[derive(Debug, Serialize, ToSchema)]
pub struct Group {
    id: GroupId,
    #[schema(example = "G03")]
    code: String,
    /// The address of its public page.
    slug: String,
    #[schema(example = "Ruokapiiri")]
    name: String,
    kind: GroupKind,
    openness: Openness,
    status: GroupStatus,
    summary: String,
    aims: Vec<Aim>,
    audience: String,
    criteria: String,
    not_for: String,
    leads_to: String,
    unit_id: UnitId,
    municipality: Option<String>,
    venue_id: Option<VenueId>,
    fallback_venue_id: Option<VenueId>,
    capacity: i32,
    min_participants: i32,
    languages: Vec<Language>,
    leaders: Vec<LeaderOut>,
    /// Working time in hours.
    planned_hours: f64,
    budget_cents: i64,
    incentives: String,
    animals: Option<String>,
    risk: String,
    project: Option<String>,
    decide_on: Option<NaiveDate>,
    starts_at: Option<DateTime<Utc>>,
    ends_at: Option<DateTime<Utc>>,
    #[schema(example = json!(crate::config::ZONE.name()))]
    timezone: String,
    rrule: Option<String>,
    cancel_code: Option<CancelCode>,
    status_reason: Option<String>,
    /// Since when it takes nobody in for now.
    intake_closed_at: Option<DateTime<Utc>>,
    /// The group to which those were asked who had a place in this one.
    merged_into_id: Option<GroupId>,
    /// Places neither taken nor offered.
    places_left: i64,
    /// People in the queue.
    waiting: i64,
    /// What waits to be approved, and does not stand yet.
    pending_change: Option<PendingChange>,
}

/// More hours, money or sessions than were approved; a field without a value asks for nothing.
#[derive(Debug, Serialize, ToSchema)]
pub struct PendingChange {
    id: ApprovalId,
    /// Working time in hours.
    planned_hours: Option<f64>,
    budget_cents: Option<i64>,
    /// How many sessions the schedule below gives.
    sessions: Option<i32>,
    first_date: Option<NaiveDate>,
    rrule: Option<String>,
}

impl From<pending_change::Model> for PendingChange {
    fn from(row: pending_change::Model) -> Self {
        Self {
            id: row.approval_id,
            planned_hours: row.planned_minutes.map(|minutes| f64::from(minutes) / 60.0),
            budget_cents: row.budget_cents,
            sessions: row.sessions,
            first_date: row.first_date,
            rrule: row.rrule,
        }
    }
}

/// A person's part in a group.
#[derive(Debug, Serialize, ToSchema)]
pub struct LeaderOut {
    staff_id: StaffId,
    role: LeaderRole,
    /// The first day; none where it is the group's own.
    from_on: Option<NaiveDate>,
    /// The last day; none where it is the group's own.
    until_on: Option<NaiveDate>,
    name: String,
}

impl From<GroupRow> for Group {
    fn from(row: GroupRow) -> Self {
        let places_left = row.places_left();
        let zone = zone_of(&row.group.timezone, ZONE);
        let leader = |one: queries::LeaderRow| {
            let Leading { staff_id, role, from_on, until_on } = one.part(zone);
            LeaderOut { staff_id, role, from_on, until_on, name: one.name }
        };
        let group = row.group;
        Self {
            id: group.id,
            code: group.code,
            slug: group.slug,
            name: group.name,
            kind: group.kind,
            openness: group.openness,
            status: group.status,
            summary: group.summary,
            aims: group.aims.0,
            audience: group.audience,
            criteria: group.criteria,
            not_for: group.not_for,
            leads_to: group.leads_to,
            unit_id: group.unit_id,
            municipality: group.municipality,
            venue_id: group.venue_id,
            fallback_venue_id: group.fallback_venue_id,
            capacity: group.capacity,
            min_participants: group.min_participants,
            languages: group.languages.0,
            leaders: row.leaders.into_iter().map(leader).collect(),
            planned_hours: f64::from(group.planned_minutes) / 60.0,
            budget_cents: group.budget_cents,
            incentives: group.incentives,
            animals: group.animals,
            risk: group.risk,
            project: group.project,
            decide_on: group.decide_on,
            starts_at: group.starts_at,
            ends_at: group.ends_at,
            timezone: group.timezone,
            rrule: group.rrule,
            cancel_code: group.cancel_code,
            status_reason: group.status_reason,
            intake_closed_at: group.intake_closed_at,
            merged_into_id: group.merged_into_id,
            places_left,
            waiting: row.places.waiting,
            pending_change: row.pending.map(PendingChange::from),
        }
    }
}

/// A person's part in a group to be.
#[derive(Debug, Deserialize, ToSchema)]
pub struct LeaderIn {
    staff_id: StaffId,
    role: LeaderRole,
    /// The first day; the group's first where none is told.
    from_on: Option<NaiveDate>,
    /// The last day; the group's last where none is told.
    until_on: Option<NaiveDate>,
}

impl Serialize for LeaderIn {
    /// As the form of a group has it.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let &Self { staff_id, role, from_on, until_on } = self;
        serializer.serialize_str(&Leading { staff_id, role, from_on, until_on }.in_a_word())
    }
}

/// The fields of a group to make or to change; what is left out stays, or takes what the form of a new group has.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct GroupFields {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "G03", max_length = 12)]
    code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "Ruokapiiri", max_length = 200)]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<GroupKind>,
    #[serde(skip_serializing_if = "Option::is_none")]
    openness: Option<Openness>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    aims: Option<Vec<Aim>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    audience: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    criteria: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    not_for: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    leads_to: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit_id: Option<UnitId>,
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
    municipality: Option<Option<String>>,
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
    venue_id: Option<Option<VenueId>>,
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
    fallback_venue_id: Option<Option<VenueId>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 500)]
    capacity: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, maximum = 500)]
    min_participants: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    languages: Option<Vec<Language>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    leaders: Option<Vec<LeaderIn>>,
    /// Working time in hours.
    #[serde(skip_serializing_if = "Option::is_none")]
    planned_hours: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    budget_cents: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    incentives: Option<String>,
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
    animals: Option<Option<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    risk: Option<String>,
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
    project: Option<Option<String>>,
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
    decide_on: Option<Option<String>>,
}

impl GroupFields {
    /// The fields over those of a form; leaders that are sent are all the leaders there are.
    pub fn over(&self, form: Form) -> Form {
        let form = match &self.leaders {
            Some(_) => PARTS
                .iter()
                .fold(form, |form, part| form.overlay(&json!({part.person: null, part.from: null, part.until: null}))),
            None => form,
        };
        form.overlay(self)
    }
}

/// The faults of the form's parts at the one field that callers send.
pub fn of_leaders(error: Error) -> Error {
    let of_part =
        |fault: &Fault| PARTS.iter().any(|part| [part.person, part.from, part.until].contains(&fault.field.as_ref()));
    let moved = |fault: Fault| if of_part(&fault) { Fault { field: "leaders".into(), ..fault } } else { fault };
    match error {
        Error::Invalid(faults) => Error::Invalid(faults.into_iter().map(moved).collect()),
        other => other,
    }
}

/// Which groups are asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct GroupQuery {
    status: Option<GroupStatus>,
    kind: Option<GroupKind>,
    /// The unit and all below it.
    unit_id: Option<UnitId>,
    municipality: Option<String>,
    /// With places neither taken nor offered.
    has_places: Option<bool>,
    /// Words of the name, or a code.
    q: Option<String>,
}

/// The groups that the caller may see.
#[utoipa::path(get, path = "/groups", tag = "groups", params(GroupQuery, Paging),
    responses((status = OK, body = Listing<Group>), (status = "4XX", body = Problem)))]
pub async fn list(
    by: Viewer,
    State(app): State<App>,
    Query(paging): Query<Paging>,
    Query(asked): Query<GroupQuery>,
) -> Result<axum::Json<Listing<Group>>> {
    let db = app.db.read();
    let units = match asked.unit_id {
        Some(id) => with_below(&unit_options(db).await?, id),
        None => Vec::new(),
    };
    if asked.unit_id.is_some() && units.is_empty() {
        return Err(Error::invalid("unit_id", Code::FaultChoice));
    }
    let filters = Filters {
        q: asked.q.unwrap_or_default(),
        status: asked.status,
        kind: asked.kind,
        units,
        municipality: asked.municipality,
        has_places: asked.has_places.unwrap_or(false),
        weekday: None,
        language: None,
        between: None,
    };
    let rows = queries::listing(db, &by, &filters, paging.cursor.map(GroupId), paging.limit()?).await?;
    paging.listing(rows.into_iter().map(Group::from).collect(), |group| group.id.0)
}

/// Drafts a group; the caller leads it unless `leaders` says otherwise.
#[utoipa::path(post, path = "/groups", tag = "groups", request_body = GroupFields,
    responses((status = CREATED, body = Group), (status = "4XX", body = Problem)))]
pub async fn create(
    by: Viewer,
    once: Once,
    State(app): State<App>,
    Json(new): Json<GroupFields>,
) -> Result<Created<Group>> {
    let input = rules::read(&new.over(rules::blank(by.unit_id, None)))?;
    app.act_once(&by, &once, async |act| {
        let id = service::create_group(act, input).await.map_err(of_leaders)?;
        within_reach(act.tx, &by, id).await?;
        let group = queries::group_row(act.tx, &by, id).await?;
        Ok(Created(format!("/groups/{id}"), group.into()))
    })
    .await
}

/// One group.
#[utoipa::path(get, path = "/groups/{id}", tag = "groups", params(("id" = GroupId, Path)),
    responses((status = OK, body = Group), (status = "4XX", body = Problem)))]
pub async fn show(Path(id): Path<GroupId>, by: Viewer, State(app): State<App>) -> Result<Versioned<Group>> {
    Ok(Versioned(StatusCode::OK, queries::group_row(app.db.read(), &by, id).await?.into()))
}
