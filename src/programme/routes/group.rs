//! Groups: the list, the card, the form, the steps.

use axum::extract::State;
use axum::response::Response;
use chrono::Days;
use chrono_tz::Tz;
use entity::id::{GroupId, StaffId, TemplateId, UnitId, VenueId};
use entity::state::{GroupKind, GroupStatus, Language};
use entity::{group, season};
use sea_orm::{ConnectionTrait, EntityTrait};

use crate::access::once::Once;
use crate::access::rights::{Action, Resource};
use crate::access::{Manager, Viewer};
use crate::app::App;
use crate::error::{Code, Error, Result};
use crate::local_time::midnight;
use crate::people::{UnitRow, unit_and_above, unit_options};
use crate::programme::queries::{self, Filters};
use crate::programme::rule::WEEKDAYS;
use crate::programme::views::{self, Approved, GroupCard, GroupFormChoices, May, Narrowing};
use crate::programme::{paths, rules, service};
use crate::venue;
use crate::web::done::Done;
use crate::web::form::Form;
use crate::web::list::{ListQuery, csv_file};
use crate::web::page::Page;

/// More plans than ever wait for one supervisor.
const MOST: u64 = 1000;

/// What a list asks for; a code that is none narrows nothing.
fn filters(asked: &ListQuery, units: &[UnitRow], seasons: &[season::Model], zone: Tz) -> Filters {
    let value = |name: &str| asked.form.value(name);
    let text = |name: &str| Some(value(name).to_owned()).filter(|text| !text.is_empty());
    Filters {
        q: value("q").to_owned(),
        status: GroupStatus::from_code(value("status")),
        kind: GroupKind::from_code(value("kind")),
        units: value("unit_id").parse().map(|id| with_below(units, id)).unwrap_or_default(),
        municipality: text("municipality"),
        has_places: asked.form.ticked("has_places"),
        weekday: text("weekday").filter(|day| WEEKDAYS.iter().any(|known| known.0 == day)),
        language: Language::from_code(value("language")),
        between: seasons
            .iter()
            .find(|season| season.id.to_string() == value("season"))
            .map(|season| (midnight(zone, season.starts_on), midnight(zone, season.ends_on + Days::new(1)))),
    }
}

/// A unit and all below it.
pub(in crate::programme) fn with_below(units: &[UnitRow], top: UnitId) -> Vec<UnitId> {
    units.iter().map(|unit| unit.id).filter(|id| unit_and_above(units, *id).contains(&top)).collect()
}

pub(super) async fn index(page: Page, by: Viewer, State(app): State<App>, asked: ListQuery) -> Result<Response> {
    let db = app.db.read();
    let (units, seasons) = (unit_options(db).await?, queries::seasons(db).await?);
    let (groups, total) = queries::page(db, &by, &asked, &filters(&asked, &units, &seasons, page.zone)).await?;
    let municipalities = queries::municipalities(db, GroupStatus::ALL).await?;
    let narrowing = Narrowing { units: &units, municipalities: &municipalities, seasons: &seasons };
    let content = views::index(&page, &by, &asked, &groups, total, &narrowing);
    Ok(page.show(&page.t("group-index"), &content))
}

pub(super) async fn csv(page: Page, by: Viewer, State(app): State<App>, asked: ListQuery) -> Result<Response> {
    let db = app.db.read();
    let (units, seasons) = (unit_options(db).await?, queries::seasons(db).await?);
    let groups = queries::all(db, &by, &asked, &filters(&asked, &units, &seasons, page.zone)).await?;
    csv_file("piiri-groups", views::csv(&page, &groups))
}

pub(super) async fn new(page: Page, by: Viewer, State(app): State<App>, asked: ListQuery) -> Result<Response> {
    let db = app.db.read();
    let leader = by.is(entity::state::Role::Leader).then_some(by.staff_id);
    let (template, copy) = (asked.form.value("template"), asked.form.value("copy"));
    let form = if let Ok(id) = template.parse() {
        rules::blank_of(&queries::template(db, id).await?, by.unit_id, leader)
    } else if let Ok(id) = copy.parse() {
        let row = queries::group_row(db, &by, id).await?;
        rules::copied(&row.group, &row.leaders)
    } else {
        rules::blank(by.unit_id, leader)
    };
    group_form_page(&app, &page, None, &form).await
}

pub(super) async fn edit(at: paths::Edit, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    queries::writable(app.db.read(), &by, Resource::Group, at.id).await?;
    let row = queries::group_row(app.db.read(), &by, at.id).await?;
    group_form_page(&app, &page, Some(at.id), &rules::form_as_asked(&row).versioned()).await
}

pub(super) async fn create(page: Page, by: Viewer, State(app): State<App>, once: Once, form: Form) -> Result<Response> {
    let done = save(&app, &by, &once, &form).await;
    form.or_again(done, async |form| group_form_page(&app, &page, None, &form).await).await
}

