//! Nobody is taken in for now, or people are again.

use entity::id::GroupId;

use crate::access::{Act, lock_group};
use crate::error::{Code, Error, Result};
use crate::message::{self, Waiting};
use crate::notify::{self, Audience, News, Person, Told};
use crate::{enrolment, programme};

/// Closes the intake of a group for now, or opens it again. Offers that were made stand and the queue stays; whoever
/// applies hears of it, but not of what nobody has heard of the other way round. What is free once it is open is offered
/// on as a place that was freed.
pub async fn change_intake(act: Act<'_>, id: GroupId, closed: bool) -> Result<Told> {
    let group = lock_group(act, id).await?;
    if !enrolment::OPEN.contains(&group.status) {
        return Err(Error::conflict(Code::EnrolmentNotOpen));
    }
    if group.intake_closed_at.is_some() == closed {
        return Ok(Told::default());
    }
    programme::set_intake(act, &group, closed).await?;
    let unheard = withdraw(act, id).await?;
    let mut told = Told::default();
    for person in notify::people(act.tx, act.now, &[Audience::Applicants(id)]).await? {
        let Person::Applicant(application) = person else { continue };
        if !unheard.contains(&person) {
            told += notify::tell(act, &[Audience::Applicant(application)], News::IntakeChanged { application, closed })
                .await?;
        }
    }
    Ok(told)
}

/// Takes back what nobody has heard yet of the intake; answers whom it was to be told.
async fn withdraw(act: Act<'_>, id: GroupId) -> Result<Vec<Person>> {
    let mut unheard = Vec::new();
    for row in message::standing_of_group(act.tx, act.now, id).await? {
        let Some(News::IntakeChanged { application, .. }) = News::of(&row) else { continue };
        message::withdraw(act, Waiting::One(row.id)).await?;
        unheard.push(Person::Applicant(application));
    }
    Ok(unheard)
}
