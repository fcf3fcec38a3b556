//! Wrong passwords, and the waits that they cost. They count for the account from each caller, for the account from all
//! of them, and for a caller over all accounts; and apart from all those in a browser in which the person has signed in
//! before, so that nobody is locked out by what others type.

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::StaffId;
use entity::sign_in_failure;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};

use crate::access::Act;
use crate::error::{Error, Result};
use crate::random;
use crate::web::caller::Caller;

/// How many wrong passwords are free, after which each doubles the wait from a second, and the longest wait in seconds.
#[derive(Clone, Copy, Debug)]
struct Patience {
    free: i32,
    longest: i64,
}

/// With one who types: from one place for one account, or in a browser that is known.
const WITH_ONE: Patience = Patience { free: 4, longest: 15 * 60 };
/// With all who try one account from browsers that are not known. Its wait is short, for it meets the right person too.
const WITH_ACCOUNT: Patience = Patience { free: 20, longest: 60 };
/// With all who call from one place, which may be an office.
const WITH_CALLER: Patience = Patience { free: 60, longest: 60 };

/// So long after the last one, half of the wrong passwords are forgotten, …
const HALF_FORGOTTEN: TimeDelta = TimeDelta::hours(1);
/// … and so long after it all of them.
const FORGOTTEN: TimeDelta = TimeDelta::days(1);

/// A try with a password: what a wrong one counts for.
pub(super) struct Try {
    counts: Vec<(String, Patience)>,
}

impl Try {
    /// Signing in with an address, which somebody may have or not: the wait does not tell who works here.
    pub(super) fn sign_in(email: &str, caller: Caller, is_known: bool) -> Self {
        let account = account(email);
        if is_known {
            return Self { counts: vec![(format!("{account}:known"), WITH_ONE)] };
        }
        let place = caller.code().map(|code| random::hash(&format!("caller:{code}")));
        let from = place.clone().unwrap_or_default();
        let mut counts = vec![(format!("{account}:{from}"), WITH_ONE), (account, WITH_ACCOUNT)];
        counts.extend(place.map(|place| (place, WITH_CALLER)));
        counts.sort_by(|(one, _), (other, _)| one.cmp(other));
        Self { counts }
    }

    /// Telling the own password once more, by somebody who is signed in.
    pub(super) fn own_password(who: StaffId) -> Self {
        Self { counts: vec![(random::hash(&format!("password:{who}")), WITH_ONE)] }
    }

    /// Asking for a link to set the password of an address; each is counted like a wrong password.
    pub(super) fn link_asked(email: &str, caller: Caller) -> Self {
        let mut counts = vec![(format!("{}:link", account(email)), WITH_ONE)];
        counts.extend(caller.code().map(|code| (random::hash(&format!("link:{code}")), WITH_ACCOUNT)));
        counts.sort_by(|(one, _), (other, _)| one.cmp(other));
        Self { counts }
    }

    fn keys(&self) -> impl Iterator<Item = &str> {
        self.counts.iter().map(|(key, _)| key.as_str())
    }

