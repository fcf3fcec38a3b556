//! Reaching a client about an offer: by whoever referred the client, or else by whoever helps the client.

use chrono::{DateTime, Utc};
use entity::id::{ClientId, GroupId, OfferId, ReferralId, StaffId};
use entity::state::TaskKind;
use entity::{offer, referral};

use crate::access::{Act, Reached, lock_group};
use crate::enrolment::{self, DueOffer};
use crate::error::Result;
use crate::task::{self, NewTask};

/// An offer that somebody is to talk about with the client.
pub struct OfferInHand {
    pub id: OfferId,
    pub group: GroupId,
    pub client: ClientId,
    pub referral: ReferralId,
    pub referrer: Option<StaffId>,
    pub until: DateTime<Utc>,
}

impl From<DueOffer> for OfferInHand {
    fn from(offer: DueOffer) -> Self {
        Self {
            id: offer.id,
            group: offer.group_id,
            client: offer.client_id,
            referral: offer.referral_id,
            referrer: offer.referrer_id,
            until: offer.expires_at,
        }
    }
}

impl OfferInHand {
    /// An offer, and who referred its client.
    pub fn of(offer: &offer::Model, referrer: Option<StaffId>) -> Self {
        Self {
            id: offer.id,
            group: offer.group_id,
            client: offer.client_id,
            referral: offer.referral_id,
            referrer,
            until: offer.expires_at,
        }
    }
}

/// Asks somebody to reach the client while the offer stands.
pub async fn ask_to_reach(act: Act<'_>, offer: OfferInHand) -> Result<()> {
    let helper = task::named_or_helper(act.tx, offer.referrer, offer.group, offer.client).await?;
    let Some(helper) = helper else { return Ok(()) };
    let new = NewTask {
        key: contact_key(offer.id),
        client: Some(offer.client),
        group: Some(offer.group),
        session: None,
        referral: Some(offer.referral),
        note: None,
    };
    task::ask(act, TaskKind::ContactOffer, helper, offer.until, new).await.map(drop)
}

/// Nobody has to reach the client about an offer any more.
pub async fn is_reached(act: Act<'_>, offer: OfferId) -> Result<()> {
    task::done_by_key(act, &contact_key(offer)).await
}

/// Notes a try to reach the client about the open offer of a referral.
pub async fn try_contact(act: Act<'_>, referral: &Reached<referral::Model>) -> Result<()> {
    lock_group(act, referral.group_id).await?;
    let offer = enrolment::count_contact_try(act, referral.id).await?;
    if offer.contact_tries >= enrolment::CONTACT_TRIES {
        is_reached(act, offer.id).await?;
    }
    Ok(())
}

/// Names the task to reach a client about an offer.
fn contact_key(offer: OfferId) -> String {
    format!("contact_offer:{offer}")
}
