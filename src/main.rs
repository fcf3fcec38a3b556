//! Parses the command line, starts the log and calls the command.

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::Parser;
use mimalloc::MiMalloc;
use piiri::cli::Cli;
use tracing_subscriber::EnvFilter;

/// Gives memory back after a burst of work, which the system's allocator keeps for each of the server's threads.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    // Whatever is written may hold client data: the database, its log, backups, mails, exports.
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
    let cli = Cli::parse();
    let filter = EnvFilter::try_from_env("PIIRI_LOG")
        .unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn,sea_orm_migration=warn"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if std::io::stderr().is_terminal() {
        log.init();
    } else {
        log.json().init();
    }
    match cli.run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("piiri: {error:#}");
            ExitCode::FAILURE
        }
    }
}
