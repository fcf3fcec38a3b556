//! A change of a group is approved, and done.

use entity::id::ApprovalId;

use crate::access::rights::Resource;
use crate::access::{Act, Viewer, reach_group};
use crate::acts::session_change::{PlannedAnew, plan_anew};
use crate::error::{Code, Error, Result};
use crate::notify::{self, Audience, News, Told};
use crate::programme::{self, AskedSchedule};

/// Approves a change and does it: sessions are planned as anybody plans them, and people are told of them once. It is
/// checked anew: one that runs into something by now, or of whose dates some have passed, stands only `anyway`.
pub async fn approve_change(act: Act<'_>, by: &Viewer, id: ApprovalId, anyway: bool) -> Result<Told> {
    let group = programme::group_of_change(act.tx, id).await?;
    let group = reach_group(act, by, Resource::Approval, group).await?;
    let asked = programme::set_change_approved(act, &group, id).await?;
    let mut told = Told::default();
    if asked.is_some() {
        let decided = News::PlanDecided { group: group.id, approved: true };
        told += notify::tell(act, &[Audience::Leaders(group.id)], decided).await?;
    }
    let Some(AskedSchedule { schedule, sessions }) = asked.and_then(|asked| asked.schedule) else {
        return Ok(told);
    };
    // Its money and its working time stand by now.
    let group = reach_group(act, by, Resource::Approval, group.id).await?;
    let PlannedAnew { foreseen, told: of_sessions } = plan_anew(act, &group, schedule).await?;
    let rows = &foreseen.preview.rows;
    if rows.after_by_rule() <= rows.before_by_rule() {
        return Err(Error::conflict(Code::ChangePassed));
    }
    if !anyway && (rows.after_by_rule() < sessions || !foreseen.clashes().is_empty()) {
        return Err(Error::invalid("anyway", Code::ChangeUnconfirmed));
    }
    told += of_sessions;
    Ok(told)
}
