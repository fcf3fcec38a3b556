//! Telling that the address of a place was corrected: for whoever comes there it is as if the sessions had moved.
//!
//! What waits to be told says what people knew before it, so that a correction which is taken back is told to nobody.

use std::collections::HashMap;

use entity::id::{GroupId, VenueId};
use entity::session;
use entity::state::SessionStatus;
use entity::venue;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::audience::{Audience, People, Person, companions_of, interpreters_of, people};
use super::compose::{next_session_at, where_it_is};
use super::difference::SOON;
use super::news::News;
use super::take_back::{Unheard, take_back};
use super::tell::{Frame, Piece, UNDO, send};
use super::told::Told;
use crate::access::Act;
use crate::error::{OrNotFound, Result};
use crate::message::About;

/// Tells whoever comes to a group's coming sessions at a venue that it is elsewhere than it was before the act.
pub async fn place_corrected(act: Act<'_>, group: GroupId, before: &venue::Model) -> Result<Told> {
    let knew = take_back(act, Unheard::OfGroup(group), |news| match news {
        News::PlaceCorrected { venue, was, .. } if venue == before.id => Some(was),
        _ => None,
    });
    let knew: HashMap<Person, String> = knew.await?.into_iter().collect();
    let is = where_it_is(&venue::Entity::find_by_id(before.id).one(act.tx).await.or_not_found()?);
    let Some(first) = next_session_at(act.tx, group, before.id, act.now).await? else { return Ok(Told::default()) };
    let is_soon = first.starts_at <= act.now + SOON;
    let frame = Frame {
        about: About { group: Some(group), ..About::default() },
        due_at: if is_soon { act.now } else { act.now + UNDO },
        expires_at: Some(first.starts_at),
    };
    let mut told = Told::default();
    for person in comers(act, group, before.id).await? {
        let was = knew.get(&person).cloned().unwrap_or_else(|| where_it_is(before));
        if was != is {
            let news = News::PlaceCorrected { group, venue: before.id, was, whom: person.outside().map(|_| person) };
            told += send(act, Piece { person, news: &news, frame, key: None, in_person: false }).await?;
        }
    }
    Ok(told)
}

/// The clients with a place, the leaders, and who comes along, stands in or interprets at a session there; but for whoever
/// acts.
async fn comers(act: Act<'_>, group: GroupId, venue: VenueId) -> Result<People> {
    let mut found = people(act.tx, act.now, &[Audience::Placed(group), Audience::Leaders(group)]).await?;
    let there = session::Entity::find()
        .filter(session::COLUMN.group_id.eq(group))
        .filter(session::COLUMN.venue_id.eq(venue))
        .filter(session::COLUMN.status.ne(SessionStatus::Cancelled))
        .filter(session::COLUMN.starts_at.gt(act.now))
        .all(act.tx)
        .await?;
    let companions = companions_of(act.tx, group).await?;
    let along = companions.iter().filter(|one| there.iter().any(|session| one.comes_to(session.number)));
    found.extend(along.map(|one| Person::Staff(one.staff_id)));
    found.extend(there.iter().filter_map(|session| session.substitute_id).map(Person::Staff));
    let interprets = interpreters_of(act.tx, there.iter().map(|session| session.id)).await?;
    found.extend(interprets.into_iter().map(|(_, person)| person));
    found.retain(|person| person.staff().is_none() || person.staff() != act.who.staff());
    Ok(found)
}
