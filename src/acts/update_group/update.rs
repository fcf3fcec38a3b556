//! What a changed plan of a group takes with it.

use crate::access::{Act, ReachedGroup};
use crate::acts::intake::{follow_filling, tell_openness};
use crate::acts::plan_waits::{round_that_waits, tell_what_waits};
use crate::acts::session_change::follow_venue;
use crate::audit::{self, LoggedChange};
use crate::enrolment;
use crate::error::Result;
use crate::notify::{self, Comers, Told};
use crate::programme::{self, GroupInput};

/// Changes a group's plan. A new venue moves the coming sessions, which everybody whom it concerns hears of; clients
/// hear when another leader meets them the next time, and those who wait when people come in otherwise than before; who
/// applies hears when no place is free any more; more money or working time than was approved waits beside the group.
pub async fn update_group(act: Act<'_>, group: &ReachedGroup, input: GroupInput) -> Result<Told> {
    let id = group.id;
    let (venue, openness) = (input.venue_id, input.openness);
    let met = notify::met_next(act.tx, act.now, id).await?;
    let waited = round_that_waits(act, id).await?;
    let places = enrolment::places(act.tx, id).await?;
    programme::set_group(act, group, input).await?;
    let mut told = tell_what_waits(act, id, waited).await?;
    told += if venue == group.venue_id { Told::default() } else { follow_venue(act, group, venue).await? };
    told += tell_openness(act, group, openness).await?;
    told += follow_filling(act, id, places).await?;
    if let Some(met) = met {
        told += notify::tell_who_meets(act, met, Comers::All).await?;
    }
    audit::changed(act, LoggedChange::of("group.updated", "group", id)).await?;
    Ok(told)
}
