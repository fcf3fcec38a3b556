//! What hangs on somebody in groups: who leads them or stands in there meets their clients, and is missed.

use entity::group;
use entity::id::{GroupId, StaffId};

use crate::access::{Act, Locked, lock_groups};
use crate::error::Result;
use crate::notify::{self, Comers, Told, WhoMet};
use crate::{programme, revision};

/// The groups that count on somebody, locked, and who met their clients the next time before an act that changes whether
/// the person is there.
pub struct CountedOn {
    person: StaffId,
    groups: Vec<Locked<group::Model>>,
    met: Vec<WhoMet>,
}

impl CountedOn {
    /// Locks the groups that count on a person, to be asked before the act writes anything.
    pub async fn locked(act: Act<'_>, person: StaffId) -> Result<Self> {
        let counting = programme::groups_counting_on(act.tx, act.now, person).await?;
        let groups: Vec<_> = lock_groups(act, counting).await?.into_values().collect();
        let mut met = Vec::new();
        for group in &groups {
            met.extend(notify::met_next(act.tx, act.now, group.id).await?);
        }
        Ok(Self { person, groups, met })
    }

    /// The groups, in the order of their ids.
    pub fn ids(&self) -> Vec<GroupId> {
        self.groups.iter().map(|group| group.id).collect()
    }

    /// Asks for somebody else wherever the person leads or stands in, who does neither any more.
    pub async fn ask_for_others(&self, act: Act<'_>) -> Result<()> {
        for group in &self.groups {
            programme::ask_to_replace(act, group, self.person).await?;
            programme::ask_for_substitutes(act, group, self.person).await?;
        }
        Ok(())
    }

    /// Asks who comes to the sessions that nobody meets while the person is away.
    pub async fn ask_who_is_missing(&self, act: Act<'_>) -> Result<()> {
        for group in &self.groups {
            programme::ask_who_is_missing(act, group).await?;
        }
        Ok(())
    }

    /// Tells clients whom they meet the next time, where that is somebody else since; calendars name them anew.
    pub async fn tell_who_meets(self, act: Act<'_>) -> Result<Told> {
        revision::raise(act, self.person).await?;
        let mut told = Told::default();
        for before in self.met {
            told += notify::tell_who_meets(act, before, Comers::All).await?;
        }
        Ok(told)
    }
}
