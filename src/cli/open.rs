//! The application over the database of the settings.

use chrono_tz::Tz;

use crate::app::App;
use crate::clock::Clock;
use crate::config::Config;
use crate::db::{self, Db};
use crate::password::Passwords;
use crate::{admin, programme};

/// What a step of the schema leaves for the program to do: which sessions stand for which dates of their rules.
const RULE_DATES: &str = "rule_dates";

/// The application of a command, over a migrated database.
pub async fn open(config: Config) -> anyhow::Result<App> {
    let db = migrated(&config.database, config.zone).await?;
    App::new(db, Clock::System, config, Passwords::strong())
}

/// The database, brought to the current schema and filled with what a step of the schema can't know by itself.
pub async fn migrated(url: &str, zone: Tz) -> anyhow::Result<Db> {
    db::migrate(url).await?;
    let db = Db::connect(url).await?;
    // Whole or not at all, and once: the mark goes with the filling.
    let tx = db.write().await?;
    if admin::take_mark(&tx, RULE_DATES).await? {
        programme::fill_rule_dates(&tx, zone).await?;
        tx.commit().await?;
    }
    Ok(db)
}
