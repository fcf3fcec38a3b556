//! Which page of the programme stands at which address, and who may try it.

use axum_extra::routing::TypedPath;
use utoipa_axum::routes;

use super::{calendar, group, session, template, year};
use crate::access::rights::{Action, Resource};
use crate::app::App;
use crate::programme::{api, paths};
use crate::web::who::{Routes, Who};

const READ: Who = Who::May(Resource::Group, Action::Read);
const WRITE: Who = Who::May(Resource::Group, Action::Write);
const DECIDE: Who = Who::May(Resource::Approval, Action::Write);
const TEMPLATES: Who = Who::May(Resource::Template, Action::Read);
const SHAPE: Who = Who::May(Resource::Template, Action::Write);
const SEASONS: Who = Who::May(Resource::Season, Action::Read);
const DIVIDE: Who = Who::May(Resource::Season, Action::Write);
const BREAKS: Who = Who::May(Resource::Break, Action::Read);
const PAUSE: Who = Who::May(Resource::Break, Action::Write);

/// The routes of the programme.
pub fn routes(app: &App) -> Routes {
    pages(app)
        .merge(year_pages(app))
        .merge(template_pages(app))
        .api(READ, routes!(api::group::list))
        .api(WRITE, routes!(api::group::create))
        .api(READ, routes!(api::group::show))
        .api(READ, routes!(api::session::list))
        .api(READ, routes!(api::session::show))
}

fn pages(app: &App) -> Routes {
    Routes::new(app)
        .get(READ, paths::Index::PATH, group::index)
        .get(READ, paths::Csv::PATH, group::csv)
        .get(WRITE, paths::New::PATH, group::new)
        .post(WRITE, paths::Index::PATH, group::create)
        .get(READ, paths::Show::PATH, group::show)
        .get(WRITE, paths::Edit::PATH, group::edit)
        .get(DECIDE, paths::Approvals::PATH, group::approvals)
        .get(READ, paths::Sessions::PATH, session::index)
        .get(READ, paths::ShowSession::PATH, session::show)
        .get(READ, paths::Calendar::PATH, calendar::show)
}

fn year_pages(app: &App) -> Routes {
    Routes::new(app)
        .get(BREAKS, paths::Breaks::PATH, year::breaks)
        .get(PAUSE, paths::NewBreak::PATH, year::new_break)
        .post(PAUSE, paths::Breaks::PATH, year::create_break)
        .get(BREAKS, paths::ShowBreak::PATH, year::show_break)
        .get(PAUSE, paths::EditBreak::PATH, year::edit_break)
        .post(PAUSE, paths::ShowBreak::PATH, year::update_break)
        .post(PAUSE, paths::DeleteBreak::PATH, year::delete_break)
        .get(SEASONS, paths::Seasons::PATH, year::seasons)
        .get(DIVIDE, paths::NewSeason::PATH, year::new_season)
        .post(DIVIDE, paths::Seasons::PATH, year::create_season)
        .get(DIVIDE, paths::EditSeason::PATH, year::edit_season)
        .post(DIVIDE, paths::ShowSeason::PATH, year::update_season)
}

fn template_pages(app: &App) -> Routes {
    Routes::new(app)
        .get(TEMPLATES, paths::Templates::PATH, template::index)
        .get(SHAPE, paths::NewTemplate::PATH, template::new)
        .post(SHAPE, paths::Templates::PATH, template::create)
        .get(TEMPLATES, paths::ShowTemplate::PATH, template::show)
        .get(SHAPE, paths::EditTemplate::PATH, template::edit)
        .post(SHAPE, paths::ShowTemplate::PATH, template::update)
        .post(SHAPE, paths::DeleteTemplate::PATH, template::delete)
}
