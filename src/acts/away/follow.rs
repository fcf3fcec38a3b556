//! What follows when somebody is away, for as long as that lasts.

use chrono::{DateTime, Utc};
use entity::absence;
use entity::id::{AbsenceId, StaffId};

use crate::access::{Act, Viewer};
use crate::acts::counted_on::CountedOn;
use crate::app::App;
use crate::error::{Code, Error, Result};
use crate::notify::{self, Audience, News, Told};
use crate::one_by_one::OneByOne;
use crate::people::{self, AbsenceInput};
use crate::task;

/// Somebody is away, as that person or a supervisor says; of a supervisor's word the person hears at once.
pub async fn tell_absence(act: Act<'_>, by: &Viewer, input: AbsenceInput) -> Result<(AbsenceId, Told)> {
    let (who, deputy) = (input.staff_id.unwrap_or(by.staff_id), input.deputy_id);
    people::check_tells(act, by, who, input.from_on).await?;
    let (id, mut told) = with_consequences(act, who, async || {
        let row = people::insert_absence(act, who, input).await?;
        people::set_followed(act, &row).await?;
        Ok(row.id)
    })
    .await?;
    // Whoever acts hears nothing of it: who tells it of oneself is told nothing.
    told += notify::tell(act, &[Audience::Staff(who)], News::AbsenceTold { absence: id }).await?;
    if let Some(deputy) = deputy {
        told += notify::tell(act, &[Audience::Staff(deputy)], News::DeputyNamed { absence: id }).await?;
    }
    Ok((id, told))
}

/// A time away is changed as `read` says, and all that follows from it is as if it had been told so at first; of another's
/// word the person hears at once. What changes nothing does nothing.
pub async fn change_absence(
    act: Act<'_>,
    by: &Viewer,
    id: AbsenceId,
    read: impl FnOnce(&absence::Model) -> Result<AbsenceInput>,
) -> Result<Told> {
    let row = people::writable_absence(act.tx, by, id).await?;
    let input = read(&row)?;
    let changed = people::changed_absence(act, &row, input);
    if changed == row {
        return Ok(Told::default());
    }
    if row.until_at.is_some_and(|until| until <= act.now) {
        return Err(Error::conflict(Code::AbsenceOver));
    }
    if changed.from_at != row.from_at {
        people::check_tells(act, by, row.staff_id, input.from_on).await?;
    }
    let ((), mut told) = with_consequences(act, row.staff_id, async || {
        let changed = people::update_absence(act, &row, changed).await?;
        people::set_followed(act, &changed).await
    })
    .await?;
    told += notify::tell(act, &[Audience::Staff(row.staff_id)], News::AbsenceTold { absence: id }).await?;
    Ok(told)
}

/// A time away ends now, or does not come.
pub async fn end_absence(act: Act<'_>, by: &Viewer, id: AbsenceId) -> Result<Told> {
    let row = people::writable_absence(act.tx, by, id).await?;
    if row.until_at.is_some_and(|until| until <= act.now) {
        return Ok(Told::default());
    }
    let ((), told) = with_consequences(act, row.staff_id, async || {
        people::end_absence_now(act, &row).await?;
        let until_at = Some(row.from_at.max(act.now));
        people::set_followed(act, &absence::Model { until_at, ..row.clone() }).await
    })
    .await?;
    Ok(told)
}

/// Lets tasks go over when times away begin, and come back when they end. A job; each is a transaction of its own.
pub async fn follow_absences(app: &App, now: DateTime<Utc>) -> Result<()> {
    let mut each = OneByOne::at(app, now);
    for row in people::absences_to_follow(app.db.read(), now).await? {
        each.run(async |act| {
            let followed = async || people::set_followed(act, &row).await;
            with_consequences(act, row.staff_id, followed).await.map(drop)
        })
        .await;
    }
    each.end()
}

/// Writes that somebody is away, or is no more, with all that follows from it in the groups that count on that person.
async fn with_consequences<T>(act: Act<'_>, who: StaffId, write: impl AsyncFnOnce() -> Result<T>) -> Result<(T, Told)> {
    let counted = CountedOn::locked(act, who).await?;
    let written = write().await?;
    task::follow_absence(act, who).await?;
    counted.ask_who_is_missing(act).await?;
    Ok((written, counted.tell_who_meets(act).await?))
}
