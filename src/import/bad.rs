//! A fault with its place in a file.

use crate::error::Fault;

/// What is wrong in a file, and where.
#[derive(Clone, Debug)]
pub struct Bad {
    /// The line of the file.
    pub line: usize,
    /// The heading of the column; empty when the fault is of the whole row.
    pub column: String,
    /// What is wrong.
    pub fault: Fault,
}
