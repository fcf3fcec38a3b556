//! The only place that reads the time.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Instant;

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};

/// Where "now" comes from: the machine, a fixed moment that tests move, or a chosen start that runs on (`--at`).
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// A moment that stands still until it is set, in microseconds since 1970.
    Fixed(Arc<AtomicI64>),
    /// The moment at which the program was started, and when that was.
    From(DateTime<Utc>, Instant),
}

impl Clock {
    /// A clock that stands at `at`.
    pub fn fixed(at: DateTime<Utc>) -> Self {
        Self::Fixed(Arc::new(AtomicI64::new(at.timestamp_micros())))
    }

    /// A clock that starts at `at` now and runs on.
    pub fn from(at: DateTime<Utc>) -> Self {
        Self::From(at, Instant::now())
    }

    /// Moves a fixed clock; the others stay as they are.
    pub fn set(&self, at: DateTime<Utc>) {
        if let Self::Fixed(micros) = self {
            micros.store(at.timestamp_micros(), Ordering::SeqCst);
        }
    }

    /// The present moment, in whole microseconds: what both databases keep.
    #[expect(clippy::disallowed_methods, reason = "this is the place that reads the time")]
    pub fn now(&self) -> DateTime<Utc> {
        match self {
            Self::System => Utc::now().trunc_subsecs(6),
            Self::Fixed(micros) => DateTime::from_timestamp_micros(micros.load(Ordering::SeqCst)).unwrap_or_default(),
            Self::From(at, started) => {
                (*at + TimeDelta::from_std(started.elapsed()).unwrap_or_default()).trunc_subsecs(6)
            }
        }
    }
}
