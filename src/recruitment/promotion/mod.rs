//! How a group is made known: channel codes, poster, texts to send, and what came of each channel.

pub mod qr;
mod queries;
pub mod routes;
mod service;
mod views;

pub use views::channel_name;
