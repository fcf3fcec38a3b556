//! Signing in and out: signed cookies over sign-ins that can be revoked, and the browsers in which people are known.

use axum_extra::extract::SignedCookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use axum_extra::routing::TypedPath;
use entity::id::{SignInId, StaffId};
use entity::{sign_in, staff};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;

use super::{paths, tries};
use crate::access::Act;
use crate::access::{self, Actor, COOKIE, SignIns, Viewer};
use crate::app::App;
use crate::audit::{self, LoggedChange};
use crate::error::{OrNotFound, Result};

/// The cookie that tells who has signed in in a browser before.
const KNOWN: &str = "known_browser";
/// So many people share a browser; whoever signed in longest ago is forgotten first.
const SHARED_BY: usize = 8;

/// The cookie of a sign-in.
pub(super) fn cookie(app: &App, secret: String) -> Cookie<'static> {
    Cookie::build((COOKIE, secret))
        .path("/")
        .http_only(true)
        .secure(app.config.is_https())
        .same_site(SameSite::Lax)
        .build()
}

/// Those who have signed in in a browser, the last one first.
pub(super) struct KnownBrowser(Vec<StaffId>);

impl KnownBrowser {
    /// As its signed cookie says.
    pub(super) fn of(jar: &SignedCookieJar) -> Self {
        let cookie = jar.get(KNOWN);
        let ids = cookie.as_ref().map_or("", |cookie| cookie.value()).split('.');
        Self(ids.filter_map(|id| id.parse().ok()).collect())
    }

    /// Whether the person has signed in there before.
    pub(super) fn knows(&self, who: StaffId) -> bool {
        self.0.contains(&who)
    }

    /// The cookie once the person has signed in; it opens nothing and is sent to the sign-in page only.
    pub(super) fn cookie(self, app: &App, who: StaffId) -> Cookie<'static> {
        let others = self.0.into_iter().filter(|id| *id != who);
        let ids: Vec<String> = std::iter::once(who).chain(others).take(SHARED_BY).map(|id| id.to_string()).collect();
        Cookie::build((KNOWN, ids.join(".")))
            .path(paths::Login::PATH)
            .http_only(true)
            .secure(app.config.is_https())
            .same_site(SameSite::Lax)
            .permanent()
            .build()
    }
}

/// Whom a try to sign in is checked against, whether or not the account is open.
pub async fn account_at(db: &impl ConnectionTrait, email: &str) -> Result<Option<staff::Model>> {
    let key = email.trim().to_lowercase();
    Ok(staff::Entity::find().filter(staff::COLUMN.email_key.eq(key)).one(db).await?)
}

/// Why somebody was not signed in.
#[derive(Clone, Copy, Debug)]
pub(super) enum Refused {
    /// The password is wrong, the account is closed, or nobody has the address.
    Wrong,
    /// Tries before this one have to be waited for.
    Waits,
}

/// Logs a refused try, with the person where the address is somebody's.
pub(super) async fn log_refused(act: Act<'_>, person: Option<StaffId>, why: Refused) -> Result<()> {
    let why = match (why, person) {
        (Refused::Wrong, None) => "unknown",
        (Refused::Wrong, Some(_)) => "wrong",
        (Refused::Waits, _) => "waits",
    };
    let change = LoggedChange::about("staff.sign_in_failed", "staff", person.map(|id| id.0));
    audit::changed(act, change.details(json!({ "why": why }))).await
}

/// Opens a sign-in and answers its secret.
pub(super) async fn sign_in(act: Act<'_>, person: &staff::Model, agent: &str) -> Result<String> {
    tries::forgive(act.tx, &person.email).await?;
    let secret = access::insert_sign_in(act, person.id, agent).await?;
    audit::changed(act.by(Actor::Staff(person.id)), LoggedChange::of("staff.signed_in", "staff", person.id)).await?;
    Ok(secret)
}

/// Ends sign-ins of a person: one, or all when none is named. Somebody else's is not found; one that has ended stays so.
pub(super) async fn sign_out(act: Act<'_>, who: StaffId, only: Option<SignInId>) -> Result<()> {
    if let Some(id) = only {
        let own = sign_in::Entity::find_by_id(id).filter(sign_in::COLUMN.staff_id.eq(who));
        (own.count(act.tx).await? > 0).then_some(()).or_not_found()?;
    }
    let ended = access::revoke_sign_ins(act, who, only.map_or(SignIns::All, SignIns::Only)).await?;
    log_signed_out(act, who, ended).await
}

/// Ends every sign-in of a person but the one that asks.
pub(super) async fn sign_out_elsewhere(act: Act<'_>, by: &Viewer) -> Result<()> {
    let others = by.sign_in.map_or(SignIns::All, SignIns::AllBut);
    let ended = access::revoke_sign_ins(act, by.staff_id, others).await?;
    log_signed_out(act, by.staff_id, ended).await
}

async fn log_signed_out(act: Act<'_>, who: StaffId, ended: u64) -> Result<()> {
    if ended == 0 {
        return Ok(());
    }
    audit::changed(act, LoggedChange::of("staff.signed_out", "staff", who)).await
}
