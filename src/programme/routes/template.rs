//! Templates: groups to plan new ones from.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::SignedCookieJar;
use entity::id::TemplateId;

use crate::access::Act;
use crate::access::Viewer;
use crate::app::App;
use crate::error::{Error, Result};
use crate::programme::{paths, queries, rules, service, views};
use crate::web::form::Form;
use crate::web::list::Asked;
use crate::web::page::{Page, flash};

pub(super) async fn index(page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    let rows = queries::templates(app.db.read()).await?;
    Ok(page.show(&page.t("template-index"), &views::templates(&page, &by, &rows)))
}

pub(super) async fn show(at: paths::ShowTemplate, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    let row = queries::template(app.db.read(), at.id).await?;
    Ok(page.show(&row.name, &views::show_template(&page, &by, &row)))
}

pub(super) async fn new(page: Page, by: Viewer, State(app): State<App>, asked: Asked) -> Result<Response> {
    let form = match asked.form.value("group").parse() {
        Ok(id) => rules::template_of(&queries::readable(app.db.read(), &by, id).await?),
        Err(_) => rules::template_blank(),
    };
    Ok(draw(&page, None, &form))
}

pub(super) async fn edit(at: paths::EditTemplate, page: Page, State(app): State<App>) -> Result<Response> {
    let row = queries::template(app.db.read(), at.id).await?;
    Ok(draw(&page, Some(at.id), &rules::template_form(&row).versioned()))
}

fn draw(page: &Page, id: Option<TemplateId>, form: &Form) -> Response {
    let title = page.t(if id.is_none() { "template-new" } else { "template-edit" });
    let content = views::template_form(page, form, id);
    if form.faults().is_empty() { page.show(&title, &content) } else { page.again(&title, &content) }
}

pub(super) async fn create(
    page: Page,
    by: Viewer,
    State(app): State<App>,
    jar: SignedCookieJar,
    form: Form,
) -> Result<Response> {
    kept(&app, &page, &by, jar, (None, form)).await
}

pub(super) async fn update(
    at: paths::ShowTemplate,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    jar: SignedCookieJar,
    form: Form,
) -> Result<Response> {
    kept(&app, &page, &by, jar, (Some(at.id), form)).await
}

async fn kept(
    app: &App,
    page: &Page,
    by: &Viewer,
    jar: SignedCookieJar,
    (id, form): (Option<TemplateId>, Form),
) -> Result<Response> {
    match save(app, by, id, &form).await {
        Ok(id) => {
            let to = paths::ShowTemplate { id }.to_string();
            Ok((jar.add(flash("template-saved")), Redirect::to(&to)).into_response())
        }
        Err(Error::Invalid(faults)) => Ok(draw(page, id, &form.with(faults))),
        Err(error) => Err(error),
    }
}

async fn save(app: &App, by: &Viewer, id: Option<TemplateId>, form: &Form) -> Result<TemplateId> {
    let input = rules::read_template(form)?;
    let (tx, now) = (app.write().await?, app.clock.now());
    let id = match id {
        None => service::create_template(Act::new(&tx, by.actor(), now), input).await?,
        Some(id) => {
            form.check_version(&rules::template_form(&queries::locked_template(&tx, id).await?))?;
            service::update_template(Act::new(&tx, by.actor(), now), (id, input)).await?;
            id
        }
    };
    tx.commit().await?;
    Ok(id)
}

pub(super) async fn delete(
    at: paths::DeleteTemplate,
    by: Viewer,
    State(app): State<App>,
    jar: SignedCookieJar,
) -> Result<Response> {
    app.act(&by, async |act| service::delete_template(act, at.id).await).await?;
    Ok((jar.add(flash("template-deleted")), Redirect::to(&paths::Templates.to_string())).into_response())
}
