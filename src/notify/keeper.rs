//! Telling key workers that a client goes from one to another: a difference, which is told to nobody when it is taken
//! back in time.

use std::collections::BTreeSet;

use entity::id::{ClientId, StaffId};
use entity::state::MessageKind;

use super::audience::{People, Person};
use super::news::News;
use super::take_back::{Unheard, take_back};
use super::tell::tell_people;
use super::told::Told;
use crate::access::Act;
use crate::error::Result;

/// Who kept a client before an act, and who does from then on.
#[derive(Clone, Copy, Debug)]
pub struct KeeperChange {
    pub client: ClientId,
    pub was: Option<StaffId>,
    pub is: Option<StaffId>,
}

/// Tells both; who was to hear of a change before this one hears of neither, or of both as one.
pub async fn keeper_changed(act: Act<'_>, change: KeeperChange) -> Result<Told> {
    let KeeperChange { client, was, is } = change;
    let unheard = take_back(act, Unheard::OfKind(MessageKind::ClientChanged), |news| match news {
        News::KeyWorkerChanged { client: of, was } if of == client => Some(was),
        _ => None,
    });
    let was = unheard.await?.last().map_or(was, |(_, was)| *was);
    if was == is {
        return Ok(Told::default());
    }
    let both: BTreeSet<StaffId> = [was, is].into_iter().flatten().collect();
    let both: People = both.into_iter().map(Person::Staff).collect();
    tell_people(act, &both, News::KeyWorkerChanged { client, was }).await
}
