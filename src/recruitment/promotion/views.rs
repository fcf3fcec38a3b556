//! The pages with which a group is made known.

use entity::channel_code;
use entity::state::{Channel, GroupStatus, Language};
use maud::{Markup, html};

use super::qr::qr;
use super::queries::{ChannelOutcome, Recruitment};
use crate::access::Viewer;
use crate::access::rights::{Action, Resource};
use crate::app::App;
use crate::error::Result;
use crate::programme::{GroupTab, group_head};
use crate::recruitment::open::list::{languages, place};
use crate::recruitment::open::rules::{self, RoomLeft};
use crate::recruitment::paths;
use crate::text::{t, t_with, when};
use crate::web::components::{
    Button, Choice, Column, Crumb, Poster, Table, Tone, breadcrumbs, card, copy_field, notice, once_field, places,
    poster as sheet,
};
use crate::web::form::Form;
use crate::web::icon::{Icon, icon};
use crate::web::page::Page;

/// The recruitment page; `form` is that of a new code.
pub fn show(page: &Page, app: &App, by: &Viewer, of: &Recruitment, form: &Form) -> Markup {
    let applications = paths::Applications { id: of.group.id }.to_string();
    let actions = html! {
        @if by.may(Resource::ReferralDecision, Action::Write) {
            (Button::secondary(&page.t("application-list")).icon(Icon::Referral).link(&applications))
        }
        (Button::secondary(&page.t("recruit-poster")).icon(Icon::Print).link(&poster_link(of, None)))
    };
    html! {
        (group_head(page, by, true, &of.group, GroupTab::Recruitment, actions))
        (state(page, of))
        (card(&page.t("recruit-codes"), codes(page, app, of, form)))
        (card(&page.t("recruit-results"), results(page, of)))
        (card(&page.t("recruit-texts"), texts(page, app, of)))
    }
}

fn poster_link(of: &Recruitment, code: Option<&str>) -> String {
    let poster = paths::Poster { id: of.group.id };
    code.map_or_else(|| poster.to_string(), |code| format!("{poster}?code={code}"))
}

fn state(page: &Page, of: &Recruitment) -> Markup {
    let l = page.language;
    let public = paths::Card { slug: of.group.slug.clone() }.to_string();
    let number = |n: i64| u32::try_from(n).unwrap_or(0);
    let decide = of.group.decide_on.filter(|_| of.group.status == GroupStatus::Recruiting);
    let decide = decide.map(|day| when::full_day(l, day));
    let left = RoomLeft::of(&of.listed.group, page.now);
    html! {
        @match left {
            RoomLeft::Closed | RoomLeft::Over | RoomLeft::Cancelled => { (notice(Tone::Info, page.t("recruit-over"))) }
            RoomLeft::Paused => { (notice(Tone::Info, page.t("recruit-paused"))) }
            _ if !of.group.status.is_open() => { (notice(Tone::Info, page.t("recruit-not-public"))) }
            _ => {}
        }
        section.card {
            (places(l, number(of.listed.group.taken), number(of.group.capacity.into())))
            @if rules::is_low(&of.listed, page.now) { (notice(Tone::Warning, page.t("recruit-low"))) }
            @if let Some(day) = decide { p { (t_with(l, "recruit-decide", &[("day", day.into())])) } }
            @if of.group.status.is_open() { p { a href=(public) { (icon(Icon::Link)) " " (page.t("recruit-public")) } } }
        }
    }
}

/// The name of a channel.
pub fn channel_name(language: Language, channel: Channel) -> String {
    t(language, &format!("recruit-channel-{}", channel.code().replace('_', "-")))
}

/// The short address of a code.
pub fn short(app: &App, code: &str) -> String {
    app.url(&paths::Short { code: code.to_owned() }.to_string())
}

fn codes(page: &Page, app: &App, of: &Recruitment, form: &Form) -> Markup {
    let labels =
        ["label", "channel", "visits", "sent", "started", "poster"].map(|key| page.t(&format!("recruit-{key}")));
    let columns = [
        Column::new(&labels[0]),
        Column::new(&labels[1]),
        Column::number(&labels[2]),
        Column::number(&labels[3]),
        Column::number(&labels[4]),
        Column::new(&labels[5]),
    ];
    let rows = of.codes.iter().map(|code| {
        let outcome = of.by_code.get(&code.id).copied().unwrap_or_default();
        vec![
            html! { (code.label) },
            html! { (channel_name(page.language, code.channel)) },
            html! { (code.visits) },
            html! { (outcome.sent) },
            html! { (outcome.started) },
            html! { a href=(poster_link(of, Some(&code.code))) { (page.t("recruit-poster-open")) } },
        ]
    });
    html! {
        p { (page.t("recruit-codes-lead")) }
        @if !of.codes.is_empty() {
            (Table::new(&page.t("recruit-codes"), &columns).rows(rows))
            @for code in &of.codes { (copy_field(page.language, &format!("code-{}", code.code), &code.label, &short(app, &code.code))) }
        }
        (new_code(page, of, form))
    }
}

fn new_code(page: &Page, of: &Recruitment, form: &Form) -> Markup {
    let fields = form.fields(page.language);
    let channels: Vec<_> = Channel::ALL.iter().map(|one| (one.code(), channel_name(page.language, *one))).collect();
    let choices: Vec<_> = channels.iter().map(|(code, name)| Choice::new(code, name)).collect();
    html! {
        form novalidate method="post" action=(paths::Codes { id: of.group.id }.to_string()) {
            (once_field())
            (fields.summary())
            div.field-row {
                (fields.field("channel", &page.t("recruit-channel")).required().select(&choices))
                (fields.field("label", &page.t("recruit-label")).hint(&page.t("recruit-label-hint")).required().text())
            }
            div.actions { (Button::secondary(&page.t("recruit-code-new")).icon(Icon::Plus).submit()) }
        }
    }
}

