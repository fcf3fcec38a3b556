//! Who is told that a session is cancelled or moved, and in which words. Texts to clients name no group and no place.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use entity::id::StaffId;
use entity::state::{ContactChannel, Language, MessageKind, ParticipationStatus};
use entity::{group, session};

use super::queries::{self, Participant};
use crate::access::Act;
use crate::acts::leader::{Leader, leaders};
use crate::error::Result;
use crate::local_time::zone_of;
use crate::message::{About, Link, NewMessage, PlacedNews, To, ask_to_tell, queue, tell_placed};
use crate::programme::{Changes, SessionChange};
use crate::text::{Arg, when};

/// How those whom a change of sessions concerns hear of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    Messages,
    /// By whoever acts, or not at all.
    Nobody,
}

impl How {
    /// From the word of a form or a caller of the API.
    pub const fn of(notify: bool) -> Self {
        if notify { Self::Messages } else { Self::Nobody }
    }
}

/// Tells of what has become of a group's sessions: of one in its own words, of several in one message.
pub async fn of_changes(act: Act<'_>, group: &group::Model, changes: &Changes, how: How) -> Result<()> {
    if how == How::Nobody {
        return Ok(());
    }
    let changes: Vec<&SessionChange> = changes.iter().filter(|change| change.tell_until(act.now).is_some()).collect();
    match changes.as_slice() {
        [] => Ok(()),
        [SessionChange::Moved { before, after }] => {
            let to = Some(after.starts_at);
            let zone = zone_of(&before.timezone, act.zone);
            everybody(act, &News { kind: MessageKind::SessionMoved, before, to, now: act.now, zone }).await
        }
        [SessionChange::Cancelled { before }] => {
            let zone = zone_of(&before.timezone, act.zone);
            everybody(act, &News { kind: MessageKind::SessionCancelled, before, to: None, now: act.now, zone }).await
        }
        several => match several.iter().filter_map(|change| change.tell_until(act.now)).min() {
            Some(until) => replanned(act, group, until).await,
            None => Ok(()),
        },
    }
}

async fn replanned(act: Act<'_>, group: &group::Model, expires_at: DateTime<Utc>) -> Result<()> {
    let key = format!("replanned:{}:{}", group.id, act.now.timestamp_micros());
    let news =
        PlacedNews { kind: MessageKind::SessionMoved, key: &key, group: group.id, text: "told-replanned", expires_at };
    tell_placed(act, &news).await
}

/// What has happened to a session.
pub struct News<'a> {
    /// Cancelled or moved.
    pub kind: MessageKind,
    /// The session as it was.
    pub before: &'a session::Model,
    /// The new start of a moved one.
    pub to: Option<DateTime<Utc>>,
    /// When it happens.
    pub now: DateTime<Utc>,
    /// The zone of the session.
    pub zone: Tz,
}

impl News<'_> {
    /// The earlier of the two starts that are still ahead: from then on the news comes too late.
    fn purpose(&self) -> DateTime<Utc> {
        let old = self.before.starts_at;
        self.to.map_or(old, |to| if old > self.now { Ord::min(to, old) } else { to })
    }

    /// A session may be moved again: each change is told once.
    fn key(&self, whom: impl std::fmt::Display) -> String {
        format!("{}:{}:{}:{whom}", self.kind, self.before.id, self.before.sequence)
    }

    fn args(&self, language: Language, leader: &str, code: &str) -> Vec<(&'static str, Arg)> {
        let moment = |at| Arg::from(when::moment(language, self.zone, at));
        let to = self.to.unwrap_or(self.before.starts_at);
        vec![
            ("time", moment(self.before.starts_at)),
            ("to", moment(to)),
            ("leader", leader.into()),
            ("code", code.into()),
        ]
    }

    const fn about(&self) -> About {
        About { group: Some(self.before.group_id), session: Some(self.before.id), referral: None }
    }

    const fn texts(&self) -> (&'static str, &'static str) {
        match self.kind {
            MessageKind::SessionMoved => ("told-moved", "told-staff-moved"),
            _ => ("told-cancelled", "told-staff-cancelled"),
        }
    }
}

/// Tells clients by their channel, key workers of those without one, accompaniers of those who come the first time,
/// and the other leaders.
async fn everybody(act: Act<'_>, news: &News<'_>) -> Result<()> {
    let leaders = leaders(act.tx, news.before.group_id).await?;
    let leader = leaders.first().map_or("", |leader| leader.given_name.as_str());
    let participants = queries::participants(act.tx, news.before.group_id).await?;
    for participant in &participants {
        if participant.channel == ContactChannel::None {
            let whom = (participant.client_id, news.key(participant.client_id));
            ask_to_tell(act, whom, (news.about(), news.purpose())).await?;
        } else {
            tell_client(act, news, (participant, leader)).await?;
        }
    }
    let code = queries::group_code(act.tx, news.before.group_id).await?;
    for staff in colleagues(&leaders, &participants, news.before.substitute_id)
        .into_iter()
        .filter(|id| Some(*id) != act.who.staff())
    {
        let (_, text) = news.texts();
        let new = NewMessage {
            kind: news.kind,
            key: news.key(staff),
            to: To::Staff(staff),
            text,
            args: &|language| news.args(language, leader, &code),
            about: news.about(),
            due_at: act.now,
            expires_at: None,
            link: Link::Path(format!("/sessions/{}", news.before.id)),
        };
        queue(act, new).await?;
    }
    Ok(())
}

async fn tell_client(act: Act<'_>, news: &News<'_>, (participant, leader): (&Participant, &str)) -> Result<()> {
    let (text, _) = news.texts();
    let new = NewMessage {
        kind: news.kind,
        key: news.key(participant.client_id),
        to: To::Client(participant.client_id),
        text,
        args: &|language| news.args(language, leader, ""),
        about: news.about(),
        due_at: act.now,
        expires_at: Some(news.purpose()),
        link: Link::Me(String::new()),
    };
    queue(act, new).await?;
    Ok(())
}

fn colleagues(leaders: &[Leader], participants: &[Participant], substitute: Option<StaffId>) -> Vec<StaffId> {
    let newcomers = participants.iter().filter(|one| one.status == ParticipationStatus::Confirmed);
    let accompaniers = newcomers.filter_map(|one| one.accompany_staff_id);
    let mut staff: Vec<StaffId> =
        leaders.iter().map(|leader| leader.staff_id).chain(accompaniers).chain(substitute).collect();
    staff.sort_unstable();
    staff.dedup();
    staff
}
