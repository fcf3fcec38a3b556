//! Writes of units, staff and tokens.

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::{ApiTokenId, StaffId, UnitId};
use entity::state::{Language, Role, UnitKind};
use entity::{api_token, staff, staff_role, unit};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, Condition, DatabaseTransaction, EntityTrait, QueryFilter, Set, SqlErr};

use super::tries::{self, Try};
use super::{password_link, signing};
use crate::access::Act;
use crate::access::{self, SignIns, Viewer};
use crate::audit::{self, LoggedChange};
use crate::db::on_unique;
use crate::error::{Code, Error, Fault, OrNotFound, Result};
use crate::random;
use crate::text::sort::sort_key;

/// How long a sign-in or a token that has ended is remembered.
const ENDED_KEPT: TimeDelta = TimeDelta::days(90);
/// The most hashes of one statement.
const CHUNK: usize = 1000;

/// A new staff member.
#[derive(Clone, Debug)]
pub struct NewStaff {
    pub unit: UnitId,
    /// The given name, the only one that clients are told.
    pub given_name: String,
    /// The whole name.
    pub name: String,
    /// The e-mail address, which is the sign-in name.
    pub email: String,
    /// The telephone number.
    pub phone: Option<String>,
    /// The language of the pages.
    pub language: Language,
    pub roles: Vec<Role>,
    /// The hash of the first password.
    pub password_hash: Option<String>,
    /// Whether the person's own surname and home area are protected.
    pub address_protection: bool,
}

/// Adds a unit to the organisation tree.
pub async fn add_unit(act: Act<'_>, parent: Option<UnitId>, kind: UnitKind, name: &str) -> Result<UnitId> {
    let id = random::id(act.now);
    let municipality = (kind == UnitKind::Municipality).then(|| name.to_owned());
    let row = unit::ActiveModel {
        id: Set(id),
        parent_id: Set(parent),
        kind: Set(kind),
        name: Set(name.to_owned()),
        municipality: Set(municipality),
    };
    row.insert(act.tx).await.map_err(|error| match error.sql_err() {
        Some(SqlErr::ForeignKeyConstraintViolation(_)) => Error::invalid("parent_id", Code::FaultChoice),
        _ => error.into(),
    })?;
    audit::changed(act, LoggedChange::of("unit.added", "unit", id)).await?;
    Ok(id)
}

/// Adds a staff member.
pub async fn add_staff(act: Act<'_>, new: NewStaff) -> Result<StaffId> {
    let id = random::id(act.now);
    let row = staff::ActiveModel {
        id: Set(id),
        unit_id: Set(new.unit),
        given_name: Set(new.given_name),
        name_sort: Set(sort_key(&new.name)),
        name: Set(new.name),
        email_key: Set(new.email.trim().to_lowercase()),
        email: Set(new.email),
        phone: Set(new.phone),
        language: Set(new.language),
        password_hash: Set(new.password_hash),
        password_given_at: Set(None),
        active: Set(true),
        address_protection: Set(new.address_protection),
        weekly_off_at: Set(None),
        deputy_id: Set(None),
        work_days: Set(None),
        work_from: Set(None),
        work_until: Set(None),
        created_at: Set(act.now),
    };
    row.insert(act.tx).await.map_err(|error| match error.sql_err() {
        Some(SqlErr::ForeignKeyConstraintViolation(_)) => Error::invalid("unit_id", Code::FaultChoice),
        _ => on_unique(error, Fault::of("email", Code::StaffEmailTaken)),
    })?;
    let roles = new.roles.iter().map(|role| staff_role::ActiveModel {
        staff_id: Set(id),
        role: Set(*role),
        given_by: Set(None),
        given_at: Set(Some(act.now)),
    });
    if !new.roles.is_empty() {
        staff_role::Entity::insert_many(roles).exec_without_returning(act.tx).await?;
    }
    audit::changed(act, LoggedChange::of("staff.added", "staff", id)).await?;
    Ok(id)
}

/// Gives a staff member a new password, by its hash: whoever held the old one is signed out, and no token works on.
pub async fn reset_password(act: Act<'_>, staff: StaffId, hash: String) -> Result<()> {
    set_password(act, staff, hash, None).await?;
    end_sign_ins(act, staff).await
}

