//! Writes of applications.

use chrono::{DateTime, TimeDelta, Utc};
use entity::application;
use entity::id::{ApplicationId, ChannelCodeId, ClientId, GroupId, ReferralId};
use entity::state::{ApplicationStatus, TaskKind};
use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, DatabaseTransaction, EntityTrait, FromQueryResult, QueryFilter,
    QuerySelect, Set,
};

use super::queries;
use super::rules::ApplicationInput;
use crate::access::{Act, Actor};
use crate::app::App;
use crate::audit::{self, LoggedChange};
use crate::db::last_digits;
use crate::error::{Code, Error, OrNotFound, Result};
use crate::recruitment::paths;
use crate::text::phone::e164;
use crate::{message, random, task};

/// How long an application waits to be confirmed.
const UNCONFIRMED: TimeDelta = TimeDelta::days(7);
/// How soon a leader should answer one.
const ANSWER: TimeDelta = TimeDelta::days(7);
/// How long one that was decided is kept: what goes on is in the referral.
const DECIDED: TimeDelta = TimeDelta::days(90);
/// So many are deleted in one run of the job; the next takes the rest.
const AT_ONCE: u64 = 2000;
/// So many unconfirmed ones may wait for one address; the next ones are answered alike and go nowhere.
const WAITING: usize = 3;

/// An application to a group, as it was typed.
pub struct NewApplication {
    pub group: GroupId,
    /// The channel code of the address that led to the form.
    pub code: Option<ChannelCodeId>,
    pub input: ApplicationInput,
}

/// Keeps an application that waits to be confirmed; `None` when too many wait for one address.
pub async fn insert_application(act: Act<'_>, new: NewApplication) -> Result<Option<ApplicationId>> {
    let NewApplication { group, code, input } = new;
    if too_many(act, &input).await? {
        return Ok(None);
    }
    let id: ApplicationId = random::id(act.now);
    let row = application::ActiveModel {
        id: Set(id),
        group_id: Set(group),
        source: Set(input.source),
        status: Set(ApplicationStatus::Unconfirmed),
        name: Set(input.name),
        email: Set(input.email),
        phone: Set(input.phone),
        municipality: Set(input.municipality),
        language: Set(input.language),
        message: Set(input.message),
        partner: Set(input.partner),
        partner_person: Set(input.partner_person),
        first_channel: Set(input.channels.0[0]),
        channels: Set(input.channels),
        channel_code_id: Set(code),
        // No link has this one: the one that confirms is drawn when it is sent.
        token_hash: Set(random::hash(&random::token())),
        created_at: Set(act.now),
        expires_at: Set(act.now + UNCONFIRMED),
        confirmed_at: Set(None),
        decided_at: Set(None),
        client_id: Set(None),
        referral_id: Set(None),
    };
    application::Entity::insert(row).exec_without_returning(act.tx).await?;
    audit::changed(act, LoggedChange::of("application.sent", "application", id)).await?;
    Ok(Some(id))
}

async fn too_many(act: Act<'_>, input: &ApplicationInput) -> Result<bool> {
    let mut same = Condition::any();
    if let Some(email) = &input.email {
        same = same.add(Expr::expr(Func::lower(Expr::col(application::Column::Email))).eq(email.to_lowercase()));
    }
    let dialled = input.phone.as_deref().and_then(|phone| e164(phone).ok());
    if let Some(dialled) = &dialled {
        let end = last_digits(Expr::value(dialled.as_str()));
        same = same.add(last_digits(Expr::col(application::Column::Phone)).eq(end));
    }
    if same.is_empty() {
        return Ok(false);
    }
    let waiting: Vec<SameContact> = application::Entity::find()
        .select_only()
        .columns([application::Column::Email, application::Column::Phone])
        .filter(application::COLUMN.status.eq(ApplicationStatus::Unconfirmed))
        .filter(application::COLUMN.expires_at.gt(act.now))
        .filter(same)
        .into_model()
        .all(act.tx)
        .await?;
    let is_same = |one: &&SameContact| {
        let mail = input
            .email
            .as_ref()
            .is_some_and(|mail| one.email.as_ref().is_some_and(|own| own.eq_ignore_ascii_case(mail)));
        mail || dialled.is_some() && one.phone.as_deref().and_then(|phone| e164(phone).ok()) == dialled
    };
    Ok(waiting.iter().filter(is_same).count() >= WAITING)
}

/// How an application that waits to be confirmed would be reached.
#[derive(FromQueryResult)]
struct SameContact {
    email: Option<String>,
    phone: Option<String>,
}

/// Marks an application as confirmed and asks its group's leaders to answer; answers nothing a second time.
pub async fn set_confirmed(act: Act<'_>, token: &str) -> Result<Option<application::Model>> {
    let found = queries::by_token(act.tx, act.now, token).await?;
    let confirmed = application::Entity::update_many()
        .col_expr(application::Column::Status, Expr::value(ApplicationStatus::Waiting))
        .col_expr(application::Column::ConfirmedAt, Expr::value(act.now))
        .filter(application::COLUMN.id.eq(found.id))
        .filter(application::COLUMN.status.eq(ApplicationStatus::Unconfirmed))
        .exec(act.tx)
        .await?;
    // It was confirmed before, or withdrawn or answered meanwhile.
    if confirmed.rows_affected == 0 {
        return Ok(None);
    }
    ask_leaders(act, &found).await?;
    audit::changed(act, LoggedChange::of("application.confirmed", "application", found.id)).await?;
    Ok(Some(found))
}

