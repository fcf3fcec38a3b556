//! A client subscribes to the own sessions, gets another address, or ends a subscription.

use entity::id::CalendarLinkId;
use entity::state::{FeedKind, FeedTitles};

use super::update_client::choose_contact;
use crate::access::Act;
use crate::calendar::{self, NewLink};
use crate::error::{Code, Error, Result};
use crate::people::client::{ClientChoices, LinkHolder};

/// The most subscriptions that a client holds at once: more devices than anybody has.
const MOST: usize = 20;

/// A subscription as a client chooses it.
pub struct OwnSubscription {
    pub titles: FeedTitles,
    /// What the client calls it.
    pub label: Option<String>,
    pub show_place: bool,
}

/// Subscribes a client to the own sessions, and answers the token of the new address, which is never seen again.
pub async fn subscribe(act: Act<'_>, contact: &LinkHolder, chosen: OwnSubscription) -> Result<String> {
    if calendar::links_of_client(act.tx, contact.id).await?.len() >= MOST {
        return Err(Error::conflict(Code::MeCalendarTooMany));
    }
    let OwnSubscription { titles, label, show_place } = chosen;
    if show_place != contact.show_place {
        let choices = ClientChoices { show_place, ..ClientChoices::of(contact) };
        // Where the calendar names places is nobody else's business.
        let _told = choose_contact(act, contact, choices).await?;
    }
    let own = NewLink {
        kind: FeedKind::Client,
        subject_id: None,
        client_id: Some(contact.id),
        staff_id: None,
        titles,
        label,
    };
    calendar::new_link(act, own).await
}

/// Gives a client's subscription another address, whose token it answers; the old one leads nowhere.
pub async fn renew_subscription(act: Act<'_>, id: CalendarLinkId) -> Result<String> {
    calendar::rotate(act, id).await
}

/// Ends a client's subscription.
pub async fn end_subscription(act: Act<'_>, id: CalendarLinkId) -> Result<()> {
    calendar::revoke(act, id).await
}
