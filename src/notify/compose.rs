//! What a piece of news says to one person as things stand now: its text, the text's arguments and its link.
//!
//! Asked when a message is sent, or when a letter or a call is asked of somebody; never before.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use entity::id::{ApplicationId, ClientId, GroupId, OfferId, RatingRequestId, ReferralId, SessionId, StaffId};
use entity::state::{
    ErasureGround, Language, MessageChannel, MessageKind, OfferStatus, ReferralStatus, RefusalGround, ToldBy,
};
use entity::{application, client, group, offer, rating_request, referral, staff};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::audience::Person;
use super::last_told::{KnownState, Knows};
use super::meets::signs;
use super::news::News;
use crate::enrolment::{self, OfferTelling};
use crate::error::{OrNotFound, Result};
use crate::local_time::zone_of;
use crate::merge::Merging;
use crate::message::discreet::Discreet;
use crate::message::{self, ANSWER_BY, Words};
use crate::text::{Arg, t, when};
use crate::{random, recruitment};

mod bookings;
mod groups;
mod places;
mod plans;
mod roles;
mod sessions;
mod wording;

pub use sessions::{next_session, next_session_at, where_it_is};
pub use wording::{LINK, Wording};

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
    /// The session of which it tells who meets the client there.
    pub met_at: Option<SessionId>,
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

impl Link {
    /// How long its path is.
    fn length(&self) -> usize {
        match self {
            Self::Own(rest) => "/me/".len() + random::TOKEN + rest.len(),
            Self::Path(path) => path.len(),
            Self::Confirm(_) => "/open/confirm/".len() + random::TOKEN,
            Self::Password(_) => "/password/".len() + random::TOKEN,
        }
    }
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
        self.sessions.iter().map(|known| Knows { person, known: *known, by, meets: None }).collect()
    }

    /// The words in a language and by a channel, with the link's place marked; `origin` is what its address begins with.
    pub fn words(&self, language: Language, channel: MessageChannel, origin: &str) -> Words {
        let link = origin.len() + self.link.length();
        Wording { text: self.text, args: &self.args, link }.words(language, channel)
    }
}

/// What colleagues read of a group that has ended, early or in time.
const ENDED: &str = "told-staff-group-ended";

/// What the news says; `None` when there is nothing to say any more.
pub async fn compose(asked: Composition<'_>) -> Result<Option<Composed>> {
    let both = |ended: &GroupId, kept: &GroupId| Merging { ended: *ended, kept: *kept };
    match asked.news {
        News::SessionChanged { session } => asked.changes(&[*session]).await,
        News::PlanChanged { sessions, .. } => asked.changes(sessions).await,
        News::BookingsChanged { sessions, group, .. } => asked.bookings(*group, sessions).await,
        News::Meets { session, was } => asked.meets(*session, *was).await,
        News::StandsIn { session, stood } => asked.stands_in(*session, *stood).await,
        News::ComesAlong { session } => asked.comes_along(*session).await,
        News::GroupCancelled { group } => asked.of_group(*group, "told-staff-group-cancelled").await,
        News::GroupEnded { group } | News::GroupOver { group } => asked.of_group(*group, ENDED).await,
        News::PlaceCorrected { group, venue, was, .. } => asked.place_corrected(*group, *venue, was).await,
        News::PlanSent { group } => asked.plan_sent(*group).await,
        News::PlanDecided { group, approved } => asked.plan_decided(*group, *approved).await,
        News::Applied { application } => asked.applied(*application).await,
        News::GroupRuns { group } => asked.runs(*group).await,
        News::GroupReopened { group } => asked.of_code(*group, "steps-staff-reopened").await,
        News::RunsUndecided { group } => asked.of_code(*group, "steps-staff-undecided").await,
        News::MergeOffered { referral, .. } => asked.offered_over(*referral).await,
        News::MergeWaits { referral, .. } => asked.waits_over(*referral).await,
        News::MergeUndone { referral } => asked.unmerged(*referral).await,
        News::GroupsMerged { ended, kept } => asked.of_both(both(ended, kept), "merge-staff").await,
        News::GroupsUnmerged { ended, kept } => asked.of_both(both(ended, kept), "merge-staff-undone").await,
        News::IntakeChanged { application, closed } => asked.intake_changed(*application, *closed).await,
        News::ApplicantsDay { application, was } => asked.applicants_day(*application, *was).await,
        News::IntakeFilled { application } => asked.intake_filled(*application).await,
        News::OpennessChanged { group, application } => asked.openness_changed(*group, *application).await,
        News::Offered { referral } => asked.offered(*referral).await,
        News::OfferWaits { referral, offer } => asked.offer_waits(*referral, *offer).await,
        News::ReferralSent { referral } => asked.of_referral(*referral, "referral-asked-message").await.map(Some),
        News::Waitlisted { referral } => asked.waitlisted(*referral).await,
        News::Confirmed { referral } => asked.confirmed(*referral).await,
        News::NotAccepted { referral } => asked.of_referral(*referral, "referral-not-accepted").await.map(Some),
        News::OfferExpired { referral } => asked.of_referral(*referral, "referral-offer-expired").await.map(Some),
        News::OfferTakenBack { referral } => asked.taken_back(*referral).await,
        News::TurnTakenBack { referral } => asked.turn_taken_back(*referral).await,
        News::ReferralAnswered { referral } => asked.leads("referral-news", path("referrals", referral)),
        News::ClientChanged { client } => asked.leads("client-changed", path("clients", client)),
        News::IncidentRecorded { incident } => asked.leads("incident-recorded", path("incidents", incident)),
        News::PlaceEnded { place } => asked.place_ended(*place).await,
        News::PlaceStands { place } => asked.place_stands(*place).await,
        News::OwnLink { .. } => asked.leads("own-link", Link::Own(String::new())),
        News::ClientsMerged { client } => asked.merged(*client).await,
        News::KeyWorkerChanged { client, .. } => asked.key_worker_changed(*client).await,
        News::PasswordLink { staff } => asked.leads("password-link", Link::Password(*staff)),
        News::PasswordReset { staff, by_hand } => asked.password_reset(*staff, *by_hand).await,
        News::Restored { to_officer, .. } => Ok(Some(asked.restored(*to_officer))),
        News::Reminder { sessions, day, is_first, .. } => asked.reminder(sessions, *day, *is_first).await,
        News::RatingAsked { request } => asked.rating(*request).await,
        News::ApplicationToConfirm { application } => asked.leads("apply-confirm", Link::Confirm(*application)),
        News::ApplicationRejected { application, words } => asked.rejected(*application, words.as_ref()).await,
        News::Erased { ground } => asked.leads(erased(*ground), programme()),
        News::ErasureRefused { ground, .. } => asked.leads(refused(*ground), programme()),
        News::RoleSettled { staff, role, is_confirmed } => asked.role_settled(*staff, *role, *is_confirmed).await,
        News::RolesChanged { staff } => asked.roles_changed(*staff).await,
        News::AbsenceTold { absence } | News::DeputyNamed { absence } => asked.absence_told(*absence).await,
        News::OpenPlaces { .. } => asked.open_places().await,
    }
}

