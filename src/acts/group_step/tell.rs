//! Who is told that a group is cancelled or ends early, and in which words. Texts to clients name no group, kind, service or unit.

use chrono::TimeDelta;
use entity::id::StaffId;
use entity::state::{ContactChannel, MessageKind};
use entity::{group, referral};

use super::queries::Concerned;
use crate::access::Act;
use crate::acts::leader::{Leader, leaders};
use crate::error::Result;
use crate::message::{About, Link, NewMessage, To, ask_to_tell, queue};

/// When a client without a channel is reached at the latest.
const CALL_DUE: TimeDelta = TimeDelta::days(2);

/// What becomes of a group before its time.
pub struct News<'a> {
    /// The group.
    pub group: &'a group::Model,
    /// The clients whom it concerns.
    pub concerned: &'a [Concerned],
    /// The referrals that are closed with it.
    pub closed: &'a [referral::Model],
    /// The texts to staff.
    pub to_staff: &'static str,
}

/// Tells clients by their channel, key workers of those without one, the other leaders, and whoever was to come along.
pub async fn everybody(act: Act<'_>, by: Option<StaffId>, news: &News<'_>) -> Result<()> {
    let group = news.group;
    let leaders = leaders(act.tx, group.id).await?;
    for one in news.concerned {
        if one.channel == ContactChannel::None {
            let whom = (one.client_id, key(group, one.client_id));
            ask_to_tell(act, whom, (about(group), act.now + CALL_DUE)).await?;
        } else {
            tell_client(act, group, (one, leaders.first())).await?;
        }
    }
    let companions = news.closed.iter().filter_map(|row| row.accompany_staff_id);
    let mut staff: Vec<StaffId> = leaders.iter().map(|leader| leader.staff_id).chain(companions).collect();
    staff.sort_unstable();
    staff.dedup();
    for one in staff.into_iter().filter(|one| Some(*one) != by) {
        tell_colleague(act, news, one).await?;
    }
    Ok(())
}

fn key(group: &group::Model, whom: impl std::fmt::Display) -> String {
    format!("{}:{}:{whom}", MessageKind::GroupCancelled, group.id)
}

const fn about(group: &group::Model) -> About {
    About { group: Some(group.id), session: None, referral: None }
}

async fn tell_client(act: Act<'_>, group: &group::Model, (one, leader): (&Concerned, Option<&Leader>)) -> Result<()> {
    let leader = leader.map_or("", |leader| leader.given_name.as_str());
    let new = NewMessage {
        kind: MessageKind::GroupCancelled,
        key: key(group, one.client_id),
        to: To::Client(one.client_id),
        text: "told-group-cancelled",
        args: &|_| vec![("leader", leader.into())],
        about: about(group),
        due_at: act.now,
        expires_at: None,
        link: Link::Me(String::new()),
    };
    queue(act, new).await?;
    Ok(())
}

async fn tell_colleague(act: Act<'_>, news: &News<'_>, whom: StaffId) -> Result<()> {
    let group = news.group;
    let new = NewMessage {
        kind: MessageKind::GroupCancelled,
        key: key(group, whom),
        to: To::Staff(whom),
        text: news.to_staff,
        args: &|_| vec![("code", group.code.as_str().into())],
        about: about(group),
        due_at: act.now,
        expires_at: None,
        link: Link::Path(format!("/groups/{}", group.id)),
    };
    queue(act, new).await?;
    Ok(())
}