/// Asks the leaders of its group to answer an application; again, where that was settled before.
pub(super) async fn ask_leaders(act: Act<'_>, application: &application::Model) -> Result<()> {
    let group = application.group_id;
    let about = |leader| task::NewTask {
        key: format!("{}{leader}", task_keys(application.id)),
        group: Some(group),
        ..task::NewTask::default()
    };
    task::ask_whom(act, TaskKind::ApplicationReview, task::Whom::Leaders(group), act.now + ANSWER, about).await
}

/// The path that confirms an application, by a token which nothing else knows; one drawn before is no good any more.
pub async fn new_confirmation(tx: &DatabaseTransaction, id: ApplicationId) -> Result<String> {
    let token = random::token();
    let row = application::ActiveModel { id: Set(id), token_hash: Set(random::hash(&token)), ..Default::default() };
    application::Entity::update(row).exec(tx).await?;
    Ok(paths::Confirm { token }.to_string())
}

/// The names of the messages that are sent about an application.
pub fn message_keys(id: ApplicationId) -> [String; 7] {
    ["confirm", "rejected", "paused", "resumed", "openness", "day", "filled"]
        .map(|what| format!("application:{id}:{what}"))
}

/// Names what leaders are asked about an application, with each leader behind it.
fn task_keys(id: ApplicationId) -> String {
    format!("application:{id}:")
}

/// Marks an application as taken up by a referral of a client.
pub async fn accepted(
    act: Act<'_>,
    application: &application::Model,
    client: ClientId,
    referral: ReferralId,
) -> Result<()> {
    let changed = application::ActiveModel {
        id: Set(application.id),
        status: Set(ApplicationStatus::Accepted),
        decided_at: Set(Some(act.now)),
        client_id: Set(Some(client)),
        referral_id: Set(Some(referral)),
        ..Default::default()
    };
    changed.update(act.tx).await?;
    done(act, application).await?;
    let change = LoggedChange::of("application.accepted", "application", application.id).client(client);
    audit::changed(act, change).await
}

/// Marks an application that waits as turned down; whether it had not been before.
pub async fn set_rejected(act: Act<'_>, id: ApplicationId) -> Result<bool> {
    let stands = application::Entity::find_by_id(id).lock_exclusive().one(act.tx).await.or_not_found()?;
    if stands.status == ApplicationStatus::Rejected {
        return Ok(false);
    }
    let application = waiting(act.tx, id).await?;
    let changed = application::ActiveModel {
        id: Set(application.id),
        status: Set(ApplicationStatus::Rejected),
        decided_at: Set(Some(act.now)),
        ..Default::default()
    };
    changed.update(act.tx).await?;
    done(act, &application).await?;
    audit::changed(act, LoggedChange::of("application.rejected", "application", application.id)).await?;
    Ok(true)
}

/// Takes an application back by its own link, until somebody has decided on it; once more changes nothing.
pub async fn set_withdrawn(act: Act<'_>, token: &str) -> Result<()> {
    let found = queries::by_token(act.tx, act.now, token).await?;
    let stands = application::Entity::find_by_id(found.id).lock_exclusive().one(act.tx).await.or_not_found()?;
    match stands.status {
        ApplicationStatus::Withdrawn => return Ok(()),
        ApplicationStatus::Unconfirmed | ApplicationStatus::Waiting => {}
        _ => return Err(Error::conflict(Code::ApplicationDecided)),
    }
    let changed = application::ActiveModel {
        id: Set(stands.id),
        status: Set(ApplicationStatus::Withdrawn),
        decided_at: Set(Some(act.now)),
        ..Default::default()
    };
    changed.update(act.tx).await?;
    done(act, &stands).await?;
    audit::changed(act, LoggedChange::of("application.withdrawn", "application", stands.id)).await
}

pub(super) async fn done(act: Act<'_>, application: &application::Model) -> Result<()> {
    task::done_by_start(act, &task_keys(application.id)).await
}

/// An application that waits for a decision, locked until the transaction ends.
pub async fn waiting(tx: &DatabaseTransaction, id: ApplicationId) -> Result<application::Model> {
    let found = application::Entity::find_by_id(id).lock_exclusive().one(tx).await.or_not_found()?;
    if found.status == ApplicationStatus::Waiting { Ok(found) } else { Err(Error::conflict(Code::ApplicationDecided)) }
}

/// Deletes what nobody confirmed in time, and what was decided long ago, with the messages about it.
pub async fn forget(app: &App, now: DateTime<Utc>) -> Result<()> {
    app.act_at(Actor::System, now, async |act| forget_over(act).await).await
}

async fn forget_over(act: Act<'_>) -> Result<()> {
    let unconfirmed = Condition::all()
        .add(application::COLUMN.status.eq(ApplicationStatus::Unconfirmed))
        .add(application::COLUMN.expires_at.lte(act.now));
    let decided = Condition::all()
        .add(application::COLUMN.status.is_in([
            ApplicationStatus::Accepted,
            ApplicationStatus::Rejected,
            ApplicationStatus::Withdrawn,
        ]))
        .add(Expr::col(application::Column::DecidedAt).lt(act.now - DECIDED));
    let gone = Condition::any().add(unconfirmed).add(decided);
    let find = application::Entity::find().select_only().column(application::Column::Id).filter(gone);
    let ids: Vec<ApplicationId> = find.limit(AT_ONCE).into_tuple().all(act.tx).await?;
    if ids.is_empty() {
        return Ok(());
    }
    let keys: Vec<String> = ids.iter().flat_map(|id| message_keys(*id)).collect();
    message::erase_named(act.tx, &keys).await?;
    application::Entity::delete_many().filter(application::COLUMN.id.is_in(ids)).exec(act.tx).await?;
    Ok(())
}
