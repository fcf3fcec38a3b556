//! A group meets at another time than those know who apply to it.

use std::collections::HashMap;

use entity::group;
use entity::id::SessionId;
use entity::session;

use super::applicants::{applying, tell_applicant};
use crate::access::{Act, Locked};
use crate::error::Result;
use crate::notify::{self, News, Told, Unheard};
use crate::programme::{self, Changes, SessionChange};

/// Tells those who apply when a group meets, where its changes have made that another time: what they were told last is
/// what it is compared with, and what nobody has heard of yet was not told.
pub async fn tell_new_day(act: Act<'_>, group: &Locked<group::Model>, changes: &Changes) -> Result<Told> {
    let mut told = Told::default();
    let applying = applying(act, group.id).await?;
    // Of a plan that is not approved they hear once it is.
    if applying.is_empty() || !group.status.is_approved() {
        return Ok(told);
    }
    let ahead = programme::sessions_ahead(act.tx, act.now, group.id).await?;
    let time = |sessions: &[session::Model]| programme::usual_time(group, sessions, act.now, act.zone);
    let (Some(was), Some(is)) = (time(&before(act, &ahead, changes)), time(&ahead)) else { return Ok(told) };
    if !is.differs_from(&was) {
        return Ok(told);
    }
    let unheard = notify::take_back(act, Unheard::OfGroup(group.id), |news| match news {
        News::ApplicantsDay { application, was } => Some((application, was)),
        _ => None,
    });
    let unheard: HashMap<_, _> = unheard.await?.into_iter().map(|(_, knew)| knew).collect();
    for application in applying {
        let was = unheard.get(&application).copied().unwrap_or(was.at);
        if was != is.at {
            told += tell_applicant(act, application, News::ApplicantsDay { application, was }).await?;
        }
    }
    Ok(told)
}

/// The sessions that were ahead before these changes, in the order of time.
fn before(act: Act<'_>, ahead: &[session::Model], changes: &Changes) -> Vec<session::Model> {
    let mut stood: HashMap<SessionId, session::Model> = ahead.iter().map(|row| (row.id, row.clone())).collect();
    for change in changes.iter() {
        match change {
            SessionChange::Added { after } => drop(stood.remove(&after.id)),
            SessionChange::Moved { before, .. } => drop(stood.insert(before.id, (**before).clone())),
            SessionChange::Cancelled { before } => drop(stood.insert(before.id, before.clone())),
        }
    }
    let mut stood: Vec<session::Model> = stood.into_values().filter(|row| row.starts_at > act.now).collect();
    stood.sort_by_key(|row| row.starts_at);
    stood
}
