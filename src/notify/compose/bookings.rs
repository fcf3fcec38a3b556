//! What is said to interpreters and to who keeps a venue: how the sessions for which they are booked have changed. Nothing
//! of it tells who comes there.

use entity::id::{GroupId, InterpretingId, SessionId};
use entity::{group, interpreting, session, staff, venue};
use sea_orm::EntityTrait;

use super::sessions::ChangedSession;
use super::{Composed, Composition, Link};
use crate::error::{OrNotFound, Result};
use crate::local_time::zone_of;
use crate::notify::audience::Person;
use crate::notify::difference::SessionDifference;
use crate::task;
use crate::text::{place_line, t_with, when};

impl Composition<'_> {
    /// How the sessions differ from what the person was last told of them, a line each.
    pub(super) async fn bookings(&self, group: GroupId, ids: &[SessionId]) -> Result<Option<Composed>> {
        let changes = self.changed(ids).await?;
        let Some(what) = self.booked().await? else { return Ok(None) };
        if changes.is_empty() {
            return Ok(None);
        }
        let of = group::Entity::find_by_id(group).one(self.tx).await.or_not_found()?;
        let mut lines = Vec::new();
        for change in &changes {
            lines.push(self.line(&of, change).await?);
        }
        let mut composed = self.of_booking(&of, what, lines.join("\n")).await?;
        composed.sessions = changes.iter().map(|change| change.known).collect();
        Ok(Some(composed))
    }

    /// That the place of a session reads otherwise, to who interprets there.
    pub(super) async fn booked_elsewhere(&self, group: GroupId, id: InterpretingId) -> Result<Option<Composed>> {
        let Some(booking) = interpreting::Entity::find_by_id(id).one(self.tx).await? else { return Ok(None) };
        let Some(what) = self.booked().await? else { return Ok(None) };
        let of = group::Entity::find_by_id(group).one(self.tx).await.or_not_found()?;
        let row = session::Entity::find_by_id(booking.session_id).one(self.tx).await.or_not_found()?;
        let zone = zone_of(&row.timezone, self.zone);
        let time = when::span(self.language, zone, row.starts_at, row.ends_at);
        let said = t_with(self.language, "told-booking-place", &[("time", time.into())]);
        let place = self.place(row.id).await?.unwrap_or_default();
        self.of_booking(&of, what, format!("{said} {place}.")).await.map(Some)
    }

    async fn of_booking(&self, group: &group::Model, what: String, lines: String) -> Result<Composed> {
        let args = vec![
            ("what", what.into()),
            ("code", group.code.clone().into()),
            ("lines", lines.into()),
            ("contact", self.whom_to_ask(group.id).await?.into()),
        ];
        Ok(self.says("told-booking", args, Link::Path(String::new())))
    }

    /// What the person is booked for; `None` when that is no more.
    async fn booked(&self) -> Result<Option<String>> {
        match self.to {
            Person::Interpreter(id) => {
                let row = interpreting::Entity::find_by_id(id).one(self.tx).await?;
                let said = |row: interpreting::Model| {
                    let args = [("language", row.language.into())];
                    t_with(self.language, "told-booking-interpreting", &args)
                };
                Ok(row.map(said))
            }
            Person::VenueKeeper(id) => Ok(venue::Entity::find_by_id(id).one(self.tx).await?.map(|row| row.name)),
            Person::Client(_) | Person::Staff(_) | Person::Applicant(_) | Person::Erased(_) => Ok(None),
        }
    }

    async fn line(&self, group: &group::Model, change: &ChangedSession) -> Result<String> {
        let zone = zone_of(&group.timezone, self.zone);
        let known = change.known.standing;
        let length = known.ends_at - known.starts_at;
        let span = |at| when::span(self.language, zone, at, at + length);
        let place = match self.to {
            Person::Interpreter(_) => self.place(change.known.session).await?,
            _ => None,
        };
        let (key, time, to) = match change.difference {
            SessionDifference::Cancelled { was } => ("told-booking-cancelled", was, was),
            SessionDifference::Restored { at } if change.is_added => ("told-booking-added", at, at),
            SessionDifference::Restored { at } => ("told-booking-restored", at, at),
            SessionDifference::Moved { from, to } => ("told-booking-moved", from, to),
            SessionDifference::Changed { at } => ("told-booking-changed", at, at),
        };
        let said = t_with(self.language, key, &[("time", span(time).into()), ("to", span(to).into())]);
        let is_on = !matches!(change.difference, SessionDifference::Cancelled { .. });
        Ok(match place.filter(|_| is_on) {
            Some(place) => format!("{said} {place}."),
            None => said,
        })
    }

    /// Where a session is.
    async fn place(&self, id: SessionId) -> Result<Option<String>> {
        let row = session::Entity::find_by_id(id).one(self.tx).await?;
        let Some(at) = row.and_then(|row| row.venue_id) else { return Ok(None) };
        let found = venue::Entity::find_by_id(at).one(self.tx).await?;
        let words =
            |row: venue::Model| place_line([Some(&*row.name), row.address.as_deref(), row.municipality.as_deref()]);
        Ok(found.map(words))
    }

    /// Who answers questions about it: whoever is in charge of the group.
    async fn whom_to_ask(&self, group: GroupId) -> Result<String> {
        let Some(id) = task::in_charge_at(self.tx, self.now, group).await? else { return Ok(String::new()) };
        let person = staff::Entity::find_by_id(id).one(self.tx).await.or_not_found()?;
        Ok([Some(person.name), person.phone, Some(person.email)].into_iter().flatten().collect::<Vec<_>>().join(", "))
    }
}
