//! `piiri import`.

use std::path::PathBuf;

use anyhow::Context;
use clap::ValueEnum;
use entity::state::Language;
use indicatif::{ProgressBar, ProgressStyle};

use crate::access::Act;
use crate::access::Actor;
use crate::config::Config;
use crate::import::{self, Importer, Kind, Report};
use crate::web::problem::fault_text;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// What the file holds.
    #[arg(value_enum)]
    kind: KindName,
    /// The file: CSV in UTF-8 or Windows-1252, with commas or semicolons.
    #[arg(value_name = "FILE.csv")]
    file: PathBuf,
    /// Tells what would come of it, and writes nothing.
    #[arg(long)]
    dry_run: bool,
    /// Writes the good rows though others are bad.
    #[arg(long)]
    skip_bad: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum KindName {
    Clients,
    Groups,
    Referrals,
}

impl From<KindName> for Kind {
    fn from(name: KindName) -> Self {
        match name {
            KindName::Clients => Self::Clients,
            KindName::Groups => Self::Groups,
            KindName::Referrals => Self::Referrals,
        }
    }
}

/// Imports the file, prints every fault, and fails when nothing was written because of them.
pub async fn run(args: Args, config: Config) -> anyhow::Result<()> {
    let bytes = std::fs::read(&args.file).with_context(|| format!("read {}", args.file.display()))?;
    let app = super::open(config).await?;
    let bar = ProgressBar::new(0).with_style(ProgressStyle::with_template("{wide_bar} {pos}/{len} {per_sec}")?);
    let progress = |done: usize, total: usize| {
        bar.set_length(total as u64);
        bar.set_position(done as u64);
    };
    let importer = Importer { who: Actor::System, skip_bad: args.skip_bad, progress: &progress };
    let tx = app.write().await?;
    let act = Act::of_system(&tx, app.clock.now(), app.config.zone);
    let report = import::import(act, &importer, args.kind.into(), &bytes).await?;
    if report.stays(args.dry_run, args.skip_bad) {
        tx.commit().await?;
    } else {
        tx.rollback().await?;
    }
    bar.finish_and_clear();
    tell(&report, args.dry_run);
    anyhow::ensure!(report.bad.is_empty() || args.skip_bad, "nothing was imported: mend the rows or give --skip-bad");
    Ok(())
}

fn tell(report: &Report, dry_run: bool) {
    for bad in &report.bad {
        let column = if bad.column.is_empty() { String::new() } else { format!("{}: ", bad.column) };
        eprintln!("line {}: {column}{}", bad.line, fault_text(Language::En, &bad.fault));
    }
    let added = if dry_run { "would be added" } else { "added" };
    println!(
        "{} rows, {} {added}, {} stand already, {} faults",
        report.rows,
        report.added,
        report.standing,
        report.bad.len()
    );
}
