//! `piiri config check`.

use clap::Subcommand;

use crate::config::Config;

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Prints the settings in force, secrets hidden; a faulty setting is named.
    Check,
}

/// Prints the settings, which were checked as they were read.
pub fn run(args: &Args, config: &Config) {
    match args.command {
        Command::Check => print!("{}", config.shown()),
    }
}
