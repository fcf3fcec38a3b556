//! What is said of a group's life: that it is merged, decided on no more, or takes people in otherwise than before.

use chrono::{DateTime, Utc};
use entity::id::{ApplicationId, GroupId, ReferralId};
use entity::state::{ApplicationStatus, Openness, ReferralStatus};
use entity::{application, group, participation, referral, waiting};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{Composed, Composition, Link, next_session, programme};
use crate::enrolment;
use crate::error::{OrNotFound, Result};
use crate::local_time::zone_of;
use crate::merge::Merging;
use crate::notify::last_told::KnownState;
use crate::notify::meets::{meets, signs};
use crate::programme::meets_usually;
use crate::text::when;

impl Composition<'_> {
    /// To staff, of a group by its code.
    pub(super) async fn of_code(&self, id: GroupId, text: &'static str) -> Result<Option<Composed>> {
        let group = group::Entity::find_by_id(id).one(self.tx).await.or_not_found()?;
        Ok(Some(self.says(text, vec![("code", group.code.into())], Link::Path(format!("/groups/{id}")))))
    }

    /// To staff, of two groups by their codes.
    pub(super) async fn of_both(&self, of: Merging, text: &'static str) -> Result<Option<Composed>> {
        let Merging { ended, kept } = of;
        let one = group::Entity::find_by_id(ended).one(self.tx).await.or_not_found()?;
        let other = group::Entity::find_by_id(kept).one(self.tx).await.or_not_found()?;
        let args = vec![("code", one.code.into()), ("other", other.code.into())];
        Ok(Some(self.says(text, args, Link::Path(format!("/groups/{ended}")))))
    }

    /// A place elsewhere, with its first session where that is planned.
    pub(super) async fn offered_over(&self, id: ReferralId) -> Result<Option<Composed>> {
        let row = referral::Entity::find_by_id(id).one(self.tx).await.or_not_found()?;
        let Some(first) = next_session(self.tx, row.group_id, self.now).await? else {
            return self.offer_as(id, "merge-offer", None).await;
        };
        let time = when::moment_seen(self.language, zone_of(&first.timezone, self.zone), first.starts_at, self.now);
        self.offer_as(id, "merge-offer-first", Some(time)).await
    }

    /// The first to get a place elsewhere, as long as that is so.
    pub(super) async fn waits_over(&self, id: ReferralId) -> Result<Option<Composed>> {
        let row = referral::Entity::find_by_id(id).one(self.tx).await.or_not_found()?;
        let waits = row.status == ReferralStatus::Waitlisted && row.closed_at.is_none();
        let leader = signs(self.tx, self.now, row.group_id).await?.unwrap_or_default();
        Ok(waits.then(|| self.says("merge-waits", vec![("leader", leader.into())], Link::Own(String::new()))))
    }

    /// That all stands as before, with the first session for who has a place.
    pub(super) async fn unmerged(&self, id: ReferralId) -> Result<Option<Composed>> {
        let row = referral::Entity::find_by_id(id).one(self.tx).await.or_not_found()?;
        if row.closed_at.is_some() {
            return Ok(None);
        }
        let leader = signs(self.tx, self.now, row.group_id).await?.unwrap_or_default();
        let place = participation::Entity::find()
            .filter(participation::COLUMN.referral_id.eq(id))
            .filter(participation::COLUMN.active.eq(true));
        let next = match place.one(self.tx).await? {
            Some(_) => next_session(self.tx, row.group_id, self.now).await?,
            None => None,
        };
        let Some(next) = next else {
            return Ok(Some(self.says("merge-undone", vec![("leader", leader.into())], Link::Own(String::new()))));
        };
        let time = when::moment_seen(self.language, zone_of(&next.timezone, self.zone), next.starts_at, self.now);
        let leader = meets(self.tx, next.id).await?.unwrap_or(leader);
        let args = vec![("time", time.into()), ("leader", leader.into())];
        let mut composed = self.says("merge-undone-first", args, Link::Own(String::new()));
        composed.sessions = vec![KnownState::from(&next)];
        Ok(Some(composed))
    }

    /// To who applies and has no answer, while it is so.
    pub(super) async fn intake_changed(&self, id: ApplicationId, closed: bool) -> Result<Option<Composed>> {
        let Some(group) = self.applied_to(id).await? else { return Ok(None) };
        let takes = group.status.is_open() && group.intake_closed_at.is_none();
        if takes == closed {
            return Ok(None);
        }
        if closed {
            return Ok(Some(self.says("intake-closed", Vec::new(), programme())));
        }
        // What was planned anew meanwhile may begin on another day.
        let begins = group.starts_at.filter(|begins| *begins > self.now);
        let Some(begins) = begins else { return Ok(Some(self.says("intake-opened", Vec::new(), programme()))) };
        let time = when::moment_seen(self.language, zone_of(&group.timezone, self.zone), begins, self.now);
        Ok(Some(self.says("intake-opened-first", vec![("time", time.into())], programme())))
    }

    /// To who applies: when it meets now, unless that is as it was.
    pub(super) async fn applicants_day(&self, id: ApplicationId, was: DateTime<Utc>) -> Result<Option<Composed>> {
        let Some(group) = self.applied_to(id).await? else { return Ok(None) };
        let Some(to) = meets_usually(self.tx, self.now, &group, self.zone).await? else { return Ok(None) };
        if to.at == was {
            return Ok(None);
        }
        let moment = |at| when::moment_seen(self.language, zone_of(&group.timezone, self.zone), at, self.now);
        let args = vec![("time", moment(was).into()), ("to", moment(to.at).into())];
        Ok(Some(self.says("intake-moved", args, programme())))
    }

    /// To who applies, while no place is free.
    pub(super) async fn intake_filled(&self, id: ApplicationId) -> Result<Option<Composed>> {
        let Some(group) = self.applied_to(id).await? else { return Ok(None) };
        let is_full = enrolment::places(self.tx, group.id).await?.free() <= 0;
        Ok(is_full.then(|| self.says("intake-filled", Vec::new(), programme())))
    }

    /// To who waits or applies.
    pub(super) async fn openness_changed(
        &self,
        id: GroupId,
        application: Option<ApplicationId>,
    ) -> Result<Option<Composed>> {
        let group = match application {
            Some(application) => self.applied_to(application).await?,
            None if self.waits_in(id).await? => group::Entity::find_by_id(id).one(self.tx).await?,
            None => None,
        };
        let Some(group) = group else { return Ok(None) };
        let text = if group.openness == Openness::Closed { "openness-closed" } else { "openness-open" };
        let link = if application.is_some() { programme() } else { Link::Own(String::new()) };
        Ok(Some(self.says(text, Vec::new(), link)))
    }

    /// The group of an application that has no answer.
    async fn applied_to(&self, id: ApplicationId) -> Result<Option<group::Model>> {
        let open = [ApplicationStatus::Unconfirmed, ApplicationStatus::Waiting];
        let row = application::Entity::find_by_id(id).filter(application::COLUMN.status.is_in(open));
        match row.one(self.tx).await? {
            Some(row) => Ok(group::Entity::find_by_id(row.group_id).one(self.tx).await?),
            None => Ok(None),
        }
    }

    async fn waits_in(&self, group: GroupId) -> Result<bool> {
        let Some(client) = self.to.client() else { return Ok(false) };
        let turn = waiting::Entity::find()
            .filter(waiting::COLUMN.client_id.eq(client))
            .filter(waiting::COLUMN.group_id.eq(group))
            .filter(waiting::COLUMN.active.eq(true));
        Ok(turn.one(self.tx).await?.is_some())
    }
}