/// The same of a password that whoever gives it knows: the person changes it before anything else.
pub async fn set_given_password(act: Act<'_>, staff: StaffId, hash: String) -> Result<()> {
    set_password(act, staff, hash, Some(act.now)).await?;
    end_sign_ins(act, staff).await
}

/// Takes the password of a staff member away, until the person sets one by a link: whoever held it is signed out, and no
/// token works on.
pub async fn forget_password(act: Act<'_>, staff: StaffId) -> Result<()> {
    staff::Entity::update_many()
        .col_expr(staff::Column::PasswordHash, Expr::value(Option::<String>::None))
        .filter(staff::COLUMN.id.eq(staff))
        .exec(act.tx)
        .await?;
    audit::changed(act, LoggedChange::of("staff.password_forgotten", "staff", staff)).await?;
    end_sign_ins(act, staff).await
}

/// Sets the password of a link's holder, by its hash; the link is used up, and every sign-in ends.
pub(super) async fn set_password_by_link(act: Act<'_>, token: &str, hash: String) -> Result<()> {
    let person = password_link::holder(act.tx, act.now, token).await?;
    let act = password_link::as_holder(act, &person);
    set_password(act, person.id, hash, None).await?;
    end_sign_ins(act, person.id).await
}

/// Changes a person's own password, by its hash; every other browser is signed out, and no token works on.
pub(super) async fn change_password(act: Act<'_>, by: &Viewer, hash: String) -> Result<()> {
    set_password(act, by.staff_id, hash, None).await?;
    revoke_tokens(act, by.staff_id).await?;
    signing::sign_out_elsewhere(act, by).await
}

/// Counts a wrong password that somebody told who is signed in.
pub(super) async fn count_wrong_password(act: Act<'_>, by: &Viewer, tries: &Try) -> Result<()> {
    tries.failed(act).await?;
    audit::changed(act, LoggedChange::of("staff.password_refused", "staff", by.staff_id)).await
}

/// Writes a password, by its hash; `given` says since when somebody else than the person knows it. What link the person
/// has to set one ends.
async fn set_password(act: Act<'_>, staff: StaffId, hash: String, given: Option<DateTime<Utc>>) -> Result<()> {
    password_link::end_links(act.tx, staff).await?;
    staff::Entity::update_many()
        .col_expr(staff::Column::PasswordHash, Expr::value(hash))
        .col_expr(staff::Column::PasswordGivenAt, Expr::value(given))
        .filter(staff::COLUMN.id.eq(staff))
        .exec(act.tx)
        .await?;
    if let Some(person) = staff::Entity::find_by_id(staff).one(act.tx).await? {
        tries::forgive(act.tx, &person.email).await?;
    }
    audit::changed(act, LoggedChange::of("staff.password_changed", "staff", staff)).await
}

/// Changes the language of a person's pages.
pub(super) async fn set_language(act: Act<'_>, who: StaffId, language: Language) -> Result<()> {
    staff::Entity::update_many()
        .col_expr(staff::Column::Language, Expr::value(language))
        .filter(staff::COLUMN.id.eq(who))
        .exec(act.tx)
        .await?;
    audit::changed(act, LoggedChange::of("staff.language_changed", "staff", who)).await
}

/// Chooses whether the weekly message about free places comes; who chooses the same again has it off since when it was.
pub(super) async fn choose_weekly_places(act: Act<'_>, who: StaffId, wanted: bool) -> Result<()> {
    let off_at = staff::COLUMN.weekly_off_at;
    let changed = staff::Entity::update_many()
        .col_expr(staff::Column::WeeklyOffAt, Expr::value((!wanted).then_some(act.now)))
        .filter(staff::COLUMN.id.eq(who))
        .filter(if wanted { off_at.is_not_null() } else { off_at.is_null() })
        .exec(act.tx)
        .await?;
    if changed.rows_affected == 0 {
        return Ok(());
    }
    audit::changed(act, LoggedChange::of("staff.weekly_places_chosen", "staff", who)).await
}

