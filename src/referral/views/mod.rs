//! The pages of referrals.

mod finder;
mod form;
mod group;
mod list;
mod show;
mod words;

pub use finder::finder;
pub use form::{ReferralChoices, form};
pub use group::{Demand, FaultyReason, of_group};
pub use list::index;
pub use show::{ReferralReading, show};
pub use words::status_name;
use words::{close_name, status_chip};
