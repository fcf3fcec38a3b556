//! `piiri retention`.

use crate::access::Actor;
use crate::config::Config;
use crate::data_rights;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Erases what is due; without it the command only says what that is.
    #[arg(long)]
    erase: bool,
}

/// Says what is kept no longer than the settings say, and erases it when it is told to.
pub async fn run(args: Args, config: Config) -> anyhow::Result<()> {
    let kept = config.retention;
    let app = super::open(config).await?;
    let due = data_rights::due(app.db.read(), app.config.zone, app.clock.now(), kept).await?;
    println!("{} clients whose matter closed more than {} years ago (act 703/2023)", due.clients, kept.client_years);
    println!("{} people whose account was closed more than {} years ago", due.staff, kept.staff_years);
    if args.erase {
        let done = data_rights::erase_due(&app, Actor::System).await?;
        println!("erased: {} clients, the contacts of {} people", done.clients, done.staff);
    } else if !due.is_none() {
        println!("nothing was erased: give --erase, or confirm it on the page of retention");
    }
    Ok(())
}
