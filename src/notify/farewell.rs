//! The last word to somebody who is erased.

use chrono::TimeDelta;
use entity::client;
use entity::id::{ClientId, MessageId};
use entity::state::ErasureGround;
use sea_orm::EntityTrait;

use super::audience::Person;
use super::news::News;
use super::told::Told;
use super::way::{ClientReach, Need};
use crate::access::Act;
use crate::error::{OrNotFound, Result};
use crate::message::{self, About, Outgoing};

/// How long it is tried; what is not sent by then is forgotten with its address.
const TRIED: TimeDelta = TimeDelta::days(3);

/// Tells a client that the client's data are erased, before they are: the address goes with the message, which loses it
/// when it is sent. Nobody is told whom no message reaches, for nobody could write or call any more.
pub async fn tell_farewell(act: Act<'_>, client: ClientId, ground: ErasureGround) -> Result<Told> {
    let mut told = Told::default();
    let news = News::Erased { ground };
    let entry = news.entry();
    let reach: ClientReach = client::Entity::find_by_id(client).into_model().one(act.tx).await.or_not_found()?;
    let way = reach.way(Need::of(&entry, act.now, None)).filter(|way| !way.is_by_hand());
    let Some(way) = way else { return Ok(told) };
    let new = Outgoing {
        kind: entry.kind,
        key: None,
        client: None,
        staff: None,
        address: way.address,
        channel: way.channel,
        language: way.language,
        news: news.kept(),
        about: About::default(),
        due_at: act.now,
        expires_at: Some(act.now + TRIED),
    };
    let id: Option<MessageId> = message::put(act, new).await?;
    if let Some(id) = id {
        told.leaves(act.now, act.now);
        told.count(Person::Erased(id), way.channel);
    }
    Ok(told)
}
