//! The addresses of clients.

use axum_extra::routing::TypedPath;
use entity::id::{ClientId, PairRuleId};
use serde::Deserialize;

/// The clients whom the person may see.
#[derive(TypedPath, Deserialize)]
#[typed_path("/clients")]
pub struct Index;

/// The list as CSV.
#[derive(TypedPath, Deserialize)]
#[typed_path("/clients.csv")]
pub struct Csv;

/// The form of a new client.
#[derive(TypedPath, Deserialize)]
#[typed_path("/clients/new")]
pub struct New;

/// A client.
#[derive(TypedPath, Deserialize)]
#[typed_path("/clients/{id}", rejection(crate::error::Error))]
pub struct Show {
    pub id: ClientId,
}

/// The form of a client who stands.
#[derive(TypedPath, Deserialize)]
#[typed_path("/clients/{id}/edit", rejection(crate::error::Error))]
pub struct Edit {
    pub id: ClientId,
}

/// Makes a private link.
#[derive(TypedPath, Deserialize)]
#[typed_path("/clients/{id}/links", rejection(crate::error::Error))]
pub struct Links {
    pub id: ClientId,
}

/// Ends every private link and calendar of a client and sends a new link.
#[derive(TypedPath, Deserialize)]
#[typed_path("/clients/{id}/links/renew", rejection(crate::error::Error))]
pub struct RenewLinks {
    pub id: ClientId,
}

/// Keeps the client and another apart.
#[derive(TypedPath, Deserialize)]
#[typed_path("/clients/{id}/pairs", rejection(crate::error::Error))]
pub struct Pairs {
    pub id: ClientId,
}

/// Lets the client and another meet again.
#[derive(TypedPath, Deserialize)]
#[typed_path("/clients/{id}/pairs/{rule}/lift", rejection(crate::error::Error))]
pub struct LiftPair {
    pub id: ClientId,
    pub rule: PairRuleId,
}

/// Who keeps a client.
#[derive(TypedPath, Deserialize)]
#[typed_path("/clients/{id}/key-worker", rejection(crate::error::Error))]
pub struct KeyWorker {
    pub id: ClientId,
}
