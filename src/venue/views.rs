//! The pages of venues.

use axum_extra::routing::TypedPath;
use entity::id::VenueId;
use entity::state::Language;
use entity::venue;
use maud::{Markup, html};

use super::paths;
use super::queries::VenueBooking;
use crate::access::Viewer;
use crate::access::rights::{Action, Resource};
use crate::people::UnitRow;
use crate::text::{t, when};
use crate::web::components::{
    Button, Choice, Column, Crumb, Table, Tone, breadcrumbs, card, chip, empty_state, facts, filter_bar, once_field,
    page_header,
};
use crate::web::form::Form;
use crate::web::icon::Icon;
use crate::web::list::{ListQuery, yes_no};
use crate::web::page::Page;

/// The list.
pub fn index(page: &Page, by: &Viewer, asked: &ListQuery, venues: &[venue::Model], total: u64) -> Markup {
    let actions = html! {
        (Button::secondary(&page.t("list-csv")).icon(Icon::Download).link(&csv_link(asked)))
        @if by.may(Resource::Venue, Action::Write) {
            (Button::primary(&page.t("venue-new")).icon(Icon::Plus).link(paths::New::PATH))
        }
    };
    html! {
        (page_header(&page.t("venue-index"), page.t("venue-lead"), actions))
        (filters(page, asked))
        div #results {
            @if venues.is_empty() { (empty_state(Icon::Place, &page.t("venue-none"), "")) }
            @else { (table(page, asked, venues)) (asked.pages(page.language, total)) }
        }
    }
}

fn csv_link(asked: &ListQuery) -> String {
    let list = asked.with("page", "");
    list.replacen(paths::Index::PATH, paths::Csv::PATH, 1)
}

fn filters(page: &Page, asked: &ListQuery) -> Markup {
    let fields = asked.form.fields(page.language);
    let clear = asked.is_filtered().then_some(paths::Index::PATH);
    let inputs = html! {
        (fields.field("q", &page.t("venue-search")).search())
        (fields.field("step_free", &page.t("venue-step-free")).checkbox())
        (fields.field("all", &page.t("venue-all")).checkbox())
    };
    filter_bar(page.language, paths::Index::PATH, "results", clear, inputs)
}

fn table(page: &Page, asked: &ListQuery, venues: &[venue::Model]) -> Markup {
    let l = page.language;
    let (name, municipality) = (page.t("venue-name"), page.t("venue-municipality"));
    let (capacity, access) = (page.t("venue-capacity"), page.t("venue-access-short"));
    let by_name = asked.sort_link("name", true);
    let by_municipality = asked.sort_link("municipality", false);
    let by_capacity = asked.sort_link("capacity", false);
    let columns = [
        Column::new(&name).sort(&by_name.0, by_name.1),
        Column::new(&municipality).sort(&by_municipality.0, by_municipality.1),
        Column::number(&capacity).sort(&by_capacity.0, by_capacity.1),
        Column::new(&access),
    ];
    let rows = venues.iter().map(|venue| {
        vec![
            html! { a href=(paths::Show { id: venue.id }) { (venue.name) } (inactive(l, venue)) },
            html! { (venue.municipality.as_deref().unwrap_or("–")) },
            html! { @match venue.capacity { Some(n) => (n), None => "–" } },
            access_chip(l, venue),
        ]
    });
    html! { (Table::new(&page.t("venue-index"), &columns).rows(rows)) }
}

fn access_chip(language: Language, venue: &venue::Model) -> Markup {
    if venue.step_free {
        chip(Tone::Good, &t(language, "venue-step-free"))
    } else {
        chip(Tone::Warning, &t(language, "venue-steps"))
    }
}

fn inactive(language: Language, venue: &venue::Model) -> Markup {
    html! { @if !venue.active { " " (chip(Tone::Neutral, &t(language, "venue-inactive"))) } }
}

/// The rows of the list as CSV.
pub fn csv(language: Language, venues: &[venue::Model]) -> Vec<Vec<String>> {
    let header =
        ["name", "address", "municipality", "capacity", "step-free", "contact-name", "contact-email", "contact-phone"];
    let header = header.iter().map(|key| t(language, &format!("venue-{key}"))).collect();
    let rows = venues.iter().map(|venue| {
        vec![
            venue.name.clone(),
            venue.address.clone().unwrap_or_default(),
            venue.municipality.clone().unwrap_or_default(),
            venue.capacity.map_or_else(String::new, |capacity| capacity.to_string()),
            yes_no(language, venue.step_free),
            venue.contact_name.clone().unwrap_or_default(),
            venue.contact_email.clone().unwrap_or_default(),
            venue.contact_phone.clone().unwrap_or_default(),
        ]
    });
    std::iter::once(header).chain(rows).collect()
}

