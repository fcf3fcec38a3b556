//! The addresses of letters.

use axum_extra::routing::TypedPath;
use serde::Deserialize;

/// The letters that are due, and those that were posted today.
#[derive(TypedPath, Deserialize)]
#[typed_path("/letters")]
pub struct Letters;

/// Chosen letters on paper, each on its own sheet.
#[derive(TypedPath, Deserialize)]
#[typed_path("/letters/print")]
pub struct Print;

/// Marks chosen letters as posted on a day.
#[derive(TypedPath, Deserialize)]
#[typed_path("/letters/posted")]
pub struct Posted;

/// Takes back that letters were posted.
#[derive(TypedPath, Deserialize)]
#[typed_path("/letters/undo")]
pub struct Undo;

/// Where the slips that come back are keyed in.
#[derive(TypedPath, Deserialize)]
#[typed_path("/letters/replies")]
pub struct Replies;
