//! The items of a job, each an act of its own: one bad row never stops the rest.

use chrono::{DateTime, Utc};

use crate::access::{Act, Actor};
use crate::app::App;
use crate::error::{Error, Fault, Result};

/// The items of a job, run one after the other as the program does them at the moment of the job.
pub struct OneByOne<'a> {
    app: &'a App,
    now: DateTime<Utc>,
    failed: u64,
}

impl<'a> OneByOne<'a> {
    /// Begins with the first.
    pub const fn at(app: &'a App, now: DateTime<Utc>) -> Self {
        Self { app, now, failed: 0 }
    }

    /// Runs an item in a transaction of its own. What fails is logged and left.
    pub async fn run(&mut self, item: impl AsyncFnOnce(Act<'_>) -> Result<()>) {
        if let Err(error) = self.app.act_at(Actor::System, self.now, item).await {
            self.failed += 1;
            tracing::error!(error = cause(&error), "an item of a job failed");
        }
    }

    /// Whether all went well; the job fails with any of its items, so that it is tried again.
    pub fn end(self) -> Result<()> {
        if self.failed == 0 { Ok(()) } else { Err(anyhow::anyhow!("{} items failed", self.failed).into()) }
    }
}

/// Why an act did not happen, without what was typed or whom it names.
fn cause(error: &Error) -> String {
    let codes =
        |faults: &[Fault]| faults.iter().map(|fault| format!("{:?}", fault.code)).collect::<Vec<_>>().join(", ");
    match error {
        Error::Invalid(faults) => format!("invalid: {}", codes(faults)),
        Error::Conflict(fault) => format!("conflict: {:?}", fault.code),
        other => other.to_string(),
    }
}
