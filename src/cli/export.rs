//! `piiri export statistics`.

use std::io::Write;
use std::path::PathBuf;

use anyhow::Context;
use chrono::NaiveDate;
use clap::Subcommand;
use clap::builder::PossibleValuesParser;
use entity::state::Language;
use serde::Serialize;

use crate::config::Config;
use crate::error::Error;
use crate::statistics;
use crate::statistics::cut::By;
use crate::web::form::Form;
use crate::web::problem::fault_text;

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Writes the published figures of the whole organisation as CSV; what the page hides stays hidden.
    Statistics(ExportQuestion),
}

#[derive(Debug, clap::Args, Serialize)]
struct ExportQuestion {
    /// The first day, on the edge of a month, a season or a year; without it, this year.
    #[arg(long, value_name = "YYYY-MM-DD", requires = "to")]
    from: Option<NaiveDate>,
    /// The last day.
    #[arg(long, value_name = "YYYY-MM-DD", requires = "from")]
    to: Option<NaiveDate>,
    /// By what the figures are told apart.
    #[arg(long, default_value = "none", value_parser = PossibleValuesParser::new(By::ALL.iter().map(|by| by.code())))]
    by: String,
    /// Within a kind of groups.
    #[arg(long)]
    kind: Option<String>,
    /// Within a project.
    #[arg(long)]
    project: Option<String>,
    /// The language of the headings: `fi`, `sv` or `en`.
    #[arg(long, default_value = "fi", value_parser = language)]
    #[serde(skip)]
    language: Language,
    /// The file to write; without it, standard output.
    #[arg(long, value_name = "FILE")]
    #[serde(skip)]
    out: Option<PathBuf>,
}

fn language(code: &str) -> Result<Language, String> {
    Language::from_code(code).ok_or_else(|| "is fi, sv or en".to_owned())
}

/// Works the figures out and writes them.
pub async fn run(args: Args, config: Config) -> anyhow::Result<()> {
    let Command::Statistics(asked) = args.command;
    let app = super::open(config).await?;
    let bytes = match statistics::export(&app, asked.language, &Form::default().overlay(&asked)).await {
        Ok(bytes) => bytes,
        Err(Error::Invalid(faults)) => {
            let told = faults.iter().map(|fault| format!("{}: {}", fault.field, fault_text(Language::En, fault)));
            anyhow::bail!(told.collect::<Vec<_>>().join("\n"))
        }
        Err(error) => return Err(error.into()),
    };
    match asked.out {
        Some(file) => std::fs::write(&file, bytes).with_context(|| format!("write {}", file.display())),
        None => std::io::stdout().write_all(&bytes).context("write to standard output"),
    }
}
