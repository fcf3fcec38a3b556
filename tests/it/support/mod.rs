//! What the tests stand on.

pub mod actor;
pub mod app;
pub mod bulk;
pub mod chance;
pub mod heard;
pub mod old;
pub mod outbox;
pub mod page;
pub mod places;
pub mod plan;
pub mod postgres;
pub mod record;
pub mod seed;
pub mod server;
pub mod smtp;
pub mod statements;

pub use app::TestApp;
