//! The pages of the programme.

mod calendar;
mod group;
mod schedule;
mod session;

pub use group::card;
pub(super) use group::{with_below, within_reach};
pub use session::{session_page, unconfirmed};

use axum_extra::routing::TypedPath;
use utoipa_axum::routes;

use super::{api, paths};
use crate::app::App;
use crate::people::rights::{Act, Resource};
use crate::web::who::{Routes, Who};

const READ: Who = Who::May(Resource::Group, Act::Read);
const WRITE: Who = Who::May(Resource::Group, Act::Write);
const DECIDE: Who = Who::May(Resource::Approval, Act::Write);
const STAFF: Who = Who::May(Resource::Organisation, Act::Read);

/// The routes of the programme.
pub fn routes(app: &App) -> Routes {
    pages(app)
        .api(STAFF, routes!(api::staff::units))
        .api(STAFF, routes!(api::staff::staff))
        .api(READ, routes!(api::group::list))
        .api(WRITE, routes!(api::group::create))
        .api(READ, routes!(api::group::show))
        .api(WRITE, routes!(api::group::update))
        .api(WRITE, routes!(api::schedule::put))
        .api(READ, routes!(api::session::list))
        .api(WRITE, routes!(api::session::create))
        .api(READ, routes!(api::session::show))
        .api(WRITE, routes!(api::session::update))
}

fn pages(app: &App) -> Routes {
    Routes::new(app)
        .get(READ, paths::Index::PATH, group::index)
        .get(READ, paths::Csv::PATH, group::csv)
        .get(WRITE, paths::New::PATH, group::new)
        .post(WRITE, paths::Index::PATH, group::create)
        .get(READ, paths::Show::PATH, group::show)
        .get(WRITE, paths::Edit::PATH, group::edit)
        .post(WRITE, paths::Show::PATH, group::update)
        .post(DECIDE, paths::Approve::PATH, group::approve)
        .get(DECIDE, paths::Approvals::PATH, group::approvals)
        .get(WRITE, paths::Schedule::PATH, schedule::edit)
        .post(WRITE, paths::Schedule::PATH, schedule::update)
        .get(READ, paths::Sessions::PATH, session::index)
        .post(WRITE, paths::Sessions::PATH, session::create)
        .get(READ, paths::ShowSession::PATH, session::show)
        .post(WRITE, paths::ShowSession::PATH, session::update)
        .post(WRITE, paths::HoldSession::PATH, session::hold)
        .get(READ, paths::Calendar::PATH, calendar::show)
}
