//! Letters as a flow: all that are due on one page, printed together, posted by one press, answered by a slip.

mod paths;
mod post;
mod queries;
mod replies;
mod routes;
mod sheet;
mod views;

pub use routes::routes;
