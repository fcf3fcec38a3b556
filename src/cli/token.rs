//! `piiri token create`.

use crate::access::Actor;
use anyhow::Context;
use clap::Subcommand;

use crate::config::Config;
use crate::people;

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Makes a token for a staff account and prints it once.
    Create {
        /// The e-mail address of the account.
        #[arg(long)]
        staff: String,
        /// What the token is for.
        #[arg(long, default_value = "command line")]
        name: String,
        /// For how many days it works.
        #[arg(long, default_value_t = 90, value_parser = clap::value_parser!(i64).range(1..=366))]
        days: i64,
    },
}

/// Makes the token and prints it.
pub async fn run(args: Args, config: Config) -> anyhow::Result<()> {
    let Command::Create { staff, name, days } = args.command;
    let app = super::open(config).await?;
    let token = app
        .act(Actor::System, async |act| {
            let person =
                people::staff_by_email(act.tx, &staff).await?.context("no staff member has this e-mail address")?;
            people::new_token(act, person, &name, days).await
        })
        .await?;
    println!("token {token}");
    Ok(())
}
