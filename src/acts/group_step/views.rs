//! The form that cancels a group, with what becomes of each of its referrals.

use entity::group;
use entity::state::GroupStatus;
use maud::{Markup, html};

use super::fates::{THEN, field_of};
use crate::access::Viewer;
use crate::programme::{GroupTab, cancel_codes, choices, group_head, paths};
use crate::referral::{Found, ReferralRow, status_name};
use crate::text::t_with;
use crate::web::components::{Button, Tone, card, notice, once_field};
use crate::web::form::Form;
use crate::web::page::Page;

/// What the form is about.
pub struct ToCancel<'a> {
    pub group: &'a group::Model,
    /// Its open referrals, as far as the person may know.
    pub rows: &'a [ReferralRow],
    /// The groups to which people can be sent on.
    pub groups: &'a [Found],
}

/// The form, as it was typed.
pub fn cancel(page: &Page, by: &Viewer, of: &ToCancel<'_>, form: &Form) -> Markup {
    let fields = form.fields(page.language);
    let choose = page.t("group-choose");
    let codes = cancel_codes(page.language);
    html! {
        (group_head(page, by, true, of.group, GroupTab::Overview, ""))
        h2 { (page.t("group-to-cancelled")) }
        form.stack novalidate method="post" action=(paths::Step { id: of.group.id }) {
            (once_field())
            (fields.summary())
            input type="hidden" name="to" value=(GroupStatus::Cancelled);
            (notice(Tone::Warning, page.t("group-cancel-consequence")))
            (fields.field("code", &page.t("group-cancel-code")).required().select(&choices(&choose, &codes)))
            (fields.field("note", &page.t("group-cancel-note")).text())
            (card(&page.t("group-then"), then(page, of, form)))
            div.actions {
                (Button::danger(&page.t("group-to-cancelled")).submit())
                (Button::quiet(&page.t("group-keep")).link(&paths::Show { id: of.group.id }.to_string()))
            }
        }
    }
}

fn then(page: &Page, of: &ToCancel<'_>, form: &Form) -> Markup {
    let l = page.language;
    let fields = form.fields(l);
    let mut fates = vec![("helper".to_owned(), page.t("group-then-helper"))];
    for found in of.groups {
        let name = || [("group", found.group.name.clone().into())];
        fates.push((format!("redirect:{}", found.group.id), t_with(l, "group-then-redirect", &name())));
        fates.push((format!("waitlist:{}", found.group.id), t_with(l, "group-then-waitlist", &name())));
    }
    let (all, like_all) = (page.t("group-then-all"), page.t("group-then-like-all"));
    html! {
        p.hint { (page.t("group-then-hint")) }
        (fields.field(THEN, &all).select(&choices(&fates[0].1, &fates[1..])))
        @for row in of.rows {
            @let field = field_of(row.id);
            @let label = format!("{} ({})", row.client_name, status_name(l, row.status));
            (fields.field(&field, &label).select(&choices(&like_all, &fates)))
        }
    }
}
