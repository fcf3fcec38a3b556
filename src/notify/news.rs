//! The catalogue of news: each piece is one entry here, its texts in `src/text/locales`, and one arm in
//! [`compose`](super::compose) that reads what they say.
//!
//! A message holds its news as data until it is sent, so an entry names ids and times and never words, an address or
//! a token. Without texts, a rule for who is reached, or an urgency an entry does not compile, and
//! `every_piece_of_news_has_its_texts_in_every_language` says which language lacks a text.

use chrono::{DateTime, NaiveDate, Utc};
use entity::id::{
    AbsenceId, ApplicationId, ClientId, GroupId, IncidentId, OfferId, ParticipationId, RatingRequestId, ReferralId,
    SessionId, StaffId, VenueId,
};
use entity::message;
use entity::state::{ErasureGround, MessageKind, RefusalGround, Role};
use serde::{Deserialize, Serialize};

use super::audience::Person;
use crate::message::discreet::Discreet;

/// How a piece of news is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewsEntry {
    /// What the administrator's list says that it is about.
    pub kind: MessageKind,
    /// Its texts to clients and applicants, of which one is chosen: `{text}-subject`, `{text}-body`, `{text}-sms`
    /// and, where a person tells it, `{text}-hand`.
    /// They name no group, kind, place, service or unit.
    pub outside: &'static [&'static str],
    /// Its texts to staff: `{text}-subject` and `{text}-body`.
    pub to_staff: &'static [&'static str],
    /// Its texts to interpreters and who keeps a venue: `{text}-subject`, `{text}-body` and `{text}-hand`.
    pub to_others: &'static [&'static str],
    /// Who is told that no message reaches.
    pub reach: Reach,
    /// When it goes.
    pub urgency: Urgency,
}

impl NewsEntry {
    /// The texts to somebody.
    pub const fn texts(&self, to: Person) -> &'static [&'static str] {
        match to {
            Person::Staff(_) => self.to_staff,
            Person::Interpreter(_) | Person::VenueKeeper(_) => self.to_others,
            Person::Client(_) | Person::Applicant(_) | Person::Erased(_) => self.outside,
        }
    }
}

/// Who is told when their own channel gives no message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Everybody: who wants no messages is called too, by whoever helps them.
    Everybody,
    /// A letter or a call stands in for a channel; who wants no messages is told nothing.
    WhoWantsMessages,
}

/// When a piece of news goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    /// Somebody has asked for it and waits: at once, at any hour.
    Asked,
    /// Who doesn't hear of it in time comes in vain, or loses a place: at once within a day of that time, before all
    /// others, and a call where it would come too late.
    InTime,
    /// After the time in which its act can be undone, outside the quiet hours.
    Ordinary,
    /// At the moment for which it was planned.
    Planned,
}

