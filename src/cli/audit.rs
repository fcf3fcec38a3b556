//! `piiri audit`.

use anyhow::Context;
use chrono::{DateTime, Utc};
use clap::Subcommand;
use entity::state::Language;

use crate::app::App;
use crate::audit::seal::SealKeys;
use crate::audit::{self, SealHead, Verified};
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
    /// Works every seal of the logs out again; fails when a sealed row was changed, added or removed, or when a seal is gone.
    Verify {
        /// What `audit head` printed before: it must still be a seal of the logs.
        #[arg(long, value_name = "HEAD")]
        expect: Option<SealHead>,
    },
    /// Prints the last seal: keep it outside the database, for `verify --expect`.
    Head,
}

/// Runs the command.
pub async fn run(args: Args, config: Config) -> anyhow::Result<()> {
    let app = super::open(config).await?;
    match args.command {
        Command::Verify { expect } => verify(&app, expect).await,
        Command::Head => {
            let head =
                audit::head(app.db.read()).await?.context("nothing is sealed yet: `piiri serve` does each minute")?;
            println!("{head}");
            Ok(())
        }
    }
}

/// Verifies the logs against their seals and against every head that is kept elsewhere, and prints what holds.
async fn verify(app: &App, expect: Option<SealHead>) -> anyhow::Result<()> {
    let kept = app.record.head().await.context("read the head of the logs")?;
    let kept = kept.map(|head| head.parse()).transpose().context("read the head of the logs")?;
    let heads: Vec<SealHead> = expect.into_iter().chain(kept).collect();
    let (keys, now) = (SealKeys::of(&app.config), app.clock.now());
    // One moment of the database: a server goes on sealing meanwhile.
    let tx = app.db.snapshot().await?;
    let verified = audit::verify(&tx, &keys, &heads, now).await;
    tx.rollback().await?;
    match verified {
        Ok(verified) => say(&verified, &keys, now),
        Err(Error::Conflict(fault)) => anyhow::bail!(fault_text(Language::En, &fault)),
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

fn say(verified: &Verified, keys: &SealKeys, now: DateTime<Utc>) {
    let Verified { rows, without_key, forgotten, unsealed, head } = verified;
    println!("the logs hold: {rows} sealed rows, {unsealed} not sealed yet");
    if *forgotten > 0 {
        println!("{forgotten} of them were removed, their twelve years being over");
    }
    if *without_key > 0 {
        println!(
            "{without_key} of them were sealed without a key: whoever can write the database can have made their seals"
        );
    }
    if !keys.are_set() {
        println!("neither secret nor seal_keys is set: new seals have no key");
    }
    match head {
        Some(head) => println!("head {head} at {}", now.format("%Y-%m-%dT%H:%M:%SZ")),
        None => println!("no seal yet"),
    }
}
