//! The pages of the mailbox and the gallery.

use axum::extract::State;
use axum::response::Response;

use super::sent::Sent;
use super::views;
use crate::app::App;
use crate::error::Result;
use crate::web::gallery::gallery;
use crate::web::page::Page;
use crate::web::who::{Routes, Who};

/// The most messages shown.
const SHOWN: usize = 200;

/// The routes of the mailbox and the gallery: none outside the demo.
pub fn routes(app: &App) -> Routes {
    let routes = Routes::new(app);
    if !app.config.demo {
        return routes;
    }
    routes.get(Who::Public, "/demo/mailbox", index).get(Who::Public, "/demo/components", components)
}

async fn components(page: Page) -> Response {
    page.show("Components", &gallery(page.language))
}

async fn index(page: Page, State(app): State<App>) -> Result<Response> {
    let mails = app.mailer.kept().into_iter().map(Sent::Mail);
    let mut sent: Vec<Sent> = mails.chain(app.sms.kept().into_iter().map(Sent::Text)).collect();
    sent.sort_by_key(|sent| std::cmp::Reverse(sent.at()));
    sent.truncate(SHOWN);
    Ok(page.show(&page.t("mailbox-title"), &views::index(&page, &sent)))
}
