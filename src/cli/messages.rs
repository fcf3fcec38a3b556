//! `piiri messages`.

use clap::Subcommand;
use entity::state::MessageKind;

use crate::access::Actor;
use crate::config::Config;
use crate::message;

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Lists what is held since a copy of the database was put back.
    Held,
    /// Lets held messages go.
    Release(Which),
    /// Drops held messages: nobody is told.
    Drop(Which),
}

#[derive(Debug, clap::Args)]
struct Which {
    /// Only those of this kind, as `held` names it; may be given several times.
    #[arg(long, value_parser = kind)]
    kind: Vec<MessageKind>,
}

fn kind(code: &str) -> Result<MessageKind, String> {
    MessageKind::from_code(code).ok_or_else(|| "a kind as `piiri messages held` names it".to_owned())
}

/// Runs the command and prints how many messages it was about.
pub async fn run(args: Args, config: Config) -> anyhow::Result<()> {
    let app = super::open(config).await?;
    match args.command {
        Command::Held => {
            for row in message::held(app.db.read()).await? {
                println!("{} {} {} {}", row.kind, row.count, row.first.to_rfc3339(), row.last.to_rfc3339());
            }
        }
        Command::Release(Which { kind }) => {
            let count = app.act(Actor::System, async |act| message::release(act, &kind).await).await?;
            println!("released {count}");
        }
        Command::Drop(Which { kind }) => {
            let count = app.act(Actor::System, async |act| message::drop_held(act, &kind).await).await?;
            println!("dropped {count}");
        }
    }
    Ok(())
}
