//! Breaks and seasons.

use axum::extract::State;
use axum::response::Response;
use entity::id::{BreakId, SeasonId};
use entity::state::Role;

use super::with_below;
use crate::access::Viewer;
use crate::access::once::Once;
use crate::app::App;
use crate::error::{Code, Error, Result};
use crate::people::{UnitRow, unit_options};
use crate::programme::views::{self, InBreak};
use crate::programme::{paths, queries, rules, service};
use crate::web::done::Done;
use crate::web::form::Form;
use crate::web::page::Page;

pub(super) async fn breaks(page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    let rows = queries::breaks(app.db.read()).await?;
    Ok(page.show(&page.t("break-index"), &views::breaks(&page, &by, &rows)))
}

pub(super) async fn show_break(
    at: paths::ShowBreak,
    page: Page,
    by: Viewer,
    State(app): State<App>,
) -> Result<Response> {
    let db = app.db.read();
    let pause = queries::one_break(db, at.id).await?;
    let units = unit_options(db).await?;
    let below = pause.unit_id.map(|unit| with_below(&units, unit));
    let (sessions, opened) = queries::break_conflicts(db, &by, page.now, page.zone, &pause, below.as_deref()).await?;
    let unit = pause.unit_id.and_then(|id| units.iter().find(|unit| unit.id == id)).map(|unit| unit.name.as_str());
    let may_write = queries::writable_breaks(db, &by).await?.contains(&at.id);
    let within = InBreak { unit, sessions: &sessions, opened: &opened, may_write };
    Ok(page.show(&pause.name, &views::show_break(&page, &pause, &within)))
}

pub(super) async fn new_break(page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    let of_all = may_pause_all(&unit_options(app.db.read()).await?, &by);
    let form = Form::default().set_some("unit_id", (!of_all).then_some(by.unit_id));
    draw_break(&app, &page, &by, None, &form).await
}

pub(super) async fn edit_break(
    at: paths::EditBreak,
    page: Page,
    by: Viewer,
    State(app): State<App>,
) -> Result<Response> {
    let pause = queries::writable_break(app.db.read(), &by, at.id).await?;
    draw_break(&app, &page, &by, Some(at.id), &rules::break_form(&pause).versioned()).await
}

/// Whether a break of the person may be everybody's: the administrator's, and that of a manager of the whole.
fn may_pause_all(units: &[UnitRow], by: &Viewer) -> bool {
    by.is(Role::Administrator) || units.iter().any(|unit| unit.id == by.unit_id && unit.parent_id.is_none())
}

async fn draw_break(app: &App, page: &Page, by: &Viewer, id: Option<BreakId>, form: &Form) -> Result<Response> {
    let units = unit_options(app.db.read()).await?;
    let of_all = may_pause_all(&units, by);
    let within = |unit: &UnitRow| by.is(Role::Administrator) || by.units.contains(&unit.id);
    let units: Vec<UnitRow> = units.into_iter().filter(within).collect();
    let title = page.t(if id.is_none() { "break-new" } else { "break-edit" });
    let content = views::break_form(page, form, id, &units, of_all);
    Ok(page.show_form(form, &title, &content))
}

pub(super) async fn create_break(
    page: Page,
    by: Viewer,
    State(app): State<App>,
    once: Once,
    form: Form,
) -> Result<Response> {
    kept_break(&app, &page, &by, &once, None, form).await
}

pub(super) async fn update_break(
    at: paths::ShowBreak,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    once: Once,
    form: Form,
) -> Result<Response> {
    kept_break(&app, &page, &by, &once, Some(at.id), form).await
}

async fn kept_break(
    app: &App,
    page: &Page,
    by: &Viewer,
    once: &Once,
    id: Option<BreakId>,
    form: Form,
) -> Result<Response> {
    let done = save_break(app, by, once, id, &form).await;
    form.or_again(done, async |form| draw_break(app, page, by, id, &form).await).await
}

async fn save_break(app: &App, by: &Viewer, once: &Once, id: Option<BreakId>, form: &Form) -> Result<Done> {
    app.act_once(by, once, async |act| {
        if let Some(id) = id {
            form.check_version(&rules::break_form(&queries::locked_break(act.tx, by, id).await?))?;
        }
        let input = rules::read_break(form)?;
        let id = match id {
            None => service::create_break(act, input).await?,
            Some(id) => {
                service::update_break(act, id, input).await?;
                id
            }
        };
        // Nobody sets a break for units out of their own reach.
        match queries::writable_break(act.tx, by, id).await {
            Ok(_) => Ok(Done::at(paths::ShowBreak { id }).saying("break-saved")),
            Err(Error::NotFound) => Err(Error::invalid("unit_id", Code::BreakOutOfReach)),
            Err(error) => Err(error),
        }
    })
    .await
}

pub(super) async fn delete_break(
    at: paths::DeleteBreak,
    by: Viewer,
    State(app): State<App>,
    once: Once,
) -> Result<Done> {
    app.act_once(&by, &once, async |act| {
        queries::writable_break(act.tx, &by, at.id).await?;
        service::delete_break(act, at.id).await?;
        Ok(Done::at(paths::Breaks).saying("break-deleted"))
    })
    .await
}

pub(super) async fn seasons(page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    let rows = queries::seasons(app.db.read()).await?;
    Ok(page.show(&page.t("season-index"), &views::seasons(&page, &by, &rows)))
}

pub(super) async fn new_season(page: Page) -> Response {
    draw_season(&page, None, &Form::default())
}

pub(super) async fn edit_season(at: paths::EditSeason, page: Page, State(app): State<App>) -> Result<Response> {
    let row = queries::season(app.db.read(), at.id).await?;
    Ok(draw_season(&page, Some(at.id), &rules::season_form(&row).versioned()))
}

fn draw_season(page: &Page, id: Option<SeasonId>, form: &Form) -> Response {
    let title = page.t(if id.is_none() { "season-new" } else { "season-edit" });
    let content = views::season_form(page, form, id);
    page.show_form(form, &title, &content)
}

pub(super) async fn create_season(
    page: Page,
    by: Viewer,
    State(app): State<App>,
    once: Once,
    form: Form,
) -> Result<Response> {
    kept_season(&app, &page, &by, &once, None, form).await
}

pub(super) async fn update_season(
    at: paths::ShowSeason,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    once: Once,
    form: Form,
) -> Result<Response> {
    kept_season(&app, &page, &by, &once, Some(at.id), form).await
}

async fn kept_season(
    app: &App,
    page: &Page,
    by: &Viewer,
    once: &Once,
    id: Option<SeasonId>,
    form: Form,
) -> Result<Response> {
    let done = save_season(app, by, once, id, &form).await;
    form.or_again(done, async |form| Ok(draw_season(page, id, &form))).await
}

async fn save_season(app: &App, by: &Viewer, once: &Once, id: Option<SeasonId>, form: &Form) -> Result<Done> {
    let input = rules::read_season(form)?;
    app.act_once(by, once, async |act| {
        match id {
            None => {
                service::create_season(act, input).await?;
            }
            Some(id) => {
                form.check_version(&rules::season_form(&queries::locked_season(act.tx, id).await?))?;
                service::update_season(act, id, input).await?;
            }
        }
        Ok(Done::at(paths::Seasons).saying("season-saved"))
    })
    .await
}