fn results(page: &Page, of: &Recruitment) -> Markup {
    let labels = ["channel", "sent", "started"].map(|key| page.t(&format!("recruit-{key}")));
    let columns = [Column::new(&labels[0]), Column::number(&labels[1]), Column::number(&labels[2])];
    let row = |name: String, outcome: ChannelOutcome| {
        vec![html! { (name) }, html! { (outcome.sent) }, html! { (outcome.started) }]
    };
    let rows = of.by_channel.iter().map(|(channel, outcome)| row(channel_name(page.language, *channel), *outcome));
    html! {
        @if of.by_channel.is_empty() { p.soft { (page.t("recruit-results-none")) } }
        @else { (Table::new(&page.t("recruit-results"), &columns).rows(rows)) }
    }
}

fn texts(page: &Page, app: &App, of: &Recruitment) -> Markup {
    let address = |channel: Channel| address(app, of, of.codes.iter().find(|code| code.channel == channel));
    let left = RoomLeft::of(&of.listed.group, page.now);
    if !left.takes() && left != RoomLeft::Planned {
        return html! { p { (page.t("recruit-texts-over")) } };
    }
    html! {
        p { (page.t("recruit-texts-lead")) }
        (text(page, "recruit-social", &advert(page, "recruit-social-text", of, &address(Channel::SocialMedia))))
        (text(page, "recruit-mail", &advert(page, "recruit-mail-text", of, &address(Channel::OwnWorker))))
    }
}

/// Where a text or a poster leads: by the code when there is one.
fn address(app: &App, of: &Recruitment, code: Option<&channel_code::Model>) -> String {
    match code {
        Some(code) => short(app, &code.code),
        None => app.url(&paths::Card { slug: of.group.slug.clone() }.to_string()),
    }
}

/// A text to copy (`copy.mjs`).
fn text(page: &Page, key: &str, text: &str) -> Markup {
    html! {
        div.field.copy {
            label for=(key) { (page.t(key)) }
            textarea id=(key) rows="9" readonly { "\n" (text) }
            button.button.button-secondary type="button" hidden data-copy=(key) data-done=(page.t("recruit-copied")) {
                (icon(Icon::Copy)) span { (page.t("copy")) }
            }
            p.hint role="status" {}
        }
    }
}

fn advert(page: &Page, key: &str, of: &Recruitment, address: &str) -> String {
    let language = page.language;
    let group = &of.listed.group;
    let left = RoomLeft::of(group, page.now);
    let (room, call) = match left {
        RoomLeft::Open => ("recruit-mail-open", "recruit-call-come"),
        RoomLeft::Full => ("recruit-mail-full", "recruit-call-queue"),
        _ => ("recruit-mail-free", "recruit-call-apply"),
    };
    let args = [
        ("room", t_with(language, room, &[("name", group.name.clone().into())]).into()),
        ("call", t(language, call).into()),
        ("name", group.name.clone().into()),
        ("audience", group.audience.clone().into()),
        ("summary", group.summary.clone().into()),
        ("time", time(page, of).into()),
        ("place", place(&of.listed).unwrap_or_else(|| t(language, "open-place-later")).into()),
        ("address", address.to_owned().into()),
    ];
    t_with(language, key, &args)
}

/// The rhythm and the days of a group, as a poster says them: nothing that has passed when somebody reads it.
fn time(page: &Page, of: &Recruitment) -> String {
    let (language, group) = (page.language, &of.listed.group);
    let period = rules::period(language, group, page.zone);
    let parts: Vec<String> = rules::rhythm(language, group).into_iter().chain(period).collect();
    if parts.is_empty() { t(language, "open-time-later") } else { parts.join(", ") }
}

/// The poster of a group, with the code asked for or else the first of print.
pub fn poster(page: &Page, app: &App, of: &Recruitment, asked: &str) -> Result<Markup> {
    let l = page.language;
    let group = &of.listed.group;
    let code = of.codes.iter().find(|code| code.code == asked);
    let code = code.or_else(|| of.codes.iter().find(|code| code.channel == Channel::Print));
    let address = address(app, of, code);
    let (time, spoken) = (time(page, of), languages(l, &group.languages.0));
    let place = place(&of.listed);
    let mut facts = vec![(Icon::Calendar, time.as_str())];
    facts.extend(place.as_deref().map(|place| (Icon::Place, place)));
    facts.push((Icon::Language, &spoken));
    let lead = if group.audience.is_empty() { &group.summary } else { &group.audience };
    let up = paths::Recruitment { id: of.group.id }.to_string();
    let title = page.t("recruit-title");
    let left = RoomLeft::of(group, page.now);
    let call = if left == RoomLeft::Full { "recruit-call-queue" } else { "recruit-poster-call" };
    let poster = Poster {
        kind: group.kind,
        title: &group.name,
        lead,
        facts: &facts,
        qr: qr(&address, &page.t("recruit-qr"))?,
        call: &page.t(call),
        address: &address,
    };
    Ok(html! {
        (breadcrumbs(l, &[Crumb { href: &up, label: &title }]))
        @if left.takes() { p.soft.no-print { (page.t("recruit-poster-print")) } }
        @else { div.no-print { (notice(Tone::Info, page.t("recruit-over"))) } }
        (sheet(l, &poster))
    })
}
