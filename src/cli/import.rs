//! `piiri import`.

use std::path::PathBuf;

use anyhow::Context;
use clap::ValueEnum;
use entity::import_run;
use entity::state::{ImportKind, ImportPhase, Language};
use indicatif::{ProgressBar, ProgressStyle};

use crate::access::Actor;
use crate::config::Config;
use crate::import::{self, Counts, FaultLine, ImportReport, Layout, LongFile, ShownRows, TriedRows};
use crate::text::t;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// What the file holds.
    #[arg(value_enum)]
    kind: KindName,
    /// The file: CSV in UTF-8, UTF-16 or Windows-1252, with commas, semicolons or tabs; or a workbook (.xlsx, .ods).
    #[arg(value_name = "FILE.csv")]
    file: PathBuf,
    /// Which sheet of a workbook with several.
    #[arg(long, default_value = "")]
    sheet: String,
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

impl From<KindName> for ImportKind {
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
    let (dry_run, skip_bad) = (args.dry_run, args.skip_bad);
    let file = LongFile { kind: args.kind.into(), bytes, sheet: args.sheet, dry_run, skip_bad };
    match import::start_import(&app, Actor::System, file).await? {
        Ok(id) => {
            let bar = ProgressBar::new(0).with_style(ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}")?);
            import::go_on(&app, id, &|run| draw(&bar, run)).await?;
            bar.finish_and_clear();
            let run = import::run_of_anybody(app.db.read(), id).await?;
            let faults: Vec<FaultLine> = serde_json::from_str(&run.faults).context("read the faults")?;
            let layout = run.layout.as_deref().map(serde_json::from_str).transpose().context("read the columns")?;
            tell_columns(&layout.unwrap_or_default());
            tell_rows(&app.cache::<TriedRows>().of(id));
            tell((&run).into(), &faults, dry_run);
            anyhow::ensure!(run.faulty == 0 || skip_bad, NOTHING);
        }
        Err(report) => {
            let report: ImportReport = report;
            tell((&report).into(), &report.lines(Language::En), dry_run);
            anyhow::bail!(NOTHING);
        }
    }
    Ok(())
}

const NOTHING: &str = "nothing was imported: mend the rows or give --skip-bad";

fn draw(bar: &ProgressBar, run: &import_run::Model) {
    bar.set_message(if run.phase == ImportPhase::Checking { "reading" } else { "writing" });
    bar.set_length(run.rows.unsigned_abs().into());
    bar.set_position(run.cursor.unsigned_abs().into());
}

fn tell_columns(layout: &Layout) {
    for (what, headings) in
        [("read", &layout.taken), ("left out", &layout.left_out), ("not in the file", &layout.absent)]
    {
        if !headings.is_empty() {
            println!("columns {what}: {}", headings.join(", "));
        }
    }
}

fn tell_rows(read: &ShownRows) {
    for row in &read.rows {
        let cells = read.headings.iter().zip(&row.cells).map(|(heading, cell)| {
            format!("{heading}: {}{}", cell.shown.in_language(Language::En), if cell.is_other { " (!)" } else { "" })
        });
        println!("line {} ({}): {}", row.line, t(Language::En, row.fate.key()), cells.collect::<Vec<_>>().join("; "));
    }
}

fn tell(counts: Counts, faults: &[FaultLine], dry_run: bool) {
    for FaultLine { line, column, reason } in faults {
        let column = if column.is_empty() { String::new() } else { format!("{column}: ") };
        eprintln!("line {line}: {column}{reason}");
    }
    if counts.faulty > faults.len() {
        eprintln!("… and {} more", counts.faulty - faults.len());
    }
    let added = if dry_run { "would be added" } else { "added" };
    let Counts { rows, added: n, standing, faulty } = counts;
    println!("{rows} rows, {n} {added}, {standing} stand already, {faulty} faults");
}
