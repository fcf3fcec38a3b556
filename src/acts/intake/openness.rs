//! Until when people may come in.

use entity::group;
use entity::state::Openness;

use super::applicants::tell_applicant;
use crate::access::Act;
use crate::error::Result;
use crate::notify::{self, Audience, News, People, Person, Told, Unheard};

/// Tells those who wait and apply that nobody comes in any more once the group has begun, or that people do. Who hasn't heard
/// of the one yet hears of neither.
pub async fn tell_openness(act: Act<'_>, before: &group::Model, after: Openness) -> Result<Told> {
    let mut told = Told::default();
    if (before.openness == Openness::Closed) == (after == Openness::Closed) {
        return Ok(told);
    }
    let group = before.id;
    let unheard = notify::take_back(act, Unheard::OfGroup(group), |news| {
        matches!(news, News::OpennessChanged { .. }).then_some(())
    });
    let unheard: People = unheard.await?.into_iter().map(|(person, ())| person).collect();
    for person in notify::people(act.tx, act.now, &[Audience::Queued(group), Audience::Applicants(group)]).await? {
        let application = if let Person::Applicant(id) = person { Some(id) } else { None };
        if !unheard.contains(&person) {
            let news = News::OpennessChanged { group, application };
            told += match application {
                Some(application) => tell_applicant(act, application, news).await?,
                None => notify::tell_people(act, &[person].into(), news).await?,
            };
        }
    }
    Ok(told)
}
