//! Reads of applications.

use chrono::{DateTime, Utc};
use entity::id::{ApplicationId, ClientId, GroupId};
use entity::state::{ApplicationStatus, GroupStatus};
use entity::{application, channel_code, client, group};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, Order, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait,
};

use crate::access::rights::{Action, Resource};
use crate::access::{Viewer, scope};
use crate::db::last_digits;
use crate::error::{OrNotFound, Result};
use crate::random;
use crate::text::phone::e164;

/// A client whom an application may be about.
#[derive(Clone, Debug, FromQueryResult)]
pub struct PossibleClient {
    pub id: ClientId,
    pub name: String,
    /// The e-mail address.
    pub email: Option<String>,
    /// The telephone number.
    pub phone: Option<String>,
}

/// The application of a link; a wrong link and one that ran out look the same.
pub async fn by_token(db: &impl ConnectionTrait, now: DateTime<Utc>, token: &str) -> Result<application::Model> {
    let found = application::Entity::find()
        .filter(application::COLUMN.token_hash.eq(random::hash(token)))
        .filter(application::COLUMN.status.ne(ApplicationStatus::Expired))
        .one(db)
        .await
        .or_not_found()?;
    let lasts = found.status != ApplicationStatus::Unconfirmed || found.expires_at > now;
    lasts.then_some(found).or_not_found()
}

/// The channel code of an address, when it belongs to the group.
pub async fn code(db: &impl ConnectionTrait, id: GroupId, code: &str) -> Result<Option<channel_code::Model>> {
    if code.is_empty() {
        return Ok(None);
    }
    let find = channel_code::Entity::find().filter(channel_code::COLUMN.code.eq(code));
    Ok(find.filter(channel_code::COLUMN.group_id.eq(id)).one(db).await?)
}

/// The applications that wait for a group which takes nobody in any more.
pub async fn in_vain(db: &impl ConnectionTrait) -> Result<Vec<ApplicationId>> {
    Ok(application::Entity::find()
        .select_only()
        .column(application::Column::Id)
        .join(JoinType::InnerJoin, application::Relation::Group.def())
        .filter(application::COLUMN.status.eq(ApplicationStatus::Waiting))
        .filter(group::COLUMN.status.is_in(GroupStatus::OVER))
        .order_by(application::Column::Id, Order::Asc)
        .into_tuple()
        .all(db)
        .await?)
}

/// The name of a group whose applications the person decides.
pub async fn group(db: &impl ConnectionTrait, by: &Viewer, id: GroupId) -> Result<group::Model> {
    let mine = scope::groups(by, Resource::ReferralDecision, Action::Write);
    group::Entity::find_by_id(id).filter(mine).one(db).await.or_not_found()
}

/// The confirmed applications to a group, the oldest first.
pub async fn of_group(db: &impl ConnectionTrait, id: GroupId) -> Result<Vec<application::Model>> {
    Ok(application::Entity::find()
        .filter(application::COLUMN.group_id.eq(id))
        .filter(application::COLUMN.status.eq(ApplicationStatus::Waiting))
        .order_by(application::Column::ConfirmedAt, Order::Asc)
        .order_by(application::Column::Id, Order::Asc)
        .all(db)
        .await?)
}

/// An application that the person may decide.
pub async fn one(db: &impl ConnectionTrait, by: &Viewer, id: ApplicationId) -> Result<application::Model> {
    application::Entity::find_by_id(id)
        .join(JoinType::InnerJoin, application::Relation::Group.def())
        .filter(scope::groups(by, Resource::ReferralDecision, Action::Write))
        .one(db)
        .await
        .or_not_found()
}

/// The clients within the person's reach who share an address, a number or a name with one of the applications.
pub async fn known(db: &impl ConnectionTrait, by: &Viewer, of: &[application::Model]) -> Result<Vec<PossibleClient>> {
    if of.is_empty() {
        return Ok(Vec::new());
    }
    let emails = of.iter().filter_map(|one| one.email.clone());
    // However they are written: what is left is compared whole.
    let dialled = of.iter().filter_map(|one| e164(one.phone.as_deref()?).ok());
    let ends = dialled.map(|phone| last_digits(Expr::value(phone)));
    let alike = Condition::any()
        .add(client::Column::Email.is_in(emails))
        .add(last_digits(Expr::col((client::Entity, client::Column::Phone))).is_in(ends))
        .add(client::Column::Name.is_in(of.iter().map(|one| one.name.clone())));
    Ok(client::Entity::find()
        .filter(scope::clients(by, Resource::Client, Action::Read))
        .filter(scope::unhidden(by))
        .filter(alike)
        .into_model()
        .all(db)
        .await?)
}

impl PossibleClient {
    /// Whether an application may be about this client.
    pub fn is_like(&self, application: &application::Model) -> bool {
        let same = |mine: &Option<String>, theirs: &Option<String>| mine.is_some() && mine == theirs;
        let dialled = |phone: &Option<String>| phone.as_deref().and_then(|phone| e164(phone).ok());
        self.name == application.name
            || same(&self.email, &application.email)
            || same(&dialled(&self.phone), &dialled(&application.phone))
    }
}
