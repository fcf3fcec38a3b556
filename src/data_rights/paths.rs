//! The addresses of the logs.

use axum_extra::routing::TypedPath;
use entity::id::ClientId;
use serde::Deserialize;

/// The search for a client.
#[derive(TypedPath, Deserialize)]
#[typed_path("/log")]
pub struct Index;

/// What is kept no longer than the law says.
#[derive(TypedPath, Deserialize)]
#[typed_path("/retention")]
pub struct Retention;

/// What was closed again when a copy was put back.
#[derive(TypedPath, Deserialize)]
#[typed_path("/restored")]
pub struct Restored;

/// Everything logged of a client.
#[derive(TypedPath, Deserialize)]
#[typed_path("/log/{id}", rejection(crate::error::Error))]
pub struct Show {
    pub id: ClientId,
}

/// Everything held on a client, as a file.
#[derive(TypedPath, Deserialize)]
#[typed_path("/log/{id}/export.json", rejection(crate::error::Error))]
pub struct Export {
    pub id: ClientId,
}

/// Notes a disclosure.
#[derive(TypedPath, Deserialize)]
#[typed_path("/log/{id}/disclosures", rejection(crate::error::Error))]
pub struct Disclosures {
    pub id: ClientId,
}

/// Tells a client that no data are erased, and why.
#[derive(TypedPath, Deserialize)]
#[typed_path("/log/{id}/erasure-refusal", rejection(crate::error::Error))]
pub struct ErasureRefusal {
    pub id: ClientId,
}

/// Erases a client.
#[derive(TypedPath, Deserialize)]
#[typed_path("/log/{id}/erasure", rejection(crate::error::Error))]
pub struct Erasure {
    pub id: ClientId,
}
