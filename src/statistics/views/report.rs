//! What a page of figures shows.

use std::collections::HashMap;

use uuid::Uuid;

use crate::statistics::figure::Figure;
use crate::statistics::rules::Question;

/// What a page of figures shows.
pub struct FigureReport<'a> {
    /// What was asked.
    pub question: &'a Question,
    /// The figures that answer it.
    pub figures: Vec<&'a Figure>,
    /// The names of units and groups.
    pub names: &'a HashMap<Uuid, String>,
}
