//! The scenario: a programme of 21 groups as it stands on Wednesday 14.10.2026 at noon, and copies of it in other weeks.

mod card;
mod cast;
mod client;
mod course;
mod dates;
mod edition;
mod in_hand;
mod oddity;
mod organisation;
mod outcome;
mod place;
mod programme;
mod referral;
mod waiting_work;
mod words;
mod write;

pub use dates::moment;
pub use edition::Edition;
pub use organisation::{COUNTY, email, holder_of, team, write as organisation};
pub use write::write as edition;
