//! The commands and their settings.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use super::{
    audit, backup, demo, export, import, messages, migrate, restore, restored, retention, serve, staff, token,
};
use crate::cli::config as settings;
use crate::config::Config;

/// Runs the group-activity programme of adult social work.
#[derive(Debug, Parser)]
#[command(name = "piiri", version)]
pub struct Cli {
    /// The settings file; `PIIRI_…` variables override it.
    #[arg(long, global = true, value_name = "FILE", env = "PIIRI_CONFIG")]
    config: Option<PathBuf>,
    /// The database, over file and variables: `sqlite:PATH` or `postgres://…`.
    #[arg(long, global = true, value_name = "URL")]
    database: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves pages, API and feeds, and runs the jobs.
    Serve,
    /// Makes an invented programme in a file of its own and serves it; mails are caught at `/demo/mailbox`.
    Demo(demo::Args),
    /// Brings the database to the current schema.
    Migrate,
    /// Copies a SQLite database into a file, also while it is served.
    Backup(backup::Args),
    /// Puts a copy in the place of the SQLite database; the server must stand still.
    Restore(restore::Args),
    /// Says that a copy was put back by other means, as by `pg_restore`: holds what waits to be sent, erases again.
    Restored,
    /// Shows and lets go what is held since a copy was put back.
    Messages(messages::Args),
    /// Shows the settings in force.
    Config(settings::Args),
    /// Adds staff, changes and confirms their roles, or gives them a new password.
    Staff(staff::Args),
    /// Makes tokens for `/api/v1`.
    Token(token::Args),
    /// Takes in a spreadsheet.
    Import(import::Args),
    /// Says what is kept longer than the settings say, and erases it.
    Retention(retention::Args),
    /// Checks the logs.
    Audit(audit::Args),
    /// Writes figures to a file.
    Export(export::Args),
}

impl Cli {
    /// Runs the command to its end.
    pub async fn run(self) -> anyhow::Result<()> {
        let config = self.settings()?;
        match self.command {
            Command::Serve => serve::run(config).await,
            Command::Demo(args) => demo::run(args, config, self.database).await,
            Command::Migrate => migrate::run(&config).await,
            Command::Backup(args) => backup::run(&args, &config).await,
            Command::Restore(args) => restore::run(&args, config).await,
            Command::Restored => restored::run(config).await,
            Command::Messages(args) => messages::run(args, config).await,
            Command::Config(args) => {
                settings::run(&args, &config);
                Ok(())
            }
            Command::Staff(args) => staff::run(args, config).await,
            Command::Token(args) => token::run(args, config).await,
            Command::Import(args) => import::run(args, config).await,
            Command::Retention(args) => retention::run(args, config).await,
            Command::Audit(args) => audit::run(args, config).await,
            Command::Export(args) => export::run(args, config).await,
        }
    }

    fn settings(&self) -> anyhow::Result<Config> {
        let variables = std::env::vars().filter(|(name, _)| !matches!(name.as_str(), "PIIRI_CONFIG" | "PIIRI_LOG"));
        let mut config = Config::load(self.config.as_deref(), variables)?;
        if let Some(database) = &self.database {
            config.database.clone_from(database);
        }
        Ok(config)
    }
}
