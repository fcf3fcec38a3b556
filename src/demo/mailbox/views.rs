//! The messages as they would look.

use maud::{Markup, html};

use super::sent::Sent;
use crate::text::when;
use crate::web::components::{empty_state, page_header};
use crate::web::icon::Icon;
use crate::web::page::Page;

/// The mailbox, the last message first.
pub(super) fn index(page: &Page, sent: &[Sent]) -> Markup {
    html! {
        (page_header(&page.t("mailbox-title"), page.t("mailbox-lead"), ""))
        @if sent.is_empty() { (empty_state(Icon::Mail, &page.t("mailbox-none"), "")) }
        div.stack { @for one in sent { (message(page, one)) } }
    }
}

fn message(page: &Page, sent: &Sent) -> Markup {
    let time = when::moment(page.language, page.zone, sent.at());
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
