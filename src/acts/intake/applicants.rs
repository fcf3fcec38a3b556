//! Those who apply and have no answer hear what becomes of the intake.

use std::collections::BTreeMap;

use entity::id::{ApplicationId, GroupId};

use crate::access::Act;
use crate::error::Result;
use crate::message::{self, Waiting};
use crate::notify::{self, Audience, News, Person, Told};

/// Tells those who apply that nobody is taken in for now, or that people are again; not who has not heard yet of the other.
pub async fn tell_intake(act: Act<'_>, group: GroupId, closed: bool) -> Result<Told> {
    let unheard = withdraw_unheard(act, group, |news| matches!(news, News::IntakeChanged { .. })).await?;
    let mut told = Told::default();
    for application in applying(act, group).await? {
        if !unheard.contains_key(&application) {
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

/// Takes back what those who apply have not heard yet of this kind; answers it.
pub(super) async fn withdraw_unheard(
    act: Act<'_>,
    group: GroupId,
    is_meant: impl Fn(&News) -> bool,
) -> Result<BTreeMap<ApplicationId, News>> {
    let mut unheard = BTreeMap::new();
    for row in message::standing_of_group(act.tx, act.now, group).await? {
        let Some(news) = News::of(&row).filter(&is_meant) else { continue };
        message::withdraw(act, Waiting::One(row.id)).await?;
        if let Some(Person::Applicant(application)) = news.addressee(&row) {
            unheard.insert(application, news);
        }
    }
    Ok(unheard)
}

/// Tells somebody who applies; what was told so before may be told again.
pub(super) async fn tell_applicant(act: Act<'_>, application: ApplicationId, news: News) -> Result<Told> {
    let person = Person::Applicant(application);
    if let Some(key) = notify::message_key(&news, person) {
        message::give_up_told(act, &key).await?;
    }
    notify::tell_people(act, &[person].into(), news).await
}