macro_rules! news {
    ($($(#[$doc:meta])* $name:ident { $($field:ident: $type:ty),* $(,)? } => $entry:expr;)+) => {
        /// A piece of news.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "of", rename_all = "snake_case")]
        pub enum News {
            $($(#[$doc])* $name { $($field: $type),* }),+
        }

        impl News {
            /// How it is told.
            pub const fn entry(&self) -> NewsEntry {
                match self { $(Self::$name { .. } => $entry),+ }
            }
        }

        /// Every entry.
        pub const CATALOGUE: &[NewsEntry] = &[$($entry),+];
    };
}

news! {
    /// A session is cancelled, moved or changed; what of it, the difference to what was told last says.
    SessionChanged { session: SessionId } => NewsEntry {
        kind: MessageKind::SessionMoved,
        outside: &["told-cancelled", "told-replaced", "told-restored", "told-moved", "told-changed", "told-added"],
        to_staff: &[
            "told-staff-cancelled", "told-staff-replaced", "told-staff-restored", "told-staff-moved",
            "told-staff-changed", "told-staff-added",
        ],
        to_others: &[],
        reach: Reach::Everybody,
        urgency: Urgency::InTime,
    };
    /// Several sessions have changed at once.
    PlanChanged { group: GroupId, sessions: Vec<SessionId> } => NewsEntry {
        kind: MessageKind::SessionMoved,
        outside: &["told-replanned", "told-replaced"],
        to_staff: &["told-staff-replanned", "told-staff-replaced"],
        to_others: &[],
        reach: Reach::Everybody,
        urgency: Urgency::InTime,
    };
    /// Sessions for which an interpreter or a venue is booked have changed.
    BookingsChanged { whom: Person, group: GroupId, sessions: Vec<SessionId> } => NewsEntry {
        to_others: &["told-booking"],
        ..in_time(MessageKind::SessionMoved, &[])
    };
    /// Somebody else meets the client at a session than the client expects.
    Meets { session: SessionId, was: Option<StaffId> } => in_time(MessageKind::WhoMeets, &["told-meets"]);
    /// Somebody stands in at a session who did not, or no more.
    StandsIn { session: SessionId, stood: bool } => NewsEntry {
        to_staff: &["told-staff-stands-in", "told-staff-stands-out"],
        ..in_time(MessageKind::WhoMeets, &[])
    };
    /// Somebody who comes along with a client does so to this session, since another was off.
    ComesAlong { session: SessionId } => NewsEntry {
        to_staff: &["told-staff-comes-along"],
        ..in_time(MessageKind::WhoMeets, &[])
    };
    /// A group is cancelled.
    GroupCancelled { group: GroupId } => NewsEntry {
        kind: MessageKind::GroupCancelled,
        outside: &["told-group-cancelled"],
        to_staff: &["told-staff-group-cancelled"],
        to_others: &[],
        reach: Reach::Everybody,
        urgency: Urgency::InTime,
    };
    /// A group ends before its last session.
    GroupEnded { group: GroupId } => NewsEntry {
        kind: MessageKind::GroupCancelled,
        outside: &["told-group-ended"],
        to_staff: &["told-staff-group-ended"],
        to_others: &[],
        reach: Reach::Everybody,
        urgency: Urgency::InTime,
    };
    /// A group is over with its last session.
    GroupOver { group: GroupId } => to_client(MessageKind::GroupOver, &["told-group-over"]);
    /// The address of a place where sessions are ahead reads otherwise than it `was`; somebody outside the house is named.
    PlaceCorrected { group: GroupId, venue: VenueId, was: String, whom: Option<Person> } => NewsEntry {
        kind: MessageKind::SessionMoved,
        outside: &["told-place-corrected"],
        to_staff: &["told-staff-place-corrected"],
        to_others: &["told-booking"],
        reach: Reach::Everybody,
        urgency: Urgency::InTime,
    };
    /// A plan, or more than was approved, waits for a decision.
    PlanSent { group: GroupId } => to_staff(MessageKind::Plan, &["told-staff-plan-sent"]);
    /// It was decided on what a group asked for.
    PlanDecided { group: GroupId, approved: bool } =>
        to_staff(MessageKind::Plan, &["told-staff-plan-approved", "told-staff-plan-returned"]);
    /// Somebody has applied from the public pages.
    Applied { application: ApplicationId } => to_staff(MessageKind::ApplicationNew, &["told-staff-applied"]);
    /// It is decided that a group runs.
    GroupRuns { group: GroupId } => NewsEntry {
        kind: MessageKind::Confirmed,
        outside: &["told-runs"],
        to_staff: &["told-staff-runs"],
        to_others: &[],
        reach: Reach::Everybody,
        urgency: Urgency::InTime,
    };
    /// That a group runs is not decided any more.
    RunsUndecided { group: GroupId } => to_staff(MessageKind::Plan, &["steps-staff-undecided"]);
    /// A group that had ended goes on.
    GroupReopened { group: GroupId } => to_staff(MessageKind::Plan, &["steps-staff-reopened"]);
    /// The client's own group is not held, and a place is kept in another.
    MergeOffered { referral: ReferralId, ended: GroupId } => NewsEntry {
        reach: Reach::Everybody,
        ..in_time(MessageKind::Offer, &["merge-offer", "merge-offer-first"])
    };
    /// The client's own group is not held, and the client is the first to get a place in another.
    MergeWaits { referral: ReferralId, ended: GroupId } => NewsEntry {
        reach: Reach::Everybody,
        ..in_time(MessageKind::GroupCancelled, &["merge-waits"])
    };
    /// A group is held after all, and all stands as before.
    MergeUndone { referral: ReferralId } => NewsEntry {
        reach: Reach::Everybody,
        ..in_time(MessageKind::GroupCancelled, &["merge-undone", "merge-undone-first"])
    };
    /// Those who have a place in a group are asked to come to another.
    GroupsMerged { ended: GroupId, kept: GroupId } => NewsEntry {
        to_staff: &["merge-staff"],
        ..in_time(MessageKind::GroupCancelled, &[])
    };
    /// Two groups are not merged after all.
    GroupsUnmerged { ended: GroupId, kept: GroupId } => NewsEntry {
        to_staff: &["merge-staff-undone"],
        ..in_time(MessageKind::GroupCancelled, &[])
    };
    /// Nobody is taken in for now where somebody applies, or people are again.
    IntakeChanged { application: ApplicationId, closed: bool } =>
        to_client(MessageKind::Waitlisted, &["intake-closed", "intake-opened", "intake-opened-first"]);
    /// A group to which somebody applies meets at another time than it did, where its next session `was`.
    ApplicantsDay { application: ApplicationId, was: DateTime<Utc> } =>
        to_client(MessageKind::Waitlisted, &["intake-moved"]);
    /// No place is free any more where somebody applies.
    IntakeFilled { application: ApplicationId } => to_client(MessageKind::Waitlisted, &["intake-filled"]);
    /// Until when people come in has changed where somebody waits or applies.
    OpennessChanged { group: GroupId, application: Option<ApplicationId> } =>
        to_client(MessageKind::Waitlisted, &["openness-closed", "openness-open"]);
    /// A place is offered.
    Offered { referral: ReferralId } => NewsEntry {
        reach: Reach::Everybody,
        ..in_time(MessageKind::Offer, &["referral-offer"])
    };
    /// An offer waits for its answer.
    OfferWaits { referral: ReferralId, offer: OfferId } => in_time(MessageKind::Offer, &["referral-offer-waits"]);
    /// Somebody has asked for a place for the client.
    ReferralSent { referral: ReferralId } => to_client(MessageKind::ReferralSent, &["referral-asked-message"]);
    /// The client waits for a place.
    Waitlisted { referral: ReferralId } => to_client(MessageKind::Waitlisted, &["referral-queued-message"]);
    /// A turn in the queue of which the client has heard stands no more.
    TurnTakenBack { referral: ReferralId } =>
        to_client(MessageKind::OfferTakenBack, &["referral-turn-taken-back"]);
    /// The client has a place, and hears of the first session where it is planned; who leads hears that somebody comes.
    Confirmed { referral: ReferralId } => NewsEntry {
        to_staff: &["referral-confirmed-staff"],
        reach: Reach::Everybody,
        ..in_time(MessageKind::Confirmed, &["referral-confirmed-message", "referral-confirmed-first"])
    };
    /// No place could be given.
    NotAccepted { referral: ReferralId } => to_client(MessageKind::NotAccepted, &["referral-not-accepted"]);
    /// Nobody answered an offer in time.
    OfferExpired { referral: ReferralId } => to_client(MessageKind::OfferExpired, &["referral-offer-expired"]);
    /// An offer that the client has heard of stands no more.
    OfferTakenBack { referral: ReferralId } => NewsEntry {
        reach: Reach::Everybody,
        ..to_client(MessageKind::OfferTakenBack, &["referral-offer-taken-back"])
    };
    /// A referral was answered or closed.
    ReferralAnswered { referral: ReferralId } => to_staff(MessageKind::ReferralAnswer, &["referral-news"]);
    /// Somebody else has changed how a client is reached or protected.
    ClientChanged { client: ClientId } => to_staff(MessageKind::ClientChanged, &["client-changed"]);
    /// Two records of a client have become one.
    ClientsMerged { client: ClientId } => to_staff(MessageKind::ClientChanged, &["client-merged"]);
    /// A client goes from one key worker to another.
    KeyWorkerChanged { client: ClientId, was: Option<StaffId> } =>
        to_staff(MessageKind::ClientChanged, &["client-given", "client-handed-over"]);
    /// A place has ended: to the client, where that was wanted, to who leads the group and to who was to come along.
    PlaceEnded { place: ParticipationId } => NewsEntry {
        to_staff: &["place-ended-staff"],
        ..to_client(MessageKind::PlaceEnded, &["place-ended", "place-ended-before"])
    };
    /// A place stands of which somebody has heard that it had ended.
    PlaceStands { place: ParticipationId } => NewsEntry {
        to_staff: &["place-stands-staff"],
        reach: Reach::Everybody,
        ..in_time(MessageKind::Confirmed, &["place-stands", "place-stands-first"])
    };
    /// The links to the client's own pages and calendars have ended, and this is the one that works.
    OwnLink { client: ClientId } => NewsEntry { urgency: Urgency::Asked, ..to_client(MessageKind::Link, &["own-link"]) };
    /// Something befell a client; what, stands behind the link alone.
    IncidentRecorded { incident: IncidentId } => to_staff(MessageKind::ClientChanged, &["incident-recorded"]);
    /// A link to set the own password, which somebody has asked for.
    PasswordLink { staff: StaffId } => NewsEntry {
        urgency: Urgency::Asked,
        ..to_staff(MessageKind::Link, &["password-link"])
    };
    /// A staff member gets a new password: by a link of the person's own, or by hand.
    PasswordReset { staff: StaffId, by_hand: bool } =>
        to_staff(MessageKind::StaffAccount, &["password-reset", "password-given"]);
    /// A copy of the database was put back.
    Restored { held: u64, closed: Option<u64>, erased: u64, left: u64, to_officer: bool } =>
        to_staff(MessageKind::Restored, &["message-restored", "log-restored"]);
    /// The sessions of a day come up, so many days later.
    Reminder { sessions: Vec<SessionId>, day: NaiveDate, days: u64, is_first: bool, due_at: DateTime<Utc> } => NewsEntry {
        urgency: Urgency::Planned,
        ..to_client(MessageKind::Reminder, &["reminder-first", "reminder-next"])
    };
    /// A rating is asked for.
    RatingAsked { request: RatingRequestId } => NewsEntry {
        urgency: Urgency::Planned,
        ..to_client(MessageKind::RatingRequest, &["rating-message"])
    };
    /// An application waits to be confirmed by the link of this message.
    ApplicationToConfirm { application: ApplicationId } => NewsEntry {
        urgency: Urgency::Asked,
        ..to_client(MessageKind::ApplicationConfirm, &["apply-confirm"])
    };
    /// An application is turned down, in words of a leader's own or in ours.
    ApplicationRejected { application: ApplicationId, words: Option<Discreet> } =>
        to_client(MessageKind::NotAccepted, &["apply-rejected"]);
    /// A client's data were erased; it goes to the address that was the client's.
    Erased { ground: ErasureGround } => NewsEntry {
        urgency: Urgency::Asked,
        ..to_client(MessageKind::DataRights, &["erasure-done-asked", "erasure-done-retention-over"])
    };
    /// A client's data are not erased, though the client has asked for it.
    ErasureRefused { client: ClientId, ground: RefusalGround } => NewsEntry {
        reach: Reach::Everybody,
        urgency: Urgency::Asked,
        ..to_client(
            MessageKind::DataRights,
            &["erasure-refused-retention", "erasure-refused-open-matter", "erasure-refused-claim"],
        )
    };
    /// A role that waited works now, or is refused.
    RoleSettled { staff: StaffId, role: Role, is_confirmed: bool } =>
        to_staff(MessageKind::StaffAccount, &["role-settled-confirmed", "role-settled-refused"]);
    /// Somebody has other roles or another unit than before.
    RolesChanged { staff: StaffId } => to_staff(MessageKind::StaffAccount, &["roles-changed"]);
    /// Somebody else has told that the person is away.
    AbsenceTold { absence: AbsenceId } => to_staff(MessageKind::StaffAccount, &["absence-told-of-you"]);
    /// Somebody stands in for whoever is away.
    DeputyNamed { absence: AbsenceId } => to_staff(MessageKind::StaffAccount, &["absence-deputy"]);
    /// Groups have free places, as they stand when it is sent, in the week of this Monday.
    OpenPlaces { monday: NaiveDate } => NewsEntry {
        urgency: Urgency::Planned,
        ..to_staff(MessageKind::OpenPlaces, &["open-places"])
    };
}

/// What a piece of news goes away with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HangsOn {
    Nothing,
    Group(GroupId),
    /// It is of use until that begins, and goes away with it or with its group.
    Session(SessionId),
    Referral(ReferralId),
    Application(ApplicationId),
}

impl News {
    /// What it hangs on, as far as it names it: of a place, a request or several sessions, whoever tells it says that.
    pub const fn hangs_on(&self) -> HangsOn {
        match self {
            Self::GroupCancelled { group }
            | Self::GroupEnded { group }
            | Self::GroupOver { group }
            | Self::GroupRuns { group }
            | Self::PlanSent { group }
            | Self::PlanDecided { group, .. }
            | Self::RunsUndecided { group }
            | Self::GroupReopened { group }
            | Self::OpennessChanged { group, .. }
            | Self::GroupsMerged { ended: group, .. }
            | Self::GroupsUnmerged { ended: group, .. } => HangsOn::Group(*group),
            Self::Offered { referral }
            | Self::OfferWaits { referral, .. }
            | Self::ReferralSent { referral }
            | Self::Waitlisted { referral }
            | Self::Confirmed { referral }
            | Self::NotAccepted { referral }
            | Self::OfferExpired { referral }
            | Self::OfferTakenBack { referral }
            | Self::TurnTakenBack { referral }
            | Self::MergeOffered { referral, .. }
            | Self::MergeWaits { referral, .. }
            | Self::MergeUndone { referral }
            | Self::ReferralAnswered { referral } => HangsOn::Referral(*referral),
            Self::Applied { application }
            | Self::ApplicationToConfirm { application }
            | Self::ApplicationRejected { application, .. }
            | Self::ApplicantsDay { application, .. }
            | Self::IntakeFilled { application }
            | Self::IntakeChanged { application, .. } => HangsOn::Application(*application),
            Self::SessionChanged { session }
            | Self::ComesAlong { session }
            | Self::Meets { session, .. }
            | Self::StandsIn { session, .. } => HangsOn::Session(*session),
            Self::PlanChanged { .. }
            | Self::PlaceCorrected { .. }
            | Self::PlaceEnded { .. }
            | Self::PlaceStands { .. }
            | Self::BookingsChanged { .. }
            | Self::OwnLink { .. }
            | Self::IncidentRecorded { .. }
            | Self::ClientChanged { .. }
            | Self::ClientsMerged { .. }
            | Self::KeyWorkerChanged { .. }
            | Self::PasswordLink { .. }
            | Self::PasswordReset { .. }
            | Self::Reminder { .. }
            | Self::RatingAsked { .. }
            | Self::Restored { .. }
            | Self::Erased { .. }
            | Self::ErasureRefused { .. }
            | Self::RoleSettled { .. }
            | Self::RolesChanged { .. }
            | Self::AbsenceTold { .. }
            | Self::DeputyNamed { .. }
            | Self::OpenPlaces { .. } => HangsOn::Nothing,
        }
    }

    /// The news as a message holds it.
    pub fn kept(&self) -> String {
        serde_json::to_string(self).expect("ids, times and words are JSON")
    }

    /// The news that a message holds; `None` once it is sent.
    pub fn of(row: &message::Model) -> Option<Self> {
        let kept = row.news.as_deref()?;
        serde_json::from_str(kept).inspect_err(|error| tracing::error!(id = %row.id, %error, "news can't be read")).ok()
    }

    /// Whom a message with this news goes to.
    pub fn addressee(&self, row: &message::Model) -> Option<Person> {
        let other = match self {
            Self::OpennessChanged { application: Some(application), .. } => Some(Person::Applicant(*application)),
            Self::BookingsChanged { whom, .. } | Self::PlaceCorrected { whom: Some(whom), .. } => Some(*whom),
            Self::Erased { .. } => Some(Person::Erased(row.id)),
            _ => match self.hangs_on() {
                HangsOn::Application(application) => Some(Person::Applicant(application)),
                HangsOn::Nothing | HangsOn::Group(_) | HangsOn::Session(_) | HangsOn::Referral(_) => None,
            },
        };
        row.client_id.map(Person::Client).or(row.staff_id.map(Person::Staff)).or(other)
    }
}

/// What a client or an applicant alone is told.
const fn to_client(kind: MessageKind, outside: &'static [&'static str]) -> NewsEntry {
    NewsEntry {
        kind,
        outside,
        to_staff: &[],
        to_others: &[],
        reach: Reach::WhoWantsMessages,
        urgency: Urgency::Ordinary,
    }
}

/// What staff alone are told.
const fn to_staff(kind: MessageKind, to_staff: &'static [&'static str]) -> NewsEntry {
    NewsEntry {
        kind,
        outside: &[],
        to_staff,
        to_others: &[],
        reach: Reach::WhoWantsMessages,
        urgency: Urgency::Ordinary,
    }
}

/// What a client alone is told, before it is too late.
const fn in_time(kind: MessageKind, outside: &'static [&'static str]) -> NewsEntry {
    NewsEntry { urgency: Urgency::InTime, ..to_client(kind, outside) }
}