fn path(of: &str, id: impl std::fmt::Display) -> Link {
    Link::Path(format!("/{of}/{id}"))
}

const fn erased(ground: ErasureGround) -> &'static str {
    match ground {
        ErasureGround::Asked => "erasure-done-asked",
        ErasureGround::RetentionOver => "erasure-done-retention-over",
    }
}

const fn refused(ground: RefusalGround) -> &'static str {
    match ground {
        RefusalGround::Retention => "erasure-refused-retention",
        RefusalGround::OpenMatter => "erasure-refused-open-matter",
        RefusalGround::Claim => "erasure-refused-claim",
    }
}

fn programme() -> Link {
    Link::Path(recruitment::paths::Programme.to_string())
}

impl Composition<'_> {
    fn says(&self, text: &'static str, args: impl IntoIterator<Item = (&'static str, Arg)>, link: Link) -> Composed {
        debug_assert!(self.news.entry().texts(self.to).contains(&text), "{text} is not in the catalogue");
        let args = args.into_iter().collect();
        Composed { kind: self.news.entry().kind, text, args, link, sessions: Vec::new(), met_at: None, offer: None }
    }

    /// A text of a group, signed by its leader and with a link to the client's own pages.
    async fn signed(&self, group: GroupId, text: &'static str) -> Result<Composed> {
        let leader = signs(self.tx, self.now, group).await?.unwrap_or_default();
        Ok(self.says(text, vec![("leader", leader.into())], Link::Own(String::new())))
    }

    /// A text without other arguments about the group of a referral.
    async fn of_referral(&self, id: ReferralId, text: &'static str) -> Result<Composed> {
        let referral = referral::Entity::find_by_id(id).one(self.tx).await.or_not_found()?;
        self.signed(referral.group_id, text).await
    }

    /// In a leader's words or in ours.
    async fn rejected(&self, id: ApplicationId, words: Option<&Discreet>) -> Result<Option<Composed>> {
        let application = application::Entity::find_by_id(id).one(self.tx).await.or_not_found()?;
        let words = words.map_or_else(|| t(self.language, "apply-in-vain"), |own| own.words().to_owned());
        let said = self.signed(application.group_id, "apply-rejected").await?;
        let args = said.args.into_iter().chain([("words", words.into())]).collect();
        Ok(Some(Composed { args, link: programme(), ..said }))
    }

    /// A text that only leads somewhere.
    #[expect(clippy::unnecessary_wraps, reason = "as every other arm of what is composed")]
    fn leads(&self, text: &'static str, link: Link) -> Result<Option<Composed>> {
        Ok(Some(self.says(text, Vec::new(), link)))
    }

    fn restored(&self, to_officer: bool) -> Composed {
        let News::Restored { held, closed, erased, left, .. } = *self.news else {
            unreachable!("asked of a restore alone")
        };
        let (text, path) =
            if to_officer { ("log-restored", "/restored") } else { ("message-restored", "/messages/held") };
        let closed = closed.unwrap_or_default();
        let args = [("held", held.into()), ("closed", closed.into()), ("erased", erased.into()), ("left", left.into())];
        self.says(text, args, Link::Path(path.to_owned()))
    }

    async fn open_places(&self) -> Result<Option<Composed>> {
        let lines = recruitment::free_places(self.tx, self.now, self.language).await?;
        Ok(lines.map(|lines| self.says("open-places", vec![("groups", lines.into())], programme())))
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
        let to_client = match self.news {
            News::GroupEnded { .. } => "told-group-ended",
            News::GroupOver { .. } => "told-group-over",
            _ => "told-group-cancelled",
        };
        let text = if self.is_to_staff() { to_staff } else { to_client };
        let args = vec![("leader", leader.into()), ("code", group.code.into())];
        let mut composed = self.says(text, args, self.own_or(format!("/groups/{id}")));
        composed.sessions = self.off_ahead(id).await?;
        Ok(Some(composed))
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
        self.offer_as(referral, "referral-offer", None).await
    }

    /// The same in other words, which may say when the first session is.
    async fn offer_as(
        &self,
        referral: ReferralId,
        text: &'static str,
        first: Option<String>,
    ) -> Result<Option<Composed>> {
        let Some(offer) = open_offer(self.tx, referral).await? else { return Ok(None) };
        let group = group::Entity::find_by_id(offer.group_id).one(self.tx).await.or_not_found()?;
        let by_letter = self.channel == MessageChannel::Letter;
        let telling = OfferTelling { at: self.now, zone: self.zone, by_letter };
        let answer_by = enrolment::answer_by(&offer, telling);
        let until = if self.is_by_hand() && offer.answer_by.is_none() {
            ANSWER_BY.to_owned()
        } else {
            when::moment_seen(self.language, zone_of(&group.timezone, self.zone), answer_by, self.now)
        };
        let said = self.signed(offer.group_id, text).await?;
        let more = [("until", until.into())].into_iter().chain(first.map(|time| ("time", time.into())));
        let args = said.args.into_iter().chain(more).collect();
        Ok(Some(Composed { args, offer: Some(TellsOffer { id: offer.id, answer_by }), ..said }))
    }

    /// The same once more, while the client can still answer. Only a person who calls has tried to reach the client by it.
    async fn offer_waits(&self, referral: ReferralId, id: OfferId) -> Result<Option<Composed>> {
        let is_open = |open: &offer::Model| open.id == id && open.answer_by.is_some_and(|by| by > self.now);
        if !open_offer(self.tx, referral).await?.as_ref().is_some_and(is_open) {
            return Ok(None);
        }
        let said = self.offer_as(referral, "referral-offer-waits", None).await?;
        let is_by_hand = self.is_by_hand();
        Ok(said.map(|said| Composed { offer: said.offer.filter(|_| is_by_hand), ..said }))
    }

    /// Who never heard of an offer hears nothing of its being taken back: that it was just being sent may have failed.
    async fn taken_back(&self, referral: ReferralId) -> Result<Option<Composed>> {
        let is_told = enrolment::is_any_offer_told(self.tx, referral).await?
            || message::is_told(self.tx, referral, MessageKind::Offer).await?;
        if is_told { self.of_referral(referral, "referral-offer-taken-back").await.map(Some) } else { Ok(None) }
    }

    async fn waitlisted(&self, id: ReferralId) -> Result<Option<Composed>> {
        let referral = referral::Entity::find_by_id(id).one(self.tx).await.or_not_found()?;
        let waits = referral.status == ReferralStatus::Waitlisted && referral.closed_at.is_none();
        if waits { self.signed(referral.group_id, "referral-queued-message").await.map(Some) } else { Ok(None) }
    }

    async fn rating(&self, id: RatingRequestId) -> Result<Option<Composed>> {
        let request = rating_request::Entity::find_by_id(id).one(self.tx).await?;
        let is_awaited = |one: &rating_request::Model| one.answered_at.is_none() && one.attrition.is_none();
        let Some(request) = request.filter(is_awaited) else { return Ok(None) };
        let said = self.signed(request.group_id, "rating-message").await?;
        Ok(Some(Composed { link: Link::Own(format!("/ratings/{id}")), ..said }))
    }
}

/// The open offer of a referral.
pub async fn open_offer(db: &impl ConnectionTrait, referral: ReferralId) -> Result<Option<offer::Model>> {
    let of = offer::Entity::find().filter(offer::COLUMN.referral_id.eq(referral));
    Ok(of.filter(offer::COLUMN.status.eq(OfferStatus::Open)).one(db).await?)
}
