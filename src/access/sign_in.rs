//! Finding out who asks: by the cookie of a sign-in on pages, by a bearer token on `/api/v1`.
//!
//! Owns `sign_in`: signing in and out are acts of `people`, which log them.

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use axum_extra::extract::SignedCookieJar;
use axum_extra::extract::cookie::Key;
use chrono::{DateTime, TimeDelta, Utc};
use entity::id::{SignInId, StaffId, UnitId};
use entity::state::{Language, Role};
use entity::{api_token, sign_in, staff, staff_role, unit};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, FromQueryResult,
    JoinType, Order, QueryFilter, QueryOrder, QuerySelect, RelationTrait, Select, Set,
};

use super::at_work;
use super::rights;
use super::viewer::Viewer;
use crate::access::{Act, Actor};
use crate::app::App;
use crate::error::Result;
use crate::random;

/// The cookie that holds a sign-in's secret.
pub const COOKIE: &str = "sign_in";
/// One that would last longer by more than this was used under a clock that was ahead; clocks of servers differ by less.
const APART: TimeDelta = TimeDelta::minutes(10);
/// A sign-in ends when it was not used for this long, …
const IDLE: TimeDelta = TimeDelta::hours(12);
/// … and its last use is written down no more often than this.
const NOTED: TimeDelta = TimeDelta::minutes(5);

/// The secret of a token in a header; the name of the scheme is written in any case (RFC 9110 §11.1).
fn bearer(header: &str) -> Option<&str> {
    let (scheme, token) = header.split_once(' ')?;
    token.trim_start().strip_prefix("piiri_").filter(|_| scheme.eq_ignore_ascii_case("bearer"))
}

/// The person behind a request: by cookie on pages, by bearer token on `/api/v1`, never the one on the other.
pub async fn viewer_of(app: &App, parts: &mut Parts) -> Result<Option<Viewer>> {
    let now = app.clock.now();
    if parts.uri.path().starts_with("/api/") || original_path(parts).starts_with("/api/") {
        let header = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or("");
        return match bearer(header) {
            Some(secret) => {
                let found = by_token(app.db.read(), now, secret).await?;
                if found.is_none() {
                    note_ended_token(app.db.read(), secret).await?;
                }
                Ok(found)
            }
            None => Ok(None),
        };
    }
    let Ok(jar) = SignedCookieJar::<Key>::from_request_parts(parts, app).await;
    let Some(cookie) = jar.get(COOKIE) else { return Ok(None) };
    let Some((viewer, seen_at)) = by_sign_in(app.db.read(), now, cookie.value()).await? else {
        return Ok(None);
    };
    if now - seen_at > NOTED {
        // Who only reads goes on reading when nothing can be written.
        if let Err(error) = note_use(app, now, viewer.sign_in).await {
            tracing::warn!(%error, "the use of a sign-in could not be noted");
        }
    }
    Ok(Some(viewer))
}

fn original_path(parts: &Parts) -> &str {
    parts.extensions.get::<axum::extract::OriginalUri>().map_or("", |uri| uri.0.path())
}

async fn note_use(app: &App, now: DateTime<Utc>, id: Option<SignInId>) -> Result<()> {
    let Some(id) = id else { return Ok(()) };
    app.act_at(Actor::System, now, async |act| {
        sign_in::Entity::update_many()
            .col_expr(sign_in::Column::SeenAt, Expr::value(now))
            .col_expr(sign_in::Column::ExpiresAt, Expr::value(now + IDLE))
            .filter(sign_in::Column::Id.eq(id))
            .exec(act.tx)
            .await?;
        Ok(())
    })
    .await
}

/// Whoever asks, once for each role.
#[derive(FromQueryResult)]
struct AccountRow {
    staff_id: StaffId,
    name: String,
    language: Language,
    unit_id: UnitId,
    password_given_at: Option<DateTime<Utc>>,
    role: Option<Role>,
}

/// The same behind a browser.
#[derive(FromQueryResult)]
struct SignedInRow {
    sign_in_id: SignInId,
    seen_at: DateTime<Utc>,
    handed_at: Option<DateTime<Utc>>,
    #[sea_orm(nested)]
    account: AccountRow,
}

/// Somebody for whom a person stands in.
#[derive(FromQueryResult)]
struct StoodInRow {
    staff_id: StaffId,
    trusts: bool,
}

