//! The choice of a key worker.

use entity::id::ClientId;
use maud::{Markup, html};

use super::super::paths;
use super::super::queries::WorkerOption;
use crate::web::components::{Button, Choice, Tone, notice, once_field, page_header};
use crate::web::form::Form;
use crate::web::page::Page;

/// The form, with who keeps the client now.
pub fn form(
    page: &Page,
    form: &Form,
    name: &str,
    id: ClientId,
    workers: &[WorkerOption],
    keeper: Option<&WorkerOption>,
) -> Markup {
    let fields = form.fields(page.language);
    let workers: Vec<&WorkerOption> = workers.iter().filter(|worker| worker.works).collect();
    let ids: Vec<String> = workers.iter().map(|worker| worker.id.to_string()).collect();
    let choose = page.t("client-give-choose");
    let mut choices = vec![Choice::new("", &choose)];
    choices.extend(workers.iter().zip(&ids).map(|(worker, id)| Choice::new(id, &worker.name)));
    html! {
        (page_header(&page.t("client-give"), name, ""))
        (fields.summary())
        @match keeper {
            Some(keeper) => p { (page.t("client-key-worker")) ": " (keeper.name) },
            None => (notice(Tone::Info, page.t("client-give-nobody"))),
        }
        form.card.narrow novalidate method="post" action=(paths::KeyWorker { id }) {
            (once_field())
            (fields.field("key_worker_id", &page.t("client-key-worker")).required().select(&choices))
            div.actions { (Button::primary(&page.t("client-give-do")).submit()) }
        }
    }
}
