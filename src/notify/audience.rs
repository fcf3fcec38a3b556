//! Who hears: audiences, and the people in them. Whom a group's news concerns is asked here and nowhere else.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use entity::id::{
    ApplicationId, ClientId, GroupId, InterpretingId, MessageId, ReferralId, SessionId, StaffId, VenueId,
};
use entity::state::{
    ApplicationStatus, InterpretingStatus, OfferStatus, OutsideKind, ParticipationStatus, ReferralStatus, Role,
};
use entity::{
    application, client, group_leader, interpreting, offer, participation, referral, session, staff, staff_role, venue,
    waiting,
};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect,
    QueryTrait, RelationTrait,
};
use serde::{Deserialize, Serialize};

use super::difference::SessionState;
use crate::access::at_work::may_have_part;
use crate::error::Result;
use crate::task;

/// Whom a piece of news concerns. Whoever is in several audiences of one act hears once, and whoever acts doesn't.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// One client.
    Client(ClientId),
    /// One staff member.
    Staff(StaffId),
    /// Somebody who applies.
    Applicant(ApplicationId),
    /// The living clients with a place in the group.
    Placed(GroupId),
    /// The living clients with an open offer of the group.
    Offered(GroupId),
    /// The living clients in the group's queue.
    Queued(GroupId),
    /// The living clients for whom a place in the group was asked, whatever stands of it.
    Asking(GroupId),
    /// The group's leaders with an open account, but for those whose part is over or who may lead no more.
    Leaders(GroupId),
    /// Who supervises the group.
    Supervisor(GroupId),
    /// Who comes along with clients who have a place and have not started.
    Companions(GroupId),
    /// Who has promised to come along with anybody whose referral to the group is open.
    PromisedCompanions(GroupId),
    /// Who stands in at the session.
    Substitute(SessionId),
    /// Who sent the referral.
    Referrer(ReferralId),
    /// Who sent the referrals to the group that are open.
    Referrers(GroupId),
    /// The key workers of the clients with a place in the group, an offer of it or a turn in its queue.
    KeyWorkers(GroupId),
    /// Who applies to the group and has no answer.
    Applicants(GroupId),
    /// Those at work who hold a role.
    Holders(Role),
    /// The workers who have not said that they don't want the weekly message.
    Workers,
}

/// Somebody who hears.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Person {
    /// A client, by the client's own channel.
    Client(ClientId),
    /// A staff member, by mail.
    Staff(StaffId),
    /// Somebody who applies, by what the application gives.
    Applicant(ApplicationId),
    /// An interpreter, or the agency that sends one, by what the booking gives.
    Interpreter(InterpretingId),
    /// Who keeps a venue outside the house, by what the venue gives.
    VenueKeeper(VenueId),
    /// Somebody who is erased, by the address that the message itself holds until it is sent.
    Erased(MessageId),
}

impl Person {
    /// The id, whoever's it is.
    pub const fn id(self) -> Uuid {
        match self {
            Self::Client(id) => id.0,
            Self::Staff(id) => id.0,
            Self::Applicant(id) => id.0,
            Self::Erased(id) => id.0,
            Self::Interpreter(id) => id.0,
            Self::VenueKeeper(id) => id.0,
        }
    }

    /// Who it is outside the house, of those who are told of sessions.
    pub const fn outside(self) -> Option<OutsideKind> {
        match self {
            Self::Interpreter(_) => Some(OutsideKind::Interpreter),
            Self::VenueKeeper(_) => Some(OutsideKind::Venue),
            Self::Client(_) | Self::Staff(_) | Self::Applicant(_) | Self::Erased(_) => None,
        }
    }

    /// The person of an id, whoever it is outside the house.
    pub const fn of_outside(kind: OutsideKind, id: Uuid) -> Self {
        match kind {
            OutsideKind::Interpreter => Self::Interpreter(InterpretingId(id)),
            OutsideKind::Venue => Self::VenueKeeper(VenueId(id)),
        }
    }

    /// A session as it stands for the person: to who keeps a venue it takes place when it does so there.
    pub fn sees(self, session: SessionState) -> SessionState {
        match self {
            Self::VenueKeeper(venue) if session.venue_id != Some(venue) => session.off(),
            _ => session,
        }
    }

    /// The client, if it is one.
    pub const fn client(self) -> Option<ClientId> {
        if let Self::Client(id) = self { Some(id) } else { None }
    }

    /// The staff member, if it is one.
    pub const fn staff(self) -> Option<StaffId> {
        if let Self::Staff(id) = self { Some(id) } else { None }
    }
}

/// People, each once.
pub type People = BTreeSet<Person>;

/// Everybody in these audiences, each once.
pub async fn people(db: &impl ConnectionTrait, now: DateTime<Utc>, audiences: &[Audience]) -> Result<People> {
    let mut found = People::new();
    for audience in audiences {
        found.extend(audience.people(db, now).await?);
    }
    Ok(found)
}

