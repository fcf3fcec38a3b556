//! The integration tests: pages, API and journeys in process, on the database that `PIIRI_TEST_DATABASE` names.

mod rights;
mod sign_in;
mod support;
mod venue;