/// A new group goes on with its times, and what its template says of them.
fn drafted(id: GroupId, form: &Form) -> Done {
    let schedule = paths::Schedule { id };
    let to = match form.value("template").parse::<TemplateId>() {
        Ok(template) => format!("{schedule}?template={template}"),
        Err(_) => schedule.to_string(),
    };
    Done::at(to).saying("group-drafted")
}

async fn save(app: &App, by: &Viewer, once: &Once, form: &Form) -> Result<Done> {
    app.act_once(by, once, async |act| {
        let id = service::create_group(act, rules::read(form)?).await?;
        within_reach(act.tx, by, id).await?;
        Ok(drafted(id, form))
    })
    .await
}

/// Nobody plans a group out of their own reach.
pub async fn within_reach(tx: &sea_orm::DatabaseTransaction, by: &Viewer, id: GroupId) -> Result<group::Model> {
    match queries::writable(tx, by, Resource::Group, id).await {
        Err(Error::NotFound) => Err(Error::invalid("unit_id", Code::GroupOutOfReach)),
        other => other,
    }
}

/// The form of a group, or of a new one, as it stands or as it was typed.
pub async fn group_form_page(app: &App, page: &Page, id: Option<GroupId>, form: &Form) -> Result<Response> {
    let db = app.db.read();
    let venues: Vec<VenueId> = form.ids(&["venue_id", "fallback_venue_id"]);
    let leaders: Vec<StaffId> = form.ids(&rules::PARTS.iter().map(|part| part.person).collect::<Vec<_>>());
    let from = GroupFormChoices {
        units: unit_options(db).await?,
        venues: venue::options(db, &venues).await?,
        staff: queries::staff_options(db, &leaders).await?,
        approved: match id {
            Some(id) => approved(db, id).await?,
            None => None,
        },
        templates: if id.is_none() { queries::templates(db).await? } else { Vec::new() },
    };
    let title = page.t(if id.is_none() { "group-new" } else { "group-edit" });
    let content = views::form(page, form, id, &from);
    Ok(page.show_form(form, &title, &content))
}

/// What stands of a group where something else is asked for.
async fn approved(db: &impl ConnectionTrait, id: GroupId) -> Result<Option<Approved>> {
    let (Some(waits), Some(group)) =
        (queries::pending_change(db, id).await?, group::Entity::find_by_id(id).one(db).await?)
    else {
        return Ok(None);
    };
    Ok(Some(Approved {
        minutes: waits.planned_minutes.map(|_| group.planned_minutes),
        budget_cents: waits.budget_cents.map(|_| group.budget_cents),
    }))
}

pub(super) async fn show(at: paths::Show, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    card(&app, &page, &by, at.id, &Form::default()).await
}

/// The card of a group; a form with faults is shown as it was typed.
pub async fn card(app: &App, page: &Page, by: &Viewer, id: GroupId, form: &Form) -> Result<Response> {
    let db = app.db.read();
    let row = queries::group_row(db, by, id).await?;
    let rounds = queries::approvals(db, id).await?;
    let ended = row.group.status == GroupStatus::Ended;
    let may = May {
        write: may(app, by, Resource::Group, id).await?,
        decide: may(app, by, Resource::Approval, id).await?,
        undo_end: queries::may_undo_end(db, id, page.now).await?,
        sheets_missing: if ended { queries::sheets_missing(db, page.now, id).await? } else { 0 },
    };
    let asked = row.pending.as_ref().map(|waits| rules::AskedChange::of(waits, page.zone));
    let foreseen = match &asked {
        Some(asked) => queries::foreseen(db, page.now, &row.group, asked).await?,
        None => None,
    };
    let content =
        views::show(page, by, &GroupCard { row: &row, rounds: &rounds, foreseen: foreseen.as_ref() }, may, form);
    let faulty = !form.faults().is_empty();
    Ok(if faulty { page.again(&row.group.name, &content) } else { page.show(&row.group.name, &content) })
}

/// Whether the person may change this of the group.
pub(super) async fn may(app: &App, by: &Viewer, resource: Resource, id: GroupId) -> Result<bool> {
    if !by.may(resource, Action::Write) {
        return Ok(false);
    }
    match queries::writable(app.db.read(), by, resource, id).await {
        Ok(_) => Ok(true),
        Err(Error::NotFound) => Ok(false),
        Err(error) => Err(error),
    }
}

pub(super) async fn approvals(page: Page, by: Manager, State(app): State<App>) -> Result<Response> {
    let plans = queries::pending(app.db.read(), &by, MOST).await?;
    Ok(page.show(&page.t("approval-index"), &views::queue(&page, &plans)))
}