/// Makes a token for `/api/v1`; the secret is shown once and only its hash stays.
pub async fn new_token(act: Act<'_>, staff: StaffId, name: &str, days: i64) -> Result<String> {
    let secret = random::token();
    let row = api_token::ActiveModel {
        id: Set(random::id(act.now)),
        staff_id: Set(staff),
        name: Set(name.to_owned()),
        token_hash: Set(random::hash(&secret)),
        created_at: Set(act.now),
        expires_at: Set(act.now + TimeDelta::days(days)),
        revoked_at: Set(None),
    };
    row.insert(act.tx).await?;
    audit::changed(act, LoggedChange::of("token.created", "staff", staff)).await?;
    Ok(format!("piiri_{secret}"))
}

/// Revokes one of a person's tokens.
pub(super) async fn revoke_token(act: Act<'_>, who: StaffId, id: ApiTokenId) -> Result<()> {
    let revoked = api_token::Entity::update_many()
        .col_expr(api_token::Column::RevokedAt, Expr::value(act.now))
        .filter(api_token::COLUMN.id.eq(id))
        .filter(api_token::COLUMN.staff_id.eq(who))
        .exec(act.tx)
        .await?;
    if revoked.rows_affected == 0 {
        return Err(Error::NotFound);
    }
    audit::changed(act, LoggedChange::of("token.revoked", "staff", who)).await
}

/// Makes sure that there is such a staff member.
pub async fn staff_exists(tx: &DatabaseTransaction, id: StaffId) -> Result<()> {
    staff::Entity::find_by_id(id).one(tx).await.or_not_found().map(|_| ())
}

/// Opens or closes the account of a staff member; a closed one is signed out everywhere. Answers whether it was not so
/// before.
pub async fn set_active(act: Act<'_>, staff: StaffId, active: bool) -> Result<bool> {
    let changed = staff::Entity::update_many()
        .col_expr(staff::Column::Active, Expr::value(active))
        .filter(staff::COLUMN.id.eq(staff))
        .filter(staff::COLUMN.active.ne(active))
        .exec(act.tx)
        .await?;
    if changed.rows_affected == 0 {
        return Ok(false);
    }
    if !active {
        password_link::end_links(act.tx, staff).await?;
        end_sign_ins(act, staff).await?;
    }
    let name = if active { "staff.opened" } else { "staff.closed" };
    audit::changed(act, LoggedChange::of(name, "staff", staff)).await?;
    Ok(true)
}

/// Forgets sign-ins and tokens that ended some time ago, and wrong passwords that count no more.
pub async fn forget_sign_ins(act: Act<'_>) -> Result<()> {
    let ended = act.now - ENDED_KEPT;
    access::delete_sign_ins(act.tx, ended).await?;
    let tokens =
        Condition::any().add(api_token::COLUMN.expires_at.lt(ended)).add(api_token::COLUMN.revoked_at.lt(ended));
    api_token::Entity::delete_many().filter(tokens).exec(act.tx).await?;
    password_link::forget_links(act).await?;
    tries::forget_failures(act).await
}

/// Ends every sign-in and every token of a staff member.
pub async fn end_sign_ins(act: Act<'_>, staff: StaffId) -> Result<()> {
    access::revoke_sign_ins(act, staff, SignIns::All).await?;
    revoke_tokens(act, staff).await?;
    audit::changed(act, LoggedChange::of("staff.sign_ins_ended", "staff", staff)).await
}

/// Ends the tokens of these hashes; how many were open.
pub async fn end_tokens(act: Act<'_>, hashes: &[String]) -> Result<u64> {
    let mut ended = 0;
    for some in hashes.chunks(CHUNK) {
        let open = api_token::Entity::update_many()
            .col_expr(api_token::Column::RevokedAt, Expr::value(act.now))
            .filter(api_token::COLUMN.token_hash.is_in(some))
            .filter(api_token::COLUMN.revoked_at.is_null());
        ended += open.exec(act.tx).await?.rows_affected;
    }
    Ok(ended)
}

async fn revoke_tokens(act: Act<'_>, staff: StaffId) -> Result<()> {
    api_token::Entity::update_many()
        .col_expr(api_token::Column::RevokedAt, Expr::value(act.now))
        .filter(api_token::COLUMN.staff_id.eq(staff))
        .filter(api_token::COLUMN.revoked_at.is_null())
        .exec(act.tx)
        .await?;
    Ok(())
}
