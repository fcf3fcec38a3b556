//! The page on which a group is merged into another.

use entity::group;
use maud::{Markup, html};

use super::queries::RoomyGroup;
use crate::access::Viewer;
use crate::enrolment::Places;
use crate::programme::{GroupTab, group_head, paths, rhythm};
use crate::text::{t_with, when};
use crate::web::components::{Button, Confirm, Tone, card, empty_state, facts, notice};
use crate::web::form::Form;
use crate::web::icon::Icon;
use crate::web::page::Page;

/// What the page shows of the group that is given up.
pub struct ToMerge<'a> {
    pub group: &'a group::Model,
    pub places: Places,
    /// Who has a place, where the person may know.
    pub names: &'a [String],
    pub candidates: &'a [RoomyGroup],
}

/// The groups with which one can be merged, and who would be asked.
pub fn merge(page: &Page, by: &Viewer, of: &ToMerge<'_>, form: &Form) -> Markup {
    let back = paths::Show { id: of.group.id }.to_string();
    html! {
        (group_head(page, by, true, of.group, GroupTab::Overview, ""))
        h2 { (page.t("merge-groups-title")) }
        (form.fields(page.language).summary())
        @if of.candidates.is_empty() {
            (empty_state(Icon::Group, &page.t("merge-groups-none"), html! {
                p.soft { (page.t("merge-groups-none-hint")) }
                (Button::secondary(&page.t("group-tab-overview")).link(&back))
            }))
        } @else {
            (notice(Tone::Info, page.t("merge-groups-lead")))
            (card(&page.t("merge-groups-asked"), asked(page, of)))
            @for candidate in of.candidates { (candidate_card(page, of, candidate)) }
            div.actions { (Button::quiet(&page.t("group-keep")).link(&back)) }
        }
    }
}

fn asked(page: &Page, of: &ToMerge<'_>) -> Markup {
    let args = [("placed", of.places.taken.into()), ("others", (of.places.offered + of.places.waiting).into())];
    html! {
        p { (t_with(page.language, "merge-groups-who", &args)) }
        @if !of.names.is_empty() { ul { @for name in of.names { li { (name) } } } }
    }
}

fn candidate_card(page: &Page, of: &ToMerge<'_>, candidate: &RoomyGroup) -> Markup {
    let l = page.language;
    let other = &candidate.group;
    let zone = page.zone_of(&other.timezone);
    let free = u64::try_from(candidate.places.free()).unwrap_or(0);
    let rows = [
        ("group-rhythm", rhythm(l, other).unwrap_or_default()),
        ("group-first", other.starts_at.map(|at| when::moment(l, zone, at)).unwrap_or_default()),
        ("group-where", candidate.venue.clone().unwrap_or_default()),
        ("merge-groups-free", free.to_string()),
    ];
    let rows = rows.into_iter().filter(|(_, value)| !value.is_empty()).map(|(key, value)| (page.t(key), value));
    let fit = free.min(of.places.taken);
    let args = [("fit", fit.into()), ("rest", (of.places.taken - fit).into())];
    let title = format!("{} {}", other.code, other.name);
    let (label, button) = (page.t("merge-groups-choose"), page.t("merge-groups-do"));
    let consequence = t_with(l, "merge-groups-consequence", &args);
    let action = paths::Merge { id: of.group.id }.to_string();
    card(
        &title,
        html! {
            (facts(rows))
            (Confirm { label: &label, consequence: &consequence, action: &action, button: &button }.with(html! {
                input type="hidden" name="kept" value=(other.id);
            }))
        },
    )
}