#[cfg(test)]
mod tests {
    use entity::state::Language;

    use super::super::kinds::{comes_in_vain, is_asked_for};
    use super::*;
    use crate::text::has;

    #[test]
    fn the_urgency_of_news_can_be_told_from_what_its_message_is_about() {
        for entry in CATALOGUE {
            assert_eq!(comes_in_vain(entry.kind), entry.urgency == Urgency::InTime, "{entry:?}");
            assert_eq!(is_asked_for(entry.kind), entry.urgency == Urgency::Asked, "{entry:?}");
        }
    }

    #[test]
    fn every_piece_of_news_has_its_texts_in_every_language() {
        for entry in CATALOGUE {
            let all = [entry.outside, entry.to_staff, entry.to_others];
            assert!(all.iter().any(|texts| !texts.is_empty()), "{entry:?} tells nobody");
            let outside = entry.outside.iter().map(|text| (*text, &["subject", "body", "sms", "hand"][..]));
            let to_staff = entry.to_staff.iter().map(|text| (*text, &["subject", "body"][..]));
            let to_others = entry.to_others.iter().map(|text| (*text, &["subject", "body", "hand"][..]));
            for (text, parts) in outside.chain(to_staff).chain(to_others) {
                for part in parts {
                    for language in [Language::Fi, Language::Sv, Language::En] {
                        let key = format!("{text}-{part}");
                        assert!(has(language, &key), "{language} lacks {key}");
                    }
                }
            }
        }
    }
}
