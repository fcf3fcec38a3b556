//! All that the page of one referral tells: the closed loop from what was received to how it ended.

use chrono::{DateTime, Utc};
use entity::id::{ClientId, ParticipationId, ReferralId, StaffId};
use entity::state::{AttendanceStatus, CloseReason, ReferralStatus};
use entity::{attendance, change_log, client, group, offer, participation, referral, referral_note, session, staff};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, Order, QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::Value;

use super::queries::{OpenReferral, one, open_referrals};
use super::state;
use crate::access::Viewer;
use crate::enrolment;
use crate::error::{OrNotFound, Result};
use crate::message::{self, ManualContact};
use crate::people::client::{is_hidden, reached, shown_to};

/// A referral with all that its page tells.
#[derive(Clone, Debug)]
pub struct Detail {
    pub referral: referral::Model,
    pub client: client::Model,
    pub group: group::Model,
    /// Who referred, decided and comes along, by name.
    pub referrer: Option<String>,
    /// Who decided.
    pub decider: Option<String>,
    /// Who comes along.
    pub companion: Option<String>,
    /// The group it was sent on to.
    pub redirected: Option<String>,
    /// The open offer.
    pub offer: Option<offer::Model>,
    /// The place in the queue, from 1.
    pub queue_place: Option<usize>,
    /// Whether the group has a place that can be offered now.
    pub has_room: bool,
    /// The place that came of it.
    pub place: Option<participation::Model>,
    /// The letters and calls that are to be made about it.
    pub calls: Vec<ManualContact>,
    /// Absences without a word since the last presence.
    pub misses: usize,
    /// Whether somebody in the group must not meet the client.
    pub conflict: bool,
    /// The client's groups that meet at the same time.
    pub overlapping: Vec<String>,
    /// Other open referrals of the client.
    pub others: Vec<OpenReferral>,
    /// What was asked, answered and explained.
    pub thread: Vec<ReferralNote>,
    /// What has happened.
    pub history: Vec<ReferralEvent>,
}

/// What somebody asked, answered or explained.
#[derive(Clone, Debug, FromQueryResult)]
pub struct ReferralNote {
    /// The state that the referral came to with it.
    pub status: ReferralStatus,
    pub words: String,
    pub noted_at: DateTime<Utc>,
    /// Who, when it was staff.
    pub staff_name: Option<String>,
}

/// What was asked, answered and explained, the oldest first.
pub async fn thread(db: &impl ConnectionTrait, id: ReferralId) -> Result<Vec<ReferralNote>> {
    Ok(referral_note::Entity::find()
        .expr_as(Expr::col((staff::Entity, staff::Column::Name)), "staff_name")
        .join(
            JoinType::LeftJoin,
            referral_note::Entity::belongs_to(staff::Entity)
                .from(referral_note::Column::NotedBy)
                .to(staff::Column::Id)
                .into(),
        )
        .filter(referral_note::COLUMN.referral_id.eq(id))
        .order_by(referral_note::Column::NotedAt, Order::Asc)
        .order_by(referral_note::Column::Id, Order::Asc)
        .into_model()
        .all(db)
        .await?)
}

/// All that the page of a referral tells, in a constant number of queries.
pub async fn detail(db: &impl ConnectionTrait, viewer: &Viewer, id: ReferralId, now: DateTime<Utc>) -> Result<Detail> {
    let mut referral = one(db, viewer, id).await?;
    let mut client = client::Entity::find_by_id(referral.client_id).one(db).await.or_not_found()?;
    let knows = reached(db, viewer, [client.id]).await?.contains(&client.id);
    if !knows {
        (referral.needs, client.needs, client.interpreter) = (None, None, None);
    }
    let group = group::Entity::find_by_id(referral.group_id).one(db).await.or_not_found()?;
    let people = [referral.referrer_id, referral.decided_by, referral.accompany_staff_id];
    let names = staff_names(db, people.into_iter().flatten()).await?;
    let name = |id: Option<StaffId>| names.iter().find(|(found, _)| Some(*found) == id).map(|(_, name)| name.clone());
    let redirected = match referral.redirected_to_id {
        Some(to) => group::Entity::find_by_id(to).one(db).await?.map(|group| group.name),
        None => None,
    };
    let place = enrolment::of_referral(db, id).await?;
    let misses = match &place {
        Some(place) => misses(db, place.id).await?,
        None => 0,
    };
    let (to_client, to_group) = (referral.client_id, referral.group_id);
    // The other groups of a protected client would tell where to find one.
    let hidden = !knows || is_hidden(viewer, client.address_protection, client.key_worker_id);
    Ok(Detail {
        referrer: name(referral.referrer_id),
        decider: name(referral.decided_by),
        companion: name(referral.accompany_staff_id),
        redirected,
        offer: enrolment::offer_of(db, id).await?,
        queue_place: enrolment::queue_place(db, referral.group_id, id).await?,
        has_room: enrolment::places(db, referral.group_id).await?.free() > 0,
        place,
        calls: message::to_be_told(db, viewer, id).await?,
        misses,
        conflict: crate::people::pair_conflict(db, to_group, to_client).await?,
        overlapping: if hidden { Vec::new() } else { enrolment::overlapping(db, to_client, to_group, now).await? },
        others: if hidden { Vec::new() } else { others(db, to_client, id).await? },
        thread: thread(db, id).await?,
        history: history(db, id).await?,
        client: shown_to(viewer, viewer.language, client),
        referral,
        group,
    })
}

