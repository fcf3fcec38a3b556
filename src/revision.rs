//! How often what hangs on a subject has changed: raised by the writing transaction, compared by feeds and caches.

use entity::revision;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, Set};
use uuid::Uuid;

use crate::access::Act;
use crate::error::Result;

/// Raises the revision of a subject: a client, a staff member, a group, a venue.
pub async fn raise(act: Act<'_>, subject: impl Into<Uuid>) -> Result<()> {
    raise_all(act, [subject.into()]).await
}

/// Raises the revisions of several subjects at once.
pub async fn raise_all(act: Act<'_>, subjects: impl IntoIterator<Item = Uuid>) -> Result<()> {
    let mut subjects: Vec<Uuid> = subjects.into_iter().collect();
    // One order for all writers, so that two of them never wait for each other in a circle.
    subjects.sort_unstable();
    subjects.dedup();
    for chunk in subjects.chunks(1000) {
        let rows = chunk.iter().map(|subject| revision::ActiveModel {
            subject_id: Set(*subject),
            number: Set(1),
            changed_at: Set(act.now),
        });
        let raised = OnConflict::column(revision::Column::SubjectId)
            .value(revision::Column::Number, Expr::col((revision::Entity, revision::Column::Number)).add(1))
            .value(revision::Column::ChangedAt, act.now)
            .to_owned();
        revision::Entity::insert_many(rows).on_conflict(raised).exec_without_returning(act.tx).await?;
    }
    Ok(())
}

/// The revision of a subject; 0 when nothing ever changed.
pub async fn of(db: &impl ConnectionTrait, subject: impl Into<Uuid>) -> Result<i64> {
    let row = revision::Entity::find().filter(revision::COLUMN.subject_id.eq(subject.into())).one(db).await?;
    Ok(row.map_or(0, |row| row.number))
}
