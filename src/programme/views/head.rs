//! The top of every page of a group: its name, its state and the way to its other pages.

use chrono::{Datelike, NaiveTime, TimeDelta};
use entity::group;
use entity::id::GroupId;
use entity::state::{GroupStatus, Language};
use maud::{Markup, Render, html};

use crate::access::Viewer;
use crate::access::rights::{Action, Resource};
use crate::programme::paths;
use crate::programme::rule::{Rule, RuleEnd};
use crate::text::{t, t_with, when};
use crate::web::components::{Crumb, Tab, Tone, breadcrumbs, chip, kind_mark, page_header, tabs};
use crate::web::page::Page;

/// The pages of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupTab {
    /// The card with state, approval and leaders.
    Overview,
    /// The sessions.
    Sessions,
    /// The referrals.
    Referrals,
    /// Who takes part.
    Participants,
    /// Who came when.
    Attendance,
    /// Posters, channels and the public page.
    Recruitment,
    /// Calendar feeds.
    Feeds,
}

/// Each page with its text, the end of its address and what one must be allowed to read for it.
const TABS: [(GroupTab, &str, &str, Resource); 7] = [
    (GroupTab::Overview, "group-tab-overview", "", Resource::Group),
    (GroupTab::Sessions, "group-tab-sessions", "/sessions", Resource::Group),
    (GroupTab::Referrals, "group-tab-referrals", "/referrals", Resource::Referral),
    (GroupTab::Participants, "group-tab-participants", "/participants", Resource::Participation),
    (GroupTab::Attendance, "group-tab-attendance", "/attendance", Resource::Attendance),
    (GroupTab::Recruitment, "group-tab-recruitment", "/recruitment", Resource::Group),
    (GroupTab::Feeds, "group-tab-feeds", "/feeds", Resource::Group),
];

/// The way between the pages of a group that the person may open; `leads` is whether the person may change the group.
pub fn group_tabs(page: &Page, by: &Viewer, leads: bool, group: GroupId, current: GroupTab) -> Markup {
    let own = paths::Show { id: group }.to_string();
    let shown: Vec<(bool, String, String)> = TABS
        .iter()
        .filter(|(tab, _, _, needs)| by.may(*needs, Action::Read) && (leads || is_for_all(*tab)))
        .map(|(tab, key, end, _)| (*tab == current, page.t(key), format!("{own}{end}")))
        .collect();
    let shown: Vec<Tab<'_>> =
        shown.iter().map(|(current, label, href)| Tab { href, label, count: None, current: *current }).collect();
    tabs(&page.t("group-tabs"), &shown)
}

/// What everyone who reads groups may open; the rest shows clients, or is made by those who look after the group.
const fn is_for_all(tab: GroupTab) -> bool {
    matches!(tab, GroupTab::Overview | GroupTab::Sessions)
}

/// The way to a page of a group, its name, its state and its tabs.
pub fn group_head(
    page: &Page,
    by: &Viewer,
    leads: bool,
    group: &group::Model,
    current: GroupTab,
    actions: impl Render,
) -> Markup {
    let index = page.t("group-index");
    let title = format!("{} {}", group.code, group.name);
    let below = html! {
        (kind_mark(page.language, group.kind)) " " (status_chip(page.language, group.status))
    };
    html! {
        (breadcrumbs(page.language, &[Crumb { href: &paths::Index.to_string(), label: &index }]))
        (page_header(&title, below, actions))
        (group_tabs(page, by, leads, group.id, current))
    }
}

/// Money as people write it: "150 €", "150,50 €".
pub fn euros(cents: i64) -> String {
    match cents % 100 {
        0 => format!("{} €", cents / 100),
        rest => format!("{},{rest:02} €", cents / 100),
    }
}

/// The name of a state of a group.
pub fn status_name(language: Language, status: GroupStatus) -> String {
    t(language, &format!("group-status-{}", status.code().replace('_', "-")))
}

/// The state of a group, in a word.
pub fn status_chip(language: Language, status: GroupStatus) -> Markup {
    let tone = match status {
        GroupStatus::Draft | GroupStatus::Ended | GroupStatus::Reported | GroupStatus::Archived => Tone::Neutral,
        GroupStatus::Submitted | GroupStatus::Approved => Tone::Info,
        GroupStatus::Returned => Tone::Warning,
        GroupStatus::Recruiting | GroupStatus::ConfirmedToRun | GroupStatus::Running => Tone::Good,
        GroupStatus::Cancelled => Tone::Danger,
    };
    chip(tone, &status_name(language, status))
}

/// How a group meets, in words: "every week on tuesday, 13–15, 10 times".
pub fn rhythm(language: Language, group: &group::Model) -> Option<String> {
    let start = group.start_time?;
    let first = group.first_date?;
    let hours = hours(language, start, group.duration_minutes);
    let rule = Rule::parse(group.rrule.as_deref().unwrap_or("")).ok();
    let Some(weekly) = rule.and_then(|rule| rule.weekly()) else {
        let day = when::full_day(language, first);
        return Some(t_with(language, "group-rhythm-from", &[("day", day.into()), ("hours", hours.into())]));
    };
    let on = if weekly.weekdays.is_empty() { vec![first.weekday()] } else { weekly.weekdays };
    let days: Vec<&str> =
        on.iter().map(|day| when::weekday_long(language, day.num_days_from_monday() as usize)).collect();
    let mut text = t_with(
        language,
        "group-rhythm-weekly",
        &[("every", i64::from(weekly.every).into()), ("days", days.join(", ").into()), ("hours", hours.into())],
    );
    if let RuleEnd::Count(count) = weekly.end {
        text.push_str(&t_with(language, "group-rhythm-count", &[("n", count.into())]));
    }
    Some(text)
}

fn hours(language: Language, start: NaiveTime, minutes: i32) -> String {
    let end = start.overflowing_add_signed(TimeDelta::minutes(minutes.into())).0;
    format!("{}–{}", when::time(language, start), when::time(language, end))
}
