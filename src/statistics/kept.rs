//! Published figures, kept until anything changes: every act leaves a row in the change log, and its newest id is the
//! revision that the figures are held against.

use std::ops::RangeInclusive;
use std::sync::Arc;

use anyhow::Context;
use chrono::{DateTime, NaiveDate, Utc};
use tokio::sync::Mutex;
use uuid::Uuid;

use super::figure::Figure;
use super::{indicators, queries};
use crate::db::Db;
use crate::error::Result;

/// Periods kept at a time.
const PERIODS: usize = 6;

struct Page {
    period: RangeInclusive<NaiveDate>,
    newest_change: Option<Uuid>,
    figures: Arc<Vec<Figure>>,
}

/// The figures of the last periods asked for.
#[derive(Clone, Default)]
pub struct Kept(Arc<Mutex<Vec<Page>>>);

impl Kept {
    /// The published figures of a period: kept ones when nothing has changed, else worked out anew, once for all who
    /// wait for them.
    pub async fn figures(
        &self,
        db: &Db,
        period: RangeInclusive<NaiveDate>,
        now: DateTime<Utc>,
    ) -> Result<Arc<Vec<Figure>>> {
        let mut pages = self.0.lock().await;
        let newest_change = queries::newest_change(db.read()).await?;
        let kept = pages.iter().position(|page| page.period == period && page.newest_change == newest_change);
        if let Some(at) = kept {
            return Ok(pages[at].figures.clone());
        }
        let facts = queries::facts(db.read(), period.clone(), now).await?;
        let work = tokio::task::spawn_blocking(move || indicators::published(&facts));
        let figures = Arc::new(work.await.context("work out the figures")?);
        pages.retain(|page| page.period != period);
        pages.truncate(PERIODS - 1);
        pages.insert(0, Page { period, newest_change, figures: figures.clone() });
        Ok(figures)
    }
}
