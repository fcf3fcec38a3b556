//! Reaching a client about an offer: by whoever referred the client, or else by whoever helps the client.

use chrono::{DateTime, Utc};
use entity::id::{ClientId, GroupId, OfferId, ReferralId, StaffId};
use entity::state::TaskKind;
use entity::{offer, referral};

use crate::access::{Act, Reached, lock_group};
use crate::enrolment::{self, DueOffer, OfferTelling};
use crate::error::Result;
use crate::message::quiet;
use crate::task::{self, NewTask, Whom};

/// How the names of the tasks begin to reach a client about an offer.
const CONTACT: &str = "contact_offer:";

/// An offer that somebody is to talk about with the client.
pub struct OfferInHand {
    pub id: OfferId,
    pub group: GroupId,
    pub client: ClientId,
    pub referral: ReferralId,
    pub referrer: Option<StaffId>,
    /// By when it is to be answered, once its client was told.
    pub until: Option<DateTime<Utc>>,
    /// How often somebody has tried: each further try is a task of its own.
    tries: i32,
}

impl From<DueOffer> for OfferInHand {
    fn from(offer: DueOffer) -> Self {
        Self {
            id: offer.id,
            group: offer.group_id,
            client: offer.client_id,
            referral: offer.referral_id,
            referrer: offer.referrer_id,
            until: offer.answer_by,
            tries: offer.contact_tries,
        }
    }
}

impl OfferInHand {
    /// Names the task of the next try.
    fn contact_key(&self) -> String {
        format!("{CONTACT}{}:{}", self.id, self.tries)
    }

    /// An offer, and who referred its client.
    pub fn of(offer: &offer::Model, referrer: Option<StaffId>) -> Self {
        Self {
            id: offer.id,
            group: offer.group_id,
            client: offer.client_id,
            referral: offer.referral_id,
            referrer,
            until: offer.answer_by,
            tries: offer.contact_tries,
        }
    }
}

/// Asks somebody to reach the client while the offer stands.
pub async fn ask_to_reach(act: Act<'_>, offer: OfferInHand) -> Result<()> {
    let whom = Whom::Named { named: offer.referrer, client: offer.client, group: offer.group };
    let about = |_| NewTask {
        key: offer.contact_key(),
        client: Some(offer.client),
        group: Some(offer.group),
        session: None,
        referral: Some(offer.referral),
        note: None,
    };
    let due = offer.until.unwrap_or_else(|| quiet::open_days_after(act.zone, act.now, 1));
    task::ask_whom(act, TaskKind::ContactOffer, whom, due, about).await
}

/// Asks the group's supervisor to see to it that somebody reaches the client about an offer. A supervisor follows no
/// clients, so the task names the group only.
pub async fn ask_supervisor(act: Act<'_>, offer: &OfferInHand) -> Result<()> {
    let about = |_| NewTask {
        key: format!("{}:supervisor", offer.contact_key()),
        group: Some(offer.group),
        ..NewTask::default()
    };
    let due = quiet::open_days_after(act.zone, act.now, 1);
    task::ask_whom(act, TaskKind::OfferUntold, Whom::Supervisor(offer.group), due, about).await
}

/// Nobody has to reach the client about an offer any more.
pub async fn close_contact_tasks(act: Act<'_>, offer: OfferId) -> Result<()> {
    task::done_by_start(act, &format!("{CONTACT}{offer}")).await
}

/// Notes a try to reach the client about the open offer of a referral; the next try is asked for when it is due.
pub async fn try_contact(act: Act<'_>, referral: &Reached<referral::Model>) -> Result<()> {
    lock_group(act, referral.group_id).await?;
    let offer = enrolment::count_contact_try(act, referral.id).await?;
    close_contact_tasks(act, offer.id).await
}

/// Notes that the client of an offer was reached, when that was the task of this name: the time to answer has begun.
pub async fn told_in_person(act: Act<'_>, key: &str) -> Result<()> {
    let Some(id) = offer_of(key) else { return Ok(()) };
    let offer = enrolment::any_offer(act.tx, id).await?;
    let telling = OfferTelling { at: act.now, zone: act.zone, by_letter: false };
    enrolment::set_offer_told(act, offer.id, enrolment::answer_by(&offer, telling)).await
}

/// The offer about which the task of this name asks somebody to reach its client.
fn offer_of(key: &str) -> Option<OfferId> {
    let (offer, tries) = key.strip_prefix(CONTACT)?.split_once(':').unwrap_or((key.strip_prefix(CONTACT)?, "0"));
    tries.parse::<i32>().ok()?;
    offer.parse().ok()
}
