//! The page of what is due to be erased.

use axum::extract::State;
use axum::response::Response;
use axum_extra::routing::TypedPath;
use entity::client;
use maud::{Markup, html};

use super::paths;
use super::retention::{self, DueCounts};
use crate::access::Viewer;
use crate::access::once::Once;
use crate::app::App;
use crate::audit::{self, LoggedChange};
use crate::config::RetentionYears;
use crate::error::Result;
use crate::text::t_with;
use crate::web::components::{Confirm, Crumb, breadcrumbs, card, empty_state, page_header};
use crate::web::done::Done;
use crate::web::icon::Icon;
use crate::web::page::Page;

/// So many clients are shown by name.
const SHOWN: u64 = 50;

/// What is due, by whose law, and the first of those whom it concerns.
pub async fn show(page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    let kept = app.config.retention;
    let (due, first) = app
        .act(&by, async |act| {
            let due = retention::due(act.tx, act.zone, act.now, kept).await?;
            let first = retention::due_first(act.tx, act.zone, act.now, kept, SHOWN).await?;
            let seen: Vec<_> = first.iter().map(|client| client.id).collect();
            audit::seen_all(act, &seen, "client.retention").await?;
            Ok((due, first))
        })
        .await?;
    Ok(page.show(&page.t("retention-title"), &view(&page, kept, due, &first)))
}

/// Erases what is due, apart from the request: it may be much.
pub async fn erase(by: Viewer, State(app): State<App>, once: Once) -> Result<Done> {
    let done = app.act_once(&by, &once, async |act| {
        audit::changed(act, LoggedChange::about("retention.confirmed", "retention", None)).await?;
        Ok(Done::at(paths::Retention::PATH).saying("retention-begun"))
    });
    let done = done.await?;
    let working = app.clone();
    app.tracker.spawn(async move {
        if let Err(error) = retention::erase_due(&working, by.actor()).await {
            tracing::error!(%error, "what is due was not all erased; it is asked about again");
        }
    });
    Ok(done)
}

fn view(page: &Page, kept: RetentionYears, due: DueCounts, first: &[client::Model]) -> Markup {
    let index = page.t("log-title");
    let counted = |key: &str, n: u64, years: u32| {
        let args = [("n", i64::try_from(n).unwrap_or(i64::MAX).into()), ("years", i64::from(years).into())];
        t_with(page.language, key, &args)
    };
    let (label, follows) = (page.t("retention-erase"), page.t("retention-follows"));
    html! {
        (breadcrumbs(page.language, &[Crumb { href: paths::Index::PATH, label: &index }]))
        (page_header(&page.t("retention-title"), page.t("retention-lead"), ""))
        @if due.is_none() { (empty_state(Icon::Check, &page.t("retention-none"), "")) } @else {
            (card(&page.t("retention-due"), html! {
                ul {
                    li { (counted("retention-clients", due.clients, kept.client_years)) }
                    li { (counted("retention-staff", due.staff, kept.staff_years)) }
                }
                (Confirm { label: &label, consequence: &follows, action: paths::Retention::PATH, button: &label })
            }))
            @if !first.is_empty() {
                (card(&page.t("retention-first"), html! {
                    ul { @for client in first {
                        li {
                            a href=(paths::Show { id: client.id }) { (client.name) }
                            @if let Some(number) = &client.external_ref { span.soft { " " (number) } }
                        }
                    } }
                }))
            }
        }
        p.soft { (page.t("retention-kept")) }
    }
}
