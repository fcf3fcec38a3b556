//! How often the public may send something: by network address, and all together.

use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultDirectRateLimiter, DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::error::{Error, Result};
use crate::web::caller::Caller;

/// So many at once from one address, …
const BURST: NonZeroU32 = NonZeroU32::new(5).expect("five is not zero");
/// … and one more each so often.
const EACH: Duration = Duration::from_mins(2);
/// So many at once from everybody, and as many again in a minute.
const TOGETHER: NonZeroU32 = NonZeroU32::new(60).expect("sixty is not zero");
/// Addresses that are remembered before those that have calmed down are forgotten.
const REMEMBERED: usize = 10_000;

/// What the public has sent of late.
pub struct ApplicationLimits {
    each: DefaultKeyedRateLimiter<Caller>,
    together: DefaultDirectRateLimiter,
}

impl Default for ApplicationLimits {
    fn default() -> Self {
        let each = Quota::with_period(EACH).expect("two minutes are not zero").allow_burst(BURST);
        Self { each: RateLimiter::keyed(each), together: RateLimiter::direct(Quota::per_minute(TOGETHER)) }
    }
}

impl ApplicationLimits {
    /// Lets a caller pass, or says how long to wait.
    pub fn pass(&self, caller: Caller) -> Result<()> {
        if self.each.len() > REMEMBERED {
            self.each.retain_recent();
        }
        let now = DefaultClock::default().now();
        let wait = |until: governor::NotUntil<_>| Error::TooMany(until.wait_time_from(now).as_secs() + 1);
        self.each.check_key(&caller).map_err(wait)?;
        self.together.check().map_err(wait)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_may_send_five_and_another_is_not_held_up_by_it() {
        let limits = ApplicationLimits::default();
        let (one, other) = (Caller::of([192, 0, 2, 1].into()), Caller::of([192, 0, 2, 2].into()));
        for _ in 0..5 {
            limits.pass(one).unwrap();
        }
        assert!(matches!(limits.pass(one), Err(Error::TooMany(1..=121))));
        limits.pass(other).unwrap();
    }
}
