//! What may be in other hands ends, and the client gets a new link.

use entity::client as client_row;
use entity::id::ClientId;

use crate::access::{Act, Reached};
use crate::calendar;
use crate::error::Result;
use crate::notify::{self, Audience, News, Told};
use crate::people::client;

/// Ends every link and calendar of a client whose telephone or link somebody else may hold, and sends a new link by the
/// client's own way.
pub async fn renew_links(act: Act<'_>, row: &Reached<client_row::Model>) -> Result<Told> {
    renew(act, row.id).await
}

/// The same for a client who was written in this act.
pub(super) async fn renew(act: Act<'_>, client: ClientId) -> Result<Told> {
    client::set_links_ended(act, client).await?;
    calendar::end_calendars_of(act, client).await?;
    notify::tell(act, &[Audience::Client(client)], News::OwnLink { client }).await
}
