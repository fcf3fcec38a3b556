//! The open programme: what everybody may see of the groups that take people in.

pub mod cache;
pub mod card;
mod data;
pub mod list;
pub mod queries;
pub mod routes;
pub mod rules;
