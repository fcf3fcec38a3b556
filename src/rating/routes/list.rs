//! The list of routes.

use axum_extra::routing::TypedPath;
use utoipa_axum::routes;

use super::{goal, mine, paper, place, pulse, tablet};
use crate::access::rights::{Action, Resource};
use crate::app::App;
use crate::rating::{api, paths};
use crate::web::who::{Routes, Who};

const READ: Who = Who::May(Resource::Rating, Action::Read);
const WRITE: Who = Who::May(Resource::Rating, Action::Write);

const IN_HAND: Who = Who::InHand(Resource::Rating, Action::Write);

/// The routes of ratings and goals.
pub fn routes(app: &App) -> Routes {
    Routes::new(app)
        .get(READ, paths::Show::PATH, place::show)
        .get(READ, paths::Summary::PATH, place::copy)
        .get(IN_HAND, paths::New::PATH, tablet::new)
        .post_repeatable(WRITE, paths::Hand::PATH, "what is in a client's hands stays there", tablet::hand)
        .post(IN_HAND, paths::New::PATH, tablet::create)
        .get(IN_HAND, paths::Done::PATH, tablet::done)
        .post(WRITE, paths::Ask::PATH, paper::ask)
        .get(WRITE, paths::Paper::PATH, paper::print)
        .get(WRITE, paths::KeyIn::PATH, paper::key_in)
        .post(WRITE, paths::KeyIn::PATH, paper::keyed_in)
        .get(WRITE, paths::Unanswered::PATH, place::why_unanswered)
        .post(WRITE, paths::Unanswered::PATH, place::unanswered)
        .post(WRITE, paths::Goals::PATH, goal::add)
        .get(WRITE, paths::Goal::PATH, goal::edit)
        .post(WRITE, paths::Goal::PATH, goal::correct)
        .post(WRITE, paths::Retire::PATH, goal::retire)
        .get(WRITE, paths::Assess::PATH, goal::show)
        .post(WRITE, paths::Assess::PATH, goal::assess)
        .get(WRITE, paths::Pulse::PATH, pulse::show)
        .get(WRITE, paths::PulseForms::PATH, pulse::print)
        .get(Who::Link, paths::Mine::PATH, mine::show)
        .post(Who::Link, paths::Mine::PATH, mine::answer)
        .api(READ, routes!(api::ratings))
        .api(WRITE, routes!(api::rate))
        .api(READ, routes!(api::requests))
        .api(WRITE, routes!(api::ask))
        .api(WRITE, routes!(api::unanswered))
        .api(READ, routes!(api::goals))
        .api(WRITE, routes!(api::add_goal))
        .api(WRITE, routes!(api::correct_goal))
        .api(WRITE, routes!(api::retire_goal))
        .api(WRITE, routes!(api::assess))
}