async fn staff_names(db: &impl ConnectionTrait, ids: impl Iterator<Item = StaffId>) -> Result<Vec<(StaffId, String)>> {
    let find = staff::Entity::find().select_only().columns([staff::Column::Id, staff::Column::Name]);
    Ok(find.filter(staff::COLUMN.id.is_in(ids)).into_tuple().all(db).await?)
}

/// Absences without a word since the last presence.
async fn misses(db: &impl ConnectionTrait, place: ParticipationId) -> Result<usize> {
    let marks: Vec<AttendanceStatus> = attendance::Entity::find()
        .select_only()
        .column(attendance::Column::Status)
        .join(
            JoinType::InnerJoin,
            attendance::Entity::belongs_to(session::Entity)
                .from(attendance::Column::SessionId)
                .to(session::Column::Id)
                .into(),
        )
        .filter(attendance::COLUMN.participation_id.eq(place))
        .filter(attendance::COLUMN.status.ne(AttendanceStatus::Unrecorded))
        .order_by(session::Column::StartsAt, Order::Desc)
        .limit(10)
        .into_tuple()
        .all(db)
        .await?;
    Ok(marks.into_iter().take_while(|mark| *mark == AttendanceStatus::NoShow).count())
}

/// Something that happened to a referral.
#[derive(Clone, Debug, FromQueryResult)]
pub struct ReferralEvent {
    /// When.
    pub at: DateTime<Utc>,
    /// What was done.
    pub act: String,
    /// The codes of the step.
    pub details: Value,
    /// Who did it, when it was staff.
    pub staff_name: Option<String>,
}

impl ReferralEvent {
    /// The state after the event, when it was a step.
    pub fn to(&self) -> Option<ReferralStatus> {
        self.details["to"].as_str().and_then(ReferralStatus::from_code)
    }

    /// The state before the event, when it was a step.
    pub fn from(&self) -> Option<ReferralStatus> {
        self.details["from"].as_str().and_then(ReferralStatus::from_code)
    }

    /// How the referral was closed by it.
    pub fn closed(&self) -> Option<CloseReason> {
        self.details["reason"].as_str().and_then(CloseReason::from_code)
    }
}

/// From which state a referral came to the one in which it stands, as its history says.
pub fn came_from(history: &[ReferralEvent], status: ReferralStatus) -> Option<ReferralStatus> {
    let last = steps(history).pop()?;
    last.from().filter(|_| last.to() == Some(status))
}

/// The step by which a person decided how a referral stands. That an offer is taken up decides nothing: the offer did.
pub fn decision(history: &[ReferralEvent]) -> Option<&ReferralEvent> {
    let is_decision = |event: &&ReferralEvent| {
        let takes_up = (event.from(), event.to()) == (Some(ReferralStatus::Offered), Some(ReferralStatus::Confirmed));
        event.staff_name.is_some() && !takes_up && event.to().is_some_and(state::decides)
    };
    steps(history).into_iter().rfind(is_decision)
}

/// The steps of a history that were not taken back.
fn steps(history: &[ReferralEvent]) -> Vec<&ReferralEvent> {
    let mut steps = Vec::new();
    for event in history {
        match event.act.as_str() {
            "referral.step" => steps.push(event),
            "referral.taken_back" => drop(steps.pop()),
            _ => {}
        }
    }
    steps
}

/// What happened to a referral, the first first.
pub async fn history(db: &impl ConnectionTrait, id: ReferralId) -> Result<Vec<ReferralEvent>> {
    let actor = change_log::Entity::belongs_to(staff::Entity).from(change_log::Column::ActorId).to(staff::Column::Id);
    Ok(change_log::Entity::find()
        .select_only()
        .columns([change_log::Column::At, change_log::Column::Act, change_log::Column::Details])
        .column_as(staff::Column::Name, "staff_name")
        .join(JoinType::LeftJoin, actor.into())
        .filter(change_log::COLUMN.subject_kind.eq("referral"))
        .filter(change_log::COLUMN.subject_id.eq(id.0))
        .order_by(change_log::Column::At, Order::Asc)
        .order_by(change_log::Column::Id, Order::Asc)
        .limit(100)
        .into_model()
        .all(db)
        .await?)
}

/// The client's other open referrals: the same client may be referred by two workers on one day.
async fn others(db: &impl ConnectionTrait, client: ClientId, id: ReferralId) -> Result<Vec<OpenReferral>> {
    let find = open_referrals(client).filter(referral::COLUMN.id.ne(id));
    Ok(find.filter(referral::COLUMN.status.ne(ReferralStatus::Draft)).limit(10).into_model().all(db).await?)
}
