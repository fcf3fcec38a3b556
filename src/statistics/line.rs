//! Which cells add up to which.

/// A whole and the parts it is made of, as indexes of cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub whole: usize,
    pub parts: Vec<usize>,
    /// The parts are classes of an outcome, so that everybody in one class tells about each of them.
    pub classes: bool,
}

impl Line {
    /// Every cell of the line.
    pub fn cells(&self) -> impl Iterator<Item = usize> + '_ {
        self.parts.iter().copied().chain([self.whole])
    }
}
