//! Who opens a private link.

use sea_orm::DatabaseTransaction;

use crate::access::Act;
use crate::access::Actor;
use crate::audit;
use crate::error::Result;
use crate::people::client::{self, ClientContact};
use crate::web::page::Page;

/// The client behind the token, with a row in the log of who has seen what.
pub async fn open(tx: &DatabaseTransaction, page: Page, token: &str, what: &str) -> Result<(ClientContact, Page)> {
    let contact = client::by_link(tx, page.now, token).await?;
    audit::seen(Act::new(tx, Actor::Client(contact.id), page.now, page.zone), contact.id, what).await?;
    let page = page.in_language(contact.language);
    Ok((contact, page))
}
