//! What moves when two clients turn out to be one person, and which of two open referrals to one group stays.

use std::cmp::Reverse;

use chrono::{DateTime, Utc};
use entity::id::{GroupId, ReferralId};
use entity::referral;
use entity::state::{CloseReason, ReferralStatus};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::queries;
use crate::access::Act;
use crate::enrolment;
use crate::error::Result;
use crate::merge::Merge;

/// An open referral of one of the two, as far as the choice goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Open {
    id: ReferralId,
    group: GroupId,
    status: ReferralStatus,
    since: DateTime<Utc>,
}

/// A place that one of the two holds, with the referral that led to it.
#[derive(Clone, Copy, Debug)]
struct Held {
    group: GroupId,
    referral: Option<ReferralId>,
}

/// How far a referral has come; the one that is further stays.
const fn progress(status: ReferralStatus) -> u8 {
    match status {
        ReferralStatus::Confirmed => 5,
        ReferralStatus::Offered => 4,
        ReferralStatus::Waitlisted => 3,
        ReferralStatus::InReview | ReferralStatus::InfoRequested => 2,
        ReferralStatus::Submitted => 1,
        _ => 0,
    }
}

/// The referrals that are one too many: all to a group where a place is held, but the place's own; else all but the
/// one to each group that has come furthest, the earlier of two alike.
fn surplus(open: &[Open], held: &[Held]) -> Vec<ReferralId> {
    let stays = |one: &Open| {
        if let Some(place) = held.iter().find(|place| place.group == one.group) {
            return place.referral == Some(one.id);
        }
        let rivals = open.iter().filter(|other| other.group == one.group);
        let best = rivals.max_by_key(|other| (progress(other.status), Reverse((other.since, other.id))));
        best.is_some_and(|best| best.id == one.id)
    };
    open.iter().filter(|one| !stays(one)).map(|one| one.id).collect()
}

/// The open referrals of two clients who are one that are one too many, in the order in which groups are locked.
pub async fn duplicates(act: Act<'_>, merge: Merge) -> Result<Vec<referral::Model>> {
    let mut referrals = queries::open_of(act.tx, merge.kept).await?;
    referrals.extend(queries::open_of(act.tx, merge.gone).await?);
    referrals.sort_by_key(|referral| referral.group_id);
    let mut held = enrolment::held_by(act.tx, merge.kept).await?;
    held.extend(enrolment::held_by(act.tx, merge.gone).await?);
    let held: Vec<_> =
        held.into_iter().map(|place| Held { group: place.group_id, referral: place.referral_id }).collect();
    let open: Vec<Open> = referrals
        .iter()
        .map(|row| Open { id: row.id, group: row.group_id, status: row.status, since: row.created_at })
        .collect();
    let surplus = surplus(&open, &held);
    referrals.retain(|referral| surplus.contains(&referral.id));
    Ok(referrals)
}

/// Takes a referral that was closed out of the figures: another of the same person stands for the same wish.
pub async fn set_duplicate(act: Act<'_>, id: ReferralId) -> Result<()> {
    referral::Entity::update_many()
        .col_expr(referral::Column::CloseReason, Expr::value(CloseReason::Duplicate))
        .filter(referral::COLUMN.id.eq(id))
        .filter(referral::COLUMN.closed_at.is_not_null())
        .exec(act.tx)
        .await?;
    Ok(())
}

/// Makes the referrals of one client those of another.
pub async fn move_client(act: Act<'_>, merge: Merge) -> Result<()> {
    referral::Entity::update_many()
        .col_expr(referral::Column::ClientId, Expr::value(merge.kept))
        .filter(referral::Column::ClientId.eq(merge.gone))
        .exec(act.tx)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn open(id: u128, group: u128, status: ReferralStatus, minute: i64) -> Open {
        let since = DateTime::UNIX_EPOCH + chrono::TimeDelta::minutes(minute);
        Open { id: ReferralId(Uuid::from_u128(id)), group: GroupId(Uuid::from_u128(group)), status, since }
    }

    fn ids(open: &[Open], held: &[Held]) -> Vec<u128> {
        surplus(open, held).into_iter().map(|id| id.0.as_u128()).collect()
    }

    #[test]
    fn the_referral_that_has_come_further_stays() {
        let (new, offered) = (open(1, 9, ReferralStatus::Submitted, 0), open(2, 9, ReferralStatus::Offered, 5));
        assert_eq!(ids(&[new, offered], &[]), [1]);
        let later = open(3, 9, ReferralStatus::Submitted, 7);
        assert_eq!(ids(&[later, new], &[]), [3], "the earlier of two alike");
        assert!(ids(&[new, open(4, 8, ReferralStatus::Submitted, 0)], &[]).is_empty(), "two groups are no duplicate");
    }

    #[test]
    fn where_a_place_is_held_no_other_referral_stays() {
        let (own, other) = (open(1, 9, ReferralStatus::Confirmed, 0), open(2, 9, ReferralStatus::Offered, 0));
        assert_eq!(ids(&[own, other], &[Held { group: own.group, referral: Some(own.id) }]), [2]);
        assert_eq!(
            ids(&[other], &[Held { group: own.group, referral: None }]),
            [2],
            "the place has begun and its referral is closed"
        );
    }

    proptest! {
        #[test]
        fn one_referral_stays_for_each_group_without_a_place(
            rows in prop::collection::vec((0_u128..3, 0_usize..4, 0_i64..9), 0..6),
        ) {
            let states = [
                ReferralStatus::Submitted, ReferralStatus::InReview, ReferralStatus::Waitlisted, ReferralStatus::Offered,
            ];
            let open: Vec<Open> =
                (1..).zip(rows).map(|(id, (group, state, at))| open(id, group, states[state], at)).collect();
            let gone = surplus(&open, &[]);
            for group in open.iter().map(|one| one.group) {
                let left = open.iter().filter(|one| one.group == group && !gone.contains(&one.id));
                prop_assert_eq!(left.count(), 1);
            }
        }
    }
}
