//! The coming sessions of a group go with it to its new venue: each is a move of place.

use entity::id::VenueId;

use super::consequences::follow_changes;
use crate::access::{Act, ReachedGroup};
use crate::error::Result;
use crate::notify::{HowToTell, Told};
use crate::programme::{self, Rewrite};

/// Moves the coming sessions that were to be at the group's venue, as it stood, to the new one; those that people took
/// elsewhere stay there.
pub async fn follow_venue(act: Act<'_>, group: &ReachedGroup, to: Option<VenueId>) -> Result<Told> {
    let mut before = programme::sessions_ahead(act.tx, act.now, group.id).await?;
    before.retain(|session| session.venue_id == group.venue_id);
    let after = before.iter().map(|session| programme::at_venue(act.now, session, to)).collect();
    let changes = programme::rewrite_sessions(act, group, &Rewrite { before, after }).await?;
    follow_changes(act, group, &changes, HowToTell::Messages).await
}
