//! `piiri demo`.

use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;

use anyhow::Context;
use chrono::{DateTime, NaiveDateTime, Utc};
use tokio::net::TcpListener;

use crate::access::Actor;
use crate::app::App;
use crate::clock::Clock;
use crate::config::{Config, ZONE};
use crate::db::{self, Db};
use crate::demo::{self, State};
use crate::local_time::instant;
use crate::password::Passwords;
use crate::record::folder_of;

const DATABASE: &str = "sqlite:data/demo.sqlite";

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The port on 127.0.0.1; 0 takes a free one.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// When the demo's clock starts, in the local time of Finland.
    #[arg(long, default_value = "2026-10-14T12:00", value_parser = at)]
    at: DateTime<Utc>,
    /// Makes the demo's file anew.
    #[arg(long)]
    fresh: bool,
    /// How many times the programme is made, each in other weeks and municipalities.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=2000))]
    scale: u32,
}

fn at(text: &str) -> Result<DateTime<Utc>, String> {
    let formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"];
    let wall = formats.iter().find_map(|format| NaiveDateTime::parse_from_str(text, format).ok());
    wall.map(|wall| instant(ZONE, wall)).ok_or_else(|| "a local time such as 2026-10-14T12:00".to_owned())
}

/// Makes the scenario, prints what opens it, and serves it to this machine alone.
pub async fn run(args: Args, mut config: Config, database: Option<String>) -> anyhow::Result<()> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, args.port));
    let listener = TcpListener::bind(address).await.with_context(|| format!("listen on {address}"))?;
    config.listen = listener.local_addr()?;
    config.base_url = format!("http://{}", config.listen);
    config.database = database.unwrap_or_else(|| DATABASE.to_owned());
    demo::COUNTY.clone_into(&mut config.organisation);
    config.zone = ZONE;
    config.demo = true;
    let db = prepare(&config.database, &args).await?;
    let app = App::new(db, Clock::from(args.at), config, Passwords::strong())?;
    let lines = app.act(Actor::System, async |act| demo::open(act, &app).await).await?;
    let mut out = std::io::stdout().lock();
    for line in lines {
        writeln!(out, "{line}")?;
    }
    out.flush()?;
    drop(out);
    super::serve::serve(app, listener).await
}

/// The demo's database: a new one, or one that an earlier demo made.
async fn prepare(url: &str, args: &Args) -> anyhow::Result<Db> {
    let mut db = super::open::migrated(url, ZONE).await?;
    let mut state = demo::state(db.read()).await?;
    anyhow::ensure!(state != State::Other, "{url} holds something that is no demo: name another database");
    if args.fresh && state == State::Demo {
        let file = db::sqlite_path(url).context("--fresh makes SQLite files anew: drop this database yourself")?;
        let _alone = db::claim(&file)?.context("a demo runs on this database: stop it first")?;
        db.close().await?;
        remove(&file)?;
        db = super::open::migrated(url, ZONE).await?;
        state = State::Empty;
    }
    if state == State::Empty {
        let tx = db.write().await?;
        demo::write(&tx, demo::SEED, args.scale).await?;
        tx.commit().await?;
    }
    Ok(db)
}

/// Removes a SQLite file with its log and its index of it.
fn remove(file: &Path) -> anyhow::Result<()> {
    for ending in ["", "-wal", "-shm"] {
        let mut name = file.as_os_str().to_owned();
        name.push(ending);
        match std::fs::remove_file(&name) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(error).with_context(|| format!("remove {}", Path::new(&name).display()));
            }
            _ => {}
        }
    }
    match std::fs::remove_dir_all(folder_of(file)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).context("remove what is kept beside it")
        }
        _ => Ok(()),
    }
}
