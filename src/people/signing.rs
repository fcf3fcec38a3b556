//! Signing in and out: signed cookies over sign-ins that can be revoked, and slowing down after failures.

use axum_extra::extract::cookie::{Cookie, SameSite};
use chrono::{DateTime, TimeDelta, Utc};
use entity::id::{SignInId, StaffId};
use entity::{sign_in_failure, staff};
use sea_orm::sea_query::{self, Expr, OnConflict};
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, Set,
};

use crate::access::Act;
use crate::access::{self, Actor, COOKIE, SignIns, Viewer};
use crate::app::App;
use crate::audit::{self, LoggedChange};
use crate::error::{Error, Result};
use crate::random;

/// The fewest characters of a password.
pub const MIN_PASSWORD: usize = 12;
/// So many wrong passwords are free; each further one doubles the wait from a second to at most …
const FREE_FAILURES: i32 = 4;
/// … this many seconds.
const LONGEST_WAIT: i64 = 15 * 60;
/// Wrong passwords count together when no longer than this lies between them.
const FORGOTTEN: TimeDelta = TimeDelta::days(1);

/// The cookie of a sign-in.
pub(super) fn cookie(app: &App, secret: String) -> Cookie<'static> {
    Cookie::build((COOKIE, secret))
        .path("/")
        .http_only(true)
        .secure(app.config.is_https())
        .same_site(SameSite::Lax)
        .build()
}

/// Whom a try to sign in is checked against, whether or not there is such a person; refused while the address waits.
pub(super) async fn candidate(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    email: &str,
) -> Result<Option<staff::Model>> {
    let waits = sign_in_failure::Entity::find_by_id(random::hash(&key(email))).one(db).await?;
    if let Some(until) = waits.and_then(|row| row.locked_until).filter(|until| *until > now) {
        return Err(Error::TooMany(u64::try_from((until - now).num_seconds() + 1).unwrap_or(1)));
    }
    let found = staff::Entity::find().filter(staff::COLUMN.email_key.eq(key(email))).one(db).await?;
    Ok(found.filter(|person| person.active))
}

/// Keeps other tries for an address from being counted until the transaction ends.
pub(super) async fn hold(act: Act<'_>, email: &str) -> Result<()> {
    let hash = random::hash(&key(email));
    let row = sign_in_failure::ActiveModel {
        address_hash: Set(hash.clone()),
        failures: Set(0),
        locked_until: Set(None),
        tried_at: Set(act.now),
    };
    let once = OnConflict::column(sign_in_failure::Column::AddressHash).do_nothing().to_owned();
    sign_in_failure::Entity::insert(row).on_conflict(once).exec_without_returning(act.tx).await?;
    sign_in_failure::Entity::find_by_id(hash).lock_exclusive().one(act.tx).await?;
    Ok(())
}

fn key(email: &str) -> String {
    email.trim().to_lowercase()
}

/// Notes a wrong password for an address; from the fifth on each doubles the wait. It does so for addresses that nobody
/// has as well, so that the wait does not tell who works here.
pub(super) async fn failed(act: Act<'_>, email: &str, person: Option<StaffId>) -> Result<()> {
    let hash = random::hash(&key(email));
    let row = sign_in_failure::ActiveModel {
        address_hash: Set(hash.clone()),
        failures: Set(1),
        locked_until: Set(None),
        tried_at: Set(act.now),
    };
    let counted = sea_query::ExprTrait::add(Expr::col((sign_in_failure::Entity, sign_in_failure::Column::Failures)), 1);
    let again = OnConflict::column(sign_in_failure::Column::AddressHash)
        .value(sign_in_failure::Column::Failures, counted)
        .value(sign_in_failure::Column::TriedAt, act.now)
        .to_owned();
    sign_in_failure::Entity::insert(row).on_conflict(again).exec_without_returning(act.tx).await?;
    if let Some(row) = sign_in_failure::Entity::find_by_id(hash).one(act.tx).await? {
        let until = wait(row.failures).map(|wait| act.now + wait);
        let mut row = row.into_active_model();
        row.locked_until = Set(until);
        row.update(act.tx).await?;
    }
    forget_failures(act).await?;
    let Some(person) = person else { return Ok(()) };
    audit::changed(act, LoggedChange::of("staff.sign_in_failed", "staff", person)).await
}

/// Forgets wrong passwords that count no more.
pub(super) async fn forget_failures(act: Act<'_>) -> Result<()> {
    let old = sign_in_failure::COLUMN.tried_at.lt(act.now - FORGOTTEN);
    sign_in_failure::Entity::delete_many().filter(old).exec(act.tx).await?;
    Ok(())
}

/// Lets an address try again at once: its person has signed in, or has a new password.
pub(super) async fn forgive(tx: &DatabaseTransaction, email: &str) -> Result<()> {
    sign_in_failure::Entity::delete_by_id(random::hash(&key(email))).exec(tx).await?;
    Ok(())
}

fn wait(failures: i32) -> Option<TimeDelta> {
    let over = u32::try_from(failures - FREE_FAILURES).ok().filter(|over| *over > 0)?;
    Some(TimeDelta::seconds(2_i64.saturating_pow(over - 1).min(LONGEST_WAIT)))
}

/// Opens a sign-in and answers its secret.
pub(super) async fn sign_in(act: Act<'_>, person: staff::Model, agent: &str) -> Result<String> {
    forgive(act.tx, &person.email).await?;
    let secret = access::insert_sign_in(act, person.id, agent).await?;
    audit::changed(act.by(Actor::Staff(person.id)), LoggedChange::of("staff.signed_in", "staff", person.id)).await?;
    Ok(secret)
}

/// Ends sign-ins of a person: one, or all when none is named.
pub(super) async fn sign_out(act: Act<'_>, who: StaffId, only: Option<SignInId>) -> Result<()> {
    access::revoke_sign_ins(act, who, only.map_or(SignIns::All, SignIns::Only)).await?;
    audit::changed(act, LoggedChange::of("staff.signed_out", "staff", who)).await
}

/// Ends every sign-in of a person but the one that asks.
pub(super) async fn sign_out_elsewhere(act: Act<'_>, by: &Viewer) -> Result<()> {
    access::revoke_sign_ins(act, by.staff_id, by.sign_in.map_or(SignIns::All, SignIns::AllBut)).await?;
    audit::changed(act, LoggedChange::of("staff.signed_out", "staff", by.staff_id)).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fifth_wrong_password_begins_to_slow_down_and_the_wait_is_bounded() {
        assert_eq!(wait(FREE_FAILURES), None);
        assert_eq!(wait(FREE_FAILURES + 1), Some(TimeDelta::seconds(1)));
        assert_eq!(wait(FREE_FAILURES + 4), Some(TimeDelta::seconds(8)));
        assert_eq!(wait(i32::MAX), Some(TimeDelta::seconds(LONGEST_WAIT)));
    }
}
