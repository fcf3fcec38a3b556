//! Those who apply and have no answer hear what becomes of the intake.

use entity::id::{ApplicationId, GroupId};

use crate::access::Act;
use crate::error::Result;
use crate::message;
use crate::notify::{self, Audience, News, Person, Told, Unheard};

/// Tells those who apply that nobody is taken in for now, or that people are again; not who has not heard yet of the other.
pub async fn tell_intake(act: Act<'_>, group: GroupId, closed: bool) -> Result<Told> {
    let unheard = notify::take_back(act, Unheard::OfGroup(group), |news| match news {
        News::IntakeChanged { application, .. } => Some(application),
        _ => None,
    });
    let unheard: Vec<ApplicationId> = unheard.await?.into_iter().map(|(_, application)| application).collect();
    let mut told = Told::default();
    for application in applying(act, group).await? {
        if !unheard.contains(&application) {
            told += tell_applicant(act, application, News::IntakeChanged { application, closed }).await?;
        }
    }
    Ok(told)
}

/// Who applies to a group and has no answer.
pub(super) async fn applying(act: Act<'_>, group: GroupId) -> Result<Vec<ApplicationId>> {
    let people = notify::people(act.tx, act.now, &[Audience::Applicants(group)]).await?;
    let application = |person| if let Person::Applicant(id) = person { Some(id) } else { None };
    Ok(people.into_iter().filter_map(application).collect())
}

/// Tells somebody who applies; what was told so before may be told again.
pub(super) async fn tell_applicant(act: Act<'_>, application: ApplicationId, news: News) -> Result<Told> {
    let person = Person::Applicant(application);
    if let Some(key) = notify::message_key(&news, person) {
        message::give_up_told(act, &key).await?;
    }
    notify::tell_people(act, &[person].into(), news).await
}
