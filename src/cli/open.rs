//! The application over the database of the settings.

use crate::app::App;
use crate::clock::Clock;
use crate::config::Config;
use crate::db::{self, Db};
use crate::password::Passwords;

/// The application of a command, over a migrated database.
pub async fn open(config: Config) -> anyhow::Result<App> {
    db::migrate(&config.database).await?;
    let db = Db::connect(&config.database).await?;
    App::new(db, Clock::System, config, Passwords::strong())
}
