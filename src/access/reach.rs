//! Rights as values: what writes the rows of a client or of a group takes the row as it was reached, so that no caller can
//! forget to ask. Only the functions of this module make one.

use std::ops::Deref;

use entity::id::{ClientId, GroupId, ParticipationId, ReferralId, SessionId};
use entity::{client, group, participation, referral, session};
use sea_orm::sea_query::LockType;
use sea_orm::{EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};

use super::act::Act;
use super::actor::Actor;
use super::lock::{Locked, lock_group};
use super::rights::{Action, FOLLOWERS_FIELDS, OpenFields, Resource};
use super::scope;
use super::viewer::Viewer;
use crate::error::{Error, OrNotFound, Result};

/// A row that whoever acts may write, in which part, and what of it.
#[derive(Clone, Debug)]
pub struct Reached<T> {
    row: T,
    part: Part,
    fields: OpenFields,
}

/// In which part somebody reaches a row; what may be written of it hangs on that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// As a leader of the group, or as who decides on its plan.
    Leader,
    /// As key worker, referrer or companion of the client.
    Worker,
    /// As the client, by a private link.
    Client,
    /// As the program, when a time has come.
    Program,
}

impl<T> Reached<T> {
    /// In which part it was reached.
    pub const fn part(&self) -> Part {
        self.part
    }

    /// What of it may be written.
    pub const fn fields(&self) -> OpenFields {
        self.fields
    }

    /// Refuses whoever may not write all of it.
    pub fn wholly(self) -> Result<Self> {
        if self.fields == OpenFields::All { Ok(self) } else { Err(Error::Forbidden) }
    }

    /// The row.
    pub fn into_row(self) -> T {
        self.row
    }
}

impl<T> Deref for Reached<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.row
    }
}

/// A client whom a worker may change, kept from other writers until the act ends; a protected one is changed by the key
/// worker only. Where there is no key worker, whoever referred the client takes the part of one. Who stands in for either
/// writes what followers do: whose client it is, and how protected, is not lent.
pub async fn reach_client(act: Act<'_>, by: &Viewer, id: ClientId) -> Result<Reached<client::Model>> {
    // A key lock would stand against every row that is added about the client, also by who waits for a group that we
    // come to want: a death ends places.
    let row = client::Entity::find_by_id(id)
        .filter(scope::clients(by, Resource::Client, Action::Write))
        .filter(scope::unhidden(by))
        .lock(LockType::NoKeyUpdate)
        .one(act.tx)
        .await
        .or_not_found()?;
    let is_keeper = match row.key_worker_id {
        Some(keeper) => keeper == by.staff_id,
        None => {
            let own = scope::clients(&by.alone(), Resource::Client, Action::Write);
            client::Entity::find_by_id(id).filter(own).count(act.tx).await? > 0
        }
    };
    let fields = if is_keeper { OpenFields::All } else { FOLLOWERS_FIELDS };
    Ok(Reached { row, part: Part::Worker, fields })
}

/// A client whom the person gives to a key worker, kept from other writers until the act ends.
pub async fn reach_to_give(act: Act<'_>, by: &Viewer, id: ClientId) -> Result<Reached<client::Model>> {
    let row = client::Entity::find_by_id(id)
        .filter(scope::clients(by, Resource::KeyWorker, Action::Write))
        .lock(LockType::NoKeyUpdate)
        .one(act.tx)
        .await
        .or_not_found()?;
    Ok(Reached { row, part: Part::Worker, fields: OpenFields::Only(&["key_worker_id"]) })
}

/// A referral that the person decides on as a leader of the group, or follows as a worker of the client.
pub async fn reach_referral(act: Act<'_>, by: &Viewer, id: ReferralId) -> Result<Reached<referral::Model>> {
    let find = || referral::Entity::find_by_id(id);
    let led = find().filter(scope::referrals(by, Resource::ReferralDecision, Action::Write)).one(act.tx).await?;
    if let Some(row) = led {
        return Ok(Reached { row, part: Part::Leader, fields: OpenFields::All });
    }
    let own = find().filter(scope::referrals(by, Resource::Referral, Action::Write));
    Ok(Reached { row: own.one(act.tx).await.or_not_found()?, part: Part::Worker, fields: OpenFields::All })
}

/// A place in a group that the person leads.
pub async fn reach_place(act: Act<'_>, by: &Viewer, id: ParticipationId) -> Result<Reached<participation::Model>> {
    let led = scope::participations(by, Resource::Participation, Action::Write);
    let row = participation::Entity::find_by_id(id).filter(led).one(act.tx).await.or_not_found()?;
    Ok(Reached { row, part: Part::Leader, fields: OpenFields::All })
}

/// A group that whoever acts may change, kept from other writers until the act ends.
pub type ReachedGroup = Reached<Locked<group::Model>>;

/// A group that the person may change for this resource: the group itself, or the decision on its plan.
pub async fn reach_group(act: Act<'_>, by: &Viewer, resource: Resource, id: GroupId) -> Result<ReachedGroup> {
    if !by.may(resource, Action::Write) {
        return Err(Error::Forbidden);
    }
    let row = lock_group(act, id).await?;
    // Asked under the lock: who led it may just have been replaced.
    let within = group::Entity::find_by_id(id).filter(scope::groups(by, resource, Action::Write));
    if within.count(act.tx).await? == 0 {
        return Err(Error::NotFound);
    }
    Ok(Reached { row, part: Part::Leader, fields: OpenFields::All })
}

/// A group that the program changes by itself, or that whoever acts has made in this very act.
pub async fn reach_own_group(act: Act<'_>, id: GroupId) -> Result<ReachedGroup> {
    let row = lock_group(act, id).await?;
    let is_new = act.who.staff() == Some(row.created_by) && row.created_at == act.now;
    match act.who {
        Actor::System => Ok(Reached { row, part: Part::Program, fields: OpenFields::All }),
        _ if is_new => Ok(Reached { row, part: Part::Leader, fields: OpenFields::All }),
        _ => Err(Error::NotFound),
    }
}

/// A session with its group, which whoever acts may change.
#[derive(Clone, Debug)]
pub struct ReachedSession {
    pub group: ReachedGroup,
    pub session: session::Model,
}

/// A session of a group that the person may change.
pub async fn reach_session(act: Act<'_>, by: &Viewer, id: SessionId) -> Result<ReachedSession> {
    let find = || session::Entity::find_by_id(id).one(act.tx);
    let of = find().await.or_not_found()?.group_id;
    let group = reach_group(act, by, Resource::Group, of).await?;
    // Read under the lock: two changes at once are told one after the other.
    Ok(ReachedSession { group, session: find().await.or_not_found()? })
}

/// A row about a client.
pub trait OfClient {
    /// The client.
    fn client(&self) -> ClientId;
}

impl OfClient for referral::Model {
    fn client(&self) -> ClientId {
        self.client_id
    }
}

impl OfClient for participation::Model {
    fn client(&self) -> ClientId {
        self.client_id
    }
}

/// A row that the client of it acts on by a private link, or the program by itself; nobody else reaches it so.
pub fn reach_own<T: OfClient>(act: Act<'_>, row: T) -> Result<Reached<T>> {
    match act.who {
        Actor::Client(client) if client == row.client() => {
            Ok(Reached { row, part: Part::Client, fields: OpenFields::All })
        }
        Actor::System => Ok(Reached { row, part: Part::Program, fields: OpenFields::All }),
        _ => Err(Error::NotFound),
    }
}
