//! Letters that were posted, all of them on one day by one press, and that press taken back on the same day.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use entity::id::{ClientId, GroupId, MessageId, SessionId, StaffId, VenueId};
use entity::state::{MessageChannel, MessageStatus, ToldBy};
use entity::{message as row, posted_letter};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, Order, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Set,
};
use serde::{Deserialize, Serialize};

use super::by_hand::{done_by_hand, lock_group_of};
use super::compose::{Composition, compose};
use super::difference::SessionState;
use super::last_told::{self, KnownState, Knows};
use super::news::News;
use crate::access::Act;
use crate::enrolment::{self, OfferBefore};
use crate::error::{OrNotFound, Result};
use crate::message::{self, task_key};
use crate::{local_time, task};

/// The hour at which a letter counts as posted that was posted on an earlier day.
const NOON: NaiveTime = NaiveTime::from_hms_opt(12, 0, 0).expect("noon is a time");

/// What stood before a letter was posted.
#[derive(Debug, Serialize, Deserialize)]
struct StoodBefore {
    news: Option<String>,
    sessions: Vec<SessionBefore>,
    offer: Option<OfferBefore>,
}

/// What the reader knew of a session that the letter tells; nothing, where `knew` is none.
#[derive(Debug, Serialize, Deserialize)]
struct SessionBefore {
    session: SessionId,
    knew: Option<Knew>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Knew {
    group: GroupId,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    venue: Option<VenueId>,
    stands: bool,
    by: ToldBy,
    #[serde(default)]
    meets: Option<StaffId>,
}

/// Marks a letter as posted on a day: it is told, and the time to answer runs, from then. Answers whether it was still to
/// be posted.
pub async fn post_letter(act: Act<'_>, by: StaffId, id: MessageId, on: NaiveDate) -> Result<bool> {
    let letter = message::one_of(act.tx, id).await?.or_not_found()?;
    lock_group_of(act, &letter).await?;
    let letter = message::one_of(act.tx, id).await?.or_not_found()?;
    if letter.status != MessageStatus::ForHand || letter.channel != MessageChannel::Letter {
        return Ok(false);
    }
    let before = before(act, &letter).await?;
    let at = if on == act.today() { act.now } else { local_time::instant(act.zone, on.and_time(NOON)) };
    done_by_hand(act.at(at), id).await?;
    let posted = posted_letter::ActiveModel {
        message_id: Set(id),
        staff_id: Set(by),
        posted_on: Set(on),
        posted_at: Set(act.now),
        before: Set(serde_json::to_string(&before).expect("ids, times and words are JSON")),
    };
    posted.insert(act.tx).await?;
    Ok(true)
}

async fn before(act: Act<'_>, letter: &row::Model) -> Result<StoodBefore> {
    let mut before = StoodBefore { news: letter.news.clone(), sessions: Vec::new(), offer: None };
    let Some(news) = News::of(letter) else { return Ok(before) };
    let Some(to) = news.addressee(letter) else { return Ok(before) };
    let (language, channel) = (letter.language, letter.channel);
    let asked = Composition { tx: act.tx, now: act.now, zone: act.zone, to, language, channel, news: &news };
    let Some(composed) = compose(asked).await? else { return Ok(before) };
    let ids: Vec<SessionId> = composed.sessions.iter().map(|known| known.session).collect();
    let known = last_told::of_person(act.tx, to, &ids).await?;
    let knew = |session| known.iter().find(|one| one.known.session == session).map(Knew::from);
    before.sessions = ids.into_iter().map(|session| SessionBefore { session, knew: knew(session) }).collect();
    if let Some(offer) = composed.offer {
        before.offer = Some(enrolment::offer_before(act.tx, offer.id).await?);
    }
    Ok(before)
}

impl From<&Knows> for Knew {
    fn from(knows: &Knows) -> Self {
        let KnownState { group, standing, .. } = knows.known;
        Self {
            group,
            starts_at: standing.starts_at,
            ends_at: standing.ends_at,
            venue: standing.venue_id,
            stands: standing.stands,
            by: knows.by,
            meets: knows.meets,
        }
    }
}

/// The letters that a person has marked as posted since a moment, the last first.
pub async fn posted_since(
    db: &impl ConnectionTrait,
    by: StaffId,
    since: DateTime<Utc>,
) -> Result<Vec<posted_letter::Model>> {
    Ok(posted_letter::Entity::find()
        .filter(posted_letter::COLUMN.staff_id.eq(by))
        .filter(posted_letter::COLUMN.posted_at.gte(since))
        .order_by(posted_letter::Column::PostedAt, Order::Desc)
        .order_by(posted_letter::Column::MessageId, Order::Asc)
        .all(db)
        .await?)
}

/// Takes back that a letter was posted; answers whether that could be: not once its offer was answered or has ended.
pub async fn unpost_letter(act: Act<'_>, posted: &posted_letter::Model) -> Result<bool> {
    let letter = message::one_of(act.tx, posted.message_id).await?.or_not_found()?;
    lock_group_of(act, &letter).await?;
    let Ok(before) = serde_json::from_str::<StoodBefore>(&posted.before) else { return Ok(false) };
    if let Some(offer) = &before.offer
        && !enrolment::set_offer_untold(act, offer).await?
    {
        return Ok(false);
    }
    message::mark_unposted(act, letter.id, before.news.as_deref()).await?;
    task::reopen(act, &task_key(letter.id)).await?;
    let to =
        News::of(&row::Model { news: before.news.clone(), ..letter.clone() }).and_then(|news| news.addressee(&letter));
    if let Some(person) = to {
        for SessionBefore { session, knew } in before.sessions {
            last_told::forget_of(act, person, session).await?;
            let Some(knew) = knew else { continue };
            let Knew { group, starts_at, ends_at, venue, stands, by, meets } = knew;
            let standing = SessionState { starts_at, ends_at, venue_id: venue, stands };
            let known = KnownState { session, group, standing };
            last_told::remember_met(act, &[Knows { person, known, by, meets }]).await?;
        }
    }
    posted_letter::Entity::delete_by_id(letter.id).exec(act.tx).await?;
    Ok(true)
}

/// Forgets what stood before a client's letters were posted.
pub async fn forget_posted(tx: &DatabaseTransaction, client: ClientId) -> Result<()> {
    let letters = row::Entity::find().select_only().column(row::Column::Id).filter(row::COLUMN.client_id.eq(client));
    posted_letter::Entity::delete_many()
        .filter(posted_letter::Column::MessageId.in_subquery(letters.into_query()))
        .exec(tx)
        .await?;
    Ok(())
}
