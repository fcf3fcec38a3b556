//! The demo: an invented programme that stands beside the slices and writes rows of all of them.
//!
//! It is a fixture, not a path of the product: no slice knows it, and nothing in the product knows its answers. Its
//! names are put together by chance, its addresses lie under `.example`, its numbers are no network's.
//!
//! The scenario stands still at [`moment`]; sessions before it were held, later ones are planned.

mod access;
mod book;
pub mod mailbox;
mod names;
mod scenario;

use chrono::TimeDelta;
use entity::setting;
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter};

use crate::error::Result;
pub use access::open;
use book::Book;
use scenario::Edition;
pub use scenario::{ACCOUNTS, COUNTY, moment};

/// The seed of the scenario; the same seed draws the same names, marks and answers.
pub const SEED: u64 = 20_261_014;

/// Writes the scenario, and `scale - 1` copies of its sixteen groups in other weeks and municipalities,
/// with staff and meeting places for every ten of them.
///
/// One copy at a time is held in memory.
pub async fn write(tx: &DatabaseTransaction, seed: u64, scale: u32) -> Result<()> {
    let begun = moment() - TimeDelta::seconds(i64::from(scale) + 1);
    let mut book = Book::new(seed, begun);
    let mut world = scenario::organisation(&mut book);
    for number in 0..scale.max(1) {
        let edition = Edition::numbered(number);
        if edition.begins_team() {
            world = scenario::team(&mut book, &world, edition);
        }
        scenario::edition(&mut book, &world, edition);
        book.rows.insert(tx).await?;
        book = book.next(seed.wrapping_add(u64::from(number) + 1), begun + TimeDelta::seconds(i64::from(number) + 1));
    }
    Ok(())
}

/// What a database holds, as the demo sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing yet.
    Empty,
    /// A demo.
    Demo,
    /// Something else, which the demo must leave alone.
    Other,
}

/// Whether a database is the demo's own.
pub async fn state(db: &impl ConnectionTrait) -> Result<State> {
    let marked = setting::Entity::find().filter(setting::COLUMN.key.eq("demo")).count(db).await?;
    if marked > 0 {
        return Ok(State::Demo);
    }
    let units = entity::unit::Entity::find().count(db).await?;
    Ok(if units == 0 { State::Empty } else { State::Other })
}