    /// Refuses a try while any of its counts has to wait.
    pub(super) async fn check(&self, db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<()> {
        let find = sign_in_failure::Entity::find().filter(sign_in_failure::COLUMN.counted_for.is_in(self.keys()));
        let until = find.all(db).await?.into_iter().filter_map(|row| row.locked_until);
        // A wait that is longer than any was given under a clock that was ahead.
        let ahead = now + TimeDelta::seconds(WITH_ONE.longest);
        match until.filter(|until| *until > now && *until <= ahead).max() {
            Some(until) => Err(Error::TooMany(u64::try_from((until - now).num_seconds() + 1).unwrap_or(1))),
            None => Ok(()),
        }
    }

    /// Keeps other tries from being counted until the transaction ends, and refuses this one when those before it have
    /// to be waited for: checking a password takes its time.
    pub(super) async fn hold(&self, act: Act<'_>) -> Result<()> {
        let row = |key: &str| sign_in_failure::ActiveModel {
            counted_for: Set(key.to_owned()),
            failures: Set(0),
            locked_until: Set(None),
            tried_at: Set(act.now),
        };
        let once = OnConflict::column(sign_in_failure::Column::CountedFor).do_nothing().to_owned();
        let rows = sign_in_failure::Entity::insert_many(self.keys().map(row));
        rows.on_conflict(once).exec_without_returning(act.tx).await?;
        let held = sign_in_failure::Entity::find().filter(sign_in_failure::COLUMN.counted_for.is_in(self.keys()));
        held.order_by_asc(sign_in_failure::Column::CountedFor).lock_exclusive().all(act.tx).await?;
        self.check(act.tx, act.now).await
    }

    /// Counts a wrong password; the try is held.
    pub(super) async fn failed(&self, act: Act<'_>) -> Result<()> {
        for (key, patience) in &self.counts {
            let Some(row) = sign_in_failure::Entity::find_by_id(key).one(act.tx).await? else { continue };
            let failures = remembered(row.failures, act.now - row.tried_at).saturating_add(1);
            let until = patience.wait(failures).map(|wait| act.now + wait);
            sign_in_failure::Entity::update_many()
                .col_expr(sign_in_failure::Column::Failures, Expr::value(failures))
                .col_expr(sign_in_failure::Column::LockedUntil, Expr::value(until))
                .col_expr(sign_in_failure::Column::TriedAt, Expr::value(act.now))
                .filter(sign_in_failure::COLUMN.counted_for.eq(key))
                .exec(act.tx)
                .await?;
        }
        forget_failures(act).await
    }

    /// Forgets what was wrong before a right password of somebody who is signed in.
    pub(super) async fn succeeded(&self, tx: &DatabaseTransaction) -> Result<()> {
        let own = sign_in_failure::COLUMN.counted_for.is_in(self.keys());
        sign_in_failure::Entity::delete_many().filter(own).exec(tx).await?;
        Ok(())
    }
}

/// What every count of an account begins with.
fn account(email: &str) -> String {
    random::hash(&email.trim().to_lowercase())
}

/// Lets an account be tried again at once, from wherever: its person has signed in, or has a new password.
pub(super) async fn forgive(tx: &DatabaseTransaction, email: &str) -> Result<()> {
    let of_account = sign_in_failure::COLUMN.counted_for.starts_with(account(email));
    sign_in_failure::Entity::delete_many().filter(of_account).exec(tx).await?;
    Ok(())
}

/// Forgets wrong passwords that count no more.
pub(super) async fn forget_failures(act: Act<'_>) -> Result<()> {
    let old = sign_in_failure::COLUMN.tried_at.lt(act.now - FORGOTTEN);
    sign_in_failure::Entity::delete_many().filter(old).exec(act.tx).await?;
    Ok(())
}

/// How many wrong passwords still count, so long after the last one.
fn remembered(failures: i32, since: TimeDelta) -> i32 {
    let halvings = since.num_seconds() / HALF_FORGOTTEN.num_seconds();
    failures.checked_shr(u32::try_from(halvings).unwrap_or(0)).unwrap_or(0)
}

impl Patience {
    fn wait(self, failures: i32) -> Option<TimeDelta> {
        let over = u32::try_from(failures - self.free).ok().filter(|over| *over > 0)?;
        Some(TimeDelta::seconds(2_i64.saturating_pow(over - 1).min(self.longest)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fifth_wrong_password_begins_to_slow_down_and_the_wait_is_bounded() {
        assert_eq!(WITH_ONE.wait(4), None);
        assert_eq!(WITH_ONE.wait(5), Some(TimeDelta::seconds(1)));
        assert_eq!(WITH_ONE.wait(8), Some(TimeDelta::seconds(8)));
        assert_eq!(WITH_ONE.wait(i32::MAX), Some(TimeDelta::minutes(15)));
        assert_eq!(WITH_ACCOUNT.wait(i32::MAX), Some(TimeDelta::minutes(1)));
    }

    #[test]
    fn wrong_passwords_are_forgotten_by_halves() {
        assert_eq!(remembered(12, TimeDelta::minutes(59)), 12);
        assert_eq!(remembered(12, TimeDelta::minutes(61)), 6);
        assert_eq!(remembered(12, TimeDelta::hours(4)), 0);
        assert_eq!(remembered(i32::MAX, TimeDelta::days(9)), 0);
        assert_eq!(remembered(3, TimeDelta::hours(-5)), 3);
    }
}
