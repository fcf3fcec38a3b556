//! What every page and every operation of `/api/v1` shares: who may come in, the frame, forms and errors.

pub mod accessibility;
pub mod api;
pub mod asset;
pub mod caller;
pub mod chart;
pub mod components;
mod document;
pub mod done;
pub mod form;
pub mod gallery;
pub mod health;
pub mod heard;
pub mod icon;
pub mod layers;
pub mod list;
mod nav;
pub mod once;
pub mod page;
mod private_number;
pub mod problem;
pub mod ready;
mod refused;
pub mod server;
pub mod subscribe;
pub mod unsent;
mod viewer;
pub mod who;
