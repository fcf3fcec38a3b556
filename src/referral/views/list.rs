//! The list of referrals.

use axum_extra::routing::TypedPath;
use entity::state::ReferralStatus;
use maud::{Markup, html};

use super::{status_chip, status_name};
use crate::access::Viewer;
use crate::access::rights::{Action, Resource};
use crate::referral::paths;
use crate::referral::queries::ReferralRow;
use crate::text::when;
use crate::web::components::{Button, Choice, Column, Table, empty_state, filter_bar, kind_mark, page_header};
use crate::web::icon::Icon;
use crate::web::list::ListQuery;
use crate::web::page::Page;

/// The list, with what asks for somebody's hand first.
pub fn index(page: &Page, by: &Viewer, asked: &ListQuery, rows: &[ReferralRow], total: u64) -> Markup {
    let actions = html! {
        (Button::secondary(&page.t("find-title")).icon(Icon::Search).link(paths::Find::PATH))
        @if by.may(Resource::ClientImport, Action::Write) {
            (Button::secondary(&page.t("client-import")).icon(Icon::Arrow).link("/import/referrals"))
        }
        @if by.may(Resource::Referral, Action::Write) {
            (Button::primary(&page.t("referral-new")).icon(Icon::Plus).link(paths::New::PATH))
        }
    };
    html! {
        (page_header(&page.t("referral-index"), page.t("referral-lead"), actions))
        (filters(page, asked))
        div #results {
            @if rows.is_empty() { (empty_state(Icon::Referral, &page.t("referral-none"), "")) }
            @else { (table(page, rows, TableOf::Groups)) (asked.pages(page.language, total)) }
        }
    }
}

fn filters(page: &Page, asked: &ListQuery) -> Markup {
    let fields = asked.form.fields(page.language);
    let clear = asked.is_filtered().then_some(paths::Index::PATH);
    let any = page.t("referral-any");
    let names: Vec<(&str, String)> =
        ReferralStatus::ALL.iter().map(|status| (status.code(), status_name(page.language, *status))).collect();
    let mut choices = vec![Choice::new("", &any)];
    choices.extend(names.iter().map(|(code, name)| Choice::new(code, name)));
    let group = asked.form.value("group");
    let inputs = html! {
        @if !group.is_empty() { input type="hidden" name="group" value=(group); }
        (fields.field("status", &page.t("referral-status")).select(&choices))
        (fields.field("closed", &page.t("referral-closed-too")).checkbox())
    };
    filter_bar(page.language, paths::Index::PATH, "results", clear, inputs)
}

/// What a table of referrals is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableOf {
    Groups,
    /// One group, which the page names already.
    OneGroup,
}

/// The column of the group.
const GROUP: usize = 1;

/// Referrals as a table; the client's name leads to the referral.
pub fn table(page: &Page, rows: &[ReferralRow], of: TableOf) -> Markup {
    let labels = ["referral-client", "referral-group", "referral-status", "referral-sent-on", "referral-referrer"];
    let labels = labels.map(|key| page.t(key));
    let mut columns: Vec<Column<'_>> = labels.iter().map(|label| Column::new(label)).collect();
    let cells = rows.iter().map(|row| {
        let sent = page.day(row.submitted_at.unwrap_or(row.created_at));
        let mut cells = vec![
            html! { a href=(paths::Show { id: row.id }) { (row.client_name) } },
            html! { div { (row.group_name) } (kind_mark(page.language, row.kind)) },
            html! {
                (status_chip(page.language, row.status, row.close_reason))
                @if let Some(until) = row.answer_by {
                    " " span.hint { (page.t("referral-until")) " " (when::moment(page.language, page.zone, until)) }
                }
            },
            html! { (when::day(page.language, sent)) },
            html! { (row.referrer_name.as_deref().unwrap_or("–")) },
        ];
        if of == TableOf::OneGroup {
            cells.remove(GROUP);
        }
        cells
    });
    if of == TableOf::OneGroup {
        columns.remove(GROUP);
    }
    html! { (Table::new(&page.t("referral-index"), &columns).rows(cells)) }
}
