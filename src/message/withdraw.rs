//! What waits to be sent or told and is not true any more falls away, and the task of a letter or a call with it.

use entity::id::{ClientId, GroupId, MessageId, ParticipationId, ReferralId, SessionId, StaffId};
use entity::message;
use entity::state::{MessageKind, MessageStatus};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect};

use super::queries;
use crate::access::Act;
use crate::error::Result;
use crate::task;

/// What is said of a session's time and place: it changes with them.
const OF_TIME: [MessageKind; 3] = [MessageKind::SessionMoved, MessageKind::SessionCancelled, MessageKind::Reminder];

/// What is said to a client of a place that has not ended. That sessions fall away stays true for who has no place any
/// more, and what is asked at the end is asked once.
const OF_PLACE: [MessageKind; 7] = [
    MessageKind::Reminder,
    MessageKind::SessionMoved,
    MessageKind::SessionCancelled,
    MessageKind::WhoMeets,
    MessageKind::Confirmed,
    MessageKind::Offer,
    MessageKind::Waitlisted,
];

/// What waits to be sent or told, by what it hangs on.
#[derive(Clone, Copy, Debug)]
pub enum Waiting {
    One(MessageId),
    ToClient(ClientId),
    /// To a client about a place in a group, or about getting one.
    OfPlace {
        client: ClientId,
        group: GroupId,
    },
    /// The same of a place that never began, with what is asked of those who begin.
    OfUnstarted {
        client: ClientId,
        group: GroupId,
    },
    OfReferral(ReferralId),
    /// When and where a session is.
    OfSession(SessionId),
    /// When, where and with whom every session of a group is.
    OfSessionsIn(GroupId),
    /// That sessions of a group come up.
    RemindersIn(GroupId),
    /// That a group is over before its time.
    EarlyEndOf(GroupId),
    /// Thanks for having been in a group.
    ThanksIn(GroupId),
    /// That a place has ended, to whomever.
    EndOfPlace(ParticipationId),
}

impl Waiting {
    fn condition(self) -> Condition {
        let all = Condition::all();
        match self {
            Self::One(id) => all.add(message::COLUMN.id.eq(id)),
            Self::ToClient(client) => all.add(message::COLUMN.client_id.eq(client)),
            Self::OfPlace { client, group } => of_place(client, group, &OF_PLACE),
            Self::OfUnstarted { client, group } => {
                let kinds: Vec<MessageKind> = OF_PLACE.into_iter().chain([MessageKind::RatingRequest]).collect();
                of_place(client, group, &kinds)
            }
            Self::OfReferral(referral) => all.add(message::COLUMN.referral_id.eq(referral)),
            Self::OfSession(session) => {
                all.add(message::COLUMN.session_id.eq(session)).add(message::COLUMN.kind.is_in(OF_TIME))
            }
            Self::OfSessionsIn(group) => {
                let kinds = OF_TIME.into_iter().chain([MessageKind::WhoMeets]);
                all.add(message::COLUMN.group_id.eq(group)).add(message::COLUMN.kind.is_in(kinds))
            }
            Self::RemindersIn(group) => of_kind(group, MessageKind::Reminder),
            Self::EarlyEndOf(group) => of_kind(group, MessageKind::GroupCancelled),
            Self::EndOfPlace(place) => all
                .add(message::COLUMN.kind.eq(MessageKind::PlaceEnded))
                .add(message::COLUMN.news.contains(place.to_string())),
            Self::ThanksIn(group) => of_kind(group, MessageKind::GroupOver),
        }
    }
}

fn of_kind(group: GroupId, kind: MessageKind) -> Condition {
    Condition::all().add(message::COLUMN.group_id.eq(group)).add(message::COLUMN.kind.eq(kind))
}

fn of_place(client: ClientId, group: GroupId, kinds: &[MessageKind]) -> Condition {
    Condition::all()
        .add(message::COLUMN.client_id.eq(client))
        .add(message::COLUMN.group_id.eq(group))
        .add(message::COLUMN.kind.is_in(kinds.iter().copied()))
}

/// Takes back what nobody has sent or told yet; what is on its way stays so.
pub async fn withdraw(act: Act<'_>, what: Waiting) -> Result<()> {
    cancel(act, what.condition()).await
}

/// Names the task of a letter or a call.
pub fn task_key(id: MessageId) -> String {
    format!("message:{id}")
}

/// Names the task of somebody who is asked for the same call as well.
pub fn task_key_of(id: MessageId, staff: StaffId) -> String {
    format!("{}:{staff}", task_key(id))
}

/// The message of the task that a key names.
pub fn of_task(key: &str) -> Option<MessageId> {
    let named = key.strip_prefix("message:")?;
    named.split_once(':').map_or(named, |(message, _staff)| message).parse().ok()
}

/// A cancelled message gives up its news, and the task of a letter or a call is done with it.
pub(super) async fn cancel(act: Act<'_>, which: Condition) -> Result<()> {
    let by_hand: Vec<MessageId> = message::Entity::find()
        .select_only()
        .column(message::Column::Id)
        .filter(which.clone())
        .filter(message::COLUMN.status.eq(MessageStatus::ForHand))
        .into_tuple()
        .all(act.tx)
        .await?;
    message::Entity::update_many()
        .col_expr(message::Column::Status, Expr::value(MessageStatus::Cancelled))
        .col_expr(message::Column::News, Expr::value(Option::<String>::None))
        .filter(which)
        .filter(queries::standing(act.now))
        .exec(act.tx)
        .await?;
    let keys: Vec<String> = by_hand.into_iter().map(task_key).collect();
    task::done_by_starts(act, &keys).await
}
