//! Applications: what people and partners send from the open programme, confirmed by link, decided by the leader.
//!
//! Nobody is looked up when one is sent: the answer is the same for those who are clients and those who are not.

pub mod group_over;
pub mod of_client;
pub mod queries;
pub mod routes;
pub mod rules;
pub mod service;
pub mod views;
