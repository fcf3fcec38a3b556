//! Where a group stands in the finder: free places first, the soonest session first.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use entity::id::GroupId;
use entity::state::Language;
use entity::{group, session};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, Order, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, RelationTrait, Select,
};

use super::filter::ReferralFilter;
use crate::enrolment;
use crate::error::Result;

/// When a session is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
}

/// The parts of the list in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum ListPart {
    /// With a session ahead and a free place.
    Free,
    /// With a session ahead and a queue.
    Full,
    /// Without a session ahead.
    Undated,
}

const PARTS: [ListPart; 3] = [ListPart::Free, ListPart::Full, ListPart::Undated];

/// Where a group stands in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    part: ListPart,
    pub group: GroupId,
    /// The next session that a client could come to.
    pub next: Option<Meeting>,
}

impl Cursor {
    /// The cursor of a group that is not looked up by its sessions.
    pub const fn undated(group: GroupId) -> Self {
        Self { part: ListPart::Undated, group, next: None }
    }

    fn key(&self) -> CursorKey {
        let starts_at = self.next.map_or(DateTime::UNIX_EPOCH, |next| next.starts_at);
        CursorKey { part: self.part, starts_at, group: self.group }
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = self.key();
        write!(f, "{}.{}.{}", key.part as usize, key.starts_at.timestamp_micros(), key.group)
    }
}

/// What a cursor is told by in an address: the list goes on after it even when the group is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CursorKey {
    part: ListPart,
    starts_at: DateTime<Utc>,
    group: GroupId,
}

impl FromStr for CursorKey {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.splitn(3, '.');
        let mut next = || parts.next().ok_or(());
        let part = next()?.parse::<usize>().ok().and_then(|at| PARTS.get(at).copied()).ok_or(())?;
        let starts_at = next()?.parse().ok().and_then(DateTime::from_timestamp_micros).ok_or(())?;
        Ok(Self { part, starts_at, group: next()?.parse().map_err(|_| ())? })
    }
}

/// A search in the list.
pub struct Search {
    /// What is looked for.
    pub filter: ReferralFilter,
    /// The language in which aims are named.
    pub reader: Language,
    /// When.
    pub now: DateTime<Utc>,
    /// The zone in which a weekday is meant.
    pub zone: Tz,
}

impl Search {
    /// The first `limit` cursors, or those after a cursor: one query for each part of the list that is come to.
    pub async fn cursors(
        &self,
        db: &impl ConnectionTrait,
        after: Option<CursorKey>,
        limit: u64,
    ) -> Result<Vec<Cursor>> {
        let mut cursors: Vec<Cursor> = Vec::new();
        for part in PARTS {
            let left = limit - cursors.len() as u64;
            let passed = after.is_some_and(|after| after.part > part);
            if passed || left == 0 || !self.has(part) {
                continue;
            }
            let after = after.filter(|after| after.part == part);
            let rows = if part == ListPart::Undated {
                self.undated(db, after, left).await?
            } else {
                self.dated(db, part, after, left).await?
            };
            cursors.extend(rows);
        }
        Ok(cursors)
    }

    /// Whether the filter leaves anything of the part.
    const fn has(&self, part: ListPart) -> bool {
        match part {
            ListPart::Free => true,
            ListPart::Full => !self.filter.free,
            ListPart::Undated => !self.filter.is_of_weekday(),
        }
    }

    fn groups(&self, part: ListPart) -> Condition {
        let fitting = enrolment::takes_in(self.now).add(self.filter.groups(self.reader));
        match part {
            ListPart::Full => fitting.add(enrolment::has_free_place().not()),
            ListPart::Undated if !self.filter.free => fitting,
            ListPart::Free | ListPart::Undated => fitting.add(enrolment::has_free_place()),
        }
    }

