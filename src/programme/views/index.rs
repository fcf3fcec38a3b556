//! The list of groups.

use entity::season;
use entity::state::{GroupKind, GroupStatus, Language};
use maud::{Markup, html};

use super::{rhythm, status_chip, status_name};
use crate::access::Viewer;
use crate::access::rights::{Action, Resource};
use crate::local_time;
use crate::people::UnitRow;
use crate::programme::paths;
use crate::programme::queries::GroupRow;
use crate::programme::rule::WEEKDAYS;
use crate::text::{t, t_with, when};
use crate::web::components::{
    Button, Choice, Column, Table, empty_state, filter_bar, filter_more, kind_mark, kind_name, menu, page_header,
    places,
};
use crate::web::icon::Icon;
use crate::web::list::ListQuery;
use crate::web::page::Page;

/// The filters that are folded on a narrow screen.
const FOLDED: [&str; 8] = ["kind", "status", "unit_id", "municipality", "season", "weekday", "language", "has_places"];

/// What the list can be narrowed by, besides what never changes.
pub struct Narrowing<'a> {
    pub units: &'a [UnitRow],
    /// The municipalities of the groups in sight.
    pub municipalities: &'a [String],
    /// The seasons, the last first.
    pub seasons: &'a [season::Model],
}

/// The list.
pub fn index(
    page: &Page,
    by: &Viewer,
    asked: &ListQuery,
    groups: &[GroupRow],
    total: u64,
    narrowing: &Narrowing<'_>,
) -> Markup {
    let actions = html! {
        (menu(&page.t("group-more"), &more(page, by, asked)))
        @if by.may(Resource::Approval, Action::Write) {
            (Button::secondary(&page.t("approval-index")).icon(Icon::Check).link(&paths::Approvals.to_string()))
        }
        @if by.may(Resource::Group, Action::Write) {
            (Button::primary(&page.t("group-new")).icon(Icon::Plus).link(&paths::New.to_string()))
        }
    };
    html! {
        (page_header(&page.t("group-index"), page.t("group-lead"), actions))
        (filters(page, asked, narrowing))
        div #results {
            @if groups.is_empty() { (empty_state(Icon::Group, &page.t("group-none"), "")) }
            @else { (table(page, asked, groups)) (asked.pages(page.language, total)) }
        }
    }
}

