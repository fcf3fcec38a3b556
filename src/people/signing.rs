//! Signing in and out: signed cookies over sign-ins that can be revoked, and slowing down after failures.

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use axum_extra::extract::SignedCookieJar;
use axum_extra::extract::cookie::{Cookie, Key, SameSite};
use chrono::{DateTime, TimeDelta, Utc};
use entity::id::{SignInId, StaffId};
use entity::{sign_in, staff};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, Set};

use super::queries;
use super::viewer::Viewer;
use crate::app::App;
use crate::audit::{self, Actor, Change};
use crate::error::{Error, Result};
use crate::random;

/// The cookie that holds a sign-in's secret.
pub const COOKIE: &str = "sign_in";
/// The fewest characters of a password.
pub const MIN_PASSWORD: usize = 12;
/// A sign-in ends when it was not used for this long, …
const IDLE: TimeDelta = TimeDelta::hours(12);
/// … and its last use is written down no more often than this.
const NOTED: TimeDelta = TimeDelta::minutes(5);
/// So many wrong passwords are free; each further one doubles the wait from a second to at most …
const FREE_FAILURES: i32 = 4;
/// … this many seconds.
const LONGEST_WAIT: i64 = 15 * 60;

/// The person behind a request: by cookie on pages, by bearer token on `/api/v1`, never the one on the other.
pub async fn viewer_of(app: &App, parts: &mut Parts) -> Result<Option<Viewer>> {
    let now = app.clock.now();
    if parts.uri.path().starts_with("/api/") || original_path(parts).starts_with("/api/") {
        let header = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or("");
        return match header.strip_prefix("Bearer piiri_") {
            Some(secret) => queries::by_token(app.db.read(), now, secret).await,
            None => Ok(None),
        };
    }
    let Ok(jar) = SignedCookieJar::<Key>::from_request_parts(parts, app).await;
    let Some(cookie) = jar.get(COOKIE) else { return Ok(None) };
    let Some((viewer, seen_at)) = queries::by_sign_in(app.db.read(), now, cookie.value()).await? else {
        return Ok(None);
    };
    if now - seen_at > NOTED {
        note_use(app, now, viewer.sign_in).await?;
    }
    Ok(Some(viewer))
}

fn original_path(parts: &Parts) -> &str {
    parts.extensions.get::<axum::extract::OriginalUri>().map_or("", |uri| uri.0.path())
}

async fn note_use(app: &App, now: DateTime<Utc>, id: Option<SignInId>) -> Result<()> {
    let Some(id) = id else { return Ok(()) };
    let tx = app.write().await?;
    sign_in::Entity::update_many()
        .col_expr(sign_in::Column::SeenAt, Expr::value(now))
        .col_expr(sign_in::Column::ExpiresAt, Expr::value(now + IDLE))
        .filter(sign_in::Column::Id.eq(id))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// The cookie of a sign-in.
pub(super) fn cookie(app: &App, secret: String) -> Cookie<'static> {
    Cookie::build((COOKIE, secret))
        .path("/")
        .http_only(true)
        .secure(app.config.is_https())
        .same_site(SameSite::Lax)
        .build()
}

/// What a try to sign in needs to be checked against; found by e-mail, whether or not there is such a person.
pub(super) async fn candidate(
    tx: &DatabaseTransaction,
    now: DateTime<Utc>,
    email: &str,
) -> Result<Option<staff::Model>> {
    let found = staff::Entity::find().filter(staff::COLUMN.email_key.eq(email.trim().to_lowercase())).one(tx).await?;
    let Some(person) = found.filter(|person| person.active) else { return Ok(None) };
    match person.locked_until {
        Some(until) if until > now => Err(Error::TooMany(u64::try_from((until - now).num_seconds() + 1).unwrap_or(1))),
        _ => Ok(Some(person)),
    }
}

/// Notes a wrong password; from the fifth on each doubles the wait.
pub(super) async fn failed(tx: &DatabaseTransaction, now: DateTime<Utc>, person: staff::Model) -> Result<()> {
    let id = person.id;
    let failures = person.failed_sign_ins.saturating_add(1);
    let mut row = person.into_active_model();
    row.failed_sign_ins = Set(failures);
    row.locked_until = Set(wait(failures).map(|wait| now + wait));
    row.update(tx).await?;
    audit::changed(tx, Actor::Public, now, Change::of("staff.sign_in_failed", "staff", id)).await
}

fn wait(failures: i32) -> Option<TimeDelta> {
    let over = u32::try_from(failures - FREE_FAILURES).ok().filter(|over| *over > 0)?;
    Some(TimeDelta::seconds(2_i64.saturating_pow(over - 1).min(LONGEST_WAIT)))
}

/// Opens a sign-in and answers its secret.
pub(super) async fn sign_in(
    tx: &DatabaseTransaction,
    now: DateTime<Utc>,
    person: staff::Model,
    agent: &str,
) -> Result<String> {
    let id = person.id;
    let mut row = person.into_active_model();
    row.failed_sign_ins = Set(0);
    row.locked_until = Set(None);
    row.update(tx).await?;
    let secret = random::token();
    let row = sign_in::ActiveModel {
        id: Set(random::id(now)),
        staff_id: Set(id),
        token_hash: Set(random::hash(&secret)),
        agent: Set(agent.chars().filter(|c| !c.is_control()).take(120).collect()),
        created_at: Set(now),
        seen_at: Set(now),
        expires_at: Set(now + IDLE),
        revoked_at: Set(None),
    };
    row.insert(tx).await?;
    audit::changed(tx, Actor::Staff(id), now, Change::of("staff.signed_in", "staff", id)).await?;
    Ok(secret)
}

/// Ends sign-ins of a person: one, or all when none is named.
pub(super) async fn sign_out(
    tx: &DatabaseTransaction,
    who: StaffId,
    now: DateTime<Utc>,
    only: Option<SignInId>,
) -> Result<()> {
    let mut update = sign_in::Entity::update_many()
        .col_expr(sign_in::Column::RevokedAt, Expr::value(now))
        .filter(sign_in::COLUMN.staff_id.eq(who))
        .filter(sign_in::COLUMN.revoked_at.is_null());
    if let Some(only) = only {
        update = update.filter(sign_in::COLUMN.id.eq(only));
    }
    update.exec(tx).await?;
    audit::changed(tx, Actor::Staff(who), now, Change::of("staff.signed_out", "staff", who)).await
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
