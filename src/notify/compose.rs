//! What a piece of news says to one person as things stand now: its text, the text's arguments and its link.
//!
//! Asked when a message is sent, or when a letter or a call is asked of somebody; never before.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use entity::id::{ApplicationId, ClientId, GroupId, OfferId, RatingRequestId, ReferralId, StaffId};
use entity::state::{Language, MessageChannel, MessageKind, OfferStatus, ReferralStatus, ToldBy};
use entity::{client, group, offer, rating_request, referral, staff};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::audience::Person;
use super::last_told::{KnownState, Knows};
use super::meets::signs;
use super::news::News;
use crate::enrolment::{self, OfferTelling};
use crate::error::{OrNotFound, Result};
use crate::local_time::zone_of;
use crate::message::{self, ANSWER_BY, Words, gsm};
use crate::recruitment;
use crate::text::{Arg, t, t_with, when};

mod bookings;
mod sessions;

pub use sessions::next_session;

/// Where the link stands in a text that is kept.
pub const LINK: &str = "{link}";

/// What is said to one person.
#[derive(Clone, Debug)]
pub struct Composed {
    /// What it is about.
    pub kind: MessageKind,
    text: &'static str,
    args: Vec<(&'static str, Arg)>,
    /// Where its link leads.
    pub link: Link,
    /// The sessions of which it tells how they stand.
    pub sessions: Vec<KnownState>,
    /// The offer that it tells.
    pub offer: Option<TellsOffer>,
}

/// An offer that is told, and by when it is to be answered then.
#[derive(Clone, Copy, Debug)]
pub struct TellsOffer {
    pub id: OfferId,
    pub answer_by: DateTime<Utc>,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// To the client's own pages: what follows `/me/{token}`, empty for the first page.
    Own(String),
    /// To a path of the application.
    Path(String),
    /// To the page that confirms an application.
    Confirm(ApplicationId),
    /// To the page on which a staff member sets the own password.
    Password(StaffId),
}

/// What is asked: the news, for whom, in which language and when.
#[derive(Clone, Copy)]
pub struct Composition<'a> {
    pub tx: &'a DatabaseTransaction,
    pub now: DateTime<Utc>,
    pub zone: Tz,
    pub to: Person,
    pub language: Language,
    pub channel: MessageChannel,
    pub news: &'a News,
}

impl Composed {
    /// What somebody knows of sessions who is told this.
    pub fn known(&self, person: Person, by: ToldBy) -> Vec<Knows> {
        self.sessions.iter().map(|known| Knows { person, known: *known, by }).collect()
    }

    /// The words in a language and by a channel, with the link's place marked; what a person tells has no link, and its own
    /// words that need none.
    pub fn words(&self, language: Language, channel: MessageChannel) -> Words {
        let mut args = self.args.clone();
        args.push(("link", LINK.into()));
        let part = |part: &str| t_with(language, &format!("{}-{part}", self.text), &args);
        match channel {
            MessageChannel::Sms => Words { subject: String::new(), body: gsm::plain(&part("sms")) },
            MessageChannel::Letter | MessageChannel::Call => Words { subject: part("subject"), body: part("hand") },
            MessageChannel::Email => Words { subject: part("subject"), body: part("body") },
        }
    }
}

