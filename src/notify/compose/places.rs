//! What is told of a place or a turn that has ended, and of a place that stands again.

use entity::id::{ParticipationId, ReferralId};
use entity::state::{MessageKind, ReferralStatus};
use entity::{group, participation, referral};
use sea_orm::{EntityTrait, QueryFilter};

use super::{Composed, Composition, Link, next_session};
use crate::access::rights::{Action, Resource};
use crate::access::{scope, viewer_by_id};
use crate::error::{OrNotFound, Result};
use crate::local_time::zone_of;
use crate::message;
use crate::notify::last_told::KnownState;
use crate::text::when;

impl Composition<'_> {
    /// Nothing of a place that was given back meanwhile.
    pub(super) async fn place_ended(&self, id: ParticipationId) -> Result<Option<Composed>> {
        let place = participation::Entity::find_by_id(id).one(self.tx).await.or_not_found()?;
        let Some(on) = place.ended_on.filter(|_| !place.active) else { return Ok(None) };
        if self.to.staff().is_none() {
            // Who never came was not there.
            let text = if place.started_on.is_some() { "place-ended" } else { "place-ended-before" };
            let said = self.signed(place.group_id, text).await?;
            let args = said.args.into_iter().chain([("day", when::full_day(self.language, on).into())]).collect();
            return Ok(Some(Composed { args, ..said }));
        }
        let group = group::Entity::find_by_id(place.group_id).one(self.tx).await.or_not_found()?;
        let args = [("code", group.code.into()), ("day", when::full_day(self.language, on).into())];
        let link = self.page_of_place(&place).await?;
        Ok(Some(self.says("place-ended-staff", args, link)))
    }

    /// The page of a place, for staff whom it is open to; else what is asked of them.
    async fn page_of_place(&self, place: &participation::Model) -> Result<Link> {
        let today = || Link::Path("/".to_owned());
        let Some(staff) = self.to.staff() else { return Ok(today()) };
        let Some(viewer) = viewer_by_id(self.tx, self.now, staff).await? else { return Ok(today()) };
        let reached = scope::participations(&viewer, Resource::Participation, Action::Read);
        let found = participation::Entity::find_by_id(place.id).filter(reached).one(self.tx).await?;
        Ok(found.map_or_else(today, |row| super::path("participations", row.id)))
    }

    /// Nothing of a place that has ended once more.
    pub(super) async fn place_stands(&self, id: ParticipationId) -> Result<Option<Composed>> {
        let place = participation::Entity::find_by_id(id).one(self.tx).await.or_not_found()?;
        if !place.active {
            return Ok(None);
        }
        if self.is_to_staff() {
            let group = group::Entity::find_by_id(place.group_id).one(self.tx).await.or_not_found()?;
            let args = [("code", group.code.into())];
            let link = self.page_of_place(&place).await?;
            return Ok(Some(self.says("place-stands-staff", args, link)));
        }
        let Some(next) = next_session(self.tx, place.group_id, self.now).await? else {
            return self.signed(place.group_id, "place-stands").await.map(Some);
        };
        let time = when::moment_seen(self.language, zone_of(&next.timezone, self.zone), next.starts_at, self.now);
        let said = self.signed(place.group_id, "place-stands-first").await?;
        let args = said.args.into_iter().chain([("time", time.into())]).collect();
        Ok(Some(Composed { args, sessions: vec![KnownState::from(&next)], ..said }))
    }

    /// Nothing to who waits again, or has never heard of the turn: that it was just being said may have failed.
    pub(super) async fn turn_taken_back(&self, id: ReferralId) -> Result<Option<Composed>> {
        let row = referral::Entity::find_by_id(id).one(self.tx).await.or_not_found()?;
        let waits = row.status == ReferralStatus::Waitlisted && row.closed_at.is_none();
        let is_told = message::is_told(self.tx, id, MessageKind::Waitlisted).await?
            || message::is_told(self.tx, id, MessageKind::GroupCancelled).await?;
        if waits || !is_told {
            return Ok(None);
        }
        self.signed(row.group_id, "referral-turn-taken-back").await.map(Some)
    }
}