/// What is wanted now and then.
fn more(page: &Page, by: &Viewer, asked: &ListQuery) -> Vec<Markup> {
    let item = |key: &str, icon, href: &str| Button::quiet(&page.t(key)).icon(icon).link(href);
    let mut items = Vec::new();
    if by.may(Resource::Template, Action::Read) {
        items.push(item("template-index", Icon::Copy, &paths::Templates.to_string()));
    }
    items.push(item("break-index", Icon::Calendar, &paths::Breaks.to_string()));
    items.push(item("season-index", Icon::Calendar, &paths::Seasons.to_string()));
    if by.may(Resource::GroupImport, Action::Write) {
        items.push(item("client-import", Icon::Arrow, "/import/groups"));
    }
    let file = item("list-csv", Icon::Download, &csv_link(asked));
    items.push(html! { div #groups-csv data-follows { (file) } });
    items
}

fn csv_link(asked: &ListQuery) -> String {
    asked.with("page", "").replacen("/groups", "/groups.csv", 1)
}

fn filters(page: &Page, asked: &ListQuery, by: &Narrowing<'_>) -> Markup {
    let l = page.language;
    let fields = asked.form.fields(l);
    let any = page.t("group-any");
    let index = paths::Index.to_string();
    let clear = asked.is_filtered().then_some(index.as_str());
    let kinds: Vec<(String, String)> =
        GroupKind::ALL.iter().map(|kind| (kind.to_string(), kind_name(l, *kind))).collect();
    let states: Vec<(String, String)> =
        GroupStatus::ALL.iter().map(|status| (status.to_string(), status_name(l, *status))).collect();
    let units: Vec<(String, String)> = by.units.iter().map(|unit| (unit.id.to_string(), unit.name.clone())).collect();
    let seasons: Vec<(String, String)> =
        by.seasons.iter().map(|season| (season.id.to_string(), season.name.clone())).collect();
    let towns: Vec<(String, String)> = by.municipalities.iter().map(|town| (town.clone(), town.clone())).collect();
    let days: Vec<(String, String)> =
        WEEKDAYS.iter().enumerate().map(|(i, day)| (day.0.to_owned(), when::weekday_long(l, i).to_owned())).collect();
    let languages: Vec<(String, String)> = [Language::Fi, Language::Sv, Language::En]
        .iter()
        .map(|language| (language.to_string(), t(*language, "language-own-name")))
        .collect();
    let more = html! {
        (fields.field("kind", &page.t("group-kind")).select(&choices(&any, &kinds)))
        (fields.field("status", &page.t("group-status")).select(&choices(&any, &states)))
        (fields.field("unit_id", &page.t("group-unit")).select(&choices(&any, &units)))
        (fields.field("municipality", &page.t("group-municipality")).select(&choices(&any, &towns)))
        @if !seasons.is_empty() {
            (fields.field("season", &page.t("season-name")).select(&choices(&any, &seasons)))
        }
        (fields.field("weekday", &page.t("group-weekday")).select(&choices(&any, &days)))
        (fields.field("language", &page.t("group-language")).select(&choices(&any, &languages)))
        (fields.field("has_places", &page.t("group-has-places")).checkbox())
    };
    let inputs = html! {
        (fields.field("q", &page.t("group-search")).search())
        (filter_more(l, asked.set_among(&FOLDED), more))
    };
    filter_bar(l, &index, "results", clear, inputs)
}

/// A choice of nothing, then these.
pub fn choices<'a>(any: &'a str, values: impl IntoIterator<Item = &'a (String, String)>) -> Vec<Choice<'a>> {
    std::iter::once(Choice::new("", any))
        .chain(values.into_iter().map(|(value, label)| Choice::new(value, label)))
        .collect()
}

fn table(page: &Page, asked: &ListQuery, groups: &[GroupRow]) -> Markup {
    let l = page.language;
    let labels = ["name", "kind", "status", "when", "where", "places"].map(|key| page.t(&format!("group-{key}")));
    let [name, kind, status, when, place, seats] = &labels;
    let by_name = asked.sort_link("name", true);
    let by_status = asked.sort_link("status", false);
    let by_start = asked.sort_link("starts", false);
    let by_place = asked.sort_link("municipality", false);
    let columns = [
        Column::new(name).sort(&by_name.0, by_name.1),
        Column::new(kind),
        Column::new(status).sort(&by_status.0, by_status.1),
        Column::new(when).sort(&by_start.0, by_start.1),
        Column::new(place).sort(&by_place.0, by_place.1),
        Column::new(seats),
    ];
    let rows = groups.iter().map(|row| {
        let group = &row.group;
        vec![
            html! {
                a href=(paths::Show { id: group.id }) { (group.code) " " (group.name) }
                div.soft.small { (leaders(row)) }
            },
            kind_mark(l, group.kind),
            status_chip(l, group.status),
            html! { (dates(page, row)) @if let Some(rhythm) = rhythm(l, group) { div.soft.small { (rhythm) } } },
            html! { (row.venue.as_deref().unwrap_or("–")) div.soft.small { (group.municipality.as_deref().unwrap_or("")) } },
            seats_of(l, row),
        ]
    });
    html! { (Table::new(&page.t("group-index"), &columns).rows(rows)) }
}

fn leaders(row: &GroupRow) -> String {
    row.leaders.iter().map(|leader| leader.name.as_str()).collect::<Vec<_>>().join(", ")
}

fn dates(page: &Page, row: &GroupRow) -> String {
    let zone = page.zone_of(&row.group.timezone);
    let day = |at: chrono::DateTime<chrono::Utc>| when::full_day(page.language, local_time::day(zone, at));
    match (row.group.starts_at, row.group.ends_at) {
        (Some(first), Some(last)) => format!("{} – {}", day(first), day(last)),
        _ => "–".to_owned(),
    }
}

/// The seats of a group; of one that is over or was cancelled, nobody holds any, and only their number is said.
pub(super) fn seats_of(language: Language, row: &GroupRow) -> Markup {
    if row.group.status.is_over() {
        return html! { (t_with(language, "group-seats-over", &[("n", row.group.capacity.into())])) };
    }
    let taken = u32::try_from(row.places.taken + row.places.offered).unwrap_or(u32::MAX);
    places(language, taken, u32::try_from(row.group.capacity).unwrap_or(0))
}

/// The rows of the list as CSV.
pub fn csv(page: &Page, groups: &[GroupRow]) -> Vec<Vec<String>> {
    let language = page.language;
    let header = [
        "code",
        "name",
        "kind",
        "status",
        "unit",
        "municipality",
        "where",
        "when",
        "rhythm",
        "leaders",
        "capacity",
        "taken",
        "waiting",
    ];
    let header = header.iter().map(|key| t(language, &format!("group-{key}"))).collect();
    let rows = groups.iter().map(|row| {
        let group = &row.group;
        vec![
            group.code.clone(),
            group.name.clone(),
            kind_name(language, group.kind),
            status_name(language, group.status),
            row.unit.clone(),
            group.municipality.clone().unwrap_or_default(),
            row.venue.clone().unwrap_or_default(),
            dates(page, row),
            rhythm(language, group).unwrap_or_default(),
            leaders(row),
            group.capacity.to_string(),
            row.places.taken.to_string(),
            row.places.waiting.to_string(),
        ]
    });
    std::iter::once(header).chain(rows).collect()
}
