//! Works a feed out: rows of one moment in, counted changes, and the bytes that readers get.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use entity::id::{GroupId, SessionId, StaffId};
use entity::state::FeedKind;
use sea_orm::ConnectionTrait;

use super::audience::{Beside, FeedAudience, FeedSession, Painter, ShownDetails};
use super::feed::{self, Feed, FeedEvent, Status};
use super::queries::{self, Revision, Source};
use super::sequence::{self, LastShown, Standings};
use crate::access::Actor;
use crate::app::App;
use crate::error::Result;
use crate::local_time::{midnight, zone_of};
use crate::text::{t, t_with};

/// How often readers are asked to come again, in hours.
const REFRESH_HOURS: u32 = 4;

/// A feed as it stands now.
pub struct WorkedFeed {
    /// The revision that it shows.
    pub revision: Revision,
    /// The feed.
    pub text: String,
    /// When anything that it shows last changed.
    pub modified: Option<DateTime<Utc>>,
}

/// Works a feed out as it stands now.
pub async fn out(app: &App, source: Source, audience: &FeedAudience, now: DateTime<Utc>) -> Result<WorkedFeed> {
    let zone = app.config.zone;
    let snapshot = app.db.snapshot().await?;
    let rows = FeedRows::read(&snapshot, source, audience, midnight(zone, app.day(now))).await?;
    snapshot.commit().await?;
    let painter = Painter::new(audience, &app.config.base_url);
    let sessions = rows.sessions.iter();
    let shown: Vec<Painted<'_>> =
        sessions.map(|row| Painted { row, shown: painter.show(row, rows.beside(row, audience)) }).collect();
    let standings = settle(app, audience, &shown, &rows).await?;
    let events: Vec<FeedEvent> =
        shown.into_iter().zip(standings).map(|(painted, standing)| event(app, audience, painted, &standing)).collect();
    let feed = Feed { name: name(app, audience, rows.title), timezone: zone, refresh_hours: REFRESH_HOURS, events };
    let modified = feed.last_modified().max(rows.revision.changed_at);
    Ok(WorkedFeed { revision: rows.revision, text: feed.write(), modified })
}

/// A session with what the audience is shown of it.
struct Painted<'a> {
    row: &'a FeedSession,
    shown: ShownDetails,
}

/// All that a feed is a function of, read in one moment.
struct FeedRows {
    revision: Revision,
    title: Option<String>,
    sessions: Vec<FeedSession>,
    leaders: HashMap<GroupId, Vec<(StaffId, Option<String>)>>,
    substitutes: HashMap<StaffId, String>,
    accompanied: HashSet<SessionId>,
    taken: HashMap<GroupId, i64>,
    standings: Standings,
}

impl FeedRows {
    /// Reads them as of the start of a day: the window moves once a day, so that the bytes stay the same in between.
    async fn read(
        db: &impl ConnectionTrait,
        source: Source,
        audience: &FeedAudience,
        today: DateTime<Utc>,
    ) -> Result<Self> {
        let window = feed::window(audience.kind, today);
        let mut sessions = queries::sessions(db, source, window).await?;
        sessions.retain(|row| window.shows(row.starts_at, row.happens()));
        let ids: Vec<SessionId> = sessions.iter().map(|row| row.id).collect();
        let mut rows = Self {
            revision: queries::revision(db, source).await?,
            title: queries::title(db, source).await?,
            standings: sequence::of(db, &audience.code(), &ids).await?,
            sessions,
            leaders: HashMap::new(),
            substitutes: HashMap::new(),
            accompanied: HashSet::new(),
            taken: HashMap::new(),
        };
        if let Source::Client(_) | Source::Staff(_) = source {
            for leader in queries::leaders(db, source).await? {
                rows.leaders.entry(leader.group_id).or_default().push((leader.staff_id, leader.given_name));
            }
            rows.substitutes.extend(queries::substitutes(db, source).await?);
        }
        if let Source::Staff(staff) = source {
            rows.accompanied.extend(queries::accompanied(db, staff).await?);
            rows.taken.extend(queries::taken(db, source).await?);
        }
        Ok(rows)
    }

    fn beside(&self, row: &FeedSession, audience: &FeedAudience) -> Beside<'_> {
        let leaders = self.leaders.get(&row.group_id).map_or(&[][..], Vec::as_slice);
        let of_leader = |id| leaders.iter().find(|(one, _)| *one == id).and_then(|(_, name)| name.as_deref());
        let name = |id| of_leader(id).or_else(|| self.substitutes.get(&id).map(String::as_str));
        let leader = row.meets_id.and_then(name);
        let leads = leaders.iter().map(|(id, _)| *id).chain(row.substitute_id).any(|id| Some(id.0) == audience.holder);
        Beside {
            leader,
            accompanied: self.accompanied.contains(&row.id) && !leads,
            taken: self.taken.get(&row.group_id).copied().unwrap_or(0),
        }
    }

    fn next(&self, shown: &[Painted<'_>], before: &Standings) -> Vec<LastShown> {
        let at = self.revision.changed_at.unwrap_or_default();
        let next = |one: &Painted<'_>| {
            sequence::next(one.row, sequence::hash(one.row, &one.shown), before.get(&one.row.id), at)
        };
        shown.iter().map(next).collect()
    }
}

/// The standing of each session, in a short transaction of its own when any of them changed.
async fn settle(app: &App, audience: &FeedAudience, shown: &[Painted<'_>], rows: &FeedRows) -> Result<Vec<LastShown>> {
    let standings = rows.next(shown, &rows.standings);
    let same = |before: &Standings, standings: &[LastShown]| {
        shown.iter().zip(standings).all(|(one, standing)| before.get(&one.row.id) == Some(standing))
    };
    if same(&rows.standings, &standings) {
        return Ok(standings);
    }
    let (code, ids): (String, Vec<SessionId>) = (audience.code(), shown.iter().map(|one| one.row.id).collect());
    app.act(Actor::System, async |act| {
        let before = sequence::of(act.tx, &code, &ids).await?;
        let standings = rows.next(shown, &before);
        let changed: Standings =
            ids.into_iter().zip(standings.clone()).filter(|(id, standing)| before.get(id) != Some(standing)).collect();
        sequence::keep(act.tx, &code, changed).await?;
        Ok(standings)
    })
    .await
}

fn event(app: &App, audience: &FeedAudience, Painted { row, shown }: Painted<'_>, standing: &LastShown) -> FeedEvent {
    FeedEvent {
        uid: format!("{}@{}", audience.uid(row.id), app.config.uid_domain),
        sequence: standing.sequence,
        // To the second it tells the group as well as a UID does.
        created: audience.own_marks().is_none().then_some(row.created_at),
        changed_at: standing.changed_at,
        starts_at: row.starts_at,
        ends_at: row.ends_at,
        timezone: zone_of(&row.timezone, app.config.zone),
        summary: shown.summary,
        location: shown.location,
        description: shown.description,
        url: shown.url,
        transparent: shown.status == Status::Cancelled,
        status: shown.status,
        categories: shown.categories,
    }
}

fn name(app: &App, audience: &FeedAudience, title: Option<String>) -> String {
    let language = audience.language;
    match audience.kind {
        FeedKind::Client => t(language, "feed-name-client"),
        FeedKind::Staff => t(language, "feed-name-staff"),
        FeedKind::Programme => {
            t_with(language, "feed-name-programme", &[("organisation", app.config.organisation.as_str().into())])
        }
        FeedKind::Group | FeedKind::Venue => title.unwrap_or_default(),
    }
}
