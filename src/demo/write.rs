//! Writes the demo into an empty database, and tells a demo from a database that is none.

use chrono::TimeDelta;
use entity::setting;
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter};

use super::book::Book;
use super::scenario::{self, Edition, moment};
use crate::error::Result;

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
            world = scenario::team(&mut book, &world, edition.team());
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