impl Audience {
    async fn people(self, db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<Vec<Person>> {
        match self {
            Self::Client(id) => Ok(vec![Person::Client(id)]),
            Self::Staff(id) => Ok(vec![Person::Staff(id)]),
            Self::Applicant(id) => Ok(vec![Person::Applicant(id)]),
            Self::Placed(group) => living(db, places(group)).await,
            Self::Offered(group) => living(db, offers(group)).await,
            Self::Queued(group) => living(db, turns(group)).await,
            Self::Asking(group) => living(db, asking(group)).await,
            Self::Supervisor(group) => Ok(task::supervisor(db, group).await?.map(Person::Staff).into_iter().collect()),
            Self::Leaders(group) => with_account(db, leaders(group, now)).await,
            Self::Companions(group) => with_account(db, companions(group)).await,
            Self::PromisedCompanions(group) => with_account(db, promised(group)).await,
            Self::Substitute(session) => with_account(db, substitute(session)).await,
            Self::Referrer(id) => with_account(db, referrer(id)).await,
            Self::Referrers(group) => with_account(db, referrers(group)).await,
            Self::KeyWorkers(group) => with_account(db, key_workers(group)).await,
            Self::Applicants(group) => applicants(db, group).await,
            Self::Holders(role) => with_account(db, holders(role)).await,
            Self::Workers => with_account(db, workers()).await,
        }
    }
}

async fn living(db: &impl ConnectionTrait, which: SelectStatement) -> Result<Vec<Person>> {
    let ids: Vec<ClientId> = client::Entity::find()
        .select_only()
        .column(client::Column::Id)
        .filter(client::Column::Id.in_subquery(which))
        .filter(client::COLUMN.deceased_on.is_null())
        .into_tuple()
        .all(db)
        .await?;
    Ok(ids.into_iter().map(Person::Client).collect())
}

async fn with_account(db: &impl ConnectionTrait, which: SelectStatement) -> Result<Vec<Person>> {
    let ids: Vec<StaffId> = staff::Entity::find()
        .select_only()
        .column(staff::Column::Id)
        .filter(staff::Column::Id.in_subquery(which))
        .filter(staff::COLUMN.active.eq(true))
        .into_tuple()
        .all(db)
        .await?;
    Ok(ids.into_iter().map(Person::Staff).collect())
}

fn places(group: GroupId) -> SelectStatement {
    participation::Entity::find()
        .select_only()
        .column(participation::Column::ClientId)
        .filter(participation::COLUMN.group_id.eq(group))
        .filter(participation::COLUMN.active.eq(true))
        .into_query()
}

fn offers(group: GroupId) -> SelectStatement {
    offer::Entity::find()
        .select_only()
        .column(offer::Column::ClientId)
        .filter(offer::COLUMN.group_id.eq(group))
        .filter(offer::COLUMN.status.eq(OfferStatus::Open))
        .into_query()
}

fn turns(group: GroupId) -> SelectStatement {
    waiting::Entity::find()
        .select_only()
        .column(waiting::Column::ClientId)
        .filter(waiting::COLUMN.group_id.eq(group))
        .filter(waiting::COLUMN.active.eq(true))
        .into_query()
}

fn asking(group: GroupId) -> SelectStatement {
    referral::Entity::find()
        .select_only()
        .column(referral::Column::ClientId)
        .filter(referral::COLUMN.group_id.eq(group))
        .filter(referral::COLUMN.closed_at.is_null())
        .filter(referral::COLUMN.status.ne(ReferralStatus::Draft))
        .into_query()
}

fn leaders(group: GroupId, now: DateTime<Utc>) -> SelectStatement {
    let goes_on = group_leader::COLUMN.until_at.is_null().or(group_leader::COLUMN.until_at.gt(now));
    let led = group_leader::Entity::find().select_only().column(group_leader::Column::StaffId);
    led.filter(group_leader::COLUMN.group_id.eq(group)).filter(may_have_part()).filter(goes_on).into_query()
}

fn companions(group: GroupId) -> SelectStatement {
    participation::Entity::find()
        .select_only()
        .column(referral::Column::AccompanyStaffId)
        .join(JoinType::InnerJoin, participation::Relation::Referral.def())
        .filter(participation::COLUMN.group_id.eq(group))
        .filter(participation::COLUMN.active.eq(true))
        .filter(participation::COLUMN.status.eq(ParticipationStatus::Confirmed))
        .filter(referral::COLUMN.accompany_staff_id.is_not_null())
        .into_query()
}

/// Who comes along, and to which of the group's sessions.
#[derive(Clone, Copy, Debug, FromQueryResult)]
pub struct Companion {
    pub staff_id: StaffId,
    /// The number of the session.
    session: i32,
    /// The number of the one that was promised and is off.
    promised: Option<i32>,
}

impl Companion {
    /// Whether it is the session with this number.
    pub const fn comes_to(self, session: i32) -> bool {
        self.session == session
    }