/// The account of the joined `staff` with its roles, while it is open.
fn with_account<E: EntityTrait>(find: Select<E>) -> Select<E> {
    find.column_as(staff::Column::Id, "staff_id")
        .columns([staff::Column::Name, staff::Column::Language, staff::Column::UnitId, staff::Column::PasswordGivenAt])
        .column(staff_role::Column::Role)
        .join(JoinType::LeftJoin, staff_role::Relation::Staff.def().rev())
        .filter(staff::COLUMN.active.eq(true))
        .order_by(staff_role::Column::Role, Order::Asc)
}

/// The person behind a browser's secret, with the sign-in's last use.
async fn by_sign_in(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    secret: &str,
) -> Result<Option<(Viewer, DateTime<Utc>)>> {
    let found = sign_in::Entity::find()
        .select_only()
        .column_as(sign_in::Column::Id, "sign_in_id")
        .columns([sign_in::Column::SeenAt, sign_in::Column::HandedAt])
        .join(JoinType::InnerJoin, sign_in::Relation::Staff.def())
        .filter(sign_in::COLUMN.token_hash.eq(random::hash(secret)))
        .filter(sign_in::COLUMN.revoked_at.is_null())
        .filter(sign_in::COLUMN.expires_at.gt(now))
        .filter(sign_in::COLUMN.expires_at.lte(now + IDLE + APART));
    let rows: Vec<SignedInRow> = with_account(found).into_model().all(db).await?;
    let Some(SignedInRow { sign_in_id, seen_at, handed_at, .. }) = rows.first() else { return Ok(None) };
    let (sign_in, seen_at, is_handed) = (Some(*sign_in_id), *seen_at, handed_at.is_some());
    let viewer = viewer(db, now, rows.into_iter().map(|row| row.account).collect()).await?;
    Ok(viewer.map(|viewer| (Viewer { sign_in, is_handed, ..viewer }, seen_at)))
}

/// The person behind a bearer token of `/api/v1`.
async fn by_token(db: &impl ConnectionTrait, now: DateTime<Utc>, secret: &str) -> Result<Option<Viewer>> {
    let token = api_token::Entity::find()
        .select_only()
        .join(JoinType::InnerJoin, api_token::Relation::Staff.def())
        .filter(api_token::COLUMN.token_hash.eq(random::hash(secret)))
        .filter(api_token::COLUMN.revoked_at.is_null())
        .filter(api_token::COLUMN.expires_at.gt(now));
    viewer(db, now, with_account(token).into_model().all(db).await?).await
}

/// Tells the log of the server when a token is used that has ended, and whose it was.
async fn note_ended_token(db: &impl ConnectionTrait, secret: &str) -> Result<()> {
    let token = api_token::Entity::find().filter(api_token::COLUMN.token_hash.eq(random::hash(secret)));
    if let Some(token) = token.one(db).await? {
        tracing::warn!(token = %token.id, staff = %token.staff_id, "a token was refused that has ended or whose account is closed");
    }
    Ok(())
}

/// A staff member who begins nothing now, but whose work goes on, as a long import does.
pub async fn viewer_by_id(db: &impl ConnectionTrait, now: DateTime<Utc>, id: StaffId) -> Result<Option<Viewer>> {
    let one = staff::Entity::find_by_id(id).select_only();
    viewer(db, now, with_account(one).into_model().all(db).await?).await
}

/// The person of these rows with the units below the own one where a role reaches them, and with those for whom the
/// person stands in.
async fn viewer(db: &impl ConnectionTrait, now: DateTime<Utc>, rows: Vec<AccountRow>) -> Result<Option<Viewer>> {
    let roles: Vec<Role> = rows.iter().filter_map(|row| row.role).collect();
    let Some(account) = rows.into_iter().next() else { return Ok(None) };
    let reaches_units = roles.iter().any(|role| rights::reaches_units(*role));
    let units = if reaches_units { below(db, account.unit_id).await? } else { vec![account.unit_id] };
    let others = db.get_database_backend().build(&at_work::stood_in_for(account.staff_id, now));
    let others = StoodInRow::find_by_statement(others).all(db).await?;
    Ok(Some(Viewer {
        acting: all_of(account.staff_id, others.iter()),
        entrusted: all_of(account.staff_id, others.iter().filter(|other| other.trusts)),
        staff_id: account.staff_id,
        name: account.name,
        language: account.language,
        unit_id: account.unit_id,
        units,
        roles,
        sign_in: None,
        is_handed: false,
        new_password_first: account.password_given_at.is_some(),
        at: now,
    }))
}

