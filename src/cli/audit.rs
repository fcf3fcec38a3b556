//! `piiri audit verify`.

use clap::Subcommand;
use entity::state::Language;

use crate::audit;
use crate::config::Config;
use crate::error::Error;
use crate::web::problem::fault_text;

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Works every seal of the logs out again; fails when a sealed row was changed or removed.
    Verify,
}

/// Verifies the logs and prints how many rows hold.
pub async fn run(args: Args, config: Config) -> anyhow::Result<()> {
    let Command::Verify = args.command;
    let app = super::open(config).await?;
    match audit::verify(app.db.read()).await {
        Ok(rows) => println!("the logs hold: {rows} sealed rows"),
        Err(Error::Conflict(fault)) => anyhow::bail!(fault_text(Language::En, &fault)),
        Err(error) => return Err(error.into()),
    }
    Ok(())
}
