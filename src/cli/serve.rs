//! `piiri serve`.

use anyhow::Context;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use crate::app::App;
use crate::calendar;
use crate::config::Config;
use crate::data_rights;
use crate::db;
use crate::web::health;
use crate::web::server::{self, Gate};
use crate::{router, schedule};

/// Serves until told to stop, and ends what runs before it ends.
pub async fn run(config: Config) -> anyhow::Result<()> {
    let listen = config.listen;
    // An empty database in the place of one whose disk is not there would look like a new house.
    if let Some(path) = db::sqlite_path(&config.database).filter(|path| !path.exists()) {
        anyhow::bail!("there is no database at {}; `piiri staff add` makes a new one", path.display());
    }
    let app = super::open(config).await?;
    if data_rights::is_older(&app).await? {
        tracing::error!(
            "the database is older than what is kept outside it: a copy was put back, or the logs were cut off"
        );
        let done = data_rights::after_restore(&app).await?;
        tracing::error!(
            held = done.held,
            erased = done.erased,
            left = done.left,
            "what waited is held until it is let go"
        );
    }
    let listener = TcpListener::bind(listen).await.with_context(|| format!("listen on {listen}"))?;
    serve(app, listener).await
}

/// Serves on an open listener.
pub async fn serve(mut app: App, listener: TcpListener) -> anyhow::Result<()> {
    let _claim = match db::sqlite_path(&app.config.database) {
        Some(path) => Some(db::claim(&path)?.context("another server runs on this database")?),
        None => None,
    };
    health::count(&mut app)?;
    let (router, _) = router::router(&app);
    let stop = app.stop.clone();
    tokio::spawn(stop_on_signal(app.clone()));
    schedule::start(&app).await?;
    tracing::info!(address = %listener.local_addr()?, "serving");
    let gate = Gate { limits: app.config.limits, proxies: app.config.proxies.clone() };
    server::serve(listener, router, gate, stop).await;
    app.tracker.close();
    app.tracker.wait().await;
    calendar::note_fetches(&app, app.clock.now()).await?;
    app.db.close().await.context("close the database")?;
    tracing::info!("stopped");
    Ok(())
}

async fn stop_on_signal(app: App) {
    let (Ok(mut terminate), Ok(mut interrupt)) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()))
    else {
        return;
    };
    tokio::select! {
        _ = terminate.recv() => {},
        _ = interrupt.recv() => {},
        () = app.stop.cancelled() => {},
    }
    app.stop.cancel();
}
