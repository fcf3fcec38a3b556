//! The demo's mailbox: what would have been sent, as it would look; and the gallery of components. Both exist only in
//! the demo.

use axum::extract::State;
use axum::response::Response;
use chrono::{DateTime, Utc};
use chrono_tz::Europe::Helsinki;
use maud::{Markup, html};

use crate::app::App;
use crate::error::Result;
use crate::mailer::Mail;
use crate::sms::Text;
use crate::text::when;
use crate::web::components::{empty_state, page_header};
use crate::web::gallery::gallery;
use crate::web::icon::Icon;
use crate::web::page::Page;
use crate::web::who::{Routes, Who};

/// The most messages shown.
const SHOWN: usize = 200;

/// The routes of the mailbox and the gallery: none outside the demo.
pub fn routes(app: &App) -> Routes {
    let routes = Routes::new(app);
    if !app.config.demo {
        return routes;
    }
    routes.get(Who::Public, "/demo/mailbox", index).get(Who::Public, "/demo/components", components)
}

async fn components(page: Page) -> Response {
    page.show("Components", &gallery(page.language))
}

enum Sent {
    Mail(Mail),
    Text(Text),
}

impl Sent {
    const fn at(&self) -> DateTime<Utc> {
        match self {
            Self::Mail(mail) => mail.at,
            Self::Text(text) => text.at,
        }
    }
}

async fn index(page: Page, State(app): State<App>) -> Result<Response> {
    let mails = app.mailer.kept().into_iter().map(Sent::Mail);
    let mut sent: Vec<Sent> = mails.chain(app.sms.kept().into_iter().map(Sent::Text)).collect();
    sent.sort_by_key(|sent| std::cmp::Reverse(sent.at()));
    sent.truncate(SHOWN);
    Ok(page.show(&page.t("mailbox-title"), &view(&page, &sent)))
}

fn view(page: &Page, sent: &[Sent]) -> Markup {
    html! {
        (page_header(&page.t("mailbox-title"), page.t("mailbox-lead"), ""))
        @if sent.is_empty() { (empty_state(Icon::Mail, &page.t("mailbox-none"), "")) }
        div.stack { @for one in sent { (message(page, one)) } }
    }
}

fn message(page: &Page, sent: &Sent) -> Markup {
    let time = when::moment(page.language, Helsinki, sent.at());
    html! {
        article.card.narrow {
            @match sent {
                Sent::Mail(mail) => {
                    h2 { (mail.subject) }
                    p.soft.small { (page.t("mailbox-mail")) " · " (mail.to) " · " (time) }
                    (body(&mail.body))
                }
                Sent::Text(text) => {
                    h2 { (page.t("mailbox-sms")) }
                    p.soft.small { (text.to) " · " (time) }
                    (body(&text.text))
                }
            }
        }
    }
}

/// The text by its lines, an address as a link.
fn body(text: &str) -> Markup {
    let is_link = |word: &str| word.starts_with("http://") || word.starts_with("https://");
    html! {
        @for line in text.lines().filter(|line| !line.trim().is_empty()) {
            p {
                @for word in line.split_whitespace() {
                    @if is_link(word) { a href=(word) { (word) } " " } @else { (word) " " }
                }
            }
        }
    }
}
