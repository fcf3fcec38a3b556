//! The pages of applications: the public form and its answers, and the leader's list.

use axum_extra::routing::TypedPath;
use entity::id::{ApplicationId, GroupId};
use entity::state::{ApplicationStatus, Channel, Language, ReferralSource};
use entity::{application, group};
use maud::{Markup, html};

use super::queries::PossibleClient;
use crate::access::Viewer;
use crate::programme::{GroupTab, group_head};
use crate::recruitment::open::list::{carried, language_name};
use crate::recruitment::paths;
use crate::recruitment::promotion::channel_name;
use crate::text::{t, t_with, when};
use crate::web::components::{
    Button, Choice, Confirm, Crumb, Tone, breadcrumbs, empty_state, facts, notice, once_field, page_header,
};
use crate::web::form::Form;
use crate::web::icon::Icon;
use crate::web::page::Page;

/// The public form; `slug` and `name` are the group's.
pub fn form(page: &Page, form: &Form, slug: &str, name: &str) -> Markup {
    let card = paths::Card { slug: slug.to_owned() }.to_string();
    let back = carried(page, &card, form.value("c"));
    html! {
        (breadcrumbs(page.language, &[Crumb { href: &back, label: name }]))
        (page_header(&page.t("apply-title"), name, ""))
        form.card.narrow novalidate method="post"
            action=(carried(page, &paths::Apply { slug: slug.to_owned() }.to_string(), "")) {
            (once_field())
            (form.fields(page.language).summary())
            input type="hidden" name="c" value=(form.value("c"));
            (who(page, form))
            (more(page, form))
            (notice(Tone::Info, page.t("apply-privacy")))
            div.actions {
                (Button::primary(&page.t("apply-send")).submit())
                (Button::quiet(&page.t("cancel")).link(&back))
            }
        }
    }
}

fn who(page: &Page, form: &Form) -> Markup {
    let fields = form.fields(page.language);
    let (own, partner) = (page.t("apply-source-own"), page.t("apply-source-partner"));
    let sources =
        [Choice::new(ReferralSource::Own.code(), &own), Choice::new(ReferralSource::Partner.code(), &partner)];
    html! {
        (fields.field("source", &page.t("apply-source")).required().radios(&sources))
        (fields.field("partner", &page.t("apply-partner")).hint(&page.t("apply-partner-hint")).autocomplete("organization").text())
        (fields.field("partner_person", &page.t("apply-partner-person")).text())
        (fields.field("name", &page.t("apply-name")).hint(&page.t("apply-name-hint")).required().text())
        (fields.field("email", &page.t("apply-email")).hint(&page.t("apply-contact-hint")).autocomplete("email").email())
        (fields.field("phone", &page.t("apply-phone")).autocomplete("tel").tel())
        (fields.field("municipality", &page.t("apply-municipality")).autocomplete("address-level2").text())
    }
}

fn more(page: &Page, form: &Form) -> Markup {
    let l = page.language;
    let fields = form.fields(l);
    let languages: Vec<_> = Language::ALL.iter().map(|one| (one.code(), language_name(l, *one))).collect();
    let languages: Vec<_> = languages.iter().map(|(code, name)| Choice::new(code, name)).collect();
    let channels: Vec<_> = Channel::ALL.iter().map(|one| (one.code(), channel_name(l, *one))).collect();
    let channels: Vec<_> = channels.iter().map(|(code, name)| Choice::new(code, name)).collect();
    let chosen: Vec<&str> = form.all("channels").collect();
    html! {
        (fields.field("language", &page.t("apply-language")).required().select(&languages))
        (fields.field("message", &page.t("apply-message")).hint(&page.t("apply-message-hint")).textarea(4))
        (fields.field("channels", &page.t("apply-channels")).checkboxes(&channels, &chosen))
    }
}

/// What is said when an application was sent, whoever it is about.
pub fn sent(page: &Page) -> Markup {
    html! {
        (page_header(&page.t("apply-sent"), "", ""))
        (notice(Tone::Good, page.t("apply-sent-look")))
        p { (page.t("apply-sent-late")) }
        div.actions {
            (Button::secondary(&page.t("apply-back")).link(&carried(page, paths::Programme::PATH, "")))
        }
    }
}

