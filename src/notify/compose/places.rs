//! What is told of a place that has ended.

use entity::id::ParticipationId;
use entity::{group, participation};
use sea_orm::EntityTrait;

use super::{Composed, Composition, Link};
use crate::error::{OrNotFound, Result};
use crate::text::when;

impl Composition<'_> {
    /// Nothing of a place that was given back meanwhile.
    pub(super) async fn place_ended(&self, id: ParticipationId) -> Result<Option<Composed>> {
        let place = participation::Entity::find_by_id(id).one(self.tx).await.or_not_found()?;
        let Some(on) = place.ended_on.filter(|_| !place.active) else { return Ok(None) };
        if self.to.staff().is_none() {
            let said = self.signed(place.group_id, "place-ended").await?;
            let args = said.args.into_iter().chain([("day", when::full_day(self.language, on).into())]).collect();
            return Ok(Some(Composed { args, ..said }));
        }
        let group = group::Entity::find_by_id(place.group_id).one(self.tx).await.or_not_found()?;
        let args = [("code", group.code.into()), ("day", when::full_day(self.language, on).into())];
        Ok(Some(self.says("place-ended-staff", args, Link::Path("/".to_owned()))))
    }
}
