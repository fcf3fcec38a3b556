//! Who is told that a session is cancelled or moved, and in which words. Texts to clients name no group and no place.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use entity::id::StaffId;
use entity::session;
use entity::state::{ContactChannel, Language, MessageKind, ParticipationStatus};

use super::queries::{self, Participant};
use crate::access::Act;
use crate::acts::leader::{Leader, leaders};
use crate::error::Result;
use crate::message::{About, Link, NewMessage, To, ask_to_tell, queue};
use crate::text::{Arg, when};

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
pub async fn everybody(act: Act<'_>, by: StaffId, news: &News<'_>) -> Result<()> {
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
    for staff in colleagues(&leaders, &participants, news.before.substitute_id).into_iter().filter(|id| *id != by) {
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
