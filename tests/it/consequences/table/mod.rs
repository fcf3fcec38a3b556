//! What follows from each act, as one table: a row an act, and for each part of the row the tests that play it. A row
//! without a part, a test that is not there, and an act that no row knows fail.

mod checks;
mod groups;
mod people;
mod records;
mod referrals;
mod row;
mod sessions;
