//! The command line: a file for each command, calling the same services as the pages.

mod audit;
mod backup;
mod command;
mod config;
mod demo;
mod export;
mod import;
mod messages;
mod migrate;
mod open;
mod restore;
mod restored;
mod retention;
mod serve;
mod staff;
mod token;

pub use command::Cli;
pub use open::migrated;
use open::open;