    /// Whether news of the session with this number is theirs: they come to it, or would if it took place.
    pub fn is_of(self, session: i32) -> bool {
        self.session == session || self.promised == Some(session)
    }
}

/// Who comes along to single sessions of the group, with clients who have a place there and have not started.
pub async fn companions_of(db: &impl ConnectionTrait, group: GroupId) -> Result<Vec<Companion>> {
    Ok(participation::Entity::find()
        .select_only()
        .column_as(referral::Column::AccompanyStaffId, "staff_id")
        .expr_as(Expr::cust("COALESCE(referral.accompany_session, 1)"), "session")
        .column_as(referral::Column::AccompanyPromised, "promised")
        .join(JoinType::InnerJoin, participation::Relation::Referral.def())
        .filter(participation::COLUMN.group_id.eq(group))
        .filter(participation::COLUMN.active.eq(true))
        .filter(participation::COLUMN.status.eq(ParticipationStatus::Confirmed))
        .filter(referral::COLUMN.accompany_staff_id.is_not_null())
        .into_model()
        .all(db)
        .await?)
}

fn promised(group: GroupId) -> SelectStatement {
    referral::Entity::find()
        .select_only()
        .column(referral::Column::AccompanyStaffId)
        .filter(referral::COLUMN.group_id.eq(group))
        .filter(referral::COLUMN.closed_at.is_null())
        .filter(referral::COLUMN.accompany_staff_id.is_not_null())
        .into_query()
}

/// Who interprets at which of these sessions.
pub async fn interpreters_of(
    db: &impl ConnectionTrait,
    sessions: impl Iterator<Item = SessionId>,
) -> Result<Vec<(SessionId, Person)>> {
    let booked: Vec<(SessionId, InterpretingId)> = interpreting::Entity::find()
        .select_only()
        .columns([interpreting::Column::SessionId, interpreting::Column::Id])
        .filter(interpreting::COLUMN.session_id.is_in(sessions))
        .filter(interpreting::COLUMN.status.ne(InterpretingStatus::Cancelled))
        .into_tuple()
        .all(db)
        .await?;
    Ok(booked.into_iter().map(|(session, id)| (session, Person::Interpreter(id))).collect())
}

/// Those of these venues that somebody keeps who can be reached.
pub async fn kept_venues(db: &impl ConnectionTrait, venues: impl Iterator<Item = VenueId>) -> Result<Vec<VenueId>> {
    let reached = venue::COLUMN.contact_email.is_not_null().or(venue::COLUMN.contact_phone.is_not_null());
    let kept = venue::Entity::find().select_only().column(venue::Column::Id).filter(venue::COLUMN.id.is_in(venues));
    Ok(kept.filter(reached).into_tuple().all(db).await?)
}

fn substitute(session: SessionId) -> SelectStatement {
    let standing_in = session::Entity::find_by_id(session).select_only().column(session::Column::SubstituteId);
    standing_in.filter(session::COLUMN.substitute_id.is_not_null()).into_query()
}

fn referrer(id: ReferralId) -> SelectStatement {
    let sent = referral::Entity::find_by_id(id).select_only().column(referral::Column::ReferrerId);
    sent.filter(referral::COLUMN.referrer_id.is_not_null()).into_query()
}

fn referrers(group: GroupId) -> SelectStatement {
    referral::Entity::find()
        .select_only()
        .column(referral::Column::ReferrerId)
        .filter(referral::COLUMN.group_id.eq(group))
        .filter(referral::COLUMN.closed_at.is_null())
        .filter(referral::COLUMN.referrer_id.is_not_null())
        .into_query()
}

fn key_workers(group: GroupId) -> SelectStatement {
    let whose = [places(group), offers(group), turns(group)]
        .into_iter()
        .fold(Condition::any(), |any, clients| any.add(client::Column::Id.in_subquery(clients)));
    client::Entity::find()
        .select_only()
        .column(client::Column::KeyWorkerId)
        .filter(whose)
        .filter(client::COLUMN.key_worker_id.is_not_null())
        .into_query()
}

async fn applicants(db: &impl ConnectionTrait, group: GroupId) -> Result<Vec<Person>> {
    let ids: Vec<ApplicationId> = application::Entity::find()
        .select_only()
        .column(application::Column::Id)
        .filter(application::COLUMN.group_id.eq(group))
        .filter(application::COLUMN.status.is_in([ApplicationStatus::Unconfirmed, ApplicationStatus::Waiting]))
        .into_tuple()
        .all(db)
        .await?;
    Ok(ids.into_iter().map(Person::Applicant).collect())
}

fn holders(role: Role) -> SelectStatement {
    staff_role::Entity::find()
        .select_only()
        .column(staff_role::Column::StaffId)
        .filter(staff_role::COLUMN.role.eq(role))
        .into_query()
}

fn workers() -> SelectStatement {
    staff_role::Entity::find()
        .select_only()
        .column(staff::Column::Id)
        .join(JoinType::InnerJoin, staff_role::Relation::Staff.def())
        .filter(staff_role::COLUMN.role.eq(Role::Worker))
        .filter(staff::COLUMN.weekly_off_at.is_null())
        .into_query()
}