    async fn dated(
        &self,
        db: &impl ConnectionTrait,
        part: ListPart,
        after: Option<CursorKey>,
        limit: u64,
    ) -> Result<Vec<Cursor>> {
        let rows: Vec<(GroupId, DateTime<Utc>, DateTime<Utc>)> = self
            .of_groups(session::Entity::find(), part)
            .select_only()
            .columns([session::Column::GroupId, session::Column::StartsAt, session::Column::EndsAt])
            .filter(self.filter.sessions("session", self.now, self.zone))
            .filter(Expr::not_exists(self.sooner()))
            .apply_if(after, |find, after| {
                let same = session::COLUMN.starts_at.eq(after.starts_at);
                let behind = same.and(session::COLUMN.group_id.lte(after.group)).not();
                find.filter(session::COLUMN.starts_at.gte(after.starts_at)).filter(behind)
            })
            .order_by(session::Column::StartsAt, Order::Asc)
            .order_by(session::Column::GroupId, Order::Asc)
            .limit(limit)
            .into_tuple()
            .all(db)
            .await?;
        let cursor = |(group, starts_at, ends_at)| Cursor { part, group, next: Some(Meeting { starts_at, ends_at }) };
        Ok(rows.into_iter().map(cursor).collect())
    }

    /// Few groups are joined, and their sessions sorted. Where all groups fit, sessions are walked through by their
    /// index as they follow each other, and the walk ends with the page: `EXISTS` keeps SQLite from beginning with
    /// the groups.
    fn of_groups(&self, find: Select<session::Entity>, part: ListPart) -> Select<session::Entity> {
        if self.filter.is_narrow() {
            return find.join(JoinType::InnerJoin, session::Relation::Group.def()).filter(self.groups(part));
        }
        let group = Query::select()
            .column((group::Entity, group::Column::Id))
            .from(group::Entity)
            .and_where(
                Expr::col((group::Entity, group::Column::Id)).equals((session::Entity, session::Column::GroupId)),
            )
            .cond_where(self.groups(part))
            .take();
        find.filter(Expr::exists(group))
    }

    /// A session of the same group that comes first.
    fn sooner(&self) -> sea_orm::sea_query::SelectStatement {
        let theirs = |column| Expr::col(("sooner", column));
        let own = |column| Expr::col((session::Entity, column));
        let before = theirs(session::Column::StartsAt).lt(own(session::Column::StartsAt));
        let same = theirs(session::Column::StartsAt).eq(own(session::Column::StartsAt));
        let first = theirs(session::Column::Id).lt(own(session::Column::Id));
        Query::select()
            .column(("sooner", session::Column::Id))
            .from_as(session::Entity, "sooner")
            .and_where(theirs(session::Column::GroupId).eq(own(session::Column::GroupId)))
            .cond_where(self.filter.sessions("sooner", self.now, self.zone))
            .and_where(before.or(same.and(first)))
            .take()
    }

    async fn undated(&self, db: &impl ConnectionTrait, after: Option<CursorKey>, limit: u64) -> Result<Vec<Cursor>> {
        let ahead = Query::select()
            .column((session::Entity, session::Column::Id))
            .from(session::Entity)
            .and_where(
                Expr::col((session::Entity, session::Column::GroupId)).equals((group::Entity, group::Column::Id)),
            )
            .cond_where(self.filter.sessions("session", self.now, self.zone))
            .take();
        let ids: Vec<GroupId> = group::Entity::find()
            .select_only()
            .column(group::Column::Id)
            .filter(self.groups(ListPart::Undated))
            .filter(Expr::not_exists(ahead))
            .apply_if(after, |find, after| find.filter(group::COLUMN.id.gt(after.group)))
            .order_by(group::Column::Id, Order::Asc)
            .limit(limit)
            .into_tuple()
            .all(db)
            .await?;
        Ok(ids.into_iter().map(Cursor::undated).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spot_is_read_back_from_an_address() {
        let group = GroupId::from(uuid::Uuid::from_u128(7));
        let starts_at: DateTime<Utc> = "2026-10-20T09:00:00Z".parse().unwrap();
        let next = Some(Meeting { starts_at, ends_at: starts_at });
        for cursor in [Cursor::undated(group), Cursor { part: ListPart::Free, group, next }] {
            assert_eq!(cursor.to_string().parse(), Ok(cursor.key()));
        }
        for text in ["", "0", "0.1", "3.1.00000000-0000-0000-0000-000000000007", "0.x.y", "0.1.y", "-1.1.1"] {
            assert_eq!(text.parse::<CursorKey>(), Err(()), "{text}");
        }
    }
}
