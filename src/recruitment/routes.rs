//! The routes of recruitment, gathered from its parts.

use axum_extra::routing::TypedPath;

use super::{application, open, paths, promotion};
use crate::access::rights::{Action, Resource};
use crate::app::App;
use crate::web::who::{Routes, Who};

const DECIDE: Who = Who::May(Resource::ReferralDecision, Action::Write);
const LOOK_AFTER: Who = Who::May(Resource::Group, Action::Write);

/// The routes of recruitment.
pub fn routes(app: &App) -> Routes {
    Routes::new(app)
        .get(Who::Public, paths::Programme::PATH, open::routes::programme)
        .get(Who::Public, paths::Data::PATH, open::routes::data)
        .get(Who::Public, paths::Card::PATH, open::routes::card)
        .get(Who::Public, paths::Short::PATH, promotion::routes::short)
        .get(Who::Public, paths::Apply::PATH, application::routes::new)
        .get(Who::Public, paths::Sent::PATH, application::routes::sent)
        .get(Who::Link, paths::Confirm::PATH, application::routes::confirm)
        .post(Who::Link, paths::Withdraw::PATH, application::routes::withdrawn)
        .get(DECIDE, paths::Applications::PATH, application::routes::list)
        .get(LOOK_AFTER, paths::Recruitment::PATH, promotion::routes::show)
        .post(LOOK_AFTER, paths::Codes::PATH, promotion::routes::create_code)
        .get(LOOK_AFTER, paths::Poster::PATH, promotion::routes::poster)
}