/// One venue with what is planned there.
pub fn show(page: &Page, by: &Viewer, venue: &venue::Model, bookings: &[VenueBooking]) -> Markup {
    let edit = html! {
        @if by.may(Resource::Venue, Action::Write) {
            (Button::secondary(&page.t("edit")).icon(Icon::Edit).link(&paths::Edit { id: venue.id }.to_string()))
        }
    };
    let index = page.t("venue-index");
    html! {
        (breadcrumbs(page.language, &[Crumb { href: paths::Index::PATH, label: &index }]))
        (page_header(&venue.name, html! { (access_chip(page.language, venue)) (inactive(page.language, venue)) }, edit))
        (card(&page.t("venue-facts"), about(page, venue)))
        (card(&page.t("venue-bookings"), planned(page, bookings)))
    }
}

fn about(page: &Page, venue: &venue::Model) -> Markup {
    let address = [venue.address.as_deref(), venue.municipality.as_deref()];
    let address = address.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let capacity = venue.capacity.map(|capacity| capacity.to_string()).unwrap_or_default();
    let contact = [venue.contact_name.clone(), venue.contact_email.clone(), venue.contact_phone.clone()];
    let rows = [
        ("venue-address", address),
        ("venue-capacity", capacity),
        ("venue-access", venue.access.clone().unwrap_or_default()),
        ("venue-directions", venue.directions.clone().unwrap_or_default()),
        ("venue-animals", yes_no(page.language, venue.animals)),
        ("venue-contact", contact.into_iter().flatten().collect::<Vec<_>>().join(", ")),
    ];
    facts(rows.into_iter().filter(|(_, value)| !value.is_empty()).map(|(key, value)| (page.t(key), value)))
}

fn planned(page: &Page, bookings: &[VenueBooking]) -> Markup {
    let (time, group) = (page.t("venue-time"), page.t("venue-group"));
    let columns = [Column::new(&time), Column::new(&group)];
    let rows = bookings.iter().map(|booking| {
        let span = when::span(page.language, page.zone_of(&booking.timezone), booking.starts_at, booking.ends_at);
        vec![html! { (span) }, html! { (booking.code) }]
    });
    html! {
        @if bookings.is_empty() { p.soft { (page.t("venue-free")) } }
        @else { (Table::new(&page.t("venue-bookings"), &columns).rows(rows)) }
    }
}

/// The form of a new venue, or of one that stands.
pub fn form(page: &Page, form: &Form, id: Option<VenueId>, units: &[UnitRow]) -> Markup {
    let title = page.t(if id.is_none() { "venue-new" } else { "venue-edit" });
    let action = id.map_or_else(|| paths::Index::PATH.to_owned(), |id| paths::Show { id }.to_string());
    let index = page.t("venue-index");
    html! {
        (breadcrumbs(page.language, &[Crumb { href: paths::Index::PATH, label: &index }]))
        (page_header(&title, "", ""))
        form.card.narrow novalidate method="post" action=(action) {
            (once_field())
            (form.fields(page.language).summary())
            (form.fields(page.language).version())
            (place(page, form, units))
            (getting_in(page, form))
            (kept_by(page, form))
            div.actions {
                (Button::primary(&page.t("save")).submit())
                (Button::quiet(&page.t("cancel")).link(&action))
            }
        }
    }
}

fn place(page: &Page, form: &Form, units: &[UnitRow]) -> Markup {
    let fields = form.fields(page.language);
    let ids: Vec<String> = units.iter().map(|unit| unit.id.to_string()).collect();
    let nobody = page.t("venue-no-unit");
    let mut choices = vec![Choice::new("", &nobody)];
    choices.extend(units.iter().zip(&ids).map(|(unit, id)| Choice::new(id, &unit.name)));
    html! {
        (fields.field("name", &page.t("venue-name")).required().text())
        (fields.field("address", &page.t("venue-address")).text())
        (fields.field("municipality", &page.t("venue-municipality")).text())
        (fields.field("unit_id", &page.t("venue-unit")).select(&choices))
        (fields.field("capacity", &page.t("venue-capacity")).hint(&page.t("venue-capacity-hint")).number(1, 2000))
        (fields.field("active", &page.t("venue-active")).checkbox())
    }
}

/// Who keeps the room outside the house.
fn kept_by(page: &Page, form: &Form) -> Markup {
    let fields = form.fields(page.language);
    html! {
        (fields.field("contact_name", &page.t("venue-contact-name")).hint(&page.t("venue-contact-hint")).text())
        div.field-row {
            (fields.field("contact_email", &page.t("venue-contact-email")).email())
            (fields.field("contact_phone", &page.t("venue-contact-phone")).tel())
        }
    }
}

fn getting_in(page: &Page, form: &Form) -> Markup {
    let fields = form.fields(page.language);
    html! {
        (fields.field("step_free", &page.t("venue-step-free")).checkbox())
        (fields.field("access", &page.t("venue-access")).hint(&page.t("venue-access-hint")).textarea(3))
        (fields.field("directions", &page.t("venue-directions")).hint(&page.t("venue-directions-hint")).textarea(3))
        (fields.field("animals", &page.t("venue-animals")).hint(&page.t("venue-animals-hint")).checkbox())
    }
}
