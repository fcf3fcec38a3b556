//! What was closed after a copy of the database was made stays closed when the copy is put back: protection, who must not
//! meet, accounts, roles, passwords, and whatever opens something by its address.
//!
//! Each is a mark that a job keeps outside the database. A copy that lacks a mark is older than the mark.

use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::str::FromStr;

use anyhow::Context;
use entity::id::{ClientId, StaffId};
use entity::state::ContactChannel;
use entity::{api_token, calendar_link, client, client_link, staff, staff_role};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use serde::{Deserialize, Serialize};

use crate::access::{Act, Actor};
use crate::acts::MemberChange;
use crate::app::App;
use crate::error::{Error, Result};
use crate::people::StaffPosition;
use crate::people::client::{KeptPair, Restraint};
use crate::{acts, calendar, people, random};

/// What a copy that is put back may not take back.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum KeptMark {
    /// The address of a client is protected.
    Protected(ClientId),
    /// A client gets no messages, or has died.
    Silent(ClientId),
    /// Two clients must not meet, and who said so; the reason is not kept.
    Apart(KeptPair),
    /// An account is closed.
    Closed(StaffId),
    /// The password of an account, as a hash of its hash; `-` where there is none.
    Password(StaffId, String),
    /// The roles of an account, by their codes.
    Roles(StaffId, String),
    /// A private link, a calendar or a token has ended, by the hash of its secret.
    Ended(String),
}

impl fmt::Display for KeptMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Protected(id) => write!(f, "protected {id}"),
            Self::Silent(id) => write!(f, "silent {id}"),
            Self::Apart(KeptPair { one, other, by }) => write!(f, "apart {one} {other} {by}"),
            Self::Closed(id) => write!(f, "closed {id}"),
            Self::Password(id, hash) => write!(f, "password {id} {hash}"),
            Self::Roles(id, roles) => write!(f, "roles {id} {roles}"),
            Self::Ended(hash) => write!(f, "ended {hash}"),
        }
    }
}

impl FromStr for KeptMark {
    type Err = anyhow::Error;

    fn from_str(line: &str) -> anyhow::Result<Self> {
        let mut words = line.split(' ');
        let (what, of, more) = (words.next(), words.next().context("whose mark it is")?, words.next());
        Ok(match what {
            Some("protected") => Self::Protected(of.parse()?),
            Some("silent") => Self::Silent(of.parse()?),
            Some("apart") => Self::Apart(KeptPair {
                one: of.parse()?,
                other: more.context("whom the other is not to meet")?.parse()?,
                by: words.next().context("who said so")?.parse()?,
            }),
            Some("closed") => Self::Closed(of.parse()?),
            Some("password") => Self::Password(of.parse()?, more.context("a password's hash")?.to_owned()),
            Some("roles") => Self::Roles(of.parse()?, more.unwrap_or_default().to_owned()),
            Some("ended") => Self::Ended(of.to_owned()),
            _ => anyhow::bail!("no mark is named so"),
        })
    }
}

impl KeptMark {
    /// Its name.
    const fn kind(&self) -> &'static str {
        match self {
            Self::Protected(_) => "protected",
            Self::Silent(_) => "silent",
            Self::Apart(_) => "apart",
            Self::Closed(_) => "closed",
            Self::Password(..) => "password",
            Self::Roles(..) => "roles",
            Self::Ended(_) => "ended",
        }
    }

    /// Whose it is; a secret is nobody's here.
    const fn subject(&self) -> Option<Uuid> {
        match self {
            Self::Protected(id) | Self::Silent(id) | Self::Apart(KeptPair { one: id, .. }) => Some(id.0),
            Self::Closed(id) | Self::Password(id, _) | Self::Roles(id, _) => Some(id.0),
            Self::Ended(_) => None,
        }
    }
}

/// What was set again, and how much could not be.
#[derive(Clone, Debug, Default)]
pub struct MarksAgain {
    /// Of clients and accounts.
    pub done: Vec<MarkAgain>,
    /// Links, calendars and tokens.
    pub ended: u64,
    pub left: u64,
}

/// A mark that was set again, as the log keeps it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MarkAgain {
    /// The name of the mark.
    pub what: String,
    /// A client or an account.
    pub whose: Uuid,
}

/// Writes down outside the database which marks hold.
pub async fn write_down_marks(app: &App) -> Result<()> {
    let known = app.record.marks().await.context("read the marks")?;
    let hold: BTreeSet<String> = standing(app.db.read()).await?.iter().map(KeptMark::to_string).collect();
    let new: Vec<String> = hold.difference(&known).cloned().collect();
    // The database forgets after a while what has ended; a copy may be older than that.
    let over = known.difference(&hold).filter(|mark| !mark.starts_with("ended "));
    let over: Vec<String> = over.cloned().collect();
    Ok(app.record.change_marks(&new, &over).await.context("write down the marks")?)
}

