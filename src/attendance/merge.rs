//! What moves when two clients turn out to be one person.

use std::cmp::Reverse;
use std::collections::HashSet;

use entity::id::SessionId;
use entity::state::AttendanceStatus;
use entity::{attendance, attendance_correction, incident, walk_in};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, Set};

use crate::access::Act;
use crate::enrolment::PlaceTwice;
use crate::error::Result;
use crate::merge::Merge;
use crate::random;

/// The marks that say that somebody was there.
const CAME: [AttendanceStatus; 3] = [AttendanceStatus::Present, AttendanceStatus::Late, AttendanceStatus::Partial];

/// Makes the marks of one place those of the other, one a session: that somebody came stands before that they didn't. The
/// other mark stays as what stood before.
pub async fn join_marks(act: Act<'_>, twice: &PlaceTwice) -> Result<()> {
    attendance_correction::Entity::update_many()
        .col_expr(attendance_correction::Column::ParticipationId, Expr::value(twice.stays))
        .filter(attendance_correction::COLUMN.participation_id.eq(twice.surplus))
        .exec(act.tx)
        .await?;
    let of = |place| attendance::Entity::find().filter(attendance::COLUMN.participation_id.eq(place));
    let mut stand = of(twice.stays).all(act.tx).await?;
    for mark in of(twice.surplus).all(act.tx).await? {
        let mark = attendance::Model { participation_id: twice.stays, ..mark };
        let Some(other) = stand.iter_mut().find(|other| other.session_id == mark.session_id) else {
            attendance::Entity::insert(mark.into_active_model().reset_all()).exec_without_returning(act.tx).await?;
            continue;
        };
        let less = if weight(&mark) > weight(other) { std::mem::replace(other, mark) } else { mark };
        let more = other.clone().into_active_model().reset_all();
        attendance::Entity::update(more).exec_without_returning(act.tx).await?;
        attendance_correction::Entity::insert(replaced(act, less)).exec_without_returning(act.tx).await?;
    }
    attendance::Entity::delete_many()
        .filter(attendance::COLUMN.participation_id.eq(twice.surplus))
        .exec(act.tx)
        .await?;
    Ok(())
}

/// How much a mark says: that somebody came, the longer the more; then what was known; the earlier of two alike.
fn weight(mark: &attendance::Model) -> impl Ord + use<> {
    let came = CAME.contains(&mark.status);
    let known = mark.status != AttendanceStatus::Unrecorded;
    (came, mark.minutes, known, mark.status == AttendanceStatus::AbsentNotified, Reverse(mark.recorded_at))
}

fn replaced(act: Act<'_>, mark: attendance::Model) -> attendance_correction::ActiveModel {
    attendance_correction::ActiveModel {
        id: Set(random::id(act.now)),
        session_id: Set(mark.session_id),
        participation_id: Set(mark.participation_id),
        status: Set(mark.status),
        minutes: Set(mark.minutes),
        note: Set(mark.note),
        recorded_at: Set(mark.recorded_at),
        recorded_by: Set(mark.recorded_by),
        corrected_at: Set(act.now),
    }
}

/// Makes the marks and walk-ins of one client those of another; who has come to a session has come once.
pub async fn move_client(act: Act<'_>, merge: Merge) -> Result<()> {
    attendance::Entity::update_many()
        .col_expr(attendance::Column::ClientId, Expr::value(merge.kept))
        .filter(attendance::Column::ClientId.eq(merge.gone))
        .exec(act.tx)
        .await?;
    walk_in::Entity::update_many()
        .col_expr(walk_in::Column::ClientId, Expr::value(merge.kept))
        .filter(walk_in::Column::ClientId.eq(merge.gone))
        .exec(act.tx)
        .await?;
    incident::Entity::update_many()
        .col_expr(incident::Column::ClientId, Expr::value(merge.kept))
        .filter(incident::Column::ClientId.eq(merge.gone))
        .exec(act.tx)
        .await?;
    come_once(act, merge).await
}

/// Takes out who walked in to a session to which the same person came already.
async fn come_once(act: Act<'_>, merge: Merge) -> Result<()> {
    let came: Vec<SessionId> = attendance::Entity::find()
        .select_only()
        .column(attendance::Column::SessionId)
        .filter(attendance::COLUMN.client_id.eq(merge.kept))
        .filter(attendance::COLUMN.status.is_in(CAME))
        .into_tuple()
        .all(act.tx)
        .await?;
    let mut came: HashSet<SessionId> = came.into_iter().collect();
    let mut guests = walk_in::Entity::find().filter(walk_in::COLUMN.client_id.eq(merge.kept)).all(act.tx).await?;
    guests.sort_by_key(|guest| Reverse(guest.minutes));
    for guest in guests {
        if !came.insert(guest.session_id) {
            walk_in::Entity::delete_by_id(guest.id).exec(act.tx).await?;
        }
    }
    Ok(())
}
