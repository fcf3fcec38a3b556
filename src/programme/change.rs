//! What became of sessions: the facts from which every consequence for people follows.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use entity::id::{SessionId, VenueId};
use entity::session;
use entity::state::SessionStatus;

use super::difference::local_day;

/// What became of one session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SessionChange {
    /// It takes place: a new one, or one that had been given up.
    Added { after: session::Model },
    /// It takes place at another time or venue.
    Moved { before: Box<session::Model>, after: Box<session::Model> },
    /// It doesn't take place; the row is gone where nobody outside ever saw it.
    Cancelled { before: session::Model },
}

impl SessionChange {
    /// The session, whatever became of it.
    pub fn id(&self) -> SessionId {
        match self {
            Self::Moved { after, .. } => after.id,
            Self::Added { after: session } | Self::Cancelled { before: session } => session.id,
        }
    }

    fn starts_at(&self) -> DateTime<Utc> {
        match self {
            Self::Moved { before, .. } => before.starts_at,
            Self::Added { after: session } | Self::Cancelled { before: session } => session.starts_at,
        }
    }

    /// Whether whoever could not come on the old day may well come now: it moved to another, or is off.
    pub fn changes_day(&self, settings: Tz) -> bool {
        match self {
            Self::Added { .. } => false,
            Self::Moved { before, after } => local_day(before, settings) != local_day(after, settings),
            Self::Cancelled { .. } => true,
        }
    }

    /// The session, where it takes place now on a day on which it did not.
    pub fn new_day(&self, settings: Tz) -> Option<&session::Model> {
        match self {
            Self::Added { after } => Some(after),
            Self::Moved { after, .. } => self.changes_day(settings).then_some(after),
            Self::Cancelled { .. } => None,
        }
    }
}

/// The rows of a group's sessions as they stand and as they are to stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rewrite {
    pub before: Vec<session::Model>,
    pub after: Vec<session::Model>,
}

impl Rewrite {
    /// One session becomes another.
    pub fn of(before: session::Model, after: session::Model) -> Self {
        Self { before: vec![before], after: vec![after] }
    }

    /// One session comes to those that stand.
    pub fn new(after: session::Model) -> Self {
        Self { before: Vec::new(), after: vec![after] }
    }

    /// Whether every row stays as it is.
    pub fn is_nothing(&self) -> bool {
        self.before == self.after
    }

    /// How many sessions took place by the rule.
    pub fn before_by_rule(&self) -> i32 {
        by_rule(&self.before)
    }

    /// How many are to take place by the rule.
    pub fn after_by_rule(&self) -> i32 {
        by_rule(&self.after)
    }

    /// The same, where a session that was held before it began, and then goes to another day or falls away, is held no
    /// more.
    #[must_use]
    pub fn without_early_holds(mut self, settings: Tz) -> Self {
        let off: HashSet<SessionId> =
            self.changes().iter().filter(|change| change.changes_day(settings)).map(SessionChange::id).collect();
        for row in self.after.iter_mut().filter(|row| off.contains(&row.id)) {
            if row.status == SessionStatus::Held {
                row.status = SessionStatus::Planned;
            }
            (row.held_at, row.recorded_at) = (None, None);
        }
        self
    }

    /// What of it people can see.
    pub fn changes(&self) -> Changes {
        Changes(changes(&self.before, &self.after))
    }
}

/// What became of sessions, in the order of time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use = "people are to be told, and what hangs on a session follows it"]
pub struct Changes(Vec<SessionChange>);

impl Changes {
    /// Each change.
    pub fn iter(&self) -> impl Iterator<Item = &SessionChange> {
        self.0.iter()
    }

    /// The sessions as people know them: one that is new did not take place before.
    pub fn as_known(&self) -> Vec<session::Model> {
        let known = |change: &SessionChange| match change {
            SessionChange::Added { after } => session::Model { status: SessionStatus::Cancelled, ..after.clone() },
            SessionChange::Moved { before, .. } => (**before).clone(),
            SessionChange::Cancelled { before } => before.clone(),
        };
        self.iter().map(known).collect()
    }
}

fn by_rule(sessions: &[session::Model]) -> i32 {
    let count = sessions.iter().filter(|session| is_on(session) && session.rule_date.is_some()).count();
    i32::try_from(count).unwrap_or(i32::MAX)
}

fn changes(before: &[session::Model], after: &[session::Model]) -> Vec<SessionChange> {
    let stood: HashMap<SessionId, &session::Model> = before.iter().map(|session| (session.id, session)).collect();
    let stands: HashMap<SessionId, &session::Model> = after.iter().map(|session| (session.id, session)).collect();
    let gone = before.iter().filter(|session| is_on(session) && !stands.contains_key(&session.id));
    let mut changes: Vec<SessionChange> =
        gone.map(|session| SessionChange::Cancelled { before: session.clone() }).collect();
    changes.extend(after.iter().filter_map(|after| change(stood.get(&after.id).copied(), after)));
    changes.sort_by_key(SessionChange::starts_at);
    changes
}

fn change(before: Option<&session::Model>, after: &session::Model) -> Option<SessionChange> {
    let stood = before.filter(|before| is_on(before));
    match (stood, is_on(after)) {
        (None, true) => Some(SessionChange::Added { after: after.clone() }),
        (Some(before), false) => Some(SessionChange::Cancelled { before: before.clone() }),
        (Some(before), true) if shown(before) != shown(after) => {
            Some(SessionChange::Moved { before: Box::new(before.clone()), after: Box::new(after.clone()) })
        }
        _ => None,
    }
}

/// When and where people see a session.
#[derive(PartialEq, Eq)]
struct VisibleSession<'a> {
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    timezone: &'a str,
    venue_id: Option<VenueId>,
}

fn shown(session: &session::Model) -> VisibleSession<'_> {
    let session::Model { starts_at, ends_at, venue_id, .. } = *session;
    VisibleSession { starts_at, ends_at, venue_id, timezone: &session.timezone }
}

pub(super) fn is_on(session: &session::Model) -> bool {
    session.status != SessionStatus::Cancelled
}
