//! News that nobody has heard yet is taken back, when what it tells is undone or said anew.

use entity::id::{GroupId, SessionId};
use entity::message;
use entity::state::MessageKind;

use super::audience::Person;
use super::news::News;
use crate::access::Act;
use crate::error::Result;
use crate::message::{Waiting, standing_of_group, standing_of_kind, withdraw};

/// What the news hangs on among which an act looks for what it takes back.
#[derive(Clone, Copy, Debug)]
pub enum Unheard {
    OfGroup(GroupId),
    OfSession { group: GroupId, session: SessionId },
    OfKind(MessageKind),
}

impl Unheard {
    async fn rows(self, act: Act<'_>) -> Result<Vec<message::Model>> {
        match self {
            Self::OfGroup(group) => standing_of_group(act.tx, act.now, group).await,
            Self::OfSession { group, session } => {
                let mut rows = standing_of_group(act.tx, act.now, group).await?;
                rows.retain(|row| row.session_id == Some(session));
                Ok(rows)
            }
            Self::OfKind(kind) => standing_of_kind(act.tx, act.now, kind).await,
        }
    }
}

/// Takes back the news that `known` answers something of; answers it with each person who has not heard it.
pub async fn take_back<T>(act: Act<'_>, among: Unheard, known: impl Fn(News) -> Option<T>) -> Result<Vec<(Person, T)>> {
    let mut found = Vec::new();
    for row in among.rows(act).await? {
        let Some(news) = News::of(&row) else { continue };
        let person = news.addressee(&row);
        let Some(known) = known(news) else { continue };
        withdraw(act, Waiting::One(row.id)).await?;
        found.extend(person.map(|person| (person, known)));
    }
    Ok(found)
}