/// What the news says; `None` when there is nothing to say any more.
pub async fn compose(asked: Composition<'_>) -> Result<Option<Composed>> {
    match asked.news {
        News::SessionChanged { session } => asked.changes(&[*session]).await,
        News::PlanChanged { sessions, .. } => asked.changes(sessions).await,
        News::BookingsChanged { sessions, group, .. } => asked.bookings(*group, sessions).await,
        News::Meets { session, was } => asked.meets(*session, *was).await,
        News::StandsIn { session, stood } => asked.stands_in(*session, *stood).await,
        News::ComesAlong { session } => asked.comes_along(*session).await,
        News::GroupCancelled { group } => asked.of_group(*group, "told-staff-group-cancelled").await,
        News::GroupEnded { group } => asked.of_group(*group, "told-staff-group-ended").await,
        News::GroupRuns { group } => asked.runs(*group).await,
        News::Offered { referral } => asked.offered(*referral).await,
        News::ReferralSent { .. } => Ok(Some(asked.plain("referral-asked-message"))),
        News::Waitlisted { referral } => asked.waitlisted(*referral).await,
        News::Confirmed { referral } => asked.confirmed(*referral).await,
        News::NotAccepted { .. } => Ok(Some(asked.plain("referral-not-accepted"))),
        News::OfferExpired { .. } => Ok(Some(asked.plain("referral-offer-expired"))),
        News::OfferTakenBack { referral } => asked.taken_back(*referral).await,
        News::ReferralAnswered { referral } => {
            Ok(Some(asked.says("referral-news", Vec::new(), Link::Path(format!("/referrals/{referral}")))))
        }
        News::ClientChanged { client } => {
            Ok(Some(asked.says("client-changed", Vec::new(), Link::Path(format!("/clients/{client}")))))
        }
        News::ClientsMerged { client } => asked.merged(*client).await,
        News::KeyWorkerChanged { client, .. } => asked.key_worker_changed(*client).await,
        News::PasswordLink { staff } => Ok(Some(asked.says("password-link", Vec::new(), Link::Password(*staff)))),
        News::PasswordReset { staff, by_hand } => asked.password_reset(*staff, *by_hand).await,
        News::Reminder { sessions, day, is_first, .. } => {
            asked.reminder(sessions, *day, if *is_first { "reminder-first" } else { "reminder-next" }).await
        }
        News::RatingAsked { request } => asked.rating(*request).await,
        News::ApplicationToConfirm { application } => {
            Ok(Some(asked.says("apply-confirm", Vec::new(), Link::Confirm(*application))))
        }
        News::ApplicationRejected { words, .. } => {
            let ours = || t(asked.language, "apply-in-vain");
            let words = words.as_ref().map_or_else(ours, |own| own.words().to_owned());
            Ok(Some(asked.says("apply-rejected", vec![("words", words.into())], programme())))
        }
        News::OpenPlaces { .. } => {
            let lines = recruitment::free_places(asked.tx, asked.now, asked.language).await?;
            Ok(lines.map(|lines| asked.says("open-places", vec![("groups", lines.into())], programme())))
        }
    }
}

fn programme() -> Link {
    Link::Path(recruitment::paths::Programme.to_string())
}

