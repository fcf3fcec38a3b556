//! The list of a group's open places, each with the end to choose.

use chrono::NaiveDate;
use chrono_tz::Tz;
use entity::group;
use entity::id::ParticipationId;
use maud::{Markup, html};

use super::paths;
use super::views::{attritions, display_name, reasons};
use crate::access::Viewer;
use crate::attendance::MarkRow;
use crate::attendance::rules::is_present;
use crate::enrolment::Participant;
use crate::local_time::{day, zone_of};
use crate::programme::{GroupTab, group_head};
use crate::text::{t_with, when};
use crate::web::components::{Button, Choice, empty_state, once_field};
use crate::web::form::Form;
use crate::web::icon::Icon;
use crate::web::page::Page;

/// A group's open places with what the list shows of them.
pub struct OpenPlaces {
    pub group: group::Model,
    pub places: Vec<Participant>,
    /// Their marks in sessions that were held.
    pub marks: Vec<MarkRow>,
}

/// The name of a place's field on the list.
pub fn field(part: &str, id: ParticipationId) -> String {
    format!("{part}-{id}")
}

/// The list, with what was typed where it was refused.
pub fn list(page: &Page, by: &Viewer, open: &OpenPlaces, form: &Form) -> Markup {
    let action = paths::Ends { id: open.group.id }.to_string();
    html! {
        (group_head(page, by, true, &open.group, GroupTab::Participants, ""))
        (form.fields(page.language).summary())
        h2 { (page.t("participation-ends")) }
        @if open.places.is_empty() {
            (empty_state(Icon::Check, &page.t("participation-ends-none"),
                Button::secondary(&page.t("group-tab-overview")).link(&format!("/groups/{}", open.group.id))))
        } @else {
            p.hint { (page.t("participation-ends-hint")) }
            form.stack method="post" action=(action) {
                (once_field())
                @for place in &open.places { (one(page, open, place, form)) }
                div.actions { (Button::primary(&page.t("participation-ends-save")).icon(Icon::Check).submit()) }
            }
        }
    }
}

fn one(page: &Page, open: &OpenPlaces, place: &Participant, form: &Form) -> Markup {
    let (on, note) = (field("on", place.id), field("note", place.id));
    let on_last_day = form.clone().set(&on, last_day(page, open));
    let form = if form.value(&on).is_empty() { &on_last_day } else { form };
    let fields = form.fields(page.language);
    let later = page.t("participation-ends-choose");
    html! {
        fieldset.card {
            legend { strong { (display_name(page.language, place)) } }
            p.soft { (came(page, open, place)) }
            div.field-row {
                (reasons(page, place, form, &field("reason", place.id), Some(Choice::new("", &later))))
                (fields.field(&on, &page.t("participation-on")).hint(&page.t("participation-on-hint")).date())
            }
            (attritions(page, form, &field("attrition", place.id)))
            (fields.field(&note, &page.t("participation-next-step")).textarea(2))
        }
    }
}

/// The day of the last session or of the end before that, and today while both are ahead.
fn last_day(page: &Page, open: &OpenPlaces) -> NaiveDate {
    let over = open.group.status.is_over().then_some(open.group.status_at);
    let ends = open.group.ends_at.into_iter().chain(over).map(|at| day(zone(page, open), at));
    ends.chain([page.today()]).min().unwrap_or_else(|| page.today())
}

fn zone(page: &Page, open: &OpenPlaces) -> Tz {
    zone_of(&open.group.timezone, page.zone)
}

/// How often the client came, and when last.
fn came(page: &Page, open: &OpenPlaces, place: &Participant) -> String {
    let own = open.marks.iter().filter(|mark| mark.participation_id == place.id && is_present(mark.status));
    let came: Vec<_> = own.map(|mark| mark.starts_at).collect();
    match came.last() {
        Some(last) => {
            let last = when::full_day(page.language, day(zone(page, open), *last));
            t_with(page.language, "participation-ends-came", &[("n", came.len().into()), ("last", last.into())])
        }
        None => page.t("participation-ends-never"),
    }
}