/// Sets again what the database lacks of the marks that are kept.
pub async fn set_marks_again(app: &App) -> Result<MarksAgain> {
    let mut again = MarksAgain::default();
    let hold = standing(app.db.read()).await?;
    let mut ended = Vec::new();
    let mut missing = Vec::new();
    for line in app.record.marks().await.context("read the marks")? {
        match line.parse() {
            Ok(mark) if hold.contains(&mark) => {}
            Ok(KeptMark::Ended(hash)) => ended.push(hash),
            Ok(mark) => missing.push(mark),
            Err(error) => {
                tracing::error!(%error, "a mark could not be read");
                again.left += 1;
            }
        }
    }
    for mark in missing {
        match app.act(Actor::System, async |act| set_again(act, &mark).await).await {
            Ok(()) => again.done.extend(mark.subject().map(|whose| MarkAgain { what: mark.kind().to_owned(), whose })),
            // The copy is older than the person is here.
            Err(Error::NotFound) => {}
            Err(error) => {
                tracing::error!(%mark, %error, "a mark could not be set again");
                again.left += 1;
            }
        }
    }
    again.ended = app.act(Actor::System, async |act| end_again(act, &ended).await).await?;
    Ok(again)
}

async fn set_again(act: Act<'_>, mark: &KeptMark) -> Result<()> {
    match mark {
        KeptMark::Protected(id) => acts::restrain_client(act, *id, Restraint::Protected).await.map(drop),
        KeptMark::Silent(id) => acts::restrain_client(act, *id, Restraint::Silent).await.map(drop),
        KeptMark::Apart(pair) => people::client::keep_apart_again(act, *pair).await,
        KeptMark::Closed(id) => acts::close_account(act, *id).await.map(drop),
        KeptMark::Password(id, _) => {
            people::staff_exists(act.tx, *id).await?;
            people::forget_password(act, *id).await
        }
        KeptMark::Roles(id, roles) => {
            let kept: Vec<&str> = roles.split(',').collect();
            let StaffPosition { unit, held, waiting, .. } = people::locked_position(act, *id).await?;
            let held = held.into_iter().filter(|role| kept.contains(&role.code()));
            let change = MemberChange { unit, roles: held.chain(waiting).collect() };
            acts::change_member(act, *id, change).await.map(drop)
        }
        KeptMark::Ended(_) => Ok(()),
    }
}

async fn end_again(act: Act<'_>, hashes: &[String]) -> Result<u64> {
    // Nobody knows which of these were used since; a new one can be asked for.
    people::end_all_password_links(act.tx).await?;
    let links = people::client::end_links(act, hashes).await?;
    Ok(links + calendar::end_links(act, hashes).await? + people::end_tokens(act, hashes).await?)
}

/// The marks that hold in the database.
async fn standing(db: &impl ConnectionTrait) -> Result<BTreeSet<KeptMark>> {
    let mut hold: BTreeSet<KeptMark> = of_clients(db).await?;
    hold.extend(of_staff(db).await?);
    hold.extend(people::client::kept_pairs(db).await?.into_iter().map(KeptMark::Apart));
    let ended = [
        client_link::Entity::find()
            .select_only()
            .column(client_link::Column::TokenHash)
            .filter(client_link::COLUMN.revoked_at.is_not_null())
            .into_tuple::<String>()
            .all(db)
            .await?,
        calendar_link::Entity::find()
            .select_only()
            .column(calendar_link::Column::TokenHash)
            .filter(calendar_link::COLUMN.revoked_at.is_not_null())
            .into_tuple()
            .all(db)
            .await?,
        api_token::Entity::find()
            .select_only()
            .column(api_token::Column::TokenHash)
            .filter(api_token::COLUMN.revoked_at.is_not_null())
            .into_tuple()
            .all(db)
            .await?,
    ];
    hold.extend(ended.into_iter().flatten().map(KeptMark::Ended));
    Ok(hold)
}

async fn of_clients(db: &impl ConnectionTrait) -> Result<BTreeSet<KeptMark>> {
    let find = |which: Expr| {
        let here = client::Entity::find().filter(which).filter(client::COLUMN.erased_at.is_null());
        here.select_only().column(client::Column::Id).into_tuple::<ClientId>()
    };
    // As the condition of its index stands: an equal one would walk through all clients.
    let protected = find(Expr::col((client::Entity, client::Column::AddressProtection))).all(db).await?;
    let mut silent = find(client::COLUMN.channel.eq(ContactChannel::None)).all(db).await?;
    silent.extend(find(client::COLUMN.deceased_on.is_not_null()).all(db).await?);
    let protected = protected.into_iter().map(KeptMark::Protected);
    Ok(protected.chain(silent.into_iter().map(KeptMark::Silent)).collect())
}

async fn of_staff(db: &impl ConnectionTrait) -> Result<BTreeSet<KeptMark>> {
    let mut hold = BTreeSet::new();
    let mut held: HashMap<StaffId, Vec<&str>> = HashMap::new();
    for row in staff_role::Entity::find().all(db).await? {
        held.entry(row.staff_id).or_default().push(row.role.code());
    }
    for person in staff::Entity::find().all(db).await? {
        if !person.active {
            hold.insert(KeptMark::Closed(person.id));
        }
        let password = person.password_hash.as_deref().map_or("-".to_owned(), random::hash);
        hold.insert(KeptMark::Password(person.id, password));
        let mut codes = held.remove(&person.id).unwrap_or_default();
        codes.sort_unstable();
        hold.insert(KeptMark::Roles(person.id, codes.join(",")));
    }
    Ok(hold)
}
