//! The integration tests: pages, API and journeys in process, on the database that `PIIRI_TEST_DATABASE` names.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so by a panic")]

mod admin;
mod applications;
mod attendance;
mod clashes;
mod clients;
mod corrections;
mod data_rights;
mod demo;
mod enrolment;
mod feed_http;
mod feeds;
mod follow_up;
mod goals;
mod group_end;
mod import;
mod jobs;
mod journeys;
mod mail_real;
mod me;
mod merge;
mod messages;
mod open;
mod operation;
mod programme;
mod programme_api;
mod protection;
mod pulse;
mod race;
mod rating;
mod recruitment;
mod referrals;
mod reminders;
mod rights;
mod schema;
mod seen;
mod shape;
mod sign_in;
mod statistics;
mod support;
mod venue;
mod year;
