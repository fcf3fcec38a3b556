//! The gate in front of every route: each says who may try it, and none exists without saying.

use axum::Router;
use axum::extract::{Request, State};
use axum::http::Method;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::MethodRouter;
use entity::state::Role;
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};

use super::once;
use super::refused::AskedFor;
use super::unsent;
use crate::access::rights::{self, Action, Resource};
use crate::access::{self, Viewer};
use crate::app::App;
use crate::error::Error;

/// Where the own password is changed.
pub const NEW_PASSWORD: &str = "/account/password";
/// Where is said whose confirmation the own roles wait for.
pub const WAITING: &str = "/account/waiting";

/// Who may try a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Everybody.
    Public,
    /// Whoever holds the unguessable token in the path.
    Link,
    /// Whoever is signed in, also before the own password was changed and before any role works.
    SignedIn,
    /// Staff whose roles have a line in the table of rights.
    May(Resource, Action),
    /// The same, and also while the browser is in a client's hands, to whom the page shows nothing of anybody.
    InHand(Resource, Action),
}

/// Where the browser of a sign-in is taken back from a client.
pub const HANDED_BACK: &str = "/handed-back";

impl Who {
    /// The roles that may try it; everybody is no list.
    pub fn roles(self) -> Option<Vec<Role>> {
        match self {
            Self::Public | Self::Link | Self::SignedIn => None,
            Self::May(resource, action) | Self::InHand(resource, action) => Some(rights::roles(resource, action)),
        }
    }
}

/// A route as the list of routes shows it.
#[derive(Clone, Debug)]
pub struct RouteRow {
    pub method: Method,
    /// The path with its parameters.
    pub path: String,
    /// Who may try it.
    pub who: Who,
    /// Why an act needs no once-key.
    pub repeatable: Option<&'static str>,
}

/// The routes of a slice, each with its gate.
pub struct Routes {
    app: App,
    pages: Router<App>,
    api: OpenApiRouter<App>,
    rows: Vec<RouteRow>,
}

impl Routes {
    /// No routes yet.
    pub fn new(app: &App) -> Self {
        Self { app: app.clone(), pages: Router::new(), api: OpenApiRouter::new(), rows: Vec::new() }
    }

    /// Adds a page or a file that is read.
    #[must_use]
    pub fn get<H, T>(self, who: Who, path: &'static str, handler: H) -> Self
    where
        H: axum::handler::Handler<T, App>,
        T: 'static,
    {
        self.page(Method::GET, who, path, axum::routing::get(handler))
    }

    /// Adds an act of a form.
    #[must_use]
    pub fn post<H, T>(self, who: Who, path: &'static str, handler: H) -> Self
    where
        H: axum::handler::Handler<T, App>,
        T: 'static,
    {
        let once = from_fn_with_state(self.app.clone(), once::layer);
        self.page(Method::POST, who, path, axum::routing::post(handler).layer(once))
    }

    /// Adds a form that may be sent twice, and why.
    #[must_use]
    pub fn post_repeatable<H, T>(mut self, who: Who, path: &'static str, why: &'static str, handler: H) -> Self
    where
        H: axum::handler::Handler<T, App>,
        T: 'static,
    {
        self = self.page(Method::POST, who, path, axum::routing::post(handler));
        self.rows.last_mut().expect("just added").repeatable = Some(why);
        self
    }

    /// Lists a route that is answered before the router.
    #[must_use]
    pub fn listed(mut self, method: Method, who: Who, path: &'static str) -> Self {
        self.rows.push(RouteRow { method, path: path.to_owned(), who, repeatable: None });
        self
    }

    fn page(mut self, method: Method, who: Who, path: &'static str, route: MethodRouter<App>) -> Self {
        self.rows.push(RouteRow { method, path: path.to_owned(), who, repeatable: None });
        self.pages = self.pages.route(path, gated(&self.app, who, route));
        self
    }

    /// Adds one documented operation of `/api/v1`; `routes!(handler)` of one handler at a time.
    #[must_use]
    pub fn api(mut self, who: Who, (schemas, paths, route): UtoipaMethodRouter<App>) -> Self {
        for (path, item) in &paths.paths {
            let methods = [
                (Method::GET, &item.get),
                (Method::POST, &item.post),
                (Method::PUT, &item.put),
                (Method::PATCH, &item.patch),
                (Method::DELETE, &item.delete),
            ];
            for (method, _) in methods.into_iter().filter(|(_, operation)| operation.is_some()) {
                self.rows.push(RouteRow { method, path: format!("/api/v1{path}"), who, repeatable: None });
            }
        }
        let route = if paths.paths.values().any(|item| item.post.is_some()) {
            route.layer(from_fn_with_state(self.app.clone(), once::layer))
        } else {
            route
        };
        self.api = self.api.routes((schemas, paths, gated(&self.app, who, route)));
        self
    }

    /// Adds the routes of another slice.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.pages = self.pages.merge(other.pages);
        self.api = self.api.merge(other.api);
        self.rows.extend(other.rows);
        self
    }

    /// The pages, the API and the list of both.
    pub fn into_parts(self) -> (Router<App>, OpenApiRouter<App>, Vec<RouteRow>) {
        (self.pages, self.api, self.rows)
    }
}

fn gated(app: &App, who: Who, route: MethodRouter<App>) -> MethodRouter<App> {
    route.layer(from_fn_with_state((app.clone(), who), gate))
}

/// Finds out who asks, and lets the request pass when the table of rights does.
async fn gate(State((app, who)): State<(App, Who)>, mut request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let viewer = access::viewer_of(&app, &mut parts).await;
    let asked = AskedFor::of(&parts);
    request = Request::from_parts(parts, body);
    match (who, viewer) {
        (_, Err(error @ (Error::Internal(_) | Error::Unavailable(_)))) => error.into_response(),
        (Who::Public | Who::Link, viewer) => {
            if let Ok(Some(viewer)) = viewer
                && !viewer.is_handed
            {
                request.extensions_mut().insert(viewer);
            }
            next.run(request).await
        }
        (Who::May(..) | Who::SignedIn, Ok(Some(viewer))) if viewer.is_handed => {
            let to = if request.method() == Method::GET { request.uri().path() } else { "/" };
            Redirect::to(&format!("{HANDED_BACK}?to={to}")).into_response()
        }
        (Who::SignedIn, Ok(Some(viewer))) => {
            request.extensions_mut().insert(viewer.clone());
            let mut response = next.run(request).await;
            asked.log(&app, &viewer, response.status()).await;
            response.extensions_mut().insert(viewer);
            response
        }
        (Who::May(resource, action) | Who::InHand(resource, action), Ok(Some(viewer))) => {
            if let Some(first) = first_page(&viewer) {
                return Redirect::to(first).into_response();
            }
            let mut response = if viewer.may(resource, action) {
                request.extensions_mut().insert(viewer.clone());
                next.run(request).await
            } else {
                Error::Forbidden.into_response()
            };
            asked.log(&app, &viewer, response.status()).await;
            response.extensions_mut().insert(viewer);
            response
        }
        (Who::May(..) | Who::InHand(..) | Who::SignedIn, _) => unsent::refused(request).await,
    }
}

/// Where whoever signs in is led before anything else opens: to change a password that somebody else knows, and to wait
/// for the first role. A token of `/api/v1` stands for itself.
fn first_page(by: &Viewer) -> Option<&'static str> {
    by.sign_in?;
    if by.new_password_first {
        return Some(NEW_PASSWORD);
    }
    by.roles.is_empty().then_some(WAITING)
}