/// The page that a link opens: confirm, or see that it is confirmed.
pub fn confirm(page: &Page, token: &str, status: ApplicationStatus) -> Markup {
    let said = |title: &str, next: &str| {
        html! {
            (page_header(&page.t(title), "", ""))
            (notice(Tone::Good, page.t(next)))
        }
    };
    let others = Button::secondary(&page.t("apply-back")).link(&carried(page, paths::Programme::PATH, ""));
    let over = |title: &str, next: &str| html! { (said(title, next)) div.actions { (others) } };
    let action = paths::Confirm { token: token.to_owned() }.to_string();
    match status {
        ApplicationStatus::Unconfirmed | ApplicationStatus::Expired => html! {
            (page_header(&page.t("apply-confirm-title"), page.t("apply-confirm-lead"), ""))
            (Button::primary(&page.t("apply-confirm-button")).post(&action))
            p.soft { (page.t("apply-confirm-not-you")) }
        },
        ApplicationStatus::Waiting => html! {
            (said("apply-confirmed", "apply-confirmed-next"))
            p { (page.t("apply-withdraw-lead")) }
            (Button::secondary(&page.t("apply-withdraw")).post(&paths::Withdraw { token: token.to_owned() }.to_string()))
        },
        ApplicationStatus::Withdrawn => over("apply-withdrawn", "apply-withdrawn-next"),
        ApplicationStatus::Accepted => over("apply-accepted", "apply-accepted-next"),
        ApplicationStatus::Rejected => over("apply-answered", "apply-answered-next"),
    }
}

/// An answer to an application as it was typed.
pub struct FaultyAnswer {
    /// To whom.
    pub application: ApplicationId,
    /// What was typed.
    pub form: Form,
}

/// The leader's list of applications to a group.
pub fn list(
    page: &Page,
    by: &Viewer,
    group: &group::Model,
    waiting: &[application::Model],
    known: &[PossibleClient],
    faulty: Option<&FaultyAnswer>,
) -> Markup {
    html! {
        (group_head(page, by, true, group, GroupTab::Recruitment, ""))
        p.lead { (page.t("application-lead")) }
        @if let Some(FaultyAnswer { form, .. }) = faulty { (form.fields(page.language).summary()) }
        @if waiting.is_empty() { (empty_state(Icon::Referral, &page.t("application-none"), back(page, group.id))) }
        @for one in waiting {
            section.card {
                h2 { (one.name) }
                (particulars(page, one))
                (accept(page, one, known))
                (reject(page, one, faulty.filter(|faulty| faulty.application == one.id).map(|faulty| &faulty.form)))
            }
        }
    }
}

fn back(page: &Page, group: GroupId) -> Markup {
    Button::secondary(&page.t("recruit-title")).link(&paths::Recruitment { id: group }.to_string())
}

fn particulars(page: &Page, one: &application::Model) -> Markup {
    let language = page.language;
    let channels: Vec<String> = one.channels.0.iter().map(|channel| channel_name(language, *channel)).collect();
    let partner = [one.partner.as_deref(), one.partner_person.as_deref()].into_iter().flatten().collect::<Vec<_>>();
    let confirmed = one.confirmed_at.map(|at| when::moment(language, page.zone, at)).unwrap_or_default();
    let rows = [
        ("application-source", t(language, &format!("application-source-{}", one.source.code()))),
        ("apply-partner", partner.join(", ")),
        ("apply-phone", one.phone.clone().unwrap_or_default()),
        ("apply-email", one.email.clone().unwrap_or_default()),
        ("apply-municipality", one.municipality.clone().unwrap_or_default()),
        ("apply-language", language_name(language, one.language)),
        ("apply-message", one.message.clone()),
        ("apply-channels", channels.join(", ")),
        ("application-confirmed", confirmed),
    ];
    facts(rows.into_iter().filter(|(_, value)| !value.is_empty()).map(|(key, value)| (t(language, key), value)))
}

fn accept(page: &Page, one: &application::Model, known: &[PossibleClient]) -> Markup {
    let new = page.t("application-client-new");
    let alike: Vec<(String, &str)> = known
        .iter()
        .filter(|client| client.is_like(one))
        .map(|client| (client.id.to_string(), &*client.name))
        .collect();
    let mut choices = vec![Choice::new("", &new)];
    choices.extend(alike.iter().map(|(id, name)| Choice::new(id, name)));
    let form = Form::default();
    html! {
        form method="post" action=(paths::Accept { id: one.id }.to_string()) {
            (once_field())
            @if choices.len() > 1 {
                (form.fields(page.language).field("client_id", &page.t("application-client")).radios(&choices))
            }
            div.actions { (Button::primary(&page.t("application-accept")).submit()) }
        }
    }
}

fn reject(page: &Page, one: &application::Model, faulty: Option<&Form>) -> Markup {
    let blank = Form::default().set("words", t(one.language, "application-reject-words"));
    let fields = faulty.unwrap_or(&blank).fields(page.language);
    let action = paths::Reject { id: one.id }.to_string();
    let consequence = t_with(page.language, "application-reject-follows", &[("name", one.name.clone().into())]);
    let confirm = Confirm {
        label: &page.t("application-reject"),
        consequence: &consequence,
        action: &action,
        button: &page.t("application-reject"),
    };
    let (label, hint) = (page.t("application-reject-message"), page.t("application-reject-hint"));
    confirm.foldable(faulty.is_some(), fields.field("words", &label).hint(&hint).required().textarea(4))
}