impl Composition<'_> {
    fn says(&self, text: &'static str, args: impl IntoIterator<Item = (&'static str, Arg)>, link: Link) -> Composed {
        debug_assert!(self.news.entry().texts(self.to).contains(&text), "{text} is not in the catalogue");
        let args = args.into_iter().collect();
        Composed { kind: self.news.entry().kind, text, args, link, sessions: Vec::new(), offer: None }
    }

    /// A text without arguments and with a link to the client's own pages.
    fn plain(&self, text: &'static str) -> Composed {
        self.says(text, Vec::new(), Link::Own(String::new()))
    }

    /// Whether a person tells it.
    pub(super) const fn is_by_hand(&self) -> bool {
        matches!(self.channel, MessageChannel::Letter | MessageChannel::Call)
    }

    fn is_to_staff(&self) -> bool {
        self.to.staff().is_some()
    }

    /// Clients come to their own pages, staff to the page of what has changed.
    fn own_or(&self, path: String) -> Link {
        if self.is_to_staff() { Link::Path(path) } else { Link::Own(String::new()) }
    }

    async fn of_group(&self, id: GroupId, to_staff: &'static str) -> Result<Option<Composed>> {
        let group = group::Entity::find_by_id(id).one(self.tx).await.or_not_found()?;
        let leader = signs(self.tx, self.now, id).await?.unwrap_or_default();
        let text = if self.is_to_staff() { to_staff } else { "told-group-cancelled" };
        let args = vec![("leader", leader.into()), ("code", group.code.into())];
        Ok(Some(self.says(text, args, self.own_or(format!("/groups/{id}")))))
    }

    async fn merged(&self, id: ClientId) -> Result<Option<Composed>> {
        let link = if self.keeps(id).await? { format!("/clients/{id}") } else { "/clients".to_owned() };
        Ok(Some(self.says("client-merged", Vec::new(), Link::Path(link))))
    }

    async fn password_reset(&self, id: StaffId, by_hand: bool) -> Result<Option<Composed>> {
        let name = staff::Entity::find_by_id(id).one(self.tx).await.or_not_found()?.name;
        let text = if by_hand { "password-given" } else { "password-reset" };
        Ok(Some(self.says(text, vec![("name", name.into())], Link::Path("/account".to_owned()))))
    }

    /// Whether it is the key worker who is told.
    async fn keeps(&self, id: ClientId) -> Result<bool> {
        let client = client::Entity::find_by_id(id).one(self.tx).await.or_not_found()?;
        Ok(client.key_worker_id.is_some() && client.key_worker_id == self.to.staff())
    }

    /// Who keeps the client no more may have lost sight of the client's page.
    async fn key_worker_changed(&self, id: ClientId) -> Result<Option<Composed>> {
        let (text, path) = if self.keeps(id).await? {
            ("client-given", format!("/clients/{id}"))
        } else {
            ("client-handed-over", "/clients".to_owned())
        };
        Ok(Some(self.says(text, Vec::new(), Link::Path(path))))
    }

    /// An offer stands first on the client's own page; an address of its own would not fit a text message. Until when it
    /// stands is known when it is told, and of a letter or a call that is not now.
    async fn offered(&self, referral: ReferralId) -> Result<Option<Composed>> {
        let Some(offer) = open_offer(self.tx, referral).await? else { return Ok(None) };
        let group = group::Entity::find_by_id(offer.group_id).one(self.tx).await.or_not_found()?;
        let by_letter = self.channel == MessageChannel::Letter;
        let telling = OfferTelling { at: self.now, zone: self.zone, by_letter };
        let answer_by = enrolment::answer_by(&offer, telling);
        let until = if self.is_by_hand() && offer.answer_by.is_none() {
            ANSWER_BY.to_owned()
        } else {
            when::moment(self.language, zone_of(&group.timezone, self.zone), answer_by)
        };
        let said = self.says("referral-offer", vec![("until", until.into())], Link::Own(String::new()));
        Ok(Some(Composed { offer: Some(TellsOffer { id: offer.id, answer_by }), ..said }))
    }

    /// Who never heard of an offer hears nothing of its being taken back: that it was just being sent may have failed.
    async fn taken_back(&self, referral: ReferralId) -> Result<Option<Composed>> {
        let is_told = enrolment::is_any_offer_told(self.tx, referral).await?
            || message::is_told(self.tx, referral, MessageKind::Offer).await?;
        Ok(is_told.then(|| self.plain("referral-offer-taken-back")))
    }

    async fn waitlisted(&self, id: ReferralId) -> Result<Option<Composed>> {
        let referral = referral::Entity::find_by_id(id).one(self.tx).await.or_not_found()?;
        let waits = referral.status == ReferralStatus::Waitlisted && referral.closed_at.is_none();
        Ok(waits.then(|| self.plain("referral-queued-message")))
    }

    async fn rating(&self, id: RatingRequestId) -> Result<Option<Composed>> {
        let request = rating_request::Entity::find_by_id(id).one(self.tx).await?;
        let is_awaited = request.is_some_and(|one| one.answered_at.is_none() && one.attrition.is_none());
        let link = Link::Own(format!("/ratings/{id}"));
        Ok(is_awaited.then(|| self.says("rating-message", Vec::new(), link)))
    }
}

/// The open offer of a referral.
pub async fn open_offer(db: &impl ConnectionTrait, referral: ReferralId) -> Result<Option<offer::Model>> {
    let of = offer::Entity::find().filter(offer::COLUMN.referral_id.eq(referral));
    Ok(of.filter(offer::COLUMN.status.eq(OfferStatus::Open)).one(db).await?)
}
