//! The list of the slices and of the layers around them: the router that the server runs.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::{Json, Router};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::timeout::RequestBodyDeadlineLayer;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;

use crate::app::App;
use crate::web::caller::{CallerPlaces, Fairness, fairly};
use crate::web::who::{RouteRow, Routes, Who};
use crate::web::{accessibility, api, asset, health, layers, once, problem};
use crate::{
    acts, admin, attendance, calendar, client_pages, data_rights, demo, import, message, people, programme, rating,
    recruitment, referral, statistics, today, venue,
};

/// The largest body of a request that is no import, in bytes.
const BODY: usize = 512 * 1024;
/// The longest that a request may take before it is answered as broken off; its transaction still runs to its end.
const PATIENCE: Duration = Duration::from_mins(1);

/// The list of every route with who may try it, and the router itself.
pub fn router(app: &App) -> (Router, Vec<RouteRow>) {
    let (pages, api, rows) = routes(app).into_parts();
    let (api, document) = OpenApiRouter::with_openapi(api::Document::openapi()).nest("/api/v1", api).split_for_parts();
    let document = Arc::new(document);
    let api = api.route("/api/v1/openapi.json", axum::routing::get(async move || Json((*document).clone())));
    let answers = Router::new().merge(pages.layer(CsrfLayer::new())).merge(api).with_state(app.clone());
    let router = answers
        .clone()
        .layer(from_fn_with_state(answers.clone(), once::read_again))
        .layer(from_fn_with_state(answers, people::send_on))
        .layer(from_fn_with_state(app.clone(), people::ask_again))
        .layer(DefaultBodyLimit::max(BODY))
        .layer(RequestBodyDeadlineLayer::new(Duration::from_secs(app.config.limits.body_seconds)))
        .layer(CatchPanicLayer::new())
        .layer(from_fn_with_state((app.clone(), PATIENCE), layers::run_to_end))
        .layer(from_fn(layers::without_last_slash))
        .layer(from_fn(layers::plain_address))
        .layer(from_fn(layers::short_address))
        .layer(from_fn_with_state(app.clone(), problem::draw))
        .layer(CompressionLayer::new())
        .layer(from_fn(layers::security_headers))
        .layer(from_fn(layers::observe))
        .layer(from_fn_with_state(app.clone(), recruitment::before_router))
        .layer(from_fn_with_state(app.clone(), calendar::before_router))
        .layer(from_fn_with_state(fairness(app), fairly));
    (router, rows)
}

/// What one caller may ask at a time.
fn fairness(app: &App) -> Fairness {
    let config = &app.config;
    let most = config.limits.requests_per_caller;
    Fairness { proxies: config.proxies.clone(), most, requests: CallerPlaces::default() }
}

/// The slices with routes, in the order of the house.
#[rustfmt::skip]
const SLICES: &[fn(&App) -> Routes] = &[
    people::routes,
    venue::routes,
    programme::routes,
    message::routes,
    recruitment::routes,
    referral::routes,
    attendance::routes,
    rating::routes,
    calendar::routes,
    statistics::routes,
    admin::routes,
    acts::routes,
    today::routes,
    client_pages::routes,
    data_rights::routes,
    import::routes,
    demo::mailbox::routes,
];

fn routes(app: &App) -> Routes {
    let own = Routes::new(app).get(Who::Public, asset::PATH, asset::serve).merge(health::routes(app)).get(
        Who::Public,
        accessibility::PATH,
        accessibility::show,
    );
    SLICES.iter().fold(own, |routes, slice| routes.merge(slice(app)))
}
