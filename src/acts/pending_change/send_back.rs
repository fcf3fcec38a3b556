//! A change of a group is sent back to whoever asked for it.

use chrono::TimeDelta;
use entity::id::ApprovalId;
use entity::state::TaskKind;

use crate::access::rights::Resource;
use crate::access::{Act, Viewer, reach_group};
use crate::error::Result;
use crate::notify::{self, Audience, News, Told};
use crate::programme;
use crate::task::{self, NewTask};
use crate::web::form::{Form, TEXT};

/// How long the leader has to ask anew, or to let it be.
const DUE: TimeDelta = TimeDelta::days(7);

/// Why a change is sent back.
pub(super) fn read_reason(form: &Form) -> Result<String> {
    let mut reader = form.reader();
    let reason = reader.text("reason", TEXT);
    reader.done(|| reason)
}

/// Sends a change back for a reason, which whoever asked for it gets as a task; the group stays as it was approved.
pub async fn return_change(act: Act<'_>, by: &Viewer, id: ApprovalId, reason: &str) -> Result<Told> {
    let group = programme::group_of_change(act.tx, id).await?;
    let group = reach_group(act, by, Resource::Approval, group).await?;
    let Some(asker) = programme::set_change_returned(act, &group, id, reason).await? else {
        return Ok(Told::default());
    };
    let key = format!("change-returned-{id}");
    let new = NewTask { key, group: Some(group.id), note: Some(reason.to_owned()), ..Default::default() };
    task::ask(act, TaskKind::ChangeReturned, asker, act.now + DUE, new).await?;
    let decided = News::PlanDecided { group: group.id, approved: false };
    notify::tell(act, &[Audience::Leaders(group.id)], decided).await
}
