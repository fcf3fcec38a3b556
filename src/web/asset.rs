//! Style sheets, modules and icons of the pages, under addresses that change with their content.

use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use data_encoding::HEXLOWER;
use rust_embed::Embed;

use crate::error::{Error, OrNotFound, Result};

#[derive(Embed)]
#[folder = "src/web/assets/"]
struct Assets;

/// The path of an asset's route.
pub const PATH: &str = "/assets/{version}/{name}";

/// The address of an asset by its file name; it changes when the file does.
pub fn url(name: &str) -> String {
    let version = Assets::get(name).map_or_else(String::new, |file| HEXLOWER.encode(&file.metadata.sha256_hash()[..6]));
    format!("/assets/{version}/{name}")
}

/// Serves an asset; an address with the version of another build still finds it, but is not kept.
pub async fn serve(Path((version, name)): Path<(String, String)>) -> Result<Response> {
    let file = Assets::get(&name).or_not_found()?;
    let kind = match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("css") => "text/css; charset=utf-8",
        Some("mjs") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("webmanifest") => "application/manifest+json",
        _ => return Err(Error::NotFound),
    };
    let current = url(&name) == format!("/assets/{version}/{name}");
    let caching = if current { "public, max-age=31536000, immutable" } else { "no-cache" };
    let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, caching)];
    Ok((headers, file.data.into_owned()).into_response())
}
