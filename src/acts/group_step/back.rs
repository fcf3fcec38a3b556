//! Steps of a group's life that are taken back: its approval, and that it runs.

use entity::state::{GroupStatus, TaskKind};

use crate::access::{Act, ReachedGroup};
use crate::acts::intake::tell_intake;
use crate::error::{Code, Error, Result};
use crate::message::{self, ToldOnce};
use crate::notify::{self, News, People, Person, Told};
use crate::programme::Because;
use crate::{enrolment, programme, recruitment, task};

/// What is asked about a group that takes clients in.
const OF_A_GROUP_TO_COME: [TaskKind; 3] = [TaskKind::LowFill, TaskKind::DecideToRun, TaskKind::ChangeReturned];

/// Reopens the approval of a group for a reason, as long as nobody holds a place or an offer. What waits beside it
/// falls away; those who wait and apply keep what they have, who applies hears that nobody is taken in for now, and its
/// public page says that it is planned anew.
pub(super) async fn reopen_approval(act: Act<'_>, group: &ReachedGroup, reason: Option<&str>) -> Result<Told> {
    let id = group.id;
    let step = programme::check_step(act, group, GroupStatus::Returned, Because { reason, code: None }).await?;
    let places = enrolment::places(act.tx, id).await?;
    if places.taken + places.offered > 0 {
        return Err(Error::conflict(Code::GroupStepPlacesHeld));
    }
    programme::set_status(act, step).await?;
    task::done_in_group(act, id, &OF_A_GROUP_TO_COME).await?;
    // That it runs is decided anew, and told then.
    message::let_hear_anew(act, ToldOnce::ThatAGroupRuns(id)).await?;
    // Of a closed intake they have heard.
    if group.status == GroupStatus::Recruiting && group.intake_closed_at.is_none() {
        return tell_intake(act, id, true).await;
    }
    Ok(Told::default())
}

/// Takes back that a group runs, until its first session. Whoever has not heard of it hears nothing; clients who have know
/// when their sessions are, and that stands; colleagues who have hear that it is open again.
pub(super) async fn take_decision_back(act: Act<'_>, group: &ReachedGroup) -> Result<Told> {
    let id = group.id;
    let step = programme::check_step(act, group, GroupStatus::Recruiting, Because::default()).await?;
    if group.starts_at.is_some_and(|starts_at| starts_at <= act.now) {
        return Err(Error::conflict(Code::GroupStepBegun));
    }
    programme::set_status(act, step).await?;
    recruitment::ask_to_decide_on(act, group).await?;
    let mut heard = People::new();
    for told in message::take_back_told(act, ToldOnce::ThatAGroupRuns(id)).await? {
        // What clients heard of their sessions stays true.
        let Some(staff) = told.staff_id else { continue };
        message::tell_anew(act, &told).await?;
        heard.insert(Person::Staff(staff));
    }
    notify::tell_people(act, &heard, News::RunsUndecided { group: id }).await
}
