//! Templates: groups to plan new ones from.

use axum::extract::State;
use axum::response::Response;
use entity::id::TemplateId;

use crate::access::Viewer;
use crate::access::once::Once;
use crate::app::App;
use crate::error::Result;
use crate::programme::{paths, queries, rules, service, views};
use crate::web::done::Done;
use crate::web::form::Form;
use crate::web::list::ListQuery;
use crate::web::page::Page;

pub(super) async fn index(page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    let rows = queries::templates(app.db.read()).await?;
    Ok(page.show(&page.t("template-index"), &views::templates(&page, &by, &rows)))
}

pub(super) async fn show(at: paths::ShowTemplate, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    let row = queries::template(app.db.read(), at.id).await?;
    Ok(page.show(&row.name, &views::show_template(&page, &by, &row)))
}

pub(super) async fn new(page: Page, by: Viewer, State(app): State<App>, asked: ListQuery) -> Result<Response> {
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
    page.show_form(form, &title, &content)
}

pub(super) async fn create(page: Page, by: Viewer, State(app): State<App>, once: Once, form: Form) -> Result<Response> {
    save_template(&app, &page, &by, &once, None, form).await
}

pub(super) async fn update(
    at: paths::ShowTemplate,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    once: Once,
    form: Form,
) -> Result<Response> {
    save_template(&app, &page, &by, &once, Some(at.id), form).await
}

async fn save_template(
    app: &App,
    page: &Page,
    by: &Viewer,
    once: &Once,
    id: Option<TemplateId>,
    form: Form,
) -> Result<Response> {
    let done = save(app, by, once, id, &form).await;
    form.or_again(done, async |form| Ok(draw(page, id, &form))).await
}

async fn save(app: &App, by: &Viewer, once: &Once, id: Option<TemplateId>, form: &Form) -> Result<Done> {
    let input = rules::read_template(form)?;
    app.act_once(by, once, async |act| {
        let id = match id {
            None => service::create_template(act, input).await?,
            Some(id) => {
                form.check_version(&rules::template_form(&queries::locked_template(act.tx, id).await?))?;
                service::update_template(act, id, input).await?;
                id
            }
        };
        Ok(Done::at(paths::ShowTemplate { id }).saying("template-saved"))
    })
    .await
}

pub(super) async fn delete(at: paths::DeleteTemplate, by: Viewer, State(app): State<App>, once: Once) -> Result<Done> {
    app.act_once(&by, &once, async |act| {
        service::delete_template(act, at.id).await?;
        Ok(Done::at(paths::Templates).saying("template-deleted"))
    })
    .await
}
