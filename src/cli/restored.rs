//! `piiri restored`.

use crate::app::App;
use crate::config::Config;
use crate::data_rights::after_restore;

/// Does what follows a copy that was put back by other means, as by `pg_restore`.
pub async fn run(config: Config) -> anyhow::Result<()> {
    follow(&super::open(config).await?).await
}

/// Does what follows a copy that was put back, and prints it.
pub async fn follow(app: &App) -> anyhow::Result<()> {
    let done = after_restore(app).await?;
    println!("held {} messages, letters and calls: /messages/held or `piiri messages release` lets them go", done.held);
    println!("closed again {}", done.closed);
    println!("erased again {}", done.erased);
    anyhow::ensure!(done.left == 0, "{} erasures and marks could not be done again: see the log", done.left);
    Ok(())
}