/// A person and others, each once.
fn all_of<'a>(own: StaffId, others: impl Iterator<Item = &'a StoodInRow>) -> Vec<StaffId> {
    let mut all: Vec<StaffId> = others.map(|other| other.staff_id).chain([own]).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// A unit and all below it; the tree is small and read whole.
async fn below(db: &impl ConnectionTrait, top: UnitId) -> Result<Vec<UnitId>> {
    let all: Vec<unit::Model> = unit::Entity::find().all(db).await?;
    let mut reached = vec![top];
    let mut next = 0;
    while next < reached.len() {
        let parent = reached[next];
        reached.extend(all.iter().filter(|unit| unit.parent_id == Some(parent)).map(|unit| unit.id));
        next += 1;
    }
    Ok(reached)
}

/// Whose sign-in a request's cookie holds, though it may have ended: no right follows from it.
pub async fn was_signed_in(app: &App, parts: &mut Parts) -> Result<Option<StaffId>> {
    let Ok(jar) = SignedCookieJar::<Key>::from_request_parts(parts, app).await;
    let Some(cookie) = jar.get(COOKIE) else { return Ok(None) };
    let of = sign_in::Entity::find().filter(sign_in::COLUMN.token_hash.eq(random::hash(cookie.value())));
    Ok(of.one(app.db.read()).await?.map(|found| found.staff_id))
}

/// Opens a sign-in and answers its secret.
pub async fn insert_sign_in(act: Act<'_>, staff: StaffId, agent: &str) -> Result<String> {
    let secret = random::token();
    let row = sign_in::ActiveModel {
        id: Set(random::id(act.now)),
        staff_id: Set(staff),
        token_hash: Set(random::hash(&secret)),
        agent: Set(agent.chars().filter(|c| !c.is_control()).take(120).collect()),
        created_at: Set(act.now),
        seen_at: Set(act.now),
        expires_at: Set(act.now + IDLE),
        revoked_at: Set(None),
        handed_at: Set(None),
    };
    row.insert(act.tx).await?;
    Ok(secret)
}

/// Notes that the browser of a sign-in is in a client's hands, or that it has come back.
pub async fn set_handed(act: Act<'_>, id: SignInId, is_handed: bool) -> Result<()> {
    let since = is_handed.then_some(act.now);
    let one = sign_in::Entity::update_many().filter(sign_in::COLUMN.id.eq(id));
    one.col_expr(sign_in::Column::HandedAt, Expr::value(since)).exec(act.tx).await?;
    Ok(())
}

/// Which of a person's sign-ins end.
#[derive(Clone, Copy, Debug)]
pub enum SignIns {
    /// Every one.
    All,
    /// One.
    Only(SignInId),
    /// Every one but this.
    AllBut(SignInId),
}

/// Ends sign-ins of a person; answers how many were open.
pub async fn revoke_sign_ins(act: Act<'_>, staff: StaffId, which: SignIns) -> Result<u64> {
    let open = Condition::all().add(sign_in::COLUMN.staff_id.eq(staff)).add(sign_in::COLUMN.revoked_at.is_null());
    let open = match which {
        SignIns::All => open,
        SignIns::Only(id) => open.add(sign_in::COLUMN.id.eq(id)),
        SignIns::AllBut(id) => open.add(sign_in::COLUMN.id.ne(id)),
    };
    let ended = Expr::value(act.now);
    let open = sign_in::Entity::update_many().col_expr(sign_in::Column::RevokedAt, ended).filter(open);
    Ok(open.exec(act.tx).await?.rows_affected)
}

/// Ends every sign-in of everybody; how many there were.
pub async fn revoke_all_sign_ins(act: Act<'_>) -> Result<u64> {
    let ended = sign_in::Entity::update_many().col_expr(sign_in::Column::RevokedAt, Expr::value(act.now));
    Ok(ended.filter(sign_in::COLUMN.revoked_at.is_null()).exec(act.tx).await?.rows_affected)
}

/// Forgets sign-ins that ended before a moment.
pub async fn delete_sign_ins(tx: &DatabaseTransaction, ended: DateTime<Utc>) -> Result<()> {
    let old = Condition::any().add(sign_in::COLUMN.expires_at.lt(ended)).add(sign_in::COLUMN.revoked_at.lt(ended));
    sign_in::Entity::delete_many().filter(old).exec(tx).await?;
    Ok(())
}
