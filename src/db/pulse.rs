//! Whether what was written last got into the database: a disk that is full and a file that may only be read show when
//! something is written, not when one looks at them.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use sea_orm::DbErr;

/// Whether the last act could be begun or committed; all copies tell the same.
#[derive(Clone, Debug, Default)]
pub struct Pulse(Arc<AtomicBool>);

impl Pulse {
    /// Notes how the beginning of an act ended, and answers it.
    pub(super) fn begun<T>(&self, begun: Result<T, DbErr>) -> Result<T, DbErr> {
        if begun.is_err() {
            self.weaken();
        }
        begun
    }

    /// Notes that an act could not be written.
    pub(super) fn weaken(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Notes how the end of an act went, and answers it: only what is committed shows that writing goes on.
    pub(super) fn committed<T>(&self, committed: Result<T, DbErr>) -> Result<T, DbErr> {
        self.0.store(committed.is_err(), Ordering::Relaxed);
        committed
    }

    /// Whether the last act was not written.
    pub(super) fn is_weak(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
