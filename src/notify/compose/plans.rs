//! What staff are told of plans and applications.

use entity::id::{ApplicationId, GroupId};
use entity::state::ApplicationStatus;
use entity::{application, approval, group};
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter, QueryOrder};

use super::{Composed, Composition, Link};
use crate::error::{OrNotFound, Result};
use crate::local_time::{day, zone_of};
use crate::programme::euros;
use crate::text::{Arg, when};

impl Composition<'_> {
    /// That something waits for a decision, and until when; nothing when it is decided or taken back by now.
    pub(super) async fn plan_sent(&self, id: GroupId) -> Result<Option<Composed>> {
        let Some(round) = self.last_round(id).await?.filter(|round| round.decided_at.is_none()) else {
            return Ok(None);
        };
        let group = group::Entity::find_by_id(id).one(self.tx).await.or_not_found()?;
        let due = when::full_day(self.language, day(zone_of(&group.timezone, self.zone), round.due_at));
        let args: [(&str, Arg); 2] = [("code", group.code.into()), ("due", due.into())];
        Ok(Some(self.says("told-staff-plan-sent", args, Link::Path(format!("/groups/{id}")))))
    }

    /// What was decided on it, with the hours and the money reserved, or the reason.
    pub(super) async fn plan_decided(&self, id: GroupId, approved: bool) -> Result<Option<Composed>> {
        let decided = self.last_round(id).await?.filter(|round| round.approved == Some(approved));
        let Some(round) = decided else { return Ok(None) };
        let group = group::Entity::find_by_id(id).one(self.tx).await.or_not_found()?;
        let link = Link::Path(format!("/groups/{id}"));
        if !approved {
            let reason = round.reason.unwrap_or_default();
            let args: [(&str, Arg); 2] = [("code", group.code.into()), ("reason", reason.into())];
            return Ok(Some(self.says("told-staff-plan-returned", args, link)));
        }
        let hours = when::length(round.minutes.unwrap_or(group.planned_minutes).into());
        let budget = euros(round.budget_cents.unwrap_or(group.budget_cents));
        let args: [(&str, Arg); 3] = [("code", group.code.into()), ("hours", hours.into()), ("budget", budget.into())];
        Ok(Some(self.says("told-staff-plan-approved", args, link)))
    }

    async fn last_round(&self, id: GroupId) -> Result<Option<approval::Model>> {
        let rounds = approval::Entity::find().filter(approval::COLUMN.group_id.eq(id));
        let last =
            rounds.order_by(approval::Column::SubmittedAt, Order::Desc).order_by(approval::Column::Id, Order::Desc);
        Ok(last.one(self.tx).await?)
    }

    /// That somebody waits for an answer to an application; nothing when there is one by now.
    pub(super) async fn applied(&self, id: ApplicationId) -> Result<Option<Composed>> {
        let found = application::Entity::find_by_id(id).one(self.tx).await?;
        let Some(row) = found.filter(|row| row.status == ApplicationStatus::Waiting) else { return Ok(None) };
        let group = group::Entity::find_by_id(row.group_id).one(self.tx).await.or_not_found()?;
        let link = Link::Path(format!("/groups/{}/applications", group.id));
        let args: [(&str, Arg); 1] = [("code", group.code.into())];
        Ok(Some(self.says("told-staff-applied", args, link)))
    }
}
