//! Until when people may come in.

use std::collections::BTreeSet;

use entity::group;
use entity::state::Openness;

use super::applicants::tell_applicant;
use crate::access::Act;
use crate::error::Result;
use crate::message::{self, Waiting};
use crate::notify::{self, Audience, News, Person, Told};

/// Tells those who wait and apply that nobody comes in any more once the group has begun, or that people do. Who hasn't heard
/// of the one yet hears of neither.
pub async fn tell_openness(act: Act<'_>, before: &group::Model, after: Openness) -> Result<Told> {
    let mut told = Told::default();
    if (before.openness == Openness::Closed) == (after == Openness::Closed) {
        return Ok(told);
    }
    let group = before.id;
    let mut unheard: BTreeSet<Person> = BTreeSet::new();
    for row in message::standing_of_group(act.tx, act.now, group).await? {
        let Some(news @ News::OpennessChanged { .. }) = News::of(&row) else { continue };
        message::withdraw(act, Waiting::One(row.id)).await?;
        unheard.extend(news.addressee(&row));
    }
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
