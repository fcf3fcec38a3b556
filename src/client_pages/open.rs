//! Who opens a private link.

use crate::access::Act;
use crate::audit;
use crate::error::Result;
use crate::people::client::{self, LinkHolder};
use crate::web::page::Page;

/// The client behind the token, with a row in the log of who has seen what.
pub async fn open(act: Act<'_>, page: Page, token: &str, what: &str) -> Result<(LinkHolder, Page)> {
    let contact = client::by_link(act.tx, act.now, token).await?;
    audit::seen(act.by(contact.actor()), contact.id, what).await?;
    let page = page.in_language(contact.language);
    Ok((contact, page))
}
