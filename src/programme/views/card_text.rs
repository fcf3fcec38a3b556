//! The free texts of a card: each is one line here, drawn by the forms and told on the pages of groups and templates.

use maud::{Markup, html};

use crate::web::form::Form;
use crate::web::page::Page;

/// A free text of a card.
#[derive(Clone, Copy)]
pub(super) struct CardText {
    field: &'static str,
    /// The key of its name; that of its hint is the same with `-hint`.
    label: &'static str,
    has_hint: bool,
    /// How many rows it is drawn in.
    rows: u8,
}

/// What happens there.
pub(super) const SUMMARY: &[CardText] =
    &[CardText { field: "summary", label: "group-summary", has_hint: true, rows: 4 }];
/// For whom it is; of groups and templates.
pub(super) const WHOM: &[CardText] = &[
    CardText { field: "audience", label: "group-audience", has_hint: true, rows: 2 },
    CardText { field: "criteria", label: "group-criteria", has_hint: true, rows: 3 },
];
/// What only a group says.
pub(super) const OF_GROUPS: &[CardText] = &[
    CardText { field: "not_for", label: "group-not-for", has_hint: false, rows: 2 },
    CardText { field: "leads_to", label: "group-leads-to", has_hint: false, rows: 2 },
];
/// What it takes; of groups and templates.
pub(super) const RESOURCES: &[CardText] = &[
    CardText { field: "incentives", label: "group-incentives", has_hint: true, rows: 2 },
    CardText { field: "risk", label: "group-risk", has_hint: true, rows: 3 },
];

/// The fields of texts.
pub(super) fn text_fields(page: &Page, form: &Form, texts: &[CardText]) -> Markup {
    let fields = form.fields(page.language);
    let draw = |text: &CardText| {
        let (label, hint) = (page.t(text.label), text.has_hint.then(|| page.t(&format!("{}-hint", text.label))));
        let field = fields.field(text.field, &label);
        match &hint {
            Some(hint) => field.hint(hint).textarea(text.rows),
            None => field.textarea(text.rows),
        }
    };
    html! { @for text in texts { (draw(text)) } }
}

/// What texts say, by the key of their names; `form` is that of the row.
pub(super) fn told(form: &Form, texts: &'static [CardText]) -> impl Iterator<Item = (&'static str, String)> {
    texts.iter().map(|text| (text.label, form.value(text.field).to_owned()))
}
